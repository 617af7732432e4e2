/** Seller and buyer as a document keeps them, in the terms of BG-4 and BG-7. */
import type { Address, Contact, TaxId } from '../../business/business.ts';
import type { BuyerSnapshot, SellerSnapshot } from '../../documents/document.ts';
import type { Buyer, Identifier, PartyContact, PostalAddress, Seller } from '../model.ts';
import { REGISTERS, REGISTRATION_SCHEMES, TAX_REGISTRATIONS, vatAddressScheme } from './schemes.ts';

export function sellerOf({ name, tradeName, address, contact, taxIds, electronicAddress }: SellerSnapshot): Seller {
	const numbers = new Numbers(taxIds);
	const { vatId, registration, site } = numbers;
	const taxRegistration = numbers.taxRegistration();
	const rest = numbers.rest();
	const own = addressOf(electronicAddress) ?? derivedAddress(numbers, contact);
	return {
		name: name.trim(),
		...(tradeName?.trim() && { tradingName: tradeName }),
		// One number at least must tell who sells (BR-CO-26).
		identifiers: site ? [site] : !vatId && !registration && taxRegistration ? [{ id: taxRegistration }] : [],
		...(registration && { legalRegistration: registration }),
		...(vatId && { vatId }),
		...(taxRegistration && { taxRegistration }),
		...(rest && { legalInformation: rest }),
		...(own && { electronicAddress: own }),
		address: postal(address),
		...(contact && withContact(contact))
	};
}

export function buyerOf({ name, kind, address, contact, taxIds, electronicAddress }: BuyerSnapshot): Buyer {
	const numbers = new Numbers(taxIds);
	const { vatId, registration, site } = numbers;
	const taxNumber = numbers.taxRegistration();
	const legal = registration ?? (taxNumber && kind === 'business' ? { id: taxNumber } : undefined);
	const own = addressOf(electronicAddress) ?? derivedAddress(numbers, contact);
	return {
		name: name.trim(),
		...(site && { identifier: site }),
		...(legal && { legalRegistration: legal }),
		...(vatId && { vatId }),
		...(own && { electronicAddress: own }),
		address: postal(address),
		...(contact && withContact(contact))
	};
}

export function postal({ line1, line2, city, postcode, subdivision, country }: Address): PostalAddress {
	return {
		...(line1.trim() && { line1 }),
		...(line2?.trim() && { line2 }),
		...(city.trim() && { city }),
		...(postcode.trim() && { postCode: postcode }),
		...(subdivision?.trim() && { subdivision }),
		country
	};
}

/** The numbers of a party, each given the term it belongs to. */
class Numbers {
	readonly vatId: string | undefined;
	/** BT-30, BT-47. */
	readonly registration: Identifier | undefined;
	/** A number of the establishment: SIRET. */
	readonly site: Identifier | undefined;
	readonly #taxIds: readonly TaxId[];
	readonly #told = new Set<TaxId>();

	constructor(taxIds: readonly TaxId[]) {
		this.#taxIds = taxIds.filter(({ value }) => value.trim() !== '');
		const vat = this.#take('vat');
		// Written without its country it is one all the same.
		if (vat) this.vatId = /^[A-Z]{2}/.test(compact(vat.value)) ? compact(vat.value) : `${vatPrefix(vat.country)}${compact(vat.value)}`;
		const siret = this.#take('siret');
		if (siret) this.site = { id: digits(siret.value), scheme: '0009' };
		const siren = this.#take('siren')?.value ?? siret?.value.replace(/\D/g, '').slice(0, 9);
		if (siren) this.registration = { id: digits(siren), scheme: '0002' };
		else if (this.vatId && /^BE[01]\d{9}$/.test(this.vatId)) this.registration = { id: this.vatId.slice(2), scheme: '0208' };
		else {
			const found = this.#taxIds.find(({ kind }) => REGISTERS.has(kind));
			if (!found) return;
			this.#told.add(found);
			const scheme = REGISTRATION_SCHEMES[`${found.country} ${found.kind}`];
			this.registration = scheme ? { id: compact(found.value), scheme } : { id: found.value.trim() };
		}
	}

	taxRegistration(): string | undefined {
		for (const kind of TAX_REGISTRATIONS) {
			const found = this.#take(kind);
			if (found) return found.value.trim();
		}
		return undefined;
	}

	/** BT-33: what has no term of its own, with its label as it is printed. */
	rest(): string {
		return this.#taxIds
			.filter((each) => !this.#told.has(each))
			.map(({ label, value }) => `${label} ${value}`.trim())
			.join(', ');
	}

	#take(kind: string): TaxId | undefined {
		const found = this.#taxIds.find((each) => each.kind === kind);
		if (found) this.#told.add(found);
		return found;
	}
}

function vatPrefix(country: string): string {
	return country === 'GR' ? 'EL' : country;
}

/** What an address can be derived from, where none was typed: a number with a scheme of its own, else the e-mail address. */
function derivedAddress({ registration, vatId }: Numbers, contact: Contact | undefined): Identifier | undefined {
	if (registration?.scheme === '0002') return { id: registration.id, scheme: '0225' };
	if (registration?.scheme && registration.scheme !== '0210') return registration;
	const scheme = vatId && vatAddressScheme(vatId);
	if (scheme) return { id: vatId, scheme };
	return contact?.email?.trim() ? { id: contact.email, scheme: 'EM' } : undefined;
}

function addressOf(typed: { scheme: string; value: string } | undefined): Identifier | undefined {
	return typed?.value.trim() ? { id: typed.value, scheme: typed.scheme } : undefined;
}

function withContact({ name, email, phone }: Contact): { contact?: PartyContact } {
	const contact: PartyContact = { ...(name.trim() && { name }), ...(phone?.trim() && { phone }), ...(email?.trim() && { email }) };
	return Object.keys(contact).length ? { contact } : {};
}

function compact(value: string): string {
	return value.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

function digits(value: string): string {
	return value.replace(/\D/g, '');
}
