/**
 * India's GSTIN: state, PAN, entity, one letter, check character (Luhn over base 36). Written here because the validator library
 * knows neither Ladakh (38) and the other codes given since 2019, nor numbers whose 14th character is not Z (tax deductors, collectors).
 */
import type { TaxIdProblem } from './tax-ids.ts';

const SHAPE = /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z][A-Z0-9][0-9A-Z]$/;
/** State and territory codes 01 to 38, 97 (other territory), 99 (centre jurisdiction). */
const isState = (code: number) => (code >= 1 && code <= 38) || code === 97 || code === 99;

export function gstinProblem(gstin: string): TaxIdProblem | undefined {
	if (gstin.length !== 15) return 'length';
	if (!SHAPE.test(gstin)) return 'characters';
	if (!isState(Number(gstin.slice(0, 2)))) return 'part';
	return gstin[14] === checkCharacter(gstin.slice(0, 14)) ? undefined : 'checksum';
}

function checkCharacter(first14: string): string {
	let sum = 0;
	for (const [at, character] of [...first14].entries()) {
		const product = parseInt(character, 36) * (at % 2 ? 2 : 1);
		sum += Math.floor(product / 36) + (product % 36);
	}
	return ((36 - (sum % 36)) % 36).toString(36).toUpperCase();
}
