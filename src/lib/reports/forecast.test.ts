import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { aBill, aCost } from '../../../tests/support/expenses.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import { ReportDesk } from '../../../tests/support/report-desk.ts';
import { addDays } from '../documents/dates.ts';
import type { Plan } from './expected.ts';
import { foresee, foreseen, LATE_DAYS, mondayOf, WEEKS, type Expected } from './forecast.ts';
import { habitsBefore, paidBy } from './habits.ts';
import { makeForecast } from './make-forecast.ts';

/** A Wednesday. */
const TODAY = '2026-06-17';

/** Invoices of 100.00 that were due on that day and paid so many days later. */
function paidLate(desk: ReportDesk, client: string, first: string, delays: readonly number[]): void {
	for (const [at, delay] of delays.entries()) {
		const [name, due] = [`${client}${at}`, addDays(first, at * 7)];
		desk.issue(name, { partyId: idOf(client), issueDate: addDays(due, -30), dueDate: due, lines: [aLine({ price: '100', taxes: [] })] });
		desk.paid(`P${name}`, { partyId: idOf(client), date: addDays(due, delay), amount: '100.00' }, { [name]: '100.00' });
	}
}

function open(desk: ReportDesk, name: string, client: string, dueDate: string, price = '500'): void {
	const issueDate = addDays(dueDate, -30);
	desk.issue(name, { partyId: idOf(client), issueDate, dueDate, lines: [aLine({ price, taxes: [] })] }, client);
}

const forecast = (desk: ReportDesk, plans: Plan[] = [], today = TODAY) => makeForecast({ ...desk.books(), plans }, today);

describe('habits', () => {
	it('are the middle of what a client paid; of one who paid too little, of all', () => {
		const desk = new ReportDesk();
		paidLate(desk, 'slow', '2026-01-05', [20, 25, 60]);
		paidLate(desk, 'fast', '2026-01-06', [-2, 0, 1, 1]);
		paidLate(desk, 'new', '2026-01-07', [90]);
		const habitOf = habitsBefore(paidBy(desk.books(), (id) => id, 'document'))();
		expect(habitOf(idOf('slow'))).toMatchObject({ of: 'own', median: 25, quick: 20, slow: 60 });
		expect(habitOf(idOf('fast'))).toMatchObject({ of: 'own', median: 1 });
		expect(habitOf(idOf('new'))).toMatchObject({ of: 'all', delays: [-2, 0, 1, 1, 20, 25, 60, 90] });
		expect(habitsBefore([])()('x')).toMatchObject({ of: 'nobody', median: 0 });
	});

	it('then knew only what was paid by then', () => {
		const desk = new ReportDesk();
		paidLate(desk, 'slow', '2026-01-05', [20, 20, 20, 50, 50, 50]);
		expect(habitsBefore(paidBy(desk.books(), (id) => id, 'document'))('2026-02-15')(idOf('slow')).delays).toEqual([20, 20, 20]);
	});
});

describe('what is expected when', () => {
	const habit = { of: 'own', delays: [5, 10, 40], median: 10, quick: 5, slow: 40 } as const;
	const source = { type: 'document', id: 'x', kind: 'invoice', number: 'F' } as const;
	const item = (due: string, amount = 100n): Expected => ({ source, name: '', due, amount, habit });

	it('goes by the habit, then by those who took longer, then by nothing but patience', () => {
		expect(foreseen(item('2026-06-20'), TODAY)).toMatchObject({ date: '2026-06-30', early: '2026-06-25', late: '2026-07-30' });
		// 12 days late already: of his payments only the one of 40 days took longer.
		expect(foreseen(item('2026-06-05'), TODAY)).toMatchObject({ date: '2026-07-15', early: TODAY, late: '2026-07-15' });
		// Exactly as late as the latest so far: none of his payments took longer.
		expect(foreseen(item('2026-05-08'), TODAY)).toMatchObject({ date: addDays(TODAY, LATE_DAYS), isLate: true });
		const never = foreseen(item('2026-03-01'), TODAY);
		expect(never).toMatchObject({ date: addDays(TODAY, LATE_DAYS), early: TODAY, isLate: true });
	});

	it('stands in its week; the band holds the sum, and all of it adds up', () => {
		const day = fc.integer({ min: -200, max: 500 }).map((days) => addDays(TODAY, days));
		const delays = fc.array(fc.integer({ min: -30, max: 200 }), { minLength: 1, maxLength: 9 }).map((all) => all.sort((a, b) => a - b));
		const any = fc.record({ due: day, amount: fc.bigInt({ min: -100_000n, max: 100_000n }).filter((value) => value !== 0n), delays });
		fc.assert(
			fc.property(fc.array(any, { maxLength: 20 }), (all) => {
				const expected = all.map(({ due, amount, delays: known }): Expected => {
					const at = (share: number) => known[Math.round((known.length - 1) * share)]!;
					const own = { of: 'own', delays: known, median: at(0.5), quick: at(0.2), slow: at(0.8) } as const;
					return { source, name: '', due, amount, ...(amount > 0n && { habit: own }) };
				});
				const { weeks, items, beyond } = foresee(expected, TODAY);
				expect(weeks).toHaveLength(WEEKS);
				expect(weeks[0]!.start).toBe('2026-06-15');
				for (const { low, sum, high } of weeks) expect(low <= sum && sum <= high).toBe(true);
				for (const { date, early, late } of items) expect(TODAY <= early && early <= date && date <= late).toBe(true);
				const total = expected.reduce((sum, { amount }) => sum + amount, 0n);
				expect(weeks.at(-1)!.sum + beyond.amount).toBe(total);
				expect(items.length + beyond.count).toBe(expected.length);
				for (const [at, { start, in: coming, out }] of weeks.entries()) {
					const within = items.filter(({ date }) => mondayOf(date) === start);
					expect(coming - out).toBe(within.reduce((sum, { amount }) => sum + amount, 0n));
					expect(start).toBe(addDays('2026-06-15', at * 7));
				}
			}),
			{ numRuns: 200 }
		);
	});
});

describe('the forecast of a business', () => {
	function desk(): ReportDesk {
		const books = new ReportDesk();
		paidLate(books, 'slow', '2026-01-05', [18, 20, 22]);
		open(books, 'F1', 'slow', '2026-06-10');
		open(books, 'F2', 'unknown', '2026-07-01', '80');
		const supplierId = idOf('printer');
		books.book('B1', aBill({ supplierId, date: '2026-06-01', dueDate: '2026-06-30', lines: [aCost({ amount: '60', taxes: [] })] }));
		return books;
	}

	it('says what it rests on: invoices by habit, bills when they are due, plans as they come', () => {
		const plans: Plan[] = [
			{
				...{ type: 'invoice-profile', id: 'r1', title: 'Hosting', partyId: idOf('slow'), from: 3, dueDays: 10, amount: 2000n },
				schedule: { unit: 'month', every: 1, start: '2026-04-01' }
			},
			{
				...{ type: 'expense-profile', id: 'r2', title: 'Rent', partyId: '', from: 0, dueDays: 0, amount: -1000n },
				schedule: { unit: 'month', every: 1, start: '2026-06-01', count: 3 }
			}
		];
		const made = forecast(desk(), plans);
		const when = (number: string) => made.items.find(({ source }) => source.number === number)!.date;
		expect([when('F1'), when('F2'), when('B-1')]).toEqual(['2026-06-30', '2026-07-21', '2026-06-30']);
		// Of the rent the one of 1 June is not made yet: it counts today.
		expect(made.items.filter(({ name }) => name === 'Rent').map(({ date }) => date)).toEqual([TODAY, '2026-07-01', '2026-08-01']);
		const hosting = made.items.filter(({ name }) => name === 'Hosting').map(({ date }) => date);
		expect(hosting[0]).toBe('2026-07-31');
		expect(made.steps).toEqual([
			{ step: 'open-invoices', count: 2, amount: 58_000n },
			{ step: 'recurring-invoices', count: hosting.length, amount: 2000n * BigInt(hosting.length) },
			{ step: 'bills', count: 1, amount: -6000n },
			{ step: 'recurring-costs', count: 3, amount: -3000n }
		]);
		expect(made.habits.clients).toEqual({ own: 1, general: 1, payments: 3, median: 20 });
	});

	it('takes off what a client has to his credit, the oldest first and in its own currency alone', () => {
		const books = new ReportDesk();
		// The first by its number is the last that is due.
		open(books, 'F2', 'slow', '2026-07-15', '300');
		open(books, 'F9', 'slow', '2026-07-01', '100');
		open(books, 'F3', 'other', '2026-07-01', '70');
		const usd = { currency: 'USD', exchangeRate: '1.5', baseCurrency: 'CAD' };
		books.issue('U1', {
			partyId: idOf('slow'),
			issueDate: '2026-06-01',
			dueDate: '2026-07-02',
			...usd,
			lines: [aLine({ price: '10', taxes: [] })]
		});
		books.paid('P1', { kind: 'deposit', partyId: idOf('slow'), date: '2026-06-02', amount: '120.00' });
		books.issue('C1', { type: 'credit-note', partyId: idOf('slow'), issueDate: '2026-06-03', lines: [aLine({ price: '30', taxes: [] })] });
		const told = ({ items, steps }: ReturnType<typeof forecast>) => ({
			items: items.map(({ source, amount, credit }) => [source.number, amount, credit]),
			credit: steps.filter(({ step }) => step.endsWith('credit'))
		});
		expect(told(forecast(books))).toEqual({
			items: [
				['F3', 7000n, undefined],
				['U1', 1500n, undefined],
				['F2', 25_000n, 5000n]
			],
			credit: [{ step: 'client-credit', count: 1, amount: 15_000n }]
		});
		// More than is owed: nothing is expected of him, and what is left comes back to nobody.
		books.paid('P2', { kind: 'deposit', partyId: idOf('other'), date: '2026-06-02', amount: '500.00' });
		const more = told(forecast(books));
		expect(more.items.map(([number]) => number)).toEqual(['U1', 'F2']);
		expect(more.credit).toEqual([{ step: 'client-credit', count: 2, amount: 22_000n }]);
		expect(forecast(books).weeks.at(-1)!.sum).toBe(26_500n);
	});

	/** Bills of 60.00 of the printer, due on the 1st of each month and paid so many days later. */
	function paidBills(delays: readonly number[]): ReportDesk {
		const books = new ReportDesk();
		for (const [at, delay] of delays.entries()) {
			const [name, due] = [`B${at}`, `2026-0${at + 1}-01`];
			bill(books, name, due);
			books.paid(
				`Q${at}`,
				{ kind: 'supplier-payment', partyId: idOf('printer'), date: addDays(due, delay), amount: '60.00' },
				{ [name]: '60.00' }
			);
		}
		return books;
	}
	function bill(books: ReportDesk, name: string, dueDate: string, supplier = 'printer', amount = '60'): void {
		const lines = [aCost({ amount, taxes: [] })];
		books.book(name, aBill({ number: name, supplierId: idOf(supplier), date: addDays(dueDate, -30), dueDate, lines }));
	}

	it('pays bills as the business pays that supplier, or all of them, and counts what is later than ever as paid today', () => {
		const books = paidBills([4, 6, 20]);
		bill(books, 'N1', '2026-07-01');
		bill(books, 'N2', '2026-07-01', 'landlord');
		bill(books, 'N3', '2026-06-10');
		bill(books, 'N4', '2026-05-01');
		const made = forecast(books);
		const told = (number: string) => {
			const { date, early, late, isLate, habit } = made.items.find(({ source }) => source.number === number)!;
			return [date, early, late, isLate, habit!.of];
		};
		expect(told('N1')).toEqual(['2026-07-07', '2026-07-05', '2026-07-21', undefined, 'own']);
		expect(told('N2')).toEqual(['2026-07-07', '2026-07-05', '2026-07-21', undefined, 'all']);
		// Seven days late: of those that took longer only the one of twenty.
		expect(told('N3')).toEqual(['2026-06-30', TODAY, '2026-06-30', undefined, 'own']);
		expect(told('N4')).toEqual([TODAY, TODAY, addDays(TODAY, 2 * LATE_DAYS), true, 'own']);
		expect(made.habits).toEqual({
			clients: { own: 0, general: 0, payments: 0, median: 0 },
			suppliers: { own: 1, general: 1, payments: 3, median: 6 }
		});
		expect(made.steps).toEqual([
			{ step: 'bills', count: 3, amount: -18_000n },
			{ step: 'late-bills', count: 1, amount: -6000n }
		]);
		const rent = { unit: 'month', every: 1, start: '2026-07-01', count: 1 } as const;
		const plan = { type: 'expense-profile', id: 'r', title: 'Rent', schedule: rent, from: 0, dueDays: 10, amount: -900n } as const;
		const of = (more: object) =>
			forecast(books, [{ ...plan, partyId: idOf('printer'), ...more }]).items.find(({ name }) => name === 'Rent')!;
		expect([of({ isBill: true }).date, of({ dueDays: 0 }).date]).toEqual(['2026-07-17', '2026-07-01']);
	});

	it('takes off what the business has to its credit with a supplier: paid ahead, or credited', () => {
		const books = new ReportDesk();
		bill(books, 'N1', '2026-07-01', 'printer', '100');
		bill(books, 'N2', '2026-07-01', 'landlord', '100');
		bill(books, 'G1', '2026-06-30', 'printer', '-20');
		books.paid('Q1', { kind: 'supplier-payment', partyId: idOf('printer'), date: '2026-06-01', amount: '15.00' });
		const { items, steps } = forecast(books);
		expect(items.map(({ source, amount, credit }) => [source.number, amount, credit])).toEqual([
			['N1', -6500n, 3500n],
			['N2', -10_000n, undefined]
		]);
		expect(steps).toContainEqual({ step: 'supplier-credit', count: 1, amount: 3500n });
	});

	it('of bills is told against what was paid: of May it said 120.00, and 60.00 were', () => {
		const books = paidBills([5, 5, 5]);
		bill(books, 'M1', '2026-05-02');
		bill(books, 'M2', '2026-05-03');
		books.paid('Q9', { kind: 'supplier-payment', partyId: idOf('printer'), date: '2026-05-09', amount: '60.00' }, { M2: '60.00' });
		const { in: coming, out } = forecast(books).backtest;
		expect(coming).toEqual([]);
		expect(out.at(-1)).toEqual({ month: '2026-05', said: 12_000n, low: 12_000n, high: 12_000n, came: 6000n, unforeseen: 0n });
	});

	it('is told against what came: of May it said 500.00, and 300.00 came', () => {
		const books = new ReportDesk();
		paidLate(books, 'slow', '2026-01-05', [18, 20, 22]);
		// Due on 20 April and expected 20 days later, on 10 May.
		open(books, 'F1', 'slow', '2026-04-20');
		books.paid('P1', { partyId: idOf('slow'), date: '2026-05-12', amount: '300.00' }, { F1: '300.00' });
		// Issued in May and paid in May: nobody could know of it.
		books.issue('F2', { issueDate: '2026-05-05', dueDate: '2026-06-04', lines: [aLine({ price: '70', taxes: [] })] });
		books.paid('P2', { date: '2026-05-20', amount: '70.00' }, { F2: '70.00' });
		const months = forecast(books).backtest.in;
		expect(months.at(-1)).toEqual({ month: '2026-05', said: 50_000n, low: 50_000n, high: 50_000n, came: 30_000n, unforeseen: 7000n });
		// What he had to his credit on its eve would have been taken off.
		const before = new ReportDesk();
		open(before, 'F1', 'slow', '2026-04-20');
		before.paid('P0', { kind: 'deposit', partyId: idOf('slow'), date: '2026-03-30', amount: '120.00' });
		expect(forecast(before).backtest.in.map(({ month, said }) => [month, said])).toEqual([
			['2026-04', 38_000n],
			['2026-05', 38_000n]
		]);
		// What was written since does not change what was said then.
		open(books, 'F3', 'slow', '2026-06-30');
		expect(forecast(books).backtest.in.at(-1)).toEqual(months.at(-1));
	});
});
