/**
 * [Note: a rebase] Entries of the log come in under operations that wait. Folding starts from the confirmed states of the records concerned, takes the
 * entries, lets go of the waiting operations that came back in them, and folds the others over the result.
 *
 * Only what is concerned is folded again: the records that the entries or the returned operations changed, and whatever hangs together with them
 * through other waiting operations. The ledger hangs together as one.
 */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { Delete, Put } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import { foldInto, rowsOf } from './fold.ts';
import type { OutboxHead } from './head.ts';
import type { OpenBooks } from './open-books.ts';
import { itemPut, keptKey, keptPut, NO_OUTBOX, type FullItem, type Item } from './outbox.ts';
import { authorOf, type ReadEntry } from './read-log.ts';
import { encodeRecord } from './record-row.ts';
import { ConfirmedRecords, Overlay } from './rebase-records.ts';
import { BIN } from './bin.ts';
import { refusalOf, type Ledger, type Refusal, type RowChange } from './registry.ts';
import { hashHex, seriesTenures } from './transaction.ts';
import { isSamePerson } from './waiting-fold.ts';

export interface Rebased {
	puts: Put[];
	deletes: Delete[];
	rows: RowChange[];
	ids: string[];
	ledger: Ledger;
	refusals: Refusal[];
	outbox: OutboxHead | undefined;
	/** To be called once all is written. */
	apply(): void;
}

export async function rebase(books: OpenBooks, read: readonly ReadEntry[], log: OpenBooks['head']['log']): Promise<Rebased> {
	const { home, head, outbox } = books;
	const { registry, vault } = home;
	const before: OutboxHead = head.outbox ?? NO_OUTBOX;
	const confirmed = new ConfirmedRecords(books, outbox.changed);
	const rows = new Map<string, RowChange>();
	const show = (changes: readonly RowChange[]) => {
		for (const change of changes) rows.set(`${change.list}/${change.id}`, change);
	};

	// The entries over what is confirmed.
	const refusals: Refusal[] = [];
	const ledgerBefore = before.ledger ?? head.ledger;
	let ledger = ledgerBefore;
	const places = new Map<string, number>();
	await confirmed.load([...new Set(read.flatMap(({ operations }) => operations.map(({ recordId }) => toHex(recordId))))]);
	for (const { n, entry, operations, membership } of read) {
		const placed = {
			n,
			by: authorOf(entry),
			hash: hashHex,
			erasing: entry.kind === KIND.ERASE,
			tenures: seriesTenures(membership),
			membership
		};
		for (const operation of operations) {
			const folded = await foldInto(registry, confirmed, operation, placed, ledger);
			const refusal = refusalOf(folded, operation, n);
			if (refusal) refusals.push(refusal);
			ledger = folded.ledger;
			show(folded.rows);
			for (const { id } of folded.rows) places.set(id, n);
		}
	}

	// What waits no more.
	const own = read.filter(({ entry }) => isSamePerson(log.membership, books.device, authorOf(entry)));
	const returned = new Set(own.flatMap(({ operations }) => operations.map(({ opId }) => toHex(opId))));
	const { gone, shrunk, staying } = await withoutReturned(books, returned);
	const puts: Put[] = [];
	const deletes: Delete[] = gone.map(({ key }) => ({ table: 'outbox', ws: vault.ws, key }));

	// What is concerned.
	const usesLedger =
		ledger !== ledgerBefore || log.membership?.leases !== head.log.membership?.leases || gone.some((item) => item.usesLedger);
	const concerned = new Set([...confirmed.changed, ...gone.flatMap(({ touches }) => [...touches])]);
	let folded: Refolded;
	const start: Refolding = { concerned, ledger, usesLedger, staying, shrunk, log };
	do folded = await refold(books, confirmed, start);
	while (folded.again);

	const waitsFor = new Set([...staying.flatMap(({ changes }) => [...changes]), ...folded.items.flatMap(({ changes }) => [...changes])]);
	for (const item of folded.items) if (item.isNew) puts.push(itemPut(vault, item));
	for (const id of concerned) {
		const base = confirmed.get(id);
		const kept = confirmed.keptOf(id);
		const visible = folded.records.get(id);
		const waits = waitsFor.has(id);
		// What the rows were before anything waited, where nothing said since shows them anew.
		const own = places.get(id) ?? kept?.n ?? 0;
		if (kept) {
			const plain = new Map(rowsOf(registry, id, base, { n: own, by: '', hash: hashHex, tenures: () => [] }).map((row) => [row.list, row]));
			for (const list of new Set([...kept.lists, BIN, ...plain.keys()])) {
				const change = plain.get(list) ?? { list, id, row: undefined };
				if (!rows.has(`${list}/${id}`) && (change.row !== undefined || books.projection.list(list).has(id))) show([change]);
			}
		}
		if (waits && (confirmed.changed.has(id) || !kept)) {
			const lists = [...new Set([...(kept?.lists ?? []), ...folded.rows.filter((row) => row.id === id).map(({ list }) => list)])];
			puts.push(keptPut(vault, id, { n: own, lists, state: base }));
		} else if (!waits && kept) deletes.push({ table: 'outbox', ws: vault.ws, key: keptKey(vault, id) });
		const key = confirmed.keyOf(id);
		if (visible && (kept || confirmed.changed.has(id) || folded.records.has(id)))
			puts.push(vault.seal('record', key, encodeRecord(visible)));
		else if (!visible && kept) deletes.push({ table: 'record', ws: vault.ws, key });
	}
	show(folded.rows);

	const count = before.count - gone.length;
	const taken = before.taken + (gone.length > 0 || shrunk.size > 0 ? 1 : 0);
	const dropped = new Set([...gone.map(({ key }) => key), ...folded.items.map(({ key }) => key)]);
	const refused = [...before.refused.filter(({ item }) => !dropped.has(item)), ...folded.refused];
	const visibleLedger = folded.ledger ?? (outboxUsesLedger(staying) ? head.ledger : ledger);
	return {
		puts,
		deletes,
		rows: [...rows.values()],
		ids: [...concerned],
		ledger: visibleLedger,
		refusals,
		outbox: head.outbox && { ...before, count, taken, refused, ledger: visibleLedger === ledger ? undefined : ledger },
		apply() {
			for (const { key } of gone) outbox.remove(key);
			for (const item of folded.items) if (item.isNew) outbox.add(item);
			outbox.taken = taken;
		}
	};
}

function outboxUsesLedger(items: readonly Item[]): boolean {
	return items.some((item) => item.usesLedger);
}

/** Items that came back whole, and those of which a part did. */
async function withoutReturned({ outbox }: OpenBooks, returned: ReadonlySet<string>) {
	const gone: Item[] = [];
	const staying: Item[] = [];
	const parts: number[] = [];
	for (const item of outbox.items) {
		const left = item.opIds.filter((id) => !returned.has(id)).length;
		if (left === 0) gone.push(item);
		else staying.push(item);
		if (left > 0 && left < item.opIds.length) parts.push(item.key);
	}
	const shrunk = new Map<number, FullItem>();
	for (const full of await outbox.read(parts))
		shrunk.set(full.key, { ...full, operations: full.operations.filter(({ opId }) => !returned.has(toHex(opId))) });
	return { gone, staying, shrunk };
}

interface Refolded {
	/** Other records turned out to be concerned: to be done again with them. */
	again: boolean;
	records: Overlay;
	items: (FullItem & { isNew: boolean })[];
	rows: RowChange[];
	refused: OutboxHead['refused'];
	/** Undefined where nothing that was folded again uses it. */
	ledger: Ledger | undefined;
}

interface Refolding {
	/** Grows. */
	concerned: Set<string>;
	ledger: Ledger;
	usesLedger: boolean;
	staying: readonly Item[];
	shrunk: ReadonlyMap<number, FullItem>;
	log: OpenBooks['head']['log'];
}

async function refold(books: OpenBooks, confirmed: ConfirmedRecords, start: Refolding): Promise<Refolded> {
	const { concerned, staying, shrunk, log } = start;
	const chosen = chain(staying, concerned, start.usesLedger || shrunk.size > 0);
	const usesLedger = start.usesLedger || outboxUsesLedger(chosen);
	await confirmed.load([...concerned]);
	const records = new Overlay(confirmed);
	const result: Refolded = { again: false, records, items: [], rows: [], refused: [], ledger: usesLedger ? start.ledger : undefined };
	if (chosen.length === 0) return result;
	const order = new Map(staying.map(({ key }, index) => [key, index]));
	const tenures = seriesTenures(log.membership);
	const waiting = new Set(staying.flatMap(({ changes }) => [...changes]));
	for (const full of await books.outbox.read(chosen.map(({ key }) => key))) {
		const item = shrunk.get(full.key) ?? full;
		const placed = {
			n: log.n + order.get(item.key)!,
			by: books.device,
			hash: hashHex,
			tenures,
			membership: log.membership,
			erasing: item.kind === KIND.ERASE
		};
		const touches = new Set<string>();
		let changesLedger = item.usesLedger;
		records.changed.clear();
		for (const operation of item.operations) {
			await records.load([toHex(operation.recordId)]);
			const given = result.ledger ?? start.ledger;
			const folded = await foldInto(books.home.registry, records, operation, placed, given);
			const refusal = refusalOf(folded, operation, placed.n);
			if (refusal) result.refused.push({ ...refusal, item: item.key });
			if (result.ledger) result.ledger = folded.ledger;
			else if (folded.ledger !== given) start.usesLedger = result.again = true;
			changesLedger ||= folded.ledger !== given;
			result.rows.push(...folded.rows);
			for (const id of folded.touches) touches.add(id);
		}
		const changes = [...records.changed];
		for (const id of [...touches, ...changes]) {
			// Waiting operations on it have not been folded here: what was read is not what it is.
			if (!concerned.has(id) && waiting.has(id)) result.again = true;
			concerned.add(id);
		}
		const known = new Set(item.changes);
		const isNew =
			changesLedger !== item.usesLedger ||
			shrunk.has(item.key) ||
			changes.some((id) => !known.has(id)) ||
			[...touches].some((id) => !item.touches.includes(id));
		result.items.push({
			...item,
			touches: [...new Set([...item.touches, ...touches])],
			changes: [...new Set([...item.changes, ...changes])],
			usesLedger: changesLedger,
			isNew
		});
	}
	return result;
}

/** The items that hang together with what is concerned, in their order; `concerned` grows by what they touch. */
function chain(items: readonly Item[], concerned: Set<string>, all: boolean): Item[] {
	const chosen = new Set<Item>();
	let withLedger = all;
	for (let grown = true; grown;) {
		grown = false;
		for (const item of items) {
			if (chosen.has(item)) continue;
			if (!(withLedger && item.usesLedger) && !item.touches.some((id) => concerned.has(id))) continue;
			chosen.add(item);
			for (const id of item.touches) concerned.add(id);
			withLedger ||= item.usesLedger;
			grown = true;
		}
	}
	return items.filter((item) => chosen.has(item));
}
