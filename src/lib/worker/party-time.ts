/** What the books hold of time worked for one client: a part of the client's data. */
import { billings } from '../documents/convert/time-billing.ts';
import type { PartyData } from '../rights/api.ts';
import { secondsOf } from '../time/entry.ts';
import type { Project, Task, TimeEntry } from '../time/time.ts';
import { BIN, type BinEntry } from '../workspace/bin.ts';
import { readState } from '../workspace/record.ts';
import type { Registry } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface Held<T> {
	id: string;
	removed?: true;
	value: T;
}

export interface ClientTime {
	projects: Held<Project>[];
	tasks: Held<Task>[];
	/** `billed`: the invoices they stand on. */
	time: (Held<TimeEntry> & { billed: { to: string; number: string }[] })[];
}

/** Those in the bin included. */
export async function timeFor(workspace: Workspace, registry: Registry, group: readonly string[]): Promise<ClientTime> {
	const all = async <T>(type: string, wanted: (value: T) => boolean) => {
		const binned = ([...workspace.list(BIN).values()] as BinEntry[]).filter((entry) => entry.type === type);
		const rows = [...workspace.list(type).values(), ...binned] as { id: string }[];
		const found: (Held<T> & Pick<ClientTime['time'][number], 'billed'>)[] = [];
		for (const { id } of rows) {
			const state = await workspace.read(id);
			if (!state?.live) continue;
			const value = readState(state.live, registry.get(type)!.shape!) as T;
			if (wanted(value)) found.push({ id, ...(state.removed && { removed: true as const }), value, billed: billings(state.facts) });
		}
		return found;
	};
	const projects = await all<Project>('project', ({ clientId }) => clientId !== undefined && group.includes(clientId));
	const ids = new Set(projects.map(({ id }) => id));
	if (ids.size === 0) return { projects: [], tasks: [], time: [] };
	const bare = <T>({ billed: _, ...held }: Held<T> & { billed: unknown }): Held<T> => held;
	const tasks = await all<Task>('task', ({ projectId }) => ids.has(projectId));
	const time = await all<TimeEntry>('time-entry', ({ projectId }) => projectId !== undefined && ids.has(projectId));
	return { projects: projects.map(bare), tasks: tasks.map(bare), time };
}

export function timeSummary({ projects, tasks, time }: ClientTime): PartyData['projects'] {
	return projects.map(({ id, removed, value: { name } }) => {
		const entries = time.filter(({ value }) => value.projectId === id);
		return {
			id,
			name,
			inBin: removed ?? false,
			tasks: tasks.filter(({ value }) => value.projectId === id).length,
			entries: entries.length,
			seconds: entries.reduce((sum, { value }) => sum + secondsOf(value), 0),
			billed: entries.filter(({ billed }) => billed.length > 0).length
		};
	});
}

/** Record ids of what goes with the client. What stands on an invoice is kept with it. */
export function erasableTime({ projects, tasks, time }: ClientTime): string[] {
	const free = time.filter(({ billed }) => billed.length === 0);
	return [...free, ...tasks, ...projects].map(({ id }) => id);
}
