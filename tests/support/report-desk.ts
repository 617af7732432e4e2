/** Books in memory whose reports are looked at: what was issued, paid and spent, folded as a device folds its log. */
import { decodeFrozen } from '#lib/workspace/json.ts';
import { EXPENSE_ENGINE, expenseTotals, freezeExpenseTotals } from '#lib/expenses/totals.ts';
import type { Expense } from '#lib/expenses/expense.ts';
import { buyerSnapshot, sellerSnapshot } from '#lib/documents/snapshots.ts';
import { computeTotals, freezeTotals } from '#lib/documents/totals.ts';
import type { DocumentContent, IssuedDocument } from '#lib/documents/document.ts';
import type { Payment } from '#lib/payments/payment.ts';
import { FigureMaker } from '#lib/reports/figure-of.ts';
import type { ReportBooks } from '#lib/reports/books.ts';
import type { MoneyFigure, TradeFigure } from '#lib/reports/figure.ts';
import type { Report, ReportWish } from '#lib/reports/report.ts';
import { makeReport, sourcesOf } from '#lib/reports/make-report.ts';
import { amount, amountString } from '#lib/money/amount.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import type { TimeRow } from '#lib/time/rows.ts';
import { aBusiness, anInvoice, aParty } from './books.ts';
import { Desk, idOf } from './money-desk.ts';

export class ReportDesk extends Desk {
	readonly base: string;
	readonly time: TimeRow[] = [];
	readonly assigned = new Map<string, string[]>();
	preset = 'ZZ';
	/** By year, in whole percent. */
	readonly deductible = new Map<string, bigint>();

	constructor(base = 'CAD') {
		super();
		this.base = base;
	}

	/** Issued with the totals that its lines make. */
	issue(name: string, changes: Partial<DocumentContent>, client = 'Maple Books Ltd'): IssuedDocument {
		const content = anInvoice({ partyId: 'alice', currency: this.base, baseCurrency: this.base, dueDate: '', ...changes });
		const totals = computeTotals(content);
		if (!totals.ok) throw new Error('the example does not compute');
		const document: IssuedDocument = {
			...{ number: name, series: 's', segment: 0, sequence: 1, sequenceYear: '', run: '{0000}', previousIssue: '' },
			...{ content, seller: sellerSnapshot(aBusiness()), buyer: buyerSnapshot(aParty({ name: client })) },
			...{ totals: freezeTotals(totals.value), engine: 1, issuedAt: '' }
		};
		this.records.set(idOf(name), { type: 'issued', schema: 1, frozen: encodeJson(document), facts: [] });
		return document;
	}

	book(name: string, expense: Expense): void {
		const totals = expenseTotals(expense);
		if (!totals.ok) throw new Error(totals.field);
		const supplier = { name: expense.supplierName, taxIds: [] };
		const booked = { expense, supplier, totals: freezeExpenseTotals(totals.value), engine: EXPENSE_ENGINE };
		this.must(this.add('booked', name, booked));
	}

	/** Money in that goes to these documents, in decimal strings. */
	paid(name: string, payment: Partial<Payment> & { amount: string; date: string }, shares: Record<string, string> = {}): void {
		const base = { kind: 'payment', partyId: 'alice', partyName: 'Alice', currency: this.base, method: 'transfer' } as const;
		this.must(this.add('payment', name, { ...base, ...payment }));
		const { date } = payment;
		for (const [to, share] of Object.entries(shares)) {
			const fact = { kind: 'payment', documentId: idOf(to), paymentId: idOf(name), date, amount: share, method: 'transfer' };
			this.must(this.add('fact', to, fact));
		}
	}

	creditedTo(from: string, to: string, share: string, date: string): void {
		this.must(this.add('fact', to, { kind: 'credited', documentId: idOf(to), creditNote: idOf(from), number: from, date, amount: share }));
	}

	refunded(from: string, refund: string, share: string, date: string): void {
		this.must(this.add('fact', from, { kind: 'refunded', documentId: idOf(from), refundId: idOf(refund), date, amount: share }));
	}

	givenUp(on: string, share: string, date: string): void {
		this.must(this.add('fact', on, { kind: 'written-off', documentId: idOf(on), date, amount: share, cause: 'bad-debt' }));
	}

	must(refused: string | undefined): void {
		if (refused) throw new Error(refused);
	}

	books(): ReportBooks {
		const maker = new FigureMaker(this.base);
		const trades = new Map<string, TradeFigure>();
		const money = new Map<string, MoneyFigure>();
		const all = [...this.records];
		for (const [id, state] of all) {
			const made = state.type === 'payment' ? maker.payment(id, state) : undefined;
			if (made) money.set(id, made);
		}
		const rateOf = (id: string) => money.get(id)?.rated;
		for (const [id, state] of all) {
			const made =
				state.type === 'issued'
					? maker.document(id, state, rateOf)
					: state.type === 'booked'
						? maker.expense(id, state, rateOf)
						: undefined;
			if (made) trades.set(id, made);
		}
		return {
			...{ trades, money, base: this.base, preset: this.preset, time: this.time },
			...(this.deductible.size > 0 && {
				deductible: (year: string) => {
					const digits = this.deductible.get(year);
					return digits === undefined ? undefined : { digits, scale: 0 };
				}
			}),
			partyOf: (id) => id,
			partyName: () => undefined,
			assigned: (id) => this.assigned.get(id) ?? [],
			memberName: (id) => id,
			projectName: (id) => id
		};
	}

	report(wish: Partial<ReportWish> & Pick<ReportWish, 'report'>): Report {
		return makeReport(this.books(), { from: '2026-01-01', to: '2026-12-31', basis: 'accrual', comparison: 'none', ...wish });
	}

	/**
	 * Rows as a person would write them: "Label: 1.00 2.00", and of a comparison "| 3.00 4.00".
	 *
	 * @param rounded of a declaration, as its form takes them; else to the cent
	 */
	told(wish: Partial<ReportWish> & Pick<ReportWish, 'report'>, rounded = false): string[] {
		const { sections, columns } = this.report(wish);
		const shown = (values: readonly (bigint | undefined)[]) =>
			values
				.flatMap((value, at) => (Boolean(columns[at]!.isRounded) === rounded ? [{ value, at }] : []))
				.map(({ value, at }) =>
					value === undefined ? '–' : columns[at]!.kind === 'money' ? amountString(amount(this.base, value)) : String(value)
				)
				.join(' ');
		return sections.flatMap(({ rows }) =>
			rows.map(({ label, now, before }) => {
				const name = 'text' in label ? label.text : label.word;
				return `${name}: ${shown(now)}${before ? ` | ${shown(before)}` : ''}`;
			})
		);
	}
}

/** Every figure of a report is the sum of what is behind it. Answers how many were looked at. */
export function figuresWithoutSources(books: ReportBooks, wish: ReportWish): { looked: number; wrong: string[] } {
	const { sections, columns } = makeReport(books, wish);
	const wrong: string[] = [];
	let looked = 0;
	for (const { key: section, rows } of sections)
		for (const { key: row, now, before } of rows)
			for (const column of columns.flatMap(({ isRounded }, at) => (isRounded ? [] : [at])))
				for (const [values, isBefore] of [
					[now, false],
					[before, true]
				] as const) {
					if (!values) continue;
					looked++;
					const { sum } = sourcesOf(books, wish, { section, row, column, before: isBefore }, 0, 10_000);
					if (sum !== (values[column] ?? 0n)) wrong.push(`${wish.report} ${section}/${row}/${column}: ${values[column]} is ${sum}`);
				}
	return { looked, wrong };
}

/** The operations as they were written, by type: what a recomputation starts from. */
export function written<T>(desk: Desk, type: string): T[] {
	return desk.log.filter((each) => each.type === type).map(({ body }) => decodeFrozen<T>(body));
}
