/**
 * One device's log as the connection sees it. The workspace implements it; nothing here knows what an entry says. Every method runs under the
 * workspace's own lock, reads the head from the database and answers only when what it says is durable.
 */

/** Why entries were not taken further: the log is as it was before the entry that stopped it. */
export type AcceptStop =
	/** An entry whose author saw another log than this one, or a rolling hash that is not the one computed here. */
	| 'fork'
	/** A sound entry of a kind this version cannot read. */
	| 'newer-version'
	/** An entry of this very device that it never wrote: the identity lives twice. */
	| 'copy';

export interface Accepted {
	/** Head after what was taken. */
	n: number;
	stop?: AcceptStop;
	/** Of a fork: whose entry gave it away. */
	witness?: Uint8Array;
	/** Entries among them that could not be opened or understood, and are kept to be tried again. */
	quarantined?: number;
	/** Entries among them that count for nothing. An honest relay keeps none but those whose author signed them falsely. */
	voids?: number;
	/** The first of those with a false signature. */
	badSignature?: { n: number; device: Uint8Array };
}

/** Where the log of this device ends; R is the rolling hash after the last of n entries. */
export interface LogHead {
	n: number;
	R: Uint8Array;
}

export interface LogPort {
	readonly wsId: Uint8Array;
	/** This device's id, 16 bytes. */
	readonly device: Uint8Array;
	/** The confirmed log as it is stored here. */
	head(): Promise<LogHead>;
	/** Rolling hash after the first n entries; undefined where it is not known. */
	rAt(n: number): Promise<Uint8Array | undefined>;
	/** Stored entries byte for byte, from a position on, as many as fit (one at least, unless there is none). */
	read(from: number, maxBytes: number): Promise<Uint8Array[]>;
	/** Entries of waiting operations, built on those made since the last `discard`; noted durably before they are returned. None: nothing waits. */
	make(maxBytes: number): Promise<Uint8Array[]>;
	/** What was made and did not get into the log is made anew next time. */
	discard(): Promise<void>;
	/** These will be given to `accept`: what can be found out of them before may be. Each has memory of its own. */
	ahead?(from: number, entries: readonly Uint8Array[]): void;
	/** Judges, folds and stores, in one transaction. `from` is the head; R is the rolling hash the relay gives after the last of them. */
	accept(from: number, entries: Uint8Array[], R: Uint8Array): Promise<Accepted>;
	/** The epoch that is now, where its key was not given to this device: it can seal nothing. */
	readonly keyless?: number | undefined;
	/** Whether the log has an entry of that device at this place or behind it; its author then has this very log. */
	wroteSince?(device: Uint8Array, n: number): boolean;
	/** Called when an operation begins to wait. Returns what ends it. */
	onWaiting(listener: () => void): () => void;
	/** The relay has exactly this log: positions are given there from now on. False when the log has meanwhile grown here; absent where it is shared already. */
	share?(head: LogHead): Promise<boolean>;
	/** Where the log went on, when its last entry says so: an origin. */
	moved?(): Promise<string | undefined>;
	/** Cuts the log to its first n entries; this device's operations from the rest wait again under their own ids. Only when a person gave that branch up. */
	rewind?(n: number): Promise<void>;
}
