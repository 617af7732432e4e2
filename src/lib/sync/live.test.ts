import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { until } from '../../../tests/support/until.ts';
import { openLive, RecordClosed, type Here, type Live, type LiveRoom, type Other } from './live.ts';

/** Presence takes the time from here, which it keeps hold of when it is loaded. */
const clock = vi.hoisted(() => {
	const { now } = Date;
	const clock = { ahead: 0 };
	Date.now = () => now() + clock.ahead;
	return clock;
});

async function pass(seconds: number): Promise<void> {
	for (let passed = 0; passed < seconds; passed += 3) {
		clock.ahead += 3000;
		await vi.advanceTimersByTimeAsync(3000);
	}
}

/** A record, and the devices that have it open: what one stores and says reaches all of them. */
class Desk {
	record = new Y.Doc();
	stores = 0;
	/** Said so far; `say` of the last form opened, as another device would repeat it. */
	said: (Here & { device: string })[] = [];
	fails: unknown;
	/** Devices whose words reach nobody. */
	mute = new Set<string>();
	#stored = new Set<() => void>();
	#heard = new Map<string, (other: Other) => void>();

	room(device: string): LiveRoom {
		return {
			since: async (vector) => {
				if (this.fails instanceof RecordClosed) throw this.fails;
				return { update: Y.encodeStateAsUpdate(this.record, vector), vector: Y.encodeStateVector(this.record) };
			},
			store: async (updates) => {
				await Promise.resolve();
				if (this.fails) throw this.fails;
				let isNew = false;
				this.record.once('update', () => (isNew = true));
				for (const update of updates) Y.applyUpdate(this.record, update);
				if (!isNew) return;
				this.stores++;
				this.changed();
			},
			onStored: (listener) => {
				this.#stored.add(listener);
				return () => this.#stored.delete(listener);
			},
			say: (here) => {
				const other = { ...here, device };
				this.said.push(other);
				for (const [to, hear] of this.#heard) if (to !== device && !this.mute.has(device)) hear(other);
			},
			onHeard: (listener) => {
				this.#heard.set(device, listener);
				return () => this.#heard.delete(device);
			}
		};
	}

	changed(): void {
		for (const listener of this.#stored) listener();
	}
}

let desk: Desk;
let open: Live[];
beforeEach(() => {
	desk = new Desk();
	open = [];
});
afterEach(() => {
	for (const live of open) live.close();
	vi.useRealTimers();
});

async function sitDown(device: string) {
	const doc = new Y.Doc();
	const hear = { others: vi.fn(), closed: vi.fn() };
	const live = await openLive(doc, desk.room(device), hear);
	open.push(live);
	return { doc, live, hear, text: doc.getText('notes') };
}
const names = (live: Live) => live.others().map(({ device }) => device);

describe('a draft open on two devices', () => {
	it('holds what the record holds, and what each types', async () => {
		desk.record.getText('notes').insert(0, 'pay soon');
		const [alice, bob] = [await sitDown('alice'), await sitDown('bob')];
		expect(alice.text.toString()).toBe('pay soon');
		alice.text.insert(0, 'please ');
		bob.text.insert(8, ', thanks');
		await Promise.all([alice.live.stored(), bob.live.stored()]);
		for (const { text } of [alice, bob]) await until(() => expect(text.toString()).toBe('please pay soon, thanks'));
		expect(desk.record.getText('notes').toString()).toBe('please pay soon, thanks');
	});

	it('stores nothing because it was opened, and what comes while it stores together', async () => {
		desk.record.getText('notes').insert(0, 'abc');
		desk.record.getText('notes').delete(0, 1);
		const { text, live } = await sitDown('alice');
		expect(desk.stores).toBe(0);
		for (const letter of 'defghi') text.insert(text.length, letter);
		await live.stored();
		expect(desk.stores).toBe(1);
		expect(desk.record.getText('notes').toString()).toBe('bcdefghi');
	});

	it('says why it is not stored, and stores it when asked again', async () => {
		const { text, live } = await sitDown('alice');
		desk.fails = new Error('full');
		text.insert(0, 'kept');
		await expect(live.stored()).rejects.toThrow('full');
		text.insert(4, ', too');
		await expect(live.stored()).rejects.toThrow('full');
		desk.fails = undefined;
		await live.stored();
		expect(desk.record.getText('notes').toString()).toBe('kept, too');
	});

	it('comes back by itself after a failure', async () => {
		const { text, live } = await sitDown('alice');
		desk.fails = new Error('full');
		text.insert(0, 'kept');
		await expect(live.stored()).rejects.toThrow('full');
		desk.fails = undefined;
		await until(() => expect(desk.record.getText('notes').toString()).toBe('kept'));
	});

	it('ends for good when the record takes no more changes', async () => {
		const { live, hear, text } = await sitDown('alice');
		desk.fails = new RecordClosed();
		desk.changed();
		await until(() => expect(hear.closed).toHaveBeenCalled());
		text.insert(0, 'too late');
		await expect(live.stored()).rejects.toBeInstanceOf(RecordClosed);
		await expect(sitDown('bob')).rejects.toBeInstanceOf(RecordClosed);
	});
});

describe('who is there', () => {
	it('is known to who comes later, moves with the cursor and ends with a goodbye', async () => {
		const [alice, bob] = [await sitDown('alice'), await sitDown('bob')];
		await until(() => expect([names(alice.live), names(bob.live)]).toEqual([['bob'], ['alice']]));
		alice.live.point('notes');
		await until(() => expect(bob.live.others()[0]!.field).toBe('notes'));
		alice.live.point(undefined);
		await until(() => expect(bob.live.others()).toEqual([]));
		alice.live.point('');
		await until(() => expect(names(bob.live)).toEqual(['alice']));
		bob.hear.others.mockClear();
		alice.live.close();
		expect(bob.live.others()).toEqual([]);
		expect(bob.hear.others).toHaveBeenCalled();
	});

	it('ends where nothing more is heard, and stays while it is', async () => {
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
		const [alice, bob] = [await sitDown('alice'), await sitDown('bob')];
		const status = vi.fn();
		bob.hear.others.mockImplementation(() => status(names(bob.live)));
		await pass(120);
		expect(names(bob.live)).toEqual(['alice']);
		expect(status).not.toHaveBeenCalled();
		// A tab that dies says nothing.
		desk.mute.add('alice');
		await pass(36);
		expect(status).toHaveBeenLastCalledWith([]);
		desk.mute.clear();
		await pass(36);
		expect([names(bob.live), names(alice.live)]).toEqual([['alice'], ['bob']]);
	});

	it('is told by the device it is on alone, and by nothing old', async () => {
		const [, bob] = [await sitDown('alice'), await sitDown('bob')];
		await until(() => expect(names(bob.live)).toEqual(['alice']));
		const last = desk.said.findLast(({ device }) => device === 'alice')!;
		const mallory = desk.room('mallory');
		mallory.say({ ...last, clock: last.clock + 1, here: false });
		expect(names(bob.live)).toEqual(['alice']);
		const alice = desk.room('alice');
		alice.say({ ...last, clock: last.clock - 1, field: 'old' });
		expect(bob.live.others()).toMatchObject([{ field: '' }]);
		alice.say({ ...last, here: false });
		expect(names(bob.live)).toEqual([]);
		alice.say(last);
		expect(names(bob.live)).toEqual([]);
	});

	it('is of so many forms at most, of which those that went make room', async () => {
		const { live } = await sitDown('alice');
		const bob = desk.room('bob');
		for (let client = 1; client <= 64; client++) bob.say({ client, clock: 1, here: true, field: '' });
		bob.say({ client: 65, clock: 1, here: true, field: '' });
		expect(live.others()).toHaveLength(64);
		bob.say({ client: 7, clock: 1, here: false, field: '' });
		bob.say({ client: 65, clock: 1, here: true, field: '' });
		expect(live.others().some(({ client }) => client === 65)).toBe(true);
	});

	it('goes out as this form alone, whoever else is known', async () => {
		const [, bob] = [await sitDown('alice'), await sitDown('bob')];
		await until(() => expect(names(bob.live)).toEqual(['alice']));
		const of = (device: string) => new Set(desk.said.filter((each) => each.device === device).map(({ client }) => client));
		expect([of('alice').size, of('bob')]).toEqual([1, new Set([bob.doc.clientID])]);
	});
});
