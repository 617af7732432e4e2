/** Threats by their numbers in the design, where a whole device on a real relay has to stand up to them and no lie of mutators.ts tells it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hex } from '../../../sync-server/protocol/bytes.ts';
import { rollingHash, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { NACK } from '../../../sync-server/protocol/wire.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { blake2b } from '#lib/crypto/derive.ts';
import { randomBytes, randomKey } from '#lib/crypto/random.ts';
import { revokeDevice } from '#lib/workspace/admission.ts';
import { Crew, RelayHouse, waitingOf, type CrewOptions } from './crew.ts';
import { ForgedLog } from './forged-log.ts';
import { inject, mutator, note } from './mutators.ts';
import { dataEntry } from './scribe.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

async function withCrew(names: readonly string[], options: CrewOptions, story: (crew: Crew) => Promise<void>): Promise<void> {
	const crew = await Crew.assemble(relay, names, options);
	try {
		await story(crew);
	} finally {
		await crew.end();
	}
}

const headOf = (log: readonly Uint8Array[]) => ({
	n: log.length,
	R: log.reduce<Uint8Array>((R, entry, n) => rollingHash(blake2b, R, n, entry), ZERO32)
});

it('threat 14: a fresh device is shown an old state, and knows from the one that admitted it that there is more', () =>
	withCrew(['alice', 'bob', 'dave'], { fresh: ['dave'], known: (log) => [headOf(log)] }, async (crew) => {
		await crew.start('alice', 'bob');
		crew.liar.lies.set('dave', new ForgedLog(crew.script.slice(0, -2)));
		crew.hand('dave').session.start();
		await crew.until(() => crew.alarm('dave', 'withheld') !== undefined);
		expect(crew.alarm('dave', 'withheld')).toEqual({ kind: 'withheld', relay: crew.script.length - 2, known: crew.script.length });
		crew.liar.lies.clear();
		crew.liar.cut('dave');
		crew.hand('dave').session.wake();
		await crew.until(() => crew.all.every((hand) => crew.isLevel(hand, crew.liar.log.length)));
		expect(await crew.differences()).toEqual([]);
	}));

it('threat 14: a fresh device is shown another workspace under the name of its own', () =>
	withCrew(['eve', 'dave'], {}, (strangers) =>
		withCrew(['alice', 'dave'], { fresh: ['dave'] }, async (crew) => {
			await crew.start('alice');
			crew.liar.lies.set('dave', new ForgedLog(strangers.script));
			crew.hand('dave').session.start();
			await crew.until(() => crew.hand('dave').session.alarms.all.length > 0);
			expect(crew.hand('dave').workspace.membership).toBeUndefined();
			expect(crew.hand('dave').workspace.lists(strangers.hand('eve').keys.id)).toBe(false);
		})
	));

it('threat 26: a device that was away while the key changed gets the new one, and what it wrote meanwhile', () =>
	withCrew(['alice', 'bob', 'carol'], {}, async (crew) => {
		await crew.start();
		const { session } = crew.hand('carol');
		await session.stop();
		const id = await crew.save('carol', 'written away');
		const { workspace, home } = crew.hand('alice');
		await revokeDevice(workspace, home.keys, crew.hand('bob').keys.id, randomKey(kdfKey));
		expect(workspace.epoch).toBeGreaterThan(0);
		await crew.save('alice', 'under the new key');
		session.start();
		await crew.until(async () => (await crew.text('alice', id)) === 'written away');
		expect(crew.hand('carol').workspace.epoch).toBe(workspace.epoch);
		expect(crew.hand('carol').workspace.books.head.quarantine).toBeUndefined();
		await crew.until(() => crew.isLevel(crew.hand('carol'), crew.liar.log.length));
		expect(await crew.view(crew.hand('carol'))).toEqual(await crew.view(crew.hand('alice')));
		// And the one that was put out reads nothing of it, and writes nothing.
		expect(crew.hand('bob').home.keys.hasEpoch(workspace.epoch)).toBe(false);
	}));

it('threat 27: what a device cannot open it keeps as it came, and neither repairs nor sends anything', () =>
	withCrew(['alice', 'bob', 'carol'], {}, async (crew) => {
		await crew.start();
		await crew.save('bob', 'before');
		await crew.settle();
		await mutator('two keys for one epoch').begin(crew, 'bob', () => 0);
		const forgery = crew.liar.lies.get('bob') as ForgedLog;
		const sealed = dataEntry(crew.hand('alice').keys, forgery.entries, randomKey(kdfKey), [note('with a key Bob has not')]);
		inject(crew, 'bob', sealed);
		await crew.until(() => crew.alarm('bob', 'quarantined') !== undefined);
		const { port, workspace } = crew.hand('bob');
		expect(hex((await port.read(forgery.n - 1, 1))[0]!)).toBe(hex(sealed));
		await crew.save('bob', 'after');
		await crew.until(() => crew.hand('bob').session.alarms.all.length > 1);
		expect(forgery.n).toBe(workspace.entries);
		expect(waitingOf(workspace)).toBe(1);
	}));

it('threat 46: a device that proved itself for one workspace cannot write to another', () =>
	withCrew(['alice', 'bob'], {}, async (crew) => {
		await crew.start();
		const codes: number[] = [];
		crew.liar.lies.set('bob', {
			fromRelay(frame) {
				if (frame.type !== 'nack') return;
				codes.push(frame.code);
				crew.changed();
				return [];
			}
		});
		const before = crew.liar.log.length;
		const elsewhere = dataEntry(crew.hand('bob').keys, crew.liar.log, crew.key(), [note('elsewhere')], { wsId: randomBytes(16) });
		crew.liar.append('bob', elsewhere);
		crew.liar.append('bob', dataEntry(crew.hand('alice').keys, crew.liar.log, crew.key(), [note('as Alice')]));
		await crew.until(() => codes.length === 2);
		expect(codes).toEqual([NACK.WORKSPACE, NACK.OTHER_DEVICE]);
		await crew.save('alice', 'goes on');
		await crew.until(() => crew.isLevel(crew.hand('alice'), before + 1));
	}));
