/**
 * Sends what waits, several APPENDs in flight. Entries are made only when they can take their place; where one is refused, all that hang on it
 * are, and when the last has been answered they are thrown away and made anew on the log as it is then. Nothing waiting is lost by that: an
 * operation leaves the outbox when it is read back, and not before.
 */
import { MAX_FRAME } from '../../../sync-server/protocol/codec.ts';
import { ENTRIES_OVERHEAD, ENTRY_OVERHEAD, NACK } from '../../../sync-server/protocol/wire.ts';
import type { Alarm, Alarms } from './alarms.ts';
import type { Connection } from './connection.ts';
import { InFlight } from './in-flight.ts';
import type { LogPort } from './port.ts';

/** What became of entries handed to `submit`: 'refused' on a newer log than they were made for; 'offline' when no answer came, and the log tells later. */
export type Submitted = 'accepted' | 'refused' | 'offline';

const MAKE_BYTES = 128 * 1024;
/** Bytes that may wait for a slow line. */
const LINE_BYTES = 1024 * 1024;
/** Refusals in a row without anything being taken. A log in use refuses now and then; one that always does is not the one it shows. */
const MOST_REFUSALS = 8;

/** Others wrote in between: the same operations fit once the log is pulled. */
const OVERTAKEN: ReadonlySet<number> = new Set([
	NACK.DEVICE_SEQUENCE,
	NACK.DEVICE_CHAIN,
	NACK.SEEN_POSITION,
	NACK.SEEN_HASH,
	NACK.EPOCH,
	NACK.MEMBERSHIP,
	NACK.CAPABILITY
]);

export interface SenderOptions {
	connection: Connection;
	port: LogPort;
	alarms: Alarms;
	quota: { used: number; quota: number };
	changed(): void;
}

interface Submission {
	make: () => Promise<Uint8Array[]>;
	answer: (submitted: Submitted) => void;
	fail: (error: unknown) => void;
}

export class Sender {
	readonly #o: SenderOptions;
	readonly #flight = new InFlight();
	/** In line, not yet made. */
	#submissions: Submission[] = [];
	/** Sent; by the number of the APPEND. */
	readonly #answers = new Map<number, Submission>();
	/** Submissions to be told that they were refused, once the log stands. */
	#refusedNow: Submission[] = [];
	#refusal: number | undefined;
	#refusals = 0;
	#isHeld = false;

	constructor(options: SenderOptions) {
		this.#o = options;
	}

	get inFlight(): number {
		return this.#flight.size;
	}

	get isHeld(): boolean {
		return this.#isHeld;
	}

	/** Whether all that was sent was answered, and some of it refused. */
	get isStale(): boolean {
		return this.#refusal !== undefined && this.#flight.size === 0;
	}

	submit(make: () => Promise<Uint8Array[]>): Promise<Submitted> {
		return new Promise((answer, fail) => this.#submissions.push({ make, answer, fail }));
	}

	/** Nothing more is sent until `release`. */
	hold(): void {
		this.#isHeld = true;
		for (const { answer } of this.#submissions.splice(0)) answer('offline');
		this.#o.changed();
	}

	release(): void {
		this.#isHeld = false;
		this.#refusals = 0;
		this.#o.alarms.clear('quota', 'refused');
	}

	/** In line. Submissions go first: somebody waits for them. One at a time, because who makes the next looks at what the log says with the last in it. */
	async send(): Promise<void> {
		const { connection, port } = this.#o;
		if (this.#isHeld) return this.hold();
		while (this.#mayMake()) {
			const submission = this.#answers.size === 0 ? this.#submissions.shift() : undefined;
			const made = submission ? await this.#make(submission) : await port.make(MAKE_BYTES);
			if (connection.isOver) return submission?.answer('offline');
			if (made.length > 0) this.#append(made, submission);
			else if (!submission) return;
		}
	}

	/** What was acknowledged, and what to do when it is in the log. Undefined when it was never sent. */
	acknowledged(ref: number, count: number): { entries: Uint8Array[]; then: () => void } | undefined {
		const run = this.#flight.acknowledge(ref, count);
		if (!run) return undefined;
		const then = () => {
			this.#refusals = 0;
			this.#o.alarms.clear('quota', 'refused');
			for (const each of run.refs) {
				this.#answers.get(each)?.answer('accepted');
				this.#answers.delete(each);
			}
		};
		return { entries: run.entries, then };
	}

	/** False when it was never sent. */
	refused(ref: number, code: number): boolean {
		if (!this.#flight.refuse(ref)) return false;
		// The first is the reason; the others hang on it.
		this.#refusal ??= code;
		const submission = this.#answers.get(ref);
		this.#answers.delete(ref);
		if (submission) this.#refusedNow.push(submission);
		return true;
	}

	/** In line, when `isStale`: what was made is thrown away, and made anew by the next `send` unless the reason forbids it. */
	async remake(): Promise<void> {
		const code = this.#refusal!;
		this.#refusal = undefined;
		await this.#o.port.discard();
		for (const { answer } of this.#refusedNow.splice(0)) answer('refused');
		// Its disk, not ours: it is tried again on the next connection.
		if (code === NACK.NOT_STORED) return void this.#o.connection.end();
		const alarm = this.#alarmOf(code);
		if (!alarm) return;
		this.#o.alarms.raise(alarm);
		this.hold();
	}

	end(): void {
		for (const { answer } of [...this.#submissions.splice(0), ...this.#answers.values(), ...this.#refusedNow.splice(0)]) answer('offline');
		this.#answers.clear();
	}

	#mayMake(): boolean {
		const { connection } = this.#o;
		const fits = this.#flight.size < connection.hello.window && connection.buffered < LINE_BYTES;
		return !this.#isHeld && this.#refusal === undefined && !connection.isOver && fits;
	}

	async #make(submission: Submission): Promise<Uint8Array[]> {
		try {
			const made = await submission.make();
			if (made.length === 0) submission.answer('accepted');
			return made;
		} catch (error) {
			submission.fail(error);
			return [];
		}
	}

	/** What belongs to one submission is one APPEND: taken or refused whole. */
	#append(made: readonly Uint8Array[], submission: Submission | undefined): void {
		const most = MAX_FRAME - ENTRIES_OVERHEAD;
		let batch: Uint8Array[] = [];
		let bytes = 0;
		const flush = () => {
			if (batch.length === 0) return;
			const ref = this.#flight.add(batch);
			if (submission) this.#answers.set(ref, submission);
			this.#o.connection.send({ type: 'append', ref, entries: batch });
			batch = [];
			bytes = 0;
		};
		for (const entry of made) {
			if (bytes + entry.length + ENTRY_OVERHEAD > most) flush();
			batch.push(entry);
			bytes += entry.length + ENTRY_OVERHEAD;
		}
		flush();
		this.#o.changed();
	}

	/** Undefined where making them anew is all there is to do. */
	#alarmOf(code: number): Alarm | undefined {
		const { used, quota } = this.#o.quota;
		if (code === NACK.QUOTA) return { kind: 'quota', used, quota };
		if (code === NACK.MOVED) return { kind: 'moved' };
		if (code === NACK.NOT_A_DEVICE || code === NACK.AUTHOR) return { kind: 'not-admitted' };
		if (OVERTAKEN.has(code) && ++this.#refusals <= MOST_REFUSALS) return undefined;
		const name = Object.entries(NACK).find(([, number]) => number === code)?.[0] ?? String(code);
		return { kind: 'refused', code: name.toLowerCase().replaceAll('_', '-') };
	}
}
