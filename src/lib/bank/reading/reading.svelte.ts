/** A file from its choice to the books: read, its columns named where need be, looked at, taken in. */
import { useBooks } from '../../books.svelte.ts';
import type { AppError } from '../../worker-api.ts';
import type { BankAccountView, StatementCheck, StatementInput } from '../api.ts';
import type { CsvLayout } from '../formats/csv-layout.ts';
import type { ReadOptions, UnnamedTable } from '../formats/read-file.ts';
import type { StatementFile } from '../statement.ts';
import { readApart } from './read-apart.ts';
import type { ReadAnswer } from './read.worker.ts';

type Problem = Extract<ReadAnswer, { ok: false }>;

export class Reading {
	file = $state.raw<File | undefined>();
	state = $state<'idle' | 'reading' | 'importing'>('idle');
	problem = $state.raw<Problem | undefined>();
	error = $state.raw<AppError | undefined>();
	/** A table whose columns have to be named. */
	table = $state.raw<UnnamedTable | undefined>();
	read = $state.raw<StatementFile | undefined>();
	checks = $state.raw<StatementCheck[]>([]);
	accounts = $state.raw<BankAccountView[]>([]);
	baseCurrency = $state('');
	/** Of statements that do not say theirs, by their place. */
	named = $state<Record<number, string>>({});
	skipTwins = $state(true);
	onlyIn = $state(false);
	encoding = $state('');
	fraction = $state(0);
	taken = $state.raw<number | undefined>();
	readonly #api = useBooks().api;
	#layout: { signature: string; layout: CsvLayout } | undefined;
	#options: ReadOptions = {};
	#stop: AbortController | undefined;
	#halted = false;

	readonly inputs = $derived.by((): StatementInput[] =>
		(this.read?.statements ?? []).map((statement, index) => ({
			statement: { ...statement, account: statement.account || (this.named[index] ?? '').replace(/[\s.-]/g, '').toUpperCase() },
			...(this.#layout && { layout: this.#layout }),
			skipTwins: this.skipTwins,
			onlyIn: this.onlyIn
		}))
	);
	/** Lines that taking it in would add. */
	readonly fresh = $derived.by(() => this.checks.reduce((sum, check) => sum + check.fresh - (this.skipTwins ? check.twins : 0), 0));
	readonly nameless = $derived.by(() => this.inputs.some(({ statement }) => statement.account === ''));

	async choose(file: File): Promise<void> {
		this.reset();
		this.file = file;
		const [accounts, layouts, business] = await Promise.all([this.#api.bankAccounts(), this.#api.bankLayouts(), this.#api.business()]);
		this.accounts = accounts.ok ? accounts.value : [];
		this.baseCurrency = business.ok ? business.value.value.currency : '';
		await this.#readWith(layouts.ok ? { known: layouts.value } : {});
	}

	/** The table means this. */
	name(layout: CsvLayout): Promise<void> {
		return this.#readWith({ ...this.#options, layout });
	}

	decodeAs(encoding: string): Promise<void> {
		this.encoding = encoding;
		return this.#readWith({ ...this.#options, encoding });
	}

	async #readWith(options: ReadOptions): Promise<void> {
		if (!this.file) return;
		this.#options = options;
		this.#stop?.abort();
		const stop = (this.#stop = new AbortController());
		this.state = 'reading';
		this.problem = this.error = this.table = this.read = undefined;
		this.checks = [];
		const answer = await readApart(this.file, $state.snapshot(options) as ReadOptions, stop.signal).catch(() => undefined);
		if (stop.signal.aborted || !answer) return;
		this.state = 'idle';
		if (!answer.ok) {
			this.problem = answer;
			return;
		}
		if (answer.read.kind === 'table') {
			this.table = answer.read.table;
			this.encoding = answer.read.table.encoding;
			return;
		}
		this.#layout = answer.read.layout;
		this.read = answer.read.file;
		this.encoding = answer.read.file.encoding;
		await this.check();
	}

	/** What taking it in would do. */
	async check(): Promise<void> {
		const inputs = $state.snapshot(this.inputs) as StatementInput[];
		const result = await this.#api.checkStatements(inputs);
		if (result.ok) this.checks = result.value;
		else this.error = result.error;
	}

	async import(): Promise<void> {
		this.state = 'importing';
		this.fraction = 0;
		this.error = undefined;
		this.#halted = false;
		const inputs = $state.snapshot(this.inputs) as StatementInput[];
		const result = await this.#api.importStatements(inputs, (fraction) => {
			this.fraction = fraction;
			return !this.#halted;
		});
		this.state = 'idle';
		if (result.ok) this.taken = result.value.taken;
		else this.error = result.error;
	}

	get halted(): boolean {
		return this.#halted;
	}

	halt(): void {
		this.#halted = true;
	}

	reset(): void {
		this.#stop?.abort();
		this.#layout = undefined;
		this.#options = {};
		this.file = this.problem = this.error = this.table = this.read = this.taken = undefined;
		this.checks = [];
		this.named = {};
		this.skipTwins = true;
		this.onlyIn = false;
		this.encoding = '';
		this.state = 'idle';
	}
}
