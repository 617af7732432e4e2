/**
 * A client's link: an address of this app with everything in the fragment, which no server is sent.
 *
 *     <app>/client#<base64url of: version 1 ‖ flags 1 ‖ secret 32 ‖ check 4 ‖ relay's origin, nothing where it is the page's own>
 *
 * The check finds a link that lost its end on the way, or a letter in it, so that nobody is told his document is gone when his mail program broke the line.
 */
import { CLIENT_SECRET } from '../crypto/client-link.ts';
import { hash16, utf8 } from '../crypto/derive.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';

const VERSION = 1;
const PASSPHRASE = 1;
const CHECK = 4;
const HEAD = 2 + CLIENT_SECRET;
const FIXED = HEAD + CHECK;
const LONGEST = 2048;
const FORM = /^[\w-]+$/;

export interface ClientLink {
	secret: Uint8Array;
	/** The reader has to type what the sender told him. */
	passphrase: boolean;
	/** Origin of the relay; absent: the page's own. */
	relay?: string;
}

/** @param page address of the client's page, without a fragment */
export function clientLink(page: string, { secret, passphrase, relay = '' }: ClientLink): string {
	if (secret.length !== CLIENT_SECRET) throw new RangeError(`the secret of a link has ${CLIENT_SECRET} bytes`);
	const origin = utf8(relay);
	const bytes = new Uint8Array(FIXED + origin.length);
	bytes.set([VERSION, passphrase ? PASSPHRASE : 0]);
	bytes.set(secret, 2);
	bytes.set(origin, FIXED);
	bytes.set(checkOf(bytes), HEAD);
	return `${page}#${toBase64(bytes)}`;
}

/** From an address or its fragment. `newer`: made by a newer version of the app. `damaged`: no whole link. */
export function readClientLink(text: string): ClientLink | 'newer' | 'damaged' {
	const encoded = text.slice(text.indexOf('#') + 1).trim();
	if (encoded.length > LONGEST || !FORM.test(encoded)) return 'damaged';
	try {
		const bytes = fromBase64(encoded);
		if (bytes[0]! > VERSION) return 'newer';
		if (bytes[0] !== VERSION || bytes.length < FIXED || !checkOf(bytes).every((byte, i) => byte === bytes[HEAD + i])) return 'damaged';
		if (bytes[1]! > PASSPHRASE) return 'newer';
		const relay = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(FIXED));
		if (relay !== '' && !isOrigin(relay)) return 'damaged';
		return { secret: bytes.slice(2, HEAD), passphrase: bytes[1] === PASSPHRASE, ...(relay && { relay }) };
	} catch {
		return 'damaged';
	}
}

/** Of everything but itself. */
function checkOf(bytes: Uint8Array): Uint8Array {
	return hash16('wb1/client-check', bytes.subarray(0, HEAD), bytes.subarray(FIXED)).subarray(0, CHECK);
}

function isOrigin(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
