/** Advance widths of the document's face, in thousandths of the size, for the preview and the PDF alike. */
import widths from './fonts/metrics.json' with { type: 'json' };

export type Weight = 'regular' | 'semibold';

export interface FontMetrics {
	has(code: number): boolean;
	/** Of a character the font has. */
	advance(weight: Weight, code: number): number;
}

/** First code point of a run of characters, and their advances. */
export type WidthRuns = Record<string, number[]>;

function expand(runs: WidthRuns): Map<number, number> {
	const advances = new Map<number, number>();
	for (const [first, run] of Object.entries(runs)) run.forEach((width, i) => advances.set(Number(first) + i, width));
	return advances;
}

const advances: Record<Weight, Map<number, number>> = { regular: expand(widths.regular), semibold: expand(widths.semibold) };

export const documentMetrics: FontMetrics = {
	has: (code) => advances.regular.has(code),
	advance: (weight, code) => advances[weight].get(code) ?? 0
};
