/** What the checks before an issue share: what they look at, and how they say what they found. */
import type { Business, TaxId } from '../../business/business.ts';
import { currencyExponent } from '../../money/currencies.ts';
import { parseDecimal, PRICE_LIMITS, type DecimalLimits } from '../../money/decimal.ts';
import type { Party } from '../../parties/party.ts';
import type { IssueBlocker } from '../../worker-api.ts';
import type { DocumentContent, DocumentLine, Totals } from '../document.ts';
import type { en } from '../messages/en.ts';

export type CheckMessage = Extract<keyof typeof en, `check${string}`>;

export interface IssueContext {
	content: DocumentContent;
	/** In the order of the document; field paths name a line by its place here. */
	lines: DocumentLine[];
	party: Party | undefined;
	business: Business;
	/** The date it will carry. */
	issueDate: string;
	today: string;
	/** Absent when an amount cannot be read. */
	totals: Totals | undefined;
	/** The number it will get, when the series can give one. */
	number: string | undefined;
	/** The latest date of issue in the series. */
	lastIssueDate: string | undefined;
}

export function error(field: string, message: CheckMessage, args?: Record<string, string>): IssueBlocker {
	return { field, message, level: 'error', ...(args && { args }) };
}

export function warning(field: string, message: CheckMessage, args?: Record<string, string>): IssueBlocker {
	return { field, message, level: 'warning', ...(args && { args }) };
}

export function isEmpty(text: string | undefined): boolean {
	return (text ?? '').trim() === '';
}

export function hasTaxId(holder: { taxIds: TaxId[] } | undefined, ...kinds: string[]): boolean {
	return holder?.taxIds.some((id) => kinds.includes(id.kind) && !isEmpty(id.value)) ?? false;
}

/** The first number of these kinds, empty where there is none. */
export function taxIdOf(holder: { taxIds: TaxId[] } | undefined, ...kinds: string[]): string {
	return holder?.taxIds.find(({ kind, value }) => kinds.includes(kind) && !isEmpty(value))?.value.trim() ?? '';
}

/** -1, 0 or 1 of a decimal string; undefined when it is none. */
export function signOf(text: string | undefined, limits: DecimalLimits = PRICE_LIMITS): -1 | 0 | 1 | undefined {
	const parsed = parseDecimal(text ?? '', limits);
	if (!parsed.ok) return undefined;
	return parsed.value.digits === 0n ? 0 : parsed.value.digits < 0n ? -1 : 1;
}

/** True when any tax above zero is charged. */
export function chargesTax({ lines }: IssueContext): boolean {
	return lines.some((line) => line.taxes.some((tax) => signOf(tax.rate) === 1));
}

/** The total with taxes against a threshold in major units; false when the document is in another currency and has no rate. */
export function reaches({ totals }: IssueContext, currency: string, threshold: number): boolean {
	const amount =
		totals?.currency === currency ? totals.taxInclusive : totals?.base?.currency === currency ? totals.base.payable : undefined;
	return amount !== undefined && amount >= BigInt(threshold) * 10n ** BigInt(currencyExponent(currency));
}

const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

export function inEu(country: string): boolean {
	return EU.has(country);
}
