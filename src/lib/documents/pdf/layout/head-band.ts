/** A band of the sender's colour over the whole width: what it is and its number at the left, the amount due at the right. */
import { onColour, solid } from '../colour.ts';
import { ADDRESS_TOP, paintBuyer, paintDelivery, paintMark, paintSender, secondColumn } from './head-parts.ts';
import { paintFiscalCode } from './fiscal-code.ts';
import type { Fact } from './facts.ts';
import type { PaperLook } from './look.ts';
import { leading, SIZE } from './paper.ts';
import { type Cursor, later, type Sheet } from './sheet.ts';
import { paintFactStrip } from './title.ts';

const TITLE = 26;
const NUMBER = 13;
const TOP = 40;
const BELOW = 20;

export function paintBandHead(sheet: Sheet, look: PaperLook): Cursor {
	const due = look.facts.find(({ role }) => role === 'due');
	const bottom = paintBand(sheet, look, due);
	const column = secondColumn(sheet);
	const sender: Cursor = { page: 0, y: bottom + 24 };
	paintMark(sheet, look, sender, column, 13);
	sender.y += 6;
	paintSender(sheet, look, sender, column);
	const code = paintFiscalCode(sheet, look.fiscalCode, bottom + 14, column.x);
	const buyer = { page: 0, y: Math.max(ADDRESS_TOP, bottom + 20) };
	paintBuyer(sheet, look, buyer, code ? code.left - sheet.left : column.x - sheet.left - 24);
	if (code && buyer.page === 0) buyer.y = Math.max(buyer.y, code.bottom - 28);
	const delivery = { page: sender.page, y: sender.y + 14 };
	paintDelivery(sheet, look, delivery, column);
	const cursor = later(later(buyer, sender), delivery);
	cursor.y += 28;
	const rest = look.facts.filter((fact) => fact !== due);
	if (rest.length > 0) sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, solid(look.colour), 1.4);
	cursor.y += 9;
	paintFactStrip(sheet, look, cursor, rest);
	cursor.y += 10;
	return cursor;
}

/** @returns its lower edge: it grows with a number of several lines */
function paintBand(sheet: Sheet, { title, document, labels, colour }: PaperLook, due: Fact | undefined): number {
	const { area, text } = onColour(colour);
	const left = { x: sheet.left, width: sheet.inner * 0.52 };
	const right = { x: sheet.left + sheet.inner * 0.56, width: sheet.inner * 0.44, align: 'right' as const };
	const number = document.number ?? labels.draft;
	const lines = number.trim() === '' ? [] : sheet.wrap(number, left.width, { size: NUMBER });
	const names = due ? sheet.wrap(due.name, right.width, { size: SIZE.tiny }) : [];
	const band = { page: 0, y: TOP + leading(fitting(sheet, title, left.width, TITLE)) };
	const height = Math.max(band.y + lines.length * leading(NUMBER), TOP + names.length * leading(SIZE.tiny) + leading(SIZE.due)) + BELOW;
	sheet.put(0, { kind: 'rectangle', x: 0, y: 0, width: sheet.width, height, radius: 0, colour: area });
	const size = fitting(sheet, title, left.width, TITLE);
	sheet.text(0, title, left, TOP, { size, weight: 'semibold', colour: text, role: 'title' });
	lines.forEach((part, at) => {
		const role = document.number === undefined ? 'draft' : 'number';
		sheet.text(0, part, left, band.y + at * leading(NUMBER), { size: NUMBER, colour: text, role });
	});
	if (!due) return height;
	names.forEach((part, at) => {
		sheet.text(0, part, right, TOP + 3 + at * leading(SIZE.tiny), { size: SIZE.tiny, colour: text, role: 'fact.name' });
	});
	const dueSize = fitting(sheet, due.value, right.width, SIZE.due + 2);
	const top = TOP + 3 + names.length * leading(SIZE.tiny);
	sheet.text(0, due.value, right, top, { size: dueSize, weight: 'semibold', colour: text, role: due.role });
	return height;
}

/** The largest size up to `size` in which the text takes one line. */
function fitting(sheet: Sheet, text: string, width: number, size: number): number {
	while (size > 5 && sheet.measure(text, { size, weight: 'semibold' }) > width) size -= 0.5;
	return size;
}
