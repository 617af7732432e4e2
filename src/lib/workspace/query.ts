/** Filtering, sorting and searching of rows as objects, by the same rules as packed lists: for lists that are worked out when they are read. */
import { meets, type Condition } from './lists/filter.ts';
import { fold, meetsTerms, sortKey, termsOf, textOf } from './lists/words.ts';

export interface Query<R> {
	search?: string;
	where?: Partial<R>;
	filters?: { [C in keyof R]?: Condition };
	sort?: { by: keyof R & string; descending?: boolean };
	offset?: number;
	limit?: number;
}

/** Rows that match, sorted, and the part of them asked for. */
export function runQuery<R extends { id?: string }>(rows: Iterable<R>, query: Query<R>): { all: R[]; part: R[] } {
	const terms = termsOf(query.search ?? '');
	const conditions: [keyof R, Condition][] = [];
	for (const [name, value] of Object.entries(query.where ?? {}))
		if (value !== undefined) conditions.push([name as keyof R, { anyOf: [value] }]);
	for (const [name, condition] of Object.entries(query.filters ?? {})) conditions.push([name as keyof R, condition as Condition]);
	const all: R[] = [];
	for (const row of rows) {
		if (!conditions.every(([column, condition]) => meets(row[column], condition))) continue;
		if (terms.length > 0 && !holds(fold(textOf(row)), terms)) continue;
		all.push(row);
	}
	if (query.sort) {
		const { by } = query.sort;
		// Equals go by id, as in packed lists. [Note: equals]
		all.sort((a, b) => compareValues(a[by], b[by]) || compare(a.id ?? '', b.id ?? ''));
		if (query.sort.descending) all.reverse();
	}
	const from = query.offset ?? 0;
	return { all, part: all.slice(from, query.limit === undefined ? undefined : from + query.limit) };
}

function holds(text: string, terms: ReturnType<typeof termsOf>): boolean {
	return meetsTerms(terms, (word) => text.includes(word));
}

function compareValues(a: unknown, b: unknown): number {
	return compare(keyOf(a), keyOf(b));
}

function compare<V extends string | number | bigint | boolean>(one: V, two: V): number {
	return one < two ? -1 : one > two ? 1 : 0;
}

function keyOf(value: unknown): string | number | bigint | boolean {
	if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return value;
	return sortKey(Array.isArray(value) ? value.join(', ') : String(value ?? ''));
}
