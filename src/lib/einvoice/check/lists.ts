/** Codes that must be of their list (BR-CL-01 to BR-CL-26). */
import type { EInvoice, Identifier } from '../model.ts';
import {
	ADDRESS_SCHEMES,
	ALLOWANCE_REASONS,
	CHARGE_REASONS,
	CLASSIFICATIONS,
	COUNTRIES,
	CREDIT_NOTE_TYPES,
	CURRENCIES,
	EXEMPTIONS,
	INVOICE_TYPES,
	MEANS,
	OBJECT_SCHEMES,
	SCHEMES,
	SUBJECTS,
	UNITS
} from './codes.ts';
import type { Severity } from './finding.ts';
import { isThere, placesOf, type Hit, type Rule, type RuleOptions, type Scope } from './rule.ts';

type Code = [path: string, code: string | undefined, term?: string];

/** Codes that are there must be of the list; those that are not are another rule's. */
function ofList(
	id: string,
	term: string,
	list: string,
	isIn: (code: string, scope: Scope) => boolean,
	codes: (invoice: EInvoice, scope: Scope) => Code[],
	options: RuleOptions = {}
): Rule {
	return {
		id,
		term,
		problem: 'code',
		...options,
		hits: (scope): Hit[] =>
			codes(scope.invoice, scope)
				.filter(([, code]) => isThere(code) && !isIn(code!.trim(), scope))
				.map(([path, code, ownTerm]) => ({ path, args: { value: code!.trim(), list }, ...(ownTerm && { term: ownTerm }) }))
	};
}

const among = (list: ReadonlySet<string>) => (code: string) => list.has(code);
const scheme = (path: string, id: Identifier | undefined, term?: string): Code => [`${path}.scheme`, id?.scheme, term];

const CATEGORIES = new Set(['AE', 'L', 'M', 'E', 'S', 'Z', 'G', 'O', 'K', 'B']);
export const MIME_TYPES: ReadonlySet<string> = new Set([
	'application/pdf',
	'image/png',
	'image/jpeg',
	'text/csv',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'application/vnd.oasis.opendocument.spreadsheet'
]);

/** BT-8, as the model has it. */
const TAX_POINTS: ReadonlySet<string> = new Set(['3', '35', '432']);

/** KoSIT's validator lets some of the core's lists only warn in an XRechnung, and more of them in its extension, which has lists of its own. */
const inXRechnung = ({ profile }: Scope): Severity => (profile === 'xrechnung' ? 'warning' : 'fatal');
const inExtension = ({ profile, invoice }: Scope): Severity =>
	profile === 'xrechnung' && invoice.specification.includes('#conformant#') ? 'warning' : 'fatal';
const inCvd = ({ profile, invoice }: Scope): Severity =>
	profile === 'xrechnung' && invoice.specification.includes('cvd') ? 'warning' : 'fatal';

const numbersOf = ({ seller, buyer, payee }: EInvoice): Code[] => [
	...placesOf('seller.identifiers', seller.identifiers).map(({ path, at }) => scheme(path, at)),
	scheme('buyer.identifier', buyer.identifier, 'BT-46'),
	scheme('payee.identifier', payee?.identifier, 'BT-60')
];

export const LISTS: readonly Rule[] = [
	ofList(
		'BR-CL-01',
		'BT-3',
		'UNTDID 1001',
		(code, { syntax, isCreditNote }) =>
			syntax === 'cii'
				? INVOICE_TYPES.has(code) || CREDIT_NOTE_TYPES.has(code)
				: (isCreditNote ? CREDIT_NOTE_TYPES : INVOICE_TYPES).has(code),
		({ typeCode }) => [['typeCode', typeCode]]
	),
	ofList('BR-CL-04', 'BT-5', 'ISO 4217', among(CURRENCIES), ({ currency }) => [['currency', currency]]),
	ofList('BR-CL-05', 'BT-6', 'ISO 4217', among(CURRENCIES), ({ vatCurrency }) => [['vatCurrency', vatCurrency]]),
	ofList('BR-CL-06', 'BT-8', 'UNTDID 2005', among(TAX_POINTS), ({ taxPointCode }) => [['taxPointCode', taxPointCode]]),
	ofList('BR-CL-07', 'BT-18', 'UNTDID 1153', among(OBJECT_SCHEMES), ({ object, lines }) => [
		scheme('object', object),
		...placesOf('lines', lines).map(({ path, at }) => scheme(`${path}.object`, at.object, 'BT-128'))
	]),
	ofList('BR-CL-08', 'BT-21', 'UNTDID 4451', among(SUBJECTS), ({ notes }) =>
		placesOf('notes', notes).map(({ path, at }): Code => [`${path}.subjectCode`, at.subjectCode])
	),
	ofList('BR-CL-10', 'BT-29', 'ISO 6523', among(SCHEMES), numbersOf, { severity: inExtension }),
	ofList(
		'BR-CL-11',
		'BT-30',
		'ISO 6523',
		among(SCHEMES),
		({ seller, buyer, payee }) => [
			scheme('seller.legalRegistration', seller.legalRegistration),
			scheme('buyer.legalRegistration', buyer.legalRegistration, 'BT-47'),
			scheme('payee.legalRegistration', payee?.legalRegistration, 'BT-61')
		],
		{ severity: inExtension }
	),
	ofList(
		'BR-CL-13',
		'BT-158',
		'UNTDID 7143',
		among(CLASSIFICATIONS),
		({ lines }) =>
			placesOf('lines', lines).flatMap(({ path, at }) =>
				placesOf(`${path}.item.classifications`, at.item.classifications).map((each) => scheme(each.path, each.at))
			),
		{ severity: inCvd }
	),
	ofList('BR-CL-14', 'BT-40', 'ISO 3166-1', among(COUNTRIES), ({ seller, buyer, taxRepresentative, delivery }) => [
		['seller.address.country', seller.address?.country],
		['buyer.address.country', buyer.address?.country, 'BT-55'],
		['taxRepresentative.address.country', taxRepresentative?.address?.country, 'BT-69'],
		['delivery.address.country', delivery?.address?.country, 'BT-80']
	]),
	ofList('BR-CL-15', 'BT-159', 'ISO 3166-1', among(COUNTRIES), ({ lines }) =>
		placesOf('lines', lines).map(({ path, at }): Code => [`${path}.item.origin`, at.item.origin])
	),
	ofList('BR-CL-16', 'BT-81', 'UNTDID 4461', among(MEANS), ({ payments }) =>
		placesOf('payments', payments).map(({ path, at }): Code => [`${path}.means`, at.means])
	),
	// UBL asks BR-CL-17 of the breakdown, CII BR-CL-18.
	ofList('BR-CL-17', 'BT-118', 'UNTDID 5305', among(CATEGORIES), ({ vat, allowances, charges }, { syntax }) => [
		...(syntax === 'ubl' ? placesOf('vat', vat).map(({ path, at }): Code => [`${path}.category`, at.category]) : []),
		...placesOf('allowances', allowances).map(({ path, at }): Code => [`${path}.vatCategory`, at.vatCategory, 'BT-95']),
		...placesOf('charges', charges).map(({ path, at }): Code => [`${path}.vatCategory`, at.vatCategory, 'BT-102'])
	]),
	ofList('BR-CL-18', 'BT-151', 'UNTDID 5305', among(CATEGORIES), ({ vat, lines }, { syntax }) => [
		...(syntax === 'cii' ? placesOf('vat', vat).map(({ path, at }): Code => [`${path}.category`, at.category, 'BT-118']) : []),
		...placesOf('lines', lines).map(({ path, at }): Code => [`${path}.vatCategory`, at.vatCategory])
	]),
	ofList('BR-CL-19', 'BT-98', 'UNTDID 5189', among(ALLOWANCE_REASONS), (invoice) => reasons(invoice, 'allowances', 'BT-140')),
	ofList('BR-CL-20', 'BT-105', 'UNTDID 7161', among(CHARGE_REASONS), (invoice) => reasons(invoice, 'charges', 'BT-145')),
	ofList(
		'BR-CL-21',
		'BT-157',
		'ISO 6523',
		among(SCHEMES),
		({ lines }) => placesOf('lines', lines).map(({ path, at }) => scheme(`${path}.item.standardId`, at.item.standardId)),
		{ severity: inXRechnung }
	),
	ofList(
		'BR-CL-22',
		'BT-121',
		'VATEX',
		(code) => EXEMPTIONS.has(code.toUpperCase()),
		({ vat }) => placesOf('vat', vat).map(({ path, at }): Code => [`${path}.exemptionCode`, at.exemptionCode])
	),
	ofList(
		'BR-CL-23',
		'BT-130',
		'UN/ECE Recommendation 20',
		among(UNITS),
		({ lines }) =>
			placesOf('lines', lines).flatMap(({ path, at }): Code[] => [
				[`${path}.unit`, at.unit],
				[`${path}.price.baseUnit`, at.price.baseUnit, 'BT-150']
			]),
		{ severity: inXRechnung }
	),
	ofList(
		'BR-CL-24',
		'BT-125',
		'PDF, PNG, JPEG, CSV, XLSX, ODS',
		among(MIME_TYPES),
		({ documents }) => placesOf('documents', documents).map(({ path, at }): Code => [`${path}.attachment.mime`, at.attachment?.mime]),
		{ severity: inExtension }
	),
	ofList(
		'BR-CL-25',
		'BT-34',
		'EAS',
		among(ADDRESS_SCHEMES),
		({ seller, buyer }) => [
			scheme('seller.electronicAddress', seller.electronicAddress),
			scheme('buyer.electronicAddress', buyer.electronicAddress, 'BT-49')
		],
		{ severity: inExtension }
	),
	ofList('BR-CL-26', 'BT-71', 'ISO 6523', among(SCHEMES), ({ delivery }) => [scheme('delivery.location', delivery?.location)], {
		severity: inExtension
	})
];

function reasons({ lines, ...head }: EInvoice, kind: 'allowances' | 'charges', lineTerm: string): Code[] {
	return [
		...placesOf(kind, head[kind]).map(({ path, at }): Code => [`${path}.reasonCode`, at.reasonCode]),
		...lines.flatMap((line, index) =>
			placesOf(`lines.${index}.${kind}`, line[kind]).map(({ path, at }): Code => [`${path}.reasonCode`, at.reasonCode, lineTerm])
		)
	];
}
