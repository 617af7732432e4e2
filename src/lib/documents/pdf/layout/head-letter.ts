/** A plain business letter: the sender in one line above the address, a block of facts beside it, and a subject line. */
import { addressLines } from '../address.ts';
import { INK, legibleOnWhite, MUTED, RULE } from '../colour.ts';
import { FISCAL_TOP, paintFiscalCode } from './fiscal-code.ts';
import { isSenderAtFoot } from './foot-columns.ts';
import { ADDRESS_TOP, caption, paintBuyer, paintDelivery, paintMark, paintSender, secondColumn } from './head-parts.ts';
import type { Fact } from './facts.ts';
import type { PaperLook } from './look.ts';
import { leading, MARGIN, SIZE } from './paper.ts';
import { type Cursor, later, type Sheet } from './sheet.ts';
import { paintTitle } from './title.ts';

const SUBJECT = 16;
const ROW_GAP = 2.4;
/** Share of the block of facts that their names take. */
const NAMES = 0.44;

export function paintLetterHead(sheet: Sheet, look: PaperLook): Cursor {
	const column = secondColumn(sheet);
	const wide = column.x - sheet.left - 24;
	const mark: Cursor = { page: 0, y: MARGIN.top };
	const code = paintFiscalCode(sheet, look.fiscalCode, FISCAL_TOP, column.x);
	paintMark(sheet, look, mark, { x: sheet.left, width: code ? code.left - sheet.left : sheet.inner }, 16);
	const top = { page: mark.page, y: mark.page === 0 ? Math.max(ADDRESS_TOP - 18, mark.y + 22, code?.bottom ?? 0) : mark.y };
	const buyer = { ...top };
	if (look.document.buyer) {
		paintReturnLine(sheet, look, buyer, wide);
		paintBuyer(sheet, look, buyer, wide, '');
	}
	const facts = { ...top };
	if (!isSenderAtFoot(sheet, look)) {
		paintSender(sheet, look, facts, column);
		facts.y += 12;
	}
	paintFactBlock(sheet, look, facts, column);
	const delivery = later({ page: 0, y: 0 }, { page: facts.page, y: facts.y + 14 });
	paintDelivery(sheet, look, delivery, column);
	const cursor = later(later(buyer, facts), delivery);
	cursor.y += 26;
	paintTitle(sheet, look, cursor, { size: SUBJECT, colour: INK, weight: 'semibold' });
	cursor.y += 4;
	return cursor;
}

/** What the post brings back to whom: one line in small print, over a thin rule. */
function paintReturnLine(sheet: Sheet, { document: { seller } }: PaperLook, cursor: Cursor, width: number): void {
	const line = [seller.tradeName || seller.name, ...addressLines(seller.address)].join(' · ').replaceAll(/\s+/g, ' ');
	const style = { size: 6.6, colour: MUTED };
	const parts = sheet.wrap(line, width, style);
	caption(sheet, cursor, parts.length > 2 ? parts.slice(0, 2).join(' ') : line, { x: sheet.left, width }, 'seller.return');
	sheet.rule(cursor.page, sheet.left, cursor.y, width, RULE, 0.5);
	cursor.y += 7;
}

function paintFactBlock(sheet: Sheet, look: PaperLook, cursor: Cursor, box: { x: number; width: number }): void {
	for (const fact of look.facts) paintFact(sheet, fact, cursor, box, legibleOnWhite(look.colour));
}

function paintFact(
	sheet: Sheet,
	{ name, value, role, strong }: Fact,
	cursor: Cursor,
	box: { x: number; width: number },
	brand: string
): void {
	const names = { x: box.x, width: box.width * NAMES - 8 };
	const values = { x: box.x + box.width * NAMES, width: box.width * (1 - NAMES) };
	const quiet = { size: SIZE.small, colour: MUTED };
	const voice = { size: SIZE.small, ...(strong && ({ weight: 'semibold', colour: brand } as const)) };
	const left = sheet.wrap(name, names.width, quiet);
	const right = sheet.wrap(value, values.width, voice);
	const step = leading(SIZE.small);
	for (let at = 0; at < Math.max(left.length, right.length); at++) {
		sheet.reserve(cursor, step);
		sheet.text(cursor.page, left[at] ?? '', names, cursor.y, { ...quiet, role: 'fact.name' });
		sheet.text(cursor.page, right[at] ?? '', values, cursor.y, { ...voice, role });
		cursor.y += step;
	}
	cursor.y += ROW_GAP;
}
