/**
 * The SQLite store in a thread of its own: while it waits for the disk, the relay goes on judging and sending. Runs are packed on this side and
 * handed over without a copy.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { packRuns } from './row.ts';
import { StoreInUse } from './sqlite.ts';
import { OutOfStep, type LogStore, type PackPart } from './store.ts';

export type Method = Exclude<keyof LogStore, 'append'> | 'appendPacked';
export interface Question {
	id: number;
	method: Method;
	args: readonly unknown[];
}
export interface Answer {
	id: number;
	result?: unknown;
	error?: { kind: 'out-of-step' | 'in-use' | 'other'; message: string; code?: string };
}
export interface ThreadOptions {
	/** Milliseconds that each commit takes longer. For measuring slower disks. */
	commitDelay?: number;
}

interface Waiting {
	resolve: (result: unknown) => void;
	reject: (error: Error) => void;
}

export async function openSqliteThread(file: string, { commitDelay = 0 }: ThreadOptions = {}): Promise<LogStore> {
	const worker = new Worker(new URL('./thread-entry.mjs', import.meta.url), { workerData: { file, commitDelay } });
	const waiting = new Map<number, Waiting>();
	let questions = 0;
	let broken: Error | undefined;

	worker.on('message', ({ id, result, error }: Answer) => {
		const asked = waiting.get(id);
		waiting.delete(id);
		if (error) asked?.reject(errorOf(error, file));
		else asked?.resolve(result);
	});
	worker.on('error', (error) => fail(error));
	worker.on('exit', () => fail(new Error('the store has ended')));

	function fail(error: Error): void {
		broken ??= error;
		for (const { reject } of waiting.values()) reject(broken);
		waiting.clear();
	}

	function ask<T>(method: Method, args: readonly unknown[], transfer: readonly ArrayBuffer[] = []): Promise<T> {
		if (broken) return Promise.reject(broken);
		const id = ++questions;
		return new Promise<T>((resolve, reject) => {
			waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
			worker.postMessage({ id, method, args } satisfies Question, transfer);
		});
	}

	try {
		await Promise.race([ask('totals', []), once(worker, 'error').then(([error]) => Promise.reject(error as Error))]);
	} catch (error) {
		// It would keep a process alive that has nothing to serve.
		await worker.terminate();
		throw error;
	}
	return {
		create: ({ wsId, genesis, R, day }) => ask('create', [{ wsId: own(wsId), genesis: own(genesis), R: own(R), day }]),
		head: (wsId) => ask('head', [own(wsId)]),
		append: (runs) => {
			const { packed, buffer } = packRuns(runs);
			return ask('appendPacked', [packed, buffer], [buffer.buffer as ArrayBuffer]);
		},
		read: (wsId, from, maxBytes) => ask('read', [own(wsId), from, maxBytes]),
		putPart: (wsId, { address, epoch, salt, index, count, chunk }, day) => {
			const part: PackPart = { address: own(address), epoch, salt: own(salt), index, count, chunk: own(chunk) };
			return ask('putPart', [own(wsId), part, day]);
		},
		packState: (wsId, address) => ask('packState', [own(wsId), own(address)]),
		part: (wsId, address, index) => ask('part', [own(wsId), own(address), index]),
		dropPack: (wsId, address) => ask('dropPack', [own(wsId), own(address)]),
		dropUnfinished: (before) => ask('dropUnfinished', [before]),
		putLocator: ({ wsId, member, id, bytes }, most) =>
			ask('putLocator', [{ wsId: own(wsId), member: own(member), id: own(id), bytes: own(bytes) }, most]),
		locator: (id) => ask('locator', [own(id)]),
		putPackage: (wsId, part, day, most) => ask('putPackage', [own(wsId), { ...part, id: own(part.id), chunk: own(part.chunk) }, day, most]),
		dropPackage: (wsId, id) => ask('dropPackage', [own(wsId), own(id)]),
		packages: (wsId, after, most) => ask('packages', [own(wsId), own(after), most]),
		packagePart: (id, part, day, by) => ask('packagePart', [own(id), part, day, by && own(by)]),
		putAnswer: (id, { answer, version, bytes }, day, most) =>
			ask('putAnswer', [own(id), { answer: own(answer), version, bytes: own(bytes) }, day, most]),
		nextAnswer: (wsId, id, after) => ask('nextAnswer', [own(wsId), own(id), own(after)]),
		dropAnswer: (wsId, id, answer) => ask('dropAnswer', [own(wsId), own(id), own(answer)]),
		sweepPackages: (day, unfinished) => ask('sweepPackages', [day, unfinished]),
		remove: (wsId) => ask('remove', [own(wsId)]),
		totals: () => ask('totals', []),
		close: async () => {
			await ask('close', []);
			await worker.terminate();
		}
	};
}

/** A view would take the whole buffer it looks at along to the other side. */
function own(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(bytes);
}

function errorOf({ kind, message, code }: NonNullable<Answer['error']>, file: string): Error {
	if (kind === 'out-of-step') return new OutOfStep();
	if (kind === 'in-use') return new StoreInUse(file);
	return Object.assign(new Error(message), code === undefined ? {} : { code });
}
