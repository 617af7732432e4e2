/**
 * [Note: slots] The ways to this device's master key: each slot holds it sealed under a key of its own.
 *
 * | kind       | what opens it                          | key                                     |
 * |---|---|---|
 * | passphrase | the passphrase                         | Argon2id(passphrase)                    |
 * | recovery   | the recovery code                      | subkey 1 of the recovery seed           |
 * | passkey    | a passkey alone                        | of its PRF, `crypto/passkey.ts`         |
 * | both       | the passphrase and a passkey, together | of both, `crypto/passkey.ts`            |
 *
 * A slot's public fields are the associated data of what it wraps, so that none can be changed under it. They name nobody: what the person
 * calls a passkey lies sealed in the header's body.
 */
import { kdfKey, type AeadKey, type KdfKey } from '../crypto/brands.ts';
import { utf8 } from '../crypto/derive.ts';
import { checkParams, type KdfParams } from '../crypto/passphrase.ts';
import { open, seal } from '../crypto/seal.ts';
import type { UnlockWays } from './api.ts';
import type { ErrorCode } from '../worker-api.ts';
import { fromBase64, toBase64 } from './base64.ts';

export interface SlotKdf {
	ops: number;
	mem: number;
	salt: string;
}
export interface SlotPasskey {
	/** The authenticator's id of the credential, base64url. */
	credential: string;
	/** What its PRF is asked with: 32 random bytes of this slot, base64url. */
	salt: string;
}
export interface Slot {
	id: string;
	kind: 'passphrase' | 'recovery' | 'passkey' | 'both';
	/** Calendar date. */
	made: string;
	/** Where a passphrase has a part. */
	kdf?: SlotKdf;
	/** Where a passkey has a part. */
	passkey?: SlotPasskey;
	wrapped: string;
}

const PARTS: Record<Slot['kind'], { kdf: boolean; passkey: boolean }> = {
	passphrase: { kdf: true, passkey: false },
	recovery: { kdf: false, passkey: false },
	passkey: { kdf: false, passkey: true },
	both: { kdf: true, passkey: true }
};
export const MOST_SLOTS = 32;
/** WebAuthn's own limit. */
const LONGEST_CREDENTIAL = 1023;
const PASSKEY_SALT = 32;

export function makeSlot(fields: Omit<Slot, 'wrapped'>, key: AeadKey, master: KdfKey): Slot {
	return { ...fields, wrapped: toBase64(seal(key, master, slotData(fields))) };
}

/** The master key, or undefined when the key is not this slot's (a wrong passphrase) or the slot was changed. */
export function openSlot(slot: Slot, key: AeadKey): KdfKey | undefined {
	const master = open(key, fromBase64(slot.wrapped), slotData(slot));
	return master && kdfKey(master);
}

export function kdfParams(kdf: SlotKdf): KdfParams {
	return { alg: 'argon2id13', ops: kdf.ops, mem: kdf.mem, salt: fromBase64(kdf.salt) };
}

/** What speaks against using these slots at all; undefined when nothing does. Computes nothing that a hostile header could make dear. */
export function slotsFault(slots: Slot[]): ErrorCode | undefined {
	const ids = new Set(slots.map(({ id }) => id));
	if (ids.size !== slots.length || slots.length > MOST_SLOTS) return 'header-tampered';
	for (const slot of slots) {
		const parts = Object.hasOwn(PARTS, slot.kind) ? PARTS[slot.kind] : undefined;
		if (!parts || !isText(slot.id, slot.made, slot.wrapped)) return 'header-tampered';
		if (parts.passkey !== (slot.passkey !== undefined) || (slot.passkey && !soundPasskey(slot.passkey))) return 'header-tampered';
		if (!parts.kdf && slot.kdf !== undefined) return 'header-tampered';
		if (parts.kdf && (!slot.kdf || checkParams(kdfParams(slot.kdf)) !== 'ok')) return 'kdf-out-of-bounds';
	}
	return undefined;
}

/** What the unlock form must know where a passphrase is not the only way; undefined where it is. */
export function unlockWays(slots: Slot[]): UnlockWays | undefined {
	const passkeys = slots.flatMap(({ kind, passkey }) => (passkey ? [{ ...passkey, together: kind === 'both' }] : []));
	return passkeys.length > 0 ? { passphrase: slots.some(({ kind }) => kind === 'passphrase'), passkeys } : undefined;
}

/** All that is public of the slots, for the body to be bound to them. */
export function slotsData(slots: Slot[]): Uint8Array {
	return utf8(JSON.stringify(['wb1/slots', ...slots.map((slot) => [...publicFields(slot), slot.wrapped])]));
}

function slotData(slot: Omit<Slot, 'wrapped'>): Uint8Array {
	const [id, kind, made, kdf, ...rest] = publicFields(slot);
	const costs = kdf as SlotKdf | null;
	return utf8(JSON.stringify(['wb1/slot', id, kind, made, costs ? [costs.ops, costs.mem, costs.salt] : null, ...rest]));
}

function publicFields({ id, kind, made, kdf, passkey }: Omit<Slot, 'wrapped'>): unknown[] {
	return [id, kind, made, kdf ?? null, ...(passkey ? [[passkey.credential, passkey.salt]] : [])];
}

function soundPasskey({ credential, salt }: SlotPasskey): boolean {
	if (!isText(credential, salt)) return false;
	const length = fromBase64(credential).length;
	return length > 0 && length <= LONGEST_CREDENTIAL && fromBase64(salt).length === PASSKEY_SALT;
}

function isText(...values: unknown[]): boolean {
	return values.every((value) => typeof value === 'string');
}
