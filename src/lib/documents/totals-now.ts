import type { DocumentContent, Totals } from './document.ts';
import { computeTotals } from './totals.ts';

/** The totals of a document while it is still being written: for the eye, and never to be issued. */
export function provisionalTotals(content: DocumentContent): Totals {
	const result = computeTotals(content);
	return result.ok ? result.value : result.provisional;
}
