/**
 * [Note: key header] The one row of a device that is not sealed, because it is what opens everything else:
 *
 *     header = JSON { v, slots: Slot[], body, check }
 *     slot   = see [Note: slots]
 *     body   = the device's secrets, sealed under a key of the master key, with all slots as associated data
 *     check  = BLAKE2b-256 over the rest: finds damage before a passphrase is asked for; a forger can recompute it, and then fails at `wrapped` or `body`
 *     v      = 2 where a passkey has a part in a slot, else 1: a program that knows no passkeys says that it is too old, and not that the header was tampered with
 *
 * Bytes are base64url.
 */
import type { AeadKey, KdfKey } from '../crypto/brands.ts';
import { deriveKey, hash32, utf8 } from '../crypto/derive.ts';
import { open, seal } from '../crypto/seal.ts';
import type { ErrorCode } from '../worker-api.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { slotsData, slotsFault, type Slot } from './slots.ts';

const NEWEST = 2;

export interface Header {
	v: 1 | 2;
	slots: Slot[];
	body: string;
	check: string;
}

/** What only the unlocked device knows of itself. */
export interface DeviceSecrets {
	workspaces: WorkspaceSecrets[];
	/** The one opened at unlock. */
	current: string;
	/** Seed behind the recovery code, so that every workspace lists the same recovery device. */
	recoverySeed: string;
	/** The recovery code itself, only until it was typed back once: a kit that nobody has copied can be shown again. */
	pendingKit?: string;
	/** Calendar date on which the recovery code was last typed and found right. */
	drilled?: string;
	/** By slot id. */
	slots?: Record<string, SlotSecrets>;
	/** Books it has asked to join, until somebody has answered. */
	joining?: JoiningSecrets[];
}

/** What is known of a slot by nobody but the unlocked device. */
export interface SlotSecrets {
	/** What the person calls the passkey. */
	name?: string;
	/** Calendar date on which it last opened this device. */
	used?: string;
	/** Of a passkey that is asked for together with the passphrase: the hash of its PRF, so that the passphrase can be changed without it. */
	passkey?: string;
}

export interface WorkspaceSecrets {
	/** Hexadecimal workspace id. */
	id: string;
	/** The business's name, so that a workspace that is not open can be told from the others. */
	name: string;
	memberId: string;
	sample: boolean;
	/** Encoded device keys of this admission. */
	device: string;
	/** Seed of the recovery pair that is to admit this device, where it is not admitted yet. */
	admitBy?: string;
	/** The same seed, once it has: it still opens what was sealed to that pair (the secret of the issuer key). */
	cameBy?: string;
	/** Origin of the relay these books are synced through: "https://relay.example". Kept here and nowhere else. */
	relay?: string;
	/** What the relay asked for before it took new books. */
	relayToken?: string;
	/** Seed behind the recovery code these books list, where it is another than this device's own: they came by pairing to a device with books of its own. */
	kit?: string;
	/** Digest of the file of books they were read from. */
	readFrom?: string;
	/** Up to where the log must reach before this device may believe that it has all: what it was told when it was admitted. */
	joined?: { n: number; R: string };
}

/** What an invitation's link said, and what this device answers it with: kept, so that it can be closed and asks on with the same keys. */
export interface JoiningSecrets {
	/** Hexadecimal workspace id. */
	id: string;
	/** The most that was offered. */
	role: 'r' | 'w' | 'a';
	/** Origin of the relay. */
	relay: string;
	/** Of the link. */
	secret: string;
	/** Where the log stood with the invitation in it. */
	n: number;
	R: string;
	/** Encoded device keys of this admission. */
	device: string;
	memberId: string;
	/** What this person calls himself and the device. */
	name: string;
	called: string;
}

type Checked<T> = { ok: true; value: T } | { ok: false; code: ErrorCode };

export function parseHeader(bytes: Uint8Array): Checked<Header> {
	try {
		const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Header;
		if (typeof header.v === 'number' && header.v > NEWEST) return { ok: false, code: 'newer-version' };
		if (header.check !== checkOf(header) || !Array.isArray(header.slots) || header.v !== versionOf(header.slots)) {
			return { ok: false, code: 'header-tampered' };
		}
		const code = slotsFault(header.slots);
		return code ? { ok: false, code } : { ok: true, value: header };
	} catch {
		return { ok: false, code: 'header-tampered' };
	}
}

export function encodeHeader(slots: Slot[], master: KdfKey, secrets: DeviceSecrets): Uint8Array {
	const body = toBase64(seal(bodyKey(master), utf8(JSON.stringify(secrets)), slotsData(slots)));
	const unchecked = { v: versionOf(slots), slots, body };
	return utf8(JSON.stringify({ ...unchecked, check: checkOf(unchecked) }));
}

export function openBody(header: Header, master: KdfKey): Checked<DeviceSecrets> {
	const plain = open(bodyKey(master), fromBase64(header.body), slotsData(header.slots));
	if (!plain) return { ok: false, code: 'header-tampered' };
	return { ok: true, value: JSON.parse(new TextDecoder().decode(plain)) as DeviceSecrets };
}

function bodyKey(master: KdfKey): AeadKey {
	return deriveKey(master, 3, 'wb1headr');
}

function versionOf(slots: Slot[]): Header['v'] {
	return slots.some(({ passkey }) => passkey) ? 2 : 1;
}

function checkOf({ v, slots, body }: Pick<Header, 'v' | 'slots' | 'body'>): string {
	return toBase64(hash32('wb1/header', utf8(JSON.stringify([v, slots, body]))));
}
