/**
 * What a record's first update says, read without Yjs: a document for each of a hundred thousand records is most of the work of a first pull.
 * [Note: first updates]
 *
 * What writes a record for the first time sets each field once and each text in one piece, under one author. Such an update has one reading, and
 * Yjs, having read it, would write it down as it is. Everything else is left to Yjs: `undefined` here is no verdict.
 */
import { ROOT } from './guard.ts';

const STRING = 4;
const TYPE = 7;
const ANY = 8;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;
const CONTENT = 0x1f;
const Y_MAP = 1;
const Y_TEXT = 2;
/** Of maps in one another: far below where anybody would refuse it. */
const MOST_DEPTH = 8;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text as a field holds it. */
export class FirstText {
	text = '';

	toString(): string {
		return this.text;
	}
}
/** Fields by name, in the order in which they were set: plain values, texts, maps. */
export type FirstMap = Map<string, unknown>;

/** @param update one that `scanUpdate` found to be safe */
export function readFirstUpdate(update: Uint8Array): FirstMap | undefined {
	return new FirstUpdate(update).read();
}

interface Place {
	node: FirstMap | FirstText;
	depth: number;
}

class FirstUpdate {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	readonly #root: Place = { node: new Map(), depth: 0 };
	/** Maps and texts of this update, by their clock. */
	readonly #made = new Map<number, Place>();
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	read(): FirstMap | undefined {
		if (this.#uint() !== 1) return undefined;
		const structs = this.#uint();
		const client = this.#uint();
		if (this.#uint() !== 0) return undefined;
		for (let index = 0, clock = 0; index < structs; index++) {
			const length = this.#struct(client, clock);
			if (length === 0) return undefined;
			clock += length;
		}
		// And nothing deleted.
		return this.#uint() === 0 && this.#at === this.#bytes.length ? (this.#root.node as FirstMap) : undefined;
	}

	/** Gives its length in clocks; 0 for what is left to Yjs. */
	#struct(client: number, clock: number): number {
		const info = this.#bytes[this.#at++]!;
		if (info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) return 0;
		const kind = info & CONTENT;
		if (kind !== STRING && kind !== TYPE && kind !== ANY) return 0;
		const parent = this.#parent(client);
		if (!parent) return 0;
		const { node, depth } = parent;
		if (node instanceof FirstText) return kind === STRING && !(info & HAS_KEY) ? this.#piece(node) : 0;
		if (kind === STRING || !(info & HAS_KEY)) return 0;
		const name = this.#string();
		if (node.has(name)) return 0;
		if (kind === ANY) {
			if (this.#uint() !== 1) return 0;
			node.set(name, this.#any());
			return 1;
		}
		const type = this.#uint();
		if ((type !== Y_MAP && type !== Y_TEXT) || depth === MOST_DEPTH) return 0;
		const made: Place = { node: type === Y_MAP ? new Map<string, unknown>() : new FirstText(), depth: depth + 1 };
		node.set(name, made.node);
		this.#made.set(clock, made);
		return 1;
	}

	#parent(client: number): Place | undefined {
		if (this.#uint() === 1) return this.#string() === ROOT ? this.#root : undefined;
		return this.#uint() === client ? this.#made.get(this.#uint()) : undefined;
	}

	#piece(node: FirstText): number {
		if (node.text !== '') return 0;
		return (node.text = this.#string()).length;
	}

	#any(): unknown {
		switch (this.#bytes[this.#at++]) {
			case 127:
				return undefined;
			case 126:
				return null;
			case 125:
				return this.#int();
			case 124:
				return this.#view.getFloat32((this.#at += 4) - 4);
			case 123:
				return this.#view.getFloat64((this.#at += 8) - 8);
			case 121:
				return false;
			case 120:
				return true;
			case 119:
				return this.#string();
			case 118: {
				const value: Record<string, unknown> = {};
				for (let left = this.#uint(); left > 0; left--) {
					const name = this.#string();
					value[name] = this.#any();
				}
				return value;
			}
			default:
				// 117: the scan has let no other through.
				return Array.from({ length: this.#uint() }, () => this.#any());
		}
	}

	#string(): string {
		const length = this.#uint();
		return utf8.decode(this.#bytes.subarray(this.#at, (this.#at += length)));
	}

	#uint(): number {
		let value = 0;
		for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 128) {
			byte = this.#bytes[this.#at++]!;
			value += (byte & 0x7f) * factor;
		}
		return value;
	}

	/** Six bits and the sign come first. */
	#int(): number {
		let byte = this.#bytes[this.#at++]!;
		const sign = byte & 0x40 ? -1 : 1;
		let value = byte & 0x3f;
		for (let factor = 64; byte >= 0x80; factor *= 128) {
			byte = this.#bytes[this.#at++]!;
			value += (byte & 0x7f) * factor;
		}
		return sign * value;
	}
}
