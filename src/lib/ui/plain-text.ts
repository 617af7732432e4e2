/**
 * Text that somebody outside has typed, or that he is shown. It is only ever drawn as text. Refused besides: control characters, and those that turn the
 * direction of what stands around them (Unicode's bidirectional embeddings, overrides and isolates, UAX #9), with which a name could rearrange the line it
 * stands in.
 */
// eslint-disable-next-line no-control-regex -- these characters are what is looked for
const REFUSED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** @param most UTF-16 units */
export function isPlainText(value: unknown, most: number): value is string {
	return typeof value === 'string' && value.length <= most && value.isWellFormed() && value.search(REFUSED) === -1;
}

/** What of a text may stand there: the refused characters are left out, none of which has a shape of its own. */
export function plainText(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(REFUSED, '').toWellFormed();
}
