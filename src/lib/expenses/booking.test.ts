import { describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { aBill, aCost, aReceipt } from '../../../tests/support/expenses.ts';
import { openSums } from '../documents/open-sums.ts';
import { booked, bookFindings, type BookContext } from './booking.ts';
import type { Expense } from './expense.ts';
import { billableOf, rebillLines } from './rebill.ts';

const PRINTER = aParty({ name: 'Printer', roles: ['supplier'], taxIds: [{ kind: 'gst', country: 'CA', label: 'GST', value: ' ' }] });
const CONTEXT: BookContext = { supplier: PRINTER, today: '2026-11-22', baseCurrency: 'CAD' };
const wrong = (expense: Expense, changes: Partial<BookContext> = {}) =>
	bookFindings(expense, { ...CONTEXT, ...changes })
		.filter(({ level }) => level === 'error')
		.map(({ field, message }) => `${field} ${message}`);
const warned = (expense: Expense, changes: Partial<BookContext> = {}) =>
	bookFindings(expense, { ...CONTEXT, ...changes })
		.filter(({ level }) => level === 'warning')
		.map(({ message }) => message);

describe('before it is booked', () => {
	it('a bill needs a supplier, a date, an amount and days in their order', () => {
		expect(wrong(aBill())).toEqual([]);
		expect(wrong(aBill(), { supplier: undefined })).toEqual(['supplierId book_supplier']);
		expect(wrong(aBill({ date: '' }))).toEqual(['date book_date']);
		expect(wrong(aBill({ dueDate: '2026-09-30' }))).toEqual(['dueDate book_dueBefore']);
		expect(wrong(aBill({ dueDate: '2026-02-30' }))).toEqual(['dueDate book_dueDate']);
		expect(wrong(aBill({ lines: [aCost({ amount: '' })] }))).toEqual(['lines book_amount']);
		expect(wrong(aBill({ lines: [aCost({ amount: '1.234' })] }))).toEqual(['lines.l1.amount book_amountUnread']);
	});

	it('an expense is not below zero, a bill may be', () => {
		const back = [aCost({ amount: '-5' })];
		expect(wrong(aReceipt({ lines: back }))).toEqual(['lines book_below']);
		expect(wrong(aBill({ lines: back }))).toEqual([]);
	});

	it('a tax larger than what it is in is a slip of the pen', () => {
		const slip = aCost({ amount: '10', taxes: [{ name: 'VAT', amount: '100', reclaim: true }] });
		expect(wrong(aReceipt({ lines: [slip] }))).toEqual(['lines book_taxOver']);
	});

	it('what is missing but may be is asked about', () => {
		expect(warned(aReceipt({ lines: [aCost({ category: undefined })] }))).toEqual(['book_category', 'book_receipt']);
		expect(warned(aReceipt({ supplierName: ' ', currency: 'EUR', date: '2026-12-01' }), { supplier: undefined, isDoubled: true })).toEqual([
			'book_supplierUnknown',
			'book_dateAhead',
			'book_rate',
			'book_receipt',
			'book_doubled'
		]);
	});

	it('it is frozen with its supplier as he stands, and without lines that say nothing', () => {
		const empty = aCost({ id: 'l2', amount: '', description: '' });
		const frozen = booked(aBill({ supplierId: 'x', lines: [aCost(), empty] }), PRINTER);
		expect(frozen.supplier).toEqual({ name: 'Printer', address: PRINTER.address, taxIds: [] });
		expect(frozen.expense.lines.map(({ id }) => id)).toEqual(['l1']);
		expect(frozen.totals.lines.map(({ id }) => id)).toEqual(['l1']);
		expect(booked(aReceipt({ dueDate: '2026-12-01' }), undefined)).toMatchObject({
			supplier: { name: 'Bureau Boréal' },
			expense: { dueDate: '' }
		});
	});
});

describe('billed on', () => {
	const target = { currency: 'CAD', prices: 'net' as const, taxes: [{ name: 'GST', category: 'S' as const, rate: '5' }] };
	const ids = () => 'n';

	it('a cost is what was paid without the taxes that come back, with the mark-up', () => {
		const lost = aCost({ taxes: [{ name: 'QST', rate: '9.975', reclaim: false }] });
		const frozen = booked(aBill({ lines: [lost], rebill: { clientId: 'c', markup: '10' } }), PRINTER);
		const [line] = rebillLines(billableOf('e', frozen), target, ids)!;
		// 100 and 9.98 of tax that is lost, and a tenth on top.
		expect(line).toMatchObject({ price: '120.98', taxes: target.taxes, expense: { id: 'e', line: 'l1' } });
	});

	it('on an invoice with prices with tax, the tax is in the price', () => {
		const frozen = booked(aBill({ lines: [aCost({ taxes: [] })] }), PRINTER);
		const compound = [...target.taxes, { name: 'QST', category: 'S' as const, rate: '10', compound: true }];
		const price = (taxes: typeof compound) => rebillLines(billableOf('e', frozen), { ...target, prices: 'gross', taxes }, ids)![0]!.price;
		expect(price(target.taxes as typeof compound)).toBe('105.00');
		expect(price(compound)).toBe('115.50');
	});

	it('in another currency goes by its rate, and is not guessed without one', () => {
		const abroad = (changes: Partial<Expense>) => booked(aBill({ currency: 'EUR', lines: [aCost({ taxes: [] })], ...changes }), PRINTER);
		const rated = billableOf('e', abroad({ exchangeRate: '1.5', baseCurrency: 'CAD' }));
		expect(rebillLines(rated, target, ids)![0]!.price).toBe('150.00');
		expect(
			rebillLines(
				{ ...rated, currency: 'JPY', lines: [{ id: 'l1', description: '', cost: '10000' }], exchangeRate: '0.0091' },
				target,
				ids
			)![0]!.price
		).toBe('91.00');
		expect(rebillLines(billableOf('e', abroad({})), target, ids)).toBeUndefined();
	});
});

it('what is to be paid is summed by currency and age, and what a supplier owes is not in it', () => {
	const row = (currency: string, balance: bigint, dueDate: string) => ({ currency, balance, dueDate });
	const rows = [
		row('CAD', 100n, ''),
		row('CAD', 10n, '2026-11-22'),
		row('CAD', 1n, '2026-11-21'),
		row('CAD', 2n, '2026-10-22'),
		row('CAD', 4n, '2026-08-24'),
		row('CAD', 8n, '2026-08-23'),
		row('CAD', -50n, '2026-01-01'),
		row('EUR', 7n, '2026-12-31')
	];
	expect(openSums(rows, '2026-11-22')).toEqual([
		{ currency: 'CAD', open: 125n, overdue: 15n, ageing: { current: 110n, upTo30: 1n, upTo60: 2n, upTo90: 4n, over90: 8n } },
		{ currency: 'EUR', open: 7n, overdue: 0n, ageing: { current: 7n, upTo30: 0n, upTo60: 0n, upTo90: 0n, over90: 0n } }
	]);
});
