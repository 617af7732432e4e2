/**
 * The worker's half of documents: how operations become drafts, issued documents and what happened to them.
 * The draft's record id stays the issued document's; a fact's record id is its document's.
 */
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { decodeFrozen, encodeJson } from '../workspace/json.ts';
import { liveType } from '../workspace/live-type.ts';
import { rowChange } from '../workspace/row-change.ts';
import type { FoldResult, Placed, RecordState, RecordType, RefusalReason } from '../workspace/registry.ts';
import { isDate } from './dates.ts';
import type { DocumentContent, DocumentFact, IssuedDocument } from './document.ts';
import { DOCUMENT_LIST, documentText } from './document-list.ts';
import { draftRow, issuedRow, payableOf } from './document-row.ts';
import { isWellFormed } from './fact-shape.ts';
import { foldFact, otherSides, type AnyFact } from './facts.ts';
import { correctedBy, leftOf, takesTooMuch, partsOf } from './credit/taken.ts';
import { give } from './ledger.ts';
import { provisionalTotals } from './totals-now.ts';

const DRAFT_SHAPE = {
	texts: ['description', 'terms', 'notes', 'privateNotes'],
	keyed: ['lines', 'allowances', 'customFields']
} as const;

export const SERIES_TYPE = liveType({
	type: 'series',
	schema: 1,
	shape: { texts: [], keyed: [] },
	list: 'series',
	row: (id, value: object) => ({ ...value, id }),
	title: (series) => (series as { name: string }).name
});

export const DRAFT_TYPE = liveType<DocumentContent>({
	type: 'draft',
	schema: 1,
	shape: DRAFT_SHAPE,
	list: DOCUMENT_LIST,
	row: (id, content, { n }) => draftRow(id, content, n),
	text: (content) => documentText(content, provisionalTotals(content).payable),
	title: ({ lines }) => lines[0]?.name ?? ''
});

/**
 * Freezes the draft: its number, totals and parties never change again. A credit note leaves what it takes on the invoice it corrects, and is
 * refused when that is more than is left of it.
 */
export const ISSUED_TYPE: RecordType = {
	type: 'issued',
	schema: 1,
	related(_state, operation) {
		const invoice = read<IssuedDocument>(operation.body)?.content?.preceding?.documentId;
		return typeof invoice === 'string' && /^[0-9a-f]{32}$/.test(invoice) ? [invoice] : [];
	},
	fold(state, operation, placed, ledger, recordId, others): FoldResult {
		if (state?.frozen) return { state, rows: [], refused: 'already-issued' };
		const document = read<IssuedDocument>(operation.body);
		if (!document || operation.action !== 'put' || !isWhole(document)) return { state, rows: [], refused: 'unreadable' };
		const given = give(ledger, {
			seriesId: document.series,
			segment: document.segment,
			sequence: document.sequence,
			period: document.sequenceYear,
			number: document.number,
			run: document.run,
			client: document.buyer.number ?? '',
			by: placed.by,
			issueDate: document.content.issueDate,
			previousIssue: document.previousIssue,
			issue: placed.hash('wb1/issue', operation.body)
		});
		if ('refused' in given) return { state, rows: [], refused: given.refused };
		const next: RecordState = { type: 'issued', schema: 1, frozen: operation.body, facts: [] };
		const done = { state: next, rows: rows(recordId, next, placed), ledger: given.ledger };
		if (document.content.type !== 'credit-note') return done;
		const corrected = correct(recordId, document, hexOf(operation.opId), placed, others);
		return 'refused' in corrected ? { state, rows: [], refused: corrected.refused } : { ...done, others: corrected.others };
	},
	rows
};

/** What the folds and lists read of it is there and can be computed with: one writer's bad document must not stop every reader. */
function isWhole({ content, buyer, seller, totals, ...own }: IssuedDocument): boolean {
	try {
		const { currency, issueDate, dueDate, lines, customFields } = content;
		const texts = [own.number, own.series, own.sequenceYear, own.previousIssue, issueDate, dueDate, buyer.name, totals.payable];
		const lists = [lines, content.allowances, customFields, buyer.customFields, seller.taxIds];
		return (
			texts.every((text) => typeof text === 'string') &&
			lists.every((list) => Array.isArray(list)) &&
			lines.every(({ id, name }) => typeof id === 'string' && typeof name === 'string') &&
			customFields.every((field) => typeof field === 'object' && field !== null) &&
			isDate(issueDate) &&
			(dueDate === '' || isDate(dueDate)) &&
			isCurrency(currency) &&
			totals.currency === currency &&
			parseAmount(currency, totals.payable).ok
		);
	} catch {
		return false;
	}
}

/** The invoice with what the credit note takes of it. */
function correct(
	recordId: string,
	note: IssuedDocument,
	opId: string,
	{ n, by }: Placed,
	others: ReadonlyMap<string, RecordState>
): { others: ReadonlyMap<string, RecordState> } | { refused: RefusalReason } {
	const id = note.content.preceding?.documentId ?? '';
	const state = others.get(id);
	const invoice = state?.type === 'issued' ? issuedDocument(state) : undefined;
	if (!state || invoice?.content.type !== 'invoice') return { refused: 'no-source' };
	const { currency, partyId, prices } = invoice.content;
	if (note.content.currency !== currency || note.content.prices !== prices) return { refused: 'other-currency' };
	if (note.content.partyId !== partyId) return { refused: 'other-client' };
	try {
		const facts = state.facts.map((each) => ({ id: each.opId, fact: each.body as DocumentFact }));
		if (takesTooMuch(invoice, leftOf(invoice, facts), partsOf(note))) return { refused: 'more-than-left' };
		const fact = { opId, n, by, body: correctedBy(recordId, id, note) };
		return { others: new Map([[id, { ...state, facts: [...state.facts, fact] }]]) };
	} catch {
		// Totals that are no amounts of their currency.
		return { refused: 'unreadable' };
	}
}

/** What happened to documents and payments: added to the record it is about, never changed. [Note: money between records] */
export const FACT_TYPE: RecordType = {
	type: 'fact',
	schema: 1,
	related: (state, operation) => otherSides(hexOf(operation.recordId), state, readFact(operation.body)),
	fold(state, operation, placed, _ledger, recordId, others): FoldResult {
		if (!state?.frozen) return { state, rows: [], refused: 'not-issued' };
		const fact = readFact(operation.body);
		if (!fact || operation.action !== 'put') return { state, rows: [], refused: 'unreadable' };
		const outcome = foldFact(recordId, state, fact, hexOf(operation.opId), placed, others);
		if ('refused' in outcome) return { state, rows: [], refused: outcome.refused };
		// The record's own rows come from its type too: facts are added to documents and to payments.
		return { state: outcome.changed.get(recordId) ?? state, rows: [], others: outcome.changed };
	}
};

export function issuedDocument(state: RecordState): IssuedDocument | undefined {
	return state.frozen && decodeFrozen<IssuedDocument>(state.frozen);
}

export function encodeFact(fact: AnyFact): Uint8Array {
	return encodeJson(fact);
}

function rows(id: string, state: RecordState, placed: Placed) {
	const make = () => {
		const facts = state.facts.map(({ opId, body }) => ({ id: opId, fact: body as DocumentFact }));
		return issuedRow(id, issuedDocument(state)!, facts, placed.n);
	};
	const text = () => {
		const document = issuedDocument(state)!;
		return documentText(document.content, payableOf(document), document);
	};
	return [rowChange('document', id, make, text)];
}

function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readFact(body: Uint8Array): AnyFact | undefined {
	const fact = read<unknown>(body);
	return isWellFormed(fact) ? fact : undefined;
}

function read<T>(body: Uint8Array): T | undefined {
	try {
		return decodeFrozen<T>(body);
	} catch {
		return undefined;
	}
}
