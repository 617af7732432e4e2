/** Document, fonts and logo in, PDF file out: no I/O. */
import { labelsFor } from './labels/labels.ts';
import { layoutDocument } from './layout.ts';
import { documentMetrics } from './metrics.ts';
import { type DocumentFonts, paintPdf } from './paint-pdf.ts';
import { type PrintableDocument, withoutLogo } from './printable.ts';

export function renderPdf(document: PrintableDocument, fonts: DocumentFonts, logo?: Uint8Array): Uint8Array<ArrayBuffer> {
	const printed = logo ? document : withoutLogo(document);
	const layout = layoutDocument(printed, documentMetrics, labelsFor(printed.content.language));
	return paintPdf(layout, fonts, { created: document.issuedAt ?? DRAFT_DATE, ...(logo && { logo }) });
}

/** A draft has no date of its own; the file must not tell when it was looked at. */
const DRAFT_DATE = '2000-01-01T00:00:00Z';
