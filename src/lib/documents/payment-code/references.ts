/** References that a bank hands on unchanged, made of a document's number; the matching of statements finds the number in them again. */
import { mod10Recursive, mod97 } from './check-digits.ts';

/** ISO 11649: "RF", two check digits, up to 21 letters and digits, the last ones of a longer number. Undefined where none are left. */
export function creditorReference(number: string): string | undefined {
	const body = number
		.toUpperCase()
		.replace(/[^A-Z0-9]/g, '')
		.slice(-21);
	if (body === '') return undefined;
	const check = 98 - mod97(`${body}RF00`);
	return `RF${String(check).padStart(2, '0')}${body}`;
}

/** Of a Swiss QR-IBAN: 26 digits with zeros in front and a check digit. Undefined for a number without digits, or with nothing but zeros. */
export function qrReference(number: string): string | undefined {
	const digits = number.replace(/\D/g, '').slice(-26).padStart(26, '0');
	return /^0+$/.test(digits) ? undefined : `${digits}${mod10Recursive(digits)}`;
}

/** As it is printed: from the left in fours (ISO 11649), or two digits and then fives (QR reference). */
export function spacedReference(reference: string): string {
	if (reference.startsWith('RF')) return reference.replace(/(.{4})(?=.)/g, '$1 ');
	return reference.replace(/\B(?=(.{5})+$)/g, ' ');
}
