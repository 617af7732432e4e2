/** A table of short rows: dates and figures as wide as they are, words in what is left. Its head stands on every page. */
import { INK, MUTED, RULE } from '../colour.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

export interface LedgerColumn {
	role: string;
	head: string;
	align: 'left' | 'right';
	/** One column takes what the others leave. */
	wide?: boolean;
}

export interface LedgerCell {
	text: string;
	/** A second line, small. */
	detail?: string;
	colour?: string;
	strong?: boolean;
}

const PADDING = 4.4;
const GAP = 14;
const SIZES = [9.6, 9, 8.4, 7.6, 6.8];
/** The wide column keeps at least this share of the page. */
const WIDE_SHARE = 0.22;

interface Placed extends LedgerColumn {
	x: number;
	width: number;
}

/** `tail` is the height that should stay on one page with the last row. */
export function paintLedger(
	sheet: Sheet,
	columns: readonly LedgerColumn[],
	rows: readonly LedgerCell[][],
	cursor: Cursor,
	tail: number
): void {
	const { placed, size } = place(sheet, columns, rows);
	if (rows.length > 0) sheet.reserve(cursor, 60);
	paintHead(sheet, placed, cursor);
	rows.forEach((row, index) => {
		const cells = row.map((cell, at) => setCell(sheet, cell, placed[at]!, size));
		const height = Math.max(...cells.map((cell) => cell.height)) + 2 * PADDING;
		const kept = index === rows.length - 1 && height + tail <= sheet.room * 0.8 ? tail : 0;
		if (cursor.y + height + kept > sheet.floor) {
			sheet.turn(cursor);
			paintHead(sheet, placed, cursor);
		}
		cells.forEach((cell, at) => cell.paint(placed[at]!, cursor));
		cursor.y += height;
		sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, RULE, 0.5);
	});
}

function place(sheet: Sheet, columns: readonly LedgerColumn[], rows: readonly LedgerCell[][]): { placed: Placed[]; size: number } {
	const gaps = GAP * (columns.length - 1);
	for (const size of SIZES) {
		const widths = columns.map(({ head, wide }, at) => (wide ? 0 : natural(sheet, head, rows, at, size)));
		const rest = sheet.inner - gaps - widths.reduce((sum, width) => sum + width, 0);
		if (rest < sheet.inner * WIDE_SHARE && size !== SIZES.at(-1)) continue;
		let x = sheet.left;
		const placed = columns.map((column, at) => {
			const width = column.wide ? Math.max(rest, sheet.inner * WIDE_SHARE) : widths[at]!;
			const here = { ...column, x, width };
			x += width + GAP;
			return here;
		});
		return { placed, size };
	}
	throw new Error('unreachable');
}

function natural(sheet: Sheet, head: string, rows: readonly LedgerCell[][], at: number, size: number): number {
	const cells = rows.map((row) => {
		const { text, detail = '', strong } = row[at]!;
		return Math.max(sheet.measure(text, { size, weight: strong ? 'semibold' : 'regular' }), sheet.measure(detail, { size: SIZE.tiny }));
	});
	return (
		Math.max(
			sheet.measure(head, { size: SIZE.tiny }),
			cells.reduce((most, width) => Math.max(most, width), 0)
		) + 0.2
	);
}

function paintHead(sheet: Sheet, columns: readonly Placed[], cursor: Cursor): void {
	for (const column of columns)
		sheet.text(cursor.page, column.head, column, cursor.y, { size: SIZE.tiny, colour: MUTED, role: 'table.head' });
	cursor.y += leading(SIZE.tiny) + 4;
	sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, INK, 0.7);
}

function setCell(sheet: Sheet, cell: LedgerCell, column: Placed, size: number) {
	const weight = cell.strong ? 'semibold' : 'regular';
	const style = { size, weight, colour: cell.colour ?? INK, role: `ledger.${column.role}` } as const;
	const lines = sheet.wrap(cell.text, column.width, style);
	const details = sheet.wrap(cell.detail ?? '', column.width, { size: SIZE.tiny }).filter((line) => line !== '');
	const step = leading(SIZE.text);
	return {
		height: Math.max(1, lines.length) * step + details.length * leading(SIZE.tiny),
		paint(box: Placed, cursor: Cursor) {
			let y = cursor.y + PADDING;
			for (const text of lines) {
				sheet.text(cursor.page, text, box, y + (step - leading(size)) / 2, style);
				y += step;
			}
			for (const text of details) {
				sheet.text(cursor.page, text, box, y, { size: SIZE.tiny, colour: cell.colour ?? MUTED, role: `ledger.${column.role}.detail` });
				y += leading(SIZE.tiny);
			}
		}
	};
}
