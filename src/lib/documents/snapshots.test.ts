import { expect, test } from 'vitest';
import { aBusiness, aLine, aParty } from '../../../tests/support/books.ts';
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

test('fields of the client that are not printed stay behind, those that are come along', () => {
	const fields = [true, false].map((printed) => ({ id: String(printed), name: 'Door', value: printed ? 'left' : 'code 4711', printed }));
	expect(buyerSnapshot(aParty({ customFields: fields })).customFields).toEqual([fields[0]]);
});

test('a snapshot holds no undefined field, so that it hashes as it is stored', () => {
	for (const snapshot of [sellerSnapshot(aBusiness()), buyerSnapshot(aParty())])
		expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
	for (const snapshot of [sellerSnapshot(aBusiness()), buyerSnapshot(aParty())])
		expect(Object.values(snapshot).every((value) => value !== undefined)).toBe(true);
});

test('the bill of a late fee names no VAT number of either side while it charges no tax', () => {
	const vat = { kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE136695976' };
	const stnr = { kind: 'stnr', country: 'DE', label: 'Steuernummer', value: '181/815/08155' };
	const business = aBusiness({ taxIds: [vat, stnr] });
	const party = aParty({ taxIds: [vat] });
	const lateFee = { documentId: 'd', step: 's' };
	const outside = aLine({ taxes: [{ name: 'No tax', category: 'O', rate: '0', exemptionReason: 'Damages' }] });
	const taxed = aLine({ id: 'l2', taxes: [{ name: 'USt', category: 'S', rate: '19' }] });
	const of = { type: 'invoice', language: 'de', lateFee, lines: [outside], allowances: [] } as const;
	const on = (changes: object) => {
		const content = { ...of, ...changes, lines: [...('lines' in changes ? (changes.lines as []) : [outside])], allowances: [] };
		return [sellerSnapshot(business, content).taxIds, buyerSnapshot(party, content).taxIds].map((ids) => ids.map(({ kind }) => kind));
	};
	expect(on({})).toEqual([['stnr'], []]);
	expect(on({ lines: [outside, taxed] })).toEqual([['vat', 'stnr'], ['vat']]);
	expect(on({ lateFee: undefined })).toEqual([['vat', 'stnr'], ['vat']]);
	expect(on({ lines: [] })).toEqual([['vat', 'stnr'], ['vat']]);
});

test('Spain: what is an invoice has a billing record where they are switched on, and keeps by what and in which time it was made', () => {
	const address = { ...aBusiness().address, country: 'ES' };
	const of = { type: 'invoice', language: 'es' } as const;
	const on = aBusiness({ billingRecords: true, address, timeZone: 'Atlantic/Canary' });
	expect(sellerSnapshot(on, of).billingRecords).toEqual({ timeZone: 'Atlantic/Canary', version: '0.1.0' });
	expect(sellerSnapshot({ ...on, timeZone: 'America/Toronto' }, of).billingRecords?.timeZone).toBe('Europe/Madrid');
	const outside = aLine({ taxes: [{ name: 'IVA', category: 'O', rate: '0', exemptionReason: 'Daños' }] });
	const fee = { ...of, lateFee: { documentId: 'd', step: 's' }, lines: [outside], allowances: [] };
	for (const none of [
		sellerSnapshot(on, { ...of, type: 'estimate' }),
		sellerSnapshot(on, fee),
		sellerSnapshot(on),
		sellerSnapshot(aBusiness({ address }), of),
		sellerSnapshot(aBusiness({ billingRecords: true }), of)
	])
		expect(none).not.toHaveProperty('billingRecords');
});

test('the page to pay on is the one of that day', () => {
	const business = aBusiness({ paymentLink: ' https://pay.example/{number} ' });
	expect(sellerSnapshot(business).paymentLink).toBe('https://pay.example/{number}');
	expect(sellerSnapshot(aBusiness({ paymentLink: ' ' }))).not.toHaveProperty('paymentLink');
});
