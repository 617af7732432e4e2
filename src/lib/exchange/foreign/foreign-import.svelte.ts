/** One export of another program on its way into the books: tried, taken in, taken back. */
import type { Books } from '../../books.svelte.ts';
import type { AppError, Result } from '../../worker-api.ts';
import type { Notation, TableUndone } from '../csv/api.ts';
import type { ForeignReport, ForeignWish } from './api.ts';
import { t } from './words.ts';

type Work = 'reading' | 'importing' | 'undoing';

/** Filled in for each invoice, where it is made. */
const OWED = { number: '{number}', program: '{program}' };

export class ForeignImport {
	dates = $state<Notation['dates'] | ''>('');
	decimal = $state<Notation['decimal'] | ''>('');
	duplicates = $state<ForeignWish['duplicates']>('skip');
	working = $state<Work | undefined>();
	fraction = $state(0);
	error = $state.raw<AppError | undefined>();
	/** Of the last try. */
	tried = $state.raw<ForeignReport | undefined>();
	done = $state.raw<ForeignReport | undefined>();
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
		this.dates = this.decimal = '';
		await this.try();
	}

	async try(): Promise<void> {
		const file = this.#file;
		if (!file) return;
		this.tried = this.done = this.undone = undefined;
		this.tried = await this.#run('reading', (watch) => this.#api.tryForeign(file, this.#wish, watch));
	}

	async import(): Promise<void> {
		this.done = await this.#run('importing', (watch) => this.#api.importForeign(this.#file!, this.#wish, watch));
		if (this.done) this.tried = undefined;
	}

	async undo(): Promise<void> {
		this.undone = await this.#run('undoing', (watch) => this.#api.undoForeign(watch));
		if (this.undone) this.done = undefined;
	}

	get #wish(): ForeignWish {
		return {
			notation: { ...(this.dates && { dates: this.dates }), ...(this.decimal && { decimal: this.decimal }) },
			duplicates: this.duplicates,
			owedLine: t('owedLine', OWED)
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
