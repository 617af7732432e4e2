/** Asks for what is missing, frame after frame, and watches that what comes is what was asked for. Pure but for the frames it sends. */
import type { Misbehaviour } from './alarms.ts';
import type { Connection } from './connection.ts';
import type { Timers } from './time.ts';

/** Frames asked for together: the next are asked for while these are taken into the log. */
const FRAMES = 8;
/** How far a pull may go beyond what was announced when it began: others write meanwhile. */
const SLACK = 100_000;
/** Milliseconds for the next frame of a pull. */
const PATIENCE = 30_000;

export interface PullerOptions {
	connection: Pick<Connection, 'send'>;
	timers: Timers;
	/** End of the log here. */
	from: number;
	/** Entries the relay says it has. */
	target: number;
	breach(what: Misbehaviour): void;
}

export class Puller {
	readonly #o: PullerOptions;
	#target: number;
	/** While entries are on their way: where the next frame begins, and how many frames were asked for. */
	#pull: { next: number; frames: number; limit: number } | undefined;
	#reached: number | undefined;
	#calm: () => void = () => {};

	constructor(options: PullerOptions) {
		this.#o = options;
		this.#target = options.target;
	}

	/** Number of entries the relay is known to have. */
	get target(): number {
		return this.#target;
	}

	get isPulling(): boolean {
		return this.#pull !== undefined;
	}

	/** Where the relay's log ended, when a pull came to its end short of what was announced. */
	get reached(): number | undefined {
		return this.#reached;
	}

	/** The relay has spoken of that many entries. */
	expect(n: number): void {
		if (n <= this.#target) return;
		this.#target = n;
		this.#reached = undefined;
	}

	pull(from: number): void {
		if (this.#pull) return;
		this.#pull = { next: from, frames: 0, limit: this.#target + SLACK };
		this.more();
	}

	/** Asks for more frames, where all that were asked for have come. */
	more(): void {
		const pull = this.#pull;
		if (!pull || pull.frames > 0) return;
		pull.frames = FRAMES;
		this.#o.connection.send({ type: 'pull', from: pull.next, frames: FRAMES });
		this.#wait();
	}

	/** Notes a frame of entries. False when it is not what was asked for: then the connection is at its end. */
	received(from: number, count: number, last: boolean): boolean {
		const pull = this.#pull;
		const breach = (what: Misbehaviour) => {
			this.#o.breach(what);
			return false;
		};
		if (!pull || pull.frames === 0) return breach('unexpected');
		if (from !== pull.next) return breach('gap');
		pull.next += count;
		pull.frames--;
		if ((count === 0 && !last) || pull.next > pull.limit) return breach('endless');
		this.#calm();
		if (last) {
			this.#pull = undefined;
			this.expect(pull.next);
			this.#reached = pull.next;
		} else if (pull.frames > 0) this.#wait();
		return true;
	}

	/** The log here is the relay's. */
	settled(): void {
		this.#reached = undefined;
	}

	end(): void {
		this.#calm();
		this.#pull = undefined;
	}

	#wait(): void {
		this.#calm();
		this.#calm = this.#o.timers.after(PATIENCE, () => this.#o.breach('silent'));
	}
}
