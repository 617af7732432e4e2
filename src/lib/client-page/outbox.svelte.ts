/** One answer on its way: sealed once, and sent until it is kept. What was typed stays where it is meanwhile. */
import type { Answer } from '../sharing/answer-shape.ts';
import type { Sent } from './questions.ts';
import type { Thread } from './thread.ts';

export type Delivery = 'idle' | 'sending' | Sent | 'broken';

/** As long as nothing says that the network is back. */
const AGAIN_AFTER = 20_000;

let attempts = 0;

export class Outbox {
	readonly #thread: Pick<Thread, 'ask'>;
	#attempt = 0;
	#answer: Answer | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	delivery = $state<Delivery>('idle');

	constructor(thread: Pick<Thread, 'ask'>) {
		this.#thread = thread;
	}

	/** Not kept yet, and tried again by itself. */
	get waits(): boolean {
		return this.delivery === 'unreachable' || this.delivery === 'slow-down';
	}

	/** Something else than before is another answer. Resolves with whether it is kept. */
	send(answer: Answer): Promise<boolean> {
		if (this.#answer !== answer) this.#attempt = ++attempts;
		this.#answer = answer;
		return this.again();
	}

	async again(): Promise<boolean> {
		const [answer, attempt] = [this.#answer, this.#attempt];
		if (!answer || this.delivery === 'sending' || this.delivery === 'kept') return this.delivery === 'kept';
		this.stop();
		this.delivery = 'sending';
		this.delivery = await this.#thread.ask('send', { attempt, answer }).catch(() => 'broken' as const);
		if (this.waits) {
			addEventListener('online', this.#retry);
			this.#timer = setTimeout(this.#retry, AGAIN_AFTER);
		}
		return (this.delivery as Delivery) === 'kept';
	}

	/** Ends trying by itself. */
	stop(): void {
		removeEventListener('online', this.#retry);
		clearTimeout(this.#timer);
	}

	readonly #retry = (): void => void this.again();
}
