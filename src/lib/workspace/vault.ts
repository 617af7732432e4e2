/**
 * Rows of this device, sealed: the associated data of every row is its place (table, workspace, key), so a row moved or swapped does not open.
 * Keys and tags come from the device's master key and leave the device never.
 */
import { concat, deriveKey, deriveTagKey, keyedTag16, utf8 } from '../crypto/derive.ts';
import type { AeadKey, KdfKey } from '../crypto/brands.ts';
import { open, seal } from '../crypto/seal.ts';
import type { Put, RowKey, SealedBytes, Table, Tag } from '../storage/store.ts';
import { decodeJson, encodeJson } from './json.ts';

export interface Vault {
	/** The tag under which a workspace's rows lie. */
	readonly ws: Tag;
	tag(kind: string, ...parts: Uint8Array[]): Tag;
	seal(table: Table, key: RowKey, plain: Uint8Array): Put;
	/** Undefined when the bytes were changed, moved or sealed by another device. */
	open(table: Table, key: RowKey, bytes: SealedBytes): Uint8Array | undefined;
	sealJson(table: Table, key: RowKey, value: unknown): Put;
	openJson<T>(table: Table, key: RowKey, bytes: SealedBytes): T | undefined;
}

export function openVault(master: KdfKey, wsId: Uint8Array): Vault {
	const rowKey: AeadKey = deriveKey(master, 1, 'wb1store');
	const tagKey = deriveTagKey(master, 2, 'wb1tag__');
	const ws = keyedTag16(tagKey, utf8('ws'), wsId) as Tag;
	const place = (table: Table, key: RowKey) => concat([utf8(`wb1/row/${table}/`), ws, typeof key === 'number' ? utf8(String(key)) : key]);
	const vault: Vault = {
		ws,
		tag: (kind, ...parts) => keyedTag16(tagKey, utf8(kind), wsId, ...parts) as Tag,
		seal: (table, key, plain) => ({ table, ws, key, bytes: seal(rowKey, plain, place(table, key)) as unknown as SealedBytes }),
		open: (table, key, bytes) => open(rowKey, bytes, place(table, key)),
		sealJson: (table, key, value) => vault.seal(table, key, encodeJson(value)),
		openJson<T>(table: Table, key: RowKey, bytes: SealedBytes) {
			const plain = vault.open(table, key, bytes);
			return plain && decodeJson<T>(plain);
		}
	};
	return vault;
}
