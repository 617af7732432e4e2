/** Where in the log each record is spoken of: gathered in memory in one pass, and read on as the log grows. */
import { entryHash } from '../../../../sync-server/protocol/codec.ts';
import { blake2b } from '../../crypto/derive.ts';
import { equalBytes, toHex } from '../bytes.ts';
import type { Head } from '../head.ts';
import { readSlice, SLICE, type TrailHome } from './entries.ts';

export class RecordPositions {
	readonly #home: TrailHome;
	readonly #known = new Map<string, number[]>();
	#n = 0;
	/** Of the last entry that was read: a log that went on otherwise has another one there. */
	#last: Uint8Array | undefined;
	#reading: Promise<void> = Promise.resolve();

	constructor(home: TrailHome) {
		this.#home = home;
	}

	/** Positions of the entries that hold operations on the record, first ones first. */
	of(id: string): readonly number[] {
		return this.#known.get(id) ?? [];
	}

	/** Reads on to the head. Two who ask read once. */
	follow(head: Pick<Head, 'log' | 'voids'>): Promise<void> {
		const next = this.#reading.catch(() => {}).then(() => this.#read(head));
		this.#reading = next;
		return next;
	}

	async #read({ log, voids }: Pick<Head, 'log' | 'voids'>): Promise<void> {
		const isOther = this.#n > log.n || (this.#last && !equalBytes(this.#last, (await this.#hashAt(this.#n - 1)) ?? new Uint8Array(0)));
		if (isOther) {
			this.#known.clear();
			this.#n = 0;
			this.#last = undefined;
		}
		if (this.#n === log.n) return;
		const isVoid = new Set(voids);
		for (let from = this.#n; from < log.n; from += SLICE) {
			for (const { n, operations } of await readSlice(this.#home, from, Math.min(from + SLICE, log.n), isVoid))
				for (const { recordId } of operations) this.#note(toHex(recordId), n);
		}
		this.#n = log.n;
		this.#last = await this.#hashAt(log.n - 1);
	}

	#note(id: string, n: number): void {
		const known = this.#known.get(id);
		if (!known) this.#known.set(id, [n]);
		else if (known.at(-1) !== n) known.push(n);
	}

	async #hashAt(n: number): Promise<Uint8Array | undefined> {
		const { store, vault } = this.#home;
		const bytes = await store.get('log', vault.ws, n);
		return bytes && entryHash(blake2b, bytes);
	}
}
