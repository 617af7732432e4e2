/** What a proof of issue is made of, and what whoever made it says in it. Types only, but for how a statement is read. */
import { decodeJson } from '../workspace/json.ts';
import type { DocumentType } from '../documents/document.ts';

/** Whether it speaks of every document of the books or of one. */
export type Scope = 'all' | 'one';

/** An entry that stays sealed and unseen: its hash; or the whole entry, sealed; or the whole entry with the key that opens it alone. */
export type Item = { hash: Uint8Array } | { entry: Uint8Array; key?: Uint8Array };

export interface Proof {
	wsId: Uint8Array;
	/** Device that made and signed the file. */
	device: Uint8Array;
	/** Entries of the log when it was made, and the rolling hash of the last. */
	n: number;
	R: Uint8Array;
	/** Minutes since 1970, by the clock of that device. */
	made: number;
	scope: Scope;
	items: Item[];
	statement: Uint8Array;
	/** All but the signature. */
	signed: Uint8Array;
	signature: Uint8Array;
}

/** Where an operation stands in the log. */
export interface Place {
	n: number;
	/** Among the operations of its entry. */
	index: number;
}

/** One number given, with all that the rules of numbers ask. */
export interface Issue extends Place {
	number: string;
	type: DocumentType;
	date: string;
	/** Decimal string. */
	total: string;
	currency: string;
	/** Record id of the series. */
	series: string;
	segment: number;
	sequence: number;
	period: string;
	run: string;
	/** The client's number, where the run prints it; else empty. */
	client: string;
	/** Hash (hex) of the issue before it. */
	previous: string;
	/** Hash (hex) of the document's bytes. */
	hash: string;
}

/** A device went on in a series in place of another. */
export interface TakeoverSaid extends Place {
	series: string;
	/** Hexadecimal device id. */
	from: string;
	segment: number;
	lost?: { run: string; period: string; sequence: number; first?: number };
}

/** The books did not take the document. `used`: its number is used up all the same. */
export interface RefusalSaid extends Place {
	reason: string;
	used: boolean;
}

/** What is said of entries that stay sealed, and around those that are opened. */
export interface Statement {
	issues: Issue[];
	takeovers: TakeoverSaid[];
	refusals: RefusalSaid[];
	/** Positions of entries in the file that count for nothing in the books. */
	voids: number[];
	/** What members are called, by hexadecimal id; empty unless it was chosen. */
	names: Record<string, string>;
	/** Pictures that opened documents name, by their addresses. */
	logos: Record<string, Uint8Array>;
}

const PLACE = { n: 'number', index: 'number' };
const ISSUE = {
	...PLACE,
	number: 'string',
	type: 'string',
	date: 'string',
	total: 'string',
	currency: 'string',
	series: 'hex16',
	segment: 'number',
	sequence: 'number',
	period: 'string',
	run: 'string',
	client: 'string',
	previous: 'hex32',
	hash: 'hex32'
};
const TAKEOVER = { ...PLACE, series: 'hex16', from: 'hex16', segment: 'number' };
const LOST = { run: 'string', period: 'string', sequence: 'number' };
const REFUSAL = { ...PLACE, reason: 'string', used: 'boolean' };

/** Undefined for what is no statement. */
export function readStatement(bytes: Uint8Array): Statement | undefined {
	try {
		const said = decodeJson<Statement>(bytes);
		const lists = [has(said.issues, ISSUE), has(said.takeovers, TAKEOVER), has(said.refusals, REFUSAL)];
		const lost = said.takeovers.flatMap((each) => each.lost ?? []);
		const isPlaced = Array.isArray(said.voids) && said.voids.every((n) => isOf('number', n));
		const isNamed = Object.values(said.names).every((name) => typeof name === 'string');
		const isDrawn = Object.values(said.logos).every((logo) => logo instanceof Uint8Array);
		return lists.every(Boolean) && has(lost, LOST) && isPlaced && isNamed && isDrawn ? said : undefined;
	} catch {
		return undefined;
	}
}

function has(list: unknown, shape: Record<string, string>): boolean {
	return Array.isArray(list) && list.every((each) => Object.entries(shape).every(([name, kind]) => isOf(kind, (each as never)[name])));
}

function isOf(kind: string, value: unknown): boolean {
	if (kind === 'number') return Number.isSafeInteger(value) && (value as number) >= 0;
	if (kind === 'hex16') return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
	if (kind === 'hex32') return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
	return typeof value === kind;
}
