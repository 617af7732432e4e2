/** The page's side of the checking thread, which starts with the first file and ends with the page. */
import { sameOriginScript } from '../trusted-url.ts';
import type { Answer, Kind, Questions } from './checking.ts';

export class Verifier {
	#worker: Promise<Worker> | undefined;
	#asked = 0;
	readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();

	/** Rejects when the thread could not do it. */
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
	}

	async #start(): Promise<Worker> {
		const { default: url } = await import('./proof.worker.ts?worker&url');
		const worker = new Worker(sameOriginScript(url), { type: 'module', name: 'proof' });
		worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#settle(data));
		worker.addEventListener('error', () => {
			this.#worker = undefined;
			for (const id of [...this.#waiting.keys()]) this.#settle({ id, failed: true });
		});
		return worker;
	}

	#settle({ id, answer, failed }: Answer): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (failed) waiting?.reject(new Error('proof: not checked'));
		else waiting?.resolve(answer as never);
	}
}
