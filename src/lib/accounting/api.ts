/** What an accountant is given of a period: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { ChartName } from './charts.ts';
import type { LeftOut } from './entry.ts';

export interface PackWish {
	/** Calendar dates, both ends included. */
	from: string;
	to: string;
	/** `documents`: nothing but all issued documents as PDF. */
	what: 'pack' | 'documents';
	/** The usual one of the country where it is absent. */
	chart?: ChartName;
	/** Numbers by which DATEV knows consultant and client. */
	datev?: { consultant: number; client: number };
}

export interface LeftOutOfJournal {
	type: 'document' | 'payment' | 'expense';
	/** Its number or reference; may be empty. */
	number: string;
	why: LeftOut;
}

export interface PackContents {
	chart: ChartName;
	/** Names of the files the worker writes, in the order in which they must be asked for. */
	texts: string[];
	documents: number;
	receipts: number;
	entries: number;
	leftOut: LeftOutOfJournal[];
}

/** A file of the pack that is not text. */
export type PackMember =
	/** To be made from the document. `name` without `.pdf`. */
	{ kind: 'document'; id: string; name: string } | { kind: 'receipt'; file: string; name: string };

export interface PackApi {
	/** Finds what is in it. Everything after this speaks of the pack prepared last. `watch` answers false to stop. */
	preparePack(wish: PackWish, watch: (fraction: number) => boolean | Promise<boolean>): Promise<Result<PackContents>>;
	/** One of its text files, in parts. `take` answers false to stop. */
	packText(name: string, take: (part: Uint8Array<ArrayBuffer>, fraction: number) => boolean | Promise<boolean>): Promise<Result<void>>;
	/** Some of its other files; none behind the last. */
	packMembers(offset: number, limit: number): Promise<Result<PackMember[]>>;
}
