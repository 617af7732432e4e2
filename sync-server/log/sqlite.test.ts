import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { acceptance } from './acceptance.ts';
import { acceptPackages } from './package-acceptance.ts';
import { MOST_GETS } from './package-store.ts';
import { StoreInUse, openSqlite } from './sqlite.ts';
import { openSqliteThread } from './thread.ts';

const folders: string[] = [];
function newFile(): string {
	const folder = mkdtempSync(join(tmpdir(), 'waxbill-log-'));
	folders.push(folder);
	return join(folder, 'sub', 'relay.sqlite');
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

for (const accept of [acceptance, acceptPackages]) {
	accept('SQLite', async () => {
		const file = newFile();
		const store = openSqlite(file);
		return { store, reopen: async () => (await store.close(), openSqlite(file)) };
	});

	accept('SQLite in its thread', async () => {
		const file = newFile();
		const store = await openSqliteThread(file);
		return { store, reopen: async () => (await store.close(), openSqliteThread(file)) };
	});
}

describe('the SQLite file', () => {
	it('has the tables and columns README.md lists, and no other', async () => {
		const file = newFile();
		await openSqlite(file).close();
		const db = new Database(file);
		const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all([]) as { name: string }[];
		const found = tables.map(
			({ name }) => `${name}(${(db.pragma(`table_info(${name})`) as { name: string }[]).map((c) => c.name).join(', ')})`
		);
		db.close();
		const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
		const listed = [...readme.matchAll(/^\| `(\w+\([\w, ]+\))` /gm)].map((match) => match[1]!).sort();
		expect(found).toEqual(listed);
	});

	it('of the first layout is taken over, with the packs that were not whole then', async () => {
		const file = newFile();
		const wsId = new Uint8Array(16);
		const part = { address: new Uint8Array(32), epoch: 0, salt: new Uint8Array(16), index: 0, count: 2, chunk: new Uint8Array(9) };
		const whole = { ...part, address: new Uint8Array(32).fill(1), count: 1 };
		const before = openSqlite(file);
		await before.create({ wsId, genesis: new Uint8Array(5), R: new Uint8Array(32), day: 1 });
		for (const each of [part, whole]) await before.putPart(wsId, each, 1);
		await before.close();
		const db = new Database(file);
		db.exec('DROP TABLE uploads; ALTER TABLE locators DROP COLUMN member; PRAGMA user_version = 1');
		db.close();
		const store = openSqlite(file);
		expect(await store.dropUnfinished(2)).toEqual([]);
		expect(await store.dropUnfinished(1e6)).toEqual([{ wsId, bytes: 9 }]);
		expect(await store.packState(wsId, whole.address)).toEqual({ have: 1, count: 1 });
		await store.close();
	});

	it('of the second layout is taken over, with locators that the next device to write them has', async () => {
		const file = newFile();
		const [wsId, id, ada, bob] = [1, 2, 3, 4].map((byte) => new Uint8Array(16).fill(byte)) as [
			Uint8Array,
			Uint8Array,
			Uint8Array,
			Uint8Array
		];
		const most = { ofMember: 1, ofWorkspace: 9 };
		const before = openSqlite(file);
		await before.putLocator({ wsId, member: ada, id, bytes: new Uint8Array(5) }, most);
		await before.close();
		const db = new Database(file);
		db.exec('ALTER TABLE locators DROP COLUMN member; PRAGMA user_version = 2');
		db.close();
		const store = openSqlite(file);
		expect(await store.locator(id)).toEqual(new Uint8Array(5));
		expect(await store.putLocator({ wsId, member: ada, id, bytes: new Uint8Array(6) }, most)).toBe('stored');
		expect(await store.putLocator({ wsId, member: bob, id, bytes: new Uint8Array(7) }, most)).toBe('taken');
		expect(await store.locator(id)).toEqual(new Uint8Array(6));
		await store.close();
	});

	it('counts the openings of a package no further than its bound', async () => {
		const file = newFile();
		const wsId = new Uint8Array(16);
		const id = new Uint8Array(32).fill(1);
		const part = { id, version: 1, expires: 9, part: 0, parts: 1, chunk: new Uint8Array(5) };
		const before = openSqlite(file);
		await before.create({ wsId, genesis: new Uint8Array(5), R: id, day: 1 });
		await before.putPackage(wsId, part, 1, { count: 1, bytes: 9, size: 9 });
		await before.close();
		const db = new Database(file);
		db.exec(`UPDATE packages SET gets = ${MOST_GETS - 1}`);
		db.close();
		const store = openSqlite(file);
		for (let i = 0; i < 2; i++) await store.packagePart(id, 0, 1);
		expect(await store.packages(wsId, new Uint8Array(32), 9)).toMatchObject([{ gets: MOST_GETS }]);
		await store.close();
	});

	it('is one process’s alone', async () => {
		const file = newFile();
		const store = openSqlite(file);
		expect(() => openSqlite(file)).toThrow(StoreInUse);
		await expect(openSqliteThread(file)).rejects.toThrow(StoreInUse);
		return store.close();
	});

	it('of a newer relay is left alone', async () => {
		const file = newFile();
		await openSqlite(file).close();
		const db = new Database(file);
		db.exec('PRAGMA user_version = 9');
		db.close();
		expect(() => openSqlite(file)).toThrow(/newer relay/);
	});

	it('takes nothing of a commit that fails before its end', async () => {
		const file = newFile();
		let broken = false;
		const store = openSqlite(file, {
			beforeCommit: () => {
				if (broken) throw new Error('disk full');
			}
		});
		const wsId = new Uint8Array(16);
		await store.create({ wsId, genesis: new Uint8Array(5), R: new Uint8Array(32), day: 1 });
		broken = true;
		const run = { wsId, from: 1, R: new Uint8Array(32), entries: [{ bytes: new Uint8Array(3), void: false, restored: false }] };
		await expect(store.append([run])).rejects.toThrow('disk full');
		broken = false;
		await store.append([run]);
		expect(await store.head(wsId)).toMatchObject({ n: 2, bytes: 8 });
		await store.close();
	});
});
