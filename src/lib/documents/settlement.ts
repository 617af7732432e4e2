/** What comes after net and tax: withholding, stamp duty, what was prepaid, rounding, and the sums in the base currency. */
import { isCurrency } from '../money/currencies.ts';
import { divideRounded, EXCHANGE_RATE_LIMITS } from '../money/decimal.ts';
import { convert } from '../money/exchange.ts';
import type { DocumentContent, Totals } from './document.ts';
import { percentOf, type FigureReader } from './figures.ts';

export type Settlement = Pick<Totals, 'stampDuty' | 'withholdings' | 'withheld' | 'prepaid' | 'rounding' | 'payable'>;

/** A rounding typed by hand goes before the cash rounding. */
export function settle(content: DocumentContent, reader: FigureReader, taxExclusive: bigint, taxInclusive: bigint): Settlement {
	const withholdings = content.withholdings.map(({ name, rate }, index) => {
		const percent = reader.rate(rate, `withholdings.${index}.rate`);
		return { name, rate, base: taxExclusive, amount: percent ? percentOf(taxExclusive, percent) : 0n };
	});
	const withheld = withholdings.reduce((sum, each) => sum + each.amount, 0n);
	const stampDuty = reader.minor(content.stampDuty?.amount, 'stampDuty.amount') ?? 0n;
	const prepaid = reader.minor(content.prepaid, 'prepaid') ?? 0n;
	const due = taxInclusive + stampDuty - withheld - prepaid;
	const step = reader.minor(content.cashRounding, 'cashRounding') ?? 0n;
	if (step < 0n) reader.problems.push({ path: 'cashRounding', code: 'negative' });
	const typed = reader.minor(content.rounding, 'rounding');
	const rounding = typed ?? (step > 0n ? divideRounded(due, step) * step - due : 0n);
	return { stampDuty, withholdings, withheld, prepaid, rounding, payable: due + rounding };
}

/** Undefined where the document has no exchange rate or is in the base currency already. */
export function inBaseCurrency(content: DocumentContent, reader: FigureReader, taxes: bigint, payable: bigint): Totals['base'] {
	const rate = reader.decimal(content.exchangeRate, 'exchangeRate', EXCHANGE_RATE_LIMITS);
	const currency = content.baseCurrency;
	if (!rate || !currency || currency === content.currency) return undefined;
	if (rate.digits <= 0n) reader.problems.push({ path: 'exchangeRate', code: 'not-positive' });
	reader.exponentOf(currency, 'baseCurrency');
	if (!isCurrency(currency) || !isCurrency(content.currency)) return { currency, taxTotal: 0n, payable: 0n };
	const inBase = (minor: bigint) => convert(minor, content.currency, rate, currency);
	return { currency, taxTotal: inBase(taxes), payable: inBase(payable) };
}
