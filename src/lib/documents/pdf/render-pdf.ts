/** Document, fonts and logo in, PDF file out: no I/O. */
import type { Enclosure } from './archive/enclosure.ts';
import { labelsFor } from './labels/labels.ts';
import type { StatementDocument } from '../../payments/statement-document.ts';
import { statementLabelsFor } from './labels/statement.ts';
import { layoutDocument, layoutReport, layoutStatement } from './layout.ts';
import type { Report } from './layout/report.ts';
import { documentMetrics } from './metrics.ts';
import { type DocumentFonts, paintPdf } from './paint-pdf.ts';
import { type PrintableDocument, withoutLogo } from './printable.ts';

export function renderPdf(
	document: PrintableDocument,
	fonts: DocumentFonts,
	logo?: Uint8Array,
	enclosure?: Enclosure
): Uint8Array<ArrayBuffer> {
	const printed = logo ? document : withoutLogo(document);
	const layout = layoutDocument(printed, documentMetrics, labelsFor(printed.content.language));
	return paintPdf(layout, fonts, { created: document.issuedAt ?? DRAFT_DATE, ...(logo && { logo }), ...(enclosure && { enclosure }) });
}

export function renderStatement(statement: StatementDocument, fonts: DocumentFonts, logo?: Uint8Array): Uint8Array<ArrayBuffer> {
	const { logo: named, ...seller } = statement.seller;
	const printed = { ...statement, seller: { ...seller, ...(named && logo && { logo: named }) } };
	const layout = layoutStatement(printed, documentMetrics, labelsFor(statement.language), statementLabelsFor(statement.language));
	return paintPdf(layout, fonts, { created: `${statement.date}T00:00:00Z`, ...(logo && { logo }) });
}

export function renderReport(report: Report, fonts: DocumentFonts): Uint8Array<ArrayBuffer> {
	const layout = layoutReport(report, documentMetrics, labelsFor(report.language));
	return paintPdf(layout, fonts, { created: `${report.date}T00:00:00Z` });
}

/** A draft has no date of its own; the file must not tell when it was looked at. */
const DRAFT_DATE = '2000-01-01T00:00:00Z';
