/** Exchange rates, as the page asks the worker for them. */
import type { Result } from '../worker-api.ts';
import type { ShareDifference } from './difference.ts';
import type { FoundRate, RateDay } from './sheet.ts';

export type { FoundRate };

/** A month of rates in the list. */
export interface RateSheetRow {
	id: string;
	/** "ECB 2026-11". */
	name: string;
	source: string;
	base: string;
	/** "2026-11". */
	month: string;
	/** First and last day in it. */
	from: string;
	to: string;
	days: number;
	currencies: number;
}

export interface KnownRates {
	/** Newest month first. */
	sheets: RateSheetRow[];
	/** The newest day of all. */
	newest?: RateDay & { source: string; base: string };
}

/** What a file brought: `added` months of it the books did not have. */
export interface RatesRead {
	days: number;
	currencies: number;
	from: string;
	to: string;
	added: number;
}

/** Of a document, or of the documents a payment went to. */
export interface ExchangeResult {
	currency: string;
	baseCurrency: string;
	shares: ShareDifference[];
}

export interface RatesApi {
	/** Reads a file of rates and keeps what it holds of the last year. A file read twice, on whatever devices, is kept once. */
	readRates(file: Blob): Promise<Result<RatesRead>>;
	knownRates(): Promise<Result<KnownRates>>;
	/** Units of `baseCurrency` for one unit of `currency` on that day; undefined where the books have none of that week. */
	findRate(currency: string, baseCurrency: string, date: string): Promise<Result<FoundRate | undefined>>;
	/** Of a document, a bill or a payment; undefined where it is in the base currency. */
	exchangeResult(id: string): Promise<Result<ExchangeResult | undefined>>;
}
