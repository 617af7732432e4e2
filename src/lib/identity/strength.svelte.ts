import { sameOriginScript } from '#lib/trusted-url.ts';
import { strengthLevel, type StrengthAnswer, type StrengthLevel, type StrengthQuestion } from './strength.ts';

/** Judges what is being typed; the newest text is the one answered. The worker starts with the first text and ends with `stop`. */
export class Strength {
	level = $state<StrengthLevel>(0);
	/** The estimate is not of the newest text yet. */
	waiting = $state(false);
	#worker: Promise<Worker> | undefined;
	#turn = 0;
	#answered: (() => void)[] = [];

	judge(passphrase: string, own: string[] = []): void {
		const turn = ++this.#turn;
		if (passphrase === '') {
			this.#settle(0);
			return;
		}
		this.waiting = true;
		this.#worker ??= this.#start();
		void this.#worker.then((worker) => {
			if (turn === this.#turn) worker.postMessage({ turn, passphrase, own } satisfies StrengthQuestion);
		});
	}

	/** Resolves when the newest text has been judged. */
	judged(): Promise<void> {
		return this.waiting ? new Promise((resolve) => this.#answered.push(resolve)) : Promise.resolve();
	}

	stop(): void {
		void this.#worker?.then((worker) => worker.terminate());
		this.#worker = undefined;
		this.#settle(0);
	}

	async #start(): Promise<Worker> {
		const { default: url } = await import('./strength.worker.ts?worker&url');
		const worker = new Worker(sameOriginScript(url), { type: 'module' });
		worker.addEventListener('message', ({ data }: MessageEvent<StrengthAnswer>) => {
			if (data.turn === this.#turn) this.#settle(strengthLevel(data.guessesLog10));
		});
		return worker;
	}

	#settle(level: StrengthLevel): void {
		this.level = level;
		this.waiting = false;
		for (const done of this.#answered.splice(0)) done();
	}
}
