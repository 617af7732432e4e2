/** Finds the rows that meet a query. What takes longer stops now and then for others, and ends when nobody waits for it any more. */
import { canonicalJson } from '../json.ts';
import { ROWS } from './block.ts';
import { filterOf, markedRows, type Condition } from './filter.ts';
import type { ReadWords } from './haystack.ts';
import type { PackedList } from './list.ts';
import { narrows, WordSearch } from './search.ts';
import { Selection } from './selection.ts';
import { ListView } from './view.ts';
import { termsOf, type Term } from './words.ts';

export interface Search {
	search?: string | undefined;
	where?: Readonly<Record<string, unknown>> | undefined;
	filters?: Readonly<Record<string, Condition | undefined>> | undefined;
}

export interface Reading {
	/** Calendar date. */
	today: string;
	find(name: string): PackedList;
	readWords: ReadWords;
	/** Lets others run. */
	pause(): Promise<void>;
	/** True when a newer query has come in its place. */
	isSuperseded(): boolean;
}

/** Milliseconds of work between pauses. */
const TURN = 8;

interface Before {
	basis: string;
	terms: readonly Term[];
	marks: Uint8Array;
}
/** The newest search of each list: what is typed next mostly narrows it. */
const searched = new WeakMap<PackedList, Before>();

/** Undefined when a newer query came in between. */
export async function select(list: PackedList, query: Search, reading: Reading): Promise<Selection | undefined> {
	const view = new ListView(list, reading.today, reading.find);
	const terms = termsOf(query.search ?? '');
	const basis = canonicalJson([list.version, view.other?.version, reading.today, query.where, query.filters]);
	const before = searched.get(list);
	const again = terms.length > 0 && before?.basis === basis && narrows(before.terms, terms) ? before : undefined;
	const marks = again?.marks.slice() ?? filtered(view, query);
	if (terms.length > 0) {
		const search = new WordSearch(view, terms, reading.readWords);
		let since = performance.now();
		for (let index = 0; index * ROWS < marks.length; index++) {
			const part = marks.subarray(index * ROWS, (index + 1) * ROWS);
			if (!part.includes(1)) continue;
			await search.narrow(index, part);
			if (performance.now() - since < TURN) continue;
			await reading.pause();
			if (reading.isSuperseded()) return undefined;
			since = performance.now();
		}
		searched.set(list, { basis, terms, marks });
	}
	return new Selection(view, marks);
}

function filtered(view: ListView, { where = {}, filters = {} }: Search): Uint8Array {
	const { list } = view;
	const conditions: [string, Condition][] = [];
	for (const [name, value] of Object.entries(where)) if (value !== undefined) conditions.push([name, { anyOf: [value] }]);
	for (const [name, condition] of Object.entries(filters)) if (condition) conditions.push([name, condition]);
	const marks = new Uint8Array(list.slots);
	const wanted = conditions.map(([name, condition]) => filterOf(view, name, condition));
	const rows = new Uint16Array(ROWS);
	for (const [index, block] of list.blocks.entries()) {
		const part = marks.subarray(index * ROWS, (index + 1) * ROWS);
		if (wanted.length === 0) {
			part.set(block.alive.subarray(0, block.count));
			continue;
		}
		let count = markedRows(block.alive, block.count, rows);
		for (const filter of wanted) count = filter(block, rows, count);
		for (let at = 0; at < count; at++) part[rows[at]!] = 1;
	}
	return marks;
}
