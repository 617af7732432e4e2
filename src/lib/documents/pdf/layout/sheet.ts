/** The sheets being filled: primitives by page, and cursors that walk down them and on to the next. */
import type { FontMetrics, Weight } from '../metrics.ts';
import type { PageLayout, Primitive } from '../page.ts';
import { printable, widthOf, wrap } from '../text.ts';
import { leading, MARGIN, RUNNING_HEAD, SIZE } from './paper.ts';
import { INK } from '../colour.ts';

export interface Style {
	size?: number;
	weight?: Weight;
	colour?: string;
	role: string;
}

/** A place on a page: the top of what comes next. */
export interface Cursor {
	page: number;
	y: number;
}

export class Sheet {
	readonly pages: Primitive[][] = [[]];
	readonly width: number;
	readonly height: number;
	readonly metrics: FontMetrics;
	/** Height kept for the foot of every page. */
	foot = 0;
	/** Height of what stands below the foot of the last page. */
	slip = 0;

	constructor(paper: { width: number; height: number }, metrics: FontMetrics) {
		this.width = paper.width;
		this.height = paper.height;
		this.metrics = metrics;
	}

	get left(): number {
		return MARGIN.side;
	}
	get inner(): number {
		return this.width - 2 * MARGIN.side;
	}
	/** Lowest y that content of a page may reach. */
	get floor(): number {
		return this.height - MARGIN.bottom - this.foot;
	}
	get ceiling(): number {
		return MARGIN.top + RUNNING_HEAD;
	}
	/** Height that a page after the first offers. */
	get room(): number {
		return this.floor - this.ceiling;
	}

	/** Moves to a place with `height` points below it, on the next page when this one has not so many left. True when the page was turned. */
	reserve(cursor: Cursor, height: number): boolean {
		if (cursor.y + height <= this.floor + 0.01) return false;
		this.turn(cursor);
		return true;
	}

	turn(cursor: Cursor): void {
		cursor.page += 1;
		cursor.y = this.ceiling;
		if (this.pages.length <= cursor.page) this.pages.push([]);
	}

	put(page: number, primitive: Primitive): void {
		this.pages[page]!.push(primitive);
	}

	/** One line of text, with its baseline where a line box starting at `top` has it. Wider than `box` it must not be: wrap first. */
	text(page: number, text: string, box: { x: number; width: number; align?: 'left' | 'right' }, top: number, style: Style): void {
		const { size = SIZE.text, weight = 'regular', colour = INK, role } = style;
		const set = printable(text, this.metrics).replaceAll('\n', ' ');
		if (set.trim() === '') return;
		const width = widthOf(set, weight, size, this.metrics);
		const x = box.align === 'right' ? box.x + box.width - width : box.x;
		this.put(page, { kind: 'text', x, y: top + baseline(size), text: set, size, weight, colour, width, role });
	}

	wrap(text: string, width: number, { size = SIZE.text, weight = 'regular' }: Omit<Style, 'role'>): string[] {
		return wrap(text, width, weight, size, this.metrics);
	}

	measure(text: string, { size = SIZE.text, weight = 'regular' }: Omit<Style, 'role'>): number {
		return widthOf(printable(text, this.metrics), weight, size, this.metrics);
	}

	/** A text of any length from the cursor down, over as many pages as it takes. */
	flow(cursor: Cursor, text: string, box: { x: number; width: number; align?: 'left' | 'right' }, style: Style): void {
		const step = leading(style.size ?? SIZE.text);
		for (const line of this.wrap(text, box.width, style)) {
			this.reserve(cursor, step);
			this.text(cursor.page, line, box, cursor.y, style);
			cursor.y += step;
		}
	}

	rule(page: number, x: number, y: number, width: number, colour: string, thickness = 0.5): void {
		this.put(page, { kind: 'rule', x, y, width, thickness, colour });
	}

	finish(about: Pick<PageLayout, 'language' | 'title' | 'author'>): PageLayout {
		return { ...about, width: this.width, height: this.height, pages: this.pages };
	}
}

/** The later of two places. */
export function later(a: Cursor, b: Cursor): Cursor {
	return a.page > b.page || (a.page === b.page && a.y >= b.y) ? { ...a } : { ...b };
}

/** From the top of a line box to the baseline: capitals stand in its middle. */
function baseline(size: number): number {
	return leading(size) / 2 + size * 0.33;
}
