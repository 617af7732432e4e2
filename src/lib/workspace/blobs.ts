/**
 * Files of the workspace (logo, receipts) as packs: cut into chunks, each sealed under the epoch's data key; the address is the hash of the
 * sealed bytes, so whoever holds them can check that they are whole without reading them.
 *
 *     chunk data = "wb1/pack" ‖ wsId ‖ salt 16 ‖ index 4 ‖ count 4          address = BLAKE2b-256("wb1/pack", sealed chunks in order)
 */
import { concat, hash32, utf8 } from '../crypto/derive.ts';
import { randomBytes } from '../crypto/random.ts';
import { open, seal } from '../crypto/seal.ts';
import type { Put, SealedBytes, Store, Tag } from '../storage/store.ts';
import { fromHex, toHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import type { WorkspaceKeys } from './keys.ts';
import type { Vault } from './vault.ts';

/** protocol.md: the largest file. */
const MAX_BLOB = 10 * 1024 * 1024;
/** Sealed and padded it stays under 60 KiB, above which the database stores rows apart. */
const CHUNK = 56 * 1024;

interface PackHead {
	count: number;
	epoch: number;
	salt: Uint8Array;
	/** Whose chunks these are: the rows alone do not say. */
	address: Uint8Array;
}
/** A file as it lies here, for copies that cannot read it. */
export interface SealedPack {
	epoch: number;
	salt: Uint8Array;
	chunks: Uint8Array[];
}
/** A head is far smaller than this, and is looked for among rows of up to 60 KiB. */
const LARGEST_HEAD = 1024;

export interface BlobHome {
	store: Store;
	vault: Vault;
	keys: WorkspaceKeys;
}

/** Stores the bytes and gives their address as hex. */
export async function putBlob(home: BlobHome, bytes: Uint8Array, epoch: number): Promise<string> {
	if (bytes.length > MAX_BLOB) throw new WorkspaceError('too-large');
	const { store, vault, keys } = home;
	const frame = { count: Math.max(1, Math.ceil(bytes.length / CHUNK)), salt: randomBytes(16) };
	const chunks = Array.from({ length: frame.count }, (_, index) =>
		seal(keys.dataKey(epoch), bytes.subarray(index * CHUNK, (index + 1) * CHUNK), chunkPlace(keys, frame, index))
	);
	const address = hash32('wb1/pack', ...chunks);
	await store.write({ puts: packRows(vault, address, { epoch, salt: frame.salt, chunks }) }, 'relaxed');
	return toHex(address);
}

/** Stores a copy that was made elsewhere. False when the bytes are not those of the address. */
export async function putPack({ store, vault }: Pick<BlobHome, 'store' | 'vault'>, id: string, pack: SealedPack): Promise<boolean> {
	if (pack.chunks.length === 0 || toHex(hash32('wb1/pack', ...pack.chunks)) !== id) return false;
	await store.write({ puts: packRows(vault, fromHex(id), pack) }, 'relaxed');
	return true;
}

/**
 * The same for one that came from a relay. The address is that of the sealed bytes in a row: with another salt, another key's number, or cut into parts
 * elsewhere, they would lie here as whole and never open. So each part is opened.
 */
export async function takePack(home: BlobHome, id: string, pack: SealedPack): Promise<boolean> {
	const { epoch, salt, chunks } = pack;
	if (!home.keys.hasEpoch(epoch)) return false;
	const place = { count: chunks.length, salt };
	const opens = chunks.every((chunk, index) => open(home.keys.dataKey(epoch), chunk, chunkPlace(home.keys, place, index)) !== undefined);
	return opens && putPack(home, id, pack);
}

/** Addresses of all files that are here. */
export async function* packAddresses({ store, vault }: Pick<BlobHome, 'store' | 'vault'>): AsyncGenerator<string> {
	for await (const rows of store.all('blob', vault.ws, 64)) {
		for (const { key, bytes } of rows) {
			const head = bytes.length <= LARGEST_HEAD ? vault.openJson<PackHead>('blob', key, bytes) : undefined;
			if (head?.address) yield toHex(head.address);
		}
	}
}

function packRows(vault: Vault, address: Uint8Array, { epoch, salt, chunks }: SealedPack): Put[] {
	const head: PackHead = { count: chunks.length, epoch, salt, address };
	const puts: Put[] = chunks.map((chunk, index) => ({
		table: 'blob',
		ws: vault.ws,
		key: chunkKey(vault, address, index),
		bytes: chunk as unknown as SealedBytes
	}));
	return [vault.sealJson('blob', headKey(vault, address), head), ...puts];
}

/** Throws `not-found` when a part is missing and `row-damaged` when the bytes are not those of the address. */
export async function getBlob(home: BlobHome, id: string): Promise<Uint8Array> {
	const { epoch, salt, chunks } = await getPack(home, id);
	const place = { count: chunks.length, salt };
	const parts = chunks.map((chunk, index) => open(home.keys.dataKey(epoch), chunk, chunkPlace(home.keys, place, index)));
	if (parts.some((part) => part === undefined)) throw new WorkspaceError('row-damaged');
	return concat(parts as Uint8Array[]);
}

/** The sealed bytes, whole. Throws like `getBlob`. */
export async function getPack({ store, vault }: Pick<BlobHome, 'store' | 'vault'>, id: string): Promise<SealedPack> {
	const address = fromHex(id);
	const headRow = await store.get('blob', vault.ws, headKey(vault, address));
	if (!headRow) throw new WorkspaceError('not-found');
	const head = vault.openJson<PackHead>('blob', headKey(vault, address), headRow);
	if (!head) throw new WorkspaceError('row-damaged');
	const chunks = await store.getMany(
		'blob',
		vault.ws,
		Array.from({ length: head.count }, (_, index) => chunkKey(vault, address, index))
	);
	if (chunks.some((chunk) => chunk === undefined)) throw new WorkspaceError('not-found');
	if (toHex(hash32('wb1/pack', ...(chunks as Uint8Array[]))) !== id) throw new WorkspaceError('row-damaged');
	return { epoch: head.epoch, salt: head.salt, chunks: chunks as Uint8Array[] };
}

function chunkPlace(keys: WorkspaceKeys, { count, salt }: Pick<PackHead, 'count' | 'salt'>, index: number): Uint8Array {
	const numbers = new Uint8Array(8);
	const view = new DataView(numbers.buffer);
	view.setUint32(0, index);
	view.setUint32(4, count);
	return concat([utf8('wb1/pack'), keys.wsId, salt, numbers]);
}

function headKey(vault: Vault, address: Uint8Array): Tag {
	return vault.tag('pack', address);
}

function chunkKey(vault: Vault, address: Uint8Array, index: number): Tag {
	return vault.tag('chunk', address, utf8(String(index)));
}
