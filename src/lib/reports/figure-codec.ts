/**
 * Figures as bytes, for the pages that keep them: arrays in place of objects, and what many of them share (taxes, rates, categories) once. Reading is
 * what counts here: a thousand of them are read in the time in which one record is opened and worked out a few times.
 */
import type { CategoryOf, Figure, Later, MoneyFigure, Part, Settlement, SoldItem, TaxOf, TradeFigure, Use } from './figure.ts';
import type { DuePart } from '../documents/ageing.ts';
import type { FigureMaker } from './figure-of.ts';
import type { Rated } from '../rates/difference.ts';

/** Raised with every change of what a figure says, or of how it is written: what was kept before is worked out again. */
export const FIGURES_VERSION = 2;

/** A safe integer, or its digits. */
type Amount = number | string;
/** Absent: −1. */
type Index = number;
type PartRow = [role: Part['role'], amount: Amount, tax: Index, category: Index, taxable?: Amount];
type TradeRow = [
	about: [type: TradeFigure['type'], id: string, date: string, partyId: string, name: string, rated: Index],
	own: [kind: TradeFigure['kind'], number: string, dueDate: string, owed: Amount],
	parts: PartRow[] | null,
	leftOut: TradeFigure['leftOut'] | null,
	later: [date: string, parts: PartRow[]][],
	settled: [kind: Settlement['kind'], from: string, date: string, amount: Amount, until?: string][],
	used: [to: string, date: string, amount: Amount, isRefund: boolean, until?: string][],
	items: [key: string, name: string, amount: Amount][],
	due: [date: string, amount: Amount][] | null
];
type MoneyRow = [
	about: [type: MoneyFigure['type'], id: string, date: string, partyId: string, name: string, rated: Index],
	own: [kind: MoneyFigure['kind'], reference: string, amount: Amount, until: string | null],
	shares: [to: string, date: string, amount: Amount][]
];
interface Page {
	taxes: TaxOf[];
	categories: CategoryOf[];
	rates: Rated[];
	figures: (TradeRow | MoneyRow)[];
	/** Records that have no figure. */
	none: string[];
}

const amountOf = (value: bigint): Amount => {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : String(value);
};

/** @param figures by record id; undefined for a record that has none */
export function encodeFigures(figures: Iterable<readonly [id: string, figure: Figure | undefined]>): Uint8Array {
	const [taxes, categories, rates] = [new Map<TaxOf, Index>(), new Map<CategoryOf, Index>(), new Map<Rated, Index>()];
	const at = <T>(known: Map<T, Index>, value: T | undefined): Index => {
		if (value === undefined) return -1;
		let index = known.get(value);
		if (index === undefined) known.set(value, (index = known.size));
		return index;
	};
	const part = ({ role, amount, tax, taxable, category }: Part): PartRow => {
		const row: PartRow = [role, amountOf(amount), at(taxes, tax), at(categories, category)];
		if (taxable !== undefined) row.push(amountOf(taxable));
		return row;
	};
	const until = (day: string | undefined): [string?] => (day === undefined ? [] : [day]);
	const trade = (of: TradeFigure): TradeRow => [
		[of.type, of.id, of.date, of.partyId, of.name, at(rates, of.rated)],
		[of.kind, of.number, of.dueDate, amountOf(of.owed)],
		of.parts?.map(part) ?? null,
		of.leftOut ?? null,
		of.later.map(({ date, parts }) => [date, parts.map(part)]),
		of.settled.map((each) => [each.kind, each.from, each.date, amountOf(each.amount), ...until(each.until)]),
		of.used.map((each) => [each.to, each.date, amountOf(each.amount), each.isRefund, ...until(each.until)]),
		of.items.map(({ key, name, amount }) => [key, name, amountOf(amount)]),
		of.due?.map(({ date, amount }) => [date, amountOf(amount)]) ?? null
	];
	const money = (of: MoneyFigure): MoneyRow => [
		[of.type, of.id, of.date, of.partyId, of.name, at(rates, of.rated)],
		[of.kind, of.reference, amountOf(of.amount), of.until ?? null],
		of.shares.map(({ to, date, amount }) => [to, date, amountOf(amount)])
	];
	const page: Page = { taxes: [], categories: [], rates: [], figures: [], none: [] };
	for (const [id, figure] of figures) {
		if (!figure) page.none.push(id);
		else page.figures.push(figure.type === 'payment' ? money(figure) : trade(figure));
	}
	Object.assign(page, { taxes: [...taxes.keys()], categories: [...categories.keys()], rates: [...rates.keys()] });
	return new TextEncoder().encode(JSON.stringify(page));
}

/** By record id. @param maker whose figures they are from now on: they share with its others what they say alike */
export function decodeFigures(bytes: Uint8Array, maker: Pick<FigureMaker, 'tax' | 'category' | 'rated'>): Map<string, Figure | undefined> {
	const page = JSON.parse(new TextDecoder().decode(bytes)) as Page;
	const taxes = page.taxes.map(({ name, rate, category, supply }) => maker.tax(name, rate, category, supply));
	const categories = page.categories.map((each) => maker.category(each));
	const rates = page.rates.map((each) => maker.rated(each));
	const part = ([role, amount, tax, category, taxable]: PartRow): Part => ({
		role,
		amount: BigInt(amount),
		...(tax >= 0 && { tax: taxes[tax]! }),
		...(taxable !== undefined && { taxable: BigInt(taxable) }),
		...(category >= 0 && { category: categories[category]! })
	});
	const trade = ([about, own, parts, leftOut, later, settled, used, items, due]: TradeRow): TradeFigure => {
		const [type, id, date, partyId, name, rated] = about;
		const [kind, number, dueDate, owed] = own;
		return {
			...{ type, id, date, partyId, name, rated: rates[rated]!, kind, number, dueDate, owed: BigInt(owed) },
			parts: parts?.map(part),
			...(leftOut !== null && { leftOut: leftOut! }),
			later: later.map(([day, each]): Later => ({ date: day, parts: each.map(part) })),
			settled: settled.map(([kind, from, day, amount, until]): Settlement => {
				return { kind, from, date: day, amount: BigInt(amount), ...(until !== undefined && { until }) };
			}),
			used: used.map(([to, day, amount, isRefund, until]): Use => {
				return { to, date: day, amount: BigInt(amount), isRefund, ...(until !== undefined && { until }) };
			}),
			items: items.map(([key, words, amount]): SoldItem => ({ key, name: words, amount: BigInt(amount) })),
			...(due && { due: due.map(([day, amount]): DuePart => ({ date: day, amount: BigInt(amount) })) })
		};
	};
	const money = ([about, own, shares]: MoneyRow): MoneyFigure => {
		const [type, id, date, partyId, name, rated] = about;
		const [kind, reference, amount, until] = own;
		return {
			...{ type, id, kind, date, partyId, name, reference, rated: rates[rated]!, amount: BigInt(amount) },
			...(until !== null && { until }),
			shares: shares.map(([to, day, share]) => ({ to, date: day, amount: BigInt(share) }))
		};
	};
	const figures = new Map<string, Figure | undefined>(page.none.map((id) => [id, undefined]));
	for (const row of page.figures) {
		const figure = row[0][0] === 'payment' ? money(row as MoneyRow) : trade(row as TradeRow);
		figures.set(figure.id, figure);
	}
	return figures;
}
