/**
 * Unbilled time as lines of an invoice. Pure.
 *
 * [Note: hours that multiply out] A line says hours and a rate, and whoever reads it multiplies them. Twenty minutes are no decimal number of hours, so the
 * hours are given as many places as it takes for hours times rate, rounded as every line is, to be what the time is worth to the cent.
 */
import type { DocumentLine, LineTax } from '../documents/document.ts';
import { currencyExponent } from '../money/currencies.ts';
import { divideRounded, parseDecimal, pow10, PRICE_LIMITS, QUANTITY_LIMITS, shortDecimalString, type Decimal } from '../money/decimal.ts';
import { roundedSum } from './rounding.ts';
import type { TimeRounding } from './time.ts';

export const GROUPINGS = ['project', 'task', 'member', 'day', 'entry', 'one'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** UN/ECE Recommendation 20. */
export const HOUR = 'HUR';
/** Hours are written with two places at least where they are no short number. */
const LEAST_PLACES = 2;

export interface UnbilledEntry {
	/** Of the entry. */
	id: string;
	date: string;
	seconds: number;
	/** An hour, in `currency`; empty where nobody has said one. */
	rate: string;
	currency: string;
	projectId: string;
	projectName: string;
	/** Empty where it belongs to none. */
	taskId: string;
	taskName: string;
	member: string;
	memberName: string;
	note: string;
}

export interface LineOptions {
	grouping: Grouping;
	rounding: TimeRounding;
	/** What was noted stands below, each once. */
	withNotes: boolean;
	taxes: readonly LineTax[];
	words: {
		/** Where all is one line. */
		all: string;
		date(date: string): string;
	};
}

type NewLine = Omit<DocumentLine, 'order'>;

/** One line for each group and rate. */
export function timeLines(entries: readonly UnbilledEntry[], options: LineOptions, makeId: () => string): NewLine[] {
	const groups = new Map<string, UnbilledEntry[]>();
	for (const entry of [...entries].sort(byDate)) {
		const key = `${keyOf(entry, options.grouping)}\n${entry.rate}`;
		groups.set(key, [...(groups.get(key) ?? []), entry]);
	}
	return [...groups.values()].map((group) => lineOf(group, options, makeId()));
}

function byDate(a: UnbilledEntry, b: UnbilledEntry): number {
	const [left, right] = [`${a.projectName}\n${a.date}\n${a.id}`, `${b.projectName}\n${b.date}\n${b.id}`];
	return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf({ id, projectId, taskId, member, date }: UnbilledEntry, grouping: Grouping): string {
	switch (grouping) {
		case 'project':
			return projectId;
		case 'task':
			return `${projectId}\n${taskId}`;
		case 'member':
			return `${projectId}\n${member}`;
		case 'day':
			return `${projectId}\n${date}`;
		case 'entry':
			return id;
		case 'one':
			return '';
	}
}

function lineOf(group: readonly UnbilledEntry[], options: LineOptions, id: string): NewLine {
	const [first] = group as [UnbilledEntry, ...UnbilledEntry[]];
	const { rounding, taxes, withNotes } = options;
	const seconds = roundedSum(
		group.map((each) => each.seconds),
		rounding
	);
	const dates = group.map(({ date }) => date).sort();
	const notes = withNotes ? [...new Set(group.map(({ note }) => note.trim()).filter(Boolean))] : [];
	const name = nameOf(first, group, options);
	return {
		id,
		name,
		description: notes.filter((note) => note !== name).join('\n'),
		quantity: hoursText(seconds, first.rate, first.currency),
		unit: HOUR,
		price: first.rate,
		allowances: [],
		taxes: taxes.map((tax) => ({ ...tax })),
		periodStart: dates[0]!,
		periodEnd: dates.at(-1)!,
		time: group.map((each) => each.id)
	};
}

function nameOf(first: UnbilledEntry, group: readonly UnbilledEntry[], { grouping, words }: LineOptions): string {
	const { projectName, taskName, memberName, date, note } = first;
	const joined = (...parts: string[]) => parts.filter(Boolean).join(' · ');
	switch (grouping) {
		case 'project':
			return projectName;
		case 'task':
			return joined(projectName, taskName);
		case 'member':
			return joined(projectName, memberName);
		case 'day':
			return joined(projectName, words.date(date));
		case 'entry':
			return joined(words.date(date), note.trim() || taskName || projectName);
		case 'one': {
			const names = new Set(group.map((each) => each.projectName));
			return names.size === 1 ? projectName : words.all;
		}
	}
}

/** [Note: hours that multiply out] */
export function hoursText(seconds: number, rate: string, currency: string): string {
	const price = parseDecimal(rate, PRICE_LIMITS);
	const all = BigInt(seconds);
	const most = QUANTITY_LIMITS.maxScale;
	const at = (scale: number): Decimal => ({ digits: divideRounded(all * pow10(scale), 3600n), scale });
	for (let scale = 0; scale <= LEAST_PLACES; scale++)
		if ((all * pow10(scale)) % 3600n === 0n || (!price.ok && scale === LEAST_PLACES)) return shortDecimalString(at(scale));
	if (!price.ok) return shortDecimalString(at(LEAST_PLACES));
	const exponent = currencyExponent(currency);
	const exact = divideRounded(all * price.value.digits * pow10(exponent), 3600n * pow10(price.value.scale));
	const worth = ({ digits, scale }: Decimal) =>
		divideRounded(digits * price.value.digits * pow10(exponent), pow10(scale + price.value.scale));
	for (let scale = LEAST_PLACES; scale <= most; scale++) if (worth(at(scale)) === exact) return shortDecimalString(at(scale));
	// Just beside half a cent: the next number of hours is on its other side.
	const nearest = at(most);
	for (const step of [1n, -1n]) {
		const beside = { ...nearest, digits: nearest.digits + step };
		if (worth(beside) === exact) return shortDecimalString(beside);
	}
	return shortDecimalString(nearest);
}
