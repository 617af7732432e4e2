/** Where the other side signs: that it accepts an estimate, or that the goods have come. */
import type { DocumentType } from '../../document.ts';
import { MUTED } from '../colour.ts';
import { caption } from './head-parts.ts';
import type { Look } from './look.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

/** Room for the hand above the line. */
const HAND = 38;
const GUTTER = 24;
const ABOVE = 14;
/** Share of the width that place and day take. */
const DAY = 0.38;

/** At the cursor, always in one piece. */
export function paintSignature(sheet: Sheet, { document, labels }: Look, cursor: Cursor): void {
	const said = wordsFor(document.content.type, labels.signature);
	if (said === undefined) return;
	const style = { size: SIZE.tiny, colour: MUTED };
	const day = { x: sheet.left, width: Math.round(sheet.inner * DAY) };
	const x = day.x + day.width + GUTTER;
	const name = { x, width: sheet.left + sheet.inner - x };
	const under = [
		{ box: day, lines: sheet.wrap(labels.signature.day, day.width, style) },
		{ box: name, lines: sheet.wrap(labels.signature.name, name.width, style) }
	];
	const saidHeight = sheet.wrap(said, sheet.inner, style).length * leading(SIZE.tiny);
	const underHeight = Math.max(...under.map(({ lines }) => lines.length)) * leading(SIZE.tiny);
	sheet.reserve(cursor, ABOVE + saidHeight + HAND + underHeight + 4);
	cursor.y += ABOVE;
	caption(sheet, cursor, said, { x: sheet.left, width: sheet.inner }, 'signature.caption');
	cursor.y += HAND;
	for (const { box, lines } of under) {
		sheet.rule(cursor.page, box.x, cursor.y, box.width, MUTED, 0.6);
		lines.forEach((text, at) => {
			sheet.text(cursor.page, text, box, cursor.y + 3 + at * leading(SIZE.tiny), { ...style, role: 'signature.name' });
		});
	}
	cursor.y += 3 + underHeight + 8;
}

function wordsFor(type: DocumentType, words: Look['labels']['signature']): string | undefined {
	if (type === 'estimate') return words.accepted;
	return type === 'delivery-note' ? words.received : undefined;
}
