/**
 * The file of a proof of issue, version 1. Integers are unsigned and big-endian; a number after a field is its length in bytes.
 *
 *     proof = magic14 ver1 wsId16 device16 n6 R32 made4 scope1 item*n len4 statement sig64
 *     item  = 0 hash32 | 1 len4 entry | 2 len4 entry key32
 *
 * README.md says what each field means. There is one encoding of a file: `parseProof` takes nothing else.
 */
import { Reader, Writer } from '../../../sync-server/protocol/bytes.ts';
import { MAX_ENTRY } from '../../../sync-server/protocol/codec.ts';
import type { Item, Proof, Scope } from './proof.ts';

const MAGIC = new TextEncoder().encode('waxbill-proof\n');
const VERSION = 1;
export const HEAD_BYTES = MAGIC.length + 1 + 16 + 16 + 6 + 32 + 4 + 1;
const SIGNATURE = 64;
const SCOPES: readonly Scope[] = ['all', 'one'];

export type FileProblem = 'not-a-proof' | 'newer-version' | 'truncated' | 'malformed';
interface Unread {
	problem: FileProblem;
	/** Position of the item that is not whole, or is none. */
	n?: number;
}

export function encodeHead({ wsId, device, n, R, made, scope }: Omit<Proof, 'items' | 'statement' | 'signed' | 'signature'>): Uint8Array {
	return new Writer(HEAD_BYTES)
		.bytes(MAGIC)
		.uint(VERSION, 1)
		.bytes(wsId, 16)
		.bytes(device, 16)
		.uint(n, 6)
		.bytes(R, 32)
		.uint(made, 4)
		.uint(SCOPES.indexOf(scope), 1)
		.finish();
}

export function encodeItem(item: Item): Uint8Array {
	if ('hash' in item) return new Writer(33).uint(0, 1).bytes(item.hash, 32).finish();
	const { entry, key } = item;
	const writer = new Writer(5 + entry.length + (key ? 32 : 0))
		.uint(key ? 2 : 1, 1)
		.uint(entry.length, 4)
		.bytes(entry);
	return (key ? writer.bytes(key, 32) : writer).finish();
}

export function encodeStatement(statement: Uint8Array): Uint8Array {
	return new Writer(4 + statement.length).uint(statement.length, 4).bytes(statement).finish();
}

/** Its parts are views of the bytes given. Nothing is checked but that they are a file of this form. */
export function parseProof(bytes: Uint8Array): Proof | Unread {
	const begins = MAGIC.subarray(0, bytes.length).every((byte, at) => bytes[at] === byte);
	if (!begins || bytes.length === 0) return { problem: 'not-a-proof' };
	const reader = new Reader(bytes);
	reader.view(MAGIC.length);
	const version = reader.uint(1);
	if (reader.short) return { problem: 'truncated' };
	if (version !== VERSION) return { problem: version > VERSION ? 'newer-version' : 'malformed' };
	const [wsId, device, n, R, made] = [reader.view(16), reader.view(16), reader.uint(6), reader.view(32), reader.uint(4)];
	const scope = SCOPES[reader.uint(1)];
	if (reader.short) return { problem: 'truncated' };
	if (!scope) return { problem: 'malformed' };
	const items: Item[] = [];
	while (items.length < n) {
		const item = readItem(reader);
		if (reader.short) return { problem: 'truncated', n: items.length };
		if (!item) return { problem: 'malformed', n: items.length };
		items.push(item);
	}
	const statement = reader.view(reader.uint(4));
	const signed = bytes.subarray(0, bytes.length - reader.left);
	const signature = reader.view(SIGNATURE);
	if (reader.short) return { problem: 'truncated' };
	if (!reader.finish()) return { problem: 'malformed' };
	return { wsId, device, n, R, made, scope, items, statement, signed, signature };
}

function readItem(reader: Reader): Item | undefined {
	const form = reader.uint(1);
	if (form === 0) return { hash: reader.view(32) };
	if (form !== 1 && form !== 2) return undefined;
	const length = reader.uint(4);
	if (length > MAX_ENTRY) return undefined;
	const entry = reader.view(length);
	return form === 1 ? { entry } : { entry, key: reader.view(32) };
}
