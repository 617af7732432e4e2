/**
 * Entries that were sent and not yet answered, in the order sent. Pure. The relay acknowledges runs of them and refuses single APPENDs; an answer
 * that does not fit what was sent is answered with nothing, and the caller knows the relay for a liar.
 */
interface Sent {
	ref: number;
	entries: readonly Uint8Array[];
}

export interface Acknowledged {
	entries: Uint8Array[];
	refs: number[];
}

export class InFlight {
	#sent: Sent[] = [];
	#nextRef = 1;

	/** Number of entries. */
	get size(): number {
		return this.#sent.reduce((sum, { entries }) => sum + entries.length, 0);
	}

	/** Notes an APPEND, and gives the number it is sent under. */
	add(entries: readonly Uint8Array[]): number {
		const ref = this.#nextRef;
		// Four bytes on the wire; nothing is in flight that long.
		this.#nextRef = ref === 0xffff_ffff ? 1 : ref + 1;
		this.#sent.push({ ref, entries });
		return ref;
	}

	/** The oldest, up to and with `ref`, when they are exactly `count` entries. */
	acknowledge(ref: number, count: number): Acknowledged | undefined {
		const at = this.#sent.findIndex((sent) => sent.ref === ref);
		const run = this.#sent.slice(0, at + 1);
		const entries = run.flatMap((sent) => [...sent.entries]);
		if (at < 0 || entries.length !== count) return undefined;
		this.#sent.splice(0, at + 1);
		return { entries, refs: run.map((sent) => sent.ref) };
	}

	/** False when nothing was sent under that number. */
	refuse(ref: number): boolean {
		const at = this.#sent.findIndex((sent) => sent.ref === ref);
		if (at >= 0) this.#sent.splice(at, 1);
		return at >= 0;
	}
}
