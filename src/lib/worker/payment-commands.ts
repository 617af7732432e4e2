/** Payments, as a screen asks for them: each command is one read or one save. */
import type { DocumentFact } from '../documents/document.ts';
import { encodeFact, issuedDocument } from '../documents/records.ts';
import type { AnyFact } from '../documents/facts.ts';
import { addDocument, addPayment } from '../payments/account-of.ts';
import type { ClientAccount } from '../payments/account.ts';
import type { Payment, PaymentFact } from '../payments/payment.ts';
import { bookedExpense } from '../expenses/records.ts';
import { partiesOf } from '../parties/merged.ts';
import { recordedPayment } from '../payments/records.ts';
import { newId16 } from '../crypto/random.ts';
import type { CreditShare, PaymentDetail, Share } from '../payments/api.ts';
import type { DocumentRow, PaymentRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

export class PaymentCommands {
	readonly #workspace: Workspace;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	async record(payment: Payment, shares: readonly Share[]): Promise<PaymentDetail> {
		const id = await this.#workspace.save((transaction) => writePayment(transaction, payment, shares), 'strict');
		return this.detail(id);
	}

	async applyCredit(shares: readonly CreditShare[], date: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			for (const share of shares) await writeShare(transaction, share.from, share.to, share.amount, date);
		}, 'strict');
	}

	async reverse(id: string, at: string, reason: string, date?: string): Promise<PaymentDetail> {
		const fact: PaymentFact = { kind: 'reversed', documentId: id, factId: id, at, reason, ...(date && { date }) };
		await this.#workspace.save((transaction) => transaction.add('fact', id, 'put', encodeFact(fact)), 'strict');
		return this.detail(id);
	}

	async detail(id: string): Promise<PaymentDetail> {
		const state = await this.#workspace.read(id);
		const payment = recordedPayment(state);
		const row = this.#workspace.list('payment').get(id) as PaymentRow | undefined;
		if (!state || !payment || !row) throw new Refused({ code: 'not-found' });
		const facts = state.facts.map(({ opId, n, by, body }) => ({ id: opId, n, by, fact: body as PaymentFact }));
		const whole = facts.find(({ fact }) => fact.kind === 'reversed' && fact.factId === id)?.fact;
		const reversal =
			whole?.kind === 'reversed' ? { at: whole.at, reason: whole.reason, ...(whole.date && { date: whole.date }) } : undefined;
		return { id, payment, facts, amount: row.amount, credit: row.credit, ...(reversal && { reversal }) };
	}

	/** What payments of the client have left to give, in minor units of the currency. */
	async unspent(partyId: string, currency: string): Promise<bigint> {
		const kinds = ['payment', 'deposit'];
		const query = {
			where: { currency, reversed: false },
			filters: { partyId: this.#anyOf(partyId), kind: { anyOf: kinds }, credit: { from: 1n } }
		};
		const found = (await this.#workspace.select('payment', query, ''))?.rows(undefined) ?? [];
		return (found as unknown as PaymentRow[]).reduce((sum, { credit }) => sum + credit, 0n);
	}

	async account(partyId: string): Promise<ClientAccount> {
		const account: ClientAccount = { documents: [], payments: [], moves: [] };
		for (const { id } of await this.#rows<DocumentRow>('document', partyId, { issued: true }))
			addDocument(account, id, await this.#workspace.read(id));
		for (const row of await this.#rows<PaymentRow>('payment', partyId, {})) addPayment(account, row, await this.#workspace.read(row.id));
		return account;
	}

	/** The party, and all that went into it. */
	#anyOf(partyId: string) {
		return { anyOf: partiesOf(this.#workspace.ledger, partyId) };
	}

	/** In the order they came into the books. The day is of no account: no column that turns with it is looked at. */
	async #rows<R>(list: string, partyId: string, where: Partial<R>): Promise<R[]> {
		const query = { where, filters: { partyId: this.#anyOf(partyId) } };
		return ((await this.#workspace.select(list, query, ''))?.rows(undefined) ?? []) as R[];
	}
}

/** The payment and its shares in one save; for a refund the shares name what is given back. Answers the payment's id. */
export async function writePayment(transaction: Transaction, payment: Payment, shares: readonly Share[]): Promise<string> {
	const id = toHex(newId16());
	await transaction.add('payment', id, 'put', encodeJson(payment));
	for (const share of shares) {
		if (payment.kind === 'refund' || payment.kind === 'supplier-refund') {
			const fact: AnyFact = { kind: 'refunded', documentId: share.id, refundId: id, date: payment.date, amount: share.amount };
			await transaction.add('fact', share.id, 'put', encodeFact(fact));
		} else await writeShare(transaction, id, share.id, share.amount, payment.date);
	}
	return id;
}

async function writeShare(transaction: Transaction, from: string, to: string, amount: string, date: string): Promise<void> {
	const source = await transaction.read(from);
	const payment = recordedPayment(source);
	const bill = bookedExpense(source)?.expense;
	const creditNote = source && !payment && !bill ? issuedDocument(source) : bill;
	if (!payment && !creditNote) throw new Refused({ code: 'not-found' });
	const fact: DocumentFact = payment
		? {
				kind: 'payment',
				documentId: to,
				paymentId: from,
				date,
				amount,
				method: payment.method,
				...(payment.reference && { reference: payment.reference })
			}
		: { kind: 'credited', documentId: to, creditNote: from, number: creditNote!.number, date, amount };
	await transaction.add('fact', to, 'put', encodeFact(fact));
}
