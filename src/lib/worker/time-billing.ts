/** Time that was worked, onto invoices. [Note: billed time] */
import { newId16 } from '../crypto/random.ts';
import { billings } from '../documents/convert/time-billing.ts';
import { defaultsFor, newDraft, withDefaults } from '../documents/defaults.ts';
import type { DocumentContent } from '../documents/document.ts';
import { partId } from '../documents/ids.ts';
import { inOrder, orderBetween } from '../documents/order.ts';
import { partiesOf, partyOf } from '../parties/merged.ts';
import type { Party } from '../parties/party.ts';
import type { BillableTime, BillTimeInput } from '../time/api.ts';
import { timeLines } from '../time/billing.ts';
import { isRunning, secondsOf } from '../time/entry.ts';
import { lineWords } from '../time/line-words.ts';
import type { ProjectRow, TaskRow } from '../time/rows.ts';
import type { TimeEntry } from '../time/time.ts';
import type { DocumentRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { peopleNames } from './people.ts';
import { Refused } from './results.ts';
import type { TimeBooks } from './time-books.ts';

/** Entries on one invoice, or draft. */
const AT_ONCE = 2000;

export class TimeBilling {
	readonly #time: TimeBooks;

	constructor(time: TimeBooks) {
		this.#time = time;
	}

	async unbilled(clientId: string): Promise<BillableTime[]> {
		const { ledger } = this.#time.workspace;
		const group = partiesOf(ledger, partyOf(ledger, clientId));
		const projects = this.#time.projectsOf(group);
		const wanted = this.#time
			.rows()
			.filter((row) => projects.has(row.projectId) && row.billable && row.billed === '' && !row.running && row.seconds > 0);
		const drafts = await this.#drafted(group);
		const entries = await this.#time.read(wanted.map(({ id }) => id));
		const names = await peopleNames(this.#time.workspace);
		return entries
			.map(({ id, entry }) => {
				const draftId = drafts.get(id);
				const project = projects.get(entry.projectId ?? '');
				return { ...this.#billable(id, entry, project, names), ...(draftId && { draftId }) };
			})
			.sort((a, b) => order(`${a.date} ${a.id}`, `${b.date} ${b.id}`));
	}

	async bill({ clientId, entryIds, grouping, rounding, withNotes, draftId }: BillTimeInput): Promise<string> {
		const today = await this.#time.books.today();
		const { value: business } = await this.#time.books.business();
		const names = await peopleNames(this.#time.workspace);
		const id = draftId ?? toHex(newId16());
		if (entryIds.length > AT_ONCE) throw refusal('too-many');
		await this.#time.workspace.save(async (transaction, ledger) => {
			const client = partyOf(ledger, clientId);
			const party = await transaction.live<Party>('party', client);
			const known = draftId ? await transaction.live<DocumentContent>('draft', draftId) : undefined;
			if (!party || (draftId && !known)) throw new Refused({ code: 'not-found' });
			const defaults = defaultsFor(business, party);
			const draft = known ?? { ...withDefaults(newDraft(business, today), defaultsFor(business), defaults), partyId: client };
			const projects = this.#time.projectsOf(partiesOf(ledger, client));
			const there = new Set(draft.lines.flatMap(({ time = [] }) => time));
			const chosen: BillableTime[] = [];
			for (const entryId of new Set(entryIds)) {
				const state = await transaction.read(entryId);
				const entry = await transaction.live<TimeEntry>('time-entry', entryId);
				const project = projects.get(entry?.projectId ?? '');
				if (!state || !entry || !project || !entry.billable || isRunning(entry) || there.has(entryId)) continue;
				if (billings(state.facts).length > 0) throw refusal('billed-twice');
				chosen.push(this.#billable(entryId, entry, project, names));
			}
			if (chosen.length === 0) throw refusal('nothing');
			if (there.size + chosen.length > AT_ONCE) throw refusal('too-many');
			if (chosen.some(({ rate }) => rate === '')) throw refusal('no-rate');
			const currency = known ? known.currency : chosen[0]!.currency;
			if (chosen.some((each) => each.currency !== currency)) throw refusal('other-currency');
			const words = lineWords(draft.language);
			const lines = [...draft.lines];
			for (const line of timeLines(chosen, { grouping, rounding, withNotes, taxes: defaults.taxes, words }, partId))
				lines.push({ ...line, order: orderBetween(inOrder(lines).at(-1)?.order, undefined) });
			await transaction.putLive('draft', id, { ...draft, currency, lines });
		});
		return id;
	}

	/** By entry, the draft for one of these clients that it stands on. */
	async #drafted(group: readonly string[]): Promise<Map<string, string>> {
		const found = new Map<string, string>();
		for (const { id, issued, partyId } of this.#time.workspace.list('document').values() as Iterable<DocumentRow>) {
			if (issued || !group.includes(partyId)) continue;
			const draft = await this.#time.workspace.live<DocumentContent>('draft', id);
			for (const { time = [] } of draft?.lines ?? []) for (const entryId of time) found.set(entryId, id);
		}
		return found;
	}

	#billable(id: string, entry: TimeEntry, project: ProjectRow | undefined, names: ReadonlyMap<string, string>): BillableTime {
		const { date, rate, projectId = '', taskId = '', member, memberName, note } = entry;
		return {
			id,
			date,
			seconds: secondsOf(entry),
			rate: rate?.rate ?? '',
			currency: rate?.currency ?? project?.currency ?? '',
			projectId,
			projectName: project?.name ?? '',
			taskId,
			taskName: (this.#time.workspace.list('task').get(taskId) as TaskRow | undefined)?.name ?? '',
			member,
			memberName: names.get(member) ?? memberName,
			note
		};
	}
}

function refusal(detail: string): Refused {
	return new Refused({ code: 'invalid', field: 'time', detail });
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
