/**
 * What a client is given, sealed so that only the link opens it. It is replaced as a whole, under a version that counts up, when something about the
 * document changes; what was shown to be agreed to has a hash of its own (`shown`), which a new status leaves as it is.
 *
 *     package = seal(outer key, seal(inner key, plain)), each with the additional data id 32 ‖ version 4; the keys: crypto/client-link.ts
 *     plain   = format 1 ‖ device's signing key 32 ‖ signature 64 ‖ len4 shown ‖ len4 about ‖ zeros up to the step
 *     shown   = len4 JSON{document, files: [{name, type, size}]} ‖ the files
 *     about   = JSON{sender, status, asOf, answers, answerKey, language, expires, proof}
 *
 * The signature is over id ‖ version ‖ the two parts. The sizes of plain are powers of two from 16 KiB to 2 MiB: the relay learns which of eight.
 */
import { boxPublic, signPublic, type BoxPublic, type Hash32, type Sealed, type SignPublic } from '../crypto/brands.ts';
import type { ClientKeys } from '../crypto/client-link.ts';
import { concat, hash32 } from '../crypto/derive.ts';
import type { SignPair } from '../crypto/device.ts';
import { open, seal } from '../crypto/seal.ts';
import { sign, verify } from '../crypto/sign.ts';
import { wipe } from '../crypto/wipe.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import { checkAbout, checkShown, type About, type SharedFile } from './package-shape.ts';

const FORMAT = 1;
const DOMAIN = 'wb1/client-package';
const HEAD = 1 + 32 + 64;
const SMALLEST = 16 * 1024;
/** Of what is sealed; the relay's own limit leaves room for sealing. */
export const LARGEST_PACKAGE = 2 * 1024 * 1024;

export interface ClientPackage extends Omit<About, 'answerKey'> {
	/** The frozen document, as printing takes it. */
	document: object;
	files: SharedFile[];
	/** Answers are sealed to it. */
	answerKey: BoxPublic;
}
export interface OpenedPackage extends ClientPackage {
	/** Of document and files: what an answer is about. */
	hash: Hash32;
	/** Whose signature it has. Says who sent it only once somebody vouches for this key. */
	signedBy: SignPublic;
}
/** `damaged` covers a package of another link or version: to the reader they are the same. `newer`: a reload may bring the app that reads it. */
export type NotOpened = 'damaged' | 'wrong-passphrase' | 'false-signature' | 'newer';

export class PackageTooLarge extends Error {
	constructor(size: number) {
		super(`document and files have ${size} bytes together, a link holds ${LARGEST_PACKAGE}: leave out a file`);
	}
}

/** @param version 1 for the first, one more for each that replaces it */
export function sealPackage(keys: ClientKeys, version: number, content: ClientPackage, device: SignPair): Sealed {
	const { document, files, ...about } = content;
	const parts = concat([block(shownBytes(document, files)), block(encodeJson(about))]);
	const size = HEAD + parts.length;
	// One byte less than the step: padding ends with a mark.
	let step = SMALLEST;
	while (step - 1 < size) step *= 2;
	if (step > LARGEST_PACKAGE) throw new PackageTooLarge(size);
	checkAbout(about);
	const place = placeOf(keys.id, version);
	const plain = new Uint8Array(step - 1);
	plain[0] = FORMAT;
	plain.set(device.publicKey, 1);
	plain.set(sign(device.secretKey, DOMAIN, concat([place, parts])), 33);
	plain.set(parts, HEAD);
	const inner = seal(keys.inner, plain, place);
	wipe(plain);
	return seal(keys.outer, inner, place);
}

export function openPackage(keys: ClientKeys, version: number, sealed: Uint8Array): OpenedPackage | NotOpened {
	const place = placeOf(keys.id, version);
	const inner = open(keys.outer, sealed, place);
	if (!inner) return 'damaged';
	const plain = open(keys.inner, inner, place);
	if (!plain) return 'wrong-passphrase';
	if (plain[0]! > FORMAT) return 'newer';
	const shown = blockAt(plain, HEAD);
	const about = shown && blockAt(plain, HEAD + 4 + shown.length);
	if (plain[0] !== FORMAT || !about) return 'damaged';
	const signedBy = signPublic(plain.slice(1, 33));
	const parts = plain.subarray(HEAD, HEAD + 8 + shown.length + about.length);
	if (!verify(signedBy, DOMAIN, concat([place, parts]), plain.subarray(33, HEAD))) return 'false-signature';
	try {
		const { answerKey, ...rest } = checkAbout(decodeJson(about));
		return { ...readShown(shown), ...rest, answerKey: boxPublic(answerKey), hash: hash32('wb1/client-shown', shown), signedBy };
	} catch {
		return 'damaged';
	}
}

/** As `openPackage` gives it: the sender keeps it, to know what an answer was about. */
export function shownHash(document: object, files: readonly SharedFile[]): Hash32 {
	return hash32('wb1/client-shown', shownBytes(document, files));
}

/** What binds sealed bytes to their package. */
export function placeOf(id: Uint8Array, version: number): Uint8Array {
	if (id.length !== 32) throw new RangeError('a package id has 32 bytes');
	return concat([id, uint32(version)]);
}

function shownBytes(document: object, files: readonly SharedFile[]): Uint8Array {
	const listed = files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length }));
	return concat([block(encodeJson(checkShown({ document, files: listed }))), ...files.map((file) => file.bytes)]);
}

function readShown(shown: Uint8Array): { document: object; files: SharedFile[] } {
	const json = blockAt(shown, 0);
	if (!json) throw new RangeError('shown');
	const { document, files } = checkShown(decodeJson(json));
	let at = 4 + json.length;
	const read = files.map(({ name, type, size }) => ({ name, type, bytes: shown.slice(at, (at += size)) }));
	if (at !== shown.length) throw new RangeError('files');
	return { document, files: read };
}

function block(bytes: Uint8Array): Uint8Array {
	return concat([uint32(bytes.length), bytes]);
}

/** A view. Undefined where the bytes end before it does. */
function blockAt(bytes: Uint8Array, at: number): Uint8Array | undefined {
	if (at + 4 > bytes.length) return undefined;
	const end = at + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
	return end <= bytes.length ? bytes.subarray(at + 4, end) : undefined;
}

function uint32(value: number): Uint8Array {
	if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw new RangeError(`${value} is no number of 32 bits`);
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value);
	return bytes;
}
