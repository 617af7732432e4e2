/**
 * The worker's half of time: how projects, tasks and entries lie in the workspace and what their lists show.
 *
 * [Note: whose time] A member writes his own entries; admins and owners write everybody's. It is judged at the entry's place in the log. What stands on an
 * invoice is written by nobody until that is credited in full [Note: billed time]: a change that another device made meanwhile is refused and shown.
 */
import { billings } from '../documents/convert/time-billing.ts';
import { isAdmin, memberOf } from '../workspace/authority.ts';
import { liveType } from '../workspace/live-type.ts';
import { readState } from '../workspace/record.ts';
import type { FoldResult, Placed, RecordState, RecordType } from '../workspace/registry.ts';
import { PROJECT_LIST, projectRow, TASK_LIST, taskRow, TIME_LIST, timeRow } from './rows.ts';
import type { Project, Task, TimeEntry } from './time.ts';

export const PROJECT_TYPE = liveType<Project>({
	type: 'project',
	schema: 1,
	shape: { texts: ['notes'], keyed: ['members'] },
	list: PROJECT_LIST,
	row: projectRow,
	text: ({ name, notes, tags }) => [name, ...tags, notes].filter(Boolean).join('\n'),
	title: ({ name }) => name
});

export const TASK_TYPE = liveType<Task>({
	type: 'task',
	schema: 1,
	shape: { texts: ['notes'], keyed: [] },
	list: TASK_LIST,
	row: taskRow,
	text: ({ name, notes }) => [name, notes].filter(Boolean).join('\n'),
	title: ({ name }) => name
});

const ENTRY_SHAPE = { texts: [], keyed: [] } as const;
const ENTRY = liveType<TimeEntry>({
	type: 'time-entry',
	schema: 1,
	shape: ENTRY_SHAPE,
	list: TIME_LIST,
	row: (id, entry, { n }, facts) => timeRow(id, entry, billings(facts)[0]?.number ?? '', n),
	text: ({ note, tags, memberName }) => [note, ...tags, memberName].filter(Boolean).join('\n'),
	title: ({ note, date }) => note || date
});

export const TIME_ENTRY_TYPE: RecordType = {
	...ENTRY,
	fold(state, operation, placed, ledger, recordId, others): FoldResult {
		const result = ENTRY.fold(state, operation, placed, ledger, recordId, others);
		if (result.refused || result.state === state) return result;
		if (state && billings(state.facts).length > 0) return { state, rows: [], refused: 'in-use' };
		const owners = [memberIn(state), memberIn(result.state)].filter((member) => member !== undefined);
		return owners.every((member) => mayWriteTimeOf(member, placed)) ? result : { state, rows: [], refused: 'not-entitled' };
	}
};

/** [Note: whose time] */
function mayWriteTimeOf(member: string, { membership, by }: Pick<Placed, 'membership' | 'by'>): boolean {
	const author = memberOf(membership, by);
	return author !== undefined && (author === member || isAdmin(membership, author));
}

function memberIn(state: RecordState | undefined): string | undefined {
	const { member } = (state?.live ? readState(state.live, ENTRY_SHAPE) : {}) as Partial<TimeEntry>;
	return typeof member === 'string' ? member : undefined;
}
