/**
 * The sums of an expense. Pure; exact.
 *
 * Lines with the same taxes by rate are taxed together and the tax is shared to them by largest remainder, so that the sum is what the paper says:
 *
 *     with taxes:      tax = round(gross × rate / (100 + rate))      the gross amount is met exactly
 *     without taxes:   tax = round(net × rate)
 *
 * A tax that the business owes itself is worked out on what the line comes to without taxes, and is in no sum: the supplier does not get it.
 *
 * A tax that was typed as an amount is that amount. Ties go by amount and id, never by the order of the lines.
 */
import { amount, amountString, parseAmount } from '../money/amount.ts';
import { apportion } from '../money/apportion.ts';
import { isCurrency } from '../money/currencies.ts';
import { divideRounded, parseDecimal, rescale, shortDecimalString, RATE_LIMITS } from '../money/decimal.ts';
import { isSelfAssessed } from './supplies.ts';
import type { BookedExpense, Expense, ExpenseTax, ExpenseTaxTotal, ExpenseTotals } from './expense.ts';

export const EXPENSE_ENGINE = 1;

/** Rates are whole ten-thousandths of a percent; this many are the whole. */
const WHOLE = 1_000_000n;
const RATE_SCALE = 4;

export type ExpenseTotalsResult = { ok: true; value: ExpenseTotals } | { ok: false; field: string };

interface Line {
	id: string;
	/** As typed, less the taxes typed as amounts where they are in it. */
	base: bigint;
	/** By rate, in one order whatever the order they were typed in. */
	rated: Rated[];
	typed: { tax: ExpenseTax; amount: bigint }[];
	/** Owed by the business itself: by rate, or as typed. */
	assessed: (Rated | { tax: ExpenseTax; amount: bigint })[];
	/** One for each tax of it. */
	shares: ExpenseTaxTotal[];
}
interface Rated {
	key: string;
	tax: ExpenseTax;
	rate: bigint;
	shown: string;
}

/** The field is the path of what cannot be read. An amount left empty counts as nothing. */
export function expenseTotals(expense: Pick<Expense, 'currency' | 'prices' | 'lines' | 'withheld'>): ExpenseTotalsResult {
	const { currency, prices } = expense;
	if (!isCurrency(currency)) return { ok: false, field: 'currency' };
	const minor = (text: string | undefined) => (text === undefined || text === '' ? 0n : read(currency, text));
	const withheld = minor(expense.withheld);
	if (withheld === undefined) return { ok: false, field: 'withheld' };
	const lines: Line[] = [];
	for (const { id, amount: text, taxes } of expense.lines) {
		const typedAmount = minor(text);
		if (typedAmount === undefined) return { ok: false, field: `lines.${id}.amount` };
		const rated: Rated[] = [];
		const typed: Line['typed'] = [];
		const assessed: Line['assessed'] = [];
		for (const [at, tax] of taxes.entries()) {
			const field = `lines.${id}.taxes.${at}`;
			if (tax.rate === undefined) {
				const fixed = minor(tax.amount);
				if (fixed === undefined) return { ok: false, field };
				(isSelfAssessed(tax.supply) ? assessed : typed).push({ tax, amount: fixed });
				continue;
			}
			const rate = parseDecimal(tax.rate || '0', RATE_LIMITS);
			if (!rate.ok || rate.value.digits < 0n) return { ok: false, field };
			const shown = shortDecimalString(rate.value);
			const of = isSelfAssessed(tax.supply) ? assessed : rated;
			of.push({ key: keyOf({ ...plain(tax), rate: shown }), tax, rate: rescale(rate.value, RATE_SCALE).digits, shown });
		}
		rated.sort((a, b) => order(b.rate, a.rate) || order(a.key, b.key));
		const inside = prices === 'gross' ? typed.reduce((sum, each) => sum + each.amount, 0n) : 0n;
		lines.push({ id, base: typedAmount - inside, rated, typed, assessed, shares: [] });
	}
	if (prices === 'gross') taxInside(lines);
	else taxOnTop(lines);
	return { ok: true, value: sums(currency, prices, lines, withheld) };
}

/** Each set of taxes by itself: what is inside an amount depends on all of them together. */
function taxInside(lines: Line[]): void {
	for (const group of grouped(lines, ({ rated }) => rated.map(({ key }) => key).join('\n\n'))) {
		const { rated } = group[0]!;
		const sum = total(group);
		const rates = rated.reduce((all, { rate }) => all + rate, 0n);
		const tax = divideRounded(sum * rates, WHOLE + rates);
		const parts = apportion(
			tax,
			rated.map(({ rate }) => sum * rate),
			WHOLE + rates
		);
		rated.forEach((each, at) => shareOut(each, parts[at]!, sum, group, sum - tax));
	}
}

/** Each tax by itself, over all lines that have it. */
function taxOnTop(lines: Line[]): void {
	const keys = new Map(lines.flatMap(({ rated }) => rated.map((each) => [each.key, each] as const)));
	for (const [key, each] of keys) {
		const group = lines.filter(({ rated }) => rated.some((other) => other.key === key));
		const sum = total(group);
		shareOut(each, divideRounded(sum * each.rate, WHOLE), sum, group, sum);
	}
}

function shareOut({ tax: own, shown }: Rated, tax: bigint, sum: bigint, group: Line[], taxable: bigint): void {
	const sorted = [...group].sort((a, b) => order(b.base, a.base) || order(a.id, b.id));
	const share = (whole: bigint) =>
		sum === 0n
			? sorted.map(() => 0n)
			: apportion(
					whole,
					sorted.map(({ base }) => whole * base),
					sum
				);
	const taxes = share(tax);
	const taxables = share(taxable);
	sorted.forEach((line, at) => line.shares.push({ ...plain(own), rate: shown, taxable: taxables[at]!, tax: taxes[at]! }));
}

function sums(currency: string, prices: Expense['prices'], lines: Line[], withheld: bigint): ExpenseTotals {
	const rows = new Map<string, ExpenseTaxTotal>();
	const totals: ExpenseTotals = {
		...{ currency, lines: [], taxes: [], net: 0n, tax: 0n, reclaimable: 0n, gross: 0n },
		withheld,
		payable: 0n
	};
	const add = (row: ExpenseTaxTotal) => {
		const known = rows.get(keyOf(row)) ?? { ...row, taxable: 0n, tax: 0n };
		rows.set(keyOf(row), { ...known, taxable: known.taxable + row.taxable, tax: known.tax + row.tax });
	};
	/** What taxes by rate that the business owes itself are of. */
	const owed = new Map<string, { of: Rated; taxable: bigint }>();
	for (const { id, base, typed, assessed, shares } of lines) {
		const rated = shares.reduce((sum, { tax }) => sum + tax, 0n);
		const net = prices === 'gross' ? base - rated : base;
		const all = [...shares, ...typed.map(({ tax, amount: own }) => ({ ...plain(tax), taxable: net, tax: own }))];
		const line = { id, net, tax: 0n, reclaimable: 0n };
		for (const row of all) {
			add(row);
			line.tax += row.tax;
			if (row.reclaim) line.reclaimable += row.tax;
		}
		for (const each of assessed) {
			if ('amount' in each) add({ ...plain(each.tax), taxable: net, tax: each.amount });
			else owed.set(each.key, { of: each, taxable: (owed.get(each.key)?.taxable ?? 0n) + net });
		}
		totals.lines.push(line);
		totals.net += line.net;
		totals.tax += line.tax;
		totals.reclaimable += line.reclaimable;
	}
	for (const { of, taxable } of owed.values())
		add({ ...plain(of.tax), rate: of.shown, taxable, tax: divideRounded(taxable * of.rate, WHOLE) });
	totals.taxes = [...rows.entries()].sort(([a, x], [b, y]) => order(Number(y.rate), Number(x.rate)) || order(a, b)).map(([, row]) => row);
	totals.gross = totals.net + totals.tax;
	totals.payable = totals.gross - withheld;
	return totals;
}

function plain({ name, reclaim, supply }: ExpenseTax): Pick<ExpenseTaxTotal, 'name' | 'rate' | 'reclaim' | 'supply'> {
	return { name, rate: '', reclaim, ...(supply && { supply }) };
}

function keyOf({ name, rate, reclaim, supply }: Pick<ExpenseTaxTotal, 'name' | 'rate' | 'reclaim' | 'supply'>): string {
	return `${name}\n${rate}\n${reclaim}${supply ? `\n${supply}` : ''}`;
}

/** As a booked expense keeps them. */
export function freezeExpenseTotals(totals: ExpenseTotals): BookedExpense['totals'] {
	const text = (minor: bigint) => amountString(amount(totals.currency, minor));
	const { currency, lines, taxes, net, tax, reclaimable, gross, withheld, payable } = totals;
	return {
		currency,
		lines: lines.map((line) => ({ id: line.id, net: text(line.net), tax: text(line.tax), reclaimable: text(line.reclaimable) })),
		taxes: taxes.map((row) => ({ ...row, taxable: text(row.taxable), tax: text(row.tax) })),
		net: text(net),
		tax: text(tax),
		reclaimable: text(reclaimable),
		gross: text(gross),
		withheld: text(withheld),
		payable: text(payable)
	};
}

function read(currency: string, text: string): bigint | undefined {
	const parsed = parseAmount(currency, text);
	return parsed.ok ? parsed.value.minor : undefined;
}

function total(lines: readonly Line[]): bigint {
	return lines.reduce((sum, { base }) => sum + base, 0n);
}

function grouped(lines: readonly Line[], keyOf: (line: Line) => string): Line[][] {
	const groups = new Map<string, Line[]>();
	for (const line of lines) {
		const key = keyOf(line);
		groups.set(key, [...(groups.get(key) ?? []), line]);
	}
	return [...groups.values()];
}

function order<T extends bigint | string | number>(a: T, b: T): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
