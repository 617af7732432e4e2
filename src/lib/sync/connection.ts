/**
 * One WebSocket to a relay: frames in and out, its greeting, AUTH, and the beat by which a dead line is found. Knows nothing of logs.
 * The class is handed in: the browser's, or `ws`.
 */
import {
	AUTH_DOMAIN,
	FRAME_TYPE,
	WIRE_VERSION,
	authBytes,
	encodeClientFrame,
	isWireError,
	parseServerFrame,
	type ClientFrame,
	type ServerFrame
} from '../../../sync-server/protocol/wire.ts';
import { MAX_FRAME } from '../../../sync-server/protocol/codec.ts';
import type { RelayAddress } from './address.ts';
import type { Misbehaviour } from './alarms.ts';
import { TIMERS, type Timers } from './time.ts';

/** What both the browser's WebSocket and `ws` offer. */
export interface Socket {
	binaryType: string;
	readonly bufferedAmount: number;
	onopen: ((event: never) => void) | null;
	onmessage: ((event: never) => void) | null;
	onclose: ((event: never) => void) | null;
	onerror: ((event: never) => void) | null;
	send(data: Uint8Array<ArrayBuffer>): void;
	close(code?: number, reason?: string): void;
}
export type SocketClass = new (url: string) => Socket;

/** Signs with the device's key: Ed25519 over BLAKE2b-256(domain ‖ bytes). */
export interface Signer {
	readonly publicKey: Uint8Array;
	sign(domain: string, bytes: Uint8Array): Uint8Array;
}

export type Ended =
	/** Closed from here. */
	| { why: 'left' }
	/** The line or the relay ended it; `code` as WebSocket has it, 1006 where nobody said anything. */
	| { why: 'closed'; code: number }
	/** Nothing was heard for too long. */
	| { why: 'silent' }
	| { why: 'version'; version: number }
	| { why: 'misbehaves'; what: Misbehaviour };

/** Thrown to whoever waits for an answer on a connection that ended. */
export class ConnectionEnded extends Error {
	readonly ended: Ended;
	constructor(ended: Ended) {
		super(`connection ended: ${ended.why}`);
		this.ended = ended;
	}
}

export interface ConnectOptions {
	address: RelayAddress;
	WebSocket: SocketClass;
	timers?: Timers;
	/** Milliseconds between two signs of life; after two without one the line is dead. */
	beat?: number;
	/** Is given the connection before it is greeted, so that it can be ended. */
	opened?: (connection: Connection) => void;
	/** Milliseconds until the greeting, or an answer that is waited for, is overdue. */
	patience?: number;
}

interface Waiting {
	types: readonly ServerFrame['type'][];
	/** An ERR that names this kind of frame is an answer too. */
	asked: number | undefined;
	resolve(frame: ServerFrame): void;
	reject(error: Error): void;
}

const QUIET = new Set<ServerFrame['type']>(['ping', 'pong']);

/** Resolves with the relay's greeting; rejects with ConnectionEnded. */
export async function connect(options: ConnectOptions): Promise<Connection> {
	const connection = new Connection(options);
	options.opened?.(connection);
	connection.hello = await connection.answer('hello');
	if (connection.hello.version !== WIRE_VERSION) throw connection.end({ why: 'version', version: connection.hello.version });
	return connection;
}

export class Connection {
	readonly address: RelayAddress;
	/** Set once `connect` has resolved. */
	hello!: ServerFrame<'hello'>;
	/** Takes every frame that nobody waits for by `ask`. */
	onFrame: (frame: ServerFrame) => void = () => {};
	readonly ended: Promise<Ended>;
	readonly #socket: Socket;
	readonly #timers: Timers;
	readonly #beat: number;
	readonly #patience: number;
	#resolveEnded!: (ended: Ended) => void;
	#over: Ended | undefined;
	#waiting: Waiting[] = [];
	#heard = true;
	#silences = 0;
	#stopBeat: () => void = () => {};

	constructor({ address, WebSocket, timers = TIMERS, beat = 15_000, patience = 20_000 }: ConnectOptions) {
		this.address = address;
		this.#timers = timers;
		this.#beat = beat;
		this.#patience = patience;
		this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
		this.#socket = new WebSocket(address.url);
		this.#socket.binaryType = 'arraybuffer';
		this.#socket.onmessage = (event: { data: unknown }) => this.#receive(event.data);
		this.#socket.onclose = (event: { code: number }) => void this.end({ why: 'closed', code: event.code });
		// What went wrong is said by the close that follows; `ws` wants a listener all the same.
		this.#socket.onerror = () => {};
		this.#socket.onopen = () => this.#keepAlive();
	}

	get isOver(): boolean {
		return this.#over !== undefined;
	}

	/** Bytes that wait for the line. */
	get buffered(): number {
		return this.#over ? 0 : this.#socket.bufferedAmount;
	}

	/** Does nothing on a connection that ended: whoever sends hears of that by `ended`. */
	send(frame: ClientFrame): void {
		if (!this.#over) this.#socket.send(encodeClientFrame(frame));
	}

	/** Sends, and waits for the next frame of one of these types, or the ERR that refuses what was sent. */
	ask<T extends ServerFrame['type']>(frame: ClientFrame, ...types: T[]): Promise<ServerFrame<T | 'err'>> {
		const answer = this.#wait(types, FRAME_TYPE[frame.type]) as Promise<ServerFrame<T | 'err'>>;
		this.send(frame);
		return answer;
	}

	/** The next frame of one of these types. */
	answer<T extends ServerFrame['type']>(...types: T[]): Promise<ServerFrame<T>> {
		return this.#wait(types) as Promise<ServerFrame<T>>;
	}

	#wait(types: readonly ServerFrame['type'][], asked?: number): Promise<ServerFrame> {
		if (this.#over) return Promise.reject(new ConnectionEnded(this.#over));
		const late = this.#timers.after(this.#patience, () => this.end({ why: 'silent' }));
		return new Promise<ServerFrame>((resolve, reject) => this.#waiting.push({ types, asked, resolve, reject })).finally(late);
	}

	/** Proves which device this is. OK, or ERR with the reason. */
	authenticate(signer: Signer, wsId: Uint8Array): Promise<ServerFrame<'ok' | 'err'>> {
		const nonce = crypto.getRandomValues(new Uint8Array(32));
		const signature = signer.sign(AUTH_DOMAIN, authBytes(this.address.host, wsId, this.hello.nonce, nonce));
		return this.ask({ type: 'auth', version: WIRE_VERSION, wsId, devicePk: signer.publicKey, nonce, signature }, 'ok');
	}

	/** Closes it, or notes why it is closed. Answers with the error for whoever waited. */
	end(ended: Ended = { why: 'left' }): ConnectionEnded {
		const error = new ConnectionEnded(this.#over ?? ended);
		if (this.#over) return error;
		this.#over = ended;
		this.#stopBeat();
		const socket = this.#socket;
		socket.onmessage = socket.onopen = socket.onclose = null;
		// Not waited for: a line that is dead answers no farewell.
		if (ended.why !== 'closed') socket.close(1000);
		for (const { reject } of this.#waiting.splice(0)) reject(error);
		this.#resolveEnded(ended);
		return error;
	}

	#receive(data: unknown): void {
		this.#heard = true;
		if (!(data instanceof ArrayBuffer)) return void this.end({ why: 'misbehaves', what: 'malformed' });
		if (data.byteLength > MAX_FRAME) return void this.end({ why: 'misbehaves', what: 'giant' });
		const frame = parseServerFrame(new Uint8Array(data));
		if (isWireError(frame)) return void this.end({ why: 'misbehaves', what: 'malformed' });
		if (frame.type === 'ping') this.send({ type: 'pong' });
		if (QUIET.has(frame.type)) return;
		const at = this.#waiting.findIndex(
			({ types, asked }) => types.includes(frame.type) || (frame.type === 'err' && asked !== undefined && frame.ref === asked)
		);
		if (at >= 0) this.#waiting.splice(at, 1)[0]!.resolve(frame);
		else this.onFrame(frame);
	}

	#keepAlive(): void {
		this.#stopBeat = this.#timers.after(this.#beat, () => {
			this.#silences = this.#heard ? 0 : this.#silences + 1;
			this.#heard = false;
			if (this.#silences >= 2) return void this.end({ why: 'silent' });
			this.send({ type: 'ping' });
			this.#keepAlive();
		});
	}
}
