/**
 * An open draft on its y-websocket provider. The only file that imports y-websocket. [Note: the sealed socket]
 *
 * The provider speaks the Yjs protocol with a server; here the server is the record as it is stored on this device. `SealedSocket` is the
 * provider's WebSocket: it answers what the provider asks from the record, makes operations of what the provider tells, and tells the provider of
 * a change when, and only when, the stored record has it, which is when its operation was accepted. Nothing of Yjs travels beside the log: what
 * comes from others past it says who is there, and is written anew here, so that no byte of theirs can be taken for a change.
 *
 * A record that cannot be stored closes the socket for now; the provider comes back by itself, asks again, and what was not stored is. A record that
 * takes no changes any more closes it for good.
 *
 * BroadcastChannel stays off (`disableBc`): it would carry what is typed in clear.
 */
import { WebsocketProvider } from 'y-websocket';
import { answerWith, ASK_AWARENESS, askFor, awareness, read, tellOf, type AwarenessOf } from './y-messages.ts';

type Document = ConstructorParameters<typeof WebsocketProvider>[2];

/** What a device says of itself to the others that have the record open. */
export interface Here {
	/** Of one open form; another one each time. */
	client: number;
	/** Grows with each word of it. */
	clock: number;
	/** False: it was closed. */
	here: boolean;
	/** Where the cursor is; empty when in no field. */
	field: string;
}

/** Of another form, on this device or elsewhere. */
export interface Other extends Here {
	/** The device that signed it, as hex. */
	device: string;
}

/** The record behind an open draft. */
export interface LiveRoom {
	/** What a document with this state vector lacks of the stored record, and the record's own vector. */
	since(vector: Uint8Array): Promise<{ update: Uint8Array; vector: Uint8Array }>;
	/** Makes operations of what the record lacks of these; resolves when they are durable. */
	store(updates: readonly Uint8Array[]): Promise<void>;
	/** Called when the stored record may be another. Returns what ends it. */
	onStored(listener: () => void): () => void;
	/** Sealed, to all who may see. */
	say(here: Here): void;
	onHeard(listener: (other: Other) => void): () => void;
}

/** Thrown by a room whose record takes no more changes: issued, erased. */
export class RecordClosed extends Error {}

/** A provider closes a connection on which nothing comes for 30 seconds. */
const SIGN_OF_LIFE = 15_000;
/** Close codes: the provider comes back after the one, not after the other. */
const LATER = 4503;
const FOR_GOOD = 4410;
/** Forms of others that are remembered at a time; a device has one for each of its tabs. */
const MOST_OTHERS = 64;

/** What outlives one connection of a provider. */
class Line {
	readonly room: LiveRoom;
	socket: SealedSocket | undefined;
	readonly others = new Map<number, Other>();
	/** The form was heard of in the last 30 seconds and said no goodbye. */
	isPresent: (client: number) => boolean = () => false;
	constructor(room: LiveRoom) {
		this.room = room;
	}

	/** For one more form; those that went are remembered as long as there is room, so that old words of theirs bring nobody back. */
	makeRoom(): boolean {
		if (this.others.size < MOST_OTHERS) return true;
		const gone = [...this.others.keys()].find((client) => !this.isPresent(client));
		return gone !== undefined && this.others.delete(gone);
	}
}

/** A form is on the device that first spoke for it; its goodbye repeats its last clock. */
function isNews(known: Other, other: Other): boolean {
	if (known.device !== other.device) return false;
	return other.clock > known.clock || (other.clock === known.clock && known.here && !other.here);
}

class SealedSocket {
	readonly OPEN = 1;
	readyState = 0;
	binaryType = 'arraybuffer';
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	onerror: (() => void) | null = null;
	readonly #line: Line;
	/** One thing after the other, in the order it was asked for. */
	#work: Promise<void>;
	#failure: unknown;
	#vector: Uint8Array = new Uint8Array([0]);
	#told: Uint8Array[] = [];
	#isFollowing = false;
	readonly #ends: (() => void)[];

	constructor(line: Line) {
		this.#line = line;
		line.socket = this;
		const life = setInterval(() => this.#give(awareness([])), SIGN_OF_LIFE);
		this.#ends = [() => clearInterval(life), line.room.onStored(() => this.#follow()), line.room.onHeard((other) => this.#hear(other))];
		this.#work = Promise.resolve().then(() => {
			if (this.readyState !== 0) return;
			this.readyState = this.OPEN;
			this.onopen?.();
		});
	}

	/** Resolves when all that was told is stored; rejects with why it is not. */
	async idle(): Promise<void> {
		for (let work; work !== this.#work;) await (work = this.#work);
		if (this.#failure !== undefined) throw this.#failure;
	}

	/** From the provider. */
	send(message: Uint8Array): void {
		const told = read(message);
		if (told?.type === 'ask') this.#do(() => this.#answer(told.vector));
		else if (told?.type === 'update') this.#store(told.update);
		else if (told) this.#say(told.of);
	}

	close(): void {
		this.#end();
	}

	async #answer(vector: Uint8Array): Promise<void> {
		const record = await this.#line.room.since(vector);
		this.#vector = record.vector;
		this.#give(answerWith(record.update));
		// What the record lacks comes back at once, as an update.
		this.#give(askFor(record.vector));
	}

	#store(update: Uint8Array): void {
		this.#told.push(update);
		this.#do(() => this.#storeAll());
	}

	/** What comes while it is at work is stored together afterwards; what fails the provider tells again when it comes back. */
	async #storeAll(): Promise<void> {
		const updates = this.#told;
		this.#told = [];
		if (updates.length > 0) await this.#line.room.store(updates);
	}

	/** The stored record changed, here or by what came from others. Asked many times at once it looks once more. */
	#follow(): void {
		if (this.#isFollowing) return;
		this.#isFollowing = true;
		this.#do(async () => {
			this.#isFollowing = false;
			const record = await this.#line.room.since(this.#vector);
			this.#vector = record.vector;
			this.#give(tellOf(record.update));
		});
	}

	/** The provider repeats what it heard of others: only what is said of this form goes out. */
	#say(of: AwarenessOf[]): void {
		for (const { client, clock, state } of of) {
			if (this.#line.others.has(client) || state?.device !== undefined) continue;
			const field = typeof state?.field === 'string' ? state.field : '';
			this.#line.room.say({ client, clock, here: state !== null, field });
		}
	}

	#hear(other: Other): void {
		const { others } = this.#line;
		const known = others.get(other.client);
		if (known ? !isNews(known, other) : !this.#line.makeRoom()) return;
		others.set(other.client, other);
		const { client, clock, here, device, field } = other;
		this.#give(awareness([{ client, clock, state: here ? { device, field } : null }]));
		// Who comes in later has not heard of this one.
		if (!known && here) this.#give(ASK_AWARENESS);
	}

	#do(work: () => Promise<void>): void {
		this.#work = this.#work.then(async () => {
			if (this.readyState !== this.OPEN) return;
			try {
				await work();
			} catch (cause) {
				this.#failure = cause;
				const event = { code: cause instanceof RecordClosed ? FOR_GOOD : LATER, reason: '' };
				const { onclose } = this;
				this.#end();
				onclose?.(event);
			}
		});
	}

	#give(message: Uint8Array): void {
		if (this.readyState === this.OPEN) this.onmessage?.({ data: message.slice().buffer });
	}

	#end(): void {
		if (this.readyState === 3) return;
		this.readyState = 3;
		for (const end of this.#ends) end();
	}
}

export interface Live {
	/** Resolves when what is in the document is stored; rejects with why it is not. */
	stored(): Promise<void>;
	/** Other forms that have the record open. */
	others(): Other[];
	/** Says where the cursor is; undefined takes leave until it is called again. */
	point(field: string | undefined): void;
	/** Says goodbye. What is not stored by then is not. */
	close(): void;
}

export interface LiveListener {
	/** Others came, went or moved. */
	others(): void;
	/** The record takes no more changes. */
	closed(): void;
}

/** Fills the document from the room and carries what is written in it there, until closed. */
export async function openLive(doc: Document, room: LiveRoom, hear: LiveListener): Promise<Live> {
	const line = new Line(room);
	class Socket extends SealedSocket {
		constructor() {
			super(line);
		}
	}
	const provider = new WebsocketProvider('wss://sealed', 'draft', doc, {
		// Of a WebSocket it uses no more than this one has.
		WebSocketPolyfill: Socket as unknown as typeof WebSocket,
		disableBc: true
	});
	const { awareness: present } = provider;
	present.setLocalState({ field: '' });
	present.on('change', () => hear.others());
	provider.on('closed', () => hear.closed());
	line.isPresent = (client) => present.states.has(client);
	const stored = async () => {
		if (!provider.wsconnected && !provider.wsconnecting) {
			provider.disconnect();
			provider.connect();
		}
		await line.socket!.idle();
	};
	const close = () => {
		provider.destroy();
		present.destroy();
	};
	try {
		await stored();
	} catch (cause) {
		close();
		throw cause;
	}
	return {
		stored,
		others: () => [...line.others.values()].filter(({ client }) => line.isPresent(client)),
		point: (field) => present.setLocalState(field === undefined ? null : { field }),
		close
	};
}
