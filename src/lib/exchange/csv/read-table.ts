/** A CSV file as records, one after the other, in whatever encoding it is written. Writes nothing, holds nothing. */
import { CsvRefused } from './problem.ts';
import { CsvScanner, separatorOf } from './scan-csv.ts';

export interface TableForm {
	/** As `TextDecoder` calls it. */
	encoding: string;
	separator: string;
}

export interface TableRow {
	cells: string[];
	/** Record of the file, from 1; the heading is the first. */
	line: number;
	/** Bytes of the file read so far. */
	read: number;
}

const BEGINNING = 64 * 1024;

/** What the file says of itself, and what the whole of it is: what is no UTF-8 is read as Windows-1252, where a person sees at once if it is another. */
export async function formOf(file: Blob, chosen: Partial<TableForm> = {}): Promise<TableForm> {
	if (file.size === 0) throw new CsvRefused('empty');
	const encoding = chosen.encoding ?? (await encodingOf(file));
	const beginning = await file.slice(0, BEGINNING).arrayBuffer();
	const text = decoderOf(encoding, false).decode(beginning, { stream: true });
	// eslint-disable-next-line no-control-regex -- no table has them, a file that is none does
	if (/[\0-\x08\x0e-\x1a]/.test(text)) throw new CsvRefused('not-text');
	return { encoding, separator: chosen.separator ?? separatorOf(text) };
}

async function encodingOf(file: Blob): Promise<string> {
	const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
	if (a === 0xff && b === 0xfe) return 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	const decoder = decoderOf('utf-8', true);
	const reader = file.stream().getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			decoder.decode(value, { stream: !done });
			if (done) return 'utf-8';
		}
	} catch {
		await reader.cancel();
		return 'windows-1252';
	}
}

/** The heading first. Empty lines are passed over; line numbers count them. */
export async function* tableRows(file: Blob, { encoding, separator }: TableForm): AsyncGenerator<TableRow> {
	const decoder = decoderOf(encoding, true);
	const scanner = new CsvScanner(separator);
	const reader = file.stream().getReader();
	let read = 0;
	function* rows(found: Generator<string[]>): Generator<TableRow> {
		for (const cells of found) {
			if (cells.length === 1 && cells[0]!.trim() === '') continue;
			yield { cells, line: scanner.line - 1, read };
		}
	}
	try {
		for (;;) {
			const { done, value } = await reader.read();
			read += value?.length ?? 0;
			let text: string;
			try {
				text = decoder.decode(value, { stream: !done });
			} catch {
				throw new CsvRefused('wrong-encoding', scanner.line);
			}
			yield* rows(scanner.push(text));
			if (done) break;
		}
		yield* rows(scanner.end());
	} finally {
		await reader.cancel();
	}
}

function decoderOf(encoding: string, fatal: boolean): TextDecoder {
	return new TextDecoder(encoding, { fatal });
}
