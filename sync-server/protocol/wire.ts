/**
 * What goes over the socket between a device and a relay: one binary WebSocket message is one frame, a type byte and its fields, big-endian.
 * The table below is the format; sync-server/README.md says what each frame means. There is one encoding of a frame: parsing takes nothing
 * else, looks at a length before it reads or allocates, and gives an error for whatever is not a frame. It never throws.
 *
 * [Note: views] Byte fields of a parsed frame are views of the message, not copies: who keeps one for long copies it.
 */
import { MAX_ENTRY, MAX_FRAME } from './codec.ts';

export const WIRE_VERSION = 1;
export const RELAY_PATH = '/relay';
export const MAX_MAILBOX = 4096;
const MAX_LOCATOR = 1024;
const MAX_EPHEMERAL = 1024;
/** A part of a pack, as sealed. */
const MAX_CHUNK = MAX_FRAME - 1024;
/** A pack, all its sealed parts together: 10 MiB of content and what sealing adds. */
export const MAX_PACK = 10 * 1024 * 1024 + 64 * 1024;
export const MAX_PACK_PARTS = 1024;
/** A client link's package, all its parts together: 2 MiB and what sealing adds. */
export const MAX_PACKAGE = 2 * 1024 * 1024 + 1024;
export const MAX_PACKAGE_PARTS = 32;
/** What a client answers, sealed. */
export const MAX_ANSWER = 16 * 1024;
/** A JOIN: its clear part has one length, and what it seals is short. */
const MAX_JOIN = 2048;
/** Before AUTH; CREATE may have `MAX_CREATE`, MBOX_PUT and ANSWER what they need. */
export const MAX_BEFORE_AUTH = 1024;
const MAX_CREATE = 8 * 1024;
const MAX_TOKEN = 255;

export const AUTH_DOMAIN = 'wb1/auth';
export const INVITE_AUTH_DOMAIN = 'wb1/inv-auth';
export const DELETE_DOMAIN = 'wb1/delete';

/** `u1` to `u6` numbers of so many bytes; `flag` 0 or 1; a number is a field of that length; `{ length, max }` a length and so many bytes;
 * `entries` a count of 2 bytes and so often a length of 4 and an entry. */
type Field = 'u1' | 'u2' | 'u4' | 'u6' | 'flag' | 'entries' | 16 | 32 | 64 | { length: 1 | 2 | 4; max: number };
type Shape = Readonly<Record<string, Field>>;

const EPHEMERAL = { bytes: { length: 2, max: MAX_EPHEMERAL } } as const;
const CHUNK = { address: 32, epoch: 'u4', salt: 16, index: 'u2', count: 'u2', chunk: { length: 4, max: MAX_CHUNK } } as const;
const ANSWER = { id: 32, answer: 16, version: 'u4', bytes: { length: 2, max: MAX_ANSWER } } as const;
const LETTER = { rendezvous: 16, slot: 'flag', bytes: { length: 2, max: MAX_MAILBOX } } as const;
const LOCATOR = { id: 16, bytes: { length: 2, max: MAX_LOCATOR } } as const;

const CLIENT = {
	auth: [0x01, { version: 'u1', wsId: 16, devicePk: 32, nonce: 32, signature: 64 }],
	create: [0x02, { token: { length: 1, max: MAX_TOKEN }, genesis: { length: 4, max: MAX_CREATE } }],
	authInvite: [0x03, { version: 'u1', wsId: 16, invitePk: 32, nonce: 32, signature: 64 }],
	pull: [0x10, { from: 'u6', frames: 'u2' }],
	append: [0x11, { ref: 'u4', entries: 'entries' }],
	restore: [0x12, { ref: 'u4', from: 'u6', entries: 'entries' }],
	join: [0x13, { entry: { length: 2, max: MAX_JOIN } }],
	packPut: [0x20, CHUNK],
	packGet: [0x21, { address: 32, index: 'u2' }],
	packHave: [0x22, { address: 32 }],
	packagePut: [0x28, { id: 32, version: 'u4', expires: 'u4', part: 'u2', parts: 'u2', chunk: { length: 4, max: MAX_CHUNK } }],
	packageDrop: [0x29, { id: 32 }],
	packageList: [0x2a, { after: 32 }],
	packageGet: [0x2b, { id: 32, part: 'u2' }],
	answer: [0x2c, ANSWER],
	answersGet: [0x2d, { id: 32, after: 16 }],
	answerDrop: [0x2e, { id: 32, answer: 16 }],
	mboxPut: [0x30, LETTER],
	mboxGet: [0x31, { rendezvous: 16, slot: 'flag', wait: 'flag' }],
	locatorPut: [0x32, LOCATOR],
	locatorGet: [0x33, { id: 16 }],
	eph: [0x40, EPHEMERAL],
	deleteWorkspace: [0x50, { signature: 64 }],
	ping: [0x60, {}],
	pong: [0x61, {}]
} as const satisfies Record<string, readonly [number, Shape]>;

const SERVER = {
	hello: [0x80, { version: 'u1', nonce: 32, maxFrame: 'u4', maxEntry: 'u4', window: 'u2', day: 'u4' }],
	ok: [0x81, { n: 'u6', R: 32, usedBytes: 'u6', quotaBytes: 'u6' }],
	err: [0x82, { code: 'u1', ref: 'u4' }],
	created: [0x83, { n: 'u6', R: 32 }],
	invited: [0x84, { state: 'u1', epoch: 'u4', n: 'u6', joinerPk: 32 }],
	entries: [0x90, { from: 'u6', R: 32, last: 'flag', entries: 'entries' }],
	ack: [0x91, { ref: 'u4', entries: 'u2', n: 'u6', R: 32 }],
	nack: [0x92, { ref: 'u4', code: 'u1', n: 'u6', R: 32 }],
	event: [0x93, { from: 'u6', R: 32, entries: 'entries' }],
	pack: [0xa0, CHUNK],
	packState: [0xa1, { address: 32, have: 'u2', count: 'u2' }],
	packageDone: [0xa8, { id: 32 }],
	packageInfos: [0xa9, { infos: { length: 4, max: MAX_CHUNK } }],
	packagePart: [0xab, { id: 32, version: 'u4', part: 'u2', parts: 'u2', chunk: { length: 4, max: MAX_CHUNK } }],
	answer: [0xac, ANSWER],
	answered: [0xad, { id: 32 }],
	listEnd: [0xaf, {}],
	mbox: [0xb0, LETTER],
	locator: [0xb1, LOCATOR],
	eph: [0xc0, EPHEMERAL],
	deleted: [0xd0, {}],
	ping: [0x60, {}],
	pong: [0x61, {}]
} as const satisfies Record<string, readonly [number, Shape]>;

/** The type byte of each frame a device sends: what ERR's `ref` names. */
export const FRAME_TYPE = Object.fromEntries(Object.entries(CLIENT).map(([name, [code]]) => [name, code])) as {
	readonly [N in keyof typeof CLIENT]: (typeof CLIENT)[N][0];
};

type Value<F> = F extends 'flag' ? boolean : F extends 'entries' ? readonly Uint8Array[] : F extends string ? number : Uint8Array;
type FrameOf<T extends Record<string, readonly [number, Shape]>> = {
	[N in keyof T]: { readonly type: N } & { readonly [F in keyof T[N][1]]: Value<T[N][1][F]> };
};
type ClientFrames = FrameOf<typeof CLIENT>;
type ServerFrames = FrameOf<typeof SERVER>;
/** What a device sends; `ClientFrame<'append'>` is one of them. */
export type ClientFrame<N extends keyof ClientFrames = keyof ClientFrames> = ClientFrames[N];
/** What a relay sends. */
export type ServerFrame<N extends keyof ServerFrames = keyof ServerFrames> = ServerFrames[N];

/** Why a frame other than APPEND and RESTORE was not done. ERR's `ref` is the type byte of that frame. */
export const ERR = {
	UNKNOWN_WORKSPACE: 1,
	/** The key is no device of the log as the relay has it. The connection stays, for RESTORE alone. */
	UNKNOWN_DEVICE: 2,
	REVOKED: 3,
	BAD_SIGNATURE: 4,
	VERSION: 5,
	GENESIS_REFUSED: 6,
	TOKEN: 7,
	/** Not on a connection in this state: before AUTH, or after it. */
	NOT_NOW: 8,
	/** Too often from this address. */
	RATE: 9,
	/** 512 connections of this workspace, or no place on the relay. */
	FULL: 10,
	QUOTA: 11,
	/** The parts of the pack do not make its address; they were dropped. */
	PACK_ADDRESS: 12,
	/** A part that does not continue the pack: PACK_STATE says where it stands. */
	PACK_PARTS: 13,
	LOCATOR_TAKEN: 14,
	NOT_OWNER: 15,
	/** PULL from behind the head. */
	POSITION: 16,
	/** The relay could not store it; try later. */
	NOT_STORED: 17,
	/** No invitation of the log as the relay has it has this key. */
	UNKNOWN_INVITE: 18,
	/** The JOIN does not fit the log as it is; INVITED follows. */
	JOIN_REFUSED: 19,
	/** The member may read and not write. */
	READ_ONLY: 20,
	/** The package of a client link was revoked, has expired, was never there, or is another workspace's. */
	GONE: 21,
	/** A package of this version or a later one is there. */
	PACKAGE_VERSION: 22,
	/** A package longer than may be, of too many parts, for too long, or under version 0. */
	PACKAGE_LIMIT: 23
} as const;
export type ErrCode = (typeof ERR)[keyof typeof ERR];

/** Why the entries of an APPEND or RESTORE were not taken: a check of position.ts, or what follows. */
export const NACK = {
	SIZE: 1,
	PARSE: 2,
	WORKSPACE: 3,
	AUTHOR: 4,
	SIGNATURE: 5,
	CAPABILITY: 6,
	DEVICE_SEQUENCE: 7,
	DEVICE_CHAIN: 8,
	SEEN_POSITION: 9,
	SEEN_HASH: 10,
	EPOCH: 11,
	MEMBERSHIP: 12,
	/** A newer kind than the relay knows. */
	KIND_NOT_SUPPORTED: 13,
	QUOTA: 14,
	/** RESTORE: not the exact continuation of n, R. */
	POSITION: 15,
	/** The relay could not store it; nothing was taken, try later. */
	NOT_STORED: 16,
	/** The log went to another relay; RESTORE still continues it. */
	MOVED: 17,
	/** The connection's device is not (yet) one that writes here. */
	NOT_A_DEVICE: 18,
	/** APPEND of an entry that names another device than the connection's. */
	OTHER_DEVICE: 19
} as const;
export type NackCode = (typeof NACK)[keyof typeof NACK];

/** What became of an invitation, as INVITED says it. */
export const INVITED = { OPEN: 1, JOINED: 2, ADMITTED: 3, WITHDRAWN: 4 } as const;

/** 44xx: the same again ends the same. 45xx: try again later. */
export const CLOSE = {
	MALFORMED: 4400,
	BAD_AUTH: 4401,
	REVOKED: 4403,
	VERSION: 4409,
	DELETED: 4410,
	/** INVITED has said that the link has come to its end. */
	INVITE_ENDED: 4411,
	TOO_LARGE: 4413,
	BROKEN: 4500,
	SHUTTING_DOWN: 4501,
	/** Nothing was heard for too long. */
	SILENT: 4502,
	/** Reads slower than it is sent to. */
	TOO_SLOW: 4503,
	TOO_MANY: 4504,
	/** No AUTH within its time. */
	NO_AUTH: 4505
} as const;

export function isPermanent(closeCode: number): boolean {
	return closeCode >= 4400 && closeCode < 4500;
}

export type WireErrorCode = 'empty' | 'too-long' | 'unknown-type' | 'truncated' | 'field-too-long' | 'not-a-flag' | 'trailing-bytes';
export interface WireError {
	readonly error: WireErrorCode;
}

interface Layout {
	name: string;
	code: number;
	fields: [name: string, field: Field][];
}
type Layouts = { byName: ReadonlyMap<string, Layout>; byCode: ReadonlyMap<number, Layout> };

const FROM_CLIENT = layouts(CLIENT);
const FROM_SERVER = layouts(SERVER);

/** Throws on fields that do not fit the format: the caller made them. */
export function encodeClientFrame(frame: ClientFrame): Uint8Array<ArrayBuffer> {
	return encode(FROM_CLIENT, frame);
}

/** Throws on fields that do not fit the format: the caller made them. */
export function encodeServerFrame(frame: ServerFrame): Uint8Array<ArrayBuffer> {
	return encode(FROM_SERVER, frame);
}

export function parseClientFrame(message: Uint8Array): ClientFrame | WireError {
	return parse(FROM_CLIENT, message) as ClientFrame | WireError;
}

export function parseServerFrame(message: Uint8Array): ServerFrame | WireError {
	return parse(FROM_SERVER, message) as ServerFrame | WireError;
}

export function isWireError(parsed: ClientFrame | ServerFrame | WireError): parsed is WireError {
	return 'error' in parsed;
}

/** Bytes an entry takes in a frame, and what a frame of entries has beside them, at most. */
export const ENTRY_OVERHEAD = 4;
export const ENTRIES_OVERHEAD = 64;

/** What AUTH signs under AUTH_DOMAIN, and AUTH_INVITE under INVITE_AUTH_DOMAIN. @param host what the client dialled, as `URL.host` writes it */
export function authBytes(host: string, wsId: Uint8Array, serverNonce: Uint8Array, clientNonce: Uint8Array): Uint8Array {
	return joined([new TextEncoder().encode(host), wsId, serverNonce, clientNonce]);
}

/** What DELETE_WORKSPACE signs under DELETE_DOMAIN. */
export function deleteBytes(host: string, wsId: Uint8Array, serverNonce: Uint8Array): Uint8Array {
	return joined([new TextEncoder().encode(host), wsId, serverNonce]);
}

function joined(parts: Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

function layouts(table: Record<string, readonly [number, Shape]>): Layouts {
	const all = Object.entries(table).map(([name, [code, shape]]) => ({ name, code, fields: Object.entries(shape) }));
	return { byName: new Map(all.map((one) => [one.name, one])), byCode: new Map(all.map((one) => [one.code, one])) };
}

const WIDTH = { u1: 1, u2: 2, u4: 4, u6: 6 } as const;

function encode({ byName }: Layouts, frame: { type: string }): Uint8Array<ArrayBuffer> {
	const { code, fields } = byName.get(frame.type)!;
	const values = frame as unknown as Record<string, Value<Field>>;
	let size = 1;
	for (const [name, field] of fields) size += sizeOf(field, values[name]!);
	if (size > MAX_FRAME) throw new RangeError(`a frame of ${size} bytes is longer than ${MAX_FRAME}`);
	const bytes = new Uint8Array(size);
	bytes[0] = code;
	let at = 1;
	for (const [name, field] of fields) at = put(bytes, at, field, values[name]!);
	return bytes;
}

function sizeOf(field: Field, value: Value<Field>): number {
	if (typeof field === 'number') return field;
	if (field === 'flag') return 1;
	if (field === 'entries') return (value as readonly Uint8Array[]).reduce((sum, entry) => sum + ENTRY_OVERHEAD + entry.length, 2);
	if (typeof field === 'string') return WIDTH[field];
	return field.length + (value as Uint8Array).length;
}

function put(bytes: Uint8Array, at: number, field: Field, value: Value<Field>): number {
	if (typeof field === 'number') {
		if ((value as Uint8Array).length !== field) throw new RangeError(`a field of ${field} bytes was given ${(value as Uint8Array).length}`);
		bytes.set(value as Uint8Array, at);
		return at + field;
	}
	if (field === 'flag') return putUint(bytes, at, 1, value ? 1 : 0);
	if (field === 'entries') {
		at = putUint(bytes, at, 2, (value as readonly Uint8Array[]).length);
		for (const entry of value as readonly Uint8Array[]) at = putBytes(bytes, at, { length: 4, max: MAX_ENTRY }, entry);
		return at;
	}
	if (typeof field === 'string') return putUint(bytes, at, WIDTH[field], value as number);
	return putBytes(bytes, at, field, value as Uint8Array);
}

function putBytes(bytes: Uint8Array, at: number, { length, max }: { length: 1 | 2 | 4; max: number }, value: Uint8Array): number {
	if (value.length > max) throw new RangeError(`a field of at most ${max} bytes was given ${value.length}`);
	at = putUint(bytes, at, length, value.length);
	bytes.set(value, at);
	return at + value.length;
}

function putUint(bytes: Uint8Array, at: number, width: 1 | 2 | 4 | 6, value: number): number {
	if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * width)) throw new RangeError(`${value} does not fit ${width} bytes`);
	for (let i = width - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[at + i] = rest % 256;
	return at + width;
}

/** Where reading stands; `error` once it went wrong, and then nothing more is read. */
interface Cursor {
	bytes: Uint8Array;
	at: number;
	error: WireErrorCode | undefined;
}

function parse({ byCode }: Layouts, bytes: Uint8Array): object {
	if (bytes.length === 0) return { error: 'empty' };
	if (bytes.length > MAX_FRAME) return { error: 'too-long' };
	const layout = byCode.get(bytes[0]!);
	if (!layout) return { error: 'unknown-type' };
	const cursor: Cursor = { bytes, at: 1, error: undefined };
	const frame: Record<string, unknown> = { type: layout.name };
	for (const [name, field] of layout.fields) {
		frame[name] = take(cursor, field);
		if (cursor.error) return { error: cursor.error };
	}
	return cursor.at === bytes.length ? frame : { error: 'trailing-bytes' };
}

function take(cursor: Cursor, field: Field): unknown {
	if (typeof field === 'number') return takeView(cursor, field);
	if (field === 'flag') {
		const value = takeUint(cursor, 1);
		if (value > 1) cursor.error = 'not-a-flag';
		return value === 1;
	}
	if (field === 'entries') return takeEntries(cursor);
	if (typeof field === 'string') return takeUint(cursor, WIDTH[field]);
	return takeBytes(cursor, field.length, field.max);
}

function takeEntries(cursor: Cursor): Uint8Array[] {
	const entries: Uint8Array[] = [];
	const count = takeUint(cursor, 2);
	for (let i = 0; i < count && !cursor.error; i++) entries.push(takeBytes(cursor, 4, MAX_ENTRY));
	return entries;
}

function takeBytes(cursor: Cursor, width: 1 | 2 | 4, max: number): Uint8Array {
	const length = takeUint(cursor, width);
	if (length > max) cursor.error ??= 'field-too-long';
	return takeView(cursor, cursor.error ? 0 : length);
}

function takeView(cursor: Cursor, length: number): Uint8Array {
	const { bytes, at } = cursor;
	if (at + length > bytes.length) cursor.error ??= 'truncated';
	if (!cursor.error) cursor.at += length;
	return new Uint8Array(bytes.buffer, bytes.byteOffset + at, cursor.error ? 0 : length);
}

function takeUint(cursor: Cursor, width: number): number {
	const { bytes, at } = cursor;
	if (at + width > bytes.length) {
		cursor.error ??= 'truncated';
		return 0;
	}
	let value = 0;
	for (let i = 0; i < width; i++) value = value * 256 + bytes[at + i]!;
	cursor.at += width;
	return value;
}
