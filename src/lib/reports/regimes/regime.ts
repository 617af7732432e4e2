/**
 * What a declaration of taxes asks for. Every tax of the books stands on one row of it, so that the rows together are all that was charged and paid:
 * what a form has no line for is told beside it, never left out.
 */
import type { Word } from '../labels.ts';
import type { Label } from '../report.ts';
import type { Layout, Place, Total } from '../tally.ts';
import type { TaxOf } from '../figure.ts';
import type { Form } from './form.ts';

export interface Regime {
	layouts: readonly Layout[];
	/** Where what was charged stands. @param isCredit on a credit note */
	sales(tax: TaxOf, isCredit: boolean): Place;
	purchases(tax: TaxOf): Place;
	/** Where a tax stands that the business owes itself on what it bought; `purchases` says where what of it comes back does. */
	assessed(tax: TaxOf): Place;
	/** Where a tax of a purchase is told once more, in no total: `isBack` of what comes back. */
	memos?(tax: TaxOf, isBack: boolean): readonly Memo[];
	/** What the form asks that is not in it, and how it is rounded there. */
	note?: Word;
	form?: Form;
	/** Rows that ask for all that was sold, or bought, without tax. */
	turnover?: { section: string; row: string };
	bought?: { section: string; row: string };
}

/** A row that repeats what others say, in one of the columns. */
export interface Memo {
	place: Place;
	column: typeof TAXABLE | typeof TAX;
}

/** Columns of every declaration. */
export const TAXABLE = 0;
export const TAX = 1;
/** The same as the form takes them; only where that is not to the cent. */
export const FORM_TAXABLE = 2;
export const FORM_TAX = 3;

/** A line of a form: its code there, and what it is called, in the language of those who read the form. */
export function line(code: string, text: string): Label {
	return { text: code ? `${code} · ${text}` : text };
}

export function place(section: string, row: string, label: Label): Place {
	return { section, row, label };
}

/** A tax by its own name, where the form has no line for it. */
export function byName(section: string, { name, rate, category, supply }: TaxOf): Place {
	const text = rate === '' ? name : `${name} ${rate} %`;
	const row = `tax ${name} ${rate} ${category}`;
	if (supply) return { section, row: `${row} ${supply}`, label: { word: `supply_${supply}`, args: { tax: text } } };
	return place(section, row, { text: category === '' || category === 'S' ? text : `${text} (${category})` });
}

/** A total of the tax column. */
export function total(key: string, label: Label, ...of: Total['of']): Total {
	return { key, label, of, columns: [TAX, FORM_TAX] };
}

export function plus(section: string, row: string): Total['of'][number] {
	return { section, row, sign: 1n };
}

export function minus(section: string, row: string): Total['of'][number] {
	return { section, row, sign: -1n };
}
