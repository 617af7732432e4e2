/**
 * What is kept on this device: rows of sealed bytes under keyed tags. This folder opens nothing and knows no record; whoever calls it
 * has sealed the bytes and derived the tags. One acceptance suite (`acceptance.ts`) is run by every store.
 *
 * Key of a row: (workspace tag, row key). A row key is a 16-byte tag, or a position for what is read in order.
 * The header row holds the unlock slots: salts, parameters and wrapped keys, nothing that names anybody.
 */

/** 16 bytes, keyed BLAKE2b: says nothing without the device's tag key. */
export type Tag = Uint8Array & { readonly __tag: unique symbol };
/** Bytes that only a key holder can read. */
export type SealedBytes = Uint8Array & { readonly __sealed: unique symbol };

export const TABLES = ['log', 'outbox', 'record', 'page', 'blob', 'meta'] as const;
export type Table = (typeof TABLES)[number];

export type RowKey = Tag | number;

export interface Put {
	table: Table;
	ws: Tag;
	key: RowKey;
	bytes: SealedBytes;
}
export interface Delete {
	table: Table;
	ws: Tag;
	key: RowKey;
}
export interface Batch {
	puts?: Put[];
	deletes?: Delete[];
	/** Replaces the header row in the same transaction. */
	header?: Uint8Array;
}
export interface RowOut {
	key: RowKey;
	bytes: SealedBytes;
}

/** `strict` waits for the disk (issues, payments); `relaxed` for the operating system. */
export type Durability = 'strict' | 'relaxed';

export type StoreErrorKind = 'full' | 'unavailable' | 'newer-version' | 'damaged';
export class StoreError extends Error {
	readonly kind: StoreErrorKind;
	constructor(kind: StoreErrorKind, cause?: unknown) {
		super(`store: ${kind}`, { cause });
		this.kind = kind;
	}
}

export interface Store {
	readHeader(): Promise<Uint8Array | undefined>;
	get(table: Table, ws: Tag, key: RowKey): Promise<SealedBytes | undefined>;
	/** In the order asked; absent rows are undefined. */
	getMany(table: Table, ws: Tag, keys: RowKey[]): Promise<(SealedBytes | undefined)[]>;
	/** Rows with number keys in [from, to), ascending, at most `limit`. */
	range(table: Table, ws: Tag, from: number, to: number, limit: number): Promise<RowOut[]>;
	/** Every row of the workspace in the table, positions ascending, then tags byte by byte, in batches of at most `size`; each batch is read when asked for. */
	all(table: Table, ws: Tag, size: number): AsyncIterable<RowOut[]>;
	count(table: Table, ws: Tag): Promise<number>;
	/** All or nothing, deletes before puts. Throws StoreError('full') with nothing changed when there is no room. */
	write(batch: Batch, durability: Durability): Promise<void>;
	/** Removes the workspace's rows from the tables named (all when absent), in one transaction, with the header put if given. */
	clear(ws: Tag, tables?: readonly Table[], header?: Uint8Array): Promise<void>;
	/** Removes everything, the database included. */
	destroy(): Promise<void>;
	close(): void;
}
