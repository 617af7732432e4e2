/** Exchange differences that payments made real: what came in at the day's rate, beside what the document stood in the books with. Never stored. */
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { exchangeDifferences, readRate } from '../money/exchange.ts';

/** What a document or a bill says of its currency, frozen with it. */
export interface Rated {
	currency: string;
	exchangeRate?: string;
	baseCurrency?: string;
}

/** A fact that settled a part of it, in the order of the log; `paymentId` where it was a payment. */
export interface SettledShare {
	paymentId?: string;
	date: string;
	/** Decimal string in the document's currency. */
	amount: string;
}

export interface ShareDifference {
	paymentId: string;
	date: string;
	/** Minor units of the document's currency. */
	amount: bigint;
	/** Units of the base currency for one unit of the document's, on the document and on the payment. */
	rate: string;
	paidAt: string;
	/** Minor units of the base currency: above zero a gain. */
	difference: bigint;
}

/** @param owed -1 for what the business owes: paying less for it is the gain */
export function differencesOf(
	{ currency, exchangeRate, baseCurrency }: Rated,
	shares: readonly SettledShare[],
	paymentOf: (id: string) => Rated | undefined,
	owed: 1 | -1 = 1
): ShareDifference[] {
	const rate = readRate(exchangeRate);
	if (!rate || !exchangeRate || !baseCurrency || baseCurrency === currency || !isCurrency(currency) || !isCurrency(baseCurrency)) return [];
	const settled = shares.map((share) => {
		const payment = share.paymentId === undefined ? undefined : paymentOf(share.paymentId);
		const isAlike = payment?.currency === currency && payment.baseCurrency === baseCurrency;
		const paidAt = isAlike ? payment.exchangeRate : undefined;
		const amount = parseAmount(currency, share.amount);
		return { share, paidAt, amount: amount.ok ? amount.value.minor : 0n, rate: readRate(paidAt) };
	});
	const found = exchangeDifferences({ currency, baseCurrency, rate }, settled);
	return settled.flatMap(({ share, paidAt, amount }, at) => {
		const difference = found[at];
		if (difference === undefined || share.paymentId === undefined || paidAt === undefined) return [];
		const { paymentId, date } = share;
		return [{ paymentId, date, amount, rate: exchangeRate, paidAt, difference: difference * BigInt(owed) }];
	});
}
