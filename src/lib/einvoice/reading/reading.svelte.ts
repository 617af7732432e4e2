/** One file from its choice to the screen. */
import { useBooks } from '../../books.svelte.ts';
import type { Receipt } from '../../expenses/expense.ts';
import type { EInvoiceFile } from './read-file.ts';
import { readApart } from './read-apart.ts';
import type { ReadAnswer } from './read.worker.ts';

type Problem = Extract<ReadAnswer, { ok: false }>['problem'] | 'gone' | 'no-file';

export class Reading {
	file = $state.raw<File | undefined>();
	read = $state.raw<EInvoiceFile | undefined>();
	problem = $state.raw<Problem | undefined>();
	isBusy = $state(false);
	readonly #api = useBooks().api;
	#stop: AbortController | undefined;

	async choose(file: File): Promise<void> {
		const stop = this.#begin();
		await this.#readOf(file, stop);
	}

	/** The original that is kept with an expense. */
	async open(expenseId: string): Promise<void> {
		const stop = this.#begin();
		const kept = await this.#receiptsOf(expenseId);
		if (stop.signal.aborted) return;
		const original = kept.findLast(({ type }) => type === 'application/xml') ?? kept.findLast(({ type }) => type === 'application/pdf');
		if (!original) return this.#fail('no-file');
		const stored = await this.#api.getBlob(original.file);
		if (stop.signal.aborted) return;
		if (!stored.ok) return this.#fail('gone');
		await this.#readOf(new File([stored.value as Uint8Array<ArrayBuffer>], original.name, { type: original.type }), stop);
	}

	reset(): void {
		this.#stop?.abort();
		this.file = this.read = this.problem = undefined;
		this.isBusy = false;
	}

	#begin(): AbortController {
		this.reset();
		this.isBusy = true;
		return (this.#stop = new AbortController());
	}

	#fail(problem: Problem): void {
		this.isBusy = false;
		this.problem = problem;
	}

	async #readOf(file: File, stop: AbortController): Promise<void> {
		const answer = await readApart(file, stop.signal).catch(() => undefined);
		if (stop.signal.aborted) return;
		if (!answer?.ok) return this.#fail(answer?.problem ?? 'unexpected');
		this.isBusy = false;
		this.file = file;
		this.read = answer.read;
	}

	async #receiptsOf(id: string): Promise<Receipt[]> {
		const booked = await this.#api.expense(id);
		if (booked.ok) return booked.value.receipts;
		const draft = await this.#api.get('expense', id);
		return draft.ok ? draft.value.receipts : [];
	}
}
