/** Rounding of time, which happens where it is reported or billed and nowhere else. */
import { parseDecimal, pow10, QUANTITY_LIMITS } from '../money/decimal.ts';
import type { TimeRounding } from './time.ts';

/** Steps to choose from; 0: not at all. */
export const ROUNDED_TO: readonly number[] = [0, 1, 5, 6, 10, 15, 30, 60];
const WAYS: readonly TimeRounding['way'][] = ['nearest', 'up', 'down'];

export function roundedSeconds(seconds: number, { minutes, way }: Pick<TimeRounding, 'minutes' | 'way'>): number {
	const unit = minutes * 60;
	if (unit <= 0) return seconds;
	const parts = seconds / unit;
	if (way === 'up') return Math.ceil(parts) * unit;
	return (way === 'down' ? Math.floor(parts) : Math.floor(parts + 0.5)) * unit;
}

/** Of several together. */
export function roundedSum(all: readonly number[], rounding: TimeRounding): number {
	const sum = (list: readonly number[]) => list.reduce((before, each) => before + each, 0);
	if (rounding.of === 'sum') return roundedSeconds(sum(all), rounding);
	return sum(all.map((each) => roundedSeconds(each, rounding)));
}

/**
 * Whether the hours of a line are what its entries come to, by any rounding that can be chosen: a line does not say by which it was made.
 * @param hours decimal string @param all seconds of each entry
 */
export function areHoursOf(hours: string, all: readonly number[]): boolean {
	const parsed = parseDecimal(hours, QUANTITY_LIMITS);
	if (!parsed.ok) return false;
	const { digits, scale } = parsed.value;
	// Beside the seconds by one and a half of the last place at most; hours of fewer than two places are exact. [Note: hours that multiply out]
	const room = scale < 2 ? 0n : 3n * 3600n;
	const fits = (seconds: number) => {
		const apart = digits * 3600n - BigInt(seconds) * pow10(scale);
		return 2n * (apart < 0n ? -apart : apart) <= room;
	};
	const ways = WAYS.flatMap((way) => [{ way, of: 'entry' } as const, { way, of: 'sum' } as const]);
	return ROUNDED_TO.some((minutes) => ways.some((each) => fits(roundedSum(all, { minutes, ...each }))));
}
