/**
 * Random schedules of a team: an owner with two devices, an admin, an editor and a viewer save, change each other's roles, put each other out, leave, lose
 * the line, and are lied to by each other and by the relay, in any order; at last everybody is honest. Then all who belong have converged or say what is
 * wrong, they agree on who belongs, and nothing that was saved is gone from where it was saved. `npm run test:hostile` plays a quarter as many as of
 * schedules.test.ts (SCHEDULES; SEED and SCHEDULE_PATH play a printed one again); here a few are played.
 */
import fc from '../../support/property.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Capability } from '../../../sync-server/protocol/membership-state.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { listRecoveryPair } from '#lib/workspace/admission.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { leaveBooks, memberList, ownRole, removeMember, rotateIfOwed, setRole } from '#lib/workspace/members.ts';
import { Crew, RelayHouse, type Hand } from './crew.ts';
import { MUTATORS } from './mutators.ts';
import { TEAM_LIES } from './team-lies.ts';

const LIES = [...TEAM_LIES, ...MUTATORS];
const SCHEDULES = process.env.SCHEDULES ? Math.ceil(Number(process.env.SCHEDULES) / 4) : 8;
const NAMES = ['alice', 'phone', 'bob', 'carol', 'dave'] as const;
/** The phone is Alice's. */
const ROLES: Readonly<Record<string, Capability>> = { bob: 'w', carol: 'a', dave: 'r' };

/** After so many schedules a relay has enough workspaces. */
const A_RELAY = 100;
/** Milliseconds after which a schedule that has come to no end is one that never does. */
const PATIENCE = 60_000;

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

const name = fc.constantFrom(...NAMES);
/** Those whom the log may let; now and then somebody else. */
const ruler = fc.constantFrom('alice', 'alice', 'phone', 'carol', 'carol', 'bob');
const role = fc.constantFrom<Capability>('r', 'w', 'a', 'o');
const step = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('save' as const), who: name }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), who: name, which: fc.nat(5) }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('make' as const), who: ruler, whom: name, role }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), who: ruler, whom: name }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constantFrom('quit' as const, 'new code' as const), who: name }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), who: name }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'return' as const), who: name }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 30 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('lie' as const), who: name, lie: fc.nat(LIES.length - 1), draws: fc.nat() }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('be honest' as const), who: name }) }
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a person is told instead; anything else is a fault of the program. */
const TOLD: readonly WorkspaceError['code'][] = ['needs-relay', 'overtaken', 'invalid', 'read-only', 'not-found', 'stopped'];

async function unlessTold(work: Promise<unknown>): Promise<void> {
	try {
		await work;
	} catch (error) {
		if (!(error instanceof WorkspaceError) || !TOLD.includes(error.code)) throw error;
	}
}

const mayWrite = ({ workspace }: Hand) => ['w', 'a', 'o'].includes(ownRole(workspace) ?? '');
/** Nothing is written there until a person has decided. */
const isHeld = ({ session }: Hand) => session.alarms.stopped;
const isLive = (hand: Hand) => hand.session.status.link === 'live' && !isHeld(hand);

class Play {
	readonly crew: Crew;
	/** What waits for the relay's answer, whenever that comes. */
	readonly #asked: Promise<void>[] = [];

	constructor(crew: Crew) {
		this.crew = crew;
	}

	async begin(): Promise<void> {
		const { crew } = this;
		await crew.start();
		for (const each of NAMES) if (ROLES[each] !== 'r') await crew.save(each, `of ${each}`);
		await crew.settle();
		crew.shared.push(...crew.hand('alice').saved.keys());
		crew.hand('alice').saved.clear();
	}

	/** Goes on without the answer: the relay may lie, and give none. */
	#ask(work: Promise<unknown>): void {
		this.#asked.push(unlessTold(work));
	}

	async take(each: Step, at: number): Promise<void> {
		const { crew } = this;
		if (each.do === 'wait') {
			for (let turn = 0; turn < each.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
			return;
		}
		const hand = crew.hand(each.who);
		const { workspace, home } = hand;
		const memberOf = (who: string) => Buffer.from(crew.members.get(who)!.id).toString('hex');
		switch (each.do) {
			case 'save':
				return unlessTold(crew.save(each.who, `${at} of ${each.who}`));
			case 'edit': {
				const id = crew.shared[each.which % crew.shared.length]!;
				const text = await crew.text(each.who, id);
				if (text === undefined) return;
				await unlessTold(crew.save(each.who, `${text} ${at}`, id));
				hand.saved.delete(id);
				return;
			}
			case 'make':
				return this.#ask(setRole(workspace, memberOf(each.whom), each.role));
			case 'remove':
				return this.#ask(removeMember(workspace, home.keys, memberOf(each.whom)));
			case 'quit':
				return this.#ask(leaveBooks(workspace));
			case 'new code':
				return this.#ask(listRecoveryPair(workspace, home.keys, randomKey(kdfKey)));
			case 'cut':
				return crew.liar.cut(each.who);
			case 'leave':
				return hand.session.stop();
			case 'return':
				return hand.session.start();
			case 'lie':
				return unlessTold(Promise.resolve(LIES[each.lie]!.begin(crew, each.who, (n) => each.draws % n)));
			case 'be honest':
				crew.liar.lies.delete(each.who);
				crew.liar.cut(each.who);
		}
	}

	/** The relay as it is, and everybody there: what was hidden comes out now. */
	async comeOut(): Promise<void> {
		const { crew } = this;
		crew.liar.lies.clear();
		crew.liar.cut();
		for (const { session } of crew.all) {
			session.start();
			session.wake();
		}
		await Promise.all(this.#asked);
		await crew.until(() => this.#isDecided());
		// Who left knows the key: whoever may gives the others a new one, as soon as the relay is there.
		await crew.until(async () => {
			const live = crew.all.filter(isLive);
			for (const { workspace, home } of live) await unlessTold(rotateIfOwed(workspace, home.keys));
			const isOwed = this.#couldRotate(live) && live.some(({ workspace }) => workspace.membership!.owesRotation);
			return this.#isDecided() && !isOwed;
		});
		for (const hand of crew.all) if (isLive(hand) && mayWrite(hand)) await unlessTold(crew.save(hand.name, `last of ${hand.name}`));
		await crew.until(() => this.#isDecided());
	}

	#isDecided(): boolean {
		const { crew } = this;
		return crew.all.every((hand) => {
			const { status } = hand.session;
			const isHere = status.link === 'live' && hand.workspace.entries === crew.liar.log.length;
			// What a viewer had waiting when he became one stays with him.
			return status.link === 'stopped' || (isHere && (isHeld(hand) || !mayWrite(hand))) || crew.isLevel(hand, crew.liar.log.length);
		});
	}

	async nothingIsSilent(): Promise<void> {
		const { crew } = this;
		const live = crew.all.filter(isLive);
		for (const hand of crew.all) {
			const { name: who, saved, session, workspace, raised } = hand;
			expect([who, raised.has('storage'), workspace.broken]).toEqual([who, false, undefined]);
			if (session.status.link === 'stopped') expect([who, crew.isAlarmed(hand)]).toEqual([who, true]);
			for (const [id, text] of saved) {
				expect([who, 'has', id, await crew.text(who, id)]).toEqual([who, 'has', id, text]);
				if (!live.includes(hand) || !mayWrite(hand)) continue;
				for (const each of live) expect([each.name, 'got', id, await crew.text(each.name, id)]).toEqual([each.name, 'got', id, text]);
			}
		}
		const isWaiting = ({ workspace }: Hand) => (workspace.books.head.outbox?.count ?? 0) > 0;
		for (const hands of [live.filter(isWaiting), live.filter((hand) => !isWaiting(hand))]) {
			const views = await Promise.all(hands.map((hand) => this.#view(hand)));
			for (const view of views)
				expect(isWaiting(hands[0]!) ? { ...view, texts: [] } : view).toEqual(isWaiting(hands[0]!) ? { ...views[0], texts: [] } : views[0]);
		}
		for (const { workspace } of live) expect(workspace.rollingHash).toBe(live[0]!.workspace.rollingHash);
		for (const { workspace, home, name: who } of live) {
			// An owner always remains, and who belongs reads what is written now.
			expect([who, memberList(workspace).some((each) => each.role === 'o')]).toEqual([who, true]);
			expect([who, home.keys.hasEpoch(workspace.epoch), workspace.membership!.owesRotation && this.#couldRotate(live)]).toEqual([
				who,
				true,
				false
			]);
		}
		for (const each of crew.all.filter(({ workspace }) => live.length > 0 && !this.#belongs(live[0]!, workspace.device)))
			expect([each.name, each.home.keys.hasEpoch(live[0]!.workspace.epoch) && this.#couldRotate(live)]).toEqual([each.name, false]);
	}

	/** What waits with a viewer is in his texts alone. */
	async #view(hand: Hand): Promise<object> {
		const view = await this.crew.view(hand);
		const { members, epoch, owesRotation, minProgram } = hand.workspace.membership!;
		return { ...view, members: [...members].sort(), epoch, owesRotation, minProgram };
	}

	#belongs({ workspace }: Hand, device: string): boolean {
		return workspace.membership!.devices.get(device)?.active === true;
	}

	#couldRotate(live: readonly Hand[]): boolean {
		return live.some(({ workspace }) => ['a', 'o'].includes(ownRole(workspace) ?? ''));
	}
}

it(
	`${SCHEDULES} random schedules of a team end in agreement or in alarm, and lose nothing`,
	{ timeout: 60_000 + SCHEDULES * 30_000 },
	async () => {
		let played = 0;
		const kinds: Record<string, number> = {};
		const began = Date.now();
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
				if (played > 0 && played % A_RELAY === 0) {
					await relay.close();
					relay = await RelayHouse.open();
				}
				const crew = await Crew.assemble(relay, NAMES, { roles: ROLES });
				try {
					const play = new Play(crew);
					await play.begin();
					for (const [at, each] of steps.entries()) await play.take(each, at);
					await play.comeOut();
					await play.nothingIsSilent();
					for (const { raised } of crew.all) for (const kind of raised) kinds[kind] = (kinds[kind] ?? 0) + 1;
				} finally {
					await crew.end();
				}
				if (++played % 50 === 0)
					console.log(`${played} schedules, ${Math.round((Date.now() - began) / played)} ms each`, JSON.stringify(kinds));
			}),
			{
				numRuns: SCHEDULES,
				timeout: PATIENCE,
				...(process.env.SCHEDULE_PATH && { path: process.env.SCHEDULE_PATH })
			}
		);
	}
);
