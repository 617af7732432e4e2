/**
 * From what a person typed to figures: reads every decimal string of a document's content, and computes what stands on a line by itself.
 *
 * While a document is being typed fields may be empty: an empty quantity, price, amount, percentage or rate counts as 0, an empty price
 * base as 1. A text that is no number within its limits is a problem, named by its path ("lines.2.price"); nothing is guessed.
 */
import { currencyExponent, isCurrency } from '../money/currencies.ts';
import {
	divide,
	divideRounded,
	multiply,
	ONE,
	parseDecimal,
	pow10,
	PRICE_LIMITS,
	QUANTITY_LIMITS,
	RATE_LIMITS,
	ZERO,
	type Decimal,
	type DecimalLimits,
	type DecimalProblem
} from '../money/decimal.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, LineTax, TaxCategory } from './document.ts';
import { TaxTable, type TaxSet } from './tax-sets.ts';

export interface TotalsProblem {
	/** Where in the content: "lines.2.price", "allowances.0.percent", "currency". Lines are counted as they stand in the array. */
	path: string;
	code: DecimalProblem | 'negative' | 'not-positive' | 'must-be-zero' | 'unknown-currency';
}

export interface LineFigures {
	id: string;
	set: TaxSet;
	/** In minor units, in the terms typed, after the line's allowances and charges. */
	shown: bigint;
	allowances: bigint;
	charges: bigint;
}

export interface Effect {
	id: string;
	kind: AllowanceCharge['kind'];
	reason: string;
	/** In minor units, in the terms typed. */
	amount: bigint;
	/** Absent: shared over all lines. */
	set?: TaxSet;
}

/** Categories under which no tax is charged. */
const UNTAXED: readonly TaxCategory[] = ['Z', 'E', 'AE', 'K', 'G', 'O'];

/** Reads fields and remembers what was wrong; a wrong one reads as empty so that all problems are found in one go. */
export class FigureReader {
	readonly problems: TotalsProblem[] = [];
	readonly #taxes = new TaxTable();
	readonly #exponent: number;

	constructor(content: DocumentContent) {
		this.#exponent = this.exponentOf(content.currency, 'currency');
	}

	exponentOf(currency: string, path: string): number {
		if (isCurrency(currency)) return currencyExponent(currency);
		this.problems.push({ path, code: 'unknown-currency' });
		return 0;
	}

	decimal(text: string | undefined, path: string, limits: DecimalLimits): Decimal | undefined {
		if (text === undefined || text.trim() === '') return undefined;
		const parsed = parseDecimal(text, limits);
		if (parsed.ok) return parsed.value;
		this.problems.push({ path, code: parsed.code });
		return undefined;
	}

	/** An amount in the document's currency, in minor units; undefined when empty. */
	minor(text: string | undefined, path: string): bigint | undefined {
		const value = this.decimal(text, path, { maxScale: this.#exponent });
		return value && value.digits * pow10(this.#exponent - value.scale);
	}

	rate(text: string | undefined, path: string): Decimal | undefined {
		const value = this.decimal(text, path, RATE_LIMITS);
		if (value && value.digits < 0n) this.problems.push({ path, code: 'negative' });
		return value;
	}

	line(line: DocumentLine, path: string): LineFigures {
		const quantity = this.decimal(line.quantity, `${path}.quantity`, QUANTITY_LIMITS) ?? ZERO;
		const price = this.decimal(line.price, `${path}.price`, PRICE_LIMITS) ?? ZERO;
		const amount = divide(multiply(quantity, price), this.#priceBase(line, path), this.#exponent).digits;
		const figures: LineFigures = { id: line.id, set: this.#set(line.taxes, path), shown: amount, allowances: 0n, charges: 0n };
		line.allowances.forEach((each, index) => {
			const effect = this.#amount(each, amount, `${path}.allowances.${index}`);
			figures[each.kind === 'charge' ? 'charges' : 'allowances'] += effect;
		});
		figures.shown += figures.charges - figures.allowances;
		return figures;
	}

	/** `sum` is what a percentage applies to when no base is typed. */
	effect(each: AllowanceCharge, sum: bigint, path: string): Effect {
		const effect: Effect = { id: each.id, kind: each.kind, reason: each.reason, amount: this.#amount(each, sum, path) };
		if (each.taxes?.length) effect.set = this.#set(each.taxes, path);
		return effect;
	}

	noTaxes(): TaxSet {
		return this.#taxes.setOf([]);
	}

	#priceBase(line: DocumentLine, path: string): Decimal {
		const base = this.decimal(line.priceBase, `${path}.priceBase`, QUANTITY_LIMITS) ?? ONE;
		if (base.digits > 0n) return base;
		this.problems.push({ path: `${path}.priceBase`, code: 'not-positive' });
		return ONE;
	}

	/** The amount where there is one; else the percentage of the base, rounded. */
	#amount(each: AllowanceCharge, ownBase: bigint, path: string): bigint {
		const amount = this.minor(each.amount, `${path}.amount`);
		const percent = this.rate(each.percent, `${path}.percent`) ?? ZERO;
		const base = this.minor(each.base, `${path}.base`) ?? ownBase;
		return amount ?? percentOf(base, percent);
	}

	#set(taxes: LineTax[], path: string): TaxSet {
		return this.#taxes.setOf(
			taxes.map((tax, index) => {
				const ratePath = `${path}.taxes.${index}.rate`;
				const rate = this.rate(tax.rate, ratePath) ?? ZERO;
				if (rate.digits !== 0n && UNTAXED.includes(tax.category)) this.problems.push({ path: ratePath, code: 'must-be-zero' });
				return { tax, rate };
			})
		);
	}
}

export function percentOf(base: bigint, percent: Decimal): bigint {
	return divideRounded(base * percent.digits, 100n * pow10(percent.scale));
}
