/** A file inside an invoice (BT-125), on its way out. */

/** Undefined where it is no Base64. */
export function attachmentBytes(content: string): Uint8Array<ArrayBuffer> | undefined {
	try {
		return Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
	} catch {
		return undefined;
	}
}

const LONGEST = 120;

/** A name that says no folder and hides no ending: what turns the direction of writing is left out too. */
export function attachmentName(name: string, reference: string): string {
	const safe = (name || reference)
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
		.replace(/[/\\:*?"<>|]+/g, '-')
		.replace(/^[.\s-]+|[.\s]+$/g, '');
	const characters = [...safe];
	const kept = characters.length > LONGEST ? [...characters.slice(0, LONGEST - 20), ...characters.slice(-20)].join('') : safe;
	return kept === '' ? 'attachment' : kept;
}

/** The size of what Base64 stands for. */
export function attachmentSize(content: string): number {
	return Math.floor((content.length * 3) / 4) - (content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0);
}
