/** The events of one installation in their order, each with the hash of the one before (order, art. 9 and 13; AEAT, huella v0.1.2). */
import { centsOf, euros } from '../text.ts';
import { hashOf } from '../huella.ts';
import { systemOf, type Installation } from '../system.ts';
import type { Linked } from '../chain.ts';
import { localInstant } from '../when.ts';
import { codeOf, type EventRef, type RecordRef, type RecordSums, type StatedEvent } from './event.ts';

/** What a device did: an event that it wrote, or a record with its hash. */
export type Step = { event: StatedEvent } | { record: Linked };

export interface LinkedEvent extends Omit<StatedEvent, 'at' | 'timeZone'> {
	/** Local time with offset. */
	at: string;
	code: string;
	previous?: EventRef;
	huella: string;
	/** Of a summary. */
	summed?: Summed;
}

export interface Summed {
	/** How many events of each code came since the summary before. */
	counts: ReadonlyMap<string, number>;
	records: RecordSums;
}

export interface EventChain {
	links: LinkedEvent[];
	/** What no summary has counted yet. */
	rest: { counts: ReadonlyMap<string, number>; records: number };
}

/**
 * A record without an event before it that switched records on is that event too: the device came to books in which they were on, or the switch was
 * turned before events were written.
 */
export async function eventChain(steps: Iterable<Step>, installation: Installation): Promise<EventChain> {
	const links: LinkedEvent[] = [];
	let counts = new Map<string, number>();
	let records: Linked[] = [];
	let isOn = false;
	const add = async (stated: Omit<StatedEvent, 'timeZone'>) => {
		const { event, at } = stated;
		const code = codeOf(event);
		const before = links.at(-1);
		const previous = before && refOf(before);
		const huella = await eventHash(stated, code, previous?.huella ?? '', installation);
		const summed = event.kind === 'summary' ? { counts, records: sumsOf(records) } : undefined;
		links.push({ ...stated, at, code, ...(previous && { previous }), huella, ...(summed && { summed }) });
		if (summed) [counts, records] = [new Map(), []];
		else counts.set(code, (counts.get(code) ?? 0) + 1);
		if (event.kind === 'on' || event.kind === 'off') isOn = event.kind === 'on';
	};
	for (const step of steps) {
		if ('event' in step) {
			const { timeZone, ...stated } = step.event;
			await add({ ...stated, at: localInstant(stated.at, timeZone) });
		} else {
			const { issuer, at, version, id } = step.record.record;
			if (!isOn) await add({ at, version, issuer, nif: id.nif, event: { kind: 'on' } });
			records.push(step.record);
		}
	}
	return { links, rest: { counts, records: records.length } };
}

export function refOf({ code, at, huella }: Pick<LinkedEvent, 'code' | 'at' | 'huella'>): EventRef {
	return { code, at, huella };
}

export function sumsOf(records: readonly Linked[]): RecordSums {
	let [quota, total, issues] = [0n, 0n, 0];
	for (const { record } of records) {
		if (record.kind !== 'issue') continue;
		issues++;
		quota += centsOf(record.quota);
		total += centsOf(record.total);
	}
	const [first, last] = [records[0], records.at(-1)];
	return {
		...(first && { first: recordRef(first) }),
		...(last && { last: recordRef(last) }),
		issues,
		quota: euros(quota),
		total: euros(total),
		annulments: records.length - issues
	};
}

function recordRef({ record: { id }, huella }: Linked): RecordRef {
	return { id, huella };
}

function eventHash(stated: Omit<StatedEvent, 'timeZone'>, code: string, previous: string, installation: Installation): Promise<string> {
	const system = new Map(systemOf(stated, installation));
	return hashOf([
		['NIF', stated.nif],
		['ID', ''],
		...['IdSistemaInformatico', 'Version', 'NumeroInstalacion'].map((name) => [name, system.get(name)!] as const),
		['NIF', stated.nif],
		['TipoEvento', code],
		['HuellaEvento', previous],
		['FechaHoraHusoGenEvento', stated.at]
	]);
}
