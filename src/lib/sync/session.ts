/**
 * One workspace's life with its relay: connects, enters (entrance.ts compares the two logs), hands over to an `Exchange`, and begins again when the
 * line breaks.
 */
import { CLOSE, isPermanent, type ClientFrame, type ServerFrame } from '../../../sync-server/protocol/wire.ts';
import { Alarms, type Alarm } from './alarms.ts';
import type { RelayAddress } from './address.ts';
import { Backoff, type BackoffOptions } from './backoff.ts';
import { ConnectionEnded, connect, type Connection, type Signer, type SocketClass } from './connection.ts';
import { Entrance, type Entered } from './entrance.ts';
import { Exchange, type Finish } from './exchange.ts';
import type { LogHead, LogPort } from './port.ts';
import type { Submitted } from './sender.ts';
import { TIMERS, type Timers } from './time.ts';

export type Link =
	| 'off'
	/** Waits for the next try, or for the network. */
	| 'waiting'
	| 'connecting'
	/** Puts the log onto a relay that has less of it. */
	| 'restoring'
	| 'pulling'
	| 'live'
	/** Connected or not, nothing happens until a person decides; an alarm says why. */
	| 'stopped';

export interface SessionStatus {
	link: Link;
	/** Entries here, and on the relay as far as known. */
	here: number;
	there: number;
	/** Of a pull or a restore that takes a while: from 0 to 1. */
	progress?: number;
	/** Entries sent and not yet acknowledged. */
	inFlight: number;
	/** What waits is held back until `wake`. */
	isHeld: boolean;
	usedBytes: number;
	quotaBytes: number;
	alarms: Alarm[];
}

export interface SessionOptions {
	address: RelayAddress;
	port: LogPort;
	signer: Signer;
	WebSocket: SocketClass;
	/** For a relay that asks for one before it takes a new workspace. */
	token?: string;
	/** The person has just chosen this relay for these books: it may be filled with them. */
	mayFill?: boolean;
	/** What is known of the log from elsewhere. */
	known?: readonly LogHead[];
	/** What was up when the app was last open, and is not taken back but by proof. */
	raised?: readonly Alarm[];
	timers?: Timers;
	backoff?: BackoffOptions;
	/** Milliseconds; see `connect`. */
	beat?: number;
	/** Milliseconds since 1970, by this device's clock. */
	now?: () => number;
	onChange?: () => void;
	onEphemeral?: (bytes: Uint8Array) => void;
	/** Somebody answered a client link of these books. */
	onAnswered?: () => void;
}

/** Why one connection came to its end, and whether the next may be tried by itself. */
type Outcome = { again: 'soon' | 'later' | 'when-woken' };

/** A wiped or older relay is looked at again now and then: another device may put the log back. */
const SOON: Outcome = { again: 'soon' };
const LATER: Outcome = { again: 'later' };
const WHEN_WOKEN: Outcome = { again: 'when-woken' };

export class Session {
	readonly alarms: Alarms;
	readonly #o: SessionOptions;
	readonly #timers: Timers;
	readonly #backoff: Backoff;
	#link: Link = 'off';
	#here = 0;
	#there = 0;
	#progressFrom = 0;
	#used = 0;
	#quota = 0;
	#mayFill: boolean;
	#isOnline = true;
	#isRunning = false;
	#running: Promise<void> = Promise.resolve();
	#connection: Connection | undefined;
	#exchange: Exchange | undefined;
	#wake: () => void = () => {};
	#listeners = new Set<() => void>();

	constructor(options: SessionOptions) {
		this.#o = options;
		this.#timers = options.timers ?? TIMERS;
		this.#backoff = new Backoff(options.backoff);
		this.#mayFill = options.mayFill ?? false;
		this.alarms = new Alarms(() => this.#changed(), options.raised);
	}

	/** A line that was hung up is not live any more, though what came over it may still be on its way into the log. */
	get #state(): Link {
		return this.#link === 'live' && this.#connection?.isOver ? 'waiting' : this.#link;
	}

	get status(): SessionStatus {
		const here = Math.max(this.#here, this.#exchange?.head.n ?? 0);
		const there = Math.max(this.#there, this.#exchange?.target ?? 0);
		const inFlight = this.#exchange?.inFlight ?? 0;
		const status: SessionStatus = {
			link: this.#state,
			here,
			there,
			inFlight,
			isHeld: this.#exchange?.isHeld ?? false,
			usedBytes: this.#used,
			quotaBytes: this.#quota,
			alarms: this.alarms.all
		};
		const [done, whole] = this.#link === 'restoring' ? [there, here] : [here, there];
		const left = whole - this.#progressFrom;
		if ((this.#link === 'pulling' || this.#link === 'restoring') && left > 0)
			status.progress = Math.min(1, Math.max(0, (done - this.#progressFrom) / left));
		return status;
	}

	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	start(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.#running = this.#run();
	}

	/** Ends the connection; resolves when nothing more is written here. */
	async stop(): Promise<void> {
		this.#isRunning = false;
		this.#connection?.end();
		this.#wake();
		await this.#running;
		this.#set('off');
	}

	/** Tries now: a person asked, the page is seen again, the network is back. */
	wake(): void {
		this.#backoff.reset();
		this.#exchange?.retry();
		// Nothing goes on over it: the logs are compared anew.
		if (this.#connection && this.#link === 'stopped') this.#connection.end();
		if (this.#isRunning && this.#link === 'stopped') this.#set('waiting');
		this.#wake();
	}

	/** What the browser says of the network. A line that is up is not cut for it. */
	online(isOnline: boolean): void {
		this.#isOnline = isOnline;
		if (isOnline) this.wake();
	}

	/** The person lets this device put back onto the relay what the relay lost. */
	restore(): void {
		if (!this.alarms.get('regression')) return;
		this.#mayFill = true;
		this.wake();
	}

	/**
	 * The person gave up the branch that is here: the log is cut where the two part, what this device wrote after it waits again, and the relay's
	 * branch is pulled. Only while stopped by a fork.
	 */
	async takeBranchOfRelay(n: number): Promise<void> {
		await this.stop();
		await this.#o.port.rewind?.(n);
		this.alarms.clear('fork');
		this.start();
	}

	/** The person has compared the two logs, and there is but one: see [Note: a fork that is over] for what is proved without a person. */
	forkSettled(): void {
		this.alarms.clear('fork');
		this.wake();
	}

	/** See [Note: submitting]. */
	submit(make: () => Promise<Uint8Array[]>): Promise<Submitted> {
		return this.#exchange?.submit(make) ?? Promise.resolve('offline');
	}

	/** Sealed presence, to the other devices that are connected now; dropped where there is no line. */
	sendEphemeral(bytes: Uint8Array): void {
		if (this.#exchange?.isLive) this.#connection?.send({ type: 'eph', bytes });
	}

	/** Resolves when nothing waits for the line any more, or there is none. */
	async sent(): Promise<void> {
		while ((this.#connection?.buffered ?? 0) > 0) await new Promise<void>((resolve) => this.#timers.after(LINE_LOOK, resolve));
	}

	/** For what is no part of the log (packs, locators): sends on the line that is up. Undefined where there is none. */
	async ask<T extends ServerFrame['type']>(frame: ClientFrame, ...types: T[]): Promise<ServerFrame<T | 'err'> | undefined> {
		try {
			return await (this.#exchange?.isLive ? this.#connection?.ask(frame, ...types) : undefined);
		} catch (error) {
			if (error instanceof ConnectionEnded) return undefined;
			throw error;
		}
	}

	/** Resolves when the log here is the relay's, or when an alarm stands in the way. */
	settled(): Promise<'live' | 'stopped'> {
		return new Promise((resolve) => {
			const look = () => {
				const state = this.#state;
				if (state !== 'live' && state !== 'stopped') return false;
				resolve(state);
				return true;
			};
			if (look()) return;
			const off = this.onChange(() => look() && off());
		});
	}

	async #run(): Promise<void> {
		while (this.#isRunning) {
			if (!this.#isOnline) {
				await this.#pause();
				continue;
			}
			this.#set('connecting');
			const { again } = await this.#once();
			if (!this.#isRunning) return;
			if (again === 'when-woken') {
				this.#set('stopped');
				await this.#pause();
			} else {
				if (this.#link !== 'stopped' || again === 'soon') this.#set('waiting');
				await this.#pause(again === 'later' ? this.#backoff.next() + LATER_BY : this.#backoff.next());
			}
		}
	}

	/** Until woken, or for so long. */
	#pause(milliseconds?: number): Promise<void> {
		if (!this.#isRunning) return Promise.resolve();
		return new Promise((resolve) => {
			const off = milliseconds === undefined ? () => {} : this.#timers.after(milliseconds, () => this.#wake());
			this.#wake = () => {
				off();
				this.#wake = () => {};
				resolve();
			};
		});
	}

	async #once(): Promise<Outcome> {
		const { address, WebSocket, beat } = this.#o;
		try {
			const connection = await connect({ address, WebSocket, beat, timers: this.#timers, opened: (opened) => (this.#connection = opened) });
			if (!this.#isRunning) return SOON;
			this.#lookAtClock(connection.hello.day);
			return await this.#enter(connection);
		} catch (error) {
			if (error instanceof ConnectionEnded) return this.#ended(error.ended);
			return this.#ended({ why: 'failed', error });
		} finally {
			this.#connection?.end();
			this.#connection = undefined;
			this.#exchange = undefined;
		}
	}

	async #enter(connection: Connection): Promise<Outcome> {
		const { port, signer, token } = this.#o;
		const entered = await new Entrance({
			connection,
			port,
			signer,
			token,
			mayFill: () => this.#mayFill,
			restoring: (from, n, of) => {
				[this.#progressFrom, this.#there, this.#here] = [from, n, of];
				this.#set('restoring');
			}
		}).enter();
		const isThere = 'there' in entered || (entered.alarm && entered.alarm.kind !== 'regression');
		if (isThere) this.alarms.clear('deleted');
		if ('there' in entered) return this.#exchangeOn(connection, entered);
		// Its owner said so: it may be put there again, as another branch, and until then there is nothing to give back.
		if (entered.alarm?.kind === 'regression' && entered.alarm.relay === 0 && this.alarms.get('deleted')) {
			this.#set('stopped');
			return LATER;
		}
		if (entered.alarm) this.alarms.raise(entered.alarm);
		if (entered.alarm?.kind === 'regression') return this.#regressed(connection, entered.alarm);
		return entered.again === 'soon' ? SOON : WHEN_WOKEN;
	}

	async #exchangeOn(connection: Connection, { here, there, usedBytes, quotaBytes }: Entered): Promise<Outcome> {
		const { port, known } = this.#o;
		this.#progressFrom = here.n;
		[this.#here, this.#there, this.#used, this.#quota] = [here.n, there, usedBytes, quotaBytes];
		this.alarms.clear('regression');
		const exchange = new Exchange({
			connection,
			port,
			known,
			here,
			there,
			alarms: this.alarms,
			quota: { used: usedBytes, quota: quotaBytes },
			timers: this.#timers,
			onChange: () => this.#changed(),
			onLive: () => {
				this.#backoff.reset();
				this.#mayFill = false;
				this.#set('live');
			},
			onEphemeral: (bytes) => this.#o.onEphemeral?.(bytes),
			onAnswered: () => this.#o.onAnswered?.()
		});
		this.#exchange = exchange;
		if (!exchange.isLive) this.#set('pulling');
		const finish = await exchange.finished;
		this.#here = exchange.head.n;
		return this.#ended(finish);
	}

	/** The connection is kept while nobody has decided: another device may put the log back, and then it is compared anew. */
	async #regressed(connection: Connection, { relay, here }: { relay: number; here: number }): Promise<Outcome> {
		[this.#here, this.#there] = [here, relay];
		this.#set('stopped');
		connection.onFrame = (frame) => {
			if (frame.type === 'event' || frame.type === 'ok') connection.end();
		};
		const { why } = await connection.ended;
		return why === 'left' ? SOON : LATER;
	}

	#ended(finish: Finish): Outcome {
		switch (finish.why) {
			case 'stopped':
				return WHEN_WOKEN;
			case 'version':
				this.alarms.raise({ kind: 'relay-version', version: finish.version });
				return WHEN_WOKEN;
			case 'misbehaves': {
				const times = (this.alarms.get('misbehaves')?.times ?? 0) + 1;
				this.alarms.raise({ kind: 'misbehaves', what: finish.what, times });
				return SOON;
			}
			case 'failed':
				this.alarms.raise({ kind: 'storage', why: kindOf(finish.error) });
				return LATER;
			case 'closed':
				return this.#closed(finish.code);
			default:
				return SOON;
		}
	}

	#closed(code: number): Outcome {
		if (!isPermanent(code)) return SOON;
		if (code === CLOSE.REVOKED || code === CLOSE.BAD_AUTH) this.alarms.raise({ kind: 'not-admitted' });
		else if (code === CLOSE.DELETED) {
			this.alarms.raise({ kind: 'deleted' });
			this.#set('stopped');
			// Its owner may be about to put another branch of the log there.
			return LATER;
		} else if (code === CLOSE.VERSION) this.alarms.raise({ kind: 'relay-version', version: 0 });
		else this.alarms.raise({ kind: 'refused', code: `closed-${code}` });
		return WHEN_WOKEN;
	}

	#lookAtClock(theirs: number): void {
		const now = (this.#o.now ?? Date.now)();
		const days = Math.floor(now / DAY) - theirs;
		const sinceMidnight = now - Math.floor(now / DAY) * DAY;
		// Both count days alike, wherever they are: only about midnight a small difference makes another day.
		const isMidnight = (days === 1 && sinceMidnight < ABOUT) || (days === -1 && sinceMidnight > DAY - ABOUT);
		if (days !== 0 && !isMidnight) this.alarms.raise({ kind: 'clock', days });
		else this.alarms.clear('clock');
	}

	#set(link: Link): void {
		this.#link = link;
		this.#changed();
	}

	#changed(): void {
		this.#o.onChange?.();
		for (const listener of [...this.#listeners]) listener();
	}
}

/** Added to the wait where only something that has to change elsewhere helps. */
const LATER_BY = 15_000;
/** Milliseconds between two looks at what waits for the line. */
const LINE_LOOK = 10;

const DAY = 86_400_000;
/** Milliseconds that a clock may be wrong before anybody is told. */
const ABOUT = 3_600_000;

/** The store's own word where it has one. */
function kindOf(error: unknown): string {
	const { kind, code, name } = error as { kind?: unknown; code?: unknown; name?: unknown };
	return ([kind, code, name].find((word) => typeof word === 'string') as string | undefined) ?? 'unknown';
}
