import { expect, test } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import type { IssuedDocument } from './document.ts';
import { draftRow, issuedRow } from './document-row.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from './totals.ts';

function issued(): IssuedDocument {
	const content = anInvoice();
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('the example does not compute');
	return {
		number: 'F2026-0001',
		series: 's1',
		segment: 0,
		sequence: 1,
		sequenceYear: '2026',
		run: 'F2026-{0000}',
		previousIssue: '0'.repeat(64),
		content,
		seller: sellerSnapshot(aBusiness()),
		buyer: buyerSnapshot(aParty()),
		totals: freezeTotals(totals.value),
		engine: ENGINE_VERSION,
		issuedAt: '2026-11-21T10:00:00-05:00'
	};
}

test('a draft’s row shows what it comes to so far', () => {
	expect(draftRow('d', anInvoice(), 5)).toMatchObject({
		id: 'd',
		issued: false,
		number: '',
		status: 'draft',
		payable: 73_584n,
		changed: 5
	});
	const unfinished = anInvoice({
		lines: [aLine(), aLine({ id: 'l2', order: 'W', price: '' }), aLine({ id: 'l3', order: 'X', price: '1e9' })]
	});
	expect(draftRow('d', unfinished, 5).payable).toBe(73_584n);
	expect(draftRow('d', anInvoice({ currency: '' }), 5).payable).toBeTypeOf('bigint');
});

test('an issued row carries the frozen amount, what was paid, and the buyer as issued', () => {
	const row = issuedRow(
		'd',
		issued(),
		[
			{ id: 'f1', fact: { kind: 'payment', documentId: 'd', paymentId: 'p', date: '2026-11-22', amount: '35.84', method: 'cash' } },
			{ id: 'f2', fact: { kind: 'sent', documentId: 'd', at: '2026-11-22T08:00:00Z', channel: 'pdf' } }
		],
		9
	);
	expect(row).toMatchObject({
		number: 'F2026-0001',
		partyName: 'Maple Books Ltd',
		payable: 73_584n,
		paid: 3_584n,
		balance: 70_000n,
		sent: true,
		doubled: false,
		issued: true
	});
});

test('a row knows from which day on it is overdue, as long as something is open', () => {
	expect(issuedRow('d', issued(), [], 9)).toMatchObject({ status: 'open', overdueAfter: '2026-12-21' });
	const paid = { kind: 'payment', documentId: 'd', paymentId: 'p', date: '2026-11-22', amount: '735.84', method: 'cash' } as const;
	expect(issuedRow('d', issued(), [{ id: 'f', fact: paid }], 9)).toMatchObject({ status: 'paid', overdueAfter: '' });
	expect(draftRow('d', anInvoice(), 1)).toMatchObject({ status: 'draft', overdueAfter: '' });
});
