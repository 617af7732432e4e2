/** A report on paper: the sender's head and foot as on invoices, and one table. Its words come with it. */
import type { SellerSnapshot } from '../../document.ts';
import { MUTED } from '../colour.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import { type LedgerCell, type LedgerColumn, paintLedger } from './ledger-table.ts';
import type { PaperLook } from './look.ts';
import { SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';
import { paperStyle } from './template.ts';

export interface ReportRow {
	/** One for each column. A row is never longer than a page: whoever makes it sees to that. */
	cells: LedgerCell[];
}

export interface Report {
	title: string;
	/** BCP 47. */
	language: string;
	/** Calendar date it was made. */
	date: string;
	seller: SellerSnapshot;
	/** In the strip below the title, behind the date. */
	facts: { name: string; value: string }[];
	columns: LedgerColumn[];
	rows: ReportRow[];
	/** Small, below the table. */
	note: string;
}

export function reportLook({ title, date, seller, facts }: Report, labels: DocumentLabels, format: DocumentFormat): PaperLook {
	const { logo: _, ...sender } = seller;
	return {
		title,
		document: { number: '', seller: sender },
		labels,
		format,
		hasLogo: false,
		colour: seller.colour,
		style: paperStyle('classic'),
		facts: [
			{ role: 'date', name: labels.issueDate, value: format.date(date) },
			...facts.map((fact, at) => ({ role: `fact.${at}`, ...fact }))
		]
	};
}

export function paintReport(sheet: Sheet, { columns, rows, note }: Report, cursor: Cursor): Cursor {
	if (rows.length > 0) {
		const cells = rows.map((row) => row.cells);
		paintLedger(sheet, columns, cells, cursor, 0);
	}
	cursor.y += 14;
	sheet.flow(cursor, note, { x: sheet.left, width: sheet.inner }, { size: SIZE.tiny, colour: MUTED, role: 'note' });
	return cursor;
}
