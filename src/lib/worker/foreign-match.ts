/** By what a record of another program is recognised as one that is here: what people call it; of time and expenses, all that their lists show. */
import type { ForeignType } from '../exchange/foreign/api.ts';
import type { Workspace } from '../workspace/workspace.ts';

const COLUMNS: Record<ForeignType, readonly string[]> = {
	party: ['name'],
	item: ['name'],
	project: ['clientId', 'name'],
	task: ['projectId', 'name'],
	'time-entry': ['date', 'seconds', 'projectId', 'memberName', 'note'],
	expense: ['date', 'currency', 'payable', 'supplierId', 'number', 'description']
};

export function matchKey(type: ForeignType, fields: object): string {
	const texts = COLUMNS[type].map((column) => {
		const value = (fields as Record<string, unknown>)[column];
		return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value).trim().toLowerCase() : '';
	});
	return [type, ...texts].join('\n');
}

/** Ids of what the books hold; two of a kind are two. */
export function matchedBy(workspace: Workspace): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const type of Object.keys(COLUMNS) as ForeignType[])
		for (const row of workspace.list(type).values() as Iterable<{ id: string }>) {
			const key = matchKey(type, row);
			const ids = found.get(key);
			if (ids) ids.push(row.id);
			else found.set(key, [row.id]);
		}
	return found;
}
