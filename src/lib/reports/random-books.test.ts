/**
 * Reports over books that nobody thought of, against the same figures worked out another way: straight from what was written to the log, with fractions
 * in place of shares, and by the clients' accounts.
 */
import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { elsewhereDocument } from '../../../tests/support/elsewhere.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import {
	aRate,
	aSale,
	atRate,
	BASE,
	currencies,
	day,
	filled,
	issuedDocument,
	later,
	minor,
	size,
	someBooks,
	someMoney,
	text,
	type Books
} from '../../../tests/support/random-books.ts';
import { figuresWithoutSources, type ReportDesk, written } from '../../../tests/support/report-desk.ts';
import { AGES, noAges } from '../documents/ageing.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { BookedExpense } from '../expenses/expense.ts';
import type { Payment } from '../payments/payment.ts';
import { recordedPayment } from '../payments/records.ts';
import { activityBetween, outstandingOn } from '../payments/statement.ts';
import { decodeFrozen } from '../workspace/json.ts';
import type { RecordState } from '../workspace/registry.ts';
import { REPORTS, type Label, type Report, type ReportWish } from './report.ts';

const documents = (desk: ReportDesk) =>
	[...desk.records].flatMap(([id, state]) => {
		const document = issuedDocument(state);
		return document ? [{ id, document, facts: state.facts }] : [];
	});
const inside = (date: string, { from, to }: { from: string; to: string }) => date >= from && date <= to;
const signOf = ({ content }: IssuedDocument) => (content.type === 'credit-note' ? -1n : 1n);
const figure = ({ sections }: Report, section: string, row: string, column = 0) =>
	sections.find(({ key }) => key === section)?.rows.find(({ key }) => key === row)?.now[column] ?? 0n;

const textOf = (label: Label) => ('text' in label ? label.text : '');
/** Of the drawing of a report, the sum of each of its series. */
const drawn = ({ charts }: Report) => charts[0]?.series.map(({ values }) => values.reduce((sum, value) => sum + value, 0n)) ?? [];

const aRange = fc
	.tuple(day, day)
	.map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a }))
	.map((range) => range);
const wishOf = (report: ReportWish['report'], range: { from: string; to: string }, more: Partial<ReportWish> = {}): ReportWish => ({
	...{ report, basis: 'accrual', comparison: 'none' },
	...range,
	...more
});

describe('reports over any books', () => {
	it('by documents are the totals of what was issued and booked', () => {
		fc.assert(
			fc.property(someBooks, aRange, (made, range) => {
				const desk = filled(made);
				let [sales, gst, qst, costs, back, lost, owed] = [0n, 0n, 0n, 0n, 0n, 0n, 0n];
				for (const { document, facts } of documents(desk)) {
					const { content, totals } = document;
					const sign = signOf(document);
					if (inside(content.issueDate, range)) {
						if (content.type !== 'deposit-invoice') sales += minor(totals.taxExclusive) * sign;
						for (const { name, tax } of totals.taxes) {
							if (name === 'GST') gst += minor(tax) * sign;
							else qst += minor(tax) * sign;
						}
					}
					for (const { body } of facts) {
						const fact = body as { kind: string; date: string; amount: string };
						if (fact.kind === 'written-off' && inside(fact.date, range)) lost += minor(fact.amount);
					}
				}
				for (const { expense, totals } of written<BookedExpense>(desk, 'booked')) {
					if (!inside(expense.date, range)) continue;
					costs += minor(totals.gross) - minor(totals.reclaimable);
					back += minor(totals.reclaimable);
					// From what was typed: the lines have the same taxes, so each is of all of them.
					const net = expense.lines.reduce((sum, line) => sum + minor(line.amount), 0n);
					for (const { rate, reclaim, supply } of expense.lines[0]!.taxes) {
						if (!supply) continue;
						const own = (net * BigInt(rate!) + 50n) / 100n;
						owed += own;
						if (reclaim) back += own;
						else costs += own;
					}
				}
				const report = desk.report(wishOf('profit', range));
				expect(figure(report, 'income', 'sum-income')).toBe(sales);
				expect(figure(report, 'costs', 'sum-costs')).toBe(costs + lost);
				expect(figure(report, 'result', 'profit')).toBe(sales - costs - lost);
				const taxes = desk.report(wishOf('taxes', range));
				expect(figure(taxes, 'charged', 'sum-charged', 1)).toBe(gst + qst + owed);
				expect(figure(taxes, 'paid', 'sum-paid', 1)).toBe(back);
				expect(figure(taxes, 'result', 'due', 1)).toBe(gst + qst + owed - back);
				const sums = [gst + qst + owed, back, gst + qst + owed - back];
				// What comes back in part moves from one side to the other, and nothing is lost.
				for (const year of ['2025', '2026']) desk.deductible.set(year, 37n);
				const inPart = desk.report(wishOf('taxes', range));
				const lessBack = back - figure(inPart, 'paid', 'sum-paid', 1);
				expect(figure(desk.report(wishOf('profit', range)), 'result', 'profit')).toBe(sales - costs - lost - lessBack);
				const records = BigInt(written<BookedExpense>(desk, 'booked').length * 4);
				expect(size(lessBack * 100n - back * 63n) <= records * 100n).toBe(true);
				desk.deductible.clear();
				// What comes to nothing in every month is not drawn.
				if (drawn(taxes).length > 0 || sums.some((sum) => sum !== 0n)) expect(drawn(taxes)).toEqual(sums);
				if (drawn(report).length > 0 || sales !== 0n || costs + lost !== 0n) expect(drawn(report)).toEqual([sales, costs + lost]);
				for (const id of ['clients', 'items', 'members'] as const)
					expect(figure(desk.report(wishOf(id, range)), 'sales', 'sum-sales')).toBe(sales);
				expect(figure(desk.report(wishOf('expenses', range)), 'costs', 'sum-costs')).toBe(costs);
				expect(figure(desk.report(wishOf('suppliers', range)), 'suppliers', 'sum-suppliers')).toBe(costs);
			}),
			{ numRuns: 150 }
		);
	});

	it('by documents are in any currency what each says at its own rate, and what payments at other rates gained or lost', () => {
		fc.assert(
			fc.property(someBooks, aRange, currencies, currencies, (made, range, foreign, bought) => {
				// What is paid ahead is no income before it is billed: books without it add up to what was billed.
				const sales = made.sales.map((sale) => ({ ...sale, type: sale.type === 'deposit-invoice' ? ('invoice' as const) : sale.type }));
				const desk = filled({ ...made, sales }, foreign, bought);
				/** Cents that are not known to be whole: of each, how far off its rounding may be. */
				let [billed, taxed, gained, unsure] = [0n, 0n, 0n, 0n];
				/** In ten-thousandths of a cent. */
				const fine = (value: string, rate = '1.0000') => minor(value) * BigInt(rate.replace('.', ''));
				const settled = (facts: RecordState['facts'], rate: string | undefined, owed: 1n | -1n) => {
					for (const { opId, body } of facts) {
						const fact = body as { kind: string; date: string; amount: string; paymentId: string };
						if (fact.kind === 'written-off' && inside(fact.date, range)) {
							billed -= fine(fact.amount, rate);
							unsure++;
						}
						if (fact.kind !== 'payment') continue;
						const { exchangeRate } = recordedPayment(desk.records.get(fact.paymentId)!) ?? {};
						if (exchangeRate === undefined || rate === undefined) continue;
						// What the bank took back gained and lost nothing.
						if (facts.some(({ body: other }) => (other as { factId?: string }).factId === opId)) continue;
						if (inside(fact.date, range)) gained += (fine(fact.amount, exchangeRate) - fine(fact.amount, rate)) * owed;
						unsure += 2n;
					}
				};
				for (const { document, facts } of documents(desk)) {
					const { content, totals } = document;
					const rate = content.exchangeRate;
					if (inside(content.issueDate, range)) {
						billed += atRate(minor(totals.payable), rate) * signOf(document) * 10_000n;
						// The document states its tax in the currency of the books once, as a whole (BT-111).
						taxed += atRate(minor(totals.taxTotal), rate) * signOf(document);
					}
					settled(facts, rate, 1n);
				}
				for (const [, state] of desk.records) {
					if (state.type !== 'booked') continue;
					const { expense, totals } = decodeFrozen<BookedExpense>(state.frozen!);
					if (inside(expense.date, range)) billed -= atRate(minor(totals.payable), expense.exchangeRate) * 10_000n;
					settled(state.facts, expense.exchangeRate, -1n);
				}
				const profit = desk.report(wishOf('profit', range));
				const taxes = desk.report(wishOf('taxes', range));
				const all = figure(profit, 'result', 'profit') + figure(taxes, 'result', 'due', 1) - figure(taxes, 'withheld', 'by-clients', 1);
				expect(size(all * 10_000n - billed - gained) <= unsure * 10_000n).toBe(true);
				const owed = taxes.sections.find(({ key }) => key === 'charged')!.rows;
				const own = owed.filter(({ label }) => 'word' in label && label.word.startsWith('supply_'));
				const charged = figure(taxes, 'charged', 'sum-charged', 1) - own.reduce((sum, { now }) => sum + (now[1] ?? 0n), 0n);
				expect(charged).toBe(taxed);
				const rows = figure(profit, 'income', 'exchange-gains') - figure(profit, 'costs', 'exchange-losses');
				expect(size(rows * 10_000n - gained) <= unsure * 10_000n).toBe(true);
				const sold = figure(profit, 'income', 'sales') + figure(profit, 'income', 'rounding');
				for (const id of ['clients', 'items', 'members'] as const)
					expect(figure(desk.report(wishOf(id, range)), 'sales', 'sum-sales')).toBe(sold);
			}),
			{ numRuns: 150 }
		);
	});

	it('by money explain every cent that moved, in any currency: earned, taxed, kept back', () => {
		fc.assert(
			fc.property(someBooks, aRange, currencies, currencies, (made, range, foreign, bought) => {
				const desk = filled(made, foreign, bought);
				let moved = 0n;
				for (const [id, state] of desk.records) {
					if (state.type !== 'payment') continue;
					const { kind, date, amount, exchangeRate } = written<Payment>(desk, 'payment')[paymentsBefore(desk, id)]!;
					const value = atRate(minor(amount), exchangeRate) * (kind === 'payment' || kind === 'supplier-refund' ? 1n : -1n);
					const undone = state.facts.find(({ body }) => (body as { kind: string; factId?: string }).factId === id)?.body as
						{ date?: string } | undefined;
					if (undone && undone.date === undefined) continue;
					if (inside(date, range)) moved += value;
					if (undone?.date && inside(undone.date, range)) moved -= value;
				}
				for (const { expense, totals } of written<BookedExpense>(desk, 'booked'))
					if (expense.kind === 'expense' && inside(expense.date, range)) moved -= atRate(minor(totals.payable), expense.exchangeRate);
				const cash = { basis: 'cash' } as const;
				const profit = figure(desk.report(wishOf('profit', range, cash)), 'result', 'profit');
				const taxes = desk.report(wishOf('taxes', range, cash));
				const kept = figure(taxes, 'withheld', 'by-clients', 1);
				expect(profit + figure(taxes, 'result', 'due', 1) - kept).toBe(moved);
				expect(figure(desk.report(wishOf('dashboard', range)), 'moved', 'moved')).toBe(moved);
			}),
			{ numRuns: 150 }
		);
	});

	it('by money a foreign credit note that is set off at another rate leaves nothing but what money moved', () => {
		fc.assert(
			fc.property(aSale, aSale, someMoney, aRate, fc.integer({ min: 1, max: 100 }), (sale, credit, money, exchangeRate, share) => {
				const invoice = { ...sale, type: 'invoice', client: 'alice', prices: ['20000.00'] } as const;
				const note = { ...credit, type: 'credit-note', client: 'alice' } as const;
				const setOff = { of: 1, share, after: 3, how: 'credit', back: undefined } as const;
				const made = { sales: [invoice, note], purchases: [], moves: [setOff] } as unknown as Books;
				const desk = filled(made, [money, { ...money, exchangeRate }]);
				const all = { from: '2025-01-01', to: '2027-12-31', basis: 'cash' } as const;
				const taxes = desk.report(wishOf('taxes', all, all));
				const profit = figure(desk.report(wishOf('profit', all, all)), 'result', 'profit');
				expect(profit + figure(taxes, 'result', 'due', 1) - figure(taxes, 'withheld', 'by-clients', 1)).toBe(0n);
			}),
			{ numRuns: 60 }
		);
	});

	it('by money a document that is paid whole is what it says, one that is paid in part no more than a cent a payment away from its part', () => {
		fc.assert(
			fc.property(aSale, fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }), (sale, parts) => {
				const desk = filled({ sales: [{ ...sale, type: 'invoice' }], purchases: [], moves: [] });
				const { totals, content } = documents(desk)[0]!.document;
				const payable = minor(totals.payable);
				if (payable <= 0n) return;
				let [paid, last] = [0n, false];
				for (const [at, percent] of [...parts, 100].entries()) {
					const left = payable - paid;
					const amount = at === parts.length ? left : (left * BigInt(percent)) / 100n;
					if (amount <= 0n) continue;
					desk.paid(
						`P${at}`,
						{ date: later(content.issueDate, at), partyId: content.partyId!, amount: text(amount) },
						{ F0: text(amount) }
					);
					paid += amount;
					last = paid === payable;
					const all = { from: '2025-01-01', to: '2027-12-31', basis: 'cash' } as const;
					const sold = figure(desk.report(wishOf('profit', all, all)), 'income', 'sum-income');
					const exact = minor(totals.taxExclusive) * paid;
					const away = size(sold * payable - exact);
					expect(away <= BigInt(at + 3) * payable).toBe(true);
					if (last) {
						expect(sold).toBe(minor(totals.taxExclusive));
						const taxes = desk.report(wishOf('taxes', all, all));
						expect(figure(taxes, 'charged', 'sum-charged', 1)).toBe(minor(totals.taxTotal));
						expect(figure(taxes, 'withheld', 'by-clients', 1)).toBe(minor(totals.withheld));
					}
				}
				expect(last).toBe(true);
			}),
			{
				numRuns: 100,
				// Rounding that fell on another part with each payment.
				examples: [
					[
						{
							...({ type: 'invoice', client: 'alice', date: '2025-01-01', prices: ['0.07', '0.10'] } as const),
							taxes: [
								{ name: 'GST', category: 'S', rate: '5' },
								{ name: 'QST', category: 'S', rate: '9.975' }
							],
							...{ discount: '12.5', withheld: true, due: 0 }
						},
						[20, 9]
					]
				]
			}
		);
	});

	it('say of what is open what the accounts of the clients say, on any day', () => {
		fc.assert(
			fc.property(someBooks, day, currencies, (made, on, foreign) => {
				const desk = filled({ ...made, purchases: [], moves: made.moves }, foreign);
				const account = desk.account();
				const theirs = noAges();
				let balance = 0n;
				for (const currency of [BASE, 'EUR', 'USD']) {
					const { open, credits } = outstandingOn(account, currency, on);
					for (const { document, age, balance: own } of open) {
						const value = atRate(own, rateOf(desk, document.id));
						theirs[age] += value;
						balance += value;
					}
					for (const { source, amount } of credits) balance -= atRate(size(amount), rateOf(desk, source.id)) * (amount < 0n ? -1n : 1n);
				}
				const report = desk.report(wishOf('receivables', { from: '2020-01-01', to: on }));
				for (const [at, age] of AGES.entries()) expect(figure(report, 'open', 'sum-open', at)).toBe(theirs[age]);
				expect(figure(report, 'open', 'sum-open', 7)).toBe(balance);
			}),
			{ numRuns: 150 }
		);
	});

	it('state of each client what his account says, entry by entry, and of both sides what stands open', () => {
		fc.assert(
			fc.property(someBooks, aRange, currencies, currencies, (made, range, foreign, bought) => {
				const desk = filled(made, foreign, bought);
				const account = desk.account();
				const clients = new Set([...account.documents, ...account.payments].map(({ id }) => ownerOf(desk, id)));
				const all = desk.report(wishOf('client-statements', range));
				for (const currency of [BASE, 'EUR', 'USD']) {
					let closing = 0n;
					for (const partyId of clients) {
						const his = <T extends { id: string }>(parts: T[]) => parts.filter(({ id }) => ownerOf(desk, id) === partyId);
						const own = { ...account, documents: his(account.documents), payments: his(account.payments) };
						const theirs = activityBetween(own, currency, range.from, range.to);
						const single = desk.report(wishOf('client-statements', range, { partyId }));
						const rows = single.sections.find(({ key }) => key === currency)?.rows ?? [];
						expect(rows.slice(1, -1).map(({ now, date }) => [date, (now[0] ?? 0n) - (now[1] ?? 0n), now[2]])).toEqual(
							theirs.entries.map(({ date, amount, balance }) => [date, amount, balance])
						);
						expect(rows[0]?.now[2] ?? 0n).toBe(theirs.opening);
						expect(rows.at(-1)?.now[2] ?? 0n).toBe(theirs.closing);
						const chart = single.charts.find((each) => each.currency === currency);
						for (const [at, value] of (chart?.series[0]!.values ?? []).entries()) {
							const day = textOf(chart!.places[at]!).padEnd(10, '-31');
							const { closing: standing } = activityBetween(own, currency, '', day < range.to ? day : range.to);
							expect([day, value]).toEqual([day, standing]);
						}
						expect(chart !== undefined || theirs.closing === 0n).toBe(true);
						expect(figure(all, currency, partyId, 0)).toBe(theirs.opening);
						expect(figure(all, currency, partyId, 5)).toBe(theirs.closing);
						closing += theirs.closing;
					}
					expect(figure(all, currency, `sum-${currency}`, 5)).toBe(closing);
				}
				for (const [statements, ages] of [
					['client-statements', 'receivables'],
					['supplier-statements', 'payables']
				] as const) {
					const report = desk.report(wishOf(statements, range));
					const ofBase = report.sections.every(({ key }) => key === BASE);
					const [opening, billed, credited, paid, given, end] = [0, 1, 2, 3, 4, 5].map((at) => figure(report, BASE, `sum-${BASE}`, at));
					expect(opening! + billed! + credited! + paid! + given!).toBe(end);
					if (ofBase) expect(end).toBe(figure(desk.report(wishOf(ages, range)), 'open', 'sum-open', 7));
				}
			}),
			{ numRuns: 100 }
		);
	});

	it('name the records behind every figure, and their parts add up to it', () => {
		fc.assert(
			fc.property(
				someBooks,
				aRange,
				fc.constantFrom('accrual', 'cash'),
				fc.constantFrom('CA-QC', 'ES', 'GB', 'ZZ'),
				currencies,
				(made, range, basis, preset, foreign) => {
					const desk = filled(made, foreign, foreign);
					desk.preset = preset;
					const books = desk.books();
					for (const report of REPORTS) {
						const { looked, wrong } = figuresWithoutSources(books, wishOf(report, range, { basis: basis as 'cash', comparison: 'before' }));
						expect(wrong).toEqual([]);
						expect(looked).toBeGreaterThan(0);
					}
					for (const [report, party] of [
						['client-statements', 'boris'],
						['supplier-statements', 'printer']
					] as const) {
						const wish = wishOf(report, range, { partyId: idOf(party), comparison: 'before' });
						expect(figuresWithoutSources(books, wish).wrong).toEqual([]);
					}
				}
			),
			{ numRuns: 25 }
		);
	});

	it('of two periods that meet are together the report of both', () => {
		fc.assert(
			fc.property(someBooks, aRange, day, fc.constantFrom('accrual', 'cash'), currencies, (made, range, cut, basis, foreign) => {
				if (cut < range.from || cut >= range.to) return;
				const desk = filled(made, foreign, foreign);
				const of = (from: string, to: string) =>
					figure(desk.report(wishOf('profit', { from, to }, { basis: basis as 'cash' })), 'result', 'profit');
				expect(of(range.from, cut) + of(later(cut, 1), range.to)).toBe(of(range.from, range.to));
			}),
			{ numRuns: 100 }
		);
	});
});

/** At which place among the payments that were written this one is. */
function paymentsBefore(desk: ReportDesk, id: string): number {
	const ids = desk.log.filter(({ type }) => type === 'payment').map(({ recordId }) => Buffer.from(recordId).toString('hex'));
	return ids.indexOf(id);
}

/** Whose a document or a payment is. */
function ownerOf(desk: ReportDesk, id: string): string {
	const state = desk.records.get(id)!;
	return issuedDocument(state)?.content.partyId ?? recordedPayment(state)!.partyId;
}

/** The rate noted on a document or a payment. */
function rateOf(desk: ReportDesk, id: string): string | undefined {
	const state = desk.records.get(id)!;
	return issuedDocument(state)?.content.exchangeRate ?? recordedPayment(state)?.exchangeRate;
}

describe('what another program issued, beside any books', () => {
	const there = fc.record({
		date: day,
		open: fc.integer({ min: 1, max: 90_000 }).map(BigInt),
		paidThere: fc.integer({ min: 0, max: 5_000 }).map(BigInt),
		paidHere: fc.option(fc.tuple(fc.integer({ min: 1, max: 100 }), day), { nil: undefined })
	});
	const SALES = ['profit', 'taxes', 'clients', 'items', 'members', 'expenses'] as const;
	/** Without the part that names them. */
	const rest = ({ sections, charts }: Report) => ({ charts, sections: sections.filter(({ key }) => key !== 'elsewhere') });

	it('is no sale and no tax, but owed, and income by cash when it is paid here', () => {
		fc.assert(
			fc.property(someBooks, fc.array(there, { minLength: 1, maxLength: 5 }), aRange, (made, invoices, range) => {
				const [plain, desk] = [filled(made), filled(made)];
				let [owed, came, named] = [0n, 0n, 0n];
				for (const [at, { date, open, paidThere, paidHere }] of invoices.entries()) {
					const partyId = idOf('elsewhere');
					const document = elsewhereDocument({
						...{ partyId, number: `OLD-${at}`, issueDate: date, dueDate: date, lines: [] },
						...{ total: text(open + paidThere), open: text(open) }
					});
					desk.must(desk.add('issued-elsewhere', `E${at}`, document));
					if (inside(date, range)) named += open;
					if (date <= range.to) owed += open;
					if (!paidHere) continue;
					const [share, days] = paidHere;
					const on = days < date ? date : days;
					const amount = (open * BigInt(share) + 99n) / 100n;
					desk.must(desk.pay(`EP${at}`, amount, { partyId, partyName: 'Client', date: on, amount: text(amount) }));
					desk.must(desk.share(`EP${at}`, `E${at}`, amount, { date: on }));
					if (inside(on, range)) came += amount;
					if (on <= range.to && date <= range.to) owed -= amount;
				}
				for (const id of SALES) expect(rest(desk.report(wishOf(id, range)))).toEqual(rest(plain.report(wishOf(id, range))));
				expect(figure(desk.report(wishOf('taxes', range)), 'elsewhere', 'apart')).toBe(named);
				const open = (of: ReportDesk) =>
					figure(of.report(wishOf('receivables', { from: '2020-01-01', to: range.to })), 'open', 'sum-open', 7);
				expect(open(desk) - open(plain)).toBe(owed);
				const cash = desk.report(wishOf('profit', range, { basis: 'cash' }));
				expect(figure(cash, 'income', 'brought-forward')).toBe(came);
				const before = plain.report(wishOf('profit', range, { basis: 'cash' }));
				expect(figure(cash, 'result', 'profit') - figure(before, 'result', 'profit')).toBe(came);
			}),
			{ numRuns: 100 }
		);
	});
});
