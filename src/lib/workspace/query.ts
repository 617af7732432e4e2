/** Filtering, sorting and searching of list rows held in memory: pure. */

/** What a column must be: bounds are inclusive, an empty value lies in no range; `has` asks a list for one of its values. */
export interface Condition {
	anyOf?: readonly unknown[];
	from?: unknown;
	to?: unknown;
	has?: readonly unknown[];
}

export interface Query<R> {
	search?: string;
	where?: Partial<R>;
	filters?: { [C in keyof R]?: Condition };
	sort?: { by: keyof R & string; descending?: boolean };
	offset?: number;
	limit?: number;
}

/** Rows that match, sorted, and the part of them asked for. */
export function runQuery<R extends object>(rows: Iterable<R>, query: Query<R>): { all: R[]; part: R[] } {
	const words = fold(query.search ?? '')
		.split(/\s+/)
		.filter(Boolean);
	const where = Object.entries(query.where ?? {}) as [keyof R, unknown][];
	const filters = Object.entries(query.filters ?? {}) as [keyof R, Condition | undefined][];
	const all: R[] = [];
	for (const row of rows) {
		if (!filters.every(([column, condition]) => !condition || meets(row[column], condition))) continue;
		if (!where.every(([column, value]) => value === undefined || row[column] === value)) continue;
		if (words.length > 0 && !matches(row, words)) continue;
		all.push(row);
	}
	// Of equals, the later comes first when the order descends: so is the newest on top among those saved together.
	if (query.sort?.descending) all.reverse();
	if (query.sort) all.sort(comparator(query.sort.by, query.sort.descending ?? false));
	const from = query.offset ?? 0;
	return { all, part: all.slice(from, query.limit === undefined ? undefined : from + query.limit) };
}

function meets(value: unknown, { anyOf, from, to, has }: Condition): boolean {
	if (anyOf && !anyOf.includes(value)) return false;
	if (has && !(Array.isArray(value) && has.some((each) => value.includes(each)))) return false;
	if (from === undefined && to === undefined) return true;
	if (value === undefined || value === '') return false;
	return (from === undefined || !isBefore(value, from)) && (to === undefined || !isBefore(to, value));
}

/** By value for numbers and amounts, by code units for text, which is right for calendar dates. */
function isBefore(a: unknown, b: unknown): boolean {
	return (a as bigint) < (b as bigint);
}

/** Lower case without accents, so that "ecole" finds "École". */
function fold(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function matches(row: object, words: string[]): boolean {
	const text = foldedText(row);
	return words.every((word) => text.includes(word));
}

/** Folded once per row object: rows are replaced, never changed. */
const folded = new WeakMap<object, string>();
function foldedText(row: object): string {
	let text = folded.get(row);
	if (text === undefined) {
		const { id: _, ...shown } = row as Record<string, unknown>;
		text = fold(
			Object.values(shown)
				.flat()
				.filter((value) => typeof value === 'string')
				.join('\n')
		);
		folded.set(row, text);
	}
	return text;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function comparator<R extends object>(by: keyof R, descending: boolean): (a: R, b: R) => number {
	const sign = descending ? -1 : 1;
	return (a, b) => sign * compareValues(a[by], b[by]);
}

function compareValues(a: unknown, b: unknown): number {
	if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
	if ((typeof a === 'bigint' || typeof a === 'number' || typeof a === 'boolean') && typeof a === typeof b)
		return a < b! ? -1 : a > b! ? 1 : 0;
	return String(a ?? '').localeCompare(String(b ?? ''));
}
