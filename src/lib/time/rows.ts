/** What the lists of projects, tasks and time show. */
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import { daysOf, isRunning, secondsOf } from './entry.ts';
import { worthOf } from './rates.ts';
import type { Budget, Project, Task, TaskState, TimeEntry } from './time.ts';

export interface ProjectRow {
	id: string;
	name: string;
	clientId: string;
	/** The client's name now. */
	clientName: string;
	currency: string;
	billable: boolean;
	/** Empty without a budget. */
	budgetOf: Budget['of'] | '';
	budget: string;
	/** Hexadecimal ids. */
	members: string[];
	tags: string[];
	archived: boolean;
}

export interface TaskRow {
	id: string;
	projectId: string;
	/** The project's name now. */
	projectName: string;
	name: string;
	state: TaskState;
	order: string;
	/** Hexadecimal ids of members. */
	assignedTo: string[];
	dueDate: string;
	estimate: string;
}

export interface TimeRow {
	id: string;
	/** Hexadecimal. */
	member: string;
	memberName: string;
	projectId: string;
	/** The project's name now. */
	projectName: string;
	taskId: string;
	date: string;
	/** The last day it reaches into; of one that runs, the end of days. */
	lastDate: string;
	running: boolean;
	/** 0 while it runs. */
	seconds: number;
	note: string;
	tags: string[];
	billable: boolean;
	/** Number of the invoice that it stands on; empty while it stands on none. */
	billed: string;
	/** Empty where no rate is known. */
	currency: string;
	/** In minor units of `currency`. */
	worth: bigint;
	changed: number;
}

export const PROJECT_LIST: ListShape = {
	list: 'project',
	columns: {
		name: 'text',
		clientId: 'value',
		clientName: 'value',
		currency: 'value',
		billable: 'flag',
		budgetOf: 'value',
		budget: 'decimal',
		members: 'value',
		tags: 'value',
		archived: 'flag'
	} satisfies Record<Exclude<keyof ProjectRow, 'id'>, ColumnKind>,
	ties: ['name'],
	join: { by: 'clientId', list: 'party', columns: { clientName: 'name' }, search: 'name' }
};

export const TASK_LIST: ListShape = {
	list: 'task',
	columns: {
		projectId: 'value',
		projectName: 'value',
		name: 'text',
		state: 'value',
		order: 'text',
		assignedTo: 'value',
		dueDate: 'date',
		estimate: 'decimal'
	} satisfies Record<Exclude<keyof TaskRow, 'id'>, ColumnKind>,
	ties: ['order'],
	join: { by: 'projectId', list: 'project', columns: { projectName: 'name' }, search: 'name' }
};

export const TIME_LIST: ListShape = {
	list: 'time-entry',
	columns: {
		member: 'value',
		memberName: 'value',
		projectId: 'value',
		projectName: 'value',
		taskId: 'value',
		date: 'date',
		lastDate: 'date',
		running: 'flag',
		seconds: 'count',
		note: 'text',
		tags: 'value',
		billable: 'flag',
		billed: 'value',
		currency: 'value',
		worth: 'amount',
		changed: 'count'
	} satisfies Record<Exclude<keyof TimeRow, 'id'>, ColumnKind>,
	ties: ['changed'],
	join: { by: 'projectId', list: 'project', columns: { projectName: 'name' }, search: 'name' }
};

export function projectRow(id: string, { name, clientId, currency, billable, budget, members, tags, archived }: Project): ProjectRow {
	return {
		id,
		name,
		clientId: clientId ?? '',
		clientName: '',
		currency,
		billable,
		budgetOf: budget?.of ?? '',
		budget: budget?.amount ?? '',
		members: members.map((member) => member.id),
		tags: [...tags],
		archived
	};
}

export function taskRow(id: string, { projectId, name, state, order, assignedTo, dueDate, estimate }: Task): TaskRow {
	return { id, projectId, projectName: '', name, state, order, assignedTo: [...assignedTo], dueDate, estimate };
}

const END_OF_DAYS = '9999-12-31';

/** Throws on an entry that no honest device made: it is in no list then. */
export function timeRow(id: string, entry: TimeEntry, billed: string, changed: number): TimeRow {
	const { member, memberName, projectId, taskId, date, note, tags, billable, rate } = entry;
	const running = isRunning(entry);
	const seconds = secondsOf(entry);
	if (!Number.isSafeInteger(seconds) || typeof member !== 'string' || typeof note !== 'string') throw new TypeError('no entry');
	return {
		id,
		member,
		memberName,
		projectId: projectId ?? '',
		projectName: '',
		taskId: taskId ?? '',
		date,
		lastDate: running ? END_OF_DAYS : daysOf(entry).at(-1)!.date,
		running,
		seconds,
		note,
		tags: [...tags],
		billable,
		billed,
		currency: rate?.currency ?? '',
		worth: worthOf(seconds, rate) ?? 0n,
		changed
	};
}
