/** Taxes charged and paid as the declaration of the country asks for them, what was kept back, and all taxes by name and rate. */
import type { DateRange } from '../listing/periods.ts';
import { sourceOf, type ReportBooks } from './books.ts';
import type { Part, TaxOf } from './figure.ts';
import { eachFlow, type Basis } from './flows.ts';
import type { ReportMaker } from './maker.ts';
import { remembered } from './profit.ts';
import { fillForm, type Form } from './regimes/form.ts';
import { regimeOf } from './regimes/of-preset.ts';
import { PLAIN } from './regimes/plain.ts';
import { byName, TAX, TAXABLE } from './regimes/regime.ts';
import type { Chart, ReportWish } from './report.ts';
import type { Layout, Place, Tally } from './tally.ts';
import { timeChart } from './time-chart.ts';

const WITHHELD: Layout = { key: 'withheld', title: { word: 'sectionWithheld' }, optional: true };
const BY_CLIENTS: Place = { section: 'withheld', row: 'by-clients', label: { word: 'rowWithheldByClients' } };
const FROM_SUPPLIERS: Place = { section: 'withheld', row: 'from-suppliers', label: { word: 'rowWithheldFromSuppliers' } };

const ELSEWHERE: Layout = { key: 'elsewhere', title: { word: 'sectionElsewhere' }, optional: true };
const MEMOS: Partial<Record<Part['role'], Place>> = {
	'elsewhere-counted': { section: 'elsewhere', row: 'counted', label: { word: 'rowElsewhereCounted' } },
	'elsewhere-apart': { section: 'elsewhere', row: 'apart', label: { word: 'rowElsewhereApart' } }
};

/** Beside a form: each tax by itself, to see what its lines are made of. */
const DETAIL: readonly Layout[] = [
	{ key: 'detail-charged', title: { word: 'sectionDetailCharged' }, order: 'name', optional: true },
	{ key: 'detail-paid', title: { word: 'sectionDetailPaid' }, order: 'name', optional: true }
];

/** A cell that a tax is put into. */
interface Spot {
	place: Place;
	column: number;
}

function fillTaxes(books: ReportBooks, basis: Basis, range: DateRange, tally: Tally): void {
	const regime = regimeOf(books.preset);
	const isPlain = regime === PLAIN;
	const labelled = (at: { section: string; row: string }): Place => ({ ...at, label: { text: '' } });
	const [sales, credited, purchases] = [new Map<TaxOf, Spot[]>(), new Map<TaxOf, Spot[]>(), new Map<TaxOf, Spot[]>()];
	const turnover = regime.turnover && labelled(regime.turnover);
	const bought = regime.bought && labelled(regime.bought);
	const spots = (places: Place[], memos: readonly Spot[] | undefined): Spot[] => [
		...places.flatMap((place) => [TAXABLE, TAX].map((column) => ({ place, column }))),
		...(memos ?? [])
	];
	const detail = (section: string, tax: TaxOf) => (isPlain ? [] : [byName(section, tax)]);
	const charged = (tax: TaxOf, isCredit: boolean) =>
		remembered(isCredit ? credited : sales, tax, () => {
			const own = tax.supply ? regime.assessed(tax) : regime.sales(tax, isCredit);
			return spots([own, ...detail('detail-charged', tax)], tax.supply && regime.memos?.(tax, false));
		});
	const paid = (tax: TaxOf) =>
		remembered(purchases, tax, () =>
			spots([regime.purchases(tax), ...detail('detail-paid', tax)], tax.supply && regime.memos?.(tax, true))
		);
	eachFlow(books, basis, (date, part, of) => {
		if (date < range.from || date > range.to) return;
		const { role, amount, tax, taxable = 0n } = part;
		const add = (place: Place, column: number, value: bigint) => tally.add(place, column, value, () => sourceOf(of));
		if ((role === 'output-tax' || role === 'input-tax') && tax) {
			const isBack = role === 'input-tax';
			const value = isBack ? amount : -amount;
			for (const { place, column } of isBack ? paid(tax) : charged(tax, of.kind === 'credit-note'))
				add(place, column, column === TAX ? value : taxable);
		} else if (role === 'turnover' && turnover) add(turnover, TAXABLE, amount);
		else if (role === 'cost' && !tax && bought) add(bought, TAXABLE, amount);
		else if (MEMOS[role]) add(MEMOS[role], TAXABLE, amount);
		else if (role === 'withheld-by-clients') add(BY_CLIENTS, TAX, amount);
		else if (role === 'withheld-from-suppliers') add(FROM_SUPPLIERS, TAX, -amount);
	});
}

export const taxes: ReportMaker = {
	columns: (_wish, books) => [
		{ key: 'taxable', label: 'columnTaxable', kind: 'money' },
		{ key: 'tax', label: 'columnTax', kind: 'money' },
		...(formOf(books)
			? [
					{ key: 'form-taxable', label: 'columnFormTaxable', kind: 'money', isRounded: true } as const,
					{ key: 'form-tax', label: 'columnFormTax', kind: 'money', isRounded: true } as const
				]
			: [])
	],
	layouts: ({ preset }) => {
		const regime = regimeOf(preset);
		return [...regime.layouts, WITHHELD, ELSEWHERE, ...(regime === PLAIN ? [] : DETAIL)];
	},
	notes: ({ basis }, { preset }) => {
		const { note } = regimeOf(preset);
		return ['noteTaxes', ...(note ? [note] : []), basis === 'cash' ? 'noteTaxesCash' : 'noteTaxesAccrual'];
	},
	fill: (books, { basis }, range, tally) => fillTaxes(books, basis, range, tally),
	finish(books, sums) {
		const form = formOf(books);
		if (form) fillForm(form, regimeOf(books.preset).layouts, sums);
	},
	chart: taxesChart
};

/** Books in another currency than the form fill in none. */
function formOf({ preset, base }: ReportBooks): Form | undefined {
	const { form } = regimeOf(preset);
	return form?.currency === base ? form : undefined;
}

/** Whatever the form makes of them: what is charged and owed, what of it comes back, and the difference. */
function taxesChart(books: ReportBooks, wish: ReportWish): Chart[] {
	return timeChart(wish, ['sumCharged', 'columnTaxBack', 'chartTaxDue'], (add) => {
		eachFlow(books, wish.basis, (date, { role, tax, amount }) => {
			if (!tax || (role !== 'output-tax' && role !== 'input-tax')) return;
			add(date, role === 'output-tax' ? 0 : 1, role === 'output-tax' ? -amount : amount);
			add(date, 2, -amount);
		});
	});
}
