/**
 * [Note: a line booked] Money moves on the bank's account once. A payment names the line of the statement it moved on, by its frozen `line` or by an
 * `on-line` fact said of it later; its fold writes `booked` on the line and is refused where that takes more than the line has left. So two devices
 * that book one line apart from each other make one payment: the first in the log. Taking the payment back, or the fact, frees the line.
 */
import type { BankLine, BankLineFact } from '../bank/line.ts';
import { parseAmount } from '../money/amount.ts';
import type { Payment } from '../payments/payment.ts';
import { decodeFrozen } from '../workspace/json.ts';
import type { Placed, RecordState, RefusalReason } from '../workspace/registry.ts';
import { isDate } from './dates.ts';
import { standing } from './status.ts';

export interface OnLine {
	/** Record id of the line. */
	line: string;
	/** What the payment takes of it: decimal string in the line's currency, above zero. */
	amount: string;
}

/** What the bank said; undefined of a record that is no line. */
export function readLine(state: RecordState | undefined): BankLine | undefined {
	const first = state?.type === 'bank-line' ? (state.facts[0]?.body as BankLineFact | undefined) : undefined;
	return first?.kind === 'read' ? first.line : undefined;
}

/** Payments that hold on the line. */
export function bookingsOn(state: RecordState): { id: string; fact: Extract<BankLineFact, { kind: 'booked' }> }[] {
	const facts = standing(state.facts.map(({ opId, body }) => ({ id: opId, fact: body as BankLineFact })));
	return facts.flatMap(({ id, fact }) => (fact.kind === 'booked' ? [{ id, fact }] : []));
}

/** What is not booked of the line, in minor units of its currency, without its sign. */
export function leftOnLine(state: RecordState, line: BankLine): bigint {
	const booked = bookingsOn(state).reduce((sum, { fact }) => sum + (minorOf(line.currency, fact.amount) ?? 0n), 0n);
	const whole = minorOf(line.currency, line.amount) ?? 0n;
	return (whole < 0n ? -whole : whole) - booked;
}

/** The line with the payment on it. */
export function bookOnLine(
	state: RecordState | undefined,
	{ amount }: Pick<OnLine, 'amount'>,
	payment: { id: string; value: Payment },
	opId: string,
	{ n, by }: Pick<Placed, 'n' | 'by'>
): { line: RecordState } | { refused: RefusalReason } {
	const line = readLine(state);
	if (!state || !line || state.removed) return { refused: 'no-source' };
	const { kind, partyId, currency, date } = payment.value;
	const isOut = kind === 'refund' || kind === 'supplier-payment';
	if (isOut !== line.amount.startsWith('-')) return { refused: 'no-source' };
	const taken = minorOf(line.currency, amount);
	if (taken === undefined || !isDate(date)) return { refused: 'unreadable' };
	if (taken <= 0n) return { refused: 'not-positive' };
	// In one currency it is the payment's own amount.
	if (currency === line.currency && taken !== minorOf(currency, payment.value.amount)) return { refused: 'unreadable' };
	if (taken > leftOnLine(state, line)) return { refused: 'line-booked' };
	const body: BankLineFact = { kind: 'booked', documentId: payment.id, paymentId: payment.id, partyId, date, amount };
	return { line: { ...state, facts: [...state.facts, { opId, n, by, body }] } };
}

/** A payment recorded by hand is found on a statement. */
export function findOnLine(
	paymentId: string,
	state: RecordState,
	fact: OnLine,
	line: RecordState | undefined,
	opId: string,
	placed: Placed
): { line: RecordState } | { refused: RefusalReason } {
	if (state.type !== 'payment' || !state.frozen) return { refused: 'no-source' };
	const facts = standing(state.facts.map(({ opId: id, body }) => ({ id, fact: body as { kind: string; factId?: string } })));
	// One payment moves once. Wholly taken back it moves never.
	if (facts.some(({ fact: { kind } }) => kind === 'on-line')) return { refused: 'line-booked' };
	const isReversed = state.facts.some(({ body }) => (body as { kind: string; factId?: string }).factId === paymentId);
	if (isReversed) return { refused: 'source-reversed' };
	return bookOnLine(line, fact, { id: paymentId, value: decodeFrozen<Payment>(state.frozen) }, opId, placed);
}

function minorOf(currency: string, text: string): bigint | undefined {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : undefined;
}
