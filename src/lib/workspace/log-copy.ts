/** A log on its way from one place to another, entry by entry and byte for byte; nothing here opens it. */
import { rollingHash, workspaceId, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { blake2b } from '../crypto/derive.ts';
import type { Put, SealedBytes, Store } from '../storage/store.ts';
import { equalBytes, toHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import type { Vault } from './vault.ts';

const ROWS_AT_ONCE = 500;

/** Follows a log's rolling hash. */
export class LogChain {
	n = 0;
	R: Uint8Array = ZERO32;
	/** Hexadecimal id of the workspace whose first entry was seen. */
	wsId = '';

	push(entry: Uint8Array): void {
		if (this.n === 0) this.wsId = toHex(workspaceId(blake2b, entry));
		this.R = rollingHash(blake2b, this.R, this.n, entry);
		this.n++;
	}
}

/** The first n entries of a log that is here, whole; throws `log-broken` where they are not those of R. */
export async function* readEntries({ store, vault }: { store: Store; vault: Vault }, n: number, R: Uint8Array): AsyncGenerator<Uint8Array> {
	const chain = new LogChain();
	for (let at = 0; at < n; at += ROWS_AT_ONCE) {
		const to = Math.min(at + ROWS_AT_ONCE, n);
		for (const { key, bytes } of await store.range('log', vault.ws, at, to, ROWS_AT_ONCE)) {
			if (key !== chain.n) break;
			chain.push(bytes);
			yield bytes;
		}
		if (chain.n !== to) throw new WorkspaceError('log-broken', { detail: `${chain.n} entry-missing` });
	}
	if (!equalBytes(chain.R, R)) throw new WorkspaceError('log-broken', { detail: `${n} head-differs` });
}

/** Puts entries where no log is yet, or behind the ones that are there. */
export class LogWriter {
	readonly #store: Store;
	readonly #vault: Vault;
	#next: number;
	#puts: Put[] = [];

	constructor({ store, vault }: { store: Store; vault: Vault }, from = 0) {
		this.#store = store;
		this.#vault = vault;
		this.#next = from;
	}

	async push(entry: Uint8Array): Promise<void> {
		this.#puts.push({ table: 'log', ws: this.#vault.ws, key: this.#next++, bytes: entry as SealedBytes });
		if (this.#puts.length === ROWS_AT_ONCE) await this.flush();
	}

	async flush(): Promise<void> {
		const puts = this.#puts;
		this.#puts = [];
		if (puts.length > 0) await this.#store.write({ puts }, 'relaxed');
	}
}
