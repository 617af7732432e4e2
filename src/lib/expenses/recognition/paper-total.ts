/** What was paid in all. Pure. */
import { amountsIn } from './paper-amounts.ts';
import type { PaperTax } from './paper-taxes.ts';
import { atMost, type Found, type PaperLine } from './receipt-text.ts';
import { BEFORE_TAX, BY_CARD, CHANGE, HANDED_OVER, NOT_TOTAL, TAX_NUMBER, TOTAL, TO_PAY } from './receipt-words.ts';

export function totalOn(lines: readonly PaperLine[], taxes: readonly PaperTax[], exponent: number): Found<bigint> | undefined {
	/** The last amount beside or, where there is none beside it, right below the word. */
	const valueOf = (line: PaperLine) => (amountsIn(line.text, exponent).at(-1) ?? below(line))?.minor;
	const below = (line: PaperLine) => {
		const next = lines[line.at + 1];
		return next && !/\p{L}{4}/u.test(next.text) ? amountsIn(next.text, exponent).at(-1) : undefined;
	};
	const named = lines.flatMap((line) => {
		const rank = rankOf(line);
		const value = rank > 0 ? valueOf(line) : undefined;
		return value !== undefined && value > 0n ? [{ value, rank, line }] : [];
	});
	const valuesOf = (pattern: RegExp) =>
		lines.filter(({ words }) => pattern.test(words)).flatMap(({ text }) => amountsIn(text, exponent).map(({ minor }) => minor));
	const handedOver = valuesOf(HANDED_OVER);
	const change = valuesOf(CHANGE);
	const card = valuesOf(BY_CARD);
	const net = valuesOf(BEFORE_TAX);
	const tax = taxes.reduce((sum, { minor }) => sum + minor, 0n);
	const isProved = (value: bigint) =>
		card.includes(value) ||
		handedOver.includes(value) ||
		handedOver.some((given) => change.some((back) => given - back === value)) ||
		(tax > 0n && net.some((before) => before + tax === value));

	const best = named.sort(
		(a, b) => Number(isProved(b.value)) - Number(isProved(a.value)) || b.rank - a.rank || (a.value < b.value ? 1 : -1)
	)[0];
	if (best) {
		const agree = named.every(({ value }) => value === best.value);
		const sureness = isProved(best.value) || (agree && named.length > 1) ? 'sure' : best.rank > 1 || agree ? 'likely' : 'guess';
		return { value: best.value, sureness: atMost(sureness, best.line), from: best.line.text };
	}
	// No word for it was read. Paid by card, the amount stands there; else it is the largest that was not handed over.
	const others = lines
		.filter(({ words }) => !HANDED_OVER.test(words) && !CHANGE.test(words) && !NOT_TOTAL.test(words))
		.flatMap((line) => amountsIn(line.text, exponent).map(({ minor }) => ({ minor, line })))
		.sort((a, b) => Number(card.includes(b.minor)) - Number(card.includes(a.minor)) || (a.minor < b.minor ? 1 : -1));
	const largest = others.find(({ minor }) => minor > 0n);
	return largest && { value: largest.minor, sureness: 'guess', from: largest.line.text };
}

function rankOf({ words }: PaperLine): number {
	if (CHANGE.test(words) || TAX_NUMBER.test(words) || BEFORE_TAX.test(words)) return 0;
	if (TO_PAY.test(words)) return 3;
	if (NOT_TOTAL.test(words) || /\bTOTAL (TVA|IVA|VAT|TAX|MWST|TPS)/.test(words)) return 0;
	return TOTAL.test(words) ? (/^\W*(TOTAL|TOTAI|SUMME|GESAMT)\b/.test(words) ? 2 : 1) : 0;
}
