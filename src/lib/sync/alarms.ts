/**
 * What a person is told when the relay, the log or this device is not as it should be. All of it is data: the words stand with the screens.
 *
 * Three levels. `stop`: nothing is written any more; the books can be read and exported. `act`: nothing is lost and something is to be done or
 * decided. `note`: worth knowing. A relay that lies gets no more than an alarm: nothing here changes the books.
 */
export type AlarmLevel = 'stop' | 'act' | 'note';

export type Alarm =
	/**
	 * Two logs under one name: the relay's differs from the one here, at or before `n` entries. `device`: whose entry gave that away, by what it
	 * says its author had seen.
	 */
	| { kind: 'fork'; n: number; device?: Uint8Array }
	/** The log holds entries of this very device that it never wrote: the profile was copied, or rolled back. */
	| { kind: 'copy' }
	/** From position `n` on a newer version of the app is needed. */
	| { kind: 'newer-version'; n: number }
	/** The relay has less than this device saw on it: its disk was wiped (`relay` is 0), rolled back, or it hides the end. Nothing is written until the person lets this device put it back. */
	| { kind: 'regression'; relay: number; here: number }
	/** Another device, a code or the kit said that the log has at least `known` entries; the relay shows `relay`. */
	| { kind: 'withheld'; relay: number; known: number }
	/** The log was moved; `to` where this device can read it. */
	| { kind: 'moved'; to?: string }
	/** The workspace was deleted on the relay by its owner. */
	| { kind: 'deleted' }
	/** The relay does not know this device as an active one: it was removed, or not yet admitted. */
	| { kind: 'not-admitted' }
	/** No room: what was made stays here and waits. */
	| { kind: 'quota'; used: number; quota: number }
	/** The key of the epoch that is now was not given to this device, or a false one was: it can write nothing until it is given one. */
	| { kind: 'no-key'; epoch: number }
	/** The relay refuses entries that this device's own checks accept, time and again. */
	| { kind: 'refused'; code: string }
	/** It speaks another version of the protocol, or is no relay. */
	| { kind: 'relay-version'; version: number }
	/** This device could not store what came; `why` is the store's kind of error. */
	| { kind: 'storage'; why: string }
	/** Files that came from the relay were not what the log calls them, and were not kept. */
	| { kind: 'false-files'; count: number }
	/** So many files lie on this device alone: the relay has no room for them … */
	| { kind: 'files-full'; count: number }
	/** … or says that this device may put none there. */
	| { kind: 'files-refused'; count: number }
	/** It asks for a token to create a workspace, and not this one. */
	| { kind: 'token' }
	/** It broke the protocol; `act` once it does so again and again. */
	| { kind: 'misbehaves'; what: Misbehaviour; times: number }
	/** The relay's calendar and this device's differ by so many days (positive: this device is ahead). Nothing is decided by it; dates on documents may be wrong. */
	| { kind: 'clock'; days: number }
	/** An admin's device chose the relay's log over the one that was here from position `n` on, and this device went over to it. */
	| { kind: 'followed'; n: number; device: Uint8Array }
	/** So many changes that waited here cannot be read any more. */
	| { kind: 'outbox-damaged'; count: number }
	/** An entry in this device's name or another's whose signature is false; it counts for nothing. */
	| { kind: 'bad-signature'; n: number; device: Uint8Array }
	/** So many entries could not be opened or understood; they are kept and tried again. */
	| { kind: 'quarantined'; count: number };

export type AlarmKind = Alarm['kind'];

export type Misbehaviour =
	/** A frame that is none. */
	| 'malformed'
	/** Larger than any frame may be. */
	| 'giant'
	/** Of a kind, or at a time, that makes no sense. */
	| 'unexpected'
	/** Entries that do not begin where this log ends. */
	| 'gap'
	/** An acknowledgement of what was never sent. */
	| 'false-ack'
	/** A refusal of what was never sent. */
	| 'false-nack'
	/** A stream of entries that goes nowhere: empty, or past the end that was announced. */
	| 'endless'
	/** It does not answer. */
	| 'silent'
	/** Entries that count for nothing, more than a faulty device could have made. */
	| 'junk';

const ACT: ReadonlySet<AlarmKind> = new Set([
	'regression',
	'withheld',
	'moved',
	'deleted',
	'not-admitted',
	'quota',
	'no-key',
	'refused',
	'relay-version',
	'storage',
	'outbox-damaged',
	'false-files',
	'files-full',
	'files-refused',
	'token'
]);
const STOP: ReadonlySet<AlarmKind> = new Set(['fork', 'copy', 'newer-version']);
/** A single breach can be a program that was cut short; more are not. */
const OFTEN = 3;

export function levelOf(alarm: Alarm): AlarmLevel {
	if (STOP.has(alarm.kind)) return 'stop';
	if (ACT.has(alarm.kind)) return 'act';
	return alarm.kind === 'misbehaves' && alarm.times >= OFTEN ? 'act' : 'note';
}

const ORDER: Record<AlarmLevel, number> = { stop: 0, act: 1, note: 2 };

/** The alarms that are up now, one of a kind; the newest says how it stands. */
export class Alarms {
	readonly #up = new Map<AlarmKind, Alarm>();
	readonly #changed: () => void;

	constructor(changed: () => void = () => {}, up: readonly Alarm[] = []) {
		this.#changed = changed;
		for (const alarm of up) this.#up.set(alarm.kind, alarm);
	}

	raise(alarm: Alarm): void {
		this.#up.set(alarm.kind, alarm);
		this.#changed();
	}

	clear(...kinds: AlarmKind[]): void {
		let any = false;
		for (const kind of kinds) any = this.#up.delete(kind) || any;
		if (any) this.#changed();
	}

	get<K extends AlarmKind>(kind: K): Extract<Alarm, { kind: K }> | undefined {
		return this.#up.get(kind) as Extract<Alarm, { kind: K }> | undefined;
	}

	/** The gravest first. */
	get all(): Alarm[] {
		return [...this.#up.values()].sort((a, b) => ORDER[levelOf(a)] - ORDER[levelOf(b)]);
	}

	/** Whether nothing may be written any more. */
	get stopped(): boolean {
		return this.all.some((alarm) => levelOf(alarm) === 'stop');
	}
}
