/** Who numbers documents: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { FlagReason, IssuedDocument } from './document.ts';
import type { SeriesReport } from './gap-report.ts';
import type { Holding } from './series.ts';

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
	/** Only an admin or owner passes another device by. */
	mayTakeOver: boolean;
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

export interface SeriesApi {
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
}
