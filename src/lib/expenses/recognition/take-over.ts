/** What is changed in an expense when a field of a proposal is taken over. Pure. */
import { parseAmount } from '../../money/amount.ts';
import { isCurrency } from '../../money/currencies.ts';
import type { Expense, ExpenseTax } from '../expense.ts';
import type { ProposedTax } from './propose.ts';

/** Whether it is an amount of that currency: with the decimals that it has. */
export function isAmountOf(currency: string, text: string): boolean {
	return isCurrency(currency) && parseAmount(currency, text).ok;
}

/** The total of the one line there is, with its taxes in it. */
export function takeTotal(expense: Expense, total: string): void {
	const line = expense.lines[0];
	if (!line || expense.lines.length > 1) return;
	expense.prices = 'gross';
	line.amount = total;
}

/**
 * A single tax that is known by its rate is computed, if the total gives the amount on the paper; all others stand as the amounts that the paper says:
 * they lie on parts of the total. What comes back was said before of a tax of that name, or it comes back.
 */
export function takeTaxes(expense: Expense, taxes: readonly ProposedTax[], computes: (candidate: ExpenseTax) => string | undefined): void {
	const line = expense.lines[0];
	if (!line || expense.lines.length > 1) return;
	const reclaim = (name: string) => line.taxes.find((tax) => tax.name.toUpperCase() === name.toUpperCase())?.reclaim ?? true;
	line.taxes = taxes.map(({ name, rate, amount }) => {
		const byRate = rate !== undefined && taxes.length === 1 ? { name, rate, reclaim: reclaim(name) } : undefined;
		return byRate && computes(byRate) === amount ? byRate : { name, amount, reclaim: reclaim(name) };
	});
}
