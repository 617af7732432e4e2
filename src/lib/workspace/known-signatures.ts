/**
 * Signatures of entries on their way in, checked in another thread while those before them are taken into the books. [Note: checked ahead]
 *
 * Both threads ask the same function of the same library, so they cannot come to different answers; the engine's own Ed25519 is several times as
 * fast and differs from engine to engine in the keys and signatures at the edges, and a signature that holds on one device alone parts the log.
 * Only "it holds" is taken from there, for exactly those bytes and that key; everything else is asked again here, in its place.
 */
import { parseClear } from '../../../sync-server/protocol/clear.ts';
import { deviceIdOf, isParseError, KIND, parseEntry, signDomain, signedBytes, type Kind } from '../../../sync-server/protocol/codec.ts';
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import type { Suite } from '../../../sync-server/protocol/position.ts';
import { blake2b } from '../crypto/derive.ts';
import { verify } from '../crypto/sign.ts';
import { equalBytes, toHex } from './bytes.ts';
import { SUITE } from './read-log.ts';

/** Answers `checkPacked` of what it is given, from elsewhere. Rejects when it cannot. */
export interface SignatureChecker {
	check(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

const KEY = 32;
const LENGTH = 4;
const SIGNATURE = 64;
const KIND_AT = 1;
/** Where the author's id lies in an entry. */
const AUTHOR = { from: 18, to: 34 };
/** Fewer are checked sooner than they are sent elsewhere. */
const WORTHWHILE = 32;

interface Known {
	key: Uint8Array;
	/** Resolves when `holds` is known, or will not be. */
	asked: Promise<void>;
	holds: boolean;
}

export class KnownSignatures {
	readonly #checker: SignatureChecker | undefined;
	/** By the memory of an entry, which is that entry's alone and is never written to. */
	readonly #known = new WeakMap<ArrayBufferLike, Known>();
	/** Keys by author, of entries on their way too: an id is the hash of its keys, so it does not matter whether they were admitted. */
	readonly #keys = new Map<string, Uint8Array>();
	readonly suite: Suite;

	constructor(checker: SignatureChecker | undefined) {
		this.#checker = checker;
		this.suite = { ...SUITE, verify: (...asked) => this.#holds(...asked) || SUITE.verify(...asked) };
	}

	/** Begins to check. Entries have memory of their own. */
	ahead(entries: readonly Uint8Array[], membership: MembershipState | undefined): void {
		if (!this.#checker || entries.length < WORTHWHILE) return;
		for (const [id, { signPk }] of membership?.devices ?? []) this.#keys.set(id, signPk);
		const asked: { bytes: Uint8Array; key: Uint8Array }[] = [];
		for (const bytes of entries) {
			this.#learn(bytes);
			const key = this.#keys.get(toHex(bytes.subarray(AUTHOR.from, AUTHOR.to)));
			if (key && bytes.length > SIGNATURE && bytes.length === bytes.buffer.byteLength) asked.push({ bytes, key });
		}
		const all = asked.map(({ key }): Known => ({ key, holds: false, asked: Promise.resolve() }));
		const answer = this.#checker.check(pack(asked)).then(
			(answers) => all.forEach((known, index) => (known.holds = answers[index] === 1)),
			() => undefined
		);
		all.forEach((known, index) => {
			known.asked = answer;
			this.#known.set(asked[index]!.bytes.buffer, known);
		});
	}

	/** Resolves when nothing more is to be learnt of these. */
	async ready(entries: readonly Uint8Array[]): Promise<void> {
		for (const asked of new Set(entries.map(({ buffer }) => this.#known.get(buffer)?.asked))) await asked;
	}

	#holds(key: Uint8Array, domain: string, bytes: Uint8Array, proof: Uint8Array): boolean {
		const { buffer, byteOffset, length } = bytes;
		const known = this.#known.get(buffer);
		if (!known?.holds || byteOffset !== 0 || length !== buffer.byteLength - SIGNATURE) return false;
		const own = new Uint8Array(buffer, length);
		return equalBytes(known.key, key) && equalBytes(own, proof) && domain === signDomain(bytes[KIND_AT] as Kind);
	}

	/** The keys that an entry names. */
	#learn(bytes: Uint8Array): void {
		const kind = bytes[KIND_AT];
		if (kind !== KIND.GENESIS && kind !== KIND.ADD_DEVICE) return;
		const entry = parseEntry(bytes);
		const clear = isParseError(entry) ? undefined : parseClear(entry.kind, entry.clear);
		if (!clear || !('signPk' in clear) || !('boxPk' in clear)) return;
		this.#keys.set(toHex(deviceIdOf(blake2b, clear.signPk, clear.boxPk)), clear.signPk);
	}
}

/** For each entry its author's key, its length, and itself. */
function pack(asked: readonly { bytes: Uint8Array; key: Uint8Array }[]): Uint8Array<ArrayBuffer> {
	const packed = new Uint8Array(asked.reduce((sum, { bytes }) => sum + KEY + LENGTH + bytes.length, 0));
	const view = new DataView(packed.buffer);
	let at = 0;
	for (const { bytes, key } of asked) {
		packed.set(key, at);
		view.setUint32(at + KEY, bytes.length);
		packed.set(bytes, at + KEY + LENGTH);
		at += KEY + LENGTH + bytes.length;
	}
	return packed;
}

/** 1 for each entry whose signature holds, 0 for the others. */
export function checkPacked(packed: Uint8Array): Uint8Array<ArrayBuffer> {
	const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
	const answers: number[] = [];
	for (let at = 0; at < packed.length;) {
		const key = packed.subarray(at, at + KEY);
		const entry = packed.subarray((at += KEY + LENGTH), at + view.getUint32(at - LENGTH));
		at += entry.length;
		const proof = entry.subarray(entry.length - SIGNATURE);
		answers.push(verify(key, signDomain(entry[KIND_AT] as Kind), signedBytes(entry), proof) ? 1 : 0);
	}
	return Uint8Array.from(answers);
}
