/** A payment while it is being typed: what is proposed, what is wrong with it, and how it is recorded. */
import { useBooks } from '../books.svelte.ts';
import type { PaymentMethod } from '../documents/document.ts';
import { amount as money, amountString, parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import type { FoundRate } from '../rates/api.ts';
import { paidRate } from '../rates/paid-rate.ts';
import type { PaymentDetail } from './api.ts';
import type { Result } from '../worker-api.ts';
import { ClientMoney } from './client-money.svelte.ts';
import type { Payment } from './payment.ts';
import { paymentFindings } from './payment-rules.ts';
import { proposeShares } from './proposal.ts';

export interface PaymentStart {
	/** Today's date where the business is. */
	today: string;
	currency: string;
	baseCurrency: string;
	party?: { id: string; name: string };
	/** The invoice the dialog was opened on: it is paid first. */
	document?: { id: string; balance: bigint; exchangeRate?: string };
}

export class NewPayment {
	kind = $state<'payment' | 'deposit'>('payment');
	party = $state.raw<{ id: string; name: string } | undefined>();
	currency = $state('');
	amount = $state('');
	date = $state('');
	method = $state<PaymentMethod>('transfer');
	reference = $state('');
	note = $state('');
	exchangeRate = $state('');
	/** Of the rate that was taken from the books; gone when another is typed. */
	rateOrigin = $state.raw<FoundRate | undefined>();
	/** Decimal strings by document id. */
	shares = $state<Record<string, string>>({});
	/** What is proposed was changed by hand. */
	edited = $state(false);
	readonly client = new ClientMoney();
	readonly #api = useBooks().api;
	readonly #start: PaymentStart;

	readonly documents = $derived.by(() => (this.kind === 'deposit' ? [] : this.client.openIn(this.currency)));
	readonly foreign = $derived.by(() => this.currency !== this.#start.baseCurrency);
	readonly minor = $derived.by(() => (isCurrency(this.currency) ? minorOf(this.currency, this.amount) : 0n));
	readonly shared = $derived.by(() => this.documents.reduce((sum, { id }) => sum + minorOf(this.currency, this.shares[id] ?? ''), 0n));
	readonly credit = $derived.by(() => this.minor - this.shared);
	readonly findings = $derived.by(() =>
		paymentFindings(
			{
				amount: this.amount,
				date: this.date,
				shares: this.documents.map(({ id }) => ({ id, amount: this.shares[id] ?? '' }))
			},
			{ currency: this.currency, open: this.documents, today: this.#start.today }
		)
	);
	readonly complete = $derived.by(() => this.party !== undefined && this.findings.every(({ level }) => level !== 'error'));

	constructor(start: PaymentStart) {
		this.#start = start;
		this.currency = start.currency;
		this.date = start.today;
		this.exchangeRate = start.document?.exchangeRate ?? '';
		const { document, party } = start;
		if (document && document.balance > 0n) this.amount = amountString(money(start.currency, document.balance));
		if (party) void this.setParty(party);
	}

	async setParty(party: { id: string; name: string } | undefined): Promise<void> {
		this.party = party;
		if (!party) return;
		await this.client.load(party.id);
		const used = this.client.documents.map(({ currency }) => currency);
		if (!this.#start.document && used.length > 0 && !used.includes(this.currency)) this.currency = used[0]!;
		this.edited = false;
		this.propose();
	}

	/** The amount, or where it can go, is another: what was not typed by hand follows. */
	follow(): void {
		if (!this.edited) this.propose();
	}

	propose(): void {
		this.edited = false;
		const proposed = proposeShares(this.documents, this.minor, this.#start.document?.id);
		this.shares = Object.fromEntries([...proposed].map(([id, share]) => [id, amountString(money(this.currency, share))]));
	}

	record(): Promise<Result<PaymentDetail>> {
		const payment: Payment = {
			kind: this.kind,
			partyId: this.party!.id,
			partyName: this.party!.name,
			date: this.date,
			amount: amountString(money(this.currency, this.minor)),
			currency: this.currency,
			method: this.method,
			...(this.foreign && paidRate(this.exchangeRate, this.rateOrigin, this.date, this.#start.baseCurrency)),
			...(this.reference.trim() && { reference: this.reference.trim() }),
			...(this.note.trim() && { note: this.note.trim() })
		};
		const shares = this.documents.flatMap(({ id }) => {
			const minor = minorOf(this.currency, this.shares[id] ?? '');
			return minor > 0n ? [{ id, amount: amountString(money(this.currency, minor)) }] : [];
		});
		return this.#api.recordPayment(payment, shares);
	}
}

/** Zero for what is no amount. */
export function minorOf(currency: string, text: string): bigint {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : 0n;
}
