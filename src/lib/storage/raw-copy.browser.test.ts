import { afterEach, expect, test } from 'vitest';
import { openDexieStore } from './dexie-store.ts';
import { copyRaw, RAW_FORMAT } from './raw-copy.ts';
import type { SealedBytes, Tag } from './store.ts';

let made = 0;
let name: string;
afterEach(() => indexedDB.deleteDatabase(name));

const tag = (byte: number) => new Uint8Array(16).fill(byte) as Tag;
const bytes = (...values: number[]) => Uint8Array.from(values) as SealedBytes;

async function lines(blob: Blob): Promise<Record<string, unknown>[]> {
	return (await blob.text())
		.trimEnd()
		.split('\n')
		.map((text) => JSON.parse(text) as Record<string, unknown>);
}

async function filled(rows: number): Promise<void> {
	name = `raw-${made++}`;
	const store = await openDexieStore(name);
	const log = Array.from({ length: rows }, (_, key) => ({ table: 'log' as const, ws: tag(1), key, bytes: bytes(key % 256, key >> 8) }));
	await store.write(
		{ puts: [...log, { table: 'record', ws: tag(1), key: tag(9), bytes: bytes(7, 8, 9) }], header: bytes(1, 2, 3) },
		'relaxed'
	);
	store.close();
}

function upgrade(version: number, change: (db: IDBDatabase) => void = () => {}): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name, version);
		request.onupgradeneeded = () => change(request.result);
		request.onerror = () => reject(new Error(request.error?.name));
		request.onsuccess = () => {
			request.result.close();
			resolve();
		};
	});
}

test('every row is in it, bytes and keys as they lie there, across batches', async () => {
	await filled(1203);
	const [head, ...rows] = await lines(await copyRaw(name));
	expect(head).toMatchObject({ format: RAW_FORMAT, v: 1, database: name });
	expect(rows).toHaveLength(1205);
	const log = rows.filter(({ t }) => t === 'log');
	expect(log.map(({ k }) => (k as unknown[])[1])).toEqual(Array.from({ length: 1203 }, (_, key) => key));
	expect(log[1200]).toMatchObject({ k: [{ hex: '01'.repeat(16) }, 1200], b: btoa(String.fromCharCode(1200 % 256, 1200 >> 8)) });
	expect(rows.find(({ t }) => t === 'record')).toEqual({
		t: 'record',
		k: [{ hex: '01'.repeat(16) }, { hex: '09'.repeat(16) }],
		b: btoa('\x07\x08\x09')
	});
	expect(rows.find(({ t }) => t === 'header')).toMatchObject({ k: 0, b: btoa('\x01\x02\x03') });
});

test('a database of a newer version is copied as it is, and stays what it was', async () => {
	await filled(3);
	await upgrade(990, (db) => db.createObjectStore('later'));
	await expect(openDexieStore(name)).rejects.toMatchObject({ kind: 'newer-version' });
	const [head, ...rows] = await lines(await copyRaw(name));
	expect(head).toMatchObject({ version: 990 });
	expect((head!.tables as string[]).includes('later')).toBe(true);
	expect(rows).toHaveLength(5);
	expect((await indexedDB.databases()).find((each) => each.name === name)?.version).toBe(990);
});

test('where there is no database none is made', async () => {
	name = `raw-${made++}`;
	await expect(copyRaw(name)).rejects.toMatchObject({ kind: 'damaged' });
	expect((await indexedDB.databases()).some((each) => each.name === name)).toBe(false);
});

test('what is not bytes is told as it is', async () => {
	name = `raw-${made++}`;
	await upgrade(1, (db) => db.createObjectStore('odd').put({ left: 'over' }, 'key'));
	expect((await lines(await copyRaw(name)))[1]).toEqual({ t: 'odd', k: 'key', j: '{"left":"over"}' });
});
