/**
 * Events of the system (registro de eventos; Orden HAC/1177/2024, art. 9 and annex): what a system that does not send its records notes of itself.
 * Those that nothing else of the log tells are written at their moment, sealed like all else; the rest is derived.
 */
import type { InvoiceId } from '../record.ts';

/** A record as events name it. */
export interface RecordRef {
	id: InvoiceId;
	huella: string;
}

/** An event as others name it. */
export interface EventRef {
	/** TipoEvento. */
	code: string;
	/** Local time with offset. */
	at: string;
	huella: string;
}

/** Billing records between two moments. Amounts in euros. */
export interface RecordSums {
	first?: RecordRef;
	last?: RecordRef;
	issues: number;
	/** CuotaTotal and ImporteTotal of those that issue. */
	quota: string;
	total: string;
	annulments: number;
}

/** What is written into the log at its moment. */
export type SystemEvent =
	/** Billing records were switched on or off. */
	| { kind: 'on' }
	| { kind: 'off' }
	/** A check of the chain of this device was asked for. */
	| { kind: 'checked'; of: 'records' | 'events'; count: number }
	/** What such a check found. */
	| { kind: 'anomaly'; of: 'records'; type: AnomalyType; record: InvoiceId }
	| { kind: 'anomaly'; of: 'events'; type: AnomalyType; event: EventRef }
	| { kind: 'restored' }
	/** Days, both included: records or events of a device were handed out as files. */
	| {
			kind: 'exported';
			of: 'records';
			from: string;
			to: string;
			first: RecordRef;
			last: RecordRef;
			sums: Omit<RecordSums, 'first' | 'last'>;
	  }
	| { kind: 'exported'; of: 'events'; from: string; to: string; first: EventRef; last: EventRef; count: number }
	/** Of what came since the summary before: all it says is derived. */
	| { kind: 'summary' };

/** TipoAnomalia (L1E): a hash that is not its record's, a record that does not name the one before, one that says it is first, one made before it. */
export type AnomalyType = '01' | '07' | '06' | '11';

/** With the moment, and who it was then. */
export interface StatedEvent {
	/** Instant, ISO 8601. */
	at: string;
	timeZone: string;
	/** Of the program. */
	version: string;
	/** The business, which is obliged to issue. */
	issuer: string;
	nif: string;
	event: SystemEvent;
}

/** TipoEvento (L2E). */
export function codeOf(event: SystemEvent): string {
	switch (event.kind) {
		case 'on':
			return '01';
		case 'off':
			return '02';
		case 'checked':
			return event.of === 'records' ? '03' : '05';
		case 'anomaly':
			return event.of === 'records' ? '04' : '06';
		case 'restored':
			return '07';
		case 'exported':
			return event.of === 'records' ? '08' : '09';
		case 'summary':
			return '10';
	}
}
