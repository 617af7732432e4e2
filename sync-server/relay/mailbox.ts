/** Letters two devices leave each other while they pair. In memory only: who restarts the relay ends the pairing. */
import { MAX_MAILBOX } from '../protocol/wire.ts';
import type { RelayConfig } from './config.ts';

interface Letter {
	bytes: Uint8Array;
	until: number;
}
interface Waiter {
	until: number;
	answer: (bytes: Uint8Array) => void;
}

const NOTHING = new Uint8Array(0);
/** Of one slot: a device and another try of it. */
const MAX_WAITERS = 4;

export class Mailbox {
	readonly #letterTime: number;
	readonly #waitTime: number;
	readonly #most: number;
	readonly #letters = new Map<string, Letter>();
	readonly #waiters = new Map<string, Set<Waiter>>();

	constructor({ letterTime, waitTime, letters }: Pick<RelayConfig, 'letterTime' | 'waitTime' | 'letters'>) {
		this.#letterTime = letterTime;
		this.#waitTime = waitTime;
		this.#most = letters;
	}

	/** Replaces what is there. False when there are too many letters. */
	put(place: string, bytes: Uint8Array): boolean {
		if (bytes.length > MAX_MAILBOX) return false;
		if (!this.#letters.has(place) && this.#letters.size >= this.#most) return false;
		// Behind all others, so that the oldest are first.
		this.#letters.delete(place);
		const letter = { bytes: new Uint8Array(bytes), until: performance.now() + this.#letterTime };
		this.#letters.set(place, letter);
		for (const { answer } of this.#waiters.get(place) ?? []) answer(letter.bytes);
		this.#waiters.delete(place);
		return true;
	}

	/** What lies there; it stays. */
	get(place: string): Uint8Array {
		const letter = this.#letters.get(place);
		return letter && letter.until > performance.now() ? letter.bytes : NOTHING;
	}

	/** Calls `answer` once: with what is put, or after a while with nothing. Gives a function that ends the waiting without an answer. */
	wait(place: string, answer: (bytes: Uint8Array) => void): () => void {
		const waiters = this.#waiters.get(place) ?? new Set();
		const waiter = { until: performance.now() + this.#waitTime, answer };
		if (waiters.size >= MAX_WAITERS) {
			answer(NOTHING);
			return () => undefined;
		}
		this.#waiters.set(place, waiters.add(waiter));
		return () => this.#forget(place, waiter);
	}

	sweep(): void {
		const now = performance.now();
		for (const [place, { until }] of this.#letters) {
			if (until > now) break;
			this.#letters.delete(place);
		}
		for (const [place, waiters] of this.#waiters) {
			for (const waiter of waiters) {
				if (waiter.until > now) continue;
				this.#forget(place, waiter);
				waiter.answer(NOTHING);
			}
		}
	}

	#forget(place: string, waiter: Waiter): void {
		const waiters = this.#waiters.get(place);
		waiters?.delete(waiter);
		if (waiters?.size === 0) this.#waiters.delete(place);
	}
}
