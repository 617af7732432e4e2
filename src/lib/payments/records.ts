/** The worker's half of payments: a payment is frozen as it is recorded; its shares are facts. [Note: money between records] */
import { isDate } from '../documents/dates.ts';
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { decodeFrozen } from '../workspace/json.ts';
import type { Placed, RecordState, RecordType, RefusalReason, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import type { Payment } from './payment.ts';
import { PAYMENT_LIST, paymentRow, paymentText } from './payment-row.ts';

export const PAYMENT_TYPE: RecordType = {
	type: 'payment',
	schema: 1,
	list: PAYMENT_LIST,
	fold(state, operation, placed, _ledger, recordId) {
		if (state) return { state, rows: [], refused: 'already-issued' };
		const payment = operation.action === 'put' ? readPayment(operation.body) : undefined;
		const refused = payment ? refusalOf(payment) : 'unreadable';
		if (refused) return { state, rows: [], refused };
		const next: RecordState = { type: 'payment', schema: 1, frozen: operation.body, facts: [] };
		return { state: next, rows: rows(recordId, next, placed) };
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

function refusalOf({ kind, partyId, date, currency, amount }: Payment): RefusalReason | undefined {
	const known = ['payment', 'deposit', 'refund'].includes(kind) && typeof partyId === 'string' && partyId !== '';
	if (!known || !isDate(date) || !isCurrency(currency) || typeof amount !== 'string') return 'unreadable';
	const read = parseAmount(currency, amount);
	if (!read.ok) return 'unreadable';
	return read.value.minor > 0n ? undefined : 'not-positive';
}

function readPayment(body: Uint8Array): Payment | undefined {
	try {
		return decodeFrozen<Payment>(body);
	} catch {
		return undefined;
	}
}
