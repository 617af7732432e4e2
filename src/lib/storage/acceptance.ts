/**
 * What every store must do, whatever it stands on. `open` opens the store at a place, again and again the same one for the same name;
 * `squeeze`, called before a place is opened, leaves it about 4 MiB of room and gives the way to take that back.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withWriteLock } from './locks.ts';
import { TABLES, type Batch, type Put, type RowKey, type RowOut, type SealedBytes, type Store, type Table, type Tag } from './store.ts';

export interface StoreHome {
	open(place: string): Promise<Store>;
	squeeze(place: string): Promise<() => Promise<void>>;
}

export function describeStore(name: string, home: StoreHome): void {
	describe(name, () => {
		describe('rows', () => rows(home));
		describe('ranges', () => ranges(home));
		describe('all or nothing', () => atomicity(home));
		describe('removal', () => removal(home));
		describe('time and company', () => company(home));
	});
}

function rows(home: StoreHome) {
	test('a new store is empty', async () => {
		const store = await home.open(somewhere());
		expect(await store.readHeader()).toBeUndefined();
		expect(await store.get('log', alice, 1)).toBeUndefined();
		expect(await store.getMany('record', alice, [])).toEqual([]);
		expect(await store.range('log', alice, 0, Infinity, 10)).toEqual([]);
		expect(await everything(store, alice)).toEqual([]);
		expect(await store.count('log', alice)).toBe(0);
	});

	test.each([0, 1, 300, 60 * 1024, 64 * 1024, 10 * 1024 * 1024])('%i bytes come back as they were', async (length) => {
		const store = await home.open(somewhere());
		const [bytes, header] = [sealed(length), sealed(length)];
		await store.write({ puts: [{ table: 'blob', ws: alice, key: tag(1), bytes }], header }, 'strict');
		expect(same(await store.get('blob', alice, tag(1)), bytes)).toBe(true);
		expect(same(await store.readHeader(), header)).toBe(true);
		expect(same((await everything(store, alice))[0]?.bytes, bytes)).toBe(true);
	});

	test('a part of a larger buffer is stored as that part, and stays as it was then', async () => {
		const store = await home.open(somewhere());
		const larger = sealed(1000);
		const part = larger.subarray(10, 20) as SealedBytes;
		const before = part.slice();
		const written = store.write({ puts: [{ table: 'record', ws: alice, key: tag(1), bytes: part }], header: part }, 'relaxed');
		larger.fill(0);
		await written;
		for (const read of [await store.get('record', alice, tag(1)), await store.readHeader()]) {
			expect(read).toEqual(before);
			expect(read?.buffer.byteLength).toBe(10);
		}
	});

	test('a put replaces, a delete removes, and of both in one batch the put stands', async () => {
		const store = await home.open(somewhere());
		const [first, second, third] = [sealed(10), sealed(20), sealed(30)];
		const row = { table: 'record', ws: alice, key: tag(1) } as const;
		await store.write({ puts: [{ ...row, bytes: first }] }, 'relaxed');
		await store.write({ puts: [{ ...row, bytes: second }] }, 'relaxed');
		expect(await store.get('record', alice, tag(1))).toEqual(second);
		await store.write({ deletes: [row, { ...row, key: tag(2) }] }, 'relaxed');
		expect(await store.get('record', alice, tag(1))).toBeUndefined();
		await store.write({ puts: [{ ...row, bytes: third }], deletes: [row] }, 'relaxed');
		expect(await store.get('record', alice, tag(1))).toEqual(third);
	});

	test('many rows come in the order asked, absent ones undefined, repeated ones repeated', async () => {
		const store = await home.open(somewhere());
		const [one, two] = [sealed(5), sealed(6)];
		await store.write({ puts: [put('page', alice, tag(1), one), put('page', alice, 7, two)] }, 'relaxed');
		expect(await store.getMany('page', alice, [7, tag(9), tag(1), 7])).toEqual([two, undefined, one, two]);
	});

	test('workspaces and tables do not see each other', async () => {
		const store = await home.open(somewhere());
		await store.write({ puts: [put('record', alice, tag(1), sealed(5)), put('log', bob, 1, sealed(5))] }, 'relaxed');
		expect(await store.get('record', bob, tag(1))).toBeUndefined();
		expect(await store.get('page', alice, tag(1))).toBeUndefined();
		expect(await store.get('log', alice, 1)).toBeUndefined();
		expect(await store.range('log', alice, 0, 10, 10)).toEqual([]);
		expect((await everything(store, alice)).length).toBe(1);
		expect(await store.count('log', alice)).toBe(0);
		expect(await store.count('log', bob)).toBe(1);
	});

	test('a position and a tag of the same digits are two rows', async () => {
		const store = await home.open(somewhere());
		const zeros = new Uint8Array(16) as Tag;
		await store.write({ puts: [put('meta', alice, 0, sealed(1)), put('meta', alice, zeros, sealed(2))] }, 'relaxed');
		expect((await store.getMany('meta', alice, [0, zeros])).map((bytes) => bytes?.length)).toEqual([1, 2]);
	});

	const noBytes = {
		'a text': 'text',
		'a list of numbers': [1, 2],
		'a buffer': new ArrayBuffer(4),
		'an object': { length: 3 },
		'another view': new DataView(new ArrayBuffer(4)),
		null: null,
		undefined: undefined,
		'a number': 5
	};
	test.each(Object.entries(noBytes))('%s is refused: only bytes are stored', async (_, value) => {
		const store = await home.open(somewhere());
		const wrong = value as unknown as SealedBytes;
		const puts = [put('record', alice, tag(1), sealed(3)), put('record', alice, tag(2), wrong)];
		await expect(store.write({ puts }, 'relaxed')).rejects.toThrow(TypeError);
		if (value !== undefined) await expect(store.write({ header: wrong }, 'relaxed')).rejects.toThrow(TypeError);
		expect(await everything(store, alice)).toEqual([]);
		expect(await store.readHeader()).toBeUndefined();
	});

	const noKeys = {
		'a text': 'name',
		'a fraction': 1.5,
		NaN: NaN,
		infinity: Infinity,
		'a short tag': new Uint8Array(15),
		'an empty tag': new Uint8Array(0),
		'a list': [1],
		undefined: undefined,
		'a date': new Date(0)
	};
	test.each(Object.entries(noKeys))('%s names no row, and nothing of the batch is kept', async (_, value) => {
		const store = await home.open(somewhere());
		const wrong = value as unknown as RowKey;
		const puts = [put('log', alice, 1, sealed(3)), put('log', alice, wrong, sealed(3)), put('log', alice, 2, sealed(3))];
		await expect(store.write({ puts }, 'relaxed')).rejects.toThrow(TypeError);
		await expect(store.write({ deletes: [{ table: 'log', ws: alice, key: wrong }] }, 'relaxed')).rejects.toThrow(TypeError);
		await expect(store.get('log', alice, wrong)).rejects.toThrow(TypeError);
		expect(await everything(store, alice)).toEqual([]);
	});
}

function ranges(home: StoreHome) {
	test('a range is half open, ascending by number and limited', async () => {
		const store = await home.open(somewhere());
		const positions = [100, 2, 300, 9, 1, 10, 2 ** 40];
		const puts = positions.map((n) => put('log', alice, n, sealed(4)));
		await store.write({ puts: [...puts, put('log', alice, tag(3), sealed(4)), put('log', bob, 5, sealed(4))] }, 'relaxed');
		const keys = async (from: number, to: number, limit: number) =>
			(await store.range('log', alice, from, to, limit)).map(({ key }) => key);
		expect(await keys(0, Infinity, Infinity)).toEqual([1, 2, 9, 10, 100, 300, 2 ** 40]);
		expect(await keys(2, 100, 10)).toEqual([2, 9, 10]);
		expect(await keys(2, 101, 10)).toEqual([2, 9, 10, 100]);
		expect(await keys(0, Infinity, 2)).toEqual([1, 2]);
		expect(await keys(0, Infinity, 0)).toEqual([]);
		expect(await keys(3, 3, 10)).toEqual([]);
		expect(await keys(9, 2, 10)).toEqual([]);
	});

	test.each(['log', 'page'] as const)('all rows of %s come in key order, in batches, with their own bytes', async (table) => {
		const store = await home.open(somewhere());
		const keys: RowKey[] = [3, 40, 500, tag(0), tag(1), tag(200)];
		const bytes = keys.map((_, i) => sealed(i + 1));
		const puts = keys.map((key, i) => put(table, alice, key, bytes[i]!));
		await store.write({ puts: [...puts.reverse(), put(table, bob, 4, sealed(9)), put(table, before, 4, sealed(9))] }, 'relaxed');
		for (const size of [1, 2, 4, 6, 100]) {
			const batches: RowOut[][] = [];
			for await (const batch of store.all(table, alice, size)) batches.push(batch);
			expect(batches.flat()).toEqual(keys.map((key, i) => ({ key, bytes: bytes[i] })));
			expect(Math.max(...batches.map(({ length }) => length))).toBe(Math.min(size, keys.length));
		}
		await expect(store.all(table, alice, 0)[Symbol.asyncIterator]().next()).rejects.toThrow(TypeError);
	});

	test('rows may be written and removed while all are being read', async () => {
		const store = await home.open(somewhere());
		await store.write({ puts: [1, 2, 3, 4].map((n) => put('outbox', alice, n, sealed(n))) }, 'relaxed');
		const seen: RowKey[] = [];
		for await (const batch of store.all('outbox', alice, 2)) {
			seen.push(...batch.map(({ key }) => key));
			await store.write({ deletes: batch.map(({ key }) => ({ table: 'outbox', ws: alice, key })) }, 'relaxed');
		}
		expect(seen).toEqual([1, 2, 3, 4]);
		expect(await store.count('outbox', alice)).toBe(0);
	});

	test('ten thousand rows of one batch are all found', async () => {
		const store = await home.open(somewhere());
		const pool = sealed(10_000 + 300);
		const bytesAt = (n: number) => pool.slice(n, n + 300) as SealedBytes;
		const puts = Array.from({ length: 10_000 }, (_, n) => put('log', alice, n, bytesAt(n)));
		await store.write({ puts }, 'relaxed');
		expect(await store.count('log', alice)).toBe(10_000);
		const middle = await store.range('log', alice, 4_000, 6_000, 1_000);
		expect(middle.map(({ key }) => key)).toEqual(Array.from({ length: 1_000 }, (_, i) => 4_000 + i));
		const read = await everything(store, alice);
		expect(read.filter(({ bytes }, n) => same(bytes, bytesAt(n))).length).toBe(10_000);
	});
}

function atomicity(home: StoreHome) {
	test('a header is written with its rows', async () => {
		const store = await home.open(somewhere());
		const [header, bytes] = [sealed(200), sealed(300)];
		await store.write({ puts: [put('meta', alice, tag(1), bytes)], header }, 'strict');
		expect(await store.readHeader()).toEqual(header);
		expect(await store.get('meta', alice, tag(1))).toEqual(bytes);
		await store.write({ header: bytes }, 'strict');
		expect(await store.readHeader()).toEqual(bytes);
		await store.write({}, 'strict');
		expect(await store.readHeader()).toEqual(bytes);
	});

	test('with no room left a batch changes nothing, and the store goes on', async () => {
		const place = somewhere();
		const release = await home.squeeze(place);
		const store = await home.open(place);
		const [header, kept, small] = [sealed(100), sealed(100), sealed(100)];
		await store.write({ puts: [put('record', alice, tag(1), kept), put('log', alice, 1, kept)], header }, 'strict');
		const tooMuch: Batch = {
			deletes: [{ table: 'log', ws: alice, key: 1 }],
			puts: [
				put('record', alice, tag(1), small),
				put('record', alice, tag(2), small),
				...Array.from({ length: 400 }, (_, n) => put('page', alice, n, sealed(60 * 1024)))
			],
			header: small
		};
		for (const durability of ['strict', 'relaxed'] as const)
			await expect(store.write(tooMuch, durability)).rejects.toMatchObject({ kind: 'full', message: 'store: full' });
		const unchanged = async (opened: Store) => {
			expect(await opened.readHeader()).toEqual(header);
			expect(await opened.getMany('record', alice, [tag(1), tag(2)])).toEqual([kept, undefined]);
			expect(await opened.get('log', alice, 1)).toEqual(kept);
			expect(await opened.count('page', alice)).toBe(0);
		};
		await unchanged(store);
		await release();
		await unchanged(store);
		store.close();
		const again = await home.open(place);
		await unchanged(again);
		await again.write(tooMuch, 'strict');
		expect(await again.count('page', alice)).toBe(400);
		expect(await again.get('record', alice, tag(1))).toEqual(small);
	});

	test('any run of batches leaves what a plain map would hold', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anyBatch, { minLength: 1, maxLength: 12 }), async (batches) => {
				const store = await home.open(somewhere());
				const model = new Map<string, Put>();
				for (const batch of batches) {
					await store.write(batch, 'relaxed');
					for (const row of batch.deletes ?? []) model.delete(label(row));
					for (const row of batch.puts ?? []) model.set(label(row), row);
				}
				for (const ws of [alice, bob]) {
					const found = (await everything(store, ws)).map((row) => [label({ ...row, ws }), [...row.bytes]] as const);
					const expected = [...model].filter(([, row]) => row.ws === ws).map(([key, row]) => [key, [...row.bytes]] as const);
					expect(new Map(found)).toEqual(new Map(expected));
				}
				await store.destroy();
			}),
			{ numRuns: 25 }
		);
	});
}

function removal(home: StoreHome) {
	const full = async () => {
		const store = await home.open(somewhere());
		const puts = [alice, bob].flatMap((ws) => TABLES.flatMap((table) => [put(table, ws, 1, sealed(3)), put(table, ws, tag(1), sealed(3))]));
		await store.write({ puts, header: sealed(50) }, 'relaxed');
		return store;
	};
	const counts = (store: Store, ws: Tag) => Promise.all(TABLES.map((table) => store.count(table, ws)));

	test('clearing removes one workspace, and replaces the header with it', async () => {
		const store = await full();
		const header = sealed(60);
		await store.clear(alice, undefined, header);
		expect(await counts(store, alice)).toEqual(TABLES.map(() => 0));
		expect(await counts(store, bob)).toEqual(TABLES.map(() => 2));
		expect(await store.readHeader()).toEqual(header);
	});

	test('clearing some tables leaves the others and the header', async () => {
		const store = await full();
		const header = await store.readHeader();
		await store.clear(alice, ['page', 'record']);
		expect(await counts(store, alice)).toEqual(TABLES.map((table) => (table === 'page' || table === 'record' ? 0 : 2)));
		expect(await store.readHeader()).toEqual(header);
		await expect(store.clear(alice, TABLES, 'text' as unknown as Uint8Array)).rejects.toThrow(TypeError);
		expect(await store.count('log', alice)).toBe(2);
	});

	test('after destroying, nothing answers, and the place is new', async () => {
		const place = somewhere();
		const store = await home.open(place);
		await store.write({ puts: [put('log', alice, 1, sealed(3))], header: sealed(50) }, 'strict');
		await store.destroy();
		await expect(store.readHeader()).rejects.toMatchObject({ kind: 'unavailable' });
		const again = await home.open(place);
		expect(await again.readHeader()).toBeUndefined();
		expect(await everything(again, alice)).toEqual([]);
	});
}

function company(home: StoreHome) {
	test('what was written is there after closing and opening again', async () => {
		const place = somewhere();
		const store = await home.open(place);
		const [header, bytes] = [sealed(200), sealed(300)];
		await store.write({ puts: [put('log', alice, 1, bytes), put('blob', bob, tag(1), bytes)], header }, 'strict');
		store.close();
		await expect(store.get('log', alice, 1)).rejects.toMatchObject({ kind: 'unavailable' });
		await expect(store.write({ header: bytes }, 'strict')).rejects.toMatchObject({ kind: 'unavailable' });
		store.close();
		const again = await home.open(place);
		expect(await again.readHeader()).toEqual(header);
		expect(await again.get('log', alice, 1)).toEqual(bytes);
		expect(await again.get('blob', bob, tag(1))).toEqual(bytes);
	});

	test('two stores at one place see each other', async () => {
		const place = somewhere();
		const [one, two] = [await home.open(place), await home.open(place)];
		const bytes = sealed(10);
		await one.write({ puts: [put('log', alice, 1, bytes)] }, 'relaxed');
		expect(await two.get('log', alice, 1)).toEqual(bytes);
	});

	test('under the write lock two stores count on from each other, without a gap or a double', async () => {
		const place = somewhere();
		const stores = [await home.open(place), await home.open(place)];
		const append = (store: Store) =>
			withWriteLock(async () => {
				const n = await store.count('log', alice);
				await store.write({ puts: [put('log', alice, n + 1, sealed(8))] }, 'relaxed');
				return n + 1;
			}, place);
		const given = await Promise.all(Array.from({ length: 40 }, (_, i) => append(stores[i % 2]!)));
		const wanted = Array.from({ length: 40 }, (_, i) => i + 1);
		expect(given.toSorted((a, b) => a - b)).toEqual(wanted);
		expect((await stores[0]!.range('log', alice, 0, 100, 100)).map(({ key }) => key)).toEqual(wanted);
	});

	test('writes begun together all arrive', async () => {
		const store = await home.open(somewhere());
		await Promise.all(Array.from({ length: 50 }, (_, n) => store.write({ puts: [put('log', alice, n, sealed(8))] }, 'relaxed')));
		expect(await store.count('log', alice)).toBe(50);
	});
}

const [before, alice, bob] = [10, 11, 12].map(tag) as [Tag, Tag, Tag];

/** The last byte first, so that order is by bytes and not by a number read from them. */
function tag(n: number): Tag {
	return Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? n : 255 - n)) as Tag;
}

function put(table: Table, ws: Tag, key: RowKey, bytes: SealedBytes): Put {
	return { table, ws, key, bytes };
}

/** Random, because a disk would shrink anything else. */
function sealed(length: number): SealedBytes {
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
	return bytes as SealedBytes;
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
	return a?.length === b.length && a.every((byte, i) => byte === b[i]);
}

async function everything(store: Store, ws: Tag): Promise<(RowOut & { table: Table })[]> {
	const rows: (RowOut & { table: Table })[] = [];
	for (const table of TABLES) for await (const batch of store.all(table, ws, 1_000)) rows.push(...batch.map((row) => ({ ...row, table })));
	return rows;
}

let places = 0;
function somewhere(): string {
	return `acceptance-${++places}`;
}

function label({ table, ws, key }: { table: Table; ws: Tag; key: RowKey }): string {
	return JSON.stringify([table, [...ws], typeof key === 'number' ? key : [...key]]);
}

const anyRow = fc.record({
	table: fc.constantFrom<Table>('log', 'page', 'meta'),
	ws: fc.constantFrom(alice, bob),
	key: fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 4 }).map(tag))
});
const anyBytes = fc.uint8Array({ maxLength: 20 }) as fc.Arbitrary<SealedBytes>;
const anyBatch: fc.Arbitrary<Batch> = fc.record({
	deletes: fc.array(anyRow, { maxLength: 4 }),
	puts: fc.array(
		fc.tuple(anyRow, anyBytes).map(([row, bytes]) => ({ ...row, bytes })),
		{ maxLength: 6 }
	)
});
