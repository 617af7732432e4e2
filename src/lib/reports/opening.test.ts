import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { aCost, aReceipt } from '../../../tests/support/expenses.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import { ReportDesk } from '../../../tests/support/report-desk.ts';
import { makeForecast } from './make-forecast.ts';
import { openingOf, type ClosingBalance } from './opening.ts';

const TODAY = '2026-06-17';
const closing = (date: string, amount: bigint, more: Partial<ClosingBalance> = {}): ClosingBalance => {
	return { account: 'A', currency: 'CAD', date, amount, ...more };
};

/** After 1 June: 400.00 and 10 USD at 1.50 came, 30.00 and 5.00 went; 400.00 went back again; 9.00 are still to come. */
function books() {
	const desk = new ReportDesk('CAD');
	desk.paid('P0', { date: '2026-06-01', amount: '1000.00' });
	desk.paid('P1', { date: '2026-06-02', amount: '400.00' });
	desk.paid('P2', { date: '2026-06-17', amount: '10.00', currency: 'USD', exchangeRate: '1.5', baseCurrency: 'CAD' });
	desk.paid('P3', { kind: 'supplier-payment', partyId: idOf('printer'), date: '2026-06-10', amount: '30.00' });
	desk.paid('P4', { date: '2026-06-18', amount: '9.00' });
	desk.book('E1', aReceipt({ date: '2026-06-05', prices: 'net', lines: [aCost({ amount: '5', taxes: [] })] }));
	const back = { kind: 'reversed', factId: idOf('P1'), documentId: idOf('P1'), at: '2026-06-12T10:00:00Z', reason: 'returned' };
	desk.must(desk.add('fact', 'P1', { ...back, date: '2026-06-12' }));
	return desk;
}
const opening = (closings: ClosingBalance[], typed?: { date: string; amount: bigint }) =>
	openingOf(books().books(), closings, typed, TODAY);

describe('what is in the bank', () => {
	it('is what the statements close with, and what the books say has moved since', () => {
		expect(opening([closing('2026-06-01', 50_000n)])).toEqual({
			...{ from: 'statements', date: '2026-06-01', oldest: '2026-06-01', accounts: 1, others: 0 },
			...{ known: 50_000n, moved: 1500n - 3000n - 500n, now: 48_000n }
		});
		expect(opening([closing('2026-06-11', -200n)])).toMatchObject({ moved: 1500n - 40_000n, now: -38_700n });
		expect(opening([closing(TODAY, 7n)])).toMatchObject({ moved: 0n, now: 7n });
	});

	it('is of several accounts their sum, from the newest day on; of other currencies only how many', () => {
		const all = [closing('2026-05-01', 100n), closing('2026-06-11', 50n, { account: 'B' }), closing('2026-06-16', 9n, { currency: 'USD' })];
		expect(opening(all)).toMatchObject({ date: '2026-06-11', oldest: '2026-05-01', accounts: 2, others: 1, known: 150n });
		expect(opening([closing('2026-06-16', 9n, { currency: 'USD' })])).toBeUndefined();
	});

	it('is what was typed, where no statement is newer; what is dated after today says nothing', () => {
		const typed = { date: '2026-06-11', amount: 100n };
		expect(opening([], typed)).toMatchObject({ from: 'typed', known: 100n, moved: -38_500n, accounts: 0 });
		expect(opening([closing('2026-06-11', 5n)], typed)).toMatchObject({ from: 'typed' });
		expect(opening([closing('2026-06-12', 5n)], typed)).toMatchObject({ from: 'statements', known: 5n });
		expect(opening([closing('2026-06-18', 5n)], typed)).toMatchObject({ from: 'typed' });
		expect(opening([], { date: '2026-06-18', amount: 5n })).toBeUndefined();
	});

	it('is what the sum of a forecast begins with, and its band', () => {
		const desk = new ReportDesk('CAD');
		desk.issue('F1', { issueDate: '2026-06-01', dueDate: '2026-07-01', lines: [aLine({ price: '40', taxes: [] })] });
		const begun = openingOf(desk.books(), [closing('2026-06-01', 50_000n)], undefined, TODAY);
		const { weeks, opening: told } = makeForecast({ ...desk.books(), plans: [] }, TODAY, begun);
		expect([weeks[0], weeks.at(-1)].map((week) => [week!.low, week!.sum, week!.high])).toEqual([
			[50_000n, 50_000n, 50_000n],
			[54_000n, 54_000n, 54_000n]
		]);
		expect(told).toEqual(begun);
		expect(makeForecast({ ...desk.books(), plans: [] }, TODAY)).toMatchObject({ weeks: [{ sum: 0n }, ...weeks.slice(1).map(() => ({}))] });
	});
});
