/** The worker's half of events: how one is folded, and what of it is believed. Their chains are read from the log: no list has them. */
import { decodeJson, encodeJson } from '../../workspace/json.ts';
import type { RecordState, RecordType } from '../../workspace/registry.ts';
import type { AnomalyType, EventRef, RecordRef, StatedEvent, SystemEvent } from './event.ts';

/** It speaks of an installation, which a device of this log is. */
export const SYSTEM_EVENT_TYPE: RecordType = {
	type: 'system-event',
	schema: 1,
	ofThisLog: true,
	fold(state, operation, { n, by }) {
		const body = operation.action === 'put' ? readSystemEvent(operation.body) : undefined;
		if (!body) return { state, rows: [], refused: 'unreadable' };
		const opId = Array.from(operation.opId, (byte) => byte.toString(16).padStart(2, '0')).join('');
		// Sent again it counts once.
		if (state) return { state, rows: [], ...(state.facts[0]?.opId !== opId && { refused: 'id-taken' as const }) };
		const next: RecordState = { type: 'system-event', schema: 1, facts: [{ opId, n, by, body }] };
		return { state: next, rows: [] };
	}
};

export function encodeSystemEvent(event: StatedEvent): Uint8Array {
	return encodeJson(event);
}

/** Undefined of what is no event: another program may have written it. */
export function readSystemEvent(body: Uint8Array): StatedEvent | undefined {
	try {
		const value = decodeJson<StatedEvent | null>(body);
		if (!value || !isLine(value.timeZone, 60) || !isLine(value.version, 50) || !isLine(value.issuer, 120)) return undefined;
		if (!isInstant(value.at) || typeof value.nif !== 'string' || value.nif.length !== 9) return undefined;
		const { at, timeZone, version, issuer, nif, event } = value;
		return isEvent(event) ? { at, timeZone, version, issuer, nif, event } : undefined;
	} catch {
		return undefined;
	}
}

const ANOMALIES: ReadonlySet<unknown> = new Set(['01', '06', '07', '11'] satisfies AnomalyType[]);

function isEvent(event: SystemEvent): boolean {
	switch (event.kind) {
		case 'on':
		case 'off':
		case 'restored':
		case 'summary':
			return true;
		case 'checked':
			return (event.of === 'records' || event.of === 'events') && isCount(event.count);
		case 'anomaly':
			if (!ANOMALIES.has(event.type)) return false;
			return event.of === 'records' ? isInvoice(event.record) : event.of === 'events' && isEventRef(event.event);
		case 'exported': {
			if (!isDay(event.from) || !isDay(event.to)) return false;
			if (event.of === 'events') return isEventRef(event.first) && isEventRef(event.last) && isCount(event.count);
			const { issues, quota, total, annulments } = event.sums;
			const sums = isCount(issues) && isAmount(quota) && isAmount(total) && isCount(annulments);
			return event.of === 'records' && sums && isRecordRef(event.first) && isRecordRef(event.last);
		}
		default:
			return false;
	}
}

function isRecordRef(value: RecordRef): boolean {
	return isInvoice(value.id) && isHash(value.huella);
}

function isInvoice({ nif, number, date }: RecordRef['id']): boolean {
	return nif.length === 9 && isLine(number, 60) && /^\d\d-\d\d-\d{4}$/.test(date);
}

function isEventRef({ code, at, huella }: EventRef): boolean {
	return /^\d\d$/.test(code) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(at) && isHash(huella);
}

function isHash(value: unknown): boolean {
	return typeof value === 'string' && /^[0-9A-F]{64}$/.test(value);
}

function isAmount(value: unknown): boolean {
	return typeof value === 'string' && /^-?\d{1,12}\.\d\d$/.test(value);
}

function isCount(value: unknown): boolean {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDay(value: unknown): boolean {
	return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}

function isInstant(value: unknown): boolean {
	return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && Number.isFinite(Date.parse(value));
}

function isLine(value: unknown, most: number): boolean {
	return typeof value === 'string' && value !== '' && [...value].length <= most;
}
