/**
 * Writes a file of books into a workspace that has just been made and that nobody knows of yet: whoever calls makes it known when this has
 * returned, and clears it away when it throws. So all of the file is taken in, or nothing.
 *
 * Records are made as they stand. What is final goes through the same folds as on the day it happened, in the same order: an issued document
 * keeps its bytes, so number, totals and the chain of hashes are judged again, and nothing that the books would not have taken comes in.
 */
import { fromHex } from '../../workspace/bytes.ts';
import { saveInBulk } from '../../workspace/bulk.ts';
import { WorkspaceError } from '../../workspace/errors.ts';
import { putNamedFile, recordIdOf } from '../../workspace/file-type.ts';
import type { WorkspaceHome } from '../../workspace/home.ts';
import { canonicalJson, encodeJson } from '../../workspace/json.ts';
import { OperationTooLarge } from '../../workspace/operations.ts';
import type { Transaction } from '../../workspace/transaction.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fromBase64 } from './base64.ts';
import { fileType } from './file-type.ts';
import type { FileElement, RecordElement } from './format.ts';
import { ImportRefused, type ImportProblem } from './problem.ts';
import { Digest, readElements, type Element } from './read-books.ts';

export interface ImportTarget {
	workspace: Workspace;
	home: WorkspaceHome;
	businessId: string;
	/** What the books ask of something final beyond its shape: whether its totals follow from its lines. */
	check(type: string, value: Record<string, unknown>): { problem: ImportProblem; field: string } | undefined;
	/** Something final as these books state it: what speaks of the devices of the books it comes from says that it is a copy. */
	stated(type: string, value: Record<string, unknown>): Record<string, unknown>;
	/** Called before something final is added, with the save it will be part of. */
	before(transaction: Transaction, type: string, record: string, value: Record<string, unknown>): void | Promise<void>;
}

/** Answers the digest of what the file says. Throws ImportRefused. `watch` answers false to stop. */
export async function importBooks(
	file: Blob,
	target: ImportTarget,
	watch: (fraction: number) => boolean | Promise<boolean>
): Promise<string> {
	const digest = new Digest();
	const stop = new AbortController();
	let at: Element | undefined;
	async function* elements() {
		let seen = 0;
		for await (const element of readElements(file.stream())) {
			if (++seen % 250 === 0 && !(await watch(element.read / file.size))) throw new ImportRefused('cancelled');
			digest.add(element);
			yield element;
		}
	}
	const write = (transaction: Transaction, element: Element) => {
		at = element;
		return writeElement(transaction, target, element);
	};
	try {
		await saveInBulk(target.workspace, elements(), write, { ids: (element) => idsOf(target, element), signal: stop.signal });
		return digest.text;
	} catch (cause) {
		if (cause instanceof OperationTooLarge || (cause instanceof WorkspaceError && cause.code === 'too-large'))
			throw new ImportRefused('element-too-large', at?.path);
		if (cause instanceof WorkspaceError && cause.code === 'invalid')
			throw new ImportRefused(`refused-${cause.detail ?? 'invalid'}`, at?.path);
		throw cause;
	}
}

function idsOf({ businessId }: ImportTarget, { section, element }: Element): string[] {
	if (section === 'records') return [element.id ?? businessId];
	return section === 'journal' ? [element.record] : [recordIdOf(element.id)];
}

async function writeElement(transaction: Transaction, target: ImportTarget, { section, element, path }: Element): Promise<void> {
	if (section === 'records') return writeRecord(transaction, element, element.id ?? target.businessId, path);
	if (section === 'files') return writeFile(transaction, target, element, path);
	const { type, id, record } = element;
	const value = target.stated(type, element.value);
	const found = target.check(type, value);
	if (found) throw new ImportRefused(found.problem, `${path}.value${found.field}`);
	await target.before(transaction, type, record, value);
	await transaction.add(type, record, 'put', encodeJson(value), fromHex(id));
}

async function writeRecord(transaction: Transaction, { type, value, removed }: RecordElement, id: string, path: string): Promise<void> {
	await transaction.putLive(type, id, value);
	// Two lines with one id, or lines out of their order, would be another record than the file says.
	const kept = await transaction.live<object>(type, id);
	if (!kept || canonicalJson(kept) !== canonicalJson(value)) throw new ImportRefused('not-kept-whole', `${path}.value`);
	if (removed !== undefined) await transaction.remove(type, id, removed);
}

async function writeFile(
	transaction: Transaction,
	{ home, workspace }: ImportTarget,
	{ id, type, bytes }: FileElement,
	path: string
): Promise<void> {
	const file = fromBase64(bytes);
	if (!file || fileType(file) !== type) throw new ImportRefused('bad-file', `${path}.bytes`);
	await putNamedFile(home, transaction, id, file, workspace.epoch);
}
