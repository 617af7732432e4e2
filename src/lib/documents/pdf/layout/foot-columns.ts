/** The sender's particulars in columns at the foot of a letter, the same on every page. */
import { addressLines } from '../address.ts';
import { INK, MUTED } from '../colour.ts';
import { contactLines, isAbroad, taxIdLines } from './head-parts.ts';
import type { PaperLook } from './look.ts';
import { leading, SIZE } from './paper.ts';
import type { Sheet } from './sheet.ts';

const GUTTER = 16;
/** More would take the room of the letter: the sender then stands in its head. */
const MOST_LINES = 7;

interface FootLine {
	text: string;
	role: string;
	strong?: boolean;
}

export function isSenderAtFoot(sheet: Sheet, look: PaperLook): boolean {
	return columns(sheet, look).every((lines) => lines.length <= MOST_LINES);
}

/** Zero where there are none. */
export function footColumnsHeight(sheet: Sheet, look: PaperLook): number {
	if (look.style.name !== 'letter' || !isSenderAtFoot(sheet, look)) return 0;
	return Math.max(...columns(sheet, look).map((lines) => lines.length)) * leading(SIZE.tiny) + 8;
}

export function paintFootColumns(sheet: Sheet, look: PaperLook, page: number, top: number): void {
	const all = columns(sheet, look).filter((lines) => lines.length > 0);
	const { width } = cell(sheet);
	all.forEach((lines, at) => {
		const box = { x: sheet.left + at * (width + GUTTER), width };
		lines.forEach(({ text, role, strong }, n) => {
			const voice = strong ? ({ weight: 'semibold', colour: INK } as const) : { colour: MUTED };
			sheet.text(page, text, box, top + n * leading(SIZE.tiny), { size: SIZE.tiny, role, ...voice });
		});
	});
}

function cell(sheet: Sheet): { width: number } {
	return { width: (sheet.inner - 2 * GUTTER) / 3 };
}

function columns(sheet: Sheet, look: PaperLook): FootLine[][] {
	const { seller } = look.document;
	const { width } = cell(sheet);
	const set = (texts: string[], role: string, strong = false): FootLine[] =>
		texts.flatMap((text) =>
			sheet.wrap(text, width, { size: SIZE.tiny, weight: strong ? 'semibold' : 'regular' }).map((part) => ({ text: part, role, strong }))
		);
	return [
		[
			...set([seller.name], 'seller.name', true),
			...set(addressLines(seller.address), 'seller.address'),
			...set(isAbroad(look) ? [look.format.country(seller.address.country)] : [], 'seller.country')
		],
		set(contactLines(seller), 'seller.contact'),
		set(taxIdLines(seller.taxIds), 'seller.taxId')
	];
}
