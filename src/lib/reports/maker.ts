/** What a kind of report says of itself; `make-report.ts` does the rest, the same for all. */
import type { DateRange } from '../listing/periods.ts';
import type { ReportBooks } from './books.ts';
import type { Word } from './labels.ts';
import type { Chart, Column, ReportWish } from './report.ts';
import type { Layout, Sums, Tally } from './tally.ts';

export interface ReportMaker {
	columns(wish: ReportWish, books: ReportBooks): Column[];
	layouts(books: ReportBooks, wish: ReportWish): readonly Layout[];
	notes?(wish: ReportWish, books: ReportBooks): Word[];
	/** Puts every figure of the range on its row. */
	fill(books: ReportBooks, wish: ReportWish, range: DateRange, tally: Tally): void;
	/** Works out of all that was put there what stands beside it. */
	finish?(books: ReportBooks, sums: Sums): void;
	/** Income and costs as time goes by; the first rows of a section by a column, as bars; or drawings of its own. */
	chart?: 'flows' | { section: string; column: number } | ((books: ReportBooks, wish: ReportWish) => Chart[]);
}
