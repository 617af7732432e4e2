/** The bills that say they are of a purchase order, and what was paid for it at once, as a screen reads them. */
import type { Books } from '../books.svelte.ts';
import type { ExpenseRow } from '../worker-api.ts';
import type { Expense } from './expense.ts';
import type { IssuedOrder } from './order-left.ts';

export interface OrderBill {
	row: ExpenseRow;
	expense: Expense;
}

/** Bills of one order that anybody writes. */
const MOST = 100;

/** The newest first; a bill that was cancelled is among them. */
export async function billsOfOrder(api: Books['api'], { id, document: { number } }: IssuedOrder): Promise<OrderBill[]> {
	// By the number of the order, which other papers may name too. Not by the supplier, who may have gone into another since.
	const result = await api.list('expense', { search: number, sort: { by: 'date', descending: true }, limit: MOST });
	const found = await Promise.all((result.ok ? result.value.rows : []).map(async (row) => ({ row, expense: await read(row) })));
	return found.flatMap(({ row, expense }) => (expense?.origins?.some(({ documentId }) => documentId === id) ? [{ row, expense }] : []));

	async function read(row: ExpenseRow): Promise<Expense | undefined> {
		const { booked, id: bill } = row;
		const known = booked ? await api.expense(bill) : await api.get('expense', bill);
		return !known.ok ? undefined : 'booked' in known.value ? known.value.booked.expense : known.value;
	}
}

/** Those that count. */
export function standingBills(bills: readonly OrderBill[]): Expense[] {
	return bills.filter(({ row }) => row.status !== 'cancelled').map(({ expense }) => expense);
}
