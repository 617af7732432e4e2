/** What the page asks the thread that reads and compares. */
import type { Signed } from './manifest.ts';

/** The build on this device, or what the host gives now. */
export type Place = 'kept' | 'host';

export interface Build {
	base: string;
	/** Of the build that runs. */
	version: string;
}

export interface FoundRelease {
	version: string;
	source?: string;
	signed: Signed;
	/** Names of its files. */
	files: string[];
	/** On this device beside them: names that the list lacks. */
	more: string[];
}
/** `none`: nothing is kept here, or the host does not answer. `no-list`: there is a build, but no list that can be read. */
export type NotFound = 'none' | 'no-list';

export interface Difference {
	name: string;
	/** `apart`: large, fetched when it is first used, not here yet. */
	what: 'changed' | 'missing' | 'unreachable' | 'apart';
}

export interface NextRelease {
	version: string;
	signed: Signed;
	/** The signature beside that of the version that runs. `lost`: that one was signed, this one is not. */
	key: 'same' | 'first' | 'another' | 'lost' | 'none' | 'wrong';
	files: number;
	/** Files that are not the same in the version that runs. */
	changed: number;
	/** Files that are not what its own list says. */
	broken: number;
}

export interface Questions {
	list: { ask: { place: Place; build: Build }; answer: FoundRelease | NotFound };
	/** Some of the files of the list read last from that place. */
	compare: { ask: { place: Place; names: string[] }; answer: Difference[] };
	/** The build that waits on this device for the click; none where there is none with a list. */
	next: { ask: Build; answer: NextRelease | undefined };
}
export type Question = { [K in keyof Questions]: { id: number; kind: K; ask: Questions[K]['ask'] } }[keyof Questions];
