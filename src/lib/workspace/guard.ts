/**
 * What another device may do to a record, counted before Yjs sees a byte of it. [Note: hostile updates]
 *
 * Yjs trusts what it reads: twenty bytes can ask for an array of four thousand million parts, nest so deep that reading overflows the stack,
 * or make every load of the record search for minutes. So the update is walked first, by the same grammar, and is refused unless it is one this
 * program could have made: version 1 of the format, the root map `r`, maps, texts and plain values, within the limits below. Limits are counts and
 * never times: each device comes to the same answer, or the same log would say different things. What is refused stays in the log and is shown; the record is as it was.
 *
 * No watchdog stands behind the counts, because they leave nothing for it to end: the worst update that passes is `steps` of work twice, or five places
 * of `siblings` parts compared with each other, about a second where a machine is slow (guard-worst.test.ts counts it). Who sends many such is named
 * with each refusal, and is put out.
 *
 *     update  = sections { structs client clock struct* }* deletions { client ranges { clock length }* }*     (all numbers varints)
 */
export const UPDATE_LIMITS = {
	bytes: 64 * 1024,
	/** Devices, or rather sessions of them, whose writing one operation carries. */
	clients: 16,
	structs: 4000,
	/** Of plain values in one another, and of maps in one another. */
	depth: 32,
	/** Clocks count characters; far beyond any record and far from where numbers lose exactness. */
	clock: 2 ** 40
} as const;

/** Of a record as it is once the update is in it. */
export const STATE_LIMITS = {
	bytes: 1024 * 1024,
	clients: 2000,
	structs: 20_000,
	/** Parts written at one and the same place: Yjs compares each with all others. */
	siblings: 4000,
	/** Steps of Yjs, see record.ts. An honest record of the largest size takes a twentieth. */
	steps: 4_000_000
} as const;

export type Unsafe =
	| 'update-too-large'
	| 'malformed'
	| 'too-many-clients'
	| 'too-many-structs'
	| 'too-deep'
	/** Yjs has more kinds of content than records use; each more is one more way in. */
	| 'foreign-content'
	| 'record-too-large'
	| 'too-much-work';

export class UnsafeUpdate extends Error {
	readonly why: Unsafe;
	constructor(why: Unsafe) {
		super(`update refused: ${why}`);
		this.why = why;
	}
}

/** Of the root map, in which a record lies. */
export const ROOT = 'r';
const ROOT_BYTE = ROOT.charCodeAt(0);

const GC = 0;
const DELETED = 1;
const STRING = 4;
const TYPE = 7;
const ANY = 8;
const SKIP = 10;
const Y_MAP = 1;
const Y_TEXT = 2;

const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;
const CONTENT = 0x1f;

/** As Yjs reads: a mark at the beginning is a character too. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws `UnsafeUpdate` unless the update may be handed to Yjs. Says whether it brings maps or texts, which can lie in one another. */
export function scanUpdate(update: Uint8Array): { nests: boolean } {
	if (update.length > UPDATE_LIMITS.bytes) throw new UnsafeUpdate('update-too-large');
	const scan = new Scan(update);
	const types = scan.run();
	if (types > UPDATE_LIMITS.depth) {
		const placed: Section[] = [];
		new Scan(update, placed).run();
		if (depthOf(placed) > UPDATE_LIMITS.depth) throw new UnsafeUpdate('too-deep');
	}
	return { nests: types > 0 };
}

/** Where the structs of one client lie: what each hangs on, to follow chains. */
interface Section {
	client: number;
	clocks: number[];
	/** 0 the root or not an item; 1 a map or text, by its id; 2 a neighbour in the same map or text, by its id. */
	links: (0 | 1 | 2)[];
	linkClients: number[];
	linkClocks: number[];
}

class Scan {
	readonly #bytes: Uint8Array;
	readonly #placed: Section[] | undefined;
	#at = 0;
	#structs = 0;
	#types = 0;

	constructor(bytes: Uint8Array, placed?: Section[]) {
		this.#bytes = bytes;
		this.#placed = placed;
	}

	run(): number {
		const clients = new Set<number>();
		const sections = this.#uint();
		if (sections > UPDATE_LIMITS.clients) throw new UnsafeUpdate('too-many-clients');
		for (let i = 0; i < sections; i++) {
			const structs = this.#uint();
			this.#structs += structs;
			if (this.#structs > UPDATE_LIMITS.structs) throw new UnsafeUpdate('too-many-structs');
			const client = this.#uint();
			if (clients.has(client) || structs === 0) throw malformed();
			clients.add(client);
			this.#section(client, structs);
		}
		this.#deletions();
		if (this.#at !== this.#bytes.length) throw malformed();
		return this.#types;
	}

	#section(client: number, structs: number): void {
		const section: Section | undefined = this.#placed && { client, clocks: [], links: [], linkClients: [], linkClocks: [] };
		if (section) this.#placed!.push(section);
		let clock = this.#uint();
		for (let i = 0; i < structs; i++) {
			section?.clocks.push(clock);
			const length = this.#struct(section, client, clock);
			if (length < 1) throw malformed();
			clock += length;
			if (clock > UPDATE_LIMITS.clock) throw malformed();
		}
	}

	/** Gives the length in clocks. */
	#struct(section: Section | undefined, client: number, clock: number): number {
		const info = this.#byte();
		if (info === GC || info === SKIP) {
			link(section, 0);
			return this.#uint();
		}
		this.#place(info, section, client, clock);
		switch (info & CONTENT) {
			case DELETED:
				return this.#uint();
			case STRING:
				return this.#string().length;
			case TYPE: {
				const kind = this.#uint();
				if (kind !== Y_MAP && kind !== Y_TEXT) throw new UnsafeUpdate('foreign-content');
				this.#types++;
				return 1;
			}
			case ANY: {
				const length = this.#uint();
				if (length > this.#left) throw malformed();
				for (let i = 0; i < length; i++) this.#any(0);
				return length;
			}
			default:
				throw new UnsafeUpdate('foreign-content');
		}
	}

	/** The neighbours it was written between or, where it had none, the map or text it lies in and its key there. */
	#place(info: number, section: Section | undefined, client: number, clock: number): void {
		if (info & HAS_ORIGIN) link(section, 2, ...this.#earlier(client, clock));
		if (info & HAS_RIGHT_ORIGIN) {
			const right = this.#earlier(client, clock);
			if (!(info & HAS_ORIGIN)) link(section, 2, ...right);
		}
		if (info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) return;
		if (this.#uint() === 1) {
			// Another root would be another document nobody sees.
			if (this.#uint() !== 1 || this.#byte() !== ROOT_BYTE) throw new UnsafeUpdate('foreign-content');
			link(section, 0);
		} else link(section, 1, ...this.#earlier(client, clock));
		if (info & HAS_KEY) this.#name();
	}

	/** The id of a part that an author has named; of his own he knows only those before. Yjs waits for others', and fails on these. */
	#earlier(client: number, clock: number): [client: number, clock: number] {
		const [named, at] = [this.#uint(), this.#uint()];
		if (named === client && at >= clock) throw malformed();
		return [named, at];
	}

	#any(depth: number): void {
		if (depth > UPDATE_LIMITS.depth) throw new UnsafeUpdate('too-deep');
		switch (this.#byte()) {
			case 127: // undefined
			case 126: // null
			case 121: // false
			case 120: // true
				return;
			case 125:
				return this.#int();
			case 124:
				return this.#skip(4);
			case 123:
				return this.#skip(8);
			case 119:
				this.#string();
				return;
			case 118: {
				const fields = this.#uint();
				for (let i = 0; i < fields; i++) {
					this.#name();
					this.#any(depth + 1);
				}
				return;
			}
			case 117: {
				const items = this.#uint();
				for (let i = 0; i < items; i++) this.#any(depth + 1);
				return;
			}
			default: // 122 bigint and 116 bytes too: JSON has neither
				throw new UnsafeUpdate('foreign-content');
		}
	}

	/** Ascending and apart, as Yjs writes them: ranges over each other would be gone through again and again. */
	#deletions(): void {
		const clients = new Set<number>();
		const sections = this.#uint();
		if (sections > STATE_LIMITS.clients) throw new UnsafeUpdate('too-many-clients');
		for (let i = 0; i < sections; i++) {
			const client = this.#uint();
			const ranges = this.#uint();
			if (clients.has(client)) throw malformed();
			clients.add(client);
			if (ranges > this.#left) throw malformed();
			for (let range = 0, end = -1; range < ranges; range++) {
				const clock = this.#uint();
				const length = this.#uint();
				if (clock < end || length < 1 || clock + length > UPDATE_LIMITS.clock) throw malformed();
				end = clock + length;
			}
		}
	}

	/** It becomes a field of a plain object, where this one would be its prototype. */
	#name(): void {
		if (this.#string() === '__proto__') throw new UnsafeUpdate('foreign-content');
	}

	#string(): string {
		const length = this.#uint();
		if (length > this.#left) throw malformed();
		try {
			return utf8.decode(this.#bytes.subarray(this.#at, (this.#at += length)));
		} catch {
			throw malformed();
		}
	}

	#uint(): number {
		let value = 0;
		for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 128) {
			byte = this.#byte();
			value += (byte & 0x7f) * factor;
			if (value > Number.MAX_SAFE_INTEGER) throw malformed();
		}
		return value;
	}

	#int(): void {
		let value = 0;
		for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 128) {
			byte = this.#byte();
			value += (byte & 0x7f) * factor;
			if (value > 2 * Number.MAX_SAFE_INTEGER) throw malformed();
		}
	}

	#byte(): number {
		if (this.#at >= this.#bytes.length) throw malformed();
		return this.#bytes[this.#at++]!;
	}

	#skip(length: number): void {
		if (length > this.#left) throw malformed();
		this.#at += length;
	}

	get #left(): number {
		return this.#bytes.length - this.#at;
	}
}

function malformed(): UnsafeUpdate {
	return new UnsafeUpdate('malformed');
}

function link(section: Section | undefined, kind: 0 | 1 | 2, client = 0, clock = 0): void {
	section?.links.push(kind);
	section?.linkClients.push(client);
	section?.linkClocks.push(clock);
}

type Place = [client: number, index: number];

/** How many maps and texts of the update lie in one another, at most; what hangs on a struct of before counts from there. */
function depthOf(sections: readonly Section[]): number {
	const byClient = new Map(sections.map((section) => [section.client, section]));
	const depths = new Map(sections.map(({ client, clocks }) => [client, new Int32Array(clocks.length)]));
	let deepest = 0;
	for (const { client, clocks } of sections) {
		for (let index = 0; index < clocks.length; index++) {
			const chain: [client: number, index: number, step: number][] = [];
			let at: Place | undefined = [client, index];
			let depth = 1;
			while (at) {
				const [whose, which]: Place = at;
				const known = depths.get(whose)![which]!;
				if (known < 0) throw malformed(); // in a circle
				if (known > 0) depth = known;
				if (known > 0) break;
				const { links, linkClients, linkClocks }: Section = byClient.get(whose)!;
				chain.push([whose, which, links[which] === 1 ? 1 : 0]);
				depths.get(whose)![which] = -1;
				at = links[which] === 0 ? undefined : find(byClient, linkClients[which]!, linkClocks[which]!);
			}
			for (const [whose, which, step] of chain.reverse()) depths.get(whose)![which] = depth += step;
			deepest = Math.max(deepest, depth);
		}
	}
	return deepest;
}

/** The struct that holds this clock: the last that begins at or before it. */
function find(sections: ReadonlyMap<number, Section>, client: number, clock: number): Place | undefined {
	const clocks = sections.get(client)?.clocks;
	if (!clocks || clocks[0]! > clock) return undefined;
	let [low, high] = [0, clocks.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (clocks[middle]! <= clock) low = middle;
		else high = middle - 1;
	}
	return [client, low];
}
