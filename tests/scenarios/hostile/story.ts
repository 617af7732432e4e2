/** How the story of a lie is told: a crew that is level and live, of which one is then lied to. */
import { expect } from 'vitest';
import { hex } from '../../../sync-server/protocol/bytes.ts';
import type { AlarmKind } from '#lib/sync/alarms.ts';
import { Crew, waitingOf, type CrewOptions, type RelayHouse } from './crew.ts';
import type { ForgedLog } from './forged-log.ts';
import { INJECTED_ID, type Mutator } from './mutators.ts';

export const NAMES = ['alice', 'bob', 'carol'];

export interface LiedOptions extends CrewOptions {
	/** What everybody has before the lie begins. */
	before?: (crew: Crew) => Promise<void>;
	/** The devices; three of one person unless told. Those who may not write have no note. */
	names?: readonly string[];
	/** No key can tell what is injected from what a member wrote. */
	isTakenIn?: boolean;
}

/** Devices, live, each with a note that all have; Bob is then lied to. */
export async function lied(
	relay: RelayHouse,
	lie: Mutator,
	tell: (crew: Crew) => Promise<void>,
	{ before, isTakenIn = false, names = NAMES, ...options }: LiedOptions = {}
): Promise<void> {
	const crew = await Crew.assemble(relay, names, options);
	try {
		await crew.start();
		for (const each of names) if (crew.members.get(each)!.role !== 'r') await crew.save(each, `of ${each}`);
		await converge(crew);
		await before?.(crew);
		await lie.begin(crew, 'bob', () => 0);
		await tell(crew);
		// Whatever became of it, nobody has lost what was saved on his own device, and nobody shows what was made up.
		for (const { name: who, saved, workspace } of crew.all) {
			for (const [id, text] of saved) expect([who, await crew.text(who, id)]).toEqual([who, text]);
			if (!isTakenIn) expect(await workspace.live('note', hex(INJECTED_ID))).toBeUndefined();
		}
	} finally {
		await crew.end();
	}
}

export async function converge(crew: Crew): Promise<void> {
	await crew.until(() => crew.all.every((hand) => crew.isLevel(hand, crew.liar.log.length)));
	expect(await crew.differences()).toEqual([]);
}

/** Makes peace: from here on the relay is heard as it is. */
export function honest(crew: Crew): void {
	crew.liar.lies.clear();
	crew.liar.cut();
	for (const { session } of crew.all) session.wake();
}

/** One after the other, each in an entry of its own that has its place. */
export async function saved(crew: Crew, ...savers: string[]): Promise<void> {
	for (const [at, saver] of savers.entries()) {
		await crew.save(saver, `after ${at}`);
		await crew.until(() => waitingOf(crew.hand(saver).workspace) === 0);
	}
}

export const raises =
	(kind: AlarmKind, ...savers: string[]) =>
	async (crew: Crew) => {
		await saved(crew, ...savers);
		await crew.until(() => crew.alarm('bob', kind) !== undefined);
	};

export const misbehaves =
	(what: string, ...savers: string[]) =>
	async (crew: Crew) => {
		await saved(crew, ...savers);
		await crew.until(() => crew.alarm('bob', 'misbehaves')?.what === what);
	};

/** Junk takes a place and nothing else; the first entry of somebody who saw the true log then gives the lie away. */
export const countsForNothing = (places: number) => async (crew: Crew) => {
	const { workspace } = crew.hand('bob');
	const before = workspace.membership!;
	const { n } = crew.liar.lies.get('bob') as ForgedLog;
	await crew.until(() => workspace.entries === n);
	expect(workspace.books.head.voids?.slice(-places)).toEqual(Array.from({ length: places }, (_, at) => n - places + at));
	expect(workspace.membership!.devices.size).toBe(before.devices.size);
	await crew.until(() => crew.alarm('bob', 'misbehaves')?.what === 'junk');
	await raises('fork', 'alice', 'alice')(crew);
};
