/** What a person may do with all data, with one client's, and with what was removed: a part of `WorkerApi`. Types only. */
import type { Contents } from '../exchange/json/read-books.ts';
import type { RetentionRule } from '../documents/retention.ts';
import type { Exported } from '../exchange/json/export-books.ts';
import type { Party } from '../parties/party.ts';
import type { LiveType, Result } from '../worker-api.ts';
import type { Due } from './due.ts';

export type { Exported };

export type BooksFormat = 'json' | 'xml';

export interface FileContents extends Contents {
	/** Books on this device that came from a file that says the same. */
	here?: { id: string; name: string };
}

/** Hears how far it is, 0 to 1; answers false to stop. */
export type Watch = (fraction: number) => boolean | Promise<boolean>;
/** The same, with the next part of the file. */
export type TakePart = (part: string, fraction: number) => boolean | Promise<boolean>;

export interface BinnedRecord {
	id: string;
	type: LiveType;
	/** What its user called it; may be empty. */
	title: string;
	/** Calendar date of the removal; empty where it was not noted. */
	on: string;
	/** Days until the calendar proposes to erase it. */
	left?: number;
	due: Due;
}

/** What has to stay by law, and the first day on which it need not. */
export interface Kept {
	freeFrom: string;
	isFree: boolean;
}

export interface KeptDocument extends Kept {
	id: string;
	number: string;
	issueDate: string;
}

/** Everything the books hold about a client. */
export interface PartyData {
	id: string;
	party: Party;
	/** Drafts, those in the bin included. */
	drafts: { id: string; title: string; inBin: boolean }[];
	documents: KeptDocument[];
	payments: ({ id: string; date: string; amount: bigint; currency: string } & Kept)[];
	/** Costs that the party billed, or that are billed to it; those that are booked have to stay. */
	expenses: { id: string; booked: boolean; date: string; number: string; amount: bigint; currency: string; kept?: Kept }[];
	/** Projects for the client, with their tasks, those in the bin included, and the time that was worked on them. */
	projects: { id: string; name: string; inBin: boolean; tasks: number; entries: number; seconds: number; billed: number }[];
	/** Lines of bank statements that are booked for the party, or came from an account it paid from. */
	bankLines: { id: string; date: string; name: string; booked: boolean; amount: bigint; currency: string }[];
	/** Records that went into this one. */
	merged: { id: string; party: Party }[];
	/** What the seller's country asks for. */
	rule: RetentionRule;
}

export interface DataApi {
	/** Everything of the open workspace, readable: see exchange/json/README.md. Works on books that can only be read. */
	exportBooks(format: BooksFormat, take: TakePart): Promise<Result<Exported>>;
	/** What is inside a file; writes nothing. Errors about the file are `invalid`, with its path as field and an `ImportProblem` as detail. */
	inspectBooks(file: Blob, watch: Watch): Promise<Result<FileContents>>;
	/**
	 * Into a workspace of its own, which is then open; all of the file or nothing. Answers the workspace's id. What was read already on this device
	 * is opened, and not read into others, unless `anew`.
	 */
	importBooks(file: Blob, watch: Watch, anew?: boolean): Promise<Result<string>>;

	bin(): Promise<Result<BinnedRecord[]>>;
	/** Puts it back where it was. */
	restore(id: string): Promise<Result<void>>;
	/** For good. What is not in the bin any more is passed over; answers how many were erased. */
	erase(ids: string[]): Promise<Result<number>>;

	partyData(partyId: string): Promise<Result<PartyData>>;
	/** The same as readable JSON, with documents and payments whole. */
	exportParty(partyId: string): Promise<Result<string>>;
	/** The client's record and drafts, for good; issued documents and payments stay. */
	eraseParty(partyId: string): Promise<Result<void>>;
	/** A restricted client is only kept: read-only, and on no new document. */
	restrictParty(partyId: string, restricted: boolean): Promise<Result<void>>;

	/** Every workspace, every key. Nobody can bring them back. */
	eraseDevice(): Promise<Result<void>>;
}
