/**
 * What the secret in a client's link leads to. The relay sees the id alone and cannot go back from it.
 *
 *     secret = 32 random bytes, in the link's fragment             context "wb1clink"
 *              -> 1 id: where the relay keeps the package
 *              -> 2 outer key
 *              -> 3 what the root is made of; with a passphrase, Argon2id of it goes in
 *     root   = BLAKE2b-256("wb1/client-open" ‖ 3) or BLAKE2b-256("wb1/client-phrase" ‖ 3 ‖ Argon2id(passphrase, salt))
 *              context "wb1share" -> 1 inner key, -> 2 answer key
 *
 * Two layers around a package tell a wrong passphrase (the outer opens, the inner does not) from a damaged one, for who has the link and for nobody else:
 * the relay can try no passphrase. Salt and cost come from the secret and from here, so that no relay chooses what a reader's device stretches. The cost is the
 * least a profile has, because nobody knows which telephone the reader holds: an unusually strong sender's device must not make a link that it cannot open.
 * The passphrase is kept nowhere; the sender's devices keep the root, and so can replace the package and read answers.
 */
import { hashOf32, kdfKey, type AeadKey, type Hash32, type KdfKey } from './brands.ts';
import { deriveKey, hash16, hash32 } from './derive.ts';
import { FLOOR, stretch, type KdfParams } from './passphrase.ts';
import { randomBytes } from './random.ts';
import { wipe } from './wipe.ts';

export const CLIENT_SECRET = 32;
const FROM_SECRET = 'wb1clink';
const FROM_ROOT = 'wb1share';

export interface ClientKeys {
	/** The package's address at the relay. */
	id: Hash32;
	outer: AeadKey;
	inner: AeadKey;
	/** Seals answers against the relay; every holder of the link has it. */
	answer: AeadKey;
}

export function newClientSecret(): Uint8Array {
	return randomBytes(CLIENT_SECRET);
}

/** Takes as long as unlocking a profile when there is a passphrase. Throws on an empty one: a link that needs none is another link. */
export function clientRoot(secret: Uint8Array, passphrase?: string): KdfKey {
	if (passphrase === undefined) return kdfKey(hash32('wb1/client-open', baseOf(secret)));
	if (passphrase === '') throw new RangeError('a passphrase has at least one character');
	return stretchedRoot(secret, stretch(passphrase, phraseParams(secret)));
}

/** For who stretches elsewhere: `stretchedRoot` takes what comes of it. */
export function phraseParams(secret: Uint8Array): KdfParams {
	return { alg: 'argon2id13', ...FLOOR, salt: hash16('wb1/client-salt', secret) };
}

/** @param stretched is wiped */
export function stretchedRoot(secret: Uint8Array, stretched: Uint8Array): KdfKey {
	const base = baseOf(secret);
	const root = kdfKey(hash32('wb1/client-phrase', base, stretched));
	wipe(base, stretched);
	return root;
}

function baseOf(secret: Uint8Array): Uint8Array {
	return deriveKey(kdfKey(secret), 3, FROM_SECRET);
}

export function clientKeys(secret: Uint8Array, root: KdfKey): ClientKeys {
	const from = kdfKey(secret);
	return {
		id: packageIdOf(secret),
		outer: deriveKey(from, 2, FROM_SECRET),
		inner: deriveKey(root, 1, FROM_ROOT),
		answer: deriveKey(root, 2, FROM_ROOT)
	};
}

/** Known before any passphrase is typed. */
export function packageIdOf(secret: Uint8Array): Hash32 {
	return hashOf32(deriveKey(kdfKey(secret), 1, FROM_SECRET));
}
