/**
 * Links that hold a secret: an address of this app with everything in the fragment, which no server is sent.
 *
 *     <app>/client#<base64url of: version 1 ‖ flags 1 ‖ secret 32 ‖ check 4 ‖ relay's origin, nothing where it is the page's own>   of one document
 *     <app>/share#<base64url of: version 1 ‖ parts 1 ‖ secret 32 ‖ check 4 ‖ relay's origin, likewise>                              of a period
 *
 * The check finds a link that lost its end on the way, or a letter in it, so that nobody is told his document is gone when his mail program broke the line.
 * It is another one for each kind: a link opened on the other's page is damaged there.
 */
import { CLIENT_SECRET } from '../crypto/client-link.ts';
import { hash16, utf8 } from '../crypto/derive.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import { MOST_PARTS } from './period-parts.ts';

const VERSION = 1;
const PASSPHRASE = 1;
const CHECK = 4;
const HEAD = 2 + CLIENT_SECRET;
const FIXED = HEAD + CHECK;
const LONGEST = 2048;
const FORM = /^[\w-]+$/;

interface SecretLink {
	secret: Uint8Array;
	/** Origin of the relay; absent: the page's own. */
	relay?: string;
}
export interface ClientLink extends SecretLink {
	/** The reader has to type what the sender told him. */
	passphrase: boolean;
}
export interface PeriodLink extends SecretLink {
	/** In so many the books lie at the relay. */
	parts: number;
}
type Kind = 'wb1/client-check' | 'wb1/period-check';

/** @param page address of the client's page, without a fragment */
export function clientLink(page: string, { passphrase, ...link }: ClientLink): string {
	return address('wb1/client-check', page, passphrase ? PASSPHRASE : 0, link);
}

/** From an address or its fragment. `newer`: made by a newer version of the app. `damaged`: no whole link. */
export function readClientLink(text: string): ClientLink | 'newer' | 'damaged' {
	const read = readAddress('wb1/client-check', text, PASSPHRASE);
	return typeof read === 'string' ? read : { ...read.link, passphrase: read.said === PASSPHRASE };
}

/** @param page address of the page for periods, without a fragment */
export function periodLink(page: string, { parts, ...link }: PeriodLink): string {
	if (!(parts >= 1 && parts <= MOST_PARTS)) throw new RangeError(`a period has 1 to ${MOST_PARTS} parts`);
	return address('wb1/period-check', page, parts, link);
}

/** As `readClientLink`. */
export function readPeriodLink(text: string): PeriodLink | 'newer' | 'damaged' {
	const read = readAddress('wb1/period-check', text, MOST_PARTS);
	if (typeof read === 'string') return read;
	return read.said === 0 ? 'damaged' : { ...read.link, parts: read.said };
}

function address(kind: Kind, page: string, said: number, { secret, relay = '' }: SecretLink): string {
	if (secret.length !== CLIENT_SECRET) throw new RangeError(`the secret of a link has ${CLIENT_SECRET} bytes`);
	const origin = utf8(relay);
	const bytes = new Uint8Array(FIXED + origin.length);
	bytes.set([VERSION, said]);
	bytes.set(secret, 2);
	bytes.set(origin, FIXED);
	bytes.set(checkOf(kind, bytes), HEAD);
	return `${page}#${toBase64(bytes)}`;
}

/** @param most what the second byte can say in this version */
function readAddress(kind: Kind, text: string, most: number): { link: SecretLink; said: number } | 'newer' | 'damaged' {
	const encoded = text.slice(text.indexOf('#') + 1).trim();
	if (encoded.length > LONGEST || !FORM.test(encoded)) return 'damaged';
	try {
		const bytes = fromBase64(encoded);
		if (bytes[0]! > VERSION) return 'newer';
		if (bytes[0] !== VERSION || bytes.length < FIXED || !checkOf(kind, bytes).every((byte, i) => byte === bytes[HEAD + i]))
			return 'damaged';
		if (bytes[1]! > most) return 'newer';
		const relay = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(FIXED));
		if (relay !== '' && !isOrigin(relay)) return 'damaged';
		return { link: { secret: bytes.slice(2, HEAD), ...(relay && { relay }) }, said: bytes[1]! };
	} catch {
		return 'damaged';
	}
}

/** Of everything but itself. */
function checkOf(kind: Kind, bytes: Uint8Array): Uint8Array {
	return hash16(kind, bytes.subarray(0, HEAD), bytes.subarray(FIXED)).subarray(0, CHECK);
}

function isOrigin(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
