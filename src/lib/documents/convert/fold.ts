/**
 * What the issue of a document does to those it was made from, and what its end does: the same on every device, in log order.
 *
 * Two devices that had not heard of each other can both make an invoice of one estimate. Each has given a number and may have sent the page, so
 * both are in the books, and the second is marked. [Note: issued apart]
 */
import { amount, amountString } from '../../money/amount.ts';
import { decimalString } from '../../money/decimal.ts';
import { partyOf } from '../../parties/merged.ts';
import type { PaymentFact } from '../../payments/payment.ts';
import { decodeFrozen } from '../../workspace/json.ts';
import type { Ledger, Placed, RecordState, RefusalReason } from '../../workspace/registry.ts';
import type { DocumentContent, DocumentFact, FlagReason, IssuedDocument, Origin } from '../document.ts';
import { isClosed } from '../events.ts';
import { statedFacts } from '../status.ts';
import { conversionsIn, receiptsOf } from './conversions.ts';
import { originsAreWhole, useOf, usesTooMuch, type Use } from './used.ts';

type Records = ReadonlyMap<string, RecordState>;

/** Record ids of the documents it was made from, and of the payment it confirms, as far as they are ids. */
export function originIds(content: Pick<DocumentContent, 'origins' | 'receipt'> | undefined): string[] {
	const origins: unknown = content?.origins ?? [];
	if (!Array.isArray(origins)) return [];
	const ids = [...origins.map((origin: Partial<Origin> | null) => origin?.documentId), content?.receipt?.paymentId];
	return [...new Set(ids.filter((id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)))] as string[];
}

/**
 * The documents it was made from, with what it uses of them. One that is not in these books (erased, or left out of a copy) is passed over: there is
 * nothing that could be used twice.
 */
export function convert(
	id: string,
	document: IssuedDocument,
	opId: string,
	{ n, by }: Pick<Placed, 'n' | 'by'>,
	others: Records,
	ledger: Ledger
): { others: Map<string, RecordState>; flags: FlagReason[] } | { refused: RefusalReason } {
	const { content, number } = document;
	const changed = new Map<string, RecordState>();
	const flags = new Set<FlagReason>();
	if (!originsAreWhole(content)) return { refused: 'unreadable' };
	for (const sourceId of originIds(content)) {
		const state = others.get(sourceId);
		if (state?.type === 'payment') {
			if (content.type !== 'receipt') return { refused: 'no-source' };
			for (const flag of flagsOfReceipt(sourceId, state)) flags.add(flag);
			const body: PaymentFact = { kind: 'receipted', documentId: sourceId, to: id, number, date: content.issueDate };
			changed.set(sourceId, { ...state, facts: [...state.facts, { opId: `${opId}/${sourceId}`, n, by, body }] });
			continue;
		}
		const source = state?.type === 'issued' && state.frozen ? decodeFrozen<IssuedDocument>(state.frozen) : undefined;
		if (!state || !source) continue;
		let use: Use | undefined;
		try {
			use = useOf(document, source, sourceId);
		} catch {
			return { refused: 'unreadable' };
		}
		if (!use) return { refused: 'no-source' };
		if (partyOf(ledger, content.partyId ?? '') !== partyOf(ledger, source.content.partyId ?? '')) return { refused: 'other-client' };
		if (source.content.currency !== content.currency) return { refused: 'other-currency' };
		if (use.purpose === 'deducted' && source.content.prices !== content.prices) return { refused: 'other-currency' };
		const facts = statedFacts(state);
		if (isClosed(facts)) flags.add('source-closed');
		if (usesTooMuch(use, source, facts) !== undefined) flags.add('over-converted');
		const body = factOf(use, sourceId, id, content, number);
		changed.set(sourceId, { ...state, facts: [...state.facts, { opId: `${opId}/${sourceId}`, n, by, body }] });
	}
	return { others: changed, flags: [...flags] };
}

/** A payment that was taken back has none, and any other one. */
function flagsOfReceipt(paymentId: string, { facts }: RecordState): FlagReason[] {
	const bodies = facts.map(({ body }) => body as PaymentFact);
	const flags: FlagReason[] = [];
	if (bodies.some((fact) => fact.kind === 'reversed' && fact.factId === paymentId)) flags.push('source-closed');
	if (receiptsOf(facts).length > 0) flags.push('over-converted');
	return flags;
}

function factOf(
	{ purpose, lines, amount: whole }: Use,
	documentId: string,
	to: string,
	content: DocumentContent,
	number: string
): DocumentFact {
	const text = (minor: bigint) => amountString(amount(content.currency, minor));
	return {
		kind: 'converted',
		documentId,
		purpose,
		to,
		type: content.type,
		number,
		date: content.issueDate,
		lines: [...lines].map(([id, taken]) =>
			purpose === 'deducted' ? { id, amount: text(taken.amount) } : { id, quantity: decimalString(taken.quantity) }
		),
		...(purpose === 'deposit' && { amount: text(whole) })
	};
}

/** The documents it was made from, without what it used of them: it was credited in full, or withdrawn. */
export function release(
	id: string,
	{ content, number }: IssuedDocument,
	date: string,
	opId: string,
	{ n, by }: Pick<Placed, 'n' | 'by'>,
	others: Records
): Map<string, RecordState> {
	const changed = new Map<string, RecordState>();
	for (const sourceId of originIds(content)) {
		const state = others.get(sourceId);
		if (!state) continue;
		// Of two receipts for one payment the second is let go, too: it must not come to hold when the first goes.
		const isHeld =
			state.type === 'payment' ? receiptsOf(state.facts).includes(id) : conversionsIn(statedFacts(state)).some(({ to }) => to === id);
		if (!isHeld) continue;
		const body: DocumentFact = { kind: 'released', documentId: sourceId, to: id, number, date };
		changed.set(sourceId, { ...state, facts: [...state.facts, { opId: `${opId}/${sourceId}`, n, by, body }] });
	}
	return changed;
}
