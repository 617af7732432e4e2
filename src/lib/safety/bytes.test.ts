import { expect, test } from 'vitest';
import { sizeText } from './bytes.ts';

test('a size has the unit that reads best', () => {
	expect([0, 999, 1000, 64_200_000, 61_000_000_000, 2e15].map((bytes) => sizeText(bytes, 'en'))).toEqual([
		'0 bytes',
		'1,000 bytes',
		'1 kB',
		'64 MB',
		'61 GB',
		'2,000 TB'
	]);
});
