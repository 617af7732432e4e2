/**
 * Books from a backup that go on at their relay: the log is what is confirmed there, and what waited on the device that made the backup waits here, under
 * the ids it has. That device may have sent it since; then it comes back with the log, and waits no more.
 */
import { holdsOperations, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import type { Delete, Put } from '../storage/store.ts';
import { notesPut } from './device-notes.ts';
import { marksBehind } from './hash-marks.ts';
import { headKey } from './home.ts';
import { itemPut, type ItemKind } from './outbox.ts';
import { openEntry } from './read-log.ts';
import type { Workspace } from './workspace.ts';

/** @param R the rolling hash after the first `confirmed` entries. The workspace is to be opened anew afterwards. */
export async function goOnAtRelay({ books }: Workspace, confirmed: number, R: Uint8Array): Promise<void> {
	const { home, head } = books;
	const { store, vault, keys } = home;
	const count = head.log.n - confirmed;
	const rows = count > 0 ? await store.range('log', vault.ws, confirmed, head.log.n, count) : [];
	const puts: Put[] = [notesPut(vault, { shared: true, n: confirmed, R, made: [] })];
	const deletes: Delete[] = [{ table: 'meta', ws: vault.ws, key: headKey(vault) }, ...marksBehind(vault, confirmed, head.log.n)];
	for (const [index, { key, bytes }] of rows.entries()) {
		deletes.push({ table: 'log', ws: vault.ws, key });
		const entry = parseEntry(bytes);
		const operations = isParseError(entry) || !holdsOperations(entry.kind) ? undefined : openEntry(keys, entry);
		if (!operations || isParseError(entry)) continue;
		puts.push(itemPut(vault, { key: index, kind: entry.kind as ItemKind, operations, touches: [], changes: [], usesLedger: false }));
	}
	await store.write({ puts, deletes }, 'strict');
}
