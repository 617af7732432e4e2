/**
 * One record on the screen: loaded, edited in place, saved by itself a moment after each change, and once more when the page is left,
 * hidden or locked. A save that resolves is durable.
 */
import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';
import type { AppError, LiveRecords, LiveType } from '../worker-api.ts';
import { heldFields, withHeldBack, type Levelled } from './hold-back.ts';

const PAUSE = 400;

export type SaveState = 'clean' | 'waiting' | 'saving' | 'saved' | 'failed';

export interface RecordEditorOptions<T extends LiveType, P extends Levelled> {
	type: T;
	/** Absent: a new record, made when it can first be saved. */
	id?: string;
	/** Called for a new record only. */
	make?: () => LiveRecords[T] | Promise<LiveRecords[T]>;
	validate: (value: LiveRecords[T]) => Record<string, P>;
	/** What is saved of what is on the screen. */
	tidy?: (value: LiveRecords[T]) => LiveRecords[T];
	/** Hears of the first durable save of a new record. */
	oncreated?: (id: string) => void;
}

export class RecordEditor<T extends LiveType, P extends Levelled> {
	/** Edited in place by the form; undefined while loading. */
	value = $state<LiveRecords[T] | undefined>();
	id = $state<string | undefined>();
	state = $state<SaveState>('clean');
	/** Why it could not be loaded. */
	missing = $state.raw<AppError | undefined>();
	/** Why the last save failed. */
	error = $state.raw<AppError | undefined>();
	problems: Record<string, P> = $derived.by(() => (this.value ? this.#options.validate(this.value) : {}));
	/** Parts that are on the screen but cannot be saved as they stand. */
	held: string[] = $derived(heldFields(this.problems));
	/** Paths of number fields whose text is no number: the value behind them is the last good one. */
	unread: Record<string, boolean> = $state({});
	/** Parts on the screen that a saved record would not show. */
	unsaved: number = $derived(this.held.length + Object.values(this.unread).filter(Boolean).length);
	#options: RecordEditorOptions<T, P>;
	#books = useBooks();
	/** What is durable, and the same as text, to see whether anything changed. */
	#saved: LiveRecords[T] | undefined;
	#savedText = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#writing: Promise<void> = Promise.resolve();
	#gone = false;

	constructor(options: RecordEditorOptions<T, P>) {
		this.#options = options;
		this.id = options.id;
		void this.#load();
		$effect(() => {
			// Reading the snapshot makes the effect follow every field.
			if (this.value && JSON.stringify(this.#toSave() ?? null) !== this.#savedText) this.#later();
		});
		const hidden = () => {
			if (document.visibilityState === 'hidden') void this.flush();
		};
		document.addEventListener('visibilitychange', hidden);
		const stopHearing = this.#books.onChange((change) => {
			if (this.id && change.ids.includes(this.id)) void this.#refresh();
		});
		const stopClosing = this.#books.beforeClose(async () => {
			await this.flush();
			return this.state === 'clean' || (this.state !== 'failed' && this.unsaved === 0);
		});
		onDestroy(() => {
			void this.flush();
			document.removeEventListener('visibilitychange', hidden);
			stopHearing();
			stopClosing();
		});
	}

	/** Saves now what is waiting; resolves when it is durable, or has failed and says so. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#writing = this.#writing.then(() => this.#write());
		await this.#writing;
	}

	/** Removes the record; answers why not, when other records need it. */
	async remove(): Promise<AppError | undefined> {
		clearTimeout(this.#timer);
		await this.#writing;
		if (!this.id) return undefined;
		const result = await this.#books.api.remove(this.#options.type, this.id);
		if (!result.ok) return result.error;
		this.#gone = true;
		return undefined;
	}

	#later(): void {
		clearTimeout(this.#timer);
		this.state = 'waiting';
		this.#timer = setTimeout(() => void this.flush(), PAUSE);
	}

	#toSave(): LiveRecords[T] | undefined {
		if (!this.value) return undefined;
		const value = $state.snapshot(this.value) as LiveRecords[T];
		const tidy = this.#options.tidy ? this.#options.tidy(value) : value;
		return withHeldBack(tidy, this.#saved, this.held);
	}

	async #write(): Promise<void> {
		const value = this.#toSave();
		const text = JSON.stringify(value ?? null);
		if (this.#gone || value === undefined || text === this.#savedText) {
			if (this.state === 'waiting') this.state = this.#saved ? 'saved' : 'clean';
			return;
		}
		this.state = 'saving';
		const isNew = this.id === undefined;
		const id = this.id ?? (await this.#books.api.newId());
		const result = await this.#books.api.save(this.#options.type, id, value);
		if (!result.ok) {
			this.error = result.error;
			this.state = 'failed';
			return;
		}
		this.error = undefined;
		this.#keep(value, text);
		this.id = id;
		if (this.#timer === undefined) this.state = 'saved';
		if (isNew) this.#options.oncreated?.(id);
	}

	#keep(value: LiveRecords[T], text: string): void {
		this.#saved = value;
		this.#savedText = text;
	}

	async #load(): Promise<void> {
		if (!this.id) {
			this.value = await this.#options.make?.();
			// A new record waits for its first real input: what it was made with is not worth saving.
			this.#savedText = JSON.stringify(this.#toSave() ?? null);
			return;
		}
		const result = await this.#books.api.get(this.#options.type, this.id);
		if (result.ok) this.#show(result.value);
		else this.missing = result.error;
	}

	/** Another tab or device changed it: its version is shown, unless something typed here still waits to be saved. */
	async #refresh(): Promise<void> {
		await this.#writing;
		if (this.#gone || this.#timer !== undefined || this.held.length > 0 || !this.id) return;
		const result = await this.#books.api.get(this.#options.type, this.id);
		if (!result.ok || this.#timer !== undefined) return;
		if (sortedText(result.value) !== sortedText(this.#saved)) this.#show(result.value);
	}

	#show(value: LiveRecords[T]): void {
		this.#saved = value;
		this.value = value;
		this.#savedText = JSON.stringify(this.#toSave() ?? null);
	}
}

/** Fields come back from the worker in another order than they were sent. */
function sortedText(value: unknown): string {
	return JSON.stringify(value, (_key, field: unknown) =>
		field !== null && typeof field === 'object' && !Array.isArray(field)
			? Object.fromEntries(
					Object.entries(field)
						.filter(([, inner]) => inner !== undefined)
						.sort(([a], [b]) => (a < b ? -1 : 1))
				)
			: field
	);
}
