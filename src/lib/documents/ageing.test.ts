import { describe, expect, test } from 'vitest';
import { ageOf, dueOf, dueParts, openParts, partsText } from './ageing.ts';

const thirds = [
	{ date: '2026-08-01', amount: 300n },
	{ date: '2026-10-01', amount: 300n },
	{ date: '2026-12-01', amount: 400n }
];

test.each([
	['2026-11-22', 'current'],
	['2026-11-23', 'current'],
	['', 'current'],
	['2026-11-21', 'upTo30'],
	['2026-10-23', 'upTo30'],
	['2026-10-22', 'upTo60'],
	['2026-09-23', 'upTo60'],
	['2026-09-22', 'upTo90'],
	['2026-08-24', 'upTo90'],
	['2026-08-23', 'over90']
])('what was due on %s is %s on 22 November 2026', (due, age) => {
	expect(ageOf(due, '2026-11-22')).toBe(age);
});

describe('what is paid in parts', () => {
	test('is open by the parts that are left, those due first being settled first', () => {
		expect(openParts(thirds, 1000n).map(({ at, amount }) => [at, amount])).toEqual([
			[0, 300n],
			[1, 300n],
			[2, 400n]
		]);
		expect(openParts(thirds, 550n)).toEqual([
			{ date: '2026-10-01', at: 1, due: 300n, amount: 150n },
			{ date: '2026-12-01', at: 2, due: 400n, amount: 400n }
		]);
		expect(openParts(thirds, 700n).map(({ at }) => at)).toEqual([1, 2]);
		expect(openParts(thirds, 0n)).toEqual([]);
	});

	test('goes into a row of a list and back', () => {
		const open = openParts(thirds, 550n).map(({ date, amount }) => ({ date, amount }));
		expect(dueOf({ balance: 550n, dueDate: '2026-12-01', parts: partsText(open) })).toEqual(open);
		expect(dueOf({ balance: 550n, dueDate: '2026-12-01' })).toEqual([{ date: '2026-12-01', amount: 550n }]);
	});

	test('is in parts only where there are two or more, whatever the decimals of the currency', () => {
		const part = (id: string, date: string, percent: string) => ({ id, date, percent });
		expect(dueParts({ currency: 'EUR', instalments: [part('a', '2026-10-01', '50')] }, 1000n)).toEqual([]);
		expect(dueParts({ currency: 'EUR' }, 1000n)).toEqual([]);
		const halves = [part('b', '2026-11-01', '50'), part('a', '2026-10-01', '33.3333')];
		expect(dueParts({ currency: 'JPY', instalments: halves }, 101n).map(({ amount }) => amount)).toEqual([34n, 67n]);
		expect(dueParts({ currency: 'TND', instalments: halves }, 10_001n).map(({ amount }) => amount)).toEqual([3334n, 6667n]);
	});
});
