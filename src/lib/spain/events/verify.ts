/** Whether events hold together: each hash recomputed from what is written, each link to the one before, and their times. */
import { hashOf, trimmed } from '../huella.ts';
import type { ReadRecord } from '../read.ts';
import type { Fault, Verified } from '../verify.ts';

/** @param known hashes of events that the books have; absent: nothing is compared with them */
export async function verifyEvents(
	events: AsyncIterable<ReadRecord> | Iterable<ReadRecord>,
	known?: ReadonlySet<string>
): Promise<Verified> {
	const faults: Fault[] = [];
	let place = 0;
	let before: { code: string; at: string; huella: string } | undefined;
	for await (const { fields } of events) {
		place++;
		const of = (path: string) => trimmed(fields.get(`Evento/${path}`) ?? '');
		const now = { code: of('TipoEvento'), at: of('FechaHoraHusoGenEvento'), huella: of('HuellaEvento') };
		const say = (kind: Fault['kind']) => faults.push({ kind, place, number: now.code });
		const system = (name: string) => [name, of(`SistemaInformatico/${name}`)] as const;
		const previous = (name: string) => of(`Encadenamiento/EventoAnterior/${name}`);
		const hash = await hashOf([
			system('NIF'),
			['ID', of('SistemaInformatico/IDOtro/ID')],
			...['IdSistemaInformatico', 'Version', 'NumeroInstalacion'].map(system),
			['NIF', of('ObligadoEmision/NIF')],
			['TipoEvento', now.code],
			['HuellaEvento', previous('HuellaEvento')],
			['FechaHoraHusoGenEvento', now.at]
		]);
		if (hash !== now.huella) say('hash');
		if (before && of('Encadenamiento/PrimerEvento') === 'S') say('first');
		else if (
			before &&
			(previous('HuellaEvento') !== before.huella ||
				previous('TipoEvento') !== before.code ||
				previous('FechaHoraHusoGenEvento') !== before.at)
		)
			say('link');
		if (before && Date.parse(now.at) < Date.parse(before.at)) say('time');
		if (known && !known.has(now.huella)) say('unknown');
		before = now;
	}
	return { of: 'events', records: place, faults };
}
