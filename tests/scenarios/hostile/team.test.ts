/** Members who lie together with the relay: what they sign and may not counts for nothing, on a whole device of an honest member. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RelayHouse, type Crew } from './crew.ts';
import { countsForNothing, lied, raises } from './story.ts';
import { TEAM, TEAM_LIES } from './team-lies.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

const NAMES = ['alice', ...Object.keys(TEAM)];

/** Where a signature is false, that is said; where an entry was left out, the next of who saw it gives it away. */
const STORIES: Record<string, (crew: Crew) => Promise<void>> = {
	'an answer with other keys put in': raises('bad-signature'),
	'the removal of a member withheld': raises('fork', 'carol', 'alice')
};

describe('a member who lies, together with the relay, to one device', () => {
	it.concurrent.each(TEAM_LIES.map((each) => [each.name, each.threats.join(', '), each] as const))('%s (threats %s)', (name, _, each) =>
		lied(relay, each, STORIES[name] ?? countsForNothing(1), { names: NAMES, roles: TEAM })
	);
	it('has no story for a lie that is not told', () => {
		const told = TEAM_LIES.map(({ name }) => name);
		expect(told).toEqual(expect.arrayContaining(Object.keys(STORIES)));
		expect(new Set(told).size).toBe(told.length);
	});
});
