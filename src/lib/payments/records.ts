/** The worker's half of payments: a payment is frozen as it is recorded; its shares are facts. [Note: money between records] */
import { isDate } from '../documents/dates.ts';
import { isMethod } from '../documents/fact-shape.ts';
import { bookOnLine } from '../documents/line-booking.ts';
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { equalBytes, toHex } from '../workspace/bytes.ts';
import { decodeFrozen } from '../workspace/json.ts';
import type { Placed, RecordState, RecordType, RefusalReason, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import type { Payment, PaymentFact, PaymentKind } from './payment.ts';
import { PAYMENT_LIST, paymentRow, paymentText } from './payment-row.ts';

export const PAYMENT_TYPE: RecordType = {
	type: 'payment',
	schema: 1,
	list: PAYMENT_LIST,
	related(_state, { body }) {
		const line = readPayment(body)?.line?.id;
		return isRecordId(line) ? [line] : [];
	},
	fold(state, operation, placed, _ledger, recordId, others) {
		// Sent again it counts once.
		if (state?.frozen && equalBytes(state.frozen, operation.body)) return { state, rows: [] };
		if (state) return { state, rows: [], refused: 'already-issued' };
		const payment = operation.action === 'put' ? readPayment(operation.body) : undefined;
		const refused = payment ? refusalOf(payment) : 'unreadable';
		if (refused) return { state, rows: [], refused };
		const next: RecordState = { type: 'payment', schema: 1, frozen: operation.body, facts: [] };
		const on = payment?.line;
		if (!on) return { state: next, rows: rows(recordId, next, placed) };
		const opId = toHex(operation.opId);
		const booked = bookOnLine(others.get(on.id), on, { id: recordId, value: payment }, opId, placed);
		if ('refused' in booked) return { state, rows: [], refused: booked.refused };
		const fact: PaymentFact = { kind: 'on-line', documentId: recordId, line: on.id, amount: on.amount };
		const moved: RecordState = { ...next, facts: [{ opId, n: placed.n, by: placed.by, body: fact }] };
		return { state: moved, rows: rows(recordId, moved, placed), others: new Map([[on.id, booked.line]]) };
	},
	rows
};

export function recordedPayment(state: RecordState | undefined): Payment | undefined {
	return state?.type === 'payment' && state.frozen ? decodeFrozen<Payment>(state.frozen) : undefined;
}

function rows(id: string, state: RecordState, { n }: Placed): RowChange[] {
	const row = () => paymentRow(id, recordedPayment(state)!, state, n);
	return [rowChange('payment', id, row, () => paymentText({ ...row(), amount: recordedPayment(state)!.amount }))];
}

function refusalOf(payment: Payment): RefusalReason | undefined {
	const { kind, partyId, partyName, date, currency, amount, method, line } = payment;
	const texts = [partyId, partyName, date, currency, amount].every((value) => typeof value === 'string');
	const known = KINDS.includes(kind) && isMethod(method) && partyId !== '';
	if (!texts || !known || !isDate(date) || !isCurrency(currency) || !OPTIONAL.every((field) => isText(payment[field]))) return 'unreadable';
	if (line !== undefined && !(isRecordId(line?.id) && typeof line.amount === 'string')) return 'unreadable';
	const read = parseAmount(currency, amount);
	if (!read.ok) return 'unreadable';
	return read.value.minor > 0n ? undefined : 'not-positive';
}

const KINDS: readonly PaymentKind[] = ['payment', 'deposit', 'refund', 'supplier-payment', 'supplier-refund'];
const OPTIONAL = ['exchangeRate', 'exchangeRateDate', 'exchangeRateSource', 'baseCurrency', 'reference', 'note'] as const;

function isRecordId(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function isText(value: unknown): boolean {
	return value === undefined || typeof value === 'string';
}

function readPayment(body: Uint8Array): Payment | undefined {
	try {
		const payment = decodeFrozen<unknown>(body);
		return typeof payment === 'object' && payment !== null ? (payment as Payment) : undefined;
	} catch {
		return undefined;
	}
}
