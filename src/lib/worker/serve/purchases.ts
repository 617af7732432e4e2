/** Costs, and two parties that are one: loaded together when either is looked at. */
import type { ExpensesApi } from '../../expenses/api.ts';
import type { MergeApi } from '../../parties/merge-api.ts';
import type { Desk } from './desk.ts';

export function purchasesApi(desk: Desk): ExpensesApi & MergeApi {
	const purchases = desk.part(async () => {
		const [{ ExpenseCommands }, { PartyMerge }] = await Promise.all([import('../expense-commands.ts'), import('../party-merge.ts')]);
		return ({ workspace, books }) => ({ expenses: new ExpenseCommands(workspace, books), merge: new PartyMerge(workspace) });
	});
	return {
		bookExpense: (id) => purchases(({ expenses }) => expenses.book(id)),
		expense: (id) => purchases(({ expenses }) => expenses.detail(id)),
		addReceipts: (id, receipts) => purchases(({ expenses }) => expenses.addReceipts(id, receipts)),
		cancelExpense: (id, reason) => purchases(({ expenses }) => expenses.cancel(id, reason)),
		correctExpense: (id, reason) => purchases(({ expenses }) => expenses.correct(id, reason)),
		billExpenseAgain: (id, reason) => purchases(({ expenses }) => expenses.billAgain(id, reason)),
		billables: (clientId) => purchases(({ expenses }) => expenses.billables(clientId)),
		billCosts: (clientId, ids, draftId) => purchases(({ expenses }) => expenses.billCosts(clientId, ids, draftId)),
		dueRecurring: () => purchases(({ expenses }) => expenses.due()),
		makeRecurring: (id, through) => purchases(({ expenses }) => expenses.makeRecurring(id, through)),
		skipRecurring: (id, through) => purchases(({ expenses }) => expenses.skipRecurring(id, through)),
		mergeParties: (from, into, give) => purchases(({ merge }) => merge.merge(from, into, give)),
		unmergeParty: (id) => purchases(({ merge }) => merge.unmerge(id)),
		partyMerges: (id) => purchases(({ merge }) => merge.of(id))
	};
}
