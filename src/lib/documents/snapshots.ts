/** What an issued document keeps of the seller and the buyer as they stood that day. Copies: a later change of theirs never reaches it. */
import type { Address, Business, Contact, TaxId } from '../business/business.ts';
import type { Party } from '../parties/party.ts';
import { spanishZone } from '../spain/when.ts';
import { VERSION } from '../spain/system.ts';
import { textsOf } from './defaults.ts';
import type { BuyerSnapshot, DocumentContent, SellerSnapshot } from './document.ts';
import { owesMoney } from './kinds.ts';

type ForDocument = Pick<DocumentContent, 'type' | 'language'> & Partial<Pick<DocumentContent, 'lateFee' | 'lines' | 'allowances'>>;

/** @param of the document it is for: the footer can be another one by its kind and language */
export function sellerSnapshot(business: Business, of?: ForDocument): SellerSnapshot {
	const footer = (of && textsOf(business, of.type, of.language)?.footer) || business.footer;
	return withoutUndefined({
		name: business.name,
		tradeName: business.tradeName || undefined,
		address: copyAddress(business.address),
		contact: business.contact && { ...business.contact },
		taxIds: numbersOn(business.taxIds, of),
		electronicAddress: addressOf(business.electronicAddress),
		bankAccounts: business.bankAccounts.map((account) => ({ ...account })),
		paymentCodes: business.paymentCodes || undefined,
		withoutProofCode: business.withoutProofCode || undefined,
		paymentLink: business.paymentLink?.trim() || undefined,
		billingRecords: of && hasBillingRecord(business, of) ? { timeZone: spanishZone(business.timeZone), version: VERSION } : undefined,
		logo: business.logo,
		colour: business.colour,
		footer: footer || undefined,
		paper: business.paper,
		country: business.address.country
	});
}

export function buyerSnapshot(party: Party, of?: ForDocument): BuyerSnapshot {
	return withoutUndefined({
		number: party.number || undefined,
		name: party.name,
		kind: party.kind,
		address: copyAddress(party.address),
		deliveryAddress: party.deliveryAddress && copyAddress(party.deliveryAddress),
		contact: mainContact(party.contacts),
		taxIds: numbersOn(party.taxIds, of),
		electronicAddress: addressOf(party.electronicAddress),
		// The others are notes about the client: they can be erased, and what is issued cannot.
		customFields: party.customFields.filter(({ printed }) => printed).map((field) => ({ ...field }))
	});
}

/**
 * True for the bill of what being late costs, as long as it charges no tax: interest and the lump sum for recovery are damages and no consideration
 * for a supply (CJEU C-222/81 BAZ Bausystem; German UStAE 1.3 (6)), so they are outside the scope of VAT (EN 16931 category O), and the bill is no
 * invoice in the sense of Directive 2006/112/EC, Art. 220 and 226. EN 16931 wants no VAT number of either side on it (BR-O-02, BR-O-03).
 */
export function isUntaxedFee({ lateFee, lines = [], allowances = [] }: ForDocument): boolean {
	const taxes = [...lines, ...allowances].flatMap((each) => each.taxes ?? []);
	return lateFee !== undefined && taxes.length > 0 && taxes.every(({ category }) => category === 'O');
}

/** Spain: of what is an invoice in the sense of RD 1619/2012, or corrects one. */
function hasBillingRecord({ billingRecords, address }: Business, of: ForDocument): boolean {
	return billingRecords === true && address.country === 'ES' && owesMoney(of.type) && !isUntaxedFee(of);
}

function numbersOn(taxIds: readonly TaxId[], of: ForDocument | undefined): TaxId[] {
	const without = of && isUntaxedFee(of) ? 'vat' : undefined;
	return taxIds.filter(({ kind, value }) => value.trim() !== '' && kind !== without).map((id) => ({ ...id }));
}

/** The one marked primary, else the first. */
function mainContact(contacts: readonly Contact[]): Contact | undefined {
	const main = contacts.find((contact) => contact.primary) ?? contacts[0];
	return main && { ...main };
}

function addressOf(typed: Party['electronicAddress']): Party['electronicAddress'] {
	return typed?.value.trim() ? { ...typed } : undefined;
}

function copyAddress(address: Address): Address {
	return { ...address };
}

/** Absent and undefined must hash the same: a stored document has no undefined fields. */
function withoutUndefined<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
