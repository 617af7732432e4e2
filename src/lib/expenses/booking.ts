/** What is wrong with an expense before it is booked, and what it is frozen as. Pure. */
import { isDate } from '../documents/dates.ts';
import type { Party } from '../parties/party.ts';
import type { BookedExpense, Expense, SupplierSnapshot } from './expense.ts';
import type { en } from './messages/en.ts';
import { EXPENSE_ENGINE, expenseTotals, freezeExpenseTotals } from './totals.ts';

export type BookMessage = Extract<keyof typeof en, `book_${string}`>;

export interface BookFinding {
	/** Path in the expense. */
	field: string;
	message: BookMessage;
	level: 'error' | 'warning';
}

export interface BookContext {
	/** The record of the supplier, where the expense names one. */
	supplier: Pick<Party, 'name'> | undefined;
	/** Calendar date where the business is. */
	today: string;
	baseCurrency: string;
	/** Another bill of this supplier has its number. */
	isDoubled?: boolean;
	/** It bills more of an order's line than other bills have left of it. */
	isBeyondOrder?: boolean;
}

/** Errors stop it, warnings ask for a second look. */
export function bookFindings(expense: Expense, { supplier, today, baseCurrency, isDoubled, isBeyondOrder }: BookContext): BookFinding[] {
	const found: BookFinding[] = [];
	const add = (level: BookFinding['level'], field: string, message: BookMessage) => found.push({ field, message, level });
	const { kind, date, dueDate, currency, exchangeRate, exchangeRateDate = '', lines } = expense;
	if (kind === 'bill' && !supplier) add('error', 'supplierId', 'book_supplier');
	else if (!supplier && expense.supplierName.trim() === '') add('warning', 'supplierId', 'book_supplierUnknown');
	if (!isDate(date)) add('error', 'date', 'book_date');
	else if (date > today) add('warning', 'date', 'book_dateAhead');
	if (kind === 'bill' && dueDate !== '') {
		if (!isDate(dueDate)) add('error', 'dueDate', 'book_dueDate');
		else if (dueDate < date) add('error', 'dueDate', 'book_dueBefore');
	}
	const totals = expenseTotals(expense);
	if (!totals.ok) add('error', totals.field, 'book_amountUnread');
	else if (lines.every(({ amount }) => amount === '')) add('error', 'lines', 'book_amount');
	else if (totals.value.payable === 0n) add('warning', 'lines', 'book_zero');
	else if (kind === 'expense' && totals.value.payable < 0n) add('error', 'lines', 'book_below');
	if (totals.ok && totals.value.lines.some(({ net, tax }) => net !== 0n && tax !== 0n && net < 0n !== tax < 0n))
		add('error', 'lines', 'book_taxOver');
	if (currency !== baseCurrency && !exchangeRate) add('warning', 'exchangeRate', 'book_rate');
	if (exchangeRateDate !== '' && !isDate(exchangeRateDate)) add('error', 'exchangeRateDate', 'book_rateDate');
	if (lines.some(({ amount, category }) => amount !== '' && !category)) add('warning', 'lines', 'book_category');
	if (expense.receipts.length === 0) add('warning', 'receipts', 'book_receipt');
	if (isDoubled) add('warning', 'number', 'book_doubled');
	if (isBeyondOrder) add('warning', 'lines', 'book_beyondOrder');
	return found;
}

/** Throws where its sums cannot be computed: it was checked before. */
export function booked(expense: Expense, supplier: Party | undefined): BookedExpense {
	const totals = expenseTotals(expense);
	if (!totals.ok) throw new TypeError(`no sums: ${totals.field}`);
	const lines = expense.lines.filter((line) => line.amount !== '' || line.description !== '');
	const { dueDate, withheld, ...rest } = expense;
	const own: Expense = {
		...rest,
		...(rest.exchangeRate && { exchangeRateDate: rest.exchangeRateDate ?? rest.date }),
		lines,
		dueDate: expense.kind === 'bill' ? dueDate : '',
		...(withheld && { withheld })
	};
	const computed = expenseTotals(own);
	if (!computed.ok) throw new TypeError(`no sums: ${computed.field}`);
	return {
		expense: own,
		supplier: supplierSnapshot(expense, supplier),
		totals: freezeExpenseTotals(computed.value),
		engine: EXPENSE_ENGINE
	};
}

function supplierSnapshot({ supplierName }: Expense, supplier: Party | undefined): SupplierSnapshot {
	if (!supplier) return { name: supplierName.trim(), taxIds: [] };
	const taxIds = supplier.taxIds.filter(({ value }) => value.trim() !== '').map((taxId) => ({ ...taxId }));
	return { name: supplier.name, address: { ...supplier.address }, taxIds };
}
