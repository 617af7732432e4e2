/**
 * [Note: merged parties] Two records of one client or supplier become one: the first is said to have gone into the second, by an event that another
 * takes back. Neither record changes by it, and documents keep the party they name; who asks for the second is answered for both. So undoing it
 * leaves each with what was its own.
 *
 * Which went into which is kept in the ledger, so that every fold knows it at its place in the log. What would go round in a circle (two devices
 * merging two parties each into the other) is refused in log order.
 */
import type { Ledger } from '../workspace/registry.ts';

const LEDGER = 'merged';
/** By the id of what went, the id it went into. */
type Merged = Readonly<Record<string, string>>;

export function mergedIn(ledger: Ledger): Merged {
	return (ledger[LEDGER] as Merged | undefined) ?? {};
}

export function withMerged(ledger: Ledger, from: string, into: string | undefined): Ledger {
	const { [from]: _, ...others } = mergedIn(ledger);
	return { ...ledger, [LEDGER]: into === undefined ? others : { ...others, [from]: into } };
}

/** The party it is now. */
export function partyOf(ledger: Ledger, id: string): string {
	const merged = mergedIn(ledger);
	let now = id;
	for (let next = merged[now]; next !== undefined; next = merged[now]) now = next;
	return now;
}

/** It, and all that went into it. */
export function partiesOf(ledger: Ledger, id: string): string[] {
	const gone = Object.keys(mergedIn(ledger)).filter((other) => other !== id && leadsTo(ledger, other, id));
	return [id, ...gone.sort()];
}

/** Whether the way of what it went into comes by there. */
export function leadsTo(ledger: Ledger, from: string, to: string): boolean {
	const merged = mergedIn(ledger);
	for (let now: string | undefined = from; now !== undefined; now = merged[now]) if (now === to) return true;
	return false;
}
