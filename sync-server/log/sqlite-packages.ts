/** Client links in the relay's SQLite file. */
import type Database from 'libsql';
import type { PackageInfo } from '../protocol/package-infos.ts';
import { ANSWERS_STAY, MOST_GETS, type PackagePut, type PackageStore } from './package-store.ts';

/** Content is in `package_parts` alone: a row of `packages` without any is a package that was revoked or has expired. */
export const PACKAGE_SCHEMA = `
CREATE TABLE IF NOT EXISTS packages (id BLOB PRIMARY KEY, wsId BLOB NOT NULL, version INTEGER NOT NULL, expires INTEGER NOT NULL, gets INTEGER NOT NULL, revoked INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS packages_by_workspace ON packages (wsId);
CREATE TABLE IF NOT EXISTS package_parts (wsId BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL, day INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS package_parts_by_part ON package_parts (wsId, id, version, part, size);
CREATE TABLE IF NOT EXISTS answers (id BLOB NOT NULL, answer BLOB NOT NULL, wsId BLOB NOT NULL, version INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (id, answer)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_by_workspace ON answers (wsId);
`;
export const PACKAGE_TABLES = ['packages', 'package_parts', 'answers'];

interface Row {
	wsId: Buffer;
	version: number;
	expires: number;
	revoked: number;
}

export function sqlitePackages(db: Database.Database, transaction: <T>(work: () => T) => T): PackageStore {
	const sql = statements(db);
	const known = (id: Uint8Array) => sql.one.get([blob(id)]) as Row | undefined;

	/** That is given out on this day. */
	function offered(id: Uint8Array, day: number): Row | undefined {
		const row = known(id);
		return row && !row.revoked && row.expires >= day ? row : undefined;
	}

	return {
		putPackage: async (wsId, { id, version, expires, part, parts, chunk }, day, most) =>
			transaction((): PackagePut => {
				const row = known(id);
				if (!sql.workspace.get([blob(wsId)]) || (row && (!row.wsId.equals(wsId) || row.revoked))) return 'gone';
				if (row && row.version >= version) return 'old';
				if (part === 0) sql.dropDrafts.run([blob(wsId), blob(id), row?.version ?? 0]);
				const draft = sql.draft.get([blob(wsId), blob(id), version]) as { have: number; parts: number; size: number };
				if (draft.have !== part || part >= parts || (part > 0 && draft.parts !== parts)) return 'out-of-step';
				if (draft.size + chunk.length > most.size) return 'too-large';
				const all = sql.ofWorkspace.get([blob(wsId), blob(wsId)]) as { count: number; bytes: number };
				if ((!row && all.count >= most.count) || all.bytes + chunk.length > most.bytes) return 'full';
				sql.putPart.run([blob(wsId), blob(id), version, part, parts, day, chunk.length, blob(chunk)]);
				if (part + 1 < parts) return 'stored';
				sql.dropBefore.run([blob(wsId), blob(id), version]);
				sql.put.run([blob(id), blob(wsId), version, expires]);
				return 'whole';
			}),

		dropPackage: async (wsId, id) =>
			transaction(() => {
				sql.dropDrafts.run([blob(wsId), blob(id), 0]);
				return sql.revoke.run([blob(id), blob(wsId)]).changes === 1;
			}),

		packages: async (wsId, after, most) =>
			// In a list the driver gives bytes as ArrayBuffers.
			(sql.list.all([blob(wsId), blob(after), most]) as (Omit<PackageInfo, 'id'> & { id: ArrayBuffer })[]).map(
				({ id, version, expires, gets, answers }) => ({
					id: new Uint8Array(id),
					version,
					expires,
					gets,
					answers
				})
			),

		packagePart: async (id, part, day, by) =>
			transaction(() => {
				const row = offered(id, day);
				if (!row) return undefined;
				const found = sql.part.get([row.wsId, blob(id), row.version, part]) as { parts: number; bytes: Buffer } | undefined;
				if (!found) return undefined;
				if (part === 0 && !(by && row.wsId.equals(by))) sql.count.run([MOST_GETS, blob(id)]);
				return { version: row.version, part, parts: found.parts, chunk: new Uint8Array(found.bytes) };
			}),

		putAnswer: async (id, { answer, version, bytes }, day, most) =>
			transaction(() => {
				const row = offered(id, day);
				if (!row) return 'gone';
				const wsId = new Uint8Array(row.wsId);
				if (sql.answer.get([blob(id), blob(answer)])) return { wsId };
				const own = sql.answersOf.get([blob(id)]) as { count: number; bytes: number };
				const { count } = sql.answersOfWorkspace.get([row.wsId]) as { count: number };
				if (own.count >= most.ofPackage || own.bytes + bytes.length > most.bytesOfPackage || count >= most.ofWorkspace) return 'full';
				sql.putAnswer.run([blob(id), blob(answer), row.wsId, version, bytes.length, blob(bytes)]);
				return { wsId };
			}),

		nextAnswer: async (wsId, id, after) => {
			const row = sql.next.get([blob(id), blob(wsId), blob(after)]) as { answer: Buffer; version: number; bytes: Buffer } | undefined;
			return row && { answer: new Uint8Array(row.answer), version: row.version, bytes: new Uint8Array(row.bytes) };
		},

		dropAnswer: async (wsId, id, answer) => transaction(() => void sql.dropAnswer.run([blob(id), blob(answer), blob(wsId)])),

		sweepPackages: async (day, unfinished) =>
			transaction(() => {
				sql.sweepParts.run([day]);
				sql.sweepDrafts.run([unfinished]);
				sql.sweepAnswers.run([day - ANSWERS_STAY]);
				sql.sweepRows.run([day - ANSWERS_STAY]);
			})
	};
}

function statements(db: Database.Database) {
	return {
		workspace: db.prepare('SELECT n FROM workspaces WHERE wsId = ?'),
		one: db.prepare('SELECT wsId, version, expires, revoked FROM packages WHERE id = ?'),
		draft: db.prepare(
			'SELECT count(*) AS have, coalesce(max(parts), 0) AS parts, coalesce(sum(size), 0) AS size FROM package_parts WHERE wsId = ? AND id = ? AND version = ?'
		),
		ofWorkspace: db.prepare(
			'SELECT (SELECT count(*) FROM packages WHERE wsId = ?) AS count, coalesce(sum(size), 0) AS bytes FROM package_parts WHERE wsId = ?'
		),
		putPart: db.prepare('INSERT INTO package_parts (wsId, id, version, part, parts, day, size, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
		dropDrafts: db.prepare('DELETE FROM package_parts WHERE wsId = ? AND id = ? AND version > ?'),
		dropBefore: db.prepare('DELETE FROM package_parts WHERE wsId = ? AND id = ? AND version < ?'),
		put: db.prepare(
			'INSERT INTO packages (id, wsId, version, expires, gets, revoked) VALUES (?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET version = excluded.version, expires = excluded.expires'
		),
		revoke: db.prepare('UPDATE packages SET revoked = 1 WHERE id = ? AND wsId = ?'),
		list: db.prepare(
			'SELECT id, iif(revoked, 0, version) AS version, expires, gets, (SELECT count(*) FROM answers WHERE answers.id = packages.id) AS answers FROM packages WHERE wsId = ? AND id > ? ORDER BY id LIMIT ?'
		),
		part: db.prepare('SELECT parts, bytes FROM package_parts WHERE wsId = ? AND id = ? AND version = ? AND part = ?'),
		count: db.prepare('UPDATE packages SET gets = min(gets + 1, ?) WHERE id = ?'),
		answer: db.prepare('SELECT version FROM answers WHERE id = ? AND answer = ?'),
		answersOf: db.prepare('SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM answers WHERE id = ?'),
		answersOfWorkspace: db.prepare('SELECT count(*) AS count FROM answers WHERE wsId = ?'),
		putAnswer: db.prepare('INSERT INTO answers (id, answer, wsId, version, size, bytes) VALUES (?, ?, ?, ?, ?, ?)'),
		next: db.prepare('SELECT answer, version, bytes FROM answers WHERE id = ? AND wsId = ? AND answer > ? ORDER BY answer LIMIT 1'),
		dropAnswer: db.prepare('DELETE FROM answers WHERE id = ? AND answer = ? AND wsId = ?'),
		sweepParts: db.prepare('DELETE FROM package_parts WHERE id IN (SELECT id FROM packages WHERE expires < ?)'),
		sweepDrafts: db.prepare(
			'DELETE FROM package_parts WHERE day < ? AND NOT EXISTS (SELECT 1 FROM packages WHERE packages.id = package_parts.id AND packages.wsId = package_parts.wsId AND packages.version = package_parts.version)'
		),
		sweepAnswers: db.prepare('DELETE FROM answers WHERE id IN (SELECT id FROM packages WHERE expires < ?)'),
		sweepRows: db.prepare('DELETE FROM packages WHERE expires < ?')
	};
}

function blob(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
