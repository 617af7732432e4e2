/** The taxes of a receipt: one line each, or a table of rates. Pure. */
import { absolute, divideRounded, parseDecimal, rescale, RATE_LIMITS } from '../../money/decimal.ts';
import { amountsIn, ratesIn } from './paper-amounts.ts';
import type { PaperLine } from './receipt-text.ts';
import { BEFORE_TAX, TAX, TAX_NUMBER, TOTAL } from './receipt-words.ts';

export interface PaperTax {
	/** As the paper has it: "TPS", "IVA", "MwSt". */
	name: string;
	/** Percent, where the paper says it. */
	rate?: string;
	minor: bigint;
	/** Another amount on the line gives this one at this rate. */
	isProved: boolean;
	line: PaperLine;
}

/** How far a tax that was rounded line by line may lie from its rate. */
const SLACK = 3n;

export function taxesOn(lines: readonly PaperLine[], exponent: number): PaperTax[] {
	const found: PaperTax[] = [];
	let heading: string | undefined;
	for (const line of lines) {
		const name = nameIn(line);
		const amounts = amountsIn(line.text, exponent).map(({ minor }) => minor);
		const rates = ratesIn(line.text);
		if (name !== undefined && !TAX_NUMBER.test(line.words)) heading ??= name;
		if (amounts.length === 0) continue;
		const rate = rates.length === 1 ? rates[0] : undefined;
		if (rate !== undefined && Number(rate) > 0 && amounts.length > 1) {
			const proved = amounts.find((tax, at) => amounts.some((other, place) => place !== at && fits(tax, other, rate)));
			if (proved !== undefined && (name ?? heading)) {
				found.push({ name: (name ?? heading)!, rate, minor: proved, isProved: true, line });
				continue;
			}
		}
		// "Total with VAT" is a total, and a number that a tax is registered under no tax.
		if (name === undefined || TAX_NUMBER.test(line.words) || BEFORE_TAX.test(line.words)) continue;
		if (
			TOTAL.test(line.words) &&
			(rate === undefined || /\b(INKL|INCL|INC|TTC|BRUTTO)\b/.test(line.words)) &&
			!/\bTOTAL (TVA|IVA|VAT|TAX|MWST)/.test(line.words)
		)
			continue;
		found.push({ name, ...(rate !== undefined && { rate }), minor: amounts.at(-1)!, isProved: false, line });
	}
	return once(found.filter(({ minor }) => minor > 0n));
}

/** The word as it is printed, without its points. */
function nameIn({ text, words }: PaperLine): string | undefined {
	const match = TAX.exec(words);
	if (!match) return undefined;
	// Folding keeps the length of all but "ß": where it did not, the folded word will do.
	const printed = text.length === words.length ? text.slice(match.index, match.index + match[0].length) : match[0];
	return printed.replace(/\./g, '');
}

function fits(tax: bigint, other: bigint, rate: string): boolean {
	const parsed = parseDecimal(rate, RATE_LIMITS);
	if (!parsed.ok || tax <= 0n || other <= tax) return false;
	const digits = rescale(parsed.value, 4).digits;
	const onTop = divideRounded(other * digits, 1_000_000n);
	return absolute(onTop - tax) <= SLACK;
}

/** A tax that is said twice (in the sums and in the table below them) is one; a sum of all taxes is none where each is there. */
function once(taxes: readonly PaperTax[]): PaperTax[] {
	const kept: PaperTax[] = [];
	for (const tax of taxes) {
		const twin = kept.findIndex(
			({ rate, minor, name }) => minor === tax.minor && (rate === tax.rate || (!rate !== !tax.rate && name === tax.name))
		);
		if (twin < 0) kept.push(tax);
		else if (!kept[twin]!.rate && tax.rate) kept[twin] = tax;
	}
	const isSum = (tax: PaperTax) => {
		const others = kept.filter((other) => other !== tax);
		return !tax.rate && others.length > 1 && others.reduce((sum, { minor }) => sum + minor, 0n) === tax.minor;
	};
	return kept.filter((tax) => !isSum(tax));
}
