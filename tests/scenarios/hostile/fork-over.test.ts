/** A fork that is over: proved by the log alone where that can be, and never taken back while a device is known to have seen another log. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomBytes } from '#lib/crypto/random.ts';
import { Crew, RelayHouse, waitingOf } from './crew.ts';
import { inject, mutator, note } from './mutators.ts';
import { dataEntry } from './scribe.ts';
import { NAMES, converge } from './story.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

async function withCrew(story: (crew: Crew) => Promise<void>): Promise<void> {
	const crew = await Crew.assemble(relay, NAMES);
	try {
		await crew.start();
		for (const each of NAMES) await crew.save(each, `of ${each}`);
		await converge(crew);
		await story(crew);
	} finally {
		await crew.end();
	}
}

/** To Bob the relay is as it is. */
function honestToBob(crew: Crew): void {
	crew.liar.lies.clear();
	crew.liar.cut('bob');
	crew.hand('bob').session.wake();
}

it('hashes that did not fit: once the relay shows this very log again nothing is left of it, and what waited is sent', () =>
	withCrew(async (crew) => {
		await mutator('another hash with events').begin(crew, 'bob', () => 0);
		await crew.save('alice', 'with another hash');
		await crew.until(() => crew.alarm('bob', 'fork') !== undefined);
		expect(crew.alarm('bob', 'fork')!.device).toBeUndefined();
		const id = await crew.save('bob', 'waits');
		honestToBob(crew);
		await converge(crew);
		expect(crew.hand('bob').session.alarms.all).toEqual([]);
		expect(await crew.text('alice', id)).toBe('waits');
	}));

it('a device that has seen another log: it stays, and nothing is sent, until that device has written in this one', () =>
	withCrew(async (crew) => {
		const { keys } = crew.hand('alice');
		const elsewhere = dataEntry(keys, crew.liar.log, crew.key(), [note('elsewhere')], { seenR: randomBytes(32) });
		inject(crew, 'bob', elsewhere);
		await crew.until(() => crew.alarm('bob', 'fork') !== undefined);
		const { session, workspace } = crew.hand('bob');
		expect(crew.alarm('bob', 'fork')).toEqual({ kind: 'fork', n: workspace.entries, device: keys.id });
		const id = await crew.save('bob', 'waits');
		honestToBob(crew);
		// The log is the same again, and so is that of Carol, who writes: but it is Alice who has seen another one.
		await crew.save('carol', 'goes on');
		await crew.until(() => session.status.link === 'live' && workspace.entries === crew.liar.log.length && session.status.isHeld);
		expect(session.alarms.stopped).toBe(true);
		expect(waitingOf(workspace)).toBe(1);
		expect(await crew.text('alice', id)).toBeUndefined();
		await crew.save('alice', 'on this one');
		await converge(crew);
		expect(session.alarms.all).toEqual([]);
		expect(await crew.text('alice', id)).toBe('waits');
	}));

it('or until the person has compared the two and found but one', () =>
	withCrew(async (crew) => {
		const { keys } = crew.hand('alice');
		inject(crew, 'bob', dataEntry(keys, crew.liar.log, crew.key(), [note('elsewhere')], { seenR: randomBytes(32) }));
		await crew.until(() => crew.alarm('bob', 'fork') !== undefined);
		const id = await crew.save('bob', 'waits');
		honestToBob(crew);
		crew.hand('bob').session.forkSettled();
		await converge(crew);
		expect(await crew.text('alice', id)).toBe('waits');
	}));
