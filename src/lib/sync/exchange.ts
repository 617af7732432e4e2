/**
 * What goes on over one authenticated connection once the relay's log is known to continue this one: what is missing is pulled, what others write
 * arrives, what waits here is sent. [Note: order]
 *
 * The relay sends ENTRIES, EVENT and ACK in log order. Each is a run of entries at a place; runs wait in one line and are taken into the log one
 * after the other, several together where they adjoin. Whatever touches the log or makes entries does so in that same line, so nothing races. A
 * run that lies behind the end of this log is known already; one that lies beyond it means that something is missing, which is then pulled. What
 * cannot be explained ends the connection: the next one begins by comparing the logs anew. Nothing is taken on the relay's word but its order.
 */
import { equal } from '../../../sync-server/protocol/bytes.ts';
import { type ServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { Alarm, Alarms, Misbehaviour } from './alarms.ts';
import { ConnectionEnded, type Connection, type Ended } from './connection.ts';
import type { Accepted, LogHead, LogPort } from './port.ts';
import { Puller } from './puller.ts';
import { Sender, type Submitted } from './sender.ts';
import { TIMERS, type Timers } from './time.ts';

/** Entries and bytes that are taken into the log in one transaction. */
const RUN_ENTRIES = 1000;
const RUN_BYTES = 1024 * 1024;
/** What may wait in line before live entries are let go, to be pulled later. */
const LINE_BYTES = 8 * 1024 * 1024;
/** A faulty device can have written entries with false signatures, but not many. */
const MOST_VOIDS = 64;

export type Finish =
	| Ended
	/** The alarm says why. */
	| { why: 'stopped' }
	| { why: 'failed'; error: unknown };

export interface ExchangeOptions {
	connection: Connection;
	port: LogPort;
	alarms: Alarms;
	/** End of the log here, when the connection began. */
	here: LogHead;
	/** Number of entries the relay said it has. */
	there: number;
	quota: { used: number; quota: number };
	/** What is known of the log from elsewhere: a code, a kit, a record kept apart. */
	known?: readonly LogHead[];
	timers?: Timers;
	onChange(): void;
	/** The end was reached for the first time. */
	onLive(): void;
	onEphemeral(bytes: Uint8Array): void;
	/** Somebody answered a client link of these books. */
	onAnswered(): void;
}

interface Run {
	from: number;
	entries: readonly Uint8Array[];
	R: Uint8Array;
	bytes: number;
	kind: 'entries' | 'event' | 'ack';
	/** After it was taken. */
	then?: () => void;
}

export class Exchange {
	readonly finished: Promise<Finish>;
	readonly #o: ExchangeOptions;
	readonly #puller: Puller;
	readonly #sender: Sender;
	#finish!: (finish: Finish) => void;
	#isOver = false;
	#head: LogHead;
	#line: Promise<unknown> = Promise.resolve();
	#runs: Run[] = [];
	#waitingBytes = 0;
	#voids = 0;
	#isLive = false;
	#offWaiting: () => void;

	constructor(options: ExchangeOptions) {
		this.#o = options;
		this.#head = options.here;
		this.finished = new Promise((resolve) => (this.#finish = resolve));
		const { connection, port, alarms, timers = TIMERS } = options;
		this.#puller = new Puller({ connection, timers, from: options.here.n, target: options.there, breach: (what) => this.#breach(what) });
		this.#sender = new Sender({ connection, port, alarms, quota: options.quota, changed: options.onChange });
		connection.onFrame = (frame) => this.#receive(frame);
		void connection.ended.then((ended) => this.#parted(ended));
		this.#offWaiting = port.onWaiting(() => this.pump());
		void this.#inLine(() => this.#settle());
	}

	/** End of the log here. */
	get head(): LogHead {
		return this.#head;
	}

	/** Number of entries the relay is known to have. */
	get target(): number {
		return Math.max(this.#puller.target, this.#head.n);
	}

	get isLive(): boolean {
		return this.#isLive && !this.#o.connection.isOver;
	}

	/** Entries sent and not yet acknowledged. */
	get inFlight(): number {
		return this.#sender.inFlight;
	}

	/** Whether what waits is held back although the line is up. */
	get isHeld(): boolean {
		return this.#sender.isHeld;
	}

	/** Sends what waits, also where it was held back. */
	retry(): void {
		this.#sender.release();
		this.pump();
	}

	pump(): void {
		void this.#inLine(() => this.#pump());
	}

	/** [Note: submitting] `make` is called in line, once the log here is the relay's, and what it gives is sent behind what is in flight. */
	submit(make: () => Promise<Uint8Array[]>): Promise<Submitted> {
		if (this.#isOver) return Promise.resolve('offline');
		const answer = this.#sender.submit(make);
		this.pump();
		return answer;
	}

	/** Work that must not meet entries on their way into the log. */
	#inLine(work: () => Promise<void>): Promise<void> {
		const turn = this.#line.then(() => (this.#isOver ? undefined : work()));
		this.#line = turn.catch((error: unknown) => {
			if (!(error instanceof ConnectionEnded)) this.#end({ why: 'failed', error });
		});
		return turn.catch(() => {});
	}

	#receive(frame: ServerFrame): void {
		switch (frame.type) {
			case 'entries': {
				const { from, entries, R, last } = frame;
				if (!this.#puller.received(from, entries.length, last)) return;
				return this.#push({ kind: 'entries', from, R, entries });
			}
			case 'event': {
				const { from, entries, R } = frame;
				if (entries.length === 0) return this.#breach('unexpected');
				if (this.#waitingBytes > LINE_BYTES) return this.#puller.expect(from + entries.length);
				return this.#push({ kind: 'event', from, R, entries });
			}
			case 'ack': {
				const run = this.#sender.acknowledged(frame.ref, frame.entries);
				if (!run || frame.n < run.entries.length) return this.#breach('false-ack');
				const { entries, then } = run;
				return this.#push({ kind: 'ack', from: frame.n - entries.length, R: frame.R, entries, then });
			}
			case 'nack': {
				if (frame.code === 0 || !this.#sender.refused(frame.ref, frame.code)) return this.#breach('false-nack');
				if (!this.#sender.isStale) return;
				// Behind what is in line: a refusal follows from what others wrote before it.
				return void this.#inLine(() => this.#afterRefusal(frame.n));
			}
			case 'eph':
				return this.#o.onEphemeral(new Uint8Array(frame.bytes));
			case 'answered':
				return this.#o.onAnswered();
			case 'deleted':
				return this.#stop({ kind: 'deleted' });
			case 'err':
				// Of what nobody waits for: a PULL that is refused means that the log there is shorter than it was; or it wants no more of this device.
				return void this.#inLine(() => Promise.resolve(void this.#o.connection.end()));
			default:
				return this.#breach('unexpected');
		}
	}

	#push(run: Omit<Run, 'bytes'>): void {
		// Copies: a frame's parts are views of it, and storing one would store the whole.
		const entries = run.kind === 'ack' ? run.entries : run.entries.map((entry) => new Uint8Array(entry));
		const bytes = entries.reduce((sum, { length }) => sum + length, 0);
		this.#waitingBytes += bytes;
		if (run.kind !== 'ack') this.#o.port.ahead?.(run.from, entries);
		this.#runs.push({ ...run, entries, R: new Uint8Array(run.R), bytes });
		if (this.#runs.length === 1) void this.#inLine(() => this.#take());
	}

	async #take(): Promise<void> {
		for (let first = this.#runs[0]; first && !this.#isOver; first = this.#runs[0]) {
			const { n, R } = this.#head;
			const end = first.from + first.entries.length;
			if (first.kind === 'ack' && first.from !== n) return this.#breach('false-ack');
			if (first.from > n) {
				// What lies between has been let go above, or the relay left it out.
				if (this.#puller.target < first.from) this.#note('gap');
				this.#puller.expect(end);
				this.#drop(1);
			} else if (end <= n) {
				if (end === n && !equal(R, first.R)) return this.#stop({ kind: 'fork', n });
				this.#drop(1);
			} else await this.#takeAdjoining(first);
		}
		if (!this.#isOver) await this.#settle();
	}

	async #takeAdjoining(first: Run): Promise<void> {
		const { n } = this.#head;
		const entries = first.entries.slice(n - first.from);
		let last = first;
		let taken = 1;
		let bytes = first.bytes;
		for (let next = this.#runs[1]; next && next.from === n + entries.length; next = this.#runs[taken]) {
			if (entries.length + next.entries.length > RUN_ENTRIES || bytes + next.bytes > RUN_BYTES) break;
			entries.push(...next.entries);
			bytes += next.bytes;
			last = next;
			taken++;
		}
		const accepted = await this.#o.port.accept(n, entries, last.R);
		this.#report(accepted);
		if (this.#isOver) return;
		if (accepted.n !== n + entries.length) throw new Error('the log took fewer entries than it was given, without a reason');
		this.#head = { n: accepted.n, R: last.R };
		this.#drop(taken);
		this.#o.onChange();
	}

	#drop(count: number): void {
		for (const run of this.#runs.splice(0, count)) {
			this.#waitingBytes -= run.bytes;
			run.then?.();
		}
		if (this.#waitingBytes <= LINE_BYTES / 2) this.#puller.more();
	}

	#report({ n, stop, witness, quarantined = 0, voids = 0, badSignature }: Accepted): void {
		const { alarms } = this.#o;
		if (quarantined > 0) alarms.raise({ kind: 'quarantined', count: (alarms.get('quarantined')?.count ?? 0) + quarantined });
		if (badSignature) alarms.raise({ kind: 'bad-signature', ...badSignature });
		// A false signature is its author's doing; what else counts for nothing an honest relay would have refused, or had from a log put back.
		if (voids > (badSignature ? 1 : 0)) this.#note('junk');
		this.#voids += voids;
		if (stop === 'copy') this.#stop({ kind: 'copy' });
		else if (stop === 'fork') this.#stop({ kind: stop, n, ...(witness && { device: witness }) });
		else if (stop) this.#stop({ kind: stop, n });
		else if (this.#voids > MOST_VOIDS) this.#breach('junk');
	}

	/** When all that came was taken: pulls what is missing, or goes live and sends. */
	async #settle(): Promise<void> {
		if (this.#runs.length > 0 || this.#puller.isPulling || this.#o.connection.isOver) return;
		const { n } = this.#head;
		if (n < this.#puller.target) {
			// It was at its end, and that lies before what it had announced.
			if (this.#puller.reached !== undefined && this.#puller.reached <= n) return this.#withheld(this.#puller.target);
			return this.#puller.pull(n);
		}
		this.#puller.settled();
		if (!this.#isLive) await this.#goLive();
		if (!this.#isOver) await this.#pump();
	}

	async #goLive(): Promise<void> {
		const { port, alarms, known = [] } = this.#o;
		for (const { n, R } of known) {
			if (n > this.#head.n) return this.#withheld(n);
			const here = await port.rAt(n);
			if (here && !equal(here, R)) return this.#stop({ kind: 'fork', n });
		}
		// What an earlier connection sent and is not in the log by now never arrived.
		await port.discard();
		alarms.clear('withheld', 'regression', 'storage', 'deleted', 'not-admitted');
		this.#isLive = true;
		this.#o.onLive();
		this.#o.onChange();
	}

	/**
	 * [Note: a fork that is over] This log is the relay's again, as far as it goes. That proves it where nothing but the relay's own word was against
	 * it. Where a device had seen another log, it is over when that device has written in this one: until then the relay may show two.
	 */
	#lookAtFork(): void {
		const { alarms, port } = this.#o;
		const fork = alarms.get('fork');
		if (!fork || this.#head.n < fork.n) return;
		if (!fork.device || port.wroteSince?.(fork.device, fork.n)) {
			alarms.clear('fork');
			this.#sender.release();
		}
	}

	#lookForKey(): void {
		const { alarms, port } = this.#o;
		const epoch = port.keyless;
		if (epoch === undefined) alarms.clear('no-key');
		else if (alarms.get('no-key')?.epoch !== epoch) alarms.raise({ kind: 'no-key', epoch });
	}

	async #afterRefusal(n: number): Promise<void> {
		if (this.#isOver || !this.#sender.isStale) return;
		if (n < this.#head.n) return this.#breach('false-nack');
		await this.#sender.remake();
		this.#puller.expect(n);
		await this.#settle();
	}

	async #pump(): Promise<void> {
		if (!this.#isLive || this.#puller.target > this.#head.n) return;
		this.#lookAtFork();
		if (this.#o.alarms.get('fork')) return this.#sender.hold();
		this.#lookForKey();
		const to = await this.#o.port.moved?.();
		if (to !== undefined && to !== this.#o.connection.address.origin) {
			this.#o.alarms.raise({ kind: 'moved', to });
			return this.#sender.hold();
		}
		await this.#sender.send();
	}

	#withheld(known: number): void {
		this.#o.alarms.raise({ kind: 'withheld', relay: this.#head.n, known });
		this.#o.connection.end();
	}

	#note(what: Misbehaviour): void {
		this.#o.alarms.raise({ kind: 'misbehaves', what, times: (this.#o.alarms.get('misbehaves')?.times ?? 0) + 1 });
	}

	#breach(what: Misbehaviour): void {
		this.#o.connection.end({ why: 'misbehaves', what });
	}

	#stop(alarm: Alarm): void {
		this.#o.alarms.raise(alarm);
		this.#end({ why: 'stopped' });
	}

	/** What had arrived when the relay hung up is taken first: what a device hears last may be that it is out. */
	#parted(ended: Ended): void {
		if (ended.why === 'closed') void this.#inLine(() => Promise.resolve(this.#end(ended)));
		else this.#end(ended);
	}

	#end(finish: Finish): void {
		if (this.#isOver) return;
		this.#isOver = true;
		this.#isLive = false;
		this.#offWaiting();
		this.#puller.end();
		this.#o.connection.end();
		this.#sender.end();
		// What is being taken is finished first: who opens the next connection begins where this one left the log.
		void this.#line.then(() => this.#finish(finish));
	}
}
