/** Time, timers and projects: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { Grouping, UnbilledEntry } from './billing.ts';
import type { EntryFinding } from './entry.ts';
import type { TimeEntry, TimeRounding, Work } from './time.ts';

export interface ShownEntry {
	id: string;
	entry: TimeEntry;
	/** The invoices it stands on: it does not change. */
	billed: { to: string; number: string }[];
	/** As it stands; of one that runs without what its length will say. */
	findings: EntryFinding[];
	/** Ids of others of its member that were going on at the same time. */
	overlaps: string[];
	/** This member may change it, as far as roles go. */
	mine: boolean;
}

export interface TimerState {
	/** Hexadecimal id of who is asked; undefined where this device belongs to nobody. */
	member: string | undefined;
	running: ShownEntry | undefined;
	/** What was worked on last, newest first, each once: to go on with. */
	recent: Work[];
}

/** What a person types. One of `seconds`, or `start` with `end`, is there; the entry that runs has `start` alone. */
export interface EntryInput extends Work {
	/** Hexadecimal; absent: one's own. */
	member?: string;
	date: string;
	zone: string;
	start?: string;
	end?: string;
	seconds?: number;
	/** An hour's price typed by hand; empty: as the cascade says. */
	rate: string;
}

export interface ProjectStanding {
	/** Seconds worked, of them to be billed and not on an invoice yet. */
	seconds: number;
	unbilled: number;
	/** Minor units of the project's currency. */
	worth: bigint;
	unbilledWorth: bigint;
	/** Seconds by task. */
	tasks: Record<string, number>;
}

export interface BillableTime extends UnbilledEntry {
	/** The draft it stands on already. */
	draftId?: string;
}

export interface BillTimeInput {
	clientId: string;
	entryIds: readonly string[];
	grouping: Grouping;
	rounding: TimeRounding;
	withNotes: boolean;
	/** Absent: a new invoice. */
	draftId?: string;
}

export interface TimeApi {
	timer(): Promise<Result<TimerState>>;
	/** Begins one, and ends what runs. @param at instant @param zone IANA, of this device */
	startTimer(work: Work, at: string, zone: string): Promise<Result<TimerState>>;
	/** Refused (`not-found`) where nothing runs. */
	stopTimer(at: string): Promise<Result<TimerState>>;
	/** Changes what is worked on while it runs. */
	changeTimer(work: Work): Promise<Result<TimerState>>;
	/** Into the bin. */
	discardTimer(): Promise<Result<TimerState>>;
	/** Refused with the field to mend; `in-use` where it is billed, `not-entitled` where it is somebody else's. Answers its id. */
	saveTime(id: string | undefined, input: EntryInput): Promise<Result<string>>;
	/** What lies on days from `from` to `to`, of one member or of all. `now` is an instant, for what runs. */
	timesheet(from: string, to: string, now: string, member?: string): Promise<Result<ShownEntry[]>>;
	/** By project id. */
	projectStandings(): Promise<Result<Record<string, ProjectStanding>>>;
	/** What that client is to be billed and was not, oldest first. */
	unbilledTime(clientId: string): Promise<Result<BillableTime[]>>;
	/** Puts it on that draft, or on a new invoice; answers its id. Refused: `no-rate`, `other-currency`, `too-many`, `nothing`. */
	billTime(input: BillTimeInput): Promise<Result<string>>;
}
