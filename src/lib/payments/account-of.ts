/** A client's account from its records: the worker's half. */
import { dueParts } from '../documents/ageing.ts';
import { isVoided } from '../documents/annulment.ts';
import type { DocumentFact } from '../documents/document.ts';
import type { AnyFact } from '../documents/facts.ts';
import { owesMoney } from '../documents/kinds.ts';
import { issuedDocument } from '../documents/records.ts';
import { owedOn, reversals } from '../documents/status.ts';
import { parseAmount } from '../money/amount.ts';
import type { PaymentRow } from '../worker-api.ts';
import { baseText } from '../rates/base.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { AccountDocument, AccountMove, AccountPayment, ClientAccount } from './account.ts';
import { recordedPayment } from './records.ts';

/** Puts an issued document and what was put against it into the account. */
export function addDocument(account: ClientAccount, id: string, state: RecordState | undefined): void {
	const document = state && issuedDocument(state);
	// An estimate, or what goes with the goods, is no part of what anybody owes.
	if (!document || !owesMoney(document.content.type)) return;
	if (isVoided(state.facts.map(({ opId, body }) => ({ id: opId, fact: body as DocumentFact })))) return;
	const { content, number, totals } = document;
	const payable = minor(content.currency, totals.payable);
	const parts = dueParts(content, payable);
	const base = baseText(content);
	const entry: AccountDocument = {
		id,
		type: content.type,
		number,
		issueDate: content.issueDate,
		dueDate: content.dueDate,
		currency: content.currency,
		owed: owedOn({ type: content.type, payable }),
		...(parts.length > 0 && payable > 0n && { parts }),
		...(base && { base })
	};
	account.documents.push(entry);
	addMoves(account, id, entry.currency, state);
}

/** Puts a payment, and what it gave back, into the account. */
export function addPayment(account: ClientAccount, row: PaymentRow, state: RecordState | undefined): void {
	const { kind } = row;
	// What went to a supplier is another account.
	if (!state || kind === 'supplier-payment' || kind === 'supplier-refund') return;
	const { id, date, currency, amount, method, reference } = row;
	const until = row.reversed ? wholeReversal(id, state)?.date : undefined;
	if (row.reversed && until === undefined) return;
	const payment = recordedPayment(state);
	const base = payment && baseText(payment);
	account.payments.push({
		...{ id, kind, date, currency, amount, method, reference },
		...(until && { until }),
		...(base && { base })
	} satisfies AccountPayment);
	addMoves(account, id, currency, state);
}

/** Each move is taken from the side its operation was on, so that none is there twice. */
function addMoves(account: ClientAccount, id: string, currency: string, state: RecordState): void {
	const facts = state.facts.map(({ opId, body }) => ({ id: opId, fact: body as AnyFact }));
	const undone = reversals(facts);
	for (const { id: factId, fact } of facts) {
		const reversal = undone.get(factId);
		if (reversal && reversal.date === undefined) continue;
		const until = reversal?.date;
		const move = (kind: AccountMove['kind'], from: string | undefined, to: string, { date, amount }: { date: string; amount: string }) =>
			account.moves.push({
				kind,
				...(from !== undefined && { from }),
				to,
				date,
				currency,
				amount: minor(currency, amount),
				...(until && { until })
			});
		if (fact.kind === 'payment') move('share', fact.paymentId, id, fact);
		else if (fact.kind === 'credited') move('share', fact.creditNote, id, fact);
		else if (fact.kind === 'written-off') move('write-off', undefined, id, fact);
		else if (fact.kind === 'refunded') move('refund', id, fact.refundId, fact);
	}
}

function wholeReversal(id: string, { facts }: RecordState) {
	const fact = facts.map(({ body }) => body as AnyFact).find((each) => each.kind === 'reversed' && each.factId === id);
	return fact?.kind === 'reversed' ? fact : undefined;
}

function minor(currency: string, amount: string): bigint {
	const read = parseAmount(currency, amount);
	return read.ok ? read.value.minor : 0n;
}
