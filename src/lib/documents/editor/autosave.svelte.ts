import type { AppError, Result } from '../../worker-api.ts';

const DELAY = 400;
const AT_MOST = 2000;

/**
 * Saves what is being typed a moment after the last keystroke, every two seconds while one types on, one save at a time, and again when something
 * changed meanwhile. A save that
 * fails leaves everything where it is and says why; the next change, or `flush`, tries again.
 */
export class Autosave {
	/** `untouched` until something is saved or `settle` says that it is. */
	state = $state<'untouched' | 'saved' | 'waiting' | 'saving' | 'failed'>('untouched');
	error = $state.raw<AppError | undefined>();
	readonly #save: () => Promise<Result<void>>;
	readonly #delay: number;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<void> | undefined;
	#dirty = false;
	#since = 0;

	constructor(save: () => Promise<Result<void>>, delay = DELAY) {
		this.#save = save;
		this.#delay = delay;
	}

	/** Something changed that is not saved yet, or is being saved. */
	get pending(): boolean {
		return this.#dirty || this.#running !== undefined;
	}

	changed(): void {
		if (!this.#dirty) this.#since = Date.now();
		this.#dirty = true;
		if (this.state !== 'saving') this.state = 'waiting';
		clearTimeout(this.#timer);
		const left = this.#since + AT_MOST - Date.now();
		this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(this.#delay, left)));
	}

	/** Saves at once what is waiting; resolves when it is durable or has failed. True when nothing is left to save. */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		while (this.#running ?? this.#dirty) {
			if (this.#running) await this.#running;
			else {
				this.#running = this.#once();
				await this.#running;
				if (this.state === 'failed') break;
			}
		}
		return !this.#dirty;
	}

	/** What is shown is what is stored: it was just read, or the document was deleted or issued. Forgets what is waiting. */
	settle(): void {
		clearTimeout(this.#timer);
		this.#dirty = false;
		this.state = 'saved';
	}

	async #once(): Promise<void> {
		this.#dirty = false;
		this.state = 'saving';
		let result: Result<void>;
		try {
			result = await this.#save();
		} catch {
			result = { ok: false, error: { code: 'unexpected' } };
		}
		this.#running = undefined;
		this.error = result.ok ? undefined : result.error;
		if (!result.ok) this.#dirty = true;
		this.state = result.ok ? (this.#dirty ? 'waiting' : 'saved') : 'failed';
	}
}
