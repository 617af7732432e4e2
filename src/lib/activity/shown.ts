/** Differences as people read them: the words of the form, and values as it shows them. */
import { countryName } from '../business/countries.ts';
import { unitName } from '../catalog/units.ts';
import { dateText } from '../documents/format.ts';
import { changesBetween } from '../editing/text-changes.ts';
import { currencyExponent, isCurrency } from '../money/currencies.ts';
import { formatDecimal, formatRate } from '../money/format.ts';
import { locale } from '../ui/i18n.svelte.ts';
import type { Difference, RowName } from '../workspace/trail/differences.ts';
import type { Act, EventDetails, Names } from './api.ts';
import { fieldOf, type Field } from './fields.ts';
import { t } from './words.ts';

type Plain = Record<string, unknown>;

export interface Shown {
	label: string;
	/** Absent where there is nothing to compare: something was added, removed, moved. */
	before?: string;
	after?: string;
	/** Of a long text. */
	parts?: TextPart[];
}

interface TextPart {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

const LISTS = [
	...(['lines', 'allowances', 'contacts', 'customFields', 'taxPresets', 'bankAccounts', 'texts', 'looks'] as const),
	...(['reminderSteps', 'referenceRates', 'instalments', 'attachments', 'receipts', 'members', 'memberRates', 'deductible'] as const)
] as const;
type ListName = (typeof LISTS)[number];

export function shownDifferences(
	type: string,
	{ differences, currency }: Pick<EventDetails, 'differences' | 'currency'>,
	names: Names
): Shown[] {
	return differences.flatMap((each) => [...shown(type, each, currency, names)]);
}

function* shown(type: string, difference: Difference, currency: string, names: Names): Generator<Shown> {
	const { path, kind } = difference;
	if (kind === 'moved') return yield { label: t('rowsMoved', { list: listName(path.at(-1)!) }) };
	if (kind === 'added' || kind === 'removed') {
		const inner = kind === 'added' ? difference.after : difference.before;
		const list = path.at(-2)!;
		const isInner = path.length > 2;
		const row =
			isInner && outermost(path) !== list
				? `${rowText(outermost(path), difference.row)}: ${listName(list)}`
				: rowText(list, difference.row);
		yield { label: t(kind === 'added' ? 'rowAdded' : 'rowRemoved', { row }) };
		if (kind === 'added') yield* fieldsOf(type, path, {}, inner, difference.row, currency, names);
		return;
	}
	const { before, after } = difference;
	if (isPlain(before) || isPlain(after)) {
		yield* fieldsOf(type, path, isPlain(before) ? before : {}, isPlain(after) ? after : {}, difference.row, currency, names);
		return;
	}
	const found = fieldOf(type, namesOf(path));
	if (!found) return;
	const [was, is] = [valueText(found, before, currency, names), valueText(found, after, currency, names)];
	// A form shows an empty field and one that is not there alike.
	if (was === is && found.show !== 'picture') return;
	const label = difference.row && path.length > 2 ? `${rowText(outermost(path), difference.row)}: ${found.label()}` : found.label();
	if (found.show === 'picture') yield { label, before: '', after: is ? t('changedPicture') : '' };
	else yield { label, before: was, after: is, ...(found.show === 'long' && was && is && { parts: textParts(was, is) }) };
}

/** The fields of an object that came, went or changed as a whole. */
function* fieldsOf(
	type: string,
	path: readonly string[],
	before: Plain,
	after: Plain,
	row: RowName | undefined,
	currency: string,
	names: Names
): Generator<Shown> {
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const [was, is] = [before[name], after[name]];
		if (isRows(is) || isRows(was)) {
			for (const [at, each] of (isRows(is) ? is : []).entries())
				yield* shown(
					type,
					{ kind: 'added', path: [...path, name, String(each.id)], at, after: each, row: row ?? nameOf(each, at) },
					currency,
					names
				);
		} else yield* shown(type, { kind: 'field', path: [...path, name], before: was, after: is, ...(row && { row }) }, currency, names);
	}
}

function nameOf(row: Plain, at: number): RowName {
	const name = row.name ?? row.label ?? row.reason;
	return { place: at + 1, name: typeof name === 'string' ? name : '' };
}

/** Ids stand behind the names of lists. */
function namesOf(path: readonly string[]): string[] {
	return path.filter((_, at) => at === 0 || !LISTS.some((list) => list === path[at - 1]));
}

/** The first list a path leads through: that of a document may lie in what comes again. */
function outermost(path: readonly string[]): string {
	return path.find((name) => LISTS.some((list) => list === name)) ?? path[0]!;
}

function listName(list: string): string {
	return LISTS.some((each) => each === list) ? t(list as ListName) : list;
}

function rowText(list: string, { place, name }: RowName): string {
	const row = { list: listName(list), place, name: name.length > 60 ? `${name.slice(0, 59)}…` : name };
	return t(name ? 'rowNamed' : 'rowOf', row);
}

const NUMBERS: readonly Field['show'][] = ['money', 'number', 'percent', 'month'];

/** Empty for what a form shows as empty. */
function valueText({ show, choices }: Field, value: unknown, currency: string, names: Names): string {
	if (value === undefined || value === null || value === '') return '';
	if (Array.isArray(value) && show === 'name') return value.map((each) => names[String(each)] ?? t('gone')).join(', ');
	if (Array.isArray(value)) return value.map((each) => partText(each, choices)).join(', ');
	if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
	if (typeof value !== 'string' && typeof value !== 'number') return JSON.stringify(value);
	const text = String(value);
	if (choices?.[text]) return choices[text]();
	// Whoever wrote it wrote what no form of ours does.
	if (NUMBERS.includes(show) && !/^-?\d+(\.\d+)?$/.test(text)) return text;
	try {
		return WRITTEN[show]?.(text, currency, names) ?? text;
	} catch {
		return text;
	}
}

const WRITTEN: Partial<Record<Field['show'], (text: string, currency: string, names: Names) => string>> = {
	money: (text, currency) =>
		isCurrency(currency)
			? `${formatDecimal(text, locale.current, currencyExponent(currency))} ${currency}`
			: formatDecimal(text, locale.current),
	number: (text) => formatDecimal(text, locale.current),
	percent: (text) => formatRate(text, locale.current),
	date: dateText,
	unit: unitName,
	country: (text) => countryName(text, locale.current),
	language: (text) => new Intl.DisplayNames([locale.current], { type: 'language' }).of(text) ?? text,
	month: (text) => new Intl.DateTimeFormat(locale.current, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, Number(text) - 1, 1)),
	name: (text, _currency, names) => names[text] ?? t('gone')
};

function partText(part: unknown, choices: Field['choices']): string {
	if (!isPlain(part)) return choices?.[String(part)]?.() ?? String(part);
	const { name, label, rate, value } = part;
	const words = [name, label, value].filter((each) => typeof each === 'string' && each !== '');
	return [...words, ...(typeof rate === 'string' ? [rateText(rate)] : [])].join(' ');
}

function rateText(rate: string): string {
	try {
		return formatRate(rate, locale.current);
	} catch {
		return rate;
	}
}

/** Letters of the same text that stay on either side of a change. */
const CONTEXT = 40;

export function textParts(before: string, after: string): TextPart[] {
	const parts: TextPart[] = [];
	let at = 0;
	const same = (to: number, first: boolean, last: boolean) => {
		const text = before.slice(at, to);
		if (text === '') return;
		const long = text.length > 2 * CONTEXT + 1;
		const shown = long ? `${first ? '' : text.slice(0, CONTEXT)} … ${last ? '' : text.slice(-CONTEXT)}` : text;
		parts.push({ kind: 'same', text: shown });
	};
	for (const change of changesBetween(before, after)) {
		same(change.at, at === 0, false);
		if (change.removed > 0) parts.push({ kind: 'removed', text: before.slice(change.at, change.at + change.removed) });
		if (change.added !== '') parts.push({ kind: 'added', text: change.added });
		at = change.at + change.removed;
	}
	same(before.length, at === 0, true);
	return parts;
}

/** The same in what was done: a series that changed hands, a party that another went into. */
export function namedBy(act: Act): string[] {
	if (act.what === 'merged' || act.what === 'unmerged') return [act.into];
	return act.what === 'member' && 'series' in act.member ? [act.member.series] : [];
}

/** Ids in differences that stand for other records. */
export function idsIn(type: string, { differences }: Pick<EventDetails, 'differences'>): string[] {
	return differences.flatMap((each) => {
		if (each.kind !== 'field' || fieldOf(type, namesOf(each.path))?.show !== 'name') return [];
		return [each.before, each.after].flat().filter((value): value is string => typeof value === 'string' && value !== '');
	});
}

function isPlain(value: unknown): value is Plain {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isRows(value: unknown): value is Plain[] {
	return Array.isArray(value) && value.length > 0 && value.every((each) => isPlain(each) && typeof each.id === 'string');
}
