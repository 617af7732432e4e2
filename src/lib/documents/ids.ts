/** An id for something inside a document (a line, an allowance): unique within it with certainty enough to merge two devices' edits. */
export function partId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(9));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_');
}
