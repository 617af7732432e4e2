import { absolute } from './decimal.ts';

/**
 * Shares a whole number over parts so that nothing is lost (largest remainder).
 *
 * Each part has an exact value, a fraction over the common `denominator`; `total` is a whole number no further than one half from their sum.
 * Every part is rounded down, then those with the largest remainders get one more until the total is met. Equal remainders are served in
 * the order given: callers sort the parts by rules that do not depend on how a person ordered the lines.
 *
 * Negating the total and all parts negates the answer, so a credit note mirrors its invoice to the cent.
 */
export function apportion(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
	const direction = signOf(total || numerators.find((part) => part !== 0n) || 0n);
	const over = signOf(denominator) * direction;
	const size = absolute(denominator);
	const parts = numerators.map((part) => floorDivide(part * over, size));
	let left = total * direction - parts.reduce((sum, { quotient }) => sum + quotient, 0n);
	const byRemainder = parts.map((_, index) => index).sort((a, b) => compare(parts[b]!.remainder, parts[a]!.remainder));
	const shares = parts.map(({ quotient }) => quotient);
	for (const index of byRemainder.slice(0, Number(left))) {
		shares[index]! += 1n;
		left -= 1n;
	}
	if (left !== 0n) throw new RangeError('The parts do not add up to the total');
	return shares.map((share) => share * direction);
}

function floorDivide(numerator: bigint, denominator: bigint) {
	const remainder = ((numerator % denominator) + denominator) % denominator;
	return { quotient: (numerator - remainder) / denominator, remainder };
}

function signOf(value: bigint): bigint {
	return value < 0n ? -1n : 1n;
}

function compare(a: bigint, b: bigint): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
