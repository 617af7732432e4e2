import { wrap } from 'comlink';
import { sameOriginScript } from '#lib/trusted-url.ts';
import type { ReadAnswer, ReadWorker } from './read.worker.ts';
import workerUrl from './read.worker.ts?worker&url';

/** Nothing larger is taken into memory: what is read of XML and of PDF is less. */
const LARGEST_FILE = 40 * 1024 * 1024;

/** Reads the file in a worker that ends with it. Aborting ends it at once; then nothing is answered. */
export async function readApart(file: Blob, signal: AbortSignal): Promise<ReadAnswer> {
	if (file.size > LARGEST_FILE) return { ok: false, problem: 'too-large' };
	const bytes = new Uint8Array(await file.arrayBuffer());
	const thread = new Worker(sameOriginScript(workerUrl), { type: 'module', name: 'e-invoice' });
	try {
		return await new Promise<ReadAnswer>((resolve, reject) => {
			thread.addEventListener('error', () => resolve({ ok: false, problem: 'unexpected' }), { once: true });
			signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
			wrap<ReadWorker>(thread).read(bytes).then(resolve, reject);
		});
	} finally {
		thread.terminate();
	}
}
