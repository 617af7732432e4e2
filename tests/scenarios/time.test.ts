/**
 * Members and devices that keep time, online and off, on a real relay: timers begun at once end in one that runs and nothing is lost, what is billed is locked
 * wherever it was changed, and nobody writes another's time but admins. `TIME_RUNS` sets how many random stories are played, `SEED` plays a printed one again.
 */
import fc from '../support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { isRunning, secondsOf } from '#lib/time/entry.ts';
import { NO_ROUNDING, type TimeEntry } from '#lib/time/time.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { Refused } from '#lib/worker/results.ts';
import { TimeCommands } from '#lib/worker/time-commands.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { setRole } from '#lib/workspace/members.ts';
import { aBusiness, aParty } from '../support/books.ts';
import { aProject, anEntry, someWork } from '../support/time.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const RUNS = Number(process.env.TIME_RUNS ?? 4);
const NAMES = ['laptop', 'phone'] as const;
const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [CLIENT, SERIES, PROJECT] = [id('a'), id('b'), id('c')];
/** Minutes after nine. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 16, 9, minute)).toISOString();

interface Hand {
	device: Device;
	books: BookCommands;
	time: TimeCommands;
}

function handOf(device: Device): Hand {
	const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
	return { device, books, time: new TimeCommands(device.workspace, books) };
}

async function fill({ books, device }: Hand) {
	await books.save('business', businessId(toHex(device.home.keys.wsId)), aBusiness({ timeZone: 'UTC' }));
	await books.save('party', CLIENT, aParty());
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	await books.save('project', PROJECT, aProject({ clientId: CLIENT }));
	await books.series.leaseFree();
}

async function desk() {
	const scene = await setup(NAMES);
	const hands = NAMES.map((name) => handOf(scene[name])) as [Hand, Hand];
	await fill(hands[0]);
	const meet = async () => {
		for (const { device } of hands) await device.reconnect();
		await scene.converge(scene.laptop, scene.phone);
	};
	await meet();
	const part = () => Promise.all(hands.map(({ device }) => device.session.stop()));
	return { hands, meet, part };
}

async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'done';
	} catch (error) {
		if (error instanceof Refused) return error.error.detail ?? error.error.code;
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}

const sheet = ({ time }: Hand, now = at(600)) => time.timesheet('2026-11-16', '2026-11-17', now);
/** All that can be seen of time. */
async function view(hand: Hand): Promise<string> {
	const shown = (await sheet(hand)).map(({ id: entryId, entry, billed, overlaps }) => ({ entryId, entry, billed, overlaps }));
	const running = (await hand.time.timers.timer()).running?.id;
	return JSON.stringify([shown, running, hand.device.workspace.refusals]);
}
const reasons = ({ device }: Hand) => device.workspace.refusals.map(({ reason, flagged }) => `${reason}${flagged ? ' (taken)' : ''}`);

describe('one person with two devices', () => {
	it('begins on one and stops on the other', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		const { running } = await laptop.time.timers.start(someWork({ projectId: PROJECT, note: 'Sketch' }), at(0), 'Europe/Berlin');
		await meet();
		expect((await phone.time.timers.timer()).running).toMatchObject({ id: running!.id, entry: { note: 'Sketch' } });
		await phone.time.timers.stop(at(45));
		await meet();
		expect((await laptop.time.timers.timer()).running).toBeUndefined();
		expect(secondsOf((await sheet(laptop))[0]!.entry)).toBe(45 * 60);
	});

	it('begins on both at once: one timer runs, the other ended where it began, and the next stop writes that down', async () => {
		const { hands, meet, part } = await desk();
		const [laptop, phone] = hands;
		await part();
		await laptop.time.timers.start(someWork({ note: 'On the laptop' }), at(0), 'UTC');
		await phone.time.timers.start(someWork({ note: 'On the phone' }), at(10), 'UTC');
		await meet();
		for (const hand of hands) {
			expect((await hand.time.timers.timer()).running?.entry.note).toBe('On the phone');
			expect((await sheet(hand)).map(({ entry }) => [entry.note, isRunning(entry), secondsOf(entry, at(20)) / 60])).toEqual([
				['On the laptop', false, 10],
				['On the phone', true, 10]
			]);
		}
		await laptop.time.timers.stop(at(30));
		await meet();
		const kept = (await phone.books.list('time-entry')).rows.map(({ note, running, seconds }) => [note, running, seconds / 60]);
		expect(kept.sort()).toEqual([
			['On the laptop', false, 10],
			['On the phone', false, 20]
		]);
		expect(await view(laptop)).toBe(await view(phone));
	});

	it('throws the one that runs away: the other one does not run on', async () => {
		const { hands, meet, part } = await desk();
		const [laptop, phone] = hands;
		await part();
		await laptop.time.timers.start(someWork({ note: 'On the laptop' }), at(0), 'UTC');
		await phone.time.timers.start(someWork({ note: 'On the phone' }), at(10), 'UTC');
		await meet();
		expect((await laptop.time.timers.discard()).running).toBeUndefined();
		await meet();
		expect((await sheet(phone)).map(({ entry }) => [entry.note, secondsOf(entry, at(20)) / 60])).toEqual([['On the laptop', 10]]);
	});

	it('changes what the other device billed meanwhile: the invoice stands, and the change is shown', async () => {
		const { hands, meet, part } = await desk();
		const [laptop, phone] = hands;
		const entry = await laptop.time.save(undefined, anEntry({ projectId: PROJECT }));
		await meet();
		await part();
		const draft = await laptop.time.billing.bill({
			clientId: CLIENT,
			entryIds: [entry],
			grouping: 'project',
			rounding: NO_ROUNDING,
			withNotes: false
		});
		await laptop.books.issue(draft);
		await laptop.device.reconnect();
		await phone.time.save(entry, anEntry({ projectId: PROJECT, seconds: 7200 }));
		await meet();
		for (const hand of hands) {
			expect(secondsOf((await sheet(hand))[0]!.entry)).toBe(3600);
			expect((await sheet(hand))[0]!.billed[0]!.to).toBe(draft);
			expect(reasons(hand)).toEqual(['in-use']);
		}
		expect(await view(laptop)).toBe(await view(phone));
	});

	it('bills one hour on both: both invoices stand, and the second is marked', async () => {
		const { hands, meet, part } = await desk();
		const [laptop, phone] = hands;
		const own = await phone.books.series.makeOwn(SERIES);
		const entry = await laptop.time.save(undefined, anEntry({ projectId: PROJECT }));
		await meet();
		await part();
		const bill = { clientId: CLIENT, entryIds: [entry], grouping: 'project', rounding: NO_ROUNDING, withNotes: false } as const;
		const drafts = [await laptop.time.billing.bill(bill), await phone.time.billing.bill(bill)];
		await laptop.books.issue(drafts[0]!);
		await phone.books.save('draft', drafts[1]!, { ...(await phone.books.get('draft', drafts[1]!)), seriesId: own });
		await phone.books.issue(drafts[1]!);
		await laptop.device.reconnect();
		await meet();
		for (const hand of hands) {
			expect(new Set((await sheet(hand))[0]!.billed.map(({ to }) => to))).toEqual(new Set(drafts));
			expect(reasons(hand)).toEqual(['billed-twice (taken)']);
		}
		expect(await view(laptop)).toBe(await view(phone));
	});

	it('starts and stops at random, apart and together: at most one runs, nothing is lost, and both see the same', async () => {
		const step = fc.record({
			who: fc.nat(1),
			act: fc.constantFrom('start', 'stop', 'meet', 'part'),
			minute: fc.integer({ min: 1, max: 9 })
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
				const { hands, meet, part } = await desk();
				let minute = 0;
				let begun = 0;
				for (const { who, act, minute: later } of steps) {
					minute += later;
					const { time } = hands[who]!;
					if (act === 'meet') await meet();
					else if (act === 'part') await part();
					else if (act === 'start') await time.timers.start(someWork({ note: String(++begun) }), at(minute), 'UTC');
					else expect(await refusal(time.timers.stop(at(minute)))).toMatch(/^(done|not-found)$/);
				}
				await meet();
				const [one, other] = await Promise.all(hands.map(view));
				expect(one).toBe(other);
				const entries = (await sheet(hands[0])).map(({ entry }) => entry);
				expect(entries.map(({ note }) => Number(note)).sort((a, b) => a - b)).toEqual(Array.from({ length: begun }, (_, n) => n + 1));
				expect(entries.filter(isRunning).length).toBeLessThanOrEqual(1);
				expect(entries.every((entry: TimeEntry) => secondsOf(entry, at(minute)) >= 0)).toBe(true);
				await endAll();
			}),
			{ numRuns: RUNS }
		);
	});
});

describe('several members', () => {
	it('write their own time; admins write everybody’s, and a viewer none', async () => {
		const scene = await setup(['alice']);
		const alice = handOf(scene.alice);
		await fill(alice);
		const bob = handOf(await comes(scene, scene.alice, 'bob', 'w'));
		const eve = handOf(await comes(scene, scene.alice, 'eve', 'r'));
		await scene.converge(scene.alice, bob.device, eve.device);
		const hers = await alice.time.save(undefined, anEntry({ projectId: PROJECT, note: 'Hers' }));
		const his = await bob.time.save(undefined, anEntry({ projectId: PROJECT, note: 'His' }));
		await scene.converge(scene.alice, bob.device, eve.device);

		expect(await refusal(bob.time.save(hers, anEntry({ projectId: PROJECT, note: 'Not hers' })))).toBe('not-entitled');
		expect(await refusal(bob.books.remove('time-entry', hers))).toBe('not-entitled');
		const aliceId = memberOf(scene.alice);
		expect(await refusal(bob.time.save(his, anEntry({ projectId: PROJECT, member: aliceId })))).toBe('not-entitled');
		expect(await refusal(eve.time.timers.start(someWork(), at(0), 'UTC'))).toBe('viewer');
		expect((await sheet(bob)).map(({ entry: { note }, mine }) => [note, mine]).sort()).toEqual([
			['Hers', false],
			['His', true]
		]);

		await alice.time.save(his, anEntry({ projectId: PROJECT, note: 'His, mended' }));
		await scene.converge(scene.alice, bob.device, eve.device);
		expect((await sheet(bob)).map(({ entry }) => entry.note).sort()).toEqual(['Hers', 'His, mended']);
		// An editor bills what others worked: that is the invoice's, not the entry's.
		const bill = { clientId: CLIENT, entryIds: [hers, his], grouping: 'member', rounding: NO_ROUNDING, withNotes: false } as const;
		expect((await bob.books.get('draft', await bob.time.billing.bill(bill))).lines).toHaveLength(2);
	});

	it('lose a role by what comes first in the log: what was written as an admin before stays', async () => {
		const scene = await setup(['alice']);
		const alice = handOf(scene.alice);
		await fill(alice);
		const bob = handOf(await comes(scene, scene.alice, 'bob', 'a'));
		const hers = await alice.time.save(undefined, anEntry({ projectId: PROJECT, note: 'Hers' }));
		await scene.converge(scene.alice, bob.device);
		await bob.time.save(hers, anEntry({ projectId: PROJECT, note: 'By an admin' }));
		await scene.converge(scene.alice, bob.device);
		await bob.device.session.stop();
		await bob.time.save(hers, anEntry({ projectId: PROJECT, note: 'Too late' }));
		await setRole(scene.alice.workspace, memberOf(bob.device), 'w');
		await bob.device.reconnect();
		await scene.converge(scene.alice, bob.device);
		for (const hand of [alice, bob]) {
			expect((await sheet(hand))[0]!.entry.note).toBe('By an admin');
			expect(reasons(hand)).toEqual(['not-entitled']);
		}
	});
});
