/** What a check found, as events name it. */
import type { Linked } from '../chain.ts';
import type { Fault } from '../verify.ts';
import { refOf, type LinkedEvent } from './chain.ts';
import type { AnomalyType, SystemEvent } from './event.ts';

/** Noted of one check; the rest of a broken chain says no more. */
const MOST = 20;

const TYPES = { hash: '01', link: '07', first: '06', time: '11' } as const satisfies Partial<Record<Fault['kind'], AnomalyType>>;

export function recordAnomalies(faults: readonly Fault[], links: readonly Linked[]): SystemEvent[] {
	return some(faults).map(({ type, place }) => ({ kind: 'anomaly', of: 'records', type, record: links[place - 1]!.record.id }));
}

export function eventAnomalies(faults: readonly Fault[], links: readonly LinkedEvent[]): SystemEvent[] {
	return some(faults).map(({ type, place }) => ({ kind: 'anomaly', of: 'events', type, event: refOf(links[place - 1]!) }));
}

function some(faults: readonly Fault[]): { type: AnomalyType; place: number }[] {
	return faults.flatMap(({ kind, place }) => (kind in TYPES ? { type: TYPES[kind as keyof typeof TYPES], place } : [])).slice(0, MOST);
}
