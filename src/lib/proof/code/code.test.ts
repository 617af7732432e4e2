/** Codes by which issued documents prove themselves: their form, and what others can do to one. */
import { beforeAll, describe, expect, it } from 'vitest';
import fc from '../../../../tests/support/property.ts';
import { tagKey } from '../../crypto/brands.ts';
import { signPairFrom, type SignPair } from '../../crypto/device.ts';
import { ready } from '../../crypto/sodium.ts';
import { certify, checkCode, signIssue, succeed, type Pin } from './check-code.ts';
import { readCode, writeCode, type CodedDocument, type IssueCode } from './format.ts';

const TODAY = '2026-11-23';
const KEY = tagKey(new Uint8Array(32).fill(7));
const SELLER = { name: 'Weaver & Søn', taxId: 'DE 811 128 135' };
const INVOICE: CodedDocument = {
	type: 'invoice',
	number: 'F2026-0042',
	date: '2026-11-20',
	total: '1190.00',
	currency: 'EUR',
	iban: 'DE89370400440532013000'
};

let [owner, next, third, device, stranger] = [] as unknown as SignPair[];
beforeAll(async () => {
	await ready();
	[owner, next, third, device, stranger] = [1, 2, 3, 4, 5].map((seed) => signPairFrom(new Uint8Array(32).fill(seed)));
});

interface Wished {
	document?: CodedDocument;
	seller?: typeof SELLER;
	issuer?: SignPair;
	notAfter?: string;
	successions?: IssueCode['successions'];
}
function aCode({
	document = INVOICE,
	seller = SELLER,
	issuer = owner!,
	notAfter = '2027-11-30',
	successions = []
}: Wished = {}): IssueCode {
	const certified = { ...seller, device: device!.publicKey, notAfter, issuer: issuer.publicKey };
	const certificate = certify(issuer.secretKey, certified);
	return { document, certificate, successions, signature: signIssue(device!.secretKey, document, seller) };
}

function check(code: IssueCode, pins: Pin[] = []) {
	return checkCode(code, pins, KEY, TODAY);
}

function pinned(code: IssueCode, pins: Pin[] = []): Pin[] {
	const verdict = check(code, pins);
	if (!('pin' in verdict)) throw new Error(`nothing to pin: ${verdict.sender}`);
	return [verdict.pin];
}

describe('the form of a code', () => {
	const documents = fc.record<CodedDocument>({
		type: fc.constantFrom(
			'invoice',
			'credit-note',
			'deposit-invoice',
			'estimate',
			'proforma',
			'delivery-note',
			'purchase-order',
			'receipt'
		),
		number: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((each) => new TextEncoder().encode(each).length < 256),
		date: fc.integer({ min: 0, max: 0xffff }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
		total: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(String),
		currency: fc.constantFrom('EUR', 'JPY', 'TND'),
		iban: fc.constantFrom('', 'DE89370400440532013000', 'MT84MALT011000012345MTLCAST001S')
	});

	it('is read back as it was written, and holds', () => {
		fc.assert(
			fc.property(documents, fc.nat(2), (document, changes) => {
				const successions = [succeed(next!, owner!.publicKey), succeed(third!, next!.publicKey)].slice(0, changes);
				const code = aCode({ document, notAfter: '2149-06-06', successions });
				const read = readCode(writeCode(code));
				expect(read).toEqual(code);
				expect(check(read as IssueCode).sender).toBe('first-time');
			}),
			{ numRuns: 60 }
		);
	});

	it('is never valid with a symbol changed, left out or added', () => {
		const text = writeCode(aCode({ successions: [succeed(next!, owner!.publicKey)] }));
		const symbol = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
		const change = fc.tuple(fc.nat(text.length - 1), fc.constantFrom('replace', 'leave out', 'add'), symbol);
		fc.assert(
			fc.property(change, ([at, how, by]) => {
				const changed = text.slice(0, at) + (how === 'leave out' ? '' : by) + text.slice(how === 'add' ? at : at + 1);
				fc.pre(changed !== text);
				const read = readCode(changed);
				if (typeof read !== 'string') expect(check(read).sender).toBe('broken');
			}),
			{ numRuns: 400 }
		);
	});

	it('has one text: filled up with anything but zeros it is none', () => {
		const text = writeCode(aCode());
		expect(readCode(`${text}00000000`)).toBe('malformed');
		const filled = ['A', 'AB', 'ABC', 'ABCD', 'ABCDE'].map((number) => writeCode(aCode({ document: { ...INVOICE, number } })));
		const malformed = filled.filter((each) => readCode(`${each.slice(0, -1)}Z`) === 'malformed');
		expect(malformed).toHaveLength(4);
	});

	it('tells what is no code, and what a later version wrote', () => {
		expect(readCode('')).toBe('not-a-code');
		expect(readCode('SPC/0200')).toBe('not-a-code');
		expect(readCode(`08${writeCode(aCode()).slice(2)}`)).toBe('newer-version');
		expect(readCode(writeCode(aCode()).slice(0, 80))).toBe('malformed');
	});

	it.each<[string, Partial<CodedDocument>]>([
		['number', { number: '' }],
		['number', { number: 'n'.repeat(256) }],
		['number', { number: '\ud800' }],
		['date', { date: '2026-02-30' }],
		['date', { date: '1969-12-31' }],
		['total', { total: '1,190.00' }],
		['total', { total: '-0' }],
		['currency', { currency: 'euro' }],
		['iban', { iban: 'DE89 3704' }]
	])('a %s that has no place is named', (field, change) => {
		expect(() => aCode({ document: { ...INVOICE, ...change } })).toThrow(new RegExp(`^${field}:`));
	});
});

describe('what a code proves', () => {
	it.each<Partial<CodedDocument>>([
		{ total: '11900.00' },
		{ iban: 'FR1420041010050500013M02606' },
		{ number: 'F2026-0043' },
		{ date: '2026-11-21' },
		{ currency: 'USD' },
		{ type: 'credit-note' }
	])('a document changed to %o is broken', (change) => {
		const code = aCode();
		expect(check({ ...code, document: { ...code.document, ...change } })).toEqual({ sender: 'broken', broken: 'document' });
	});

	it('a certificate that no issuer signed is broken', () => {
		const code = aCode();
		const owned = { ...code.certificate, name: 'Another' };
		expect(check({ ...code, certificate: owned })).toEqual({ sender: 'broken', broken: 'certificate' });
		const forged = certify(stranger!.secretKey, { ...code.certificate, issuer: owner!.publicKey });
		expect(check({ ...code, certificate: forged })).toEqual({ sender: 'broken', broken: 'certificate' });
	});

	it('a device without a certificate of its own cannot borrow one', () => {
		const code = aCode();
		const signature = signIssue(stranger!.secretKey, INVOICE, SELLER);
		expect(check({ ...code, signature })).toEqual({ sender: 'broken', broken: 'document' });
	});

	it('a later certificate puts no other seller over a document', () => {
		const { certificate } = aCode({ seller: { ...SELLER, taxId: 'DE 999 999 999' } });
		expect(check({ ...aCode(), certificate })).toEqual({ sender: 'broken', broken: 'document' });
	});

	it('a certificate that ended says so, and holds no document dated after', () => {
		expect(check(aCode({ notAfter: '2026-11-22' }))).toMatchObject({ sender: 'first-time', ended: true });
		expect(check(aCode({ notAfter: TODAY }))).toMatchObject({ sender: 'first-time', ended: false });
		expect(check(aCode({ notAfter: '2026-11-19' }))).toEqual({ sender: 'broken', broken: 'dated-after-certificate' });
	});
});

describe('who the sender is', () => {
	it('is the same as before, however the tax id is spaced; signed by another key, another', () => {
		const pins = pinned(aCode());
		expect(check(aCode({ seller: { name: 'Weaver', taxId: 'de811128135' } }), pins).sender).toBe('same');
		expect(check(aCode({ issuer: stranger }), pins).sender).toBe('another');
		expect(check(aCode({ seller: { ...SELLER, taxId: 'DE1' } }), pins).sender).toBe('first-time');
	});

	it('without a tax id is known by the name', () => {
		const pins = pinned(aCode({ seller: { name: 'Weaver', taxId: '' } }));
		expect(check(aCode({ seller: { name: 'weaver', taxId: '' }, issuer: stranger }), pins).sender).toBe('another');
		expect(check(aCode({ seller: { name: 'Baker', taxId: '' }, issuer: stranger }), pins).sender).toBe('first-time');
	});

	it('goes on where the key before signed the new one, over several too', () => {
		const words = [succeed(next!, third!.publicKey), succeed(owner!, next!.publicKey)];
		const pins = pinned(aCode({ issuer: third, successions: words }), pinned(aCode()));
		expect(check(aCode({ issuer: third }), pins).sender).toBe('same');
		expect(check(aCode({ issuer: next }), pins).sender).toBe('former');
		expect(check(aCode(), pins).sender).toBe('former');
	});

	it('a word for the new key that the old one did not give is broken', () => {
		const word = { ...succeed(stranger!, next!.publicKey), previous: owner!.publicKey };
		expect(check(aCode({ issuer: next, successions: [word] }), pinned(aCode()))).toEqual({ sender: 'broken', broken: 'succession' });
		const elsewhere = succeed(owner!, third!.publicKey);
		expect(check(aCode({ issuer: next, successions: [elsewhere] }))).toEqual({ sender: 'broken', broken: 'succession' });
	});

	it('a key that was replaced names no other next one', () => {
		const pins = pinned(aCode({ issuer: next, successions: [succeed(owner!, next!.publicKey)] }), pinned(aCode()));
		expect(check(aCode({ issuer: stranger, successions: [succeed(owner!, stranger!.publicKey)] }), pins).sender).toBe('another');
	});

	it('a pin tells neither seller nor key', () => {
		const code = aCode();
		const [pin] = pinned(code);
		expect(pin!.issuers).not.toContainEqual(code.certificate.issuer);
		expect(checkCode(code, [pin!], tagKey(new Uint8Array(32).fill(8)), TODAY).sender).toBe('first-time');
	});
});
