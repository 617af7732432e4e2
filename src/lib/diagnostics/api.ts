/** What support may need to know, on demand: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';

/** How many, by the number of digits: what a business has is nobody's business. */
export type Magnitude = '0' | '1-9' | '10-99' | '100-999' | '1k-9k' | '10k-99k' | '100k-999k' | '1M+';

/** Counts are told as magnitudes, all else in words of the program's own. Holds no text, number, date, key, address or id. */
export interface WorkerFacts {
	/** Version of the rules by which the log is folded. */
	rules: number;
	/** Books on this device. */
	books: Magnitude;
	/** By list. */
	records: Record<string, Magnitude>;
	log: {
		entries: Magnitude;
		waiting: Magnitude;
		damagedWaiting: Magnitude;
		quarantined: Magnitude;
		voids: Magnitude;
		broken: boolean;
		shared: boolean;
		copied: boolean;
	};
	/** Operations the books did not take, by reason. */
	refused: Record<string, Magnitude>;
	team: { role: string; members: Magnitude; devices: Magnitude };
	relay: { link: string; elsewhere: boolean; arriving: boolean; alarms: string[] };
	/** What went wrong since the app was started, by code. */
	errors: Record<string, Magnitude>;
}

export interface DiagnosticsApi {
	diagnose(): Promise<Result<WorkerFacts>>;
}
