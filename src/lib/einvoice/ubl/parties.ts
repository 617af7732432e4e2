/** BG-4, BG-7, BG-10 and BG-11 in UBL 2.1. */
import { around, fixed, group, identifier, leaf, list, of, textAt, type Field } from '../xml/fields.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Buyer, Identifier, PartyContact, Payee, Seller, TaxRepresentative } from '../model.ts';
import { ADDRESS, isVat, noAddress, taxScheme } from './parts.ts';

/** BT-90 stands among the numbers of the seller or the payee, told apart by its scheme. */
const CREDITOR = 'SEPA';
const schemeOf = (found: XmlElement) => found.children.find(({ name }) => name === 'cbc:ID')?.attributes.get('schemeID');
const isCreditor = (found: XmlElement) => schemeOf(found) === CREDITOR;
const isOwnNumber = (found: XmlElement) => !isCreditor(found);

/** A seller, and BT-90 where it stands with him. */
export interface UblSeller extends Seller {
	creditorId?: string;
}
export interface UblPayee extends Payee {
	creditorId?: string;
}

const ID: Field<Identifier>[] = [leaf('cbc:ID', 'id', { attributes: { schemeID: 'scheme' } })];
const CONTACT: Field<PartyContact>[] = [leaf('cbc:Name', 'name'), leaf('cbc:Telephone', 'phone'), leaf('cbc:ElectronicMail', 'email')];

const creditor = <T extends { creditorId?: string }>() =>
	around<T>(
		'cac:PartyIdentification',
		[leaf<{ creditorId?: string }>('cbc:ID', 'creditorId', { stamped: () => ({ schemeID: CREDITOR }) })],
		isCreditor
	);

const vatId = <T extends { vatId?: string }>() =>
	around<T>('cac:PartyTaxScheme', [leaf<{ vatId?: string }>('cbc:CompanyID', 'vatId'), taxScheme()], isVat);

const SELLER: Field<UblSeller>[] = [
	identifier('cbc:EndpointID', 'electronicAddress'),
	list('cac:PartyIdentification', 'identifiers', () => ({ id: '' }), ID, isOwnNumber),
	creditor(),
	leaf('cac:PartyName/cbc:Name', 'tradingName'),
	group('cac:PostalAddress', 'address', noAddress, ADDRESS),
	vatId(),
	{
		// Any scheme that is not VAT will do (BT-32); it is written as the national one of the core's examples.
		write: (from, scope) => around<UblSeller>('cac:PartyTaxScheme', [leaf('cbc:CompanyID', 'taxRegistration'), other()]).write(from, scope),
		read(into, from, reading) {
			const found = from.children.find((each) => each.name === 'cac:PartyTaxScheme' && !isVat(each));
			if (!found) return;
			leaf<UblSeller>('cbc:CompanyID', 'taxRegistration').read(into, found, reading);
			const scheme = found.children.find(({ name }) => name === 'cac:TaxScheme')?.children[0];
			if (scheme) reading.taken.add(scheme);
		}
	},
	around('cac:PartyLegalEntity', [
		leaf('cbc:RegistrationName', 'name'),
		identifier('cbc:CompanyID', 'legalRegistration'),
		leaf('cbc:CompanyLegalForm', 'legalInformation')
	]),
	group('cac:Contact', 'contact', () => ({}), CONTACT)
];

function other<T>(): Field<T> {
	return fixed('cac:TaxScheme/cbc:ID', 'FC');
}

const BUYER: Field<Buyer>[] = [
	identifier('cbc:EndpointID', 'electronicAddress'),
	identifier('cac:PartyIdentification/cbc:ID', 'identifier'),
	leaf('cac:PartyName/cbc:Name', 'tradingName'),
	group('cac:PostalAddress', 'address', noAddress, ADDRESS),
	vatId(),
	around('cac:PartyLegalEntity', [leaf('cbc:RegistrationName', 'name'), identifier('cbc:CompanyID', 'legalRegistration')]),
	group('cac:Contact', 'contact', () => ({}), CONTACT)
];

const PAYEE: Field<UblPayee>[] = [
	around('cac:PartyIdentification', [identifier('cbc:ID', 'identifier')], isOwnNumber),
	creditor(),
	leaf('cac:PartyName/cbc:Name', 'name'),
	identifier('cac:PartyLegalEntity/cbc:CompanyID', 'legalRegistration')
];

const REPRESENTATIVE: Field<TaxRepresentative>[] = [
	leaf('cac:PartyName/cbc:Name', 'name'),
	group('cac:PostalAddress', 'address', noAddress, ADDRESS),
	vatId<TaxRepresentative>()
];

export interface UblParties {
	seller: UblSeller;
	buyer: Buyer;
	payee?: UblPayee;
	taxRepresentative?: TaxRepresentative;
}

const noSeller = (): UblSeller => ({ name: '', identifiers: [] });
const noBuyer = (): Buyer => ({ name: '' });

/** BT-27 and BT-44 stand as registered name; a file of a sender who gives the name alone is read all the same. */
const named = <T extends { name: string; tradingName?: string }>(fields: readonly Field<T>[]): Field<T> => ({
	write: (from, scope) => fields.flatMap((field) => field.write(from, scope)),
	read(into, from, reading) {
		for (const field of fields) field.read(into, from, reading);
		if (into.name !== '' || textAt(from, 'cac:PartyLegalEntity/cbc:RegistrationName') !== '' || into.tradingName === undefined) return;
		into.name = into.tradingName;
		delete into.tradingName;
	}
});

export const PARTIES: Field<UblParties>[] = [
	around('cac:AccountingSupplierParty', [around('cac:Party', [of('seller', [named(SELLER)], noSeller)])]),
	around('cac:AccountingCustomerParty', [around('cac:Party', [of('buyer', [named(BUYER)], noBuyer)])]),
	group('cac:PayeeParty', 'payee', () => ({ name: '' }), PAYEE),
	group('cac:TaxRepresentativeParty', 'taxRepresentative', () => ({ name: '', vatId: '' }), REPRESENTATIVE)
];
