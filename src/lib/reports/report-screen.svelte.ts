/** What a report's page shows now: what was asked for, what came, and what is behind a figure. */
import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';
import { dateIn } from '../documents/dates.ts';
import { rangeOf, type Calendar, type Period } from '../listing/periods.ts';
import type { AppError } from '../worker-api.ts';
import type { Basis } from './flows.ts';
import { isRange, type Comparison } from './range.ts';
import { OF_DAY, type FigureAt, type Report, type ReportId, type ReportWish, type SourcePage } from './report.ts';

const SOURCES_AT_ONCE = 50;
/** Lists whose changes can change a report. */
const WATCHED = new Set(['document', 'payment', 'expense', 'time-entry', 'party', 'project']);

export class ReportPage {
	readonly #books = useBooks();
	readonly #report: () => ReportId;
	readonly #partyId: () => string | undefined;
	calendar = $state.raw<Calendar | undefined>();
	period = $state<Period>('this-year');
	from = $state('');
	to = $state('');
	comparison = $state<Comparison>('none');
	basis = $state<Basis>('accrual');
	report = $state.raw<Report | undefined>();
	error = $state.raw<AppError | undefined>();
	working = $state(false);
	fraction = $state(0);
	/** The figure that is looked into. */
	at = $state.raw<FigureAt | undefined>();
	sources = $state.raw<SourcePage | undefined>();
	#turn = 0;

	/** @param partyId of statements: the one client or supplier */
	constructor(report: () => ReportId, partyId: () => string | undefined) {
		this.#report = report;
		this.#partyId = partyId;
		void this.#books.api.business().then((result) => {
			if (!result.ok) return (this.error = result.error);
			const { timeZone, fiscalYearStart } = result.value.value;
			this.calendar = { today: dateIn(timeZone), fiscalYearStart };
			if (fiscalYearStart !== 1) this.period = 'this-fiscal-year';
			this.from = this.range!.from;
			this.to = this.range!.to;
		});
		$effect(() => void this.#read(this.wish));
		onDestroy(this.#books.onChange(({ types }) => types.some((type) => WATCHED.has(type)) && void this.#read(this.wish)));
		onDestroy(() => this.#turn++);
	}

	get range() {
		if (!this.calendar) return undefined;
		if (this.period !== 'custom') return rangeOf(this.period, this.calendar);
		// What stands open on a day has no first one.
		return { from: OF_DAY.has(this.#report()) && this.from > this.to ? this.to : this.from, to: this.to };
	}

	get isTurned(): boolean {
		return !OF_DAY.has(this.#report()) && this.period === 'custom' && this.from !== '' && this.to !== '' && this.from > this.to;
	}

	get wish(): ReportWish | undefined {
		const { range } = this;
		if (!range || !isRange(range)) return undefined;
		const partyId = this.#partyId();
		const { basis, comparison } = this;
		return { report: this.#report(), ...range, basis, comparison, today: this.calendar!.today, ...(partyId && { partyId }) };
	}

	/** A slow answer never replaces a newer one. */
	async #read(wish: ReportWish | undefined): Promise<void> {
		if (!wish) return;
		const turn = ++this.#turn;
		this.working = true;
		this.fraction = 0;
		const result = await this.#books.api.report(wish, (fraction) => {
			if (turn === this.#turn) this.fraction = fraction;
			// Books that are being read are read to their end: the next report needs them too.
			return true;
		});
		if (turn !== this.#turn) return;
		this.working = false;
		this.error = result.ok ? undefined : result.error;
		if (result.ok) this.report = result.value;
	}

	/** What the business says of its taxes is in no list. */
	reread(): void {
		void this.#read(this.wish);
	}

	async look(at: FigureAt): Promise<void> {
		this.at = at;
		this.sources = undefined;
		await this.more();
	}

	async more(): Promise<void> {
		const { at, report, sources } = this;
		if (!at || !report) return;
		const known = sources?.sources ?? [];
		const result = await this.#books.api.reportSources(report.wish, at, known.length, SOURCES_AT_ONCE);
		if (this.at !== at) return;
		if (result.ok) this.sources = { ...result.value, sources: [...known, ...result.value.sources] };
		else this.error = result.error;
	}
}
