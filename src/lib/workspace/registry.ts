/**
 * What the workspace asks of a record type. It knows no business type itself: each capability registers its own in its `records.ts`.
 * Everything here is pure: the same operations in the same order give the same state and rows on every device.
 */
import type { Tenure } from '../../../sync-server/protocol/leases.ts';
import type { Membership } from './authority.ts';
import { toHex } from './bytes.ts';
import type { Operation } from './operations.ts';
import type { ListShape } from './lists/shape.ts';
import type { LiveShape } from './record.ts';

export type { Tenure } from '../../../sync-server/protocol/leases.ts';

/** One record as stored: `live` is a Yjs state, `frozen` canonical JSON that never changes, `facts` what happened to it since. */
export interface RecordState {
	type: string;
	schema: number;
	live?: Uint8Array;
	frozen?: Uint8Array;
	facts: { opId: string; n: number; by: string; body: unknown }[];
	/** Deleted by its user; the state stays until it is erased. */
	removed?: boolean;
	/** The day its user's calendar showed then. */
	removedOn?: string;
	/** Ids of the operations that moved it into the bin and out of it: each counts once. */
	moves?: readonly string[];
	/** Nothing else is left of it. */
	erased?: { on: string };
}

export interface Placed {
	/** Position of the operation's entry in the log. */
	n: number;
	/** Device that signed it, as hex. */
	by: string;
	/** Domain-separated BLAKE2b-256 as hex, for chains inside records. */
	hash(domain: string, bytes: Uint8Array): string;
	/** Who numbers the series, and who ever did, as the log has it at this position. See `seriesTenures`. */
	tenures(seriesId: string): readonly Tenure[];
	/** Who belongs and what they may, as the log has it at this position. Without it nobody may do what takes a role. */
	membership?: Membership | undefined;
	/** The entry is an ERASE. */
	erasing?: boolean;
}

export type RefusalReason =
	| 'already-issued'
	| 'number-used'
	| 'number-skipped'
	| 'chain-broken'
	| 'not-holder'
	| 'number-doubled'
	| 'issued-twice'
	| 'over-credited'
	/** Issued although it was not approved. */
	| 'not-approved'
	/** It takes more of the document it was made from than was left. */
	| 'over-converted'
	/** The document it was made from was declined or withdrawn. */
	| 'source-closed'
	/** What was said does not fit how the document stands: an answer to what was withdrawn. */
	| 'wrong-state'
	/** Approved, or sent back, without having been submitted as it is. */
	| 'not-submitted'
	/** It takes a role, or being somebody else, that its author had not at that place of the log. */
	| 'not-entitled'
	| 'not-issued'
	| 'unknown-type'
	| 'unreadable'
	| 'newer-schema'
	/** The record would be larger than a record may be. */
	| 'too-large'
	/** No update this program makes: see guard.ts. */
	| 'unsafe'
	// Of erasure:
	| 'erased'
	| 'kept'
	| 'not-in-bin'
	| 'misplaced'
	// Of money moved between records:
	| 'no-source'
	| 'source-reversed'
	| 'other-currency'
	| 'other-client'
	| 'more-than-left'
	| 'more-than-open'
	| 'not-positive'
	| 'nothing-to-reverse'
	/** Of a line of a bank's statement: it is booked already, or has less left. */
	| 'line-booked'
	/** Something else was written under its id. */
	| 'id-taken'
	/** A cost that stands on two invoices: two devices billed it. */
	| 'billed-twice'
	/** A cost that was cancelled before it was billed on: another device did not know. */
	| 'cost-cancelled'
	/** Something was done with it that has to be taken back first. */
	| 'in-use'
	/** A party that went into another already, or would go into itself. */
	| 'already-merged';

/**
 * An operation that the rules of the books do not let take effect: kept in the log, shown, never silently dropped. Or one that did take effect
 * although something is wrong with it (`flagged`): a document that went out under its number.
 */
export interface Refusal {
	recordId: string;
	/** Hexadecimal: an entry can hold several operations on one record. Absent in what was noted before this was. */
	opId?: string;
	n: number;
	reason: RefusalReason;
	flagged?: true;
}

/** What is to be shown of an operation's result; undefined when all is well. */
export function refusalOf(
	{ refused, flagged }: Pick<FoldResult, 'refused' | 'flagged'>,
	operation: Pick<Operation, 'recordId' | 'opId'>,
	n: number
): Refusal | undefined {
	const ids = { recordId: toHex(operation.recordId), opId: toHex(operation.opId) };
	if (refused) return { ...ids, n, reason: refused };
	return flagged && { ...ids, n, reason: flagged, flagged: true };
}

/** The column, in lists that have it, in which a row says at which position of the log it changed last. */
export const CHANGED_COLUMN = 'changed';

export interface RowChange {
	list: string;
	id: string;
	row: object | undefined;
	/** What searches look in; without it every string of the row. */
	text?: string | undefined;
}

/** Small shared state that a type derives from the log (the numbers given per series). Sealed beside the head, rebuilt with the rest. */
export type Ledger = Record<string, unknown>;

export interface FoldResult {
	state: RecordState | undefined;
	rows: RowChange[];
	ledger?: Ledger;
	/** The other records that change with this one; their rows come from their own type's `rows`. */
	others?: ReadonlyMap<string, RecordState>;
	/** Nothing but what is given here changes: the record can keep what was refused. */
	refused?: RefusalReason;
	/** It took effect and must be looked at. A person is told before he saves it, and it is not written. */
	flagged?: RefusalReason;
}

export interface RecordType {
	type: string;
	schema: number;
	/** Present for records a person edits. */
	shape?: LiveShape;
	/** How the rows of its list are packed; one type of those that share a list says it. */
	list?: ListShape;
	/** Ids of other records the fold must see. */
	related?(state: RecordState | undefined, operation: Operation, ledger: Ledger): string[];
	fold(
		state: RecordState | undefined,
		operation: Operation,
		placed: Placed,
		ledger: Ledger,
		recordId: string,
		others: ReadonlyMap<string, RecordState>
	): FoldResult;
	/** Whether who signed an operation may say anything of this record, by the membership at its place. Absent: whoever may write records. */
	entitled?(recordId: string, placed: Pick<Placed, 'membership' | 'by'>): boolean;
	/** It says something of a record of another type, which stays what it is. */
	saidOfAnother?: boolean;
	/** It speaks of the devices of this log, and would mean nothing in other books: copies as a file leave it out, and take none. */
	ofThisLog?: boolean;
	/** What the bin calls it. */
	title?(state: RecordState): string;
	/** The rows of a record of this type as it is: where an operation on another record changed it, or where waiting operations went. */
	rows?(recordId: string, state: RecordState, placed: Placed): RowChange[];
}

export type Registry = ReadonlyMap<string, RecordType>;

export function registry(...types: RecordType[]): Registry {
	return new Map(types.map((type) => [type.type, type]));
}
