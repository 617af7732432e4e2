/** The time of some days on the screen, and the timer: read anew when the books change. Call while a component is being set up. */
import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';
import { instantNow } from '../documents/dates.ts';
import { errorText } from '../error-text.ts';
import { toasts } from '../ui/toasts.svelte.ts';
import type { AppError, Result } from '../worker-api.ts';
import type { ShownEntry, TimerState } from './api.ts';
import { durationText } from './duration.ts';
import { secondsOf } from './entry.ts';
import type { Work } from './time.ts';
import { t } from './words.ts';
import { ownZone } from './zone.ts';

const TOUCHING = ['time-entry', 'project', 'task'] as const;

export class Timesheet {
	entries = $state.raw<ShownEntry[]>([]);
	timer = $state.raw<TimerState | undefined>();
	error = $state.raw<AppError | undefined>();
	loading = $state(true);
	busy = $state(false);
	/** Moves on while something runs. */
	now = $state(instantNow());
	readonly #books = useBooks();
	readonly #range: () => { from: string; to: string; member: string | undefined };
	#turn = 0;

	constructor(range: () => { from: string; to: string; member: string | undefined }) {
		this.#range = range;
		$effect(() => {
			const { from, to, member } = range();
			void this.#read(from, to, member);
		});
		void this.#readTimer();
		onDestroy(
			this.#books.onChange((change) => {
				if (TOUCHING.some((type) => change.types.includes(type))) void this.again();
			})
		);
		$effect(() => {
			if (!this.timer?.running) return;
			const ticking = setInterval(() => (this.now = instantNow()), 1000);
			return () => clearInterval(ticking);
		});
	}

	async again(): Promise<void> {
		const { from, to, member } = this.#range();
		await Promise.all([this.#readTimer(), this.#read(from, to, member)]);
	}

	async start(work: Work): Promise<boolean> {
		const at = instantNow();
		return (await this.#command(this.#books.api.startTimer(plain(work), at, ownZone()))) !== undefined;
	}

	async stop(): Promise<void> {
		const running = this.timer?.running;
		const at = instantNow();
		const done = await this.#command(this.#books.api.stopTimer(at), 'not-found');
		if (done && running) toasts.success(t('timerStopped', { length: durationText(secondsOf(running.entry, at)) }));
	}

	async change(work: Work): Promise<void> {
		await this.#command(this.#books.api.changeTimer(plain(work)), 'not-found');
	}

	async discard(): Promise<void> {
		if (await this.#command(this.#books.api.discardTimer(), 'not-found')) toasts.show(t('timerDiscarded'));
	}

	/** @param elsewhere the refusal that says it was stopped on another device */
	async #command(asked: Promise<Result<TimerState>>, elsewhere?: string): Promise<TimerState | undefined> {
		this.busy = true;
		const result = await asked;
		this.busy = false;
		this.now = instantNow();
		if (result.ok) this.timer = result.value;
		else {
			toasts.danger(result.error.code === elsewhere ? t('timerElsewhere') : errorText(result.error));
			void this.#readTimer();
		}
		return result.ok ? result.value : undefined;
	}

	async #readTimer(): Promise<void> {
		const result = await this.#books.api.timer();
		if (result.ok) this.timer = result.value;
	}

	/** A slow answer never replaces a newer one. */
	async #read(from: string, to: string, member: string | undefined): Promise<void> {
		const turn = ++this.#turn;
		const result = await this.#books.api.timesheet(from, to, instantNow(), member);
		if (turn !== this.#turn) return;
		this.loading = false;
		if (result.ok) this.entries = result.value;
		this.error = result.ok ? undefined : result.error;
	}
}

function plain(work: Work): Work {
	return $state.snapshot(work) as Work;
}
