/** Fair measuring: subject and reference in turn, in one run; what counts is the median of the pairs' ratios. */

export interface Row {
	name: string;
	value: number;
	unit: string;
	reference: string;
	referenceValue: number;
	ratio: number;
	/** For the reader of the table: p99, what was cached, how many pairs. */
	note?: string;
	/** How many documents the books held, and the bytes of the input. */
	n?: number;
	bytes?: number;
}

export interface Options {
	quick: boolean;
}

/** `name` is what a person types after `npm run bench`; one benchmark may give several rows. */
export interface Benchmark {
	name: string;
	run(options: Options): Promise<Row[]>;
}

export function quantile(values: readonly number[], q: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (sorted.length - 1) * q;
	const low = sorted[Math.floor(at)] ?? NaN;
	const high = sorted[Math.ceil(at)] ?? NaN;
	return low + (high - low) * (at - Math.floor(at));
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

export interface Pair {
	subject: number;
	reference: number;
}

/** Takes pairs one after another, beginning with either side in turn; the first pair only warms up. */
export async function takePairs(count: number, subject: () => Promise<number>, reference: () => Promise<number>): Promise<Pair[]> {
	const pairs: Pair[] = [];
	for (let i = 0; i <= count; i++) {
		const pair: Partial<Pair> = {};
		const sides = [async () => (pair.subject = await subject()), async () => (pair.reference = await reference())];
		for (const side of i % 2 === 0 ? sides : sides.reverse()) await side();
		if (i > 0) pairs.push(pair as Pair);
	}
	return pairs;
}

/** The row of such pairs. */
export function rowOf(pairs: readonly Pair[], about: Pick<Row, 'name' | 'unit' | 'reference'> & Partial<Row>): Row {
	return {
		...about,
		value: median(pairs.map(({ subject }) => subject)),
		referenceValue: median(pairs.map(({ reference }) => reference)),
		ratio: median(pairs.map(({ subject, reference }) => subject / reference)),
		note: [about.note, `${pairs.length} pairs`].filter(Boolean).join(', ')
	};
}
