/**
 * Known answers: each file beside this one is reproduced by the reference (@noble) and by the app's own code (libsodium). A red test here
 * means that what is already stored or sent can no longer be read.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { boxPublic, boxSecret, aeadKey, kdfKey, tagKey } from '#lib/crypto/brands.ts';
import { boxOpen, boxSeal } from '#lib/crypto/box.ts';
import { blake2b, deriveKey, hash16, hash32, keyedTag16 } from '#lib/crypto/derive.ts';
import { decodeDeviceSecrets, encodeDeviceSecrets, signPairFrom } from '#lib/crypto/device.ts';
import { boxEpochKey, commitment, epochKeys, openPreviousKey, sealPreviousKey, unboxEpochKey } from '#lib/crypto/epoch.ts';
import { formatRecoveryCode, parseRecoveryCode, recoveryPair, recoverySeed, recoverySlotKey } from '#lib/crypto/recovery.ts';
import { open, openParts, seal } from '#lib/crypto/seal.ts';
import { sign, verify } from '#lib/crypto/sign.ts';
import { ready, sodium } from '#lib/crypto/sodium.ts';
import { stretch } from '#lib/crypto/passphrase.ts';
import { encodeClear, parseClear } from '../../../sync-server/protocol/clear.ts';
import { additionalData, encodeEntry, isParseError, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import { activeDevices } from '../../../sync-server/protocol/membership-state.ts';
import { advance, emptyLog } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import argonFile from './argon2id.json';
import boxFile from './box.json';
import deriveFile from './derive.json';
import epochFile from './epoch.json';
import logFile from './log.json';
import * as make from './make.ts';
import recoveryFile from './recovery.json';
import * as ref from './reference.ts';
import sealFile from './seal.json';
import signFile from './sign.json';

const { bin, hex } = ref;

beforeAll(ready);

describe('the reference still makes the committed answers', () => {
	it.each([
		['seal', sealFile, make.seals],
		['derive', deriveFile, make.derivations],
		['argon2id', argonFile, () => make.stretches(true)],
		['sign', signFile, make.signatures],
		['box', boxFile, make.boxes],
		['epoch', epochFile, make.epochs],
		['recovery', recoveryFile, make.recoveries],
		['log', logFile, make.log]
	] as const)(
		'%s',
		(_, committed, made) => {
			expect(made()).toEqual(committed);
		},
		60_000
	);
});

describe('seal', () => {
	it.each(sealFile)('opens what the reference sealed: $size bytes', ({ key, nonce, additional, size, plainHash, length, envelopeHash }) => {
		const envelope = ref.seal(key, nonce, make.sealPlain(size), additional);
		expect([envelope.length / 2, ref.hash(32, envelope)]).toEqual([length, envelopeHash]);
		const plain = open(aeadKey(bin(key)), bin(envelope), bin(additional));
		expect(plain && ref.hash(32, hex(plain))).toBe(plainHash);
	});

	it.each(sealFile)('makes what the reference makes with the same nonce: $size bytes', ({ key, additional, size }) => {
		const plain = make.sealPlain(size);
		const envelope = hex(seal(aeadKey(bin(key)), bin(plain), bin(additional)));
		expect(envelope).toBe(ref.seal(key, envelope.slice(2, 50), plain, additional));
		expect(ref.open(key, envelope, additional)).toBe(plain);
	});
});

describe('derive', () => {
	it.each(deriveFile.subkeys)('subkey $id of $context', ({ id, context, key }) => {
		expect(hex(deriveKey(kdfKey(bin(deriveFile.master)), id, context))).toBe(key);
	});
	it.each(deriveFile.hashes)('hash $domain', ({ domain, parts, ...expected }) => {
		const list = parts.map(bin);
		expect({ hash32: hex(hash32(domain, ...list)), hash16: hex(hash16(domain, ...list)) }).toEqual(expected);
	});
	it.each(deriveFile.tags)('tag of $parts.length parts', ({ key, parts, tag }) => {
		expect(hex(keyedTag16(tagKey(bin(key)), ...parts.map(bin)))).toBe(tag);
	});
	it('gives each list of parts its own tag', () => {
		expect(new Set(deriveFile.tags.map(({ tag }) => tag)).size).toBe(deriveFile.tags.length);
	});
});

describe('argon2id', () => {
	const [small, floor] = argonFile as [(typeof argonFile)[number], (typeof argonFile)[number]];

	it('agrees on small parameters, which the app itself refuses', () => {
		const secret = new TextEncoder().encode(small.passphrase.normalize('NFKC'));
		const made = sodium().crypto_pwhash(32, secret, bin(small.salt), small.ops, small.mem, sodium().crypto_pwhash_ALG_ARGON2ID13);
		expect(hex(made)).toBe(small.key);
	});
	it('agrees at the floor', () => {
		const { ops, mem, salt } = floor;
		expect(hex(stretch(floor.passphrase, { alg: 'argon2id13', ops, mem, salt: bin(salt) }))).toBe(floor.key);
	});
	it('gives one key for one passphrase, however it was typed', () => {
		const { ops, mem, salt } = floor;
		expect(hex(stretch('Ünïcode fish 1', { alg: 'argon2id13', ops, mem, salt: bin(salt) }))).toBe(floor.key);
	});
});

describe('sign', () => {
	it.each(signFile)('$domain', ({ seed, publicKey, domain, bytes, signature }) => {
		const pair = signPairFrom(bin(seed));
		expect(hex(pair.publicKey)).toBe(publicKey);
		expect(hex(sign(pair.secretKey, domain, bin(bytes)))).toBe(signature);
		expect(verify(bin(publicKey), domain, bin(bytes), bin(signature))).toBe(true);
		expect(ref.verify(publicKey, domain, bytes, signature)).toBe(true);
	});
	it('is worth nothing under another domain', () => {
		const [{ publicKey, bytes, signature }] = signFile as [(typeof signFile)[number]];
		expect(verify(bin(publicKey), 'wb1/sig/02', bin(bytes), bin(signature))).toBe(false);
	});
});

describe('box', () => {
	it.each(boxFile)('of $plain.length digits', ({ secret, publicKey, plain, box }) => {
		const pair = { publicKey: boxPublic(bin(publicKey)), secretKey: boxSecret(bin(secret)) };
		expect(hex(boxOpen(pair, bin(box))!)).toBe(plain);
		expect(ref.boxOpen(secret, hex(boxSeal(pair.publicKey, bin(plain))))).toBe(plain);
	});
});

describe('epoch', () => {
	it('derives its keys and commits to itself', () => {
		const key = kdfKey(bin(epochFile.key));
		const { data, checkpoint, ephemeral } = epochKeys(key);
		expect([data, checkpoint, ephemeral, commitment(key)].map(hex)).toEqual([
			epochFile.data,
			epochFile.checkpoint,
			epochFile.ephemeral,
			epochFile.commitment
		]);
	});
	it('opens the key before it', () => {
		const { key, wsId, epoch, sealedPrevious, previous, previousCommitment } = epochFile;
		const opened = openPreviousKey(kdfKey(bin(key)), bin(sealedPrevious), bin(wsId), epoch, bin(previousCommitment));
		expect(opened && hex(opened)).toBe(previous);
		const made = hex(sealPreviousKey(kdfKey(bin(key)), kdfKey(bin(previous)), bin(wsId), epoch));
		expect(ref.open(ref.subkey(key, 4, 'wb1epoch'), made, wsId + '00000007')).toBe(previous);
	});
});

describe('recovery', () => {
	it.each(recoveryFile)('$code', ({ secret, code, seed, slotKey, wsId, pair }) => {
		expect(formatRecoveryCode(bin(secret))).toBe(code);
		expect(hex(parseRecoveryCode(code)!)).toBe(secret);
		const made = recoverySeed(bin(secret));
		expect([made, recoverySlotKey(made)].map(hex)).toEqual([seed, slotKey]);
		const keys = recoveryPair(made, bin(wsId));
		expect([keys.sign.publicKey, keys.box.publicKey, keys.box.secretKey, keys.id].map(hex)).toEqual([
			pair.signPk,
			pair.boxPk,
			pair.boxSecret,
			pair.id
		]);
		expect(hex(encodeDeviceSecrets(keys))).toBe(pair.signSeed + pair.boxSecret);
	});
});

describe('a whole log', () => {
	const entries = logFile.entries.map(({ entry }) => bin(entry));
	const alice = () => decodeDeviceSecrets(bin(logFile.alice.signSeed + logFile.alice.boxSecret))!;

	function replay() {
		const hashes = new RollingHashes();
		let state = emptyLog(hashes);
		const verdicts = entries.map((bytes, n) => {
			const step = advance(state, bytes, { hash: blake2b, verify }, bin(logFile.entries[n]!.R));
			state = step.state;
			hashes.push(state.R);
			return step.verdict;
		});
		return { state, verdicts };
	}

	it('is accepted entry by entry, with the rolling hashes of the reference', () => {
		const { state, verdicts } = replay();
		expect(verdicts).toEqual(entries.map(() => 'accepted'));
		expect(hex(state.R)).toBe(logFile.entries.at(-1)!.R);
		expect(hex(state.membership!.wsId)).toBe(logFile.wsId);
		expect(activeDevices(state.membership!).map(({ devId }) => hex(devId))).toEqual([logFile.alice.id, logFile.recovery.id]);
	});

	it.each(logFile.entries)('entry $n: the same bytes from the fields', ({ entry, header }) => {
		const parsed = parseEntry(bin(entry)) as Entry;
		expect(isParseError(parsed)).toBe(false);
		expect(hex(additionalData(parsed))).toBe(header);
		expect(hex(encodeEntry(parsed))).toBe(entry);
		const clear = parseClear(parsed.kind, parsed.clear);
		expect(clear ? hex(encodeClear(clear)) : '').toBe(hex(parsed.clear));
	});

	it('opens with the keys in its boxes', () => {
		const { membership } = replay().state;
		const rotation = parseClear(4, (parseEntry(entries[5]!) as Entry).clear);
		const box = rotation?.kind === 4 ? rotation.rotation.boxes.find(({ devId }) => hex(devId) === logFile.alice.id) : undefined;
		const current = unboxEpochKey(alice().box, box!.box, membership!.commitments[1]!);
		expect(current && hex(current)).toBe(logFile.ek1);
		const sealedPrevious = rotation?.kind === 4 ? rotation.rotation.previous : new Uint8Array();
		const first = openPreviousKey(current!, sealedPrevious, membership!.wsId, 1, membership!.commitments[0]!);
		expect(first && hex(first)).toBe(logFile.ek0);
		const data = parseEntry(entries[2]!) as Entry;
		const plain = openParts(epochKeys(first!).data, data, additionalData(data));
		expect(new TextDecoder().decode(plain)).toBe('a batch of operations');
		const moved = parseEntry(entries[8]!) as Entry;
		expect(new TextDecoder().decode(openParts(epochKeys(current!).data, moved, additionalData(moved)))).toBe('https://relay.example');
		expect(ref.boxOpen(logFile.phone.boxSecret, hex(boxEpochKey(boxPublic(bin(logFile.phone.boxPk)), first!)))).toBe(logFile.ek0);
	});
});
