/** Exports of other programs, into the open books: a part of `WorkerApi`. Types only. */
import type { Result } from '../../worker-api.ts';
import type { Notation, RowProblem, TableUndone } from '../csv/api.ts';

export type Program = 'invoice-ninja' | 'invoice-shelf' | 'kimai' | 'solidtime' | 'toggl' | 'clockify' | 'harvest';

/** In the order they are written: what comes later names what came before. */
export type ForeignType = 'party' | 'item' | 'project' | 'task' | 'time-entry' | 'expense';

/** What of an export is not taken; of invoices those that are paid, withdrawn or drafts. */
export type LeftKind =
	| 'invoice'
	| 'credit'
	| 'quote'
	| 'payment'
	| 'recurring'
	| 'purchase-order'
	| 'bank-line'
	| 'file'
	| 'running'
	| 'deleted'
	| 'fixed-price'
	| 'row';

export type ForeignRowProblem =
	RowProblem | 'nameless' | 'bad-date' | 'bad-time' | 'bad-amount' | 'ends-before' | 'unknown-reference' | 'bad-currency' | 'negative';

export interface ForeignFault {
	/** Table of the export; empty where the file is one. */
	table: string;
	/** Record of the table, the heading being the first; in JSON and SQL the place among its kind, from 1. */
	line: number;
	field: string;
	why: ForeignRowProblem;
}

/** An invoice that was issued with the other program and is not paid in full. */
export interface OwedElsewhere {
	client: string;
	number: string;
	date: string;
	dueDate: string;
	currency: string;
	/** Decimal strings. */
	total: string;
	open: string;
}

export interface ForeignWish {
	/** In place of what the file shows of itself. */
	notation?: Partial<Notation>;
	/** What to do with time and expenses that are in the books already. Clients, items, projects and tasks of one name are the same. */
	duplicates: 'skip' | 'add';
	/** What the one line of an invoice says that is still owed, with {number} and {program} in it. */
	owedLine: string;
}

export interface ForeignCount {
	found: number;
	made: number;
	/** In the books already. */
	here: number;
	refused: number;
}

export interface ForeignReport {
	program: Program;
	counts: Partial<Record<ForeignType | 'invoice', ForeignCount>>;
	left: Partial<Record<LeftKind, number>>;
	/** Those that come in as issued elsewhere, with what is open on them. */
	owed: OwedElsewhere[];
	/** Numbers of those that a document of these books has, too. */
	sameNumbers: string[];
	/** Whose time it is: it becomes that of whoever imports, under their names. */
	people: string[];
	/** Entries that the other program has invoiced: they are not billed again. */
	invoiced: number;
	/** How numbers and dates were read, where the file does not show it beyond doubt. */
	assumed: Partial<Notation>;
	faults: ForeignFault[];
	faultCount: number;
}

type Watch = (fraction: number) => boolean | Promise<boolean>;

export interface ForeignApi {
	/** What importing would do; writes nothing. Errors about the file are `invalid`, with a `ForeignProblem` as detail and `foreign.TABLE.LINE` as field. */
	tryForeign(file: Blob, wish: ForeignWish, watch: Watch): Promise<Result<ForeignReport>>;
	/** What has faults is left out. Stopped or failed half way, what was written is undone. */
	importForeign(file: Blob, wish: ForeignWish, watch: Watch): Promise<Result<ForeignReport>>;
	/** Takes the last import back as a whole, until these books are locked or closed: what it made goes into the bin. */
	undoForeign(watch: Watch): Promise<Result<TableUndone>>;
}
