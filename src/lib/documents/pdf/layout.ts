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
	paintFeet(sheet, look);
	return sheet.finish({
		language: format.language,
		title: `${look.title} ${document.number ?? labels.draft}`,
		author: document.seller.tradeName || document.seller.name
	});
}
