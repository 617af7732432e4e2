/**
 * One record on the screen: loaded, edited in place, saved by itself a moment after each change, and once more when the page is left,
 * hidden or locked. A save that resolves is durable.
 */
import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';
import type { AppError, LiveRecords, LiveType } from '../worker-api.ts';
import { heldFields, withHeldBack, type Levelled } from './hold-back.ts';
import { LiveRecord } from './live-record.svelte.ts';
import { assign } from './merge.ts';
import { unsavedText } from './unsaved-text.ts';

const PAUSE = 400;
/** While one types on and on. */
const AT_MOST = 2000;

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
	readonly live: LiveRecord<T>;
	/** What could be saved of what was last put on the screen, as text, to see whether anything changed. */
	#shownText = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#waitingSince = 0;
	#writing: Promise<void> = Promise.resolve();
	#isWriting = false;
	#newId: string | undefined;
	#gone = false;

	constructor(options: RecordEditorOptions<T, P>) {
		this.#options = options;
		this.id = options.id;
		this.live = new LiveRecord(this.#books.api, options.type, {
			shown: () => $state.snapshot(this.value) as LiveRecords[T] | undefined,
			toSave: () => this.#toSave(),
			show: (value, isSaved) => this.#show(value, isSaved),
			isPending: () => this.#timer !== undefined || this.#isWriting,
			arrived: (value) => this.#begin(value)
		});
		void this.#load();
		$effect(() => {
			// Reading the snapshot makes the effect follow every field.
			if (this.value && JSON.stringify(this.#toSave() ?? null) !== this.#shownText) this.#later();
		});
		const hidden = () => {
			if (document.visibilityState === 'hidden') void this.flush();
		};
		document.addEventListener('visibilitychange', hidden);
		const stopClosing = this.#books.beforeClose(async () => {
			await this.flush();
			this.live.leave();
			return this.state === 'clean' || (this.state !== 'failed' && this.unsaved === 0);
		});
		onDestroy(() => {
			void this.flush().then(() => this.live.close());
			document.removeEventListener('visibilitychange', hidden);
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

	/** What is on the screen and not saved. */
	unsavedText(): string {
		return this.live.isDirty || this.unsaved > 0 ? unsavedText(this.live.known, $state.snapshot(this.value)) : '';
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
		if (this.#timer === undefined) this.#waitingSince = Date.now();
		this.state = 'waiting';
		const left = this.#waitingSince + AT_MOST - Date.now();
		this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(PAUSE, left)));
	}

	#toSave(): LiveRecords[T] | undefined {
		if (!this.value) return undefined;
		const value = $state.snapshot(this.value) as LiveRecords[T];
		const tidy = this.#options.tidy ? this.#options.tidy(value) : value;
		// Not `held`: the last save may come when the page, and what is derived for it, is gone.
		return withHeldBack(tidy, this.live.known, heldFields(this.#options.validate(value)));
	}

	async #write(): Promise<void> {
		if (this.#gone || !this.live.isDirty) {
			if (this.state === 'waiting') this.state = this.live.known ? 'saved' : 'clean';
			this.live.catchUp();
			return;
		}
		this.state = 'saving';
		this.#isWriting = true;
		const isNew = this.id === undefined;
		const id = this.id ?? (this.#newId ??= await this.#books.api.newId());
		const opened = this.live.isOpen ? undefined : await this.live.open(id);
		const result = opened && !opened.ok ? opened : await this.live.save();
		this.#isWriting = false;
		if (!result.ok) {
			this.error = result.error;
			this.state = 'failed';
			return;
		}
		this.error = undefined;
		// What was typed back to what it was before is a change too.
		this.#shownText = '';
		this.id = id;
		if (this.#timer === undefined) this.state = 'saved';
		this.live.catchUp();
		if (isNew) this.#options.oncreated?.(id);
	}

	async #load(): Promise<void> {
		if (!this.id) {
			this.value = await this.#options.make?.();
			// A new record waits for its first real input: what it was made with is not worth saving.
			this.live.settle();
			this.#shownText = JSON.stringify(this.#toSave() ?? null);
			return;
		}
		const result = await this.live.open(this.id);
		if (!result.ok) this.missing = result.error;
		else if (!result.value) this.missing = { code: 'not-found' };
		else this.#begin(result.value);
	}

	#begin(value: LiveRecords[T]): void {
		this.missing = undefined;
		this.value = value;
		this.live.settle();
		this.#shownText = JSON.stringify(this.#toSave() ?? null);
	}

	#show(value: LiveRecords[T], isSaved: boolean): void {
		assign(this.value!, value);
		this.#shownText = isSaved ? JSON.stringify(this.#toSave() ?? null) : '';
	}
}
