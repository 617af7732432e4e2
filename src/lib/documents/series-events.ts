/**
 * What happened to a series as a whole: asked for, given up by its device, taken over by another, and what its person has seen of that and leaves
 * so. The log's membership entries decide who may number it;
 * these operations, in the same save, are what the books and the gap report know of it. They are facts on the series' own record.
 */
import { decodeJson, encodeJson } from '../workspace/json.ts';
import { readState } from '../workspace/record.ts';
import type { Ledger, RecordState, RecordType, Tenure } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import { isDate } from './dates.ts';
import { isRun } from './numbering.ts';
import { declareLost, openSegment, type DeclaredLast } from './segments.ts';
import { ANYBODY, seriesLedger, withSeries } from './ledger.ts';

export type SeriesEvent =
	| { kind: 'released'; date: string }
	/** A device that wants to number the series asks whoever does to give it up. */
	| { kind: 'asked'; date: string }
	/** Whoever uses this device knows what was asked and done before, and leaves it at that: the device that numbers the series keeps it. */
	| { kind: 'noted'; date: string }
	/**
	 * Passing by the device `from` (hex): into the next segment, or with the declaration that it is destroyed and issued nothing after `lost`.
	 * `copied`: that was in other books, of which these are a copy. [Note: takeovers]
	 */
	| { kind: 'taken-over'; date: string; from: string; segment: number; lost?: Omit<DeclaredLast, 'by' | 'taker'>; copied?: true };

type TakenOver = Extract<SeriesEvent, { kind: 'taken-over' }>;

export interface StatedSeriesEvent {
	event: SeriesEvent;
	/** Device that says so, as hex. */
	by: string;
	n: number;
}

/** Of a series' record. */
const SHAPE = { texts: [], keyed: [] } as const;

export const SERIES_EVENT_TYPE: RecordType = {
	type: 'series-event',
	schema: 1,
	saidOfAnother: true,
	fold(state, operation, { n, by, tenures }, ledger, recordId) {
		const event = operation.action === 'put' ? read(operation.body) : undefined;
		if (!event) return { state, rows: [], refused: 'unreadable' };
		if (!state?.live || state.type !== 'series') return { state, rows: [], refused: 'no-source' };
		const opId = Array.from(operation.opId, (byte) => byte.toString(16).padStart(2, '0')).join('');
		const { live } = state;
		const next: RecordState = { ...state, facts: [...state.facts, { opId, n, by, body: event }] };
		// The row is as it was; who may number it, and from where, is read with it.
		const rows = [rowChange('series', recordId, () => ({ ...readState(live, SHAPE), id: recordId }))];
		if (event.kind !== 'taken-over') return { state: next, rows };
		// Said once, by the device that the log says has taken it.
		const turns = tenures(recordId);
		const tenure = turns.findLast(({ holder, segment }) => holder === by && segment === event.segment);
		const isSaid = ({ n: at, by: sayer, event: each }: StatedSeriesEvent) =>
			each.kind === 'taken-over' && sayer === by && each.segment === event.segment && at > (tenure?.since ?? 0);
		if (!tenure || !mayTell(event, tenure, turns) || seriesEvents(state).some(isSaid)) return { state, rows: [], refused: 'not-holder' };
		const taken = takeOver(ledger, recordId, event, event.copied ? ANYBODY : event.from, by);
		return taken ? { state: next, rows, ledger: taken } : { state, rows: [], refused: 'number-used' };
	}
};

/**
 * [Note: takeovers] Numbers of another device are declared lost, or left behind in their segment, by nobody but who took the series from that very
 * device: an admin, by an entry of the log that names it. A device that merely leased the series says nothing of others. In books that were copied
 * from others the device passed by is none of theirs, and who copied gives its numbers too: that is taken as long as nobody else ever numbered the
 * series here, so that no number of anybody can be meant.
 */
function mayTell({ from, copied }: TakenOver, tenure: Tenure, turns: readonly Tenure[]): boolean {
	if (!copied) return tenure.from === from;
	return tenure.from === undefined && turns.every(({ holder }) => holder === tenure.holder);
}

function takeOver(ledger: Ledger, seriesId: string, { segment, lost }: TakenOver, gone: string, taker: string): Ledger | undefined {
	const given = seriesLedger(ledger, seriesId);
	if (segment === given.segment) return lost ? declareLost(ledger, seriesId, { ...lost, by: gone, taker }) : ledger;
	return segment === given.segment + 1 ? withSeries(ledger, seriesId, openSegment(given)) : undefined;
}

export function encodeSeriesEvent(event: SeriesEvent): Uint8Array {
	return encodeJson(event);
}

export function seriesEvents(state: RecordState | undefined): StatedSeriesEvent[] {
	return (state?.facts ?? []).map(({ n, by, body }) => ({ n, by, event: body as SeriesEvent }));
}

/** Devices (hex) that have asked since the position, first ones first, whose wish the device that numbers the series has not turned down. */
export function openRequests(events: readonly StatedSeriesEvent[], holder: string, since: number): string[] {
	const from = events.findLastIndex(({ event, by }) => event.kind === 'noted' && by === holder) + 1;
	const asked = events.slice(from).filter(({ event, by, n }) => event.kind === 'asked' && by !== holder && n >= since);
	return [...new Set(asked.map(({ by }) => by))];
}

/** The newest takeover that passed the device by, unless its person has seen it, or has asked for the series since. */
export function unseenTakeover(events: readonly StatedSeriesEvent[], device: string): { by: string; event: TakenOver } | undefined {
	const last = events.findLastIndex(({ event }) => event.kind === 'taken-over');
	const found = events[last];
	if (found?.event.kind !== 'taken-over' || found.event.from !== device) return undefined;
	const isAnswer = ({ event, by }: StatedSeriesEvent) => by === device && (event.kind === 'noted' || event.kind === 'asked');
	return events.slice(last).some(isAnswer) ? undefined : { by: found.by, event: found.event };
}

function read(body: Uint8Array): SeriesEvent | undefined {
	try {
		const event = decodeJson<SeriesEvent>(body);
		if (!isDate(event.date)) return undefined;
		if (event.kind === 'released' || event.kind === 'asked' || event.kind === 'noted') return event;
		const { lost } = event;
		const isNumber = (value: unknown) => Number.isSafeInteger(value);
		const isLost = !lost || (isRun(lost.run) && typeof lost.period === 'string' && isNumber(lost.sequence) && isNumber(lost.first ?? 1));
		const isMarked = event.copied === undefined || event.copied === true;
		return event.kind === 'taken-over' && typeof event.from === 'string' && isNumber(event.segment) && isLost && isMarked
			? event
			: undefined;
	} catch {
		return undefined;
	}
}
