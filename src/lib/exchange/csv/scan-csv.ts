/** Reads a CSV file of any size, one record at a time. Text must be decoded before; which separator it has is looked up in its beginning. */
import { CsvRefused } from './problem.ts';

/** Longer than any text the books can hold. */
const LONGEST_CELL = 1024 * 1024;
const MOST_COLUMNS = 1000;

export class CsvScanner {
	readonly #separator: string;
	#cell = '';
	#cells: string[] = [];
	#state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
	#afterReturn = false;
	/** Of the record that is being read, from 1; a heading is the first. */
	line = 1;

	constructor(separator: string) {
		this.#separator = separator;
	}

	/** The records that are complete with this part. */
	*push(text: string): Generator<string[]> {
		for (let at = 0; at < text.length;) {
			const char = text[at]!;
			if (this.#afterReturn) {
				this.#afterReturn = false;
				if (char === '\n') {
					at++;
					continue;
				}
			}
			if (this.#state === 'quoted') {
				const end = text.indexOf('"', at);
				this.#add(text.slice(at, end < 0 ? text.length : end));
				at = end < 0 ? text.length : end + 1;
				if (end >= 0) this.#state = 'closed';
			} else if (char === '"' && this.#state === 'closed') {
				this.#add('"');
				this.#state = 'quoted';
				at++;
			} else if (char === '"' && this.#state === 'start') {
				this.#state = 'quoted';
				at++;
			} else if (char === this.#separator) {
				this.#close();
				at++;
			} else if (char === '\n' || char === '\r') {
				this.#afterReturn = char === '\r';
				at++;
				yield this.#record();
			} else {
				if (this.#state === 'closed') throw new CsvRefused('bad-quotes', this.line);
				this.#state = 'plain';
				let end = at + 1;
				while (end < text.length && text[end] !== this.#separator && text[end] !== '\n' && text[end] !== '\r') end++;
				this.#add(text.slice(at, end));
				at = end;
			}
		}
	}

	/** The last record, where the file does not end with a line end. */
	*end(): Generator<string[]> {
		if (this.#state === 'quoted') throw new CsvRefused('open-quotes', this.line);
		if (this.#state !== 'start' || this.#cells.length > 0) yield this.#record();
	}

	#add(text: string): void {
		this.#cell += text;
		if (this.#cell.length > LONGEST_CELL) throw new CsvRefused('cell-too-long', this.line);
	}

	#close(): void {
		this.#cells.push(this.#cell);
		this.#cell = '';
		this.#state = 'start';
		if (this.#cells.length > MOST_COLUMNS) throw new CsvRefused('too-many-columns', this.line);
	}

	#record(): string[] {
		this.#close();
		const record = this.#cells;
		this.#cells = [];
		this.line++;
		return record;
	}
}

/** Comma, semicolon or tab: which of them divides the first record into the most cells. */
export function separatorOf(beginning: string): string {
	const count = (separator: string) => {
		const first = new CsvScanner(separator).push(`${beginning.split(/\r\n|[\r\n]/)[0] ?? ''}\n`).next();
		return first.done ? 0 : first.value.length;
	};
	const counted = [',', ';', '\t'].map((separator) => ({ separator, cells: safely(() => count(separator)) }));
	return counted.reduce((best, each) => (each.cells > best.cells ? each : best)).separator;
}

function safely(work: () => number): number {
	try {
		return work();
	} catch {
		return 0;
	}
}
