/**
 * What the page may ask the worker, and all it may know of it: everything behind this interface holds keys or opened records.
 * Pages import it with `import type` only. Calls never throw for what a person can act on: they answer with a `Result`.
 */
import type { ActivityApi } from './activity/api.ts';
import type { Business } from './business/business.ts';
import type { Item } from './catalog/item.ts';
import type { DevicesApi } from './devices/api.ts';
import type { DocumentContent, DocumentFact, FlagReason, IssuedDocument, PaymentStatus } from './documents/document.ts';
import type { SeriesReport } from './documents/gap-report.ts';
import type { Holding, Series } from './documents/series.ts';
import type { LiveApi } from './editing/live-api.ts';
import type { Party } from './parties/party.ts';
import type { ClientAccount } from './payments/account.ts';
import type { Payment, PaymentFact } from './payments/payment.ts';
import type { RelayApi } from './relay/api.ts';
import type { DataApi } from './rights/api.ts';

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
	| { state: 'open'; workspaces: WorkspaceInfo[]; current: string }
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
	archived: boolean;
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
	issueDate: string;
	dueDate: string;
	/** While it is not settled, the day after which it is overdue; empty when it never is. */
	overdueAfter: string;
	currency: string;
	payable: bigint;
	paid: bigint;
	credited: bigint;
	writtenOff: bigint;
	/** What the client owes on it; below zero what he has to his credit (a credit note's value). Zero for drafts. */
	balance: bigint;
	sent: boolean;
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
	series: SeriesRow;
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
export interface ListPage<T extends RowType> {
	rows: Rows[T][];
	total: number;
	/** Over the whole answer, documents only: sums by currency, in minor units. */
	sums?: { currency: string; payable: bigint; balance: bigint; overdue: bigint; count: number }[];
	/** By column, the most frequent value first; each value of a column that holds several. */
	counts?: Partial<Record<string, { value: string; count: number }[]>>;
	/** A newer query of the same channel came in between: this answer is empty and to be thrown away. */
	superseded?: boolean;
}

export interface CreateInput {
	passphrase: string;
	business: Business;
	series: Series[];
	/** Opens the sample books instead of an empty workspace. */
	sample?: boolean;
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
}

export interface PaymentDetail {
	id: string;
	payment: Payment;
	facts: { id: string; fact: PaymentFact; by: string; n: number }[];
	/** Minor units. */
	amount: bigint;
	credit: bigint;
	/** Set when the whole payment was taken back. */
	reversal?: { at: string; reason: string; date?: string };
}

/** A part of a payment: for the document with that id, or, of a refund, given back from that payment or credit note. Decimal string. */
export interface Share {
	id: string;
	amount: string;
}
/** From a payment or credit note to a document. */
export interface CreditShare {
	from: string;
	to: string;
	amount: string;
}

/** Who may number a series. Numbers are for today; where they print the client's number it stands as "…". */
export interface SeriesLease {
	state: Holding;
	/** The last one these books know of the running year or month. */
	last: string | undefined;
	lastSequence: number;
	/** Going on in the same segment. */
	next: string;
	/** The first of the next segment. */
	nextSegment: string;
	/** The device that numbers it; absent where nobody does. The name is empty where it has none. */
	holder?: { id: string; name: string; active: boolean };
	/** This device has asked for it and was not answered yet. */
	asked: boolean;
	/** It has asked, and whoever numbers the series keeps it. */
	declined: boolean;
	/** Other devices hold these books, or did: who numbers a series is settled through the relay. */
	shared: boolean;
	/** Series of the same kind that this device numbers. */
	own: { id: string; name: string; next: string }[];
}

/** What a person must decide about numbers. `device` is a name, or the first digits of an id. */
export type NumberNotice =
	| { kind: 'asked'; seriesId: string; series: string; device: string }
	/** This device asked, and the series was given up. */
	| { kind: 'handed-over'; seriesId: string; series: string }
	/** Another device took it from this one; `declared`: because this one was thought to be destroyed. */
	| { kind: 'taken-over'; seriesId: string; series: string; device: string; declared: boolean }
	| { kind: FlagReason; id: string; factId: string; number: string; other?: string }
	| { kind: 'not-taken'; id: string; factId: string; number: string; device: string; document: IssuedDocument; draft: boolean };

export type Takeover =
	| { kind: 'next-segment' }
	/** The device that numbers the series is destroyed and issued nothing after this sequence. */
	| { kind: 'declared'; lastSequence: number };

export interface Change {
	/** Row types whose lists may have changed; ids that changed. */
	types: RowType[];
	ids: string[];
	/** A backup was made, or failed, by itself. */
	backups?: boolean;
	/** The database is gone from under this tab: deleted, upgraded or dropped elsewhere. */
	lost?: boolean;
	/** The state of the device or workspace is another than before: ask for it again. */
	status?: boolean;
}

export interface UnlockMethod {
	id: string;
	/** `both`: a passphrase and a passkey, together. */
	kind: 'passphrase' | 'recovery' | 'passkey' | 'both';
	/** Calendar date it was made. */
	made: string;
	/** What the person called the passkey. */
	name?: string;
	/** Calendar date it last opened this device. */
	used?: string;
	/** False where nothing but the recovery code, or not even that, would stay. */
	revocable: boolean;
}

export interface SafetyState {
	kit: {
		/** The recovery code was never typed back. */
		pending: boolean;
		/** Calendar date on which it was last typed and found right. */
		drilled?: string;
	};
	/** Other devices that hold the open books. */
	devices: number;
}

/** What a passkey is asked: its credential and the salt for its PRF, base64url. */
export interface PasskeyQuestion {
	credential: string;
	salt: string;
	/** The passphrase is needed beside it. */
	together: boolean;
}
/** Where a passphrase is not the only way to unlock. */
export interface UnlockWays {
	/** The passphrase alone opens. */
	passphrase: boolean;
	passkeys: PasskeyQuestion[];
}
export interface PasskeyAnswer {
	credential: string;
	/** 32 bytes; whoever is handed them overwrites them after use. */
	prf: Uint8Array;
}
export interface NewPasskey {
	credential: string;
	salt: string;
	/** What the PRF gave twice: a passkey that does not answer the same each time would lock its owner out. */
	evaluations: [Uint8Array, Uint8Array];
	name: string;
	/** From now on passphrase and passkey are needed together. */
	together: boolean;
}
/** That it is the owner who asks to change how the device unlocks. */
export type Proof = { passphrase: string } | { recoveryCode: string };

/** What opens a backup file. */
export type BackupSecret = { code: string } | { passphrase: string };

export interface BackupContents {
	/** Instant, ISO 8601. */
	made: string;
	workspaces: {
		id: string;
		name: string;
		sample: boolean;
		/** Of the log. */
		entries: number;
		/** Issued ones. */
		documents: number;
		newest?: { number: string; date: string };
		/** How it stands to the books on this device: `same` also when the backup is the older one. */
		here?: 'absent' | 'same' | 'continues' | 'forked';
	}[];
}

export interface BackupMade {
	/** Absent when it went into the folder. */
	file?: Blob;
	name: string;
	entries: number;
	files: number;
	/** Files that are damaged on this device, and so not in the backup. */
	left: number;
}

export interface BackupState {
	/** The newest backup that was read back whole, and that the recovery code of now opens, or a passphrase. `at` is an instant, ISO 8601. */
	verified?: { at: string; place: 'folder' | 'download'; /** Damaged files that are not in it. */ left: number };
	/** Log entries made since then, in all workspaces; all there are when there was none. */
	changesSince: number;
	/** `problem` is a key of the backup's messages. */
	folder?: { name: string; access: 'granted' | 'prompt' | 'denied'; problem?: string };
	/** 0 when nothing is made by itself. */
	everyDays: number;
	/** Newest first. */
	generations: { name: string; made: string; bytes: number }[];
	/** The last attempt on the schedule, where it failed. */
	failed?: { at: string; why: string };
}

export interface RestoreInput {
	file: Blob;
	secret: BackupSecret;
	/** Ids of those to bring back. */
	workspaces: string[];
	/** Of the new device, where this one is empty. */
	passphrase?: string;
	/** Books whose relay does not answer are taken over by this device alone; their other devices are put out. */
	alone?: boolean;
	/** Erases what lies on a device that is locked or cannot be opened, once the whole backup was found sound. */
	replace?: boolean;
}

export interface Restored {
	/** Of a new recovery kit: the code in the backup was used up. */
	recoveryCode?: string;
	/** Ids of what can be read and not written here. */
	readOnly: string[];
	/** The newest document of the workspace that is open now. */
	newest?: { number: string; date: string };
}

/** Long operations report 0 to 1. */
export type Progress = (fraction: number) => void;

export interface WorkerApi extends ActivityApi, DataApi, DevicesApi, LiveApi, RelayApi {
	status(): Promise<DeviceStatus>;
	/** Pronounceable and random, at least 77 bits. */
	generatePassphrase(): Promise<string>;
	/** Makes the device's keys and its first workspace; the code is shown once and confirmed by `confirmRecovery`. */
	create(input: CreateInput): Promise<Result<{ recoveryCode: string }>>;
	/** True when the code typed is this device's and the open workspace lists it; marks the kit as made, and remembers the day. May be asked at any time. */
	confirmRecovery(code: string): Promise<Result<boolean>>;
	/** The recovery code while it was never typed back; undefined once it was. */
	pendingKit(): Promise<Result<string | undefined>>;
	unlock(passphrase: string): Promise<Result<DeviceStatus>>;
	unlockWithRecovery(code: string): Promise<Result<DeviceStatus>>;
	/** `passphrase` where the passkey is one that is needed together with it. */
	unlockWithPasskey(answer: PasskeyAnswer, passphrase?: string): Promise<Result<DeviceStatus>>;
	changePassphrase(proof: Proof, next: string): Promise<Result<void>>;
	unlockMethods(): Promise<Result<{ methods: UnlockMethod[]; passkeys: PasskeyQuestion[] }>>;
	addPasskey(passkey: NewPasskey, proof: Proof): Promise<Result<void>>;
	/** Puts a new recovery code in place of the old one, which opens this device no more; `pendingKit` shows it until it is typed back. */
	renewRecovery(proof: Proof): Promise<Result<void>>;
	/** The recovery code, and a passphrase or a passkey, stay. The last passkey of a pair leaves the passphrase, which must be the proof. */
	revokeMethod(id: string, proof: Proof): Promise<Result<void>>;
	/** What the worker knows of how safe the open books are. */
	safety(): Promise<Result<SafetyState>>;
	addWorkspace(input: Omit<CreateInput, 'passphrase'>): Promise<Result<string>>;
	openWorkspace(id: string): Promise<Result<void>>;
	/** For good: log, rows, blobs and keys. */
	deleteWorkspace(id: string): Promise<Result<void>>;

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
	document(id: string): Promise<Result<DocumentDetail>>;
	addFact(fact: DocumentFact): Promise<Result<DocumentDetail>>;

	/** Freezes the payment and gives its shares in one save; what no document gets is the client's credit. */
	recordPayment(payment: Payment, shares: Share[]): Promise<Result<PaymentDetail>>;
	payment(id: string): Promise<Result<PaymentDetail>>;
	/** Takes the whole payment back: every share it gave is free again. `date` is the day the bank returned it; without one it never happened. */
	reversePayment(id: string, at: string, reason: string, date?: string): Promise<Result<PaymentDetail>>;
	/** Puts credit of payments and credit notes against documents, on that calendar date. */
	applyCredit(shares: CreditShare[], date: string): Promise<Result<void>>;
	/** All that was billed to a client, paid by him, and put against what. */
	account(partyId: string): Promise<Result<ClientAccount>>;

	/** All numbers given, by series and year. */
	seriesReport(): Promise<Result<SeriesReport[]>>;
	seriesLease(seriesId: string): Promise<Result<SeriesLease>>;
	releaseSeries(seriesId: string): Promise<Result<void>>;
	/** Asks the device that numbers the series to give it up. */
	askForSeries(seriesId: string): Promise<Result<void>>;
	/** Leaves things as they are, whoever asked for the series or took it: its notices are answered. */
	noteSeries(seriesId: string): Promise<Result<void>>;
	/** Takes the right to number a series that nobody numbers. */
	leaseSeries(seriesId: string): Promise<Result<void>>;
	/** Makes a series like that one for this device; answers with its id. */
	makeOwnSeries(seriesId: string): Promise<Result<string>>;
	numberNotices(): Promise<Result<NumberNotice[]>>;
	takeOverSeries(seriesId: string, takeover: Takeover): Promise<Result<void>>;

	putBlob(bytes: Uint8Array): Promise<Result<string>>;
	getBlob(id: string): Promise<Result<Uint8Array>>;

	/** For the data-safety meter and the backup screen. Errors of backups are `invalid` with the field `backup` and a `BackupProblem` as detail. */
	backupState(): Promise<Result<BackupState>>;
	/** A file to be kept by the user, of all workspaces; to a passphrase where one is given, else to the recovery code. */
	makeBackup(passphrase?: string, progress?: Progress): Promise<Result<BackupMade>>;
	backupToFolder(progress?: Progress): Promise<Result<BackupMade>>;
	cancelBackup(): Promise<Result<void>>;
	/** Undefined forgets it; the files stay. */
	setBackupFolder(folder: FileSystemDirectoryHandle | undefined): Promise<Result<void>>;
	/** To ask the user again, which only a page can. */
	backupFolder(): Promise<Result<FileSystemDirectoryHandle | undefined>>;
	setBackupSchedule(everyDays: number): Promise<Result<void>>;
	/** Reads a file, or a generation of the folder by its name, to its last byte; without a secret as this device's own. */
	verifyBackup(file: Blob | string, secret?: BackupSecret, progress?: Progress): Promise<Result<BackupContents>>;
	/** The recovery code as the `age` tool takes it. */
	ageIdentity(code: string): Promise<Result<string>>;
	/** What is inside a file, and how it stands to what is here; writes nothing. */
	lookIntoBackup(file: Blob, secret: BackupSecret): Promise<Result<BackupContents>>;
	/** All or nothing. On an empty device it makes the device; the first workspace named is open afterwards. */
	restoreBackup(input: RestoreInput, progress?: Progress): Promise<Result<Restored>>;

	/** Every stored byte as it lies there, sealed; needs nothing to be open. */
	rawCopy(): Promise<Result<Blob>>;
	/** Checks the whole log and rebuilds every row from it. */
	verify(progress?: Progress): Promise<Result<{ entries: number; fingerprint: string }>>;
	/** Called after every durable change made in this or another tab. */
	subscribe(listener: (change: Change) => void): Promise<void>;
}
