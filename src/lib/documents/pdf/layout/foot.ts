/** What every page carries: the foot with the sender's line and the page's number, and the running head from the second page on. */
import { MUTED, onColour, RULE } from '../colour.ts';
import { footColumnsHeight, paintFootColumns } from './foot-columns.ts';
import type { PaperLook } from './look.ts';
import { leading, MARGIN, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

const MOST_LINES = 4;
const ABOVE = 12;
const STYLE = { size: SIZE.tiny, colour: MUTED };

/** Footer text in lines, when it is short enough to stand on every page. */
function footLines(sheet: Sheet, { document }: PaperLook): string[] {
	const lines = sheet.wrap(document.seller.footer ?? '', sheet.inner * 0.78, STYLE);
	return lines.length <= MOST_LINES ? lines : [];
}

/** Sets aside the room that `paintFeet` will fill. */
export function reserveFoot(sheet: Sheet, look: PaperLook): void {
	sheet.foot = ABOVE + 8 + Math.max(1, footLines(sheet, look).length) * leading(SIZE.tiny) + footColumnsHeight(sheet, look);
}

/** A footer longer than that follows the notes, once. */
export function paintLongFooter(sheet: Sheet, look: PaperLook, cursor: Cursor): void {
	if (footLines(sheet, look).length > 0) return;
	sheet.flow(cursor, look.document.seller.footer ?? '', { x: sheet.left, width: sheet.inner }, { ...STYLE, role: 'footer' });
}

export function paintFeet(sheet: Sheet, look: PaperLook): void {
	const { document, labels } = look;
	const box = { x: sheet.left, width: sheet.inner };
	const title = `${look.title} ${document.number ?? labels.draft}`.trim();
	const columns = footColumnsHeight(sheet, look);
	sheet.pages.forEach((_, page) => {
		const slip = page === sheet.pages.length - 1 ? sheet.slip : 0;
		const top = sheet.height - MARGIN.bottom - sheet.foot + ABOVE - slip;
		const below = top + 8 + columns;
		sheet.rule(page, box.x, top, box.width, RULE, 0.5);
		if (columns > 0) paintFootColumns(sheet, look, page, top + 8);
		footLines(sheet, look).forEach((text, i) => {
			sheet.text(page, text, box, below + i * leading(SIZE.tiny), { ...STYLE, role: 'footer' });
		});
		sheet.text(page, labels.page(page + 1, sheet.pages.length), { ...box, align: 'right' }, below, { ...STYLE, role: 'page' });
		if (page === 0) return;
		if (look.style.name === 'band') paintEdge(sheet, page, look.colour);
		const name = firstLine(sheet, document.seller.tradeName || document.seller.name, sheet.inner * 0.55);
		sheet.text(page, name, box, MARGIN.top, { ...STYLE, role: 'running.name' });
		const right = { ...box, align: 'right' as const };
		sheet.text(page, firstLine(sheet, title, sheet.inner * 0.4), right, MARGIN.top, { ...STYLE, role: 'running.title' });
		sheet.rule(page, box.x, MARGIN.top + leading(SIZE.tiny) + 5, box.width, RULE, 0.5);
	});
}

/** Pages after the first keep a strip of the band. */
function paintEdge(sheet: Sheet, page: number, colour: string): void {
	sheet.put(page, { kind: 'rectangle', x: 0, y: 0, width: sheet.width, height: 14, radius: 0, colour: onColour(colour).area });
}

function firstLine(sheet: Sheet, text: string, width: number): string {
	const [first = '', ...more] = sheet.wrap(text, width, STYLE);
	return more.length > 0 ? `${first.slice(0, -1)}…` : first;
}
