/** How the story of a lie is told: a crew that is level and live, of which one is then lied to. */
import { expect } from 'vitest';
import { hex } from '../../../sync-server/protocol/bytes.ts';
import { Crew, type CrewOptions, type RelayHouse } from './crew.ts';
import { INJECTED_ID, type Mutator } from './mutators.ts';

export const NAMES = ['alice', 'bob', 'carol'];

export interface LiedOptions extends CrewOptions {
	/** What everybody has before the lie begins. */
	before?: (crew: Crew) => Promise<void>;
	/** No key can tell what is injected from what a member wrote. */
	isTakenIn?: boolean;
}

/** Three devices, live, each with a note that all have; Bob is then lied to. */
export async function lied(
	relay: RelayHouse,
	lie: Mutator,
	tell: (crew: Crew) => Promise<void>,
	{ before, isTakenIn = false, ...options }: LiedOptions = {}
): Promise<void> {
	const crew = await Crew.assemble(relay, NAMES, options);
	try {
		await crew.start();
		for (const each of NAMES) await crew.save(each, `of ${each}`);
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
