/**
 * The bench's own worker, on the same database and by the app's own code: fills books through the sealed batch path, and reads stored bytes plainly
 * as the reference of what the app makes of them.
 */
import * as Comlink from 'comlink';
import { ready } from '#lib/crypto/sodium.ts';
import { documentText } from '#lib/documents/document-list.ts';
import { payableOf } from '#lib/documents/document-row.ts';
import { issuedDocument } from '#lib/documents/records.ts';
import { openDexieStore } from '#lib/storage/dexie-store.ts';
import { Device } from '#lib/identity/device.ts';
import type { Put, Store, Tag } from '#lib/storage/store.ts';
import { makeEntry } from '#lib/workspace/author.ts';
import { fromHex } from '#lib/workspace/bytes.ts';
import { openVault, type Vault } from '#lib/workspace/vault.ts';
import type { DocumentRow } from '#lib/worker-api.ts';
import { DeviceHost } from '#lib/worker/device-host.ts';
import { REGISTRY } from '#lib/worker/registry.ts';
import { saveInBulk } from '#lib/workspace/bulk.ts';
import type { Head } from '#lib/workspace/head.ts';
import { headKey, recordKey } from '#lib/workspace/home.ts';
import { fold } from '#lib/workspace/lists/words.ts';
import { encodeBatch } from '#lib/workspace/operations.ts';
import { readableEntries } from '#lib/workspace/readable-log.ts';
import { decodeRecord } from '#lib/workspace/record-row.ts';
import { Projection } from '#lib/workspace/projection.ts';
import type { RowChange } from '#lib/workspace/registry.ts';
import { KIND } from '../../sync-server/protocol/codec.ts';
import { typesIn } from '../support/every-record.ts';
import { generatedDesk, writeRest } from '../support/generated-desk.ts';
import { generatedBooks, generatedId, generatedItems, writeGenerated } from '../support/generated-books.ts';

const ROWS_A_WRITE = 20_000;
const PAGES_AT_ONCE = 200;
/** As `saveInBulk` writes. */
const ITEMS_A_SAVE = 250;

let host: DeviceHost;

async function unlock(code: string): Promise<void> {
	await start();
	host = new DeviceHost(
		store,
		async () => store,
		() => {}
	);
	await host.unlockWithRecovery(code);
}

let store: Store;

/** What every start does before a key is typed. */
async function start(): Promise<void> {
	await ready();
	store = await openDexieStore('wb1');
}

/** From the key to the pages' bytes, in a worker just started. */
async function rawFromKey(code: string): Promise<{ milliseconds: number; bytes: number }> {
	const begun = performance.now();
	const opened = await Device.unlockWithRecovery((await store.readHeader())!, code);
	if (!opened.ok) throw new Error(opened.code);
	const vault = openVault(opened.device.master, fromHex(opened.device.secrets.current));
	const bytes = await readPages(store, vault);
	return { milliseconds: performance.now() - begun, bytes };
}

/** Writes the documents; reports milliseconds. */
async function fill(documents: number, open = false): Promise<number> {
	const begun = performance.now();
	for (const part of [generatedBooks({ documents, open }), generatedItems(documents)])
		await saveInBulk(host.open.workspace, part, writeGenerated, { ids: (item) => item.ids });
	return performance.now() - begun;
}

/** Writes all other types of records beside them; milliseconds. */
async function fillDesk(documents: number): Promise<number> {
	const begun = performance.now();
	const books = host.open;
	await saveInBulk(books.workspace, generatedDesk(documents, books), writeGenerated, { ids: (item) => item.ids });
	await writeRest(books);
	const written = await typesIn(books);
	const missing = [...REGISTRY.keys()].filter((type) => !written.has(type));
	if (missing.length > 0) throw new Error(`not filled: ${missing.join(', ')}`);
	return performance.now() - begun;
}

/** Rebuilds rows and pages from the log; milliseconds. */
async function verify(): Promise<number> {
	const begun = performance.now();
	if (await host.open.workspace.verify()) throw new Error('the generated log is not whole');
	return performance.now() - begun;
}

async function audit(): Promise<number> {
	const begun = performance.now();
	if (await host.open.workspace.audit()) throw new Error('the generated log is not whole');
	return performance.now() - begun;
}

/** List pages alone, by the projection's own code, as if the log held so many documents. */
async function fillPages(documents: number): Promise<void> {
	const { workspace, home } = host.open;
	const { vault } = home;
	const base: { row: DocumentRow; text: string }[] = [];
	for (const row of workspace.list('document').values() as Iterable<DocumentRow>) {
		const state = row.issued ? await workspace.read(row.id) : undefined;
		const document = state && issuedDocument(state);
		if (document) base.push({ row, text: documentText(document.content, payableOf(document), document) });
	}
	const projection = new Projection(vault, REGISTRY);
	const changes: RowChange[] = [...(workspace.list('party') as ReadonlyMap<string, object>)].map(([id, row]) => ({
		list: 'party',
		id,
		row
	}));
	const end = workspace.entries;
	await store.clear(vault.ws, ['page']);
	for (let n = 0; n < documents; n++) {
		const { row, text } = base[n % base.length]!;
		const id = generatedId.document(n);
		const issueDate = new Date(Date.UTC(2001, 0, 1) + Math.floor((n / documents) * 9000) * 86_400_000).toISOString().slice(0, 10);
		const number = `F${issueDate.slice(0, 4)}-${n}`;
		changes.push({
			list: 'document',
			id,
			row: { ...row, id, number, issueDate, payable: row.payable + BigInt(n % 997) },
			text: `${number}\n${text}`
		});
		if (changes.length < ROWS_A_WRITE && n < documents - 1) continue;
		projection.replay(changes.splice(0));
		const { puts, deletes } = await projection.stageAll(store, end);
		for (let from = 0; from < puts.length; from += PAGES_AT_ONCE)
			await store.write({ puts: puts.slice(from, from + PAGES_AT_ONCE) }, 'relaxed');
		await store.write({ deletes }, 'relaxed');
	}
	const key = headKey(vault);
	const head = vault.openJson<Head>('meta', key, (await store.get('meta', vault.ws, key))!)!;
	await store.write({ puts: [vault.sealJson('meta', key, { ...head, projection: projection.head })] }, 'strict');
}

/** Reads and opens every stored page, and does nothing with them: milliseconds and bytes. */
async function rawPages(): Promise<{ milliseconds: number; bytes: number }> {
	const { store: open, vault } = host.open.home;
	const begun = performance.now();
	const bytes = await readPages(open, vault);
	return { milliseconds: performance.now() - begun, bytes };
}

async function readPages(from: Store, vault: Vault): Promise<number> {
	let bytes = 0;
	for await (const rows of from.all('page', vault.ws, PAGES_AT_ONCE)) {
		for (const row of rows) {
			if (!vault.open('page', row.key, row.bytes)) throw new Error('a page does not open');
			bytes += row.bytes.length;
		}
	}
	return bytes;
}

/** One stored record, read and opened. */
async function rawRecord(id: string): Promise<void> {
	const { vault } = host.open.home;
	const key = recordKey(vault, id);
	if (!vault.open('record', key, (await store.get('record', vault.ws, key))!)) throw new Error('the record does not open');
}

let haystacks: string[] = [];

/** What searches look in, in clear and in memory. */
async function loadTexts(): Promise<number> {
	const { vault } = host.open.home;
	haystacks = [];
	for await (const rows of store.all('record', vault.ws, PAGES_AT_ONCE)) {
		for (const { key, bytes } of rows) {
			const document = issuedDocument(decodeRecord(vault.open('record', key, bytes)!));
			if (document?.totals) haystacks.push(fold(documentText(document.content, payableOf(document), document)));
		}
	}
	return haystacks.length;
}

/** As many texts as there are pages without records behind them; the same ones over and over, because so many do not fit beside the books. */
function repeatTexts(documents: number): void {
	const base = haystacks;
	haystacks = Array.from({ length: documents }, (_, n) => base[n % base.length]!);
}

/** One plain loop: milliseconds and hits. */
function loop(search: string): { milliseconds: number; found: number } {
	const begun = performance.now();
	const words = fold(search).split(' ');
	const found: number[] = [];
	for (let n = 0; n < haystacks.length; n++) if (words.every((word) => haystacks[n]!.includes(word))) found.push(n);
	return { milliseconds: performance.now() - begun, found: found.length };
}

/** One plain loop over decrypted rows, summed by month and currency: milliseconds. */
function sumRows(): number {
	const begun = performance.now();
	const sums = new Map<string, bigint>();
	for (const row of host.open.workspace.list('document').values() as Iterable<DocumentRow>) {
		if (!row.issued) continue;
		const key = `${row.issueDate.slice(0, 7)} ${row.currency}`;
		sums.set(key, (sums.get(key) ?? 0n) + row.payable);
	}
	if (sums.size === 0) throw new Error('nothing to add up');
	return performance.now() - begun;
}

/** Every stored record, read and opened: milliseconds. */
async function rawRecords(): Promise<number> {
	const { vault } = host.open.home;
	const begun = performance.now();
	for await (const rows of store.all('record', vault.ws, PAGES_AT_ONCE))
		for (const { key, bytes } of rows) if (!vault.open('record', key, bytes)) throw new Error('a record does not open');
	return performance.now() - begun;
}

/** What no export can do without: every entry of the log read and opened, and what it says for good as text. Milliseconds. */
async function rawOut(): Promise<number> {
	const { home } = host.open;
	const decoder = new TextDecoder();
	const begun = performance.now();
	let length = 0;
	for await (const { operations } of readableEntries(home)) {
		const texts = operations.flatMap(({ type, body }) => (home.registry.get(type)?.shape ? [] : [decoder.decode(body)]));
		length += texts.join(',\n').length;
	}
	if (length === 0) throw new Error('nothing was read');
	return performance.now() - begun;
}

/**
 * What no import can do without, given the text of these books: reading it, and the same entries and records sealed, the entries signed, and all of
 * it written, as many at a time as the app writes. Nothing is checked, folded or listed. Milliseconds.
 */
async function rawIn(text: string): Promise<number> {
	const { home } = host.open;
	const { vault, keys } = home;
	const entries: Uint8Array[] = [];
	for await (const { operations } of readableEntries(home)) if (operations.length > 0) entries.push(encodeBatch(operations));
	const records: [key: Tag, plain: Uint8Array][] = [];
	for await (const rows of store.all('record', vault.ws, PAGES_AT_ONCE))
		for (const { key, bytes } of rows) records.push([key as Tag, vault.open('record', key, bytes)!]);
	const ws = vault.tag('bench');
	const begun = performance.now();
	const read = JSON.parse(text) as { records: unknown[]; journal: unknown[] };
	const saves = Math.ceil((read.records.length + read.journal.length) / ITEMS_A_SAVE);
	const zeros = new Uint8Array(32);
	const share = <T>(all: readonly T[], at: number) =>
		all.slice(Math.floor((all.length * at) / saves), Math.floor((all.length * (at + 1)) / saves));
	for (let at = 0, n = 0; at < saves; at++) {
		const puts: Put[] = share(records, at).map(([key, plain]) => ({ ...vault.seal('record', key, plain), ws }));
		for (const plain of share(entries, at)) {
			const place = { wsId: keys.wsId, devSeq: n, prevDev: zeros, seenN: n, seenR: zeros, epoch: 0 };
			const entry = makeEntry(keys.device, place, KIND.DATA, { plain, key: keys.dataKey(0) });
			puts.push({ table: 'log', ws, key: n++, bytes: entry as Put['bytes'] });
		}
		await store.write({ puts }, at === saves - 1 ? 'strict' : 'relaxed');
	}
	const took = performance.now() - begun;
	await store.clear(ws);
	return took;
}

const api = {
	start,
	rawOut,
	rawIn,
	sumRows,
	rawRecords,
	rawFromKey,
	unlock,
	fill,
	fillDesk,
	verify,
	audit,
	fillPages,
	rawPages,
	rawRecord,
	loadTexts,
	repeatTexts,
	loop
};
export type Filler = typeof api;
Comlink.expose(api);
