/**
 * Decides that the books have lain unused for too long, and keeps them from view where nobody can say.
 *
 * A timer locks. Timers sleep with the machine, and with a page the browser keeps for going back: on waking, both clocks are asked, the one that
 * only counts (it may stand still in sleep) and the one on the wall (which anybody can set). Whichever says more counts, and a clock that went
 * back tells nothing, so it locks too: setting a clock can lock sooner, never later.
 */
export interface Clocks {
	/** Milliseconds that only ever grow. */
	counted(): number;
	/** Milliseconds since the epoch. */
	wall(): number;
}

/** What a clock may be corrected by without anything being meant by it. */
const CORRECTION = 60_000;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

export class IdleLock {
	readonly #lock: () => Promise<void>;
	readonly #clocks: Clocks;
	#limit: number;
	#armed = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#last: { counted: number; wall: number };

	/** @param lock resolves when nothing of the books is on the page any more */
	constructor(minutes: number, lock: () => Promise<void>, clocks: Clocks = { counted: () => performance.now(), wall: () => Date.now() }) {
		this.#limit = minutes * 60_000;
		this.#lock = lock;
		this.#clocks = clocks;
		this.#last = { counted: clocks.counted(), wall: clocks.wall() };
	}

	set minutes(minutes: number) {
		this.#limit = minutes * 60_000;
		this.touch();
	}

	/** The books are open from now on. */
	arm(): void {
		this.#armed = true;
		this.touch();
	}

	disarm(): void {
		this.#armed = false;
		clearTimeout(this.#timer);
	}

	touch(): void {
		this.#last = { counted: this.#clocks.counted(), wall: this.#clocks.wall() };
		clearTimeout(this.#timer);
		if (this.#armed) this.#timer = setTimeout(() => void this.#lock(), this.#limit);
	}

	get expired(): boolean {
		const counted = this.#clocks.counted() - this.#last.counted;
		const wall = this.#clocks.wall() - this.#last.wall;
		return counted >= this.#limit || wall >= this.#limit || wall < -CORRECTION;
	}

	/** Hears of the page's life. A page that is kept for going back, or frozen, is kept blank: what is decided on waking is decided before anything is drawn. */
	watch(page: Window): void {
		for (const event of SIGNS_OF_LIFE) page.addEventListener(event, () => this.touch(), { passive: true, capture: true });
		// Waking comes as several events: the first that locks is the last that decides, until it is locked.
		let locking = false;
		const cover = () => this.#armed && veil(page, true);
		const wake = () => {
			if (page.document.visibilityState !== 'visible' || locking) return;
			locking = this.#armed && this.expired;
			veil(page, locking);
			if (locking)
				void this.#lock().finally(() => {
					locking = false;
					veil(page, false);
				});
		};
		page.addEventListener('pagehide', cover);
		page.addEventListener('pageshow', wake);
		page.document.addEventListener('freeze', cover);
		page.document.addEventListener('resume', wake);
		page.document.addEventListener('visibilitychange', wake);
	}
}

function veil(page: Window, drawn: boolean): void {
	page.document.documentElement.style.visibility = drawn ? 'hidden' : '';
}
