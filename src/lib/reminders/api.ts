/** Reminders of invoices, and what being late costs: a part of `WorkerApi`. Types only. */
import type { ReminderWay } from '../documents/document.ts';
import type { ComingDate } from '../recurring/api.ts';
import type { Result } from '../worker-api.ts';
import type { Charge } from './late-fee.ts';

/** A reminder that waits for somebody to approve it: nothing is sent by itself. */
export interface DueReminder {
	documentId: string;
	number: string;
	partyId: string;
	partyName: string;
	/** The client's address for mail; empty where there is none. */
	to: string;
	currency: string;
	/** Minor units. */
	balance: bigint;
	due: string;
	/** Of the schedule, for this due date. */
	step: string;
	/** The day it was to be sent. */
	day: string;
	/** -1 in advance, then 0, 1 … */
	level: number;
	subject: string;
	text: string;
	charge?: Charge;
}

export interface Reminding {
	how: ReminderWay;
	to?: string;
	/** What the step charges is billed, on a draft of its own. */
	withFee: boolean;
}

export interface RemindersApi {
	/** The one that is late longest first. */
	dueReminders(): Promise<Result<DueReminder[]>>;
	/**
	 * Notes that the client was reminded, or deliberately was not. A step is noted once: refused (`already-reminded`) when it is not due any more. Answers
	 * the id of the draft that bills the fee, where there is one; it is the same on every device.
	 */
	remind(documentId: string, step: string, reminding: Reminding): Promise<Result<string | undefined>>;
	/** Days to come up to that one on which a reminder is due, unless it is paid before. */
	comingReminders(until: string): Promise<Result<ComingDate[]>>;
}
