import { expect, test } from 'vitest';
import { inflateSnappy, logRecords } from './leveldb.ts';

test('snappy: literals, near and far copies, overlapping runs', () => {
	// The format's own example of a run: a literal "abc", then a copy of 9 bytes from 3 back.
	expect(inflateSnappy(Buffer.from([12, 0x08, 0x61, 0x62, 0x63, 0x15, 0x03])).toString()).toBe('abcabcabcabc');
	expect(inflateSnappy(Buffer.from([12, 0x08, 0x61, 0x62, 0x63, 0x22, 0x03, 0x00])).toString()).toBe('abcabcabcabc');
	const long = Buffer.concat([Buffer.from([0xc8, 0x01, 0xf0, 0xc7]), Buffer.alloc(200, 'x')]);
	expect(inflateSnappy(long).toString()).toBe('x'.repeat(200));
});

test('a record cut at the end of a log block is put together again', () => {
	const part = (kind: number, bytes: Buffer) => {
		const header = Buffer.alloc(7);
		header.writeUInt16LE(bytes.length, 4);
		header[6] = kind;
		return Buffer.concat([header, bytes]);
	};
	const before = part(1, Buffer.alloc(32_768 - 7 - 7 - 3, 'a'));
	const log = Buffer.concat([before, part(2, Buffer.from('can')), part(4, Buffer.from('ary'))]);
	expect(logRecords(log)[1]?.toString()).toBe('canary');
});
