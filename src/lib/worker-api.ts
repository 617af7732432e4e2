/**
 * What the page may ask the worker, and all it may know of it: everything behind this interface holds keys or opened records.
 * Pages import it with `import type` only. Calls never throw for what a person can act on: they answer with a `Result`.
 */
import type { PackApi } from './accounting/api.ts';
import type { ActivityApi } from './activity/api.ts';
import type { BankApi } from './bank/api.ts';
import type { BankLineRow, BankStatementRow } from './bank/rows.ts';
import type { Business } from './business/business.ts';
import type { Item } from './catalog/item.ts';
import type { CommentsApi } from './comments/api.ts';
import type { DevicesApi } from './devices/api.ts';
import type { ApprovalApi } from './documents/approval/api.ts';
import type { DocumentContent, DocumentFact, IssuedDocument, PaymentStatus } from './documents/document.ts';
import type { SampleName } from './documents/sample/names.ts';
import type { SeriesApi } from './documents/series-api.ts';
import type { Holding, Series } from './documents/series.ts';
import type { LiveApi } from './editing/live-api.ts';
import type { BackupApi } from './exchange/backup/api.ts';
import type { TablesApi } from './exchange/csv/api.ts';
import type { DiagnosticsApi } from './diagnostics/api.ts';
import type { ForeignApi } from './exchange/foreign/api.ts';
import type { ExpensesApi } from './expenses/api.ts';
import type { Expense, ExpenseKind, ExpenseStatus, RecurringExpense } from './expenses/expense.ts';
import type { UnlockApi, UnlockWays } from './identity/api.ts';
import type { MergeApi } from './parties/merge-api.ts';
import type { Party } from './parties/party.ts';
import type { PaymentsApi } from './payments/api.ts';
import type { Payment } from './payments/payment.ts';
import type { ProofApi } from './proof/api.ts';
import type { RateSheetRow, RatesApi } from './rates/api.ts';
import type { RateSheet } from './rates/sheet.ts';
import type { RecurringApi } from './recurring/api.ts';
import type { InvoiceProfile } from './recurring/invoice-profile.ts';
import type { RelayApi } from './relay/api.ts';
import type { RemindersApi } from './reminders/api.ts';
import type { ReportsApi } from './reports/api.ts';
import type { DataApi } from './rights/api.ts';
import type { LinksApi } from './sharing/api.ts';
import type { PeriodsApi } from './sharing/period-api.ts';
import type { PeriodHead } from './sharing/period-parts.ts';
import type { SpainApi } from './spain/api.ts';
import type { TeamApi } from './team/api.ts';
import type { TimeApi } from './time/api.ts';
import type { ProjectRow, TaskRow, TimeRow } from './time/rows.ts';
import type { Project, Task, TimeEntry } from './time/time.ts';

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

export type ErrorCode =
	| 'wrong-passphrase'
	| 'wrong-recovery-code'
	| 'wrong-passkey'
	| 'books-gone'
	| 'header-tampered'
	| 'kdf-out-of-bounds'
	| 'row-damaged'
	| 'log-broken'
	/** Detail: why the books of a link cannot be shown. */
	| 'shared-books'
	| 'read-only'
	| 'needs-relay'
	| 'overtaken'
	| 'stopped'
	| 'storage-full'
	| 'storage-unavailable'
	| 'newer-version'
	| 'not-found'
	| 'locked'
	| 'invalid'
	| 'too-large'
	| 'unexpected';

/** `field` names the field to mend ("lines.2.price"), `detail` is safe to show: it never holds a record's text. */
export interface AppError {
	code: ErrorCode;
	field?: string;
	detail?: string;
}

export type DeviceStatus =
	| { state: 'empty' }
	| { state: 'locked'; ways?: UnlockWays }
	| {
			state: 'open';
			workspaces: WorkspaceInfo[];
			current: string;
			/** Books it has asked to join beside them. */
			joining?: number;
			/** A period of somebody's books, which is only looked at. */
			shown?: PeriodHead;
	  }
	/** Unlocked, without books: it has asked to join some. */
	| { state: 'joining' }
	| { state: 'broken'; error: AppError };

export interface WorkspaceInfo {
	id: string;
	name: string;
	sample: boolean;
	/** Set when the workspace can be read but not written, with the reason. */
	readOnly?: AppError;
}

/** Records a person edits; each is a small Yjs document. `draft` is a document before its issue. */
export interface LiveRecords {
	business: Business;
	party: Party;
	item: Item;
	series: Series;
	draft: DocumentContent;
	rates: RateSheet;
	expense: Expense;
	'expense-profile': RecurringExpense;
	'invoice-profile': InvoiceProfile;
	project: Project;
	task: Task;
	'time-entry': TimeEntry;
}
export type LiveType = keyof LiveRecords;

export interface PartyRow {
	id: string;
	number: string;
	name: string;
	kind: Party['kind'];
	roles: Party['roles'];
	city: string;
	country: string;
	email: string;
	tags: string[];
	/** Members, hexadecimal. */
	assignedTo: string[];
	archived: boolean;
	/** Id of the party it went into; then it counts as archived. */
	mergedInto: string;
	/** Only kept: on no new document. */
	restricted: boolean;
}
export interface ItemRow {
	id: string;
	code: string;
	name: string;
	kind: Item['kind'];
	unit: string;
	price: string;
	currency: string;
	taxPreset?: string;
	archived: boolean;
}
/** Drafts and issued documents in one list. Amounts in minor units of `currency`. */
export interface DocumentRow {
	id: string;
	type: DocumentContent['type'];
	issued: boolean;
	number: string;
	partyId: string;
	/** Of a draft: the client's name now; of an issued document: as it stands on it. */
	partyName: string;
	/** The client's tags now. */
	tags: string[];
	/** Members who look after the client now, hexadecimal. */
	assignedTo: string[];
	issueDate: string;
	dueDate: string;
	/** While it is not settled, the day after which it is overdue; empty when it never is. */
	overdueAfter: string;
	currency: string;
	/** Where that is not the base currency: "EUR 0.92", the rate that is stored with it, or "EUR" where none is. */
	base?: string;
	/** The program that issued it, where that was another one. */
	elsewhere?: string;
	/** Where it is paid by instalments: those that are open, as `readParts` takes them. */
	parts?: string;
	payable: bigint;
	paid: bigint;
	credited: bigint;
	writtenOff: bigint;
	/** What the client owes on it; below zero what he has to his credit (a credit note's value). Zero for drafts. */
	balance: bigint;
	sent: boolean;
	/** Another document has its number, and nobody has settled that. */
	doubled: boolean;
	status: PaymentStatus;
	/** Grows with each change in the log. */
	changed: number;
}
/** Amounts in minor units of `currency`. */
export interface PaymentRow {
	id: string;
	kind: Payment['kind'];
	date: string;
	partyId: string;
	partyName: string;
	currency: string;
	amount: bigint;
	/** What no document got and was not given back: the client's credit. */
	credit: bigint;
	method: Payment['method'];
	reference: string;
	/** Numbers of the documents it went to, with commas. */
	documents: string;
	reversed: boolean;
	/** Grows with each change in the log. */
	changed: number;
}
/** Drafts and booked ones in one list. Amounts in minor units of `currency`. */
export interface ExpenseRow {
	id: string;
	kind: ExpenseKind;
	booked: boolean;
	/** The supplier's. */
	number: string;
	supplierId: string;
	/** Of a draft: the supplier's name now, or what was typed; of a booked one: as it stands on it. */
	supplierName: string;
	description: string;
	/** Names of the categories of its lines. */
	category: string[];
	date: string;
	dueDate: string;
	/** While it is not paid, the day after which it is overdue; empty when it never is. */
	overdueAfter: string;
	currency: string;
	/** As of a document. */
	base?: string;
	payable: bigint;
	paid: bigint;
	/** What is owed on it; below zero the supplier's credit. Zero for drafts. */
	balance: bigint;
	status: ExpenseStatus;
	/** To be billed to a client: not yet booked, open, or on an invoice; empty when it is not. */
	rebill: '' | 'draft' | 'open' | 'billed';
	clientId: string;
	receipts: number;
	tags: string[];
	/** Grows with each change in the log. */
	changed: number;
}
export interface RecurringRow {
	id: string;
	title: string;
	kind: ExpenseKind;
	supplierId: string;
	supplierName: string;
	currency: string;
	payable: bigint;
	paused: boolean;
}
export interface InvoiceProfileRow {
	id: string;
	title: string;
	partyId: string;
	/** The client's name now. */
	partyName: string;
	currency: string;
	payable: bigint;
	paused: boolean;
}
export interface SeriesRow {
	id: string;
	name: string;
	type: Series['type'];
	pattern: string;
	code?: string;
	/** What the next issue would be called if it happened today. */
	next: string;
	/** It has given numbers: its first number is fixed, and it stays. */
	used: boolean;
	/** Of the next issue, if it happened today. */
	nextSequence: number;
	segment: number;
	/** Who may number it: this device, another one, or whoever issues first. */
	lease: Holding;
	/** What the device is called that numbers it, where another one does and has a name. */
	holder?: string;
	/** Other devices may write to these books. */
	shared: boolean;
}
export interface Rows {
	party: PartyRow;
	item: ItemRow;
	document: DocumentRow;
	payment: PaymentRow;
	expense: ExpenseRow;
	'expense-profile': RecurringRow;
	'invoice-profile': InvoiceProfileRow;
	project: ProjectRow;
	task: TaskRow;
	'time-entry': TimeRow;
	'bank-line': BankLineRow;
	'bank-statement': BankStatementRow;
	series: SeriesRow;
	rates: RateSheetRow;
}
export type RowType = keyof Rows;

/**
 * What a column of a row must be. Bounds are inclusive and of the column's own kind: calendar strings for dates, minor units (bigint) for
 * amounts. An empty date lies in no range.
 */
export interface ColumnFilter<V> {
	anyOf?: readonly NonNullable<V>[];
	from?: V;
	to?: V;
	/** For columns that hold a list (tags, roles): at least one of these is in it. */
	has?: V extends readonly (infer E)[] ? readonly E[] : never;
}
export type ListFilters<R> = { [C in keyof R]?: ColumnFilter<R[C]> };

export interface ListQuery<T extends RowType> {
	/**
	 * Words that must all occur somewhere in the record: names, numbers, line texts, notes (private ones too), amounts as people type them
	 * ("1 234,50", "1234.5"). Case and accents make no difference.
	 */
	search?: string;
	/** Column equality. */
	where?: Partial<Rows[T]>;
	/** All of them hold, beside `where`. */
	filters?: ListFilters<Rows[T]>;
	/** Any column. Equal rows stand in one order on every device, documents by number; descending turns all of it round. */
	sort?: { by: keyof Rows[T] & string; descending?: boolean };
	offset?: number;
	limit?: number;
	/** A newer query of the same channel ends an older one that is still at work; the older answers with `superseded`. */
	channel?: string;
	/** Columns of texts whose values are to be counted over the whole answer. */
	countBy?: readonly (keyof Rows[T] & string)[];
}
export interface CurrencySums {
	currency: string;
	payable: bigint;
	balance: bigint;
	overdue: bigint;
	count: number;
}
export interface BaseSums extends Omit<CurrencySums, 'count'> {
	/** By currency, what has no rate to the base currency and is not in the sums. */
	unrated: Pick<CurrencySums, 'currency' | 'payable' | 'balance'>[];
}
export interface ListPage<T extends RowType> {
	rows: Rows[T][];
	total: number;
	/** Over the whole answer, documents only: sums by currency, in minor units. */
	sums?: CurrencySums[];
	/** The same in the base currency, each document at its own rate; where any is in another. */
	baseSums?: BaseSums;
	/** By column, the most frequent value first; each value of a column that holds several. */
	counts?: Partial<Record<string, { value: string; count: number }[]>>;
	/** A newer query of the same channel came in between: this answer is empty and to be thrown away. */
	superseded?: boolean;
}

export interface CreateInput {
	passphrase: string;
	business: Business;
	series: Series[];
	/** Opens the sample books of that name instead of an empty workspace. */
	sample?: SampleName;
}

export interface IssueBlocker {
	/** Path in the draft, the party or the business: "party.address.city". */
	field: string;
	/** Key in the documents' message catalogue. */
	message: string;
	args?: Record<string, string>;
	level: 'error' | 'warning';
}

export interface IssueReview {
	/** Undefined without a usable series. */
	number: string | undefined;
	/** Empty without one. */
	seriesId: string;
	findings: IssueBlocker[];
}

export interface DocumentDetail {
	id: string;
	document: IssuedDocument;
	facts: { id: string; fact: DocumentFact; by: string; n: number }[];
	status: PaymentStatus;
	paid: bigint;
	credited: bigint;
	writtenOff: bigint;
	/** What the client owes on it; below zero what he has to his credit. */
	balance: bigint;
	sent: boolean;
	/** Issued here, and not in the log yet. */
	waiting: boolean;
	/** Its page is not handed out before it is in the log. */
	held: boolean;
	/** Of one that was issued elsewhere: another document of these books with its number. */
	sameNumber?: string;
}

export interface Change {
	/** Row types whose lists may have changed; ids that changed. */
	types: (RowType | 'comment' | 'client-link')[];
	ids: string[];
	/** A backup was made, or failed, by itself. */
	backups?: boolean;
	/** The database is gone from under this tab: deleted, upgraded or dropped elsewhere. */
	lost?: boolean;
	/** The state of the device or workspace is another than before: ask for it again. */
	status?: boolean;
}

/** Long operations report 0 to 1. */
export type Progress = (fraction: number) => void;

/** The device and the books on it. */
export interface DeviceApi {
	status(): Promise<DeviceStatus>;
	/** Makes the device's keys and its first workspace; the code is shown once and confirmed by `confirmRecovery`. */
	create(input: CreateInput): Promise<Result<{ recoveryCode: string }>>;
	addWorkspace(input: Omit<CreateInput, 'passphrase'>): Promise<Result<string>>;
	openWorkspace(id: string): Promise<Result<void>>;
	/** For good: log, rows, blobs and keys. */
	deleteWorkspace(id: string): Promise<Result<void>>;
}

/** Records and documents of the open books. */
export interface BooksApi {
	list<T extends RowType>(type: T, query?: ListQuery<T>): Promise<Result<ListPage<T>>>;
	get<T extends LiveType>(type: T, id: string): Promise<Result<LiveRecords[T]>>;
	business(): Promise<Result<{ id: string; value: Business }>>;
	/** Creates or changes: the worker merges the difference to what it holds. Resolves when durable. */
	save<T extends LiveType>(type: T, id: string, value: LiveRecords[T]): Promise<Result<void>>;
	/** Drafts, items (lines hold copies), and parties and series no document names. */
	remove(type: LiveType, id: string): Promise<Result<void>>;
	/** A random record id. */
	newId(): Promise<string>;
	/** The number it would get, and what stands in the way of issuing, at today's date. */
	issueCheck(draftId: string): Promise<Result<IssueReview>>;
	/** Gives the number, freezes totals and snapshots; the draft's id stays the document's. */
	issue(draftId: string): Promise<Result<DocumentDetail>>;
	/** The code by which an issued document proves itself, in base32; undefined where it has none (yet). */
	documentCode(id: string): Promise<Result<string | undefined>>;
	document(id: string): Promise<Result<DocumentDetail>>;
	addFact(fact: DocumentFact): Promise<Result<DocumentDetail>>;
	putBlob(bytes: Uint8Array): Promise<Result<string>>;
	getBlob(id: string): Promise<Result<Uint8Array>>;
	/** Checks the whole log and rebuilds every row from it. */
	verify(progress?: Progress): Promise<Result<{ entries: number; fingerprint: string }>>;
}

export interface WorkerApi
	extends
		ActivityApi,
		ApprovalApi,
		BackupApi,
		BankApi,
		BooksApi,
		CommentsApi,
		LinksApi,
		DataApi,
		DeviceApi,
		DevicesApi,
		DiagnosticsApi,
		ExpensesApi,
		ForeignApi,
		LiveApi,
		MergeApi,
		PackApi,
		PaymentsApi,
		PeriodsApi,
		ProofApi,
		RatesApi,
		RecurringApi,
		RelayApi,
		RemindersApi,
		ReportsApi,
		SeriesApi,
		SpainApi,
		TablesApi,
		TeamApi,
		TimeApi,
		UnlockApi {
	/** Called after every durable change made in this or another tab. */
	subscribe(listener: (change: Change) => void): Promise<void>;
}
