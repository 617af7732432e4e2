/**
 * The wire format of a log entry, version 1. Integers are unsigned and big-endian; a number after a field is its length in bytes.
 *
 * | field      | bytes | meaning |
 * |------------|-------|---------|
 * | ver        | 1     | 1 |
 * | kind       | 1     | see KIND |
 * | wsId       | 16    | workspace; zero in GENESIS, whose hash it is |
 * | devId      | 16    | author: BLAKE2b-128("wb1/dev" ‖ signing key ‖ box key); of JOIN: BLAKE2b-128("wb1/inv-id" ‖ the invitation's key) |
 * | devSeq     | 6     | how many non-void entries of this author come before |
 * | prevDev    | 32    | BLAKE2b-256 of the author's last non-void entry; zero at devSeq 0 |
 * | seenN      | 6     | the head the author had verified … |
 * | seenR      | 32    | … and the rolling hash there |
 * | epoch      | 4     | current epoch at the entry's place |
 * | clearLen   | 4     | |
 * | clear      | …     | what everyone must read, see clear.ts; empty in DATA and ERASE |
 * | nonce      | 24    | zero when there is no ciphertext |
 * | len        | 4     | length of the ciphertext, its 16-byte tag included; 0 or more than 16 |
 * | ciphertext | len   | never absent in DATA and ERASE |
 * | sig        | 64    | Ed25519 over BLAKE2b-256(domain of the kind ‖ all before) |
 *
 * Additional data of the ciphertext = everything before the nonce. There is one encoding of an entry: `parseEntry` takes nothing else.
 */
import { Reader, Writer, isZero } from './bytes.ts';

const VERSION = 1;

/** What MIN_VERSION compares: grows when an older program would write what a newer one must refuse. */
export const PROGRAM = 1;

export const KIND = {
	GENESIS: 1,
	DATA: 2,
	ADD_DEVICE: 3,
	REVOKE_DEVICE: 4,
	ROTATE: 5,
	SERIES_LEASE: 6,
	SERIES_RELEASE: 7,
	SERIES_TAKEOVER: 8,
	SEEN: 9,
	INVITE: 10,
	JOIN: 11,
	ADMIT: 12,
	SET_ROLE: 13,
	REMOVE_MEMBER: 14,
	CHECKPOINT: 15,
	CHECKPOINT_ACK: 16,
	FORK: 17,
	MOVED: 18,
	ERASE: 19,
	MIN_VERSION: 20,
	LEAVE: 21
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Entries whose whole content is sealed operations: DATA, and ERASE, which only an admin may write and which holds nothing but erasures. */
export function holdsOperations(kind: Kind): kind is typeof KIND.DATA | typeof KIND.ERASE {
	return kind === KIND.DATA || kind === KIND.ERASE;
}

/** One frame on the wire. */
export const MAX_FRAME = 256 * 1024;
/** An entry leaves room for the frame around it. */
export const MAX_ENTRY = MAX_FRAME - 1024;
/** A rotation for 512 devices takes 48 KiB. */
export const MAX_CLEAR = 64 * 1024;
/** A workspace is created by a frame of at most 8 KiB. */
export const MAX_GENESIS = 7 * 1024;

const HEADER = 1 + 1 + 16 + 16 + 6 + 32 + 6 + 32 + 4 + 4;
const NONCE = 24;
const TAG = 16;
const SIGNATURE = 64;

/** Everything before the nonce. */
export interface EntryHeader {
	kind: Kind;
	wsId: Uint8Array;
	devId: Uint8Array;
	devSeq: number;
	prevDev: Uint8Array;
	seenN: number;
	seenR: Uint8Array;
	epoch: number;
	clear: Uint8Array;
}
export interface UnsignedEntry extends EntryHeader {
	nonce: Uint8Array;
	ciphertext: Uint8Array;
}
export interface Entry extends UnsignedEntry {
	signature: Uint8Array;
}

export type ParseErrorCode =
	| 'too-long'
	| 'unknown-version'
	| 'unknown-kind'
	| 'clear-too-long'
	| 'clear-not-allowed'
	| 'ciphertext-missing'
	| 'ciphertext-too-short'
	| 'nonce-without-ciphertext'
	| 'truncated'
	| 'trailing-bytes';
export interface ParseError {
	readonly error: ParseErrorCode;
}

/** BLAKE2b of the parts one after the other, unkeyed. Handed in, because nothing here imports a library. */
export type Hash = (length: 16 | 32, ...parts: Uint8Array[]) => Uint8Array;

export const ZERO16: Readonly<Uint8Array> = new Uint8Array(16);
export const ZERO32: Readonly<Uint8Array> = new Uint8Array(32);

const KINDS: ReadonlySet<number> = new Set(Object.values(KIND));
const encoder = new TextEncoder();
const ROLLING = encoder.encode('wb1/R');
const WORKSPACE = encoder.encode('wb1/ws');
const DEVICE = encoder.encode('wb1/dev');
const INVITE = encoder.encode('wb1/inv-id');

export function additionalData(header: EntryHeader): Uint8Array {
	return writeHeader(new Writer(HEADER + header.clear.length), header).finish();
}

/** All that the signature covers. Throws on fields that do not fit the format: the caller made them. */
export function encodeUnsigned(entry: UnsignedEntry): Uint8Array {
	const writer = new Writer(HEADER + entry.clear.length + NONCE + 4 + entry.ciphertext.length);
	writeHeader(writer, entry);
	return writer.bytes(entry.nonce, NONCE).uint(entry.ciphertext.length, 4).bytes(entry.ciphertext).finish();
}

export function withSignature(unsigned: Uint8Array, signature: Uint8Array): Uint8Array {
	return new Writer(unsigned.length + SIGNATURE).bytes(unsigned).bytes(signature, SIGNATURE).finish();
}

export function encodeEntry(entry: Entry): Uint8Array {
	return withSignature(encodeUnsigned(entry), entry.signature);
}

/** Of an encoded entry, the part its signature covers. */
export function signedBytes(entry: Uint8Array): Uint8Array {
	return entry.subarray(0, entry.length - SIGNATURE);
}

/** Two hexadecimal digits, so that no domain is the beginning of another. */
export function signDomain(kind: Kind): string {
	return `wb1/sig/${kind.toString(16).padStart(2, '0')}`;
}

/** The fields are views of one copy: they outlive the frame the entry came in. */
export function parseEntry(bytes: Uint8Array): Entry | ParseError {
	if (bytes.length > MAX_ENTRY) return { error: 'too-long' };
	const reader = new Reader(new Uint8Array(bytes));
	if (reader.uint(1) !== VERSION) return { error: bytes.length === 0 ? 'truncated' : 'unknown-version' };
	const kind = reader.uint(1);
	if (!isKind(kind)) return { error: reader.short ? 'truncated' : 'unknown-kind' };
	if (kind === KIND.GENESIS && bytes.length > MAX_GENESIS) return { error: 'too-long' };
	return finishEntry(reader, kind);
}

export function isParseError(parsed: Entry | ParseError): parsed is ParseError {
	return 'error' in parsed;
}

function finishEntry(reader: Reader, kind: Kind): Entry | ParseError {
	const front = {
		wsId: reader.view(16),
		devId: reader.view(16),
		devSeq: reader.uint(6),
		prevDev: reader.view(32),
		seenN: reader.uint(6),
		seenR: reader.view(32),
		epoch: reader.uint(4)
	};
	const clearLength = reader.uint(4);
	if (clearLength > MAX_CLEAR) return { error: 'clear-too-long' };
	if (clearLength > 0 && holdsOperations(kind)) return { error: 'clear-not-allowed' };
	const clear = reader.view(clearLength);
	const nonce = reader.view(NONCE);
	const length = reader.uint(4);
	if (reader.short) return { error: 'truncated' };
	if (length === 0 && holdsOperations(kind)) return { error: 'ciphertext-missing' };
	if (length > 0 && length <= TAG) return { error: 'ciphertext-too-short' };
	if (length === 0 && !isZero(nonce)) return { error: 'nonce-without-ciphertext' };
	const ciphertext = reader.view(length);
	const signature = reader.view(SIGNATURE);
	if (reader.short) return { error: 'truncated' };
	if (!reader.finish()) return { error: 'trailing-bytes' };
	return { kind, ...front, clear, nonce, ciphertext, signature };
}

/** R_n = BLAKE2b("wb1/R" ‖ R_{n-1} ‖ n as 8 bytes ‖ BLAKE2b(entry)); before the first entry R is zero. */
export function rollingHash(hash: Hash, previous: Uint8Array, n: number, entry: Uint8Array): Uint8Array {
	return rollingHashOf(hash, previous, n, entryHash(hash, entry));
}

/** The same from the entry's hash alone, which is what remains of a pruned entry. */
export function rollingHashOf(hash: Hash, previous: Uint8Array, n: number, hashOfEntry: Uint8Array): Uint8Array {
	const place = new DataView(position.buffer);
	place.setUint32(0, Math.floor(n / 2 ** 32));
	place.setUint32(4, n % 2 ** 32);
	return hash(32, ROLLING, previous, position, hashOfEntry);
}

/** Written anew for each hash: one a log entry would be thrown away. */
const position = new Uint8Array(8);

/** What `prevDev` holds, and what stays when an entry is pruned. */
export function entryHash(hash: Hash, entry: Uint8Array): Uint8Array {
	return hash(32, entry);
}

export function workspaceId(hash: Hash, genesis: Uint8Array): Uint8Array {
	return hash(16, WORKSPACE, genesis);
}

export function deviceIdOf(hash: Hash, signPk: Uint8Array, boxPk: Uint8Array): Uint8Array {
	return hash(16, DEVICE, signPk, boxPk);
}

/** An invitation's key writes under this id, as a device does under its own. */
export function inviteIdOf(hash: Hash, invitePk: Uint8Array): Uint8Array {
	return hash(16, INVITE, invitePk);
}

function isKind(kind: number): kind is Kind {
	return KINDS.has(kind);
}

function writeHeader(writer: Writer, header: EntryHeader): Writer {
	return writer
		.uint(VERSION, 1)
		.uint(header.kind, 1)
		.bytes(header.wsId, 16)
		.bytes(header.devId, 16)
		.uint(header.devSeq, 6)
		.bytes(header.prevDev, 32)
		.uint(header.seenN, 6)
		.bytes(header.seenR, 32)
		.uint(header.epoch, 4)
		.uint(header.clear.length, 4)
		.bytes(header.clear);
}
