/** What the schemas and the syntaxes' data types want of a file: children in their order and number, numbers, dates, attributes. */
import { decimalsIn } from './numbers.ts';
import { everywhere, isAmount, isOf, localName, type At } from './elements.ts';
import type { Rule, Scope } from './rule.ts';
import { BASIC_SCHEMA, FACTURX_SCHEMA } from './schema-facturx.ts';
import { CII_SCHEMA, UBL_SCHEMA, type Children } from './schema.ts';

const isDate = (text: string) => {
	const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
	return year !== undefined && isDay(Number(year), Number(month), Number(day));
};

function isDay(year: number, month: number, day: number): boolean {
	return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const isNumeric = (name: string) => /(Amount|Quantity|Percent|Numeric|Measure)$/.test(localName(name)) && !name.includes('Code');

export const TYPES: readonly Rule[] = [
	everywhere(
		'XSD',
		'XML',
		'form',
		({ element }, { syntax }) =>
			element.children.length === 0 &&
			((isNumeric(element.name) && !isDecimal(element.text)) ||
				(syntax === 'ubl' && /(^|[a-z])Date$/.test(localName(element.name)) && !isDate(element.text)) ||
				(/Indicator$/.test(localName(element.name)) && !['true', 'false', '1', '0'].includes(element.text))),
		{ args: { wanted: 'XML Schema' } }
	),
	everywhere(
		'XSD',
		'XML',
		'missing',
		({ element, parent }) => isAmount(element.name) && parent !== undefined && !element.attributes.get('currencyID'),
		{ syntax: 'ubl' }
	),
	everywhere('XSD', 'BT-125', 'form', ({ element: { name, text } }) => name.endsWith('BinaryObject') && !isBase64(text), {
		args: { wanted: 'base64' }
	}),
	everywhere(
		'PEPPOL-EN16931-F001',
		'XML',
		'form',
		({ element }, scope) =>
			isOf(scope, 'peppol') &&
			/(Issue|Due|TaxPoint|Start|End|ActualDelivery)Date$/.test(element.name) &&
			!(element.text.length === 10 && isDate(element.text)),
		{ syntax: 'ubl', args: { wanted: '2026-12-31' } }
	),
	everywhere(
		'CII-DT-097',
		'XML',
		'form',
		({ element }) =>
			element.name === 'udt:DateTimeString' &&
			element.attributes.get('format') === '102' &&
			!/^\d{4}(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])$/.test(element.text),
		{ syntax: 'cii', args: { wanted: '20261231' } }
	),
	everywhere(
		'UBL-DT-01',
		'XML',
		'decimals',
		({ element: { name, text }, path }) =>
			isAmount(name) && !name.endsWith('PriceAmount') && !path.includes('cac:Price/cac:AllowanceCharge') && decimalsIn(text) > 2,
		{ syntax: 'ubl', args: { most: '2' } }
	),
	everywhere(
		'UBL-DT-06',
		'BT-125',
		'missing',
		({ element }) => element.name.endsWith('BinaryObject') && !element.attributes.has('mimeCode'),
		{
			syntax: 'ubl'
		}
	),
	everywhere(
		'UBL-DT-07',
		'BT-125',
		'missing',
		({ element }) => element.name.endsWith('BinaryObject') && !element.attributes.has('filename'),
		{
			syntax: 'ubl'
		}
	)
];

function isDecimal(text: string): boolean {
	return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim());
}

function isBase64(text: string): boolean {
	const packed = text.replace(/\s+/g, '');
	return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

interface Child {
	names: readonly string[];
	isWanted: boolean;
	isList: boolean;
}
const parsed = new Map<Children, Map<string, Child[]>>();
function childrenOf(schema: Children): Map<string, Child[]> {
	const known = parsed.get(schema);
	if (known) return known;
	const made = new Map(
		Object.entries(schema).map(([name, children]) => [
			name,
			children
				.split(' ')
				.map((each) => ({ names: each.replace(/[!*]+$/, '').split('|'), isWanted: each.includes('!'), isList: each.includes('*') }))
		])
	);
	parsed.set(schema, made);
	return made;
}

/** Their schemas know nothing else. */
const isWhole = (scope: Scope) => isOf(scope, 'facturx', 'facturx-basic');

function schemaOf({ syntax, profile }: Scope): Children {
	if (syntax === 'ubl') return UBL_SCHEMA;
	return profile === 'facturx-basic' ? BASIC_SCHEMA : profile === 'facturx' ? FACTURX_SCHEMA : CII_SCHEMA;
}

/** What the schema says of the children of an element, of those it knows here: whether one is missing, too many, or out of its order. */
function misplaced({ element }: At, scope: Scope): Rule['problem'] | undefined {
	const wanted = childrenOf(schemaOf(scope)).get(element.name);
	if (!wanted) return undefined;
	// Elements that hold others hold no text.
	if (element.text !== '') return 'form';
	let last = -1;
	for (const { name } of element.children) {
		const at = wanted.findIndex(({ names }) => names.includes(name));
		if (at === -1) {
			if (isWhole(scope)) return 'unknown-element';
			continue;
		}
		if (at < last) return 'form';
		if (at === last && !wanted[at]!.isList) return 'repeated';
		last = at;
	}
	return wanted.some(({ names, isWanted }) => isWanted && !element.children.some(({ name }) => names.includes(name)))
		? 'missing'
		: undefined;
}

export const SCHEMA: readonly Rule[] = (['missing', 'repeated', 'form', 'unknown-element'] as const).map((problem) =>
	everywhere('XSD', 'XML', problem, (at, scope) => misplaced(at, scope) === problem, { args: { wanted: 'XML Schema' } })
);
