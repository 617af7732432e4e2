/**
 * Time that was worked: projects, their tasks, and entries. Rates, budgets and hours that a person types are decimal strings; instants are ISO 8601 in
 * UTC, dates are calendar dates.
 *
 * [Note: running timers] A timer is an entry without an end, so it is on every device of its member and survives whatever they do. Two devices that had
 * not heard of each other can both begin one: then the one that was begun last runs, and each before it ends where the next begins (`settled`). Both
 * devices come to that by themselves, and the next start or stop writes it down.
 */

export interface ProjectMember {
	/** Hexadecimal id of the member. */
	id: string;
	/** An hour of his on this project; absent: as the project has it. */
	rate?: string;
}

export interface Budget {
	/** Hours; or money, in the project's currency. */
	of: 'hours' | 'money';
	amount: string;
}

export interface Project {
	name: string;
	/** Record id of the client; absent: work of one's own. */
	clientId?: string;
	/** ISO 4217: of its rates, its budget and what is billed. */
	currency: string;
	/** An hour of anybody. */
	rate?: string;
	members: ProjectMember[];
	budget?: Budget;
	/** Whether time on it is to be billed, unless the entry says otherwise. */
	billable: boolean;
	notes: string;
	tags: string[];
	archived: boolean;
}

export type TaskState = 'open' | 'doing' | 'done';
export const TASK_STATES: readonly TaskState[] = ['open', 'doing', 'done'];

export interface Task {
	projectId: string;
	name: string;
	notes: string;
	state: TaskState;
	/** Fractional index among those of its state. */
	order: string;
	/** Hexadecimal ids of members. */
	assignedTo: string[];
	dueDate: string;
	/** Hours it is thought to take; empty: nobody said. */
	estimate: string;
}

/** Where an entry's rate comes from, the nearest first. */
export const RATE_SOURCES = ['entry', 'project-member', 'project', 'member', 'client', 'business'] as const;
export type RateSource = (typeof RATE_SOURCES)[number];

/** Copied onto the entry: what changes later does not reach it. */
export interface CopiedRate {
	/** An hour. */
	rate: string;
	currency: string;
	from: RateSource;
}

/** What was worked on. */
export interface Work {
	projectId?: string;
	taskId?: string;
	note: string;
	tags: string[];
	billable: boolean;
}

export interface TimeEntry extends Work {
	/** Hexadecimal id of whose time it is, and what he was called then. */
	member: string;
	memberName: string;
	/** The day it counts for: the one on which it began, where it was. */
	date: string;
	/** IANA, of the device that it was begun on. */
	zone: string;
	/** Absent where only its length was typed. */
	start?: string;
	/** Absent while it runs. */
	end?: string;
	/** Its length where that was typed; it counts before start and end. */
	seconds?: number;
	rate?: CopiedRate;
}

/** How time is rounded in reports and on invoices; the entries keep what was worked. */
export interface TimeRounding {
	/** To so many minutes; 0: not at all. */
	minutes: number;
	way: 'nearest' | 'up' | 'down';
	/** Each entry, or the sum of a line. */
	of: 'entry' | 'sum';
}

export const NO_ROUNDING: TimeRounding = { minutes: 0, way: 'nearest', of: 'entry' };

export const DAY_SECONDS = 86_400;
