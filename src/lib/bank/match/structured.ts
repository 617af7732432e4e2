/**
 * References with check digits, which payers copy without a mistake or not at all: the creditor reference of ISO 11649 ("RF18 5390 0754 7034"), the
 * Swiss QR reference (27 digits, the last a check digit modulo 10), and the Belgian structured communication ("+++090/9337/55493+++", modulo 97).
 */
import { mod10Recursive, mod97 } from '../../documents/payment-code/check-digits.ts';

/** What such references in the text hold, without check digits and zeros in front: the digits of a number, and what follows zeros. */
export function payloads(text: string): string[] {
	const held = [...creditorReferences(text), ...swissReferences(text), ...belgianCommunications(text)];
	return [...new Set(held.flatMap((digits) => [stripped(digits), ...behindZeros(digits)]))].filter(Boolean);
}

/** A number may stand behind one of the client's, parted by zeros. */
function behindZeros(digits: string): string[] {
	return [...digits.matchAll(/(?<=00)[1-9]/g)].map(({ index }) => digits.slice(index));
}

function stripped(digits: string): string {
	return digits.replace(/^0+/, '');
}

function creditorReferences(text: string): string[] {
	const found = text.toUpperCase().matchAll(/\bRF\s?(\d{2})((?:\s?[A-Z0-9]){1,21})/g);
	return [...found].flatMap(([, check, body]) => {
		// What follows it in the text may look like more of it.
		const parts = body!.trim().split(/\s/);
		for (let count = parts.length; count > 0; count--) {
			const reference = parts.slice(0, count).join('');
			if (mod97(`${reference}RF${check}`) === 1) return [reference.replace(/\D/g, '')];
		}
		return [];
	});
}

function swissReferences(text: string): string[] {
	const found = text.matchAll(/(?<!\d)(?:\d ?){26}\d(?!\d)/g);
	return [...found].flatMap(([written]) => {
		const digits = written.replace(/ /g, '');
		return mod10Recursive(digits.slice(0, -1)) === Number(digits.at(-1)) ? [digits.slice(0, -1)] : [];
	});
}

function belgianCommunications(text: string): string[] {
	const found = text.matchAll(/(?<!\d)(\d{3})[/ ]?(\d{4})[/ ]?(\d{3})(\d{2})(?!\d)/g);
	return [...found].flatMap(([, a, b, c, check]) => {
		const body = `${a}${b}${c}`;
		return (Number(body) % 97 || 97) === Number(check) ? [body] : [];
	});
}
