/** What every home of the relay's store does. `reopen` closes the store and opens the same place again. */
import { describe, expect, it } from 'vitest';
import { MAX_ROW } from './row.ts';
import { OutOfStep, type LogStore, type StoredEntry } from './store.ts';

export interface Place {
	store: LogStore;
	reopen(): Promise<LogStore>;
}

const id = (byte: number) => new Uint8Array(16).fill(byte);
const R = (n: number) => new Uint8Array(32).fill(n);
const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);
const entry = (content: Uint8Array, flags: Partial<StoredEntry> = {}): StoredEntry => ({
	bytes: content,
	void: false,
	restored: false,
	...flags
});
const texts = (entries: StoredEntry[]) => entries.map((one) => Buffer.from(one.bytes).toString('hex'));

export function acceptance(name: string, open: () => Promise<Place>): void {
	const books = async () => {
		const place = await open();
		await place.store.create({ wsId: id(1), genesis: bytes(10, 1), R: R(1), day: 20_000 });
		return place;
	};

	describe(`${name}: logs`, () => {
		it('are created once, with their first entry', async () => {
			const { store } = await books();
			expect(await store.create({ wsId: id(1), genesis: bytes(10, 1), R: R(1), day: 20_001 })).toBe(false);
			expect(await store.head(id(1))).toEqual({ n: 1, R: R(1), bytes: 10 });
			expect(await store.head(id(2))).toBeUndefined();
			expect(await store.read(id(1), 0, 1000)).toEqual([entry(bytes(10, 1))]);
		});

		it('grow by runs, and keep what each entry came as', async () => {
			const { store, reopen } = await books();
			await store.append([
				{ wsId: id(1), from: 1, R: R(3), entries: [entry(bytes(3, 2)), entry(bytes(0, 0), { void: true, restored: true })] },
				{ wsId: id(1), from: 3, R: R(4), entries: [entry(bytes(5, 4), { restored: true })] }
			]);
			const again = await reopen();
			expect(await again.head(id(1))).toEqual({ n: 4, R: R(4), bytes: 18 });
			expect(await again.read(id(1), 1, 1000)).toEqual([
				entry(bytes(3, 2)),
				entry(bytes(0, 0), { void: true, restored: true }),
				entry(bytes(5, 4), { restored: true })
			]);
		});

		it('are read from any position, in parts, whole entries, at least one', async () => {
			const { store } = await books();
			const run = Array.from({ length: 9 }, (_, i) => entry(bytes(100, i + 1)));
			await store.append([{ wsId: id(1), from: 1, R: R(4), entries: run.slice(0, 3) }]);
			await store.append([{ wsId: id(1), from: 4, R: R(10), entries: run.slice(3) }]);
			expect(texts(await store.read(id(1), 2, 350))).toEqual(texts(run.slice(1, 4)));
			expect(texts(await store.read(id(1), 5, 1))).toEqual(texts(run.slice(4, 5)));
			expect(texts(await store.read(id(1), 9, 1000))).toEqual(texts(run.slice(8)));
			expect(await store.read(id(1), 10, 1000)).toEqual([]);
			expect(await store.read(id(9), 0, 1000)).toEqual([]);
		});

		it('of one commit larger than a row are cut into several', async () => {
			const { store } = await books();
			const run = Array.from({ length: 5 }, (_, i) => entry(bytes(MAX_ROW / 2 - 10, i + 1)));
			await store.append([{ wsId: id(1), from: 1, R: R(6), entries: run }]);
			expect(texts(await store.read(id(1), 1, 4 * MAX_ROW))).toEqual(texts(run));
			expect(texts(await store.read(id(1), 4, MAX_ROW))).toEqual(texts(run.slice(3)));
		});

		it('take all runs of a commit or none', async () => {
			const { store } = await books();
			await store.create({ wsId: id(2), genesis: bytes(4, 2), R: R(1), day: 1 });
			const good = { wsId: id(2), from: 1, R: R(2), entries: [entry(bytes(3, 3))] };
			for (const bad of [
				{ wsId: id(1), from: 2, R: R(3), entries: [entry(bytes(3, 3))] },
				{ wsId: id(1), from: 0, R: R(3), entries: [entry(bytes(3, 3))] },
				{ wsId: id(7), from: 0, R: R(3), entries: [entry(bytes(3, 3))] }
			]) {
				await expect(store.append([good, bad])).rejects.toThrow(OutOfStep);
				expect(await store.head(id(2))).toEqual({ n: 1, R: R(1), bytes: 4 });
				expect(await store.read(id(2), 1, 100)).toEqual([]);
			}
		});

		it('are kept apart', async () => {
			const { store } = await books();
			await store.create({ wsId: id(2), genesis: bytes(4, 2), R: R(1), day: 1 });
			await store.append([{ wsId: id(2), from: 1, R: R(2), entries: [entry(bytes(3, 3))] }]);
			expect(await store.head(id(1))).toEqual({ n: 1, R: R(1), bytes: 10 });
			expect(await store.read(id(1), 0, 100)).toHaveLength(1);
		});
	});

	describe(`${name}: packs`, () => {
		const part = (index: number, length = 20) => ({
			address: R(9),
			epoch: 3,
			salt: id(8),
			index,
			count: 3,
			chunk: bytes(length, index + 1)
		});

		it('come in parts, count as the workspace’s bytes, and go', async () => {
			const { store, reopen } = await books();
			expect(await store.packState(id(1), R(9))).toEqual({ have: 0, count: 0 });
			expect(await store.putPart(id(1), part(0), 7)).toBe(true);
			expect(await store.putPart(id(1), part(1, 30), 7)).toBe(true);
			const again = await reopen();
			expect(await again.packState(id(1), R(9))).toEqual({ have: 2, count: 3 });
			expect(await again.part(id(1), R(9), 1)).toEqual(part(1, 30));
			expect(await again.part(id(1), R(9), 2)).toBeUndefined();
			expect(await again.part(id(2), R(9), 1)).toBeUndefined();
			expect((await again.head(id(1)))?.bytes).toBe(60);
			expect(await again.dropPack(id(1), R(9))).toBe(50);
			expect(await again.packState(id(1), R(9))).toEqual({ have: 0, count: 0 });
			expect((await again.head(id(1)))?.bytes).toBe(10);
		});

		it('take the part that comes next, and no other', async () => {
			const { store } = await books();
			expect(await store.putPart(id(1), part(1), 7)).toBe(false);
			await store.putPart(id(1), part(0), 7);
			expect(await store.putPart(id(1), part(0), 7)).toBe(false);
			expect(await store.putPart(id(1), { ...part(1), count: 2 }, 7)).toBe(false);
			expect(await store.packState(id(1), R(9))).toEqual({ have: 1, count: 3 });
			expect((await store.head(id(1)))?.bytes).toBe(30);
		});

		it('that are not whole go when no part came for long, and nothing else does', async () => {
			const { store, reopen } = await books();
			await store.create({ wsId: id(2), genesis: bytes(4, 2), R: R(1), day: 1 });
			for (const index of [0, 1, 2]) await store.putPart(id(1), part(index), 5);
			await store.putPart(id(2), part(0), 5);
			await store.putPart(id(2), { ...part(0), address: R(8) }, 5);
			await store.putPart(id(2), { ...part(1), address: R(8) }, 6);
			await store.putPart(id(2), { ...part(0), address: R(7), count: 1 }, 5);
			const again = await reopen();
			expect(await again.dropUnfinished(5)).toEqual([]);
			expect(await again.dropUnfinished(6)).toEqual([{ wsId: id(2), bytes: 20 }]);
			expect(await again.packState(id(2), R(9))).toEqual({ have: 0, count: 0 });
			expect(await again.packState(id(2), R(8))).toEqual({ have: 2, count: 3 });
			expect(await again.packState(id(2), R(7))).toEqual({ have: 1, count: 1 });
			expect(await again.packState(id(1), R(9))).toEqual({ have: 3, count: 3 });
			expect((await again.head(id(2)))?.bytes).toBe(64);
			// Its next part is another one's first.
			expect(await again.putPart(id(2), part(1), 9)).toBe(false);
			expect(await again.dropPack(id(2), R(8))).toBe(40);
			expect(await again.dropUnfinished(99)).toEqual([]);
		});

		it('have a workspace', async () => {
			const { store } = await books();
			await expect(store.putPart(id(4), part(0), 7)).rejects.toThrow(OutOfStep);
			expect(await store.packState(id(4), R(9))).toEqual({ have: 0, count: 0 });
		});
	});

	describe(`${name}: locators`, () => {
		const of = (wsId: number, member: number, at: number, content: Uint8Array) => ({
			wsId: id(wsId),
			member: id(member),
			id: id(at),
			bytes: content
		});
		const most = { ofMember: 2, ofWorkspace: 3 };

		it('are replaced by their member, by nobody else, and are counted', async () => {
			const { store, reopen } = await books();
			await store.create({ wsId: id(2), genesis: bytes(4, 2), R: R(1), day: 1 });
			expect(await store.putLocator(of(1, 5, 30, bytes(8, 1)), most)).toBe('stored');
			expect(await store.putLocator(of(1, 5, 31, bytes(8, 2)), most)).toBe('stored');
			expect(await store.putLocator(of(1, 5, 32, bytes(8, 3)), most)).toBe('full');
			expect(await store.putLocator(of(1, 5, 30, bytes(9, 4)), most)).toBe('stored');
			expect(await store.putLocator(of(2, 5, 30, bytes(8, 5)), most)).toBe('taken');
			expect(await store.putLocator(of(1, 6, 30, bytes(8, 5)), most)).toBe('taken');
			const again = await reopen();
			expect(await again.locator(id(30))).toEqual(bytes(9, 4));
			expect(await again.locator(id(32))).toBeUndefined();
		});

		it('of one member leave room for the others’, up to what the workspace may have', async () => {
			const { store } = await books();
			for (const at of [30, 31]) expect(await store.putLocator(of(1, 5, at, bytes(8, 1)), most)).toBe('stored');
			expect(await store.putLocator(of(1, 6, 33, bytes(8, 1)), most)).toBe('stored');
			expect(await store.putLocator(of(1, 6, 34, bytes(8, 1)), most)).toBe('full');
			expect(await store.putLocator(of(2, 6, 35, bytes(8, 1)), most)).toBe('stored');
		});
	});

	it(`${name}: a workspace goes with all it has, and leaves the others`, async () => {
		const { store } = await books();
		await store.create({ wsId: id(2), genesis: bytes(4, 2), R: R(1), day: 1 });
		await store.putPart(id(1), { address: R(9), epoch: 0, salt: id(8), index: 0, count: 2, chunk: bytes(5, 5) }, 7);
		for (const [wsId, at] of [
			[1, 30],
			[2, 31]
		] as const)
			await store.putLocator({ wsId: id(wsId), member: id(5), id: id(at), bytes: bytes(8, 1) }, { ofMember: 2, ofWorkspace: 2 });
		expect(await store.totals()).toEqual({ workspaces: 2, bytes: 19 });
		await store.remove(id(1));
		expect(await store.head(id(1))).toBeUndefined();
		expect(await store.read(id(1), 0, 100)).toEqual([]);
		expect(await store.packState(id(1), R(9))).toEqual({ have: 0, count: 0 });
		expect(await store.locator(id(30))).toBeUndefined();
		expect(await store.locator(id(31))).toEqual(bytes(8, 1));
		expect(await store.dropUnfinished(99)).toEqual([]);
		expect(await store.totals()).toEqual({ workspaces: 1, bytes: 4 });
	});
}
