import { BYTE_ORDER_MARK, cellsRow, csvRow, neutral } from '../exchange/csv/cells.ts';
import type { Cell, Table } from './table.ts';

/** With the mark that tells spreadsheets it is UTF-8. A name that begins like a formula is none there. */
export function csvTable({ about, head, rows }: Table): string {
	const text = (cell: Cell) => ('number' in cell ? cell.number : neutral(cell.text));
	const lines = [...about.map((line) => csvRow([line])), csvRow(head), ...rows.map((row) => cellsRow(row.map(text)))];
	return BYTE_ORDER_MARK + lines.join('');
}
