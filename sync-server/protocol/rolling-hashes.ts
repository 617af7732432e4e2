/** The rolling hash at every position, packed: 32 bytes each, because a log of a hundred thousand entries is ordinary. */
const HASH = 32;

export class RollingHashes {
	#packed: Uint8Array;
	#length = 0;

	/** @param packed hashes from position 0 on, as `packed` gave them */
	constructor(packed: Uint8Array = new Uint8Array(0)) {
		if (packed.length % HASH !== 0) throw new RangeError('rolling hashes have 32 bytes each');
		this.#packed = new Uint8Array(packed);
		this.#length = packed.length / HASH;
	}

	get length(): number {
		return this.#length;
	}

	at(n: number): Uint8Array | undefined {
		return n >= 0 && n < this.#length ? this.#packed.slice(n * HASH, (n + 1) * HASH) : undefined;
	}

	push(hash: Uint8Array): void {
		if (hash.length !== HASH) throw new RangeError('rolling hashes have 32 bytes each');
		const end = this.#length * HASH;
		if (end === this.#packed.length) {
			// Most logs that a relay has open are short.
			const grown = new Uint8Array(Math.max(end * 2, 4 * HASH));
			grown.set(this.#packed);
			this.#packed = grown;
		}
		this.#packed.set(hash, end);
		this.#length++;
	}

	/** Forgets the hashes from this position on. */
	cut(length: number): void {
		this.#length = Math.min(this.#length, length);
	}

	packed(): Uint8Array {
		return this.#packed.slice(0, this.#length * HASH);
	}
}
