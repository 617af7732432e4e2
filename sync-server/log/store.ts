/**
 * Where the relay keeps what it is given: sealed logs, sealed packs, sealed locators. What a promise here says is stored is on the disk, and is
 * there after the process was killed. Every home of it passes `acceptance.ts`.
 */
import type { PackageStore } from './package-store.ts';

/** An entry as it lies in the log. */
export interface StoredEntry {
	bytes: Uint8Array;
	/** Found void when it was restored: it keeps its place and its hash. */
	void: boolean;
	/** Came by RESTORE, from a device that had it from another relay or an earlier state of this one. */
	restored: boolean;
}

/** Entries of one workspace that follow each other. */
export interface Run {
	wsId: Uint8Array;
	/** Position of the first: the head must be there. */
	from: number;
	/** Rolling hash after the last. */
	R: Uint8Array;
	entries: readonly StoredEntry[];
}

export interface StoredHead {
	n: number;
	R: Uint8Array;
	/** What the workspace takes: entries and packs. */
	bytes: number;
}

export interface PackPart {
	address: Uint8Array;
	epoch: number;
	salt: Uint8Array;
	index: number;
	count: number;
	chunk: Uint8Array;
}

/** How many parts of a pack are there, from the first on. Both 0 when there is none. */
export interface PackState {
	have: number;
	count: number;
}

export interface Locator {
	wsId: Uint8Array;
	/** Whose device has put it. */
	member: Uint8Array;
	id: Uint8Array;
	bytes: Uint8Array;
}

export interface Totals {
	workspaces: number;
	bytes: number;
}

export class OutOfStep extends Error {
	constructor() {
		super('the log is not where these entries go');
	}
}

export interface LogStore extends PackageStore {
	/** False when the workspace is there already. @param day days since 1970: when it came is known no closer */
	create(workspace: { wsId: Uint8Array; genesis: Uint8Array; R: Uint8Array; day: number }): Promise<boolean>;
	head(wsId: Uint8Array): Promise<StoredHead | undefined>;
	/** All of them or none. Rejects with `OutOfStep` when a head is not where its run begins or the workspace is gone. */
	append(runs: readonly Run[]): Promise<void>;
	/** From a position on, as many as `maxBytes` hold, at least one when there is one. */
	read(wsId: Uint8Array, from: number, maxBytes: number): Promise<StoredEntry[]>;
	/**
	 * False when it is not the part that comes next. Rejects with `OutOfStep` when the workspace is gone.
	 * @param day days since 1970: known of a pack until it is whole, and then no more
	 */
	putPart(wsId: Uint8Array, part: PackPart, day: number): Promise<boolean>;
	packState(wsId: Uint8Array, address: Uint8Array): Promise<PackState>;
	part(wsId: Uint8Array, address: Uint8Array, index: number): Promise<PackPart | undefined>;
	/** Resolves to the bytes that became free. */
	dropPack(wsId: Uint8Array, address: Uint8Array): Promise<number>;
	/** Packs that are not whole and got no part since that day go. Resolves to what became free, and whose it was. */
	dropUnfinished(before: number): Promise<{ wsId: Uint8Array; bytes: number }[]>;
	/** `full` when the member, or the workspace, has that many others; `taken` when another member or workspace has this id. */
	putLocator(locator: Locator, most: { ofMember: number; ofWorkspace: number }): Promise<'stored' | 'taken' | 'full'>;
	locator(id: Uint8Array): Promise<Uint8Array | undefined>;
	/** The workspace with all it has. */
	remove(wsId: Uint8Array): Promise<void>;
	totals(): Promise<Totals>;
	close(): Promise<void>;
}
