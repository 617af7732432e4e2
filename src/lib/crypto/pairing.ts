/**
 * The secret two devices of one person share for ten minutes: shown by one as a QR code or as 26 symbols, read by the other.
 *
 *     secret     = 26 Crockford base32 symbols, 130 random bits, taken as ASCII
 *     rendezvous = BLAKE2b-128("wb1/pairing-place" ‖ secret ‖ 0..2)   where the relay keeps their messages: says nothing of the secret
 *     root       = BLAKE2b-256("wb1/pairing-key" ‖ secret)            context "wb1pairg", one subkey a slot
 *     words      = BLAKE2b-256("wb1/pairing-words" ‖ transcript)      what both show
 *
 * Once both devices know each other's keys, what they say is signed: `sig 64 ‖ message`, over "wb1/pairing-letter" of the message's place and the
 * message. Further books of the same two devices have a round of their own, with places and keys of their own: its number follows the secret, and
 * the number of the place.
 *
 * With 130 bits nobody can try all secrets, so no password-authenticated exchange is needed. Who reads the code over a shoulder can take part in
 * the exchange: for that the words are compared. They are 64 bits of a hash over both devices' keys, and the new device sends its keys only after
 * it has the old one's, so that whoever stands between has to meet words that are already fixed.
 */
import { toBase32, typedSymbols } from './base32.ts';
import { kdfKey, type AeadKey, type BoxPublic, type Hash32, type Id16, type SignPublic } from './brands.ts';
import { boxOpen, boxSeal } from './box.ts';
import { concat, deriveKey, hash16, hash32, utf8 } from './derive.ts';
import type { BoxPair, SignPair } from './device.ts';
import { randomBytes } from './random.ts';
import { open, seal } from './seal.ts';
import { sign, verify } from './sign.ts';
import { fingerprintWords } from './words.ts';

export const PAIRING_SYMBOLS = 26;
const CONTEXT = 'wb1pairg';
const WORDS = 4;
const LETTER_DOMAIN = 'wb1/pairing-letter';
const SIGNATURE = 64;

/** Each message has a place of its own, with one writer: even from the old device, odd from the new one. A rendezvous has two slots, one a direction. */
export const SLOT = { offer: 0, request: 1, handOver: 2, kept: 3, same: 5 } as const;
export type Slot = number;

/** Of the letters with more keys of epochs than the hand-over holds. */
export function keysSlot(index: number): Slot {
	return 6 + 2 * index;
}

export interface PairingKeys {
	place(slot: Slot): Place;
	key(slot: Slot): AeadKey;
}
export interface Place {
	rendezvous: Id16;
	/** False: from the old device to the new one. */
	slot: boolean;
}

export function newPairingSecret(): string {
	// 17 bytes have 27 symbols and a bit; 26 of them are the 130 bits.
	return toBase32(randomBytes(17)).slice(0, PAIRING_SYMBOLS);
}

/** As it was typed or scanned; undefined when it cannot be one. */
export function parsePairingSecret(text: string): string | undefined {
	const symbols = typedSymbols(text);
	return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(symbols) ? symbols : undefined;
}

/** In groups, to be read out. */
export function formatPairingSecret(secret: string): string {
	return [secret.slice(0, 5), secret.slice(5, 10), secret.slice(10, 15), secret.slice(15, 20), secret.slice(20)].join('-');
}

/** @param round 0 is the pairing itself, others are further books of the same two devices */
export function pairingKeys(secret: string, round = 0): PairingKeys {
	const bytes = utf8(secret);
	if (bytes.length !== PAIRING_SYMBOLS) throw new RangeError('a pairing secret has 26 symbols');
	const which = round === 0 ? [] : [round];
	const root = kdfKey(hash32('wb1/pairing-key', bytes, Uint8Array.from(which)));
	const rendezvous = (slot: Slot) => hash16('wb1/pairing-place', bytes, Uint8Array.of(slot >> 1, ...which));
	return {
		place: (slot) => ({ rendezvous: rendezvous(slot), slot: (slot & 1) === 1 }),
		key: (slot) => deriveKey(root, slot + 1, CONTEXT)
	};
}

/** `bound` ties a message to what both have agreed on before it. */
export function sealMessage(keys: PairingKeys, slot: Slot, plain: Uint8Array, bound: Uint8Array = new Uint8Array(0)): Uint8Array {
	return seal(keys.key(slot), plain, messagePlace(keys, slot, bound));
}

/** Undefined for what another secret, another slot or another agreement sealed. */
export function openMessage(
	keys: PairingKeys,
	slot: Slot,
	sealed: Uint8Array,
	bound: Uint8Array = new Uint8Array(0)
): Uint8Array | undefined {
	return open(keys.key(slot), sealed, messagePlace(keys, slot, bound));
}

/** Said by one of the two devices: who has only read the code cannot say it. */
export function signMessage(writer: SignPair, keys: PairingKeys, slot: Slot, agreement: Hash32, message: Uint8Array): Uint8Array {
	return concat([sign(writer.secretKey, LETTER_DOMAIN, concat([messagePlace(keys, slot, agreement), message])), message]);
}

/** The message, when it was signed by that device for this place. */
export function signedMessage(
	writer: SignPublic,
	keys: PairingKeys,
	slot: Slot,
	agreement: Hash32,
	signed: Uint8Array
): Uint8Array | undefined {
	const message = signed.subarray(SIGNATURE);
	const isTheirs = verify(writer, LETTER_DOMAIN, concat([messagePlace(keys, slot, agreement), message]), signed.subarray(0, SIGNATURE));
	return isTheirs ? message : undefined;
}

/** For the new device's eyes, whoever else has read the code. */
export function sealToDevice(recipient: BoxPublic, plain: Uint8Array): Uint8Array {
	return boxSeal(recipient, plain);
}

export function openByDevice(pair: BoxPair, sealed: Uint8Array): Uint8Array | undefined {
	return boxOpen(pair, sealed);
}

export function transcriptHash(...fields: Uint8Array[]): Hash32 {
	return hash32('wb1/pairing-words', ...fields);
}

export function pairingWords(transcript: Hash32): string[] {
	return fingerprintWords(transcript, WORDS);
}

function messagePlace(keys: PairingKeys, slot: Slot, bound: Uint8Array): Uint8Array {
	return concat([utf8('wb1/pairing-message'), keys.place(slot).rendezvous, Uint8Array.of(slot), bound]);
}
