/** What a locator says: which books, where, and how long their log was at least. JSON, small enough for the relay to keep once it is sealed. */
import { utf8 } from '../crypto/derive.ts';
import { fromBase64, toBase64 } from './base64.ts';

const VERSION = 1;
const LONGEST_NAME = 120;
const LONGEST_RELAY = 256;

export interface LocatorRecord {
	wsId: Uint8Array;
	n: number;
	R: Uint8Array;
	/** Calendar date of the device that wrote it; for people, nothing is decided by it. */
	day: string;
	/** Origin of the relay the books are at. */
	relay: string;
	name: string;
	sample: boolean;
}

export function encodeLocator({ wsId, n, R, day, relay, name, sample }: LocatorRecord): Uint8Array {
	const cut = [...name].slice(0, LONGEST_NAME).join('');
	return utf8(JSON.stringify({ v: VERSION, ws: toBase64(wsId), n, R: toBase64(R), day, relay, name: cut, sample }));
}

/** Undefined for what is none, and for one of a newer version. */
export function decodeLocator(bytes: Uint8Array): LocatorRecord | undefined {
	try {
		const fields = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>;
		const [wsId, R] = [fromBase64(fields.ws as string), fromBase64(fields.R as string)];
		const { v, n, day, relay, name, sample } = fields;
		const texts = [day, relay, name].every((text) => typeof text === 'string');
		if (v !== VERSION || wsId.length !== 16 || R.length !== 32 || !Number.isSafeInteger(n) || (n as number) < 1 || !texts) return undefined;
		if ((relay as string).length > LONGEST_RELAY) return undefined;
		return { wsId, n: n as number, R, day: day as string, relay: relay as string, name: name as string, sample: sample === true };
	} catch {
		return undefined;
	}
}
