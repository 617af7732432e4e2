/** What follows the lines: how to pay at the left, the sums at the right, then terms and notes over the full width. */
import { instalmentsOf } from '../../instalments.ts';
import { isInvoice } from '../../kinds.ts';
import { INK, MUTED, RULE } from '../colour.ts';
import { accountPairs, accountsFor } from './accounts.ts';
import { caption } from './head-parts.ts';
import { payableLabel } from './facts.ts';
import type { Look } from './look.ts';
import { leading, SIZE } from './paper.ts';
import { paintPaymentCode } from './payment-code.ts';
import { paintPaymentLink } from './payment-link.ts';
import { paintProofCode } from './proof-code.ts';
import { paintSignature } from './signature.ts';
import { type Cursor, later, Sheet, type Style } from './sheet.ts';
import { dueColours } from './template.ts';
import { baseRows, type SumRow, sumRows, taxNotes } from './sums.ts';

interface Box {
	x: number;
	width: number;
}
interface SetRow {
	role: string;
	names: string[];
	details: string[];
	value: string;
	valueWidth: number;
	strong: boolean;
	height: number;
}

const SPACE_ABOVE = 16;
const VALUE_GAP = 12;
const ROW_GAP = 2;
/** The tinted panel hangs out by its padding, so that its text stands on the same verticals as the sums and the table. */
const PANEL = { hang: 10, padding: 9, above: 7, radius: 3 };
const QUIET = { size: SIZE.small, colour: MUTED };

/** Width of the sums: wider than the grid's second column, so that a tax with its base stands on one line. */
function sumsBox(sheet: Sheet): Box {
	const width = Math.round(sheet.inner * 0.5);
	return { x: sheet.left + sheet.inner - width, width };
}

/** Terms and notes up to this length stand under the payment, beside the sums. */
const SHORT_NOTES = 360;

/** Height of what the last line wants to stand on one page with: sums and payment, side by side. */
export function closeHeight(sheet: Sheet, look: Look): number {
	const scratch = new Sheet({ width: sheet.width, height: Infinity }, sheet.metrics);
	const start = { page: 0, y: 0 };
	const sums = paintProofCode(scratch, look, paintSums(scratch, look, { ...start }), sumsBox(sheet));
	const payment = paintPayment(scratch, look, { ...start }, paymentBox(sheet));
	return SPACE_ABOVE + later(sums, payment).y;
}

export function paintClose(sheet: Sheet, look: Look, cursor: Cursor): Cursor {
	const height = closeHeight(sheet, look);
	if (height <= sheet.room) sheet.reserve(cursor, height);
	cursor.y += SPACE_ABOVE;
	const sums = paintProofCode(sheet, look, paintSums(sheet, look, { ...cursor }), sumsBox(sheet));
	const payment = paintPayment(sheet, look, { ...cursor }, paymentBox(sheet));
	const { terms, notes } = look.document.content;
	const short = terms.length + notes.length <= SHORT_NOTES;
	if (short) paintNotes(sheet, look, payment, paymentBox(sheet), SIZE.small);
	const end = later(sums, payment);
	end.y += 10;
	const full = { x: sheet.left, width: sheet.inner };
	if (!short) paintNotes(sheet, look, end, full, SIZE.text);
	for (const { name, value } of look.longFields) paintNote(sheet, end, name, value, full, SIZE.text, 'customField');
	paintSignature(sheet, look, end);
	return end;
}

function paymentBox(sheet: Sheet): Box {
	return { x: sheet.left, width: sumsBox(sheet).x - sheet.left - 30 };
}

function setRows(sheet: Sheet, look: Look, rows: SumRow[], small = false): SetRow[] {
	const box = sumsBox(sheet);
	const size = small ? SIZE.small : SIZE.text;
	return rows.map(({ role, label, value, detail = '', strong = false }) => {
		const weight = strong ? 'semibold' : 'regular';
		const valueWidth = Math.min(sheet.measure(value, { size, weight }), box.width * 0.7);
		const room = box.width - valueWidth - VALUE_GAP;
		const names = sheet.wrap(label, room, { size, weight });
		const details = sheet.wrap(detail, room, { size: SIZE.tiny });
		const height = Math.max(1, names.length) * leading(size) + details.length * leading(SIZE.tiny) + 2 * ROW_GAP;
		return { role, names, details, value, valueWidth, strong, height };
	});
}

function paintSums(sheet: Sheet, look: Look, cursor: Cursor): Cursor {
	if (!look.priced) return cursor;
	const rows = setRows(sheet, look, sumRows(look.document, look.labels, look.format));
	for (const row of rows) paintSumRow(sheet, row, cursor, SIZE.text, INK);
	paintDue(sheet, look, cursor);
	const base = setRows(sheet, look, baseRows(look.document, look.labels, look.format), true);
	if (base.length > 0) cursor.y += 4;
	for (const row of base) paintSumRow(sheet, row, cursor, SIZE.small, MUTED);
	return cursor;
}

function paintSumRow(sheet: Sheet, row: SetRow, cursor: Cursor, size: number, colour: string): void {
	const box = sumsBox(sheet);
	sheet.reserve(cursor, row.height);
	const style: Style = { size, colour, weight: row.strong ? 'semibold' : 'regular', role: row.role };
	let y = cursor.y + ROW_GAP;
	sheet.text(cursor.page, row.value, { ...box, align: 'right' }, y, style);
	for (const text of row.names) {
		sheet.text(cursor.page, text, box, y, { ...style, role: `${row.role}.name` });
		y += leading(size);
	}
	for (const text of row.details) {
		sheet.text(cursor.page, text, box, y, { size: SIZE.tiny, colour: MUTED, role: `${row.role}.detail` });
		y += leading(SIZE.tiny);
	}
	cursor.y += row.height;
}

interface Due {
	label: string;
	value: string;
	size: number;
	stacked: boolean;
	inner: number;
}

/** The largest size that fits beside its label, else one below the other, as small as it takes. */
function dueOf(sheet: Sheet, { document, labels, format, style }: Look): Due {
	const { payable, currency } = document.totals;
	const inner = sumsBox(sheet).width;
	const label = payableLabel(document.content.type, payable, labels);
	const value = format.money(payable, currency);
	const labelWidth = sheet.measure(label, { size: SIZE.lead, weight: 'semibold' });
	const wide = (size: number) => sheet.measure(value, { size, weight: 'semibold' });
	for (const size of [SIZE.due, 17, 15, 13].filter((each) => each <= style.dueSize)) {
		if (labelWidth + VALUE_GAP + wide(size) <= inner) return { label, value, size, stacked: false, inner };
	}
	let size = style.dueSize;
	while (wide(size) > inner && size > 5) size -= 0.5;
	return { label, value, size, stacked: true, inner };
}

function dueHeight(sheet: Sheet, look: Look): number {
	const { size, stacked } = dueOf(sheet, look);
	return PANEL.above + 2 * PANEL.padding + leading(size) + (stacked ? leading(SIZE.lead) : 0);
}

function paintDue(sheet: Sheet, look: Look, cursor: Cursor): void {
	const { label, value, size, stacked, inner } = dueOf(sheet, look);
	const height = dueHeight(sheet, look);
	sheet.reserve(cursor, height);
	const box = sumsBox(sheet);
	const colours = dueColours(look.style, look.colour);
	const panel = { x: box.x - PANEL.hang, y: cursor.y + PANEL.above, width: inner + 2 * PANEL.hang, height: height - PANEL.above };
	if (colours.panel) sheet.put(cursor.page, { kind: 'rectangle', ...panel, radius: PANEL.radius, colour: colours.panel });
	else for (const y of [panel.y, panel.y + panel.height - 2, panel.y + panel.height]) sheet.rule(cursor.page, box.x, y, inner, INK, 0.6);
	let y = panel.y + PANEL.padding;
	const labelTop = stacked ? y : y + (leading(size) - leading(SIZE.lead)) / 2;
	sheet.text(cursor.page, label, box, labelTop, { size: SIZE.lead, weight: 'semibold', colour: colours.text, role: 'total.payable.name' });
	if (stacked) y += leading(SIZE.lead);
	sheet.text(cursor.page, value, { ...box, align: 'right' }, y, { size, weight: 'semibold', colour: colours.text, role: 'total.payable' });
	cursor.y += height;
}

function paintPayment(sheet: Sheet, look: Look, cursor: Cursor, box: Box): Cursor {
	const { content, totals, number, seller } = look.document;
	const asks = totals.payable > 0n && isInvoice(content.type);
	const accounts = asks ? accountsFor(seller.bankAccounts, content.currency) : [];
	const parts = asks && (content.instalments?.length ?? 0) > 1 ? instalmentsOf(content, totals.payable) : [];
	const due = asks && content.dueDate && parts.length === 0 ? look.labels.payBy(look.format.date(content.dueDate)) : '';
	const link = look.paymentLink;
	if (due || accounts.length > 0 || parts.length > 0 || link) {
		caption(sheet, cursor, parts.length > 0 ? look.labels.instalments : look.labels.payment, box, 'payment.caption');
		if (due) sheet.flow(cursor, due, box, { weight: 'semibold', role: 'payment.due' });
		for (const { date, amount } of parts)
			paintInstalment(sheet, cursor, look.format.date(date), look.format.money(amount, totals.currency), box);
		if (parts.length > 0) cursor.y += 4;
		for (const account of accounts) {
			cursor.y += 4;
			paintPairs(sheet, cursor, accountPairs(account, look, accounts.length > 1), box, 'payment.account');
		}
		if (number && accounts.length > 0) paintPairs(sheet, cursor, [[look.labels.reference, number]], box, 'payment.reference');
		if (look.code) paintPaymentCode(sheet, look.code, look.labels, cursor, box);
		if (link) paintPaymentLink(sheet, link, look.labels, cursor, box);
		cursor.y += 12;
	}
	const texts = look.priced ? taxNotes(look.document, look.labels, look.format) : [];
	if (texts.length > 0) {
		caption(sheet, cursor, look.labels.taxNotes, box, 'tax.caption');
		for (const text of texts) sheet.flow(cursor, text, box, { size: SIZE.small, role: 'tax.note' });
		cursor.y += 12;
	}
	return cursor;
}

/** A day and what is due by it, in figures that stand under each other. */
function paintInstalment(sheet: Sheet, cursor: Cursor, date: string, amount: string, box: Box): void {
	const style = { size: SIZE.text, weight: 'semibold', role: 'payment.instalment' } as const;
	const wide = sheet.measure(amount, style);
	const days = { x: box.x, width: box.width - wide - VALUE_GAP };
	const lines = days.width < 40 ? [] : sheet.wrap(date, days.width, { size: SIZE.text });
	if (lines.length === 0 || lines.length > 2) return paintPairs(sheet, cursor, [[date, amount]], box, 'payment.instalment');
	sheet.reserve(cursor, lines.length * leading(SIZE.text) + 3);
	sheet.text(cursor.page, amount, { ...box, align: 'right' }, cursor.y, style);
	for (const text of lines) {
		sheet.text(cursor.page, text, days, cursor.y, { role: 'payment.instalment.name' });
		cursor.y += leading(SIZE.text);
	}
	cursor.y += 3;
	sheet.rule(cursor.page, box.x, cursor.y - 1.5, box.width, RULE, 0.5);
}

/** Names in a narrow column, values beside them. */
export function paintPairs(sheet: Sheet, cursor: Cursor, pairs: [string, string][], box: Box, role: string): void {
	const names = Math.min(88, box.width * 0.4);
	for (const [name, value] of pairs) {
		const nameLines = sheet.wrap(name, names - 6, QUIET);
		const valueBox = name === '' ? box : { x: box.x + names, width: box.width - names };
		const valueLines = sheet.wrap(value, valueBox.width, { size: SIZE.small });
		const step = leading(SIZE.small);
		for (let i = 0; i < Math.max(nameLines.length, valueLines.length); i++) {
			sheet.reserve(cursor, step);
			sheet.text(cursor.page, nameLines[i] ?? '', { x: box.x, width: names }, cursor.y, { ...QUIET, role: `${role}.name` });
			sheet.text(cursor.page, valueLines[i] ?? '', valueBox, cursor.y, { size: SIZE.small, role });
			cursor.y += step;
		}
	}
}

function paintNotes(sheet: Sheet, look: Look, cursor: Cursor, box: Box, size: number): void {
	const { terms, notes } = look.document.content;
	paintNote(sheet, cursor, look.labels.terms, terms, box, size, 'terms');
	paintNote(sheet, cursor, look.labels.notes, notes, box, size, 'notes');
}

function paintNote(sheet: Sheet, cursor: Cursor, name: string, text: string, box: Box, size: number, role: string): void {
	if (text.trim() === '') return;
	sheet.reserve(cursor, leading(SIZE.tiny) + 2 * leading(size));
	caption(sheet, cursor, name, box, `${role}.caption`);
	sheet.flow(cursor, text, box, { size, role });
	cursor.y += 10;
}
