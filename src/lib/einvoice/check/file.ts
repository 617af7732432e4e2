/**
 * What only the file shows: elements said too often, empty ones, attributes, and the data types of the schemas. The model has no place for these, and
 * what is written from it never breaks them.
 */
import type { XmlElement } from '../xml/element.ts';
import { textAt } from '../xml/fields.ts';
import { CURRENCIES } from './codes.ts';
import type { Severity } from './finding.ts';
import { compare, decimalOf, decimalsIn, minus, plain, plus, rounded, sumOf } from './numbers.ts';
import { elementsOf, everywhere, isAmount, isOf } from './elements.ts';
import { UNSAID } from './unsaid.ts';
import { elementsAt, TAX_TOTALS_OF_CII, type Rule, type Scope } from './rule.ts';
import { SCHEMA, TYPES } from './schema-rules.ts';
import { isUntaxed } from './sums.ts';
import { FORBIDDEN_ATTRIBUTES, FORBIDDEN_CHILDREN, ONCE } from './structure.ts';

const isIndicator = (text: string) => text === 'true' || text === 'false';

const INDICATORS: Rule[] = [
	everywhere(
		'PEPPOL-EN16931-R043',
		'BG-20',
		'form',
		({ element, path }, scope) =>
			isOf(scope, 'peppol', 'xrechnung') &&
			element.name === 'cac:AllowanceCharge' &&
			!path.includes('cac:Price') &&
			!isIndicator(textAt(element, 'cbc:ChargeIndicator')),
		{ syntax: 'ubl', args: { wanted: 'true, false' } }
	),
	...(['ram:SpecifiedTradeAllowanceCharge', 'ram:AppliedTradeAllowanceCharge'] as const).map((name, index) =>
		everywhere(
			`PEPPOL-EN16931-R043-${index + 1}`,
			'BG-20',
			'form',
			({ element }, scope) =>
				isOf(scope, 'xrechnung') && element.name === name && !isIndicator(textAt(element, 'ram:ChargeIndicator/udt:Indicator')),
			{ syntax: 'cii', args: { wanted: 'true, false' } }
		)
	),
	everywhere(
		'PEPPOL-EN16931-R044',
		'BT-147',
		'form',
		({ element, parent }, scope) =>
			isOf(scope, 'peppol', 'xrechnung') &&
			((element.name === 'cac:AllowanceCharge' && parent?.name === 'cac:Price' && textAt(element, 'cbc:ChargeIndicator') !== 'false') ||
				(element.name === 'ram:AppliedTradeAllowanceCharge' &&
					parent?.name === 'ram:GrossPriceProductTradePrice' &&
					elementsAt(element, 'ram:ActualAmount').length > 0 &&
					textAt(element, 'ram:ChargeIndicator/udt:Indicator') !== 'false')),
		{ args: { wanted: 'false' } }
	)
];

const CURRENCY_RULES: Rule[] = [
	everywhere(
		'BR-CL-03',
		'BT-5',
		'code',
		({ element: { name, attributes } }, { syntax }) => {
			const code = attributes.get('currencyID');
			return code !== undefined && (syntax === 'ubl' ? isAmount(name) : name === 'ram:TaxTotalAmount') && !CURRENCIES.has(code.trim());
		},
		{ args: { list: 'ISO 4217' } }
	),
	everywhere(
		'PEPPOL-EN16931-CL007',
		'BT-5',
		'code',
		({ element: { name, attributes } }, scope) =>
			isOf(scope, 'peppol') && isAmount(name) && !CURRENCIES.has(attributes.get('currencyID') ?? ''),
		{ syntax: 'ubl', args: { list: 'ISO 4217' } }
	),
	everywhere(
		'PEPPOL-EN16931-R051',
		'BT-5',
		'differs',
		({ element: { name, attributes }, parent }, scope) =>
			isOf(scope, 'peppol') &&
			isAmount(name) &&
			!(name === 'cbc:TaxAmount' && parent?.name === 'cac:TaxTotal' && elementsAt(parent, 'cac:TaxSubtotal').length === 0) &&
			attributes.get('currencyID') !== scope.invoice.currency,
		{ syntax: 'ubl', args: { others: 'BT-5' } }
	)
];

const REFERENCES: Rule[] = [
	everywhere(
		'PEPPOL-EN16931-R100',
		'BT-128',
		'repeated',
		({ element }, scope) => isOf(scope, 'peppol') && isLine(element) && elementsAt(element, 'cac:DocumentReference').length > 1,
		{ syntax: 'ubl' }
	),
	everywhere('PEPPOL-EN16931-R101', 'BT-128', 'form', ({ element }, scope) => {
		if (!isOf(scope, 'peppol', 'xrechnung')) return false;
		const [references, type] = isLine(element)
			? [elementsAt(element, 'cac:DocumentReference'), 'cbc:DocumentTypeCode']
			: element.name === 'ram:SpecifiedLineTradeSettlement'
				? [elementsAt(element, 'ram:AdditionalReferencedDocument'), 'ram:TypeCode']
				: [[], ''];
		return references.length > 0 && !references.some((each) => textAt(each, type) === '130');
	}),
	everywhere(
		'PEPPOL-EN16931-R080',
		'BT-11',
		'repeated',
		({ element }, scope) =>
			isOf(scope, 'peppol') &&
			element.name === 'CreditNote:CreditNote' &&
			elementsAt(element, 'cac:AdditionalDocumentReference').filter((each) => textAt(each, 'cbc:DocumentTypeCode') === '50').length > 1,
		{ syntax: 'ubl' }
	)
];

function isLine({ name }: XmlElement): boolean {
	return name === 'cac:InvoiceLine' || name === 'cac:CreditNoteLine';
}

const isTax = ({ name }: XmlElement) => /(TaxCategory|TradeTax)$/.test(name);
const isVat = (element: XmlElement) =>
	(textAt(element, 'cac:TaxScheme/cbc:ID') || textAt(element, 'ram:TypeCode')).trim().toUpperCase() === 'VAT';
const isIn = (path: string, parent: string) => new RegExp(`${parent}/[^/]+$`).test(path);

/** A category of another tax is none of VAT. */
const SCHEMES: Rule[] = [
	everywhere(
		'BR-CO-04',
		'BT-151',
		'missing',
		({ element, path }) => isTax(element) && isIn(path, '(cac:Item|ram:SpecifiedLineTradeSettlement)') && !isVat(element)
	),
	...(['BR-47', 'BR-48', 'BR-CO-17'] as const).map((id) =>
		everywhere(
			id,
			id === 'BR-48' ? 'BT-119' : 'BT-118',
			'missing',
			({ element, path }) => isTax(element) && isIn(path, '(cac:TaxSubtotal|ram:ApplicableHeaderTradeSettlement)') && !isVat(element)
		)
	),
	...([false, true] as const).map((charge) =>
		everywhere(
			charge ? 'BR-37' : 'BR-32',
			charge ? 'BT-102' : 'BT-95',
			'missing',
			({ element, path, parent }) =>
				isTax(element) &&
				/^(Invoice:Invoice|CreditNote:CreditNote)\/cac:AllowanceCharge|ram:ApplicableHeaderTradeSettlement\/ram:SpecifiedTradeAllowanceCharge/.test(
					path
				) &&
				['true', '1'].includes(textAt(parent!, 'cbc:ChargeIndicator') || textAt(parent!, 'ram:ChargeIndicator/udt:Indicator')) === charge &&
				!isVat(element)
		)
	),
	everywhere(
		'UBL-SR-48',
		'BT-151',
		'repeated',
		({ element }) => isLine(element) && elementsAt(element, 'cac:Item/cac:ClassifiedTaxCategory').length !== 1,
		{ syntax: 'ubl' }
	),
	everywhere(
		'UBL-SR-43',
		'BT-122',
		'form',
		({ element }, { isCreditNote }) => {
			if (element.name !== 'cac:AdditionalDocumentReference') return false;
			const type = textAt(element, 'cbc:DocumentTypeCode');
			const hasScheme = elementsAt(element, 'cbc:ID').some(({ attributes }) => attributes.has('schemeID'));
			return type !== '130' && !(isCreditNote && type === '50') && (hasScheme || elementsAt(element, 'cbc:DocumentTypeCode').length > 0);
		},
		{ syntax: 'ubl', args: { wanted: '130' } }
	),
	everywhere(
		'UBL-SR-53',
		'BT-31',
		'missing',
		({ element }) =>
			element.name === 'cac:PartyTaxScheme' &&
			(elementsAt(element, 'cac:TaxScheme/cbc:ID').length === 0 || elementsAt(element, 'cbc:CompanyID').length === 0),
		{ syntax: 'ubl' }
	),
	everywhere(
		'UBL-SR-42',
		'BT-31',
		'repeated',
		({ element, path }) => path.endsWith('cac:AccountingSupplierParty/cac:Party') && elementsAt(element, 'cac:PartyTaxScheme').length > 2,
		{ syntax: 'ubl' }
	),
	everywhere(
		'BR-CO-19',
		'BG-14',
		'missing',
		({ element, parent }) => isEmptyPeriod(element) && !isLine(parent!) && !parent!.name.includes('Line')
	),
	everywhere(
		'BR-CO-20',
		'BG-26',
		'missing',
		({ element, parent }) => isEmptyPeriod(element) && (isLine(parent!) || parent!.name.includes('Line'))
	)
];

function isEmptyPeriod({ name, children }: XmlElement): boolean {
	return (
		(name === 'cac:InvoicePeriod' || name === 'ram:BillingSpecifiedPeriod') &&
		!children.some((child) => /(Start|End)Date(Time)?$/.test(child.name)) &&
		!children.some((child) => child.name === 'cbc:DescriptionCode')
	);
}

/** The tax is said once in the currency of the invoice. */
const TAX_TOTAL: Rule = {
	id: 'BR-CO-15',
	term: 'BT-110',
	problem: 'differs',
	hits(scope) {
		const { root, syntax, invoice } = scope;
		const { currency } = invoice;
		if (!root || currency === '') return [];
		const amounts = syntax === 'ubl' ? elementsAt(root, 'cac:TaxTotal/cbc:TaxAmount') : elementsAt(root, TAX_TOTALS_OF_CII);
		const count = amounts.filter(({ attributes }) => attributes.get('currencyID') === currency).length;
		return count === 1 || isUntaxed(scope) ? [] : [{ path: 'totals.vat', args: { others: 'BT-5' } }];
	}
};

const isSaidTwice = (elements: readonly XmlElement[]) => new Set(elements.map(({ text }) => text.trim())).size > 1;

/** All ways to pay are of one kind. */
const ONE_WAY: Rule[] = (
	[
		['UBL-SR-47', '//cbc:PaymentMeansCode', 'BT-81', 'ubl'],
		['UBL-SR-44', '//cbc:PaymentID', 'BT-83', 'ubl'],
		['CII-SR-468', '//ram:Information', 'BT-82', 'cii'],
		['CII-SR-462', '//ram:DueDateTypeCode', 'BT-8', 'cii']
	] as const
).map(([id, path, term, syntax]) => ({
	id,
	term,
	problem: 'differs',
	syntax,
	hits: ({ root }) => (root && isSaidTwice(elementsAt(root, path)) ? [{ path, args: { others: term } }] : [])
}));
const MEANS_OF_CII: Rule = {
	id: 'CII-SR-467',
	term: 'BT-81',
	problem: 'differs',
	syntax: 'cii',
	hits: ({ root }) =>
		root && isSaidTwice(elementsAt(root, '//ram:SpecifiedTradeSettlementPaymentMeans').flatMap((each) => elementsAt(each, 'ram:TypeCode')))
			? [{ path: '//ram:TypeCode', args: { others: 'BT-81' } }]
			: []
};
const INDICATOR_OF_CII: Rule = everywhere(
	'CII-SR-463',
	'BG-20',
	'missing',
	({ element }) => element.name === 'ram:SpecifiedTradeAllowanceCharge' && elementsAt(element, 'ram:ChargeIndicator').length === 0,
	{ syntax: 'cii' }
);
const TRANSFER_OF_CII: Rule = everywhere(
	'CII-SR-470',
	'BT-84',
	'missing',
	({ element }) =>
		element.name === 'ram:SpecifiedTradeSettlementPaymentMeans' &&
		['30', '58'].includes(textAt(element, 'ram:TypeCode')) &&
		['IBANID', 'ProprietaryID'].every((name) => elementsAt(element, `ram:PayeePartyCreditorFinancialAccount/ram:${name}`).length === 0),
	{ syntax: 'cii' }
);

/** Said more often than once. */
const REPEATED: Rule[] = ONCE.map(([id, context, child, syntax, where]) => ({
	id,
	term: 'XML',
	problem: 'repeated',
	syntax,
	// Only the German validator is strict about these.
	severity: ({ profile }) => (/^CII-SR-45[234]$/.test(id) && profile !== 'xrechnung' ? 'warning' : 'fatal'),
	hits: (scope) =>
		elementsOf(scope)
			.filter(({ element }) => context.split('|').includes(element.name))
			.filter(
				({ element }) => child.split('|').reduce((sum, path) => sum + elementsAt(element, path).filter(where ?? (() => true)).length, 0) > 1
			)
			.map(({ path }) => ({ path: `${path}/${child}` }))
}));

const ATTRIBUTES: Rule[] = FORBIDDEN_ATTRIBUTES.map(([id, attribute, isAsked, syntax, severity]) =>
	everywhere(
		id,
		'XML',
		'unknown-element',
		({ element, parent }) => element.attributes.has(attribute) && isAsked(element.name, parent?.name ?? ''),
		{
			syntax,
			severity: severity as Severity
		}
	)
);

const CHILDREN: Rule[] = FORBIDDEN_CHILDREN.map(([id, context, child, isExcepted]) =>
	everywhere(
		id,
		'XML',
		'unknown-element',
		({ element }) => context.test(element.name) && elementsAt(element, child).length > 0 && !isExcepted?.(element),
		{ syntax: 'cii' }
	)
);

const isExtension = ({ profile, invoice }: Scope) => profile === 'xrechnung' && invoice.specification.includes('#conformant#');
const paidByOthers = (scope: Scope) =>
	isExtension(scope) ? elementsOf(scope).filter(({ element }) => element.name === 'cac:PrepaidPayment') : [];
const without = (id: string, child: string): Rule => ({
	id,
	term: 'BG-DEX-09',
	problem: 'missing',
	syntax: 'ubl',
	hits: (scope) =>
		paidByOthers(scope)
			.filter(({ element }) => textAt(element, child) === '')
			.map(({ path }) => ({ path: `${path}/${child}` }))
});

/** Payments by third parties, which only the extension of XRechnung knows. */
const THIRD_PARTIES: Rule[] = [
	without('BR-DEX-10', 'cbc:ID'),
	without('BR-DEX-11', 'cbc:PaidAmount'),
	without('BR-DEX-12', 'cbc:InstructionID'),
	{
		id: 'BR-DEX-13',
		term: 'BG-DEX-09',
		problem: 'decimals',
		syntax: 'ubl',
		hits: (scope) =>
			paidByOthers(scope)
				.filter(({ element }) => decimalsIn(textAt(element, 'cbc:PaidAmount')) > 2)
				.map(({ path, element }) => ({ path, args: { value: textAt(element, 'cbc:PaidAmount'), most: '2' } }))
	},
	{
		id: 'BR-DEX-14',
		term: 'BG-DEX-09',
		problem: 'differs',
		syntax: 'ubl',
		hits: (scope) =>
			paidByOthers(scope)
				.filter(({ element }) => elementsAt(element, 'cbc:PaidAmount')[0]?.attributes.get('currencyID') !== scope.invoice.currency)
				.map(({ path }) => ({ path, args: { others: 'BT-5' } }))
	},
	{
		id: 'BR-DEX-09',
		term: 'BT-115',
		problem: 'sum',
		syntax: 'ubl',
		hits(scope) {
			if (!isExtension(scope) || !scope.root) return [];
			const { totals } = scope.invoice;
			const others = sumOf(elementsAt(scope.root, 'cac:PrepaidPayment').flatMap((each) => textAt(each, 'cbc:PaidAmount') || []));
			const [due, all] = [decimalOf(totals.due), decimalOf(totals.withVat)];
			const [paid, round] = [decimalOf(totals.paid ?? '0'), decimalOf(totals.rounding ?? '0')];
			if (due && all && paid && round && others)
				if (compare(rounded(minus(due, round), 2), rounded(plus(minus(all, paid), others), 2)) === 0) return [];
			const wanted = all && paid && round && others && rounded(plus(plus(minus(all, paid), others), round), 2);
			return [{ path: 'totals.due', args: { value: totals.due || '–', wanted: plain(wanted) } }];
		}
	}
];

export const FILE: readonly Rule[] = [
	...UNSAID,
	...INDICATORS,
	...CURRENCY_RULES,
	...REFERENCES,
	...TYPES,
	...SCHEMA,
	...SCHEMES,
	TAX_TOTAL,
	...ONE_WAY,
	MEANS_OF_CII,
	TRANSFER_OF_CII,
	INDICATOR_OF_CII,
	...REPEATED,
	...ATTRIBUTES,
	...CHILDREN,
	...THIRD_PARTIES
];
