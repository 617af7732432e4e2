/**
 * What both devices must have seen alike before one admits the other, as one row of bytes. Every field but the last has a fixed length, so no two
 * different sets of facts give the same bytes:
 *
 *     version 1 ‖ role 1 ‖ wsId 16 ‖ old signing key 32 ‖ old box key 32 ‖ new signing key 32 ‖ new box key 32 ‖ n 6 ‖ R 32 ‖ relay host
 *
 * `role` is what the new one becomes. The host is the one each of them dialled itself, never the one it was told.
 */
import type { Hash32 } from '../../crypto/brands.ts';
import { utf8 } from '../../crypto/derive.ts';
import { pairingWords, transcriptHash } from '../../crypto/pairing.ts';

const VERSION = 1;
const ROLES = { device: 1 } as const;

/** The public half of a device's keys. */
export interface PublicKeys {
	sign: Uint8Array;
	box: Uint8Array;
}
export interface Transcript {
	role: keyof typeof ROLES;
	wsId: Uint8Array;
	old: PublicKeys;
	joining: PublicKeys;
	/** The head of the log the old device has verified. */
	n: number;
	R: Uint8Array;
	relayHost: string;
}

export function agreed(transcript: Transcript): { hash: Hash32; words: string[] } {
	const { role, wsId, old, joining, n, R, relayHost } = transcript;
	const hash = transcriptHash(
		Uint8Array.of(VERSION, ROLES[role]),
		sized(wsId, 16),
		sized(old.sign, 32),
		sized(old.box, 32),
		sized(joining.sign, 32),
		sized(joining.box, 32),
		position(n),
		sized(R, 32),
		utf8(relayHost)
	);
	return { hash, words: pairingWords(hash) };
}

/** Six bytes, big-endian. */
function position(n: number): Uint8Array {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(n));
	return bytes.slice(2);
}

function sized(bytes: Uint8Array, length: number): Uint8Array {
	if (bytes.length !== length) throw new RangeError(`a field of ${length} bytes was given ${bytes.length}`);
	return bytes;
}
