/** Records as tables: a part of `WorkerApi`. Types only. */
import type { Result } from '../../worker-api.ts';
import type { TableForm } from './read-table.ts';

/** Those that can be read back, and those that are final and only go out. */
export type TableType = 'party' | 'item' | 'draft' | 'expense' | 'project' | 'task' | 'time-entry';
export type FinalTable = 'issued' | 'payment' | 'booked';

/** How a file of another program writes what is not text. */
export interface Notation {
	decimal: '.' | ',';
	dates: 'ymd' | 'dmy' | 'mdy';
}

export interface TableWish {
	type: TableType;
	form: TableForm;
	/** For each column the field it goes to; undefined leaves it out. */
	mapping: (string | undefined)[];
	notation: Notation;
	/** What to do with a row that is in the books already, by its number, name or code. */
	duplicates: 'skip' | 'update' | 'add';
}

export interface TableInside {
	form: TableForm;
	columns: string[];
	/** The first rows. */
	sample: string[][];
	/** Every field a column may go to. */
	targets: string[];
	mapping: (string | undefined)[];
}

export type RowProblem =
	'not-a-number' | 'not-yes-or-no' | 'not-json' | 'bad-path' | 'wrong-shape' | 'id-taken' | 'restricted' | 'not-kept-whole' | 'too-large';

export interface RowFault {
	/** Record of the file; the heading is the first. */
	line: number;
	/** Field that is wrong; empty where the row as a whole is meant. */
	field: string;
	why: RowProblem;
}

export interface TableReport {
	rows: number;
	made: number;
	changed: number;
	/** In the books as they stand in the file. */
	same: number;
	/** In the books, or earlier in the file, and left out. */
	duplicates: number;
	refused: number;
	/** The first of those refused. */
	faults: RowFault[];
	/** Lines of the first duplicates. */
	doubled: number[];
}

export interface TableUndone {
	removed: number;
	restored: number;
	/** Changed or used since: left as they are. */
	kept: number;
}

type Watch = (fraction: number) => boolean | Promise<boolean>;

export interface TablesApi {
	exportTable(
		type: TableType | FinalTable,
		take: (part: string, fraction: number) => boolean | Promise<boolean>
	): Promise<Result<{ rows: number }>>;
	/** What is inside; writes nothing. Errors about the file are `invalid`, with a `CsvProblem` as detail and `table.LINE` as field. */
	inspectTable(file: Blob, type: TableType, form?: Partial<TableForm>): Promise<Result<TableInside>>;
	/** What importing would do; writes nothing. */
	tryTable(file: Blob, wish: TableWish, watch: Watch): Promise<Result<TableReport>>;
	/** Rows with faults are left out. Stopped or failed half way, what was written is undone. */
	importTable(file: Blob, wish: TableWish, watch: Watch): Promise<Result<TableReport>>;
	/** Takes the last import back as a whole, until these books are locked or closed: what it made goes into the bin. */
	undoTable(watch: Watch): Promise<Result<TableUndone>>;
}
