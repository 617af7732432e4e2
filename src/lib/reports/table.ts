/** A report as a table to take along: every figure exact, and with the same rows as on the screen. */
import { amount, amountString } from '../money/amount.ts';
import { currencyExponent } from '../money/currencies.ts';
import { divideRounded, decimalString } from '../money/decimal.ts';
import type { ForecastReport } from './make-forecast.ts';
import { OWN_CURRENCIES, type ColumnKind, type Label, type Report } from './report.ts';
import type { Word } from './labels.ts';

/** `number` is a decimal string with that many places. */
export type Cell = { text: string } | { number: string; places: number };

export interface Table {
	name: string;
	/** Stands above the head, a line each. */
	about: string[];
	head: string[];
	rows: Cell[][];
}

export type Say = (word: Word, args?: Record<string, string>) => string;

export function labelText(label: Label, say: Say): string {
	if ('text' in label) return label.text;
	const text = say(label.word, label.args);
	return label.more ? `${text} ${label.more}` : text;
}

/** Its rows tell what happened on a day. */
export function hasDates({ sections }: Report): boolean {
	return sections.some(({ rows }) => rows.some(({ date }) => date !== undefined));
}

/** Hours have four places: a second is not lost in adding up. */
const HOUR_PLACES = 4;

export function figureCell(value: bigint | undefined, kind: ColumnKind, currency: string): Cell {
	if (value === undefined) return { text: '' };
	if (kind === 'count') return { number: String(value), places: 0 };
	if (kind === 'hours') {
		const digits = divideRounded(value * 10n ** BigInt(HOUR_PLACES), 3600n);
		return { number: decimalString({ digits, scale: HOUR_PLACES }), places: HOUR_PLACES };
	}
	return { number: amountString(amount(currency, value)), places: currencyExponent(currency) };
}

export function reportTable(report: Report, name: string, say: Say): Table {
	const { sections, columns, currency, wish, compared } = report;
	const before = compared ? columns : [];
	const isDated = hasDates(report);
	const head = [
		...(isDated ? [say('date')] : []),
		say('row'),
		...columns.map(({ label }) => say(label)),
		...before.map(({ label }) => `${say(label)} (${compared!.from} – ${compared!.to})`)
	];
	const rows: Cell[][] = [];
	for (const section of sections) {
		const money = section.currency ?? currency;
		if (section.title) rows.push([{ text: labelText(section.title, say) }]);
		for (const row of section.rows)
			rows.push([
				...(isDated ? [{ text: row.date ?? '' }] : []),
				{ text: labelText(row.label, say) },
				...columns.map(({ kind }, at) => figureCell(row.now[at], kind, money)),
				...before.map(({ kind }, at) => figureCell(row.before?.[at], kind, money))
			]);
	}
	const counted = [currency, say(wish.basis === 'cash' ? 'basis_cash' : 'basis_accrual')];
	const about = [name, `${wish.from} – ${wish.to}`, ...(OWN_CURRENCIES.has(wish.report) ? [] : counted)];
	return { name, about, head, rows };
}

export function forecastTable({ weeks, currency, opening }: ForecastReport, name: string, say: Say): Table {
	const money = (minor: bigint) => figureCell(minor, 'money', currency);
	return {
		name,
		about: [name, currency],
		head: [say('weekOf'), say('weekIn'), say('weekOut'), say(opening ? 'weekStands' : 'weekSum'), say('weekLow'), say('weekHigh')],
		rows: weeks.map((week) => [{ text: week.start }, money(week.in), money(week.out), money(week.sum), money(week.low), money(week.high)])
	};
}
