/** What is printed of a document, issued or not: everything but the private notes and unprinted fields, with the sums as the engine gave them. */
import type { BuyerSnapshot, DocumentContent, IssuedDocument, SellerSnapshot, Totals } from '../document.ts';
import { thawTotals } from '../totals.ts';
import { documentMetrics, type FontMetrics } from './metrics.ts';
import { missingIn } from './text.ts';

export type PrintableContent = Omit<DocumentContent, 'privateNotes' | 'seriesId' | 'partyId'>;

export interface PrintableDocument {
	/** Absent on a draft, which is marked as one. */
	number?: string;
	/** Instant of issue, ISO 8601; absent on a draft. */
	issuedAt?: string;
	content: PrintableContent;
	seller: SellerSnapshot;
	/** Absent on a draft without a client. */
	buyer?: BuyerSnapshot;
	totals: Totals;
	/** Address that proves who issued it, printed as a code; absent where there is none. */
	proof?: string | undefined;
}

export function fromIssued(document: IssuedDocument, proof?: string): PrintableDocument {
	return {
		number: document.number,
		issuedAt: document.issuedAt,
		content: publicContent(document.content),
		seller: document.seller,
		buyer: publicBuyer(document.buyer),
		totals: thawTotals(document.totals),
		...(proof !== undefined && !document.seller.withoutProofCode && { proof })
	};
}

export function fromDraft(
	content: DocumentContent,
	seller: SellerSnapshot,
	buyer: BuyerSnapshot | undefined,
	totals: Totals
): PrintableDocument {
	return { content: publicContent(content), seller, ...(buyer && { buyer: publicBuyer(buyer) }), totals };
}

function publicContent(content: DocumentContent): PrintableContent {
	const { privateNotes: _private, seriesId: _series, partyId: _party, ...rest } = content;
	return { ...rest, customFields: rest.customFields.filter((field) => field.printed) };
}

function publicBuyer(buyer: BuyerSnapshot): BuyerSnapshot {
	return { ...buyer, customFields: buyer.customFields.filter((field) => field.printed) };
}

/** Characters of the document that the face cannot show and that are printed as an empty square, each once. */
export function missingGlyphs(document: PrintableDocument, metrics: FontMetrics = documentMetrics): string[] {
	return missingIn([...strings(document)].join('\n'), metrics);
}

function* strings(value: unknown): Generator<string> {
	if (typeof value === 'string') yield value;
	else if (Array.isArray(value)) for (const part of value) yield* strings(part);
	else if (value && typeof value === 'object') for (const part of Object.values(value)) yield* strings(part);
}

/** Where the picture is not at hand the sender's name stands in its place. */
export function withoutLogo(document: PrintableDocument): PrintableDocument {
	const { logo: _logo, ...seller } = document.seller;
	return { ...document, seller };
}
