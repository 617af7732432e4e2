/** Editing the lines of a document. Every function answers with new lines and leaves those it was given as they were. */
import type { TaxPreset } from '../business/business.ts';
import type { Item } from '../catalog/item.ts';
import type { AllowanceCharge, DocumentLine, LineTax } from './document.ts';
import { partId } from './ids.ts';
import { inOrder, orderBetween } from './order.ts';

export interface LineDefaults {
	taxes: LineTax[];
	unit?: string;
}

/** An empty line at the end of `lines`. One piece, without a price. */
export function newLine(defaults: LineDefaults, lines: readonly DocumentLine[] = []): DocumentLine {
	return {
		id: partId(),
		order: orderBetween(inOrder(lines).at(-1)?.order, undefined),
		name: '',
		description: '',
		quantity: '1',
		unit: defaults.unit ?? 'C62',
		price: '',
		allowances: [],
		taxes: copyTaxes(defaults.taxes)
	};
}

/** Puts a line after the one named, or at the end. */
export function insertLine(lines: readonly DocumentLine[], line: DocumentLine, afterId?: string): DocumentLine[] {
	const sorted = inOrder(lines);
	const found = sorted.findIndex((entry) => entry.id === afterId);
	const at = found === -1 ? sorted.length : found + 1;
	return sorted.toSpliced(at, 0, { ...line, order: orderBetween(sorted[at - 1]?.order, sorted[at]?.order) });
}

/** Moves a line by so many places; stops at the ends. Only the moved line changes. */
export function moveLine(lines: readonly DocumentLine[], id: string, by: number): DocumentLine[] {
	const sorted = inOrder(lines);
	const from = sorted.findIndex((line) => line.id === id);
	const to = Math.min(Math.max(from + by, 0), sorted.length - 1);
	const line = sorted[from];
	if (!line || from === to) return sorted;
	const others = sorted.toSpliced(from, 1);
	return others.toSpliced(to, 0, { ...line, order: orderBetween(others[to - 1]?.order, others[to]?.order) });
}

export function duplicateLine(lines: readonly DocumentLine[], id: string): DocumentLine[] {
	const line = lines.find((entry) => entry.id === id);
	return line ? insertLine(lines, copyLine(line), id) : inOrder(lines);
}

export function removeLine(lines: readonly DocumentLine[], id: string): DocumentLine[] {
	return inOrder(lines).filter((line) => line.id !== id);
}

/** True when nothing was typed into it, so that it may go without a question. */
export function isBlankLine(line: DocumentLine): boolean {
	return (
		!line.itemId && line.name.trim() === '' && line.description.trim() === '' && line.price.trim() === '' && line.allowances.length === 0
	);
}

/** The same line with ids of its own, made from nothing and billing no time of its own; its order is given by where it is put. */
export function copyLine({ from: _, time: _time, ...line }: DocumentLine): DocumentLine {
	return { ...line, id: partId(), taxes: copyTaxes(line.taxes), allowances: line.allowances.map(copyAllowance) };
}

export function copyAllowance(entry: AllowanceCharge): AllowanceCharge {
	return { ...entry, id: partId(), ...(entry.taxes && { taxes: copyTaxes(entry.taxes) }) };
}

export function copyTaxes(taxes: readonly LineTax[]): LineTax[] {
	return taxes.map((tax) => ({ ...tax }));
}

/**
 * What a line takes over from an item: words, unit, price when it is in the document's currency, and taxes when the item names a preset.
 * The quantity stays.
 */
export function fillFromItem(
	line: DocumentLine,
	itemId: string,
	item: Item,
	context: { currency: string; presets: readonly TaxPreset[] }
): DocumentLine {
	const preset = context.presets.find((entry) => entry.id === item.taxPreset);
	return {
		...line,
		itemId,
		name: item.name,
		description: item.description,
		unit: item.unit || line.unit,
		price: item.currency === context.currency ? item.price : '',
		taxes: preset ? copyTaxes(preset.taxes) : line.taxes
	};
}

/** Two sets of taxes that print and compute alike. */
export function sameTaxes(a: readonly LineTax[], b: readonly LineTax[]): boolean {
	return a.length === b.length && a.every((tax, at) => taxKey(tax) === taxKey(b[at] as LineTax));
}

function taxKey(tax: LineTax): string {
	return JSON.stringify([tax.name, tax.category, tax.rate, tax.compound ?? false, tax.exemptionReason ?? '', tax.exemptionCode ?? '']);
}
