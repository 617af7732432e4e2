/**
 * The worker's half of expenses: how operations become drafts, booked expenses and what happened to them. A draft's record id stays the booked
 * expense's; an event's record id is its expense's.
 *
 * [Note: booked expenses] Booked twice with the same words it is booked once; with others, what comes second in the log is refused and shown. What
 * was paid or billed on is not cancelled: the payment is taken back first. An expense that two devices billed on stands on both invoices, since
 * both may be with the client: the second is taken and shown. So is an invoice that bills what another device had cancelled before.
 */
import { isDate } from '../documents/dates.ts';
import type { IssuedDocument } from '../documents/document.ts';
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { equalBytes } from '../workspace/bytes.ts';
import { canonicalJson, decodeFrozen, encodeJson } from '../workspace/json.ts';
import { liveType } from '../workspace/live-type.ts';
import type { FoldResult, Placed, RecordState, RecordType, RefusalReason, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import type { BookedExpense, Expense, ExpenseEvent, RecurringExpense } from './expense.ts';
import { isReceipt } from './receipt-shape.ts';
import { bookedRow, draftExpenseRow, EXPENSE_LIST, expenseText, RECURRING_LIST, recurringRow } from './rows.ts';
import { expenseStanding, type StatedEvent } from './status.ts';

const SHAPE = { texts: ['notes'], keyed: ['lines', 'receipts'] } as const;

export const EXPENSE_TYPE = liveType<Expense>({
	type: 'expense',
	schema: 1,
	shape: SHAPE,
	list: EXPENSE_LIST,
	row: (id, expense, { n }) => draftExpenseRow(id, expense, n),
	text: (expense) => expenseText(expense),
	title: (expense) => expense.lines[0]?.description || expense.supplierName || expense.number
});

export const EXPENSE_PROFILE_TYPE = liveType<RecurringExpense>({
	type: 'expense-profile',
	schema: 1,
	shape: SHAPE,
	list: RECURRING_LIST,
	row: recurringRow,
	text: ({ title, template }) => `${title}\n${expenseText(template)}`,
	title: ({ title }) => title
});

/** Freezes the draft. */
export const BOOKED_TYPE: RecordType = {
	type: 'booked',
	schema: 1,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		// Sent again, or booked on two devices as it was, it counts once.
		if (state?.frozen && state.type === 'booked' && equalBytes(state.frozen, operation.body)) return { state, rows: [] };
		if (state?.frozen) return { state, rows: [], refused: 'already-issued' };
		const booked = operation.action === 'put' ? read<BookedExpense>(operation.body) : undefined;
		if (!booked || !isWhole(booked) || (state && state.type !== 'expense')) return { state, rows: [], refused: 'unreadable' };
		const next: RecordState = { type: 'booked', schema: 1, frozen: operation.body, facts: [] };
		return { state: next, rows: rows(recordId, next, placed) };
	},
	rows
};

export const EXPENSE_EVENT_TYPE: RecordType = {
	type: 'expense-event',
	schema: 1,
	saidOfAnother: true,
	related(_state, operation) {
		const event = read<ExpenseEvent>(operation.body);
		return event?.kind === 'rebilled' && isId(event.documentId) ? [event.documentId] : [];
	},
	fold(state, operation, { n, by }, _ledger, recordId, others): FoldResult {
		const event = operation.action === 'put' ? read<ExpenseEvent>(operation.body) : undefined;
		const booked = bookedExpense(state);
		if (!event || !isWellFormed(event)) return { state, rows: [], refused: 'unreadable' };
		if (!state || !booked) return { state, rows: [], refused: 'not-issued' };
		const opId = hexOf(operation.opId);
		const known = state.facts.find((each) => each.opId === opId);
		if (known) return canonicalJson(known.body) === canonicalJson(event) ? { state, rows: [] } : { state, rows: [], refused: 'id-taken' };
		const verdict = judge(recordId, booked, statedOf(state), event, others);
		if (verdict === 'done') return { state, rows: [] };
		if (verdict && verdict !== 'billed-twice' && verdict !== 'cost-cancelled') return { state, rows: [], refused: verdict };
		const next: RecordState = { ...state, facts: [...state.facts, { opId, n, by, body: event }] };
		return { state: next, rows: [], others: new Map([[recordId, next]]), ...(verdict && { flagged: verdict }) };
	}
};

/** Undefined when it takes effect; `done` when it was so already. */
function judge(
	id: string,
	booked: BookedExpense,
	facts: readonly StatedEvent[],
	event: ExpenseEvent,
	others: ReadonlyMap<string, RecordState>
): RefusalReason | 'done' | undefined {
	const { cancelled, billed, paid } = expenseStanding(booked, facts, '');
	switch (event.kind) {
		case 'attached':
			return undefined;
		case 'rebilled': {
			const invoice = others.get(event.documentId);
			const document = invoice?.type === 'issued' && invoice.frozen ? decodeFrozen<IssuedDocument>(invoice.frozen) : undefined;
			if (!document?.content.lines.some(({ expense }) => expense?.id === id)) return 'no-source';
			if (billed?.documentId === event.documentId) return 'done';
			if (billed) return 'billed-twice';
			return cancelled ? 'cost-cancelled' : undefined;
		}
		case 'unbilled':
			return billed?.documentId === event.documentId ? undefined : 'nothing-to-reverse';
		case 'cancelled':
			if (cancelled) return 'done';
			return billed || (booked.expense.kind === 'bill' && paid !== 0n) ? 'in-use' : undefined;
	}
}

export function bookedExpense(state: RecordState | undefined): BookedExpense | undefined {
	return state?.type === 'booked' && state.frozen ? decodeFrozen<BookedExpense>(state.frozen) : undefined;
}

export function statedOf({ facts }: RecordState): (StatedEvent & { n: number; by: string })[] {
	return facts.map(({ opId, n, by, body }) => ({ id: opId, n, by, fact: body as StatedEvent['fact'] }));
}

export function encodeExpenseEvent(event: ExpenseEvent): Uint8Array {
	return encodeJson(event);
}

function rows(id: string, state: RecordState, { n }: Placed): RowChange[] {
	const row = () => bookedRow(id, bookedExpense(state)!, statedOf(state), n);
	const text = () => {
		const { expense, supplier } = bookedExpense(state)!;
		return expenseText(expense, supplier.name);
	};
	return [rowChange('expense', id, row, text)];
}

/** What folds and lists read of it is there and can be computed with: one writer's bad record must not stop every reader. */
function isWhole({ expense, supplier, totals, engine }: BookedExpense): boolean {
	try {
		const { kind, currency, date, dueDate, lines, receipts, tags, supplierName, number, notes, supplierId, rebill, origins = [] } = expense;
		const sums = [totals.net, totals.tax, totals.reclaimable, totals.gross, totals.withheld, totals.payable];
		return (
			(kind === 'expense' || kind === 'bill') &&
			[supplierName, number, notes, supplier.name].every((text) => typeof text === 'string') &&
			[supplierId, rebill?.clientId].every((id) => id === undefined || isId(id)) &&
			isCurrency(currency) &&
			totals.currency === currency &&
			isDate(date) &&
			(dueDate === '' || isDate(dueDate)) &&
			Array.isArray(supplier.taxIds) &&
			tags.every((tag) => typeof tag === 'string') &&
			receipts.every(isReceipt) &&
			origins.every(
				({ documentId, number, issueDate }) => isId(documentId) && [number, issueDate].every((text) => typeof text === 'string')
			) &&
			lines.every(
				({ id, description, amount, taxes }) => [id, description, amount].every((text) => typeof text === 'string') && Array.isArray(taxes)
			) &&
			lines.every(({ from }) => from === undefined || (isId(from.documentId) && typeof from.line === 'string')) &&
			lines.every(({ category }) => category === undefined || typeof category.name === 'string') &&
			sums.every((text) => parseAmount(currency, text).ok) &&
			Number.isInteger(engine)
		);
	} catch {
		return false;
	}
}

function isWellFormed(event: ExpenseEvent): boolean {
	const isText = (value: unknown) => typeof value === 'string';
	switch (event.kind) {
		case 'attached':
			return Array.isArray(event.receipts) && event.receipts.length > 0 && event.receipts.every(isReceipt);
		case 'rebilled':
			return isId(event.documentId) && isText(event.number);
		case 'unbilled':
			return isId(event.documentId) && isText(event.at) && isText(event.reason);
		case 'cancelled':
			return isText(event.at) && isText(event.reason) && (event.replacedBy === undefined || isId(event.replacedBy));
		default:
			return false;
	}
}

function isId(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read<T>(body: Uint8Array): T | undefined {
	try {
		const value = decodeFrozen<T | null>(body);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
