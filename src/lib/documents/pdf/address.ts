/** Lines of an address in the order the post of its country wants them (Universal Postal Union's country sheets, in outline). */
import type { Address } from '../../business/business.ts';

/** Town, then state or province, then code: "Montréal QC  H2X 1Y4". */
const CODE_LAST = new Set(['US', 'CA', 'AU', 'NZ', 'IN', 'MX', 'BR', 'SA', 'TH', 'VE', 'CO', 'PR']);
/** Town on one line, code on the next. */
const CODE_BELOW = new Set(['GB', 'IE', 'GG', 'JE', 'IM', 'ZA', 'KE', 'HU']);

/** Without the country, whose name depends on where the letter comes from. */
export function addressLines(address: Address): string[] {
	return [address.line1, address.line2 ?? '', ...townLines(address)].map((line) => line.trim()).filter((line) => line !== '');
}

function townLines({ city, postcode, subdivision = '', country }: Address): string[] {
	if (CODE_LAST.has(country)) return [join([[city, subdivision].filter(Boolean).join(country === 'US' ? ', ' : ' '), postcode], '  ')];
	if (CODE_BELOW.has(country)) return [join([city, subdivision], ', '), postcode];
	if (country === 'ES' || country === 'IT') {
		const province = subdivision && subdivision.toLowerCase() !== city.toLowerCase() ? `(${subdivision})` : '';
		return [join([postcode, city, province], ' ')];
	}
	return [join([postcode, city], ' '), subdivision];
}

function join(parts: string[], by: string): string {
	return parts.filter((part) => part.trim() !== '').join(by);
}
