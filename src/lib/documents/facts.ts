/**
 * [Note: money between records] Facts that move money are folded on both records they concern, so that they cannot disagree on any device:
 *
 *     operation on             fact         the other side, written here
 *     invoice                  payment      applied on the payment
 *     invoice                  credited     applied on the credit note
 *     payment or credit note   refunded     drawn on the refund's payment record
 *     any of these             reversed     reversed, with the same reason
 *
 * The reversal of a whole payment (`factId` is its own id) reverses every share it has given. A fact the books refuse changes neither side.
 */
import { parseAmount } from '../money/amount.ts';
import type { Payment, PaymentFact } from '../payments/payment.ts';
import { canonicalJson, decodeFrozen } from '../workspace/json.ts';
import type { Placed, RecordState, RefusalReason } from '../workspace/registry.ts';
import { isDate } from './dates.ts';
import type { DocumentFact, IssuedDocument } from './document.ts';
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
	kind: 'owing' | 'source' | 'refund';
	/** What the client owes on it; zero for payments. */
	open: bigint;
}

/** Ids of the records on the other side of the fact. */
export function otherSides(recordId: string, state: RecordState | undefined, fact: AnyFact | undefined): string[] {
	if (!state || !fact) return [];
	if (fact.kind === 'payment') return [fact.paymentId];
	if (fact.kind === 'credited') return [fact.creditNote];
	if (fact.kind === 'refunded') return [fact.refundId];
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
	others: ReadonlyMap<string, RecordState>
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
			const moved = move(readHolder(sourceId, source), readHolder(recordId, state), 'owing', fact);
			if (typeof moved !== 'bigint') return moved;
			if (source!.type !== (fact.kind === 'payment' ? 'payment' : 'issued')) return { refused: 'no-source' };
			const { number } = readHolder(recordId, state)!;
			const applied = { kind: 'applied', documentId: sourceId, to: recordId, number, date: fact.date, amount: fact.amount } as const;
			return { changed: both(recordId, write(state, fact), sourceId, write(source!, applied)) };
		}
		case 'refunded': {
			const refund = others.get(fact.refundId);
			const moved = move(readHolder(recordId, state), readHolder(fact.refundId, refund), 'refund', fact);
			if (typeof moved !== 'bigint') return moved;
			const drawn = { kind: 'drawn', from: recordId, date: fact.date, amount: fact.amount } as const;
			return { changed: both(recordId, write(state, fact), fact.refundId, write(refund!, drawn)) };
		}
		case 'reversed':
			return reverse(recordId, state, fact, opId, placed, others);
		default:
			// The other sides are written above and by nobody else.
			return { refused: 'unreadable' };
	}
}

/** The amount moved, when both sides let it. */
function move(
	source: Holder | undefined,
	target: Holder | undefined,
	to: 'owing' | 'refund',
	fact: { date: string; amount: string }
): bigint | { refused: RefusalReason } {
	if (source?.kind !== 'source' || !target) return { refused: 'no-source' };
	if (target.kind !== to) return { refused: 'more-than-open' };
	const amount = amountOf(fact, target);
	if (typeof amount !== 'bigint') return amount;
	if (isReversed(source) || isReversed(target)) return { refused: 'source-reversed' };
	if (source.currency !== target.currency) return { refused: 'other-currency' };
	if (source.partyId !== target.partyId) return { refused: 'other-client' };
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

/** The other side of something, and what a credit note took back: an issued document is corrected by another one only. */
const WRITTEN_HERE: readonly AnyFact['kind'][] = ['applied', 'drawn', 'corrected'];

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
		const base = { state, currency, partyId, number: id, open: 0n };
		return { ...base, value: amount.ok ? amount.value.minor : 0n, kind: kind === 'refund' ? 'refund' : 'source' };
	}
	if (state.type !== 'issued') return undefined;
	const { content, totals, number } = decodeFrozen<IssuedDocument>(state.frozen);
	const payable = parseAmount(content.currency, totals.payable);
	const owed = { type: content.type, payable: payable.ok ? payable.value.minor : 0n };
	const owes = owedOn(owed);
	return {
		state,
		currency: content.currency,
		partyId: content.partyId ?? '',
		number,
		value: owes < 0n ? -owes : 0n,
		kind: owes < 0n ? 'source' : 'owing',
		open: balanceOf(owed, settledSums(content.currency, standingIn(state) as StatedFact[]))
	};
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
		default:
			return undefined;
	}
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
