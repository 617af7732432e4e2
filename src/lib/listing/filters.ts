/** The filters a list offers, what is set on them, and the query both make. */
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import type { Option } from '../ui/option.ts';
import { rangeOf, type Calendar, type DateRange, type Period } from './periods.ts';

/** One that a list offers; `column` is the row's. */
export type Filter = ChoiceFilter | DateFilter | AmountFilter | LookupFilter | SwitchFilter;

interface Named {
	/** Also the key of its value. */
	id: string;
	label: string;
	column: string;
}
/** Several values of a column; those are offered that occur in the list. */
export interface ChoiceFilter extends Named {
	kind: 'choices';
	/** The column holds several values at once (tags). */
	several?: boolean;
	/** The order in which values are offered; others follow by their names. */
	order?: readonly string[];
	name: (value: string) => string;
	/** Not offered while fewer values than this occur. Default 2: one value narrows nothing. */
	least?: number;
}
export interface DateFilter extends Named {
	kind: 'dates';
	calendar: () => Promise<Calendar>;
}
/** Amounts compare within one currency only. */
export interface AmountFilter extends Named {
	kind: 'amount';
	currencyColumn: string;
}
/** Records found by typing. */
export interface LookupFilter extends Named {
	kind: 'lookup';
	placeholder: string;
	search: (text: string) => Promise<Option[]>;
}
/** One fixed condition, on or off. */
export interface SwitchFilter extends Named {
	kind: 'switch';
	condition: Condition;
}

export interface ChoiceValue {
	kind: 'choices';
	chosen: readonly string[];
}
export interface DateValue extends DateRange {
	kind: 'dates';
	period: Period;
}
export interface AmountValue {
	kind: 'amount';
	currency: string;
	/** Decimal strings, or empty. */
	from: string;
	to: string;
}
export interface LookupValue {
	kind: 'lookup';
	chosen: readonly Pick<Option, 'value' | 'label'>[];
}
/** On. */
export interface SwitchValue {
	kind: 'switch';
}
export type FilterValue = ChoiceValue | DateValue | AmountValue | LookupValue | SwitchValue;
/** By the filters' ids; what is absent is not set. */
export type FilterValues = Readonly<Record<string, FilterValue | undefined>>;

interface Condition {
	anyOf?: readonly unknown[];
	from?: unknown;
	to?: unknown;
	has?: readonly unknown[];
}
/** As a list query takes them. */
export type Conditions = Record<string, Condition>;

/** A value that narrows nothing is the same as none. */
function isSet(value: FilterValue | undefined): value is FilterValue {
	if (!value) return false;
	if (value.kind === 'switch') return true;
	return 'chosen' in value ? value.chosen.length > 0 : value.from !== '' || value.to !== '';
}

export function withValue(values: FilterValues, id: string, value: FilterValue | undefined): FilterValues {
	const { [id]: _, ...others } = values;
	return isSet(value) ? { ...others, [id]: value } : others;
}

/** The lower end lies above the upper one: nothing can be found. */
export function isBackwards(value: FilterValue): boolean {
	if (value.kind === 'dates') return value.from !== '' && value.to !== '' && value.to < value.from;
	if (value.kind !== 'amount') return false;
	const [from, to] = [minor(value.currency, value.from), minor(value.currency, value.to)];
	return from !== undefined && to !== undefined && to < from;
}

export function conditionsOf(filters: readonly Filter[], values: FilterValues): Conditions {
	const conditions: Conditions = {};
	const add = (column: string, condition: Condition) => {
		const known = conditions[column]?.anyOf;
		const both = known && condition.anyOf ? { anyOf: known.filter((value) => condition.anyOf!.includes(value)) } : {};
		conditions[column] = { ...conditions[column], ...condition, ...both };
	};
	for (const filter of filters) {
		const value = values[filter.id];
		if (!isSet(value) || value.kind !== filter.kind) continue;
		if (value.kind === 'choices') add(filter.column, (filter as ChoiceFilter).several ? { has: value.chosen } : { anyOf: value.chosen });
		else if (value.kind === 'switch') add(filter.column, (filter as SwitchFilter).condition);
		else if (value.kind === 'lookup') add(filter.column, { anyOf: value.chosen.map((option) => option.value) });
		else if (value.kind === 'dates') add(filter.column, bounds(value.from || undefined, value.to || undefined));
		else {
			add(filter.column, bounds(minor(value.currency, value.from), minor(value.currency, value.to)));
			add((filter as AmountFilter).currencyColumn, { anyOf: [value.currency] });
		}
	}
	return conditions;
}

/** Periods by the calendar as it stands now: a list left open over the end of a month goes on with it. */
export function withCalendar(values: FilterValues, calendar: Calendar): FilterValues {
	const turned = (value: FilterValue | undefined) =>
		value?.kind === 'dates' && value.period !== 'custom' ? { ...value, ...rangeOf(value.period, calendar) } : value;
	return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, turned(value)]));
}

/** The same bounds in another currency, without those that have more decimals than it. */
export function inCurrency(value: AmountValue, currency: string): AmountValue {
	const kept = (text: string) => (minor(currency, text) === undefined ? '' : text);
	return { kind: 'amount', currency, from: kept(value.from), to: kept(value.to) };
}

function bounds(from: unknown, to: unknown): Condition {
	return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function minor(currency: string, text: string): bigint | undefined {
	if (text === '' || !isCurrency(currency)) return undefined;
	const amount = parseAmount(currency, text);
	return amount.ok ? amount.value.minor : undefined;
}
