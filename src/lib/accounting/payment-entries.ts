/** What payments do to the accounts: money against the account of whom it came from or went to. Its shares stay within that account. */
import type { PaymentMethod } from '../documents/document.ts';
import type { Payment, PaymentFact } from '../payments/payment.ts';
import { conversionOf, type Rated } from './conversion.ts';
import { minorOf } from './document-entries.ts';
import { entry, reversal, type Derived, type EntryParty } from './entry.ts';

/** @param paid what it paid, whose rate counts where the payment noted none */
export function paymentEntries(
	id: string,
	payment: Payment,
	facts: readonly { fact: PaymentFact }[],
	base: string,
	paid: Rated | undefined = undefined
): Derived {
	const whole = facts.find(({ fact }) => fact.kind === 'reversed' && fact.factId === id)?.fact as
		Extract<PaymentFact, { kind: 'reversed' }> | undefined;
	// Without a day it never happened.
	if (whole && !whole.date) return { entries: [] };
	const { currency, kind } = payment;
	const rate = conversionOf(payment.exchangeRate || paid?.currency !== currency ? payment : paid, base);
	if ('leftOut' in rate) return rate;
	const isIn = kind === 'payment' || kind === 'deposit' || kind === 'supplier-refund';
	const side = kind === 'supplier-payment' || kind === 'supplier-refund' ? 'supplier' : 'client';
	const amount = minorOf(currency, payment.amount) * (isIn ? 1n : -1n);
	const value = rate.into(amount);
	const party: EntryParty = { id: payment.partyId, name: payment.partyName, side };
	const foreign = (minor: bigint) => (rate.isForeign ? { foreign: { currency, amount: minor } } : {});
	const money = moneyRole(payment.method);
	const numbers = facts.flatMap(({ fact }) => (fact.kind === 'applied' ? [fact.number] : []));
	const made = entry(
		{
			journal: money,
			kind: kind === 'deposit' ? 'payment' : kind,
			date: payment.date,
			piece: payment.reference || numbers[0] || '',
			pieceDate: payment.date,
			name: payment.partyName,
			source: { type: 'payment', id }
		},
		[
			{ role: money, amount: value, ...foreign(amount) },
			{ role: side === 'client' ? 'receivable' : 'payable', amount: -value, party, ...foreign(-amount) }
		]
	);
	if (!made) return { entries: [] };
	return { entries: [made, ...(whole?.date ? [reversal(made, whole.date)] : [])] };
}

export function moneyRole(method: PaymentMethod): 'cash' | 'bank' {
	return method === 'cash' ? 'cash' : 'bank';
}
