/**
 * The secret in an invitation's link, and the words that show who answered it.
 *
 *     secret = 32 random bytes                     context "wb1inv__"
 *              -> 1 seed of the pair that signs the one JOIN (its public half stands in the log)
 *              -> 2 note key: seals what the joiner says of himself; given to all members with the invitation, who cannot join with it
 *     words  = BLAKE2b-256("wb1/inv-words" ‖ transcript), the first 96 bits
 *
 *     transcript = version 1 ‖ role 1 ‖ wsId 16 ‖ invitePk 32 ‖ memberId 16 ‖ joiner's signing key 32 ‖ joiner's box key 32 ‖ relay host
 *
 * Whoever got hold of the link can ask in the joiner's place, with keys of his own; then the words on the admin's device are not those on the joiner's. He
 * cannot make his words fit: they hang on keys the joiner draws and says to nobody before his JOIN is in the log, after which the link is used up. The host
 * is the one each of the two dialled, never one that was told.
 */
import { kdfKey, type AeadKey, type Id16 } from './brands.ts';
import { deriveKey, hash16, hash32, utf8 } from './derive.ts';
import { signPairFrom, type SignPair } from './device.ts';
import { randomBytes } from './random.ts';
import { wipe } from './wipe.ts';
import { fingerprintWords } from './words.ts';

export const INVITE_SECRET = 32;
const CONTEXT = 'wb1inv__';
const VERSION = 1;
const WORDS = 6;
/** As the log has them. */
const ROLES = ['r', 'w', 'a', 'o'] as const;
export type InvitedRole = (typeof ROLES)[number];

export interface InviteKeys {
	/** Under which the invitation's key writes. */
	id: Id16;
	sign: SignPair;
	note: AeadKey;
}
export interface JoinTranscript {
	/** The most the joiner can become, by the invitation. */
	role: InvitedRole;
	wsId: Uint8Array;
	invitePk: Uint8Array;
	memberId: Uint8Array;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	relayHost: string;
}

export function newInviteSecret(): Uint8Array {
	return randomBytes(INVITE_SECRET);
}

export function inviteKeys(secret: Uint8Array): InviteKeys {
	const root = kdfKey(secret);
	const seed = deriveKey(root, 1, CONTEXT);
	const sign = signPairFrom(seed);
	wipe(seed);
	return { id: hash16('wb1/inv-id', sign.publicKey), sign, note: deriveKey(root, 2, CONTEXT) };
}

export function joinWords({ role, wsId, invitePk, memberId, signPk, boxPk, relayHost }: JoinTranscript): string[] {
	const hash = hash32(
		'wb1/inv-words',
		Uint8Array.of(VERSION, ROLES.indexOf(role) + 1),
		sized(wsId, 16),
		sized(invitePk, 32),
		sized(memberId, 16),
		sized(signPk, 32),
		sized(boxPk, 32),
		utf8(relayHost)
	);
	return fingerprintWords(hash, WORDS);
}

function sized(bytes: Uint8Array, length: number): Uint8Array {
	if (bytes.length !== length) throw new RangeError(`a field of ${length} bytes was given ${bytes.length}`);
	return bytes;
}
