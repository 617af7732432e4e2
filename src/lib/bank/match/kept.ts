/**
 * Proposals that are kept, and after a change only worked out anew where it can matter. [Note: what a line looks at] A line's proposal depends on the
 * documents and payments of its amount, on sums of its amount, on documents whose number it says, on who has a name like it, on what is open of whom
 * it surely is, on whose account it came from, and on whether it has a twin. Each of these has a key under which the line is found again.
 */
import type { LoosePayment, MatchLine, OpenItem, Proposal } from './items.ts';
import { startsOf } from './name-index.ts';
import { nameWords } from './names.ts';
import { digitsOf, lettersOf, telling } from './numbers.ts';
import { amountKey, Matcher, settling } from './propose.ts';

export interface StatedLine {
	/** Undefined when nothing is left of it. */
	open?: MatchLine;
	date: string;
	counterAccount: string;
	/** Who it was booked for, and by which payments. */
	parties: readonly string[];
	payments: readonly string[];
	/** Equal for lines that may be the same, and the kind of file it came in. */
	likeness: string;
	format: string;
}

type Pause = () => Promise<unknown>;
type Told = (done: number, all: number) => unknown;

/** Lines worked out between two words on how far it is. */
const TOLD_EVERY = 100;
const SETTLED_AT_ONCE = 500;

export class KeptMatches {
	readonly #lines = new Map<string, StatedLine>();
	readonly #letters = new Map<string, string>();
	readonly #items = new Map<string, OpenItem>();
	readonly #payments = new Map<string, LoosePayment>();
	/** Payment -> how many lines it is on. */
	readonly #onLines = new Map<string, number>();
	/** Account of the other side -> party -> how many lines were booked so. */
	readonly #holders = new Map<string, Map<string, number>>();
	readonly #accounts = new Map<string, Set<string>>();
	readonly #alike = new Map<string, Map<string, string>>();
	readonly #twins = new Set<string>();
	readonly #matcher = new Matcher({ items: [], payments: [], accounts: this.#accounts, twins: this.#twins });
	/** [Note: what a line looks at] */
	readonly #lookers = new Map<string, Set<string>>();
	readonly #looksAt = new Map<string, readonly string[]>();
	readonly #stale = new Set<string>();
	readonly #proposals = new Map<string, Proposal>();
	#order: string[] | undefined;
	/** Counts what changed the lines, or what they are matched to. */
	#version = 0;
	/** The lines that stand in the order. */
	#placed: ReadonlySet<string> = new Set();
	#settled: Map<string, Proposal> | undefined = new Map();

	get payments(): LoosePayment[] {
		return [...this.#payments.values()].filter(({ id }) => !this.#onLines.has(id));
	}

	lineIds(): IterableIterator<string> {
		return this.#lines.keys();
	}

	itemIds(): IterableIterator<string> {
		return this.#items.keys();
	}

	paymentIds(): IterableIterator<string> {
		return this.#payments.keys();
	}

	/** @param item undefined when nothing is open of it */
	putItem(id: string, item: OpenItem | undefined): void {
		const before = this.#items.get(id);
		if (isSame(before, item)) return;
		if (before) this.#touched(before, () => this.#matcher.remove(before));
		if (item) this.#touched(item, () => this.#matcher.add(item));
		if (item) this.#items.set(id, item);
		else this.#items.delete(id);
	}

	/** @param payment undefined when it was taken back */
	putPayment(id: string, payment: LoosePayment | undefined): void {
		const before = this.#payments.get(id);
		if (isSame(before, payment)) return;
		const isLoose = !this.#onLines.has(id);
		if (before && isLoose) this.#withPayment(before, false);
		if (payment && isLoose) this.#withPayment(payment, true);
		if (payment) this.#payments.set(id, payment);
		else this.#payments.delete(id);
	}

	putLine(id: string, line: StatedLine | undefined): void {
		const before = this.#lines.get(id);
		if (!before && !line) return;
		this.#changed();
		// A line that was booked keeps its place, without a proposal.
		if (!this.#placed.has(id) || line?.date !== before?.date) this.#order = undefined;
		for (const key of this.#looksAt.get(id) ?? []) this.#lookers.get(key)?.delete(id);
		this.#looksAt.delete(id);
		this.#letters.delete(id);
		this.#proposals.delete(id);
		if (line) this.#lines.set(id, line);
		else this.#lines.delete(id);
		if (line?.open) {
			this.#letters.set(id, lettersOf(line.open.said));
			this.#stale.add(id);
		} else this.#stale.delete(id);
		this.#bookedFor(before, line);
		this.#alikeNow(id, before, line);
	}

	/** Lines that were not looked at since something changed that can matter to them. */
	get waiting(): number {
		return this.#stale.size;
	}

	/**
	 * Works out what is stale. `pause` lets others have their turn where it is time, and is called after each small piece of work; `told` hears after how
	 * many lines it is, and answers false to leave the rest.
	 */
	async settled(pause: Pause, told: Told = () => undefined, first: readonly string[] = []): Promise<ReadonlyMap<string, Proposal>> {
		const all = this.#stale.size;
		let done = 0;
		for (const id of this.#stale) {
			this.#stale.delete(id);
			this.#propose(id);
			if (++done % TOLD_EVERY === 0 && told(done, Math.max(all, done)) === false) break;
			await pause();
		}
		return this.known(pause, first);
	}

	/** What was worked out so far, and for these lines what is proposed now. */
	async known(pause: Pause, first: readonly string[]): Promise<ReadonlyMap<string, Proposal>> {
		for (const id of first) if (this.#stale.delete(id)) this.#propose(id);
		if (this.#settled && this.#stale.size === 0) return this.#settled;
		const version = this.#version;
		const settled = new Map<string, Proposal>();
		const order = this.#order ?? (await this.#sorted(pause));
		const proposals = order.flatMap((id) => this.#proposals.get(id) ?? []);
		for (const part of settling(proposals, SETTLED_AT_ONCE)) {
			for (const [id, proposal] of part) settled.set(id, proposal);
			await pause();
		}
		// What changed meanwhile is worked out when it is next asked for.
		if (this.#stale.size === 0 && this.#version === version) this.#settled = settled;
		return settled;
	}

	#propose(id: string): void {
		const line = this.#lines.get(id)?.open;
		if (!line) return;
		this.#settled = undefined;
		this.#look(id, line);
		const proposal = this.#matcher.propose(line);
		if (proposal) this.#proposals.set(id, proposal);
		else this.#proposals.delete(id);
	}

	#look(id: string, line: MatchLine): void {
		const direction = line.amount < 0n ? 'out' : 'in';
		const keys = [
			`amount ${amountKey(direction, line.currency, line.left)}`,
			...(line.original ? [`amount ${amountKey(direction, line.original.currency, line.original.amount)}`] : []),
			...this.#matcher.certain(line).map((party) => `party ${party}`),
			...startsOf(nameWords(line.name || line.said)).map((start) => `word ${start}`),
			`account ${line.counterAccount}`
		];
		for (const key of this.#looksAt.get(id) ?? []) this.#lookers.get(key)?.delete(id);
		this.#looksAt.set(id, keys);
		for (const key of keys) {
			const lookers = this.#lookers.get(key);
			if (lookers) lookers.add(id);
			else this.#lookers.set(key, new Set([id]));
		}
	}

	#mark(key: string): void {
		for (const id of this.#lookers.get(key) ?? []) this.#stale.add(id);
	}

	/** What looks at the document, and at its party, is stale by what is done. */
	#touched(item: OpenItem, change: () => boolean): void {
		const { direction, currency, partyId, partyName, number } = item;
		const sum = () => this.#mark(`amount ${amountKey(direction, currency, this.#matcher.sumOf(direction, currency, partyId))}`);
		sum();
		this.#mark(`amount ${amountKey(direction, currency, item.balance)}`);
		this.#mark(`party ${partyId}`);
		if (change()) this.#markName(partyName);
		sum();
		const key = telling(number);
		const digits = digitsOf(number);
		for (const [id, letters] of this.#letters)
			if ((key && letters.includes(key)) || (digits && letters.includes(digits))) this.#stale.add(id);
		this.#changed();
	}

	#withPayment(payment: LoosePayment, isLoose: boolean): void {
		this.#mark(`amount ${amountKey(payment.direction, payment.currency, payment.amount)}`);
		if (isLoose ? this.#matcher.addPayment(payment) : this.#matcher.removePayment(payment)) this.#markName(payment.partyName);
		this.#changed();
	}

	#markName(name: string): void {
		for (const start of startsOf(nameWords(name))) this.#mark(`word ${start}`);
	}

	#bookedFor(before: StatedLine | undefined, line: StatedLine | undefined): void {
		for (const payment of before?.payments ?? []) this.#count(payment, -1);
		for (const payment of line?.payments ?? []) this.#count(payment, 1);
		for (const [each, by] of [[before, -1] as const, [line, 1] as const]) {
			if (!each || each.counterAccount === '' || each.parties.length === 0) continue;
			const holders = this.#holders.get(each.counterAccount) ?? new Map<string, number>();
			this.#holders.set(each.counterAccount, holders);
			for (const party of each.parties) {
				const uses = (holders.get(party) ?? 0) + by;
				if (uses > 0) holders.set(party, uses);
				else holders.delete(party);
			}
			const now = new Set(holders.keys());
			const known = this.#accounts.get(each.counterAccount);
			if (known?.size === now.size && [...now].every((party) => known.has(party))) continue;
			this.#accounts.set(each.counterAccount, now);
			this.#mark(`account ${each.counterAccount}`);
		}
	}

	#count(id: string, by: 1 | -1): void {
		const before = this.#onLines.get(id) ?? 0;
		const now = before + by;
		if (now > 0) this.#onLines.set(id, now);
		else this.#onLines.delete(id);
		const payment = this.#payments.get(id);
		if (payment && before > 0 !== now > 0) this.#withPayment(payment, now === 0);
	}

	/** Lines that may be the same as one in a file of another kind. */
	#alikeNow(id: string, before: StatedLine | undefined, line: StatedLine | undefined): void {
		for (const [each, isHere] of [[before, false] as const, [line, true] as const]) {
			if (!each) continue;
			const group = this.#alike.get(each.likeness) ?? new Map<string, string>();
			this.#alike.set(each.likeness, group);
			if (isHere) group.set(id, each.format);
			else group.delete(id);
			this.#twins.delete(id);
			const are = new Set(group.values()).size > 1;
			for (const other of group.keys()) {
				if (this.#twins.has(other) === are) continue;
				if (are) this.#twins.add(other);
				else this.#twins.delete(other);
				if (this.#letters.has(other)) this.#stale.add(other);
			}
			if (group.size === 0) this.#alike.delete(each.likeness);
		}
	}

	/** The open lines by day, then by id. */
	async #sorted(pause: Pause): Promise<string[]> {
		const version = this.#version;
		const placed = new Set(this.#letters.keys());
		const days = new Map<string, string[]>();
		for (const id of placed) {
			const { date } = this.#lines.get(id)!;
			const others = days.get(date);
			if (others) others.push(id);
			else days.set(date, [id]);
		}
		const order: string[] = [];
		for (const day of [...days.keys()].sort()) {
			for (const id of days.get(day)!.sort()) order.push(id);
			await pause();
		}
		if (this.#version === version) [this.#order, this.#placed] = [order, placed];
		return order;
	}

	#changed(): void {
		this.#settled = undefined;
		this.#version++;
	}
}

/** Rows of one shape, with plain values. */
function isSame<R extends object>(a: R | undefined, b: R | undefined): boolean {
	if (!a || !b) return a === b;
	return Object.entries(a).every(([key, value]) => (b as Record<string, unknown>)[key] === value);
}
