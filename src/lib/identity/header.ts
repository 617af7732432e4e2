/**
 * [Note: key header] The one row of a device that is not sealed, because it is what opens everything else:
 *
 *     header = JSON { v: 1, slots: Slot[], body, check }
 *     slot   = { id, kind, made, kdf?, wrapped }      wrapped = device master key sealed under the slot's key
 *     body   = the device's secrets, sealed under a key of the master key, with all slots as associated data
 *     check  = BLAKE2b-256 over the rest: finds damage before a passphrase is asked for; a forger can recompute it, and then fails at `wrapped` or `body`
 *
 * Each `wrapped` has the slot's own public fields as associated data, so parameters cannot be swapped under it. Bytes are base64url.
 */
import { kdfKey, type AeadKey, type KdfKey } from '../crypto/brands.ts';
import { deriveKey, hash32, utf8 } from '../crypto/derive.ts';
import { checkParams, type KdfParams } from '../crypto/passphrase.ts';
import { open, seal } from '../crypto/seal.ts';
import type { ErrorCode } from '../worker-api.ts';

export interface Slot {
	id: string;
	kind: 'passphrase' | 'recovery';
	/** Calendar date. */
	made: string;
	/** Of a passphrase slot. */
	kdf?: { ops: number; mem: number; salt: string };
	wrapped: string;
}

export interface Header {
	v: 1;
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
}

type Checked<T> = { ok: true; value: T } | { ok: false; code: ErrorCode };

export function parseHeader(bytes: Uint8Array): Checked<Header> {
	let header: Header;
	try {
		header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Header;
		if (typeof header.v === 'number' && header.v > 1) return { ok: false, code: 'newer-version' };
		if (header.v !== 1 || header.check !== checkOf(header) || !Array.isArray(header.slots)) return { ok: false, code: 'header-tampered' };
	} catch {
		return { ok: false, code: 'header-tampered' };
	}
	const hostile = header.slots.some((slot) => slot.kind === 'passphrase' && (!slot.kdf || checkParams(kdfParams(slot.kdf)) !== 'ok'));
	return hostile ? { ok: false, code: 'kdf-out-of-bounds' } : { ok: true, value: header };
}

export function encodeHeader(slots: Slot[], master: KdfKey, secrets: DeviceSecrets): Uint8Array {
	const body = toBase64(seal(bodyKey(master), utf8(JSON.stringify(secrets)), slotsData(slots)));
	const unchecked = { v: 1 as const, slots, body };
	return utf8(JSON.stringify({ ...unchecked, check: checkOf(unchecked) }));
}

export function openBody(header: Header, master: KdfKey): Checked<DeviceSecrets> {
	const plain = open(bodyKey(master), fromBase64(header.body), slotsData(header.slots));
	if (!plain) return { ok: false, code: 'header-tampered' };
	return { ok: true, value: JSON.parse(new TextDecoder().decode(plain)) as DeviceSecrets };
}

export function makeSlot(fields: Omit<Slot, 'wrapped'>, key: AeadKey, master: KdfKey): Slot {
	return { ...fields, wrapped: toBase64(seal(key, master, slotData(fields))) };
}

/** The master key, or undefined when the key is not this slot's (a wrong passphrase) or the slot was changed. */
export function openSlot(slot: Slot, key: AeadKey): KdfKey | undefined {
	const master = open(key, fromBase64(slot.wrapped), slotData(slot));
	return master && kdfKey(master);
}

export function kdfParams(kdf: NonNullable<Slot['kdf']>): KdfParams {
	return { alg: 'argon2id13', ops: kdf.ops, mem: kdf.mem, salt: fromBase64(kdf.salt) };
}

export function toBase64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replace(/=+$/, '');
}

/** Throws on what is not base64url. */
export function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function bodyKey(master: KdfKey): AeadKey {
	return deriveKey(master, 3, 'wb1headr');
}

function slotData({ id, kind, made, kdf }: Omit<Slot, 'wrapped'>): Uint8Array {
	return utf8(JSON.stringify(['wb1/slot', id, kind, made, kdf ? [kdf.ops, kdf.mem, kdf.salt] : null]));
}

function slotsData(slots: Slot[]): Uint8Array {
	return utf8(JSON.stringify(['wb1/slots', ...slots.map((slot) => [slot.id, slot.kind, slot.made, slot.kdf ?? null, slot.wrapped])]));
}

function checkOf({ v, slots, body }: Pick<Header, 'v' | 'slots' | 'body'>): string {
	return toBase64(hash32('wb1/header', utf8(JSON.stringify([v, slots, body]))));
}
