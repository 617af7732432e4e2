/** [Note: an import is one step] What was read into the open books: written as it stands, and taken back as a whole. */
import type { IssuedDocument } from '../documents/document.ts';
import { encodeFact } from '../documents/records.ts';
import type { TableUndone } from '../exchange/csv/api.ts';
import type { TimeRow } from '../time/rows.ts';
import type { LiveType } from '../worker-api.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { canonicalJson, encodeJson } from '../workspace/json.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

type Value = Record<string, unknown>;
export type Written = { type: LiveType; id: string; value: Value } & ({ kind: 'make' } | { kind: 'change'; before: Value });

/** An invoice that was issued elsewhere. [Note: issued elsewhere] */
export interface WrittenInvoice {
	kind: 'issue';
	id: string;
	document: IssuedDocument;
}
export type Step = Written | WrittenInvoice;

const AT_ONCE = 200;
/** Columns by which rows name other records. */
const NAMING = ['partyId', 'supplierId', 'clientId', 'projectId', 'taskId'];
const NAMING_LISTS = ['document', 'payment', 'expense', 'expense-profile', 'invoice-profile', 'project', 'task', 'time-entry'];

export async function writeStep(transaction: Transaction, step: Step): Promise<void> {
	if (step.kind === 'issue') return void (await transaction.add('issued-elsewhere', step.id, 'put', encodeJson(step.document)));
	const { type, id, value } = step;
	await transaction.putLive(type, id, value);
	// Two lines with one id, or lines out of their order, would be another record than the file says.
	const kept = await transaction.live<object>(type, id);
	if (!kept || canonicalJson(kept) !== canonicalJson(value))
		throw new Refused({ code: 'invalid', field: 'table', detail: 'not-kept-whole' });
}

/** What was made goes into the bin, what was changed is as before; what was changed or used since is left alone. */
export async function takeBack(
	workspace: Workspace,
	written: readonly Step[],
	today: string,
	watch: (fraction: number) => boolean | Promise<boolean>
): Promise<TableUndone> {
	const free = await removable(workspace, written);
	const undone: TableUndone = { removed: 0, restored: 0, kept: 0 };
	// What names others goes before them.
	const steps = written.toReversed();
	let seen = 0;
	await saveInBulk(
		workspace,
		steps,
		async (transaction, step) => {
			if (++seen % AT_ONCE === 0) await watch(seen / steps.length);
			if (step.kind === 'issue') {
				if (!free.has(step.id)) return void undone.kept++;
				const fact = { kind: 'taken-back', documentId: step.id, at: new Date().toISOString() } as const;
				await transaction.add('fact', step.id, 'put', encodeFact(fact));
				undone.removed++;
			} else if (step.kind === 'make' && !free.has(step.id)) undone.kept++;
			else if (!isAsWritten(await transaction.live<Value>(step.type, step.id), step)) undone.kept++;
			else if (step.kind === 'make') {
				await transaction.remove(step.type, step.id, today);
				undone.removed++;
			} else {
				await transaction.putLive(step.type, step.id, step.before);
				undone.restored++;
			}
		},
		{ ids: ({ id }) => [id] }
	);
	return undone;
}

/** Ids of what was made, is as it was written, and is named by nothing but others of these. */
async function removable(workspace: Workspace, written: readonly Step[]): Promise<Set<string>> {
	const free = new Set<string>();
	const made = written.filter((step) => step.kind === 'make');
	for (const step of written) if (step.kind === 'issue' && (await isUntouched(workspace, step.id))) free.add(step.id);
	for (let from = 0; from < made.length; from += AT_ONCE) {
		const some = made.slice(from, from + AT_ONCE);
		const now = await workspace.liveMany<Value>(some);
		for (const [at, step] of some.entries()) if (isAsWritten(now[at], step)) free.add(step.id);
	}
	for (const row of workspace.list('time-entry').values() as Iterable<TimeRow>) if (row.billed !== '') free.delete(row.id);
	const named = namedBy(workspace);
	for (let before = -1; before !== free.size;) {
		before = free.size;
		for (const id of free) if (named.get(id)?.some((user) => !free.has(user))) free.delete(id);
	}
	return free;
}

/** Nothing was said of it since. */
async function isUntouched(workspace: Workspace, id: string): Promise<boolean> {
	const document = await workspace.read(id);
	return document?.frozen !== undefined && document.facts.length === 0;
}

function isAsWritten(now: Value | undefined, { value }: Written): boolean {
	return now !== undefined && canonicalJson(now) === canonicalJson(value);
}

/** By the id of what is named, the ids of what names it. */
function namedBy(workspace: Workspace): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const list of NAMING_LISTS)
		for (const row of workspace.list(list).values()) {
			const { id, ...columns } = row as Record<string, unknown> & { id: string };
			for (const column of NAMING) {
				const named = columns[column];
				if (typeof named !== 'string' || named === '') continue;
				const users = found.get(named);
				if (users) users.push(id);
				else found.set(named, [id]);
			}
		}
	return found;
}
