/** What a file that another program made is: tables, JSON or a dump, by itself or in a ZIP archive. Which program it was is for the readers to see. */
import { isZip, unzipped, UnzipRefused, zipEntries } from '../zip/unzip.ts';
import { ForeignRefused } from './problem.ts';
import { isSqlDump, tablesOfDump, type SqlRow } from './sql-dump.ts';
import { sheetAsCsv } from './spreadsheet.ts';
import { ForeignTable } from './table.ts';

const MOST_BYTES = 256 * 1024 * 1024;
/** Read in one piece. */
const MOST_TEXT = 128 * 1024 * 1024;
const MOST_META = 1024 * 1024;
const HEAD = 256 * 1024;

export interface Inside {
	/** By the name in the archive without folder and ending; empty for a file that is a table itself. */
	tables: ReadonlyMap<string, ForeignTable>;
	json?: unknown;
	/** What `meta.json` of an archive says of the rest. */
	meta?: unknown;
	/** How many files are there that are not read. */
	others: number;
	sql?(wanted: readonly string[]): Map<string, SqlRow[]>;
}

export async function openForeign(file: Blob): Promise<Inside> {
	if (file.size === 0) throw new ForeignRefused('empty');
	if (await isZip(file)) return openArchive(file);
	const head = await file.slice(0, HEAD).text();
	const first = head.trimStart().replace(/^\ufeff/, '');
	if (/^<(!doctype|html|table|\?xml)/i.test(first)) throw new ForeignRefused('html-only');
	if (/^[[{]/.test(first)) return { tables: new Map(), others: 0, json: await jsonOf(file) };
	if (isSqlDump(first)) return { tables: new Map(), others: 0, sql: await sqlOf(file) };
	return { tables: new Map([['', await ForeignTable.open('', file)]]), others: 0 };
}

async function openArchive(file: Blob): Promise<Inside> {
	try {
		const entries = (await zipEntries(file)).filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX|\.)/.test(name));
		if (entries.some(({ name }) => name === 'mimetype')) throw new ForeignRefused('spreadsheet');
		if (entries.some(({ name }) => name === '[Content_Types].xml')) {
			const sheet = await sheetAsCsv(file, entries);
			return { tables: new Map([['', await ForeignTable.open('', sheet)]]), others: 0 };
		}
		if (entries.reduce((sum, { size, name }) => sum + (isRead(name) ? size : 0), 0) > MOST_BYTES) throw new ForeignRefused('too-large');
		const tables = new Map<string, ForeignTable>();
		let json: unknown;
		let meta: unknown;
		let sql: Inside['sql'];
		let others = 0;
		for (const entry of entries) {
			const name = entry.name.split('/').at(-1)!;
			if (/\.csv$/i.test(name)) {
				const table = await unzipped(file, entry, MOST_BYTES);
				const plain = name.replace(/\.csv$/i, '').toLowerCase();
				if (table.size > 0) tables.set(plain, await ForeignTable.open(plain, table));
			} else if (name === 'backup.json') json = await jsonOf(await unzipped(file, entry, MOST_TEXT));
			else if (/\.sql$/i.test(name)) sql ??= await sqlOf(await unzipped(file, entry, MOST_TEXT));
			else if (name === 'meta.json') meta = await jsonOf(await unzipped(file, entry, MOST_META));
			else others++;
		}
		return { tables, others, ...(json !== undefined && { json }), ...(meta !== undefined && { meta }), ...(sql && { sql }) };
	} catch (cause) {
		throw cause instanceof UnzipRefused ? new ForeignRefused(cause.problem) : cause;
	}
}

function isRead(name: string): boolean {
	return /\.(csv|json|sql)$/i.test(name);
}

async function jsonOf(file: Blob): Promise<unknown> {
	if (file.size > MOST_TEXT) throw new ForeignRefused('too-large');
	try {
		return JSON.parse((await file.text()).replace(/^\ufeff/, ''));
	} catch {
		throw new ForeignRefused('not-json');
	}
}

async function sqlOf(file: Blob): Promise<(wanted: readonly string[]) => Map<string, SqlRow[]>> {
	if (file.size > MOST_TEXT) throw new ForeignRefused('too-large');
	const text = (await file.text()).replace(/^\ufeff/, '');
	return (wanted) => tablesOfDump(text, new Set(wanted));
}
