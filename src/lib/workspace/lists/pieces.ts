/**
 * Where pages lie in the table `page`, and how what is longer than a page should be is cut: IndexedDB moves values of 64 KiB and more into files of
 * their own, which are slow to read.
 *
 *     key   = ((list · 4 + kind) · 2^20 + number) · 2^8 + piece      below all deltas
 *     piece = pieces1 part        the first byte of each says how many there are
 */
import type { Delete, Put, RowOut } from '../../storage/store.ts';
import { release } from '../bytes.ts';
import type { Vault } from '../vault.ts';

/** Sealed: values of 64 KiB and more lie in files of their own. */
export const LARGEST_PAGE = 60 * 1024;
const PART = 56 * 1024;
const MOST_PIECES = 255;
/** Cut in pieces. */
export const LONGEST_PAGE = MOST_PIECES * PART;
const MOST_LISTS = 256;
const KINDS = { rows: 0, dictionary: 1, words: 2, derived: 3 } as const;
export type PageKind = keyof typeof KINDS;
/** Deltas lie above all pages in the table's key order. */
export const DELTA_BASE = 2 ** 40;

/** Above all pages of lists: what is kept for a quick start. */
export const FIRST_KEY = DELTA_BASE - 1;

interface PageAddress {
	list: number;
	kind: PageKind;
	number: number;
}

export function pageKey({ list, kind, number }: PageAddress, piece = 0): number {
	if (list >= MOST_LISTS) throw new RangeError('too many lists');
	return ((list * 4 + KINDS[kind]) * 2 ** 20 + number) * 2 ** 8 + piece;
}

/** Sealed, and what is left over of a longer page before. `count` is the number of pieces now. */
export function sealPage(
	vault: Vault,
	address: PageAddress,
	bytes: Uint8Array,
	piecesBefore: number
): { puts: Put[]; deletes: Delete[]; count: number } {
	const count = Math.max(1, Math.ceil(bytes.length / PART));
	if (count > MOST_PIECES) throw new RangeError('page too long');
	const puts = Array.from({ length: count }, (_, piece) => {
		const part = bytes.subarray(piece * PART, (piece + 1) * PART);
		const plain = new Uint8Array(1 + part.length);
		plain[0] = count;
		plain.set(part, 1);
		return vault.seal('page', pageKey(address, piece), plain);
	});
	const deletes: Delete[] = [];
	for (let piece = count; piece < piecesBefore; piece++) deletes.push({ table: 'page', ws: vault.ws, key: pageKey(address, piece) });
	return { puts, deletes, count };
}

/** Puts rows read in key order together to pages; `undefined` from `next` means that they are not the pieces of that page. */
export class PieceReader {
	readonly #vault: Vault;
	readonly #rows: readonly RowOut[];
	#at = 0;

	constructor(vault: Vault, rows: readonly RowOut[]) {
		this.#vault = vault;
		this.#rows = rows;
	}

	get done(): boolean {
		return this.#at === this.#rows.length;
	}

	next(address: PageAddress): { bytes: Uint8Array; count: number } | undefined {
		const parts: Uint8Array[] = [];
		let count = 1;
		for (let piece = 0; piece < count; piece++) {
			const row = this.#rows[this.#at++];
			const key = pageKey(address, piece);
			const plain = row?.key === key ? this.#vault.open('page', key, row.bytes) : undefined;
			if (!plain || (piece > 0 && plain[0] !== count)) return undefined;
			release(row!.bytes);
			count = plain[0]!;
			parts.push(plain.subarray(1));
		}
		if (parts.length === 1) return { bytes: parts[0]!, count };
		const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
		let at = 0;
		for (const part of parts) {
			bytes.set(part, at);
			at += part.length;
			release(part);
		}
		return { bytes, count };
	}
}
