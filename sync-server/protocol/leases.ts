/** Who numbers a series, and who ever did: what one entry about it leaves behind. Pure; whether the entry may stand is for rules.ts. */
import { hex } from './bytes.ts';
import { KIND } from './codec.ts';
import type { SeriesLeaseClear, SeriesReleaseClear, SeriesTakeoverClear } from './clear.ts';

/** A device's turn at numbering one segment. */
export interface Tenure {
	segment: number;
	/** Hexadecimal device id. */
	holder: string;
	/** Position of the entry it began with. */
	since: number;
	/** It began with a takeover: the device (hexadecimal) that was passed by. */
	from?: string;
	/**
	 * `released`: given up by its holder, who numbers nothing after it. `passed-by`: taken without the holder, who may have issued before it heard
	 * of it. `left`: the holder went on in another segment.
	 */
	ended?: 'released' | 'passed-by' | 'left';
}

export interface Lease {
	segment: number;
	/** Hexadecimal device id. */
	holder: string;
	next: number;
	prevIssue: Uint8Array;
	/** Position of the entry that says so. */
	n: number;
	/** Given up by its holder: any device may lease the series, going on at `next`. */
	released: boolean;
	/** The last turn of each device at each segment, the present one last: what was issued before a takeover was heard of comes later. */
	tenures: readonly Tenure[];
}

/** @param author hexadecimal device id */
export function afterSeriesEntry(
	before: Lease | undefined,
	clear: SeriesLeaseClear | SeriesReleaseClear | SeriesTakeoverClear,
	author: string,
	n: number
): Lease {
	const { segment, next, prevIssue } = clear;
	const past = before?.tenures ?? [];
	const present = past.at(-1);
	if (clear.kind === KIND.SERIES_RELEASE) {
		const tenures = present ? past.with(-1, { ...present, ended: 'released' }) : past;
		return { segment, holder: author, next, prevIssue, n, released: true, tenures };
	}
	const holder = hex(clear.holder);
	const isOwn = present?.holder === holder;
	const ended = present?.ended ?? (isOwn ? 'left' : 'passed-by');
	const closed = present ? past.with(-1, { ...present, ended }) : past;
	const others = closed.filter((tenure) => tenure.holder !== holder || tenure.segment !== segment);
	const turn: Tenure = { segment, holder, since: n, ...(clear.kind === KIND.SERIES_TAKEOVER && { from: hex(clear.from) }) };
	return { segment, holder, next, prevIssue, n, released: false, tenures: [...others, turn] };
}
