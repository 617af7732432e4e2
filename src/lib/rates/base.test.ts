import { describe, expect, test } from 'vitest';
import { baseSum, baseText, inBase, rateTo } from './base.ts';

const item = (id: string, currency: string, amount: bigint, base?: string) => ({ id, name: id, href: `#${id}`, currency, amount, base });

test('a row carries the rate of its document, and says where there is none', () => {
	expect(baseText({ currency: 'USD', baseCurrency: 'EUR', exchangeRate: '0.92' })).toBe('EUR 0.92');
	expect(baseText({ currency: 'USD', baseCurrency: 'EUR' })).toBe('EUR');
	for (const wrong of ['', '0', '1,5', 'x']) expect(baseText({ currency: 'USD', baseCurrency: 'EUR', exchangeRate: wrong })).toBe('EUR');
	expect(baseText({ currency: 'EUR', baseCurrency: 'EUR', exchangeRate: '1' })).toBeUndefined();
	expect(baseText({ currency: 'EUR' })).toBeUndefined();
	expect([rateTo('EUR', 'EUR 0.92'), rateTo('CAD', 'EUR 0.92'), rateTo('EUR', 'EUR'), rateTo('EUR', undefined)]).toEqual([
		'0.92',
		undefined,
		undefined,
		undefined
	]);
});

test.each([
	['USD', 100_00n, 'EUR 0.92', 'EUR', 92_00n],
	['JPY', 12_345n, 'EUR 0.0061305', 'EUR', 75_68n],
	['JPY', 10_000n, 'TND 0.0197', 'TND', 197_000n],
	['KWD', 1_000n, 'JPY 482.5', 'JPY', 483n],
	['KWD', 125n, 'EUR 2.8', 'EUR', 35n],
	['TND', 1_234_567n, 'CLP 305.12', 'CLP', 376_691n],
	['CLP', 990n, 'KWD 0.00032', 'KWD', 317n],
	['CLF', 10_000n, 'CLP 39512.4', 'CLP', 39_512n],
	['EUR', 5n, undefined, 'EUR', 5n],
	['EUR', -33n, 'CAD 1.5', 'CAD', -50n],
	['USD', 1n, undefined, 'EUR', undefined],
	['USD', 1n, 'EUR', 'EUR', undefined],
	['USD', 1n, 'CAD 1.4', 'EUR', undefined]
])('%s %s at %s in %s is %s', (currency, amount, base, home, expected) => {
	expect(inBase(amount, currency, base, home)).toBe(expected);
});

describe('a sum in the base currency', () => {
	test('is the sum of its documents as each is converted, so that it can be checked by hand', () => {
		// 3 × 0.335 are 3 × 0.34, not 1.01.
		const three = ['a', 'b', 'c'].map((id) => item(id, 'USD', 50n, 'EUR 0.67'));
		const sum = baseSum([...three, item('d', 'EUR', 1000n)], 'EUR')!;
		expect(sum.amount).toBe(1000n + 3n * 34n);
		expect(sum.items.map(({ id, rate, inBase: amount }) => [id, rate, amount])).toEqual([
			['a', '0.67', 34n],
			['b', '0.67', 34n],
			['c', '0.67', 34n],
			['d', undefined, 1000n]
		]);
	});

	test('leaves out what has no rate to it, and names it', () => {
		const sum = baseSum([item('a', 'USD', 100n, 'EUR 0.5'), item('b', 'JPY', 7n), item('c', 'USD', 9n, 'CAD 1.4')], 'EUR')!;
		expect(sum.amount).toBe(50n);
		expect(sum.unrated.map(({ id }) => id)).toEqual(['b', 'c']);
	});

	test('is none where all is in the base currency', () => {
		expect(baseSum([item('a', 'EUR', 1n)], 'EUR')).toBeUndefined();
		expect(baseSum([], 'EUR')).toBeUndefined();
	});
});
