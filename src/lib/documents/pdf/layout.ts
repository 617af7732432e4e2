/** A document and the widths of its face in, pages of positioned primitives out. Pure: the preview and the PDF draw the same result. */
import { documentFormat } from './format.ts';
import type { DocumentLabels } from './labels/labels.ts';
import { paintClose, closeHeight } from './layout/close.ts';
import { paintFeet, paintLongFooter, reserveFoot } from './layout/foot.ts';
import { paintHead } from './layout/head.ts';
import { lookOf } from './layout/look.ts';
import { PAPER } from './layout/paper.ts';
import { Sheet } from './layout/sheet.ts';
import { paintTable } from './layout/table.ts';
import { paintReport, reportLook, type Report } from './layout/report.ts';
import { paintSwissSlip } from './layout/swiss-slip.ts';
import { paintStatement, statementLook } from './layout/statement.ts';
import type { StatementDocument } from '../../payments/statement-document.ts';
import type { StatementLabels } from './labels/statement.ts';
import type { FontMetrics } from './metrics.ts';
import type { PageLayout } from './page.ts';
import type { PrintableDocument } from './printable.ts';

export function layoutDocument(document: PrintableDocument, metrics: FontMetrics, labels: DocumentLabels): PageLayout {
	const sheet = new Sheet(PAPER[document.seller.paper] ?? PAPER.A4, metrics);
	const format = documentFormat(document.content.language, metrics);
	const look = lookOf(document, labels, format);
	reserveFoot(sheet, look);
	const cursor = paintHead(sheet, look);
	paintTable(sheet, look, cursor, closeHeight(sheet, look));
	const end = paintClose(sheet, look, cursor);
	paintLongFooter(sheet, look, end);
	if (look.code?.kind === 'swiss') paintSwissSlip(sheet, look.code, format, end);
	paintFeet(sheet, look);
	return sheet.finish({
		language: format.language,
		title: `${look.title} ${document.number ?? labels.draft}`,
		author: document.seller.tradeName || document.seller.name
	});
}

/** A client's statement, in the same visual language. */
export function layoutStatement(
	statement: StatementDocument,
	metrics: FontMetrics,
	labels: DocumentLabels,
	words: StatementLabels
): PageLayout {
	const sheet = new Sheet(PAPER[statement.seller.paper] ?? PAPER.A4, metrics);
	const format = documentFormat(statement.language, metrics);
	const look = statementLook(statement, labels, words, format);
	reserveFoot(sheet, look);
	const end = paintStatement(sheet, look, paintHead(sheet, look));
	paintLongFooter(sheet, look, end);
	paintFeet(sheet, look);
	return sheet.finish({ language: format.language, title: look.title, author: statement.seller.tradeName || statement.seller.name });
}

/** A table of what the books hold, in the same visual language. */
export function layoutReport(report: Report, metrics: FontMetrics, labels: DocumentLabels): PageLayout {
	const sheet = new Sheet(PAPER[report.seller.paper] ?? PAPER.A4, metrics);
	const format = documentFormat(report.language, metrics);
	const look = reportLook(report, labels, format);
	reserveFoot(sheet, look);
	paintReport(sheet, report, paintHead(sheet, look));
	paintFeet(sheet, look);
	return sheet.finish({ language: format.language, title: look.title, author: report.seller.tradeName || report.seller.name });
}
