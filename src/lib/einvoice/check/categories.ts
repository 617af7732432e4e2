/**
 * EN 16931-1, section 6.4.3: the rules of each VAT category (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG). They are ten questions,
 * asked of every category with its own answers.
 */
import type { Decimal } from '../../money/decimal.ts';
import type { DocumentAllowanceOrCharge, EInvoice, InvoiceLine, VatBreakdown } from '../model.ts';
import { compare, decimalOf, isZero, minus, plain, size, sumOf } from './numbers.ts';
import { eachOf, holds, isThere, placesOf, type Place, type Rule, type Scope } from './rule.ts';
import { isTaxOf, ONE_WHOLE, taxArgs } from './sums.ts';

interface Category {
	code: string;
	/** As the rules call it. */
	prefix: string;
	/** BT-152 and its like. */
	rate: 'above-zero' | 'zero' | 'zero-or-more' | 'none';
	/** Whose numbers must be there: the seller's of any kind, or his VAT number alone; the buyer's VAT number, or that or his company number. */
	seller: 'any' | 'vat' | 'nobody';
	buyer?: 'vat' | 'vat-or-company';
	/** BT-120 or BT-121 must be there, or may not be. */
	reason: 'must' | 'never';
}

const CATEGORIES: readonly Category[] = [
	{ code: 'S', prefix: 'S', rate: 'above-zero', seller: 'any', reason: 'never' },
	{ code: 'Z', prefix: 'Z', rate: 'zero', seller: 'any', reason: 'never' },
	{ code: 'E', prefix: 'E', rate: 'zero', seller: 'any', reason: 'must' },
	{ code: 'AE', prefix: 'AE', rate: 'zero', seller: 'any', buyer: 'vat-or-company', reason: 'must' },
	{ code: 'K', prefix: 'IC', rate: 'zero', seller: 'vat', buyer: 'vat', reason: 'must' },
	{ code: 'G', prefix: 'G', rate: 'zero', seller: 'vat', reason: 'must' },
	{ code: 'O', prefix: 'O', rate: 'none', seller: 'nobody', reason: 'must' },
	{ code: 'L', prefix: 'AF', rate: 'zero-or-more', seller: 'any', reason: 'never' },
	{ code: 'M', prefix: 'AG', rate: 'zero-or-more', seller: 'any', reason: 'never' }
];

/** The three groups that name a category, by the end of their rules' numbers: the numbers of the parties, and the rate. */
const GROUPS = [
	{ of: 'lines', parties: '02', rate: '05', term: 'BT-152' },
	{ of: 'allowances', parties: '03', rate: '06', term: 'BT-96' },
	{ of: 'charges', parties: '04', rate: '07', term: 'BT-103' }
] as const;

type Taxed = InvoiceLine | DocumentAllowanceOrCharge;
const inGroup = (group: 'lines' | 'allowances' | 'charges', code: string) => (scope: Scope) =>
	placesOf<Taxed>(group, scope.invoice[group]).filter(({ at }) => at.vatCategory.trim() === code);
const breakdownOf =
	(code: string) =>
	({ invoice }: Scope): Place<VatBreakdown>[] =>
		placesOf('vat', invoice.vat).filter(({ at }) => at.category.trim() === code);
const uses = ({ lines, allowances, charges }: EInvoice, code: string) =>
	[...lines, ...allowances, ...charges].some(({ vatCategory }) => vatCategory.trim() === code);

function sellerHas({ seller, taxRepresentative }: EInvoice, kind: Category['seller']): boolean {
	const vatId = isThere(seller.vatId) || isThere(taxRepresentative?.vatId);
	return kind === 'vat' ? vatId : vatId || isThere(seller.taxRegistration);
}

function buyerHas({ buyer }: EInvoice, kind: Category['buyer']): boolean {
	return kind === undefined || isThere(buyer.vatId) || (kind === 'vat-or-company' && buyer.legalRegistration !== undefined);
}

function hasRightRate(rate: string | undefined, kind: Category['rate'], scope: Scope, prefix: string): boolean {
	if (kind === 'none') return !isThere(rate);
	const value = decimalOf(rate);
	if (!value) return false;
	if (kind === 'zero') return isZero(value);
	// CII wants more than zero of an IGIC rate on a line.
	return kind === 'above-zero' || (scope.syntax === 'cii' && prefix === 'AF') ? value.digits > 0n : value.digits >= 0n;
}

function rulesOf({ code, prefix, rate, seller, buyer, reason }: Category): Rule[] {
	const id = (number: string) => `BR-${prefix}-${number}`;
	const isGroupedByRate = rate === 'above-zero' || rate === 'zero-or-more';
	const breakdown = breakdownOf(code);
	return [
		holds(
			id('01'),
			'BG-23',
			'vat',
			'missing-one',
			(scope) => {
				const count = breakdown(scope).length;
				const isUsed = uses(scope.invoice, code);
				if (isGroupedByRate) return scope.syntax === 'cii' ? !isUsed || count > 0 : isUsed === count > 0;
				// CII says nothing of O on lines that the breakdown does not have.
				if (scope.syntax === 'cii' && code === 'O' && count === 0) return true;
				// UBL counts the breakdown itself as a use: one without lines is none too many.
				return isUsed ? count === 1 : scope.syntax === 'ubl' ? count <= 1 : count === 0;
			},
			{ args: { others: code } }
		),
		...GROUPS.flatMap((group) => {
			const places = inGroup(group.of, code);
			const isUsed = (scope: Scope) => places(scope).length > 0;
			return [
				seller === 'nobody'
					? holds(id(group.parties), 'BT-31', 'seller.vatId', 'forbidden', (scope) => !isUsed(scope) || !hasVatId(scope.invoice), {
							args: { others: code }
						})
					: partiesRule(id(group.parties), isUsed, seller, buyer, code),
				eachOf(
					id(group.rate),
					group.term,
					rate === 'none' ? 'forbidden' : 'form',
					places,
					(at, scope) => hasRightRate(at.vatRate, rate, scope, group.of === 'lines' ? prefix : ''),
					{
						detail: 'vatRate',
						args: ({ vatRate }) => ({
							value: vatRate ?? '–',
							wanted: rate === 'zero' ? '0' : rate === 'above-zero' ? '> 0' : '≥ 0',
							others: code
						})
					}
				)
			];
		}),
		eachOf(id('08'), 'BT-116', 'sum', breakdown, (at, scope) => isTaxable(at, scope, isGroupedByRate), {
			detail: 'taxable',
			args: (at, scope) => ({ value: at.taxable || '–', wanted: plain(taxableOf(at, scope.invoice, isGroupedByRate)) })
		}),
		// CII asks nothing of the tax in Ceuta, Melilla and the Canaries.
		eachOf(
			id('09'),
			'BT-117',
			'sum',
			breakdown,
			(at, scope) =>
				isGroupedByRate
					? (scope.syntax === 'cii' && code !== 'S') || isTaxOf(at)
					: ((tax) => tax !== undefined && isZero(tax))(decimalOf(at.tax)),
			{ detail: 'tax', args: (at) => (isGroupedByRate ? taxArgs(at) : { value: at.tax || '–', wanted: '0' }) }
		),
		eachOf(
			id('10'),
			'BT-120',
			reason === 'must' ? 'missing-one' : 'forbidden',
			breakdown,
			({ exemptionReason, exemptionCode }) => (reason === 'must') === (isThere(exemptionReason) || isThere(exemptionCode)),
			{ detail: 'exemptionReason', args: { others: reason === 'must' ? 'BT-121' : code } }
		)
	];
}

/** The seller's number is asked first: one finding names one field. */
function partiesRule(
	id: string,
	isUsed: (scope: Scope) => boolean,
	seller: Category['seller'],
	buyer: Category['buyer'],
	code: string
): Rule {
	return {
		id,
		term: 'BT-31',
		problem: 'missing-one',
		hits(scope) {
			if (!isUsed(scope)) return [];
			if (!sellerHas(scope.invoice, seller))
				return [{ path: 'seller.vatId', args: { others: seller === 'vat' ? `BT-63 (${code})` : `BT-32, BT-63 (${code})` } }];
			if (buyerHas(scope.invoice, buyer)) return [];
			return [{ path: 'buyer.vatId', term: 'BT-48', args: { others: buyer === 'vat' ? code : `BT-47 (${code})` } }];
		}
	};
}

function hasVatId({ seller, buyer, taxRepresentative }: EInvoice): boolean {
	return [seller.vatId, buyer.vatId, taxRepresentative?.vatId].some(isThere);
}

const isSame = (a: string | undefined, b: string | undefined) => {
	const [left, right] = [decimalOf(a), decimalOf(b)];
	return left && right ? compare(left, right) === 0 : false;
};

/** What the lines, allowances and charges of a category come to, of one rate where each has a breakdown of its own. */
function taxableOf(
	{ category, rate }: VatBreakdown,
	{ lines, allowances, charges }: EInvoice,
	isGroupedByRate: boolean
): Decimal | undefined {
	const isIn = (each: Taxed) => each.vatCategory.trim() === category.trim() && (!isGroupedByRate || isSame(each.vatRate, rate));
	const net = sumOf(lines.filter(isIn).map((each) => each.net));
	const added = sumOf(charges.filter(isIn).map(({ amount }) => amount));
	const off = sumOf(allowances.filter(isIn).map(({ amount }) => amount));
	return net && added && off ? minus(minus(net, off), minus({ digits: 0n, scale: 0 }, added)) : undefined;
}

/** The two syntaxes' rules allow for rounding in different places: UBL where there are rates, CII where there are none. */
function isTaxable(at: VatBreakdown, { invoice, syntax }: Scope, isGroupedByRate: boolean): boolean {
	if (isGroupedByRate && !isThere(at.rate)) return true;
	const wanted = taxableOf(at, invoice, isGroupedByRate);
	const value = decimalOf(at.taxable);
	if (!wanted || !value) return false;
	const off = size(minus(value, wanted));
	const isTolerant = (syntax === 'ubl') === isGroupedByRate && at.category !== 'O';
	return isTolerant ? compare(off, ONE_WHOLE) < 0 : isZero(off);
}

/** Within the Union: when it came, and where to. */
const INTRA_COMMUNITY: Rule[] = [
	holds(
		'BR-IC-11',
		'BT-72',
		'delivery.date',
		'missing-one',
		(scope) =>
			breakdownOf('K')(scope).length === 0 ||
			isThere(scope.invoice.delivery?.date) ||
			isThere(scope.invoice.period?.start) ||
			isThere(scope.invoice.period?.end) ||
			(scope.syntax === 'ubl' && isThere(scope.invoice.taxPointCode)),
		{ args: { others: 'BG-14' } }
	),
	holds(
		'BR-IC-12',
		'BT-80',
		'delivery.address.country',
		'missing',
		(scope) => breakdownOf('K')(scope).length === 0 || isThere(scope.invoice.delivery?.address?.country)
	)
];

/** What is outside the scope of VAT stands alone. */
const ALONE: Rule[] = (
	[
		['BR-O-11', 'BG-23', 'vat', ({ vat }) => vat.map(({ category }) => category)],
		['BR-O-12', 'BT-151', 'lines', ({ lines }) => lines.map(({ vatCategory }) => vatCategory)],
		['BR-O-13', 'BT-95', 'allowances', ({ allowances }) => allowances.map(({ vatCategory }) => vatCategory)],
		['BR-O-14', 'BT-102', 'charges', ({ charges }) => charges.map(({ vatCategory }) => vatCategory)]
	] as [string, string, string, (invoice: EInvoice) => string[]][]
).map(([id, term, path, get]) =>
	holds(
		id,
		term,
		path,
		'forbidden',
		(scope) => breakdownOf('O')(scope).length === 0 || looked(id, get, scope).every((category) => category.trim() === 'O'),
		{ args: { others: 'O' } }
	)
);

/** In CII the rules ask of the breakdown and the lines together, and of allowances and charges together. */
function looked(id: string, get: (invoice: EInvoice) => string[], { invoice, syntax }: Scope): string[] {
	if (syntax === 'ubl') return get(invoice);
	return id === 'BR-O-11' || id === 'BR-O-12'
		? [...invoice.vat.map(({ category }) => category), ...invoice.lines.map(({ vatCategory }) => vatCategory)]
		: [...invoice.allowances, ...invoice.charges].map(({ vatCategory }) => vatCategory);
}

export const CATEGORY_RULES: readonly Rule[] = [...CATEGORIES.flatMap(rulesOf), ...INTRA_COMMUNITY, ...ALONE];
