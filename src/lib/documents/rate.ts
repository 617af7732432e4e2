/** The exchange rate of a document: its rate, the day it is of, and who published it go together. */
import type { DocumentContent } from './document.ts';

/** Of another currency, or another day's document: none yet. */
export function dropRate(content: DocumentContent): void {
	delete content.exchangeRate;
	delete content.exchangeRateDate;
	delete content.exchangeRateSource;
}

/** A rate that was typed without its day is that of the day of issue. */
export function withRateDay(content: DocumentContent, issueDate: string): DocumentContent {
	const isForeign = content.baseCurrency !== undefined && content.baseCurrency !== content.currency;
	if (!isForeign || !content.exchangeRate || content.exchangeRateDate) return content;
	return { ...content, exchangeRateDate: issueDate };
}
