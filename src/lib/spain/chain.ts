/** Records in the order in which one installation made them, each with the hash of the one before (Orden HAC/1177/2024, art. 7 and 13). */
import { huellaOf } from './huella.ts';
import type { BillingRecord, InvoiceId } from './record.ts';

export interface Linked {
	record: BillingRecord;
	/** RegistroAnterior; absent on the first (PrimerRegistro). */
	previous?: { id: InvoiceId; huella: string };
	huella: string;
}

export async function* chained(records: Iterable<BillingRecord> | AsyncIterable<BillingRecord>): AsyncGenerator<Linked> {
	let previous: Linked['previous'];
	for await (const record of records) {
		const huella = await huellaOf(record, previous?.huella ?? '');
		yield { record, ...(previous && { previous }), huella };
		previous = { id: record.id, huella };
	}
}
