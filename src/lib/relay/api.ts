/** What pages may know and ask of syncing through a relay: a part of `WorkerApi`. Types only. */
import type { AddressProblem } from '../sync/address.ts';
import type { Alarm, AlarmKind, AlarmLevel } from '../sync/alarms.ts';
import type { Result } from '../worker-api.ts';

export type { Alarm, AlarmLevel };

/** How this browser stands to the relay of the open workspace. */
export type Link =
	/** No relay was chosen. */
	| 'none'
	| 'connecting'
	/** Taking in what others wrote. */
	| 'pulling'
	/** Putting what is here onto a relay that has less. */
	| 'uploading'
	/** Connected, and all that the relay has is here. */
	| 'live'
	/** Not reached; it tries again by itself. */
	| 'offline'
	/** Connected or not, nothing is sent before the person has answered an alarm. */
	| 'held';

/** What is to be said; the words are in messages/alarms.en.ts. */
export interface SyncAlarm {
	alarm: Alarm;
	level: AlarmLevel;
	/** Name of the device it is about; empty where it has none. */
	device?: string;
	/** Of `not-admitted`: others keep these books too, who may have removed this person. */
	isTeam?: boolean;
}

export interface SyncDevice {
	id: string;
	/** Empty where its user gave it none. */
	name: string;
	self: boolean;
	/** It is another member’s; the name says whose. */
	isMember?: boolean;
	/** Its last entry in the log, and the head it had seen then; absent while it wrote nothing. */
	word?: { n: number; seenN: number };
	/** It has seen everything this device wrote into the log. */
	sawMine: boolean;
}

export interface SyncStatus {
	link: Link;
	/** Address of the relay, as a person would say it: "relay.example:4180". */
	relay?: string;
	/** Another tab of this browser holds the connection; `link` is its. */
	elsewhere: boolean;
	/** Of taking in, 0 to 1. */
	progress?: number;
	/** Entries the relay has, while they are being taken in or put there. */
	there?: number;
	/** This device was let in, and has not all yet that was there then. */
	arriving: boolean;
	/** Files on their way, in either direction. */
	files?: { done: number; of: number };
	/** Changes that are saved here and not yet on the relay. */
	waiting: number;
	/** Entries of the log this device has confirmed. */
	entries: number;
	/** Six words of the log's hash, the same on each device that has seen the same. */
	fingerprint: string;
	/** Devices of these books that may write; recovery codes are none. */
	devices: SyncDevice[];
	/** People who ask to join, for an admin: their words are to be compared. */
	asking: number;
	/** Bytes of these books on the relay, and how many it allows; known once connected. */
	usage?: { used: number; quota: number };
	/** The worst first. */
	alarms: SyncAlarm[];
	/** Operations that the rules of the books did not let take effect. */
	refusals: number;
	/** Entries that could not be opened or understood. */
	quarantined: number;
}

/** A record as a person would name it. */
export interface Named {
	/** Record type; empty where nothing is known of it. */
	type: string;
	id: string;
	/** What its user called it; may be empty. */
	title: string;
}

/** One change that waits for the relay. */
export interface WaitingChange extends Named {
	action: 'put' | 'remove' | 'erase';
	/** How many changes of this record wait. */
	count: number;
}

/** One that took no effect. `reason` is a `RefusalReason`. */
export interface RefusedChange extends Named {
	reason: string;
	/** Position in the log. */
	n: number;
	/** Name of the device that wrote it, where it is known. */
	device?: string;
}

/** An entry that did not open, or holds what this version cannot read. Its bytes are kept. */
export interface QuarantinedEntry {
	n: number;
	/** Name of the device that wrote it, where it has one. */
	device?: string;
	/** `key`: this device has not got the key it was sealed with. `seal`: it does not open with it. `content`: what is inside is not understood. */
	why: 'key' | 'seal' | 'content';
	bytes: number;
}

/** A change that waited and whose bytes were damaged here. Nothing is known of what was in it. */
export interface DamagedChange {
	key: number;
	bytes: number;
	/** Minutes since 1970 at which changes around it were saved. */
	after?: number;
	before?: number;
}

export interface SyncDetails {
	/** At most a hundred of each; the counts are in `SyncStatus`. */
	waiting: WaitingChange[];
	refused: RefusedChange[];
	quarantined: QuarantinedEntry[];
	damaged: DamagedChange[];
}

/** Which of two logs goes on: the one of this device or the one at the relay. */
export type Branch = 'mine' | 'theirs';

export interface BranchDevice {
	id: string;
	/** Empty where its user gave it none. */
	name: string;
	self: boolean;
}

export interface BranchMember {
	id: string;
	/** Empty where nobody named them. */
	name: string;
	self: boolean;
}

/** An entry of a branch that says who belongs to the books. */
export interface ForkChange {
	n: number;
	what:
		| 'device-added'
		| 'device-removed'
		| 'code-added'
		| 'code-removed'
		| 'member-admitted'
		| 'member-removed'
		| 'member-left'
		| 'role-set'
		| 'invitation'
		| 'version'
		| 'key-changed'
		| 'series'
		| 'moved'
		| 'chosen'
		| 'other';
	by: BranchDevice;
	/** Whom it is about. */
	device?: BranchDevice;
	member?: BranchMember;
	role?: ForkRole;
}

/** See, edit, administer, own. */
export type ForkRole = 'r' | 'w' | 'a' | 'o';

/** A device or a member that was put out, or a role that was lowered. */
export type ForkRemoval = (BranchDevice & { what: 'device' }) | (BranchMember & ({ what: 'member' } | { what: 'role'; role: ForkRole }));

/** One of two versions of the books, behind what both have. */
export interface ForkSide {
	entries: number;
	/** Who wrote how many of them. */
	devices: (BranchDevice & { entries: number })[];
	changes: ForkChange[];
	/** What the other version has taken away and this one has not, and this device may take away: where this one goes on, each is taken away again or kept. */
	removals: ForkRemoval[];
	/** This device may say that this version goes on. */
	mayChoose: boolean;
	/** A newer version of the app is needed to read all of it. */
	isNewer: boolean;
}

export interface ForkReport {
	/** Entries both have. */
	common: number;
	mine: ForkSide;
	theirs: ForkSide;
	/** A device that chose the relay's version for all. */
	chosenBy?: BranchDevice;
}

/** Why something asked of the relay was not done. Comes as `invalid`, with the field `relay`, `token` or `sync`. */
export type SyncProblem =
	| AddressProblem
	/** Nobody answers there, or not as a relay does. */
	| 'no-answer'
	| 'other-version'
	/** It takes no new books without a token, or without another one. */
	| 'token'
	| 'quota'
	/** It has another log under the name of these books. */
	| 'other-log'
	| 'not-admitted'
	/** Not connected: what was asked needs a live answer. */
	| 'offline'
	/** The tab that holds the connection does not give it away. */
	| 'elsewhere'
	/** These books have no relay. */
	| 'no-relay'
	/** Only the owner's device may. */
	| 'not-owner'
	/** Only an admin's device may. */
	| 'not-admin'
	/** The relay refuses. */
	| 'refused';

export interface RelayApi {
	/** Resolves once the worker knows; then `watchSync` tells of every change. */
	syncStatus(): Promise<Result<SyncStatus>>;
	/** Called with every change of the status. One watcher a page; a new one replaces it. */
	watchSync(watcher: (status: SyncStatus) => void): Promise<void>;
	syncDetails(): Promise<Result<SyncDetails>>;
	/** The relay at the app's own address, if one answers there. */
	ownRelay(): Promise<Result<{ address: string; needsToken?: boolean } | undefined>>;
	/** Uploads the log as it is and goes on there. The same address again only reconnects. `name` is what this device is called where it has none yet. */
	connectRelay(address: string, token?: string, name?: string): Promise<Result<void>>;
	/** Goes on without it. What is on the relay stays there. */
	disconnectRelay(): Promise<Result<void>>;
	moveRelay(address: string, token?: string): Promise<Result<void>>;
	/** Where another device moved the books to; nothing is uploaded there. */
	followRelay(address: string): Promise<Result<void>>;
	/** Gives the relay back what it lost. */
	restoreRelay(): Promise<Result<void>>;
	/** What each of two versions of the books holds. */
	forkReport(): Promise<Result<ForkReport>>;
	/** @param repeated ids of those removals the report names that are made again in the version that goes on */
	resolveFork(branch: Branch, repeated: string[]): Promise<Result<void>>;
	/** The bytes of damaged changes as they lie here, for who may know how to read them. */
	exportDamaged(): Promise<Result<Blob>>;
	/** The person gives them up. */
	dropDamaged(): Promise<Result<void>>;
	/** The person has read it. */
	dismissAlarm(kind: AlarmKind): Promise<Result<void>>;
	/** Every sealed entry and file of these books on the relay. What is here stays. */
	deleteOnRelay(): Promise<Result<void>>;
	/** Tries to connect at once. */
	retrySync(): Promise<Result<void>>;
	/** From the page, which hears it from the browser. */
	reachable(state: { online: boolean; visible: boolean }): Promise<void>;
}
