/** Invoices that come again: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { Period } from './schedule.ts';

/** A recurring invoice with periods whose date has come and that were neither made nor left out. */
export interface DueInvoices {
	profileId: string;
	title: string;
	partyName: string;
	/** Minor units of `currency`, as the profile stands now. */
	payable: bigint;
	currency: string;
	/** Oldest first. */
	periods: Period[];
}

/** A day to come on which something is due. */
export interface ComingDate {
	kind: 'recurring' | 'invoice' | 'bill' | 'reminder';
	/** What it is about: record id, and the period or step, so that it keeps its place in a calendar. */
	key: string;
	date: string;
	/** Of the profile, or the number of the document. */
	title: string;
	name: string;
}

export interface RecurringApi {
	/** The profile that has waited longest first. */
	dueInvoices(): Promise<Result<DueInvoices[]>>;
	/**
	 * Drafts for those of its due periods; the others up to `through` are left out. Answers the ids of the drafts there are for them now: a period is
	 * made once, on however many devices, and one that was deleted is not made again.
	 */
	makeInvoices(profileId: string, through: number, periods: number[]): Promise<Result<string[]>>;
	/** Up to that day, earliest first. */
	comingDates(until: string): Promise<Result<ComingDate[]>>;
}
