/**
 * Everything of a workspace as one file, JSON or XML. A pass over the log finds what there is; what a person edits is written first, from the records
 * as they stand; a second pass writes what is final, in the order it happened. One element to a line; only one is held at a time.
 * Works on books that can only be read: what does not open is left out and counted.
 */
import { fromHex, toHex } from '../../workspace/bytes.ts';
import { WorkspaceError } from '../../workspace/errors.ts';
import { getFile } from '../../workspace/file-type.ts';
import type { WorkspaceHome } from '../../workspace/home.ts';
import { canonicalJson } from '../../workspace/json.ts';
import type { Operation } from '../../workspace/operations.ts';
import { besideLog, readableEntries, type Beside } from '../../workspace/readable-log.ts';
import { readState } from '../../workspace/record.ts';
import type { RecordState } from '../../workspace/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { toBase64 } from './base64.ts';
import { fileType } from './file-type.ts';
import { ImportRefused } from './problem.ts';
import { jsonBooks } from './write-json.ts';

export interface ExportSource {
	workspace: Workspace;
	home: WorkspaceHome;
	businessId: string;
	/** Ids of the records to write, where it is not all of them. */
	only?: ReadonlySet<string>;
	/** What is written of a value, where it is not the whole: canonical JSON in, canonical JSON out, or nothing of it at all. */
	said?(type: string, value: string): string | undefined;
	/** Without logos, receipts and attachments. */
	withoutFiles?: boolean;
}

/** How the parts of the file are written. Values are canonical JSON: what was chained by its hash is handed on as it stands. */
export interface BooksWriter {
	/** @param unreadable entries that could not be read; 0 is not written */
	head(exported: string, unreadable: number): string;
	open(section: 'records' | 'journal' | 'files'): string;
	/** @param first of its section */
	record(element: { type: string; id?: string; removed?: string; value: string }, first: boolean): string;
	entry(element: { type: string; id: string; record: string; value: string }, first: boolean): string;
	file(element: { id: string; type: string; bytes: string }, first: boolean): string;
	close(section: 'records' | 'journal' | 'files'): string;
	end(): string;
}

/** Takes the next part of the file; answers false to stop. */
export type Take = (part: string, fraction: number) => boolean | Promise<boolean>;

export interface Exported {
	records: number;
	journal: number;
	files: number;
	/** Entries that could not be read, and files that are not there. */
	lost: number;
}

interface Survey {
	/** Live records in the order of their last change; what became final is not among them. */
	live: Map<string, string>;
	/** Positions of the entries that hold something final. */
	finals: number[];
	erased: Set<string>;
	lost: number;
}

const PART = 256 * 1024;
const AT_ONCE = 200;

/** @param exported calendar date */
export async function exportBooks(source: ExportSource, exported: string, take: Take, writer: BooksWriter = jsonBooks): Promise<Exported> {
	const out = new Parts(take);
	const beside = await besideLog(source.home, source.workspace.books.head);
	const survey = await surveyLog(source, beside, (fraction) => out.report(fraction * 0.3));
	const done: Exported = { records: 0, journal: 0, files: 0, lost: survey.lost };
	const files = new Set<string>();

	await out.add(writer.head(exported, survey.lost));
	await out.add(writer.open('records'));
	for await (const element of records(source, survey, files, (fraction) => out.report(0.3 + fraction * 0.2)))
		await out.add(writer.record(element, done.records++ === 0));
	await out.add(writer.close('records') + writer.open('journal'));
	for await (const element of journal(source, beside, survey, files, (fraction) => out.report(0.5 + fraction * 0.4)))
		await out.add(writer.entry(element, done.journal++ === 0));
	await out.add(writer.close('journal') + writer.open('files'));
	for (const id of source.withoutFiles ? [] : [...files].sort()) {
		const element = await fileElement(source, id);
		if (element === undefined) done.lost++;
		else await out.add(writer.file(element, done.files++ === 0));
	}
	await out.add(writer.close('files') + writer.end());
	await out.finish();
	return done;
}

async function surveyLog({ home, only }: ExportSource, beside: Beside, progress: (fraction: number) => Promise<void>): Promise<Survey> {
	const survey: Survey = { live: new Map(), finals: [], erased: new Set(), lost: 0 };
	let seen = 0;
	for await (const { n, operations, erasing, lost } of readableEntries(home, 0, undefined, beside)) {
		survey.lost += lost;
		for (const operation of operations) {
			const id = toHex(operation.recordId);
			const type = home.registry.get(operation.type);
			if (type?.ofThisLog || (only && !only.has(id) && operation.type !== 'file')) continue;
			if (erasing) {
				survey.erased.add(id);
				survey.live.delete(id);
			} else if (type?.shape) {
				// Deleted first, so that the map keeps the order of the last change.
				survey.live.delete(id);
				survey.live.set(id, operation.type);
			} else if (operation.type !== 'file') {
				if (operation.type === 'issued') survey.live.delete(id);
				if (survey.finals.at(-1) !== n) survey.finals.push(n);
			}
		}
		if (n < beside.entries) seen++;
		if (n % AT_ONCE === 0) await progress(seen / Math.max(seen, beside.entries));
	}
	if (beside.entries > seen + survey.lost) survey.lost += beside.entries - seen - survey.lost;
	return survey;
}

async function* journal(
	{ workspace, home, only, said }: ExportSource,
	beside: Beside,
	{ finals, erased }: Survey,
	files: Set<string>,
	progress: (fraction: number) => Promise<void>
): AsyncGenerator<Parameters<BooksWriter['entry']>[0]> {
	// One operation of an entry may be refused and the next one on the same record not: only what is known no closer is left out by its record.
	const refused = new Set(workspace.refusals.filter(({ flagged }) => !flagged).map(({ n, opId, recordId }) => `${n}/${opId ?? recordId}`));
	/** What two devices wrote alike without hearing of each other counts once. [Note: booked twice] */
	const written = new Set<string>();
	const isFinal = ({ type, opId, recordId }: Operation, n: number) => {
		const id = toHex(recordId);
		const isRefused = refused.has(`${n}/${toHex(opId)}`) || refused.has(`${n}/${id}`);
		const isLeftOut = (only && !only.has(id)) || home.registry.get(type)?.ofThisLog;
		return type !== 'file' && !home.registry.get(type)?.shape && !erased.has(id) && !isRefused && !isLeftOut;
	};
	for (let at = 0; at < finals.length;) {
		// Neighbours are read together.
		let end = at + 1;
		while (end < finals.length && end - at < AT_ONCE && finals[end]! - finals[at]! < AT_ONCE * 2) end++;
		const wanted = new Set(finals.slice(at, end));
		for await (const { n, operations } of readableEntries(home, finals[at]!, finals[end - 1]! + 1, beside)) {
			if (!wanted.has(n)) continue;
			for (const operation of operations.filter((each) => isFinal(each, n))) {
				// The body is canonical JSON: what was chained by its hash is written as it stands.
				const body = new TextDecoder().decode(operation.body);
				const value = said ? said(operation.type, body) : body;
				if (value === undefined) continue;
				if (NAMES_A_FILE.test(value)) noteFiles(JSON.parse(value), files);
				const { type, recordId } = operation;
				const opId = toHex(operation.opId);
				if (written.has(opId)) continue;
				written.add(opId);
				yield { type, id: opId, record: toHex(recordId), value };
			}
		}
		at = end;
		await progress(at / finals.length);
	}
}

async function* records(
	{ workspace, home, businessId, said }: ExportSource,
	{ live }: Survey,
	files: Set<string>,
	progress: (fraction: number) => Promise<void>
): AsyncGenerator<Parameters<BooksWriter['record']>[0]> {
	const all = [...live];
	for (let at = 0; at < all.length; at += AT_ONCE) {
		const some = all.slice(at, at + AT_ONCE);
		const states = await workspace.readMany(some.map(([id]) => id));
		for (const [index, [id, type]] of some.entries()) {
			const state = states[index];
			const value = state && valueOf(home, state);
			if (!value) continue;
			noteFiles(value, files);
			const { removed, removedOn = '' } = state;
			const whole = canonicalJson(value);
			const text = said ? said(type, whole) : whole;
			if (text !== undefined) yield { type, ...(id !== businessId && { id }), ...(removed && { removed: removedOn }), value: text };
		}
		await progress(Math.min(1, (at + AT_ONCE) / all.length));
	}
}

function valueOf(home: WorkspaceHome, { type, live, frozen }: RecordState): Record<string, unknown> | undefined {
	const shape = home.registry.get(type)?.shape;
	return live && shape && !frozen ? readState(live, shape) : undefined;
}

async function fileElement({ workspace, home }: ExportSource, id: string): Promise<Parameters<BooksWriter['file']>[0] | undefined> {
	try {
		const bytes = await getFile(home, (record) => workspace.read(record), id);
		const type = fileType(bytes);
		return type && { id, type, bytes: toBase64(bytes) };
	} catch (cause) {
		if (cause instanceof WorkspaceError) return undefined;
		throw cause;
	}
}

/** Most values name none, and need not be read for it; a name could be spelled with escapes. */
const NAMES_A_FILE = /"(?:logo|file)"\s*:|\\u/;

/** Files are named by `logo`, and by `file` of a receipt or an attachment: no other field holds an address. */
function noteFiles(value: unknown, files: Set<string>): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [name, inner] of Object.entries(value)) {
		if ((name === 'logo' || name === 'file') && typeof inner === 'string' && isAddress(inner)) files.add(inner);
		else noteFiles(inner, files);
	}
}

function isAddress(text: string): boolean {
	return text.length === 64 && fromHexOrUndefined(text) !== undefined;
}

function fromHexOrUndefined(text: string): Uint8Array | undefined {
	try {
		return fromHex(text);
	} catch {
		return undefined;
	}
}

/** Hands on parts of a good size, and asks after each whether to go on. */
class Parts {
	readonly #take: Take;
	#held: string[] = [];
	#size = 0;
	#fraction = 0;

	constructor(take: Take) {
		this.#take = take;
	}

	async add(text: string): Promise<void> {
		this.#held.push(text);
		this.#size += text.length;
		if (this.#size >= PART) await this.#pass();
	}

	async report(fraction: number): Promise<void> {
		this.#fraction = fraction;
		await this.#pass();
	}

	finish(): Promise<void> {
		return this.report(1);
	}

	async #pass(): Promise<void> {
		const part = this.#held.join('');
		this.#held = [];
		this.#size = 0;
		if (!(await this.#take(part, this.#fraction))) throw new ImportRefused('cancelled');
	}
}
