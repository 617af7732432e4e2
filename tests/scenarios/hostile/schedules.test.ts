/**
 * Random schedules: three devices save, edit each other's notes, bring files, lose the line, and are lied to in any order; at last the relay is honest.
 * Then the devices have converged or say what is wrong, and nothing that was saved is gone. `npm run test:hostile` plays 10,000 (SCHEDULES sets how many,
 * SEED and SCHEDULE_PATH play a printed one again); here a few are played.
 */
import fc from '../../support/property.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomBytes } from '#lib/crypto/random.ts';
import { getBlob } from '#lib/workspace/blobs.ts';
import { packsOf } from '../carrying.ts';
import { Crew, RelayHouse, type Hand } from './crew.ts';
import { FILE_LIES } from './file-lies.ts';
import { MUTATORS } from './mutators.ts';

const LIES = [...MUTATORS, ...FILE_LIES];
/** Two parts. */
const FILE_BYTES = 60_000;

const SCHEDULES = Number(process.env.SCHEDULES ?? 25);
const NAMES = ['alice', 'bob', 'carol'] as const;

/** After so many schedules a relay has enough workspaces. */
const A_RELAY = 200;
/** Milliseconds after which a schedule that has come to no end is one that never does. */
const PATIENCE = 60_000;

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('save' as const), who: name }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), who: name, which: fc.nat(5) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), who: name }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: name }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), who: name }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 30 }) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('file' as const), who: name }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('lie' as const), who: name, lie: fc.nat(LIES.length - 1), draws: fc.nat() }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('be honest' as const), who: name }) }
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a device does with its files whenever it is live. */
const carry = (crew: Crew, hand: Hand) => packsOf(hand, crew.files.keys()).run();

async function play(crew: Crew, steps: readonly Step[]): Promise<void> {
	await crew.start();
	for (const each of NAMES) await crew.save(each, `of ${each}`);
	await crew.settle();
	crew.shared.push(...crew.hand('alice').saved.keys());
	crew.hand('alice').saved.clear();
	for (const [at, each] of steps.entries()) await take(crew, each, at);
}

async function take(crew: Crew, each: Step, at: number): Promise<void> {
	switch (each.do) {
		case 'save':
			await crew.save(each.who, `${at} of ${each.who}`);
			break;
		case 'edit': {
			const id = crew.shared[each.which % crew.shared.length]!;
			const text = await crew.text(each.who, id);
			if (text === undefined) break;
			await crew.save(each.who, `${text} ${at}`, id);
			crew.hand(each.who).saved.delete(id);
			break;
		}
		case 'file': {
			const hand = crew.hand(each.who);
			if (hand.home.keys.hasEpoch(hand.workspace.epoch)) await crew.putFile(each.who, randomBytes(FILE_BYTES));
			for (const every of crew.all) await carry(crew, every);
			break;
		}
		case 'cut':
			crew.liar.cut(each.who);
			break;
		case 'leave':
			await crew.hand(each.who).session.stop();
			break;
		case 'return':
			crew.hand(each.who).session.start();
			break;
		case 'wait':
			for (let turn = 0; turn < each.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
			break;
		case 'lie':
			await LIES[each.lie]!.begin(crew, each.who, (n) => each.draws % n);
			break;
		case 'be honest':
			crew.liar.lies.delete(each.who);
			crew.liar.cut(each.who);
	}
}

/** Lies by which a relay refuses what is sound, time and again. */
const REFUSING = new Set(['every message refused']);

/** Nothing is written there until a person has decided; the log it has is the relay's all the same. */
const isHeld = ({ session }: Hand) => session.alarms.stopped;

/** The relay as it is, and everybody there: what was hidden comes out now. */
async function comeOut(crew: Crew): Promise<void> {
	crew.liar.lies.clear();
	crew.liar.cut();
	for (const { session } of crew.all) {
		session.start();
		session.wake();
	}
	const decided = () =>
		crew.all.every((hand) => {
			const { link } = hand.session.status;
			const isHere = link === 'live' && hand.workspace.entries === crew.liar.log.length;
			return link === 'stopped' || (isHere && isHeld(hand)) || crew.isLevel(hand, crew.liar.log.length);
		});
	await crew.until(decided);
	// One entry of everybody who can still write: what he has seen must be what all have.
	for (const hand of crew.all) if (hand.session.status.link === 'live' && !isHeld(hand)) await crew.save(hand.name, `last of ${hand.name}`);
	await crew.until(decided);
	// What one brings, the others get.
	for (let round = 0; round < 2; round++) for (const hand of crew.all) await carry(crew, hand);
}

async function nothingIsSilent(crew: Crew, steps: readonly Step[]): Promise<void> {
	const live = crew.all.filter((hand) => hand.session.status.link === 'live' && !isHeld(hand));
	const refusing = steps.flatMap((each) => (each.do === 'lie' && REFUSING.has(LIES[each.lie]!.name) ? [each.who as string] : []));
	for (const hand of crew.all) {
		const { name: who, saved, session, workspace, raised } = hand;
		// Every device here has a sound storage, and an honest relay refuses nothing for long.
		expect([who, [...raised].filter((kind) => kind === 'storage' || (kind === 'refused' && !refusing.includes(who)))]).toEqual([who, []]);
		for (const [id, text] of saved) {
			expect([who, 'has', id, await crew.text(who, id)]).toEqual([who, 'has', id, text]);
			// Whoever is live with another has what the other saved.
			if (live.includes(hand))
				for (const each of live) expect([each.name, 'got', id, await crew.text(each.name, id)]).toEqual([each.name, 'got', id, text]);
		}
		if (session.status.link === 'stopped') expect([who, crew.isAlarmed(hand)]).toEqual([who, true]);
		expect(workspace.broken).toBeUndefined();
	}
	const views = await Promise.all(live.map((hand) => crew.view(hand)));
	for (const view of views) expect(view).toEqual(views[0]);
	for (const hand of live) {
		for (const [address, { by, bytes }] of crew.files) {
			if (!live.some((each) => each.name === by)) continue;
			expect([hand.name, 'opens', address, Buffer.compare(await getBlob(hand.home, address), bytes)]).toEqual([
				hand.name,
				'opens',
				address,
				0
			]);
		}
	}
}

it(`${SCHEDULES} random schedules end in agreement or in alarm, and lose nothing`, { timeout: 60_000 + SCHEDULES * 30_000 }, async () => {
	let played = 0;
	const kinds: Record<string, number> = {};
	const began = Date.now();
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
			if (played > 0 && played % A_RELAY === 0) {
				await relay.close();
				relay = await RelayHouse.open();
			}
			const crew = await Crew.assemble(relay, NAMES);
			try {
				await play(crew, steps);
				await comeOut(crew);
				await nothingIsSilent(crew, steps);
				for (const { raised } of crew.all) for (const kind of raised) kinds[kind] = (kinds[kind] ?? 0) + 1;
			} finally {
				await crew.end();
			}
			if (++played % 100 === 0)
				console.log(`${played} schedules, ${Math.round((Date.now() - began) / played)} ms each`, JSON.stringify(kinds));
		}),
		{
			numRuns: SCHEDULES,
			timeout: PATIENCE,
			...(process.env.SCHEDULE_PATH && { path: process.env.SCHEDULE_PATH })
		}
	);
});
