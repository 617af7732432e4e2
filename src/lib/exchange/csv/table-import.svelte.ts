/** One file on its way into the books: looked into, mapped, tried, taken in, taken back. */
import type { Books } from '../../books.svelte.ts';
import type { AppError, Result } from '../../worker-api.ts';
import type { Notation, TableInside, TableReport, TableType, TableUndone, TableWish } from './api.ts';
import type { TableForm } from './read-table.ts';

type Work = 'reading' | 'trying' | 'importing' | 'undoing';

export class TableImport {
	type = $state<TableType>('party');
	inside = $state.raw<TableInside | undefined>();
	/** By column; empty leaves it out. */
	mapping = $state<string[]>([]);
	notation = $state<Notation>({ decimal: '.', dates: 'ymd' });
	duplicates = $state<TableWish['duplicates']>('skip');
	working = $state<Work | undefined>();
	fraction = $state(0);
	error = $state.raw<AppError | undefined>();
	/** Of the last try, while nothing was chosen otherwise since. */
	tried = $state.raw<TableReport | undefined>();
	done = $state.raw<TableReport | undefined>();
	undone = $state.raw<TableUndone | undefined>();
	#file: File | undefined;
	#stopped = false;
	readonly #api: Books['api'];

	constructor({ api }: Books) {
		this.#api = api;
	}

	stop(): void {
		this.#stopped = true;
	}

	async pick(file: File): Promise<void> {
		this.#file = file;
		await this.look();
	}

	/** @param form what the person says of the file, over what it says itself */
	async look(form?: Partial<TableForm>): Promise<void> {
		const file = this.#file;
		if (!file) return;
		this.inside = this.tried = this.done = this.undone = undefined;
		this.inside = await this.#run('reading', () => this.#api.inspectTable(file, this.type, form));
		this.mapping = this.inside?.mapping.map((each) => each ?? '') ?? [];
	}

	/** Something was chosen otherwise. */
	changed(): void {
		this.tried = this.done = this.undone = this.error = undefined;
	}

	async try(): Promise<void> {
		this.tried = await this.#run('trying', (watch) => this.#api.tryTable(this.#file!, this.#wish, watch));
	}

	async import(): Promise<void> {
		this.undone = undefined;
		this.done = await this.#run('importing', (watch) => this.#api.importTable(this.#file!, this.#wish, watch));
		if (this.done) this.tried = undefined;
	}

	async undo(): Promise<void> {
		this.undone = await this.#run('undoing', (watch) => this.#api.undoTable(watch));
		if (this.undone) this.done = undefined;
	}

	get #wish(): TableWish {
		return {
			type: this.type,
			form: this.inside!.form,
			mapping: this.mapping.map((each) => each || undefined),
			notation: $state.snapshot(this.notation),
			duplicates: this.duplicates
		};
	}

	async #run<T>(work: Work, ask: (watch: (fraction: number) => boolean) => Promise<Result<T>>): Promise<T | undefined> {
		this.working = work;
		this.fraction = 0;
		this.#stopped = false;
		this.error = undefined;
		const result = await ask((fraction) => {
			this.fraction = fraction;
			return !this.#stopped;
		});
		this.working = undefined;
		if (result.ok) return result.value;
		this.error = result.error;
		return undefined;
	}
}
