/** A project, a task and an hour of it: complete, so that a test changes only what it is about. */
import type { EntryInput } from '../../src/lib/time/api.ts';
import type { Project, Task, Work } from '../../src/lib/time/time.ts';

export function aProject(changes: Partial<Project> = {}): Project {
	return {
		name: 'Website',
		currency: 'CAD',
		rate: '80',
		members: [],
		billable: true,
		notes: '',
		tags: [],
		archived: false,
		...changes
	};
}

export function aTask(changes: Partial<Task> = {}): Task {
	return { projectId: '', name: 'Design', notes: '', state: 'open', order: 'V', assignedTo: [], dueDate: '', estimate: '', ...changes };
}

export function someWork(changes: Partial<Work> = {}): Work {
	return { note: '', tags: [], billable: true, ...changes };
}

export function anEntry(changes: Partial<EntryInput> = {}): EntryInput {
	return { ...someWork(), date: '2026-11-16', zone: 'UTC', seconds: 3600, rate: '', ...changes };
}
