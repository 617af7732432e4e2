/** The shapes a text can take in storage or on the wire without being encrypted. */

export interface Form {
	name: string;
	bytes: Uint8Array;
}

/** Canaries hold a quote and letters outside ASCII, so that escaped forms differ from the plain one. */
export function formsOf(text: string): Form[] {
	const texts: [string, string][] = [
		['plain', text],
		['JSON', JSON.stringify(text).slice(1, -1)],
		['JSON in ASCII', asciiJson(text)],
		['percent-encoded', encodeURIComponent(text)],
		['hex', Buffer.from(text).toString('hex')],
		['HEX', Buffer.from(text).toString('hex').toUpperCase()],
		['hex of UTF-16', Buffer.from(text, 'utf16le').toString('hex')],
		...base64(Buffer.from(text), 'base64'),
		...base64(Buffer.from(text, 'utf16le'), 'base64 of UTF-16')
	];
	const forms = texts.flatMap(([name, shape]) => [
		{ name: `${name}, UTF-8`, bytes: Buffer.from(shape) },
		{ name: `${name}, UTF-16LE`, bytes: Buffer.from(shape, 'utf16le') },
		// Keys and names in IndexedDB's files.
		{ name: `${name}, UTF-16BE`, bytes: Buffer.from(shape, 'utf16le').swap16() },
		{ name: `${name}, Latin-1`, bytes: Buffer.from(shape, 'latin1') }
	]);
	const distinct = new Map(forms.map((form) => [form.bytes.toString('hex'), form]));
	return [...distinct.values()];
}

function asciiJson(text: string): string {
	const escaped = JSON.stringify(text).slice(1, -1);
	return escaped.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Base64 depends on where in a group of three the text begins: what stays the same of each alignment, in both alphabets. */
function base64(bytes: Buffer, name: string): [string, string][] {
	return [0, 1, 2].flatMap((offset) => {
		const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
		const first = Math.ceil((offset * 8) / 6);
		const whole = Math.floor(((offset + bytes.length) * 8) / 6);
		const stable = encoded.slice(first, whole);
		const urlSafe = stable.replaceAll('+', '-').replaceAll('/', '_');
		return [
			[`${name}, alignment ${offset}`, stable],
			[`${name} for URLs, alignment ${offset}`, urlSafe]
		] satisfies [string, string][];
	});
}
