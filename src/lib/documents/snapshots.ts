/** What an issued document keeps of the seller and the buyer as they stood that day. Copies: a later change of theirs never reaches it. */
import type { Address, Business, Contact } from '../business/business.ts';
import type { Party } from '../parties/party.ts';
import type { BuyerSnapshot, SellerSnapshot } from './document.ts';

export function sellerSnapshot(business: Business): SellerSnapshot {
	return withoutUndefined({
		name: business.name,
		tradeName: business.tradeName || undefined,
		address: copyAddress(business.address),
		contact: business.contact && { ...business.contact },
		taxIds: business.taxIds.filter((id) => id.value.trim() !== '').map((id) => ({ ...id })),
		bankAccounts: business.bankAccounts.map((account) => ({ ...account })),
		logo: business.logo,
		colour: business.colour,
		footer: business.footer || undefined,
		paper: business.paper,
		country: business.address.country
	});
}

export function buyerSnapshot(party: Party): BuyerSnapshot {
	return withoutUndefined({
		number: party.number || undefined,
		name: party.name,
		kind: party.kind,
		address: copyAddress(party.address),
		deliveryAddress: party.deliveryAddress && copyAddress(party.deliveryAddress),
		contact: mainContact(party.contacts),
		taxIds: party.taxIds.filter((id) => id.value.trim() !== '').map((id) => ({ ...id })),
		customFields: party.customFields.map((field) => ({ ...field }))
	});
}

/** The one marked primary, else the first. */
function mainContact(contacts: readonly Contact[]): Contact | undefined {
	const main = contacts.find((contact) => contact.primary) ?? contacts[0];
	return main && { ...main };
}

function copyAddress(address: Address): Address {
	return { ...address };
}

/** Absent and undefined must hash the same: a stored document has no undefined fields. */
function withoutUndefined<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
