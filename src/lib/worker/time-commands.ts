/** Time, as a screen asks for it: each command is one read or one save. */
import { newId16 } from '../crypto/random.ts';
import type { EntryInput, ProjectStanding, ShownEntry } from '../time/api.ts';
import { isRunning, settled } from '../time/entry.ts';
import type { ProjectRow } from '../time/rows.ts';
import type { TimeEntry } from '../time/time.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { Refused } from './results.ts';
import { TimeBilling } from './time-billing.ts';
import { TimeBooks } from './time-books.ts';
import { entryOf, mustBeRight } from './time-input.ts';
import { TimerCommands } from './timer-commands.ts';

export class TimeCommands {
	readonly timers: TimerCommands;
	readonly billing: TimeBilling;
	readonly #time: TimeBooks;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today' | 'business'>) {
		this.#time = new TimeBooks(workspace, books);
		this.timers = new TimerCommands(this.#time, (id, input) => this.save(id, input));
		this.billing = new TimeBilling(this.#time);
	}

	async save(id: string | undefined, input: EntryInput): Promise<string> {
		const me = this.#time.mustBeMember();
		const entryId = id ?? toHex(newId16());
		const known = id === undefined ? undefined : await this.#time.workspace.live<TimeEntry>('time-entry', id);
		mustBeRight(input, known !== undefined && isRunning(known));
		const member = input.member ?? known?.member ?? me;
		const memberName = known?.member === member ? known.memberName : await this.#time.nameOf(member);
		await this.#time.workspace.save(async (transaction, ledger) => {
			const before = id === undefined ? undefined : await transaction.live<TimeEntry>('time-entry', id);
			if (id !== undefined && !before) throw new Refused({ code: 'not-found' });
			const isSame = before?.rate && before.rate.from !== 'entry' && before.projectId === input.projectId && before.member === member;
			const rate =
				isSame && input.rate === '' ? before.rate : await this.#time.rate(transaction, ledger, member, { ...input, typed: input.rate });
			await transaction.putLive('time-entry', entryId, entryOf(input, member, memberName, rate));
		});
		return entryId;
	}

	async timesheet(from: string, to: string, now: string, member?: string): Promise<ShownEntry[]> {
		const found = this.#time
			.rows()
			.filter((row) => row.date <= to && row.lastDate >= from && (member === undefined || row.member === member || row.running));
		const entries = await this.#time.read(found.map(({ id }) => id));
		const members = new Set(entries.map(({ entry }) => entry.member));
		const all = [...members].flatMap((each) => settled(entries.filter(({ entry }) => entry.member === each)));
		const shown = await this.#time.shown(
			all.filter(({ entry }) => member === undefined || entry.member === member),
			now
		);
		return shown.sort((a, b) => order(keyOf(a), keyOf(b)));
	}

	async standings(): Promise<Record<string, ProjectStanding>> {
		const found: Record<string, ProjectStanding> = {};
		const projects = this.#time.workspace.list('project');
		for (const row of this.#time.rows()) {
			if (row.projectId === '') continue;
			const standing = (found[row.projectId] ??= { seconds: 0, unbilled: 0, worth: 0n, unbilledWorth: 0n, tasks: {} });
			const { currency } = (projects.get(row.projectId) as ProjectRow | undefined) ?? { currency: row.currency };
			const worth = row.currency === currency ? row.worth : 0n;
			standing.seconds += row.seconds;
			standing.worth += worth;
			if (row.taskId) standing.tasks[row.taskId] = (standing.tasks[row.taskId] ?? 0) + row.seconds;
			if (!row.billable || row.billed !== '') continue;
			standing.unbilled += row.seconds;
			standing.unbilledWorth += worth;
		}
		return found;
	}
}

function keyOf({ id, entry: { date, start = '' } }: ShownEntry): string {
	return `${date} ${start} ${id}`;
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
