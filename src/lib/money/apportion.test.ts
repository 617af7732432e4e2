import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { apportion } from './apportion.ts';

const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);
const weights = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
/** A total shared by weight, which may be negative but must not cancel out. */
const shared = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights).filter(([, parts]) => sum(parts) !== 0n);

describe('largest remainder', () => {
	test('serves the largest remainder first, then the order given', () => {
		expect(apportion(100n, [100n, 100n, 100n], 3n)).toEqual([34n, 33n, 33n]);
		expect(apportion(10n, [35n, 35n, 30n], 10n)).toEqual([4n, 3n, 3n]);
		expect(apportion(10n, [11n, 19n, 70n], 10n)).toEqual([1n, 2n, 7n]);
		expect(apportion(-1n, [-5n, -5n], 10n)).toEqual([-1n, 0n]);
		expect(apportion(0n, [], 1n)).toEqual([]);
	});

	test('shares add up to the whole, each less than one from its exact part', () => {
		fc.assert(
			fc.property(shared, ([total, parts]) => {
				const whole = sum(parts);
				const shares = apportion(
					total,
					parts.map((part) => total * part),
					whole
				);
				expect(sum(shares)).toBe(total);
				const size = whole < 0n ? -whole : whole;
				shares.forEach((share, index) => {
					const error = share * whole - total * parts[index]!;
					expect(error < size && -error < size).toBe(true);
				});
			})
		);
	});

	test('mirrors', () => {
		fc.assert(
			fc.property(shared, ([total, parts]) => {
				const numerators = parts.map((part) => total * part);
				const negative = apportion(
					-total,
					numerators.map((part) => -part),
					sum(parts)
				);
				expect(negative.map((share) => -share + 0n)).toEqual(apportion(total, numerators, sum(parts)));
			})
		);
	});

	test('a total that is not near the parts is an error of the program', () => {
		expect(() => apportion(10n, [1n, 1n], 1n)).toThrow(RangeError);
		expect(() => apportion(1n, [3n, 3n], 1n)).toThrow(RangeError);
	});
});
