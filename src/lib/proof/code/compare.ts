/** A page held against its code: the figures of the code, as the page would write them, and what stands there. */
import { isIban } from '../../documents/payment-code/check-digits.ts';
import { documentFormat, groupedIban } from '../../documents/pdf/format.ts';
import { documentMetrics } from '../../documents/pdf/metrics.ts';
import { parseAmount } from '../../money/amount.ts';
import { isCurrency } from '../../money/currencies.ts';
import type { CodedDocument } from './format.ts';
import type { PageText } from './page-text.ts';
import type { Field } from './shown.ts';

/**
 * Fields of the code that the page writes otherwise. Another account beside the right one is named as such: a business may print several, and only one is
 * in the code.
 */
export function differing({ type, number, date, total, currency, iban }: CodedDocument, { language, runs }: PageText): Field[] {
	const format = documentFormat(language, documentMetrics);
	const lines = runs.map(plain);
	const has = (text: string) => lines.includes(plain(text));
	const within = (text: string) => lines.some((line) => line.includes(plain(text)));
	const differs: Field[] = [];
	if (!within(number)) differs.push('number');
	if (!has(format.date(date))) differs.push('date');
	// Goods go without prices.
	const priced = type !== 'delivery-note';
	const amount = isCurrency(currency) ? parseAmount(currency, total) : undefined;
	if (priced && (!amount?.ok || !has(format.money(amount.value.minor, currency)))) differs.push('total');
	// Set in groups of four, it can go over two lines.
	const accounts = accountsIn(lines);
	const isThere = iban === '' || accounts.has(iban) || within(groupedIban(iban));
	if (!isThere) differs.push('iban');
	else if ([...accounts].some((each) => each !== iban)) differs.push('other-iban');
	return differs;
}

function accountsIn(lines: readonly string[]): Set<string> {
	const found = new Set<string>();
	lines.forEach((line, at) => {
		for (const text of [line, line + (lines[at + 1] ?? '')]) {
			const packed = text.replace(/ /g, '').toUpperCase();
			if (isIban(packed)) found.add(packed);
		}
	});
	return found;
}

/** Spaces of all kinds are one. */
function plain(text: string): string {
	return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
