/**
 * How long to wait before the next try. Doubles up to a ceiling and is drawn from the upper half of each step, so that many devices whose relay
 * came back do not all call at once, and none calls in a tight loop.
 */
export interface BackoffOptions {
	/** Milliseconds of the first step. */
	first?: number;
	most?: number;
	/** In [0, 1). */
	random?: () => number;
}

export class Backoff {
	readonly #first: number;
	readonly #most: number;
	readonly #random: () => number;
	#failures = 0;

	constructor({ first = 1000, most = 60_000, random = draw }: BackoffOptions = {}) {
		this.#first = first;
		this.#most = most;
		this.#random = random;
	}

	/** Tries that failed since the last success. */
	get failures(): number {
		return this.#failures;
	}

	/** Milliseconds to wait after one more failure. */
	next(): number {
		const step = Math.min(this.#most, this.#first * 2 ** Math.min(this.#failures, 30));
		this.#failures++;
		return step * (0.5 + this.#random() / 2);
	}

	/** Something worked. */
	reset(): void {
		this.#failures = 0;
	}
}

/** As even as a wait needs. */
function draw(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
}
