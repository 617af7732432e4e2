/** What a payment, a refund or a write-off must be before it is recorded. */
import { isDate } from '../documents/dates.ts';
import { parseAmount } from '../money/amount.ts';
import type { en } from './messages/en.ts';

type CheckMessage = Extract<keyof typeof en, `check${string}`>;

export interface PaymentEntry {
	/** Calendar date. */
	date: string;
	/** Decimal string of major units. */
	amount: string;
	/** What each document gets, as decimal strings; empty is nothing. */
	shares?: readonly { id: string; amount: string }[];
}

export interface PaymentFinding {
	/** For 'share' the document's id is in `id`. */
	field: 'date' | 'amount' | 'share' | 'shares';
	id?: string;
	message: CheckMessage;
	level: 'error' | 'warning';
}

export interface PaymentContext {
	currency: string;
	/** The documents the money can go to. Minor units. */
	open: readonly { id: string; balance: bigint; issueDate: string }[];
	today: string;
	/** No more than this: what a refund can give back, what a write-off can give up. Minor units. */
	limit?: { amount: bigint; message: CheckMessage };
}

/** Errors stop the payment, warnings ask for a second look. */
export function paymentFindings(entry: PaymentEntry, context: PaymentContext): PaymentFinding[] {
	const found: PaymentFinding[] = [];
	const amount = parseAmount(context.currency, entry.amount);
	if (entry.amount.trim() === '') found.push({ field: 'amount', message: 'checkAmountMissing', level: 'error' });
	else if (!amount.ok)
		found.push({ field: 'amount', message: amount.code === 'too-many-places' ? 'checkAmountPlaces' : 'checkAmount', level: 'error' });
	else if (amount.value.minor <= 0n) found.push({ field: 'amount', message: 'checkAmountPositive', level: 'error' });
	else if (context.limit && amount.value.minor > context.limit.amount)
		found.push({ field: 'amount', message: context.limit.message, level: 'error' });
	found.push(...shareFindings(entry, context, amount.ok ? amount.value.minor : undefined), ...dateFindings(entry, context));
	return found;
}

function shareFindings(entry: PaymentEntry, { currency, open }: PaymentContext, amount: bigint | undefined): PaymentFinding[] {
	const found: PaymentFinding[] = [];
	let sum = 0n;
	for (const { id, amount: text } of entry.shares ?? []) {
		if (text.trim() === '') continue;
		const share = parseAmount(currency, text);
		const balance = open.find((document) => document.id === id)?.balance ?? 0n;
		if (!share.ok) found.push({ field: 'share', id, message: 'checkAmount', level: 'error' });
		else if (share.value.minor < 0n) found.push({ field: 'share', id, message: 'checkShareNegative', level: 'error' });
		else if (share.value.minor > balance) found.push({ field: 'share', id, message: 'checkShareMoreThanOpen', level: 'error' });
		sum += share.ok ? share.value.minor : 0n;
	}
	if (amount !== undefined && amount > 0n && sum > amount)
		found.push({ field: 'shares', message: 'checkSharesMoreThanAmount', level: 'error' });
	return found;
}

function dateFindings({ date, shares = [] }: PaymentEntry, { open, today }: PaymentContext): PaymentFinding[] {
	if (!isDate(date)) return [{ field: 'date', message: 'checkDate', level: 'error' }];
	if (date > today) return [{ field: 'date', message: 'checkDateInFuture', level: 'warning' }];
	const paid = new Set(shares.filter(({ amount }) => /[1-9]/.test(amount)).map(({ id }) => id));
	const before = open.some(({ id, issueDate }) => paid.has(id) && date < issueDate);
	return before ? [{ field: 'date', message: 'checkDateBeforeIssue', level: 'warning' }] : [];
}
