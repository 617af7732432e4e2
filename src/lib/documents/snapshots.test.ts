import { expect, test } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';

test('a later change of the business or the client does not reach the snapshot', () => {
	const business = aBusiness();
	const party = aParty({ taxIds: [{ kind: 'gst', country: 'CA', label: 'GST/HST', value: '987654321RT0001' }] });
	const seller = sellerSnapshot(business);
	const buyer = buyerSnapshot(party);
	const before = JSON.stringify([seller, buyer]);
	business.address.city = 'Québec';
	business.taxIds[0]!.value = 'changed';
	party.address.line1 = 'moved';
	party.taxIds[0]!.value = 'changed';
	expect(JSON.stringify([seller, buyer])).toBe(before);
});

test('the main contact is the one marked, else the first', () => {
	const contacts = [
		{ id: '1', name: 'Bob', primary: false },
		{ id: '2', name: 'Carol', primary: true }
	];
	expect(buyerSnapshot(aParty({ contacts })).contact?.name).toBe('Carol');
	expect(buyerSnapshot(aParty({ contacts: [contacts[0]!] })).contact?.name).toBe('Bob');
	expect(buyerSnapshot(aParty())).not.toHaveProperty('contact');
});

test('empty tax numbers and private notes of the client stay behind', () => {
	const party = aParty({ notes: 'pays late', taxIds: [{ kind: 'vat', country: 'FR', label: 'TVA', value: ' ' }] });
	expect(JSON.stringify(buyerSnapshot(party))).not.toContain('pays late');
	expect(buyerSnapshot(party).taxIds).toEqual([]);
});

test('a snapshot holds no undefined field, so that it hashes as it is stored', () => {
	for (const snapshot of [sellerSnapshot(aBusiness()), buyerSnapshot(aParty())])
		expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
	for (const snapshot of [sellerSnapshot(aBusiness()), buyerSnapshot(aParty())])
		expect(Object.values(snapshot).every((value) => value !== undefined)).toBe(true);
});
