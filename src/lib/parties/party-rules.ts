/** What is wrong with a client or supplier, field by field; and what an empty one looks like. */
import { LIMITS, Rules, type Problems } from '../business/field-rules.ts';
import type { Address, Business, Contact } from '../business/business.ts';
import { isCurrency } from '../money/currencies.ts';
import { PRICE_LIMITS } from '../money/decimal.ts';
import type { Party } from './party.ts';

export function validateParty(party: Party): Problems {
	const rules = new Rules();
	rules.required('name', party.name);
	rules.text('name', party.name, LIMITS.name);
	rules.text('number', party.number, LIMITS.number);
	rules.address('address', party.address);
	if (party.deliveryAddress) rules.address('deliveryAddress', party.deliveryAddress);
	rules.list('contacts', party.contacts);
	for (const [at, contact] of party.contacts.entries()) rules.contact(`contacts.${at}`, contact);
	rules.taxIds('taxIds', party.taxIds);
	rules.text('buyerReference', party.buyerReference, LIMITS.reference);
	rules.text('electronicAddress.value', party.electronicAddress?.value, LIMITS.reference);
	rules.text('eInvoiceFormat', party.eInvoiceFormat, LIMITS.reference);
	rules.language('language', party.language);
	if (party.currency && !isCurrency(party.currency)) rules.error('currency', 'currency');
	rules.whole('termsDays', party.termsDays, 0, 3650);
	rules.decimal('hourlyRate', party.hourlyRate, PRICE_LIMITS);
	if (party.hourlyRate?.startsWith('-')) rules.error('hourlyRate', 'negative');
	rules.text('notes', party.notes, LIMITS.text);
	rules.list('tags', party.tags);
	for (const tag of party.tags) rules.text('tags', tag, LIMITS.tag);
	rules.list('customFields', party.customFields);
	for (const [at, field] of party.customFields.entries()) {
		if (field.value.trim()) rules.required(`customFields.${at}.name`, field.name);
		rules.text(`customFields.${at}.name`, field.name, LIMITS.label);
		rules.text(`customFields.${at}.value`, field.value, LIMITS.terms);
	}
	return rules.problems;
}

/** A client, or supplier, in the business's own country, with nothing filled in. */
export function newParty(business: Business, role: Party['roles'][number] = 'client'): Party {
	return {
		number: '',
		name: '',
		kind: 'business',
		roles: [role],
		address: { line1: '', city: '', postcode: '', country: business.address.country },
		contacts: [],
		taxIds: [],
		notes: '',
		tags: [],
		customFields: [],
		archived: false
	};
}

/** The party as it is saved: rows that were added and left empty are gone, one contact is the main one. */
export function tidyParty(party: Party): Party {
	const contacts = party.contacts.filter((contact) => !isEmptyContact(contact));
	const main = contacts.find((contact) => contact.primary) ?? contacts[0];
	return {
		...party,
		deliveryAddress: party.deliveryAddress && isEmptyAddress(party.deliveryAddress) ? undefined : party.deliveryAddress,
		contacts: contacts.map((contact) => ({ ...contact, primary: contact === main })),
		taxIds: party.taxIds.filter((taxId) => taxId.value.trim() !== ''),
		customFields: party.customFields.filter((field) => field.name.trim() !== '' || field.value.trim() !== ''),
		electronicAddress: party.electronicAddress?.value.trim() ? party.electronicAddress : undefined,
		buyerReference: party.buyerReference || undefined
	};
}

function isEmptyContact({ name, title, email, phone }: Contact): boolean {
	return ![name, title, email, phone].some((text) => text?.trim());
}

/** A country alone is nowhere to deliver to. */
function isEmptyAddress({ line1, line2, city, postcode }: Address): boolean {
	return ![line1, line2, city, postcode].some((text) => text?.trim());
}

/** "vip, Montréal, vip" gives two tags. */
export function readTags(text: string): string[] {
	return [...new Set(text.split(/[,،;\n]/).map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
