/** The timer of a member. [Note: running timers] */
import { newId16 } from '../crypto/random.ts';
import type { EntryInput, TimerState } from '../time/api.ts';
import { isRunning, settled, type Numbered } from '../time/entry.ts';
import type { TimeEntry, Work } from '../time/time.ts';
import { dayOf } from '../time/zone.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { TimeBooks } from './time-books.ts';
import { entryOf, mustBeRight } from './time-input.ts';
import { Refused } from './results.ts';

const RECENT = 8;
/** Entries that are looked through for them. */
const LOOKED_THROUGH = 60;

export class TimerCommands {
	readonly #time: TimeBooks;
	readonly #save: (id: string, input: EntryInput) => Promise<string>;

	/** @param save changes an entry */
	constructor(time: TimeBooks, save: (id: string, input: EntryInput) => Promise<string>) {
		this.#time = time;
		this.#save = save;
	}

	async timer(): Promise<TimerState> {
		const member = this.#time.me();
		if (member === undefined) return { member, running: undefined, recent: [] };
		const running = settled(await this.#running(member)).find(({ entry }) => isRunning(entry));
		return { member, running: running && (await this.#time.shown([running]))[0], recent: await this.#recent(member) };
	}

	async start(work: Work, at: string, zone: string): Promise<TimerState> {
		const member = this.#time.mustBeMember();
		const input: EntryInput = { ...work, date: dayOf(at, zone), zone, start: at, rate: '' };
		mustBeRight(input, true);
		const memberName = await this.#time.nameOf(member);
		await this.#time.workspace.save(async (transaction, ledger) => {
			await this.#end(transaction, member, at);
			const rate = await this.#time.rate(transaction, ledger, member, work);
			await transaction.putLive('time-entry', toHex(newId16()), entryOf(input, member, memberName, rate));
		});
		return this.timer();
	}

	async stop(at: string): Promise<TimerState> {
		const member = this.#time.mustBeMember();
		await this.#time.workspace.save(async (transaction) => {
			if ((await this.#end(transaction, member, at)) === 0) throw new Refused({ code: 'not-found' });
		});
		return this.timer();
	}

	async change(work: Work): Promise<TimerState> {
		const { running } = await this.timer();
		if (!running) throw new Refused({ code: 'not-found' });
		const { date, zone, start, rate } = running.entry;
		await this.#save(running.id, { ...work, date, zone, ...(start && { start }), rate: rate?.from === 'entry' ? rate.rate : '' });
		return this.timer();
	}

	async discard(): Promise<TimerState> {
		const { running } = await this.timer();
		if (!running) throw new Refused({ code: 'not-found' });
		const today = await this.#time.books.today();
		await this.#time.workspace.save(async (transaction) => {
			// Those that ended where the next began would run again without it.
			for (const { id, entry } of settled(await this.#runningIn(transaction, running.entry.member)))
				if (entry.end) await transaction.putLive('time-entry', id, entry);
			await transaction.remove('time-entry', running.id, today);
		});
		return this.timer();
	}

	/** Writes down when each timer of the member ended; answers how many there were. */
	async #end(transaction: Transaction, member: string, at: string): Promise<number> {
		const running = await this.#runningIn(transaction, member);
		for (const { id, entry } of settled(running)) await transaction.putLive('time-entry', id, { ...entry, end: entry.end ?? at });
		return running.length;
	}

	async #runningIn(transaction: Transaction, member: string): Promise<Numbered[]> {
		const running: Numbered[] = [];
		for (const id of this.#time.runningIds(member)) {
			const entry = await transaction.live<TimeEntry>('time-entry', id);
			if (entry && isRunning(entry)) running.push({ id, entry });
		}
		return running;
	}

	#running(member: string): Promise<Numbered[]> {
		return this.#time.read(this.#time.runningIds(member));
	}

	async #recent(member: string): Promise<Work[]> {
		const rows = this.#time
			.rows()
			.filter((row) => row.member === member && !row.running)
			.sort((a, b) => b.changed - a.changed || (b.date < a.date ? -1 : Number(b.date > a.date)))
			.slice(0, LOOKED_THROUGH);
		const found = new Map<string, Work>();
		for (const { projectId, taskId, note, tags, billable } of rows) {
			const work: Work = { ...(projectId && { projectId }), ...(taskId && { taskId }), note, tags: [...tags], billable };
			const key = JSON.stringify([projectId, taskId, note]);
			if (!found.has(key)) found.set(key, work);
			if (found.size === RECENT) break;
		}
		return [...found.values()];
	}
}
