/** The address of a page to pay on, in full and to be clicked: paper shows what a click would open. */
import type { DocumentLabels } from '../labels/labels.ts';
import { INK, MUTED } from '../colour.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

const ABOVE = 4;

export function paintPaymentLink(
	sheet: Sheet,
	url: string,
	{ payOnline }: DocumentLabels,
	cursor: Cursor,
	box: { x: number; width: number }
): void {
	const step = leading(SIZE.small);
	const style = { size: SIZE.small, colour: INK, role: 'payment.link' };
	sheet.reserve(cursor, ABOVE + 2 * step);
	cursor.y += ABOVE;
	sheet.text(cursor.page, payOnline, box, cursor.y, { size: SIZE.small, colour: MUTED, role: 'payment.link.name' });
	cursor.y += step;
	for (const line of sheet.wrap(url, box.width, style)) {
		sheet.reserve(cursor, step);
		sheet.text(cursor.page, line, box, cursor.y, style);
		const width = sheet.measure(line, style);
		sheet.put(cursor.page, { kind: 'link', x: box.x, y: cursor.y, width, height: step, url });
		cursor.y += step;
	}
}
