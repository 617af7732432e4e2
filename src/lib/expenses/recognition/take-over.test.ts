import { describe, expect, it } from 'vitest';
import type { Expense } from '../expense.ts';
import { isAmountOf, takeTaxes, takeTotal } from './take-over.ts';

function expense(lines = 1): Expense {
	const line = (id: number) => ({
		id: `l${id}`,
		order: `a${id}`,
		description: '',
		amount: '',
		taxes: [{ name: 'TVA', rate: '20', reclaim: false }]
	});
	return {
		...{ kind: 'expense', supplierName: '', number: '', date: '', dueDate: '', currency: 'EUR', prices: 'net', method: 'card' },
		...{ receipts: [], notes: '', tags: [] },
		lines: Array.from({ length: lines }, (_, at) => line(at))
	} as Expense;
}

describe('taking over', () => {
	it('a total writes it with its taxes in it; lines that are split are left alone', () => {
		const one = expense();
		takeTotal(one, '24.00');
		expect([one.prices, one.lines[0]!.amount]).toEqual(['gross', '24.00']);
		const two = expense(2);
		takeTotal(two, '24.00');
		takeTaxes(two, [{ name: 'TVA', amount: '4.00' }], () => undefined);
		expect(two).toEqual(expense(2));
	});

	it('a tax keeps its rate only where that gives what the paper says', () => {
		const one = expense();
		const tax = { name: 'tva', rate: '20', amount: '4.00' };
		takeTaxes(one, [tax], () => '4.00');
		expect(one.lines[0]!.taxes).toEqual([{ name: 'tva', rate: '20', reclaim: false }]);
		takeTaxes(one, [tax], () => '4.01');
		expect(one.lines[0]!.taxes).toEqual([{ name: 'tva', amount: '4.00', reclaim: false }]);
		// Each lies on a part of the total that the line does not know.
		takeTaxes(one, [tax, { name: 'TVA 2', rate: '10', amount: '1.00' }], () => '4.00');
		expect(one.lines[0]!.taxes).toEqual([
			{ name: 'tva', amount: '4.00', reclaim: false },
			{ name: 'TVA 2', amount: '1.00', reclaim: true }
		]);
	});

	it('an amount needs the decimals of its currency', () => {
		expect([isAmountOf('EUR', '4.00'), isAmountOf('JPY', '4.05'), isAmountOf('TND', '4.005'), isAmountOf('', '4')]).toEqual([
			true,
			false,
			true,
			false
		]);
	});
});
