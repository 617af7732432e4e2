/**
 * [Note: a part of books] Who is shown one period gets the documents of that period: the chain of a series comes to them in pieces. Before each of them
 * this says where it stands in its series, so that the rest of the rules is judged as ever. Books that anybody writes in do not know this type: in them the
 * chain has no holes.
 */
import { fromHex } from '../workspace/bytes.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import type { RecordType } from '../workspace/registry.ts';
import { seriesLedger, withSeries, type SegmentLedger } from './ledger.ts';
import { upTo } from './segments.ts';

export interface LeftOut {
	segment: number;
	period: string;
	/** Of the document that comes next. */
	sequence: number;
	previousIssue: string;
}

export const LEFT_OUT_TYPE: RecordType = {
	type: 'left-out',
	schema: 1,
	saidOfAnother: true,
	ofThisLog: true,
	fold(state, operation, _placed, ledger, recordId) {
		const said = operation.action === 'put' ? read(operation.body) : undefined;
		if (!said) return { state, rows: [], refused: 'unreadable' };
		if (state?.type !== 'series') return { state, rows: [], refused: 'no-source' };
		const { segment, period, sequence, previousIssue } = said;
		const series = upTo(seriesLedger(ledger, recordId), segment);
		const {
			strands: _strands,
			bearers: _bearers,
			closedBefore: _closed,
			...own
		} = segment === series.segment ? series : series.older[segment]!;
		const next: SegmentLedger = { ...own, last: { ...own.last, [period]: sequence - 1 }, lastIssue: previousIssue };
		const after = segment === series.segment ? { ...series, ...next } : { ...series, older: series.older.with(segment, next) };
		return { state, rows: [], ledger: withSeries(ledger, recordId, after) };
	}
};

export function encodeLeftOut(said: LeftOut): Uint8Array {
	return encodeJson(said);
}

function read(body: Uint8Array): LeftOut | undefined {
	try {
		const { segment, period, sequence, previousIssue } = decodeJson<LeftOut>(body);
		const isCount = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least;
		if (!isCount(segment, 0) || !isCount(sequence, 1) || typeof period !== 'string' || fromHex(previousIssue).length !== 32)
			return undefined;
		return { segment, period, sequence, previousIssue };
	} catch {
		return undefined;
	}
}
