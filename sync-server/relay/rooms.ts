/** The workspaces somebody is connected to, and the logs kept open for them. */
import type { LogStore, StoredEntry } from '../log/store.ts';
import { hex } from '../protocol/bytes.ts';
import type { NackCode } from '../protocol/wire.ts';
import { openLog, type OpenLog } from './open-log.ts';
import type { Session } from './session.ts';

/** What a connection asked to be stored, or was refused, in the order it did. */
export interface Request {
	session: Session;
	ref: number;
	/** None when it was refused. */
	entries: readonly StoredEntry[];
	nack?: NackCode;
	/** Its author hears what became of it otherwise than by ACK and NACK. @param stored false where the store refused it */
	answer?: (stored: boolean) => unknown;
}

export interface Room {
	readonly wsId: Uint8Array;
	readonly key: string;
	/** Devices that may read; those whose key the log does not have yet. */
	readonly sessions: Set<Session>;
	readonly guests: Set<Session>;
	/** Those who were invited and are no device yet. */
	readonly invited: Set<Session>;
	log: OpenLog | undefined;
	opening: Promise<OpenLog | undefined> | undefined;
	/** For the next commit. */
	waiting: Request[];
	/** A commit of this log is under way. */
	committing: boolean;
}

export class Rooms {
	readonly #store: LogStore;
	readonly #maxOpen: number;
	readonly #rooms = new Map<string, Room>();
	/** Rooms with an open log, the longest unused first. */
	readonly #open = new Set<Room>();

	constructor(store: LogStore, maxOpen: number) {
		this.#store = store;
		this.#maxOpen = maxOpen;
	}

	get openLogs(): number {
		return this.#open.size;
	}

	of(wsId: Uint8Array): Room {
		const key = hex(wsId);
		let room = this.#rooms.get(key);
		if (!room) {
			const empty = { log: undefined, opening: undefined, waiting: [], committing: false };
			room = { wsId: new Uint8Array(wsId), key, sessions: new Set(), guests: new Set(), invited: new Set(), ...empty };
			this.#rooms.set(key, room);
		}
		return room;
	}

	/** A room somebody is in. */
	find(wsId: Uint8Array): Room | undefined {
		return this.#rooms.get(hex(wsId));
	}

	/** The room of a workspace with its log open; undefined when there is no such workspace. */
	async enter(wsId: Uint8Array): Promise<{ room: Room; log: OpenLog } | undefined> {
		for (;;) {
			const room = this.of(wsId);
			const log = await this.log(room);
			if (!log) {
				this.settle(room);
				return undefined;
			}
			// The last of its connections may have left while this one waited.
			if (this.#rooms.get(room.key) === room && room.log === log) return { room, log };
		}
	}

	/** The log of a room, read from the store when it is not open. Undefined when there is none. */
	async log(room: Room): Promise<OpenLog | undefined> {
		if (room.log) return this.touch(room);
		room.opening ??= this.#read(room).finally(() => (room.opening = undefined));
		return room.opening;
	}

	/** The log when it is open, and as the last that was used. */
	touch(room: Room): OpenLog | undefined {
		if (room.log) {
			this.#open.delete(room);
			this.#open.add(room);
		}
		return room.log;
	}

	/** After the store refused what was judged: what is in memory is no longer what is stored. */
	forgetLog(room: Room): void {
		room.log = undefined;
		this.#open.delete(room);
	}

	/** A room nobody is in goes. Its log, too: the next to come reads it. */
	leave(room: Room, session: Session): void {
		room.sessions.delete(session);
		room.guests.delete(session);
		room.invited.delete(session);
		if (isEmpty(room)) this.#drop(room);
	}

	/** Rooms nobody is in any more stay while something of theirs is being stored. */
	settle(room: Room): void {
		if (isEmpty(room)) this.#drop(room);
	}

	async #read(room: Room): Promise<OpenLog | undefined> {
		const head = await this.#store.head(room.wsId);
		if (!head) return undefined;
		room.log = await openLog(this.#store, room.wsId, head);
		this.#open.add(room);
		for (const other of this.#open) {
			if (this.#open.size <= this.#maxOpen) break;
			if (!isBusy(other) && other !== room) this.forgetLog(other);
		}
		return room.log;
	}

	#drop(room: Room): void {
		this.#open.delete(room);
		if (this.#rooms.get(room.key) === room) this.#rooms.delete(room.key);
	}
}

function isBusy(room: Room): boolean {
	return room.waiting.length > 0 || room.committing;
}

function isEmpty(room: Room): boolean {
	return room.sessions.size === 0 && room.guests.size === 0 && room.invited.size === 0 && !isBusy(room) && !room.opening;
}
