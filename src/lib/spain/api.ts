/** Spain's billing records of the books: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { ToSign } from './signing/xades.ts';
import type { Fault, Verified } from './verify.ts';

/** The records that one device made. */
export interface ChainState {
	/** Hexadecimal: NumeroInstalacion. */
	device: string;
	/** What people call it; may be empty. */
	name: string;
	isThis: boolean;
	/** Of whom its last record speaks. */
	nif: string;
	records: number;
	/** When its first and its last record were made, as they say it: "2026-11-23T10:15:00+01:00". */
	first: string;
	last: string;
	/** Hash of the last one. */
	huella: string;
	/** Saved here, and not in the shared log yet. */
	waiting: number;
	/** Its records written as a file, read back and recomputed. */
	faults: Fault[];
	/** Numbers of invoices that have a record, and that the books did not take. */
	refused: string[];
	/** Numbers of invoices that a record annuls, and that the books kept: something had come before. */
	kept: string[];
}

/** The events that one device made. */
export interface EventsState {
	device: string;
	name: string;
	isThis: boolean;
	nif: string;
	events: number;
	first: string;
	last: string;
	/** TipoEvento of the last one. */
	lastCode: string;
	huella: string;
	/** `number` of a fault is the code of the event. */
	faults: Fault[];
}

export interface RecordsState {
	/** The business is in Spain, and has them switched on for what is issued from now on. */
	inSpain: boolean;
	isOn: boolean;
	/** Calendar date where the business is. */
	today: string;
	/** The one of this device first. */
	chains: ChainState[];
	/** The one of this device first. */
	events: EventsState[];
	/** Invoices with a code that were brought from other books: their records are in the chains of those. */
	brought: number;
	/** Entries of the log that do not open on this device, and may hold invoices. */
	sealed: number;
}

export interface FileWish {
	device: string;
	/** Days on which the records were made, both ends included. */
	from: string;
	to: string;
	/** Counted from 0: a file holds a thousand records of one NIF. */
	part: number;
}

export interface RecordsFile {
	name: string;
	text: string;
	records: number;
	/** There is another part. */
	more: boolean;
	/** That it was handed out is an event of the chain; false where nothing can be written into these books now. */
	noted: boolean;
}

/** Records as documents of their own, one part at a time, which the page has signed. */
export interface RecordsToSign {
	/** By whose clock a signature says when it was made. */
	timeZone: string;
	records: (Omit<ToSign, 'at'> & { name: string })[];
	/** There is another part. */
	more: boolean;
	/** As of a file. */
	noted: boolean;
}

/** Hears which part of the log was read; answers false to stop. */
export type RecordsWatch = (fraction: number) => boolean | Promise<boolean>;

export interface SpainApi {
	billingRecords(watch: RecordsWatch): Promise<Result<RecordsState>>;
	/** Not found where no record was made in that time. */
	billingFile(wish: FileWish, watch: RecordsWatch): Promise<Result<RecordsFile>>;
	/** As `billingFile`. */
	billingToSign(wish: FileWish, watch: RecordsWatch): Promise<Result<RecordsToSign>>;
	/** As `billingFile`, of events. */
	billingEventsToSign(wish: FileWish, watch: RecordsWatch): Promise<Result<RecordsToSign>>;
	/** Recomputes the chains of this device. That, and what does not fit, become events. */
	examineBilling(watch: RecordsWatch): Promise<Result<RecordsState>>;
	/** A file of records against itself, and against these books. Invalid where it is no such file. */
	checkBillingFile(file: Blob, watch: RecordsWatch): Promise<Result<Verified>>;
}
