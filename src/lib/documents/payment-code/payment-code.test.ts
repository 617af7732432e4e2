import decodeQR from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import type { BankAccount } from '../../business/business.ts';
import type { SellerSnapshot } from '../document.ts';
import { buyer, content, issued, line, vat } from '../pdf/fixtures.ts';
import { fromIssued } from '../pdf/printable.ts';
import { plainAmount } from './amount.ts';
import { isIban, mod97 } from './check-digits.ts';
import { cut, inSwissCharacters, oneLine } from './characters.ts';
import { paymentCodeOf } from './code-of.ts';
import { epcPayload } from './epc.ts';
import { qrModules } from '../../ui/qr-modules.ts';
import { creditorReference, qrReference, spacedReference } from './references.ts';
import { isQrIban, swissBill, swissPayload } from './swiss.ts';
import { upiLink } from './upi.ts';

const GERMAN = 'DE89370400440532013000';
const SWISS = 'CH9300762011623852957';
const SWISS_QR = 'CH4431999123000889012';

describe('references', () => {
	test('of ISO 11649 have the check digits of its example', () => {
		expect(creditorReference('5390-0754-7034')).toBe('RF18539007547034');
		expect(spacedReference('RF18539007547034')).toBe('RF18 5390 0754 7034');
		expect(creditorReference('ä/–')).toBeUndefined();
		expect(creditorReference('1'.repeat(30))).toHaveLength(25);
	});
	test('of Swiss QR-bills have the check digit of the guidelines’ example', () => {
		expect(qrReference('21000000000313947143000901')).toBe('210000000003139471430009017');
		expect(spacedReference('210000000003139471430009017')).toBe('21 00000 00003 13947 14300 09017');
		expect(qrReference('R-000')).toBeUndefined();
	});
	test('account numbers are checked', () => {
		for (const iban of [GERMAN, SWISS, SWISS_QR, 'GB82WEST12345698765432']) expect(isIban(iban)).toBe(true);
		expect(isIban('DE89370400440532013001')).toBe(false);
		expect([SWISS, SWISS_QR].map(isQrIban)).toEqual([false, true]);
	});
});

describe('what all codes share', () => {
	test('amounts below one unit keep their zeros', () => {
		expect([1n, 10n, 99n, 100n, 123_456n].map(plainAmount)).toEqual(['0.01', '0.10', '0.99', '1.00', '1234.56']);
	});
	test('texts are one line, and no longer than they may be', () => {
		expect(oneLine(' a\r\n b\t\u00a0c ')).toBe('a b c');
		expect(cut('Ωmega', 3)).toBe('Ωme');
		expect(cut('😀😀😀', 2)).toBe('😀😀');
		expect(cut('ab cd', 3)).toBe('ab');
	});
	test('references keep the end of a long number, its letters as capitals, and two check digits', () => {
		expect(creditorReference(`x${'0'.repeat(20)}1`)).toBe(creditorReference('000000000000000000001'));
		expect(creditorReference('ab1')).toBe(creditorReference('AB1'));
		const checks = Array.from({ length: 200 }, (_, at) => creditorReference(String(at))!);
		expect(checks.some((each) => each.startsWith('RF0'))).toBe(true);
		for (const each of checks) expect([each.slice(4) !== '', mod97(each.slice(4) + each.slice(0, 4))]).toEqual([true, 1]);
		expect(qrReference(`9${'0'.repeat(25)}1`)).toBe(qrReference('1'));
		// Each digit can be the check digit, and nothing else.
		const digits = Array.from({ length: 40 }, (_, at) => qrReference(String(at + 1))!);
		for (const each of digits) expect(each).toMatch(/^\d{27}$/);
		expect(new Set(digits.map((each) => each.at(-1)))).toHaveLength(10);
	});
	test('the institutions of QR accounts are those from 30000 to 31999', () => {
		const at = (institution: number) => isQrIban(`CH00${institution}000000000000`);
		expect([29_999, 30_000, 31_999, 32_000].map(at)).toEqual([false, true, true, false]);
		expect(isQrIban('LI0030000000000000000')).toBe(true);
		expect(isQrIban('DE0030000000000000000')).toBe(false);
	});
});

describe('SEPA (EPC069-12)', () => {
	const transfer = { name: 'Studio Brise', iban: GERMAN, amount: 178_500n, text: 'R-2026-0007' };
	test('eleven elements stand on a line each; what is empty at the end is left out', () => {
		expect(epcPayload(transfer)).toBe('BCD\n002\n1\nSCT\n\nStudio Brise\nDE89370400440532013000\nEUR1785.00\n\n\nR-2026-0007');
		expect(epcPayload({ ...transfer, text: '', amount: undefined })).toBe('BCD\n002\n1\nSCT\n\nStudio Brise\nDE89370400440532013000');
		expect(epcPayload({ ...transfer, bic: 'COBADEFFXXX' })).toContain('\nSCT\nCOBADEFFXXX\n');
	});
	test('what it cannot express is refused', () => {
		expect(epcPayload({ ...transfer, iban: 'DE00370400440532013000' })).toBeUndefined();
		expect(epcPayload({ ...transfer, name: ' ' })).toBeUndefined();
		for (const amount of [0n, -1n, 100_000_000_000n]) expect(epcPayload({ ...transfer, amount })).toBeUndefined();
		expect(epcPayload({ ...transfer, name: 'Ω'.repeat(70), text: 'Ω'.repeat(140) })).toBeUndefined();
	});
	test('a name is cut at 70 characters and a text at 140; what is no BIC is left out', () => {
		const lines = epcPayload({ ...transfer, name: 'n'.repeat(71), text: 't'.repeat(141), bic: 'NO BIC' })!.split('\n');
		expect([lines[4], lines[5]!.length, lines[10]!.length]).toEqual(['', 70, 140]);
	});
	test('the longest it takes fits the largest code allowed, version 13 with 69 modules', () => {
		const text = 'x'.repeat(140);
		const name = `${'Ω'.repeat(57)}n`;
		const payload = epcPayload({ ...transfer, name: `${name}${'n'.repeat(12)}`, text, bic: 'COBADEFFXXX' })!;
		expect(new TextEncoder().encode(payload).length).toBeGreaterThan(310);
		expect(qrModules(payload).count).toBeLessThanOrEqual(69);
	});
	test('is read back as it was written', () => {
		const payload = epcPayload({ ...transfer, name: 'Müller & Söhne, Œuvres' })!;
		expect(read(payload)).toBe(payload);
	});
});

describe('Swiss QR-bill', () => {
	const creditor = {
		name: 'Atelier Brünig GmbH',
		address: { line1: 'Seestrasse 41a', city: 'Luzern', postcode: '6004', country: 'CH' }
	};
	const request = { iban: SWISS, creditor, debtor: buyer, amount: 199_995n, currency: 'CHF', number: 'RE-2026/7' } as const;

	test('has 31 elements with addresses of type S, and the number as a creditor reference', () => {
		expect(swissPayload(swissBill(request)!).split('\n')).toEqual([
			...['SPC', '0200', '1', SWISS],
			...['S', 'Atelier Brünig GmbH', 'Seestrasse', '41a', '6004', 'Luzern', 'CH'],
			...Array<string>(7).fill(''),
			...['1999.95', 'CHF'],
			...['S', 'Coopérative Les Grands Vents', "215, chemin du Bord-de-l'Eau", '', 'G5L 7B3', 'Rimouski', 'CA'],
			...['SCOR', creditorReference('RE20267')!, 'RE-2026/7', 'EPD']
		]);
	});
	test('an account that takes QR references alone gets one', () => {
		expect(swissBill({ ...request, iban: SWISS_QR })).toMatchObject({ referenceType: 'QRR', reference: qrReference('20267') });
		expect(swissBill({ ...request, iban: SWISS_QR, number: 'A' })).toBeUndefined();
	});
	test('without a town of the payer his address is left to be filled in; without one of the creditor there is no bill', () => {
		const nowhere = { ...buyer, address: { ...buyer.address, city: '' } };
		const payload = swissPayload(swissBill({ ...request, debtor: nowhere, amount: undefined })!).split('\n');
		expect([payload.length, payload[18], payload.slice(20, 27).join('')]).toEqual([31, '', '']);
		expect(swissBill({ ...request, creditor: { ...creditor, address: { ...creditor.address, postcode: '' } } })).toBeUndefined();
		expect(swissBill({ ...request, iban: GERMAN })).toBeUndefined();
	});
	test('a wrong account number, or an amount out of bounds, makes no bill', () => {
		expect(swissBill({ ...request, iban: 'CH9300762011623852958' })).toBeUndefined();
		for (const amount of [0n, -1n, 100_000_000_000n]) expect(swissBill({ ...request, amount })).toBeUndefined();
		for (const amount of [1n, 99_999_999_999n]) expect(swissBill({ ...request, amount })).toMatchObject({ amount });
	});
	test('a number without letters and digits is told as a message alone', () => {
		expect(swissBill({ ...request, number: '—' })).toMatchObject({ referenceType: 'NON', reference: '', message: '-' });
		expect(swissBill({ ...request, number: '1'.repeat(200) })!.message).toHaveLength(140);
	});
	test('each part of an address is as long as it may be', () => {
		const long = (line1: string) => ({
			name: 'n'.repeat(80),
			address: { line1, city: 't'.repeat(40), postcode: 'p'.repeat(20), country: 'ch' }
		});
		const lengths = (line1: string) => {
			const { name, street, building, postcode, town, country } = swissBill({ ...request, creditor: long(line1) })!.creditor;
			return [name.length, street.length, building, postcode.length, town.length, country];
		};
		expect(lengths('s'.repeat(90))).toEqual([70, 70, '', 16, 35, 'CH']);
		expect(lengths('Weg, 1234567890123456')).toEqual([70, 3, '1234567890123456', 16, 35, 'CH']);
		expect(lengths('Weg 12345678901234567')[2]).toBe('');
		expect(swissBill({ ...request, creditor: { ...creditor, name: ' ' } })).toBeUndefined();
		expect(swissBill({ ...request, creditor: { ...creditor, address: { ...creditor.address, country: 'Schweiz' } } })).toBeUndefined();
	});
	test('characters beyond Latin Extended-A are none of them', () => {
		expect(inSwissCharacters('ſ ſ')).toBe('ſ ſ');
		expect(inSwissCharacters('ǆ ƀ')).toBe('dz .');
	});
	test('characters that are not permitted are written with those that are', () => {
		expect(inSwissCharacters('Ștefan – “Ødegård” ệ 漢 €')).toBe('Ștefan - "Ødegård" e . €');
	});
});

describe('UPI', () => {
	test('names payee, amount and reference', () => {
		expect(upiLink({ address: 'kaveri.studio@okbank', name: 'Kaveri & Co', amount: 1_180_050n, number: 'INV/26-27/12' })).toBe(
			'upi://pay?pa=kaveri.studio@okbank&pn=Kaveri%20%26%20Co&tr=INV262712&tn=INV%2F26-27%2F12&am=11800.50&cu=INR'
		);
		const longest = upiLink({ address: 'kk@okbank', name: 'n'.repeat(120), number: 'A'.repeat(100) })!;
		expect(longest).toBe(`upi://pay?pa=kk@okbank&pn=${'n'.repeat(99)}&tr=${'A'.repeat(35)}&tn=${'A'.repeat(80)}&cu=INR`);
		expect(upiLink({ address: 'kk@okbank', name: 'K', amount: 0n, number: '1' })).toBeUndefined();
		expect(upiLink({ address: 'kaveri', name: 'K', amount: 1n, number: '1' })).toBeUndefined();
	});
});

describe('of a document', () => {
	const account = (more: Partial<BankAccount>): BankAccount => ({ id: 'a', label: '', holder: '', primary: true, ...more });
	const invoice = (currency: string, seller: Partial<SellerSnapshot>, more: Parameters<typeof content>[1] = {}) =>
		fromIssued(issued(content([line('Beratung', '1', '1500', { taxes: [vat('19')] })], { currency, ...more }), seller));
	const german = { paymentCodes: true, bankAccounts: [account({ iban: 'DE89 3704 0044 0532 0130 00', holder: 'Studio' })] };

	test('the switch, the currency and the account decide', () => {
		expect(paymentCodeOf(invoice('EUR', german))).toMatchObject({
			kind: 'epc',
			payload: expect.stringContaining('\nEUR1785.00\n\n\nF-0042')
		});
		expect(paymentCodeOf(invoice('EUR', { ...german, paymentCodes: false }))).toBeUndefined();
		expect(paymentCodeOf(invoice('CHF', german))).toBeUndefined();
		expect(paymentCodeOf(invoice('USD', german))).toBeUndefined();
		expect(paymentCodeOf(invoice('INR', { ...german, bankAccounts: [account({ upi: 'a.b@bank' })] }))?.kind).toBe('upi');
		const swiss = { ...german, paper: 'A4' as const, bankAccounts: [account({ iban: SWISS })] };
		expect(paymentCodeOf(invoice('CHF', swiss))?.kind).toBe('swiss');
		expect(paymentCodeOf(invoice('EUR', swiss))).toMatchObject({ kind: 'swiss', bill: { currency: 'EUR', iban: SWISS } });
		expect(paymentCodeOf(invoice('EUR', { ...swiss, bankAccounts: [account({ iban: GERMAN })] }))?.kind).toBe('epc');
		// What no slip can say is still a transfer: an address without town, and Letter paper.
		const nowhere = { ...swiss, address: { line1: 'Seestrasse 41', city: '', postcode: '6004', country: 'CH' } };
		expect(paymentCodeOf(invoice('EUR', nowhere))?.kind).toBe('epc');
		expect(paymentCodeOf(invoice('CHF', nowhere))).toBeUndefined();
		expect(paymentCodeOf(invoice('EUR', { ...swiss, paper: 'Letter' }))?.kind).toBe('epc');
		// But never to a QR-IBAN, which takes QR references alone.
		expect(paymentCodeOf(invoice('EUR', { ...nowhere, bankAccounts: [account({ iban: SWISS_QR })] }))).toBeUndefined();
	});
	test('the main account comes first, then any other that allows a code, in the currency of the invoice', () => {
		const other = 'FR1420041010050500013M02606';
		const iban = (...bankAccounts: BankAccount[]) => paymentCodeOf(invoice('EUR', { ...german, bankAccounts }))?.payload.split('\n')[6];
		expect(iban(account({ iban: other, primary: false }), account({ iban: GERMAN }))).toBe(GERMAN);
		expect(iban(account({ iban: 'none' }), account({ iban: other, primary: false }))).toBe(other);
		expect(iban(account({ iban: GERMAN, currency: 'USD' }), account({ iban: other, primary: false, currency: 'EUR' }))).toBe(other);
		expect(iban(account({ iban: 'BR1800360305000010009795493C1' }))).toBeUndefined();
	});
	test('the holder is paid, else the business; the BIC is as it is written in codes', () => {
		const [, , , , bic, name] = paymentCodeOf(
			invoice('EUR', { ...german, bankAccounts: [account({ iban: GERMAN, holder: 'Studio Brise', bic: 'cobade ffxxx' })] })
		)!.payload.split('\n');
		expect([bic, name]).toEqual(['COBADEFFXXX', 'Studio Brise']);
		const own = paymentCodeOf(invoice('EUR', { ...german, name: 'Own', bankAccounts: [account({ iban: GERMAN })] }))!;
		expect(own.payload.split('\n')[5]).toBe('Own');
	});
	test('of several payments the payer types the amount', () => {
		const parts = ['2026-12-01', '2027-01-01'].map((date, at) => ({ id: `p${at}`, date, percent: '50' }));
		const amount = (instalments: typeof parts) => paymentCodeOf(invoice('EUR', german, { instalments }))!.payload.split('\n')[7] ?? '';
		expect(amount(parts)).toBe('');
		expect(amount(parts.slice(0, 1))).toBe('EUR1785.00');
	});
	test('francs on letter paper have none: the payment part is made for A4', () => {
		const swiss = { paymentCodes: true, paper: 'Letter' as const, bankAccounts: [account({ iban: SWISS })] };
		const address = { line1: 'Seestrasse 41', city: 'Luzern', postcode: '6004', country: 'CH' };
		expect(paymentCodeOf(invoice('CHF', { ...swiss, address }))).toBeUndefined();
		expect(paymentCodeOf(invoice('CHF', { ...swiss, address, paper: 'A4' }))?.kind).toBe('swiss');
	});
	test('a draft, a credit note and an invoice with nothing to pay have none', () => {
		const { number: _, ...draft } = invoice('EUR', german);
		expect(paymentCodeOf(draft)).toBeUndefined();
		expect(paymentCodeOf(invoice('EUR', german, { type: 'credit-note' }))).toBeUndefined();
		expect(paymentCodeOf(invoice('EUR', german, { prepaid: '1785' }))).toBeUndefined();
	});
});

/** By a reader, from the modules drawn with a white border. */
function read(payload: string): string {
	const { count, runs } = qrModules(payload);
	const [scale, border] = [4, 4];
	const side = (count + 2 * border) * scale;
	const data = new Uint8Array(side * side * 4).fill(255);
	for (const run of runs)
		for (let y = 0; y < scale; y++)
			for (let x = 0; x < run.length * scale; x++)
				data.fill(
					0,
					(((run.y + border) * scale + y) * side + (run.x + border) * scale + x) * 4,
					(((run.y + border) * scale + y) * side + (run.x + border) * scale + x) * 4 + 3
				);
	return decodeQR({ width: side, height: side, data });
}
