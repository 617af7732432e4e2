/** Elements of a file that say nothing where the rules take them as said: empty ones, dates without their format, a name in another's place. */
import { textAt } from '../xml/fields.ts';
import { everywhere, isOf } from './elements.ts';
import { elementsAt, type Rule } from './rule.ts';

const EMPTY: Rule = everywhere(
	'PEPPOL-EN16931-R008',
	'XML',
	'empty',
	({ element }, scope) =>
		isOf(scope, 'peppol', 'xrechnung', 'facturx', 'facturx-basic') &&
		element.children.length === 0 &&
		element.text.trim() === '' &&
		element.name !== 'ram:ApplicableHeaderTradeDelivery',
	// Factur-X only warns of them.
	{ severity: (scope) => (isOf(scope, 'peppol', 'xrechnung') ? 'fatal' : 'warning') }
);

export const UNSAID: readonly Rule[] = [
	EMPTY,
	everywhere(
		'BR-CO-09',
		'BT-31',
		'form',
		({ element, parent }) =>
			element.name === 'ram:ID' &&
			parent?.name === 'ram:SpecifiedTaxRegistration' &&
			element.attributes.get('schemeID') === 'VA' &&
			element.text === '',
		{ syntax: 'cii', args: { wanted: 'DE123456789' } }
	),
	everywhere(
		{ ubl: 'BR-FR-32-LEGALID', cii: 'BR-FR-32-LEGALID' },
		'BT-30',
		'form',
		({ element, parent }, scope) =>
			isOf(scope, 'france') &&
			/^(cac:PartyLegalEntity|ram:SpecifiedLegalOrganization)$/.test(parent?.name ?? '') &&
			element.attributes.get('schemeID') === '0002' &&
			element.text === '',
		{ args: { wanted: 'SIREN' } }
	),
	everywhere(
		'BR-FR-09_BT-29',
		'BT-29',
		'form',
		({ element, path }, scope) =>
			isOf(scope, 'france') &&
			/(cac:AccountingSupplierParty\/cac:Party\/cac:PartyIdentification\/cbc:ID|ram:SellerTradeParty\/ram:GlobalID)$/.test(path) &&
			element.attributes.get('schemeID') === '0009' &&
			element.text === '',
		{ args: { wanted: 'SIRET (0009)' } }
	),
	everywhere(
		'BR-03',
		'BT-2',
		'missing',
		({ element, path }) =>
			path.endsWith('rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString') && element.attributes.get('format') !== '102',
		{ syntax: 'cii' }
	),
	...(['EndDateTime', 'StartDateTime'] as const).map((name) =>
		everywhere(
			'BR-30',
			'BT-135',
			'period',
			({ element, parent }) =>
				element.name === 'ram:BillingSpecifiedPeriod' &&
				parent?.name === 'ram:SpecifiedLineTradeSettlement' &&
				['ram:StartDateTime', 'ram:EndDateTime'].every((each) => elementsAt(element, each).length > 0) &&
				elementsAt(element, `ram:${name}/udt:DateTimeString`).some(({ attributes }) => attributes.get('format') !== '102'),
			{ syntax: 'cii' }
		)
	),
	everywhere('BR-CL-05', 'BT-6', 'code', ({ element: { name, text } }) => /^(cbc|ram):TaxCurrencyCode$/.test(name) && text === '', {
		args: { list: 'ISO 4217' }
	}),
	// A trading name is read in its stead.
	...(
		[
			['BR-06', 'BT-27', 'cac:AccountingSupplierParty'],
			['BR-07', 'BT-44', 'cac:AccountingCustomerParty']
		] as const
	).map(([id, term, name]) =>
		everywhere(
			id,
			term,
			'missing',
			({ element }, { invoice }) =>
				element.name === name &&
				textAt(element, 'cac:Party/cac:PartyLegalEntity/cbc:RegistrationName') === '' &&
				(id === 'BR-06' ? invoice.seller : invoice.buyer).name !== '',
			{ syntax: 'ubl' }
		)
	)
];
