/**
 * The first sheet of an Excel workbook (ECMA-376) as a table of texts. Only what cells show is read: a date as ISO 8601, a length of time as hours and
 * minutes, a number with a point. Nothing is reckoned: a cell with a formula is empty, as are the sums that programs write below their tables.
 */
import { BYTE_ORDER_MARK, csvRow } from '../csv/cells.ts';
import { ImportRefused } from '../json/problem.ts';
import { XmlTokens, type OpenTag } from '../xml/tokens.ts';
import { unzipped, type ZipEntry } from '../zip/unzip.ts';
import { ForeignRefused } from './problem.ts';

const MOST_SHEET = 256 * 1024 * 1024;
const MOST_PART = 64 * 1024 * 1024;
const MOST_CELLS = 5_000_000;
const MOST_COLUMNS = 256;
/** Texts that are joined before they are laid aside. */
const ROWS_AT_ONCE = 2000;

type Shown = 'number' | 'date' | 'time';

interface Workbook {
	shared: readonly string[];
	/** By the style of a cell. */
	shown: readonly Shown[];
	/** Days between the two calendars of workbooks. */
	shift: number;
}

/** Refused as `spreadsheet` where it is none that can be read: the remedy is the same, a table as CSV. */
export async function sheetAsCsv(file: Blob, entries: readonly ZipEntry[]): Promise<Blob> {
	const part = (name: string, most = MOST_PART) => {
		const entry = entries.find((each) => each.name === name);
		return entry && unzipped(file, entry, most);
	};
	const sheet = await part('xl/worksheets/sheet1.xml', MOST_SHEET);
	if (!sheet) throw new ForeignRefused('spreadsheet');
	try {
		const shared = await part('xl/sharedStrings.xml');
		const styles = await part('xl/styles.xml');
		const book = await part('xl/workbook.xml');
		return await tableOf(sheet, {
			shared: shared ? await sharedTexts(shared) : [],
			shown: styles ? await stylesOf(styles) : [],
			shift: book && (await countsFrom1904(book)) ? 1462 : 0
		});
	} catch (cause) {
		throw cause instanceof ImportRefused ? new ForeignRefused('spreadsheet') : cause;
	}
}

async function tableOf(sheet: Blob, book: Workbook): Promise<Blob> {
	const parts: Blob[] = [];
	let lines: string[] = [BYTE_ORDER_MARK];
	let row: string[] = [];
	let cell: { at: number; type: string; style: number; text: string; hasFormula: boolean } | undefined;
	let inside = '';
	let cells = 0;
	const tokens = new XmlTokens(sheet.stream());
	for (let token = await tokens.next(); token; token = await tokens.next()) {
		if (token.kind === 'text') {
			if (cell && (inside === 'v' || inside === 't')) cell.text += token.text;
			continue;
		}
		if (token.kind === 'open') {
			inside = token.empty ? '' : token.name;
			if (token.name === 'row') row = [];
			else if (token.name === 'f' && cell) cell.hasFormula = true;
			else if (token.name === 'c') {
				const { attributes } = token;
				const at = columnOf(attributes.get('r'), row.length);
				if (at >= MOST_COLUMNS || ++cells > MOST_CELLS) throw new ForeignRefused('too-large');
				cell = { at, type: attributes.get('t') ?? 'n', style: Number(attributes.get('s') ?? 0), text: '', hasFormula: false };
				if (token.empty) cell = undefined;
			}
			continue;
		}
		inside = '';
		if (token.name === 'c' && cell) {
			// What lies between it and the one before is empty.
			row[cell.at] = cell.hasFormula ? '' : textOf(cell, book);
			cell = undefined;
		} else if (token.name === 'row') {
			lines.push(csvRow(row));
			if (lines.length < ROWS_AT_ONCE) continue;
			parts.push(new Blob(lines));
			lines = [];
		}
	}
	return new Blob([...parts, ...lines]);
}

function textOf({ type, style, text }: { type: string; style: number; text: string }, { shared, shown, shift }: Workbook): string {
	if (type === 's') return shared[Number(text)] ?? '';
	if (type === 'e') return '';
	if (type !== 'n' || text === '') return text;
	const value = Number(text);
	if (!Number.isFinite(value)) throw new ForeignRefused('spreadsheet');
	if (shown[style] === 'date') return dayAndTime(value + shift);
	if (shown[style] === 'time') return clock(Math.round(value * 86_400));
	// A workbook counts in binary floating point: 15 digits of it are true.
	const plain = String(Number(value.toPrecision(15)));
	return plain.includes('e') ? value.toFixed(10) : plain;
}

/** Days since the end of 1899. */
function dayAndTime(days: number): string {
	const time = Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000;
	if (!(days > 0 && days < 2_958_466)) return '';
	const text = new Date(time).toISOString();
	return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

function clock(seconds: number): string {
	const two = (value: number) => String(value).padStart(2, '0');
	const size = Math.abs(seconds);
	return `${seconds < 0 ? '-' : ''}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}:${two(size % 60)}`;
}

/** "AB7" is 27. */
function columnOf(reference: string | undefined, next: number): number {
	const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0];
	if (letters === undefined) return next;
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	// Cells stand in their order: one that goes back would take the place of another.
	if (column - 1 < next) throw new ForeignRefused('spreadsheet');
	return column - 1;
}

/** What each shared text says, without how it is written and read aloud. */
async function sharedTexts(file: Blob): Promise<string[]> {
	const texts: string[] = [];
	let [inText, aloud] = [false, false];
	const tokens = new XmlTokens(file.stream());
	for (let token = await tokens.next(); token; token = await tokens.next()) {
		if (token.kind === 'text') {
			if (inText && !aloud) texts[texts.length - 1] += token.text;
			continue;
		}
		const isOpen = token.kind === 'open' && !token.empty;
		if (token.name === 'si' && token.kind === 'open') texts.push('');
		if (token.name === 't') inText = isOpen && texts.length > 0;
		if (token.name === 'rPh') aloud = isOpen;
	}
	return texts;
}

async function stylesOf(file: Blob): Promise<Shown[]> {
	const codes = new Map<number, string>();
	const shown: Shown[] = [];
	let inCells = false;
	for await (const { name, attributes, isClose } of tagsOf(file)) {
		if (name === 'cellXfs') inCells = !isClose;
		else if (name === 'numFmt') codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
		else if (name === 'xf' && inCells && !isClose) shown.push(shownBy(Number(attributes.get('numFmtId') ?? 0), codes));
	}
	return shown;
}

/** Numbers below 164 mean the same everywhere (18.8.30 of the standard); the rest are said by their letters. */
function shownBy(id: number, codes: ReadonlyMap<number, string>): Shown {
	if ((id >= 14 && id <= 17) || id === 22) return 'date';
	if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time';
	// Without what stands in quotes, and colours and conditions in brackets; [h] are hours beyond a day.
	const code = (codes.get(id) ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
	if (/[yd]/i.test(code)) return 'date';
	return /[hs]/i.test(code) ? 'time' : 'number';
}

async function countsFrom1904(file: Blob): Promise<boolean> {
	for await (const { name, attributes } of tagsOf(file))
		if (name === 'workbookPr') return /^(1|true)$/.test(attributes.get('date1904') ?? '');
	return false;
}

async function* tagsOf(file: Blob): AsyncGenerator<{ name: string; attributes: OpenTag['attributes']; isClose: boolean }> {
	const none: OpenTag['attributes'] = new Map();
	const tokens = new XmlTokens(file.stream());
	for (let token = await tokens.next(); token; token = await tokens.next()) {
		if (token.kind === 'open') yield { name: token.name, attributes: token.attributes, isClose: false };
		else if (token.kind === 'close') yield { name: token.name, attributes: none, isClose: true };
	}
}
