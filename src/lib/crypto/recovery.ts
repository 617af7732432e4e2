/**
 * The recovery code: 160 random bits on paper. Strong enough to need no stretching, and the only other way in.
 *
 *     code = 8 groups of four Crockford base32 symbols, and a ninth that catches mistyping (20 bits of BLAKE2b; no secret, no strength)
 *     seed = BLAKE2b-256("wb1/recovery" ‖ 20 bytes)
 *     seed -> 1 the slot that opens the device's master key, 2 the workspace pairs; context "wb1recov"
 *     pair = Ed25519, X25519 from BLAKE2b-256("wb1/pair-sign" | "wb1/pair-box" ‖ subkey 2 ‖ wsId)
 */
import { fromBase32, toBase32, typedSymbols } from './base32.ts';
import { boxPublic, boxSecret, kdfKey, type AeadKey, type KdfKey } from './brands.ts';
import { deriveKey, hash32 } from './derive.ts';
import { deviceKeys, signPairFrom, type DeviceKeys } from './device.ts';
import { randomBytes } from './random.ts';
import { sodium } from './sodium.ts';
import { wipe } from './wipe.ts';

const SECRET = 20;
const GROUP = 4;
const SYMBOLS = (SECRET * 8) / 5;
const CONTEXT = 'wb1recov';

export function newRecoveryCode(): string {
	const secret = randomBytes(SECRET);
	try {
		return formatRecoveryCode(secret);
	} finally {
		wipe(secret);
	}
}

/** The 20 secret bytes, or undefined when this is no code or was mistyped. Case, spaces, dashes and O, I, L for 0, 1, 1 do not matter. */
export function parseRecoveryCode(text: string): Uint8Array | undefined {
	const symbols = typedSymbols(text);
	if (symbols.length !== SYMBOLS + GROUP) return undefined;
	const secret = fromBase32(symbols.slice(0, SYMBOLS));
	return secret && symbols.slice(SYMBOLS) === checkGroup(secret) ? secret : undefined;
}

export function formatRecoveryCode(secret: Uint8Array): string {
	return (toBase32(secret) + checkGroup(secret)).match(/.{4}/g)!.join('-');
}

export function recoverySeed(secret: Uint8Array): KdfKey {
	if (secret.length !== SECRET) throw new RangeError('a recovery code has 20 bytes');
	return kdfKey(hash32('wb1/recovery', secret));
}

export function recoverySlotKey(seed: KdfKey): AeadKey {
	return deriveKey(seed, 1, CONTEXT);
}

/** The same pair whenever it is asked for: it needs nothing but the code and the workspace. */
export function recoveryPair(seed: KdfKey, wsId: Uint8Array): DeviceKeys {
	const root = deriveKey(seed, 2, CONTEXT);
	const signSeed = hash32('wb1/pair-sign', root, wsId);
	const boxSeed = hash32('wb1/pair-box', root, wsId);
	const box = sodium().crypto_box_seed_keypair(boxSeed);
	const keys = deviceKeys(signPairFrom(signSeed), { publicKey: boxPublic(box.publicKey), secretKey: boxSecret(box.privateKey) });
	wipe(root, signSeed, boxSeed);
	return keys;
}

function checkGroup(secret: Uint8Array): string {
	return toBase32(hash32('wb1/code-check', secret)).slice(0, GROUP);
}
