/** What `src/lib/worker/check-apart.ts` is in a browser, as a thread of Node. */
import { parentPort, Worker } from 'node:worker_threads';
import { ready } from '../../../src/lib/crypto/sodium.ts';
import { checkPacked, type SignatureChecker } from '../../../src/lib/workspace/known-signatures.ts';

export interface CheckThread extends SignatureChecker {
	end(): Promise<number>;
}

export function checkThread(): CheckThread {
	const thread = new Worker(new URL('./check-thread-entry.mjs', import.meta.url));
	thread.unref();
	const waiting: ((answers: Uint8Array) => void)[] = [];
	// One question after the other.
	thread.on('message', (answers: Uint8Array) => waiting.shift()?.(answers));
	return {
		check(packed) {
			thread.postMessage(packed, [packed.buffer]);
			return new Promise((resolve) => waiting.push(resolve));
		},
		end: () => thread.terminate()
	};
}

/** The thread's own side. */
export async function answerChecks(): Promise<void> {
	await ready();
	parentPort!.on('message', (packed: Uint8Array) => parentPort!.postMessage(checkPacked(packed)));
}
