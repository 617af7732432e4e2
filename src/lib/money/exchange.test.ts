import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { convert, crossRate, exchangeDifferences, readRate } from './exchange.ts';

const rate = (text: string) => readRate(text)!;

describe('an amount in another currency', () => {
	test.each([
		['EUR', 100_00n, '1.6215', 'CAD', 162_15n],
		['EUR', 100_00n, '163.4567', 'JPY', 16346n],
		['JPY', 10_000n, '0.0197', 'TND', 197_000n],
		['TND', 1_000n, '0.2989', 'EUR', 30n],
		['KWD', 1_000n, '482.5', 'JPY', 483n],
		['JPY', 1n, '0.0061538', 'EUR', 1n],
		['EUR', -5n, '1.5', 'CAD', -8n],
		['CLF', 10_000n, '39512.4', 'CLP', 39512n]
	])('%s %s at %s is %s %s', (from, minor, text, to, expected) => {
		expect(convert(minor, from, rate(text), to)).toBe(expected);
	});

	test('a rate is above zero and a plain decimal', () => {
		for (const text of ['', '0', '-1', '1,5', '1e3', 'x', '1.00000000001']) expect(readRate(text)).toBeUndefined();
		expect(readRate(undefined)).toBeUndefined();
	});
});

describe('a rate between two currencies that are quoted in a third', () => {
	test.each([
		['1', '1.0543', '1.0543'],
		['1.0543', '1', '0.9484966'],
		['1.0543', '1.4732', '1.397325'],
		['163.12', '1', '0.006130456'],
		['163.12', '1.0543', '0.006463340'],
		['0.5', '100', '200'],
		['0.00001', '9999999', undefined]
	])('of %s and %s is %s', (from, to, expected) => {
		expect(crossRate(from, to)).toBe(expected?.replace(/(\.\d*?)0+$/, '$1'));
	});

	test('is none for what is no rate', () => {
		for (const wrong of ['', '0', 'x']) expect(crossRate(wrong, '1')).toBeUndefined();
	});
});

describe('exchange differences', () => {
	const document = { currency: 'USD', baseCurrency: 'EUR', rate: rate('0.92') };

	test('are what each payment brought in more or less than the document stood for', () => {
		const settled = [
			{ amount: 400_00n, rate: rate('0.95') },
			{ amount: 600_00n, rate: rate('0.90') }
		];
		expect(exchangeDifferences(document, settled)).toEqual([12_00n, -12_00n]);
		expect(exchangeDifferences(document, [{ amount: 1n, rate: undefined }])).toEqual([undefined]);
		expect(exchangeDifferences(document, [{ amount: 400_00n, rate: document.rate }])).toEqual([0n]);
	});

	test('of a document paid in full add up to what came in less what it stood for, however it was shared out', () => {
		fc.assert(
			fc.property(
				fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
				fc.constantFrom(['USD', 'EUR'], ['EUR', 'JPY'], ['JPY', 'TND'], ['KWD', 'EUR']),
				fc.integer({ min: 1, max: 10 ** 7 }),
				(amounts, [currency, baseCurrency], digits) => {
					const at = { digits: BigInt(digits), scale: 5 };
					const then = { digits: BigInt(digits) + 7n, scale: 5 };
					const whole = amounts.reduce((sum, each) => sum + each, 0n);
					const differences = exchangeDifferences(
						{ currency: currency!, baseCurrency: baseCurrency!, rate: at },
						amounts.map((amount) => ({ amount, rate: then }))
					);
					const came = amounts.reduce((sum, each) => sum + convert(each, currency!, then, baseCurrency!), 0n);
					const sum = differences.reduce<bigint>((all, each) => all + each!, 0n);
					expect(sum).toBe(came - convert(whole, currency!, at, baseCurrency!));
				}
			)
		);
	});
});
