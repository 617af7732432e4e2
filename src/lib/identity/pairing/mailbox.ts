/** What pairing asks of a relay: to keep one small sealed message a slot for some minutes. It may lose, delay, repeat or change them. */
import type { Place } from '../../crypto/pairing.ts';

export interface Mailbox {
	/** Of the relay, as it was dialled here. */
	readonly host: string;
	/** Resolves when the relay has it; it takes the place of what lay there. */
	put(place: Place, bytes: Uint8Array): Promise<void>;
	get(place: Place): Promise<Uint8Array | undefined>;
	/** Resolves when something lies there. Rejects with the signal's reason. */
	wait(place: Place, signal: AbortSignal): Promise<Uint8Array>;
}
