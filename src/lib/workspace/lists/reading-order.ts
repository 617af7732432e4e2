/** In which order lists are read when books are opened: first what somebody waits for. */
export class ReadingOrder {
	#left: Set<string> | undefined;
	#ended = false;
	/** By list, those who wait for it. */
	readonly #waiting = new Map<string, ((isThere: boolean) => void)[]>();

	/** These are to be read; of any other there is nothing. */
	begin(names: Iterable<string>): void {
		this.#ended = false;
		this.#left = new Set(names);
		for (const name of [...this.#waiting.keys()]) if (!this.#left.has(name)) this.#tell(name, true);
	}

	/** The list to read next; the same until it is `done`, or somebody waits for another. */
	next(except?: string): string | undefined {
		const left = this.#left ?? new Set<string>();
		for (const name of this.#waiting.keys()) if (name !== except && left.has(name)) return name;
		for (const name of left) if (name !== except) return name;
		return undefined;
	}

	done(name: string): void {
		this.#left!.delete(name);
		this.#tell(name, true);
	}

	/** Nothing more is read: whoever still waits, waits in vain. */
	end(): void {
		this.#ended = true;
		for (const name of [...this.#waiting.keys()]) this.#tell(name, false);
	}

	/** Resolves to true once the list is read, to false where that ended without it. */
	read(name: string): Promise<boolean> {
		if (this.#left && !this.#left.has(name)) return Promise.resolve(true);
		if (this.#ended) return Promise.resolve(false);
		return new Promise((resolve) => {
			const others = this.#waiting.get(name);
			if (others) others.push(resolve);
			else this.#waiting.set(name, [resolve]);
		});
	}

	#tell(name: string, isThere: boolean): void {
		for (const tell of this.#waiting.get(name) ?? []) tell(isThere);
		this.#waiting.delete(name);
	}
}
