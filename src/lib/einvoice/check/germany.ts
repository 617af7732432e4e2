/**
 * What XRechnung 3.0.2 asks beside the core (BR-DE-1 to BR-DE-31). Peppol asks most of it too where both parties are in Germany, under numbers of its
 * own (DE-R-…). The extension (BR-DEX) and the one for clean vehicles (BR-DE-CVD) go by BT-24.
 */
import type { EInvoice, Identifier, PaymentInstructions } from '../model.ts';
import { SPECIFICATIONS } from '../profiles.ts';
import { ADDRESS_SCHEMES, CLASSIFICATIONS, SCHEMES } from './codes.ts';
import { isTransfer, payments } from './core.ts';
import { MIME_TYPES } from './lists.ts';
import { eachOf, holds, isThere, placesOf, type Place, type Rule, type RuleOptions, type Scope } from './rule.ts';

const EXTENSION = `${SPECIFICATIONS.xrechnung}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0`;
const CVD = `${SPECIFICATIONS.xrechnung}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9`;

/** BT-3 as the German rules have it. */
const TYPES: ReadonlySet<string> = new Set(['326', '380', '384', '389', '381', '875', '876', '877']);
const CARDS: ReadonlySet<string> = new Set(['48', '54', '55']);
const PHONE = /([0-9].*){3}/;
const EMAIL = /^[^@\s]+@([^@.\s]+\.)+[^@.\s]+$/;
const URL = /^[a-zA-Z][a-zA-Z0-9+.-]+:/;
const DISCOUNT = /^#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#$/;
const WARNS: RuleOptions = { severity: 'warning' };

/** ISO 13616: the check digits, of any country and length. */
function isIban(text: string | undefined): boolean {
	const iban = (text ?? '').replace(/\s/g, '');
	if (!/^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}$/.test(iban)) return false;
	const digits = [...(iban.slice(4) + iban.slice(0, 4)).toUpperCase()].map((each) => parseInt(each, 36)).join('');
	return BigInt(digits) % 97n === 1n;
}

const hasDebit = ({ directDebit }: PaymentInstructions) => directDebit !== undefined;
/** CII says mandate and creditor once for all ways to pay. */
const isDebited = (at: PaymentInstructions, { invoice, syntax }: Scope) =>
	syntax === 'ubl' ? isThere(at.directDebit?.mandate) || isThere(at.directDebit?.account) : hasDebit(at) || invoice.payments.some(hasDebit);

const paidBy = (means: (code: string) => boolean) => (scope: Scope) => payments(scope).filter(({ at }) => means(at.means.trim()));
const byTransfer = paidBy(isTransfer);
const byCard = paidBy((code) => CARDS.has(code));
const byDebit = paidBy((code) => code === '59');

type Ids = 'BR-DE' | 'DE-R';

/** @param ids whose numbers: the German rules' own, or Peppol's for them. */
function german(ids: Ids): Rule[] {
	const id = (number: number, part = '') =>
		ids === 'BR-DE'
			? `BR-DE-${number}${part && `-${part}`}`
			: `DE-R-${String(number).padStart(3, '0')}${part && `-${part === 'a' ? 1 : 2}`}`;
	const wants = (number: number, term: string, path: string, get: (invoice: EInvoice) => unknown, where?: (invoice: EInvoice) => unknown) =>
		holds(id(number), term, path, 'missing', ({ invoice }) => (where && !where(invoice)) || isThere(get(invoice)));
	return [
		holds(id(1), 'BG-16', 'payments', 'missing', ({ invoice }) => invoice.payments.some(({ means }) => isThere(means))),
		wants(2, 'BG-6', 'seller.contact', ({ seller }) => seller.contact),
		wants(3, 'BT-37', 'seller.address.city', ({ seller }) => seller.address?.city, hasAddress),
		wants(4, 'BT-38', 'seller.address.postCode', ({ seller }) => seller.address?.postCode, hasAddress),
		wants(5, 'BT-41', 'seller.contact.name', ({ seller }) => seller.contact?.name, hasContact),
		wants(6, 'BT-42', 'seller.contact.phone', ({ seller }) => seller.contact?.phone, hasContact),
		wants(7, 'BT-43', 'seller.contact.email', ({ seller }) => seller.contact?.email, hasContact),
		wants(
			8,
			'BT-52',
			'buyer.address.city',
			({ buyer }) => buyer.address?.city,
			({ buyer }) => buyer.address
		),
		wants(
			9,
			'BT-53',
			'buyer.address.postCode',
			({ buyer }) => buyer.address?.postCode,
			({ buyer }) => buyer.address
		),
		wants(
			10,
			'BT-77',
			'delivery.address.city',
			({ delivery }) => delivery?.address?.city,
			({ delivery }) => delivery?.address
		),
		wants(
			11,
			'BT-78',
			'delivery.address.postCode',
			({ delivery }) => delivery?.address?.postCode,
			({ delivery }) => delivery?.address
		),
		eachOf(
			id(14),
			'BT-119',
			'missing',
			({ invoice }) => placesOf('vat', invoice.vat),
			({ rate }) => isThere(rate),
			{ detail: 'rate' }
		),
		wants(15, 'BT-10', 'buyerReference', ({ buyerReference }) => buyerReference),
		holds(
			id(16),
			'BT-31',
			'seller.vatId',
			'missing-one',
			({ invoice }) =>
				!isTaxed(invoice) ||
				isThere(invoice.seller.vatId) ||
				isThere(invoice.seller.taxRegistration) ||
				invoice.taxRepresentative !== undefined,
			{ args: { others: 'BT-32, BG-11' } }
		),
		{
			id: id(17),
			term: 'BT-3',
			problem: 'code',
			severity: 'warning',
			hits: ({ invoice: { typeCode } }) =>
				TYPES.has(typeCode) ? [] : [{ path: 'typeCode', args: { value: typeCode, list: [...TYPES].join(', ') } }]
		},
		{
			id: id(18),
			term: 'BT-20',
			problem: 'form',
			hits: ({ invoice }) =>
				wrongTerms(invoice.paymentTerms)
					.slice(0, 1)
					.map((value) => ({ path: 'paymentTerms', args: { value, wanted: '#SKONTO#TAGE=14#PROZENT=2.00#' } }))
		},
		eachOf(
			id(19),
			'BT-84',
			'form',
			(scope) => byTransfer(scope).flatMap(({ path, at }) => (at.means.trim() === '58' ? accountsOf(path, at) : [])),
			(account) => isIban(account),
			{ ...WARNS, args: (value) => ({ value, wanted: 'IBAN' }) }
		),
		eachOf(id(20), 'BT-91', 'form', byDebit, ({ directDebit }) => isIban(directDebit?.account), {
			severity: 'warning',
			detail: 'directDebit.account',
			args: ({ directDebit }) => ({ value: directDebit?.account ?? '–', wanted: 'IBAN' })
		}),
		eachOf(
			id(22),
			'BT-125',
			'repeated',
			({ invoice }) => placesOf('documents', invoice.documents),
			({ attachment }, { invoice }) =>
				!attachment || invoice.documents.filter((each) => each.attachment?.fileName === attachment.fileName).length === 1,
			{ detail: 'attachment.fileName' }
		),
		eachOf(id(23, 'a'), 'BG-17', 'missing', byTransfer, ({ transfers }) => transfers.length > 0, { detail: 'transfers' }),
		eachOf(id(23, 'b'), 'BG-18', 'forbidden', byTransfer, (at, scope) => !at.card && !isDebited(at, scope), {
			detail: 'card',
			args: { others: 'BG-17' }
		}),
		eachOf(id(24, 'a'), 'BG-18', 'missing', byCard, ({ card }) => card !== undefined, { detail: 'card' }),
		eachOf(id(24, 'b'), 'BG-17', 'forbidden', byCard, (at, scope) => at.transfers.length === 0 && !isDebited(at, scope), {
			detail: 'transfers',
			args: { others: 'BG-18' }
		}),
		eachOf(id(25, 'a'), 'BG-19', 'missing', byDebit, isDebited, { detail: 'directDebit' }),
		eachOf(id(25, 'b'), 'BG-17', 'forbidden', byDebit, ({ transfers, card }) => transfers.length === 0 && !card, {
			detail: 'transfers',
			args: { others: 'BG-19' }
		}),
		holds(id(26), 'BG-3', 'preceding', 'missing', ({ invoice }) => invoice.typeCode !== '384' || invoice.preceding.length > 0, WARNS),
		holds(
			id(27),
			'BT-42',
			'seller.contact.phone',
			'form',
			({ invoice: { seller } }) => !seller.contact || PHONE.test(seller.contact.phone ?? ''),
			{ ...WARNS, args: { wanted: '+49 30 123456' } }
		),
		holds(
			id(28),
			'BT-43',
			'seller.contact.email',
			'form',
			({ invoice: { seller } }) => !seller.contact || EMAIL.test(seller.contact.email?.trim() ?? ''),
			{ ...WARNS, args: { wanted: 'name@example.com' } }
		),
		holds(id(30), 'BT-90', 'payments.0.directDebit.creditorId', 'missing', (scope) => isDebitComplete(scope, 'creditorId')),
		holds(id(31), 'BT-91', 'payments.0.directDebit.account', 'missing', (scope) => isDebitComplete(scope, 'account')),
		eachOf(
			ids === 'BR-DE' ? 'BR-TMP-2' : 'DE-R-T02',
			'BT-124',
			'form',
			({ invoice }) => placesOf('documents', invoice.documents).filter(({ at }) => isThere(at.location)),
			({ location }) => URL.test(location!),
			{ severity: 'warning', detail: 'location', args: ({ location }) => ({ value: location!, wanted: 'https://…' }) }
		)
	];
}

function hasAddress({ seller }: EInvoice) {
	return seller.address;
}
function hasContact({ seller }: EInvoice) {
	return seller.contact;
}

function isTaxed({ lines, allowances, charges }: EInvoice): boolean {
	return [...lines, ...allowances, ...charges].some(({ vatCategory }) => vatCategory !== '' && vatCategory !== 'O' && vatCategory !== 'B');
}

/** Lines that begin with # say a discount for early payment, and each ends its line: those that are not in that form. */
function wrongTerms(terms = ''): string[] {
	const lines = terms.split(/\r?\n/).map((line) => line.trim());
	return lines.filter((line) => line.startsWith('#') && !DISCOUNT.test(line));
}

function accountsOf(path: string, { transfers }: PaymentInstructions): Place<string>[] {
	return transfers.length === 0
		? [{ path, at: '' }]
		: placesOf(`${path}.transfers`, transfers).map((each) => ({ path: `${each.path}.account`, at: each.at.account }));
}

/** A debit is said whole: mandate, creditor and account. UBL asks it of a mandate, CII of any of the three. */
function isDebitComplete({ invoice, syntax }: Scope, key: 'creditorId' | 'account'): boolean {
	const debits = invoice.payments.flatMap(({ directDebit }) => directDebit ?? []);
	const [has, any] = [debits.some((each) => isThere(each[key])), debits.length > 0];
	if (syntax === 'ubl') return !debits.some(({ mandate, account }) => isThere(mandate) || isThere(account)) || has;
	return !any || (has && debits.some((each) => isThere(each.mandate) || isThere(each[key === 'account' ? 'creditorId' : 'account'])));
}

const OWN: Rule[] = [
	holds(
		'BR-DE-21',
		'BT-24',
		'specification',
		'form',
		({ invoice: { specification } }) => [SPECIFICATIONS.xrechnung, EXTENSION, CVD].includes(specification),
		{ severity: 'warning', args: { wanted: SPECIFICATIONS.xrechnung } }
	),
	holds(
		'BR-DE-TMP-32',
		'BT-72',
		'delivery.date',
		'missing-one',
		({ invoice }) =>
			isThere(invoice.delivery?.date) || invoice.period !== undefined || invoice.lines.every(({ period }) => period !== undefined),
		{ severity: 'warning', args: { others: 'BG-14, BG-26' } }
	)
];

/** Codes that the extension of XRechnung adds. */
const HEALTH = new Set(['XR01', 'XR02', 'XR03']);

function extended(id: string, term: string, list: ReadonlySet<string>, ids: (invoice: EInvoice) => Place<Identifier | undefined>[]): Rule {
	return {
		id,
		term,
		problem: 'code',
		hits: ({ invoice }) =>
			invoice.specification !== EXTENSION
				? []
				: ids(invoice)
						.filter(({ at }) => at?.scheme && !list.has(at.scheme) && !HEALTH.has(at.scheme))
						.map(({ path, at }) => ({ path: `${path}.scheme`, args: { value: at!.scheme!, list: list === SCHEMES ? 'ISO 6523' : 'EAS' } }))
	};
}

const EXTENSION_RULES: Rule[] = [
	{
		id: 'BR-DEX-01',
		term: 'BT-125',
		problem: 'code',
		hits: ({ invoice: { specification, documents } }) =>
			specification !== EXTENSION
				? []
				: placesOf('documents', documents)
						.filter(({ at }) => at.attachment && !MIME_TYPES.has(at.attachment.mime) && at.attachment.mime !== 'application/xml')
						.map(({ path, at }) => ({
							path: `${path}.attachment.mime`,
							args: { value: at.attachment!.mime || '–', list: 'PDF, PNG, JPEG, CSV, XLSX, ODS, XML' }
						}))
	},
	extended('BR-DEX-04', 'BT-29', SCHEMES, ({ seller, buyer, payee }) => [
		...placesOf('seller.identifiers', seller.identifiers),
		{ path: 'buyer.identifier', at: buyer.identifier },
		{ path: 'payee.identifier', at: payee?.identifier }
	]),
	extended('BR-DEX-05', 'BT-30', SCHEMES, ({ seller, buyer, payee }) => [
		{ path: 'seller.legalRegistration', at: seller.legalRegistration },
		{ path: 'buyer.legalRegistration', at: buyer.legalRegistration },
		{ path: 'payee.legalRegistration', at: payee?.legalRegistration }
	]),
	extended('BR-DEX-06', 'BT-157', SCHEMES, ({ lines }) =>
		placesOf('lines', lines).map(({ path, at }) => ({ path: `${path}.item.standardId`, at: at.item.standardId }))
	),
	extended('BR-DEX-07', 'BT-34', ADDRESS_SCHEMES, ({ seller, buyer }) => [
		{ path: 'seller.electronicAddress', at: seller.electronicAddress },
		{ path: 'buyer.electronicAddress', at: buyer.electronicAddress }
	]),
	extended('BR-DEX-08', 'BT-71', SCHEMES, ({ delivery }) => [{ path: 'delivery.location', at: delivery?.location }])
];

const isCvd = ({ invoice }: Scope) => invoice.specification === CVD;
const vehicles = (scope: Scope) => (isCvd(scope) ? placesOf('lines', scope.invoice.lines) : []);
const classes = (scope: Scope) =>
	vehicles(scope).flatMap(({ path, at }) => placesOf(`${path}.item.classifications`, at.item.classifications));
const VEHICLES = ['M1', 'M2', 'M3', 'N1', 'N2', 'N3'];
const CLEAN = ['clean', 'zero-emission', 'other'];

const CLEAN_VEHICLES: Rule[] = [
	holds('BR-DE-CVD-01', 'BT-12', 'contract', 'missing', (scope) => !isCvd(scope) || isThere(scope.invoice.contract)),
	holds('BR-DE-CVD-02', 'BT-17', 'tender', 'missing', (scope) => !isCvd(scope) || isThere(scope.invoice.tender)),
	holds(
		'BR-DE-CVD-03',
		'BT-158',
		'lines',
		'missing',
		(scope) =>
			!isCvd(scope) ||
			scope.invoice.lines.some(
				({ item }) => item.classifications.some(({ scheme }) => scheme === 'CVD') && item.attributes.some(({ name }) => name === 'cva')
			)
	),
	eachOf(
		'BR-DE-CVD-06-a',
		'BT-160',
		'missing',
		vehicles,
		({ item }) =>
			!item.classifications.some(({ scheme }) => scheme === 'CVD') || item.attributes.filter(({ name }) => name === 'cva').length === 1,
		{ detail: 'item.attributes' }
	),
	eachOf(
		'BR-DE-CVD-06-b',
		'BT-158',
		'missing',
		vehicles,
		({ item }) =>
			!item.attributes.some(({ name }) => name === 'cva') || item.classifications.filter(({ scheme }) => scheme === 'CVD').length === 1,
		{ detail: 'item.classifications' }
	),
	eachOf(
		'BR-TMP-CVD-01',
		'BT-158',
		'code',
		classes,
		({ scheme }) => scheme === undefined || scheme === 'CVD' || CLASSIFICATIONS.has(scheme),
		{
			detail: 'scheme',
			args: ({ scheme }) => ({ value: scheme ?? '', list: 'UNTDID 7143' })
		}
	),
	eachOf('BR-DE-CVD-04', 'BT-158', 'code', classes, ({ scheme, id }) => scheme !== 'CVD' || VEHICLES.includes(id), {
		detail: 'id',
		args: ({ id }) => ({ value: id, list: VEHICLES.join(', ') })
	}),
	eachOf(
		'BR-DE-CVD-05',
		'BT-161',
		'code',
		(scope) => vehicles(scope).flatMap(({ path, at }) => placesOf(`${path}.item.attributes`, at.item.attributes)),
		({ name, value }) => name !== 'cva' || CLEAN.includes(value),
		{ detail: 'value', args: ({ value }) => ({ value, list: CLEAN.join(', ') }) }
	)
];

export const XRECHNUNG: readonly Rule[] = [...german('BR-DE'), ...OWN, ...EXTENSION_RULES, ...CLEAN_VEHICLES];

const isWithinGermany = ({ invoice: { seller, buyer } }: Scope) => seller.address?.country === 'DE' && buyer.address?.country === 'DE';
export const PEPPOL_GERMANY: readonly Rule[] = german('DE-R').map((rule) => ({
	...rule,
	hits: (scope) => (isWithinGermany(scope) ? rule.hits(scope) : [])
}));
