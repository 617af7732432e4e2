/**
 * What lies beside the invoices of generated books, in numbers like theirs: every other kind of document, reminders, suppliers, expenses and bills,
 * bank statements, what comes again and again, rates, comments, files. The invoices themselves stay as they are.
 */
import type { DocumentContent, DocumentFact, DocumentType } from '#lib/documents/document.ts';
import { encodeStep } from '#lib/documents/approval/records.ts';
import { encodeFact, issuedDocument } from '#lib/documents/records.ts';
import type { Series } from '#lib/documents/series.ts';
import { encodeSeriesEvent } from '#lib/documents/series-events.ts';
import { encodePartyEvent } from '#lib/parties/party-events.ts';
import { encodeComment, encodeCommentEvent } from '#lib/comments/records.ts';
import { templateOf } from '#lib/recurring/period-content.ts';
import { putNamedFile } from '#lib/workspace/file-type.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import type { Transaction } from '#lib/workspace/transaction.ts';
import { aParty } from './books.ts';
import { beginBooks, writeEachType, type FullBooks } from './every-record.ts';
import {
	clientsFor,
	DAYS,
	generatedContent,
	generatedDate,
	generatedId,
	generatedIdOf,
	generatedParty,
	issueGenerated,
	type GeneratedItem
} from './generated-books.ts';
import { generatedConversions } from './generated-conversions.ts';
import { generatedPurchases, supplierId, supplierOf, suppliersFor } from './generated-purchases.ts';

/** How many there are for each invoice. */
const SHARES = {
	estimate: 0.5,
	proforma: 0.1,
	'delivery-note': 0.25,
	'purchase-order': 0.1,
	receipt: 0.15
} as const satisfies Partial<Record<DocumentType, number>>;
const OFFERS = Object.entries(SHARES) as [keyof typeof SHARES, number][];
const offerId = (kind: number, n: number) => generatedIdOf(`7${kind}`, n);

/** To be written in this order, into books that hold the invoices. */
export function* generatedDesk(documents: number, books: FullBooks): Generator<GeneratedItem> {
	const every = (step: number) => Math.ceil(documents / step);
	yield* generatedPurchases(documents);
	for (const [kind, [type, share]] of OFFERS.entries()) {
		const seriesId = generatedIdOf('6b', kind);
		const series: Series = { name: type, type, pattern: `${'EPDOR'[kind]}{YYYY}-{0000}`, start: 1, yearly: true };
		yield put('series', seriesId, series);
		yield add('series-event', seriesId, encodeSeriesEvent({ kind: 'noted', date: generatedDate(DAYS) }));
		const count = Math.ceil(documents * share);
		for (let n = 0; n < count; n++) yield offer(type, kind, n, count, documents, seriesId, series);
	}
	yield* generatedConversions(documents, Math.ceil(documents * SHARES.estimate), (n) =>
		offerId(
			OFFERS.findIndex(([type]) => type === 'estimate'),
			n
		)
	);
	for (let n = 0; n < documents; n += 4) yield reminder(generatedId.document(n));
	for (let n = 0; n < every(4); n++) {
		const [id, documentId, at] = [generatedIdOf('6c', n), generatedId.document(n * 3), '2026-10-01T09:00:00.000Z'];
		const text = `Is case ${n} as agreed? The client asks about the second line.`;
		yield add('comment', id, encodeComment({ documentId, text, mentions: [], at }));
		if (n % 2 === 0) yield add('comment-event', id, encodeCommentEvent({ kind: 'resolved', at }));
	}
	for (let n = 0; n < every(50); n++) {
		const template = templateOf({ ...generatedContent(n % 400, 'CAD'), partyId: generatedId.party(n % clientsFor(documents)) });
		const schedule = { unit: 'month', every: 1, start: '2026-12-31' } as const;
		yield put('invoice-profile', generatedIdOf('6d', n), {
			title: `Retainer ${n}`,
			template,
			schedule,
			billed: 'none',
			from: 0,
			paused: n % 5 === 0
		});
	}
	for (let n = 0; n < Math.min(120, every(40)); n++) yield put('rates', generatedIdOf('6e', n), rateSheet(n));
	for (let n = 0; n < every(20); n++) yield file(books, n);
	for (let n = 0; n < every(200); n++) yield* mergedSupplier(n, suppliersFor(documents));
}

/** Last: each type of record at least once, by the commands that screens use. */
export async function writeRest(books: FullBooks): Promise<void> {
	await beginBooks(books, 'X{YYYY}-{0000}');
	await writeEachType(books);
}

function put(type: string, id: string, value: object): GeneratedItem {
	return { ids: [id], write: (transaction) => transaction.putLive(type, id, value) };
}

function add(type: string, id: string, body: Uint8Array): GeneratedItem {
	return { ids: [id], write: (transaction) => transaction.add(type, id, 'put', body) };
}

/** One in twenty is a draft, and of those every other one waits for approval. */
function offer(
	type: DocumentType,
	kind: number,
	n: number,
	count: number,
	documents: number,
	seriesId: string,
	series: Series
): GeneratedItem {
	const id = offerId(kind, n);
	const paymentId = generatedId.payment(n * 6, 0);
	const issueDate = generatedDate(Math.floor((n / count) * DAYS));
	const client = (n * 7919) % clientsFor(documents);
	const isOrder = type === 'purchase-order';
	const party = isOrder ? supplierOf(n % suppliersFor(documents)) : generatedParty(client);
	const currency = isOrder ? 'CAD' : (party.currency ?? 'CAD');
	const content: DocumentContent = {
		...generatedContent(n % 400, currency),
		type,
		seriesId,
		partyId: isOrder ? supplierId(n % suppliersFor(documents)) : generatedId.party(client),
		issueDate,
		dueDate: type === 'receipt' ? '' : generatedDate(Math.floor((n / count) * DAYS) + 30),
		...(type === 'receipt' && { receipt: { paymentId, date: issueDate, method: 'transfer' } })
	};
	return {
		ids: type === 'receipt' ? [id, paymentId] : [id],
		async write(transaction) {
			if (type === 'receipt' && !(await transaction.read(paymentId))) return;
			await transaction.putLive('draft', id, content);
			const at = `${issueDate}T10:00:00.000Z`;
			if (n % 40 === 0) {
				const hash = 'ab'.repeat(32);
				await transaction.add('approval', id, 'put', encodeStep({ kind: 'submitted', at, content: hash, parties: hash }));
			}
			if (n % 20 === 0) return;
			await transaction.add('issued', id, 'put', encodeJson(issueGenerated(transaction, content, party, seriesId, series)));
			await say(transaction, { kind: 'sent', documentId: id, at, channel: 'mail' });
			if (n % 3 === 0 && (type === 'estimate' || isOrder)) await say(transaction, { kind: 'accepted', documentId: id, date: issueDate });
			if (n % 3 === 0 && type === 'delivery-note') await say(transaction, { kind: 'delivered', documentId: id, date: issueDate });
		}
	};
}

function reminder(documentId: string): GeneratedItem {
	return {
		ids: [documentId],
		async write(transaction) {
			const document = issuedDocument((await transaction.read(documentId))!);
			if (!document) return;
			const { dueDate } = document.content;
			await say(transaction, { kind: 'reminded', documentId, step: `first@${dueDate}`, date: dueDate, how: 'mail' });
		}
	};
}

function say(transaction: Transaction, fact: DocumentFact): Promise<string> {
	return transaction.add('fact', fact.documentId, 'put', encodeFact(fact));
}

/** As many days and currencies as the European Central Bank publishes. */
function rateSheet(n: number): object {
	const month = generatedDate(DAYS - n * 30).slice(0, 7);
	const rates = Object.fromEntries(
		'AUD BRL CAD CHF CNY CZK DKK GBP HKD HUF ILS INR JPY MXN NOK PLN SEK USD'.split(' ').map((code) => [code, '1.2345'])
	);
	const days = Array.from({ length: 22 }, (_, day) => ({ date: `${month}-${String(day + 1).padStart(2, '0')}`, rates }));
	return { source: `ECB ${n}`, base: 'EUR', month, days };
}

function file({ workspace, home }: FullBooks, n: number): GeneratedItem {
	const id = (0xf2000000 + n).toString(16).repeat(8);
	const bytes = crypto.getRandomValues(new Uint8Array(8 * 1024));
	return { ids: [], write: (transaction) => putNamedFile(home, transaction, id, bytes, workspace.epoch) };
}

function* mergedSupplier(n: number, suppliers: number): Generator<GeneratedItem> {
	const id = generatedIdOf('6f', n);
	yield put('party', id, aParty({ name: `Twin ${n}`, number: '', roles: ['supplier'] }));
	yield add('party-event', id, encodePartyEvent({ kind: 'merged', into: supplierId(n % suppliers), given: {}, drafts: [] }));
}
