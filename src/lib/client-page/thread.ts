/** The page's side of the thread that holds the link's keys. It starts with the first question and ends with the page. */
import { sameOriginScript } from '../trusted-url.ts';
import type { Kind, Questions, Reply } from './questions.ts';

export class Thread {
	#worker: Promise<Worker> | undefined;
	#asked = 0;
	readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();

	/** Rejects when the thread could not be started, or broke. */
	async ask<K extends Kind>(kind: K, ask: Questions[K]['ask']): Promise<Questions[K]['answer']> {
		const worker = await (this.#worker ??= this.#start());
		const id = ++this.#asked;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			worker.postMessage({ id, kind, ask });
		});
	}

	end(): void {
		void this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
		this.#worker = undefined;
		this.#fail();
	}

	async #start(): Promise<Worker> {
		try {
			const { default: url } = await import('./client.worker.ts?worker&url');
			const worker = new Worker(sameOriginScript(url), { type: 'module', name: 'client' });
			worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#settle(data));
			worker.addEventListener('error', () => {
				this.#worker = undefined;
				this.#fail();
			});
			return worker;
		} catch (error) {
			this.#worker = undefined;
			throw error;
		}
	}

	#fail(): void {
		for (const id of [...this.#waiting.keys()]) this.#settle({ id, failed: true });
	}

	#settle({ id, answer, failed }: Reply): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (failed) waiting?.reject(new Error('client: not answered'));
		else waiting?.resolve(answer as never);
	}
}
