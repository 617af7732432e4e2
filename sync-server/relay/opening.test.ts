/** A log of 100,000 entries is opened in parts, once for all that ask, while others are served. Counted, because time is the machine's. */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Books, Line, forgetFolders, found, newFolder, startRelay } from '../../tests/support/relay-device.ts';
import { openSqlite } from '../log/sqlite.ts';
import type { LogStore } from '../log/store.ts';
import { rollingHash } from '../protocol/codec.ts';
import { suite } from '../sodium.ts';

afterAll(forgetFolders);

const ENTRIES = 100_000;
const PART = 512 * 1024;

/** Nobody looks at the signatures of DATA when a log is opened: they are left out. */
async function longLog(file: string): Promise<{ books: Books; bytes: number; R: Uint8Array }> {
	const books = new Books();
	books.founder.sign = () => new Uint8Array(64);
	const content = new Uint8Array(272);
	const store = openSqlite(file);
	let { n, R } = { n: 1, R: books.seen.R };
	await store.create({ wsId: books.wsId, genesis: books.genesis, R, day: 0 });
	let bytes = books.genesis.length;
	while (n < ENTRIES) {
		const from = n;
		const entries = Array.from({ length: Math.min(2000, ENTRIES - n) }, () => {
			const entry = books.data(books.founder, { content });
			R = rollingHash(suite.hash, R, n++, entry);
			bytes += entry.length;
			return { bytes: entry, void: false, restored: false };
		});
		await store.append([{ wsId: books.wsId, from, R, entries }]);
	}
	await store.close();
	return { books, bytes, R };
}

it('is read in parts, once, and others have their turn', async () => {
	const folder = newFolder();
	const { books, bytes, R } = await longLog(join(folder, 'relay.sqlite'));
	const reads: number[] = [];
	let underWay = 0;
	const store = (file: string): LogStore => {
		const real = openSqlite(file);
		const read: LogStore['read'] = async (...asked) => {
			expect(++underWay).toBe(1);
			const entries = await real.read(...asked);
			underWay--;
			reads.push(entries.reduce((sum, { bytes: entry }) => sum + entry.length, 0));
			return entries;
		};
		return { ...real, read };
	};
	const relay = await startRelay({ folder, store });
	const other = await found(relay);
	reads.length = 0;
	Reflect.deleteProperty(books.founder, 'sign');
	const lines = [await Line.open(relay.url), await Line.open(relay.url)];
	let [open, answers] = [0, 0];
	const entered = lines.map((line) => line.enter(books.founder, books.wsId).finally(() => open++));
	for (; open === 0; answers++) await other.line.ask({ type: 'ping' }, 'pong');
	for (const ok of await Promise.all(entered)) expect(ok).toMatchObject({ n: ENTRIES, R, usedBytes: bytes });
	expect(Math.max(...reads)).toBeLessThanOrEqual(PART);
	expect(reads.reduce((sum, size) => sum + size, 0)).toBe(bytes);
	expect(reads.length).toBeLessThan((2 * bytes) / PART);
	expect(answers).toBeGreaterThan(reads.length / 2);
	await relay.stop();
});
