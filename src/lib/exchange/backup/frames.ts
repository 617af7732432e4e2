/**
 * Log segments and packs, as members of the archive:
 *
 *     segment = { length 4 ‖ entry }*                      entries in the order of the log, about 1 MiB a segment
 *     pack    = address 32 ‖ epoch 4 ‖ salt 16 ‖ { length 4 ‖ chunk }*
 *
 * Unsigned, big-endian.
 */
import type { SealedPack } from '../../workspace/blobs.ts';
import { fromHex, toHex } from '../../workspace/bytes.ts';
import { concat } from '../../crypto/derive.ts';
import { BackupError } from './problem.ts';

const PACK_HEAD = 32 + 4 + 16;

export function encodeFrames(parts: readonly Uint8Array[]): Uint8Array {
	return concat(parts.flatMap((part) => [uint32(part.length), part]));
}

/** Throws `damaged`. */
export function decodeFrames(bytes: Uint8Array): Uint8Array[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const parts: Uint8Array[] = [];
	for (let at = 0; at < bytes.length;) {
		const end = at + 4 <= bytes.length ? at + 4 + view.getUint32(at) : Infinity;
		if (end > bytes.length) throw new BackupError('damaged');
		parts.push(bytes.slice(at + 4, end));
		at = end;
	}
	return parts;
}

export function encodePack(address: string, { epoch, salt, chunks }: SealedPack): Uint8Array {
	return concat([fromHex(address), uint32(epoch), salt, encodeFrames(chunks)]);
}

/** Throws `damaged`. */
export function decodePack(bytes: Uint8Array): { address: string; pack: SealedPack } {
	if (bytes.length < PACK_HEAD) throw new BackupError('damaged');
	const epoch = new DataView(bytes.buffer, bytes.byteOffset).getUint32(32);
	const chunks = decodeFrames(bytes.subarray(PACK_HEAD));
	return { address: toHex(bytes.subarray(0, 32)), pack: { epoch, salt: bytes.slice(36, PACK_HEAD), chunks } };
}

function uint32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value);
	return bytes;
}
