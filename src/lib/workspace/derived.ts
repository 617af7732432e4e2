/**
 * [Note: derived pages] What a capability worked out of the records of a list (figures of reports), kept sealed beside the pages of its rows so that
 * the next start need not open every record again. Never the truth: all of it can go at any time and is worked out again.
 *
 *     derived   one page for each block of a list: 8 bytes that its state must name, then bytes of the capability's
 *     state     which blocks are kept, and the rows of them that changed since: JSON, one for all lists
 *
 * Reading and opening the records is a fifth of what a first report of 1,000 documents takes, working figures out of them four fifths: records packed by
 * the block would have mended little. In the rows of the list the figures would come into memory at each unlock, and every fold would pay for them.
 *
 * A save costs nothing more. The rows it changes are in its delta, which is stored with the record or not at all; whoever folds deltas into pages
 * writes the rows they name into the state, in the same write. A state that was not written by the last fold (by an older program, or because it is
 * damaged) counts for nothing, nor does a page that does not open or is not the one that the state names.
 */
import { randomBytes } from '../crypto/random.ts';
import type { Delete, Put, Store } from '../storage/store.ts';
import { concat } from '../crypto/derive.ts';
import { toHex } from './bytes.ts';
import { decodeJson, encodeJson } from './json.ts';
import { ROWS } from './lists/block.ts';
import { LONGEST_PAGE, pageKey, PieceReader, sealPage } from './lists/pieces.ts';
import type { Vault } from './vault.ts';

/** Where the pages of rows cannot be: books have fewer lists. */
const FIRST_LIST = 200;
const STATE = { list: FIRST_LIST - 1, kind: 'derived', number: 0 } as const;
const MARK_BYTES = 8;
const PIECES_UNKNOWN = 32;
const AT_ONCE = 100;
/** With more of them changed one may as well begin anew. */
const MOST_STALE = 50_000;

interface KeptBlock {
	/** Of its page, hexadecimal. */
	mark: string;
	/** Deltas from this step on are not in it. */
	step: number;
	pieces: number;
}

interface KeptList {
	blocks: Record<number, KeptBlock>;
	/** Slots of rows that changed since their block was kept, as far as deltas are folded. */
	stale: number[];
}

export interface DerivedState {
	v: 1;
	foldedTo: number;
	/** Of what was worked out: another one is not read. */
	stamp: string;
	lists: Record<string, KeptList>;
}

interface Staged {
	puts: Put[];
	deletes: Delete[];
}

/** By slot of a row that changed since the last fold: the step that changed it. */
export type Touched = ReadonlyMap<number, number>;

export class DerivedPages {
	readonly #vault: Vault;

	constructor(vault: Vault) {
		this.#vault = vault;
	}

	/** Undefined where there is none that the fold up to that step knew of. */
	async state(store: Store, foldedTo: number): Promise<DerivedState | undefined> {
		const bytes = await this.#read(store, STATE);
		const state = bytes && decodeJson<DerivedState>(bytes);
		return state?.v === 1 && state.foldedTo === foldedTo ? state : undefined;
	}

	async page(store: Store, list: number, block: number, { mark }: KeptBlock): Promise<Uint8Array | undefined> {
		const bytes = await this.#read(store, { list: FIRST_LIST + list, kind: 'derived', number: block });
		return bytes && toHex(bytes.subarray(0, MARK_BYTES)) === mark ? bytes.subarray(MARK_BYTES) : undefined;
	}

	/** @param touched by list */
	async stageFold(store: Store, foldedTo: number, end: number, touched: ReadonlyMap<string, Touched>): Promise<Staged> {
		const state = await this.state(store, foldedTo);
		if (!state) return { puts: [], deletes: [] };
		for (const [list, kept] of Object.entries(state.lists)) {
			const changed = [...(touched.get(list) ?? [])].filter(([slot, step]) => step >= (blockOf(kept, slot)?.step ?? Infinity));
			kept.stale = [...new Set([...kept.stale, ...changed.map(([slot]) => slot)])];
			if (kept.stale.length > MOST_STALE) delete state.lists[list];
		}
		return this.#stageState({ ...state, foldedTo: end });
	}

	/** @param changed slots of rows that changed while their blocks were worked out */
	stageKeep(
		before: DerivedState,
		{ list, number }: { list: string; number: number },
		step: number,
		blocks: ReadonlyMap<number, Uint8Array>,
		changed: readonly number[]
	): Staged {
		const staged: Staged = { puts: [], deletes: [] };
		const kept: KeptList = { blocks: { ...before.lists[list]?.blocks }, stale: before.lists[list]?.stale ?? [] };
		for (const [block, bytes] of blocks) {
			if (bytes.length + MARK_BYTES > LONGEST_PAGE) continue;
			const mark = randomBytes(MARK_BYTES);
			const address = { list: FIRST_LIST + number, kind: 'derived', number: block } as const;
			const { puts, deletes, count } = sealPage(this.#vault, address, concat([mark, bytes]), kept.blocks[block]?.pieces ?? PIECES_UNKNOWN);
			staged.puts.push(...puts);
			staged.deletes.push(...deletes);
			kept.blocks[block] = { mark: toHex(mark), step, pieces: count };
		}
		kept.stale = [...new Set([...kept.stale.filter((slot) => !blocks.has(blockNumber(slot))), ...changed])];
		const state = this.#stageState({ ...before, lists: { ...before.lists, [list]: kept } });
		return { puts: [...staged.puts, ...state.puts], deletes: [...staged.deletes, ...state.deletes] };
	}

	/** All of it goes, whatever the state says is there. */
	async stageSweep(store: Store, numbers: Iterable<number>): Promise<Delete[]> {
		const deletes: Delete[] = [];
		for (const list of [STATE.list, ...[...numbers].map((number) => FIRST_LIST + number)]) {
			let from = pageKey({ list, kind: 'derived', number: 0 });
			const end = pageKey({ list, kind: 'derived', number: 2 ** 20 - 1 });
			for (;;) {
				const rows = await store.range('page', this.#vault.ws, from, end, AT_ONCE);
				for (const { key } of rows) deletes.push({ table: 'page', ws: this.#vault.ws, key });
				if (rows.length < AT_ONCE) break;
				from = (rows.at(-1)!.key as number) + 1;
			}
		}
		return deletes;
	}

	#stageState(state: DerivedState): Staged {
		const bytes = encodeJson(state);
		const { puts, deletes } = sealPage(this.#vault, STATE, bytes, PIECES_UNKNOWN);
		return { puts, deletes };
	}

	async #read(store: Store, address: { list: number; kind: 'derived'; number: number }): Promise<Uint8Array | undefined> {
		const [from, to] = [pageKey(address), pageKey({ ...address, number: address.number + 1 })];
		const rows = await store.range('page', this.#vault.ws, from, to, Number.MAX_SAFE_INTEGER);
		return rows.length > 0 ? new PieceReader(this.#vault, rows).next(address)?.bytes : undefined;
	}
}

function blockOf({ blocks }: KeptList, slot: number): KeptBlock | undefined {
	return blocks[blockNumber(slot)];
}

function blockNumber(slot: number): number {
	return Math.floor(slot / ROWS);
}
