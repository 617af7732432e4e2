import { cdp } from 'vitest/browser';
import { afterEach, describe, expect, test } from 'vitest';
import { describeStore } from './acceptance.ts';
import { openDexieStore } from './dexie-store.ts';
import { StoreError, TABLES, type SealedBytes, type Store, type StoreErrorKind, type Tag } from './store.ts';

const opened: Store[] = [];

async function open(name: string, onLost?: Parameters<typeof openDexieStore>[1]) {
	const store = await openDexieStore(name, onLost);
	opened.push(store);
	return store;
}

afterEach(async () => {
	for (const store of opened.splice(0)) store.close();
	for (const { name } of await indexedDB.databases()) await asked(indexedDB.deleteDatabase(name!));
});

describeStore('IndexedDB', {
	open,
	/** The browser remembers for a while how much room an origin has: clearing its data makes it count anew. */
	async squeeze() {
		const { origin } = location;
		await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
		await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4 * 1024 * 1024 });
		return async () => void (await cdp().send('Storage.overrideQuotaForOrigin', { origin }));
	}
});

describe('IndexedDB underneath', () => {
	test('the database holds seven tables without a name in it, and sealed bytes as they are', async () => {
		const store = await open('inside');
		const [ws, key] = [tag(1), tag(2)];
		const bytes = Uint8Array.from([1, 2, 3]) as SealedBytes;
		await store.write({ puts: [{ table: 'record', ws, key, bytes }], header: bytes }, 'relaxed');
		const db = await rawOpen('inside');
		expect([...db.objectStoreNames]).toEqual([...TABLES, 'header'].toSorted());
		const tx = db.transaction(['record', 'header']);
		const record = tx.objectStore('record');
		expect([record.keyPath, record.autoIncrement, record.indexNames.length]).toEqual([null, false, 0]);
		expect(await asked(record.getAllKeys())).toEqual([[ws.slice().buffer, key.slice().buffer]]);
		expect(await asked(record.getAll())).toEqual([bytes]);
		expect(await asked(tx.objectStore('header').getAllKeys())).toEqual([0]);
		expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['inside']);
		db.close();
	});

	test('strict and relaxed reach the transactions', async () => {
		const store = await open('durability');
		const seen: string[] = [];
		const real = IDBDatabase.prototype.transaction;
		IDBDatabase.prototype.transaction = function (...args) {
			const tx = real.apply(this, args);
			seen.push(`${tx.mode} ${tx.durability}`);
			return tx;
		};
		try {
			await store.write({ header: new Uint8Array(3) }, 'strict');
			await store.write({ header: new Uint8Array(3) }, 'relaxed');
			await store.clear(tag(1));
		} finally {
			IDBDatabase.prototype.transaction = real;
		}
		expect(seen).toEqual(['readwrite strict', 'readwrite relaxed', 'readwrite strict']);
	});

	test('a failure halfway through the transaction undoes what came before it', async () => {
		const store = await open('halfway');
		const ws = tag(1);
		const bytes = new Uint8Array(10) as SealedBytes;
		const gone = new Uint8Array(10) as SealedBytes;
		structuredClone(gone.buffer, { transfer: [gone.buffer] });
		const puts = [bytes, gone, bytes].map((bytes, key) => ({ table: 'log', ws, key, bytes }) as const);
		await expect(store.write({ puts, header: bytes }, 'strict')).rejects.toBeInstanceOf(StoreError);
		expect(await store.count('log', ws)).toBe(0);
		expect(await store.readHeader()).toBeUndefined();
	});

	test('no other tab is told the keys of what changed', async () => {
		const store = await open('quiet');
		const told: unknown[] = [];
		const tab = new BroadcastChannel('x-storagemutated-1');
		tab.onmessage = ({ data }) => void told.push(data);
		await store.write({ puts: [{ table: 'log', ws: tag(1), key: 1, bytes: new Uint8Array(3) as SealedBytes }] }, 'strict');
		const [mark, marked] = [new BroadcastChannel('x-storagemutated-1'), Promise.withResolvers()];
		tab.addEventListener('message', ({ data }) => data === 'mark' && marked.resolve(data));
		mark.postMessage('mark');
		await marked.promise;
		expect(told).toEqual(['mark']);
		tab.close();
		mark.close();
	});
});

describe('damage', () => {
	const kind = (kind: string) => expect.objectContaining({ kind });

	test.each([['text'], [{ length: 3 }], [new ArrayBuffer(3)], [null]])('%o in the place of bytes is damage', async (value) => {
		const store = await open('values');
		await rawPut('values', 'log', [tag(1), 1] as IDBValidKey, value);
		await rawPut('values', 'header', 0, value);
		await expect(store.get('log', tag(1), 1)).rejects.toEqual(kind('damaged'));
		await expect(store.range('log', tag(1), 0, 9, 9)).rejects.toEqual(kind('damaged'));
		await expect(store.readHeader()).rejects.toEqual(kind('damaged'));
	});

	const strangers = { 'a text': ['name'], 'a fraction': [1.5], 'a short tag': [new Uint8Array(3)], 'two keys': [1, 2] };
	test.each(Object.entries(strangers))('a row under %s is damage', async (_, key) => {
		const store = await open('keys');
		await rawPut('keys', 'page', [tag(1), ...key] as IDBValidKey, new Uint8Array(3));
		await expect(store.all('page', tag(1), 10)[Symbol.asyncIterator]().next()).rejects.toEqual(kind('damaged'));
	});

	test('a missing table is damage, and Dexie mends nothing', async () => {
		const db = await rawOpen('tables', 10, (db) => void db.createObjectStore('log'));
		db.close();
		const store = await open('tables');
		await expect(store.readHeader()).rejects.toEqual(kind('damaged'));
		const after = await rawOpen('tables');
		expect([after.version, ...after.objectStoreNames]).toEqual([10, 'log']);
		after.close();
	});

	test('a database of a later version is left alone', async () => {
		const later = await rawOpen('later', 20, (db) => void db.createObjectStore('whatever'));
		later.close();
		await expect(openDexieStore('later')).rejects.toEqual(kind('newer-version'));
		const after = await rawOpen('later');
		expect([after.version, ...after.objectStoreNames]).toEqual([20, 'whatever']);
		after.close();
	});

	test('a tab that will not let go of an older version makes it unavailable, and nothing waits behind', async () => {
		const older = await rawOpen('older', 5);
		await expect(openDexieStore('older')).rejects.toEqual(kind('unavailable'));
		older.close();
		await asked(indexedDB.deleteDatabase('older'));
	});
});

describe('losing the connection', () => {
	const lost = () => {
		const { promise, resolve } = Promise.withResolvers<StoreErrorKind>();
		return { kind: promise, onLost: resolve };
	};

	test('another tab upgrades: it closes, says so once, and answers no more', async () => {
		const { kind, onLost } = lost();
		const store = await open('upgraded', onLost);
		const newer = await rawOpen('upgraded', 20);
		expect(await kind).toBe('newer-version');
		await expect(store.readHeader()).rejects.toMatchObject({ kind: 'newer-version' });
		newer.close();
	});

	test('another tab deletes: the deletion is not held up, and the database does not come back empty', async () => {
		const { kind, onLost } = lost();
		const store = await open('deleted', onLost);
		const other = await open('deleted');
		await other.destroy();
		expect(await kind).toBe('unavailable');
		await expect(store.write({ header: new Uint8Array(3) }, 'strict')).rejects.toMatchObject({ kind: 'unavailable' });
		expect(await indexedDB.databases()).toEqual([]);
	});

	test('the browser drops it: every later call throws', async () => {
		const { kind, onLost } = lost();
		const store = await open('dropped', onLost);
		await store.write({ header: new Uint8Array(3) }, 'strict');
		await cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
		expect(await kind).toBe('unavailable');
		await expect(store.readHeader()).rejects.toMatchObject({ kind: 'unavailable' });
	});

	test('a tab that holds up the deletion finds the tables empty', async () => {
		const store = await open('held');
		await store.write({ header: new Uint8Array(3) }, 'strict');
		const holder = await rawOpen('held');
		await expect(store.destroy()).rejects.toMatchObject({ kind: 'unavailable' });
		expect(await asked(holder.transaction('header').objectStore('header').count())).toBe(0);
		holder.close();
	});
});

function tag(n: number): Tag {
	return new Uint8Array(16).fill(n) as Tag;
}

async function rawPut(name: string, table: string, key: IDBValidKey, value: unknown): Promise<void> {
	const db = await rawOpen(name);
	await asked(db.transaction(table, 'readwrite').objectStore(table).put(value, key));
	db.close();
}

function rawOpen(name: string, version?: number, upgrade: (db: IDBDatabase) => void = () => {}): Promise<IDBDatabase> {
	const request = indexedDB.open(name, version);
	request.onupgradeneeded = () => upgrade(request.result);
	return asked(request);
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
