/** The table of lines. It breaks between lines where it can, inside a long description where it must, and repeats its head on every page. */
import type { DocumentLine, LineTotal } from '../../document.ts';
import { INK, legibleOnWhite, MUTED, RULE, tint } from '../colour.ts';
import { allowanceTexts, figuresOf, type LineFigures } from './line-texts.ts';
import type { Look } from './look.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet, Style } from './sheet.ts';

const PADDING = 5.2;
/** What a bar behind text stands out by, so that the text keeps to the page's verticals. */
const HANG = 10;
const GAP = 14;
/** Share of the width that figures may take before they are set smaller. */
const FIGURES_SHARE = 0.62;
const FIGURE_SIZES = [9.6, 9, 8.4, 7.6, 6.8];
const WIDEST_RATES = 74;
/** Share of the figures' room within which heads stay on one line. */
const WHOLE_HEADS = 0.95;

interface Column {
	role: keyof LineFigures;
	head: string;
	x: number;
	width: number;
}
interface Columns {
	text: number;
	size: number;
	figures: Column[];
}
interface Row {
	/** Lines of the first column, in order. */
	text: { text: string; style: Style }[];
	figures: LineFigures;
}

/** `tail` is the height that should stay on one page with the last line. */
export function paintTable(sheet: Sheet, look: Look, cursor: Cursor, tail: number): void {
	const { lines } = look.document.content;
	const totals = new Map(look.document.totals.lines.map((line) => [line.id, line]));
	const figures = lines.map((line) => figuresOf(line, totals.get(line.id), look));
	const columns = columnsFor(sheet, figures, look);
	if (lines.length > 0) sheet.reserve(cursor, 70);
	paintTableHead(sheet, columns, look, cursor);
	lines.forEach((line, i) => {
		const row: Row = { text: textOf(sheet, line, totals.get(line.id), columns.text, look), figures: figures[i]! };
		const isLast = i === lines.length - 1;
		paintRow(sheet, row, columns, look, cursor, isLast ? tail : 0);
		if (look.style.lineRules) sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, RULE, 0.5);
		else if (isLast) sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, INK, 0.7);
	});
}

/** Columns of figures are as wide as their widest figure; the text has the rest. */
function columnsFor(sheet: Sheet, rows: LineFigures[], { document, labels, priced }: Look): Columns {
	const gross = document.content.prices === 'gross';
	const heads: [Column['role'], string][] = [
		['quantity', labels.quantity],
		['price', gross ? labels.unitPriceGross : labels.unitPrice],
		['tax', labels.taxRate],
		['amount', `${gross ? labels.amountGross : labels.amount} ${document.totals.currency}`]
	];
	const shown = heads.filter(([role]) => (priced || role === 'quantity') && (role !== 'tax' || rows.some((row) => row.tax !== '')));
	const room = sheet.inner * FIGURES_SHARE - GAP * shown.length;
	const whole = shown.map(([role, head]) => naturalWidth(sheet, role, [head], rows, FIGURE_SIZES[0]!));
	if (total(whole) <= room * WHOLE_HEADS) return placed(sheet, shown, whole, FIGURE_SIZES[0]!);
	for (const size of FIGURE_SIZES) {
		const widths = shown.map(([role, head]) => naturalWidth(sheet, role, head.split(' '), rows, size));
		const sum = total(widths);
		if (sum > room && size !== FIGURE_SIZES.at(-1)) continue;
		const scale = Math.min(1, room / sum);
		return placed(
			sheet,
			shown,
			widths.map((width) => width * scale),
			size
		);
	}
	throw new Error('unreachable');
}

function total(widths: number[]): number {
	return widths.reduce((sum, width) => sum + width, 0);
}

function naturalWidth(sheet: Sheet, role: Column['role'], heads: string[], rows: LineFigures[], size: number): number {
	const words = Math.max(...heads.map((word) => sheet.measure(word, { size: SIZE.tiny })));
	const widest = rows.reduce((most, row) => Math.max(most, sheet.measure(row[role], { size })), 0);
	return Math.max(words, role === 'tax' ? Math.min(widest, WIDEST_RATES) : widest, 30) + 0.2;
}

function placed(sheet: Sheet, heads: [Column['role'], string][], widths: number[], size: number): Columns {
	const taken = total(widths) + GAP * widths.length;
	const text = sheet.inner - taken;
	let x = sheet.left + text;
	const figures = heads.map(([role, head], i) => {
		const column = { role, head, x: x + GAP, width: widths[i]! };
		x += GAP + widths[i]!;
		return column;
	});
	return { text, size, figures };
}

function paintTableHead(sheet: Sheet, { text, figures }: Columns, { labels, style: { tableHead }, colour }: Look, cursor: Cursor): void {
	const style = { size: SIZE.tiny, colour: tableHead === 'bar' ? legibleOnWhite(colour) : MUTED, role: 'table.head' };
	const step = leading(SIZE.tiny);
	const heads = [
		{ head: labels.description, x: sheet.left, width: text, align: 'left' as const },
		...figures.map((f) => ({ ...f, align: 'right' as const }))
	];
	const wrapped = heads.map((cell) => ({ ...cell, lines: sheet.wrap(cell.head, cell.width, style) }));
	const height = Math.max(...wrapped.map(({ lines }) => lines.length)) * step;
	if (tableHead === 'rules') {
		sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, INK, 0.7);
		cursor.y += 4;
	} else if (tableHead === 'bar') {
		const bar = { x: sheet.left - HANG, y: cursor.y - 1, width: sheet.inner + 2 * HANG, height: height + 8 };
		sheet.put(cursor.page, { kind: 'rectangle', ...bar, radius: 3, colour: tint(colour) });
		cursor.y += 3;
	}
	for (const { lines, ...box } of wrapped) {
		lines.forEach((line, i) => sheet.text(cursor.page, line, box, cursor.y + height - (lines.length - i) * step, style));
	}
	cursor.y += height + 4;
	if (tableHead !== 'bar') sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, INK, 0.7);
}

function textOf(sheet: Sheet, line: DocumentLine, total: LineTotal | undefined, width: number, look: Look): Row['text'] {
	const set = (text: string, style: Style) => sheet.wrap(text, width, style).map((part) => ({ text: part, style }));
	const quiet = { size: SIZE.small, colour: MUTED };
	return [
		...set(line.name, { weight: 'semibold', role: 'line.name' }),
		...set(line.description, { ...quiet, role: 'line.description' }),
		...set(look.format.period(line.periodStart, line.periodEnd), { ...quiet, role: 'line.period' }),
		...(look.priced ? allowanceTexts(line, total, look) : []).flatMap((text) => set(text, { ...quiet, role: 'line.allowance' }))
	];
}

function paintRow(sheet: Sheet, row: Row, columns: Columns, look: Look, cursor: Cursor, tail: number): void {
	const style = { size: columns.size };
	const cells = columns.figures.map((column) => ({ column, lines: sheet.wrap(row.figures[column.role], column.width, style) }));
	const figuresHeight = Math.max(...cells.map(({ lines }) => lines.length)) * leading(SIZE.text);
	const textHeight = row.text.reduce((sum, { style: { size } }) => sum + leading(size ?? SIZE.text), 0);
	const height = Math.max(figuresHeight, textHeight) + 2 * PADDING;
	const turn = () => {
		sheet.turn(cursor);
		paintTableHead(sheet, columns, look, cursor);
	};
	const whole = height <= sheet.room * 0.35 || cursor.y + height <= sheet.floor;
	const wanted = whole ? height : Math.min(height, figuresHeight + 4 * leading(SIZE.text));
	if (cursor.y + wanted > sheet.floor || (tail > 0 && whole && height + tail <= sheet.room * 0.8 && cursor.y + height + tail > sheet.floor))
		turn();

	cursor.y += PADDING;
	for (const { column, lines } of cells) {
		lines.forEach((text, i) => {
			const top = cursor.y + i * leading(SIZE.text) + (leading(SIZE.text) - leading(columns.size)) / 2;
			sheet.text(cursor.page, text, { ...column, align: 'right' }, top, { ...style, role: `line.${column.role}` });
		});
	}
	const end = { page: cursor.page, y: cursor.y + figuresHeight };
	for (const part of row.text) {
		const step = leading(part.style.size ?? SIZE.text);
		if (cursor.y + step > sheet.floor) {
			turn();
			cursor.y += PADDING;
		}
		sheet.text(cursor.page, part.text, { x: sheet.left, width: columns.text }, cursor.y, part.style);
		cursor.y += step;
	}
	if (cursor.page === end.page) cursor.y = Math.max(cursor.y, end.y);
	cursor.y += PADDING;
}
