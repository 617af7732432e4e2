/** What was charged and paid in taxes, by name and rate: summed while the journal passes. Minor units of the base currency. */
import { amountString } from '../money/amount.ts';
import { csvRow } from '../exchange/csv/cells.ts';
import type { Entry } from './entry.ts';

export interface TaxSum {
	/** `self-assessed`: owed by the business itself on what it bought; what of it comes back is with the purchases. */
	side: 'sales' | 'self-assessed' | 'purchases';
	name: string;
	rate: string;
	taxable: bigint;
	tax: bigint;
}

export class TaxSums {
	readonly #sums = new Map<string, TaxSum>();

	add({ lines }: Entry): void {
		for (const { role, tax, amount } of lines) {
			if (!tax || (role !== 'output-tax' && role !== 'input-tax')) continue;
			const side = role === 'input-tax' ? 'purchases' : tax.supply ? 'self-assessed' : 'sales';
			const key = [side, tax.name, tax.rate].join('\n');
			const known = this.#sums.get(key) ?? { side, name: tax.name, rate: tax.rate, taxable: 0n, tax: 0n };
			known.taxable += tax.taxable;
			known.tax += role === 'output-tax' ? -amount : amount;
			this.#sums.set(key, known);
		}
	}

	/** Sales first, then by name, the highest rate first. */
	get rows(): TaxSum[] {
		const side = (sum: TaxSum) => SIDES.indexOf(sum.side);
		const byName = (a: TaxSum, b: TaxSum) => (a.name < b.name ? -1 : a.name > b.name ? 1 : Number(b.rate) - Number(a.rate));
		return [...this.#sums.values()].sort((a, b) => side(a) - side(b) || byName(a, b));
	}
}

const SIDES: readonly TaxSum['side'][] = ['sales', 'self-assessed', 'purchases'];

export const TAX_HEADING = ['side', 'tax', 'rate', 'taxable', 'tax_amount', 'currency'];

export function taxRows(sums: readonly TaxSum[], base: string): string {
	const text = (minor: bigint) => amountString({ currency: base, minor });
	return sums.map(({ side, name, rate, taxable, tax }) => csvRow([side, name, rate, text(taxable), text(tax), base])).join('');
}
