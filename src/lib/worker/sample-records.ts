/** Turns the sample books into the operations a year of work would have made: every invoice is issued through the same rules as a real one. */
import { newId16 } from '../crypto/random.ts';
import type { DocumentContent } from '../documents/document.ts';
import { issueDocument } from '../documents/issue.ts';
import { seriesLedger } from '../documents/ledger.ts';
import { encodeFact } from '../documents/records.ts';
import { sampleBooks } from '../documents/sample/books.ts';
import type { Series } from '../documents/series.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Transaction } from '../workspace/transaction.ts';
import { writePayment } from './payment-commands.ts';

export async function writeSampleRecords(transaction: Transaction, seriesId: string, series: Series, today: string): Promise<void> {
	const { business, parties, items, drafts, invoices } = sampleBooks(today);
	const ids = new Map([...parties, ...items].map(([key]) => [key, newId()]));
	const clients = new Map(parties);
	for (const [key, party] of parties) await transaction.putLive('party', ids.get(key)!, party);
	for (const [key, item] of items) await transaction.putLive('item', ids.get(key)!, item);

	const named = (content: DocumentContent): DocumentContent => ({
		...content,
		seriesId,
		partyId: content.partyId && ids.get(content.partyId),
		lines: content.lines.map((line) => ({ ...line, itemId: line.itemId && ids.get(line.itemId) }))
	});
	for (const { content, payments, sentAt } of invoices) {
		const id = newId();
		const party = content.partyId ? clients.get(content.partyId) : undefined;
		const given = seriesLedger(transaction.ledger, seriesId);
		const request = { content: named(content), party, business, seriesId, series, given, isTaken: () => false, today };
		const issued = issueDocument(request, sentAt);
		if (!issued.ok) throw new Error(`sample invoice: ${issued.blockers.map(({ field, message }) => `${field} ${message}`).join(', ')}`);
		await transaction.putLive('draft', id, request.content);
		await transaction.add('issued', id, 'put', encodeJson(issued.document));
		await transaction.add('fact', id, 'put', encodeFact({ kind: 'sent', documentId: id, at: sentAt, channel: 'mail' }));
		const { partyId = '', currency, exchangeRate, baseCurrency } = request.content;
		const money = { currency, ...(exchangeRate && { exchangeRate, baseCurrency }) };
		for (const payment of payments) {
			const whole = { kind: 'payment', partyId, partyName: party?.name ?? '', ...money, ...payment } as const;
			await writePayment(transaction, whole, [{ id, amount: payment.amount }]);
		}
	}
	for (const draft of drafts) await transaction.putLive('draft', newId(), named(draft));
}

export { sampleBooks };

function newId(): string {
	return toHex(newId16());
}
