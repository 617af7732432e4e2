/**
 * Cells of a CSV file (RFC 4180). A spreadsheet takes a cell that begins with = + - @, tab or CR for a formula: such a text gets one leading ' that
 * the reader takes off again, and so does a text that begins with ' itself, so that the two cannot be mixed up. Plain numbers stay numbers.
 */
const FORMULA = /^[=+\-@\t\r'\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

export function neutral(text: string): string {
	return FORMULA.test(text) && !(text.startsWith('-') && NUMBER.test(text)) ? `'${text}` : text;
}

/** What `neutral` was given. Of a file that another program wrote: what stands there. */
export function restored(cell: string): string {
	return cell.startsWith("'") && neutral(cell.slice(1)) === cell ? cell.slice(1) : cell;
}

/** One record of texts, with its end of line. */
export function csvRow(texts: readonly string[], separator = ','): string {
	return cellsRow(texts.map(neutral), separator);
}

/** The same, of cells that are neutral already. */
export function cellsRow(cells: readonly string[], separator = ','): string {
	return `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;
}

export const BYTE_ORDER_MARK = '\ufeff';

function quoted(cell: string, separator: string): string {
	return cell.includes('"') || cell.includes(separator) || /[\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
