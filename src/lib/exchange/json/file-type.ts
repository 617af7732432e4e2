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
	return TYPES.find(([, start]) => start.every((byte, at) => byte === undefined || bytes[at] === byte))?.[0];
}

function ascii(text: string): number[] {
	return [...text].map((character) => character.charCodeAt(0));
}
