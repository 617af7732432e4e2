/** A record open in a form, that others may have open too: a part of `WorkerApi`. Types only. */
import type { AppError, LiveRecords, LiveType, Result } from '../worker-api.ts';

/** Somebody else who has the record open. */
export interface OtherForm {
	/** Of one open form: stays the same while it is open. */
	key: string;
	/** The same device, in another tab. */
	isHere: boolean;
	/** What its person calls the device, or what another member is called; absent where that has no name. */
	name?: string;
	/** It is another member's. */
	isMember?: boolean;
	/** The `id` of the field the cursor is in; empty when in none. */
	field: string;
}

/** What the record holds, under a number that grows: an edit names the version it was typed over. */
export interface LiveVersion<T extends LiveType> {
	version: number;
	/** Undefined while it was never saved. */
	value: LiveRecords[T] | undefined;
}
export interface LiveOpened<T extends LiveType> extends LiveVersion<T> {
	form: number;
	/** Names of the fields, at any depth, in which everybody's words are kept. In the others the last writer wins. */
	texts: readonly string[];
}
/** `error`: this save is not durable and left no trace in the record; with the detail `behind` it is to be made again over this version. */
export interface LiveSaved<T extends LiveType> extends LiveVersion<T> {
	error?: AppError;
}
export interface LiveNews<T extends LiveType> extends LiveVersion<T> {
	others: OtherForm[];
	/** The record takes no more changes: it was issued, or erased. */
	isClosed: boolean;
}

export interface LiveApi {
	/** `hear` is told what others change, and who they are; it answers the version its form is at then. */
	openLive<T extends LiveType>(type: T, id: string, hear: (news: LiveNews<T>) => number | Promise<number>): Promise<Result<LiveOpened<T>>>;
	/** Looks at a record that takes no changes here; `hear` is told who else has it open. Answers the number to point in and to close. */
	openReading(id: string, hear: (others: OtherForm[]) => void): Promise<Result<number>>;
	/** Makes the record be `value` but for what others changed since version `seen`; resolves when that is durable. One at a time. */
	saveLive<T extends LiveType>(form: number, seen: number, value: LiveRecords[T]): Promise<Result<LiveSaved<T>>>;
	/** Tells the others which field the cursor is in; undefined, that the form is left, until it is called again. */
	pointLive(form: number, field: string | undefined): Promise<void>;
	closeLive(form: number): Promise<void>;
	/** Before the worker ends: closes every form, and resolves when that has been said to the others. */
	takeLeave(): Promise<void>;
}
