import decodeQR from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import type { BankAccount } from '../../business/business.ts';
import type { SellerSnapshot } from '../document.ts';
import { buyer, content, issued, line, vat } from '../pdf/fixtures.ts';
import { fromIssued } from '../pdf/printable.ts';
import { isIban } from './check-digits.ts';
import { inSwissCharacters } from './characters.ts';
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
	test('characters that are not permitted are written with those that are', () => {
		expect(inSwissCharacters('Ștefan – “Ødegård” ệ 漢 €')).toBe('Ștefan - "Ødegård" e . €');
	});
});

describe('UPI', () => {
	test('names payee, amount and reference', () => {
		expect(upiLink({ address: 'kaveri.studio@okbank', name: 'Kaveri & Co', amount: 1_180_050n, number: 'INV/26-27/12' })).toBe(
			'upi://pay?pa=kaveri.studio@okbank&pn=Kaveri%20%26%20Co&tr=INV262712&tn=INV%2F26-27%2F12&am=11800.50&cu=INR'
		);
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
		expect(paymentCodeOf(invoice('EUR', swiss))?.kind).toBe('epc');
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
