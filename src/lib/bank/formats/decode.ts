/**
 * The bytes of a file as text. Banks write UTF-8, UTF-16 from their Windows programs, or a page of their country without saying so; what is no
 * UTF-8 and says nothing else is read as Windows-1252, which holds ISO-8859-1 and lets a person see at once if it is another.
 */
import { decodeDos, isDosPage, looksLikeDos } from './dos.ts';
import { FileRefused } from './problem.ts';

export interface DecodedText {
	text: string;
	/** As `TextDecoder` calls it, or a page of DOS. */
	encoding: string;
}

/** Pages a person can choose where the guess is wrong. */
export const ENCODINGS = [
	'utf-8',
	'windows-1252',
	'iso-8859-15',
	'windows-1250',
	'windows-1251',
	'windows-1253',
	'windows-1254',
	'windows-1255',
	'windows-1256',
	'ibm850',
	'ibm852',
	'macintosh',
	'utf-16le',
	'utf-16be',
	'shift_jis',
	'gb18030'
] as const;

/** @param chosen by the person, over all that the file says */
export function decodeText(bytes: Uint8Array, chosen?: string): DecodedText {
	if (bytes.length === 0) throw new FileRefused('empty');
	refuseOtherFiles(bytes);
	const encoding = chosen ?? markedEncoding(bytes) ?? declaredEncoding(bytes) ?? guessedEncoding(bytes);
	const text = decodeAs(bytes, encoding);
	if (text.trim() === '') throw new FileRefused('empty');
	// eslint-disable-next-line no-control-regex -- no statement has them, a file that is no text does
	if (/[\0\x01-\x08\x0e-\x19]{2}/.test(text.slice(0, 4096)) || text.slice(0, 4096).includes('\0')) throw new FileRefused('not-text');
	return { text, encoding };
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
	if (isDosPage(encoding)) return decodeDos(bytes, encoding);
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		throw new FileRefused('wrong-encoding');
	}
}

/** Files that people take for a statement: what they are is said, with what to ask the bank for instead. */
function refuseOtherFiles(bytes: Uint8Array): void {
	const starts = (...head: number[]) => head.every((byte, index) => bytes[index] === byte);
	// A workbook is a zip archive whose first parts have these names.
	const head = String.fromCharCode(...bytes.subarray(0, 512));
	if (starts(0x50, 0x4b, 3, 4)) throw new FileRefused(/xl\/|\[Content_Types\]|mimetype/.test(head) ? 'spreadsheet' : 'archive');
	if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new FileRefused('spreadsheet');
	if (starts(0x25, 0x50, 0x44, 0x46)) throw new FileRefused('pdf');
	if (starts(0x1f, 0x8b) || starts(0x37, 0x7a, 0xbc, 0xaf) || starts(0x52, 0x61, 0x72, 0x21)) throw new FileRefused('archive');
}

function markedEncoding(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	// Without a mark: the text begins with ASCII, so each second byte is zero.
	const pairs = Math.min(bytes.length >> 1, 16);
	let even = 0;
	let odd = 0;
	for (let at = 0; at < pairs; at++) {
		even += bytes[at * 2] === 0 ? 1 : 0;
		odd += bytes[at * 2 + 1] === 0 ? 1 : 0;
	}
	if (pairs >= 4 && odd >= pairs - 1 && even === 0) return 'utf-16le';
	if (pairs >= 4 && even >= pairs - 1 && odd === 0) return 'utf-16be';
	return undefined;
}

/** What the head of an XML or OFX file says, where this browser knows it. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
	const head = String.fromCharCode(...bytes.subarray(0, 1024));
	const xml = /<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
	if (xml) return known(xml);
	if (!/OFXHEADER\s*:/i.test(head)) return undefined;
	const encoding = /^\s*ENCODING\s*:\s*([\w-]+)/im.exec(head)?.[1]?.toUpperCase();
	const charset = /^\s*CHARSET\s*:\s*([\w-]+)/im.exec(head)?.[1]?.toUpperCase();
	if (encoding === 'UNICODE' || encoding === 'UTF-8' || charset === 'UTF-8') return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
	if (charset && /^\d{4}$/.test(charset)) return isUtf8(bytes) ? 'utf-8' : known(`windows-${charset}`);
	return charset && charset !== 'NONE' ? known(charset) : undefined;
}

/** A page it says of itself but is not written in is corrected, where the bytes prove it. */
function known(label: string): string | undefined {
	try {
		return new TextDecoder(label).encoding;
	} catch {
		return undefined;
	}
}

function guessedEncoding(bytes: Uint8Array): string {
	if (isUtf8(bytes)) return 'utf-8';
	// Only MT940 is as old as that; elsewhere a name like "Dušan" would be taken for one of DOS.
	const isSwift = /(^|[\n:])\s*:20:/.test(String.fromCharCode(...bytes.subarray(0, 4096)));
	return isSwift && looksLikeDos(bytes) ? 'ibm850' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}
