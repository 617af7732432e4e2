/** A thread that is asked questions: started with the first one, ended with the page. */
export interface Reply {
	id: number;
	answer?: unknown;
	/** Why stays there: it may hold what was read. */
	failed?: true;
}

export class AskedThread<Questions extends Record<keyof Questions, { ask: unknown; answer: unknown }>> {
	readonly #start: () => Promise<Worker>;
	#worker: Promise<Worker> | undefined;
	#asked = 0;
	readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();

	/** @param start makes the worker; it gets `{ id, kind, ask }` and answers with a `Reply` */
	constructor(start: () => Promise<Worker>) {
		this.#start = start;
	}

	/** Rejects when the thread could not be started, broke, or could not answer. */
	async ask<K extends keyof Questions>(kind: K, ask: Questions[K]['ask']): Promise<Questions[K]['answer']> {
		const worker = await (this.#worker ??= this.#begin());
		const id = ++this.#asked;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			worker.postMessage({ id, kind, ask });
		});
	}

	end(): void {
		void this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
		this.#broke();
	}

	async #begin(): Promise<Worker> {
		try {
			const worker = await this.#start();
			worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#settle(data));
			worker.addEventListener('error', () => this.#broke());
			return worker;
		} catch (error) {
			this.#worker = undefined;
			throw error;
		}
	}

	#broke(): void {
		this.#worker = undefined;
		for (const id of [...this.#waiting.keys()]) this.#settle({ id, failed: true });
	}

	#settle({ id, answer, failed }: Reply): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (failed) waiting?.reject(new Error('the thread did not answer'));
		else waiting?.resolve(answer as never);
	}
}
