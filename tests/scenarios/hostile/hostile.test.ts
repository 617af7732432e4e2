import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDeviceKeys } from '#lib/crypto/device.ts';
import { Crew, RelayHouse, waitingOf } from './crew.ts';
import type { ForgedLog } from './forged-log.ts';
import { MUTATORS, inject, mutator, note } from './mutators.ts';
import { dataEntry } from './scribe.ts';
import { NAMES, converge, countsForNothing, honest, lied, misbehaves, raises, saved } from './story.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

/** It is his, as far as any key can say. */
const IN_HIS_NAME = 'an entry in the victim’s own name';

const STORIES: Record<string, (crew: Crew) => Promise<void>> = {
	async 'an entry left out'(crew) {
		await misbehaves('unexpected', 'alice')(crew);
		await converge(crew);
	},
	'an entry left out, and the hashes made to fit': raises('fork', 'alice', 'alice'),
	async 'the admission of a device left out, and the hashes made to fit'(crew) {
		const { home, keys } = crew.hand('alice');
		const dave = newDeviceKeys();
		const { length } = crew.liar.log;
		const entry = crew.admission(keys, crew.liar.log, dave, home.keys.epochKey(0));
		crew.liar.append('alice', entry);
		await crew.until(() => crew.liar.log.length === length + 1);
		// Dave alone writes: nobody Bob knows has seen the admission.
		inject(crew, 'bob', dataEntry(dave, crew.liar.log, crew.key(), [note('of dave')]));
		await misbehaves('junk')(crew);
	},
	async 'every event twice'(crew) {
		for (let i = 0; i < 3; i++) await crew.save('alice', `again ${i}`);
		await converge(crew);
		expect(crew.hand('bob').raised.size).toBe(0);
	},
	'an old entry again, as a new one': countsForNothing(1),
	'entries in another order': async (crew) => {
		await saved(crew, 'alice');
		await raises('fork', 'carol', 'alice')(crew);
	},
	async 'an earlier log to one device'(crew) {
		const { length } = crew.liar.log;
		await crew.until(() => crew.alarm('bob', 'regression') !== undefined);
		await crew.save('bob', 'waits');
		expect(crew.liar.log.length).toBe(length);
		expect((crew.liar.lies.get('bob') as ForgedLog).n).toBeLessThan(length);
		expect(waitingOf(crew.hand('bob').workspace)).toBe(1);
		honest(crew);
		await converge(crew);
	},
	async 'a log of its own from some point on'(crew) {
		await crew.save('bob', 'on his own');
		await crew.until(() => waitingOf(crew.hand('bob').workspace) === 0);
		await crew.save('alice', 'on hers');
		await crew.until(() => waitingOf(crew.hand('alice').workspace) === 0);
		honest(crew);
		await raises('fork')(crew);
		expect(crew.hand('alice').session.status.link).not.toBe('stopped');
	},
	'the tail withheld, then shown from the middle': raises('fork', 'alice', 'alice'),
	async 'acknowledged and not stored'(crew) {
		const id = await crew.save('bob', 'kept all the same');
		await crew.until(() => waitingOf(crew.hand('bob').workspace) === 0);
		honest(crew);
		await crew.until(() => crew.alarm('bob', 'regression') !== undefined);
		expect(await crew.text('alice', id)).toBeUndefined();
		crew.hand('bob').session.restore();
		await crew.until(async () => (await crew.text('alice', id)) === 'kept all the same');
		await converge(crew);
	},
	async 'another hash in acknowledgements'(crew) {
		await crew.save('bob', 'kept');
		await raises('fork')(crew);
		expect(waitingOf(crew.hand('bob').workspace)).toBe(1);
	},
	'another hash with events': raises('fork', 'alice'),
	async 'another hash with what is pulled'(crew) {
		await saved(crew, 'alice');
		await raises('fork', 'carol')(crew);
	},
	async 'refused, and appended late all the same'(crew) {
		const id = await crew.save('bob', 'once');
		await converge(crew);
		expect(await crew.text('carol', id)).toBe('once');
		expect([...crew.hand('bob').raised]).toEqual([]);
		await crew.save('bob', 'and on');
		await converge(crew);
	},
	'a bit of a header': raises('fork', 'alice'),
	'a bit of a ciphertext, and the hashes made to fit': raises('bad-signature', 'alice'),
	'a bit of a signature, and the hashes made to fit': raises('bad-signature', 'alice'),
	'the ciphertext of another entry, and the hashes made to fit': raises('bad-signature', 'alice'),
	'an entry of another workspace': countsForNothing(1),
	'an entry of a device that was put out': countsForNothing(1),
	'an entry with the key before': countsForNothing(1),
	'data by a recovery code': countsForNothing(1),
	'a device admitted with another’s keys': raises('bad-signature'),
	'a ghost among those who get the next key': countsForNothing(1),
	'a key given twice, to a device that was admitted already': countsForNothing(1),
	async 'two keys for one epoch'(crew) {
		const { workspace } = crew.hand('bob');
		const forgery = crew.liar.lies.get('bob') as ForgedLog;
		await crew.until(() => workspace.epoch === 1);
		await crew.save('bob', 'under which key?');
		await crew.until(() => crew.alarm('bob', 'no-key')?.epoch === 1);
		// His own storage is sound, and the line stays up: what others write is still heard.
		expect(crew.alarm('bob', 'storage')).toBeUndefined();
		expect(crew.hand('bob').session.status.link).toBe('live');
		// Nothing was sealed with a key the log did not commit to.
		expect(forgery.entries.length).toBe(workspace.entries);
		expect(waitingOf(workspace)).toBe(1);
	},
	[IN_HIS_NAME]: raises('copy'),
	'entries without end': misbehaves('endless'),
	'a giant frame': misbehaves('giant'),
	'a frame that is none': misbehaves('malformed'),
	async 'an event swallowed'(crew) {
		await saved(crew, 'alice');
		await crew.save('carol', 'arrives');
		await converge(crew);
		expect(crew.alarm('bob', 'misbehaves')?.what).toBe('gap');
	},
	'acknowledged what was never sent': misbehaves('false-ack'),
	'refused what was never sent': misbehaves('false-nack'),
	async 'a pull answered from elsewhere'(crew) {
		await saved(crew, 'alice');
		await misbehaves('gap', 'carol')(crew);
		await crew.until(() => (crew.alarm('bob', 'misbehaves')?.times ?? 0) > 1);
	},
	async 'every message refused'(crew) {
		const id = await crew.save('bob', 'refused for ever');
		await crew.until(() => crew.alarm('bob', 'refused') !== undefined);
		expect(waitingOf(crew.hand('bob').workspace)).toBe(1);
		honest(crew);
		await crew.until(async () => (await crew.text('alice', id)) !== undefined);
		await converge(crew);
	}
};

describe('a relay that shows one device', () => {
	it.each(MUTATORS.map(({ name, threats }) => [name, threats.join(', ')]))('%s (threats %s)', (name) =>
		lied(relay, mutator(name), STORIES[name]!, { isTakenIn: name === IN_HIS_NAME })
	);
	it('is told of by a story for each lie', () => {
		expect(Object.keys(STORIES).sort()).toEqual(MUTATORS.map(({ name }) => name).sort());
	});
});

describe('a relay that is honest and quick', () => {
	it('says what another device wrote in the same breath as its greeting', async () => {
		const crew = await Crew.assemble(relay, NAMES);
		try {
			await crew.start();
			await crew.hand('bob').session.stop();
			const id = await crew.save('alice', 'just now');
			await crew.until(() => waitingOf(crew.hand('alice').workspace) === 0);
			const n = crew.liar.log.length;
			crew.liar.lies.set('bob', {
				fromRelay: (frame) =>
					frame.type === 'ok'
						? [
								{ ...frame, n: n - 1, R: crew.liar.rAt(n - 1) },
								{ type: 'event', from: n - 1, R: frame.R, entries: crew.liar.log.slice(n - 1, n) }
							]
						: undefined
			});
			crew.hand('bob').session.start();
			await crew.until(async () => (await crew.text('bob', id)) === 'just now');
			expect(crew.hand('bob').raised.size).toBe(0);
		} finally {
			await crew.end();
		}
	});
});
