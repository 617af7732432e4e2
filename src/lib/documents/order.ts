/**
 * Order keys of lines: text that sorts by code unit, with always room for another between two. Two devices that insert at the same
 * place make keys that both stand between the same neighbours, so nothing else has to move.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

/**
 * A key after `before` and in front of `behind`; an absent one is the start or the end. Keys never end in the lowest digit, so there is
 * always something smaller. Keys that are not in order (a damaged or foreign document) give one after `before`.
 */
export function orderBetween(before: string | undefined, behind: string | undefined): string {
	if (behind === undefined || (before !== undefined && before >= behind)) return after(before ?? '');
	return between(before ?? '', behind);
}

/** Counts up in steps of one digit: appending hundreds of lines keeps the keys short. */
function after(key: string): string {
	for (let at = 0; at < key.length; at++) {
		const digit = digitAt(key, at);
		if (digit < BASE - 1) return key.slice(0, at) + DIGITS[digit + 1];
	}
	return key + DIGITS[key === '' ? BASE >> 1 : 1];
}

function between(low: string, high: string): string {
	let prefix = '';
	for (let at = 0; ; at++) {
		const bottom = digitAt(low, at);
		const top = high === '' ? BASE : digitAt(high, at);
		if (bottom === top) {
			prefix += DIGITS[bottom];
			continue;
		}
		if (top - bottom > 1) return prefix + DIGITS[(bottom + top) >> 1];
		// Neighbouring digits: keep the lower one, whatever follows it is below `high`.
		return prefix + DIGITS[bottom] + between(low.slice(at + 1), '');
	}
}

/** Beyond its end a key reads as zeros. */
function digitAt(key: string, at: number): number {
	return at < key.length ? Math.max(0, DIGITS.indexOf(key[at] as string)) : 0;
}

export interface Ordered {
	id: string;
	order: string;
}

/** By key; equal keys (made on two devices at once) by id, so that every device shows the same order. */
export function inOrder<T extends Ordered>(entries: readonly T[]): T[] {
	return [...entries].sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
