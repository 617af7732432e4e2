/** Minor units of a currency with two decimals, as payment codes write them: "1785.00". */
export function plainAmount(minor: bigint): string {
	const digits = String(minor).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
