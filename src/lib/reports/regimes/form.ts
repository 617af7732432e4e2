/**
 * Figures as a form takes them, where that is not to the cent: beside the exact ones, line by line, and its totals add up what stands on its lines.
 * Minor units; each of these forms is in a currency of two decimals.
 */
import type { Layout, Sums } from '../tally.ts';
import { FORM_TAX, FORM_TAXABLE, TAX, TAXABLE } from './regime.ts';

type Figure = bigint | undefined;
type Line = readonly [taxable: Figure, tax: Figure];

export interface Form {
	/** The one it is filled in with. */
	currency: string;
	/** What stands on a line; undefined where the form asks nothing there. */
	line(section: string, row: string, taxable: Figure, tax: Figure): Line;
}

const UNIT = 100n;

/** To the nearest whole unit, half of one away from zero. */
export function nearest(value: Figure): Figure {
	if (value === undefined) return undefined;
	const size = value < 0n ? -value : value;
	const whole = ((size + UNIT / 2n) / UNIT) * UNIT;
	return value < 0n ? -whole : whole;
}

/** Without what is less than a whole unit. */
export function cut(value: Figure): Figure {
	return value === undefined ? undefined : (value / UNIT) * UNIT;
}

/** France, CA3: every line in whole euros, 0.50 counted as one (notice 3310-NOT). */
export const FRENCH_FORM: Form = { currency: 'EUR', line: (_section, _row, taxable, tax) => [nearest(taxable), nearest(tax)] };

/** Great Britain: boxes 1 to 5 to the penny, 6 to 9 in whole pounds (VAT Notice 700/12). */
export const BRITISH_FORM: Form = {
	currency: 'GBP',
	line: (_section, row, taxable, tax) => (Number(row) >= 6 ? [nearest(taxable), undefined] : [undefined, tax])
};

/** Germany: bases in whole euros, cut off; where the line has one rate, its tax is worked out from that base. */
export const GERMAN_FORM: Form = {
	currency: 'EUR',
	line(section, row, taxable, tax) {
		if (section === 'paid') return [undefined, tax];
		const rate = /^(?:rate|acquired) (\d+)$/.exec(row)?.[1];
		const base = cut(taxable);
		// Whole euros by whole percent are whole cents.
		return [base, rate === undefined || base === undefined ? tax : (base * BigInt(rate)) / 100n];
	}
};

/** Puts the figures of the form beside the exact ones. */
export function fillForm(form: Form, layouts: readonly Layout[], sums: Sums): void {
	for (const { key: section } of layouts)
		for (const place of sums.rowsOf(section)) {
			const [taxable, tax] = form.line(section, place.row, place.values[TAXABLE], place.values[TAX]);
			if (taxable !== undefined) sums.add({ ...place, section }, FORM_TAXABLE, taxable);
			if (tax !== undefined) sums.add({ ...place, section }, FORM_TAX, tax);
		}
}
