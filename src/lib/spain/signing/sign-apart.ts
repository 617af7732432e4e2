/** The page's side of the worker that signs. */
import { transfer, wrap, type Remote } from 'comlink';
import { sameOriginScript } from '#lib/trusted-url.ts';
import type { OpenAnswer, SignWorker } from './sign.worker.ts';
import workerUrl from './sign.worker.ts?worker&url';
import type { ToSign } from './xades.ts';

export class SignApart {
	readonly #thread: Worker;
	readonly #worker: Remote<SignWorker>;
	/** Rejects when the worker cannot be loaded, or was ended. */
	readonly #broken: Promise<never>;
	#end: () => void = () => undefined;

	constructor() {
		this.#thread = new Worker(sameOriginScript(workerUrl), { type: 'module', name: 'signing' });
		this.#worker = wrap<SignWorker>(this.#thread);
		this.#broken = new Promise((_, reject) => {
			this.#end = () => reject(new Error('the signing worker has ended'));
			this.#thread.addEventListener('error', this.#end, { once: true });
		});
		// Nobody may be waiting when it ends.
		this.#broken.catch(() => undefined);
	}

	async open(file: Blob, password: string): Promise<OpenAnswer> {
		const bytes = new Uint8Array(await file.arrayBuffer());
		return Promise.race([this.#worker.open(transfer(bytes, [bytes.buffer]), password), this.#broken]);
	}

	sign(records: readonly Omit<ToSign, 'at'>[], timeZone: string): Promise<string[]> {
		return Promise.race([this.#worker.sign(records, timeZone), this.#broken]);
	}

	/** The key is gone with it. */
	end(): void {
		this.#end();
		this.#thread.terminate();
	}
}
