/**
 * The page's half of a record that is open in a form, which others may have open too. [Note: a live form]
 *
 * What is typed is saved over the version of the record that the form shows; the answer is what the record holds then, and the form follows it.
 * What others write meanwhile is shown at once, or, while something typed here waits to be saved, with the answer of that save. So the form never
 * changes between two letters for another reason than those two.
 */
import type { Books } from '../books.svelte.ts';
import type { AppError, LiveRecords, LiveType, Result } from '../worker-api.ts';
import { keepCursor, wordDone } from './cursor.ts';
import type { LiveNews, LiveVersion, OtherForm } from './live-api.ts';
import { merge, same } from './merge.ts';

/** The form, as its record sees it. */
export interface LiveForm<V> {
	/** All that is on the screen; undefined while nothing is. */
	shown(): V | undefined;
	/** The part of it that can be saved. */
	toSave(): V | undefined;
	/** Puts it on the screen, in place. `isSaved`: nothing typed waits. */
	show(value: V, isSaved: boolean): void;
	/** Something typed waits to be saved, or is being saved. */
	isPending(): boolean;
	/** The record was not there when it was opened, and now is: it came from another device. */
	arrived(value: V): void;
	/** The record takes no more changes. */
	closed?(): void;
}

export class LiveRecord<T extends LiveType> {
	/** Who else has it open. */
	others = $state.raw<OtherForm[]>([]);
	/** What the record holds, as far as the form knows. */
	known: LiveRecords[T] | undefined;
	readonly #api: Books['api'];
	readonly #type: T;
	readonly #form: LiveForm<LiveRecords[T]>;
	#number: number | undefined;
	#version = -1;
	#texts: readonly string[] = [];
	/** News that came while something waited. */
	#later: LiveVersion<T> | undefined;
	/** What could be saved of what was put on the screen: without a change nothing is. */
	#untouched: LiveRecords[T] | undefined;
	#isGone = false;
	#stopPointing: () => void = () => {};

	constructor(api: Books['api'], type: T, form: LiveForm<LiveRecords[T]>) {
		this.#api = api;
		this.#type = type;
		this.#form = form;
	}

	/** Answers what the record holds; undefined where there is none yet. */
	async open(id: string): Promise<Result<LiveRecords[T] | undefined>> {
		const opened = await this.#api.openLive(this.#type, id, (news) => this.#hear(news));
		if (!opened.ok) return opened;
		if (this.#isGone) {
			void this.#api.closeLive(opened.value.form);
			return { ok: true, value: opened.value.value };
		}
		this.#number = opened.value.form;
		this.#texts = opened.value.texts;
		this.#version = opened.value.version;
		this.known = opened.value.value;
		this.#point();
		return { ok: true, value: this.known };
	}

	/** What is on the screen now, or on an empty one what it begins with, is no change of the user's. */
	settle(): void {
		this.#untouched = this.#form.toSave();
	}

	get isOpen(): boolean {
		return this.#number !== undefined;
	}

	get isDirty(): boolean {
		const value = this.#form.toSave();
		return value !== undefined && !same(value, this.known) && !same(value, this.#untouched);
	}

	/** Resolves when what was typed is durable and the form shows what the record holds with it. */
	async save(): Promise<Result<void>> {
		for (;;) {
			const value = this.#form.toSave();
			if (value === undefined || !this.isDirty) return { ok: true, value: undefined };
			if (this.#number === undefined) return { ok: false, error: { code: 'unexpected', detail: 'not-open' } };
			const saved = await this.#api.saveLive(this.#number, this.#version, value);
			if (!saved.ok) return saved;
			const { error } = saved.value;
			await wordDone();
			// What could not be saved is still to be saved over what the record was.
			this.#take(saved.value, error ? this.known : value, !error && same(this.#form.toSave(), value));
			if (!error) return { ok: true, value: undefined };
			if (error.detail !== 'behind') return { ok: false, error: error as AppError };
		}
	}

	/** Shows what came while something waited to be saved. */
	catchUp(): void {
		const later = this.#later;
		if (!later || this.#form.isPending()) return;
		this.#later = undefined;
		this.#take(later, this.known, !this.isDirty);
	}

	/** Before a lock, which may yet be called off: the others hear that nobody is here, until the cursor is moved again. */
	leave(): void {
		if (this.#number !== undefined) void this.#api.pointLive(this.#number, undefined);
	}

	close(): void {
		this.#isGone = true;
		this.#stopPointing();
		if (this.#number !== undefined) void this.#api.closeLive(this.#number);
		this.#number = undefined;
	}

	async #hear(news: LiveNews<T>): Promise<number> {
		if (this.#isGone) return news.version;
		this.others = news.others;
		if (news.isClosed) this.#form.closed?.();
		else {
			this.#later = news;
			await wordDone();
			this.catchUp();
		}
		return this.#version;
	}

	/** `from`: what the form was typed over. */
	#take({ version, value }: LiveVersion<T>, from: LiveRecords[T] | undefined, isSaved: boolean): void {
		if (version <= this.#version && this.known) return;
		this.#version = version;
		if (!value) return;
		this.known = value;
		const shown = this.#form.shown();
		if (!shown) return this.#form.arrived(value);
		const next = merge(from, shown, value, this.#texts);
		if (!same(next, shown)) keepCursor(() => this.#form.show(next, isSaved));
		if (isSaved) this.settle();
		// Typing back what was there before is a change of what is there now.
		else this.#untouched = undefined;
	}

	/** Tells the others which field the cursor is in, where fields have names that are the same everywhere. */
	#point(): void {
		const tell = (field: string | undefined) => this.#number !== undefined && void this.#api.pointLive(this.#number, field);
		const gone = () => tell(undefined);
		const back = () => tell('');
		const entered = ({ target }: FocusEvent) => tell(target instanceof HTMLElement && target.id.startsWith(NAMED) ? target.id : '');
		const left = ({ relatedTarget }: FocusEvent) => relatedTarget === null && tell('');
		document.addEventListener('focusin', entered);
		document.addEventListener('focusout', left);
		window.addEventListener('pagehide', gone);
		window.addEventListener('pageshow', back);
		this.#stopPointing = () => {
			document.removeEventListener('focusin', entered);
			document.removeEventListener('focusout', left);
			window.removeEventListener('pagehide', gone);
			window.removeEventListener('pageshow', back);
		};
	}
}

const NAMED = 'draft-';
