/** The passing of time, handed in: the program's own, or one that a test moves on. */
export interface Timers {
	/** Calls back once; what is returned calls it off. */
	after(milliseconds: number, work: () => void): () => void;
}

export const TIMERS: Timers = {
	after(milliseconds, work) {
		const timer = setTimeout(work, milliseconds);
		return () => clearTimeout(timer);
	}
};
