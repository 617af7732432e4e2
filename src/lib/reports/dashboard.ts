/** The figures one looks at first: earned and spent, moved, open. */
import { sourceOf } from './books.ts';
import { ratedBy, ratesInto } from './rates.ts';
import { standingDay } from './range.ts';
import { standingOnDays } from './standing-days.ts';
import { fillProfit, PROFIT_OF } from './profit.ts';
import type { ReportMaker } from './maker.ts';
import { sumOf, type Layout, type Place } from './tally.ts';

const MONEY_IN: Place = { section: 'moved', row: 'in', label: { word: 'rowMoneyIn' } };
const MONEY_OUT: Place = { section: 'moved', row: 'out', label: { word: 'rowMoneyOut' } };
const [OWED, OWED_LATE, OWING, OWING_LATE] = ['owed', 'owed-late', 'owing', 'owing-late'].map((row): Place => ({
	section: 'open',
	row,
	label: { text: '' }
})) as [Place, Place, Place, Place];

const LAYOUTS: readonly Layout[] = [
	{ key: 'income', hidden: true },
	{ key: 'costs', hidden: true },
	{
		key: 'result',
		title: { word: 'sectionResult' },
		totals: [
			{ ...sumOf('income', { word: 'sectionIncome' }), key: 'all-income' },
			{ ...sumOf('costs', { word: 'sectionCosts' }), key: 'all-costs' },
			{ key: 'profit', label: { word: 'rowProfit' }, of: PROFIT_OF }
		]
	},
	{
		key: 'moved',
		title: { word: 'sectionMoved' },
		fixed: [
			{ key: 'in', label: { word: 'rowMoneyIn' } },
			{ key: 'out', label: { word: 'rowMoneyOut' } },
			{
				key: 'moved',
				label: { word: 'rowMoneyMoved' },
				of: [
					{ section: 'moved', row: 'in', sign: 1n },
					{ section: 'moved', row: 'out', sign: -1n }
				]
			}
		]
	},
	{
		key: 'open',
		title: { word: 'sectionOpen' },
		fixed: [
			{ key: 'owed', label: { word: 'rowOwed' } },
			{ key: 'owed-late', label: { word: 'rowOwedLate' } },
			{ key: 'owing', label: { word: 'rowOwing' } },
			{ key: 'owing-late', label: { word: 'rowOwingLate' } }
		]
	}
];

export const dashboard: ReportMaker = {
	columns: () => [{ key: 'amount', label: 'columnAmount', kind: 'money' }],
	layouts: () => LAYOUTS,
	notes: ({ basis }) => [basis === 'cash' ? 'noteCash' : 'noteAccrual', 'noteOpen'],
	fill(books, { basis, today }, range, tally) {
		fillProfit(books, basis, range, tally);
		const rateOf = ratesInto(books.base);
		const inside = (date: string) => date >= range.from && date <= range.to;
		const moved = (amount: bigint, of: Parameters<typeof sourceOf>[0]) =>
			tally.add(amount > 0n ? MONEY_IN : MONEY_OUT, 0, amount > 0n ? amount : -amount, () => sourceOf(of));
		for (const payment of books.money.values()) {
			const { exchangeRate, currency } = payment.rated;
			const isRated = exchangeRate !== undefined || currency === books.base;
			const paid = isRated ? undefined : payment.shares.map(({ to }) => books.trades.get(to)).find((each) => each?.parts);
			const rate = rateOf(isRated ? payment.rated : ratedBy(payment, paid));
			if ('leftOut' in rate) continue;
			const value = rate.into(payment.amount);
			if (inside(payment.date)) moved(value, payment);
			if (payment.until !== undefined && inside(payment.until)) moved(-value, payment);
		}
		for (const trade of books.trades.values())
			if (trade.kind === 'expense' && inside(trade.date))
				for (const { role, amount } of trade.parts ?? []) if ((role === 'bank' || role === 'cash') && amount !== 0n) moved(amount, trade);
		const day = standingDay(range, today);
		for (const { trade, parts } of standingOnDays(books, [day])[0]!.open) {
			const rate = rateOf(trade.rated);
			if ('leftOut' in rate) continue;
			const [open, late] = trade.type === 'document' ? [OWED, OWED_LATE] : [OWING, OWING_LATE];
			let before = 0n;
			for (const { date, amount } of parts) {
				const value = rate.into(before + amount) - rate.into(before);
				before += amount;
				tally.add(open, 0, value, () => sourceOf(trade));
				if (date !== '' && date < day) tally.add(late, 0, value, () => sourceOf(trade));
			}
		}
	},
	chart: 'flows'
};
