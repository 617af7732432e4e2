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
}

export interface BlobHome {
	store: Store;
	vault: Vault;
	keys: WorkspaceKeys;
}

/** Stores the bytes and gives their address as hex. */
export async function putBlob(home: BlobHome, bytes: Uint8Array, epoch: number): Promise<string> {
	if (bytes.length > MAX_BLOB) throw new WorkspaceError('too-large');
	const { store, vault, keys } = home;
	const head: PackHead = { count: Math.max(1, Math.ceil(bytes.length / CHUNK)), epoch, salt: randomBytes(16) };
	const chunks = Array.from({ length: head.count }, (_, index) =>
		seal(keys.dataKey(epoch), bytes.subarray(index * CHUNK, (index + 1) * CHUNK), chunkPlace(keys, head, index))
	);
	const address = hash32('wb1/pack', ...chunks);
	const puts: Put[] = chunks.map((chunk, index) => ({
		table: 'blob',
		ws: vault.ws,
		key: chunkKey(vault, address, index),
		bytes: chunk as unknown as SealedBytes
	}));
	await store.write({ puts: [vault.sealJson('blob', headKey(vault, address), head), ...puts] }, 'relaxed');
	return toHex(address);
}

/** Throws `not-found` when a part is missing and `row-damaged` when the bytes are not those of the address. */
export async function getBlob({ store, vault, keys }: BlobHome, id: string): Promise<Uint8Array> {
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
	const parts = chunks.map((chunk, index) => open(keys.dataKey(head.epoch), chunk!, chunkPlace(keys, head, index)));
	if (parts.some((part) => part === undefined)) throw new WorkspaceError('row-damaged');
	return concat(parts as Uint8Array[]);
}

function chunkPlace(keys: WorkspaceKeys, { count, salt }: PackHead, index: number): Uint8Array {
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
