/** Recurring invoices, as a screen asks for them: each command is one read or one save. */
import { isInvoice } from '../documents/kinds.ts';
import { partyOf } from '../parties/merged.ts';
import type { ComingDate, DueInvoices } from '../recurring/api.ts';
import type { InvoiceProfile } from '../recurring/invoice-profile.ts';
import { periodContent } from '../recurring/period-content.ts';
import { periodId } from '../recurring/period-id.ts';
import { duePeriods, occurrence, type Period } from '../recurring/schedule.ts';
import type { DocumentRow, ExpenseRow, InvoiceProfileRow, PartyRow } from '../worker-api.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { Refused } from './results.ts';

/** Drafts made in one save; a profile that waited longer is asked about again. */
const AT_ONCE = 200;

export class RecurringCommands {
	readonly #workspace: Workspace;
	readonly #books: Pick<BookCommands, 'today'>;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today'>) {
		this.#workspace = workspace;
		this.#books = books;
	}

	async due(): Promise<DueInvoices[]> {
		const today = await this.#books.today();
		const due: DueInvoices[] = [];
		for (const { id, title, partyId, payable, currency, paused } of this.#profiles()) {
			const profile = paused ? undefined : await this.#workspace.live<InvoiceProfile>('invoice-profile', id);
			if (!profile) continue;
			const periods: Period[] = [];
			for (const each of duePeriods(profile.schedule, today, profile.from, AT_ONCE))
				if (!(await this.#workspace.read(periodId(id, each.period)))) periods.push(each);
			if (periods.length > 0) due.push({ profileId: id, title, partyName: this.#nameOf(partyId), payable, currency, periods });
		}
		return due.sort((a, b) => (a.periods[0]!.date < b.periods[0]!.date ? -1 : 1));
	}

	async make(profileId: string, through: number, periods: readonly number[]): Promise<string[]> {
		const today = await this.#books.today();
		return this.#workspace.save(async (transaction, ledger) => {
			const profile = await transaction.live<InvoiceProfile>('invoice-profile', profileId);
			if (!profile) throw new Refused({ code: 'not-found' });
			// What has not come yet is neither made nor left out.
			const due = duePeriods(profile.schedule, today, profile.from, AT_ONCE).filter(({ period }) => period <= through);
			const there: string[] = [];
			const { partyId } = profile.template;
			for (const each of due) {
				if (!periods.includes(each.period)) continue;
				const id = periodId(profileId, each.period);
				const known = await transaction.read(id);
				// Whatever became of it: a draft that was deleted was made.
				if (!known) {
					const content = periodContent(profileId, profile, each);
					await transaction.makeLive('draft', id, { ...content, ...(partyId && { partyId: partyOf(ledger, partyId) }) });
				}
				if (!known || (known.live && !known.removed && !known.frozen)) there.push(id);
			}
			const last = due.at(-1);
			if (last) await transaction.putLive('invoice-profile', profileId, { ...profile, from: last.period + 1 });
			return there;
		});
	}

	/** Days to come of what is recurring, of invoices and of bills. */
	async coming(until: string): Promise<ComingDate[]> {
		const today = await this.#books.today();
		const coming: ComingDate[] = [];
		for (const { id, title, partyId, paused } of this.#profiles()) {
			const profile = paused ? undefined : await this.#workspace.live<InvoiceProfile>('invoice-profile', id);
			for (let period = profile?.from ?? 0; profile; period++) {
				const date = occurrence(profile.schedule, period);
				if (date === undefined || date > until) break;
				if (date >= today) coming.push({ kind: 'recurring', key: `${id}-${period}`, date, title, name: this.#nameOf(partyId) });
			}
		}
		for (const row of this.#workspace.list('document').values() as Iterable<DocumentRow>)
			if (row.issued && isInvoice(row.type) && row.balance > 0n && isWithin(row.overdueAfter, today, until))
				coming.push({ kind: 'invoice', key: row.id, date: row.overdueAfter, title: row.number, name: row.partyName });
		for (const row of this.#workspace.list('expense').values() as Iterable<ExpenseRow>)
			if (row.booked && row.kind === 'bill' && row.balance > 0n && isWithin(row.dueDate, today, until))
				coming.push({ kind: 'bill', key: row.id, date: row.dueDate, title: row.number, name: row.supplierName });
		return coming.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.key < b.key ? -1 : 1));
	}

	#profiles(): InvoiceProfileRow[] {
		return [...this.#workspace.list('invoice-profile').values()] as InvoiceProfileRow[];
	}

	#nameOf(partyId: string): string {
		const id = partyOf(this.#workspace.ledger, partyId);
		return (this.#workspace.list('party').get(id) as PartyRow | undefined)?.name ?? '';
	}
}

function isWithin(date: string, from: string, to: string): boolean {
	return date !== '' && date >= from && date <= to;
}
