/** Profit and loss: what was earned and what it cost, without the taxes that only pass through. */
import type { DateRange } from '../listing/periods.ts';
import { sourceOf, type ReportBooks } from './books.ts';
import type { CategoryOf, Part } from './figure.ts';
import { eachFlow, type Basis } from './flows.ts';
import type { Word } from './labels.ts';
import type { ReportMaker } from './maker.ts';
import { EVERY, sumOf, type Layout, type Place, type Tally } from './tally.ts';

const INCOME: readonly (readonly [Part['role'], Word])[] = [
	['sales', 'rowSales'],
	['advances', 'rowAdvances'],
	['from-clients', 'rowFromClients'],
	['brought-forward', 'rowBroughtForward'],
	['exchange-gains', 'rowExchangeGains'],
	['rounding', 'rowRounding']
];
const COSTS: readonly (readonly [Part['role'], Word])[] = [
	['not-deducted', 'rowNotDeducted'],
	['to-suppliers', 'rowToSuppliers'],
	['bad-debts', 'rowBadDebts'],
	['small-differences', 'rowSmallDifferences'],
	['exchange-losses', 'rowExchangeLosses']
];
/** Income by cash, and by accrual either no income yet or that of another program's books. */
const CASH_ALONE: ReadonlySet<Part['role']> = new Set(['advances', 'brought-forward']);
const INCOME_OF = new Map(INCOME);
const COSTS_OF = new Map(COSTS);

type PlaceOf = { place: Place; sign: 1n | -1n } | undefined;

/**
 * Where a part of a flow stands; undefined where it is neither earned nor spent. What is no income until it is billed is income by cash. Most parts stand
 * where others do: each place is made once.
 */
export function profitPlaces(basis: Basis): (part: Part) => PlaceOf {
	const byRole = new Map<Part['role'], PlaceOf>();
	const byCategory = new Map<CategoryOf, PlaceOf>();
	return (part) => {
		const { role, category } = part;
		if (role === 'cost' && category) return remembered(byCategory, category, () => profitPlace(part, basis));
		return remembered(byRole, role, () => profitPlace(part, basis));
	};
}

export function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
	let found = known.get(key);
	if (found === undefined && !known.has(key)) known.set(key, (found = make()));
	return found as V;
}

export function profitPlace({ role, category }: Part, basis: Basis): { place: Place; sign: 1n | -1n } | undefined {
	if (role === 'cost') {
		const row = category ? `category ${category.id}` : 'no-category';
		return { place: { section: 'costs', row, label: category ? { text: category.name } : { word: 'rowNoCategory' } }, sign: 1n };
	}
	const income = basis === 'accrual' && CASH_ALONE.has(role) ? undefined : INCOME_OF.get(role);
	if (income) return { place: { section: 'income', row: role, label: { word: income } }, sign: -1n };
	const cost = COSTS_OF.get(role);
	return cost && { place: { section: 'costs', row: role, label: { word: cost } }, sign: 1n };
}

export const PROFIT_OF = [
	{ section: 'income', row: EVERY, sign: 1n },
	{ section: 'costs', row: EVERY, sign: -1n }
] as const;

const LAYOUTS: readonly Layout[] = [
	{
		key: 'income',
		title: { word: 'sectionIncome' },
		fixed: [{ key: 'sales', label: { word: 'rowSales' } }],
		order: { column: 0 },
		totals: [sumOf('income', { word: 'sumIncome' })]
	},
	{ key: 'costs', title: { word: 'sectionCosts' }, order: { column: 0 }, totals: [sumOf('costs', { word: 'sumCosts' })] },
	{ key: 'result', totals: [{ key: 'profit', label: { word: 'rowProfit' }, of: PROFIT_OF }] }
];

export function fillProfit(books: ReportBooks, basis: Basis, range: DateRange, tally: Tally): void {
	const placeOf = profitPlaces(basis);
	eachFlow(books, basis, (date, part, of) => {
		if (date < range.from || date > range.to) return;
		const found = placeOf(part);
		if (found) tally.add(found.place, 0, part.amount * found.sign, () => sourceOf(of));
	});
}

export const profit: ReportMaker = {
	columns: () => [{ key: 'amount', label: 'columnAmount', kind: 'money' }],
	layouts: () => LAYOUTS,
	notes: ({ basis }) => (basis === 'cash' ? ['noteCash'] : ['noteAccrual']),
	fill: (books, { basis }, range, tally) => fillProfit(books, basis, range, tally),
	chart: 'flows'
};
