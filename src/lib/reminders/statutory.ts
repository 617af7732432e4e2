/** What the law of a country gives a business whose business client is late. Pure. */
import type { ReferenceRateName } from '../business/business.ts';

export interface StatutoryInterest {
	rate: ReferenceRateName;
	points: string;
	/** For the costs of recovery, in the business's currency; empty where it is none, or goes by the size of the debt. */
	compensation: string;
}

/**
 * Germany: 9 points above the base rate, 40 EUR (§ 288 (2), (5) BGB). France: 10 points above the rate of the European Central Bank unless less was
 * agreed, but three times the legal rate at least, 40 EUR (Code de commerce L.441-10 II, D.441-5). United Kingdom: 8 above Bank Rate, sums by the
 * size (`britishCompensation`). Spain (Ley 3/2004, art. 7, 8) and the rest of the Union: 8 above the European rate, 40 EUR (Directive 2011/7/EU,
 * art. 2 (6), 6). As read in November 2026.
 */
export function statutoryInterest(country: string, currency: string): StatutoryInterest {
	const compensation = currency === 'EUR' ? '40' : '';
	if (country === 'DE') return { rate: 'de', points: '9', compensation };
	if (country === 'FR') return { rate: 'ecb', points: '10', compensation };
	if (country === 'GB') return { rate: 'gb', points: '8', compensation: '' };
	return { rate: 'ecb', points: '8', compensation };
}

/** Late Payment of Commercial Debts (Interest) Act 1998, s. 5A: £40 below £1,000, £70 below £10,000, £100 from there on. Pence. */
export function britishCompensation(debt: bigint): bigint {
	return debt < 1_000_00n ? 40_00n : debt < 10_000_00n ? 70_00n : 100_00n;
}
