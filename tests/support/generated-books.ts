/**
 * Books of any size for tests and benchmarks: clients in several currencies, invoices with lines and notes, most of them sent and paid. The same
 * seed gives the same books. They are written as operations through an ordinary save; numbers and chains are right, so the folds take them.
 */
import type { DocumentContent, IssuedDocument, PaymentMethod } from '#lib/documents/document.ts';
import { issueDocument, type IssueRequest } from '#lib/documents/issue.ts';
import { NO_ISSUE, seriesLedger } from '#lib/documents/ledger.ts';
import { encodeFact } from '#lib/documents/records.ts';
import type { Series } from '#lib/documents/series.ts';
import type { Party } from '#lib/parties/party.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import type { Transaction } from '#lib/workspace/transaction.ts';
import { aBusiness, aLine, anInvoice, anItem, aParty } from './books.ts';

export interface GeneratedItem {
	/** Of the records it writes or reads. */
	ids: string[];
	write(transaction: Transaction): Promise<unknown>;
}

export interface GeneratedSize {
	documents: number;
	seed?: number;
	/** Nobody has paid anything yet. */
	open?: boolean;
}

/** How many different contents there are. */
const CONTENTS = 400;
const FIRST_DAY = Date.UTC(2018, 0, 1);
export const DAYS = 3200;

const WORK = ['Design', 'Translation', 'Photography', 'Editing', 'Carpentry', 'Consulting', 'Illustration', 'Typesetting', 'Bookbinding'];
const THINGS = ['website', 'brochure', 'catalogue', 'façade', 'annual report', 'kitchen', 'exhibition', 'packaging', 'novel', 'workshop'];
const FAMILIES = ['Tremblay', 'Núñez', 'Okafor', 'Schröder', 'Benali', 'Kowalski', 'Iyer', 'Lefèvre', 'Sørensen', 'Haddad', 'Moreau'];
const CITIES = ['Montréal', 'Toronto', 'Lyon', 'Köln', 'Casablanca', 'Sevilla', 'Pune', 'Québec', 'Gent', 'Boston'];
const METHODS: PaymentMethod[] = ['transfer', 'card', 'cash', 'cheque'];
const CURRENCIES = ['CAD', 'CAD', 'CAD', 'EUR', 'USD'];
const SERIES: Series = { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };

/** Record ids of generated books, so that a benchmark can name one. */
export const generatedId = {
	series: () => generatedIdOf('1', 0),
	party: (n: number) => generatedIdOf('2', n),
	document: (n: number) => generatedIdOf('3', n),
	payment: (n: number, share: number) => generatedIdOf('4', n * 2 + share)
};

export const clientsFor = (documents: number) => Math.max(3, Math.ceil(documents / 25));

/** To be written in this order. */
export function* generatedBooks({ documents, seed = 1, open = false }: GeneratedSize): Generator<GeneratedItem> {
	const seriesId = generatedId.series();
	yield { ids: [seriesId], write: (transaction) => transaction.putLive('series', seriesId, SERIES) };
	const parties: Party[] = [];
	for (let n = 0; n < clientsFor(documents); n++) {
		const party = generatedParty(n, seed);
		parties.push(party);
		const id = generatedId.party(n);
		yield { ids: [id], write: (transaction) => transaction.putLive('party', id, party) };
	}
	for (let n = 0; n < documents; n++) yield documentOf(n, documents, parties, random(seed * 1_000_003 + n), open);
}

/** One for each fourth document. */
export function* generatedItems(documents: number): Generator<GeneratedItem> {
	for (let n = 0; n < Math.ceil(documents / 4); n++) {
		const id = generatedIdOf('6a', n);
		const item = anItem({ code: `P${n}`, name: `${generatedContent(n % CONTENTS, 'CAD').lines[0]!.name} ${n}` });
		yield { ids: [id], write: (transaction) => transaction.putLive('item', id, item) };
	}
}

/** For `saveInBulk`. */
export const writeGenerated = (transaction: Transaction, item: GeneratedItem) => item.write(transaction);

function documentOf(n: number, documents: number, parties: readonly Party[], draw: () => number, open: boolean): GeneratedItem {
	const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)]!;
	const client = Math.floor(draw() * parties.length);
	const party = parties[client]!;
	const day = Math.floor((n / documents) * DAYS);
	const content: DocumentContent = {
		...generatedContent(n % CONTENTS, party.currency ?? 'CAD'),
		partyId: generatedId.party(client),
		issueDate: generatedDate(day),
		dueDate: generatedDate(day + 30),
		orderNumber: `PO-${(n * 7919) % 1_000_003}`,
		notes: draw() < 0.5 ? `Thank you for the ${pick(THINGS)}; delivered to ${pick(CITIES)} by ${pick(FAMILIES)}.` : '',
		privateNotes: draw() < 0.2 ? `Ask ${pick(FAMILIES)} about the ${pick(THINGS)} next time` : ''
	};
	const id = generatedId.document(n);
	const isDraft = n > documents * 0.98 && draw() < 0.5;
	const sent = draw() < 0.9;
	const drawn = draw();
	const paid = open ? 1 : drawn;
	const method = pick(METHODS);
	return {
		ids: [id, generatedId.payment(n, 0), generatedId.payment(n, 1)],
		async write(transaction) {
			await transaction.putLive('draft', id, content);
			if (isDraft) return;
			const document = issueGenerated(transaction, content, party, generatedId.series(), SERIES);
			await transaction.add('issued', id, 'put', encodeJson(document));
			const at = `${content.issueDate}T10:00:00.000Z`;
			if (sent) await transaction.add('fact', id, 'put', encodeFact({ kind: 'sent', documentId: id, at, channel: 'mail' }));
			const shares = paid < 0.7 ? [document.totals.payable] : paid < 0.85 ? ['10.00', '12.50'].slice(0, paid < 0.8 ? 2 : 1) : [];
			for (const [share, amount] of shares.entries()) {
				const paymentId = generatedId.payment(n, share);
				await payGenerated(transaction, id, document, paymentId, { date: generatedDate(day + 5 + share * 20), amount, method });
			}
		}
	};
}

/** A payment of the whole or a part of it. */
export async function payGenerated(
	transaction: Transaction,
	id: string,
	{ number, content, buyer }: IssuedDocument,
	paymentId: string,
	{ date, amount, method }: { date: string; amount: string; method: PaymentMethod }
): Promise<void> {
	const money = {
		amount,
		currency: content.currency,
		...(content.exchangeRate && { exchangeRate: content.exchangeRate, baseCurrency: 'CAD' })
	};
	const whose = { partyId: content.partyId, partyName: buyer.name };
	await transaction.add('payment', paymentId, 'put', encodeJson({ kind: 'payment', ...whose, date, ...money, method, reference: number }));
	await transaction.add('fact', id, 'put', encodeFact({ kind: 'payment', documentId: id, paymentId, date, amount, method }));
}

/** The next of its series; throws where it may not be issued so. */
export function issueGenerated(
	transaction: Transaction,
	content: DocumentContent,
	party: Party,
	seriesId: string,
	series: Series,
	made: Pick<IssueRequest, 'invoice'> = {}
): IssuedDocument {
	transaction.lease(seriesId, 0, series.start, NO_ISSUE);
	const given = seriesLedger(transaction.ledger, seriesId);
	const request = {
		content,
		party,
		business: aBusiness(),
		seriesId,
		series,
		given,
		isTaken: () => false,
		today: content.issueDate,
		...made
	};
	const issued = issueDocument(request, `${content.issueDate}T09:00:00.000Z`);
	if (!issued.ok) throw new Error(issued.blockers.map(({ field, message }) => `${field} ${message}`).join(', '));
	return issued.document;
}

export function generatedContent(kind: number, currency: string): DocumentContent {
	const draw = random(kind + 77);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)]!;
	const lines = Array.from({ length: 1 + Math.floor(draw() * 5) }, (_, n) => {
		const [work, thing] = [pick(WORK), pick(THINGS)];
		const description = draw() < 0.6 ? `${work} of the ${thing} as agreed, with two rounds of corrections, case ${kind}-${n}` : '';
		const price = (20 + Math.floor(draw() * 90_000) / 100).toFixed(2);
		return aLine({
			id: `l${n}`,
			order: `a${n}`,
			name: `${work}: ${thing}`,
			description,
			quantity: String(1 + Math.floor(draw() * 12)),
			price
		});
	});
	const foreign = currency === 'CAD' ? {} : { exchangeRate: currency === 'EUR' ? '1.47' : '1.36', baseCurrency: 'CAD' };
	return anInvoice({ seriesId: generatedId.series(), currency, ...foreign, lines });
}

export function generatedParty(n: number, seed = 1): Party {
	const draw = random(seed * 7 + n);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)]!;
	const name = `${pick(FAMILIES)} ${pick(['& Co', 'Studio', 'Frères', 'GmbH', 'Ltd'])} ${n}`;
	const number = String(n + 1).padStart(5, '0');
	const address = { ...aParty().address, city: pick(CITIES) };
	return aParty({ name, number, address, currency: pick(CURRENCIES), tags: draw() < 0.3 ? [pick(['vip', 'late', 'art'])] : [] });
}

export function generatedDate(day: number): string {
	return new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10);
}

export function generatedIdOf(kind: string, n: number): string {
	return kind + n.toString(16).padStart(32 - kind.length, '0');
}

/** Mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
