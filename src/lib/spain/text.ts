/** Dates, amounts and names as the records want them. */
import { decimalString } from '../money/decimal.ts';

/** "2026-12-31" as "31-12-2026". */
export function spanishDate(date: string): string {
	const [year, month, day] = date.split('-');
	return `${day}-${month}-${year}`;
}

/** Cents as "-12.30". */
export function euros(cents: bigint): string {
	return decimalString({ digits: cents, scale: 2 });
}

/** What `euros` writes, as cents. */
export function centsOf(text: string): bigint {
	return BigInt(text.replace('.', ''));
}

/** The text on one line, no longer than that many characters, as schemas count them. */
export function cut(text: string, most: number): string {
	const line = text
		.toWellFormed()
		.replace(/[\s\p{Cc}\ufffe\uffff]+/gu, ' ')
		.trim();
	const characters = [...line];
	return characters.length > most ? characters.slice(0, most).join('').trim() : line;
}

/** Printable ASCII without " ' < > = (AEAT, validaciones 1.2.2, 3.1.3.1), and no blanks at its ends, which the hash leaves out. */
export function isInvoiceNumber(number: string): boolean {
	return /^[ !#-&(-;?-~]{1,60}$/.test(number) && number === number.trim();
}
