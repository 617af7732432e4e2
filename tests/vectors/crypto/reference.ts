/**
 * `wb1` a second time, from its text and with other libraries (@noble): shares no line with the app or the protocol folder, so that a
 * mistake must be made twice to go unseen. Bytes are hexadecimal strings throughout.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { argon2id } from '@noble/hashes/argon2.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha512 } from '@noble/hashes/sha2.js';

export type Hex = string;

export const bin = (hex: Hex): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const hex = (bytes: Uint8Array): Hex => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const text = (ascii: string): Hex => hex(new TextEncoder().encode(ascii));
const number = (value: number, bytes: number): Hex => value.toString(16).padStart(bytes * 2, '0');
const length = (value: Hex): number => value.length / 2;

export const hash = (bytes: number, ...parts: Hex[]): Hex => hex(blake2b(bin(parts.join('')), { dkLen: bytes }));

export const subkey = (master: Hex, id: number, context: string): Hex => {
	const salt = bin(number(id, 8)).reverse();
	const personalization = bin(text(context).padEnd(32, '0'));
	return hex(blake2b(new Uint8Array(0), { dkLen: 32, key: bin(master), salt: padded(salt), personalization }));
};
const padded = (salt: Uint8Array): Uint8Array => bin(hex(salt).padEnd(32, '0'));

export const tag = (key: Hex, ...parts: Hex[]): Hex =>
	hex(blake2b(bin(parts.map((part) => number(length(part), 4) + part).join('')), { dkLen: 16, key: bin(key) }));

export const stretch = (secret: Hex, salt: Hex, ops: number, kib: number): Hex =>
	hex(argon2id(bin(secret), bin(salt), { t: ops, m: kib, p: 1, dkLen: 32 }));

/** Padmé as its paper writes it, with whole numbers. */
const bucket = (plain: number): number => {
	const marked = plain + 1;
	if (marked <= 4096) return Math.floor((marked + 255) / 256) * 256;
	const exponent = marked.toString(2).length - 1;
	const low = (1n << BigInt(exponent - exponent.toString(2).length)) - 1n;
	return Number((BigInt(marked) + low) & ~low);
};
const pad = (plain: Hex): Hex => (plain + '80').padEnd(bucket(length(plain)) * 2, '0');

const encrypt = (key: Hex, nonce: Hex, plain: Hex, additional: Hex): Hex =>
	hex(xchacha20poly1305(bin(key), bin(nonce), bin(additional)).encrypt(bin(pad(plain))));
const decrypt = (key: Hex, nonce: Hex, ciphertext: Hex, additional: Hex): Hex =>
	hex(xchacha20poly1305(bin(key), bin(nonce), bin(additional)).decrypt(bin(ciphertext))).replace(/80(00)*$/, '');
export const seal = (key: Hex, nonce: Hex, plain: Hex, additional: Hex): Hex =>
	'01' + nonce + encrypt(key, nonce, plain, '01' + additional);
export const open = (key: Hex, envelope: Hex, additional: Hex): Hex =>
	decrypt(key, envelope.slice(2, 50), envelope.slice(50), '01' + additional);

export const signPublic = (seed: Hex): Hex => hex(ed25519.getPublicKey(bin(seed)));
export const sign = (seed: Hex, domain: string, bytes: Hex): Hex => hex(ed25519.sign(bin(hash(32, text(domain), bytes)), bin(seed)));
export const verify = (publicKey: Hex, domain: string, bytes: Hex, signature: Hex): boolean =>
	ed25519.verify(bin(signature), bin(hash(32, text(domain), bytes)), bin(publicKey), { zip215: false });

export const boxPublic = (secret: Hex): Hex => hex(x25519.getPublicKey(bin(secret)));
export const boxSeal = (ephemeral: Hex, recipient: Hex, plain: Hex): Hex => {
	const sender = boxPublic(ephemeral);
	return sender + hex(boxCipher(ephemeral, recipient, sender, recipient).encrypt(bin(plain)));
};
export const boxOpen = (secret: Hex, box: Hex): Hex => {
	const sender = box.slice(0, 64);
	return hex(boxCipher(secret, sender, sender, boxPublic(secret)).decrypt(bin(box.slice(64))));
};
const boxCipher = (secret: Hex, other: Hex, sender: Hex, recipient: Hex) => {
	const words = (bytes: Uint8Array) => new Uint32Array(bytes.slice().buffer);
	const key = new Uint32Array(8);
	hsalsa(words(bin(text('expand 32-byte k'))), words(x25519.getSharedSecret(bin(secret), bin(other))), new Uint32Array(4), key);
	return xsalsa20poly1305(new Uint8Array(key.buffer), bin(hash(24, sender, recipient)));
};

export const deviceId = (signPk: Hex, boxPk: Hex): Hex => hash(16, text('wb1/dev'), signPk, boxPk);

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base32 = (bytes: Hex): string =>
	Array.from(
		BigInt('0x' + bytes)
			.toString(32)
			.padStart(length(bytes) * 1.6, '0'),
		(digit) => CROCKFORD[parseInt(digit, 32)]
	).join('');

export const recoveryCode = (secret: Hex): string => {
	const check = base32(hash(32, text('wb1/code-check'), secret).slice(0, 10)).slice(0, 4);
	return `${base32(secret)}${check}`.replace(/(.{4})(?=.)/g, '$1-');
};
export const recoverySeed = (secret: Hex): Hex => hash(32, text('wb1/recovery'), secret);
export const recoveryPair = (seed: Hex, wsId: Hex) => {
	const root = subkey(seed, 2, 'wb1recov');
	const signSeed = hash(32, text('wb1/pair-sign'), root, wsId);
	const boxSecret = hex(sha512(bin(hash(32, text('wb1/pair-box'), root, wsId)))).slice(0, 64);
	const [signPk, boxPk] = [signPublic(signSeed), boxPublic(boxSecret)];
	return { signSeed, signPk, boxSecret, boxPk, id: deviceId(signPk, boxPk) };
};

export interface EntryFields {
	kind: number;
	wsId: Hex;
	devId: Hex;
	devSeq: number;
	prevDev: Hex;
	seenN: number;
	seenR: Hex;
	epoch: number;
	clear: Hex;
}
export const header = (entry: EntryFields): Hex =>
	[
		'01',
		number(entry.kind, 1),
		entry.wsId,
		entry.devId,
		number(entry.devSeq, 6),
		entry.prevDev,
		number(entry.seenN, 6),
		entry.seenR,
		number(entry.epoch, 4),
		number(length(entry.clear), 4),
		entry.clear
	].join('');
/** @param sealed what is sealed, with its key and nonce; absent for an entry that seals nothing */
export const entry = (fields: EntryFields, signSeed: Hex, sealed?: { key: Hex; nonce: Hex; plain: Hex }): Hex => {
	const front = header(fields);
	const ciphertext = sealed ? encrypt(sealed.key, sealed.nonce, sealed.plain, front) : '';
	const unsigned = front + (sealed?.nonce ?? '00'.repeat(24)) + number(length(ciphertext), 4) + ciphertext;
	return unsigned + sign(signSeed, `wb1/sig/${number(fields.kind, 1)}`, unsigned);
};
export const rolling = (previous: Hex, n: number, bytes: Hex): Hex => hash(32, text('wb1/R'), previous, number(n, 8), hash(32, bytes));
export const workspaceId = (genesis: Hex): Hex => hash(16, text('wb1/ws'), genesis);

export const genesisClear = (signPk: Hex, boxPk: Hex, memberId: Hex, commitment: Hex, boxes: [Hex, Hex][]): Hex =>
	signPk + boxPk + memberId + commitment + boxList(boxes);
export const addDeviceClear = (memberId: Hex, kind: number, signPk: Hex, boxPk: Hex, boxes: [Hex, Hex][]): Hex =>
	memberId + number(kind, 1) + signPk + boxPk + boxList(boxes);
export const rotationClear = (epoch: number, commitment: Hex, boxes: [Hex, Hex][], previous: Hex): Hex =>
	number(epoch, 4) + commitment + boxList(boxes) + number(length(previous), 2) + previous;
export const leaseClear = (series: Hex, segment: number, holder: Hex, next: number, prevIssue: Hex): Hex =>
	series + number(segment, 2) + holder + number(next, 6) + prevIssue;
export const inviteId = (invitePk: Hex): Hex => hash(16, text('wb1/inv-id'), invitePk);
/** @param role 0 none, 1 viewer, 2 editor, 3 admin, 4 owner */
export const inviteClear = (invitePk: Hex, role: number): Hex => invitePk + number(role, 1);
export const joinClear = (memberId: Hex, signPk: Hex, boxPk: Hex): Hex => memberId + signPk + boxPk;
export const admitClear = (invite: Hex, memberId: Hex, role: number, signPk: Hex, boxPk: Hex, boxes: [Hex, Hex][]): Hex =>
	invite + memberId + number(role, 1) + signPk + boxPk + boxList(boxes);
export const roleClear = (memberId: Hex, role: number): Hex => memberId + number(role, 1);
export const minVersionClear = (program: number): Hex => number(program, 4);
export const inviteNote = (noteKey: Hex, name: string): Hex => '01' + noteKey + text(name);
export const introduction = (name: string, device: string, relayHost: string): Hex =>
	['01', number(length(text(name)), 2), text(name), number(length(text(device)), 2), text(device), text(relayHost)].join('');
/** Six proquints of the transcript. */
export const joinWords = (role: number, ...transcript: Hex[]): string[] => {
	const digest = hash(32, text('wb1/inv-words'), '01', number(role, 1), ...transcript);
	return Array.from({ length: 6 }, (_, at) => {
		const bits = parseInt(digest.slice(at * 4, at * 4 + 4), 16)
			.toString(2)
			.padStart(16, '0');
		const sound = (from: number, to: number, letters: string) => letters[parseInt(bits.slice(from, to), 2)]!;
		const [consonants, vowels] = ['bdfghjklmnprstvz', 'aiou'];
		return [sound(0, 4, consonants), sound(4, 6, vowels), sound(6, 10, consonants), sound(10, 12, vowels), sound(12, 16, consonants)].join(
			''
		);
	});
};
export const forkClear = (n: number, lostR: Hex): Hex => number(n, 6) + lostR;
const boxList = (boxes: [Hex, Hex][]): Hex =>
	number(boxes.length, 2) +
	boxes
		.map(([devId, box]) => devId + box)
		.sort()
		.join('');
