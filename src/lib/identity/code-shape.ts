/** Symbols in a recovery code with its check group; the worker alone knows whether it is the right one. */
export const CODE_SYMBOLS = 36;

/** How many symbols a person has typed, without dashes and blanks. */
export function countSymbols(text: string): number {
	return text.replace(/[\s\p{Pd}]/gu, '').length;
}
