/** What Peppol BIS Billing 3 (2026.5) asks beside `billing.ts`: its own terms, the numbers of each scheme, and the rules of countries. */
import type { EInvoice, Identifier } from '../model.ts';
import { BILLING_PROCESS, SPECIFICATIONS } from '../profiles.ts';
import { BILLING } from './billing.ts';
import { ADDRESS_SCHEMES } from './codes.ts';
import { payments } from './core.ts';
import { PEPPOL_GERMANY } from './germany.ts';
import { LISTS } from './lists.ts';
import { decimalOf } from './numbers.ts';
import { eachOf, holds, isThere, placesOf, type Place, type Rule, type RuleOptions, type Scope } from './rule.ts';

const PROCESSES: ReadonlySet<string> = new Set([
	BILLING_PROCESS,
	'urn:peppol:france:billing:regulated',
	'urn:peppol:france:billing:non-regulated',
	'urn:peppol:bis:billing_with_response'
]);
const isBilling = ({ invoice }: Scope) => PROCESSES.has(invoice.businessProcess ?? '');

const INVOICES = new Set('71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877'.split(' '));
const CREDIT_NOTES = new Set(['381', '396', '81', '83', '532']);
/** EAS as Peppol takes it: fewer than the core's list, without e-mail and the like. */
const NOT_IN_PEPPOL: ReadonlySet<string> = new Set(
	'0037 0147 0154 0158 0170 0177 0193 0194 0202 0203 0205 0212 0213 0215 0217 0219 0220 AN AQ AS AU EM'.split(' ')
);

const within = (country: string, { invoice: { seller, buyer } }: Scope) =>
	seller.address?.country === country && buyer.address?.country === country;
/** By the VAT number first, for some countries' rules. */
const countryOfSeller = ({ seller, taxRepresentative }: EInvoice) =>
	seller.vatId?.slice(0, 2).toUpperCase() || taxRepresentative?.vatId.slice(0, 2).toUpperCase() || seller.address?.country;

const OWN: Rule[] = [
	holds('PEPPOL-EN16931-R007', 'BT-23', 'businessProcess', 'form', isBilling, {
		args: { wanted: BILLING_PROCESS }
	}),
	holds('PEPPOL-EN16931-R002', 'BG-1', 'notes', 'repeated', (scope) => scope.invoice.notes.length <= 1 || within('DE', scope)),
	holds(
		'PEPPOL-EN16931-R003',
		'BT-10',
		'buyerReference',
		'missing-one',
		({ invoice }) => isThere(invoice.buyerReference) || isThere(invoice.purchaseOrder),
		{ args: { others: 'BT-13' } }
	),
	holds(
		'PEPPOL-EN16931-R004',
		'BT-24',
		'specification',
		'form',
		({ invoice: { specification } }) => specification.startsWith(SPECIFICATIONS.peppol) && !specification.includes('::'),
		{ args: { wanted: SPECIFICATIONS.peppol } }
	),
	holds(
		'PEPPOL-EN16931-P0100',
		'BT-3',
		'typeCode',
		'code',
		(scope) => scope.isCreditNote || !isBilling(scope) || INVOICES.has(scope.invoice.typeCode),
		{ args: { list: 'Peppol' } }
	),
	holds(
		'PEPPOL-EN16931-P0101',
		'BT-3',
		'typeCode',
		'code',
		(scope) => !scope.isCreditNote || !isBilling(scope) || CREDIT_NOTES.has(scope.invoice.typeCode),
		{ args: { list: 'Peppol' } }
	),
	holds(
		'PEPPOL-EN16931-P0112',
		'BT-3',
		'typeCode',
		'forbidden',
		(scope) => scope.isCreditNote || !['326', '384'].includes(scope.invoice.typeCode) || within('DE', scope),
		{ args: { others: '326, 384' } }
	),
	eachOf(
		'PEPPOL-EN16931-CL008',
		'BT-34',
		'code',
		({ invoice: { seller, buyer } }) => [
			{ path: 'seller.electronicAddress.scheme', at: seller.electronicAddress?.scheme },
			{ path: 'buyer.electronicAddress.scheme', at: buyer.electronicAddress?.scheme }
		],
		(scheme) => scheme === undefined || (ADDRESS_SCHEMES.has(scheme) && !NOT_IN_PEPPOL.has(scheme)),
		{ args: (value) => ({ value: value ?? '', list: 'EAS' }) }
	),
	...(
		[
			['P0104', 'VATEX-EU-G', 'G'],
			['P0105', 'VATEX-EU-O', 'O'],
			['P0106', 'VATEX-EU-IC', 'K'],
			['P0107', 'VATEX-EU-AE', 'AE'],
			['P0108', 'VATEX-EU-D', 'E'],
			['P0109', 'VATEX-EU-F', 'E'],
			['P0110', 'VATEX-EU-I', 'E'],
			['P0111', 'VATEX-EU-J', 'E']
		] as const
	).map(([number, code, category]) =>
		eachOf(
			`PEPPOL-EN16931-${number}`,
			'BT-121',
			'differs',
			({ invoice }) => placesOf('vat', invoice.vat).filter(({ at }) => at.exemptionCode?.toUpperCase() === code),
			(at) => at.category === category,
			{ detail: 'exemptionCode', args: { others: category } }
		)
	)
];

/** Electronic addresses, identifiers and registrations of a scheme. */
function numbersOf({ seller, buyer, payee }: EInvoice): Place<Identifier | undefined>[] {
	return [
		{ path: 'seller.electronicAddress', at: seller.electronicAddress },
		...placesOf('seller.identifiers', seller.identifiers),
		{ path: 'seller.legalRegistration', at: seller.legalRegistration },
		{ path: 'buyer.electronicAddress', at: buyer.electronicAddress },
		{ path: 'buyer.identifier', at: buyer.identifier },
		{ path: 'buyer.legalRegistration', at: buyer.legalRegistration },
		{ path: 'payee.identifier', at: payee?.identifier },
		{ path: 'payee.legalRegistration', at: payee?.legalRegistration }
	];
}

const digits = (text: string) => [...text].map(Number);

/** GS1: weights of 3 and 1 from the right. */
function isGln(text: string): boolean {
	if (!/^\d+$/.test(text)) return false;
	const [check, ...rest] = digits(text).reverse();
	const sum = rest.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
	return (10 - (sum % 10)) % 10 === check;
}

/** Brønnøysund: modulus 11 with weights of 2 to 7 from the right. */
function isNorwegian(text: string): boolean {
	if (!/^\d{9}$/.test(text) || Number(text) === 0) return false;
	const [check, ...rest] = digits(text).reverse();
	const sum = rest.reduce((total, digit, index) => total + digit * ((index % 6) + 2), 0);
	return (11 - (sum % 11)) % 11 === check;
}

/** KBO and BCE: the last two digits are 97 less the rest modulo 97. */
const isBelgian = (text: string) => /^\d{10}$/.test(text) && 97 - (Number(text.slice(0, 8)) % 97) === Number(text.slice(8));

/** Luhn. */
function isSwedish(text: string): boolean {
	if (!/^\d{10}$/.test(text)) return false;
	const sum = digits(text).reduce((total, digit, index) => {
		const value = index % 2 === 0 ? digit * 2 : digit;
		return total + (value > 9 ? value - 9 : value);
	}, 0);
	return sum % 10 === 0;
}

/** ABN: modulus 89, the first digit less one. */
function isAustralian(text: string): boolean {
	if (!/^\d{11}$/.test(text)) return false;
	const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
	return digits(text).reduce((sum, digit, index) => sum + (index === 0 ? digit - 1 : digit) * weights[index]!, 0) % 89 === 0;
}

const shape = (pattern: RegExp) => (text: string) => pattern.test(text);

const SCHEMED: Rule[] = (
	[
		['R040', '0088', isGln, 'GLN'],
		['R041', '0192', isNorwegian, '999999999'],
		['R042', '0184', shape(/^(DK)?\d{8}$/), 'DK12345678'],
		['R052', '0096', shape(/^\d{10}$/), '1234567890'],
		['R053', '0198', shape(/^DK\d{8}$/), 'DK12345678'],
		['R043', '0208', isBelgian, '0123456749'],
		['R049', '0007', isSwedish, '1234567897'],
		['R050', '0151', isAustralian, 'ABN'],
		['R054', '0106', shape(/^\d{8}$/), '12345678', true],
		['R055', '0190', shape(/^\d{20}$/), 'OIN', true],
		['R057', '0217', shape(/^\d{12}$/), '123456789012', true]
	] as [string, string, (text: string) => boolean, string, true?][]
).map(([number, scheme, isRight, wanted, warns]) =>
	eachOf(
		`PEPPOL-COMMON-${number}`,
		'BT-34',
		'form',
		({ invoice }) => numbersOf(invoice).filter(({ at }) => at?.scheme === scheme),
		(at) => isRight(at!.id),
		{ detail: 'id', ...(warns && { severity: 'warning' as const }), args: (at) => ({ value: at!.id, wanted }) }
	)
);

const has = (
	id: string,
	term: string,
	path: string,
	isAsked: (scope: Scope) => boolean,
	get: (invoice: EInvoice) => unknown,
	options?: RuleOptions
) => holds(id, term, path, 'missing', (scope) => !isAsked(scope) || isThere(get(scope.invoice)), options);
const from = (country: string) => (scope: Scope) =>
	(country === 'IT' ? countryOfSeller(scope.invoice) : scope.invoice.seller.address?.country) === country;
const addressOf = (party: 'seller' | 'buyer' | 'taxRepresentative', { [party]: one }: EInvoice) => {
	const address = one?.address;
	return !address || (isThere(address.line1) && isThere(address.city) && isThere(address.postCode)) ? 'whole' : undefined;
};
const isDutchNumber = (id: Identifier | undefined) => !id || id.scheme === '0106' || id.scheme === '0190';
const fromDenmark = from('DK');
const isDanish = (id: Identifier | undefined) => !id || id.scheme === '0184';
const fromSweden = ({ invoice: { seller } }: Scope) => seller.address?.country === 'SE';
const isSwedishVat = (scope: Scope) => fromSweden(scope) && scope.invoice.seller.vatId?.startsWith('SE') === true;

const COUNTRIES: Rule[] = [
	has('DK-R-002', 'BT-30', 'seller.legalRegistration', fromDenmark, ({ seller }) => seller.legalRegistration),
	holds(
		'DK-R-014',
		'BT-30',
		'seller.legalRegistration.scheme',
		'form',
		(scope) => !fromDenmark(scope) || isDanish(scope.invoice.seller.legalRegistration),
		{
			args: { wanted: '0184' }
		}
	),
	holds(
		'DK-R-017',
		'BT-47',
		'buyer.legalRegistration.scheme',
		'form',
		(scope) => !within('DK', scope) || isDanish(scope.invoice.buyer.legalRegistration),
		{ args: { wanted: '0184' } }
	),
	holds(
		'DK-R-016',
		'BT-115',
		'totals.due',
		'negative',
		(scope) => !scope.isCreditNote || !within('DK', scope) || (decimalOf(scope.invoice.totals.due)?.digits ?? 0n) >= 0n
	),
	eachOf(
		'DK-R-005',
		'BT-81',
		'code',
		(scope) => (!scope.isCreditNote && within('DK', scope) ? payments(scope) : []),
		({ means }) => '1 10 31 42 48 49 50 58 59 93 97'.split(' ').includes(means),
		{ detail: 'means', args: ({ means }) => ({ value: means, list: 'DK' }) }
	),
	has('IT-R-002', 'BT-35', 'seller.address.line1', from('IT'), ({ seller }) => seller.address?.line1),
	has('IT-R-003', 'BT-37', 'seller.address.city', from('IT'), ({ seller }) => seller.address?.city),
	has('IT-R-004', 'BT-38', 'seller.address.postCode', from('IT'), ({ seller }) => seller.address?.postCode),
	holds(
		'IT-R-001',
		'BT-32',
		'seller.taxRegistration',
		'form',
		(scope) =>
			!from('IT')(scope) || !scope.invoice.seller.taxRegistration || /^[A-Z0-9]{11,16}$/.test(scope.invoice.seller.taxRegistration),
		{ args: { wanted: 'codice fiscale' } }
	),
	holds(
		'NL-R-001',
		'BT-25',
		'preceding',
		'missing',
		(scope) => !from('NL')(scope) || !scope.isCreditNote || scope.invoice.preceding.some(({ number }) => isThere(number))
	),
	has('NL-R-002', 'BG-5', 'seller.address', from('NL'), (invoice) => addressOf('seller', invoice)),
	holds(
		'NL-R-003',
		'BT-30',
		'seller.legalRegistration.scheme',
		'form',
		(scope) => !from('NL')(scope) || isDutchNumber(scope.invoice.seller.legalRegistration),
		{
			args: { wanted: '0106, 0190' }
		}
	),
	has(
		'NL-R-004',
		'BG-8',
		'buyer.address',
		(scope) => within('NL', scope),
		(invoice) => addressOf('buyer', invoice)
	),
	holds(
		'NL-R-005',
		'BT-47',
		'buyer.legalRegistration.scheme',
		'form',
		(scope) => !within('NL', scope) || isDutchNumber(scope.invoice.buyer.legalRegistration),
		{ args: { wanted: '0106, 0190' } }
	),
	has(
		'NL-R-006',
		'BG-12',
		'taxRepresentative.address',
		(scope) => from('NL')(scope) && scope.invoice.taxRepresentative?.address?.country === 'NL',
		(invoice) => addressOf('taxRepresentative', invoice)
	),
	has(
		'NL-R-007',
		'BG-16',
		'payments',
		(scope) => from('NL')(scope) && !scope.isCreditNote && (decimalOf(scope.invoice.totals.due)?.digits ?? 0n) > 0n,
		({ payments: [first] }) => first
	),
	eachOf(
		'NL-R-008',
		'BT-81',
		'code',
		(scope) => (within('NL', scope) ? payments(scope) : []),
		({ means }) => ['30', '48', '49', '57', '58', '59'].includes(means),
		{ detail: 'means', args: ({ means }) => ({ value: means, list: 'NL' }) }
	),
	holds(
		'NL-R-009',
		'BT-13',
		'purchaseOrder',
		'missing',
		({ invoice, ...scope }) =>
			!from('NL')({ invoice, ...scope }) || !invoice.lines.some(({ orderLine }) => orderLine) || isThere(invoice.purchaseOrder)
	),
	holds('SE-R-001', 'BT-31', 'seller.vatId', 'form', (scope) => !isSwedishVat(scope) || scope.invoice.seller.vatId!.trim().length === 14, {
		args: { wanted: 'SE123456789701' }
	}),
	holds(
		'SE-R-002',
		'BT-31',
		'seller.vatId',
		'form',
		(scope) => !isSwedishVat(scope) || /^\d+$/.test(scope.invoice.seller.vatId!.slice(2, 14)),
		{
			args: { wanted: 'SE123456789701' }
		}
	),
	...(
		[
			['SE-R-003', (id: string) => /^\d+$/.test(id)],
			['SE-R-004', (id: string) => id.length === 10],
			['SE-R-013', isSwedish]
		] as const
	).map(([id, isRight]) =>
		holds(
			id,
			'BT-30',
			'seller.legalRegistration.id',
			'form',
			(scope) => !fromSweden(scope) || !scope.invoice.seller.legalRegistration || isRight(scope.invoice.seller.legalRegistration.id.trim()),
			{ args: { wanted: '1234567897' } }
		)
	),
	holds(
		'SE-R-005',
		'BT-32',
		'seller.taxRegistration',
		'form',
		(scope) =>
			!fromSweden(scope) ||
			!scope.invoice.seller.legalRegistration ||
			!scope.invoice.seller.taxRegistration ||
			scope.invoice.seller.taxRegistration.trim().toUpperCase() === 'GODKÄND FÖR F-SKATT',
		{ args: { wanted: 'Godkänd för F-skatt' } }
	),
	eachOf(
		'SE-R-006',
		'BT-152',
		'form',
		(scope) =>
			!isSwedishVat(scope)
				? []
				: [
						...placesOf('lines', scope.invoice.lines).map(({ path, at }) => ({
							path: `${path}.vatRate`,
							at: [at.vatCategory, at.vatRate]
						})),
						...placesOf('vat', scope.invoice.vat).map(({ path, at }) => ({ path: `${path}.rate`, at: [at.category, at.rate] })),
						...placesOf('allowances', scope.invoice.allowances).map(({ path, at }) => ({
							path: `${path}.vatRate`,
							at: [at.vatCategory, at.vatRate]
						})),
						...placesOf('charges', scope.invoice.charges).map(({ path, at }) => ({
							path: `${path}.vatRate`,
							at: [at.vatCategory, at.vatRate]
						}))
					],
		([category, rate]) => category !== 'S' || [25, 12, 6].includes(Number(rate)),
		{ args: ([, rate]) => ({ value: rate ?? '–', wanted: '25, 12, 6' }) }
	),
	holds(
		'NO-R-001',
		'BT-31',
		'seller.vatId',
		'form',
		({ invoice: { seller } }) =>
			!seller.vatId?.startsWith('NO') || (/^NO\d{9}MVA$/.test(seller.vatId) && isNorwegian(seller.vatId.slice(2, 11))),
		{ args: { wanted: 'NO999999999MVA' } }
	),
	holds(
		'NO-R-002',
		'BT-32',
		'seller.taxRegistration',
		'form',
		({ invoice }) => countryOfSeller(invoice) !== 'NO' || invoice.seller.taxRegistration?.trim() === 'Foretaksregisteret',
		{ severity: 'warning', args: { wanted: 'Foretaksregisteret' } }
	)
];

/** Lists that Peppol numbers anew and that are the core's. */
const ALIASES: Rule[] = (
	[
		['BR-CL-24', 'CL001'],
		['BR-CL-19', 'CL002'],
		['BR-CL-20', 'CL003'],
		['BR-CL-06', 'CL006']
	] as const
).map(([core, own]) => ({ ...LISTS.find(({ id }) => id === core)!, id: `PEPPOL-EN16931-${own}` }));

export const PEPPOL: readonly Rule[] = [...BILLING, ...OWN, ...ALIASES, ...SCHEMED, ...COUNTRIES, ...PEPPOL_GERMANY];
