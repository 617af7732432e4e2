/** Amounts in the base currency of the books, each at the rate that is stored with its document. Pure; never stored. */
import { isCurrency } from '../money/currencies.ts';
import { convert, readRate } from '../money/exchange.ts';
import type { Rated } from './difference.ts';

/** How a row of a list carries it: "EUR 0.92", or "EUR" where no rate was noted; undefined in the base currency itself. */
export function baseText({ currency, baseCurrency, exchangeRate }: Rated): string | undefined {
	if (!baseCurrency || baseCurrency === currency) return undefined;
	return readRate(exchangeRate) ? `${baseCurrency} ${exchangeRate}` : baseCurrency;
}

/** The rate to that base currency; undefined where none was noted, or one to another. */
export function rateTo(home: string, base: string | undefined): string | undefined {
	const [currency, rate] = (base ?? '').split(' ');
	return currency === home ? rate : undefined;
}

/** Minor units of `home`; undefined where the amount has no rate to it. */
export function inBase(minor: bigint, currency: string, base: string | undefined, home: string): bigint | undefined {
	if (currency === home) return minor;
	const rate = readRate(rateTo(home, base));
	return rate && isCurrency(currency) && isCurrency(home) ? convert(minor, currency, rate, home) : undefined;
}

/** One amount of a sum: what it is of, and what it stands for in the base currency. */
export interface BaseItem {
	id: string;
	/** Its number, or what else it is called. */
	name: string;
	href: string;
	currency: string;
	/** Minor units of `currency`; below zero takes away. */
	amount: bigint;
	/** As a row carries it. */
	base?: string | undefined;
}

export interface BaseSum {
	currency: string;
	amount: bigint;
	items: (BaseItem & { rate?: string; inBase: bigint })[];
	/** What has no rate to the base currency, and is not in the sum. */
	unrated: BaseItem[];
}

/** Undefined where all is in the base currency: there is nothing to convert. The whole is the sum of its parts as they are shown. */
export function baseSum(items: readonly BaseItem[], home: string): BaseSum | undefined {
	if (items.every(({ currency }) => currency === home)) return undefined;
	const sum: BaseSum = { currency: home, amount: 0n, items: [], unrated: [] };
	for (const item of items) {
		const amount = inBase(item.amount, item.currency, item.base, home);
		if (amount === undefined) {
			sum.unrated.push(item);
			continue;
		}
		const rate = item.currency === home ? undefined : rateTo(home, item.base);
		sum.items.push({ ...item, ...(rate && { rate }), inBase: amount });
		sum.amount += amount;
	}
	return sum;
}
