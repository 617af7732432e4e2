import { expect, it } from 'vitest';
import { newBusiness, presetOf } from '../business/presets.ts';
import type { Party } from './party.ts';
import { newParty, readTags, tidyParty, validateParty } from './party-rules.ts';
import { partyRow } from './rows.ts';

const client = (change: Partial<Party> = {}): Party => ({
	...newParty(newBusiness(presetOf('CA-QC'), 'Atelier Lune')),
	name: 'Boréal',
	...change
});

it('begins in the country of the business and lacks only a name', () => {
	const empty = client({ name: '' });
	expect(empty.address.country).toBe('CA');
	expect(validateParty(empty)).toEqual({ name: { message: 'required', level: 'error' } });
	expect(validateParty(client())).toEqual({});
});

it('keeps a pasted book out of the notes and says by how much it is too long', () => {
	expect(validateParty(client({ notes: 'x'.repeat(100_000) })).notes).toMatchObject({
		message: 'tooLong',
		level: 'error',
		args: { count: 80_000 }
	});
});

it('names the contact and field that is wrong', () => {
	const contacts = [
		{ id: 'a', name: 'Ana', email: 'ana@boreal.example', primary: true },
		{ id: 'b', name: 'Bo', email: 'not an address', primary: false }
	];
	expect(validateParty(client({ contacts }))).toEqual({ 'contacts.1.email': { message: 'email', level: 'warning' } });
});

it('wants a name for a custom field that says something', () => {
	const field = { id: 'f', name: '', value: 'PO 7', printed: true };
	expect(Object.keys(validateParty(client({ customFields: [field] })))).toEqual(['customFields.0.name']);
	expect(validateParty(client({ customFields: [{ ...field, value: '' }] }))).toEqual({});
});

it('refuses a currency and days that do not exist', () => {
	expect(Object.keys(validateParty(client({ currency: 'XXX', termsDays: -1 }))).sort()).toEqual(['currency', 'termsDays']);
	expect(validateParty(client({ currency: 'JPY', termsDays: 0 }))).toEqual({});
});

it('saves no empty rows, and one main contact', () => {
	const tidy = tidyParty(
		client({
			contacts: [
				{ id: 'a', name: ' ', primary: true },
				{ id: 'b', name: 'Bo', primary: false },
				{ id: 'c', name: '', email: 'c@boreal.example', primary: false }
			],
			taxIds: [{ kind: 'gst', country: 'CA', label: 'GST', value: ' ' }],
			customFields: [{ id: 'f', name: '', value: '', printed: false }],
			electronicAddress: { scheme: 'EM', value: '' },
			deliveryAddress: { line1: '', city: ' ', postcode: '', country: 'CA' }
		})
	);
	expect(tidy.contacts.map(({ id, primary }) => [id, primary])).toEqual([
		['b', true],
		['c', false]
	]);
	expect([tidy.taxIds, tidy.customFields, tidy.electronicAddress, tidy.deliveryAddress]).toEqual([[], [], undefined, undefined]);
});

it('reads tags once each, by comma in any script', () => {
	expect(readTags(' vip, Montréal،vip ,, ')).toEqual(['vip', 'Montréal']);
});

it('lists the e-mail of the main contact, else of the first who has one', () => {
	const contacts = [
		{ id: 'a', name: 'Ana', email: 'ana@boreal.example', primary: false },
		{ id: 'b', name: 'Bo', email: 'bo@boreal.example', primary: true }
	];
	expect(partyRow('p1', client({ contacts }))).toMatchObject({ id: 'p1', name: 'Boréal', country: 'CA', email: 'bo@boreal.example' });
	expect(partyRow('p1', client({ contacts: contacts.map((c) => ({ ...c, primary: false })) })).email).toBe('ana@boreal.example');
	expect(partyRow('p1', client()).email).toBe('');
});
