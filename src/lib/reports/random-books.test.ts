/**
 * Reports over books that nobody thought of, against the same figures worked out another way: straight from what was written to the log, with fractions
 * in place of shares, and by the clients' accounts.
 */
import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { aBill, aCost } from '../../../tests/support/expenses.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import { figuresWithoutSources, ReportDesk, written } from '../../../tests/support/report-desk.ts';
import { AGES } from '../documents/ageing.ts';
import type { IssuedDocument, LineTax } from '../documents/document.ts';
import { issuedDocument as decoded } from '../documents/records.ts';
import type { BookedExpense, ExpenseTax } from '../expenses/expense.ts';
import type { Payment } from '../payments/payment.ts';
import { recordedPayment } from '../payments/records.ts';
import { activityBetween, outstandingOn } from '../payments/statement.ts';
import type { RecordState } from '../workspace/registry.ts';
import { REPORTS, type Report, type ReportWish } from './report.ts';

const BASE = 'CAD';
const TAXES: LineTax[][] = [
	[
		{ name: 'GST', category: 'S', rate: '5' },
		{ name: 'QST', category: 'S', rate: '9.975' }
	],
	[{ name: 'GST', category: 'S', rate: '5' }],
	[{ name: 'GST', category: 'E', rate: '0', exemptionReason: 'exempt' }],
	[]
];
const COST_TAXES: ExpenseTax[][] = [
	[{ name: 'GST', rate: '5', reclaim: true, supply: 'services-abroad' }],
	[
		{ name: 'GST', rate: '5', reclaim: true },
		{ name: 'VAT', rate: '19', reclaim: false, supply: 'domestic' }
	],
	[{ name: 'GST', rate: '5', reclaim: true }],
	[
		{ name: 'GST', rate: '5', reclaim: true },
		{ name: 'PST', rate: '7', reclaim: false }
	],
	[]
];

const cents = fc.integer({ min: 1, max: 500_000 }).map((value) => (value / 100).toFixed(2));
const day = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
const aSale = fc.record({
	type: fc.constantFrom('invoice', 'invoice', 'invoice', 'deposit-invoice', 'credit-note'),
	client: fc.constantFrom('alice', 'boris', 'chloe'),
	date: day,
	prices: fc.array(cents, { minLength: 1, maxLength: 3 }),
	taxes: fc.constantFrom(...TAXES),
	discount: fc.option(fc.constantFrom('5', '12.5'), { nil: undefined }),
	withheld: fc.boolean(),
	due: fc.integer({ min: 0, max: 60 })
});
const aPurchase = fc.record({
	kind: fc.constantFrom('bill', 'expense'),
	date: day,
	amounts: fc.array(cents, { minLength: 1, maxLength: 2 }),
	taxes: fc.constantFrom(...COST_TAXES),
	category: fc.constantFrom('office', 'rent', undefined)
});
/** Settles so many hundredths of what is open, by money, by a credit note, or gives it up; and may be taken back later. */
const aMove = fc.record({
	of: fc.nat(),
	share: fc.integer({ min: 1, max: 100 }),
	after: fc.integer({ min: 0, max: 90 }),
	how: fc.constantFrom('pay', 'pay', 'pay', 'over', 'credit', 'give-up'),
	back: fc.constantFrom(undefined, undefined, undefined, 5, 'mistake')
});
/** In which currency, and the rates noted on the document and on what is paid on it. */
const aRate = fc.integer({ min: 2_000, max: 30_000 }).map((value) => (value / 10_000).toFixed(4));
const someMoney = fc.record({ currency: fc.constantFrom('EUR', 'USD'), exchangeRate: aRate, paidAt: aRate });
type Money = { currency: string; exchangeRate: string; paidAt: string };
const someBooks = fc.record({
	sales: fc.array(aSale, { minLength: 1, maxLength: 6 }),
	purchases: fc.array(aPurchase, { maxLength: 4 }),
	moves: fc.array(aMove, { maxLength: 10 })
});

type Books = typeof someBooks extends fc.Arbitrary<infer T> ? T : never;
/** By sale: in another currency than that of the books. */
type Foreign = readonly (Money | undefined)[];

const issuedDocument = (state: RecordState) => (state.type === 'issued' ? decoded(state) : undefined);
const text = (minor: bigint) => `${minor < 0n ? '-' : ''}${size(minor) / 100n}.${String(size(minor) % 100n).padStart(2, '0')}`;
const size = (minor: bigint) => (minor < 0n ? -minor : minor);
const minor = (amount: string) => BigInt(amount.replace('.', ''));
/** Rates have four decimals here, amounts two: half a cent goes up. */
const atRate = (value: bigint, rate = '1.0000') => (value * BigInt(rate.replace('.', '')) + 5_000n) / 10_000n;
const later = (date: string, days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

function filled({ sales, purchases, moves }: Books, foreign: Foreign = []): ReportDesk {
	const desk = new ReportDesk(BASE);
	const owing: Owing[] = [];
	for (const [at, { type, client, date, prices, taxes, discount, withheld, due }] of sales.entries()) {
		const name = `F${at}`;
		const money = foreign[at];
		const lines = prices.map((price, index) => aLine({ id: `l${index}`, order: `V${index}`, name: `Work ${index}`, price, taxes }));
		desk.issue(name, {
			...{ type, partyId: idOf(client), issueDate: date, dueDate: later(date, due), lines },
			...(money && { currency: money.currency, exchangeRate: money.exchangeRate, baseCurrency: BASE }),
			...(discount && { allowances: [{ id: 'a', kind: 'allowance', percent: discount, reason: 'rebate' }] }),
			...(withheld && { withholdings: [{ name: 'TDS', rate: '10' }] })
		});
		owing.push({ name, date, side: 'sale', party: idOf(client), ...(money && { money }) });
	}
	for (const [at, { kind, date, amounts, taxes, category }] of purchases.entries()) {
		const name = `B${at}`;
		const lines = amounts.map((amount, index) => {
			const { category: _, ...cost } = aCost({ id: `l${index}`, order: `V${index}`, amount, taxes });
			return { ...cost, ...(category && { category: { id: category, name: category } }) };
		});
		desk.book(name, aBill({ kind: kind as 'bill', supplierId: idOf('printer'), date, dueDate: '', lines }));
		if (kind === 'bill') owing.push({ name, date, side: 'purchase', party: idOf('printer') });
	}
	for (const [at, move] of moves.entries()) settle(desk, owing[move.of % owing.length]!, move, at);
	return desk;
}

interface Owing {
	name: string;
	date: string;
	side: 'sale' | 'purchase';
	party: string;
	money?: Money;
}

/** What the books refuse is no part of them. */
function settle(
	desk: ReportDesk,
	{ name, date, side, party, money }: Owing,
	{ share, after, how, back }: Books['moves'][number],
	at: number
): void {
	const { balance } = desk.row(name);
	const when = later(date, after);
	const paidIn = money && { currency: money.currency, exchangeRate: money.paidAt, baseCurrency: BASE };
	if (balance < 0n) {
		// A credit note: given back, or set off against something of the same client.
		const given = text((-balance * BigInt(share)) / 100n || 1n);
		if (how === 'credit') {
			const target = [...desk.records].find(([, state]) => {
				const other = issuedDocument(state);
				return (
					other?.content.currency === (money?.currency ?? BASE) &&
					other.content.partyId === party &&
					other.content.type === 'invoice' &&
					desk.row(other.number).balance >= minor(given)
				);
			});
			const number = target && issuedDocument(target[1])!.number;
			if (number) desk.creditedTo(name, number, given, when);
			return;
		}
		desk.paid(`R${at}`, { kind: 'refund', partyId: party, date: when, amount: given, ...paidIn });
		desk.refunded(name, `R${at}`, given, when);
		return;
	}
	if (balance === 0n || how === 'credit') return;
	const part = text((balance * BigInt(share)) / 100n || 1n);
	if (how === 'give-up') return side === 'sale' ? desk.givenUp(name, part, when) : undefined;
	const kind = side === 'sale' ? 'payment' : 'supplier-payment';
	const whole = how === 'over' ? text(minor(part) + 1234n) : part;
	desk.paid(`P${at}`, { kind, partyId: party, date: when, amount: whole, ...paidIn }, { [name]: part });
	if (back === undefined) return;
	const fact = { kind: 'reversed', factId: idOf(`P${at}`), documentId: idOf(`P${at}`), at: `${when}T10:00:00Z`, reason: 'returned' };
	desk.must(desk.add('fact', `P${at}`, typeof back === 'number' ? { ...fact, date: later(when, back) } : fact));
}

const documents = (desk: ReportDesk) =>
	[...desk.records].flatMap(([id, state]) => {
		const document = issuedDocument(state);
		return document ? [{ id, document, facts: state.facts }] : [];
	});
const inside = (date: string, { from, to }: { from: string; to: string }) => date >= from && date <= to;
const signOf = ({ content }: IssuedDocument) => (content.type === 'credit-note' ? -1n : 1n);
const figure = ({ sections }: Report, section: string, row: string, column = 0) =>
	sections.find(({ key }) => key === section)?.rows.find(({ key }) => key === row)?.now[column] ?? 0n;

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
				for (const id of ['clients', 'items', 'members'] as const)
					expect(figure(desk.report(wishOf(id, range)), 'sales', 'sum-sales')).toBe(sales);
				expect(figure(desk.report(wishOf('expenses', range)), 'costs', 'sum-costs')).toBe(costs);
				expect(figure(desk.report(wishOf('suppliers', range)), 'suppliers', 'sum-suppliers')).toBe(costs);
			}),
			{ numRuns: 150 }
		);
	});

	it('by money explain every cent that moved, in any currency: earned, taxed, kept back', () => {
		const currencies = fc.array(fc.option(someMoney, { nil: undefined }), { maxLength: 6 });
		fc.assert(
			fc.property(someBooks, aRange, currencies, (made, range, foreign) => {
				const desk = filled(made, foreign);
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
					if (expense.kind === 'expense' && inside(expense.date, range)) moved -= minor(totals.payable);
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
			fc.property(someBooks, day, (made, on) => {
				const desk = filled({ ...made, purchases: [], moves: made.moves });
				const account = desk.account();
				const theirs = outstandingOn(account, BASE, on);
				const report = desk.report(wishOf('receivables', { from: '2020-01-01', to: on }));
				for (const [at, age] of AGES.entries()) expect(figure(report, 'open', 'sum-open', at)).toBe(theirs.ageing[age]);
				expect(figure(report, 'open', 'sum-open', 7)).toBe(theirs.balance);
			}),
			{ numRuns: 150 }
		);
	});

	it('state of each client what his account says, entry by entry, and of both sides what stands open', () => {
		fc.assert(
			fc.property(someBooks, aRange, (made, range) => {
				const desk = filled(made);
				const account = desk.account();
				const clients = new Set([...account.documents, ...account.payments].map(({ id }) => ownerOf(desk, id)));
				const all = desk.report(wishOf('client-statements', range));
				let closing = 0n;
				for (const partyId of clients) {
					const his = <T extends { id: string }>(parts: T[]) => parts.filter(({ id }) => ownerOf(desk, id) === partyId);
					const theirs = activityBetween(
						{ ...account, documents: his(account.documents), payments: his(account.payments) },
						BASE,
						range.from,
						range.to
					);
					const single = desk.report(wishOf('client-statements', range, { partyId }));
					const rows = single.sections[0]!.rows;
					expect(rows.slice(1, -1).map(({ now, date }) => [date, (now[0] ?? 0n) - (now[1] ?? 0n), now[2]])).toEqual(
						theirs.entries.map(({ date, amount, balance }) => [date, amount, balance])
					);
					expect(rows[0]!.now[2]).toBe(theirs.opening);
					expect(rows.at(-1)!.now[2]).toBe(theirs.closing);
					expect(figure(all, BASE, partyId, 0)).toBe(theirs.opening);
					expect(figure(all, BASE, partyId, 5)).toBe(theirs.closing);
					closing += theirs.closing;
				}
				expect(figure(all, BASE, `sum-${BASE}`, 5)).toBe(closing);
				for (const [statements, ages] of [
					['client-statements', 'receivables'],
					['supplier-statements', 'payables']
				] as const) {
					const report = desk.report(wishOf(statements, range));
					const [opening, billed, credited, paid, given, end] = [0, 1, 2, 3, 4, 5].map((at) => figure(report, BASE, `sum-${BASE}`, at));
					expect(opening! + billed! + credited! + paid! + given!).toBe(end);
					expect(end).toBe(figure(desk.report(wishOf(ages, range)), 'open', 'sum-open', 7));
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
				(made, range, basis, preset) => {
					const desk = filled(made);
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
			fc.property(someBooks, aRange, day, fc.constantFrom('accrual', 'cash'), (made, range, cut, basis) => {
				if (cut < range.from || cut >= range.to) return;
				const desk = filled(made);
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
