/**
 * What the QR code says. It is an address of this app with everything in the fragment, which no server sees, so that the camera of a phone opens
 * the right page by itself; the page takes it out of the address first thing.
 *
 *     <app>/join#w<base64url of: version 1 ‖ secret 26 (ASCII) ‖ wsId 16 ‖ n 6 ‖ R 32 ‖ relay's origin>
 */
import { utf8 } from '../../crypto/derive.ts';
import { PAIRING_SYMBOLS, parsePairingSecret } from '../../crypto/pairing.ts';
import { fromBase64, toBase64 } from '../base64.ts';

const VERSION = 1;
const MARK = '#w';
const FIXED = 1 + PAIRING_SYMBOLS + 16 + 6 + 32;
const LONGEST = 2048;

export interface Invitation {
	secret: string;
	wsId: Uint8Array;
	n: number;
	R: Uint8Array;
	relay: string;
}

/** @param page address of the join page, without a fragment */
export function invitationLink(page: string, { secret, wsId, n, R, relay }: Invitation): string {
	const host = utf8(relay);
	const bytes = new Uint8Array(FIXED + host.length);
	bytes[0] = VERSION;
	bytes.set(utf8(secret), 1);
	bytes.set(wsId, 27);
	const view = new DataView(bytes.buffer);
	view.setUint16(43, Math.floor(n / 2 ** 32));
	view.setUint32(45, n % 2 ** 32);
	bytes.set(R, 49);
	bytes.set(host, FIXED);
	return page + MARK + toBase64(bytes);
}

/** From a scanned text, an address or its fragment. `newer`: made by a newer version of the app. */
export function readInvitation(text: string): Invitation | 'newer' | undefined {
	const at = text.indexOf(MARK);
	if (at < 0 || text.length > LONGEST) return undefined;
	try {
		const bytes = fromBase64(text.slice(at + MARK.length).trim());
		if (bytes.length > 0 && bytes[0]! > VERSION) return 'newer';
		const secret = parsePairingSecret(new TextDecoder().decode(bytes.subarray(1, 27)));
		if (bytes[0] !== VERSION || bytes.length <= FIXED || !secret) return undefined;
		const view = new DataView(bytes.buffer);
		return {
			secret,
			wsId: bytes.slice(27, 43),
			n: view.getUint16(43) * 2 ** 32 + view.getUint32(45),
			R: bytes.slice(49, FIXED),
			relay: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(FIXED))
		};
	} catch {
		return undefined;
	}
}
