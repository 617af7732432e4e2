import fc from '../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { generatedBooks, writeGenerated } from '../../../tests/support/generated-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { Store } from '../storage/store.ts';
import { saveInBulk } from './bulk.ts';
import { headKey, recordKey } from './home.ts';
import { rebuild } from './rebuild.ts';
import type { Workspace } from './workspace.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

const id = (n: number) => n.toString(16).padStart(32, '0');

/** A device with generated books, of which a few records were removed, brought back and removed again. */
async function someBooks(documents: number, seed: number, wrap?: (store: Store) => Store) {
	device = await foundOnFile(wrap);
	const workspace = await device.open();
	const items = [...generatedBooks({ documents, seed })];
	await saveInBulk(workspace, items, writeGenerated, { ids: (item) => item.ids });
	for (let n = 0; n < 4; n++) await workspace.save((transaction) => transaction.putLive('party', id(n), aParty({ name: `P${n}` })));
	await workspace.save((transaction) => transaction.remove('party', id(1)));
	await workspace.save((transaction) => transaction.remove('party', id(2)));
	await workspace.save((transaction) => transaction.putLive('party', id(2), aParty({ name: 'back' })));
	return { workspace, ids: [...items.flatMap((item) => item.ids), ...[0, 1, 2, 3].map(id)] };
}

async function contents(workspace: Workspace, ids: readonly string[]) {
	const lists = ['party', 'document', 'payment', 'series', 'bin'].map((name) => [...workspace.list(name).values()]);
	return { lists, records: await Promise.all(ids.map((each) => workspace.read(each))), ledger: workspace.ledger };
}

describe('a rebuild', () => {
	it('gives what the saves gave, in however little memory it folds', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.integer(), fc.constantFrom(0, 3000, 60_000), async (documents, seed, memory) => {
				const { workspace, ids } = await someBooks(documents, seed);
				try {
					const before = await contents(workspace, ids);
					await rebuild(device.home, { memory });
					expect(await contents(await device.open(), ids)).toEqual(before);
				} finally {
					device.end();
				}
			}),
			{ numRuns: 5 }
		);
	});

	it('that is cut short anywhere is done again, and nothing is missing', async () => {
		let left = Infinity;
		const { workspace, ids } = await someBooks(6, 4, (store) => endingAfter(store, () => left-- <= 0));
		const before = await contents(workspace, ids);
		let cuts = 0;
		for (let writes = 0; ; writes++, cuts++) {
			left = writes;
			const done = await rebuild(device.home, { memory: 3000 }).then(
				() => true,
				() => false
			);
			left = Infinity;
			if (done) break;
			expect(await contents(await device.open(), ids)).toEqual(before);
		}
		expect(cuts).toBeGreaterThan(3);
	});

	it('leaves no row of what the log does not know', async () => {
		const { workspace } = await someBooks(3, 5);
		const { store, vault } = device.home;
		const stranger = recordKey(vault, id(77));
		await store.write({ puts: [vault.seal('record', stranger, new Uint8Array(9))] }, 'relaxed');
		const rows = await store.count('record', vault.ws);
		await workspace.verify();
		expect([await store.count('record', vault.ws), await store.get('record', vault.ws, stranger)]).toEqual([rows - 1, undefined]);
	});

	it('keeps what else lies beside the head', async () => {
		const { workspace } = await someBooks(1, 5);
		const { store, vault } = device.home;
		const key = vault.tag('something else');
		await store.write({ puts: [vault.sealJson('meta', key, 'kept')] }, 'relaxed');
		await workspace.verify();
		expect(vault.openJson('meta', key, (await store.get('meta', vault.ws, key))!)).toBe('kept');
	});
});

describe('checking the books', () => {
	it('can be stopped, and nothing was touched', async () => {
		const { workspace } = await someBooks(2, 6);
		const { store, vault } = device.home;
		const head = await store.get('meta', vault.ws, headKey(vault));
		const stop = new AbortController();
		await expect(workspace.verify((part) => part >= 0.5 && stop.abort(), stop.signal)).rejects.toThrow('abort');
		expect(await store.get('meta', vault.ws, headKey(vault))).toEqual(head);
		expect(await workspace.verify()).toBeUndefined();
	});

	it('leaves another tab able to save, on the rows as they now lie', async () => {
		const { workspace, ids } = await someBooks(3, 7);
		const tab = await device.open();
		for (let n = 10; n < 14; n++) await workspace.save((transaction) => transaction.putLive('party', id(n), aParty()));
		await tab.follow();
		await workspace.verify();
		for (let n = 20; n < 24; n++) await tab.save((transaction) => transaction.putLive('party', id(n), aParty({ name: `N${n}` })));
		const expected = await contents(tab, ids);
		expect(await contents(await device.open(), ids)).toEqual(expected);
		expect(await tab.verify()).toBeUndefined();
		expect(await contents(tab, ids)).toEqual(expected);
	});
});

/** A store that ends, as with the power, at the write that `ends` says. */
function endingAfter(store: Store, ends: () => boolean): Store {
	const cut = () => {
		if (ends()) throw new Error('power cut');
	};
	return new Proxy(store, {
		get(target, name) {
			const value = target[name as keyof Store];
			if (typeof value !== 'function') return value;
			return (...args: unknown[]) => {
				if (name === 'write' || name === 'clear') cut();
				return (value as (...given: unknown[]) => unknown).apply(target, args);
			};
		}
	});
}
