/** A text of cells between marks (RFC 4180, with the marks banks use): cells are text and nothing in them is ever worked out. */
import { FileRefused, MAX_LINES } from './problem.ts';

export interface Row {
	cells: string[];
	/** Line of the text it begins on, from 1. */
	at: number;
}

const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const MOST_CELLS = 200;

/** @param most rows after which it stops */
export function readTable(text: string, delimiter: Delimiter, most = Infinity): Row[] {
	const rows: Row[] = [];
	let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	let line = 1;
	// A spreadsheet's own first line: "sep=;".
	const separator = /^sep=.\r?\n/i.exec(text.slice(at, at + 16));
	if (separator) {
		at += separator[0].length;
		line = 2;
	}
	while (at < text.length && rows.length < most) {
		const row: Row = { cells: [], at: line };
		for (;;) {
			const cell = text.charAt(at) === '"' ? quoted() : plain();
			if (row.cells.length < MOST_CELLS) row.cells.push(cell);
			const next = text.charAt(at);
			at++;
			if (next !== delimiter) {
				if (next === '\r' && text.charAt(at) === '\n') at++;
				if (next === '\n' || next === '\r') line++;
				break;
			}
		}
		if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
		if (rows.length > MAX_LINES + 100) throw new FileRefused('too-many-lines');
	}
	return rows;

	function plain(): string {
		const start = at;
		while (at < text.length) {
			const character = text.charAt(at);
			if (character === delimiter || character === '\n' || character === '\r') break;
			at++;
		}
		return text.slice(start, at).trim();
	}
	function quoted(): string {
		const begun = line;
		let value = '';
		let from = ++at;
		for (;;) {
			const end = text.indexOf('"', from);
			if (end === -1) throw new FileRefused('broken', begun);
			value += text.slice(from, end);
			if (text.charAt(end + 1) !== '"') {
				at = end + 1;
				break;
			}
			value += '"';
			from = end + 2;
		}
		line += value.split('\n').length - 1;
		// What stands behind the closing quote belongs to no cell of a sound file; it is kept with the cell.
		return (value + plain()).trim();
	}
}

/** The mark that parts the rows into the same number of cells most often; undefined where none parts them at all. */
export function delimiterOf(text: string): Delimiter | undefined {
	let best: { delimiter: Delimiter; score: number } | undefined;
	const head = text.slice(0, 64 * 1024);
	for (const delimiter of DELIMITERS) {
		const rows = sample(head, delimiter);
		const counts = new Map<number, number>();
		for (const { cells } of rows) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
		for (const [cells, times] of counts) {
			const score = times * Math.min(cells, 12);
			if (!best || score > best.score) best = { delimiter, score };
		}
	}
	return best?.delimiter;
}

function sample(head: string, delimiter: Delimiter): Row[] {
	try {
		return readTable(head, delimiter, 60);
	} catch {
		// A quote that the sample cuts off.
		return readTable(head.replaceAll('"', ''), delimiter, 60);
	}
}

/** Excel writes numbers that must stay text as ="00123", and what begins like a formula is guarded by one apostrophe: both are taken off. */
export function bare(cell: string): string {
	const wrapped = /^="(.*)"$/s.exec(cell);
	if (wrapped) return wrapped[1]!.replaceAll('""', '"').trim();
	return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell;
}
