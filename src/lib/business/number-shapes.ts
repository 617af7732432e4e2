/** Numbers without check digits that anybody may test: their length and characters are still known. */
import type { TaxIdProblem } from './tax-ids.ts';

/** By country and kind; blanks, points, hyphens and slashes are gone before. */
const SHAPES: Record<string, [shape: RegExp, shortest: number, longest: number]> = {
	/** Ten or eleven digits by federal state, thirteen in the unified form. */
	'DE stnr': [/^(\d{10,11}|\d{13})$/, 10, 13],
	'AT stnr': [/^\d{9}$/, 9, 9],
	'AT fn': [/^(FN)?\d{1,6}[A-Z]$/, 2, 9],
	/** Québec's registrar: the first two digits say what kind of enterprise it is. */
	'CA neq': [/^(11|22|33|88)\d{8}$/, 10, 10],
	/** Companies House: Scotland, Northern Ireland and partnerships begin with letters. */
	'GB company': [/^(\d{8}|[A-Z]{2}\d{6}|[A-Z]\d{7})$/, 8, 8],
	'IE company': [/^\d{4,7}$/, 4, 7],
	'FR ape': [/^\d{4}[A-Z]$/, 5, 5],
	'NL kvk': [/^\d{8}$/, 8, 8],
	'MA if': [/^\d{7,8}$/, 7, 8],
	'MA tp': [/^\d{8}$/, 8, 8],
	'MA cnss': [/^\d{7,10}$/, 7, 10],
	/** Acknowledgement of a letter of undertaking. */
	'IN lut': [/^[A-Z]{2}\d{12}[A-Z0-9]$/, 15, 15],
	'IT rea': [/^[A-Z]{2}\d{5,7}$/, 7, 9]
};

/** Undefined for what fits, and for what is not known here. */
export function shapeProblem(kind: string, country: string, bare: string): TaxIdProblem | undefined {
	const [shape, shortest, longest] = SHAPES[`${country} ${kind}`] ?? [];
	if (!shape || shape.test(bare)) return undefined;
	return bare.length < shortest! || bare.length > longest! ? 'length' : 'characters';
}
