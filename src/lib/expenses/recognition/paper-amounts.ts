/** Amounts as they are printed: "1 234,50", "1.234,50", "1'234.50", "1,234.50". Pure. */
import { pow10 } from '../../money/decimal.ts';

export interface PaperAmount {
	minor: bigint;
	/** Where in the line it begins. */
	index: number;
}

/**
 * All amounts of a line in a currency of that many decimals, in their order. Percentages, days, hours and telephone numbers are none;
 * a recognition that left a gap beside the separator is read over ("12 ,50").
 */
export function amountsIn(text: string, exponent: number): PaperAmount[] {
	const whole = String.raw`\d{1,3}(?:[ .,'’]\d{3})+|\d+`;
	// Without decimals a figure is an amount only with a sign of the currency beside it, or grouped.
	const fraction = exponent === 0 ? '' : String.raw` ?[.,] ?(\d{${exponent}}|[-–—]+)`;
	const pattern = new RegExp(String.raw`(?<![\d.,:/%A-Za-z-])(-? ?)(${whole})${fraction}(?![\d%:/]|[.,]\d| ?%)`, 'g');
	const found: PaperAmount[] = [];
	for (const match of text.matchAll(pattern)) {
		const [, sign = '', units = '', decimals = ''] = match;
		const digits = BigInt(units.replace(/\D/g, ''));
		const parts = /^\d+$/.test(decimals) ? BigInt(decimals) : 0n;
		const minor = digits * pow10(exponent) + parts;
		found.push({ minor: sign.includes('-') ? -minor : minor, index: match.index });
	}
	return found;
}

/** Rates of a line, in percent, as decimal strings: "19", "9.975". */
export function ratesIn(text: string): string[] {
	return [...text.matchAll(/(?<![\d.,])(\d{1,2})(?: ?[.,] ?(\d{1,3}))? ?%/g)].map(([, whole = '', decimals = '']) => {
		const kept = decimals.replace(/0+$/, '');
		return `${Number(whole)}${kept && `.${kept}`}`;
	});
}
