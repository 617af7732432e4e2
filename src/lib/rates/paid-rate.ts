import type { FoundRate } from './sheet.ts';

/** What a payment keeps of its rate: one that was typed is of the day the money moved, and nobody's. Nothing where none was given. */
export function paidRate(rate: string, origin: FoundRate | undefined, day: string, baseCurrency: string) {
	if (rate === '') return {};
	const taken = origin?.rate === rate ? origin : undefined;
	return {
		exchangeRate: rate,
		exchangeRateDate: taken?.date ?? day,
		...(taken && { exchangeRateSource: taken.source }),
		baseCurrency
	};
}
