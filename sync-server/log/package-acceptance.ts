/** What every home of the relay's store does with client links. `reopen` closes the store and opens the same place again. */
import { describe, expect, it } from 'vitest';
import type { Place } from './acceptance.ts';
import { ANSWERS_STAY, type PackagePart, type PackageStore, type StoredAnswer } from './package-store.ts';

const ws = (byte: number) => new Uint8Array(16).fill(byte);
const id = (byte: number) => new Uint8Array(32).fill(byte);
const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);
const MOST = { count: 2, bytes: 100, size: 60 };
const FEW = { ofPackage: 2, bytesOfPackage: 50, ofWorkspace: 3 };
const part = (over: Partial<PackagePart> = {}): PackagePart => ({
	id: id(9),
	version: 1,
	expires: 20,
	part: 0,
	parts: 1,
	chunk: bytes(10, 1),
	...over
});
const NONE = bytes(16, 0);
const FIRST = bytes(32, 0);
const answer = (byte: number, length = 10) => ({ answer: ws(byte), version: 1, bytes: bytes(length, byte) });

async function allAnswers(store: PackageStore): Promise<StoredAnswer[]> {
	const all: StoredAnswer[] = [];
	for (let after: Uint8Array = NONE; ;) {
		const next = await store.nextAnswer(ws(1), id(9), after);
		if (!next) return all;
		all.push(next);
		after = next.answer;
	}
}

export function acceptPackages(name: string, open: () => Promise<Place>): void {
	const books = async () => {
		const place = await open();
		for (const wsId of [ws(1), ws(2)]) await place.store.create({ wsId, genesis: bytes(5, 1), R: id(1), day: 1 });
		return place;
	};

	describe(`${name}: packages`, () => {
		it('are given out when they are whole, and take the place of the version before', async () => {
			const { store, reopen } = await books();
			expect(await store.putPackage(ws(1), part({ parts: 2 }), 7, MOST)).toBe('stored');
			expect(await store.packagePart(id(9), 0, 7)).toBeUndefined();
			expect(await store.putPackage(ws(1), part({ part: 1, parts: 2, chunk: bytes(5, 2) }), 7, MOST)).toBe('whole');
			expect(await store.packagePart(id(9), 1, 7)).toEqual({ version: 1, part: 1, parts: 2, chunk: bytes(5, 2) });
			expect(await store.putPackage(ws(1), part({ version: 3, parts: 2, chunk: bytes(7, 3) }), 7, MOST)).toBe('stored');
			const again = await reopen();
			expect(await again.packagePart(id(9), 0, 7)).toEqual({ version: 1, part: 0, parts: 2, chunk: bytes(10, 1) });
			expect(await again.putPackage(ws(1), part({ version: 3, part: 1, parts: 2, expires: 30 }), 7, MOST)).toBe('whole');
			expect(await again.packagePart(id(9), 0, 30)).toEqual({ version: 3, part: 0, parts: 2, chunk: bytes(7, 3) });
			expect(await again.packages(ws(1), FIRST, 99)).toEqual([{ id: id(9), version: 3, expires: 30, gets: 2, answers: 0 }]);
			expect(await again.packages(ws(2), FIRST, 99)).toEqual([]);
		});

		it('count up only, belong to one workspace, and come in order', async () => {
			const { store } = await books();
			await store.putPackage(ws(1), part({ version: 2 }), 7, MOST);
			expect(await store.putPackage(ws(1), part({ version: 2, chunk: bytes(3, 3) }), 7, MOST)).toBe('old');
			expect(await store.putPackage(ws(1), part({ version: 1 }), 7, MOST)).toBe('old');
			expect(await store.putPackage(ws(2), part({ version: 3 }), 7, MOST)).toBe('gone');
			expect(await store.putPackage(ws(7), part({ id: id(8) }), 7, MOST)).toBe('gone');
			expect(await store.putPackage(ws(1), part({ version: 3, part: 1, parts: 2 }), 7, MOST)).toBe('out-of-step');
			expect(await store.putPackage(ws(1), part({ version: 3, parts: 3 }), 7, MOST)).toBe('stored');
			expect(await store.putPackage(ws(1), part({ version: 3, part: 1, parts: 2 }), 7, MOST)).toBe('out-of-step');
			expect(await store.putPackage(ws(1), part({ version: 3, part: 2, parts: 3 }), 7, MOST)).toBe('out-of-step');
			// Begun anew: nothing of the first beginning is left in it.
			expect(await store.putPackage(ws(1), part({ version: 3, chunk: bytes(4, 4) }), 7, MOST)).toBe('whole');
			expect(await store.packagePart(id(9), 0, 7)).toEqual({ version: 3, part: 0, parts: 1, chunk: bytes(4, 4) });
		});

		it('are as long and as many as they may be', async () => {
			const { store } = await books();
			expect(await store.putPackage(ws(1), part({ parts: 2, chunk: bytes(50, 1) }), 7, MOST)).toBe('stored');
			expect(await store.putPackage(ws(1), part({ part: 1, parts: 2, chunk: bytes(11, 1) }), 7, MOST)).toBe('too-large');
			expect(await store.putPackage(ws(1), part({ part: 1, parts: 2 }), 7, MOST)).toBe('whole');
			expect(await store.putPackage(ws(1), part({ id: id(8), chunk: bytes(41, 1) }), 7, MOST)).toBe('full');
			expect(await store.putPackage(ws(1), part({ id: id(8) }), 7, MOST)).toBe('whole');
			expect(await store.putPackage(ws(1), part({ id: id(7) }), 7, MOST)).toBe('full');
			expect(await store.putPackage(ws(2), part({ id: id(7) }), 7, MOST)).toBe('whole');
			expect(await store.putPackage(ws(1), part({ id: id(8), version: 2 }), 7, MOST)).toBe('whole');
		});

		it('that are revoked are gone at once and for good; their answers wait', async () => {
			const { store } = await books();
			await store.putPackage(ws(1), part(), 7, MOST);
			await store.putAnswer(id(9), answer(3), 7, FEW);
			expect(await store.dropPackage(ws(2), id(9))).toBe(false);
			expect(await store.packagePart(id(9), 0, 7)).toBeDefined();
			expect(await store.dropPackage(ws(1), id(9))).toBe(true);
			expect(await store.packagePart(id(9), 0, 7)).toBeUndefined();
			expect(await store.putPackage(ws(1), part({ version: 5 }), 7, MOST)).toBe('gone');
			expect(await store.putAnswer(id(9), answer(4), 7, FEW)).toBe('gone');
			expect(await store.packages(ws(1), FIRST, 99)).toMatchObject([{ version: 0, answers: 1 }]);
			expect(await allAnswers(store)).toEqual([answer(3)]);
		});

		it('that are revoked take no room any more, nor does what was to replace them', async () => {
			const { store } = await books();
			await store.putPackage(ws(1), part({ chunk: bytes(50, 1) }), 7, MOST);
			await store.putPackage(ws(1), part({ version: 2, parts: 2, chunk: bytes(50, 2) }), 7, MOST);
			expect(await store.putPackage(ws(1), part({ id: id(8) }), 7, MOST)).toBe('full');
			await store.dropPackage(ws(1), id(9));
			for (const at of [0, 1]) {
				const other = part({ id: id(8), part: at, parts: 2, chunk: bytes(50, 3) });
				expect(await store.putPackage(ws(1), other, 7, { ...MOST, size: 100 })).toBe(at === 0 ? 'stored' : 'whole');
			}
		});

		it('end with their last day, and go; what never became whole, too', async () => {
			const { store } = await books();
			await store.putPackage(ws(1), part(), 7, MOST);
			await store.putPackage(ws(2), part({ id: id(8), parts: 2 }), 7, MOST);
			await store.putAnswer(id(9), answer(3), 20, FEW);
			await store.sweepPackages(20, 7);
			expect(await store.packagePart(id(9), 0, 20)).toBeDefined();
			expect(await store.packagePart(id(9), 0, 21)).toBeUndefined();
			expect(await store.putAnswer(id(9), answer(4), 21, FEW)).toBe('gone');
			await store.sweepPackages(21, 8);
			expect(await store.packagePart(id(9), 0, 20)).toBeUndefined();
			expect(await store.putPackage(ws(2), part({ id: id(8), part: 1, parts: 2 }), 8, MOST)).toBe('out-of-step');
			await store.sweepPackages(20 + ANSWERS_STAY, 8);
			expect(await allAnswers(store)).toEqual([answer(3)]);
			await store.sweepPackages(21 + ANSWERS_STAY, 8);
			expect(await allAnswers(store)).toEqual([]);
			expect(await store.packages(ws(1), FIRST, 99)).toEqual([]);
		});

		it('count their openings', async () => {
			const { store } = await books();
			await store.putPackage(ws(1), part({ parts: 2 }), 7, MOST);
			await store.putPackage(ws(1), part({ part: 1, parts: 2 }), 7, MOST);
			for (const at of [0, 1, 0]) await store.packagePart(id(9), at, 7);
			expect(await store.packages(ws(1), FIRST, 99)).toMatchObject([{ gets: 2 }]);
		});
	});

	it(`${name}: packages are listed by id, so many at a time`, async () => {
		const { store } = await books();
		for (const byte of [5, 3, 4]) await store.putPackage(ws(1), part({ id: id(byte) }), 7, { ...MOST, count: 3 });
		expect(await store.packages(ws(1), FIRST, 2)).toMatchObject([{ id: id(3) }, { id: id(4) }]);
		expect(await store.packages(ws(1), id(4), 2)).toMatchObject([{ id: id(5) }]);
		expect(await store.packages(ws(1), id(5), 2)).toEqual([]);
	});

	describe(`${name}: answers`, () => {
		it('wait until they are taken, the same one once, by their workspace', async () => {
			const { store, reopen } = await books();
			await store.putPackage(ws(1), part(), 7, MOST);
			expect(await store.putAnswer(id(8), answer(3), 7, FEW)).toBe('gone');
			expect(await store.putAnswer(id(9), answer(3), 7, FEW)).toEqual({ wsId: ws(1) });
			expect(await store.putAnswer(id(9), { ...answer(3), bytes: bytes(2, 7) }, 7, FEW)).toEqual({ wsId: ws(1) });
			expect(await store.putAnswer(id(9), answer(4), 7, FEW)).toEqual({ wsId: ws(1) });
			const again = await reopen();
			expect(await allAnswers(again)).toEqual([answer(3), answer(4)]);
			expect(await again.nextAnswer(ws(2), id(9), NONE)).toBeUndefined();
			await again.dropAnswer(ws(2), id(9), ws(3));
			await again.dropAnswer(ws(1), id(9), ws(3));
			expect(await allAnswers(again)).toEqual([answer(4)]);
		});

		it('are refused when there are too many, and those that stand stay', async () => {
			const { store } = await books();
			for (const byte of [9, 8]) await store.putPackage(ws(1), part({ id: id(byte) }), 7, MOST);
			expect(await store.putAnswer(id(9), answer(1, 51), 7, FEW)).toBe('full');
			expect(await store.putAnswer(id(9), answer(1), 7, FEW)).toEqual({ wsId: ws(1) });
			expect(await store.putAnswer(id(9), answer(2, 41), 7, FEW)).toBe('full');
			expect(await store.putAnswer(id(9), answer(2), 7, FEW)).toEqual({ wsId: ws(1) });
			expect(await store.putAnswer(id(9), answer(3), 7, FEW)).toBe('full');
			expect(await store.putAnswer(id(9), answer(2), 7, FEW)).toEqual({ wsId: ws(1) });
			expect(await store.putAnswer(id(8), answer(1), 7, FEW)).toEqual({ wsId: ws(1) });
			expect(await store.putAnswer(id(8), answer(2), 7, FEW)).toBe('full');
			expect(await allAnswers(store)).toEqual([answer(1), answer(2)]);
		});
	});

	it(`${name}: packages and answers go with their workspace`, async () => {
		const { store } = await books();
		for (const [of, byte] of [
			[1, 9],
			[2, 8]
		] as const) {
			await store.putPackage(ws(of), part({ id: id(byte) }), 7, MOST);
			await store.putAnswer(id(byte), answer(1), 7, FEW);
		}
		await store.remove(ws(1));
		expect(await store.packagePart(id(9), 0, 7)).toBeUndefined();
		expect(await allAnswers(store)).toEqual([]);
		expect(await store.packages(ws(1), FIRST, 99)).toEqual([]);
		expect(await store.packages(ws(2), FIRST, 99)).toMatchObject([{ id: id(8), answers: 1 }]);
	});
}
