/** Expenses and bills after they were written, and those that come again: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { BookedExpense, Receipt } from './expense.ts';
import type { ExpenseStanding, StatedEvent } from './status.ts';

export interface ExpenseDetail extends ExpenseStanding {
	id: string;
	booked: BookedExpense;
	facts: (StatedEvent & { by: string; n: number })[];
}

/** A cost that a client is to be billed. Amounts are decimal strings of `currency`. */
export interface Billable {
	/** Of the expense. */
	id: string;
	supplierName: string;
	number: string;
	date: string;
	currency: string;
	/** Units of the base currency for one unit of `currency`. */
	exchangeRate?: string;
	baseCurrency?: string;
	/** Percent on top; empty is none. */
	markup: string;
	/** What each line cost: without the taxes that come back. */
	lines: { id: string; description: string; cost: string }[];
}

/** A recurring expense with periods whose date has come and that were neither made nor left out. */
export interface DueRecurring {
	profileId: string;
	title: string;
	periods: { period: number; date: string }[];
}

export interface ExpensesApi {
	/** Freezes the draft; refused with the field that has to be mended. */
	bookExpense(id: string): Promise<Result<ExpenseDetail>>;
	expense(id: string): Promise<Result<ExpenseDetail>>;
	/** Paper that came later. */
	addReceipts(id: string, receipts: Receipt[]): Promise<Result<ExpenseDetail>>;
	/** It counts for nothing from here on. Refused (`in-use`) while something was paid on it, or it stands on an invoice. */
	cancelExpense(id: string, reason: string): Promise<Result<ExpenseDetail>>;
	/** The same, with a draft like it in its place; answers the draft's id. */
	correctExpense(id: string, reason: string): Promise<Result<string>>;
	/** The invoice it stands on no longer counts for it. */
	billExpenseAgain(id: string, reason: string): Promise<Result<ExpenseDetail>>;
	/** What that client is to be billed and was not. */
	billables(clientId: string): Promise<Result<Billable[]>>;
	/** Puts them on that draft, or on a new one for the client; answers its id. Refused (`other-currency`) where a rate was not noted. */
	billCosts(clientId: string, expenseIds: string[], draftId?: string): Promise<Result<string>>;
	dueRecurring(): Promise<Result<DueRecurring[]>>;
	/** Drafts for all its due periods up to that one; answers how many were made. A period is made once, on however many devices. */
	makeRecurring(profileId: string, through: number): Promise<Result<number>>;
	/** Leaves its due periods up to that one out. */
	skipRecurring(profileId: string, through: number): Promise<Result<void>>;
}
