/** Check digits of account numbers and of payment references. */

/** Remainder modulo 97 of digits and letters, A being 10 (ISO 7064, as ISO 13616 and ISO 11649 use it). */
export function mod97(text: string): number {
	let rest = 0;
	for (const character of text) {
		const value = parseInt(character, 36);
		rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
	}
	return rest;
}

const CARRIES = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** Check digit modulo 10, recursive, of a Swiss QR reference (Swiss Implementation Guidelines QR-bill, Annex B). */
export function mod10Recursive(digits: string): number {
	let carry = 0;
	for (const digit of digits) carry = CARRIES[(carry + Number(digit)) % 10]!;
	return (10 - carry) % 10;
}

/** An IBAN as it is written in files: no blanks, its check digits right. */
export function isIban(text: string): boolean {
	return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}
