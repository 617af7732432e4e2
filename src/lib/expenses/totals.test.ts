import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aBill, aCost, aReceipt, GST_PAID, QST_PAID } from '../../../tests/support/expenses.ts';
import type { Expense, ExpenseTax } from './expense.ts';
import { expenseTotals, freezeExpenseTotals } from './totals.ts';

function sums(expense: Pick<Expense, 'currency' | 'prices' | 'lines' | 'withheld'>) {
	const totals = expenseTotals(expense);
	if (!totals.ok) throw new Error(totals.field);
	return totals.value;
}
const taxes = (expense: Expense) => sums(expense).taxes.map(({ name, tax }) => [name, tax]);

describe('sums of an expense', () => {
	it('with taxes in the amount meet it exactly', () => {
		const { net, tax, gross } = sums(aReceipt());
		expect([net, tax, gross]).toEqual([10_000n, 1498n, 11_498n]);
		expect(taxes(aReceipt())).toEqual([
			['QST', 998n],
			['GST', 500n]
		]);
	});

	it('with taxes on top are rounded once for each tax', () => {
		// 8180.00 at 9.975 %
		const cost = aCost({ amount: '8180', taxes: [QST_PAID] });
		expect(sums(aBill({ lines: [cost] }))).toMatchObject({ net: 818_000n, tax: 81_596n, gross: 899_596n });
		const thirds = ['a', 'b', 'c'].map((id) => aCost({ id, amount: '0.10', taxes: [GST_PAID] }));
		// Three times half a cent is a cent and a half, not three cents.
		expect(sums(aBill({ lines: thirds })).tax).toBe(2n);
	});

	it('gross 500.00 at 10 % is 454.55 and 45.45; two of 379.00 at 21 % are 758.00', () => {
		const vat = (rate: string): ExpenseTax => ({ name: 'VAT', rate, reclaim: true });
		expect(sums(aReceipt({ lines: [aCost({ amount: '500', taxes: [vat('10')] })] }))).toMatchObject({ net: 45_455n, tax: 4545n });
		const two = ['a', 'b'].map((id) => aCost({ id, amount: '379', taxes: [vat('21')] }));
		expect(sums(aReceipt({ lines: two })).gross).toBe(75_800n);
	});

	it('take a tax as it was typed, inside the amount or on top of it', () => {
		const typed: ExpenseTax = { name: 'VAT', amount: '15.97', reclaim: true };
		expect(sums(aReceipt({ lines: [aCost({ amount: '100', taxes: [typed] })] }))).toMatchObject({ net: 8403n, tax: 1597n, gross: 10_000n });
		expect(sums(aBill({ lines: [aCost({ amount: '100', taxes: [typed] })] }))).toMatchObject({ net: 10_000n, gross: 11_597n });
	});

	it('say what comes back and what is kept from the supplier', () => {
		const lost: ExpenseTax = { ...QST_PAID, reclaim: false };
		const bill = aBill({ lines: [aCost({ taxes: [GST_PAID, lost] })], withheld: '15' });
		expect(sums(bill)).toMatchObject({ tax: 1498n, reclaimable: 500n, gross: 11_498n, withheld: 1500n, payable: 9998n });
	});

	it('keep to the decimals of the currency', () => {
		const vat: ExpenseTax = { name: 'VAT', rate: '10', reclaim: true };
		expect(sums(aReceipt({ currency: 'JPY', lines: [aCost({ amount: '1001', taxes: [vat] })] }))).toMatchObject({ net: 910n, tax: 91n });
		expect(sums(aReceipt({ currency: 'TND', lines: [aCost({ amount: '1.001', taxes: [vat] })] }))).toMatchObject({ net: 910n, tax: 91n });
		expect(expenseTotals(aReceipt({ currency: 'JPY', lines: [aCost({ amount: '1.5' })] }))).toEqual({
			ok: false,
			field: 'lines.l1.amount'
		});
	});

	it('name what cannot be read', () => {
		expect(expenseTotals(aBill({ currency: 'XYZ' }))).toEqual({ ok: false, field: 'currency' });
		expect(expenseTotals(aBill({ withheld: 'much' }))).toEqual({ ok: false, field: 'withheld' });
		const odd = aCost({ taxes: [GST_PAID, { name: 'x', rate: '-3', reclaim: true }] });
		expect(expenseTotals(aBill({ lines: [odd] }))).toEqual({ ok: false, field: 'lines.l1.taxes.1' });
	});

	const tax = fc.record(
		{ name: fc.constantFrom('A', 'B', 'C'), rate: fc.constantFrom('0', '2.5', '5', '9.975', '21'), reclaim: fc.boolean() },
		{ requiredKeys: ['name', 'rate', 'reclaim'] }
	);
	const cents = (n: number) => (n / 100).toFixed(2);
	const line = fc.record({ amount: fc.integer({ min: -100_000, max: 100_000 }).map(cents), taxes: fc.array(tax, { maxLength: 3 }) });
	const expense = fc
		.record({ prices: fc.constantFrom('gross' as const, 'net' as const), lines: fc.array(line, { minLength: 1, maxLength: 6 }) })
		.map(({ prices, lines }) => ({ currency: 'EUR', prices, lines: lines.map((each, at) => aCost({ ...each, id: `l${at}` })) }));

	it('of any lines add up, line by line and tax by tax, and do not depend on their order', () => {
		fc.assert(
			fc.property(expense, (each) => {
				const totals = sums(each);
				const typed = each.lines.reduce((sum, { amount }) => sum + BigInt(Math.round(Number(amount) * 100)), 0n);
				expect(each.prices === 'gross' ? totals.gross : totals.net).toBe(typed);
				expect(totals.gross).toBe(totals.net + totals.tax);
				expect(totals.lines.reduce((sum, { net }) => sum + net, 0n)).toBe(totals.net);
				expect(totals.lines.reduce((sum, own) => sum + own.tax, 0n)).toBe(totals.tax);
				expect(totals.taxes.reduce((sum, own) => sum + own.tax, 0n)).toBe(totals.tax);
				expect(totals.taxes.filter(({ reclaim }) => reclaim).reduce((sum, own) => sum + own.tax, 0n)).toBe(totals.reclaimable);
				const turned = sums({ ...each, lines: [...each.lines].reverse() });
				expect(turned.taxes).toEqual(totals.taxes);
				expect(new Map(turned.lines.map((own) => [own.id, own]))).toEqual(new Map(totals.lines.map((own) => [own.id, own])));
			})
		);
	});

	it('a cent that is left over goes by the lines themselves, not by their order', () => {
		const lines = ['a', 'b', 'c'].map((id) => aCost({ id, amount: '0.15', taxes: [GST_PAID] }));
		const shares = (each: typeof lines) => new Map(sums(aBill({ lines: each })).lines.map(({ id, tax }) => [id, tax]));
		expect(shares(lines)).toEqual(
			new Map([
				['a', 1n],
				['b', 1n],
				['c', 0n]
			])
		);
		expect(shares([...lines].reverse())).toEqual(shares(lines));
	});

	it('of the same lines taken back are the same below zero', () => {
		fc.assert(
			fc.property(expense, (each) => {
				const back = { ...each, lines: each.lines.map((own) => ({ ...own, amount: cents(-Math.round(Number(own.amount) * 100)) })) };
				const [there, again] = [sums(each), sums(back)];
				expect([again.net, again.tax, again.gross]).toEqual([-there.net, -there.tax, -there.gross]);
			})
		);
	});

	it('are frozen as decimal strings', () => {
		expect(freezeExpenseTotals(sums(aReceipt()))).toMatchObject({ net: '100.00', gross: '114.98', payable: '114.98' });
	});
});
