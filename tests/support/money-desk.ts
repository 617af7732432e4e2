/** Documents, payments and what moves between them, folded as a device folds its log. */
import { aBusiness, anInvoice, aParty } from './books.ts';
import type { DocumentType, IssuedDocument } from '#lib/documents/document.ts';
import { buyerSnapshot, sellerSnapshot } from '#lib/documents/snapshots.ts';
import { computeTotals, freezeTotals } from '#lib/documents/totals.ts';
import { amount as money, amountString } from '#lib/money/amount.ts';
import type { DocumentRow, PaymentRow } from '#lib/worker-api.ts';
import { REGISTRY } from '#lib/worker/registry.ts';
import { foldOperation, relatedRecords } from '#lib/workspace/fold.ts';
import { fromHex, toHex } from '#lib/workspace/bytes.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import type { Operation } from '#lib/workspace/operations.ts';
import type { RecordState } from '#lib/workspace/registry.ts';
import { addDocument, addPayment } from '#lib/payments/account-of.ts';
import type { ClientAccount } from '#lib/payments/account.ts';
import type { Payment } from '#lib/payments/payment.ts';

export const idOf = (name: string) => toHex(new TextEncoder().encode(name.padEnd(16)));
export const text = (minor: bigint) => amountString(money('CAD', minor));
export const DAY = '2026-03-01';

/** Books in memory: the fold that saves and rebuilds use, and nothing else. */
export class Desk {
	readonly records = new Map<string, RecordState>();
	readonly rows = new Map<string, object | undefined>();
	readonly log: Operation[] = [];

	/** An issued document with that sum to pay; its way to issue is not what is tested here. */
	document(name: string, payable: bigint, changes: { type?: DocumentType; partyId?: string; currency?: string; issueDate?: string } = {}) {
		const { type = 'invoice', partyId = 'alice', currency = 'CAD', issueDate = DAY } = changes;
		const content = anInvoice({ type, partyId, currency, issueDate, dueDate: '2026-03-31' });
		const totals = computeTotals(content);
		if (!totals.ok) throw new Error('the example does not compute');
		const document: IssuedDocument = {
			number: name,
			series: 's',
			segment: 0,
			sequence: 1,
			sequenceYear: '',
			run: '{0000}',
			previousIssue: '',
			content,
			seller: sellerSnapshot(aBusiness()),
			buyer: buyerSnapshot(aParty()),
			totals: { ...freezeTotals(totals.value), payable: text(payable) },
			engine: 1,
			issuedAt: ''
		};
		this.records.set(idOf(name), { type: 'issued', schema: 1, frozen: encodeJson(document), facts: [] });
	}

	/** The reason when the books refuse it. */
	add(type: string, name: string, body: object): string | undefined {
		const opId = fromHex(this.log.length.toString(16).padStart(32, '0'));
		const operation: Operation = { opId, recordId: fromHex(idOf(name)), type, schema: 1, action: 'put', body: encodeJson(body) };
		this.log.push(operation);
		return this.fold(operation, this.log.length);
	}

	fold(operation: Operation, n: number): string | undefined {
		const id = toHex(operation.recordId);
		const recordType = REGISTRY.get(operation.type)!;
		const state = this.records.get(id);
		const related = relatedRecords(recordType, state, operation, id, {}).flatMap((other) => {
			const found = this.records.get(other);
			return found ? [[other, found] as const] : [];
		});
		const placed = { n, by: 'device', hash: () => '', tenures: () => [] };
		const result = foldOperation(REGISTRY, recordType, state, operation, placed, {}, id, new Map(related));
		if (result.state) this.records.set(id, result.state);
		for (const [other, changed] of result.others ?? []) this.records.set(other, changed);
		for (const { id: row, row: value } of result.rows) this.rows.set(row, value);
		return result.refused;
	}

	pay(name: string, minor: bigint, changes: Partial<Payment> = {}) {
		const base = { kind: 'payment', partyId: 'alice', partyName: 'Alice', date: DAY, currency: 'CAD', method: 'transfer' } as const;
		return this.add('payment', name, { ...base, amount: text(minor), ...changes } satisfies Payment);
	}
	share(from: string, to: string, minor: bigint, changes: object = {}) {
		const base = { kind: 'payment', documentId: idOf(to), paymentId: idOf(from), date: DAY, amount: text(minor), method: 'transfer' };
		return this.add('fact', to, { ...base, ...changes });
	}
	credit(from: string, to: string, minor: bigint) {
		const base = { kind: 'credited', documentId: idOf(to), creditNote: idOf(from), number: from, date: DAY, amount: text(minor) };
		return this.add('fact', to, base);
	}
	giveBack(from: string, refund: string, minor: bigint) {
		return this.add('fact', from, { kind: 'refunded', documentId: idOf(from), refundId: idOf(refund), date: DAY, amount: text(minor) });
	}
	writeOff(on: string, minor: bigint) {
		return this.add('fact', on, { kind: 'written-off', documentId: idOf(on), date: DAY, amount: text(minor), cause: 'bad-debt' });
	}
	/** Of the fact added last to the record, or of the whole payment. */
	reverse(name: string, factId = this.facts(name).at(-1)?.opId ?? '', date?: string) {
		const undone = date === undefined ? {} : { date };
		const at = '2026-03-02T10:00:00Z';
		return this.add('fact', name, { kind: 'reversed', factId, documentId: idOf(name), at, reason: 'wrong', ...undone });
	}
	facts(name: string) {
		return this.records.get(idOf(name))?.facts ?? [];
	}
	/** The row as it is now, made from the state alone. */
	row(name: string): DocumentRow & PaymentRow {
		const state = this.records.get(idOf(name))!;
		const [change] = REGISTRY.get(state.type)!.rows!(idOf(name), state, { n: 0, by: '', hash: () => '', tenures: () => [] });
		return change!.row as DocumentRow & PaymentRow;
	}
	account(): ClientAccount {
		const account: ClientAccount = { documents: [], payments: [], moves: [] };
		for (const [id, state] of this.records) {
			if (state.type === 'issued') addDocument(account, id, state);
			else if (state.type === 'payment') {
				const [change] = REGISTRY.get('payment')!.rows!(id, state, { n: 0, by: '', hash: () => '', tenures: () => [] });
				const row = change!.row as PaymentRow;
				addPayment(account, row, state);
			}
		}
		return account;
	}
}

export function desk(): Desk {
	const books = new Desk();
	books.document('F1', 10_000n);
	books.document('F2', 5_000n);
	books.document('C1', 3_000n, { type: 'credit-note' });
	return books;
}
