/** Title and facts, wherever a look puts them. */
import { INK, legibleOnWhite, MUTED, tint } from '../colour.ts';
import type { Fact } from './facts.ts';
import type { PaperLook } from './look.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

const FACTS_IN_A_ROW = 4;
const GUTTER = 14;
/** Between two rows. */
const BETWEEN = 9;

interface Voice {
	size?: number;
	/** Of the title; the sender's unless told. */
	colour?: string;
	/** Of the number. */
	weight?: 'semibold';
}

/** "Facture F-0042" in two voices; a draft carries its mark in the number's place. */
export function paintTitle(sheet: Sheet, { title, document, labels, colour }: PaperLook, cursor: Cursor, voice: Voice = {}): void {
	const { size = SIZE.title } = voice;
	const kind = { size, weight: 'semibold', colour: voice.colour ?? legibleOnWhite(colour), role: 'title' } as const;
	const number = { size, colour: INK, role: 'number', ...(voice.weight && { weight: voice.weight }) } as const;
	sheet.reserve(cursor, leading(size) * 2);
	const width = sheet.measure(title, kind);
	const rest = sheet.left + width + size / 3;
	sheet.text(cursor.page, title, { x: sheet.left, width }, cursor.y, kind);
	if (document.number === undefined) {
		const mark = { size: SIZE.text, weight: 'semibold', colour: legibleOnWhite(colour), role: 'draft' } as const;
		const wide = sheet.measure(labels.draft, mark);
		const top = cursor.y + leading(size) / 2 - 9;
		sheet.put(cursor.page, { kind: 'rectangle', x: rest, y: top, width: wide + 18, height: 18, radius: 9, colour: tint(colour) });
		sheet.text(cursor.page, labels.draft, { x: rest + 9, width: wide }, top + 9 - leading(SIZE.text) / 2, mark);
	} else if (rest + sheet.measure(document.number, number) <= sheet.left + sheet.inner) {
		sheet.text(cursor.page, document.number, { x: rest, width: sheet.inner }, cursor.y, number);
	} else {
		cursor.y += leading(size);
		sheet.flow(cursor, document.number, { x: sheet.left, width: sheet.inner }, { ...number, size: Math.min(size, SIZE.lead * 1.4) });
		cursor.y += 12;
		return;
	}
	cursor.y += leading(size) + 7;
}

/** Dates and references, four in a row, each under its name; the amount due stands last. Five short ones share a row, so that it does not stand alone. */
export function paintFactStrip(sheet: Sheet, look: PaperLook, cursor: Cursor, strip: Fact[]): void {
	const cellOf = (count: number) => (sheet.inner - GUTTER * (count - 1)) / count;
	const wrapped = (width: number) =>
		strip.map((fact) => ({
			...fact,
			names: sheet.wrap(fact.name, width, { size: SIZE.tiny }),
			values: sheet.wrap(fact.value, width, { weight: fact.strong ? 'semibold' : 'regular' })
		}));
	const isShort = ({ names, values }: { names: string[]; values: string[] }) => names.length === 1 && values.length === 1;
	const oneMore = FACTS_IN_A_ROW + 1;
	const inARow = strip.length === oneMore && wrapped(cellOf(oneMore)).every(isShort) ? oneMore : FACTS_IN_A_ROW;
	const cell = cellOf(inARow);
	const facts = wrapped(cell);
	for (let start = 0; start < facts.length; start += inARow) {
		const row = facts.slice(start, start + inARow);
		const nameHeight = Math.max(...row.map(({ names }) => names.length)) * leading(SIZE.tiny);
		const height = nameHeight + Math.max(...row.map(({ values }) => values.length)) * leading(SIZE.text);
		sheet.reserve(cursor, height);
		row.forEach(({ names, values, strong, role }, i) => {
			const box = { x: sheet.left + i * (cell + GUTTER), width: cell };
			names.forEach((text, n) => {
				sheet.text(cursor.page, text, box, cursor.y + n * leading(SIZE.tiny), { size: SIZE.tiny, colour: MUTED, role: 'fact.name' });
			});
			const voice = strong ? ({ weight: 'semibold', colour: legibleOnWhite(look.colour) } as const) : {};
			values.forEach((text, n) => sheet.text(cursor.page, text, box, cursor.y + nameHeight + n * leading(SIZE.text), { ...voice, role }));
		});
		cursor.y += height + BETWEEN;
	}
}
