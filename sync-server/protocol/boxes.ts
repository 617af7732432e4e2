/**
 * Epoch keys in the log: one sealed to each device that is to have it, and what a change of the key says. Binary, one encoding: boxes ascend by
 * device id.
 *
 *     boxes    = count 2 ‖ count × (devId 16 ‖ box 80)
 *     rotation = epoch 4 ‖ commitment 32 ‖ boxes ‖ previousLen 2 ‖ previous (EK_{e-1} sealed under EK_e, at most 512)
 */
import type { Reader } from './bytes.ts';
import { Writer, hex } from './bytes.ts';

export const MAX_DEVICES = 512;
const MAX_PREVIOUS = 512;
const BOX = 80;

/** An epoch key sealed to one device. */
export interface SealedBox {
	devId: Uint8Array;
	box: Uint8Array;
}
export interface Rotation {
	epoch: number;
	commitment: Uint8Array;
	boxes: SealedBox[];
	previous: Uint8Array;
}

export function encodeRotation(rotation: Rotation): Uint8Array {
	if (rotation.previous.length > MAX_PREVIOUS) throw new RangeError('the sealed previous key is too long');
	return new Writer(38 + boxesLength(rotation.boxes) + rotation.previous.length)
		.uint(rotation.epoch, 4)
		.bytes(rotation.commitment, 32)
		.bytes(encodeBoxes(rotation.boxes))
		.uint(rotation.previous.length, 2)
		.bytes(rotation.previous)
		.finish();
}

export function readRotation(reader: Reader): Rotation | undefined {
	const epoch = reader.uint(4);
	const commitment = reader.bytes(32);
	return withBoxes(reader, (boxes) => {
		const length = reader.uint(2);
		return length > MAX_PREVIOUS ? undefined : { epoch, commitment, boxes, previous: reader.bytes(length) };
	});
}

export function boxesLength(boxes: SealedBox[]): number {
	return 2 + boxes.length * (16 + BOX);
}

/** They may come in any order; they are written ascending. */
export function encodeBoxes(boxes: SealedBox[]): Uint8Array {
	if (boxes.length > MAX_DEVICES) throw new RangeError('more boxes than devices a workspace may have');
	const writer = new Writer(boxesLength(boxes)).uint(boxes.length, 2);
	for (const { devId, box } of [...boxes].sort(byDevice)) writer.bytes(devId, 16).bytes(box, BOX);
	return writer.finish();
}

/** Reads boxes, then what `rest` reads after them. Order and doubles: each id must be greater than the one before. */
export function withBoxes<T>(reader: Reader, rest: (boxes: SealedBox[]) => T | undefined): T | undefined {
	const count = reader.uint(2);
	if (count > MAX_DEVICES || count * (16 + BOX) > reader.left) return undefined;
	const boxes = Array.from({ length: count }, () => ({ devId: reader.bytes(16), box: reader.bytes(BOX) }));
	const ascending = boxes.every((box, i) => i === 0 || byDevice(boxes[i - 1]!, box) < 0);
	return ascending ? rest(boxes) : undefined;
}

function byDevice(a: SealedBox, b: SealedBox): number {
	const [left, right] = [hex(a.devId), hex(b.devId)];
	return left < right ? -1 : left > right ? 1 : 0;
}
