/** The store's own thread: answers one question after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite, StoreInUse, type SqliteStore } from './sqlite.ts';
import { OutOfStep } from './store.ts';
import type { Answer, Question, ThreadOptions } from './thread.ts';

const { file, commitDelay = 0 } = workerData as ThreadOptions & { file: string };
const port = parentPort!;
const wait = new Int32Array(new SharedArrayBuffer(4));
const beforeCommit = () => void Atomics.wait(wait, 0, 0, commitDelay);

let store: SqliteStore | undefined;
let failed: unknown;
try {
	store = openSqlite(file, commitDelay > 0 ? { beforeCommit } : {});
} catch (error) {
	failed = error;
}

port.on('message', ({ id, method, args }: Question) => {
	void answer(id, method, args).then((result) => port.postMessage(result));
});

async function answer(id: number, method: Question['method'], args: readonly unknown[]): Promise<Answer> {
	try {
		if (!store) throw failed;
		const given = method === 'appendPacked' ? [args[0], Buffer.from((args[1] as Uint8Array).buffer)] : args;
		const call = store[method] as (...given: unknown[]) => Promise<unknown>;
		return { id, result: await call(...given) };
	} catch (error) {
		const { message, code } = error as { message: string; code?: string };
		const kind = error instanceof OutOfStep ? 'out-of-step' : error instanceof StoreInUse ? 'in-use' : 'other';
		return { id, error: { kind, message, ...(typeof code === 'string' ? { code } : {}) } };
	}
}
