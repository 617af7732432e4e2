/** What who has a client's link may ask of a relay, without belonging to any books. */
import type { Hash32 } from '../crypto/brands.ts';
import type { SealedAnswer } from './answer.ts';

/** `gone`: revoked, expired or never there; a relay that told them apart would tell who guesses an id. */
export interface PackageRelay {
	/** What comes is believed by nobody before it opens: see package.ts. */
	get(id: Hash32): Promise<{ version: number; sealed: Uint8Array } | 'gone' | 'unreachable'>;
	/** Sent again after `unreachable`, the same answer is one. `full`: no room until the sender's devices have fetched what waits. */
	answer(id: Hash32, answer: SealedAnswer): Promise<'kept' | 'gone' | 'full' | 'slow-down' | 'refused' | 'unreachable'>;
}
