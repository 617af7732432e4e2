import { afterEach, describe, expect, it } from 'vitest';
import { PairingHost } from '#lib/worker/pairing-host.ts';
import { issueInvoice } from '../../support/device.ts';
import { endPaired, online } from '../../support/paired-books.ts';
import { SOCKETS } from '../../support/paired.ts';
import { ForgedLog } from './forged-log.ts';
import { PAIRING_LIES, RECOVERY_LIES } from './letter-lies.ts';
import { fresh, house, isReading, pairing, placeOf, PostOffice, recover, type House, type Paired } from './letters.ts';

const houses: House[] = [];
afterEach(async () => {
	await endPaired();
	for (const { liar } of houses.splice(0)) await liar.end();
});

async function open(): Promise<House & { post: PostOffice }> {
	const post = new PostOffice();
	const opened = await house();
	opened.liar.lieToAll = post;
	houses.push(opened);
	return { ...opened, post };
}

const rejected = (why: string) => ({ status: 'rejected', reason: { why } });

interface Story {
	/** The old device has let another one in already. */
	afterAnother?: true;
	/** The person gives up when the relay is asked for something, and time passes. */
	givenUp?: true;
	tell(paired: Paired): void;
}

const PAIRINGS: Record<string, Story> = {
	'letters that come late': {
		tell({ offer, join, words }) {
			expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
			expect(words.joining).toEqual(words.old);
		}
	},
	'no letter at all, not even to who wrote it': {
		givenUp: true,
		tell: ({ offer }) => expect(offer).toMatchObject(rejected('cancelled'))
	},
	'the letters of an earlier pairing': {
		afterAnother: true,
		tell: ({ join }) => expect(join).toMatchObject(rejected('tampered'))
	},
	'keys of its own, by the code that somebody read': {
		tell: ({ offer, join }) => expect([offer, join]).toMatchObject([rejected('words-differ'), rejected('words-differ')])
	}
};

const RECOVERIES: Record<string, string> = {
	'no record under the code': 'not-found',
	'a record in clear, of other books': 'not-found',
	'the record, and a log that ends before it': 'older',
	'the record, and another log of that length': 'older'
};

/** Gives the pairing up at the first question, and lets its time pass at once. */
function givenUp({ post }: { post: PostOffice }) {
	let isOver = false;
	return {
		timers: {
			after(_: number, work: () => void) {
				if (isOver) queueMicrotask(work);
				return () => {};
			}
		},
		begun(host: PairingHost) {
			const { answer } = post.tampering;
			post.tampering.answer = (...asked) => {
				isOver = true;
				host.cancel();
				return answer?.(...asked);
			};
		}
	};
}

describe('a relay that shows one device', () => {
	it.each(PAIRING_LIES.map((lie) => [lie.name, lie.threats.join(', '), lie] as const))('%s (threats %s)', async (name, _, { begin }) => {
		const opened = await open();
		const { workspace } = opened.alice.host.open;
		const story = PAIRINGS[name]!;
		if (story.afterAnother) expect((await pairing(opened, await fresh())).join.status).toBe('fulfilled');
		const { entries, otherDevices } = workspace;
		let secret: string | undefined;
		begin(opened.post, () => secret);
		const device = await fresh();
		const paired = await pairing(opened, device, { seen: (code) => (secret = code), ...(story.givenUp && givenUp(opened)) });
		story.tell(paired);
		if (paired.join.status === 'fulfilled') return expect(workspace.otherDevices).toBe(otherDevices + 1);
		// Nothing was admitted, nothing stored; and from a relay that is honest it works.
		expect([workspace.entries, workspace.otherDevices]).toEqual([entries, otherDevices]);
		expect(await device.host.status()).toEqual({ state: 'empty' });
		opened.post.tampering = {};
		const again = await pairing(opened, device);
		expect([again.offer.status, again.join.status]).toEqual(['fulfilled', 'fulfilled']);
	});

	it.each(RECOVERY_LIES.map((lie) => [lie.name, lie.threats.join(', '), lie] as const))('%s (threats %s)', async (name, _, { begin }) => {
		const opened = await open();
		await opened.locate();
		const { workspace } = opened.alice.host.open;
		begin(opened);
		const machine = await fresh();
		await expect(recover(opened, machine)).rejects.toMatchObject({ why: RECOVERIES[name] });
		expect(await machine.host.status()).toEqual({ state: 'empty' });
		expect(opened.liar.log.length).toBe(workspace.entries);
		opened.liar.lieToAll = undefined;
		opened.liar.lies.clear();
		expect((await recover(opened, machine)).books[0]!.newest?.number).toMatch(/-0001$/);
		const line = await online(machine, opened);
		await line.level();
		await opened.line.level(machine.host);
		expect(machine.host.open.workspace.rollingHash).toBe(workspace.rollingHash);
	});

	it('is told of by a story for each lie about letters', () => {
		expect(Object.keys(PAIRINGS).sort()).toEqual(PAIRING_LIES.map(({ name }) => name).sort());
		expect(Object.keys(RECOVERIES).sort()).toEqual(RECOVERY_LIES.map(({ name }) => name).sort());
	});
});

describe('a relay that shows a code as it was', () => {
	it('brings nobody in by one that was used, not even with every letter of that pairing', async () => {
		const opened = await open();
		const { workspace } = opened.alice.host.open;
		let code = '';
		await pairing(opened, await fresh(), { seen: (secret) => (code = secret) });
		const { entries } = workspace;
		// Of each place the first letter, and not what took its place when it was over.
		const first = new Map<string, Uint8Array>();
		for (const { place, bytes } of opened.post.written) if (!first.has(place)) first.set(place, bytes);
		opened.post.tampering.show = (letter, reader) => (isReading(letter, reader) ? first.get(placeOf(letter)) : undefined);
		const eve = await fresh();
		const join = new PairingHost(eve.host, SOCKETS).join({ code, relay: opened.origin, name: 'Eve' }, () => {});
		await expect(join).rejects.toMatchObject({ why: 'tampered' });
		expect([await eve.host.status(), workspace.entries]).toEqual([{ state: 'empty' }, entries]);
	});

	it('and a record of an earlier day with the log of that day: its newest document is shown, and on the true log it is told', async () => {
		const opened = await open();
		const { alice, liar, line } = opened;
		let record: Uint8Array | undefined;
		liar.lieToAll = { fromDevice: (frame) => void (frame.type === 'locatorPut' && (record ??= frame.bytes.slice())) };
		await opened.locate('2026-11-20');
		const then = [...liar.log];
		await issueInvoice(alice);
		await line.level();
		await opened.locate('2026-11-22');
		liar.lieToAll = {
			fromRelay: (frame) => (frame.type === 'locator' && frame.bytes.length > 0 ? [{ ...frame, bytes: record! }] : undefined)
		};
		liar.lies.set('the code', new ForgedLog(then));
		const machine = await fresh();
		// No protocol can know better while every device is lost: the person is asked whether this was the last.
		expect((await recover(opened, machine)).books[0]!.newest?.number).toMatch(/-0001$/);
		liar.lieToAll = undefined;
		liar.lies.clear();
		const later = await online(machine, opened);
		await later.until(() => later.session.alarms.all.length > 0);
		expect(['fork', 'not-admitted']).toContain(later.session.alarms.all[0]!.kind);
		expect(await line.session.settled()).toBe('live');
		expect(alice.host.open.workspace.entries).toBe(liar.log.length);
	});
});
