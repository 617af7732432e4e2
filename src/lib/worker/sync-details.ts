/** What waits, what took no effect and what could not be read, named as a person would name it. */
import type { QuarantinedEntry, RefusedChange, SyncDetails, WaitingChange } from '../relay/api.ts';
import { additionalData, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { openParts } from '../crypto/seal.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Operation } from '../workspace/operations.ts';
import { NO_OUTBOX, Outbox } from '../workspace/outbox.ts';
import { readHead } from '../workspace/head.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { issuedDocument } from '../documents/records.ts';
import { writerNames } from './writer-names.ts';

/** Of each list: more than a person reads. */
const MOST = 100;

export async function syncDetails(workspace: Workspace, home: WorkspaceHome): Promise<SyncDetails> {
	const head = await readHead(home);
	const names = await writerNames(workspace);
	const outbox = new Outbox(home);
	await outbox.sync(head?.outbox ?? NO_OUTBOX);
	const waiting = new Map<string, WaitingChange>();
	for (const key of outbox.items.map((item) => item.key)) {
		if (waiting.size >= MOST) break;
		for (const { operations } of await outbox.read([key])) for (const operation of operations) add(waiting, operation);
	}
	const refused = (head?.refusals ?? []).slice(-MOST).toReversed();
	const name = async <T extends { id: string; type: string }>(change: T): Promise<T & { title: string }> => {
		const state = await workspace.read(change.id).catch(() => undefined);
		return { ...change, type: state?.type ?? change.type, title: state ? titleOf(home, state) : '' };
	};
	return {
		waiting: await Promise.all([...waiting.values()].slice(0, MOST).map(name)),
		refused: await Promise.all(refused.map(({ recordId, n, reason }) => name<Untitled>({ type: '', id: recordId, n, reason }))),
		quarantined: await setAside(home, (head?.quarantine?.positions ?? []).slice(0, MOST), names),
		damaged: (await workspace.damaged()).map(({ bytes, ...item }) => ({ ...item, bytes: bytes.length }))
	};
}

/** What is known of entries that were set aside: who signed them, and why they are not read. */
async function setAside({ store, vault, keys }: WorkspaceHome, positions: readonly number[], names: ReadonlyMap<string, string>) {
	const rows = await store.getMany('log', vault.ws, [...positions]);
	return positions.map((n, index): QuarantinedEntry => {
		const bytes = rows[index];
		const entry = bytes && parseEntry(bytes);
		if (!entry || isParseError(entry)) return { n, why: 'content', bytes: bytes?.length ?? 0 };
		const device = names.get(toHex(entry.devId));
		const opens = keys.hasEpoch(entry.epoch) && openParts(keys.dataKey(entry.epoch), entry, additionalData(entry)) !== undefined;
		const why = !keys.hasEpoch(entry.epoch) ? 'key' : opens ? 'content' : 'seal';
		return { n, why, bytes: bytes.length, ...(device && { device }) };
	});
}

type Untitled = Omit<RefusedChange, 'title'>;

/** Changes of one record are one line, the last of them says what kind. */
function add(waiting: Map<string, WaitingChange>, { recordId, type, action }: Operation): void {
	const id = toHex(recordId);
	const before = waiting.get(id);
	waiting.set(id, { type, id, title: '', action, count: (before?.count ?? 0) + 1 });
}

function titleOf({ registry }: WorkspaceHome, state: RecordState): string {
	if (state.type === 'issued') return issuedDocument(state)?.number ?? '';
	return registry.get(state.type)?.title?.(state) ?? '';
}
