import { describe, expect, test } from 'vitest';
import { aBusiness, aParty } from '../../../../../tests/support/books.ts';
import { validateParty } from '../../../parties/party-rules.ts';
import type { EInvoice, Seller } from '../../model.ts';
import { isOf, isOtherAccount, recognised, searchesOf, supplierFrom } from './supplier.ts';

const seller: Seller = {
	name: 'Papier Süd GmbH',
	tradingName: 'Papier Süd',
	identifiers: [{ id: '4012345000009', scheme: '0088' }],
	vatId: 'DE136695976',
	legalRegistration: { id: 'HRB 4711' },
	taxRegistration: '21/815/08150',
	electronicAddress: { id: 'post@example.org', scheme: 'EM' },
	address: { line1: 'Deich 1', line2: 'Hof', city: 'Husum', postCode: '25813', country: 'DE' },
	contact: { name: 'Jens', phone: '+49 4841 1', email: 'jens@example.org' }
};
const invoice = (changes: Partial<Seller> = {}, account = 'DE02 1203 0000 0000 2020 51') =>
	({ seller: { ...seller, ...changes }, currency: 'EUR', payments: [{ means: '58', transfers: [{ account }] }] }) as unknown as EInvoice;
const vat = (value: string, country = 'DE') => ({ kind: 'vat', country, label: 'VAT', value });
const iban = (value: string) => ({ id: 'f', name: 'IBAN', value, printed: false });
const party = (changes: Parameters<typeof aParty>[0] = {}) => aParty({ name: 'Other', taxIds: [], customFields: [], ...changes });

describe('a supplier is recognised', () => {
	test.each([
		['his VAT number', { taxIds: [vat('DE 136.695.976')] }, 'vat'],
		['his VAT number without its country', { taxIds: [vat('136695976')] }, 'vat'],
		['his company number', { taxIds: [{ kind: 'hrb', country: 'DE', label: 'HRB', value: 'HRB4711' }] }, 'company'],
		['his tax number', { taxIds: [{ kind: 'stnr', country: 'DE', label: 'St-Nr.', value: '2181508150' }] }, 'company'],
		['his account', { customFields: [iban('DE02120300000000202051')] }, 'account'],
		['his name', { name: ' papier  süd gmbh ' }, 'name'],
		['the name he trades under', { name: 'Papier Süd' }, 'name'],
		['nothing', {}, undefined]
	])('by %s', (_, changes, sign) => expect(recognised(party(changes), invoice())).toBe(sign));

	test('never where another VAT number of that country is known of him', () => {
		const other = { name: 'Papier Süd GmbH', taxIds: [vat('DE123456788')], customFields: [iban('DE02120300000000202051')] };
		expect(recognised(party(other), invoice())).toBeUndefined();
		expect(recognised(party({ ...other, taxIds: [vat('ATU13585627', 'AT')] }), invoice())).toBe('account');
	});

	test('and what he is searched by finds him by any of them', () => {
		expect(searchesOf(invoice())).toEqual(
			expect.arrayContaining(['DE136695976', '136695976', 'HRB 4711', '21/815/08150', 'DE02120300000000202051', 'Papier Süd GmbH'])
		);
	});
});

test('an account that is not the known one is told; none that is known, or named, is not', () => {
	expect(isOtherAccount(party({ customFields: [iban('DE02 1203 0000 0000 2020 51')] }), invoice())).toBe(false);
	expect(isOtherAccount(party({ customFields: [iban('DE75512108001245126199')] }), invoice())).toBe(true);
	expect(isOtherAccount(party(), invoice())).toBe(false);
	expect(isOtherAccount(party({ customFields: [iban('DE75512108001245126199')] }), invoice({}, ''))).toBe(false);
});

test('a record made of him has all that the invoice says, can be saved, and is recognised the next time', () => {
	const made = supplierFrom(invoice(), aBusiness({ currency: 'CHF' }));
	expect(made).toMatchObject({
		name: 'Papier Süd GmbH',
		roles: ['supplier'],
		currency: 'EUR',
		address: { line1: 'Deich 1', line2: 'Hof', city: 'Husum', postcode: '25813', country: 'DE' },
		electronicAddress: { scheme: 'EM', value: 'post@example.org' },
		contacts: [{ name: 'Jens', phone: '+49 4841 1', email: 'jens@example.org', primary: true }],
		customFields: [{ name: 'IBAN', value: 'DE02120300000000202051' }]
	});
	expect(made.taxIds.map(({ kind, country, value }) => [kind, country, value])).toEqual([
		['vat', 'DE', 'DE136695976'],
		['hrb', 'DE', 'HRB 4711'],
		['stnr', 'DE', '21/815/08150']
	]);
	expect(validateParty(made)).toEqual({});
	expect(recognised(made, invoice())).toBe('vat');
	expect(recognised(supplierFrom(invoice({ vatId: undefined } as never), aBusiness()), invoice({ vatId: undefined } as never))).toBe(
		'company'
	);
});

test('a name or number longer than a record holds does not keep it from being saved', () => {
	const long = 'x'.repeat(500);
	const made = supplierFrom(
		invoice({
			name: long,
			vatId: `DE${long}`,
			contact: { name: long, email: long, phone: long },
			address: { line1: long, city: long, country: 'DE' }
		}),
		aBusiness()
	);
	expect(Object.values(validateParty(made)).filter(({ level }) => level === 'error')).toEqual([]);
});

test('the business itself is known by its number, else by its name', () => {
	const own = aBusiness({ name: 'Werkstatt', taxIds: [vat('DE 136695976')] });
	expect(isOf(own, { ...seller, name: 'other' })).toBe(true);
	expect(isOf(own, { ...seller, name: 'Werkstatt', vatId: 'DE123456788' })).toBe(false);
	expect(isOf({ ...own, taxIds: [] }, { name: 'werkstatt' })).toBe(true);
	expect(isOf({ ...own, taxIds: [] }, { name: 'Werk' })).toBe(false);
});
