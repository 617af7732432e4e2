/**
 * The code that proves who issued the document: below the sums, as far from the code to pay with as the page lets it, with words that tell them apart.
 * The code is a link too, for who has the file and no camera.
 */
import { qrModules } from '../../../ui/qr-modules.ts';
import { MUTED } from '../colour.ts';
import type { Look } from './look.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

/** 38 mm: at the sizes that occur a module is no smaller than 0.4 mm, which is read back from 150 dots per inch. */
const SIDE = 108;
const SPACE = 12;

export function paintProofCode(
	sheet: Sheet,
	{ document: { proof }, labels }: Look,
	cursor: Cursor,
	box: { x: number; width: number }
): Cursor {
	if (proof === undefined) return cursor;
	sheet.reserve(cursor, SIDE + 2 * SPACE);
	const top = cursor.y + SPACE;
	const x = box.x + box.width - SIDE;
	const code = { x, y: top, size: SIDE };
	sheet.put(cursor.page, { kind: 'code', ...code, ...qrModules(proof) });
	sheet.put(cursor.page, { kind: 'link', x, y: top, width: SIDE, height: SIDE, url: proof });
	const words = { x: box.x, width: box.width - SIDE - SPACE };
	const style = { size: SIZE.tiny, colour: MUTED, role: 'proof.caption' };
	sheet
		.wrap(labels.proofCode, words.width, style)
		.forEach((text, at) => sheet.text(cursor.page, text, words, top + at * leading(SIZE.tiny), style));
	cursor.y = top + SIDE + SPACE;
	return cursor;
}
