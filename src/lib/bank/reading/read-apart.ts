import { wrap } from 'comlink';
import { sameOriginScript } from '#lib/trusted-url.ts';
import type { ReadOptions } from '../formats/read-file.ts';
import type { ReadAnswer, ReadWorker } from './read.worker.ts';
import workerUrl from './read.worker.ts?worker&url';

/** Reads the file in a worker that ends with it. Aborting ends it at once; then nothing is answered. */
export async function readApart(file: Blob, options: ReadOptions, signal: AbortSignal): Promise<ReadAnswer> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	const thread = new Worker(sameOriginScript(workerUrl), { type: 'module', name: 'statement' });
	try {
		return await new Promise<ReadAnswer>((resolve, reject) => {
			thread.addEventListener('error', () => resolve({ ok: false, problem: 'unexpected' }), { once: true });
			signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
			wrap<ReadWorker>(thread).read(bytes, options).then(resolve, reject);
		});
	} finally {
		thread.terminate();
	}
}
