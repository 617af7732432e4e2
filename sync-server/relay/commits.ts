/**
 * Group commit: what all connections sent within one turn of the event loop, or while the commit before was under way, is one transaction.
 * Only after it is durable are the authors told, and the others given the entries. [Note: order] Each connection hears of positions in order.
 */
import { OutOfStep, type LogStore, type Run, type StoredEntry } from '../log/store.ts';
import { ENTRIES_OVERHEAD, ENTRY_OVERHEAD, NACK, encodeServerFrame, type NackCode } from '../protocol/wire.ts';
import { MAX_FRAME } from '../protocol/codec.ts';
import type { MembershipState } from '../protocol/membership-state.ts';
import { kindOf, type Journal } from './journal.ts';
import type { Metrics } from './metrics.ts';
import type { OpenLog } from './open-log.ts';
import type { Request, Room, Rooms } from './rooms.ts';
import type { Session } from './session.ts';

/** What one frame of entries may hold. */
export const MAX_ENTRIES_BYTES = MAX_FRAME - ENTRIES_OVERHEAD;
/** A count of two bytes. */
const MAX_COUNT = 0xffff;

interface Batch {
	room: Room;
	log: OpenLog;
	requests: Request[];
	run: Run | undefined;
	/** With these entries, and none that were judged since. */
	membership: MembershipState;
}

export class Commits {
	readonly #store: LogStore;
	readonly #rooms: Rooms;
	readonly #metrics: Metrics;
	readonly #journal: Journal;
	readonly #onMembership: (room: Room, log: OpenLog) => void;
	#dirty = new Set<Room>();
	#scheduled = false;
	#running: Promise<void> | undefined;

	constructor(parts: {
		store: LogStore;
		rooms: Rooms;
		metrics: Metrics;
		journal: Journal;
		onMembership: (room: Room, log: OpenLog) => void;
	}) {
		this.#store = parts.store;
		this.#rooms = parts.rooms;
		this.#metrics = parts.metrics;
		this.#journal = parts.journal;
		this.#onMembership = parts.onMembership;
	}

	add(room: Room, request: Request): void {
		room.waiting.push(request);
		this.#dirty.add(room);
		this.#schedule();
	}

	/** When all that was added is stored and told, or refused. */
	async idle(): Promise<void> {
		while (this.#dirty.size > 0 || this.#running) {
			if (this.#running) await this.#running;
			else await new Promise((resolve) => setImmediate(resolve));
		}
	}

	#schedule(): void {
		if (this.#scheduled || this.#running) return;
		this.#scheduled = true;
		setImmediate(() => {
			this.#scheduled = false;
			this.#running = this.#flush().finally(() => {
				this.#running = undefined;
				if (this.#dirty.size > 0) this.#schedule();
			});
		});
	}

	async #flush(): Promise<void> {
		const batches: Batch[] = [];
		for (const room of this.#dirty) {
			const batch = batchOf(room);
			if (batch) batches.push(batch);
		}
		this.#dirty = new Set();
		if (batches.length === 0) return;
		const begun = performance.now();
		if (await this.#stored(batches)) this.#count(batches, begun);
		else if (batches.length > 1) {
			// One of them cannot be stored: that is not the others' fault.
			for (const batch of batches) if (!(await this.#stored([batch]))) this.#refuse(batch);
		} else this.#refuse(batches[0]!);
		for (const batch of batches) if (batch.room.committing) this.#deliver(batch);
	}

	async #stored(batches: Batch[]): Promise<boolean> {
		const runs = batches.flatMap(({ run }) => run ?? []);
		if (runs.length === 0) return true;
		try {
			await this.#store.append(runs);
			return true;
		} catch (error) {
			this.#metrics.add('commit_failures_total');
			if (!(error instanceof OutOfStep)) this.#journal('error', 'commit-failed', { cause: kindOf(error) });
			return false;
		}
	}

	#count(batches: Batch[], begun: number): void {
		this.#metrics.add('commits_total');
		this.#metrics.add('commit_seconds_total', (performance.now() - begun) / 1000);
		for (const { run } of batches) {
			if (!run) continue;
			this.#metrics.add('entries_total', run.entries.length);
			for (const { bytes } of run.entries) this.#metrics.add('entry_bytes_total', bytes.length);
		}
	}

	/** Also what was judged since on top of what is not stored now. */
	#refuse({ room, log, requests }: Batch): void {
		const all = [...requests, ...room.waiting];
		room.waiting = [];
		room.committing = false;
		this.#dirty.delete(room);
		this.#rooms.forgetLog(room);
		const { stored: n } = log;
		for (const { session, ref, nack, answer } of all) {
			if (answer) answer(false);
			else session.nack(ref, nack ?? NACK.NOT_STORED, n, log.rAfter(n));
		}
		this.#rooms.settle(room);
	}

	#deliver({ room, log, requests, run, membership }: Batch): void {
		room.committing = false;
		const from = log.stored;
		if (run) log.stored = from + run.entries.length;
		const authors = new Set(requests.flatMap(({ session, answer }) => (answer ? [] : [session])));
		let shared: Uint8Array[] | undefined;
		for (const session of room.sessions) {
			if (authors.has(session) || !session.live || !run) continue;
			shared ??= eventFrames(log, from, run.entries);
			session.sendAll(shared);
		}
		for (const session of authors) tell(session, { log, from, requests });
		const hasChanged = log.told !== membership;
		log.told = membership;
		if (hasChanged) this.#onMembership(room, log);
		for (const { answer } of requests) answer?.(true);
		this.#rooms.settle(room);
	}
}

/** Nothing when the workspace was deleted since. */
function batchOf(room: Room): Batch | undefined {
	const { log, waiting: requests } = room;
	room.waiting = [];
	if (!log) return undefined;
	room.committing = true;
	const entries = requests.length === 1 ? requests[0]!.entries : requests.flatMap((request) => request.entries);
	const n = log.stored + entries.length;
	const run = entries.length > 0 ? { wsId: room.wsId, from: log.stored, R: log.rAfter(n), entries } : undefined;
	return { room, log, requests, run, membership: log.membership };
}

/** An author hears its own as acknowledged, in one frame where they follow each other, and the others' as entries. */
function tell(session: Session, { log, from, requests }: { log: OpenLog; from: number; requests: readonly Request[] }): void {
	const frames: Uint8Array[] = [];
	const own = { ref: 0, entries: 0 };
	let others: StoredEntry[] = [];
	let n = from;
	const flushOwn = () => {
		if (own.entries > 0) frames.push(encodeServerFrame({ type: 'ack', ref: own.ref, entries: own.entries, n, R: log.rAfter(n) }));
		own.entries = 0;
	};
	const flushOthers = () => {
		if (others.length > 0 && session.live) frames.push(...eventFrames(log, n - others.length, others));
		others = [];
	};
	for (const { session: author, ref, entries, nack } of requests) {
		if (author === session) {
			flushOthers();
			if (nack !== undefined || own.entries + entries.length > MAX_COUNT) flushOwn();
			if (nack !== undefined) frames.push(nackFrame(session, { ref, code: nack, n, R: log.rAfter(n) }));
			else own.ref = ref;
			own.entries += entries.length;
		} else if (entries.length > 0) {
			flushOwn();
			others.push(...entries);
		}
		n += entries.length;
	}
	flushOwn();
	flushOthers();
	session.sendAll(frames);
}

function nackFrame(session: Session, nack: { ref: number; code: NackCode; n: number; R: Uint8Array }): Uint8Array {
	session.hub.metrics.nack(nack.code);
	return encodeServerFrame({ type: 'nack', ...nack });
}

function eventFrames(log: OpenLog, from: number, entries: readonly StoredEntry[]): Uint8Array[] {
	const frames: Uint8Array[] = [];
	let at = from;
	for (const part of inFrames(entries)) {
		at += part.length;
		frames.push(encodeServerFrame({ type: 'event', from: at - part.length, R: log.rAfter(at), entries: part }));
	}
	return frames;
}

/** Cut into what a frame holds. */
export function* inFrames(entries: readonly StoredEntry[]): Generator<Uint8Array[]> {
	let part: Uint8Array[] = [];
	let room = MAX_ENTRIES_BYTES;
	for (const { bytes } of entries) {
		if (part.length > 0 && (bytes.length + ENTRY_OVERHEAD > room || part.length === MAX_COUNT)) {
			yield part;
			[part, room] = [[], MAX_ENTRIES_BYTES];
		}
		room -= bytes.length + ENTRY_OVERHEAD;
		part.push(bytes);
	}
	if (part.length > 0) yield part;
}
