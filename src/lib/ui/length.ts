/** How many characters a text is over its limit; counts what a person sees, so that an emoji is one. */
export function overLength(text: string, limit: number | undefined): number {
	if (limit === undefined || text.length <= limit) return 0;
	// A text far over the limit need not be walked character by character.
	if (text.length > limit * 4) return text.length - limit;
	return Math.max(0, [...text].length - limit);
}
