/**
 * What every report is: sections of rows, each row a label and an exact figure for each column, for the period and for the one it is compared with. A row
 * is named by a key, and the records behind any of its figures are asked for by that key (`sources`), not carried along.
 */
import type { DateRange } from '../listing/periods.ts';
import type { Word } from './labels.ts';
import type { Basis } from './flows.ts';
import type { Comparison } from './range.ts';

export const REPORTS = [
	'dashboard',
	'profit',
	'taxes',
	'receivables',
	'payables',
	'client-statements',
	'supplier-statements',
	'clients',
	'items',
	'members',
	'expenses',
	'suppliers',
	'time-projects',
	'time-members'
] as const;
export type ReportId = (typeof REPORTS)[number];

/** They tell how things stand on the last day, not what happened between two. */
export const OF_DAY: ReadonlySet<ReportId> = new Set(['receivables', 'payables']);
/** Nothing in them depends on when money moved. */
export const ONE_BASIS: ReadonlySet<ReportId> = new Set([
	...(['receivables', 'payables', 'client-statements', 'supplier-statements'] as const),
	...(['time-projects', 'time-members'] as const)
]);
/** Each currency by itself, as it was billed and paid. */
export const OWN_CURRENCIES: ReadonlySet<ReportId> = new Set(['client-statements', 'supplier-statements']);

export interface ReportWish extends DateRange {
	report: ReportId;
	basis: Basis;
	comparison: Comparison;
	/** Where the business is: of days to come nobody knows how things will stand. Absent: whatever the range says. */
	today?: string;
	/** Of statements: the one client or supplier whose every entry is listed. Absent: a line for each. */
	partyId?: string;
}

/** Words of the catalogue, or what the books call it. */
export type Label =
	/** `more` stands behind it: a number, a reference. */
	{ word: Word; args?: Record<string, string>; more?: string } | { text: string };

export type ColumnKind = 'money' | 'count' | 'hours';
export interface Column {
	key: string;
	label: Word;
	kind: ColumnKind;
	/** Worked out of the figures beside it: the records are behind those. */
	isRounded?: true;
}

export interface Row {
	key: string;
	label: Label;
	/** By column; undefined where the column says nothing of it. Minor units of the base currency, pieces, or seconds. */
	now: (bigint | undefined)[];
	before?: (bigint | undefined)[];
	/** Calendar date, of what happened on one. */
	date?: string;
	/** A sum of others. */
	isTotal?: true;
	/** The party it is about: its statement says more. */
	partyId?: string;
}

export interface Section {
	key: string;
	title?: Label;
	/** Of its money, where it is not that of the report. */
	currency?: string;
	rows: Row[];
}

/** Drawn above the table, which says the same in figures. */
export interface Chart {
	/** `line`: what stood at the end of each place. */
	kind: 'columns' | 'bars' | 'line';
	column: ColumnKind;
	/** Of its money, where it is not that of the report. */
	currency?: string;
	/** What the places are. */
	head: Word;
	/** "2026", "2026-01" or "2026-01-31" for a stretch of time. */
	places: Label[];
	series: { label: Word; values: bigint[] }[];
}

/** What a report cannot count, and why. */
export interface NotCounted {
	why: 'no-rate' | 'other-base' | 'other-currency';
	count: number;
}

export interface Report {
	wish: ReportWish;
	compared?: DateRange;
	currency: string;
	/** Whom it is about, where it is one client or supplier. */
	party?: string;
	columns: Column[];
	sections: Section[];
	charts: Chart[];
	/** What one must know to read it. */
	notes: Word[];
	notCounted: NotCounted[];
}

/** A figure of a report. */
export interface FigureAt {
	section: string;
	row: string;
	column: number;
	/** Of the period it is compared with. */
	before?: boolean;
}

/** A record behind a figure, with its part of it: together they are the figure. */
export interface Source {
	type: 'document' | 'payment' | 'expense' | 'time-entry';
	id: string;
	/** What kind of document, payment or cost. */
	kind: string;
	date: string;
	/** Its number or reference; may be empty. */
	number: string;
	name: string;
	amount: bigint;
}

export interface SourcePage {
	total: number;
	sum: bigint;
	sources: Source[];
}
