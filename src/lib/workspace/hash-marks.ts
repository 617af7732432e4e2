/**
 * The rolling hash at any position of the log, without reading it from its beginning: every 256th is kept as a row of its own, sealed like all, and
 * what lies between is hashed again. A log that was written before anybody asked gets its marks when somebody does.
 */
import { rollingHash, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { blake2b } from '../crypto/derive.ts';
import type { Delete, Put, Store, Tag } from '../storage/store.ts';
import type { Vault } from './vault.ts';

const STRIDE = 256;
const ROWS_AT_ONCE = 500;
/** Hashes of the newest entries that are remembered: whoever writes has mostly just read the head. */
const REMEMBERED = 4096;

interface Place {
	store: Store;
	vault: Vault;
}

/** The row for the hash after the first n entries; undefined where none is kept there. */
export function markPut(vault: Vault, n: number, R: Uint8Array): Put | undefined {
	return n > 0 && n % STRIDE === 0 ? vault.seal('meta', markKey(vault, n), R) : undefined;
}

/** Of the marks behind a position, where the log is cut back to it. */
export function marksBehind(vault: Vault, n: number, end: number): Delete[] {
	const deletes: Delete[] = [];
	for (let at = (Math.floor(n / STRIDE) + 1) * STRIDE; at <= end; at += STRIDE)
		deletes.push({ table: 'meta', ws: vault.ws, key: markKey(vault, at) });
	return deletes;
}

function markKey(vault: Vault, n: number): Tag {
	return vault.tag('mark', new TextEncoder().encode(String(n)));
}

/** Looks hashes up, and remembers those it has met. Of the log as it is stored: who changes it without `push` makes a new one. */
export class HashMarks {
	readonly #place: Place;
	readonly #known = new Map<number, Uint8Array>();

	constructor(place: Place) {
		this.#place = place;
	}

	/** Hash after the first n entries, which were written just now. */
	push(n: number, R: Uint8Array): void {
		this.#known.set(n, R);
		if (this.#known.size <= 2 * REMEMBERED) return;
		for (const oldest of [...this.#known.keys()].slice(0, REMEMBERED)) this.#known.delete(oldest);
	}

	/** What is remembered of the hash after the first n entries: `load` finds the others. */
	at(n: number): Uint8Array | undefined {
		return n === 0 ? ZERO32 : this.#known.get(n);
	}

	forget(): void {
		this.#known.clear();
	}

	/** Finds the hashes after so many entries each; positions behind `end` have none. */
	async load(positions: Iterable<number>, end: number): Promise<void> {
		const blocks = new Set<number>();
		for (const n of positions) if (n > 0 && n <= end && !this.#known.has(n)) blocks.add(Math.ceil(n / STRIDE) - 1);
		for (const block of [...blocks].sort((a, b) => a - b)) {
			const from = block * STRIDE;
			const start = (await this.#mark(from)) ?? (await this.#makeMarks(from, end));
			if (start) await this.#hash(from, Math.min(from + STRIDE, end), start);
		}
	}

	async #mark(n: number): Promise<Uint8Array | undefined> {
		if (n === 0) return ZERO32;
		const { store, vault } = this.#place;
		const key = markKey(vault, n);
		const bytes = await store.get('meta', vault.ws, key);
		return bytes && vault.open('meta', key, bytes);
	}

	/** Marks the log up to `end`, once. Answers with the hash wanted. */
	async #makeMarks(wanted: number, end: number): Promise<Uint8Array | undefined> {
		const { store, vault } = this.#place;
		let R: Uint8Array = ZERO32;
		let found: Uint8Array | undefined;
		let puts: Put[] = [];
		for (let at = 0; at < end; at += ROWS_AT_ONCE) {
			const to = Math.min(at + ROWS_AT_ONCE, end);
			const rows = await store.range('log', vault.ws, at, to, ROWS_AT_ONCE);
			if (rows.length !== to - at) return undefined;
			for (const { key, bytes } of rows) {
				const n = (key as number) + 1;
				R = rollingHash(blake2b, R, n - 1, bytes);
				const put = markPut(vault, n, R);
				if (put) puts.push(put);
				if (n === wanted) found = R;
			}
			if (puts.length > 0) await store.write({ puts }, 'relaxed');
			puts = [];
		}
		return found;
	}

	async #hash(from: number, to: number, start: Uint8Array): Promise<void> {
		const { store, vault } = this.#place;
		let R = start;
		for (const { key, bytes } of await store.range('log', vault.ws, from, to, STRIDE)) {
			R = rollingHash(blake2b, R, key as number, bytes);
			this.push((key as number) + 1, R);
		}
	}
}
