/**
 * Asking to join: proves an invitation's key to the relay, brings the one entry it may write, and waits until somebody admits the device, over as many
 * connections as that takes. Then it comes back as that device and fetches the entry that admitted it. Nothing the relay says is believed further than
 * that: the entry opens for the device or it does not, and the log is judged when it comes.
 */
import { equal } from '../../../sync-server/protocol/bytes.ts';
import { ERR, INVITED, INVITE_AUTH_DOMAIN, WIRE_VERSION, authBytes, type ServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { RelayAddress } from './address.ts';
import { Backoff, type BackoffOptions } from './backoff.ts';
import { connect, ConnectionEnded, type Connection, type Signer, type SocketClass } from './connection.ts';
import { TIMERS, type Timers } from './time.ts';

export type JoinStep =
	/** Not reached yet, or lost; it is tried again. */
	| 'connecting'
	/** The JOIN is in the log: an admin's turn. */
	| 'asked';
export type JoinEnd =
	/** `entry` is the ADMIT. */
	| { end: 'admitted'; entry: Uint8Array }
	/** Somebody else has used the link. */
	| { end: 'taken' }
	/** Taken back, or declined. */
	| { end: 'withdrawn' }
	/** The relay knows of no such invitation. */
	| { end: 'unknown' }
	/** The relay does not take what an honest one would. */
	| { end: 'refused' };

export interface AskOptions {
	address: RelayAddress;
	WebSocket: SocketClass;
	wsId: Uint8Array;
	/** The invitation's key. */
	invite: Signer;
	/** The key of the device that is to be admitted. */
	device: Signer;
	/** The JOIN, for this epoch. */
	join(epoch: number): Uint8Array;
	watch?(step: JoinStep): void;
	/** Rejects with its reason. */
	signal?: AbortSignal;
	timers?: Timers;
	backoff?: BackoffOptions;
}

/** Rejects only when it is aborted. */
export async function askToJoin(options: AskOptions): Promise<JoinEnd> {
	const { watch = () => {}, signal, timers = TIMERS } = options;
	const tries = new Backoff(options.backoff);
	for (;;) {
		signal?.throwIfAborted();
		watch('connecting');
		try {
			const end = await over(options, (connection) => attempt(options, connection, () => (tries.reset(), watch('asked'))));
			if (end) return end;
		} catch (cause) {
			if (!(cause instanceof ConnectionEnded)) throw cause;
		}
		signal?.throwIfAborted();
		await new Promise<void>((resolve) => {
			const off = timers.after(tries.next(), resolve);
			signal?.addEventListener('abort', () => (off(), resolve()), { once: true });
		});
	}
}

/** On a connection that ends with the work, or with the signal. */
async function over<T>(options: AskOptions, work: (connection: Connection) => Promise<T>): Promise<T> {
	const { address, WebSocket, timers, signal } = options;
	let open: Connection | undefined;
	const stop = () => void open?.end();
	signal?.addEventListener('abort', stop, { once: true });
	try {
		const connection = await connect({ address, WebSocket, ...(timers && { timers }), opened: (each) => (open = each) });
		return await work(connection);
	} finally {
		signal?.removeEventListener('abort', stop);
		open?.end();
	}
}

/** Undefined where it is to be tried again. */
async function attempt(options: AskOptions, connection: Connection, asked: () => void): Promise<JoinEnd | undefined> {
	const { wsId, invite, device, join } = options;
	const news = new News(connection);
	const nonce = crypto.getRandomValues(new Uint8Array(32));
	const signature = invite.sign(INVITE_AUTH_DOMAIN, authBytes(connection.address.host, wsId, connection.hello.nonce, nonce));
	connection.send({ type: 'authInvite', version: WIRE_VERSION, wsId, invitePk: invite.publicKey, nonce, signature });
	let askedFor: number | undefined;
	/** JOINs that were sent and not refused yet. */
	let open = 0;
	for (;;) {
		const frame = await news.next();
		if (frame.type === 'err') {
			if (frame.code === ERR.UNKNOWN_INVITE || frame.code === ERR.UNKNOWN_WORKSPACE) return { end: 'unknown' };
			if (frame.code === ERR.BAD_SIGNATURE || frame.code === ERR.VERSION) return { end: 'refused' };
			if (frame.code !== ERR.JOIN_REFUSED) return undefined;
			open--;
			continue;
		}
		if (frame.state === INVITED.WITHDRAWN) return { end: 'withdrawn' };
		if (frame.state === INVITED.OPEN) {
			if (askedFor === frame.epoch) {
				// The same again would be refused again.
				if (open === 0) return { end: 'refused' };
				continue;
			}
			askedFor = frame.epoch;
			open++;
			connection.send({ type: 'join', entry: join(frame.epoch) });
			continue;
		}
		if (!equal(frame.joinerPk, device.publicKey)) return { end: 'taken' };
		if (frame.state === INVITED.ADMITTED) return fetchAdmission(options, frame.n);
		asked();
	}
}

async function fetchAdmission(options: AskOptions, n: number): Promise<JoinEnd | undefined> {
	const { wsId, device } = options;
	return over(options, async (connection) => {
		const answer = await connection.authenticate(device, wsId);
		// Put out again meanwhile, or not what the relay says.
		if (answer.type === 'err') return answer.code === ERR.REVOKED ? { end: 'withdrawn' } : undefined;
		const pulled = await connection.ask({ type: 'pull', from: n, frames: 1 }, 'entries');
		const entry = pulled.type === 'entries' ? pulled.entries[0] : undefined;
		return entry && { end: 'admitted', entry: new Uint8Array(entry) };
	});
}

/** What the relay says of the invitation, in its order, for as long as it takes. */
class News {
	readonly #came: ServerFrame<'invited' | 'err'>[] = [];
	readonly #connection: Connection;
	#wanted: (() => void) | undefined;

	constructor(connection: Connection) {
		this.#connection = connection;
		connection.onFrame = (frame) => {
			if (frame.type !== 'invited' && frame.type !== 'err') return;
			this.#came.push(frame.type === 'invited' ? { ...frame, joinerPk: new Uint8Array(frame.joinerPk) } : frame);
			this.#wanted?.();
		};
	}

	async next(): Promise<ServerFrame<'invited' | 'err'>> {
		while (this.#came.length === 0) {
			const ended = await Promise.race([
				new Promise<undefined>((resolve) => (this.#wanted = () => resolve(undefined))),
				this.#connection.ended
			]);
			if (ended && this.#came.length === 0) throw new ConnectionEnded(ended);
		}
		return this.#came.shift()!;
	}
}
