/** The rows of one list, packed in blocks. Reads like a Map from record id to row; a row object is made each time one is asked for. */
import { Block, ID_BYTES, layoutOf, ROWS, type Layout } from './block.ts';
import { Dictionary } from './dictionary.ts';
import { Haystack } from './haystack.ts';
import { IdIndex } from './ids.ts';
import type { NumberArray } from './numbers.ts';
import type { ListShape } from './shape.ts';
import { searchable, textOf } from './words.ts';

/** How many changed slots are remembered for those who keep something about all rows. */
const CHANGES_KEPT = 2048;

export class PackedList implements ReadonlyMap<string, object> {
	readonly layout: Layout;
	readonly blocks: Block[] = [];
	readonly dictionary: Dictionary;
	readonly texts = new Haystack();
	/** Blocks that differ from their stored pages. */
	readonly dirty = new Set<number>();
	/** Counts changes, one by one. */
	version = 0;
	#changes: number[] = [];
	#index: IdIndex | undefined;
	#size = 0;

	constructor(shape: ListShape) {
		this.layout = layoutOf(shape);
		this.dictionary = new Dictionary(this.layout.kinds.length);
	}

	get size(): number {
		return this.#size;
	}

	/** All slots there are, removed rows and unused places included. */
	get slots(): number {
		return this.blocks.length * ROWS;
	}

	has(id: string): boolean {
		return this.slotOf(id) >= 0;
	}

	get(id: string): object | undefined {
		const slot = this.slotOf(id);
		return slot < 0 ? undefined : this.rowAt(slot);
	}

	aliveAt(slot: number): boolean {
		return this.blocks[(slot / ROWS) | 0]?.alive[slot % ROWS] === 1;
	}

	rowAt(slot: number): object {
		return { ...this.blocks[(slot / ROWS) | 0]!.fields(slot % ROWS, this.dictionary), id: this.idAt(slot) };
	}

	/** Of the row that is there, or was. */
	idAt(slot: number): string {
		const row = slot % ROWS;
		return idText(this.blocks[(slot / ROWS) | 0]!.ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES));
	}

	/** The slot it has. @param text what searches look in; without it every string of the row */
	set(id: string, row: object, text: string | undefined): number {
		const bytes = idBytes(id);
		if (!bytes) throw new TypeError('a row is named by a record id');
		let slot = this.#ids.find(bytes);
		if (slot < 0) slot = this.#append(bytes);
		const index = (slot / ROWS) | 0;
		const block = this.blocks[index]!;
		if (block.alive[slot % ROWS] === 0) this.#size++;
		block.setRow(slot % ROWS, row as Record<string, unknown>, this.dictionary);
		this.texts.set(index, slot % ROWS, searchable(text ?? textOf(row)));
		this.#changed(slot, index);
		return slot;
	}

	/** The slot it had; −1 where there was no such row. */
	delete(id: string): number {
		const slot = this.slotOf(id);
		if (slot < 0) return slot;
		const index = (slot / ROWS) | 0;
		this.blocks[index]!.clearRow(slot % ROWS);
		this.texts.set(index, slot % ROWS, '');
		this.#size--;
		this.#changed(slot, index);
		return slot;
	}

	/** Forgets shared values that no row has any more. True when there were such. */
	sweep(): boolean {
		const used = this.layout.kinds.map((kind, column) => {
			const seen = new Uint8Array(this.dictionary.values[column]!.length);
			if (kind === 'value')
				for (const block of this.blocks) {
					const codes = block.columns[column] as NumberArray;
					for (let row = 0; row < block.count; row++) seen[codes[row]!] = 1;
				}
			return seen;
		});
		return this.dictionary.sweep((column, code) => used[column]![code] === 1);
	}

	/** A block read from pages. */
	load(block: Block): void {
		this.blocks.push(block);
		for (let row = 0; row < block.count; row++) this.#size += block.alive[row]!;
		this.#index = undefined;
		this.version += CHANGES_KEPT + 1;
	}

	/** Slots changed since a version; undefined when that was too long ago. */
	changedSince(version: number): number[] | undefined {
		const count = this.version - version;
		return count > this.#changes.length ? undefined : [...new Set(this.#changes.slice(this.#changes.length - count))];
	}

	*keys(): MapIterator<string> {
		for (const [id] of this) yield id;
	}

	*values(): MapIterator<object> {
		for (const [, row] of this) yield row;
	}

	entries(): MapIterator<[string, object]> {
		return this[Symbol.iterator]();
	}

	*[Symbol.iterator](): MapIterator<[string, object]> {
		for (const [index, { alive, count }] of this.blocks.entries())
			for (let row = 0; row < count; row++) {
				if (alive[row] === 0) continue;
				const found = this.rowAt(index * ROWS + row);
				yield [(found as { id: string }).id, found];
			}
	}

	forEach(each: (row: object, id: string, list: ReadonlyMap<string, object>) => void): void {
		for (const [id, row] of this) each(row, id, this);
	}

	/** Of a row that is there; −1 otherwise. */
	slotOf(id: string): number {
		const bytes = idBytes(id);
		const slot = bytes ? this.#ids.find(bytes) : -1;
		return slot < 0 || this.blocks[(slot / ROWS) | 0]!.alive[slot % ROWS] === 0 ? -1 : slot;
	}

	#append(id: Uint8Array): number {
		let index = this.blocks.length - 1;
		let block = this.blocks[index];
		if (!block || block.count === ROWS || this.texts.isFull(index)) {
			block = new Block(this.layout);
			index = this.blocks.push(block) - 1;
		}
		block.ids.set(id, block.count * ID_BYTES);
		const slot = index * ROWS + block.count++;
		this.#ids.add(slot);
		return slot;
	}

	#changed(slot: number, block: number): void {
		this.dirty.add(block);
		this.version++;
		if (this.#changes.push(slot) > 2 * CHANGES_KEPT) this.#changes = this.#changes.slice(-CHANGES_KEPT);
	}

	/** Made when a row is first looked up: a list that is only read through needs none. */
	get #ids(): IdIndex {
		if (!this.#index) {
			this.#index = new IdIndex(this.blocks);
			for (const [index, { count }] of this.blocks.entries()) for (let row = 0; row < count; row++) this.#index.add(index * ROWS + row);
		}
		return this.#index;
	}
}

function idText(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
	return text;
}

/** Undefined for what is no record's id. */
function idBytes(id: string): Uint8Array | undefined {
	if (id.length !== 2 * ID_BYTES) return undefined;
	const bytes = new Uint8Array(ID_BYTES);
	for (let at = 0; at < ID_BYTES; at++) {
		const [high, low] = [digit(id.charCodeAt(2 * at)), digit(id.charCodeAt(2 * at + 1))];
		if (high < 0 || low < 0) return undefined;
		bytes[at] = 16 * high + low;
	}
	return bytes;
}

/** −1 for what is none of 0 to 9 and a to f. */
function digit(code: number): number {
	return code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
