/** Who an e-invoice is from: whether he is in the books, and what he is made of where he is not. Pure. */
import type { Business, TaxId } from '../../../business/business.ts';
import { LIMITS } from '../../../business/field-rules.ts';
import { taxIdKinds } from '../../../business/presets.ts';
import { partId } from '../../../documents/ids.ts';
import { newParty } from '../../../parties/party-rules.ts';
import type { Party } from '../../../parties/party.ts';
import { isCurrency } from '../../../money/currencies.ts';
import { REGISTRATION_SCHEMES } from '../../from/schemes.ts';
import type { Buyer, EInvoice, Seller } from '../../model.ts';
import { taxCountry } from './taxes.ts';

/** By what somebody was recognised, the surest first. */
export const SIGNS = ['vat', 'company', 'account', 'name'] as const;
export type Sign = (typeof SIGNS)[number];

/** Of a field of a party that holds an account. */
const ACCOUNT_FIELD = 'IBAN';

/** What is searched for in the books. */
export function searchesOf(invoice: EInvoice): string[] {
	const { seller } = invoice;
	const numbers = [seller.vatId, seller.vatId?.replace(/^[A-Z]{2}/, ''), seller.legalRegistration?.id, seller.taxRegistration];
	return [
		...new Set([...numbers, ...accountsOf(invoice), seller.name].filter((each) => each !== undefined && each.trim().length > 1))
	] as string[];
}

/** Undefined for another. A VAT number of the same country that differs is another's, whatever the rest says. */
export function recognised(party: Pick<Party, 'name' | 'taxIds' | 'customFields'>, invoice: EInvoice): Sign | undefined {
	const { seller } = invoice;
	if (hasNumber(party.taxIds, seller.vatId, 'vat')) return 'vat';
	const country = taxCountry(invoice);
	if (seller.vatId && party.taxIds.some(({ kind, country: of, value }) => kind === 'vat' && of === country && value.trim() !== ''))
		return undefined;
	const numbers = [seller.legalRegistration?.id, seller.taxRegistration, ...seller.identifiers.map(({ id }) => id)];
	if (numbers.some((number) => hasNumber(party.taxIds, number))) return 'company';
	const accounts = accountsOf(invoice);
	if (accountsOn(party).some((account) => accounts.includes(account))) return 'account';
	return same(party.name, seller.name) || (seller.tradingName !== undefined && same(party.name, seller.tradingName)) ? 'name' : undefined;
}

/** He is known to be paid to other accounts than the invoice names: what those write who want the money for themselves. */
export function isOtherAccount(party: Pick<Party, 'customFields'>, invoice: EInvoice): boolean {
	const known = accountsOn(party);
	const named = accountsOf(invoice);
	return known.length > 0 && named.length > 0 && !named.every((account) => known.includes(account));
}

/** The business itself is meant: by a number, else by its name. */
export function isOf(
	business: Pick<Business, 'name' | 'tradeName' | 'taxIds'>,
	{ name, vatId, legalRegistration }: Seller | Buyer
): boolean {
	const own = business.taxIds.filter(({ value }) => value.trim() !== '');
	if (hasNumber(own, vatId, 'vat') || hasNumber(own, legalRegistration?.id)) return true;
	if (vatId && own.some(({ kind }) => kind === 'vat')) return false;
	return same(business.name, name) || (business.tradeName !== undefined && same(business.tradeName, name));
}

/** A record of him, with all that the file says. */
export function supplierFrom(invoice: EInvoice, business: Business): Party {
	const { seller, currency } = invoice;
	const { address, contact, electronicAddress } = seller;
	const country = /^[A-Z]{2}$/.test(address?.country ?? '') ? address!.country : taxCountry(invoice) || business.address.country;
	const fresh = newParty(business, 'supplier');
	const cut = (text: string | undefined, most: number) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, most);
	const line2 = [address?.line2, address?.line3].filter(Boolean).join(', ');
	return {
		...fresh,
		name: cut(seller.name, LIMITS.name),
		address: {
			line1: cut(address?.line1, LIMITS.line),
			...(line2 && { line2: cut(line2, LIMITS.line) }),
			city: cut(address?.city, LIMITS.city),
			postcode: cut(address?.postCode, LIMITS.postcode),
			...(address?.subdivision && { subdivision: cut(address.subdivision, LIMITS.city) }),
			country
		},
		contacts:
			contact && Object.keys(contact).length > 0
				? [
						{
							id: partId(),
							name: cut(contact.name, LIMITS.name),
							...(contact.email && { email: cut(contact.email, LIMITS.email) }),
							...(contact.phone && { phone: cut(contact.phone, LIMITS.phone) }),
							primary: true
						}
					]
				: [],
		taxIds: numbersOf(seller, country),
		...(electronicAddress?.scheme && {
			electronicAddress: { scheme: electronicAddress.scheme, value: cut(electronicAddress.id, LIMITS.reference) }
		}),
		...(currency !== business.currency && isCurrency(currency) && { currency }),
		customFields: accountsOf(invoice)
			.slice(0, 5)
			.map((value) => ({ id: partId(), name: ACCOUNT_FIELD, value, printed: false }))
	};
}

function numbersOf({ vatId, legalRegistration, taxRegistration }: Seller, country: string): TaxId[] {
	const kinds = taxIdKinds(country);
	const label = (kind: string, usual: string) => kinds.find((each) => each.kind === kind)?.label ?? usual;
	const numbers: TaxId[] = [];
	const add = (kind: string, of: string, name: string, value: string | undefined) => {
		if (value?.trim() && !numbers.some((each) => bare(each.value) === bare(value)))
			numbers.push({ kind, country: of, label: name, value: value.trim().slice(0, LIMITS.taxId) });
	};
	const prefix = /^[A-Z]{2}/.exec(vatId ?? '')?.[0];
	add('vat', prefix === 'EL' ? 'GR' : (prefix ?? country), label('vat', 'VAT'), vatId);
	const scheme = legalRegistration?.scheme;
	const kind = Object.entries(REGISTRATION_SCHEMES)
		.find(([key, code]) => code === scheme && key.startsWith(`${country} `))?.[0]
		.slice(3);
	const register = kind ?? kinds.find((each) => REGISTERS.includes(each.kind))?.kind ?? 'company';
	add(register, country, label(register, 'No.'), legalRegistration?.id);
	const office = kinds.find((each) => OFFICES.includes(each.kind))?.kind ?? 'tax';
	add(office, country, label(office, 'Tax no.'), taxRegistration);
	return numbers;
}

const REGISTERS: readonly string[] = ['siren', 'kvk', 'uid', 'hrb', 'fn', 'rcs', 'bce', 'company', 'rc'];
const OFFICES: readonly string[] = ['stnr', 'nif', 'cf', 'tax'];

/** Accounts to pay to (BT-84), as machines want them. */
function accountsOf({ payments }: Pick<EInvoice, 'payments'>): string[] {
	return [...new Set(payments.flatMap(({ transfers }) => transfers.map(({ account }) => bare(account))).filter((each) => each !== ''))];
}

function accountsOn({ customFields }: Pick<Party, 'customFields'>): string[] {
	return customFields.filter(({ name }) => name.trim().toUpperCase() === ACCOUNT_FIELD).map(({ value }) => bare(value));
}

function hasNumber(taxIds: readonly TaxId[], number: string | undefined, only?: string): boolean {
	const wanted = bare(number ?? '');
	if (wanted === '') return false;
	return taxIds.some(({ kind, country, value }) => {
		const own = bare(value);
		if (own === '' || (only !== undefined && kind !== only)) return false;
		return own === wanted || `${country === 'GR' ? 'EL' : country}${own}` === wanted;
	});
}

function same(a: string, b: string): boolean {
	const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
	return plain(a) !== '' && plain(a) === plain(b);
}

function bare(value: string): string {
	return value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}
