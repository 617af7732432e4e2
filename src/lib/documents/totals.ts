/**
 * Every total of a document, computed in one place for screen, PDF, e-invoice, link and report. Pure: the same content gives the same totals.
 *
 * Order of work: line amounts, each rounded · document allowances and charges on what is taxed alike · net and tax · withholding, stamp duty,
 * prepaid, rounding · the base currency. Everything rounds half away from zero to the currency's minor unit.
 *
 * Net prices, tax per document: each row of the breakdown is taxed once, on the sum of what carries it (EN 16931). Net prices, tax per line:
 * each line is taxed and rounded by itself. Gross prices: what shares the same taxes is divided into net and tax so that both add up to the
 * figure typed, and the net goes back to its lines by largest remainder.
 * A compound tax is computed on the net and the rounded taxes before it, of all that carries the same taxes.
 */
import { amount, amountString, parseAmount } from '../money/amount.ts';
import { apportion } from '../money/apportion.ts';
import { absolute } from '../money/decimal.ts';
import { portionsOf, type Portion } from './allowances.ts';
import type { DocumentContent, Frozen, FrozenTotals, LineTotal, TaxTotal, Totals } from './document.ts';
import { FigureReader, type LineFigures, type TotalsProblem } from './figures.ts';
import { inBaseCurrency, settle } from './settlement.ts';
import { ascending, descending, netOfGross, rowTax, taxGross, taxNet, taxTotal, type TaxRow } from './tax-sets.ts';

/** Stored with what was frozen; raised by any change that could move a cent. */
export const ENGINE_VERSION = 1;

/** `provisional` is for the eye of who is typing: the totals with each unreadable field counted as empty. Never issue it. */
export type TotalsResult = { ok: true; value: Totals } | { ok: false; problems: TotalsProblem[]; provisional: Totals };

export function computeTotals(content: DocumentContent): TotalsResult {
	const reader = new FigureReader(content);
	const lines = content.lines.map((line, index) => reader.line(line, `lines.${index}`));
	const shown = sumOf(lines, (line) => line.shown);
	const effects = content.allowances.map((each, index) => reader.effect(each, shown, `allowances.${index}`));
	const portions = portionsOf(lines, effects, content.taxRounding === 'line', reader.noTaxes());
	const netSums = content.prices === 'gross' ? grossPortions(portions) : netPortions(portions);
	const taxExclusive = netSums.lines - netSums.allowances + netSums.charges;
	const taxes = breakdown(portions, content);
	const taxSum = sumOf(taxes, (row) => row.tax);
	const end = settle(content, reader, taxExclusive, taxExclusive + taxSum);
	const base = inBaseCurrency(content, reader, taxSum, end.payable);
	const totals: Totals = {
		currency: content.currency,
		lines: lines.map((line) => lineTotal(line, netSums.ofLine.get(line) ?? line.shown)),
		sumLines: netSums.lines,
		sumAllowances: netSums.allowances,
		sumCharges: netSums.charges,
		taxExclusive,
		taxes,
		taxTotal: taxSum,
		taxInclusive: taxExclusive + taxSum,
		...end,
		allowances: effects.map(({ id, kind, reason, amount }) => ({ id, kind, reason, amount })),
		...(base ? { base } : {})
	};
	return reader.problems.length ? { ok: false, problems: reader.problems, provisional: totals } : { ok: true, value: totals };
}

function lineTotal({ id, shown, allowances, charges }: LineFigures, net: bigint): LineTotal {
	return { id, net, shown, allowances, charges };
}

interface NetSums {
	lines: bigint;
	allowances: bigint;
	charges: bigint;
	/** Only where it is not the amount shown. */
	ofLine: Map<LineFigures, bigint>;
}

function netPortions(portions: Portion[]): NetSums {
	return {
		lines: sumOf(portions, (each) => each.amount),
		allowances: sumOf(portions, (each) => each.allowances),
		charges: sumOf(portions, (each) => each.charges),
		ofLine: new Map()
	};
}

/** The net of an allowance is what it takes from the net of its portion, so that nothing is lost between them. */
function grossPortions(portions: Portion[]): NetSums {
	const sums: NetSums = { lines: 0n, allowances: 0n, charges: 0n, ofLine: new Map() };
	for (const { set, lines, amount, charges, allowances } of portions) {
		const net = netOfGross(set, amount);
		const charged = netOfGross(set, amount + charges);
		sums.lines += net;
		sums.charges += charged - net;
		sums.allowances += charged - netOfGross(set, amount + charges - allowances);
		const ranked = [...lines].sort((a, b) => descending(absolute(a.shown), absolute(b.shown)) || ascending(a.id, b.id));
		const parts = ranked.map((line) => line.shown * set.whole);
		apportion(net, parts, set.gross).forEach((share, index) => sums.ofLine.set(ranked[index]!, share));
	}
	return sums;
}

function breakdown(portions: Portion[], content: DocumentContent): TaxTotal[] {
	const gross = content.prices === 'gross';
	const sums = new Map<TaxRow, { taxable: bigint; tax: bigint }>();
	for (const { set, amount, charges, allowances } of portions) {
		const taxed = (gross ? taxGross : taxNet)(set, amount + charges - allowances);
		set.rows.forEach((row, index) => {
			const sum = sums.get(row) ?? { taxable: 0n, tax: 0n };
			sums.set(row, { taxable: sum.taxable + taxed.taxables[index]!, tax: sum.tax + taxed.taxes[index]! });
		});
	}
	const once = !gross && content.taxRounding === 'document';
	return [...sums]
		.sort(
			([a, sumA], [b, sumB]) =>
				descending(a.rate, b.rate) ||
				ascending(a.category, b.category) ||
				descending(absolute(sumA.taxable), absolute(sumB.taxable)) ||
				ascending(a.key, b.key)
		)
		.map(([row, { taxable, tax }]) => taxTotal(row, taxable, once ? rowTax(row, taxable) : tax));
}

function sumOf<T>(items: readonly T[], pick: (item: T) => bigint): bigint {
	let sum = 0n;
	for (const item of items) sum += pick(item);
	return sum;
}

/** Totals as an issued document stores them: each amount a decimal string of major units with all decimals of its currency. */
export function freezeTotals(totals: Totals): FrozenTotals {
	const { base, ...own } = totals;
	const frozen: FrozenTotals = freeze(own, totals.currency);
	return base ? { ...frozen, base: freeze(base, base.currency) } : frozen;
}

function freeze<T>(value: T, currency: string): Frozen<T> {
	if (typeof value === 'bigint') return amountString(amount(currency, value)) as Frozen<T>;
	if (Array.isArray(value)) return value.map((each: unknown) => freeze(each, currency)) as Frozen<T>;
	if (typeof value !== 'object' || value === null) return value as Frozen<T>;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, freeze(each, currency)])) as Frozen<T>;
}

/** Throws for a text that is no amount of its currency: what is frozen is checked where it comes in, never mended. */
export function thawTotals(frozen: FrozenTotals): Totals {
	const minor = (text: string) => minorOf(frozen.currency, text);
	const totals: Totals = {
		currency: frozen.currency,
		lines: frozen.lines.map(({ id, net, shown, allowances, charges }) => ({
			id,
			net: minor(net),
			shown: minor(shown),
			allowances: minor(allowances),
			charges: minor(charges)
		})),
		sumLines: minor(frozen.sumLines),
		sumAllowances: minor(frozen.sumAllowances),
		sumCharges: minor(frozen.sumCharges),
		taxExclusive: minor(frozen.taxExclusive),
		taxes: frozen.taxes.map((row) => ({ ...row, taxable: minor(row.taxable), tax: minor(row.tax) })),
		taxTotal: minor(frozen.taxTotal),
		taxInclusive: minor(frozen.taxInclusive),
		stampDuty: minor(frozen.stampDuty),
		withholdings: frozen.withholdings.map((each) => ({ ...each, base: minor(each.base), amount: minor(each.amount) })),
		withheld: minor(frozen.withheld),
		prepaid: minor(frozen.prepaid),
		rounding: minor(frozen.rounding),
		payable: minor(frozen.payable),
		allowances: frozen.allowances.map((each) => ({ ...each, amount: minor(each.amount) }))
	};
	if (!frozen.base) return totals;
	const { currency, taxTotal, payable } = frozen.base;
	return { ...totals, base: { currency, taxTotal: minorOf(currency, taxTotal), payable: minorOf(currency, payable) } };
}

function minorOf(currency: string, text: string): bigint {
	const parsed = parseAmount(currency, text);
	if (!parsed.ok) throw new TypeError('Not an amount of its currency');
	return parsed.value.minor;
}
