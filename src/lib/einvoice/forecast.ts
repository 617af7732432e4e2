/** What an e-invoice of a draft would lack, were it issued now. */
import type { IssuedDocument } from '../documents/document.ts';
import type { ReviewedDraft } from '../documents/editor/reviewed-draft.ts';
import { issueDateOf } from '../documents/issue-check.ts';
import { inOrder } from '../documents/order.ts';
import { buyerSnapshot, sellerSnapshot } from '../documents/snapshots.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from '../documents/totals.ts';
import { formatOf, usualFormat, type Format } from './formats.ts';
import { fromDocument } from './from/document.ts';
import type { Reason } from './from/reason.ts';

export interface Forecast {
	format: Format;
	/** Why there would be none. */
	reasons: Reason[];
	/** What its rules only warn of. */
	warnings: Reason[];
}

/** In the client's format, else in the one most likely wanted; `undefined` while there is no client or an amount cannot be read. */
export function forecast({ content: draft, party, business, number, today }: ReviewedDraft): Forecast | undefined {
	const content = { ...draft, lines: inOrder(draft.lines), issueDate: issueDateOf(draft, today) };
	const totals = computeTotals(content);
	if (!party || !totals.ok) return undefined;
	const document: IssuedDocument = {
		number: number || '1',
		series: '',
		segment: 1,
		sequence: 1,
		sequenceYear: '',
		run: '',
		previousIssue: '',
		content,
		seller: sellerSnapshot(business, content),
		buyer: buyerSnapshot(party, content),
		totals: freezeTotals(totals.value),
		engine: ENGINE_VERSION,
		issuedAt: `${content.issueDate}T00:00:00Z`
	};
	const format = formatOf(party.eInvoiceFormat) ?? usualFormat(content, document.buyer);
	const derived = fromDocument(document, { profile: format.profile });
	return { format, reasons: derived.ok ? [] : derived.reasons, warnings: derived.ok ? derived.warnings : [] };
}
