/** What a person may do with all data, with one client's, and with what was removed: a part of `WorkerApi`. Types only. */
import type { Contents } from '../exchange/json/read-books.ts';
import type { Exported } from '../exchange/json/export-books.ts';
import type { Party } from '../parties/party.ts';
import type { LiveType, Result } from '../worker-api.ts';
import type { Due } from './due.ts';

export type { Contents, Exported };

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

/** A document that has to stay, and the first day on which it need not. */
export interface KeptDocument {
	id: string;
	number: string;
	issueDate: string;
	freeFrom: string;
	isFree: boolean;
}

/** Everything the books hold about a client. */
export interface PartyData {
	id: string;
	party: Party;
	/** Drafts, those in the bin included. */
	drafts: { id: string; title: string; inBin: boolean }[];
	documents: KeptDocument[];
	payments: { id: string; date: string; amount: bigint; currency: string }[];
	/** Years the seller's country asks for. */
	years: number;
}

export interface DataApi {
	/** Everything of the open workspace, readable: see exchange/json/README.md. Works on books that can only be read. */
	exportJson(take: TakePart): Promise<Result<Exported>>;
	/** What is inside a file; writes nothing. Errors about the file are `invalid`, with its path as field and an `ImportProblem` as detail. */
	inspectJson(file: Blob, watch: Watch): Promise<Result<Contents>>;
	/** Into a workspace of its own, which is then open; all of the file or nothing. Answers the workspace's id. */
	importJson(file: Blob, watch: Watch): Promise<Result<string>>;

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
