/**
 * [Note: money between records] Facts that move money are folded on both records they concern, so that they cannot disagree on any device:
 *
 *     operation on             fact         the other side, written here
 *     invoice                  payment      applied on the payment
 *     invoice                  credited     applied on the credit note
 *     payment or credit note   refunded     drawn on the refund's payment record
 *     payment                  on-line      booked on the line of a bank's statement [Note: a line booked]
 *     any of these             reversed     reversed, with the same reason
 *
 * A bill of a supplier is paid as an invoice is, by payments of its own kind: money of sales does not go to bills, nor the other way round.
 * The reversal of a whole payment (`factId` is its own id) reverses every share it has given. A fact the books refuse changes neither side. Two documents
 * that have one number are marked both: what is settled on the one is settled on the other.
 */
import { parseAmount } from '../money/amount.ts';
import type { BookedExpense, ExpenseEvent } from '../expenses/expense.ts';
import { partyOf } from '../parties/merged.ts';
import type { Payment, PaymentFact } from '../payments/payment.ts';
import { canonicalJson, decodeFrozen } from '../workspace/json.ts';
import type { Ledger, Placed, RecordState, RefusalReason } from '../workspace/registry.ts';
import { isVoided, judgeAnnulment, mayAnnul } from './annulment.ts';
import { mayApprove } from './approval/rules.ts';
import { isDate } from './dates.ts';
import { findOnLine } from './line-booking.ts';
import type { DocumentFact, IssuedDocument } from './document.ts';
import { takeBackElsewhere } from './elsewhere-undo.ts';
import { isEvent, judgeEvent, mayTakeBack, type DocumentEvent } from './events.ts';
import { originIds, release } from './convert/fold.ts';
import { billedTime, releaseTime } from './convert/time-billing.ts';
import { owesMoney } from './kinds.ts';
import { balanceOf, owedOn, settledSums, standing, type StatedFact } from './status.ts';

export type AnyFact = DocumentFact | PaymentFact;
type Changed = ReadonlyMap<string, RecordState>;
export type FactOutcome = { changed: Changed } | { refused: RefusalReason };

/** What both sides must agree on, read from either kind of record. Amounts in minor units. */
interface Holder {
	state: RecordState;
	currency: string;
	partyId: string;
	/** Its number, where it is a document. */
	number: string;
	/** What it can give: the amount of a payment, the value of a credit note; a refund's is what it may draw. */
	value: bigint;
	kind: 'owing' | 'source' | 'refund' | 'settled';
	side: 'sales' | 'purchases';
	/** What is owed on it; zero for payments. */
	open: bigint;
}

/** Ids of the records on the other side of the fact. */
export function otherSides(recordId: string, state: RecordState | undefined, fact: AnyFact | undefined): string[] {
	if (!state || !fact) return [];
	if (fact.kind === 'payment') return [fact.paymentId];
	if (fact.kind === 'credited') return [fact.creditNote];
	if (fact.kind === 'refunded') return [fact.refundId];
	if (fact.kind === 'on-line') return [fact.line];
	if (fact.kind === 'voided') {
		if (state.type !== 'issued' || !state.frozen) return [];
		const { content } = decodeFrozen<IssuedDocument>(state.frozen);
		return [...originIds(content), ...billedTime(content)];
	}
	if (fact.kind !== 'reversed') return [];
	const reversed = standingIn(state).filter(({ id }) => id === fact.factId || fact.factId === recordId);
	return [...new Set(reversed.map((each) => otherSideOf(each.fact)).filter((id) => id !== undefined))];
}

export function foldFact(
	recordId: string,
	state: RecordState,
	fact: AnyFact,
	opId: string,
	placed: Placed,
	others: ReadonlyMap<string, RecordState>,
	ledger: Ledger
): FactOutcome {
	// Sent again it counts once. Something else under its id is somebody's who took the id, and is not dropped in silence.
	const known = state.facts.find((each) => each.opId === opId);
	if (known) return canonicalJson(known.body) === canonicalJson(fact) ? { changed: new Map() } : { refused: 'id-taken' };
	// A reversal names what it takes back by this id: it must be one thing on every record concerned.
	const isTaken = ([id, { facts }]: [string, RecordState]) => id === opId || facts.some((known) => known.opId === opId);
	if (opId === recordId || [...others].some(isTaken)) return { refused: 'unreadable' };
	const write = (to: RecordState, body: AnyFact, id = opId) => withFact(to, id, placed, body);
	switch (fact.kind) {
		case 'sent':
			if (state.type === 'booked') return { refused: 'unreadable' };
			return { changed: new Map([[recordId, write(state, fact)]]) };
		case 'written-off': {
			const holder = readHolder(recordId, state);
			const amount = amountOf(fact, holder);
			if (typeof amount !== 'bigint') return amount;
			if (holder!.kind !== 'owing' || amount > holder!.open) return { refused: 'more-than-open' };
			return { changed: new Map([[recordId, write(state, fact)]]) };
		}
		case 'payment':
		case 'credited': {
			const sourceId = fact.kind === 'payment' ? fact.paymentId : fact.creditNote;
			const source = others.get(sourceId);
			const moved = move(readHolder(sourceId, source), readHolder(recordId, state), 'owing', fact, ledger);
			if (typeof moved !== 'bigint') return moved;
			if ((source!.type === 'payment') !== (fact.kind === 'payment')) return { refused: 'no-source' };
			const { number } = readHolder(recordId, state)!;
			const applied = { kind: 'applied', documentId: sourceId, to: recordId, number, date: fact.date, amount: fact.amount } as const;
			return { changed: both(recordId, write(state, fact), sourceId, write(source!, applied)) };
		}
		case 'refunded': {
			const refund = others.get(fact.refundId);
			const moved = move(readHolder(recordId, state), readHolder(fact.refundId, refund), 'refund', fact, ledger);
			if (typeof moved !== 'bigint') return moved;
			const drawn = { kind: 'drawn', from: recordId, date: fact.date, amount: fact.amount } as const;
			return { changed: both(recordId, write(state, fact), fact.refundId, write(refund!, drawn)) };
		}
		case 'reminded': {
			const isOwed = readHolder(recordId, state)?.kind === 'owing' && state.type === 'issued';
			if (!isOwed || !isDate(fact.date)) return { refused: 'unreadable' };
			// Said by two devices, it was done by one of them in the books: the first in the log.
			const isDone = standingIn(state).some(({ fact: each }) => each.kind === 'reminded' && each.step === fact.step);
			return { changed: isDone ? new Map() : new Map([[recordId, write(state, fact)]]) };
		}
		case 'accepted':
		case 'declined':
		case 'delivered':
		case 'voided':
			return happen(recordId, state, fact, opId, placed, others, ledger);
		case 'on-line': {
			const found = findOnLine(recordId, state, fact, others.get(fact.line), opId, placed);
			return 'refused' in found ? found : { changed: both(recordId, write(state, fact), fact.line, found.line) };
		}
		case 'taken-back':
			return takeBackElsewhere(recordId, state, fact, opId, placed);
		case 'reversed':
			return reverse(recordId, state, fact, opId, placed, others);
		default:
			// The other sides are written above and by nobody else.
			return { refused: 'unreadable' };
	}
}

/** What the other side answered, or what was done with the document. [Note: events] */
function happen(
	recordId: string,
	state: RecordState,
	fact: DocumentEvent,
	opId: string,
	placed: Placed,
	others: ReadonlyMap<string, RecordState>,
	ledger: Ledger
): FactOutcome {
	if (state.type !== 'issued' || !isDate(fact.date)) return { refused: 'unreadable' };
	const document = decodeFrozen<IssuedDocument>(state.frozen!);
	const isAnnulment = fact.kind === 'voided' && owesMoney(document.content.type);
	const facts = standingIn(state) as StatedFact[];
	const verdict = isAnnulment ? judgeAnnulment(document, facts) : judgeEvent(document.content.type, fact.kind, facts);
	if (verdict === 'done') return { changed: new Map() };
	if (verdict) return { refused: verdict };
	if (isAnnulment && (fact.at === undefined || fact.version === undefined)) return { refused: 'unreadable' };
	if (isAnnulment && !mayAnnul(ledger, placed)) return { refused: 'not-entitled' };
	const freed =
		fact.kind === 'voided' ? [release, releaseTime].flatMap((each) => [...each(recordId, document, fact.date, opId, placed, others)]) : [];
	return { changed: new Map([...freed, [recordId, withFact(state, opId, placed, fact)]]) };
}

/** The amount moved, when both sides let it. */
function move(
	source: Holder | undefined,
	target: Holder | undefined,
	to: 'owing' | 'refund',
	fact: { date: string; amount: string },
	ledger: Ledger
): bigint | { refused: RefusalReason } {
	if (source?.kind !== 'source' || !target || source.side !== target.side) return { refused: 'no-source' };
	if (target.kind !== to) return { refused: 'more-than-open' };
	const amount = amountOf(fact, target);
	if (typeof amount !== 'bigint') return amount;
	if (isReversed(source) || isReversed(target)) return { refused: 'source-reversed' };
	if (source.currency !== target.currency) return { refused: 'other-currency' };
	if (partyOf(ledger, source.partyId) !== partyOf(ledger, target.partyId)) return { refused: 'other-client' };
	if (amount > leftOf(source) || (target.kind === 'refund' && amount > leftOf(target))) return { refused: 'more-than-left' };
	return amount;
}

function reverse(
	recordId: string,
	state: RecordState,
	fact: Extract<AnyFact, { kind: 'reversed' }>,
	opId: string,
	placed: Placed,
	others: ReadonlyMap<string, RecordState>
): FactOutcome {
	const whole = fact.factId === recordId && state.type === 'payment';
	const isNamed = ({ opId: id, body }: RecordState['facts'][number]) => id === fact.factId && (body as AnyFact).kind !== 'reversed';
	if (!whole && !state.facts.some(isNamed)) return { refused: 'nothing-to-reverse' };
	const holds = standingIn(state);
	const reversing = whole ? holds : holds.filter(({ id }) => id === fact.factId);
	// Two devices may reverse one fact: the second time nothing is left to do.
	if (whole ? isWhollyReversed(recordId, state) : reversing.length === 0) return { changed: new Map() };
	// Shares are taken back on the document they went to.
	if (!whole && WRITTEN_HERE.includes(reversing[0]!.fact.kind)) return { refused: 'nothing-to-reverse' };
	if (reversing.some(({ fact: each }) => isEvent(each) && !mayTakeBack(each.kind, holds as StatedFact[])))
		return { refused: 'wrong-state' };
	if (reversing.some(({ id, fact: each }) => isUnapproved(each) && !mayApprove(placed.membership, placed.by, signerOf(state, id))))
		return { refused: 'not-entitled' };
	let own = withFact(state, opId, placed, fact);
	const changed = new Map<string, RecordState>();
	for (const { id: factId, fact: each } of reversing) {
		const otherId = otherSideOf(each);
		const other = otherId === undefined ? undefined : (changed.get(otherId) ?? others.get(otherId));
		if (otherId !== undefined && other) {
			const mirrored: AnyFact = { ...fact, documentId: otherId, factId };
			changed.set(otherId, withFact(other, `${opId}/${factId}`, placed, mirrored));
		}
		if (whole) own = withFact(own, `${opId}/${factId}`, placed, { ...fact, factId });
	}
	return { changed: changed.set(recordId, own) };
}

/** The other side of something, what a credit note took back (an issued document is corrected by another one only), and what it was approved by. */
const WRITTEN_HERE: readonly AnyFact['kind'][] = ['applied', 'drawn', 'corrected', 'approved', 'converted', 'released', 'receipted'];

/** True when the payment as a whole was taken back. */
export function isWhollyReversed(recordId: string, { facts }: Pick<RecordState, 'facts'>): boolean {
	return facts.some(({ body }) => (body as AnyFact).kind === 'reversed' && (body as { factId: string }).factId === recordId);
}

/** What a source still has to give, or a refund still to draw. */
function leftOf({ state, currency, value }: Holder): bigint {
	return value - givenSum(currency, state);
}

/** All that went out of a payment or a credit note, or that a refund has drawn. */
export function givenSum(currency: string, state: RecordState): bigint {
	let sum = 0n;
	for (const { fact } of standingIn(state)) {
		if (fact.kind !== 'applied' && fact.kind !== 'refunded' && fact.kind !== 'drawn') continue;
		const amount = parseAmount(currency, fact.amount);
		if (amount.ok) sum += amount.value.minor;
	}
	return sum;
}

function amountOf(fact: { date: string; amount: string }, holder: Holder | undefined): bigint | { refused: RefusalReason } {
	if (!holder || typeof fact.amount !== 'string' || !isDate(fact.date)) return { refused: 'unreadable' };
	const amount = parseAmount(holder.currency, fact.amount);
	if (!amount.ok) return { refused: 'unreadable' };
	return amount.value.minor > 0n ? amount.value.minor : { refused: 'not-positive' };
}

function readHolder(id: string, state: RecordState | undefined): Holder | undefined {
	if (!state?.frozen) return undefined;
	if (state.type === 'payment') {
		const payment = decodeFrozen<Payment>(state.frozen);
		const amount = parseAmount(payment.currency, payment.amount);
		const { currency, partyId, kind } = payment;
		const base = { state, currency, partyId, number: id, open: 0n, side: isOfPurchases(kind) ? 'purchases' : 'sales' } as const;
		const isRefund = kind === 'refund' || kind === 'supplier-refund';
		return { ...base, value: amount.ok ? amount.value.minor : 0n, kind: isRefund ? 'refund' : 'source' };
	}
	if (state.type === 'booked') return readBill(state, decodeFrozen<BookedExpense>(state.frozen));
	if (state.type !== 'issued') return undefined;
	const { content, totals, number } = decodeFrozen<IssuedDocument>(state.frozen);
	// Nobody owes anything on what was annulled.
	const isGone = isVoided(standingIn(state) as StatedFact[]);
	const payable = parseAmount(content.currency, totals.payable);
	const owed = { type: content.type, payable: payable.ok ? payable.value.minor : 0n };
	const owes = owedOn(owed);
	return {
		state,
		currency: content.currency,
		partyId: content.partyId ?? '',
		number,
		side: 'sales',
		value: owes < 0n ? -owes : 0n,
		kind: isGone ? 'settled' : owes < 0n ? 'source' : owesMoney(content.type) ? 'owing' : 'settled',
		open: isGone ? 0n : balanceOf(owed, settledSums(content.currency, standingIn(state) as StatedFact[]))
	};
}

/** A bill below zero is what the supplier credits. An expense was paid as it was made, and what was cancelled counts for nothing. */
function readBill(state: RecordState, { expense, totals }: BookedExpense): Holder {
	const { currency } = totals;
	const payable = parseAmount(currency, totals.payable);
	const owes = payable.ok ? payable.value.minor : 0n;
	const isSettled = expense.kind !== 'bill' || state.facts.some(({ body }) => (body as ExpenseEvent).kind === 'cancelled');
	const settled = settledSums(currency, standingIn(state) as StatedFact[]);
	return {
		state,
		currency,
		partyId: expense.supplierId ?? '',
		number: expense.number,
		side: 'purchases',
		value: owes < 0n ? -owes : 0n,
		kind: isSettled ? 'settled' : owes < 0n ? 'source' : 'owing',
		open: isSettled ? 0n : balanceOf({ type: 'invoice', payable: owes }, settled)
	};
}

function isOfPurchases(kind: Payment['kind']): boolean {
	return kind === 'supplier-payment' || kind === 'supplier-refund';
}

function isReversed({ state, number }: Holder): boolean {
	return state.type === 'payment' && isWhollyReversed(number, state);
}

function standingIn(state: RecordState): { id: string; fact: AnyFact }[] {
	return standing(state.facts.map(({ opId, body }) => ({ id: opId, fact: body as AnyFact })));
}

function otherSideOf(fact: AnyFact): string | undefined {
	switch (fact.kind) {
		case 'payment':
			return fact.paymentId;
		case 'credited':
			return fact.creditNote;
		case 'refunded':
			return fact.refundId;
		case 'applied':
			return fact.to;
		case 'drawn':
			return fact.from;
		case 'on-line':
			return fact.line;
		case 'flagged':
			return fact.reason === 'number-doubled' ? fact.other : undefined;
		default:
			return undefined;
	}
}

/** Taking that mark off is approving it afterwards. [Note: approval] */
function isUnapproved(fact: AnyFact): boolean {
	return fact.kind === 'flagged' && fact.reason === 'not-approved';
}

function signerOf({ facts }: RecordState, factId: string): string {
	return facts.find(({ opId }) => opId === factId)?.by ?? '';
}

function withFact(state: RecordState, opId: string, { n, by }: Placed, body: AnyFact): RecordState {
	return { ...state, facts: [...state.facts, { opId, n, by, body }] };
}

function both(a: string, stateA: RecordState, b: string, stateB: RecordState): Changed {
	return new Map([
		[a, stateA],
		[b, stateB]
	]);
}
