import fc from '../../../tests/support/property.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scanner } from '../../../tests/support/canary/scan.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { SealedBytes } from '../storage/store.ts';
import { canonicalJson } from './json.ts';
import { select } from './lists/select.ts';
import type { ListShape } from './lists/shape.ts';
import { Projection, ProjectionDamaged } from './projection.ts';
import { runQuery, type Query } from './query.ts';
import { registry, type RecordType, type RowChange } from './registry.ts';

const SHAPE: ListShape = {
	list: 'thing',
	columns: { name: 'text', price: 'decimal', kind: 'value', tags: 'value', day: 'date', total: 'amount', rank: 'count', done: 'flag' }
};
const TYPES = registry({ type: 'thing', schema: 1, list: SHAPE, fold: () => ({ state: undefined, rows: [] }) } satisfies RecordType);
const id = (n: number) => (n * 0x1234567).toString(16).padStart(32, '0');

let device: TestWorkspace;
beforeEach(async () => (device = await foundOnFile()));
afterEach(() => device.end());

const words = ['Zoé', 'zoe 9', 'Zoe 10', 'école', 'हिन्दी', '12.50', 'a\0b', ''];
const text = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 }));
/** Some of what no column was made for. */
const anything = fc.oneof(
	fc.constantFrom(undefined, '2026-02-30', '0000-00-00'),
	text,
	fc.integer(),
	fc.bigInt(),
	fc.boolean(),
	fc.constant('\ud800')
);
const mostly = <T>(usual: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 12, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });
const day = fc.oneof(
	fc.constantFrom('', '1969-12-31', '2150-01-01', '2026-02-30', '0000-00-00'),
	fc.integer({ min: 0, max: 60_000 }).map(dayOf)
);
const plain = {
	name: text,
	price: fc.constantFrom('1', '12.5', '12.25', '', '-3'),
	kind: fc.constantFrom('business', 'individual'),
	tags: fc.array(fc.constantFrom('vip', 'late'), { maxLength: 2 }),
	day,
	total: fc.oneof(fc.bigInt({ min: -300n, max: 300n }), fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }), fc.bigInt()),
	rank: fc.oneof(
		fc.nat(),
		fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
	),
	done: fc.boolean()
};
const wildRow = fc.record(
	{ ...Object.fromEntries(Object.entries(plain).map(([name, usual]) => [name, mostly(usual as fc.Arbitrary<unknown>)])), more: anything },
	{ requiredKeys: [] }
);
const change = (row: fc.Arbitrary<object>) =>
	fc.record({
		list: fc.constantFrom('thing', 'thing', 'other'),
		n: fc.nat(8),
		row: fc.option(row, { nil: undefined, freq: 4 }),
		tab: fc.nat(1)
	});
const history = (row: fc.Arbitrary<object>) =>
	fc.array(fc.array(change(row), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 24 });

describe('a projection', () => {
	it('is the same whoever changed it, however it was folded, read again or replayed', async () => {
		await fc.assert(
			fc.asyncProperty(
				history(wildRow),
				fc.record({ deltas: fc.integer({ min: 1, max: 6 }), rows: fc.nat(9) }),
				async (saves, foldAfter) => {
					const tabs = [0, 1].map(() => ({ projection: new Projection(device.home.vault, TYPES, foldAfter), end: 0 }));
					await device.store.clear(device.home.vault.ws, ['page']);
					const all: RowChange[] = [];
					let head = tabs[0]!.projection.head;
					for (const [n, save] of saves.entries()) {
						const tab = tabs[save[0]!.tab]!;
						await follow(tab, head, n);
						const changes = save.map(changeOf);
						const staged = await tab.projection.stage(device.store, changes, n, n + 1);
						await device.store.write({ puts: staged.puts, deletes: staged.deletes }, 'relaxed');
						staged.apply();
						head = staged.head;
						tab.end = n + 1;
						all.push(...changes);
					}
					const expected = model(all);
					for (const tab of tabs) {
						await follow(tab, head, saves.length);
						expect(described(tab.projection)).toEqual(expected);
					}
					const replayed = new Projection(device.home.vault, TYPES);
					replayed.replay(all);
					expect(described(replayed)).toEqual(expected);
					const read = new Projection(device.home.vault, TYPES);
					await read.load(device.store, head, saves.length);
					expect(described(read)).toEqual(expected);
					for (const word of words) expect(await found(read, { search: word }), word).toEqual(await found(replayed, { search: word }));
				}
			),
			{ numRuns: 60 }
		);
	});

	it('answers as a plain look at every row would', async () => {
		const column = fc.constantFrom('name', 'kind', 'tags', 'day', 'total', 'rank', 'done');
		const condition = fc.oneof(
			fc.record({ name: fc.constant('day'), from: fc.option(plain.day, { nil: undefined }), to: fc.option(plain.day, { nil: undefined }) }),
			fc.record({
				name: fc.constant('total'),
				from: fc.option(plain.total, { nil: undefined }),
				to: fc.option(plain.total, { nil: undefined })
			}),
			fc.record({ name: fc.constant('kind'), anyOf: fc.subarray(['business', 'individual', 'none']) }),
			fc.record({ name: fc.constant('day'), anyOf: fc.array(plain.day, { maxLength: 3 }) }),
			fc.record({ name: fc.constant('tags'), has: fc.subarray(['vip', 'other']) }),
			fc.record({ name: fc.constant('name'), from: fc.constantFrom('a', 'm') }),
			fc.record({ name: fc.constant('done'), anyOf: fc.constantFrom([true], [false], [true, false]) })
		);
		const query = fc.record(
			{
				search: fc.constantFrom('zo', 'zoe 1', 'ecole', 'b', 'ि', ' 12,5'),
				filter: condition,
				sort: fc.record({ by: column, descending: fc.boolean() }),
				offset: fc.nat(3),
				limit: fc.nat(6)
			},
			{ requiredKeys: [] }
		);
		await fc.assert(
			fc.asyncProperty(history(fc.record(plain)), fc.array(query, { minLength: 1, maxLength: 6 }), async (saves, queries) => {
				const projection = new Projection(device.home.vault, TYPES);
				const all: RowChange[] = [];
				for (const save of saves) {
					projection.replay(save.map(changeOf));
					all.push(...save.map(changeOf));
					// Asked in between, so that what is remembered of rows must follow their changes.
					for (const { filter, ...rest } of queries) {
						const { name, ...conditions } = filter ?? { name: '' };
						const asked = { ...rest, ...(name && { filters: { [name]: conditions } }) } as Query<Record<string, unknown>>;
						const rows = model(all).thing as Record<string, unknown>[];
						const expected = runQuery(rows, asked);
						expect(await found(projection, asked), canonicalJson(asked)).toEqual({ total: expected.all.length, part: expected.part });
					}
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('sorts decimal strings by what they are worth', async () => {
		const projection = new Projection(device.home.vault, TYPES);
		const prices = ['12.5', '', '12.25', '-3', '100', '0.000001', '9'];
		projection.replay(prices.map((price, n) => ({ list: 'thing', id: id(n), row: { price } })));
		const { part } = await found(projection, { sort: { by: 'price' } });
		expect(part.map(({ price }) => price)).toEqual(['', '-3', '0.000001', '9', '12.25', '12.5', '100']);
	});

	it('sums amounts of any size by the values of another column', async () => {
		const amounts = fc.array(fc.record({ kind: plain.kind, total: plain.total, done: fc.boolean() }), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(amounts, async (rows) => {
				const projection = new Projection(device.home.vault, TYPES);
				projection.replay(rows.map((row, n) => ({ list: 'thing', id: id(n), row })));
				const selection = await select(projection.list('thing'), {}, reading(projection));
				const sums = selection!.sums('kind', { all: { column: 'total', where: {} }, done: { column: 'total', where: { done: true } } });
				const sumOf = (some: typeof rows) => some.reduce((sum, { total }) => sum + total, 0n);
				for (const kind of new Set(rows.map((row) => row.kind))) {
					const mine = rows.filter((row) => row.kind === kind);
					expect(sums.get(kind)).toEqual({ count: mine.length, sums: { all: sumOf(mine), done: sumOf(mine.filter(({ done }) => done)) } });
				}
				expect(sums.size).toBe(new Set(rows.map((row) => row.kind)).size);
			})
		);
	});

	it('keeps thousands of rows in pages of at most 60 KiB that hold nothing readable', async () => {
		const projection = new Projection(device.home.vault, TYPES, { deltas: 2, rows: 1000 });
		const rowOf = (n: number) => ({ name: `Canarybird ${n}`, kind: 'business', tags: [`canarytag${n % 7}`], total: BigInt(n) });
		const long = (at: number) => Array.from({ length: 12 }, (_, word) => `canarytext${word}x${at}`).join(' ');
		for (let n = 0; n < 5; n++) {
			const changes = Array.from({ length: 900 }, (_, at) => ({
				list: 'thing',
				id: id(n * 900 + at),
				row: rowOf(n * 900 + at),
				text: `${at} ${long(at)}`
			}));
			const staged = await projection.stage(device.store, changes, n * 50, (n + 1) * 50);
			await device.store.write({ puts: staged.puts, deletes: staged.deletes }, 'relaxed');
			staged.apply();
		}
		const scanner = new Scanner(['canarybird', 'Canarybird', 'canarytag', 'canarytext', 'business']);
		let rows = 0;
		for await (const batch of device.store.all('page', device.home.vault.ws, 50))
			for (const { key, bytes } of batch) {
				rows++;
				expect(bytes.length).toBeLessThanOrEqual(60 * 1024);
				expect(scanner.scan([{ where: String(key), bytes: Buffer.from(bytes) }])).toEqual([]);
			}
		expect(rows).toBeGreaterThan(30);
		const read = new Projection(device.home.vault, TYPES);
		await read.load(device.store, projection.head, 250);
		expect(described(read)).toEqual(described(projection));
		expect((await found(read, { search: '899 CANARYTEXT' })).total).toBe(5);
		expect((await found(read, { search: 'canarybird' })).total).toBe(0);
	});

	it('leaves nothing of what is gone once it was swept, and is otherwise the same', async () => {
		const projection = new Projection(device.home.vault, TYPES, { deltas: 3, rows: 100 });
		const save = async (n: number, changes: RowChange[]) => {
			const staged = await projection.stage(device.store, changes, n, n + 1);
			await device.store.write({ puts: staged.puts, deletes: staged.deletes }, 'relaxed');
			staged.apply();
		};
		for (let n = 0; n < 9; n++)
			await save(n, [{ list: 'thing', id: id(n), row: { name: `Name ${n}`, kind: `kind ${n}`, more: `more ${n}` }, text: `text-${n}` }]);
		await save(9, [{ list: 'thing', id: id(4), row: undefined }]);
		const staged = await projection.stageSweep(device.store, 10);
		await device.store.write({ puts: staged.puts, deletes: staged.deletes }, 'relaxed');
		staged.apply();
		const { vault } = device.home;
		const open: string[] = [];
		for await (const batch of device.store.all('page', vault.ws, 50))
			for (const { key, bytes } of batch) open.push(Buffer.from(vault.open('page', key, bytes)!).toString('latin1'));
		for (const gone of ['Name 4', 'kind 4', 'more 4', 'text-4', id(4).slice(-8) + '"']) expect(open.join()).not.toContain(gone);
		for (const kept of ['Name 5', 'kind 5', 'more 5', 'text-5']) expect(open.join()).toContain(kept);
		const read = new Projection(vault, TYPES);
		await read.load(device.store, projection.head, 10);
		expect(described(read)).toEqual(described(projection));
		await save(10, [{ list: 'thing', id: id(20), row: { name: 'New', kind: 'kind 4', more: 'more 4' } }]);
		await save(11, [{ list: 'thing', id: id(21), row: { name: 'New', kind: 'kind 5' } }]);
		const again = new Projection(vault, TYPES);
		await again.load(device.store, projection.head, 12);
		expect(described(again)).toEqual(described(projection));
	});

	it('takes no page for another, and none that is missing or changed', async () => {
		const projection = new Projection(device.home.vault, TYPES, { deltas: 1, rows: 1 });
		for (let n = 0; n < 4; n++) {
			const changes = [{ list: 'thing', id: id(n), row: { name: `Row ${n}`, kind: `kind ${n}` } }];
			const staged = await projection.stage(device.store, changes, n, n + 1);
			await device.store.write({ puts: staged.puts, deletes: staged.deletes }, 'relaxed');
			staged.apply();
		}
		const { ws } = device.home.vault;
		const look = async () => {
			const read = new Projection(device.home.vault, TYPES);
			await read.load(device.store, projection.head, 4);
			return found(read, { search: 'row' });
		};
		expect((await look()).total).toBe(4);
		const pages = [];
		for await (const batch of device.store.all('page', ws, 50)) pages.push(...batch);
		expect(pages).toHaveLength(4);
		for (const { key, bytes } of pages) {
			const spoilt = Uint8Array.from(bytes) as SealedBytes;
			spoilt[40]! ^= 1;
			await device.store.write({ puts: [{ table: 'page', ws, key, bytes: spoilt }] }, 'relaxed');
			await expect(look()).rejects.toThrow(ProjectionDamaged);
			await device.store.write({ puts: [{ table: 'page', ws, key, bytes }] }, 'relaxed');
		}
		// A missing delta is found by who counts the log; a missing page here.
		for (const { key, bytes } of pages.slice(0, 3)) {
			await device.store.write({ deletes: [{ table: 'page', ws, key }] }, 'relaxed');
			await expect(look()).rejects.toThrow(ProjectionDamaged);
			await device.store.write({ puts: [{ table: 'page', ws, key, bytes }] }, 'relaxed');
		}
	});
});

function dayOf(days: number): string {
	return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

function changeOf({ list, n, row }: { list: string; n: number; row: object | undefined }): RowChange {
	return { list, id: id(n), row: row && { id: id(n), ...row } };
}

/** The rows of each list, in the order in which they first came; undefined fields are not there. */
function model(changes: RowChange[]): Record<string, object[]> {
	const lists: Record<string, Map<string, object | undefined>> = {};
	for (const { list, id: each, row } of changes) {
		const rows = (lists[list] ??= new Map());
		if (row || rows.has(each)) rows.set(each, row && Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)));
	}
	return Object.fromEntries(
		['thing', 'other'].map((list) => [list, [...(lists[list] ?? new Map<string, object>()).values()].filter((row) => row !== undefined)])
	);
}

function described(projection: Projection) {
	return Object.fromEntries(['thing', 'other'].map((list) => [list, [...projection.list(list).values()]]));
}

function reading(projection: Projection) {
	return {
		today: '2026-11-22',
		find: (name: string) => projection.list(name),
		readWords: projection.readWords(device.store, 'thing'),
		pause: () => Promise.resolve(),
		isSuperseded: () => false
	};
}

async function found(projection: Projection, { sort, offset, limit, ...query }: Query<Record<string, unknown>>) {
	const selection = await select(projection.list('thing'), query, reading(projection));
	return { total: selection!.total, part: selection!.rows(sort, offset, limit) };
}

/** As a workspace does before it writes. */
async function follow(tab: { projection: Projection; end: number }, head: Projection['head'], end: number): Promise<void> {
	if (tab.end === end) return;
	if (tab.projection.head.foldedTo === head.foldedTo) await tab.projection.follow(device.store, tab.end, end);
	else await tab.projection.load(device.store, head, end);
	tab.end = end;
}
