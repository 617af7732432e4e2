/**
 * Rows of tables in a dump of MySQL, MariaDB, SQLite or PostgreSQL. Nothing of it is run: what is neither a table's columns nor its rows is passed over.
 *
 *     mysqldump        CREATE TABLE `t` (`a` …, …);  INSERT INTO `t` [(`a`, …)] VALUES (1,'x\'y',NULL),…;
 *     sqlite3 .dump    CREATE TABLE IF NOT EXISTS "t" ("a" …);  INSERT INTO t VALUES(1,'x''y',NULL);
 *     pg_dump          COPY public.t (a, b) FROM stdin; and lines of cells divided by tabs up to \.
 */
import { ForeignRefused } from './problem.ts';

export type SqlRow = Readonly<Record<string, string | undefined>>;

const NAME = '(?:[`"]?[\\w$]+[`"]?\\.)?[`"]?([\\w$]+)[`"]?';
const CREATE = new RegExp(`^CREATE TABLE(?: IF NOT EXISTS)? ${NAME}\\s*\\(`, 'i');
const INSERT = new RegExp(`^INSERT (?:IGNORE )?INTO ${NAME}\\s*(?:\\(([^)]*)\\))?\\s*VALUES\\s*`, 'i');
const COPY = new RegExp(`^COPY ${NAME} \\(([^)]*)\\) FROM stdin;`, 'i');
const BEGINNING = 512 * 1024;

export function isSqlDump(beginning: string): boolean {
	return /^\s*(--|\/\*|PRAGMA |BEGIN|SET |CREATE |INSERT |DROP )/i.test(beginning) && /\b(CREATE TABLE|INSERT INTO|COPY )/i.test(beginning);
}

/** @param wanted names of tables */
export function tablesOfDump(text: string, wanted: ReadonlySet<string>): Map<string, SqlRow[]> {
	const isMySql = /^(--|\/\*M?!).*(MySQL|MariaDB)/im.test(text.slice(0, BEGINNING)) || /CREATE TABLE(?: IF NOT EXISTS)? `/i.test(text);
	const columns = new Map<string, string[]>();
	const found = new Map<string, SqlRow[]>();
	const rows = (table: string) => found.get(table) ?? found.set(table, []).get(table)!;
	for (let at = 0; at < text.length;) {
		const head = text.slice(at, at + 4096);
		const create = CREATE.exec(head);
		const insert = create ? null : INSERT.exec(head);
		const copy = create || insert ? null : COPY.exec(head);
		if (copy) {
			const names = namesIn(copy[2]!);
			at = afterLine(text, at);
			for (; at < text.length && !text.startsWith('\\.', at); at = afterLine(text, at))
				if (wanted.has(copy[1]!)) rows(copy[1]!).push(rowOf(names, copyCells(text.slice(at, afterLine(text, at)).replace(/\r?\n$/, ''))));
			at = afterLine(text, at);
		} else if (insert && wanted.has(insert[1]!)) {
			const names = insert[2] === undefined ? columns.get(insert[1]!) : namesIn(insert[2]);
			if (!names) throw new ForeignRefused('not-sql', insert[1]!);
			at += insert[0].length;
			for (;;) {
				const tuple = readTuple(text, at, isMySql);
				if (!tuple || tuple.cells.length !== names.length) throw new ForeignRefused('not-sql', insert[1]!, rows(insert[1]!).length + 1);
				rows(insert[1]!).push(rowOf(names, tuple.cells));
				at = tuple.end;
				if (text[at] !== ',') break;
				at++;
			}
			at = statementEnd(text, at, isMySql);
		} else {
			const end = create || insert || !/^\s*(--|\n|\r)/.test(head.slice(0, 4)) ? statementEnd(text, at, isMySql) : afterLine(text, at);
			if (create && wanted.has(create[1]!)) {
				columns.set(create[1]!, columnsOf(text.slice(at + create[0].length, end)));
				rows(create[1]!);
			}
			at = end;
		}
		while (at < text.length && /\s/.test(text[at]!)) at++;
	}
	return found;
}

function afterLine(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end < 0 ? text.length : end + 1;
}

/** Behind the semicolon that no quotes enclose. */
function statementEnd(text: string, at: number, isMySql: boolean): number {
	while (at < text.length) {
		const char = text[at]!;
		if (char === ';') return at + 1;
		if (char === "'") at = quotedEnd(text, at, isMySql);
		else at++;
	}
	return at;
}

function quotedEnd(text: string, at: number, isMySql: boolean): number {
	for (let next = at + 1; next < text.length; next++) {
		const char = text[next]!;
		if (isMySql && char === '\\') next++;
		else if (char === "'" && text[next + 1] === "'") next++;
		else if (char === "'") return next + 1;
	}
	return text.length;
}

/** "(1,'x',NULL)"; nested calls such as replace('a','b') of SQLite are taken as the text they begin with. */
function readTuple(text: string, from: number, isMySql: boolean): { cells: (string | undefined)[]; end: number } | undefined {
	let at = from;
	while (/\s/.test(text[at] ?? '')) at++;
	if (text[at] !== '(') return undefined;
	at++;
	const cells: (string | undefined)[] = [];
	while (at < text.length) {
		while (/\s/.test(text[at] ?? '')) at++;
		const replaced = /^(?:replace\()+/i.exec(text.slice(at, at + 80));
		if (replaced) at += replaced[0].length;
		const start = at;
		if (text[at] === "'") {
			at = quotedEnd(text, at, isMySql);
			cells.push(unquoted(text.slice(start + 1, at - 1), isMySql, replaced !== null));
		} else {
			while (at < text.length && !',)'.includes(text[at]!)) at++;
			const plain = text.slice(start, at).trim();
			cells.push(/^null$/i.test(plain) ? undefined : plain);
		}
		if (replaced) at = callEnd(text, at, isMySql, replaced[0].split('(').length - 1);
		while (/\s/.test(text[at] ?? '')) at++;
		if (text[at] === ')') return { cells, end: at + 1 };
		if (text[at] !== ',') return undefined;
		at++;
	}
	return undefined;
}

function callEnd(text: string, from: number, isMySql: boolean, depth: number): number {
	let at = from;
	while (at < text.length && depth > 0) {
		if (text[at] === "'") {
			at = quotedEnd(text, at, isMySql);
			continue;
		}
		if (text[at] === '(') depth++;
		if (text[at] === ')') depth--;
		at++;
	}
	return at;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', Z: '\x1a', b: '\b' };

/** @param replaced sqlite3 writes line ends as \n within replace(…) */
function unquoted(text: string, isMySql: boolean, replaced: boolean): string {
	const plain = text.replaceAll("''", "'");
	if (isMySql) return plain.replace(/\\(.)/gs, (_found, char: string) => ESCAPES[char] ?? char);
	return replaced ? plain.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : plain;
}

function copyCells(line: string): (string | undefined)[] {
	return line
		.split('\t')
		.map((cell) => (cell === '\\N' ? undefined : cell.replace(/\\(.)/gs, (_found, char: string) => ESCAPES[char] ?? char)));
}

function namesIn(list: string): string[] {
	return list.split(',').map((name) => name.trim().replace(/^[`"]|[`"]$/g, ''));
}

/** Keys and constraints are no columns. */
function columnsOf(body: string): string[] {
	const names: string[] = [];
	let depth = 0;
	let start = 0;
	const take = (part: string) => {
		const name = /^\s*(?:[`"]([^`"]+)[`"]|([a-z_]\w*))/i.exec(part);
		const word = name?.[1] ?? name?.[2];
		const isKey = name?.[1] === undefined && /^(primary|unique|key|constraint|foreign|check|index|fulltext)$/i.test(word ?? '');
		if (word && !isKey) names.push(word);
	};
	for (let at = 0; at < body.length; at++) {
		const char = body[at]!;
		if (char === "'") at = quotedEnd(body, at, false) - 1;
		else if (char === '(') depth++;
		else if (char === ')' && depth-- === 0) {
			take(body.slice(start, at));
			return names;
		} else if (char === ',' && depth === 0) {
			take(body.slice(start, at));
			start = at + 1;
		}
	}
	return names;
}

function rowOf(names: readonly string[], cells: readonly (string | undefined)[]): SqlRow {
	return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
}
