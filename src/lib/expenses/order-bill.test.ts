import { expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, GST } from '../../../tests/support/books.ts';
import type { DocumentContent } from '../documents/document.ts';
import { computeTotals, freezeTotals } from '../documents/totals.ts';
import { billOf } from './order-bill.ts';
import { expenseTotals } from './totals.ts';

const SUPPLIER = '5'.padStart(32, '0');
const ORDER = '0'.padStart(32, '0');

function order(changes: Partial<DocumentContent>) {
	const content = anInvoice({ type: 'purchase-order', partyId: SUPPLIER, issueDate: '2026-10-01', ...changes });
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('no sums');
	return { order: { id: ORDER, document: { content, number: 'PO-7', totals: freezeTotals(totals.value) } }, totals: totals.value };
}

it('a bill of an order has its supplier, its lines with their sums and taxes, and says whose it is', () => {
	const lines = [
		aLine({ id: 'l2', order: 'W', name: 'Paper', quantity: '3', price: '12.50', taxes: [{ ...GST }] }),
		aLine({ id: 'l1', order: 'V', name: 'Ink', quantity: '2', price: '40', taxes: [{ ...GST }] })
	];
	const allowances = [{ id: 'a', kind: 'allowance' as const, percent: '10', reason: 'Rebate' }];
	const { order: given, totals } = order({ lines, allowances });
	const bill = billOf(given, aBusiness(), '2026-11-22');
	expect(bill).toMatchObject({ kind: 'bill', supplierId: SUPPLIER, number: '', date: '2026-11-22', currency: 'CAD', prices: 'net' });
	expect(bill.lines.map(({ description, amount }) => [description, amount])).toEqual([
		['Ink', '80.00'],
		['Paper', '37.50'],
		['Rebate', '-11.75']
	]);
	expect(bill.origins).toEqual([{ documentId: ORDER, type: 'purchase-order', number: 'PO-7', issueDate: '2026-10-01' }]);
	const sums = expenseTotals(bill);
	expect(sums.ok && sums.value.payable).toBe(totals.payable);
});

it('an order without prices or in another currency leaves amounts and rate to be typed', () => {
	const { order: given } = order({ currency: 'EUR', lines: [aLine({ name: 'Ink', price: '', taxes: [] })] });
	const bill = billOf(given, aBusiness(), '2026-11-22');
	expect(bill).toMatchObject({ currency: 'EUR', baseCurrency: 'CAD', lines: [{ description: 'Ink', amount: '', taxes: [] }] });
	expect(bill.exchangeRate).toBeUndefined();
});
