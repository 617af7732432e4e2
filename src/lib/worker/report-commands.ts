/** Reports and the forecast, as a screen asks for them. Loaded when one is first looked at. */
import type { Business } from '../business/business.ts';
import { conversionOf } from '../accounting/conversion.ts';
import type { BankStatementRow } from '../bank/rows.ts';
import { parseAmount } from '../money/amount.ts';
import { parseDecimal, RATE_LIMITS, type Decimal } from '../money/decimal.ts';
import { partyOf } from '../parties/merged.ts';
import { expenseTotals } from '../expenses/totals.ts';
import type { RecurringExpense } from '../expenses/expense.ts';
import type { InvoiceProfile } from '../recurring/invoice-profile.ts';
import { provisionalTotals } from '../documents/totals-now.ts';
import type { ReportBooks } from '../reports/books.ts';
import type { Plan } from '../reports/expected.ts';
import { makeForecast, type ForecastReport } from '../reports/make-forecast.ts';
import { openingOf, type ClosingBalance } from '../reports/opening.ts';
import { makeReport, sourcesOf } from '../reports/make-report.ts';
import { isDate } from '../documents/dates.ts';
import { isRange } from '../reports/range.ts';
import { REPORTS, type FigureAt, type Report, type ReportWish, type SourcePage } from '../reports/report.ts';
import type { TimeRow } from '../time/rows.ts';
import type { PartyRow } from '../worker-api.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { peopleNames } from './people.ts';
import { ReportFigures, type Watch } from './report-figures.ts';
import { Refused } from './results.ts';

/** Records behind a figure that are handed out at once. */
const MOST_SOURCES = 500;
const WAIT: Watch = () => true;

export class ReportCommands {
	readonly #workspace: Workspace;
	readonly #books: Pick<BookCommands, 'today' | 'business'>;
	readonly #figures: ReportFigures;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today' | 'business'>) {
		this.#workspace = workspace;
		this.#books = books;
		this.#figures = new ReportFigures(workspace);
	}

	async report(wish: ReportWish, watch: Watch = WAIT): Promise<Report> {
		mustBeWish(wish);
		return makeReport(await this.#all(watch), wish);
	}

	async sources(wish: ReportWish, at: FigureAt, offset: number, limit: number): Promise<SourcePage> {
		mustBeWish(wish);
		return sourcesOf(await this.#all(WAIT), wish, at, Math.max(0, offset), Math.min(limit, MOST_SOURCES));
	}

	async forecast(watch: Watch = WAIT): Promise<ForecastReport> {
		const { value: business } = await this.#books.business();
		const books = await this.#all(watch);
		const today = await this.#books.today();
		const { cashBalance, currency } = business;
		const amount = cashBalance && readMinor(currency, cashBalance.amount);
		const typed = amount === undefined ? undefined : { date: cashBalance!.date, amount };
		const opening = openingOf(books, this.#closings(), typed, today);
		return makeForecast({ ...books, plans: await this.#plans(business) }, today, opening);
	}

	/** Of each account of a bank the newest that a statement tells; of two that end on one day the one that was read last. */
	#closings(): ClosingBalance[] {
		const newest = new Map<string, BankStatementRow>();
		for (const row of this.#workspace.list('bank-statement').values() as Iterable<BankStatementRow>) {
			const key = `${row.account} ${row.currency}`;
			const known = newest.get(key);
			const isNewer = !known || row.to > known.to || (row.to === known.to && row.read > known.read);
			if (row.closing !== '' && row.to !== '' && isNewer) newest.set(key, row);
		}
		return [...newest.values()].flatMap(({ account, currency, to: date, closing }) => {
			const amount = readMinor(currency, closing);
			return amount === undefined ? [] : [{ account, currency, date, amount }];
		});
	}

	async #all(watch: Watch): Promise<ReportBooks> {
		const { value: business } = await this.#books.business();
		const figures = await this.#figures.upToDate(business.currency, watch);
		const { ledger } = this.#workspace;
		const parties = this.#workspace.list('party');
		const projects = this.#workspace.list('project');
		const names = await peopleNames(this.#workspace);
		const party = kept((id: string) => parties.get(id) as PartyRow | undefined);
		const project = kept((id: string) => (projects.get(id) as { name: string } | undefined)?.name ?? '');
		return {
			...figures,
			preset: business.preset,
			...(business.deductible && { deductible: sharesOf(business.deductible) }),
			partyOf: kept((id: string) => partyOf(ledger, id)),
			partyName: (id) => party(id)?.name,
			assigned: (id) => party(id)?.assignedTo ?? [],
			memberName: (id) => names.get(id) ?? '',
			projectName: project,
			time: this.#workspace.list('time-entry').values() as Iterable<TimeRow>
		};
	}

	/** What a plan is worth each time, at the rate noted in it; without one it is in no sum. */
	async #plans({ currency: base, termsDays }: Business): Promise<Plan[]> {
		const plans: Plan[] = [];
		for (const { id } of rows(this.#workspace, 'invoice-profile')) {
			const profile = await this.#workspace.live<InvoiceProfile>('invoice-profile', id);
			if (!profile || profile.paused) continue;
			const { template, title, schedule, from, dueDays = termsDays } = profile;
			const rate = conversionOf(template, base);
			if ('leftOut' in rate) continue;
			const amount = rate.into(provisionalTotals(template).payable);
			plans.push({ type: 'invoice-profile', id, title, schedule, from, dueDays, partyId: template.partyId ?? '', amount });
		}
		for (const { id } of rows(this.#workspace, 'expense-profile')) {
			const profile = await this.#workspace.live<RecurringExpense>('expense-profile', id);
			const totals = profile && expenseTotals(profile.template);
			if (!profile || profile.paused || !totals?.ok) continue;
			const { template, title, schedule, from, dueDays = 0 } = profile;
			const rate = conversionOf(template, base);
			if ('leftOut' in rate) continue;
			const isBill = template.kind === 'bill';
			const amount = -rate.into(totals.value.payable);
			const common = { type: 'expense-profile', id, title, schedule, from, amount } as const;
			if (isBill) plans.push({ ...common, dueDays, partyId: template.supplierId ?? '', isBill });
			else plans.push({ ...common, dueDays: 0, partyId: '' });
		}
		return plans;
	}
}

function mustBeWish(wish: ReportWish): void {
	const isKnown =
		REPORTS.includes(wish.report) &&
		(wish.basis === 'cash' || wish.basis === 'accrual') &&
		['none', 'before', 'year-before'].includes(wish.comparison);
	if (!isKnown) throw new Refused({ code: 'invalid', field: 'report' });
	if (wish.partyId !== undefined && !/^[0-9a-f]{32}$/.test(wish.partyId)) throw new Refused({ code: 'invalid', field: 'client' });
	if (!isRange(wish) || (wish.today !== undefined && !isDate(wish.today))) throw new Refused({ code: 'invalid', field: 'period' });
}

/** What cannot be read counts as all. */
function sharesOf(deductible: NonNullable<Business['deductible']>): NonNullable<ReportBooks['deductible']> {
	const shares = new Map<string, Decimal>();
	for (const { id, percent } of deductible) {
		const read = parseDecimal(percent, RATE_LIMITS);
		if (read.ok) shares.set(id, read.value);
	}
	return (year) => shares.get(year);
}

/** Undefined for what no amount of that currency can be. */
function readMinor(currency: string, text: string): bigint | undefined {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : undefined;
}

function rows(workspace: Workspace, list: string): Iterable<{ id: string }> {
	return workspace.list(list).values() as Iterable<{ id: string }>;
}

/** A list row is made anew each time it is asked for: within one report each once. */
function kept<T>(find: (id: string) => T): (id: string) => T {
	const known = new Map<string, T>();
	return (id) => {
		if (!known.has(id)) known.set(id, find(id));
		return known.get(id)!;
	};
}
