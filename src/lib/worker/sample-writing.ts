/** How a document of the sample books is issued, sent and paid: by the rules of real ones. */
import { newId16 } from '../crypto/random.ts';
import type { Business } from '../business/business.ts';
import type { DocumentContent, IssuedDocument } from '../documents/document.ts';
import { issueDocument } from '../documents/issue.ts';
import { seriesLedger } from '../documents/ledger.ts';
import { encodeFact } from '../documents/records.ts';
import type { SamplePayment } from '../documents/sample/books.ts';
import type { Series } from '../documents/series.ts';
import type { Party } from '../parties/party.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Transaction } from '../workspace/transaction.ts';
import { writePayment } from './payment-commands.ts';

/** Where the samples are written, and by what names records find each other. */
export interface SampleWriting {
	transaction: Transaction;
	business: Business;
	today: string;
	/** By key. */
	parties: ReadonlyMap<string, Party>;
	/** Record ids by key. */
	ids: ReadonlyMap<string, string>;
}

export interface SampleIssued {
	id: string;
	document: IssuedDocument;
	/** Decimal strings. */
	payments: readonly string[];
}

/** Issued on its day, and sent. */
export async function issueSample(
	{ transaction, business, parties, ids, today }: SampleWriting,
	seriesId: string,
	series: Series,
	draft: DocumentContent,
	sentAt: string
): Promise<{ id: string; document: IssuedDocument }> {
	const id = newId();
	const content = { ...draft, seriesId };
	const party = [...parties].find(([key]) => ids.get(key) === content.partyId)?.[1];
	const given = seriesLedger(transaction.ledger, seriesId);
	const issued = issueDocument({ content, party, business, seriesId, series, given, isTaken: () => false, today }, sentAt);
	if (!issued.ok)
		throw new Error(`sample ${content.type}: ${issued.blockers.map(({ field, message }) => `${field} ${message}`).join(', ')}`);
	await transaction.putLive('draft', id, content);
	await transaction.add('issued', id, 'put', encodeJson(issued.document));
	await transaction.add('fact', id, 'put', encodeFact({ kind: 'sent', documentId: id, at: sentAt, channel: 'mail' }));
	return { id, document: issued.document };
}

export async function paySample(
	{ transaction }: SampleWriting,
	id: string,
	{ content, buyer }: IssuedDocument,
	payment: SamplePayment
): Promise<void> {
	const { partyId = '', currency, exchangeRate, baseCurrency } = content;
	const money = { currency, ...(exchangeRate && { exchangeRate, baseCurrency }) };
	const whole = { kind: 'payment', partyId, partyName: buyer.name, ...money, ...payment } as const;
	await writePayment(transaction, whole, [{ id, amount: payment.amount }]);
}

/** With record ids where keys were. */
export function named({ ids }: SampleWriting, content: DocumentContent): DocumentContent {
	return {
		...content,
		partyId: content.partyId && ids.get(content.partyId),
		lines: content.lines.map((line) => ({ ...line, itemId: line.itemId && ids.get(line.itemId) }))
	};
}

export function newId(): string {
	return toHex(newId16());
}
