/**
 * The figures of all records of the open books, in this worker's memory: read when somebody first looks at a report, and after that only what changed
 * since. What was worked out of records is kept sealed beside their rows ([Note: derived pages]), so that most of a first reading opens no record.
 */
import type { Rated } from '../rates/difference.ts';
import { decodeFigures, encodeFigures, FIGURES_VERSION } from '../reports/figure-codec.ts';
import { FigureMaker } from '../reports/figure-of.ts';
import type { Figure, Figures, MoneyFigure, TradeFigure } from '../reports/figure.ts';
import { ROWS } from '../workspace/lists/block.ts';
import type { PackedList } from '../workspace/lists/list.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

export type Watch = (fraction: number) => boolean | Promise<boolean>;

/** Payments first: documents ask for their rates. */
const LISTS = ['payment', 'document', 'expense'] as const;
type List = (typeof LISTS)[number];

/** Records read together. */
const AT_ONCE = 200;
/** Blocks kept together. */
const KEPT_AT_ONCE = 8;
/** With so many of them worked out anew, blocks that were kept are kept again. */
const MANY_STALE = 256;

interface Seen {
	/** Another one after all was read anew. */
	list: PackedList;
	/** When it was asked what changed: what changes later is found next time. */
	version: number;
}

interface Changed extends Seen {
	ids: string[];
	/** Their rows are gone. */
	gone: string[];
}

export class ReportFigures {
	readonly #workspace: Workspace;
	#base = '';
	#maker = new FigureMaker('');
	#trades = new Map<string, TradeFigure>();
	#money = new Map<string, MoneyFigure>();
	/** As far as each list is read. */
	#seen: Partial<Record<List, Seen>> = {};
	#reading: Promise<void> = Promise.resolve();

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	/** @param base currency of the books now */
	async upToDate(base: string, watch: Watch): Promise<Figures> {
		// One after the other: two readings at once would each do the work of both.
		const reading = this.#reading.then(() => this.#follow(base, watch));
		this.#reading = reading.catch(() => undefined);
		await reading;
		return { trades: this.#trades, money: this.#money, base };
	}

	async #follow(base: string, watch: Watch): Promise<void> {
		if (base !== this.#base) this.#forget(base);
		const changed = LISTS.map((name) => this.#changed(name));
		// Records of one list say what those of others are worth: either all go on from where they were, or none does.
		if (changed.includes(undefined)) {
			this.#forget(base);
			await this.#readAll(watch);
		} else for (const [at, name] of LISTS.entries()) await this.#readChanged(name, changed[at]!);
	}

	#forget(base: string): void {
		this.#base = base;
		this.#maker = new FigureMaker(base);
		this.#trades = new Map();
		this.#money = new Map();
		this.#seen = {};
	}

	/** Undefined where all must be read again. */
	#changed(name: List): Changed | undefined {
		const seen = this.#seen[name];
		const list = this.#workspace.list(name);
		const slots = seen?.list === list ? list.changedSince(seen.version) : undefined;
		if (!slots) return undefined;
		const idsOf = (isThere: boolean) => slots.filter((slot) => list.aliveAt(slot) === isThere).map((slot) => list.idAt(slot));
		return { list, version: list.version, ids: idsOf(true), gone: idsOf(false) };
	}

	async #readChanged(name: List, { list, version, ids, gone }: Changed): Promise<void> {
		for (const id of gone) this.#put(name, id, undefined);
		for (let from = 0; from < ids.length; from += AT_ONCE) await this.#work(name, ids.slice(from, from + AT_ONCE));
		this.#seen[name] = { list, version };
	}

	async #readAll(watch: Watch): Promise<void> {
		const total = LISTS.reduce((sum, name) => sum + this.#workspace.list(name).slots, 0);
		let before = 0;
		for (const name of LISTS) {
			await this.#readList(name, async (slots) => {
				if (total > ROWS * LISTS.length || slots > 0) await this.#mayGoOn(watch, (before + slots) / total);
			});
			before += this.#workspace.list(name).slots;
		}
	}

	async #mayGoOn(watch: Watch, fraction: number): Promise<void> {
		if (await watch(Math.min(1, fraction))) return;
		// Half of the books would be no books. The blocks that are kept already stay.
		this.#forget(this.#base);
		throw new Refused({ code: 'invalid', field: 'report', detail: 'cancelled' });
	}

	/** Block after block: what was kept, and the records that changed since or were never worked out. */
	async #readList(name: List, go: (slots: number) => Promise<void>): Promise<void> {
		const list = this.#workspace.list(name);
		const { version } = list;
		const stamp = `${FIGURES_VERSION} ${this.#base}`;
		const kept = await this.#workspace.derived(name, stamp);
		const unkept = new Map<number, string[]>();
		const mended = new Map<number, string[]>();
		let stale = 0;
		const keep = async (blocks: Map<number, string[]>) => {
			const pages = new Map([...blocks].map(([block, ids]) => [block, encodeFigures(ids.map((id) => [id, this.#find(name, id)]))]));
			blocks.clear();
			if (this.#workspace.list(name) === list) await this.#workspace.keepDerived(name, stamp, version, pages);
		};
		for (let block = 0; block < list.blocks.length; block++) {
			await go(block * ROWS);
			const page = await kept.block(block);
			const known = page && decodeFigures(page, this.#maker);
			const { found, wanted } = this.#sortOut(name, list, block, (slot, id) => known !== undefined && known.has(id) && kept.isFresh(slot));
			for (const id of found) this.#put(name, id, known!.get(id));
			for (let from = 0; from < wanted.length; from += AT_ONCE) {
				if (from > 0) await go(block * ROWS + from);
				await this.#work(name, wanted.slice(from, from + AT_ONCE));
			}
			if (wanted.length === 0) continue;
			if (known) stale += wanted.length;
			(known ? mended : unkept).set(block, [...found, ...wanted]);
			if (unkept.size >= KEPT_AT_ONCE) await keep(unkept);
		}
		if (stale >= MANY_STALE) for (const [block, ids] of mended) unkept.set(block, ids);
		if (unkept.size > 0) await keep(unkept);
		this.#seen[name] = { list, version };
	}

	/** Rows of a block whose figure is kept, and those to be worked out. Drafts have none, and are not read. */
	#sortOut(name: List, list: PackedList, block: number, isKept: (slot: number, id: string) => boolean) {
		const [found, wanted]: [string[], string[]] = [[], []];
		const { count } = list.blocks[block]!;
		for (let slot = block * ROWS; slot < block * ROWS + count; slot++) {
			if (!list.aliveAt(slot)) continue;
			const id = list.idAt(slot);
			if (isKept(slot, id)) found.push(id);
			else if (name === 'payment' || !isDraft(list.rowAt(slot))) wanted.push(id);
		}
		return { found, wanted };
	}

	async #work(name: List, ids: readonly string[]): Promise<void> {
		const states = await this.#workspace.readMany(ids);
		for (const [at, id] of ids.entries()) {
			const state = states[at];
			this.#put(name, id, state && this.#make(name, id, state));
		}
	}

	#find(name: List, id: string): Figure | undefined {
		return name === 'payment' ? this.#money.get(id) : this.#trades.get(id);
	}

	#put(name: List, id: string, made: Figure | undefined): void {
		const figures = (name === 'payment' ? this.#money : this.#trades) as Map<string, Figure>;
		if (made) figures.set(id, made);
		else figures.delete(id);
	}

	#make(list: List, id: string, state: RecordState): Figure | undefined {
		const rateOf = (payment: string): Rated | undefined => this.#money.get(payment)?.rated;
		if (list === 'payment') return this.#maker.payment(id, state);
		return list === 'document' ? this.#maker.document(id, state, rateOf) : this.#maker.expense(id, state, rateOf);
	}
}

function isDraft(row: object): boolean {
	const { issued, booked } = row as { issued?: boolean; booked?: boolean };
	return issued === false || booked === false;
}
