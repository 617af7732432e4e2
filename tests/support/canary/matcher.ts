/** Finds many byte patterns in one pass (Aho and Corasick's automaton, with a dense table). */
export class Matcher {
	#next: Int32Array;
	/** Per state: index of the pattern that ends there, and the state with the next shorter one; -1 for none. */
	#ends: Int32Array;
	#also: Int32Array;

	constructor(patterns: readonly Uint8Array[]) {
		const states = 1 + patterns.reduce((sum, pattern) => sum + pattern.length, 0);
		this.#next = new Int32Array(states * 256).fill(-1);
		this.#ends = new Int32Array(states).fill(-1);
		this.#also = new Int32Array(states).fill(-1);
		let used = 1;
		patterns.forEach((pattern, index) => {
			let state = 0;
			for (const byte of pattern) {
				if (this.#next[state * 256 + byte] === -1) this.#next[state * 256 + byte] = used++;
				state = this.#at(state, byte);
			}
			this.#ends[state] = index;
		});
		this.#link();
	}

	/** Every pattern that occurs, once. */
	search(bytes: Uint8Array): Set<number> {
		const found = new Set<number>();
		let state = 0;
		for (let i = 0; i < bytes.length; i++) {
			state = this.#next[state * 256 + (bytes[i] as number)] as number;
			if (this.#ends[state] === -1 && this.#also[state] === -1) continue;
			for (let at = state; at !== -1; at = this.#also[at] as number) if (this.#ends[at] !== -1) found.add(this.#ends[at] as number);
		}
		return found;
	}

	#at(state: number, byte: number): number {
		return this.#next[state * 256 + byte] as number;
	}

	/** Breadth first: where to go on when a pattern breaks off. */
	#link(): void {
		const fallback = new Int32Array(this.#ends.length);
		const queue: number[] = [];
		for (let byte = 0; byte < 256; byte++) {
			if (this.#at(0, byte) === -1) this.#next[byte] = 0;
			else queue.push(this.#at(0, byte));
		}
		for (let head = 0; head < queue.length; head++) {
			const state = queue[head] as number;
			const fall = fallback[state] as number;
			this.#also[state] = this.#ends[fall] !== -1 ? fall : (this.#also[fall] as number);
			for (let byte = 0; byte < 256; byte++) {
				const child = this.#at(state, byte);
				if (child === -1) this.#next[state * 256 + byte] = this.#at(fall, byte);
				else {
					fallback[child] = this.#at(fall, byte);
					queue.push(child);
				}
			}
		}
	}
}
