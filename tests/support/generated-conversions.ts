/** What became of accepted estimates in generated books: invoices, deposits and their deduction, and credit notes. Few, so that invoices stay as many. */
import { deductionName, depositName } from '#lib/documents/convert/beginning.ts';
import { convertContent, depositContent, withDeduction, type Beginning, type Source } from '#lib/documents/convert/content.ts';
import { creditContent } from '#lib/documents/credit/content.ts';
import { leftOf } from '#lib/documents/credit/taken.ts';
import { addDays } from '#lib/documents/dates.ts';
import type { DocumentContent, DocumentFact, IssuedDocument } from '#lib/documents/document.ts';
import { encodeFact, issuedDocument } from '#lib/documents/records.ts';
import type { Series } from '#lib/documents/series.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import type { Transaction } from '#lib/workspace/transaction.ts';
import { clientsFor, generatedIdOf, generatedParty, issueGenerated, payGenerated, type GeneratedItem } from './generated-books.ts';

const SERIES = {
	invoice: { name: 'Invoices of estimates', type: 'invoice', pattern: 'FE{YYYY}-{0000}', start: 1, yearly: true },
	'deposit-invoice': { name: 'Deposits', type: 'deposit-invoice', pattern: 'A{YYYY}-{0000}', start: 1, yearly: true },
	'credit-note': { name: 'Credit notes', type: 'credit-note', pattern: 'C{YYYY}-{0000}', start: 1, yearly: true }
} as const satisfies Record<string, Series>;
type Made = keyof typeof SERIES;
const TYPES = Object.keys(SERIES) as Made[];
const seriesId = (type: Made) => generatedIdOf('8a', TYPES.indexOf(type));
const invoiceId = (n: number) => generatedIdOf('8b', n);
const depositId = (n: number) => generatedIdOf('8c', n);
const paymentId = (n: number) => generatedIdOf('8d', n);
const noteId = (n: number) => generatedIdOf('8e', n);
/** One estimate in so many is billed in whole, and one begins with a deposit. Of both, every other one is followed further. */
const STEP = 30;
const [WHOLE, DEPOSIT] = [3, 9];

/** @param estimateId of the estimate of that number; those divisible by three are accepted */
export function* generatedConversions(documents: number, estimates: number, estimateId: (n: number) => string): Generator<GeneratedItem> {
	for (const type of TYPES) {
		const id = seriesId(type);
		yield { ids: [id], write: (transaction) => transaction.putLive('series', id, SERIES[type]) };
	}
	for (let n = WHOLE; n < estimates; n += STEP)
		yield {
			ids: [estimateId(n), invoiceId(n), noteId(n)],
			async write(transaction) {
				await bill(transaction, n, documents, estimateId(n));
				if (n % (2 * STEP) === WHOLE) await credit(transaction, n, documents);
			}
		};
	for (let n = DEPOSIT; n < estimates; n += STEP)
		yield {
			ids: [estimateId(n), depositId(n), paymentId(n), invoiceId(n)],
			async write(transaction) {
				await askDeposit(transaction, n, documents, estimateId(n));
				if (n % (2 * STEP) === DEPOSIT) await bill(transaction, n, documents, estimateId(n), depositId(n));
			}
		};
}

async function bill(transaction: Transaction, n: number, documents: number, estimate: string, deposit?: string): Promise<void> {
	const source = await sourceOf(transaction, estimate);
	const made = convertContent(source, beginning('invoice', source));
	if (!made.ok) throw new Error(made.problem);
	if (!deposit) return issue(transaction, invoiceId(n), n, documents, made.content);
	const paid = await sourceOf(transaction, deposit);
	await issue(transaction, invoiceId(n), n, documents, withDeduction(made.content, paid, deductionName(paid.document)));
}

async function askDeposit(transaction: Transaction, n: number, documents: number, estimate: string): Promise<void> {
	const source = await sourceOf(transaction, estimate);
	const made = depositContent(source, beginning('deposit-invoice', source), { percent: '30' }, depositName(source.document, '30'));
	if (!made.ok) throw new Error(made.problem);
	await issue(transaction, depositId(n), n, documents, made.content);
	const { document } = await sourceOf(transaction, depositId(n));
	await payGenerated(transaction, depositId(n), document, paymentId(n), {
		date: addDays(document.content.issueDate, 5),
		amount: document.totals.payable,
		method: 'transfer'
	});
}

/** The first line of it, set off against what is open. */
async function credit(transaction: Transaction, n: number, documents: number): Promise<void> {
	const { document: invoice, facts } = await sourceOf(transaction, invoiceId(n));
	const line = invoice.content.lines[0]!;
	const made = creditContent({
		invoiceId: invoiceId(n),
		invoice,
		left: leftOf(invoice, facts),
		choice: { kind: 'lines', quantities: { [line.id]: line.quantity } },
		today: addDays(invoice.content.issueDate, 10),
		seriesId: seriesId('credit-note'),
		words: { rounding: 'Rounding', terms: 'Set off or paid back.' }
	});
	if (!made.ok) throw new Error(made.problem);
	await issue(transaction, noteId(n), n, documents, made.content);
	const { document } = await sourceOf(transaction, noteId(n));
	const { number, content, totals } = document;
	const to = { documentId: invoiceId(n), creditNote: noteId(n), number, date: content.issueDate, amount: totals.payable };
	await say(transaction, { kind: 'credited', ...to });
}

async function issue(transaction: Transaction, id: string, n: number, documents: number, content: DocumentContent): Promise<void> {
	const type = content.type as Made;
	await transaction.putLive('draft', id, content);
	const document: IssuedDocument = issueGenerated(transaction, content, clientOf(n, documents), seriesId(type), SERIES[type], {
		...(content.preceding && { invoice: await sourceOf(transaction, content.preceding.documentId) })
	});
	await transaction.add('issued', id, 'put', encodeJson(document));
	await say(transaction, { kind: 'sent', documentId: id, at: `${content.issueDate}T10:00:00.000Z`, channel: 'mail' });
}

const clientOf = (n: number, documents: number) => generatedParty((n * 7919) % clientsFor(documents));

function beginning(type: Made, { document: { content } }: Source): Beginning {
	const issueDate = addDays(content.issueDate, 7);
	return { type, seriesId: seriesId(type), issueDate, dueDate: addDays(issueDate, 30), terms: '', notes: '', template: content.template };
}

async function sourceOf(transaction: Transaction, id: string): Promise<Source> {
	const state = (await transaction.read(id))!;
	return { id, document: issuedDocument(state)!, facts: state.facts.map(({ opId, body }) => ({ id: opId, fact: body as DocumentFact })) };
}

function say(transaction: Transaction, fact: DocumentFact): Promise<string> {
	return transaction.add('fact', fact.documentId, 'put', encodeFact(fact));
}
