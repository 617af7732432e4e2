/** What a stored file is, by its first bytes: nothing else says it. */
import type { FileElement } from './format.ts';

const TYPES: readonly (readonly [FileElement['type'], readonly (number | undefined)[]])[] = [
	['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
	['image/jpeg', [0xff, 0xd8, 0xff]],
	['image/webp', [...ascii('RIFF'), undefined, undefined, undefined, undefined, ...ascii('WEBP')]],
	['application/pdf', ascii('%PDF-')]
];

/** Undefined for what no record holds. */
export function fileType(bytes: Uint8Array): FileElement['type'] | undefined {
	return (
		TYPES.find(([, start]) => start.every((byte, at) => byte === undefined || bytes[at] === byte))?.[0] ??
		(isXml(bytes) ? 'application/xml' : undefined)
	);
}

/** What was read as an e-invoice: a mark of UTF-8 and blanks, then what may begin an element, a comment or the declaration. */
function isXml(bytes: Uint8Array): boolean {
	return /^(\u00ef\u00bb\u00bf)?[\t\n\r ]*<[?!:A-Z_a-z\u0080-\u00ff]/.test(String.fromCharCode(...bytes.subarray(0, 1024)));
}

function ascii(text: string): number[] {
	return [...text].map((character) => character.charCodeAt(0));
}
