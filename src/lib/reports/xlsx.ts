/**
 * A table as an Excel workbook (ECMA-376), written here and by no library. What is wanted is one sheet of texts and numbers; the libraries that were
 * looked at read and draw too and weigh for it: ExcelJS 4.4 brings nine packages, among them archivers for Node, and has not moved for years; SheetJS
 * gives new versions out elsewhere than in the registry, which stopped at 0.18.5; write-excel-file would do, with a second ZIP writer beside ours.
 *
 * Every text is an inline string, which no program takes for a formula. Numbers are what a spreadsheet adds up; it counts in binary floating point, so
 * one with more than 15 digits stays a text, exact.
 */
import { zipParts, type ZipMember } from '../exchange/zip/zip.ts';
import type { Cell, Table } from './table.ts';

const TYPE = 'application/vnd.openxmlformats-officedocument';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const XLSX_TYPE = `${TYPE}.spreadsheetml.sheet`;

const MOST_DIGITS = 15;
/** Styles by their place in styles.xml: none, bold, then numbers with so many places. */
const BOLD = 1;
const PLACES = [0, 2, 3, 4];

/** @param at date that the archive's files bear */
export async function xlsx(table: Table, at: Date): Promise<Blob> {
	const parts: Uint8Array<ArrayBuffer>[] = [];
	for await (const part of zipParts(members(table), at)) parts.push(part);
	return new Blob(parts, { type: XLSX_TYPE });
}

async function* members(table: Table): AsyncGenerator<ZipMember> {
	const text = new TextEncoder();
	const files: Record<string, string> = {
		'[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${XLSX_TYPE}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.spreadsheetml.styles+xml"/></Types>`,
		'_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets><sheet name="${escaped(sheetName(table.name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': styles(),
		'xl/worksheets/sheet1.xml': sheet(table)
	};
	for (const [name, content] of Object.entries(files)) yield { name, input: text.encode(DECLARATION + content) };
}

function sheet({ about, head, rows }: Table): string {
	const all: { cells: readonly Cell[]; isHead: boolean }[] = [
		...about.map((text) => ({ cells: [{ text }], isHead: false })),
		{ cells: [], isHead: false },
		{ cells: head.map((text) => ({ text })), isHead: true },
		...rows.map((cells) => ({ cells, isHead: false }))
	];
	const lines = all.map(({ cells, isHead }, at) => {
		const inside = cells.map((each, column) => cell(each, `${columnName(column)}${at + 1}`, isHead)).join('');
		return `<row r="${at + 1}">${inside}</row>`;
	});
	const widths = `<cols><col min="1" max="1" width="44" customWidth="1"/><col min="2" max="${Math.max(2, head.length)}" width="16" customWidth="1"/></cols>`;
	return `<worksheet xmlns="${MAIN}">${widths}<sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function cell(value: Cell, at: string, isHead: boolean): string {
	if ('number' in value && value.number.replace(/\D/g, '').length <= MOST_DIGITS)
		return `<c r="${at}" s="${BOLD + 1 + Math.max(0, PLACES.indexOf(value.places))}"><v>${value.number}</v></c>`;
	const text = 'number' in value ? value.number : value.text;
	if (text === '') return '';
	return `<c r="${at}"${isHead ? ` s="${BOLD}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function styles(): string {
	const code = (places: number) => `#,##0${places > 0 ? `.${'0'.repeat(places)}` : ''}`;
	const formats = PLACES.map((places, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code(places)}"/>`).join('');
	const numbers = PLACES.map(
		(_, at) => `<xf numFmtId="${164 + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`
	).join('');
	return `<styleSheet xmlns="${MAIN}"><numFmts count="${PLACES.length}">${formats}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${2 + PLACES.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${numbers}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** A, B … Z, AA … */
function columnName(column: number): string {
	return column < 26 ? String.fromCharCode(65 + column) : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);
}

/** No more than 31 characters, none of which means anything in a formula. */
function sheetName(name: string): string {
	return (
		name
			.replace(/[\\/?*[\]:']/g, ' ')
			.slice(0, 31)
			.trim() || 'Sheet'
	);
}

function escaped(text: string): string {
	return [...text]
		.map((character) => (isSayable(character.codePointAt(0)!) ? character : '\ufffd'))
		.join('')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** In XML 1.0: no control characters but three, and no half of a character. */
function isSayable(code: number): boolean {
	if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
	return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
