/** Merging two parties, and undoing it, on the open workspace. [Note: merged parties] */
import type { DocumentContent } from '../documents/document.ts';
import type { Expense, RecurringExpense } from '../expenses/expense.ts';
import type { PartyMerges } from '../parties/merge-api.ts';
import { mergedIn, partiesOf } from '../parties/merged.ts';
import { givenBy, withGiven, withoutGiven } from '../parties/merging.ts';
import { encodePartyEvent, standingMerge } from '../parties/party-events.ts';
import type { Party } from '../parties/party.ts';
import type { InvoiceProfile } from '../recurring/invoice-profile.ts';
import type { ProjectRow } from '../time/rows.ts';
import type { Project } from '../time/time.ts';
import type { DocumentRow, ExpenseRow, InvoiceProfileRow, PartyRow, RecurringRow } from '../worker-api.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

export class PartyMerge {
	readonly #workspace: Workspace;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	async merge(from: string, into: string, give: boolean): Promise<void> {
		const drafts = this.#draftsOf(from);
		await this.#workspace.save(async (transaction) => {
			const gone = await partyIn(transaction, from);
			const kept = await partyIn(transaction, into);
			if (from === into) throw new Refused({ code: 'invalid', field: 'party', detail: 'already-merged' });
			if (gone.restricted || kept.restricted) throw new Refused({ code: 'invalid', field: 'party', detail: 'restricted' });
			const given = give ? givenBy(gone, kept) : {};
			if (give) await transaction.putLive('party', into, withGiven(kept, given));
			const moved: string[] = [];
			for (const id of drafts) if (await rename(transaction, id, from, into)) moved.push(id);
			await transaction.add('party-event', from, 'put', encodePartyEvent({ kind: 'merged', into, given, drafts: moved }));
		});
	}

	async unmerge(id: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			const state = await transaction.read(id);
			const merge = state && standingMerge(state.facts);
			if (!merge) throw new Refused({ code: 'not-found' });
			const kept = await transaction.live<Party>('party', merge.into);
			if (kept) await transaction.putLive('party', merge.into, withoutGiven(kept, merge.given));
			for (const draft of merge.drafts) await rename(transaction, draft, merge.into, id);
			await transaction.add('party-event', id, 'put', encodePartyEvent({ kind: 'unmerged', into: merge.into }));
		});
	}

	async of(id: string): Promise<PartyMerges> {
		const { ledger } = this.#workspace;
		const named = (each: string) => ({ id: each, name: (this.#workspace.list('party').get(each) as PartyRow | undefined)?.name ?? '' });
		const into = mergedIn(ledger)[id];
		return {
			...(into !== undefined && { into: named(into) }),
			gone: partiesOf(ledger, id)
				.slice(1)
				.map(named)
				.filter(({ name }) => name !== '')
		};
	}

	/** Ids of records that are still written and name the party. */
	#draftsOf(id: string): string[] {
		const rows = <R>(list: string) => [...this.#workspace.list(list).values()] as R[];
		const documents = rows<DocumentRow>('document').filter(({ issued, partyId }) => !issued && partyId === id);
		const expenses = rows<ExpenseRow>('expense').filter(({ booked, ...row }) => !booked && (row.supplierId === id || row.clientId === id));
		const recurring = rows<RecurringRow>('expense-profile').filter(({ supplierId }) => supplierId === id);
		const invoices = rows<InvoiceProfileRow>('invoice-profile').filter(({ partyId }) => partyId === id);
		const projects = rows<ProjectRow>('project').filter(({ clientId }) => clientId === id);
		return [...documents, ...expenses, ...recurring, ...invoices, ...projects].map((row) => row.id);
	}
}

/** False where nothing in it names the party, or it is no draft any more. */
async function rename(transaction: Transaction, id: string, from: string, to: string): Promise<boolean> {
	const state = await transaction.read(id);
	if (!state?.live || state.frozen || state.removed) return false;
	if (state.type === 'draft') {
		const content = await transaction.live<DocumentContent>('draft', id);
		if (content?.partyId !== from) return false;
		await transaction.putLive('draft', id, { ...content, partyId: to });
		return true;
	}
	if (state.type === 'expense-profile') {
		const profile = await transaction.live<RecurringExpense>('expense-profile', id);
		const template = profile && renamed(profile.template, from, to);
		if (!template) return false;
		await transaction.putLive('expense-profile', id, { ...profile, template });
		return true;
	}
	if (state.type === 'invoice-profile') {
		const profile = await transaction.live<InvoiceProfile>('invoice-profile', id);
		if (profile?.template.partyId !== from) return false;
		await transaction.putLive('invoice-profile', id, { ...profile, template: { ...profile.template, partyId: to } });
		return true;
	}
	if (state.type === 'project') {
		const project = await transaction.live<Project>('project', id);
		if (project?.clientId !== from) return false;
		await transaction.putLive('project', id, { ...project, clientId: to });
		return true;
	}
	const expense = state.type === 'expense' ? await transaction.live<Expense>('expense', id) : undefined;
	const next = expense && renamed(expense, from, to);
	if (!next) return false;
	await transaction.putLive('expense', id, next);
	return true;
}

function renamed(expense: Expense, from: string, to: string): Expense | undefined {
	const { supplierId, rebill } = expense;
	if (supplierId !== from && rebill?.clientId !== from) return undefined;
	return {
		...expense,
		...(supplierId === from && { supplierId: to }),
		...(rebill?.clientId === from && { rebill: { ...rebill, clientId: to } })
	};
}

async function partyIn(transaction: Transaction, id: string): Promise<Party> {
	const party = await transaction.live<Party>('party', id);
	if (!party) throw new Refused({ code: 'not-found' });
	return party;
}
