/** Attacks on sealed entries, where crypto and log format meet. The numbers are those of the threat list. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { kdfKey } from '#lib/crypto/brands.ts';
import { blake2b, utf8 } from '#lib/crypto/derive.ts';
import { newDeviceKeys, type DeviceKeys } from '#lib/crypto/device.ts';
import { boxEpochKey, commitment, epochKeys, newEpochKey, unboxEpochKey } from '#lib/crypto/epoch.ts';
import { newId16 } from '#lib/crypto/random.ts';
import { open, openParts, sealParts } from '#lib/crypto/seal.ts';
import { sign, verify } from '#lib/crypto/sign.ts';
import { ready } from '#lib/crypto/sodium.ts';
import { encodeClear } from '../../../sync-server/protocol/clear.ts';
import {
	KIND,
	ZERO16,
	ZERO32,
	additionalData,
	encodeUnsigned,
	parseEntry,
	signDomain,
	withSignature,
	type Entry,
	type EntryHeader,
	type UnsignedEntry
} from '../../../sync-server/protocol/codec.ts';
import { advance, emptyLog, type LogState } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { bin } from './reference.ts';
import salamander from './salamander.json';

beforeAll(ready);

const suite = { hash: blake2b, verify };
const signed = (device: DeviceKeys, entry: UnsignedEntry) => {
	const unsigned = encodeUnsigned(entry);
	return withSignature(unsigned, sign(device.sign.secretKey, signDomain(entry.kind), unsigned));
};

/** Alice's workspace with some sealed entries, all accepted; the state before each of them is kept. */
function aliceWrites(count: number) {
	const [alice, epochKey, hashes] = [newDeviceKeys(), newEpochKey(), new RollingHashes()];
	const keys = epochKeys(epochKey);
	const places: { before: LogState; bytes: Uint8Array; entry: Entry }[] = [];
	let state = emptyLog(hashes);
	const append = (bytes: Uint8Array) => {
		const before = state;
		const step = advance(state, bytes, suite);
		expect(step.verdict).toBe('accepted');
		state = step.state;
		hashes.push(state.R);
		return { before, bytes, entry: parseEntry(bytes) as Entry };
	};
	const clear = encodeClear({
		kind: KIND.GENESIS,
		signPk: alice.sign.publicKey,
		boxPk: alice.box.publicKey,
		memberId: newId16(),
		commitment: commitment(epochKey),
		boxes: [{ devId: alice.id, box: boxEpochKey(alice.box.publicKey, epochKey) }]
	});
	const nothing = { nonce: new Uint8Array(24), ciphertext: new Uint8Array() };
	const start = { wsId: ZERO16, devId: alice.id, devSeq: 0, prevDev: ZERO32, seenN: 0, seenR: ZERO32, epoch: 0 };
	append(signed(alice, { ...start, kind: KIND.GENESIS, clear, ...nothing }));
	for (let i = 0; i < count; i++) {
		const header: EntryHeader = {
			...start,
			kind: KIND.DATA,
			wsId: state.membership!.wsId,
			devSeq: i + 1,
			prevDev: [...state.perDevice.values()][0]!.prev,
			seenN: state.n - 1,
			seenR: state.R,
			clear: new Uint8Array()
		};
		places.push(append(signed(alice, { ...header, ...sealParts(keys.data, utf8(`batch ${i}`), additionalData(header)) })));
	}
	return { alice, epochKey, keys, places };
}

describe('threat 1: sealed parts swapped between entries', () => {
	it('none opens under the header of another, and none is accepted', () => {
		const { keys, places } = aliceWrites(6);
		for (const to of places) {
			for (const from of places) {
				const { nonce, ciphertext } = from.entry;
				const own = from === to;
				expect(openParts(keys.data, { nonce, ciphertext }, additionalData(to.entry)) !== undefined).toBe(own);
				const swapped = withSignature(encodeUnsigned({ ...to.entry, nonce, ciphertext }), to.entry.signature);
				expect(advance(to.before, swapped, suite).verdict).toEqual(own ? 'accepted' : { void: 'signature' });
			}
		}
	});
	it('not even when the author signs the swap: the header is under the seal', () => {
		const { alice, keys, places } = aliceWrites(2);
		const [first, second] = places as [(typeof places)[0], (typeof places)[0]];
		const { nonce, ciphertext } = second.entry;
		const bytes = signed(alice, { ...first.entry, nonce, ciphertext });
		expect(advance(first.before, bytes, suite).verdict).toBe('accepted');
		expect(openParts(keys.data, { nonce, ciphertext }, additionalData(parseEntry(bytes) as Entry))).toBeUndefined();
	});
});

describe('threat 2: an entry moved to another workspace or device', () => {
	it('does not open: both are under the seal', () => {
		const { keys, places } = aliceWrites(1);
		const { entry } = places[0]!;
		expect(openParts(keys.data, entry, additionalData(entry))).toEqual(utf8('batch 0'));
		for (const moved of [{ wsId: newId16() }, { devId: newId16() }, { devSeq: 9 }, { prevDev: ZERO32 }, { kind: KIND.ERASE }] as const) {
			expect(openParts(keys.data, entry, additionalData({ ...entry, ...moved }))).toBeUndefined();
		}
	});
	it('is not accepted in another log', () => {
		const [here, there] = [aliceWrites(1), aliceWrites(1)];
		expect(advance(there.places[0]!.before, here.places[0]!.bytes, suite).verdict).toEqual({ void: 'workspace' });
	});
});

describe('threat 3: another epoch', () => {
	it('the epoch is under the seal and the signature', () => {
		const { alice, keys, places } = aliceWrites(1);
		const { before, entry } = places[0]!;
		const flipped = { ...entry, epoch: 1 };
		expect(openParts(keys.data, entry, additionalData(flipped))).toBeUndefined();
		expect(advance(before, withSignature(encodeUnsigned(flipped), entry.signature), suite).verdict).toEqual({ void: 'signature' });
		expect(advance(before, signed(alice, flipped), suite).verdict).toEqual({ void: 'epoch' });
	});
	it('a wrong key opens nothing, nor does another key of the same epoch', () => {
		const { keys, places } = aliceWrites(1);
		const { entry } = places[0]!;
		for (const key of [epochKeys(newEpochKey()).data, keys.checkpoint, keys.ephemeral]) {
			expect(openParts(key, entry, additionalData(entry))).toBeUndefined();
		}
	});
});

describe('threat 5: one ciphertext for two keys', () => {
	const [agreed, other] = salamander.epochKeys.map((key) => kdfKey(bin(key))) as [ReturnType<typeof kdfKey>, ReturnType<typeof kdfKey>];
	const opened = (key: typeof agreed) => open(epochKeys(key).data, bin(salamander.envelope), bin(salamander.additional));

	it('can be made: this one opens under both and says two things', () => {
		const texts = [agreed, other].map((key) => new TextDecoder().decode(opened(key)));
		expect(texts[0]).toContain('pay EUR 10.00 to Alice');
		expect(texts[1]).toContain('pay EUR 99999.00 to Mallory');
	});
	it('is worth nothing: the log commits to one of the keys, and the other is not taken', () => {
		const victim = newDeviceKeys();
		const committed = commitment(agreed);
		const taken = [agreed, other].map((key) => unboxEpochKey(victim.box, boxEpochKey(victim.box.publicKey, key), committed));
		expect(taken).toEqual([agreed, undefined]);
	});
});

describe('threat 45: compression before encryption', () => {
	const compression =
		/\b(De)?CompressionStream\b|\b(in|de)flate(Raw|Sync)?\b|\bg(un)?zip(Sync)?\b|\bbrotli|\bzlib\b|['"](fflate|pako|lz4|lz-string|snappyjs|zstd)/i;
	const folders = ['src/lib/crypto', 'src/lib/workspace', 'src/lib/storage', 'src/lib/identity', 'sync-server/protocol'];
	const root = new URL('../../../', import.meta.url);
	const sources = folders.flatMap((folder) =>
		readdirSync(fileURLToPath(new URL(folder, root)), { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name))
			.map((name) => `${folder}/${name}`)
	);

	it('the scan knows compression when it sees it', () => {
		const planted = [
			"new CompressionStream('gzip')",
			"import { deflateSync } from 'fflate'",
			'await gzip(bytes)',
			"from 'node:zlib'",
			'inflateRaw(x)'
		];
		expect(planted.filter((line) => !compression.test(line))).toEqual([]);
		expect(compression.test('sealed, padded and never made smaller')).toBe(false);
	});
	it.each(folders)('there is none on the way to the seal: %s', (folder) => {
		const files = sources.filter((file) => file.startsWith(`${folder}/`));
		expect(files.length).toBeGreaterThan(2);
		expect(files.filter((file) => compression.test(readFileSync(fileURLToPath(new URL(file, root)), 'utf8')))).toEqual([]);
	});
});
