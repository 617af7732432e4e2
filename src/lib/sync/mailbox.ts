/**
 * Small sealed messages left at a relay for somebody who is not known yet: no AUTH, a place for each, ten minutes. A line that breaks is opened
 * again and what was asked is asked again, so that a phone may sleep in between. What the relay answers is believed by nobody: see
 * `identity/pairing`.
 */
import type { RelayAddress } from './address.ts';
import { Backoff } from './backoff.ts';
import { connect, type Connection, type SocketClass } from './connection.ts';
import { TIMERS, type Timers } from './time.ts';
import type { ServerFrame } from '../../../sync-server/protocol/wire.ts';

/** Milliseconds. */
const BETWEEN = 500;

export interface Place {
	rendezvous: Uint8Array;
	slot: boolean;
}

/** One question: what is sent, and what to make of an answer about its place; true ends it. */
interface Asked {
	place: Place;
	ask(connection: Connection): void;
	heard(bytes: Uint8Array, connection: Connection): boolean;
	reject(error: Error): void;
}

/** The relay takes no messages now; `code` is an `ERR` of wire.ts. */
export class MailboxRefused extends Error {
	readonly code: number;
	constructor(code: number) {
		super(`mailbox refused: ${code}`);
		this.code = code;
	}
}

/** What was asked has no answer any more. */
export class MailboxClosed extends Error {}

export class RelayMailbox {
	readonly host: string;
	readonly #open: () => Promise<Connection>;
	readonly #timers: Timers;
	#connection: Connection | undefined;
	#asked = new Set<Asked>();
	#closed = false;

	private constructor(address: RelayAddress, open: () => Promise<Connection>, timers: Timers) {
		this.host = address.host;
		this.#open = open;
		this.#timers = timers;
	}

	/** Rejects with ConnectionEnded where no relay answers. */
	static async open(address: RelayAddress, WebSocket: SocketClass, timers: Timers = TIMERS): Promise<RelayMailbox> {
		const mailbox = new RelayMailbox(address, () => connect({ address, WebSocket, timers }), timers);
		mailbox.#use(await mailbox.#open());
		return mailbox;
	}

	/** Resolves when the relay shows that it has it. */
	async put(place: Place, bytes: Uint8Array): Promise<void> {
		await this.#question<void>(undefined, (done) => ({
			place,
			ask(connection) {
				connection.send({ type: 'mboxPut', ...place, bytes });
				connection.send({ type: 'mboxGet', ...place, wait: false });
			},
			heard(lies) {
				if (!sameBytes(lies, bytes)) return false;
				done();
				return true;
			}
		}));
	}

	get(place: Place): Promise<Uint8Array | undefined> {
		return this.#question<Uint8Array | undefined>(undefined, (done) => ({
			place,
			ask: (connection) => connection.send({ type: 'mboxGet', ...place, wait: false }),
			heard(lies) {
				done(lies.length > 0 ? lies : undefined);
				return true;
			}
		}));
	}

	wait(place: Place, signal: AbortSignal): Promise<Uint8Array> {
		return this.#question<Uint8Array>(signal, (done) => {
			const ask = (connection: Connection) => connection.send({ type: 'mboxGet', ...place, wait: true });
			const again = (work: () => void) => this.#timers.after(BETWEEN, work);
			return {
				place,
				ask,
				heard(lies, connection) {
					// Nothing yet: the relay does not hold a question for ever. One that answers at once must not be asked in a tight loop.
					if (lies.length === 0) again(() => ask(connection));
					else done(lies);
					return lies.length > 0;
				}
			};
		});
	}

	close(): void {
		this.#closed = true;
		this.#connection?.end();
		for (const { reject } of this.#asked) reject(new MailboxClosed());
		this.#asked.clear();
	}

	#question<T>(signal: AbortSignal | undefined, make: (done: (value: T) => void) => Omit<Asked, 'reject'>): Promise<T> {
		if (this.#closed) return Promise.reject(new MailboxClosed());
		return new Promise<T>((resolve, reject) => {
			const asked: Asked = { ...make(resolve), reject };
			const stop = () => {
				this.#asked.delete(asked);
				reject(signal!.reason as Error);
			};
			if (signal?.aborted) return stop();
			signal?.addEventListener('abort', stop, { once: true });
			this.#asked.add(asked);
			if (this.#connection) asked.ask(this.#connection);
		});
	}

	#use(connection: Connection): void {
		this.#connection = connection;
		connection.onFrame = (frame) => this.#receive(frame, connection);
		for (const { ask } of this.#asked) ask(connection);
		void connection.ended.then(() => {
			this.#connection = undefined;
			if (!this.#closed) this.#again();
		});
	}

	#again(tries = new Backoff({ most: 10_000 })): void {
		this.#timers.after(tries.next(), () => {
			if (this.#closed) return;
			this.#open().then(
				(connection) => (this.#closed ? void connection.end() : this.#use(connection)),
				() => this.#again(tries)
			);
		});
	}

	#receive(frame: ServerFrame, connection: Connection): void {
		if (frame.type === 'err') {
			for (const { reject } of this.#asked) reject(new MailboxRefused(frame.code));
			return this.#asked.clear();
		}
		if (frame.type !== 'mbox') return;
		for (const asked of [...this.#asked]) {
			const { place } = asked;
			if (place.slot !== frame.slot || !sameBytes(place.rendezvous, frame.rendezvous)) continue;
			if (asked.heard(new Uint8Array(frame.bytes), connection)) this.#asked.delete(asked);
			break;
		}
	}
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
