/**
 * Reads a file of reference rates that the user fetched himself from the European Central Bank (eurofxref: CSV, XML, or either in a ZIP; the
 * day's, of 90 days, or since 1999; https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/). The app asks nobody.
 */
import { cleanRates, type RateDay } from './sheet.ts';
import { isZip, unzipOne, ZipProblem } from './zip.ts';

/** Key of `problem_<…>` in the messages of this folder. */
export type RateFileProblem = 'too-large' | 'zip' | 'not-rates' | 'no-days' | 'wrong-date' | 'wrong-rate' | 'rows-differ';

export class RateFileError extends Error {
	readonly problem: RateFileProblem;
	/** Line of the file where it is in one, from 1. */
	readonly line: number | undefined;
	constructor(problem: RateFileProblem, line?: number) {
		super(problem);
		this.problem = problem;
		this.line = line;
	}
}

export interface RateFile {
	source: string;
	base: string;
	days: RateDay[];
}

/** All rates since 1999 are 2.5 MB of XML. */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_DAYS = 20_000;

export async function readRateFile(file: Blob): Promise<RateFile> {
	if (file.size > MOST_BYTES) throw new RateFileError('too-large');
	const text = textOf(await unpacked(new Uint8Array(await file.arrayBuffer())));
	const start = text.trimStart();
	const days = start.startsWith('<') ? fromXml(text) : fromCsv(text);
	if (days.length === 0) throw new RateFileError('no-days');
	if (days.length > MOST_DAYS) throw new RateFileError('too-large');
	return { source: 'ECB', base: 'EUR', days };
}

async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
	if (!isZip(bytes)) return bytes;
	try {
		const found = await unzipOne(bytes, (name) => /\.(csv|xml)$/i.test(name), MOST_BYTES);
		if (found) return found;
	} catch (cause) {
		if (cause instanceof ZipProblem) throw new RateFileError('zip');
		throw cause;
	}
	throw new RateFileError('not-rates');
}

/** A table saved again by a spreadsheet can be UTF-16. */
function textOf(bytes: Uint8Array): string {
	const [a, b] = bytes;
	if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	return new TextDecoder().decode(bytes);
}

/** `<Cube time='2026-11-20'><Cube currency='USD' rate='1.0543'/>…`: read element by element, whatever stands around. */
function fromXml(text: string): RateDay[] {
	const days = new Map<string, [string, string][]>();
	let day: [string, string][] | undefined;
	for (const { 1: attributes = '', index } of text.matchAll(/<(?:\w+:)?Cube\b([^<>]*)>/g)) {
		const { time, currency, rate } = attributesOf(attributes);
		const line = () => text.slice(0, index).split('\n').length;
		if (time !== undefined) {
			if (!isDay(time)) throw new RateFileError('wrong-date', line());
			days.set(time, (day = days.get(time) ?? []));
		} else if (currency !== undefined && rate !== undefined && day) {
			if (!isRate(rate)) throw new RateFileError('wrong-rate', line());
			day.push([currency, rate]);
		}
	}
	if (days.size === 0) throw new RateFileError('not-rates');
	return [...days].map(([date, rates]) => ({ date, rates: cleanRates(rates) }));
}

function attributesOf(text: string): Record<string, string> {
	return Object.fromEntries(
		[...text.matchAll(/([\w:]+)\s*=\s*(?:'([^']*)'|"([^"]*)")/g)].map(([, name = '', a, b]) => [name, a ?? b ?? ''])
	);
}

/** "Date, USD, JPY, …" and a row for each day: "20 November 2026, 1.0543, …" in the day's file, "2026-11-20,1.0543,N/A,…" in the long one. */
function fromCsv(text: string): RateDay[] {
	const rows = text.replace(/^\ufeff/, '').split(/\r?\n/);
	const head = rows[0] ?? '';
	const mark = [',', ';', '\t'].find((each) => head.includes(each));
	const [first, ...codes] = mark ? head.split(mark).map(cell) : [];
	if (!mark || first?.toLowerCase() !== 'date' || !codes.some((code) => /^[A-Z]{3}$/.test(code))) throw new RateFileError('not-rates');
	const days: RateDay[] = [];
	rows.slice(1).forEach((row, index) => {
		if (row.replaceAll(mark, '').trim() === '') return;
		const line = index + 2;
		const [date = '', ...cells] = row.split(mark).map(cell);
		const day = isDay(date) ? date : longDate(date);
		if (!day) throw new RateFileError('wrong-date', line);
		// The bank ends its rows with a separator of no use.
		if (cells.slice(codes.length).some((extra) => extra !== '') || cells.length < codes.filter(Boolean).length)
			throw new RateFileError('rows-differ', line);
		const rates = codes.flatMap((code, at): [string, string][] => {
			const rate = mark === ',' ? (cells[at] ?? '') : (cells[at] ?? '').replace(',', '.');
			if (code === '' || rate === '' || rate.toUpperCase() === 'N/A') return [];
			if (!isRate(rate)) throw new RateFileError('wrong-rate', line);
			return [[code, rate]];
		});
		days.push({ date: day, rates: cleanRates(rates) });
	});
	return days;
}

function cell(text: string): string {
	return text
		.trim()
		.replace(/^"(.*)"$/, '$1')
		.trim();
}

function isRate(text: string): boolean {
	return /^\d{1,9}(\.\d{1,10})?$/.test(text) && /[1-9]/.test(text);
}

function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "20 November 2026". */
function longDate(text: string): string | undefined {
	const [, day = '', name = '', year = ''] = /^(\d{1,2}) (\w+) (\d{4})$/.exec(text) ?? [];
	const month = MONTHS.findIndex((each) => each.toLowerCase() === name.toLowerCase()) + 1;
	const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDay(date) ? date : undefined;
}
