/**
 * Taxes as the engine sees them. A *row* is one line of the breakdown (BG-23): a tax of one name, category, rate and way of computing.
 * A *set* is the taxes of one line together: lines with equal sets are taxed as one.
 *
 * The name is part of a row because two taxes of equal category and rate may stand on one line (CGST and SGST).
 */
import { apportion } from '../money/apportion.ts';
import { divideRounded, pow10, rescale, shortDecimalString, type Decimal } from '../money/decimal.ts';
import type { LineTax, TaxCategory, TaxTotal } from './document.ts';

/** Rates are whole ten-thousandths of a percent; this many are the whole: 9.975 % is 99750. */
const RATE_UNIT = 1_000_000n;
const RATE_SCALE = 4;

export interface TaxRow {
	key: string;
	name: string;
	category: TaxCategory;
	rate: bigint;
	compound: boolean;
	reasons: Set<string>;
	codes: Set<string>;
}

export interface TaxSet {
	key: string;
	/** In the order they are computed in. */
	rows: TaxRow[];
	/** For ranking: sum of the rates, and the categories. */
	rate: bigint;
	categories: string;
	/** Each tax on a net amount of `whole`, exactly; `gross` is `whole` and all of them. */
	shares: bigint[];
	whole: bigint;
	gross: bigint;
}

/** What an amount comes to: net, and each tax of its set with what it was computed on. */
export interface Taxed {
	net: bigint;
	taxes: bigint[];
	taxables: bigint[];
}

/** A tax with its rate read. */
export interface ReadTax {
	tax: LineTax;
	rate: Decimal;
}

/** Keeps one object for each row and each set, so that equal ones are the same. */
export class TaxTable {
	#rows = new Map<string, TaxRow>();
	#sets = new Map<string, TaxSet>();

	setOf(taxes: ReadTax[]): TaxSet {
		const rows = taxes.map((each, position) => this.#row(each, position));
		if (!rows.some((row) => row.compound)) rows.sort(byRank);
		const key = rows.map((row) => row.key).join('\n');
		let set = this.#sets.get(key);
		if (!set) this.#sets.set(key, (set = makeSet(key, rows)));
		return set;
	}

	#row({ tax, rate }: ReadTax, position: number): TaxRow {
		const name = tax.name.trim();
		const exact = rescale(rate, RATE_SCALE).digits;
		const compound = tax.compound === true && position > 0;
		const key = JSON.stringify([tax.category, String(exact), name, compound]);
		let row = this.#rows.get(key);
		if (!row)
			this.#rows.set(key, (row = { key, name, category: tax.category, rate: exact, compound, reasons: new Set(), codes: new Set() }));
		if (tax.exemptionReason?.trim()) row.reasons.add(tax.exemptionReason.trim());
		if (tax.exemptionCode?.trim()) row.codes.add(tax.exemptionCode.trim());
		return row;
	}
}

function makeSet(key: string, rows: TaxRow[]): TaxSet {
	const whole = pow10(6 * rows.length);
	const shares: bigint[] = [];
	let gross = whole;
	for (const row of rows) {
		const share = ((row.compound ? gross : whole) * row.rate) / RATE_UNIT; // exact: `whole` has a factor for each tax
		shares.push(share);
		gross += share;
	}
	const rate = rows.reduce((sum, row) => sum + row.rate, 0n);
	return { key, rows, rate, categories: rows.map((row) => row.category).join(' '), shares, whole, gross };
}

/** Taxes come on top of the amount; a compound tax is computed on the amount and the taxes before it. */
export function taxNet(set: TaxSet, net: bigint): Taxed {
	const taxed: Taxed = { net, taxes: [], taxables: [] };
	let running = net;
	for (const row of set.rows) {
		const taxable = row.compound ? running : net;
		const tax = rowTax(row, taxable);
		taxed.taxables.push(taxable);
		taxed.taxes.push(tax);
		running += tax;
	}
	return taxed;
}

/** Taxes are contained in the amount: net and taxes add up to it exactly. */
export function taxGross(set: TaxSet, gross: bigint): Taxed {
	const net = netOfGross(set, gross);
	const parts = set.shares.map((share) => gross * share);
	const taxes = apportion(gross - net, parts, set.gross);
	let running = net;
	const taxables = set.rows.map((row, index) => {
		const taxable = row.compound ? running : net;
		running += taxes[index]!;
		return taxable;
	});
	return { net, taxes, taxables };
}

/** gross − round(gross × rate ÷ (100 + rate)), for all taxes of the set together. */
export function netOfGross(set: TaxSet, gross: bigint): bigint {
	return gross - divideRounded(gross * (set.gross - set.whole), set.gross);
}

export function rowTax(row: TaxRow, taxable: bigint): bigint {
	return divideRounded(taxable * row.rate, RATE_UNIT);
}

export function taxTotal(row: TaxRow, taxable: bigint, tax: bigint): TaxTotal {
	const total: TaxTotal = {
		name: row.name,
		category: row.category,
		rate: shortDecimalString({ digits: row.rate, scale: RATE_SCALE }),
		taxable,
		tax
	};
	if (row.compound) total.compound = true;
	if (row.reasons.size) total.exemptionReason = [...row.reasons].sort().join('; ');
	if (row.codes.size === 1) total.exemptionCode = [...row.codes][0]!;
	return total;
}

/** Higher rate first, then category code, then name: never by the order of lines. */
function byRank(a: TaxRow, b: TaxRow): number {
	return descending(a.rate, b.rate) || ascending(a.category, b.category) || ascending(a.key, b.key);
}

export function descending(a: bigint, b: bigint): number {
	return a > b ? -1 : a < b ? 1 : 0;
}

export function ascending(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
