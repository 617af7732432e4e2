/** The first look: the mark at the left, the sender at the right, the title in the sender's colour, and a strip of facts below a rule. */
import { solid } from '../colour.ts';
import { ADDRESS_TOP, paintBuyer, paintDelivery, paintMark, paintSender, secondColumn } from './head-parts.ts';
import { FISCAL_TOP, paintFiscalCode } from './fiscal-code.ts';
import type { PaperLook } from './look.ts';
import { MARGIN } from './paper.ts';
import { type Cursor, later, type Sheet } from './sheet.ts';
import { paintFactStrip, paintTitle } from './title.ts';

export function paintClassicHead(sheet: Sheet, look: PaperLook): Cursor {
	const column = secondColumn(sheet);
	const wide = column.x - sheet.left - 24;
	const mark: Cursor = { page: 0, y: MARGIN.top };
	const code = paintFiscalCode(sheet, look.fiscalCode, FISCAL_TOP, column.x);
	paintMark(sheet, look, mark, { x: sheet.left, width: code ? code.left - sheet.left : wide });
	const sender: Cursor = { page: 0, y: MARGIN.top };
	paintSender(sheet, look, sender, column);
	const buyer = { page: mark.page, y: mark.page === 0 ? Math.max(ADDRESS_TOP, mark.y + 20, code?.bottom ?? 0) : mark.y };
	const delivery = later({ page: 0, y: buyer.page === 0 ? buyer.y : 0 }, { page: sender.page, y: sender.y + 14 });
	paintBuyer(sheet, look, buyer, wide);
	paintDelivery(sheet, look, delivery, column);
	const cursor = later(later(buyer, sender), delivery);
	cursor.y += 24;
	paintTitle(sheet, look, cursor);
	sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, solid(look.colour), 1.4);
	cursor.y += 9;
	paintFactStrip(sheet, look, cursor, look.facts);
	cursor.y += 12;
	return cursor;
}
