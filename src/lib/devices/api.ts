/** What pages may know of this person's devices, and ask of pairing: a part of `WorkerApi`. Types only. */
import type { PairingProblem } from '../identity/pairing/problem.ts';
import type { AppError, Result } from '../worker-api.ts';

export type { PairingProblem };

export interface DeviceInfo {
	/** Hexadecimal device id. */
	id: string;
	/** Empty where it was never given one. */
	name: string;
	/** Of the member who gave that name, where it was another one. */
	namedBy?: string;
	isThis: boolean;
	active: boolean;
	/** Admitted by a recovery code and not by another device. */
	recovered: boolean;
	/** Calendar date it was added, where that was noted. */
	since?: string;
	/** Position of its admission in the log. */
	admitted: number;
	/** Position of its last entry, and how much of the log it had seen then; absent while it has written nothing. */
	word?: { n: number; seenN: number };
}
export interface DeviceList {
	/** Of the open books and this person; this device first, then the newest. */
	devices: DeviceInfo[];
	/** Position of the newest entry. */
	head: number;
	/** Of the relay these books are at, without which no device can be added or put out. */
	relay?: string;
	/** This device was put out: it can read and export what it has, and write nothing. */
	revoked: boolean;
	/** A device is here because somebody used the recovery code, and this person has not yet said that it was them. */
	recovered: string[];
}

/** How far pairing is, on the device that offers. */
export type OfferStep =
	/** `link` is what the QR code says. */
	| { step: 'offered'; code: string; link: string; relay: string }
	| { step: 'compare'; words: string[]; name: string }
	/** The person has not said so on the new device yet. */
	| { step: 'agreeing'; name: string }
	| { step: 'admitting' }
	/** In the log; the new device has not said yet that it has its keys. */
	| { step: 'finishing'; name: string };
/** The same on the new device. */
export type JoinStep =
	| { step: 'connecting' }
	| { step: 'compare'; words: string[]; books: string }
	/** The other device has not answered yet. */
	| { step: 'waiting' }
	/** An empty device needs a passphrase: `choosePassphrase`. */
	| { step: 'passphrase' }
	| { step: 'keeping' };

/** Books of this device that are not open. */
export interface OtherBooks {
	id: string;
	name: string;
	sample: boolean;
	/** Host of the relay they are at. */
	relay?: string;
	/** Instant (ISO 8601) at which this device and the relay were last known to have the same. */
	synced?: string;
	/** Changes made here that are not on the relay. */
	waiting: number;
}
/** How far further books are on their way to a device that was just let in. */
export type MoreStep =
	/** Brought up to date here. */
	| { id: string; step: 'opening' }
	/** The other device has not answered yet. */
	| { id: string; step: 'waiting' }
	| { id: string; step: 'admitting' }
	| { id: string; step: 'done' }
	| { id: string; step: 'failed'; error: AppError };

export interface JoinInput {
	/** What was scanned; or the code as it was typed, with the relay's address. */
	link?: string;
	code?: string;
	relay?: string;
	/** What this device is to be called. */
	name: string;
}
export interface RecoverInput {
	relay: string;
	code: string;
	passphrase: string;
	name: string;
}
export type RecoverStep =
	{ step: 'looking' } | { step: 'pulling'; fraction: number } | { step: 'reading'; fraction: number } | { step: 'admitting' };
export interface RecoveredBooks {
	name: string;
	/** The newest document; absent where there is none. */
	newest?: { number: string; date: string };
	/** They are here, and could not be looked into: the relay went away. */
	unread?: boolean;
}
export interface Recovered {
	/** Of a new kit: the code is used up. */
	recoveryCode: string;
	/** Those that came, the ones that are open now first. */
	books: RecoveredBooks[];
	/** Other devices that still hold the open books. */
	others: number;
}

/**
 * Problems of pairing are `invalid` with the field `pairing` and a `PairingProblem` as detail; of a typed address or code with the field `relay` or
 * `code`; of recovery with the field `recovery` and `no-relay`, `not-found` (the relay knows no books of this code), `used` (the code was used or
 * replaced), `older` (the relay shows less than it once had) or `damaged`.
 */
export interface DevicesApi {
	devices(): Promise<Result<DeviceList>>;
	/** At most 64 characters; empty takes the name away. */
	nameDevice(id: string, name: string): Promise<Result<void>>;
	/** Puts a device out and replaces the recovery code, which it knew: `pendingKit` has the new one. */
	revokeDevice(id: string): Promise<Result<void>>;
	/** It was this person who used the recovery code. */
	acknowledgeRecovery(id: string): Promise<Result<void>>;
	/** Resolves when the new device has its keys, or the person or time has ended it. `page` is the address of the join page, `name` what this device is called where it has no name yet. */
	offerPairing(page: string, name: string, watch: (step: OfferStep) => void): Promise<Result<{ name: string; confirmed: boolean }>>;
	/** Further books to the device that was just let in, without another code: at most ten minutes later, while Waxbill is open there. */
	offerMore(ids: string[], watch: (step: MoreStep) => void): Promise<Result<void>>;
	otherBooks(): Promise<Result<OtherBooks[]>>;
	/** Brings books that are not open up to date, entries and files. Problems are those of syncing. */
	syncBooks(id: string): Promise<Result<void>>;
	/** On either device: what the person says to the words. */
	answerWords(same: boolean): Promise<void>;
	/** On a new device that is empty. */
	choosePassphrase(passphrase: string): Promise<void>;
	/** On either device. */
	cancelPairing(): Promise<void>;
	/** Makes this browser a device of the books offered; they are open when it resolves, and arrive behind. */
	joinBooks(input: JoinInput, watch: (step: JoinStep) => void): Promise<Result<void>>;
	/** All books the code lists at the relay, on an empty device. */
	recoverBooks(input: RecoverInput, watch: (step: RecoverStep) => void): Promise<Result<Recovered>>;
}
