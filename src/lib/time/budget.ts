/** How much of a project's budget is used. Pure. */
import { parseDecimal, QUANTITY_LIMITS } from '../money/decimal.ts';
import { minorOf } from './rates.ts';
import type { Budget } from './time.ts';

export interface Spent {
	seconds: number;
	/** Minor units of the project's currency: hours times the rates copied onto them. */
	worth: bigint;
}

export interface BudgetStanding {
	of: Budget['of'];
	/** Seconds, or minor units. */
	budget: bigint;
	used: bigint;
	/** Below zero where it is overdrawn. */
	left: bigint;
	/** Whole percent, rounded down: it says 100 only when all is used. */
	percent: number;
}

/** Undefined without one. */
export function budgetStanding(budget: Budget | undefined, currency: string, { seconds, worth }: Spent): BudgetStanding | undefined {
	if (!budget) return undefined;
	const amount = budget.of === 'hours' ? secondsIn(budget.amount) : minorOf(currency, budget.amount);
	if (amount <= 0n) return undefined;
	const used = budget.of === 'hours' ? BigInt(seconds) : worth;
	return { of: budget.of, budget: amount, used, left: amount - used, percent: Number((used * 100n) / amount) };
}

function secondsIn(hours: string): bigint {
	const read = parseDecimal(hours, QUANTITY_LIMITS);
	return read.ok ? (read.value.digits * 3600n) / 10n ** BigInt(read.value.scale) : 0n;
}
