/** What a payment must be before it is recorded. */
import { isDate } from '../documents/dates.ts';
import { parseAmount } from '../money/amount.ts';
import type { en } from './messages/en.ts';

export interface PaymentEntry {
	/** Calendar date. */
	date: string;
	/** Decimal string of major units. */
	amount: string;
}

export interface PaymentFinding {
	field: 'date' | 'amount';
	message: Extract<keyof typeof en, `check${string}`>;
	level: 'error' | 'warning';
}

export interface PaymentContext {
	currency: string;
	/** Still open, in minor units. */
	balance: bigint;
	issueDate: string;
	today: string;
}

/** Errors stop the payment, warnings ask for a second look. */
export function paymentFindings(entry: PaymentEntry, context: PaymentContext): PaymentFinding[] {
	const found: PaymentFinding[] = [];
	const amount = parseAmount(context.currency, entry.amount);
	if (entry.amount.trim() === '') found.push({ field: 'amount', message: 'checkAmountMissing', level: 'error' });
	else if (!amount.ok)
		found.push({ field: 'amount', message: amount.code === 'too-many-places' ? 'checkAmountPlaces' : 'checkAmount', level: 'error' });
	else if (amount.value.minor <= 0n) found.push({ field: 'amount', message: 'checkAmountPositive', level: 'error' });
	else if (amount.value.minor > context.balance) found.push({ field: 'amount', message: 'checkMoreThanBalance', level: 'warning' });
	if (!isDate(entry.date)) found.push({ field: 'date', message: 'checkDate', level: 'error' });
	else if (entry.date > context.today) found.push({ field: 'date', message: 'checkDateInFuture', level: 'warning' });
	else if (entry.date < context.issueDate) found.push({ field: 'date', message: 'checkDateBeforeIssue', level: 'warning' });
	return found;
}
