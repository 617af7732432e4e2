/** The forecast with what it rests on, and how it would have done. */
import { addDays } from '../documents/dates.ts';
import { backtest, monthsTested, type BacktestMonth } from './backtest.ts';
import { calendar } from './calendar.ts';
import { expectedOf, planned, type ForecastBooks } from './expected.ts';
import { foresee, WEEKS, type Forecast } from './forecast.ts';
import { habitsBefore, paidBy } from './habits.ts';
import { openOnDays } from './standing-days.ts';

/** A step of the way to the sum, told with its numbers. Amounts in minor units of the base currency. */
export interface ForecastStep {
	step: 'open-invoices' | 'late-invoices' | 'recurring-invoices' | 'bills' | 'recurring-costs';
	count: number;
	amount: bigint;
}

export interface ForecastReport extends Forecast {
	currency: string;
	steps: ForecastStep[];
	/** Clients whose own payments say when they pay, and those for whom all payments do. */
	habits: { own: number; general: number; payments: number; median: number };
	backtest: BacktestMonth[];
}

export function makeForecast(books: ForecastBooks, today: string): ForecastReport {
	const days = calendar();
	const paid = paidBy(books, books.partyOf, days);
	const habits = habitsBefore(paid);
	const habitOf = habits();
	const months = monthsTested(today);
	const standing = openOnDays(books, [...months.map(({ eve }) => eve), today]);
	const open = standing.pop()!;
	const until = addDays(today, (WEEKS + 1) * 7);
	const forecast = foresee([...expectedOf(books, open, habitOf), ...planned(books, today, until, habitOf)], today, days);
	const clients = new Map<string, 'client' | 'all' | 'nobody'>();
	for (const { source, habit } of forecast.items)
		if (habit && source.type === 'document') {
			const { partyId } = books.trades.get(source.id)!;
			clients.set(books.partyOf(partyId), habit.of);
		}
	const count = (wanted: (of: 'client' | 'all' | 'nobody') => boolean) => [...clients.values()].filter(wanted).length;
	// Nobody's id: what all payments together say.
	const general = habitOf('');
	return {
		...forecast,
		currency: books.base,
		steps: stepsOf(forecast),
		habits: {
			own: count((of) => of === 'client'),
			general: count((of) => of !== 'client'),
			payments: general.delays.length,
			median: general.median
		},
		backtest: backtest(books, months, standing, habits, days)
	};
}

function stepsOf({ items }: Forecast): ForecastStep[] {
	const steps: Record<ForecastStep['step'], ForecastStep> = {
		'open-invoices': { step: 'open-invoices', count: 0, amount: 0n },
		'late-invoices': { step: 'late-invoices', count: 0, amount: 0n },
		'recurring-invoices': { step: 'recurring-invoices', count: 0, amount: 0n },
		bills: { step: 'bills', count: 0, amount: 0n },
		'recurring-costs': { step: 'recurring-costs', count: 0, amount: 0n }
	};
	for (const { source, isLate, amount } of items) {
		const name =
			source.type === 'document'
				? isLate
					? 'late-invoices'
					: 'open-invoices'
				: source.type === 'expense'
					? 'bills'
					: source.type === 'invoice-profile'
						? 'recurring-invoices'
						: 'recurring-costs';
		steps[name].count++;
		steps[name].amount += amount;
	}
	return Object.values(steps).filter((step) => step.count > 0);
}
