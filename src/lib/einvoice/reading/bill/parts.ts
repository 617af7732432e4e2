/** What an invoice asks money for, each under its VAT: its lines, then the allowances and charges on the whole. Pure. */
import type { EInvoice } from '../../model.ts';
import { fileAmount, plainRate } from './amounts.ts';

export interface Part {
	/** Empty where the file says nothing: a word for what it is stands in `as`. */
	text: string;
	as: 'line' | 'allowance' | 'charge' | 'sum';
	/** Minor units; an allowance is below zero. */
	amount: bigint;
	category: string;
	/** Percent, without trailing zeros. */
	rate: string;
	/** As it is printed: "3 HUR × 80". */
	quantity?: string;
}

export interface Parts {
	parts: Part[];
	/** Some had more decimals than the currency. */
	isRounded: boolean;
}

/** Undefined where an amount is no number. */
export function partsOf(invoice: EInvoice): Parts | undefined {
	const { currency, lines, allowances, charges, vat, totals } = invoice;
	let isRounded = false;
	let isWhole = true;
	const minor = (text: string) => {
		const read = fileAmount(currency, text);
		if (!read) isWhole = false;
		else if (!read.isExact) isRounded = true;
		return read?.minor ?? 0n;
	};
	const under = (category: string, rate: string | undefined) => ({ category, rate: plainRate(rate) ?? '' });
	const parts: Part[] = [
		...lines.map(({ item, net, quantity, unit, price, vatCategory, vatRate }): Part => ({
			text: item.name || (item.description ?? ''),
			as: 'line',
			amount: minor(net),
			...under(vatCategory, vatRate),
			...(quantity !== '' && { quantity: [quantity, unit, price.net && `× ${price.net}`].filter(Boolean).join(' ') })
		})),
		...allowances.map(({ reason = '', amount, vatCategory, vatRate }): Part => ({
			text: reason,
			as: 'allowance',
			amount: -minor(amount),
			...under(vatCategory, vatRate)
		})),
		...charges.map(({ reason = '', amount, vatCategory, vatRate }): Part => ({
			text: reason,
			as: 'charge',
			amount: minor(amount),
			...under(vatCategory, vatRate)
		}))
	];
	if (lines.length === 0) {
		// Profiles below BASIC say sums alone; the allowances are in them.
		parts.length = 0;
		if (vat.length > 0)
			parts.push(
				...vat.map(({ taxable, category, rate }): Part => ({ text: '', as: 'sum', amount: minor(taxable), ...under(category, rate) }))
			);
		else parts.push({ text: '', as: 'sum', amount: minor(totals.withoutVat), category: '', rate: '' });
	}
	return isWhole ? { parts, isRounded } : undefined;
}

/** Parts with the same VAT as one each, in the order in which they come. */
export function grouped(parts: readonly Part[]): Part[] {
	const sums = new Map<string, Part>();
	for (const { category, rate, amount } of parts) {
		const key = `${category} ${rate}`;
		const known = sums.get(key) ?? { text: '', as: 'sum' as const, amount: 0n, category, rate };
		sums.set(key, { ...known, amount: known.amount + amount });
	}
	return [...sums.values()];
}
