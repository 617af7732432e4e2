import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from '#lib/crypto/random.ts';
import { levelOf } from '#lib/sync/alarms.ts';
import { getBlob } from '#lib/workspace/blobs.ts';
import { packsOf } from '../carrying.ts';
import { RelayHouse, type Crew } from './crew.ts';
import { FILE_LIES } from './file-lies.ts';
import { converge, lied } from './story.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

const carry = (crew: Crew, name: string) => packsOf(crew.hand(name), crew.files.keys()).run();

/** Alice's files lie on the relay; Bob has none of them. */
async function before(crew: Crew): Promise<void> {
	for (const length of [90_000, 130_000]) await crew.putFile('alice', randomBytes(length));
	expect(await carry(crew, 'alice')).toMatchObject({ isBroken: false, isFull: false });
}

/** Everybody has every file, and it opens. */
async function allHaveAll(crew: Crew): Promise<void> {
	// What one brings only now, the others get afterwards.
	for (const { name } of crew.all) await carry(crew, name);
	for (const { name, home } of crew.all) {
		expect([name, await carry(crew, name)]).toEqual([name, { absent: [], false: [], isFull: false, isRefused: false, isBroken: false }]);
		expect([name, crew.alarm(name, 'false-files')]).toEqual([name, undefined]);
		for (const [address, { bytes }] of crew.files) expect(Buffer.compare(await getBlob(home, address), bytes)).toBe(0);
	}
}

/** It is said which files are not what they are called, nothing of them stays here, and from a relay that is honest they come. */
const isFalse = (which: number[]) => async (crew: Crew) => {
	const names = [...crew.files.keys()];
	const { home } = crew.hand('bob');
	expect(await carry(crew, 'bob')).toMatchObject({ absent: [], false: which.map((at) => names[at]), isBroken: false });
	// And a person is told.
	expect(crew.alarm('bob', 'false-files')).toEqual({ kind: 'false-files', count: which.length });
	expect(levelOf(crew.alarm('bob', 'false-files')!)).toBe('act');
	for (const at of which) await expect(getBlob(home, names[at]!)).rejects.toMatchObject({ code: 'not-found' });
};

/** Asked for no more than a few parts, of what could only fill the memory. */
const isLetGo = (most: number) => async (crew: Crew) => {
	let asked = 0;
	const { fromDevice } = crew.liar.lies.get('bob')!;
	crew.liar.lies.get('bob')!.fromDevice = (frame, line) => {
		if (frame.type === 'packGet') asked++;
		return fromDevice!(frame, line);
	};
	await isFalse([0, 1])(crew);
	expect(asked).toBeLessThanOrEqual(most);
};

const STORIES: Record<string, (crew: Crew) => Promise<void>> = {
	'a file without its end': isFalse([0, 1]),
	'a file with another byte': isFalse([0, 1]),
	// Where it is the earlier one that is asked for, it is no lie.
	'an earlier file in the place of a newer one': isFalse([1]),
	'a file under another salt': isFalse([0, 1]),
	'a file under another key’s number': isFalse([0, 1]),
	async 'a file that is nowhere'(crew) {
		expect(await carry(crew, 'bob')).toMatchObject({ absent: [...crew.files.keys()], false: [] });
		// Whoever has them may not have been there yet: no relay is blamed for that.
		expect(crew.hand('bob').session.alarms.all).toEqual([]);
	},
	'a file of more parts than any': isLetGo(8),
	'a file larger than any': isLetGo(100),
	async 'a file taken and not kept'(crew) {
		const name = await crew.putFile('bob', randomBytes(1000));
		expect(await carry(crew, 'bob')).toMatchObject({ isFull: false, isBroken: false });
		expect(await carry(crew, 'carol')).toMatchObject({ absent: [name], false: [] });
	}
};

describe('a relay that shows one device', () => {
	it.each(FILE_LIES.map((lie) => [lie.name, lie.threats.join(', '), lie] as const))('%s (threats %s)', (name, _, lie) =>
		lied(
			relay,
			lie,
			async (crew) => {
				await STORIES[name]!(crew);
				// Entries go over the same line, and no lie about files is one about them.
				await crew.save('alice', 'meanwhile');
				await converge(crew);
				crew.liar.lies.clear();
				await allHaveAll(crew);
			},
			{ before }
		)
	);
	it('is told of by a story for each lie about files', () => {
		expect(Object.keys(STORIES).sort()).toEqual(FILE_LIES.map(({ name }) => name).sort());
	});
});
