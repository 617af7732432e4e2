/** Costs that a client is billed, as lines of his invoice. Pure. */
import type { DocumentLine, LineTax } from '../documents/document.ts';
import { amount, amountString, parseAmount } from '../money/amount.ts';
import { currencyExponent } from '../money/currencies.ts';
import { divideRounded, EXCHANGE_RATE_LIMITS, parseDecimal, pow10, RATE_LIMITS, rescale } from '../money/decimal.ts';
import type { Billable } from './api.ts';
import type { BookedExpense } from './expense.ts';
import { minorOf } from './status.ts';

/** Rates as whole ten-thousandths of a percent. */
const WHOLE = 1_000_000n;
const RATE_SCALE = 4;

/** What a line cost is without the taxes that come back: what does not come back was spent for the client too. */
export function billableOf(id: string, { expense, supplier, totals }: BookedExpense): Billable {
	const { currency } = totals;
	const sums = new Map(totals.lines.map((line) => [line.id, line]));
	return {
		id,
		supplierName: supplier.name,
		number: expense.number,
		date: expense.date,
		currency,
		...(expense.exchangeRate && expense.baseCurrency && { exchangeRate: expense.exchangeRate, baseCurrency: expense.baseCurrency }),
		markup: expense.rebill?.markup ?? '',
		lines: expense.lines.map((line) => {
			const { net = '0', tax = '0', reclaimable = '0' } = sums.get(line.id) ?? {};
			const cost = minorOf(currency, net) + minorOf(currency, tax) - minorOf(currency, reclaimable);
			return { id: line.id, description: line.description, cost: amountString(amount(currency, cost)) };
		})
	};
}

export interface RebillTarget {
	currency: string;
	prices: 'net' | 'gross';
	/** Put on each line. */
	taxes: LineTax[];
}

type NewLine = Omit<DocumentLine, 'order'>;

/** Undefined where the cost has no worth in the invoice's currency: its rate was not noted. */
export function rebillLines(billable: Billable, target: RebillTarget, makeId: () => string): NewLine[] | undefined {
	const markup = rateOf(billable.markup);
	const lines: NewLine[] = [];
	for (const { id, description, cost } of billable.lines) {
		const own = parseAmount(billable.currency, cost);
		const minor = own.ok ? inCurrency(own.value.minor, billable, target.currency) : undefined;
		if (minor === undefined || markup === undefined) return undefined;
		const net = divideRounded(minor * (WHOLE + markup), WHOLE);
		const price = target.prices === 'net' ? net : withTaxes(net, target.taxes);
		lines.push({
			id: makeId(),
			name: description || billable.supplierName,
			description: '',
			quantity: '1',
			unit: 'C62',
			price: amountString(amount(target.currency, price)),
			allowances: [],
			taxes: target.taxes.map((tax) => ({ ...tax })),
			expense: { id: billable.id, line: id }
		});
	}
	return lines;
}

function inCurrency(minor: bigint, { currency, exchangeRate, baseCurrency }: Billable, wanted: string): bigint | undefined {
	if (currency === wanted) return minor;
	const rate = exchangeRate ? parseDecimal(exchangeRate, EXCHANGE_RATE_LIMITS) : undefined;
	if (baseCurrency !== wanted || !rate?.ok) return undefined;
	return divideRounded(minor * rate.value.digits * pow10(currencyExponent(wanted)), pow10(rate.value.scale + currencyExponent(currency)));
}

function withTaxes(net: bigint, taxes: readonly LineTax[]): bigint {
	let top = WHOLE;
	let bottom = WHOLE;
	for (const { rate, compound } of taxes) {
		const read = rateOf(rate) ?? 0n;
		if (!compound) top += (bottom / WHOLE) * read;
		else {
			top *= WHOLE + read;
			bottom *= WHOLE;
		}
	}
	return divideRounded(net * top, bottom);
}

function rateOf(text: string): bigint | undefined {
	if (text === '') return 0n;
	const rate = parseDecimal(text, RATE_LIMITS);
	return rate.ok && rate.value.digits >= 0n ? rescale(rate.value, RATE_SCALE).digits : undefined;
}
