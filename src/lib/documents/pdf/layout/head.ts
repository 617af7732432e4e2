/** The head of the first page: sender, addresses, title and the facts, as the document's look has them. */
import type { PaperLook } from './look.ts';
import { paintBandHead } from './head-band.ts';
import { paintClassicHead } from './head-classic.ts';
import { paintLetterHead } from './head-letter.ts';
import type { Cursor, Sheet } from './sheet.ts';

const HEADS = { classic: paintClassicHead, letter: paintLetterHead, band: paintBandHead };

/** @returns where the body begins */
export function paintHead(sheet: Sheet, look: PaperLook): Cursor {
	return HEADS[look.style.name](sheet, look);
}
