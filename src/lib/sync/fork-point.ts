/**
 * Where two logs under one name part. The relay gives entries from a place and the rolling hash after the last of them, and an equal hash means that
 * all before it is equal: so the place is found by halving, at the cost of one frame a step.
 */
import { equal } from '../../../sync-server/protocol/bytes.ts';
import { MAX_FRAME } from '../../../sync-server/protocol/codec.ts';
import type { Connection } from './connection.ts';
import type { LogPort } from './port.ts';

interface Part {
	from: number;
	entries: Uint8Array[];
	R: Uint8Array;
}

/** Number of entries that both have in common; undefined when the relay does not show its log. @param there entries the relay has */
export async function forkPoint(connection: Connection, port: LogPort, there: number): Promise<number | undefined> {
	const here = (await port.head()).n;
	let same = 0;
	let differs = Math.min(here, there);
	while (same < differs) {
		const middle = same + Math.floor((differs - same) / 2);
		const part = await read(connection, middle);
		if (!part) return undefined;
		const end = middle + part.entries.length;
		const known = end <= here ? await port.rAt(end) : undefined;
		if (known && equal(known, part.R)) {
			same = end;
			continue;
		}
		const before = middle === same ? await firstDifference(port, part) : undefined;
		if (before !== undefined) return before;
		differs = middle;
	}
	return same;
}

/** Takes the entries of a branch, and says what they hash to. */
export interface BranchTaker {
	readonly R: Uint8Array;
	take(entries: readonly Uint8Array[]): void;
}

/** All that the relay has behind its first n entries. False when it does not show that, or not what it says it is. */
export async function readBranch(connection: Connection, n: number, there: number, taker: BranchTaker): Promise<boolean> {
	for (let from = n; from < there;) {
		const part = await read(connection, from);
		if (!part) return false;
		taker.take(part.entries);
		if (!equal(taker.R, part.R)) return false;
		from += part.entries.length;
	}
	return true;
}

/** Of a part whose beginning is known to be the same. */
async function firstDifference(port: LogPort, { from, entries }: Part): Promise<number> {
	let at = from;
	while (at < from + entries.length) {
		const mine = await port.read(at, MAX_FRAME);
		if (mine.length === 0) return at;
		for (const entry of mine) {
			const theirs = entries[at - from];
			if (!theirs || !equal(theirs, entry)) return at;
			at++;
		}
	}
	return at;
}

async function read(connection: Connection, from: number): Promise<Part | undefined> {
	const answer = await connection.ask({ type: 'pull', from, frames: 1 }, 'entries');
	if (answer.type === 'err' || answer.from !== from || answer.entries.length === 0) return undefined;
	return { from, entries: [...answer.entries], R: answer.R };
}
