/**
 * Where a device gets the keys of the epochs from. [Note: epoch keys]
 *
 * Each entry that admits a device, and each rotation, holds the epoch's key in a box for it; each rotation also holds the key before, sealed under
 * the new one, so that whoever has the newest key has them all, however late it was admitted. A key counts only when it matches the commitment
 * that the log holds for its epoch.
 *
 * A device admitted late needs its keys before it reads the first entry. They are kept in one row, sealed under its master key; where that row is
 * missing they are looked for in the whole log.
 */
import { isParseError, KIND, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import { parseClear, type Rotation, type SealedBox } from '../../../sync-server/protocol/clear.ts';
import { kdfKey, type KdfKey } from '../crypto/brands.ts';
import { commitment, openPreviousKey, unboxEpochKey } from '../crypto/epoch.ts';
import type { Put, Store } from '../storage/store.ts';
import { equalBytes } from './bytes.ts';
import type { WorkspaceKeys } from './keys.ts';
import type { Vault } from './vault.ts';

const ROWS_AT_ONCE = 1000;
/** Position of the kind in an entry. */
const KIND_AT = 1;
const CARRIERS: ReadonlySet<number> = new Set([
	KIND.GENESIS,
	KIND.ADD_DEVICE,
	KIND.ADMIT,
	KIND.REVOKE_DEVICE,
	KIND.ROTATE,
	KIND.REMOVE_MEMBER
]);

export interface KeySource {
	store: Store;
	vault: Vault;
	keys: WorkspaceKeys;
}

/** What an entry says about the key of one epoch. */
interface Carried {
	epoch: number;
	/** Absent in an admission: it was said before. */
	commitment?: Uint8Array;
	boxes: SealedBox[];
	/** Of a rotation: the key before, sealed under this one. */
	previous?: Uint8Array;
}

/** The row that keeps the keys; written by whoever writes an entry that brings one. */
export function epochKeysRow(vault: Vault, keys: WorkspaceKeys): Put {
	return vault.sealJson('meta', vault.tag('epochs'), keys.known());
}

/** True when the log can be read from its first entry on. */
export async function learnEpochKeys(source: KeySource): Promise<boolean> {
	const { store, vault, keys } = source;
	const key = vault.tag('epochs');
	const row = await store.get('meta', vault.ws, key);
	const kept = row && vault.openJson<[number, Uint8Array][]>('meta', key, row);
	if (kept) {
		for (const [epoch, bytes] of kept) keys.learn(epoch, kdfKey(bytes));
		return keys.hasEpoch(0);
	}
	// The founder finds the first key in the first entry, and each later one as it reads on.
	const genesis = await store.get('log', vault.ws, 0);
	const entry = genesis && parseEntry(genesis);
	if (!entry || isParseError(entry)) return false;
	const first = carried(entry);
	if (first) unbox(keys, first, first.commitment);
	if (!keys.hasEpoch(0)) await searchEpochKeys(source);
	return keys.hasEpoch(0);
}

/** Takes what an accepted entry brings. `commitments` are those of the log with the entry in its place. */
export function takeEpochKeys(keys: WorkspaceKeys, entry: Entry, commitments: readonly Uint8Array[]): void {
	const brought = carried(entry);
	if (!brought) return;
	unbox(keys, brought, commitments[brought.epoch]);
	takePrevious(keys, brought, commitments[brought.epoch - 1]);
}

/** True when each epoch's key is known and the one the log committed to. */
export function keysMatch(keys: WorkspaceKeys, commitments: readonly Uint8Array[]): boolean {
	return commitments.every((expected, epoch) => keys.hasEpoch(epoch) && equalBytes(commitment(keys.epochKey(epoch)), expected));
}

/** Reads the whole log for what it holds for this device. */
export async function searchEpochKeys({ store, vault, keys }: KeySource): Promise<void> {
	const found: Carried[] = [];
	for await (const rows of store.all('log', vault.ws, ROWS_AT_ONCE)) {
		for (const { bytes } of rows) {
			if (!CARRIERS.has(bytes[KIND_AT] ?? 0)) continue;
			const entry = parseEntry(bytes);
			const brought = isParseError(entry) ? undefined : carried(entry);
			if (brought) found.push(brought);
		}
	}
	const committed = (epoch: number) => found.find((each) => each.epoch === epoch && each.commitment)?.commitment;
	for (const brought of found) unbox(keys, brought, committed(brought.epoch));
	const last = Math.max(0, ...found.map(({ epoch }) => epoch));
	for (let epoch = last; epoch > 0; epoch--) {
		const rotation = found.find((each) => each.epoch === epoch && each.previous);
		if (rotation) takePrevious(keys, rotation, committed(epoch - 1));
	}
}

/** Who has the key of a rotation finds the one before in it. */
function takePrevious(keys: WorkspaceKeys, { epoch, previous }: Carried, committed: Uint8Array | undefined): void {
	if (!previous || !committed || !keys.hasEpoch(epoch) || keys.hasEpoch(epoch - 1)) return;
	const before = openPreviousKey(keys.epochKey(epoch), previous, keys.wsId, epoch, committed);
	if (before) keys.learn(epoch - 1, before);
}

function unbox(keys: WorkspaceKeys, brought: Carried, committed: Uint8Array | undefined): void {
	if (!committed) return;
	// One that was made here for a rotation that never came into the log is not the epoch's.
	if (keys.hasEpoch(brought.epoch)) {
		if (equalBytes(commitment(keys.epochKey(brought.epoch)), committed)) return;
		keys.forget(brought.epoch);
	}
	const mine = brought.boxes.find(({ devId }) => equalBytes(devId, keys.device.id));
	const key: KdfKey | undefined = mine && unboxEpochKey(keys.device.box, mine.box, committed);
	if (key) keys.learn(brought.epoch, key);
}

function carried(entry: Entry): Carried | undefined {
	const clear = CARRIERS.has(entry.kind) ? parseClear(entry.kind, entry.clear) : undefined;
	switch (clear?.kind) {
		case KIND.GENESIS:
			return { epoch: 0, commitment: clear.commitment, boxes: clear.boxes };
		case KIND.ADD_DEVICE:
		case KIND.ADMIT:
			return { epoch: entry.epoch, boxes: clear.boxes };
		case KIND.REVOKE_DEVICE:
		case KIND.ROTATE:
		case KIND.REMOVE_MEMBER:
			return ofRotation(clear.rotation);
		default:
			return undefined;
	}
}

function ofRotation({ epoch, commitment: committed, boxes, previous }: Rotation): Carried {
	return { epoch, commitment: committed, boxes, previous };
}
