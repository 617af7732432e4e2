/**
 * The gap report: for each series and year (or month) all the numbers it gave, from first to last, by whom, and what is missing. Made from the
 * ledger, which every device derives from the log.
 */
import { fillRun, sequenceIn } from './numbering.ts';
import type { FlawedNumber, GivenRun, SeriesLedger } from './ledger.ts';
import type { Series } from './series.ts';
import type { SeriesEvent, StatedSeriesEvent } from './series-events.ts';

/** Consecutive numbers given by one device, or missing. */
export interface NumberRange {
	/** `shared`: it stands, and another document has it too. `doubled`, `refused`: the number went out and does not stand. */
	kind: 'given' | 'lost' | 'gap' | 'shared' | FlawedNumber['why'];
	/** The number texts; where they print the client's number it stands as "…". */
	first: string;
	last: string;
	count: number;
	from: number;
	to: number;
	run: string;
	/** Earliest and latest date of issue; empty when the documents are not in these books. */
	firstDate: string;
	lastDate: string;
	/** Six hexadecimal digits of the device; empty for a gap. */
	device: string;
	/** What the device is called; absent where it has no name. */
	deviceName?: string;
	thisDevice: boolean;
	/** Of a number that is shared, or does not stand: record id of its document. */
	id?: string;
}

export interface PeriodReport {
	period: string;
	segment: number;
	ranges: NumberRange[];
	count: number;
	/** Numbers that nobody gave and nobody declared. */
	missing: number;
}

export interface SeriesReport {
	id: string;
	name: string;
	type: Series['type'];
	pattern: string;
	periods: PeriodReport[];
	/** Releases and takeovers, in the order of the log. */
	events: {
		kind: 'released' | 'next-segment' | 'declared';
		date: string;
		device: string;
		deviceName?: string;
		from: string;
		fromName?: string;
		lastNumber: string;
		segment: number;
	}[];
}

export function sequenceReport(
	id: string,
	{ name, type, pattern }: Series,
	given: SeriesLedger,
	events: readonly StatedSeriesEvent[],
	thisDevice: string,
	names: ReadonlyMap<string, string> = new Map()
): SeriesReport {
	const groups = new Map<string, Range[]>();
	const flawed = given.flawed ?? [];
	for (const run of [...given.runs.flatMap((each) => apartFrom(each, flawed)), ...flawed.map(flawedRange)]) {
		const key = `${run.period}/${String(run.segment).padStart(4, '0')}`;
		groups.set(key, [...(groups.get(key) ?? []), run]);
	}
	const periods = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, runs]) => periodReport(runs, thisDevice, names));
	return {
		id,
		name,
		type,
		pattern,
		periods,
		events: events.flatMap(({ event, by }) => (event.kind === 'asked' || event.kind === 'noted' ? [] : [shownEvent({ event, by }, names)]))
	};
}

function periodReport(runs: Range[], thisDevice: string, names: ReadonlyMap<string, string>): PeriodReport {
	const rank = ({ why }: Range) => (why === undefined ? 0 : why === 'shared' ? 1 : 2);
	const sorted = [...runs].sort((a, b) => a.from - b.from || rank(a) - rank(b));
	const { period, segment } = sorted[0]!;
	const ranges: NumberRange[] = [];
	let count = 0;
	let missing = 0;
	let end: number | undefined;
	for (const { run, from, to, by, firstDate, lastDate, lost, why, id } of sorted) {
		const range = (kind: NumberRange['kind'], a: number, b: number): NumberRange => ({
			kind,
			first: fillRun(run, a, '…'),
			last: fillRun(run, b, '…'),
			count: b - a + 1,
			from: a,
			to: b,
			run,
			firstDate: kind === 'gap' ? '' : firstDate,
			lastDate: kind === 'gap' ? '' : lastDate,
			device: kind === 'gap' ? '' : by.slice(0, 6),
			...(kind !== 'gap' && names.has(by) && { deviceName: names.get(by)! }),
			thisDevice: kind !== 'gap' && by === thisDevice,
			...(why && kind === why && id !== undefined && { id })
		});
		if (end !== undefined && from > end + 1) {
			ranges.push(range('gap', end + 1, from - 1));
			missing += from - end - 1;
		}
		ranges.push(range(why ?? (lost ? 'lost' : 'given'), from, to));
		if (!lost && (!why || why === 'shared')) count += to - from + 1;
		end = Math.max(end ?? 0, to);
	}
	return { period, segment, ranges, count, missing };
}

type Range = GivenRun & { why?: FlawedNumber['why'] | 'shared'; id?: string };

/** The run, with each number that another document has too for itself. */
function apartFrom(run: GivenRun, flawed: readonly FlawedNumber[]): Range[] {
	const isMet = (each: FlawedNumber) =>
		each.first !== undefined && !run.lost && each.run === run.run && run.from <= each.sequence && each.sequence <= run.to;
	const parts: Range[] = [];
	let { from } = run;
	for (const { sequence, first } of flawed.filter(isMet).sort((a, b) => a.sequence - b.sequence)) {
		if (sequence < from) continue;
		if (sequence > from) parts.push({ ...run, from, to: sequence - 1 });
		const { id, issueDate } = first!;
		parts.push({ ...run, from: sequence, to: sequence, why: 'shared', id, firstDate: issueDate, lastDate: issueDate });
		from = sequence + 1;
	}
	return from <= run.to ? [...parts, { ...run, from }] : parts;
}

function flawedRange({ run, segment, period, sequence, by, issueDate, why, id }: FlawedNumber): Range {
	return { run, segment, period, from: sequence, to: sequence, by, firstDate: issueDate, lastDate: issueDate, why, id };
}

function shownEvent(
	{ event, by }: { event: Exclude<SeriesEvent, { kind: 'asked' | 'noted' }>; by: string },
	names: ReadonlyMap<string, string>
): SeriesReport['events'][number] {
	const name = names.get(by);
	const base = { date: event.date, device: by.slice(0, 6), ...(name && { deviceName: name }), from: '', lastNumber: '', segment: 0 };
	if (event.kind === 'released') return { ...base, kind: 'released' };
	const { segment, lost, from } = event;
	const lastNumber = lost && lost.sequence > 0 ? fillRun(lost.run, lost.sequence, '…') : '';
	const fromName = names.get(from);
	return {
		...base,
		kind: lost ? 'declared' : 'next-segment',
		from: from.slice(0, 6),
		...(fromName && { fromName }),
		lastNumber,
		segment
	};
}

/** What each row of the CSV file is about. */
export interface CsvDocument {
	number: string;
	issueDate: string;
	partyName: string;
	currency: string;
	/** Decimal string. */
	total: string;
	/** It was issued by mistake: its number explains itself. */
	annulled?: boolean;
}

/**
 * One row per number, RFC 4180, comma and CRLF. Texts that a spreadsheet would take for a formula are kept from it by an apostrophe.
 *
 * @param documents by number, those whose number stands
 * @param flawed the others, by record id
 */
export function gapReportCsv(
	reports: readonly SeriesReport[],
	documents: ReadonlyMap<string, CsvDocument>,
	flawed: ReadonlyMap<string, CsvDocument>,
	heads: readonly string[],
	kinds: Record<NumberRange['kind'] | 'annulled', string>
): string {
	const rows: string[][] = [[...heads]];
	const bearers = new Map<string, ReadonlyMap<number, CsvDocument>>();
	for (const series of reports) {
		for (const { period, ranges } of series.periods) {
			for (const range of ranges) {
				const ofClients = range.run.includes('{CLIENT}') ? (bearers.get(range.run) ?? bearersOf(range.run, documents)) : undefined;
				if (ofClients) bearers.set(range.run, ofClients);
				for (let sequence = range.from; sequence <= range.to; sequence++) {
					const filled = fillRun(range.run, sequence, '…');
					const standing = () => (ofClients ? ofClients.get(sequence) : documents.get(filled));
					const found = range.id !== undefined ? flawed.get(range.id) : range.kind === 'given' ? standing() : undefined;
					const number = found?.number ?? filled;
					const document = found ? [found.issueDate, found.partyName, found.total, found.currency] : ['', '', '', ''];
					rows.push([series.name, period, number, kinds[found?.annulled ? 'annulled' : range.kind], range.device, ...document]);
				}
			}
		}
	}
	return rows.map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}

/** Of a run that prints the client's number: by sequence, which alone tells its numbers apart. */
function bearersOf(run: string, documents: ReadonlyMap<string, CsvDocument>): ReadonlyMap<number, CsvDocument> {
	const found = new Map<number, CsvDocument>();
	for (const document of documents.values()) {
		const sequence = sequenceIn(run, document.number);
		if (sequence !== undefined) found.set(sequence, document);
	}
	return found;
}

function csvField(text: string): string {
	const safe = /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
