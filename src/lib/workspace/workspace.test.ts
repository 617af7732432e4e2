import fc from '../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { StoreError, TABLES, type Put, type SealedBytes, type Store, type Table } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import { decodeRecord } from './record-row.ts';
import { readState } from './record.ts';
import { recordKey, type WorkspaceHome } from './home.ts';
import { Workspace } from './workspace.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

const id = (n: number) => n.toString(16).padStart(32, '0');
const saveParty = (workspace: Workspace, n: number, name: string) =>
	workspace.save((transaction) => transaction.putLive('party', id(n), aParty({ name, number: String(n) })));
const names = (workspace: Workspace) => [...workspace.list('party').values()].map((row) => (row as { name: string }).name);

/** Everything a person could see, in comparable form. */
async function books(workspace: Workspace, ids: string[]) {
	const records = await Promise.all(ids.map(async (each) => [each, describeRecord(await workspace.read(each))]));
	const lists = ['party', 'item', 'document', 'series'].map((name) => [
		name,
		[...workspace.list(name)].sort(([a], [b]) => (a < b ? -1 : 1))
	]);
	return { records, lists, ledger: workspace.ledger, refusals: workspace.refusals, fingerprint: workspace.fingerprint };
}

function describeRecord(state: Awaited<ReturnType<Workspace['read']>>) {
	if (!state) return undefined;
	const shape = device.home.registry.get(state.type)?.shape;
	return { ...state, live: state.live && shape && readState(state.live, shape), frozen: state.frozen && toHex(state.frozen) };
}

describe('a workspace', () => {
	it('gives back what was saved, in another tab and after a restart', async () => {
		device = await foundOnFile();
		const alice = await device.open();
		await saveParty(alice, 1, 'Zoé');
		const bob = await device.open();
		expect(names(bob)).toEqual(['Zoé']);
		await saveParty(bob, 2, 'Abel');
		await saveParty(alice, 3, 'Léa');
		await bob.follow();
		expect([names(alice).sort(), names(bob).sort()]).toEqual([
			['Abel', 'Léa', 'Zoé'],
			['Abel', 'Léa', 'Zoé']
		]);
		expect(await bob.live('party', id(3))).toMatchObject({ name: 'Léa' });
		expect(device.announced).toEqual([3, 4, 5]);
	});

	it('keeps its rows through many saves, when deltas are folded into pages', async () => {
		device = await foundOnFile();
		const alice = await device.open();
		const bob = await device.open();
		for (let n = 0; n < 300; n++) await saveParty(alice, n % 150, `client ${n}`);
		await bob.follow();
		const expected = Array.from({ length: 150 }, (_, n) => `client ${n + 150}`).sort();
		expect(names(bob).sort()).toEqual(expected);
		expect(names(await device.open()).sort()).toEqual(expected);
	});

	it('makes no entry where nothing changed', async () => {
		device = await foundOnFile();
		const alice = await device.open();
		await saveParty(alice, 1, 'Zoé');
		const before = alice.entries;
		await saveParty(alice, 1, 'Zoé');
		expect(alice.entries).toBe(before);
	});

	it('puts a large save into several entries, and all of it is there', async () => {
		device = await foundOnFile();
		const alice = await device.open();
		await alice.save(async (transaction) => {
			for (let n = 0; n < 40; n++) await transaction.putLive('party', id(n), aParty({ name: `N${n}`, notes: 'x'.repeat(20_000) }));
		});
		expect(alice.entries).toBeGreaterThan(5);
		expect(names(await device.open())).toHaveLength(40);
		expect(await alice.verify()).toBeUndefined();
	});

	it('is the same when it is built again from the log, whatever happened', async () => {
		const step = fc.record({
			party: fc.integer({ min: 0, max: 5 }),
			name: fc.string({ maxLength: 8 }),
			remove: fc.boolean(),
			again: fc.boolean()
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
				device = await foundOnFile();
				try {
					const alice = await device.open();
					await alice.save((transaction) => transaction.putLive('business', id(99), aBusiness()));
					for (const { party, name, remove, again } of steps) {
						const known = await alice.live('party', id(party));
						if (remove && known) await alice.save((transaction) => transaction.remove('party', id(party)));
						else await saveParty(alice, party, again ? 'same' : name);
					}
					const ids = [id(99), ...Array.from({ length: 6 }, (_, n) => id(n))];
					const before = await books(alice, ids);
					await device.store.clear(device.home.vault.ws, ['record', 'page', 'meta']);
					expect(await books(await device.open(), ids)).toEqual(before);
				} finally {
					device.end();
				}
			}),
			{ numRuns: 25 }
		);
	});
});

describe('a store that is full', () => {
	it('changes nothing, and the next save works', async () => {
		let full = false;
		device = await foundOnFile((store) => refusing(store, () => full));
		const alice = await device.open();
		await saveParty(alice, 1, 'Zoé');
		full = true;
		await expect(saveParty(alice, 2, 'Abel')).rejects.toThrow(new StoreError('full').message);
		expect(names(alice)).toEqual(['Zoé']);
		full = false;
		await saveParty(alice, 3, 'Léa');
		expect(names(await device.open()).sort()).toEqual(['Léa', 'Zoé']);
		expect(await alice.verify()).toBeUndefined();
	});
});

describe('damage on the disk', () => {
	it.each(['record', 'page', 'meta'] as const)('in a row of %s is mended from the log', async (table) => {
		const alice = await threeClients();
		for (const { key, bytes } of await rowsOf(table)) {
			const spoilt = Uint8Array.from(bytes);
			spoilt[spoilt.length - 1]! ^= 1;
			await device.store.write({ puts: [{ table, ws: device.home.vault.ws, key, bytes: spoilt as SealedBytes }] }, 'relaxed');
			const again = await device.open();
			expect(names(again).sort()).toEqual(['Abel', 'Léa', 'Zoé']);
			for (const n of [1, 2, 3]) expect(await again.live('party', id(n))).toMatchObject({ number: String(n) });
			expect(again.fingerprint).toBe(alice.fingerprint);
		}
	});

	it('of a log entry is found and named, and nothing is written afterwards', async () => {
		const alice = await threeClients();
		const entry = (await device.store.get('log', device.home.vault.ws, 3))!;
		entry[entry.length - 100]! ^= 1;
		await put({ table: 'log', ws: device.home.vault.ws, key: 3, bytes: entry });
		expect(await alice.verify()).toEqual({ n: 3, why: 'entry-void' });
		await expect(saveParty(alice, 4, 'Max')).rejects.toMatchObject({ code: 'log-broken', detail: '3 entry-void' });
		expect(names(alice).sort()).toEqual(['Abel', 'Léa', 'Zoé']);
	});

	it('of a log entry is found by the audit that follows every unlock', async () => {
		const alice = await threeClients();
		expect(await alice.audit()).toBe(false);
		const entry = (await device.store.get('log', device.home.vault.ws, 3))!;
		entry[entry.length - 1]! ^= 1;
		await put({ table: 'log', ws: device.home.vault.ws, key: 3, bytes: entry });
		const again = await device.open();
		expect(again.broken).toBeUndefined();
		expect(await again.audit()).toBe(true);
		expect(again.broken).toEqual({ n: 3, why: 'entry-void' });
	});

	it('that removes an entry from the middle is named by its position by the audit after the unlock', async () => {
		await threeClients();
		await device.store.write({ deletes: [{ table: 'log', ws: device.home.vault.ws, key: 3 }] }, 'relaxed');
		const again = await device.open();
		expect(await again.audit()).toBe(true);
		expect(again.broken).toEqual({ n: 3, why: 'entry-missing' });
		expect(names(again).sort()).toEqual(['Abel', 'Léa', 'Zoé']);
		await expect(saveParty(again, 4, 'Max')).rejects.toMatchObject({ code: 'log-broken', detail: '3 entry-missing' });
	});

	it('that removes an entry from the middle is named by the first save when the audit has not been there yet', async () => {
		await threeClients();
		await device.store.write({ deletes: [{ table: 'log', ws: device.home.vault.ws, key: 3 }] }, 'relaxed');
		const again = await device.open();
		await expect(saveParty(again, 4, 'Max')).rejects.toMatchObject({ code: 'log-broken', detail: '3 entry-missing' });
		expect(again.broken).toEqual({ n: 3, why: 'entry-missing' });
		expect(await device.store.count('log', device.home.vault.ws)).toBe(4);
	});

	it('that cuts off the end of the log is named too', async () => {
		await threeClients();
		await device.store.write({ deletes: [{ table: 'log', ws: device.home.vault.ws, key: 4 }] }, 'relaxed');
		expect((await device.open()).broken).toEqual({ n: 4, why: 'entry-missing' });
	});

	it('of rows and log together keeps what can still be read', async () => {
		await threeClients();
		await device.store.clear(device.home.vault.ws, ['record', 'page', 'meta']);
		await device.store.write({ deletes: [{ table: 'log', ws: device.home.vault.ws, key: 4 }] }, 'relaxed');
		await put({ table: 'log', ws: device.home.vault.ws, key: 5, bytes: new Uint8Array(300) as SealedBytes });
		const again = await device.open();
		expect(again.broken).toEqual({ n: 4, why: 'entry-missing' });
		expect(names(again).sort()).toEqual(['Abel', 'Zoé']);
	});
});

describe('threat 1: rows and entries swapped', () => {
	it('no row opens in the place of another', async () => {
		await threeClients();
		for (const table of TABLES) {
			const rows = await rowsOf(table);
			if (table === 'log') continue;
			for (const one of rows) {
				for (const two of rows) {
					if (one === two) continue;
					expect(device.home.vault.open(table, two.key, one.bytes)).toBeUndefined();
				}
				for (const other of TABLES) if (other !== table) expect(device.home.vault.open(other, one.key, one.bytes)).toBeUndefined();
			}
		}
	});

	it('swapped records come back from the log as they were', async () => {
		await threeClients();
		const [one, two] = [recordKey(device.home.vault, id(1)), recordKey(device.home.vault, id(2))];
		const [first, second] = await device.store.getMany('record', device.home.vault.ws, [one, two]);
		await put(
			{ table: 'record', ws: device.home.vault.ws, key: one, bytes: second! },
			{ table: 'record', ws: device.home.vault.ws, key: two, bytes: first! }
		);
		const again = await device.open();
		expect(await again.live('party', id(1))).toMatchObject({ name: 'Zoé' });
		expect(decodeRecord(device.home.vault.open('record', two, (await device.store.get('record', device.home.vault.ws, two))!)!).type).toBe(
			'party'
		);
	});

	it('swapped log entries are named', async () => {
		const alice = await threeClients();
		const [first, second] = await device.store.getMany('log', device.home.vault.ws, [2, 3]);
		await put(
			{ table: 'log', ws: device.home.vault.ws, key: 2, bytes: second! },
			{ table: 'log', ws: device.home.vault.ws, key: 3, bytes: first! }
		);
		expect(await alice.verify()).toEqual({ n: 2, why: 'entry-void' });
	});
});

describe('threat 2: entries of another workspace', () => {
	it('have no place in this log', async () => {
		const other = await foundOnFile();
		const stranger = await other.open();
		await saveParty(stranger, 1, 'Stranger');
		const foreign = (await other.store.get('log', other.home.vault.ws, 2))!;
		other.end();

		const alice = await threeClients();
		await put({ table: 'log', ws: device.home.vault.ws, key: 5, bytes: foreign });
		expect(await alice.verify()).toBeDefined();
		await put({ table: 'log', ws: device.home.vault.ws, key: 4, bytes: foreign });
		expect(await alice.verify()).toEqual({ n: 4, why: 'entry-void' });
	});

	it('cannot be repeated', async () => {
		const alice = await threeClients();
		await put({ table: 'log', ws: device.home.vault.ws, key: 4, bytes: (await device.store.get('log', device.home.vault.ws, 3))! });
		expect(await alice.verify()).toEqual({ n: 4, why: 'entry-void' });
	});
});

describe('threat 6: a copied profile', () => {
	it('seals with no nonce that its original uses, though both write the same', async () => {
		const { original, copy, end } = await copied();
		try {
			const nonces: string[] = [];
			for (const home of [original, copy]) {
				const before = new Set(await everyNonce(home));
				const workspace = await Workspace.open(home);
				for (let n = 4; n < 40; n++) await saveParty(workspace, n, 'the same');
				nonces.push(...(await everyNonce(home)).filter((nonce) => !before.has(nonce)));
			}
			expect(nonces.length).toBeGreaterThan(150);
			expect(new Set(nonces).size).toBe(nonces.length);
		} finally {
			end();
		}
	});

	it('cannot slip what it wrote into the log of its original', async () => {
		const { original, copy, end } = await copied();
		try {
			const [one, two] = [await Workspace.open(original), await Workspace.open(copy)];
			for (const n of [4, 5]) {
				await saveParty(one, n, 'by the original');
				await saveParty(two, n, 'by the copy');
			}
			const ws = original.vault.ws;
			const last = one.entries - 1;
			await original.store.write({ puts: [{ table: 'log', ws, key: last, bytes: (await copy.store.get('log', ws, last))! }] }, 'relaxed');
			expect(await one.verify()).toEqual({ n: last, why: 'entry-void' });
		} finally {
			end();
		}
	});

	/** The device, and its rows on another disk: same keys, same log. */
	async function copied(): Promise<{ original: WorkspaceHome; copy: WorkspaceHome; end: () => void }> {
		await threeClients();
		const other = await foundOnFile();
		const store = other.store;
		for (const table of TABLES) {
			const rows = await rowsOf(table);
			await store.write({ puts: rows.map(({ key, bytes }) => ({ table, ws: device.home.vault.ws, key, bytes })) }, 'relaxed');
		}
		return { original: device.home, copy: { ...device.home, store }, end: () => other.end() };
	}

	async function everyNonce({ store, vault }: WorkspaceHome): Promise<string[]> {
		const nonces: string[] = [];
		for (const table of TABLES)
			for await (const rows of store.all(table, vault.ws, 100))
				for (const { bytes } of rows) {
					const entry = table === 'log' ? parseEntry(bytes) : undefined;
					if (entry && isParseError(entry)) throw new Error('not an entry');
					// A membership entry seals nothing.
					const nonce = entry ? (entry.ciphertext.length > 0 ? entry.nonce : undefined) : bytes.subarray(1, 25);
					if (nonce) nonces.push(toHex(nonce));
				}
		return nonces;
	}
});

async function threeClients(): Promise<Workspace> {
	device = await foundOnFile();
	const alice = await device.open();
	await saveParty(alice, 1, 'Zoé');
	await saveParty(alice, 2, 'Abel');
	await saveParty(alice, 3, 'Léa');
	return alice;
}

async function rowsOf(table: Table) {
	const found = [];
	for await (const rows of device.store.all(table, device.home.vault.ws, 100)) found.push(...rows);
	return found;
}

function put(...puts: Put[]): Promise<void> {
	return device.store.write({ puts }, 'relaxed');
}

function refusing(store: Store, isFull: () => boolean): Store {
	return new Proxy(store, {
		get(target, name) {
			if (name === 'write' && isFull()) return () => Promise.reject(new StoreError('full'));
			const member: unknown = Reflect.get(target, name);
			return typeof member === 'function' ? (member.bind(target) as unknown) : member;
		}
	});
}
