/** The list of a build's files, and who signed it, as README.md of this folder says. */
import { signsRelease } from '../crypto/release-signature.ts';

export const MANIFEST = 'release.json';
export const SIGNATURE = 'release-signature.json';
const FORMAT = 1;

export interface Release {
	/** A hash of the sources. */
	version: string;
	/** The path it was built for, '' at the root of an origin. */
	base: string;
	/** The commit it was made from, where whoever built it named one. */
	source?: string;
	/** SHA-256 in hexadecimal by name of file, with `/` between folders. */
	files: ReadonlyMap<string, string>;
}

/** `wrong`: there is one, and it is not of this list. */
export type Signed = { by: string } | 'unsigned' | 'wrong';

/** Undefined where it is cut off, or no such list. */
export function readRelease(bytes: Uint8Array): Release | undefined {
	const read = readJson(bytes);
	if (read?.format !== FORMAT || typeof read.files !== 'object' || read.files === null) return undefined;
	const { version, base, source } = read;
	if (typeof version !== 'string' || version.length > 100 || typeof base !== 'string') return undefined;
	const files = Object.entries(read.files);
	if (files.length === 0 || !files.every(([name, hash]) => isName(name) && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)))
		return undefined;
	return {
		version,
		base,
		...(typeof source === 'string' && { source: source.slice(0, 100) }),
		files: new Map(files as [string, string][])
	};
}

/** @param list the bytes of the list as they came @param bytes of the file beside it; none is as good as a wrong one: every build has it */
export function readSignature(list: Uint8Array, bytes: Uint8Array | undefined): Signed {
	const read = bytes && readJson(bytes);
	if (read?.format !== FORMAT) return 'wrong';
	const { key, signature } = read;
	if (key === null && signature === null) return 'unsigned';
	if (typeof key !== 'string' || typeof signature !== 'string') return 'wrong';
	return signsRelease(fromBase64(key), list, fromBase64(signature)) ? { by: key } : 'wrong';
}

/** The path by which a file is asked for: /a for a.html, / for index.html. The fallback shows any route and goes by its name. */
export function servedAs(name: string): string {
	return name === '404.html' ? `/${name}` : `/${name}`.replace(/\/index\.html$/, '/').replace(/\.html$/, '');
}

function isName(name: string): boolean {
	return name !== '' && name.split('/').every((part) => part !== '' && part !== '..' && part !== '.');
}

function readJson(bytes: Uint8Array): Record<string, unknown> | undefined {
	try {
		const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
		return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** Of nothing that can be one: no bytes. */
function fromBase64(text: string): Uint8Array {
	try {
		return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
	} catch {
		return new Uint8Array(0);
	}
}
