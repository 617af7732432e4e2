/** The list row of a payment, and what it still has to give. Amounts in minor units. */
import { givenSum, isWhollyReversed } from '../documents/facts.ts';
import { standing } from '../documents/status.ts';
import { parseAmount } from '../money/amount.ts';
import type { PaymentRow } from '../worker-api.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Payment, PaymentFact } from './payment.ts';

export const PAYMENT_LIST: ListShape = {
	list: 'payment',
	derived: 1,
	columns: {
		kind: 'value',
		date: 'date',
		partyId: 'value',
		partyName: 'value',
		currency: 'value',
		amount: 'amount',
		credit: 'amount',
		method: 'value',
		reference: 'text',
		documents: 'text',
		reversed: 'flag',
		changed: 'count'
	} satisfies Record<Exclude<keyof PaymentRow, 'id'>, ColumnKind>,
	ties: ['changed']
};

/** What a search finds a payment by, its amount as "1234.50". */
export function paymentText({
	amount,
	partyName,
	reference,
	documents
}: Pick<PaymentRow, 'partyName' | 'reference' | 'documents'> & { amount: string }): string {
	return [amount, partyName, reference, documents].filter(Boolean).join('\n');
}

/** `changed` is the log's position of the newest change. */
export function paymentRow(id: string, payment: Payment, state: RecordState, changed: number): PaymentRow {
	const reversed = isWhollyReversed(id, state);
	const numbers = standing(state.facts.map(({ opId, body }) => ({ id: opId, fact: body as PaymentFact })))
		.map(({ fact }) => (fact.kind === 'applied' ? fact.number : ''))
		.filter(Boolean);
	return {
		id,
		kind: payment.kind,
		date: payment.date,
		partyId: payment.partyId,
		partyName: payment.partyName,
		currency: payment.currency,
		amount: amountOf(payment),
		credit: reversed ? 0n : creditOf(payment, state),
		method: payment.method,
		reference: payment.reference ?? '',
		documents: [...new Set(numbers)].join(', '),
		reversed,
		changed
	};
}

/** What the client has to his credit by this payment; a refund that gave back more than was found takes from it. */
function creditOf(payment: Payment, state: RecordState): bigint {
	const left = amountOf(payment) - givenSum(payment.currency, state);
	return payment.kind === 'refund' || payment.kind === 'supplier-refund' ? -left : left;
}

function amountOf({ currency, amount }: Payment): bigint {
	const read = parseAmount(currency, amount);
	return read.ok ? read.value.minor : 0n;
}
