/** EN 16931-1, section 6.4: the sums (BR-CO-10 to BR-CO-17), to the cent, and how many decimals an amount may have (BR-DEC). */
import { multiply, type Decimal } from '../../money/decimal.ts';
import type { EInvoice, VatBreakdown } from '../model.ts';
import { compare, decimalOf, decimalsIn, isZero, minus, plain, plus, rounded, size, sumOf } from './numbers.ts';
import { eachOf, isThere, placesOf, type Hit, type Place, type Rule, type Scope } from './rule.ts';

const NONE: Decimal = { digits: 0n, scale: 0 };
export const ONE_WHOLE: Decimal = { digits: 1n, scale: 0 };
const PERCENT: Decimal = { digits: 1n, scale: 2 };

/** A total is what it is worked out as. What is no number, or is not there, is never right. */
function total(id: string, term: string, key: keyof EInvoice['totals'], wanted: (scope: Scope) => Decimal | undefined): Rule {
	return {
		id,
		term,
		problem: 'sum',
		hits(scope) {
			const value = decimalOf(scope.invoice.totals[key]);
			const right = wanted(scope);
			if (value && right && compare(value, right) === 0) return [];
			return [{ path: `totals.${key}`, args: { value: scope.invoice.totals[key] || '–', wanted: plain(right) } }];
		}
	};
}

const cents = (value: Decimal | undefined) => value && rounded(value, 2);
/** An amount that may be left out is zero then. */
const orNone = (text: string | undefined) => (text === undefined ? NONE : decimalOf(text));
const combine = (a: Decimal | undefined, b: Decimal | undefined, how: typeof plus) => (a && b ? how(a, b) : undefined);

/** A total of allowances or of charges: where there is none, and none of them either, nothing has to be said. */
function totalOf(id: string, term: string, kind: 'allowances' | 'charges'): Rule {
	const rule = total(id, term, kind, ({ invoice }) => cents(sumOf(invoice[kind].map(({ amount }) => amount))));
	return {
		...rule,
		hits: (scope) => (scope.invoice.totals[kind] === undefined && scope.invoice[kind].length === 0 ? [] : rule.hits(scope))
	};
}

/** CII says nothing of BT-110 where nothing is taxed. */
export function isUntaxed({ invoice: { totals }, syntax }: Scope): boolean {
	const [all, net] = [decimalOf(totals.withVat), decimalOf(totals.withoutVat)];
	return syntax === 'cii' && all !== undefined && net !== undefined && compare(all, net) === 0;
}

function except(isExcepted: (scope: Scope) => boolean, rule: Rule): Rule {
	return { ...rule, hits: (scope) => (isExcepted(scope) ? [] : rule.hits(scope)) };
}

const TOTALS: Rule[] = [
	total('BR-CO-10', 'BT-106', 'lines', ({ invoice }) => cents(sumOf(invoice.lines.map(({ net }) => net)))),
	totalOf('BR-CO-11', 'BT-107', 'allowances'),
	totalOf('BR-CO-12', 'BT-108', 'charges'),
	total('BR-CO-13', 'BT-109', 'withoutVat', ({ invoice: { totals } }) =>
		cents(combine(combine(decimalOf(totals.lines), orNone(totals.allowances), minus), orNone(totals.charges), plus))
	),
	{
		id: 'BR-CO-14',
		term: 'BT-110',
		problem: 'sum',
		hits({ invoice: { totals, vat } }) {
			if (totals.vat === undefined || vat.length === 0) return [];
			const right = cents(sumOf(vat.map(({ tax }) => tax)));
			const value = decimalOf(totals.vat);
			return value && right && compare(value, right) === 0
				? []
				: [{ path: 'totals.vat', args: { value: totals.vat, wanted: plain(right) } }];
		}
	},
	except(
		isUntaxed,
		total('BR-CO-15', 'BT-112', 'withVat', ({ invoice: { totals } }) =>
			cents(combine(decimalOf(totals.withoutVat), decimalOf(totals.vat), plus))
		)
	),
	{
		...total('BR-CO-16', 'BT-115', 'due', ({ invoice: { totals } }) =>
			cents(combine(combine(decimalOf(totals.withVat), orNone(totals.paid), minus), orNone(totals.rounding), plus))
		),
		// The extension of XRechnung has a sum of its own (BR-DEX-09).
		severity: ({ profile, syntax, invoice }) =>
			profile === 'xrechnung' && syntax === 'ubl' && invoice.specification.includes('#conformant#') ? 'warning' : 'fatal'
	}
];

/** Whether a tax is its rate of an amount, give or take less than one whole unit. */
export function isTaxOf({ taxable, tax, rate }: VatBreakdown, isOneAllowed = false): boolean {
	const [base, is, percent] = [decimalOf(taxable), decimalOf(tax), decimalOf(rate)];
	if (!base || !is || !percent) return false;
	const wanted = rounded(multiply(multiply(size(base), percent), PERCENT), 2);
	const off = compare(size(minus(size(is), wanted)), ONE_WHOLE);
	return off < 0 || (isOneAllowed && off === 0);
}

const vat = ({ invoice }: Scope) => placesOf('vat', invoice.vat);

const TAX: Rule = eachOf(
	'BR-CO-17',
	'BT-117',
	'sum',
	vat,
	(at, { syntax }) => {
		const tax = decimalOf(at.tax);
		if (!tax) return false;
		const percent = decimalOf(at.rate);
		if (!percent) return isZero(rounded(tax, 0));
		return isZero(rounded(percent, 0)) ? isZero(rounded(tax, 0)) : isTaxOf(at, syntax === 'cii');
	},
	{ detail: 'tax', args: taxArgs }
);

export function taxArgs({ taxable, tax, rate }: VatBreakdown) {
	const [base, percent] = [decimalOf(taxable), decimalOf(rate)];
	return { value: tax || '–', wanted: base && percent ? plain(rounded(multiply(multiply(base, percent), PERCENT), 2)) : plain(undefined) };
}

type Amount = Place<string | undefined>;

function decimals(id: string, term: string, places: (scope: Scope) => readonly Amount[]): Rule {
	return {
		id,
		term,
		problem: 'decimals',
		hits: (scope): Hit[] =>
			places(scope)
				.filter(({ at }) => isThere(at) && decimalsIn(at!) > 2)
				.map(({ path, at }) => ({ path, args: { value: at!, most: '2' } }))
	};
}

const ofTotals = (id: string, term: string, key: keyof EInvoice['totals']) =>
	decimals(id, term, ({ invoice }) => [{ path: `totals.${key}`, at: invoice.totals[key] }]);
const of = <T extends object>(id: string, term: string, places: (scope: Scope) => readonly Place<T>[], key: keyof T & string) =>
	decimals(id, term, (scope) => places(scope).map(({ path, at }) => ({ path: `${path}.${key}`, at: at[key] as string | undefined })));

const allowances = (kind: 'allowances' | 'charges') => (scope: Scope) => placesOf(kind, scope.invoice[kind]);
const lineAllowances = (kind: 'allowances' | 'charges') => (scope: Scope) =>
	scope.invoice.lines.flatMap((line, index) => placesOf(`lines.${index}.${kind}`, line[kind]));

const DECIMALS: Rule[] = [
	of('BR-DEC-01', 'BT-92', allowances('allowances'), 'amount'),
	of('BR-DEC-02', 'BT-93', allowances('allowances'), 'base'),
	of('BR-DEC-05', 'BT-99', allowances('charges'), 'amount'),
	of('BR-DEC-06', 'BT-100', allowances('charges'), 'base'),
	ofTotals('BR-DEC-09', 'BT-106', 'lines'),
	ofTotals('BR-DEC-10', 'BT-107', 'allowances'),
	ofTotals('BR-DEC-11', 'BT-108', 'charges'),
	ofTotals('BR-DEC-12', 'BT-109', 'withoutVat'),
	ofTotals('BR-DEC-13', 'BT-110', 'vat'),
	ofTotals('BR-DEC-14', 'BT-112', 'withVat'),
	ofTotals('BR-DEC-15', 'BT-111', 'vatInAccountingCurrency'),
	ofTotals('BR-DEC-16', 'BT-113', 'paid'),
	ofTotals('BR-DEC-17', 'BT-114', 'rounding'),
	ofTotals('BR-DEC-18', 'BT-115', 'due'),
	of('BR-DEC-19', 'BT-116', vat, 'taxable'),
	of('BR-DEC-20', 'BT-117', vat, 'tax'),
	of('BR-DEC-23', 'BT-131', ({ invoice }) => placesOf('lines', invoice.lines), 'net'),
	of('BR-DEC-24', 'BT-136', lineAllowances('allowances'), 'amount'),
	of('BR-DEC-25', 'BT-137', lineAllowances('allowances'), 'base'),
	of('BR-DEC-27', 'BT-141', lineAllowances('charges'), 'amount'),
	of('BR-DEC-28', 'BT-142', lineAllowances('charges'), 'base')
];

export const SUMS: readonly Rule[] = [...TOTALS, TAX, ...DECIMALS];
