/**
 * Stands in for html2canvas, canvg and dompurify, which jspdf loads for pictures of web pages: 379 kB that no document needs and that the
 * offline shell would otherwise keep. See `resolve.alias` in vite.config.ts.
 */
export default function unused(): never {
	throw new Error('Documents are drawn from their layout, never from HTML');
}
