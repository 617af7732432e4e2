/**
 * The log read for people: who wrote what, newest first, in slices. Nothing is judged here; the head knows which entries are void, and what does not
 * open is handed on as that.
 */
import { parseClear, type Clear } from '../../../../sync-server/protocol/clear.ts';
import {
	additionalData,
	holdsOperations,
	isParseError,
	KIND,
	parseEntry,
	type Entry,
	type Kind
} from '../../../../sync-server/protocol/codec.ts';
import { openParts } from '../../crypto/seal.ts';
import { toHex } from '../bytes.ts';
import type { Head } from '../head.ts';
import type { WorkspaceHome } from '../home.ts';
import type { WorkspaceKeys } from '../keys.ts';
import type { Operation } from '../operations.ts';
import { openEntry } from '../read-log.ts';
import { waitingItems } from '../waiting-fold.ts';

/** Slices begin at multiples of this, so that what is grouped within one is grouped alike however the log is read. */
export const SLICE = 256;

/** `sealed`: it does not open here. `waiting`: saved here, and not in the log yet. */
export type Standing = 'taken' | 'void' | 'sealed' | 'waiting';

export interface TrailEntry {
	n: number;
	/** Device that names itself as the author; of a void entry nobody may have checked that. Hexadecimal. */
	by: string;
	kind: Kind;
	standing: Standing;
	operations: Operation[];
	/** Of a membership entry. */
	clear?: Clear;
	/** What a membership entry seals beside. */
	note?: Uint8Array;
}

export type TrailHome = Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>;

/** One slice, oldest first. An entry that is missing, or is none, is left out; a slice without an author that is `wanted` is not opened. */
export async function readSlice(
	{ store, vault, keys }: TrailHome,
	from: number,
	to: number,
	voids: ReadonlySet<number>,
	wanted: (by: string) => boolean = () => true
): Promise<TrailEntry[]> {
	const rows = await store.range('log', vault.ws, from, to, to - from);
	const parsed = rows.flatMap(({ key, bytes }) => {
		const entry = parseEntry(bytes);
		return isParseError(entry) ? [] : [{ n: key as number, entry }];
	});
	if (!parsed.some(({ entry }) => wanted(toHex(entry.devId)))) return [];
	return parsed.map(({ n, entry }) => trailEntry(keys, entry, n, voids.has(n)));
}

/** The entries at these positions. */
export async function readPlaces(
	{ store, vault, keys }: TrailHome,
	places: readonly number[],
	voids: ReadonlySet<number>
): Promise<TrailEntry[]> {
	const found: TrailEntry[] = [];
	for (let from = 0; from < places.length; from += SLICE) {
		const some = places.slice(from, from + SLICE);
		const rows = await store.getMany('log', vault.ws, some);
		rows.forEach((bytes, index) => {
			const entry = bytes && parseEntry(bytes);
			if (entry && !isParseError(entry)) found.push(trailEntry(keys, entry, some[index]!, voids.has(some[index]!)));
		});
	}
	return found;
}

/** What waits, as if it stood behind the log. */
export async function readWaiting(home: TrailHome, head: Pick<Head, 'log'>): Promise<TrailEntry[]> {
	const by = toHex(home.keys.device.id);
	const items = (await waitingItems(home))?.full ?? [];
	return items.map(({ kind, operations }, index) => ({ n: head.log.n + index, by, kind, standing: 'waiting', operations }));
}

function trailEntry(keys: WorkspaceKeys, entry: Entry, n: number, isVoid: boolean): TrailEntry {
	const { kind } = entry;
	const said = { n, by: toHex(entry.devId), kind };
	if (isVoid) return { ...said, standing: 'void', operations: [] };
	if (holdsOperations(kind)) {
		const operations = openEntry(keys, entry);
		return operations ? { ...said, standing: 'taken', operations } : { ...said, standing: 'sealed', operations: [] };
	}
	const clear = parseClear(kind, entry.clear);
	const note =
		entry.ciphertext.length > 0 && keys.hasEpoch(entry.epoch)
			? openParts(keys.dataKey(entry.epoch), entry, additionalData(entry))
			: undefined;
	return { ...said, standing: 'taken', operations: [], ...(clear && { clear }), ...(note && { note }) };
}

/** A sign of life, which changes nothing. */
export function isSignOfLife({ kind }: Pick<TrailEntry, 'kind'>): boolean {
	return kind === KIND.SEEN;
}
