/** Round figures between two, for the lines of a drawing: steps of 1, 2 or 5 times a power of ten, at most `count` of them above zero and below. */
export function ticks(least: number, most: number, count = 4): number[] {
	const span = Math.max(most, -least);
	if (!(span > 0)) return [];
	const power = 10 ** Math.floor(Math.log10(span / count));
	const step = power * [1, 2, 5, 10].find((each) => span / (power * each) <= count)!;
	const found: number[] = [];
	for (let at = Math.ceil(least / step); at * step <= most; at++) if (at !== 0) found.push(at * step);
	return found;
}
