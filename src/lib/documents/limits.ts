/** Longest texts a document holds, in characters. */
export const LIMITS = { name: 500, reference: 200, addresses: 2_000, link: 500, text: 20_000, lines: 1_000 } as const;

export function isTooLong(text: string | undefined, limit: number): boolean {
	return text !== undefined && text.length > limit && [...text].length > limit;
}
