/** The forecast with what it rests on, and how it would have done. */
import { addDays } from '../documents/dates.ts';
import { backtest, monthsTested, type BacktestMonth } from './backtest.ts';
import { calendar } from './calendar.ts';
import { expectedOf, planned, type ForecastBooks, type Habits, type Outlook } from './expected.ts';
import { foresee, WEEKS, type Forecast } from './forecast.ts';
import { habitsBefore, paidBy, type Habit } from './habits.ts';
import type { Opening } from './opening.ts';
import { standingOnDays } from './standing-days.ts';

/** A step of the way to the sum, told with its numbers. Amounts in minor units of the base currency. */
export interface ForecastStep {
	step:
		| 'open-invoices'
		| 'late-invoices'
		| 'client-credit'
		| 'recurring-invoices'
		| 'bills'
		| 'late-bills'
		| 'supplier-credit'
		| 'recurring-costs';
	count: number;
	amount: bigint;
}

/** Parties whose own payments say when they are paid, and those for whom all payments do. */
export interface HabitCount {
	own: number;
	general: number;
	payments: number;
	median: number;
}

export interface ForecastReport extends Forecast {
	currency: string;
	/** What the sum begins with; absent where nobody said what is in the bank. */
	opening?: Opening;
	steps: ForecastStep[];
	habits: { clients: HabitCount; suppliers: HabitCount };
	backtest: { in: BacktestMonth[]; out: BacktestMonth[] };
}

export function makeForecast(books: ForecastBooks, today: string, opening?: Opening): ForecastReport {
	const days = calendar();
	const known = {
		clients: habitsBefore(paidBy(books, books.partyOf, 'document', days), days),
		suppliers: habitsBefore(paidBy(books, books.partyOf, 'expense', days), days)
	};
	const habitsOn = (day?: string): Habits => ({ clients: known.clients(day), suppliers: known.suppliers(day) });
	const habits = habitsOn();
	const months = monthsTested(today);
	const standing = standingOnDays(books, [...months.map(({ eve }) => eve), today]);
	const now = standing.pop()!;
	const until = addDays(today, (WEEKS + 1) * 7);
	const { expected, credit } = expectedOf(books, now, habits);
	const forecast = foresee([...expected, ...planned(books, today, until, habits)], today, days, opening?.now);
	const counted = (side: 'document' | 'expense', of: (party: string) => Habit): HabitCount => {
		const parties = new Map<string, Habit['of']>();
		for (const { source, habit } of forecast.items)
			if (habit && source.type === side) parties.set(books.partyOf(books.trades.get(source.id)!.partyId), habit.of);
		const own = [...parties.values()].filter((each) => each === 'own').length;
		// Nobody's id: what all payments together say.
		const { delays, median } = of('');
		return { own, general: parties.size - own, payments: delays.length, median };
	};
	return {
		...forecast,
		currency: books.base,
		...(opening && { opening }),
		steps: stepsOf(forecast, credit),
		habits: { clients: counted('document', habits.clients), suppliers: counted('expense', habits.suppliers) },
		backtest: backtest(books, months, standing, habitsOn, days)
	};
}

function stepsOf({ items }: Forecast, { clients, suppliers }: Outlook['credit']): ForecastStep[] {
	const none = { count: 0, amount: 0n };
	const steps: Record<ForecastStep['step'], Omit<ForecastStep, 'step'>> = {
		...{ 'open-invoices': { ...none }, 'late-invoices': { ...none }, 'client-credit': clients, 'recurring-invoices': { ...none } },
		...{ bills: { ...none }, 'late-bills': { ...none }, 'supplier-credit': suppliers, 'recurring-costs': { ...none } }
	};
	for (const item of items) {
		const step = steps[stepOf(item)];
		step.count++;
		step.amount += item.amount;
	}
	return Object.entries(steps).flatMap(([step, told]) => (told.count > 0 ? [{ step: step as ForecastStep['step'], ...told }] : []));
}

function stepOf({ source, isLate }: Forecast['items'][number]): ForecastStep['step'] {
	if (source.type === 'document') return isLate ? 'late-invoices' : 'open-invoices';
	if (source.type === 'expense') return isLate ? 'late-bills' : 'bills';
	return source.type === 'invoice-profile' ? 'recurring-invoices' : 'recurring-costs';
}
