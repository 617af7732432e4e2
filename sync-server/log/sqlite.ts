/**
 * The relay's store in one SQLite file, with its write-ahead log beside it. A commit is on the disk before its promise is kept (synchronous
 * FULL). [Note: one row a commit] Rows are appended by rowid and found by an index on (wsId, n): a primary key on them would halve the rate.
 *
 * Pages of 16 KiB: with smaller ones the rows of a commit lie on several each, and are written twice as slowly. The file is locked for this
 * process alone.
 */
import Database from 'libsql';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { packRuns, unpackRow, type PackedRun } from './row.ts';
import { PACKAGE_SCHEMA, PACKAGE_TABLES, sqlitePackages } from './sqlite-packages.ts';
import { OutOfStep, type LogStore, type PackPart, type PackState, type StoredEntry } from './store.ts';

/** All the relay knows about anybody; README.md says it again in words, and a test compares. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS workspaces (wsId BLOB PRIMARY KEY, n INTEGER NOT NULL, R BLOB NOT NULL, bytes INTEGER NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (wsId BLOB NOT NULL, n INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS entries_by_position ON entries (wsId, n);
CREATE TABLE IF NOT EXISTS packs (wsId BLOB NOT NULL, hash BLOB NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL, epoch INTEGER NOT NULL, salt BLOB NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS packs_by_part ON packs (wsId, hash, part);
CREATE TABLE IF NOT EXISTS uploads (wsId BLOB NOT NULL, hash BLOB NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (wsId, hash)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS locators (id BLOB PRIMARY KEY, wsId BLOB NOT NULL, bytes BLOB NOT NULL, member BLOB NOT NULL DEFAULT x'') WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS locators_by_workspace ON locators (wsId);
${PACKAGE_SCHEMA}`;
const VERSION = 4;
/** By the layout a file has: what brings it to the next one. */
const FROM_LAYOUT: Record<number, string> = {
	/** It did not note which packs are not whole. */
	1: `INSERT INTO uploads SELECT wsId, hash, CAST(strftime('%s', 'now') AS INTEGER) / 86400 FROM packs GROUP BY wsId, hash HAVING count(*) < max(parts);`,
	/** It did not note whose a locator is: the next device of the workspace that writes it has it. */
	2: `ALTER TABLE locators ADD COLUMN member BLOB NOT NULL DEFAULT x'';`
};

export class StoreInUse extends Error {
	constructor(file: string) {
		super(`${file} is in use by another relay: stop that one, or give this one another folder with RELAY_DATA.`);
	}
}

export interface SqliteOptions {
	/** Run before each commit becomes durable. For measuring slower disks. */
	beforeCommit?: () => void;
}

/** As it runs in a thread of its own, where the runs come packed. */
export interface SqliteStore extends LogStore {
	appendPacked(packed: readonly PackedRun[], buffer: Buffer): Promise<void>;
}

export function openSqlite(file: string, { beforeCommit }: SqliteOptions = {}): SqliteStore {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	const db = new Database(file);
	prepare(db, file);
	const sql = statements(db);

	/** Several statements, durable together when this returns, or undone. */
	function transaction<T>(work: () => T): T {
		sql.begin.run([]);
		try {
			const result = work();
			beforeCommit?.();
			sql.commit.run([]);
			return result;
		} catch (error) {
			if (db.inTransaction) sql.rollback.run([]);
			throw error;
		}
	}

	function grow(wsId: Uint8Array, by: number): void {
		if (sql.grow.run([by, blob(wsId)]).changes !== 1) throw new OutOfStep();
	}

	/** Within a transaction. Gives the bytes that became free. */
	function drop(wsId: Uint8Array, address: Uint8Array): number {
		const { size } = sql.packSize.get([blob(wsId), blob(address)]) as { size: number };
		grow(wsId, -size);
		sql.dropPack.run([blob(wsId), blob(address)]);
		sql.endUpload.run([blob(wsId), blob(address)]);
		return size;
	}

	function packState(wsId: Uint8Array, address: Uint8Array): PackState {
		const { have, count } = sql.packState.get([blob(wsId), blob(address)]) as PackState;
		return { have, count };
	}

	function write({ wsId, from, count, R, size, rows }: PackedRun, buffer: Buffer): void {
		const id = blob(wsId);
		if (sql.advance.run([from + count, blob(R), size, id, from]).changes !== 1) throw new OutOfStep();
		for (const { n, at, end } of rows) sql.insert.run([id, n, end - at, buffer.subarray(at, end)]);
	}

	function writeAll(packed: readonly PackedRun[], buffer: Buffer): void {
		for (const run of packed) write(run, buffer);
	}

	return {
		create: async ({ wsId, genesis, R, day }) =>
			transaction(() => {
				if (sql.head.get([blob(wsId)])) return false;
				sql.create.run([blob(wsId), 0, blob(R), 0, day]);
				const { packed, buffer } = packRuns([{ wsId, from: 0, R, entries: [{ bytes: genesis, void: false, restored: false }] }]);
				writeAll(packed, buffer);
				return true;
			}),

		head: async (wsId) => {
			const row = sql.head.get([blob(wsId)]) as { n: number; R: Buffer; bytes: number } | undefined;
			return row && { n: row.n, R: new Uint8Array(row.R), bytes: row.bytes };
		},

		append: async (runs) => {
			const { packed, buffer } = packRuns(runs);
			transaction(() => writeAll(packed, buffer));
		},

		appendPacked: async (packed, buffer) => transaction(() => writeAll(packed, buffer)),

		read: async (wsId, from, maxBytes) => {
			const found: StoredEntry[] = [];
			const first = sql.rowOf.get([blob(wsId), from]) as { n: number } | undefined;
			let at = first?.n ?? 0;
			let room = maxBytes;
			for (;;) {
				const row = sql.row.get([blob(wsId), at]) as { bytes: Buffer } | undefined;
				if (!row) return found;
				const entries = unpackRow(row.bytes);
				for (const [i, entry] of entries.entries()) {
					if (at + i < from) continue;
					room -= entry.bytes.length;
					if (room < 0 && found.length > 0) return found;
					found.push(entry);
				}
				at += entries.length;
			}
		},

		putPart: async (wsId, { address, epoch, salt, index, count, chunk }, day) =>
			transaction(() => {
				const { have, count: known } = packState(wsId, address);
				if (have !== index || (have > 0 && known !== count)) return false;
				grow(wsId, chunk.length);
				sql.putPart.run([blob(wsId), blob(address), index, count, epoch, blob(salt), chunk.length, blob(chunk)]);
				if (index + 1 < count) sql.noteUpload.run([blob(wsId), blob(address), day]);
				else if (count > 1) sql.endUpload.run([blob(wsId), blob(address)]);
				return true;
			}),

		packState: async (wsId, address) => packState(wsId, address),

		part: async (wsId, address, index) => {
			const row = sql.part.get([blob(wsId), blob(address), index]) as (PackPart & { chunk: Buffer; salt: Buffer }) | undefined;
			if (!row) return undefined;
			const { epoch, salt, count, chunk } = row;
			return { address, epoch, salt: new Uint8Array(salt), index, count, chunk: new Uint8Array(chunk) };
		},

		dropPack: async (wsId, address) => transaction(() => drop(wsId, address)),

		dropUnfinished: async (before) =>
			transaction(() => {
				// In a list the driver gives bytes as ArrayBuffers.
				const found = sql.uploadsBefore.all([before]) as { wsId: ArrayBuffer; hash: ArrayBuffer }[];
				return found.map((row) => {
					const wsId = new Uint8Array(row.wsId);
					return { wsId, bytes: drop(wsId, new Uint8Array(row.hash)) };
				});
			}),

		putLocator: async ({ wsId, member, id, bytes }, { ofMember, ofWorkspace }) =>
			transaction(() => {
				const known = sql.locator.get([blob(id)]) as { wsId: Buffer; member: Buffer } | undefined;
				if (known && !known.wsId.equals(wsId)) return 'taken';
				const isOwn = known?.member.equals(member) ?? false;
				if (known && !isOwn && known.member.length > 0) return 'taken';
				const { all, own } = sql.locatorsOf.get([blob(member), blob(wsId)]) as { all: number; own: number };
				if ((!known && all >= ofWorkspace) || (!isOwn && own >= ofMember)) return 'full';
				sql.putLocator.run([blob(id), blob(wsId), blob(bytes), blob(member)]);
				return 'stored';
			}),

		locator: async (id) => {
			const row = sql.locator.get([blob(id)]) as { bytes: Buffer } | undefined;
			return row && new Uint8Array(row.bytes);
		},

		remove: async (wsId) =>
			transaction(() => {
				for (const statement of sql.remove) statement.run([blob(wsId)]);
			}),

		...sqlitePackages(db, transaction),

		totals: async () => {
			const { workspaces, bytes } = sql.totals.get([]) as { workspaces: number; bytes: number };
			return { workspaces, bytes };
		},

		close: async () => {
			// Statements hold the connection until they are collected: the lock is given up before.
			db.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT n FROM workspaces LIMIT 1');
			db.close();
		}
	};
}

function prepare(db: Database.Database, file: string): void {
	try {
		db.exec(
			'PRAGMA page_size = 16384; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;'
		);
		const { user_version: version } = db.prepare('PRAGMA user_version').get([]) as { user_version: number };
		if (version > VERSION) throw new Error(`${file} was written by a newer relay (layout ${version}; this one knows ${VERSION}).`);
		const steps = Object.entries(FROM_LAYOUT).filter(([layout]) => version > 0 && Number(layout) >= version);
		db.exec(`BEGIN IMMEDIATE; ${SCHEMA} ${steps.map(([, step]) => step).join(' ')} PRAGMA user_version = ${VERSION}; COMMIT`);
	} catch (error) {
		db.close();
		throw /locked|busy/i.test(String(error)) ? new StoreInUse(file) : error;
	}
}

function statements(db: Database.Database) {
	return {
		begin: db.prepare('BEGIN IMMEDIATE'),
		commit: db.prepare('COMMIT'),
		rollback: db.prepare('ROLLBACK'),
		create: db.prepare('INSERT INTO workspaces (wsId, n, R, bytes, created) VALUES (?, ?, ?, ?, ?)'),
		head: db.prepare('SELECT n, R, bytes FROM workspaces WHERE wsId = ?'),
		advance: db.prepare('UPDATE workspaces SET n = ?, R = ?, bytes = bytes + ? WHERE wsId = ? AND n = ?'),
		grow: db.prepare('UPDATE workspaces SET bytes = bytes + ? WHERE wsId = ?'),
		insert: db.prepare('INSERT INTO entries (wsId, n, size, bytes) VALUES (?, ?, ?, ?)'),
		rowOf: db.prepare('SELECT n FROM entries WHERE wsId = ? AND n <= ? ORDER BY n DESC LIMIT 1'),
		row: db.prepare('SELECT bytes FROM entries WHERE wsId = ? AND n = ?'),
		putPart: db.prepare('INSERT INTO packs (wsId, hash, part, parts, epoch, salt, size, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
		packState: db.prepare('SELECT count(*) AS have, coalesce(max(parts), 0) AS count FROM packs WHERE wsId = ? AND hash = ?'),
		packSize: db.prepare('SELECT coalesce(sum(size), 0) AS size FROM packs WHERE wsId = ? AND hash = ?'),
		part: db.prepare('SELECT parts AS count, epoch, salt, bytes AS chunk FROM packs WHERE wsId = ? AND hash = ? AND part = ?'),
		dropPack: db.prepare('DELETE FROM packs WHERE wsId = ? AND hash = ?'),
		noteUpload: db.prepare('INSERT OR REPLACE INTO uploads (wsId, hash, day) VALUES (?, ?, ?)'),
		endUpload: db.prepare('DELETE FROM uploads WHERE wsId = ? AND hash = ?'),
		uploadsBefore: db.prepare('SELECT wsId, hash FROM uploads WHERE day < ?'),
		locator: db.prepare('SELECT wsId, bytes, member FROM locators WHERE id = ?'),
		locatorsOf: db.prepare('SELECT count(*) AS "all", coalesce(sum(member = ?), 0) AS own FROM locators WHERE wsId = ?'),
		putLocator: db.prepare('INSERT OR REPLACE INTO locators (id, wsId, bytes, member) VALUES (?, ?, ?, ?)'),
		remove: ['workspaces', 'entries', 'packs', 'uploads', 'locators', ...PACKAGE_TABLES].map((table) =>
			db.prepare(`DELETE FROM ${table} WHERE wsId = ?`)
		),
		totals: db.prepare('SELECT count(*) AS workspaces, coalesce(sum(bytes), 0) AS bytes FROM workspaces')
	};
}

/** What libsql binds: a Buffer of exactly these bytes. */
function blob(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
