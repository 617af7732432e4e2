/** Events of Spain's billing records, of every kind, between invented records. */
import { refOf, sumsOf, type LinkedEvent, type Step } from '#lib/spain/events/chain.ts';
import type { EventRef, StatedEvent, SystemEvent } from '#lib/spain/events/event.ts';
import type { Linked } from '#lib/spain/chain.ts';

export const DEVICE = 'ab'.repeat(16);
const SOME: EventRef = { code: '90', at: '2026-01-02T09:00:00+01:00', huella: 'AB'.repeat(32) };

/** @param at instant */
export function stated(event: SystemEvent, at = '2026-11-23T09:15:30.250Z'): StatedEvent {
	return { at, timeZone: 'Europe/Madrid', version: '0.1.0', issuer: 'Marta Benlloch <Ferrer> & «Cía»', nif: '89890001K', event };
}

/** @param links some of a chain @param last an event that others name */
export function everyEvent(links: readonly Linked[], last?: LinkedEvent): SystemEvent[] {
	const { first, last: end, ...sums } = sumsOf(links);
	const days = { from: '2026-01-01', to: '2026-12-31' } as const;
	const ref = last ? refOf(last) : SOME;
	return [
		{ kind: 'on' },
		{ kind: 'checked', of: 'records', count: links.length },
		{ kind: 'anomaly', of: 'records', type: '11', record: links[0]!.record.id },
		{ kind: 'checked', of: 'events', count: 3 },
		{ kind: 'anomaly', of: 'events', type: '01', event: ref },
		{ kind: 'restored' },
		{ kind: 'exported', of: 'records', ...days, first: first!, last: end!, sums },
		{ kind: 'exported', of: 'events', ...days, first: ref, last: ref, count: 7 },
		{ kind: 'summary' },
		{ kind: 'off' }
	];
}

/** Records and events by turns, each after the one before. */
export function everyStep(links: readonly Linked[]): Step[] {
	const from = Date.parse(links[0]!.record.at);
	return everyEvent(links).flatMap((event, index): Step[] => [
		{ event: stated(event, new Date(from + index * 60_000).toISOString()) },
		...(links[index] ? [{ record: links[index] }] : [])
	]);
}
