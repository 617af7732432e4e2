/**
 * The worker's half of documents: how operations become drafts, issued documents and what happened to them.
 * The draft's record id stays the issued document's; a fact's record id is its document's.
 */
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { equalBytes } from '../workspace/bytes.ts';
import { decodeFrozen, encodeJson } from '../workspace/json.ts';
import { liveType } from '../workspace/live-type.ts';
import type { Operation } from '../workspace/operations.ts';
import { rowChange } from '../workspace/row-change.ts';
import type { FoldResult, Ledger, Placed, RecordState, RecordType, RefusalReason } from '../workspace/registry.ts';
import { partyOf } from '../parties/merged.ts';
import { isVoided } from './annulment.ts';
import { approvalOf, draftStatus, isApprovalNeeded } from './approval/rules.ts';
import { isDate } from './dates.ts';
import type { DocumentContent, DocumentFact, FlagReason, IssuedDocument } from './document.ts';
import { DOCUMENT_LIST, documentText } from './document-list.ts';
import { draftRow, issuedRow, payableOf } from './document-row.ts';
import { isAttachment } from './attachments/rules.ts';
import { isWellFormed } from './fact-shape.ts';
import { foldFact, otherSides, type AnyFact } from './facts.ts';
import { correctedBy, isUsedUp, leftOf, takesTooMuch, partsOf } from './credit/taken.ts';
import { convert, originIds, release } from './convert/fold.ts';
import { billTime, releaseTime, timeOf } from './convert/time-billing.ts';
import { give, type Given } from './give.ts';
import { isDocumentType, isInvoice } from './kinds.ts';
import { mayNumber } from './holders.ts';
import { firstBearer } from './ledger.ts';
import { isTakenBack } from './elsewhere.ts';
import { provisionalTotals } from './totals-now.ts';

export const DRAFT_SHAPE = {
	texts: ['description', 'terms', 'notes', 'privateNotes'],
	keyed: ['lines', 'allowances', 'customFields', 'instalments', 'attachments']
} as const;

type ApprovedFact = Extract<DocumentFact, { kind: 'approved' }>;

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
	row: (id, content, { n, hash }, facts) =>
		draftRow(
			id,
			content,
			n,
			draftStatus(facts, () => content, hash)
		),
	text: (content) => documentText(content, provisionalTotals(content).payable),
	title: ({ lines }) => lines[0]?.name ?? ''
});

/**
 * Freezes the draft: its number, totals and parties never change again. A credit note leaves what it takes on the invoice it corrects.
 *
 * [Note: issued apart] Two devices may have issued without hearing of each other. Whoever may number the series has given the number, and its
 * page may be with the client: from there on the document is in the books whatever else there is about it, marked where a person must look (its
 * number is on another document, its draft was issued twice, it takes more than was left, nobody approved it). What nobody could have issued in good faith is refused
 * and kept on the record, to be read. Either way the numbers after it stand.
 */
export const ISSUED_TYPE: RecordType = {
	type: 'issued',
	schema: 1,
	related(state, operation, ledger) {
		const document = read<IssuedDocument>(operation.body);
		const content = document?.content;
		const invoice = content?.preceding?.documentId;
		const corrected = typeof invoice === 'string' && /^[0-9a-f]{32}$/.test(invoice) ? [invoice] : [];
		const first = document && firstBearer(ledger, { ...document, seriesId: document.series });
		const seen = [...corrected, ...originIds(content), ...timeOf(content), ...(first ? [first.id] : [])];
		return state?.frozen ? [...seen, hexOf(operation.opId)] : seen;
	},
	fold(state, operation, placed, ledger, recordId, others): FoldResult {
		const document = read<IssuedDocument>(operation.body);
		if (!document || operation.action !== 'put' || !isWhole(document) || document.elsewhere)
			return { state, rows: [], refused: 'unreadable' };
		// Only a draft becomes a document.
		if (state && state.type !== 'draft' && (state.type !== 'issued' || isTakenBack(state)))
			return { state, rows: [], refused: 'unreadable' };
		// Sent again it counts once.
		if (state?.frozen && equalBytes(state.frozen, operation.body)) return { state, rows: [] };
		const opId = hexOf(operation.opId);
		// Of a draft that is issued already: a document of its own.
		const id = state?.frozen ? opId : recordId;
		if (state?.frozen && others.has(opId)) return { state, rows: [], refused: 'already-issued' };
		if (!mayNumber(placed.tenures(document.series), placed.by, document.segment))
			return notTaken(recordId, state, operation, placed, document, 'not-holder');
		const number: Given = {
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
			issue: placed.hash('wb1/issue', operation.body),
			id
		};
		const given = give(ledger, number);
		if ('refused' in given) return notTaken(recordId, state, operation, placed, document, given.refused);

		const corrected = document.content.type === 'credit-note' ? correct(id, document, opId, placed, others, ledger) : undefined;
		const isOver = corrected !== undefined && 'refused' in corrected && corrected.refused === 'more-than-left';
		if (corrected && 'refused' in corrected && !isOver) {
			// Its number is used up all the same: those after it name it.
			const used = give(ledger, number, true);
			const kept = notTaken(recordId, state, operation, placed, document, corrected.refused);
			return 'refused' in used ? kept : { state: kept.state, rows: [], ledger: used.ledger, flagged: corrected.refused };
		}
		const made = corrected ? undefined : convert(id, document, opId, placed, others, ledger);
		if (made && 'refused' in made) {
			const used = give(ledger, number, true);
			const kept = notTaken(recordId, state, operation, placed, document, made.refused);
			return 'refused' in used ? kept : { state: kept.state, rows: [], ledger: used.ledger, flagged: made.refused };
		}
		const timed = billTime(id, document, opId, placed, others);
		const flags: FlagReason[] = [];
		if (state?.frozen) flags.push('issued-twice');
		if (given.doubled) flags.push('number-doubled');
		if (isOver) flags.push('over-credited');
		flags.push(...(made?.flags ?? []));
		if (timed.isTwice) flags.push('billed-twice');
		const approval = approvalOf(state?.facts ?? [], document, placed.hash);
		if (!approval && isApprovalNeeded(ledger)) flags.push('not-approved');
		const flag = (reason: FlagReason, documentId: string, other?: string, first = false) =>
			noted(`${opId}/${reason}`, placed, {
				kind: 'flagged',
				documentId,
				reason,
				...(other !== undefined && { other }),
				...(first && { first })
			});
		const otherOf: Partial<Record<FlagReason, string | undefined>> = { 'issued-twice': recordId, 'number-doubled': given.first?.id };
		const kept = approval ? [noted(approval.id, approval, { ...(approval.fact as ApprovedFact), documentId: id })] : [];
		const facts = [...kept, ...flags.map((reason) => flag(reason, id, otherOf[reason]))];
		const next: RecordState = { type: 'issued', schema: 1, frozen: operation.body, facts };
		const changed = new Map([...(corrected && 'others' in corrected ? corrected.others : (made?.others ?? [])), ...timed.others]);
		// The document that came first is marked with it.
		const mark = (on: string, reason: FlagReason) => {
			const marked = changed.get(on) ?? (on === recordId ? state : others.get(on));
			if (marked?.frozen) changed.set(on, { ...marked, facts: [...marked.facts, flag(reason, on, id, reason === 'number-doubled')] });
		};
		if (given.first) mark(given.first.id, 'number-doubled');
		const done: FoldResult = { state, rows: [], ledger: given.ledger, ...(flags[0] && { flagged: flags[0] }) };
		if (!state?.frozen) return { ...done, state: next, rows: documentRows(id, next, placed), others: changed };
		mark(recordId, 'issued-twice');
		const first = changed.get(recordId)!;
		changed.delete(recordId);
		return { ...done, state: first, rows: documentRows(recordId, first, placed), others: changed.set(id, next) };
	},
	rows: documentRows
};

function noted(opId: string, { n, by }: Pick<Placed, 'n' | 'by'>, body: DocumentFact): RecordState['facts'][number] {
	return { opId, n, by, body };
}

/** Refused, and kept to be read on the record it was for. */
function notTaken(
	recordId: string,
	state: RecordState | undefined,
	operation: Operation,
	placed: Placed,
	document: IssuedDocument,
	refused: RefusalReason
): FoldResult {
	const before: RecordState = state ?? { type: 'draft', schema: 1, facts: [] };
	const fact = noted(hexOf(operation.opId), placed, { kind: 'not-taken', documentId: recordId, reason: refused, document });
	return { state: { ...before, facts: [...before.facts, fact] }, rows: [], refused };
}

/** What the folds and lists read of it is there and can be computed with: one writer's bad document must not stop every reader. */
export function isWhole({ content, buyer, seller, totals, ...own }: IssuedDocument): boolean {
	try {
		const { type, currency, issueDate, dueDate, lines, customFields } = content;
		const texts = [own.number, own.series, own.sequenceYear, own.previousIssue, issueDate, dueDate, buyer.name, totals.payable];
		const lists = [lines, content.allowances, customFields, buyer.customFields, seller.taxIds];
		return (
			texts.every((text) => typeof text === 'string') &&
			lists.every((list) => Array.isArray(list)) &&
			lines.every(({ id, name }) => typeof id === 'string' && typeof name === 'string') &&
			customFields.every((field) => typeof field === 'object' && field !== null) &&
			isDate(issueDate) &&
			(dueDate === '' || isDate(dueDate)) &&
			isDocumentType(type) &&
			partsAreWhole(content) &&
			isCurrency(currency) &&
			totals.currency === currency &&
			parseAmount(currency, totals.payable).ok
		);
	} catch {
		return false;
	}
}

/** What says where it comes from, and when it is due. */
function partsAreWhole({ origins = [], instalments = [], attachments = [], lines }: DocumentContent): boolean {
	const isText = (value: unknown) => typeof value === 'string';
	return (
		origins.every(({ documentId, number, issueDate }) => [documentId, number, issueDate].every(isText)) &&
		attachments.every(isAttachment) &&
		instalments.every(({ id, date, amount = '', percent = '' }) => isText(id) && isDate(date) && [amount, percent].every(isText)) &&
		lines.every(({ from = [] }) => from.every(({ documentId, line }) => isText(documentId) && isText(line)))
	);
}

/** The invoice with what the credit note takes of it. */
function correct(
	recordId: string,
	note: IssuedDocument,
	opId: string,
	{ n, by }: Placed,
	others: ReadonlyMap<string, RecordState>,
	ledger: Ledger
): { others: ReadonlyMap<string, RecordState> } | { refused: RefusalReason } {
	const id = note.content.preceding?.documentId ?? '';
	const state = others.get(id);
	const invoice = state?.type === 'issued' ? issuedDocument(state) : undefined;
	if (!state || !invoice || !isInvoice(invoice.content.type)) return { refused: 'no-source' };
	const { currency, partyId, prices } = invoice.content;
	if (note.content.currency !== currency || note.content.prices !== prices) return { refused: 'other-currency' };
	if (partyOf(ledger, note.content.partyId ?? '') !== partyOf(ledger, partyId ?? '')) return { refused: 'other-client' };
	try {
		const facts = state.facts.map((each) => ({ id: each.opId, fact: each.body as DocumentFact }));
		if (isVoided(facts) || takesTooMuch(invoice, leftOf(invoice, facts), partsOf(note))) return { refused: 'more-than-left' };
		const body = correctedBy(recordId, id, note);
		const after: RecordState = { ...state, facts: [...state.facts, { opId, n, by, body }] };
		const isGone = isUsedUp(leftOf(invoice, [...facts, { id: opId, fact: body }]));
		const { issueDate } = note.content;
		const freed = isGone ? [release, releaseTime].flatMap((each) => [...each(id, invoice, issueDate, opId, { n, by }, others)]) : [];
		return { others: new Map([...freed, [id, after]]) };
	} catch {
		// Totals that are no amounts of their currency.
		return { refused: 'unreadable' };
	}
}

/** What happened to documents and payments: added to the record it is about, never changed. [Note: money between records] */
export const FACT_TYPE: RecordType = {
	type: 'fact',
	schema: 1,
	saidOfAnother: true,
	related: (state, operation) => otherSides(hexOf(operation.recordId), state, readFact(operation.body)),
	fold(state, operation, placed, ledger, recordId, others): FoldResult {
		const fact = readFact(operation.body);
		// Two devices may take it back.
		if (state && fact?.kind === 'taken-back' && isTakenBack(state)) return { state, rows: [] };
		if (!state?.frozen) return { state, rows: [], refused: 'not-issued' };
		if (!fact || operation.action !== 'put') return { state, rows: [], refused: 'unreadable' };
		const outcome = foldFact(recordId, state, fact, hexOf(operation.opId), placed, others, ledger);
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

/** None for what was taken back. */
export function documentRows(id: string, state: RecordState, placed: Placed) {
	if (isTakenBack(state)) return [{ list: 'document', id, row: undefined }];
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

export function readDocument(body: Uint8Array): IssuedDocument | undefined {
	const document = read<IssuedDocument | null>(body);
	return typeof document === 'object' && document !== null ? document : undefined;
}

function read<T>(body: Uint8Array): T | undefined {
	try {
		return decodeFrozen<T>(body);
	} catch {
		return undefined;
	}
}
