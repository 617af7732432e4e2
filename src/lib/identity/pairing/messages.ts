/**
 * What the two devices write to each other, as JSON inside the seal of `crypto/pairing.ts`. Bytes are base64url. A message that is not exactly of
 * its shape is no message: whoever wrote it is not this program.
 *
 *     offer     old -> new    which books, where they stand, and who offers
 *     request   new -> old    fresh public keys and what the person would call the device
 *     same      new -> old    the person finds the same words there: without it nothing is admitted, whatever is pressed on the old device
 *     keys      old -> new    keys of epochs that do not fit into the hand-over; before it
 *     handOver  old -> new    after the admission is in the log
 *     kept      new -> old    the new device has stored its keys
 *     ended     either, in its own slot, in place of what lay there
 *
 * What comes after the words is signed by its writer and bound to the transcript (letters.ts); keys and hand-over are sealed to the new device once
 * more.
 */
import { utf8 } from '../../crypto/derive.ts';
import { fromBase64, toBase64 } from '../base64.ts';
import type { PublicKeys } from './transcript.ts';

const VERSION = 2;
export const LONGEST_NAME = 64;
const LONGEST_TITLE = 200;
const LONGEST_RELAY = 512;
/** So that it fits into what the relay keeps of a message: in the hand-over, and in each letter before it. */
export const KEYS_IN_HAND_OVER = 32;
export const KEYS_IN_LETTER = 72;
/** So many letters hold the keys of more than a thousand epochs, and a relay does not yet find that it is asked too often. */
export const MOST_KEY_LETTERS = 16;
export const MOST_EPOCH_KEYS = KEYS_IN_HAND_OVER + MOST_KEY_LETTERS * KEYS_IN_LETTER;

export interface Offer {
	kind: 'offer';
	wsId: Uint8Array;
	n: number;
	R: Uint8Array;
	/** Origin of the relay as the old device dials it. */
	relay: string;
	keys: PublicKeys;
	/** Name of the business, so that the person sees which books come. */
	name: string;
}
export interface Request {
	kind: 'request';
	keys: PublicKeys;
	/** What the device is to be called. */
	name: string;
}
export interface HandOver {
	kind: 'handOver';
	/** Head of the log with the admission in it: a log the relay shows may not be older. */
	n: number;
	R: Uint8Array;
	name: string;
	sample: boolean;
	memberId: Uint8Array;
	/** Of the recovery code. [Note: one kit] */
	seed: Uint8Array;
	/** Keys of the epochs from 0 on, so that reading can begin with the first entry. Each must match its commitment in the log. */
	epochKeys: Uint8Array[];
	/** Letters that hold the keys of the epochs after these. */
	letters: number;
}
/** What a device is handed over, in however many letters. */
export type Handed = Omit<HandOver, 'kind' | 'letters'>;
export interface Keys {
	kind: 'keys';
	epochKeys: Uint8Array[];
}
export interface Same {
	kind: 'same';
}
export interface Kept {
	kind: 'kept';
}
export type EndReason = 'used' | 'cancelled' | 'words-differ' | 'there-already' | 'failed';
export interface Ended {
	kind: 'ended';
	why: EndReason;
}
export type Message = Offer | Request | Same | Keys | HandOver | Kept | Ended;

const REASONS: readonly EndReason[] = ['used', 'cancelled', 'words-differ', 'there-already', 'failed'];

type Fields = Record<string, unknown>;

export function encodeMessage(message: Message): Uint8Array {
	// One order, whoever made the object.
	const fields = Object.entries({ v: VERSION, ...message }).sort(([a], [b]) => (a < b ? -1 : 1));
	const text = JSON.stringify(Object.fromEntries(fields), (_key, value: unknown) => {
		if (value instanceof Uint8Array) return toBase64(value);
		return isKeys(value) ? { sign: value.sign, box: value.box } : value;
	});
	return utf8(text);
}

function isKeys(value: unknown): value is PublicKeys {
	return typeof value === 'object' && value !== null && 'sign' in value && 'box' in value;
}

/** Undefined for what is none, and for the newer version of another program. */
export function decodeMessage(bytes: Uint8Array): Message | undefined {
	try {
		const fields = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Fields;
		const message = fields.v === VERSION ? read(fields) : undefined;
		// One encoding: nothing may hide in fields nobody looks at.
		return message && sameBytes(encodeMessage(message), bytes) ? message : undefined;
	} catch {
		return undefined;
	}
}

function read(fields: Fields): Message {
	switch (fields.kind) {
		case 'offer':
			return {
				kind: 'offer',
				wsId: bytes(fields.wsId, 16),
				n: count(fields.n),
				R: bytes(fields.R, 32),
				relay: text(fields.relay, LONGEST_RELAY),
				keys: keys(fields.keys),
				name: text(fields.name, LONGEST_TITLE)
			};
		case 'request':
			return { kind: 'request', keys: keys(fields.keys), name: text(fields.name, LONGEST_NAME) };
		case 'handOver':
			return {
				kind: 'handOver',
				n: count(fields.n),
				R: bytes(fields.R, 32),
				name: text(fields.name, LONGEST_TITLE),
				sample: fields.sample === true,
				memberId: bytes(fields.memberId, 16),
				seed: bytes(fields.seed, 32),
				epochKeys: epochKeys(fields.epochKeys),
				letters: count(fields.letters)
			};
		case 'keys':
			return { kind: 'keys', epochKeys: epochKeys(fields.epochKeys) };
		case 'same':
		case 'kept':
			return { kind: fields.kind };
		case 'ended': {
			const why = REASONS.find((reason) => reason === fields.why);
			if (!why) throw new TypeError('reason');
			return { kind: 'ended', why };
		}
		default:
			throw new TypeError('kind');
	}
}

function keys(value: unknown): PublicKeys {
	const { sign, box } = value as Fields;
	return { sign: bytes(sign, 32), box: bytes(box, 32) };
}

function epochKeys(value: unknown): Uint8Array[] {
	return (value as unknown[]).map((key) => bytes(key, 32));
}

function bytes(value: unknown, length: number): Uint8Array {
	const decoded = fromBase64(value as string);
	if (decoded.length !== length) throw new TypeError('length');
	return decoded;
}

function count(value: unknown): number {
	if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) >= 2 ** 48) throw new TypeError('count');
	return value as number;
}

function text(value: unknown, most: number): string {
	if (typeof value !== 'string' || value.length > most) throw new TypeError('text');
	return value;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
