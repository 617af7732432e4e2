/** Whether records hold together: each hash recomputed, each link to the one before, and their times (Orden HAC/1177/2024, art. 7 and L1E). */
import { hashOf, trimmed } from './huella.ts';
import type { ReadRecord } from './read.ts';

type FaultKind =
	/** The hash is not that of the record: something in it was changed. */
	| 'hash'
	/** It does not name the record before it. */
	| 'link'
	/** It says that it is the first of its chain, and others stand before it. */
	| 'first'
	/** Made before the record it follows. */
	| 'time'
	/** It is not what the books say of the invoice. */
	| 'differs'
	/** The books have no record of the invoice. */
	| 'unknown';

export interface Fault {
	kind: FaultKind;
	/** Counted from 1, as it stands in the files. */
	place: number;
	/** Of its invoice. */
	number: string;
}

export interface Verified {
	/** What is counted; `number` of a fault of events is the code of the event. */
	of: 'records' | 'events';
	records: number;
	faults: Fault[];
}

/** Hashes that the books have, by what identifies a record: see `keyOf`. Two devices can have annulled one invoice, each in its chain. */
export type Known = ReadonlyMap<string, ReadonlySet<string>>;

export function keyOf(kind: 'issue' | 'annulment', nif: string, number: string, date: string): string {
	return JSON.stringify([kind, nif, number, date]);
}

/** @param known what the books have; absent: nothing is compared with them */
export async function verifyRecords(records: AsyncIterable<ReadRecord> | Iterable<ReadRecord>, known?: Known): Promise<Verified> {
	const faults: Fault[] = [];
	let place = 0;
	let before: { id: string[]; huella: string; at: string } | undefined;
	for await (const { name, fields } of records) {
		place++;
		const of = (path: string) => trimmed(fields.get(path) ?? '');
		const isIssue = name === 'RegistroAlta';
		const suffix = isIssue ? '' : 'Anulada';
		const names = ['IDEmisorFactura', 'NumSerieFactura', 'FechaExpedicionFactura'];
		const id = names.map((each) => of(`IDFactura/${each}${suffix}`));
		const huella = of('Huella');
		const at = of('FechaHoraHusoGenRegistro');
		const say = (kind: FaultKind) => faults.push({ kind, place, number: id[1]! });
		const hashed = [
			...names.map((each, index) => [`${each}${suffix}`, id[index]!] as const),
			...(isIssue ? ['TipoFactura', 'CuotaTotal', 'ImporteTotal'].map((each) => [each, of(each)] as const) : []),
			['Huella', of('Encadenamiento/RegistroAnterior/Huella')] as const,
			['FechaHoraHusoGenRegistro', at] as const
		];
		if ((await hashOf(hashed)) !== huella) say('hash');
		const named = names.map((each) => of(`Encadenamiento/RegistroAnterior/${each}`));
		const isFirst = of('Encadenamiento/PrimerRegistro') === 'S';
		if (before && isFirst) say('first');
		else if (
			before &&
			(of('Encadenamiento/RegistroAnterior/Huella') !== before.huella || named.some((each, index) => each !== before!.id[index]))
		)
			say('link');
		if (before && Date.parse(at) < Date.parse(before.at)) say('time');
		if (known) {
			const own = known.get(keyOf(isIssue ? 'issue' : 'annulment', id[0]!, id[1]!, id[2]!));
			if (own === undefined) say('unknown');
			else if (!own.has(huella)) say('differs');
		}
		before = { id, huella, at };
	}
	return { of: 'records', records: place, faults };
}
