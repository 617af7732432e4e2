/** Where each record id has its row: an open-addressed table over the ids that lie in the blocks, so that no id is held twice or as a string. */
import { ID_BYTES, ROWS, type Block } from './block.ts';

export class IdIndex {
	readonly #blocks: readonly Block[];
	/** Slot + 1; 0 is free. Its length is a power of two. */
	#table = new Int32Array(1024);
	#used = 0;

	constructor(blocks: readonly Block[]) {
		this.#blocks = blocks;
	}

	/** −1 where the id has no row. */
	find(id: Uint8Array): number {
		const mask = this.#table.length - 1;
		for (let at = hash(id, 0) & mask; ; at = (at + 1) & mask) {
			const slot = this.#table[at]! - 1;
			if (slot < 0 || this.#holds(slot, id)) return slot;
		}
	}

	/** The id lies in its block already and is not in the index yet. */
	add(slot: number): void {
		if ((this.#used + 1) * 2 > this.#table.length) this.#grow();
		this.#put(slot);
		this.#used++;
	}

	#put(slot: number): void {
		const mask = this.#table.length - 1;
		let at = hash(this.#blocks[(slot / ROWS) | 0]!.ids, (slot % ROWS) * ID_BYTES) & mask;
		while (this.#table[at] !== 0) at = (at + 1) & mask;
		this.#table[at] = slot + 1;
	}

	#grow(): void {
		const before = this.#table;
		this.#table = new Int32Array(before.length * 4);
		for (const entry of before) if (entry !== 0) this.#put(entry - 1);
	}

	#holds(slot: number, id: Uint8Array): boolean {
		const { ids } = this.#blocks[(slot / ROWS) | 0]!;
		const from = (slot % ROWS) * ID_BYTES;
		for (let byte = 0; byte < ID_BYTES; byte++) if (ids[from + byte] !== id[byte]) return false;
		return true;
	}
}

/** Ids are random but for those of tests: all bytes take part. */
function hash(bytes: Uint8Array, from: number): number {
	let value = 0x811c9dc5;
	for (let at = from; at < from + ID_BYTES; at++) value = Math.imul(value ^ bytes[at]!, 0x01000193);
	return (value ^ (value >>> 15)) >>> 0;
}
