/**
 * Four devices of two members number documents at random: online and off, under leases that are asked for, kept, given up, taken over and declared
 * ended, on a real relay. Then all have met. `NUMBER_RUNS` sets how many such stories are played, `SEED` and `STORY_PATH` play a printed one again.
 */
import fc from '../support/property.ts';
import { afterEach, expect, it } from 'vitest';
import { creditContent } from '#lib/documents/credit/content.ts';
import { leftOf } from '#lib/documents/credit/taken.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { Refused } from '#lib/worker/results.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import { comes } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const RUNS = Number(process.env.NUMBER_RUNS ?? 2);
/** The first two are the owner's, the others the other member's. */
const NAMES = ['laptop', 'phone', 'tablet', 'desk'] as const;
/** An editor takes no series over. */
const role = fc.constantFrom('w' as const, 'a' as const);

const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [PARTY, MAIN, CREDITS] = [id('a'), id('b'), id('c')];

const who = fc.constantFrom(...NAMES);
const series = fc.constantFrom(MAIN, MAIN, CREDITS);
/** Few enough that two devices now and then issue the same one, or credit the same invoice. */
const draft = fc.noBias(fc.nat(60));
const step = fc.oneof(
	{ weight: 12, arbitrary: fc.record({ do: fc.constant('issue' as const), who, draft }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('credit' as const), who, draft }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('come' as const), who }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('meet' as const), who }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ask' as const, 'note' as const), who, series }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constantFrom('lease' as const, 'release' as const), who, series }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('own' as const), who }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('next' as const), who, series }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('declare' as const), who, series, beyond: fc.nat(2) }) }
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Hand {
	device: Device;
	books: BookCommands;
	own?: string;
}
/** A number that went out: it must be in the books of all, under this device's hand, for ever. */
interface Given {
	number: string;
	by: string;
}

/** What a person is told instead; anything else is a fault of the program. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refused && ['invalid', 'not-found'].includes(error.error.code)) return undefined;
		if (error instanceof WorkspaceError && ['needs-relay', 'overtaken', 'invalid'].includes(error.code)) return undefined;
		throw error;
	}
}

async function act(hand: Hand, step: Step, made: () => string): Promise<Given | undefined> {
	const { device, books } = hand;
	const given = (number: string | undefined) => (number === undefined ? undefined : { number, by: device.workspace.device });
	switch (step.do) {
		case 'issue': {
			const seriesId = (await books.series.lease(MAIN)).state === 'elsewhere' ? (hand.own ?? MAIN) : MAIN;
			const content = anInvoice({ seriesId, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30' });
			await unlessRefused(() => books.save('draft', id('d', step.draft), content));
			return given((await unlessRefused(() => books.issue(id('d', step.draft))))?.document.number);
		}
		case 'credit':
			return given(await unlessRefused(() => credit(books, id('d', step.draft), made())));
		case 'leave':
			await device.session.stop();
			return;
		case 'come':
			if (device.session.status.link === 'live') return;
			await device.reconnect();
			await device.session.settled();
			return;
		case 'meet':
			if (device.session.status.link === 'live') await device.level();
			return;
		case 'ask':
			return void (await unlessRefused(() => books.series.ask(step.series)));
		case 'note':
			return void (await unlessRefused(() => books.series.note(step.series)));
		case 'lease':
			return void (await unlessRefused(() => books.series.leaseOne(step.series)));
		case 'release':
			return void (await unlessRefused(() => books.series.release(step.series)));
		case 'own':
			hand.own ??= await unlessRefused(() => books.series.makeOwn(MAIN));
			return;
		case 'next':
			return void (await unlessRefused(() => books.series.takeOver(step.series, { kind: 'next-segment' })));
		case 'declare': {
			const { lastSequence } = await books.series.lease(step.series);
			const takeover = { kind: 'declared', lastSequence: lastSequence + step.beyond } as const;
			return void (await unlessRefused(() => books.series.takeOver(step.series, takeover)));
		}
	}
}

async function credit(books: BookCommands, of: string, note: string): Promise<string> {
	const { document, facts } = await books.document(of);
	const words = { rounding: 'Rounding', terms: 'Set off or paid back.' };
	const left = leftOf(document, facts);
	const content = creditContent({
		invoiceId: of,
		invoice: document,
		left,
		choice: { kind: 'all' },
		today: '2026-11-03',
		seriesId: CREDITS,
		words
	});
	if (!content.ok) throw new Refused({ code: 'invalid' });
	await books.save('draft', note, content.content);
	return (await books.issue(note)).document.number;
}

/** One's own devices are called by their names, the others by their members'. */
const OF_WHO_LOOKS = ['thisDevice', 'deviceName', 'fromName'];
const report = async ({ books }: Hand) =>
	JSON.stringify(await books.series.report(), (key, value: unknown) => (OF_WHO_LOOKS.includes(key) ? undefined : value));
const documents = async ({ books }: Hand) => {
	const { rows } = await books.list('document', { where: { issued: true }, sort: { by: 'issueDate' } });
	return Promise.all(rows.map(({ id }) => books.document(id)));
};

async function allIsExplained(hands: readonly Hand[], given: readonly Given[], declared: boolean): Promise<void> {
	const [first] = hands as [Hand];
	const found = await documents(first);
	const inBooks = found.map(({ id, document: { number }, facts }) => {
		const marks = facts.flatMap(({ fact }) => (fact.kind === 'flagged' && fact.reason === 'number-doubled' ? [fact] : []));
		return { id, number, marks, isFirst: marks.every((mark) => mark.first) };
	});
	expect(inBooks.map(({ number }) => number).sort()).toEqual(given.map(({ number }) => number).sort());
	const standing = inBooks.filter(({ isFirst }) => isFirst);
	expect(new Set(standing.map(({ number }) => number)).size).toBe(standing.length);
	// A number that two documents have: after a declaration alone, and both are marked, each with the other.
	const { rows } = await first.books.list('document', { where: { issued: true } });
	const marked = new Set(rows.filter(({ doubled }) => doubled).map(({ id }) => id));
	for (const { id, number, marks, isFirst } of inBooks) {
		const others = inBooks.filter((each) => each.number === number && each.id !== id);
		expect([number, others.length > 0 && !declared, marked.has(id), marks.length > 0]).toEqual([
			number,
			false,
			others.length > 0,
			others.length > 0
		]);
		const named = isFirst ? others : others.filter((each) => each.isFirst);
		expect(marks.map(({ other }) => other).sort()).toEqual(named.map((each) => each.id).sort());
	}
	const periods = (await first.books.series.report()).flatMap((each) => each.periods);
	expect(periods.map(({ missing }) => missing).filter(Boolean)).toEqual([]);
	expect(periods.reduce((sum, { count }) => sum + count, 0)).toBe(standing.length);
	const reasons = new Set(first.device.workspace.refusals.map(({ reason }) => reason));
	for (const fine of ['number-doubled', 'issued-twice', 'over-credited', 'already-issued'] as const) reasons.delete(fine);
	expect([...reasons]).toEqual([]);
	for (const hand of hands) {
		expect(await report(hand)).toBe(await report(first));
		expect((await documents(hand)).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
		expect([...hand.device.raised]).toEqual([]);
		expect(await hand.device.workspace.verify()).toBeUndefined();
	}
}

it(
	`in ${RUNS} stories no number stands on two documents, none is missing, and all devices say the same`,
	{ timeout: 60_000 + RUNS * 60_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(role, fc.array(step, { minLength: 40, maxLength: 100, size: 'max' }), async (role, steps) => {
				try {
					const scene = await setup(['laptop']);
					const { laptop } = scene;
					const tablet = await comes(scene, laptop, 'tablet', role);
					const phone = await scene.admit('phone', laptop);
					const desk = await scene.admit('desk', tablet);
					await scene.connect(phone, desk);
					const devices = [laptop, phone, tablet, desk];
					const hands = devices.map((device): Hand => {
						return { device, books: new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId)) };
					});
					const [first] = hands as [Hand, ...Hand[]];
					await first.books.save('business', businessId(toHex(first.device.home.keys.wsId)), aBusiness({ timeZone: 'UTC' }));
					await first.books.save('party', PARTY, aParty());
					await first.books.save('series', MAIN, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
					await first.books.save('series', CREDITS, { name: 'Credits', type: 'credit-note', pattern: 'C-{0000}', start: 1, yearly: false });
					await first.books.series.leaseFree();
					await scene.converge(...devices);
					const given: Given[] = [];
					let notes = 0;
					for (const each of steps) {
						const hand = hands[NAMES.indexOf(each.who)]!;
						const number = await act(hand, each, () => id('e', notes++));
						if (number) given.push(number);
					}
					for (const device of devices) await device.reconnect();
					await scene.converge(...devices);
					await allIsExplained(
						hands,
						given,
						steps.some((each) => each.do === 'declare')
					);
				} finally {
					await endAll();
				}
			}),
			{
				numRuns: RUNS,
				// A shorter story is a matter of minutes: whoever looks for one plays the printed path again.
				endOnFailure: process.env.STORY_PATH === undefined,
				...(process.env.STORY_PATH && { path: process.env.STORY_PATH })
			}
		);
	}
);
