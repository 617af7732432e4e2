/** What the relay keeps of client links: sealed packages by the id in the link, and the answers that wait for their sender. Days count from 1970. */
import type { PackageInfo } from '../protocol/package-infos.ts';

/** Days that answers wait behind the last day of their package: a sender may be away. */
export const ANSWERS_STAY = 90;
/** Openings are counted up to here. */
export const MOST_GETS = 9999;

export interface PackagePart {
	id: Uint8Array;
	/** From 1 up. */
	version: number;
	/** The last day on which it is given out. */
	expires: number;
	part: number;
	parts: number;
	chunk: Uint8Array;
}
export interface PackageLimits {
	/** Packages of a workspace, revoked ones too until they expire. */
	count: number;
	/** Bytes of all of them, with parts of what is not whole yet. */
	bytes: number;
	/** Bytes of one. */
	size: number;
}
/** `whole`: it is given out from now on. `old`: a version as high is there. `gone`: revoked, or another workspace's. `full`, `too-large`: by the limits. */
export type PackagePut = 'stored' | 'whole' | 'old' | 'out-of-step' | 'gone' | 'full' | 'too-large';

export interface StoredAnswer {
	answer: Uint8Array;
	/** Of the package it is given to, as the sender of the answer says. */
	version: number;
	bytes: Uint8Array;
}
export interface AnswerLimits {
	ofPackage: number;
	bytesOfPackage: number;
	ofWorkspace: number;
}

export interface PackageStore {
	/**
	 * Parts of a version come in order, the first begins it anew; with the last it takes the place of the version before. A workspace that is gone has `gone`.
	 * @param day today: what never became whole is swept by it
	 */
	putPackage(wsId: Uint8Array, part: PackagePart, day: number, most: PackageLimits): Promise<PackagePut>;
	/** The content goes at once, the id comes back never: false when the workspace has no such package. Answers that wait stay. */
	dropPackage(wsId: Uint8Array, id: Uint8Array): Promise<boolean>;
	/** By id, those behind this one. */
	packages(wsId: Uint8Array, after: Uint8Array, most: number): Promise<PackageInfo[]>;
	/** Undefined when it is revoked, expired or was never there. The first part counts as an opening, unless its own workspace reads it. */
	packagePart(id: Uint8Array, part: number, day: number, by?: Uint8Array): Promise<Omit<PackagePart, 'id' | 'expires'> | undefined>;
	/** The same answer again is `kept`, and stays as it came first. With it comes whose package it answers. */
	putAnswer(id: Uint8Array, answer: StoredAnswer, day: number, most: AnswerLimits): Promise<{ wsId: Uint8Array } | 'gone' | 'full'>;
	/** The one with the lowest id behind this one. */
	nextAnswer(wsId: Uint8Array, id: Uint8Array, after: Uint8Array): Promise<StoredAnswer | undefined>;
	dropAnswer(wsId: Uint8Array, id: Uint8Array, answer: Uint8Array): Promise<void>;
	/** What expired before this day goes, answers `ANSWERS_STAY` later, and parts of what did not become whole by `unfinished`. */
	sweepPackages(day: number, unfinished: number): Promise<void>;
}
