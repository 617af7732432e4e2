/** How safe what was written here is, as a person understands it: here, on the relay, seen by another device. Pure. */

/** The last entry of a device in the log: its place, and how far it had seen the log. Both count from 0. */
export interface Word {
	n: number;
	seenN: number;
}

export type Safety =
	/** Something has not left this device. */
	| 'here'
	/** All of it lies on the relay. */
	| 'relay'
	/** Another device has said, in an entry of its own, that it has all of it. */
	| 'seen';

export interface Standing {
	safety: Safety;
	/** Operations and entries that have not been acknowledged. */
	waiting: number;
	/** Devices, as hex, that have said that they have this device's last entry. */
	seenBy: string[];
}

export function standing(words: ReadonlyMap<string, Word>, own: string, waiting: number): Standing {
	const mine = words.get(own);
	const seenBy = mine ? [...words].filter(([device, { seenN }]) => device !== own && seenN >= mine.n).map(([device]) => device) : [];
	if (waiting > 0) return { safety: 'here', waiting, seenBy: [] };
	return { safety: seenBy.length > 0 ? 'seen' : 'relay', waiting, seenBy };
}

/**
 * Whether this device should say that it is there: others have written since it last wrote, and it has not said so today. A SEEN entry is how
 * another device's owner learns that his work has arrived, and how a relay that hides the end of the log gives itself away.
 */
export function owesWord(words: ReadonlyMap<string, Word>, own: string, lastSaid: number | undefined, today: number): boolean {
	if (lastSaid !== undefined && lastSaid >= today) return false;
	const seen = words.get(own)?.seenN ?? -1;
	return [...words].some(([device, { n }]) => device !== own && n > seen);
}
