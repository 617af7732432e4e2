/** BG-4, BG-7, BG-10, BG-11 and BG-13 in CII D16B. */
import { element, type XmlElement } from '../xml/element.ts';
import { around, group, identifier, leaf, type Field } from '../xml/fields.ts';
import type { Buyer, Delivery, Identifier, PartyContact, Payee, Seller, TaxRepresentative } from '../model.ts';
import { ADDRESS, date, noAddress } from './parts.ts';

/** A number with a scheme and one without stand in elements of their own. */
function numbers<T>(get: (from: T) => readonly Identifier[], add: (into: T, id: Identifier) => boolean): Field<T> {
	return {
		write(from) {
			const known = get(from).filter(({ id }) => id.trim() !== '');
			return [
				...known.filter(({ scheme }) => !scheme).map(({ id }) => element('ram:ID', id.trim())),
				...known.filter(({ scheme }) => scheme).map(({ id, scheme }) => withScheme(element('ram:GlobalID', id.trim()), scheme!))
			];
		},
		read(into, from, { taken }) {
			for (const found of from.children) {
				if ((found.name !== 'ram:ID' && found.name !== 'ram:GlobalID') || found.text === '') continue;
				const scheme = found.attributes.get('schemeID')?.trim();
				if (add(into, { id: found.text, ...(scheme && { scheme }) })) taken.add(found);
			}
		}
	};
}

function withScheme(made: XmlElement, scheme: string): XmlElement {
	made.attributes.set('schemeID', scheme);
	return made;
}

function number<T extends { [K in Key]?: Identifier }, Key extends string>(key: Key): Field<T> {
	return numbers<T>(
		(from) => (from[key] ? [from[key]] : []),
		(into, id) => {
			if (into[key]) return false;
			(into as { [K in Key]?: Identifier })[key] = id;
			return true;
		}
	);
}

const CONTACT: Field<PartyContact>[] = [
	leaf('ram:PersonName', 'name'),
	// A department in place of a person.
	{
		write: () => [],
		read: (into, from, reading) => void (into.name ?? leaf<PartyContact>('ram:DepartmentName', 'name').read(into, from, reading))
	},
	leaf('ram:TelephoneUniversalCommunication/ram:CompleteNumber', 'phone'),
	leaf('ram:EmailURIUniversalCommunication/ram:URIID', 'email')
];

const ofScheme = (scheme: string) => (found: XmlElement) => found.attributes.get('schemeID')?.trim() === scheme;
function registration<T>(scheme: string, key: Parameters<typeof leaf<T>>[1]): Field<T> {
	return leaf<T>('ram:SpecifiedTaxRegistration/ram:ID', key, { stamped: () => ({ schemeID: scheme }), where: ofScheme(scheme) });
}
const vatId = <T extends { vatId?: string }>() => registration<{ vatId?: string }>('VA', 'vatId') as Field<T>;

const SELLER: Field<Seller>[] = [
	numbers(
		({ identifiers }) => identifiers,
		({ identifiers }, id) => identifiers.push(id) > 0
	),
	leaf('ram:Name', 'name'),
	leaf('ram:Description', 'legalInformation'),
	around('ram:SpecifiedLegalOrganization', [identifier('ram:ID', 'legalRegistration'), leaf('ram:TradingBusinessName', 'tradingName')]),
	group('ram:DefinedTradeContact', 'contact', () => ({}), CONTACT),
	group('ram:PostalTradeAddress', 'address', noAddress, ADDRESS),
	identifier('ram:URIUniversalCommunication/ram:URIID', 'electronicAddress'),
	vatId(),
	registration('FC', 'taxRegistration')
];

const BUYER: Field<Buyer>[] = [
	number('identifier'),
	leaf('ram:Name', 'name'),
	around('ram:SpecifiedLegalOrganization', [identifier('ram:ID', 'legalRegistration'), leaf('ram:TradingBusinessName', 'tradingName')]),
	group('ram:DefinedTradeContact', 'contact', () => ({}), CONTACT),
	group('ram:PostalTradeAddress', 'address', noAddress, ADDRESS),
	identifier('ram:URIUniversalCommunication/ram:URIID', 'electronicAddress'),
	vatId()
];

const PAYEE: Field<Payee>[] = [
	number('identifier'),
	leaf('ram:Name', 'name'),
	identifier('ram:SpecifiedLegalOrganization/ram:ID', 'legalRegistration')
];

const REPRESENTATIVE: Field<TaxRepresentative>[] = [
	leaf('ram:Name', 'name'),
	group('ram:PostalTradeAddress', 'address', noAddress, ADDRESS),
	vatId<TaxRepresentative>()
];

export const SELLER_AND_BUYER: Field<{ seller: Seller; buyer: Buyer; taxRepresentative?: TaxRepresentative }>[] = [
	group('ram:SellerTradeParty', 'seller', () => ({ name: '', identifiers: [] }), SELLER),
	group('ram:BuyerTradeParty', 'buyer', () => ({ name: '' }), BUYER),
	group('ram:SellerTaxRepresentativeTradeParty', 'taxRepresentative', () => ({ name: '', vatId: '' }), REPRESENTATIVE)
];

export const PAYEE_PARTY: Field<{ payee?: Payee }> = group('ram:PayeeTradeParty', 'payee', () => ({ name: '' }), PAYEE);

export const DELIVERY: Field<Delivery>[] = [
	around('ram:ShipToTradeParty', [
		number('location'),
		leaf('ram:Name', 'partyName'),
		group('ram:PostalTradeAddress', 'address', noAddress, ADDRESS)
	]),
	date('ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString', 'date')
];
