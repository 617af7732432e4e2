import fc from '../property.ts';
import { describe, expect, test } from 'vitest';
import { Matcher } from './matcher.ts';
import { Scanner } from './scan.ts';

const CANARY = 'Zoë "Ñandú" 7f3a\\91c';
const found = (bytes: Buffer) => new Scanner([CANARY]).scan([{ where: 'here', bytes }]).map(({ form }) => form);

describe('each form is found inside other bytes', () => {
	const around = (text: string) => Buffer.concat([Buffer.from([0, 255, 1]), Buffer.from(text), Buffer.from('tail')]);
	const shapes: [string, Buffer][] = [
		['UTF-8', around(CANARY)],
		['UTF-16LE', Buffer.from(`x${CANARY}y`, 'utf16le')],
		['UTF-16BE', Buffer.from(`x${CANARY}y`, 'utf16le').swap16()],
		['Latin-1', Buffer.from(`x${CANARY}y`, 'latin1')],
		['JSON', around(JSON.stringify({ name: CANARY }))],
		['ASCII JSON', around('Zo\\u00eb \\"\\u00d1and\\u00fa\\" 7f3a\\\\91c')],
		['a URL', around(`?q=${encodeURIComponent(CANARY)}`)],
		['hex', around(Buffer.from(CANARY).toString('hex'))],
		['HEX', around(Buffer.from(CANARY).toString('hex').toUpperCase())],
		...[0, 1, 2, 3].flatMap((shift): [string, Buffer][] => [
			[`base64 after ${shift} bytes`, around(Buffer.from('#'.repeat(shift) + CANARY + '!').toString('base64'))],
			[`base64url after ${shift} bytes`, around(Buffer.from('#'.repeat(shift) + CANARY + '!').toString('base64url'))],
			[`base64 of UTF-16 after ${shift}`, around(Buffer.concat([Buffer.alloc(shift), Buffer.from(CANARY, 'utf16le')]).toString('base64'))]
		])
	];
	test.each(shapes)('%s', (_, bytes) => expect(found(bytes)).not.toEqual([]));
	test('nothing is found where there is nothing', () => expect(found(Buffer.from('Zoe Nandu 7f3a91c'))).toEqual([]));
});

test('the matcher finds what a plain search finds', () => {
	const bytes = fc.uint8Array({ max: 2, maxLength: 6 });
	const pattern = fc.uint8Array({ max: 2, minLength: 1, maxLength: 4 });
	fc.assert(
		fc.property(fc.array(pattern, { minLength: 1, maxLength: 6 }), fc.array(bytes, { maxLength: 5 }), (patterns, parts) => {
			const distinct = [...new Map(patterns.map((each) => [each.join(), each])).values()];
			const text = Buffer.concat(parts);
			const plain = distinct.flatMap((each, index) => (text.includes(Buffer.from(each)) ? [index] : []));
			expect([...new Matcher(distinct).search(text)].sort()).toEqual(plain);
		})
	);
});
