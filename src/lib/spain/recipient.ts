/** Whom a record names: a NIF, a VAT number of the EU, a number of its country, or nobody. */
import type { BuyerSnapshot } from '../documents/document.ts';
import type { TaxId } from '../business/business.ts';
import type { Recipient } from './record.ts';
import { cut } from './text.ts';

/** NIF-IVA of other member states and of Northern Ireland begin so (AEAT, validaciones 1.2.2, note 1). */
const UNION = new Set('AT BE BG CY CZ DE DK EE EL FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '));
/** Not in the schema's list of countries (CountryType2): told as one that is not listed. */
const UNLISTED = new Set('AX BL EH GF GP MF MQ SJ XK'.split(' '));
const NOT_LISTED = 'QU';
const LONGEST_NAME = 120;
const LONGEST_ID = 20;

/** The NIF among the numbers of a party, without its blanks and country. */
export function nifOf(taxIds: readonly TaxId[]): string | undefined {
	const values = [...taxIds.filter(({ kind }) => kind === 'nif'), ...taxIds.filter(({ kind }) => kind === 'vat')].map(({ value }) =>
		plain(value)
	);
	return values.map((value) => value.replace(/^ES(?=.{9}$)/, '')).find((value) => /^[0-9A-Z]\d{7}[0-9A-Z]$/.test(value));
}

/** Undefined where nothing says who it is. */
export function recipientOf({ name, taxIds, address }: BuyerSnapshot): Recipient | undefined {
	const called = cut(name, LONGEST_NAME);
	const isSpanish = address.country === 'ES' || address.country === '';
	const nif = nifOf(
		taxIds.filter(({ kind, country, value }) => isSpanish || country === 'ES' || (kind === 'vat' && /^\s*ES/i.test(value)))
	);
	if (nif) return { name: called, nif };
	if (isSpanish) return undefined;
	const vat = taxIds.map(({ kind, value }) => (kind === 'vat' ? europeanNumber(plain(value), address.country) : undefined)).find(Boolean);
	if (vat) return { name: called, other: { type: '02', value: vat } };
	const id = taxIds.map(({ value }) => plain(value)).find((value) => value !== '' && value.length <= LONGEST_ID);
	const country = UNLISTED.has(address.country) ? NOT_LISTED : address.country;
	return id ? { name: called, other: { type: '04', country, value: id } } : undefined;
}

function europeanNumber(value: string, country: string): string | undefined {
	const prefix = country === 'GR' ? 'EL' : country;
	const whole = UNION.has(value.slice(0, 2)) ? value : UNION.has(prefix) ? prefix + value : '';
	return whole.length > 3 && whole.length <= LONGEST_ID && /^[A-Z]{2}[0-9A-Z+*]+$/.test(whole) ? whole : undefined;
}

function plain(value: string): string {
	return value.toUpperCase().replace(/[\s.\-/]/g, '');
}
