/** The records of an XML file, as far as their hashes and their chain go: whatever program wrote it, and however large it is. */
import { ImportRefused } from '../exchange/json/problem.ts';
import { XmlTokens } from '../exchange/xml/tokens.ts';
import { isZip, unzipped, UnzipRefused, zipEntries } from '../exchange/zip/unzip.ts';

/** Texts of a record by the path below it: "IDFactura/NumSerieFactura". */
export type ReadRecord = { name: RecordElement; fields: ReadonlyMap<string, string> };
type RecordElement = 'RegistroAlta' | 'RegistroAnulacion' | 'RegistroEvento';
const BILLING: readonly RecordElement[] = ['RegistroAlta', 'RegistroAnulacion'];
export const EVENTS: readonly RecordElement[] = ['RegistroEvento'];

/** In one ZIP of them a record is far smaller than this. */
const LARGEST = 1_000_000;

/** It is no XML, or cut short. `cause` says what of XML was refused. */
export class NoRecords extends Error {}

const DEEPEST = 40;

/** Of a file, or of all files in a ZIP by the order of their names. @throws NoRecords */
export async function* readArchive(file: Blob, elements = BILLING): AsyncGenerator<ReadRecord> {
	if (!(await isZip(file))) return yield* readRecords(file, elements);
	try {
		const entries = await zipEntries(file);
		for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
			yield* readRecords(await unzipped(file, entry, LARGEST), elements);
	} catch (cause) {
		if (cause instanceof UnzipRefused) throw new NoRecords(cause.message, { cause });
		throw cause;
	}
}

/** @throws NoRecords */
export async function* readRecords(file: Blob, elements = BILLING): AsyncGenerator<ReadRecord> {
	const tokens = new XmlTokens(file.stream());
	const path: string[] = [];
	let found: { name: ReadRecord['name']; fields: Map<string, string>; depth: number } | undefined;
	try {
		for (let token = await tokens.next(); token; token = await tokens.next()) {
			if (token.kind === 'text') {
				if (!found) continue;
				const at = path.slice(found.depth).join('/');
				found.fields.set(at, (found.fields.get(at) ?? '') + token.text);
			} else if (token.kind === 'open') {
				if (path.length >= DEEPEST) throw new NoRecords('too deep');
				if (!token.empty) path.push(token.name);
				const name = elements.find((each) => each === token.name);
				if (!found && !token.empty && name) found = { name, fields: new Map(), depth: path.length };
			} else {
				if (path.pop() !== token.name) throw new NoRecords('tags do not fit');
				if (found && path.length < found.depth) {
					yield { name: found.name, fields: found.fields };
					found = undefined;
				}
			}
		}
	} catch (cause) {
		if (cause instanceof ImportRefused) throw new NoRecords(cause.problem, { cause });
		throw cause;
	}
	if (path.length > 0) throw new NoRecords('cut short');
}
