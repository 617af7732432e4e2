import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aCost } from '../../../tests/support/expenses.ts';
import { aLine, anInvoice } from '../../../tests/support/books.ts';
import type { DocumentContent, DocumentFact, LineTax } from '../documents/document.ts';
import { computeTotals, freezeTotals } from '../documents/totals.ts';
import type { Expense } from '../expenses/expense.ts';
import { EXPENSE_ENGINE, expenseTotals, freezeExpenseTotals } from '../expenses/totals.ts';
import { amountString } from '../money/amount.ts';
import type { Payment } from '../payments/payment.ts';
import { accountOf, CHARTS, type ChartName } from './charts.ts';
import { documentEntries } from './document-entries.ts';
import type { Derived, Entry } from './entry.ts';
import { expenseEntries } from './expense-entries.ts';
import { paymentEntries } from './payment-entries.ts';
import { TaxSums } from './tax-summary.ts';

const stated = (...facts: object[]) => facts.map((fact, at) => ({ id: `f${at}`, fact: fact as DocumentFact }));

function issued(number: string, changes: Partial<DocumentContent>) {
	const content = anInvoice({ baseCurrency: undefined, ...changes });
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('totals');
	const buyer = { name: 'Maison Corail', kind: 'business', address: {} as never, taxIds: [], customFields: [] } as const;
	return { content, totals: freezeTotals(totals.value), number, buyer: { ...buyer, taxIds: [], customFields: [] } };
}

function booked(expense: Partial<Expense>) {
	const whole: Expense = {
		...{ kind: 'expense', supplierName: 'Papeterie', number: '', date: '2026-02-03', dueDate: '', currency: 'EUR', prices: 'net' },
		...{ lines: [], method: 'card', receipts: [], notes: '', tags: [] },
		...expense
	} as Expense;
	const totals = expenseTotals(whole);
	if (!totals.ok) throw new Error(totals.field);
	return {
		expense: whole,
		supplier: { name: whole.supplierName, taxIds: [] },
		totals: freezeExpenseTotals(totals.value),
		engine: EXPENSE_ENGINE
	};
}

function payment(changes: Partial<Payment>): Payment {
	return {
		...{ kind: 'payment', partyId: 'p1', partyName: 'Maison Corail', date: '2026-01-20', amount: '1', currency: 'EUR', method: 'transfer' },
		...changes
	} as Payment;
}

/** "date journal account debit|-credit …": one line for each entry, as a person would write it. */
function written(chart: ChartName, base: string, ...all: Derived[]): string[] {
	const book = CHARTS[chart];
	const entries = all.flatMap((each) => ('entries' in each ? each.entries : []));
	return entries
		.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
		.map(({ date, journal, lines }) =>
			[
				date,
				book.journals[journal].code,
				...lines.map((line) => `${accountOf(book, line).number} ${amountString({ currency: base, minor: line.amount })}`)
			].join(' | ')
		);
}

const vat = (rate: string): LineTax => ({ name: 'TVA', category: 'S', rate });
const line = (id: string, price: string, taxes: LineTax[], more = {}) => aLine({ id, order: id, price, taxes, ...more });

describe('an invoice that another program issued', () => {
	const there = issued('OLD-1', { currency: 'EUR', issueDate: '2026-01-10', prepaid: '40', lines: [line('a', '115', [])] });

	it('brings forward what is open, and is no sale', () => {
		const derived = documentEntries('d1', { ...there, elsewhere: { program: 'Harvest', taxes: 'unknown' } }, [], 'EUR');
		expect(written('pcg', 'EUR', derived)).toEqual(['2026-01-10 | OD | 411000 75.00 | 890000 -75.00']);
	});

	it('is a sale where its taxes are known', () => {
		const known = issued('OLD-2', { currency: 'EUR', issueDate: '2026-01-10', lines: [line('a', '100', [vat('20')])] });
		const derived = documentEntries('d1', { ...known, elsewhere: { program: 'Harvest', taxes: 'exact' } }, [], 'EUR');
		expect(written('pcg', 'EUR', derived)).toEqual(['2026-01-10 | VE | 411000 120.00 | 706000 -100.00 | 445710 -20.00']);
	});
});

describe('two books, worked out by hand', () => {
	it('a studio in France: two rates, a deposit deducted, a credit note, a small difference, costs, a payment returned', () => {
		const first = issued('F-1', {
			currency: 'EUR',
			issueDate: '2026-01-10',
			lines: [line('a', '1000', [vat('20')]), line('b', '200', [vat('5.5')])]
		});
		const deposit = issued('AC-1', {
			type: 'deposit-invoice',
			currency: 'EUR',
			issueDate: '2026-01-15',
			lines: [line('a', '500', [vat('20')])]
		});
		const second = issued('F-2', {
			currency: 'EUR',
			issueDate: '2026-02-01',
			lines: [line('a', '1500', [vat('20')]), line('b', '500', [vat('20')], { quantity: '-1', from: [{ documentId: 'd2', line: 'a' }] })],
			origins: [{ documentId: 'd2', type: 'deposit-invoice', number: 'AC-1', issueDate: '2026-01-15' }]
		});
		const credit = issued('AV-1', {
			type: 'credit-note',
			currency: 'EUR',
			issueDate: '2026-02-10',
			lines: [line('a', '100', [vat('20')])]
		});
		const small = { kind: 'written-off', documentId: 'd3', date: '2026-02-15', amount: '0.50', cause: 'small-difference' };
		const receipt = booked({
			prices: 'gross',
			lines: [aCost({ amount: '120', category: { id: 'office', name: 'Bureau' }, taxes: [{ name: 'TVA', rate: '20', reclaim: true }] })]
		});
		const bill = booked({
			kind: 'bill',
			number: 'N-9',
			date: '2026-02-05',
			supplierName: 'Cabinet Noir',
			lines: [
				aCost({
					id: 'l1',
					amount: '300',
					category: { id: 'fees', name: 'Honoraires' },
					taxes: [{ name: 'TVA', rate: '20', reclaim: true }]
				}),
				aCost({
					id: 'l2',
					order: 'W',
					amount: '50',
					category: { id: 'meals', name: 'Repas' },
					taxes: [{ name: 'TVA', rate: '10', reclaim: false }]
				})
			]
		});
		const returned = {
			fact: { kind: 'reversed', factId: 'x', documentId: 'x', at: '2026-03-05T09:00:00Z', reason: 'NSF', date: '2026-03-05' }
		} as const;
		const derived = [
			documentEntries('d1', first, [], 'EUR'),
			documentEntries('d2', deposit, [], 'EUR'),
			paymentEntries('p', payment({ amount: '2011.00', reference: 'VIR 77' }), [], 'EUR'),
			documentEntries('d3', second, stated(small), 'EUR'),
			expenseEntries('e1', receipt, [], 'EUR'),
			expenseEntries('e2', bill, [], 'EUR'),
			documentEntries('d4', credit, [], 'EUR'),
			paymentEntries('q', payment({ amount: '1079.50', method: 'cash', date: '2026-02-15' }), [], 'EUR'),
			paymentEntries('x', payment({ kind: 'supplier-payment', amount: '415.00', date: '2026-03-01' }), [returned], 'EUR')
		];
		expect(written('pcg', 'EUR', ...derived)).toEqual([
			'2026-01-10 | VE | 411000 1411.00 | 706000 -1000.00 | 706000 -200.00 | 445710 -200.00 | 445710 -11.00',
			'2026-01-15 | VE | 411000 600.00 | 419100 -500.00 | 445710 -100.00',
			'2026-01-20 | BQ | 512000 2011.00 | 411000 -2011.00',
			'2026-02-01 | VE | 411000 1200.00 | 706000 -1500.00 | 419100 500.00 | 445710 -200.00',
			'2026-02-03 | BQ | 606400 100.00 | 445660 20.00 | 512000 -120.00',
			'2026-02-05 | AC | 622600 300.00 | 625700 55.00 | 445660 60.00 | 401000 -415.00',
			'2026-02-10 | VE | 411000 -120.00 | 706000 100.00 | 445710 20.00',
			'2026-02-15 | OD | 658000 0.50 | 411000 -0.50',
			'2026-02-15 | CA | 530000 1079.50 | 411000 -1079.50',
			'2026-03-01 | BQ | 512000 -415.00 | 401000 415.00',
			'2026-03-05 | BQ | 512000 415.00 | 401000 -415.00'
		]);
		const sums = new TaxSums();
		derived.forEach((each) => 'entries' in each && each.entries.forEach((entry) => sums.add(entry)));
		const told = sums.rows.map(({ side, rate, taxable, tax }) => [side, rate, taxable, tax]);
		// 1000 + 500 + 1000 − 100 at 20 %.
		expect(told).toEqual([
			['sales', '20', 240_000n, 48_000n],
			['sales', '5.5', 20_000n, 1_100n],
			['purchases', '20', 40_000n, 8_000n]
		]);
	});

	it('a designer in Québec: two taxes on a line, cash rounding, US dollars that gain and lose, a write-off taken back', () => {
		const taxes = [
			{ name: 'GST', category: 'S', rate: '5' },
			{ name: 'QST', category: 'S', rate: '9.975' }
		] as LineTax[];
		const none: LineTax[] = [{ name: 'Export', category: 'Z', rate: '0' }];
		const usd = { currency: 'USD', exchangeRate: '1.36', baseCurrency: 'CAD' };
		const first = issued('Q-1', { issueDate: '2026-03-02', lines: [line('a', '1000', taxes)] });
		const foreign = issued('Q-2', { ...usd, issueDate: '2026-03-10', lines: [line('a', '1000', none)] });
		const rounded = issued('Q-3', { issueDate: '2026-03-12', cashRounding: '0.05', lines: [line('a', '19.99', taxes)] });
		const lost = stated(
			{ kind: 'written-off', documentId: 'd1', date: '2026-12-01', amount: '1149.75', cause: 'bad-debt' },
			{ kind: 'reversed', factId: 'f0', documentId: 'd1', at: '2026-12-02T10:00:00Z', reason: 'wrong one' }
		);
		const paid = stated({ kind: 'payment', documentId: 'd2', paymentId: 'p', date: '2026-04-01', amount: '1000.00', method: 'transfer' });
		const dollars = payment({ amount: '1000.00', date: '2026-04-01', currency: 'USD', exchangeRate: '1.34', baseCurrency: 'CAD' });
		const bill = booked({
			kind: 'bill',
			date: '2026-03-15',
			...{ currency: 'USD', exchangeRate: '1.40', baseCurrency: 'CAD' },
			lines: [aCost({ amount: '100', taxes: [], category: { id: 'software', name: 'Software' } })]
		});
		const out = payment({
			kind: 'supplier-payment',
			amount: '100.00',
			date: '2026-04-10',
			currency: 'USD',
			exchangeRate: '1.38',
			baseCurrency: 'CAD'
		});
		const settled = stated({ kind: 'payment', documentId: 'e', paymentId: 'o', date: '2026-04-10', amount: '100.00', method: 'transfer' });
		const derived = [
			documentEntries('d1', first, lost, 'CAD'),
			documentEntries('d2', foreign, paid, 'CAD', () => dollars),
			documentEntries('d3', rounded, [], 'CAD'),
			expenseEntries('e', bill, settled, 'CAD', () => out),
			paymentEntries('p', dollars, [], 'CAD'),
			paymentEntries('o', out, [], 'CAD')
		];
		expect(written('plain', 'CAD', ...derived)).toEqual([
			'2026-03-02 | SALES | 1100 1149.75 | 4000 -1000.00 | 2200 -99.75 | 2200 -50.00',
			'2026-03-10 | SALES | 1100 1360.00 | 4000 -1360.00',
			'2026-03-12 | SALES | 1100 23.00 | 4000 -19.99 | 2200 -1.99 | 2200 -1.00 | 7020 -0.02',
			'2026-03-15 | PURCH | 6000 140.00 | 2000 -140.00',
			'2026-04-01 | GEN | 1100 -20.00 | 7010 20.00',
			'2026-04-01 | BANK | 1000 1340.00 | 1100 -1340.00',
			'2026-04-10 | GEN | 2000 2.00 | 7000 -2.00',
			'2026-04-10 | BANK | 1000 -138.00 | 2000 138.00'
		]);
	});

	it('a tax kept back by the client, and one kept back from a supplier', () => {
		const iva: LineTax = { name: 'IVA', category: 'S', rate: '21' };
		const invoice = issued('E-1', {
			currency: 'EUR',
			issueDate: '2026-05-01',
			lines: [line('a', '1000', [iva])],
			withholdings: [{ name: 'IRPF', rate: '15' }]
		});
		const cost = booked({
			date: '2026-05-02',
			withheld: '15',
			lines: [aCost({ amount: '100', taxes: [{ name: 'IVA', rate: '21', reclaim: true }] })]
		});
		expect(written('plain', 'EUR', documentEntries('d', invoice, [], 'EUR'), expenseEntries('e', cost, [], 'EUR'))).toEqual([
			'2026-05-01 | SALES | 1100 1060.00 | 1310 150.00 | 4000 -1000.00 | 2200 -210.00',
			'2026-05-02 | BANK | 6000 100.00 | 1300 21.00 | 1000 -106.00 | 2210 -15.00'
		]);
	});
});

describe('what has no entry', () => {
	it('an offer, a cancelled cost, a payment that never happened', () => {
		expect(documentEntries('d', issued('E', { type: 'estimate' }), [], 'CAD')).toEqual({ entries: [] });
		const cancelled = stated({ kind: 'cancelled', at: '2026-02-04T10:00:00Z', reason: 'twice' });
		expect(expenseEntries('e', booked({ lines: [aCost()] }), cancelled, 'EUR')).toEqual({ entries: [] });
		const never = { fact: { kind: 'reversed', factId: 'p', documentId: 'p', at: '2026-02-04T10:00:00Z', reason: 'typo' } } as const;
		expect(paymentEntries('p', payment({}), [never], 'EUR')).toEqual({ entries: [] });
	});
	it('another currency without a rate is told', () => {
		const usd = { currency: 'USD', exchangeRate: undefined } as const;
		expect(documentEntries('d', { ...issued('F', {}), content: anInvoice(usd) }, [], 'CAD')).toEqual({ leftOut: 'no-rate' });
		expect(paymentEntries('p', payment({ currency: 'USD' }), [], 'EUR')).toEqual({ leftOut: 'no-rate' });
		expect(
			paymentEntries('p', payment({ currency: 'USD' }), [], 'EUR', { currency: 'USD', exchangeRate: '0.9', baseCurrency: 'EUR' })
		).toHaveProperty('entries');
	});
});

describe('the journal balances', () => {
	const price = fc.integer({ min: -50_000, max: 5_000_000 }).map((minor) => (minor / 100).toFixed(2));
	const tax = fc.constantFrom<LineTax[]>(
		[],
		[vat('20')],
		[vat('5.5')],
		[vat('7.7')],
		[
			{ name: 'GST', category: 'S', rate: '5' },
			{ name: 'QST', category: 'S', rate: '9.975' }
		]
	);
	const rate = fc.integer({ min: 1, max: 40_000 }).map((digits) => (digits / 10_000).toFixed(4));
	const content = fc.record({
		lines: fc.array(fc.tuple(price, tax, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 6 }),
		type: fc.constantFrom<DocumentContent['type']>('invoice', 'deposit-invoice', 'credit-note'),
		prices: fc.constantFrom<'net' | 'gross'>('net', 'gross'),
		taxRounding: fc.constantFrom<'document' | 'line'>('document', 'line'),
		withheld: fc.boolean(),
		cash: fc.boolean(),
		prepaid: fc.boolean(),
		rate: fc.option(rate, { nil: undefined })
	});

	it('whatever the document, and a client who paid all of it owes nothing, at whatever rates', () => {
		fc.assert(
			fc.property(content, fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), rate), { maxLength: 4 }), (given, parts) => {
				const foreign = given.rate ? { currency: 'USD', exchangeRate: given.rate, baseCurrency: 'EUR' } : { currency: 'EUR' };
				const document = issued('X', {
					...foreign,
					type: given.type,
					prices: given.prices,
					taxRounding: given.taxRounding,
					lines: given.lines.map(([each, taxes, quantity], at) => line(`l${at}`, each, taxes, { quantity: String(quantity) })),
					...(given.withheld && { withholdings: [{ name: 'IRPF', rate: '15' }] }),
					...(given.cash && { cashRounding: '0.05' }),
					...(given.prepaid && { prepaid: '1.23' })
				});
				const payable = Math.round(Number(document.totals.payable) * 100);
				const entries: Entry[] = [];
				const payments = new Map<string, Payment>();
				if (given.type !== 'credit-note' && payable > 0) {
					// The last part takes the rest.
					let left = BigInt(payable);
					for (const [at, [share, paidAt]] of [...parts, [100, given.rate ?? '1'] as const].entries()) {
						const minor = at === parts.length ? left : (BigInt(payable) * BigInt(share)) / 400n;
						left -= minor;
						if (minor <= 0n) continue;
						const amount = amountString({ currency: 'EUR', minor });
						payments.set(
							`p${at}`,
							payment({ amount, currency: foreign.currency, ...(given.rate && { exchangeRate: paidAt, baseCurrency: 'EUR' }) })
						);
					}
				}
				const facts = stated(
					...[...payments].map(([paymentId, { amount, date, method }]) => ({
						kind: 'payment',
						documentId: 'd',
						paymentId,
						date,
						amount,
						method
					}))
				);
				const derived = [
					documentEntries('d', document, facts, 'EUR', (id) => payments.get(id)),
					...[...payments].map(([id, each]) => paymentEntries(id, each, [], 'EUR'))
				];
				for (const each of derived) entries.push(...('entries' in each ? each.entries : []));
				for (const { lines } of entries) {
					expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
					expect(lines.every(({ amount }) => amount !== 0n)).toBe(true);
				}
				const owed = entries.flatMap(({ lines }) => lines).filter(({ role }) => role === 'receivable');
				if (payments.size > 0) expect(owed.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
			}),
			{ numRuns: 400 }
		);
	});

	it('whatever the cost', () => {
		const cost = fc.array(fc.tuple(price, fc.constantFrom('20', '10', '5.5', '0'), fc.boolean(), fc.constantFrom('office', 'meals', '')), {
			minLength: 1,
			maxLength: 6
		});
		fc.assert(
			fc.property(
				cost,
				fc.constantFrom<'net' | 'gross'>('net', 'gross'),
				fc.option(rate, { nil: undefined }),
				fc.boolean(),
				(lines, prices, exchangeRate, isBill) => {
					const made = booked({
						prices,
						kind: isBill ? 'bill' : 'expense',
						...(exchangeRate && { currency: 'USD', exchangeRate, baseCurrency: 'EUR' }),
						lines: lines.map(([amount, percent, reclaim, category], at) =>
							aCost({
								id: `l${at}`,
								order: `l${at}`,
								amount,
								taxes: [{ name: 'TVA', rate: percent, reclaim }],
								category: category ? { id: category, name: category } : undefined
							})
						)
					});
					const derived = expenseEntries('e', made, [], 'EUR');
					if (!('entries' in derived)) throw new Error('left out');
					for (const each of derived.entries) expect(each.lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
				}
			),
			{ numRuns: 300 }
		);
	});
});
