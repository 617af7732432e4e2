/** The list of expenses and bills: drafts and booked ones in one, as the list of documents. A row stands for every day. */
import { isCurrency } from '../money/currencies.ts';
import { amount, amountString } from '../money/amount.ts';
import { baseText } from '../rates/base.ts';
import type { ExpenseRow, RecurringRow } from '../worker-api.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import type { BookedExpense, Expense, RecurringExpense } from './expense.ts';
import { expenseStanding, type StatedEvent } from './status.ts';
import { expenseTotals } from './totals.ts';

export const EXPENSE_LIST: ListShape = {
	list: 'expense',
	derived: 3,
	columns: {
		kind: 'value',
		booked: 'flag',
		number: 'text',
		supplierId: 'value',
		supplierName: 'value',
		description: 'text',
		category: 'value',
		date: 'date',
		dueDate: 'date',
		overdueAfter: 'date',
		currency: 'value',
		payable: 'amount',
		paid: 'amount',
		balance: 'amount',
		status: 'value',
		rebill: 'value',
		clientId: 'value',
		receipts: 'count',
		tags: 'value',
		changed: 'count'
		// `base` is kept beside the columns: few rows have it.
	} satisfies Record<Exclude<keyof ExpenseRow, 'id' | 'base'>, ColumnKind>,
	ties: ['changed'],
	turn: { column: 'status', after: 'overdueAfter', becomes: 'overdue' },
	join: { by: 'supplierId', list: 'party', columns: { supplierName: 'name' }, search: 'name' }
};

export const RECURRING_LIST: ListShape = {
	list: 'expense-profile',
	columns: {
		title: 'text',
		kind: 'value',
		supplierId: 'value',
		supplierName: 'value',
		currency: 'value',
		payable: 'amount',
		paused: 'flag'
	} satisfies Record<Exclude<keyof RecurringRow, 'id'>, ColumnKind>,
	ties: ['title'],
	join: { by: 'supplierId', list: 'party', columns: { supplierName: 'name' }, search: 'name' }
};

/** Days before and after every due date. */
const END = { before: '', after: '9999-12-31' };

export function draftExpenseRow(id: string, expense: Expense, changed: number): ExpenseRow {
	const payable = payableOf(expense);
	return {
		...common(id, expense, changed),
		...{ booked: false, overdueAfter: '', payable, paid: 0n, balance: 0n, status: 'draft', receipts: expense.receipts.length },
		// By his present name, which the list of parties has.
		supplierName: expense.supplierId ? '' : expense.supplierName,
		rebill: expense.rebill ? 'draft' : ''
	};
}

export function bookedRow(id: string, booked: BookedExpense, facts: readonly StatedEvent[], changed: number): ExpenseRow {
	const { expense, supplier } = booked;
	const { payable, paid, balance, status, billed, receipts } = expenseStanding(booked, facts, END.before);
	const isLate = expenseStanding(booked, facts, END.after).status === 'overdue';
	return {
		...common(id, expense, changed),
		...{ booked: true, overdueAfter: isLate ? expense.dueDate : '', payable, paid, balance, status, receipts: receipts.length },
		supplierName: supplier.name,
		rebill: status === 'cancelled' ? '' : billed ? 'billed' : expense.rebill ? 'open' : ''
	};
}

function common(id: string, expense: Expense, changed: number) {
	const [first] = expense.lines;
	const base = baseText(expense);
	const categories = new Set(expense.lines.flatMap(({ category }) => category?.name ?? []));
	return {
		id,
		kind: expense.kind,
		number: expense.number,
		supplierId: expense.supplierId ?? '',
		description: first?.description ?? '',
		category: [...categories],
		date: expense.date,
		dueDate: expense.kind === 'bill' ? expense.dueDate : '',
		currency: expense.currency,
		...(base && { base }),
		clientId: expense.rebill?.clientId ?? '',
		tags: [...expense.tags],
		changed
	};
}

export function recurringRow(id: string, { title, template, paused }: RecurringExpense): RecurringRow {
	return {
		id,
		title,
		kind: template.kind,
		supplierId: template.supplierId ?? '',
		supplierName: template.supplierId ? '' : template.supplierName,
		currency: template.currency,
		payable: payableOf(template),
		paused
	};
}

/** All that a search finds it by; the supplier's present name through the list of parties. */
export function expenseText(expense: Expense, supplier?: string): string {
	const { currency, number, lines, supplierName, notes, project, tags, receipts, origins = [] } = expense;
	return [
		number,
		supplier ?? supplierName,
		isCurrency(currency) ? amountString(amount(currency, payableOf(expense))) : '',
		...lines.flatMap(({ description, category }) => [description, category?.name]),
		project,
		...tags,
		...receipts.map(({ name }) => name),
		...origins.map((order) => order.number),
		notes
	]
		.filter(Boolean)
		.join('\n');
}

/** Zero while it cannot be computed. */
function payableOf(expense: Expense): bigint {
	const totals = expenseTotals(expense);
	return totals.ok ? totals.value.payable : 0n;
}
