/**
 * Places that open an address. jsPDF's own are without the flag that they are printed, which PDF/A wants of every annotation (ISO 19005-3, 6.3.2), so
 * the entry of the page is written here. A link needs no appearance of its own (6.3.3).
 */
import type { jsPDF } from 'jspdf';
import type { LinkBox, PageLayout } from './page.ts';

const PRINTED = 4;

export function addLinks(pdf: jsPDF, { pages, height }: PageLayout): void {
	const { events, write } = pdf.internal as unknown as {
		events: { subscribe(topic: 'putPage', callback: (page: { pageNumber: number }) => void): void };
		write(text: string): void;
	};
	events.subscribe('putPage', ({ pageNumber }) => {
		const links = (pages[pageNumber - 1] ?? []).filter((item): item is LinkBox => item.kind === 'link');
		if (links.length > 0) write(`/Annots [${links.map((link) => entry(link, height)).join(' ')}]`);
	});
}

/** Measured from the lower edge, as PDF does. */
function entry({ x, y, width, height, url }: LinkBox, page: number): string {
	const corners = [x, page - y - height, x + width, page - y].map((each) => each.toFixed(2)).join(' ');
	const address = url.replace(/[()\\]/g, '\\$&');
	return `<</Type /Annot /Subtype /Link /Rect [${corners}] /Border [0 0 0] /F ${PRINTED} /A <</S /URI /URI (${address})>>>>`;
}
