/**
 * One connection: what it may send when, in the order it was sent. A frame whose answer takes time (a log to be read, a disk) holds back those
 * behind it and stops reading from the socket; PULL alone goes on beside them.
 */
import { randomFillSync } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { LogStore } from '../log/store.ts';
import { MAX_ENTRY, MAX_FRAME } from '../protocol/codec.ts';
import {
	CLOSE,
	ERR,
	FRAME_TYPE,
	MAX_BEFORE_AUTH,
	WIRE_VERSION,
	encodeServerFrame,
	isWireError,
	parseClientFrame,
	type ClientFrame,
	type ErrCode,
	type NackCode,
	type ServerFrame
} from '../protocol/wire.ts';
import type { Addresses } from './addresses.ts';
import type { Commits } from './commits.ts';
import type { RelayConfig } from './config.ts';
import { HANDLERS } from './handlers.ts';
import { kindOf, type Journal } from './journal.ts';
import type { Mailbox } from './mailbox.ts';
import type { Metrics } from './metrics.ts';
import type { Room, Rooms } from './rooms.ts';

/** What all connections share. */
export interface Hub {
	readonly config: RelayConfig;
	readonly store: LogStore;
	readonly rooms: Rooms;
	readonly commits: Commits;
	readonly addresses: Addresses;
	readonly mailbox: Mailbox;
	readonly metrics: Metrics;
	readonly journal: Journal;
	/** Days since 1970. */
	readonly today: () => number;
}

/** `device`: proved to be one that is active. `guest`: proved a key the log does not have (yet). `invited`: proved the key of an invitation. */
export type Standing = 'nobody' | 'guest' | 'device' | 'invited';

/** APPENDs a device may have sent and not heard of. */
const WINDOW = 256;
/** Frames that may be sent before AUTH, of any length that is allowed there. */
const FRAMES_BEFORE_AUTH = 64;
/** Ephemeral frames in a second. */
const EPHEMERALS = 30;
export const HANDSHAKE_MAX = 17 * 1024;

const PING = encodeServerFrame({ type: 'ping' });
const PONG = encodeServerFrame({ type: 'pong' });
const SMALL_BEFORE_AUTH: ReadonlySet<ClientFrame['type']> = new Set([
	'auth',
	'authInvite',
	'join',
	'pull',
	'append',
	'restore',
	'packPut',
	'packagePut',
	'eph',
	'locatorPut'
]);

/** Drawn many at once. */
const NONCES = 256;
let nonces = new Uint8Array(0);

function newNonce(): Uint8Array {
	if (nonces.length === 0) nonces = randomFillSync(new Uint8Array(32 * NONCES));
	const nonce = nonces.subarray(0, 32);
	nonces = nonces.subarray(32);
	return nonce;
}

export class Session {
	readonly hub: Hub;
	readonly ws: WebSocket;
	readonly #socket: Duplex;
	/** Since the start, for the journal. */
	readonly number: number;
	readonly address: string;
	/** What the client says it dialled. */
	readonly host: string;
	readonly nonce = newNonce();
	readonly since = performance.now();
	standing: Standing = 'nobody';
	room: Room | undefined;
	/** The device's key and id, once it proved to have the key. */
	devicePk: Uint8Array | undefined;
	deviceId: Uint8Array | undefined;
	/** The invitation whose key it proved to have: its id, how often it asked to join, and what it was told last. */
	invite: { id: Uint8Array; asked: number; told: string } | undefined;
	/** Hears of new entries as they come. */
	live = false;
	/** Uses the mailbox or asks for a locator, which a device does before it belongs to a workspace. */
	writesLetters = false;
	/** Opens a client link: it may take its time for what it reads, and asks as seldom as others. */
	opensPackages = false;
	/** Ends what it waits for in the mailbox. */
	waits: Map<string, () => void> | undefined;
	/** What PULL still has to send. */
	pull: { from: number; frames: number } | undefined;
	#unheard = 0;
	#framesBeforeAuth = 0;
	#ephemerals = EPHEMERALS;
	#ephemeralsAt = 0;
	#busy = false;
	#queue: ClientFrame[] | undefined;
	#over = false;

	constructor(hub: Hub, ws: WebSocket, socket: Duplex, peer: { number: number; address: string; host: string }) {
		this.hub = hub;
		this.ws = ws;
		this.#socket = socket;
		this.number = peer.number;
		this.address = peer.address;
		this.host = peer.host;
		const day = hub.today();
		this.send({ type: 'hello', version: WIRE_VERSION, nonce: this.nonce, maxFrame: MAX_FRAME, maxEntry: MAX_ENTRY, window: WINDOW, day });
	}

	get over(): boolean {
		return this.#over;
	}

	receive(message: Buffer, isBinary: boolean): void {
		if (this.#over) return;
		this.#unheard = 0;
		this.hub.metrics.add('frames_total');
		if (!isBinary) return this.#malformed('text');
		const frame = parseClientFrame(message);
		if (isWireError(frame)) return this.#malformed(frame.error);
		if (this.standing === 'nobody' && !this.#isAllowedBeforeAuth(frame, message.length)) return;
		if (this.#busy) (this.#queue ??= []).push(frame);
		else this.#handle(frame);
	}

	/** Frames in a row are one write. */
	sendAll(frames: readonly Uint8Array[]): void {
		if (frames.length > 1) this.#socket.cork();
		for (const frame of frames) this.#write(frame);
		if (frames.length > 1) this.#socket.uncork();
	}

	send(frame: ServerFrame): void {
		this.#write(encodeServerFrame(frame));
	}

	/** Resolves when the frame is out of this process, so that who sends a lot waits for a slow reader. */
	sent(frame: Uint8Array): Promise<void> {
		if (this.#over) return Promise.resolve();
		return new Promise((resolve) => this.ws.send(frame, () => resolve()));
	}

	error(code: ErrCode, frame: ClientFrame['type']): void {
		this.hub.metrics.error(code);
		this.send({ type: 'err', code, ref: FRAME_TYPE[frame] });
	}

	nack(ref: number, code: NackCode, n: number, R: Uint8Array): void {
		this.hub.metrics.nack(code);
		this.send({ type: 'nack', ref, code, n, R });
	}

	/** An answer to PING, or nothing if it was silent for too long. Called every `pingTime`. */
	ping(): void {
		if (this.#over || this.standing === 'nobody') return;
		if (this.#unheard++ < 3) return this.#write(PING);
		this.hub.metrics.add('silent_total');
		this.end(CLOSE.SILENT);
	}

	pong(): void {
		this.#write(PONG);
	}

	mayWhisper(): boolean {
		const now = performance.now();
		this.#ephemerals = Math.min(EPHEMERALS, this.#ephemerals + ((now - this.#ephemeralsAt) / 1000) * EPHEMERALS);
		this.#ephemeralsAt = now;
		if (this.#ephemerals < 1) return false;
		this.#ephemerals--;
		return true;
	}

	end(code: number): void {
		if (this.#over) return;
		this.leave();
		this.ws.close(code);
		setTimeout(() => this.ws.terminate(), this.hub.config.partingTime).unref();
	}

	/** Nothing that comes from here counts any more, and nothing goes there. What it appended is stored all the same. */
	leave(): void {
		this.#over = true;
		this.live = false;
		this.#queue = undefined;
		for (const stop of this.waits?.values() ?? []) stop();
		this.waits = undefined;
		if (this.room) this.hub.rooms.leave(this.room, this);
	}

	#write(frame: Uint8Array): void {
		if (this.#over) return;
		this.ws.send(frame);
		if (this.ws.bufferedAmount <= this.hub.config.buffered) return;
		this.hub.metrics.add('slow_total');
		this.end(CLOSE.TOO_SLOW);
	}

	#isAllowedBeforeAuth(frame: ClientFrame, length: number): boolean {
		if (++this.#framesBeforeAuth > FRAMES_BEFORE_AUTH && !this.writesLetters) this.#malformed('too-many-before-auth');
		else if (SMALL_BEFORE_AUTH.has(frame.type) && length > MAX_BEFORE_AUTH) this.#malformed('too-long-before-auth');
		else return true;
		return false;
	}

	#malformed(reason: string): void {
		this.hub.metrics.add('malformed_total');
		this.hub.journal('info', 'malformed', { connection: this.number, reason });
		this.end(CLOSE.MALFORMED);
	}

	#handle(frame: ClientFrame): void {
		const { allowed, handle } = HANDLERS[frame.type] as { allowed: readonly Standing[]; handle: (s: Session, f: ClientFrame) => unknown };
		if (!allowed.includes(this.standing)) return this.error(ERR.NOT_NOW, frame.type);
		const answer = handle(this, frame);
		if (answer instanceof Promise) this.#hold(answer, frame.type);
	}

	#hold(answer: Promise<void>, type: ClientFrame['type']): void {
		this.#busy = true;
		this.ws.pause();
		answer
			.catch((error: unknown) => {
				this.hub.journal('error', 'frame-failed', { connection: this.number, frame: type, cause: kindOf(error) });
				this.end(CLOSE.BROKEN);
			})
			.finally(() => {
				this.#busy = false;
				// Also when it ends: the other side's farewell is to be read.
				while (this.#queue?.length && !this.#busy && !this.#over) this.#handle(this.#queue.shift()!);
				if (!this.#busy) this.ws.resume();
			});
	}
}
