/** Sums of a list of documents, by currency, in minor units: what is issued, still open, and overdue. Credit notes take away. */
import type { ListPage } from '../worker-api.ts';
import type { Selection } from '../workspace/lists/selection.ts';

export function sumsByCurrency(documents: Selection): NonNullable<ListPage<'document'>['sums']> {
	const groups = documents.sums('currency', {
		issued: { column: 'payable', where: { issued: true } },
		creditNotes: { column: 'payable', where: { issued: true, type: 'credit-note' } },
		balance: { column: 'balance', where: { issued: true } },
		overdue: { column: 'balance', where: { issued: true, status: 'overdue' } }
	});
	return [...groups]
		.map(([currency, { count, sums }]) => ({
			currency: String(currency),
			payable: sums.issued - 2n * sums.creditNotes,
			balance: sums.balance,
			overdue: sums.overdue,
			count
		}))
		.sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
}
