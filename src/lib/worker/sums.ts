/** Sums of a list of documents, by currency, in minor units: what is issued, still open, and overdue. */
import { owedOn } from '../documents/status.ts';
import type { DocumentRow, ListPage } from '../worker-api.ts';

export function sumsByCurrency(rows: readonly DocumentRow[]): NonNullable<ListPage<'document'>['sums']> {
	const sums = new Map<string, { currency: string; payable: bigint; balance: bigint; overdue: bigint; count: number }>();
	for (const { type, currency, payable, balance, issued, status } of rows) {
		let sum = sums.get(currency);
		if (!sum) sums.set(currency, (sum = { currency, payable: 0n, balance: 0n, overdue: 0n, count: 0 }));
		sum.count++;
		if (!issued) continue;
		sum.payable += owedOn({ type, payable });
		sum.balance += balance;
		if (status === 'overdue') sum.overdue += balance;
	}
	return [...sums.values()].sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
}
