import { describe, expect, it } from 'vitest';
import { newId16 } from '../crypto/random.ts';
import { concat } from '../crypto/derive.ts';
import { ready } from '../crypto/sodium.ts';
import { decodeBatch, encodeBatch, type Operation } from './operations.ts';

await ready();

function operation(more: Partial<Operation> = {}): Operation {
	return { opId: newId16(), recordId: newId16(), type: 'draft', schema: 1, action: 'put', body: new Uint8Array([1, 2, 3]), ...more };
}

describe('a batch of operations', () => {
	it('is read as it was written, with the minute each says and without one', () => {
		const batch = [operation({ at: 29_555_001 }), operation({ action: 'remove', body: new Uint8Array(0) }), operation({ at: 0xffff_ffff })];
		expect(decodeBatch(encodeBatch(batch))).toEqual(batch);
	});

	it('is read in the form that says no times', () => {
		const { opId, recordId, body } = operation();
		const name = new TextEncoder().encode('party');
		const old = concat([
			new Uint8Array([1, 0, 1]),
			opId,
			recordId,
			new Uint8Array([name.length]),
			name,
			new Uint8Array([0, 1, 1, 0, 0, 0, body.length]),
			body
		]);
		expect(decodeBatch(old)).toEqual([{ opId, recordId, type: 'party', schema: 1, action: 'put', body }]);
	});

	it('is not read when it is short, long, or of a version to come', () => {
		const bytes = encodeBatch([operation({ at: 7 })]);
		expect(decodeBatch(bytes.subarray(0, -1))).toBeUndefined();
		expect(decodeBatch(concat([bytes, new Uint8Array(1)]))).toBeUndefined();
		bytes[0] = 3;
		expect(decodeBatch(bytes)).toBeUndefined();
	});
});
