/**
 * The link by which somebody is invited: an address of this app with everything in the fragment, which no server sees. The page takes it out of the
 * address first thing, and does nothing before a person says so: who only fetches the page, as chat programs do, uses nothing up.
 *
 *     <app>/join#i<base64url of: version 1 ‖ role 1 ‖ secret 32 ‖ wsId 16 ‖ n 6 ‖ R 32 ‖ relay's origin>
 *
 * n and R are where the log stood when it was made: the new member is content with no log that lacks them. A pairing code begins with #w.
 */
import { utf8 } from '../crypto/derive.ts';
import { INVITE_SECRET, type InvitedRole } from '../crypto/invitation.ts';
import { fromBase64, toBase64 } from './base64.ts';

const VERSION = 1;
const MARK = '#i';
const FIXED = 1 + 1 + INVITE_SECRET + 16 + 6 + 32;
const LONGEST = 2048;
const ROLES: readonly InvitedRole[] = ['r', 'w', 'a'];

export interface TeamLink {
	secret: Uint8Array;
	wsId: Uint8Array;
	/** Viewer, editor or admin. */
	role: InvitedRole;
	n: number;
	R: Uint8Array;
	/** Origin of the relay, as the inviting device dials it. */
	relay: string;
}

/** @param page address of the join page, without a fragment */
export function teamLink(page: string, { secret, wsId, role, n, R, relay }: TeamLink): string {
	const host = utf8(relay);
	const bytes = new Uint8Array(FIXED + host.length);
	bytes.set([VERSION, ROLES.indexOf(role) + 1]);
	bytes.set(secret, 2);
	bytes.set(wsId, 34);
	const view = new DataView(bytes.buffer);
	view.setUint16(50, Math.floor(n / 2 ** 32));
	view.setUint32(52, n % 2 ** 32);
	bytes.set(R, 56);
	bytes.set(host, FIXED);
	return page + MARK + toBase64(bytes);
}

/** From a pasted text, an address or its fragment. `newer`: made by a newer version of the app. Undefined for anything else, a pairing code too. */
export function readTeamLink(text: string): TeamLink | 'newer' | undefined {
	const at = text.indexOf(MARK);
	if (at < 0 || text.length > LONGEST) return undefined;
	try {
		const bytes = fromBase64(text.slice(at + MARK.length).trim());
		if (bytes.length > 0 && bytes[0]! > VERSION) return 'newer';
		const role = ROLES[bytes[1]! - 1];
		if (bytes[0] !== VERSION || bytes.length <= FIXED || !role) return undefined;
		const view = new DataView(bytes.buffer, bytes.byteOffset);
		return {
			secret: bytes.slice(2, 34),
			wsId: bytes.slice(34, 50),
			role,
			n: view.getUint16(50) * 2 ** 32 + view.getUint32(52),
			R: bytes.slice(56, FIXED),
			relay: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(FIXED))
		};
	} catch {
		return undefined;
	}
}
