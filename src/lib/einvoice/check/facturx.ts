/** What Factur-X 1.09 asks beside the core and its schemas: BT-24, how dates are written, which numbers a party has. */
import { SPECIFICATIONS } from '../profiles.ts';
import { textAt } from '../xml/fields.ts';
import { everywhere } from './elements.ts';
import { elementsAt, holds, type Rule } from './rule.ts';

const REGISTRATION = 'ram:SpecifiedTaxRegistration';

/** Rules of the profiles' own structure, which have numbers for each place, or none: here they are called as the schemas are. */
const STRUCTURE: readonly Rule[] = [
	everywhere(
		'XSD',
		'XML',
		'missing',
		({ element: { name, attributes } }) => /:Date(Time)?String$/.test(name) && !attributes.has('format'),
		{ syntax: 'cii' }
	),
	everywhere(
		'XSD',
		'XML',
		'form',
		({ element: { name, attributes } }) => /:Date(Time)?String$/.test(name) && (attributes.get('format') ?? '102') !== '102',
		{ syntax: 'cii', args: { wanted: '102' } }
	),
	...(['VA', 'FC'] as const).map((scheme) =>
		everywhere(
			'XSD',
			'BT-31',
			'repeated',
			({ element }) =>
				elementsAt(element, REGISTRATION).filter((each) =>
					elementsAt(each, 'ram:ID').some((id) => id.attributes.get('schemeID') === scheme)
				).length > 1,
			{ syntax: 'cii' }
		)
	),
	everywhere(
		'XSD',
		'BT-31',
		'form',
		({ element }) =>
			element.name === REGISTRATION && !['VA', 'FC'].includes(elementsAt(element, 'ram:ID')[0]?.attributes.get('schemeID') ?? ''),
		{ syntax: 'cii', args: { wanted: 'VA, FC' } }
	),
	everywhere(
		'XSD',
		'BT-110',
		'differs',
		({ element }, { invoice }) =>
			element.name === 'ram:TaxTotalAmount' &&
			![invoice.currency, invoice.vatCurrency].includes(element.attributes.get('currencyID') ?? ''),
		{ syntax: 'cii', args: { others: 'BT-5' } }
	),
	everywhere(
		'XSD',
		'BG-20',
		'form',
		({ element }) =>
			/TradeAllowanceCharge$/.test(element.name) && !['true', 'false'].includes(textAt(element, 'ram:ChargeIndicator/udt:Indicator')),
		{ syntax: 'cii', args: { wanted: 'true, false' } }
	)
];

const isNamed = (id: string, profile: 'facturx' | 'facturx-basic') =>
	holds(id, 'BT-24', 'specification', 'form', ({ invoice }) => invoice.specification === SPECIFICATIONS[profile], {
		args: { value: '…', wanted: SPECIFICATIONS[profile] }
	});

export const FACTURX: readonly Rule[] = [isNamed('FX-SCH-A-000556', 'facturx'), ...STRUCTURE];
export const FACTURX_BASIC: readonly Rule[] = [isNamed('FX-SCH-A-000493', 'facturx-basic'), ...STRUCTURE];
