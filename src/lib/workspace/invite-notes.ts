/**
 * What stands sealed in INVITE and JOIN. Each begins with its version, and is short: the log takes no long ones.
 *
 *     INVITE, under the epoch's data key       = version 1 ‖ note key 32 ‖ whom it is for
 *     JOIN, under the invitation's note key    = version 1 ‖ nameLength 2 ‖ name ‖ deviceLength 2 ‖ device's name ‖ relay host dialled
 */
import { aeadKey, type AeadKey } from '../crypto/brands.ts';
import { concat, utf8 } from '../crypto/derive.ts';

const VERSION = 1;
/** Characters. */
const LONGEST_NAME = 64;

export interface InviteNote {
	noteKey: AeadKey;
	/** Whom the inviting member meant it for. */
	name: string;
}
/** What who joins says of himself. Signed with the invitation's key, and believed by an admin once the words were compared. */
export interface Introduction {
	name: string;
	/** What he calls the device. */
	device: string;
	relayHost: string;
}

export function encodeInviteNote({ noteKey, name }: InviteNote): Uint8Array {
	return concat([Uint8Array.of(VERSION), noteKey, utf8(short(name))]);
}

export function decodeInviteNote(bytes: Uint8Array): InviteNote | undefined {
	if (bytes[0] !== VERSION || bytes.length < 33) return undefined;
	const name = text(bytes.subarray(33));
	return name === undefined ? undefined : { noteKey: aeadKey(bytes.slice(1, 33)), name };
}

export function encodeIntroduction({ name, device, relayHost }: Introduction): Uint8Array {
	const [first, second] = [utf8(short(name)), utf8(short(device))];
	return concat([Uint8Array.of(VERSION), length(first), first, length(second), second, utf8(relayHost)]);
}

export function decodeIntroduction(bytes: Uint8Array): Introduction | undefined {
	if (bytes[0] !== VERSION || bytes.length < 5) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const nameEnd = 3 + view.getUint16(1);
	if (nameEnd + 2 > bytes.length) return undefined;
	const deviceEnd = nameEnd + 2 + view.getUint16(nameEnd);
	if (deviceEnd > bytes.length) return undefined;
	const [name, device, relayHost] = [bytes.subarray(3, nameEnd), bytes.subarray(nameEnd + 2, deviceEnd), bytes.subarray(deviceEnd)].map(
		text
	);
	if (name === undefined || device === undefined || relayHost === undefined) return undefined;
	return { name: short(name), device: short(device), relayHost };
}

function short(name: string): string {
	return [...name.trim()].slice(0, LONGEST_NAME).join('');
}

function length(bytes: Uint8Array): Uint8Array {
	return Uint8Array.of(bytes.length >> 8, bytes.length & 255);
}

function text(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
