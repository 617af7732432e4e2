/** What a receipt says, out of the text that was recognised on it: proposals, each to be looked at. Pure; reads no clock. */
import { amount, amountString } from '../../money/amount.ts';
import { currencyExponent, isCurrency } from '../../money/currencies.ts';
import { currencyOn, writesMonthFirst } from './paper-country.ts';
import { dateOn } from './paper-date.ts';
import { supplierOn } from './paper-supplier.ts';
import { taxNumberOn, type PaperTaxNumber } from './paper-tax-number.ts';
import { taxesOn, type PaperTax } from './paper-taxes.ts';
import { totalOn } from './paper-total.ts';
import { CLEAR, paperLines, type Found, type TextLine } from './receipt-text.ts';

export interface ProposedTax {
	name: string;
	/** Percent, where the paper says it. */
	rate?: string;
	amount: string;
}

/** What was not found is absent. Amounts are decimal strings of the currency found, else of the one that was expected. */
export interface ReceiptProposal {
	supplier?: Found<string>;
	/** The number the supplier is registered under, with its country. */
	taxId?: Found<PaperTaxNumber>;
	date?: Found<string>;
	currency?: Found<string>;
	/** With its taxes. */
	total?: Found<string>;
	taxes?: Found<ProposedTax[]>;
}

export interface Expected {
	/** Of the books. */
	currency: string;
	/** Days after this one are not proposed. */
	today: string;
}

export function proposeFrom(text: readonly TextLine[], { currency: base, today }: Expected): ReceiptProposal {
	const lines = paperLines(text);
	const currency = currencyOn(lines, base);
	const code = currency?.value ?? base;
	const exponent = isCurrency(code) ? currencyExponent(code) : 2;
	const taxes = taxesOn(lines, exponent);
	const total = totalOn(lines, taxes, exponent);
	// What is larger than the whole was no tax.
	const within = taxes.filter(({ minor }) => total === undefined || minor * 2n < total.value);
	const write = (minor: bigint) => amountString(amount(code, minor));
	const supplier = supplierOn(lines);
	const taxId = taxNumberOn(lines);
	const date = dateOn(lines, today, writesMonthFirst(lines));
	return {
		...(supplier && { supplier }),
		...(taxId && { taxId }),
		...(date && { date }),
		...(currency && { currency }),
		...(total && { total: { ...total, value: write(total.value) } }),
		...(within.length > 0 && {
			taxes: {
				value: within.map(({ name, rate, minor }) => ({ name, ...(rate !== undefined && { rate }), amount: write(minor) })),
				sureness: surenessOf(within, total?.value),
				from: within.map(({ line }) => line.text).join('\n')
			}
		})
	};
}

/** A tax is sure where its rate gives it from another amount: of its own line, or, of a single tax, from the total. */
function surenessOf(taxes: readonly PaperTax[], total: bigint | undefined): Found<unknown>['sureness'] {
	if (taxes.some(({ line }) => line.confidence < CLEAR)) return 'guess';
	if (taxes.every(({ isProved }) => isProved)) return 'sure';
	const rates = taxes.reduce((sum, { rate }) => sum + Number(rate ?? Number.NaN), 0);
	const sum = taxes.reduce((all, { minor }) => all + minor, 0n);
	// All of the total taxed at these rates: only compared, never written.
	const inside = total !== undefined && Math.abs((Number(total) * rates) / (100 + rates) - Number(sum)) <= taxes.length + 1;
	return inside ? 'sure' : 'likely';
}
