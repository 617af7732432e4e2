/**
 * [Note: operations] The plaintext of a DATA entry is a batch of operations:
 *
 *     batch = ver1 count2 { opId16 recordId16 at4 typeLen1 type schema2 action1 bodyLen4 body }*      (big endian)
 *
 * Record ids and types exist only here, under the seal. An opId is random and is applied once. `at` is what the author's clock said, in minutes
 * since 1970, 0 where it is not said: to be read by people, and compared with nothing. Batches of version 1 have no `at`.
 */
import { concat } from '../crypto/derive.ts';

const VERSION = 2;
/** Of batches without times. */
const TIMELESS = 1;
/** protocol.md: no operation is larger. */
export const MAX_OPERATION = 192 * 1024;
const MAX_OPERATIONS = 0xffff;

const ACTIONS = { put: 1, remove: 2, erase: 3 } as const;
export type Action = keyof typeof ACTIONS;

export interface Operation {
	opId: Uint8Array;
	recordId: Uint8Array;
	/** Minutes since 1970 by the clock of the device that saved it. */
	at?: number | undefined;
	type: string;
	schema: number;
	action: Action;
	/** Yjs update (V1) of a live record, canonical JSON of a frozen record or a fact; for `remove` and `erase` see bin.ts. */
	body: Uint8Array;
}

export function encodeBatch(operations: readonly Operation[]): Uint8Array {
	if (operations.length > MAX_OPERATIONS) throw new RangeError('too many operations for one entry');
	const parts: Uint8Array[] = [numbers([VERSION, 1], [operations.length, 2])];
	for (const { opId, recordId, at, type, schema, action, body } of operations) {
		const name = new TextEncoder().encode(type);
		if (name.length > 255) throw new RangeError('type name too long');
		if (body.length > MAX_OPERATION) throw new OperationTooLarge(body.length);
		parts.push(
			opId,
			recordId,
			numbers([at ?? 0, 4], [name.length, 1]),
			name,
			numbers([schema, 2], [ACTIONS[action], 1], [body.length, 4]),
			body
		);
	}
	return concat(parts);
}

/** Undefined when the bytes are not exactly one batch. */
export function decodeBatch(bytes: Uint8Array): Operation[] | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const version = view.getUint8(0);
		if (version !== VERSION && version !== TIMELESS) return undefined;
		const count = view.getUint16(1);
		const operations: Operation[] = [];
		let at = 3;
		const take = (length: number) => {
			if (at + length > bytes.length) throw new RangeError('short batch');
			return bytes.slice(at, (at += length));
		};
		for (let index = 0; index < count; index++) {
			const opId = take(16);
			const recordId = take(16);
			const said = version === TIMELESS ? 0 : view.getUint32((at += 4) - 4);
			const type = new TextDecoder('utf-8', { fatal: true }).decode(take(view.getUint8((at += 1) - 1)));
			const schema = view.getUint16((at += 2) - 2);
			const action = actionOf(view.getUint8((at += 1) - 1));
			const length = view.getUint32((at += 4) - 4);
			if (action === undefined || length > MAX_OPERATION) return undefined;
			operations.push({ opId, recordId, ...(said > 0 && { at: said }), type, schema, action, body: take(length) });
		}
		return at === bytes.length ? operations : undefined;
	} catch {
		return undefined;
	}
}

/** What an operation says of when it was saved. */
export function minuteNow(): number {
	return Math.floor(Date.now() / 60_000);
}

export class OperationTooLarge extends Error {
	readonly size: number;
	constructor(size: number) {
		super('operation too large');
		this.size = size;
	}
}

function actionOf(code: number): Action | undefined {
	return (Object.keys(ACTIONS) as Action[]).find((action) => ACTIONS[action] === code);
}

function numbers(...fields: [value: number, size: 1 | 2 | 4][]): Uint8Array {
	const bytes = new Uint8Array(fields.reduce((sum, [, size]) => sum + size, 0));
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const [value, size] of fields) {
		if (size === 1) view.setUint8(at, value);
		else if (size === 2) view.setUint16(at, value);
		else view.setUint32(at, value);
		at += size;
	}
	return bytes;
}
