import type { DocumentContent } from '../documents/document.ts';
import type { Schedule } from './schedule.ts';

/** What the invoice says it bills: nothing of its own, the period that begins with its date, or the one that ended the day before. */
export type BilledPeriod = 'none' | 'ahead' | 'behind';

/** An invoice that comes again and again. Its periods are made as drafts, to be looked at before they are issued. */
export interface InvoiceProfile {
	title: string;
	/** Its dates do not count; its texts may hold placeholders. */
	template: DocumentContent;
	schedule: Schedule;
	/** Days from its date to the day it is due; absent: it says none. */
	dueDays?: number;
	billed: BilledPeriod;
	/** All periods before this one are made, or were left out. */
	from: number;
	paused: boolean;
}
