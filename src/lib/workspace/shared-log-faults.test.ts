import { afterEach, describe, expect, it } from 'vitest';
import { aParty, anItem } from '../../../tests/support/books.ts';
import { FullDisk } from '../../../tests/support/full-store.ts';
import { CommonLog, sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { KIND, rollingHash, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { blake2b } from '../crypto/derive.ts';
import { newDeviceKeys } from '../crypto/device.ts';
import type { SealedBytes } from '../storage/store.ts';
import { admitDevice, revokeDevice } from './admission.ts';
import { makeEntry } from './author.ts';
import { kdfKey } from '../crypto/brands.ts';
import { randomKey } from '../crypto/random.ts';
import { unshare } from './shared-log.ts';
import { Workspace } from './workspace.ts';

let shared: SharedBooks | undefined;
afterEach(() => {
	shared?.end();
	shared = undefined;
});

const id = (n: number) => n.toString(16).padStart(32, '0');
const saveParty = ({ workspace }: Pick<SharingDevice, 'workspace'>, n: number, name: string) =>
	workspace.save((transaction) => transaction.putLive('party', id(n), aParty({ name })));
const names = ({ workspace }: Pick<SharingDevice, 'workspace'>) =>
	[...workspace.list('party').values()].map((row) => (row as { name: string }).name).sort();

async function two(options?: Parameters<typeof sharedBooks>[1]) {
	shared = await sharedBooks(1, options);
	const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
	await laptop.hear();
	await phone.hear();
	return { laptop, phone, log: shared.log };
}

describe('a disk that fills up or a power cut at any write', () => {
	it.each(['save', 'make', 'accept'] as const)('leaves all or nothing of one %s', async (what) => {
		const disk = new FullDisk();
		const { laptop, phone, log } = await two({ wrap: disk.wrap });
		await saveParty(phone, 1, 'theirs');
		await phone.send();
		await saveParty(laptop, 1, 'mine');
		const act = {
			save: () => saveParty(laptop, 2, 'one more'),
			make: () => laptop.port.make(10_000),
			accept: () => laptop.hear()
		}[what];
		const describeAll = async () => [names(laptop), laptop.workspace.waiting, laptop.workspace.entries];
		const before = await describeAll();
		let failures = 0;
		for (let writes = 0; ; writes++) {
			disk.fill(writes);
			const done = await act().then(
				() => true,
				() => false
			);
			failures += disk.free();
			if (done) break;
			expect(await describeAll()).toEqual(before);
			await laptop.reopen();
			expect(await describeAll()).toEqual(before);
		}
		expect(failures).toBeGreaterThan(0);
		await laptop.port.discard();
		await laptop.hear();
		await laptop.send();
		await laptop.hear();
		await phone.hear();
		expect(names(phone)).toEqual(names(laptop));
		expect(laptop.workspace.entries).toBe(log.entries.length);
		expect(await laptop.workspace.verify()).toBeUndefined();
	});
});

describe('entries under way', () => {
	it('are built on each other, and what is refused is made again on the new head', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(laptop, 1, 'a');
		const first = await laptop.port.make(1);
		await saveParty(laptop, 2, 'b');
		const second = await laptop.port.make(1);
		expect([first.length, second.length, (await laptop.port.make(1)).length]).toEqual([1, 1, 0]);
		await saveParty(phone, 3, 'c');
		await phone.send();
		expect([log.append(second[0]!), log.append(first[0]!), log.append(second[0]!)]).toEqual([false, true, true]);
		await laptop.hear(2);
		expect([laptop.workspace.waiting, names(laptop)]).toEqual([1, ['a', 'b', 'c']]);
		await laptop.hear();
		expect([laptop.workspace.waiting, names(laptop)]).toEqual([0, ['a', 'b', 'c']]);
	});

	it.each(['in the same tab', 'in another one'])(
		'that were believed lost and come after all are known again %s, and nothing is there twice',
		async (where) => {
			const { laptop, log } = await two();
			await saveParty(laptop, 1, 'a');
			const [late] = await laptop.port.make(10_000);
			await laptop.port.discard();
			await saveParty(laptop, 2, 'b');
			const anew = await laptop.port.make(10_000);
			await saveParty(laptop, 3, 'c');
			expect(await laptop.port.make(10_000)).toHaveLength(1);
			if (where === 'in another one') await laptop.reopen();
			expect(log.append(late!)).toBe(true);
			expect(log.append(anew[0]!)).toBe(false);
			expect(await laptop.hear()).toEqual({ n: log.entries.length });
			expect([laptop.workspace.isCopy, laptop.workspace.waiting, names(laptop)]).toEqual([false, 2, ['a', 'b', 'c']]);
			expect(await laptop.send()).toBe(1);
			await laptop.hear();
			expect([laptop.workspace.waiting, names(laptop)]).toEqual([0, ['a', 'b', 'c']]);
		}
	);

	it('of a device that holds the same keys make this one stop, and keep what waits', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(laptop, 1, 'never sent');
		const { keys } = laptop.home;
		const mine = laptop.workspace.books.head.log;
		const own = mine.perDevice.get(laptop.workspace.device)!;
		const place = { wsId: keys.wsId, devSeq: own.seq + 1, prevDev: own.prev, seenN: mine.n - 1, seenR: mine.R, epoch: 0 };
		expect(log.append(makeEntry(keys.device, place, KIND.SEEN, { clear: new Uint8Array(0) }))).toBe(true);
		expect(await laptop.hear()).toEqual({ n: log.entries.length, stop: 'copy' });
		expect([laptop.workspace.isCopy, await laptop.send(), laptop.workspace.waiting, names(laptop)]).toEqual([true, 0, 1, ['never sent']]);
		await saveParty(phone, 2, 'still read');
		await phone.hear();
		await phone.send();
		await laptop.hear();
		await laptop.reopen();
		expect([laptop.workspace.isCopy, await laptop.send(), names(laptop)]).toEqual([true, 0, ['never sent', 'still read']]);
	});
});

describe('a log that is not the one this device knows', () => {
	it('is taken to the last entry before the proof, and no further', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(phone, 1, 'on the other branch');
		const other = new CommonLog();
		for (const entry of log.entries) other.append(entry);
		await phone.send();
		await saveParty(laptop, 2, 'here');
		const [mine] = await laptop.port.make(10_000);
		other.append(mine!);
		await laptop.port.accept(other.entries.length - 1, [mine!], other.rAt(other.entries.length));
		await phone.hear();
		await saveParty(phone, 3, 'stands on what was never here');
		const [proof] = await phone.port.make(10_000);
		const n = other.entries.length;
		other.keep(proof!);
		expect(await laptop.port.accept(n, [proof!], other.rAt(n + 1))).toEqual({ n, stop: 'fork', witness: phone.port.device });
		expect(await laptop.port.head()).toEqual({ n, R: other.rAt(n) });
	});

	it('is given away by an entry whose author was shown other bytes in the same place', async () => {
		const { laptop, phone, log } = await two();
		const other = new CommonLog();
		for (const entry of log.entries) other.append(entry);
		await saveParty(laptop, 1, 'shown to the phone');
		await laptop.send();
		await phone.hear();
		await laptop.port.discard();
		const [anew] = await laptop.port.make(10_000);
		expect(other.append(anew!)).toBe(true);
		const n = other.entries.length;
		expect(await laptop.port.accept(n - 1, [anew!], other.rAt(n))).toEqual({ n });
		await saveParty(phone, 2, 'stands on the other bytes');
		const [proof] = await phone.port.make(10_000);
		other.keep(proof!);
		expect(await laptop.port.accept(n, [proof!], other.rAt(n + 1))).toEqual({ n, stop: 'fork', witness: phone.port.device });
	});

	it('is a fork where the rolling hash is another, or bytes differ that were known', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(phone, 1, 'theirs');
		await phone.send();
		const n = log.entries.length - 1;
		expect(await laptop.port.accept(n, [log.entries[n]!], ZERO32)).toEqual({ n, stop: 'fork' });
		expect(await laptop.port.accept(n - 1, [log.entries[n]!, log.entries[n]!], log.rAt(n + 1))).toEqual({ n, stop: 'fork' });
		expect(await laptop.port.accept(n - 1, log.entries.slice(n - 1), log.rAt(n + 1))).toEqual({ n: n + 1 });
		expect(await laptop.port.accept(n + 5, [log.entries[n]!], log.rAt(n + 1))).toEqual({ n: n + 1 });
	});

	it('can be cut back: what this device wrote behind waits again under its own ids, once', async () => {
		const { laptop, phone, log } = await two();
		const n = log.entries.length;
		const branch = new CommonLog();
		for (const entry of log.entries) branch.append(entry);
		await saveParty(laptop, 1, 'mine, in the lost branch');
		await laptop.send();
		await laptop.hear();
		await saveParty(laptop, 1, 'mine, edited while it waits');
		await saveParty(phone, 2, 'theirs, in the branch chosen');
		const [chosen] = await phone.port.make(10_000);
		branch.append(chosen!);
		await laptop.port.rewind(n);
		expect([laptop.workspace.entries, laptop.workspace.waiting, names(laptop)]).toEqual([n, 2, ['mine, edited while it waits']]);
		expect(await laptop.port.rAt(n)).toEqual(log.rAt(n));
		expect(await laptop.port.accept(n, [chosen!], branch.rAt(n + 1))).toEqual({ n: n + 1 });
		for (const entry of await laptop.port.make(10_000)) expect(branch.append(entry)).toBe(true);
		await laptop.port.accept(n + 1, branch.entries.slice(n + 1), branch.rAt(branch.entries.length));
		expect([laptop.workspace.waiting, names(laptop)]).toEqual([0, ['mine, edited while it waits', 'theirs, in the branch chosen']]);
		await laptop.reopen();
		expect(await laptop.workspace.verify()).toBeUndefined();
		expect(names(laptop)).toEqual(['mine, edited while it waits', 'theirs, in the branch chosen']);
	});
});

describe('an entry that lies in both branches', () => {
	it('is known as one’s own, and what it holds waits no more', async () => {
		const { laptop, phone, log } = await two();
		const n = log.entries.length;
		const branch = new CommonLog();
		for (const entry of log.entries) branch.append(entry);
		await saveParty(laptop, 1, 'in both');
		await saveParty(phone, 2, 'first in the branch chosen');
		const [mine] = await laptop.port.make(10_000);
		log.append(mine!);
		await laptop.hear();
		branch.append((await phone.port.make(10_000))[0]!);
		expect(branch.append(mine!)).toBe(true);
		await laptop.port.rewind(n);
		expect(laptop.workspace.waiting).toBe(1);
		expect(await laptop.port.accept(n, branch.entries.slice(n), branch.rAt(n + 2))).toEqual({ n: n + 2 });
		expect([laptop.workspace.waiting, laptop.workspace.isCopy, (await laptop.port.make(10_000)).length]).toEqual([0, false, 0]);
		expect(names(laptop)).toEqual(['first in the branch chosen', 'in both']);
	});
});

describe('a rotation of one’s own that another’s came before', () => {
	it('leaves no key behind: what follows is read with the one in the log', async () => {
		const { laptop, phone } = await two();
		const tablet = newDeviceKeys();
		await admitDevice(laptop.workspace, laptop.home.keys, tablet);
		await phone.hear();
		const { submit } = laptop.workspace;
		laptop.workspace.submit = async (make) => {
			await make();
			await laptop.port.discard();
			return 'offline';
		};
		const out = revokeDevice(laptop.workspace, laptop.home.keys, tablet.id, randomKey(kdfKey));
		await expect(out).rejects.toMatchObject({ code: 'needs-relay', detail: 'sent' });
		laptop.workspace.submit = submit;
		await revokeDevice(phone.workspace, phone.home.keys, tablet.id, randomKey(kdfKey));
		await saveParty(phone, 1, 'under the new key');
		await phone.send();
		await laptop.hear();
		expect([names(laptop), laptop.workspace.quarantine]).toEqual([['under the new key'], undefined]);
		await saveParty(laptop, 2, 'and answered');
		await laptop.send();
		await phone.hear();
		expect(names(phone)).toEqual(['and answered', 'under the new key']);
	});
});

describe('an entry whose key is not here', () => {
	it('is set aside, and read in its place when the books are opened with the key', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(phone, 1, 'a');
		await phone.send();
		const key = laptop.home.keys.epochKey(0);
		laptop.home.keys.learn(0, randomKey(kdfKey));
		expect(await laptop.hear()).toMatchObject({ n: log.entries.length, quarantined: 1 });
		expect(names(laptop)).toEqual([]);
		laptop.home.keys.learn(0, key);
		await laptop.reopen();
		expect([names(laptop), laptop.workspace.quarantine]).toEqual([['a'], undefined]);
	});
});

describe('a shared log', () => {
	it('holds void entries and entries that do not open, and is whole with them', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(phone, 1, 'a');
		await phone.send();
		const { keys } = phone.home;
		const broken = log.entries.at(-1)!.slice();
		broken[broken.length - 1]! ^= 1;
		log.keep(broken);
		await phone.hear();
		const theirs = phone.workspace.books.head.log;
		const own = theirs.perDevice.get(phone.workspace.device)!;
		const place = { wsId: keys.wsId, devSeq: own.seq + 1, prevDev: own.prev, seenN: theirs.n - 1, seenR: theirs.R, epoch: 0 };
		const stranger = makeEntry(keys.device, place, KIND.DATA, { plain: new Uint8Array(9), key: keys.dataKey(0) });
		expect(log.append(stranger)).toBe(true);
		expect(await laptop.hear()).toEqual({
			n: log.entries.length,
			quarantined: 1,
			voids: 1,
			badSignature: { n: log.entries.length - 2, device: keys.device.id }
		});
		expect(laptop.workspace.quarantine).toEqual({ count: 1, positions: [log.entries.length - 1] });
		await saveParty(laptop, 2, 'b');
		await laptop.send();
		await laptop.hear();
		for (const device of [laptop, { workspace: await Workspace.open(laptop.home) }]) {
			expect(await device.workspace.audit()).toBe(false);
			expect(await device.workspace.verify()).toBeUndefined();
			expect([names(device), device.workspace.quarantine?.count]).toEqual([['a', 'b'], 1]);
		}
		await laptop.home.store.clear(laptop.home.vault.ws, ['record', 'page', 'meta']);
		await laptop.reopen();
		expect([names(laptop), laptop.workspace.shared, laptop.workspace.quarantine?.count]).toEqual([['a', 'b'], true, 1]);
	});

	it.each(['of a sound entry', 'that makes one more void'])('is found damaged by a byte %s', async (which) => {
		const { laptop, phone, log } = await two();
		for (const n of [1, 2, 3]) await saveParty(phone, n, `${n}`);
		await phone.send(1);
		await phone.hear();
		await saveParty(laptop, 4, 'waits');
		await laptop.hear();
		const { store, vault } = laptop.home;
		const at = log.entries.length - 1;
		const bytes = (await store.get('log', vault.ws, at))!;
		bytes[which === 'of a sound entry' ? bytes.length - 100 : 1]! ^= 1;
		await store.write({ puts: [{ table: 'log', ws: vault.ws, key: at, bytes: bytes as SealedBytes }] }, 'relaxed');
		expect(await laptop.workspace.verify()).toEqual({ n: at, why: 'entry-void' });
		await expect(saveParty(laptop, 5, 'no')).rejects.toMatchObject({ code: 'log-broken' });
		await expect(laptop.hear()).resolves.toEqual({ n: log.entries.length });
		await store.clear(vault.ws, ['record', 'page', 'meta']);
		expect((await Workspace.open(laptop.home)).broken).toEqual({ n: at, why: 'entry-void' });
	});

	it('gives the hash at any position, also where none was kept', async () => {
		const { laptop, log } = await two();
		await laptop.workspace.save(async (transaction) => {
			for (let n = 0; n < 300; n++) transaction.membership({ kind: KIND.SEEN });
		});
		await laptop.hear();
		let R: Uint8Array = ZERO32;
		const hashes = [R, ...log.entries.map((entry, n) => (R = rollingHash(blake2b, R, n, entry)))];
		const { store, vault } = laptop.home;
		for (const state of ['kept', 'of a log that has no marks']) {
			if (state !== 'kept')
				await store.write(
					{ deletes: [{ table: 'meta', ws: vault.ws, key: vault.tag('mark', new TextEncoder().encode('256')) }] },
					'relaxed'
				);
			await laptop.reopen();
			for (const n of [0, 1, 255, 256, 257, hashes.length - 1]) expect(await laptop.port.rAt(n)).toEqual(hashes[n]);
			expect(await laptop.port.rAt(hashes.length)).toBeUndefined();
		}
		const read = [];
		for (let from = 0; from < log.entries.length; from = read.length) read.push(...(await laptop.port.read(from, 5000)));
		expect(read).toEqual(log.entries);
	});

	it('is this device’s alone again once no other is in it, and what waits takes its place', async () => {
		const { laptop, phone, log } = await two();
		await saveParty(laptop, 1, 'a');
		expect(await unshare(laptop.workspace)).toBe(false);
		await revokeDevice(laptop.workspace, laptop.home.keys, phone.home.keys.device.id, randomKey(kdfKey));
		await saveParty(laptop, 2, 'b');
		expect(await unshare(laptop.workspace)).toBe(true);
		expect([laptop.workspace.shared, laptop.workspace.waiting, laptop.workspace.entries]).toEqual([false, 0, log.entries.length + 1]);
		await saveParty(laptop, 3, 'c');
		expect([laptop.workspace.waiting, laptop.workspace.entries]).toEqual([0, log.entries.length + 2]);
		await laptop.reopen();
		expect([await laptop.workspace.verify(), laptop.workspace.shared, names(laptop)]).toEqual([undefined, false, ['a', 'b', 'c']]);
		expect(await laptop.port.share!(await laptop.port.head())).toBe(true);
		await saveParty(laptop, 4, 'd');
		expect(laptop.workspace.waiting).toBe(1);
	});

	it('lets membership in only through the relay, and a device that was put out writes no more', async () => {
		const { laptop, phone, log } = await two();
		const tablet = newDeviceKeys();
		const { submit } = laptop.workspace;
		laptop.workspace.submit = undefined;
		await expect(admitDevice(laptop.workspace, laptop.home.keys, tablet)).rejects.toMatchObject({ code: 'needs-relay' });
		laptop.workspace.submit = submit;
		await saveParty(laptop, 1, 'waited before it');
		await saveParty(phone, 2, 'comes between');
		await phone.send();
		await admitDevice(laptop.workspace, laptop.home.keys, tablet, async (transaction) => {
			await transaction.putLive('item', id(9), anItem({ name: 'in the same save' }));
		});
		expect([laptop.workspace.waiting, laptop.workspace.lists(tablet.id), names(laptop)]).toEqual([
			0,
			true,
			['comes between', 'waited before it']
		]);
		expect(await laptop.workspace.live('item', id(9))).toMatchObject({ name: 'in the same save' });
		await saveParty(phone, 3, 'too late');
		await revokeDevice(laptop.workspace, laptop.home.keys, phone.home.keys.device.id, randomKey(kdfKey));
		await saveParty(laptop, 4, 'sealed anew');
		await laptop.send();
		await phone.hear();
		expect(await phone.send()).toBe(0);
		await expect(saveParty(phone, 5, 'no')).rejects.toMatchObject({ code: 'read-only' });
		expect([phone.workspace.waiting, phone.workspace.quarantine?.count, names(phone)]).toEqual([
			1,
			1,
			['comes between', 'too late', 'waited before it']
		]);
		await laptop.hear();
		expect([names(laptop), laptop.workspace.entries]).toEqual([['comes between', 'sealed anew', 'waited before it'], log.entries.length]);
	});

	it('says where it went', async () => {
		const { laptop, phone } = await two();
		expect(await laptop.port.moved()).toBeUndefined();
		await laptop.workspace.save(async (transaction) => transaction.moved('https://other.example'));
		await phone.hear();
		expect([await laptop.port.moved(), await phone.port.moved()]).toEqual(['https://other.example', 'https://other.example']);
	});

	it('is followed by another tab of the device, waiting operations and all', async () => {
		const { laptop, phone } = await two();
		const tab = await Workspace.open(laptop.home);
		let told = 0;
		const stop = laptop.port.onWaiting(() => told++);
		await tab.save((transaction) => transaction.putLive('party', id(1), aParty({ name: 'typed in the other tab' })));
		await laptop.workspace.follow();
		expect([names(laptop), laptop.workspace.waiting, told]).toEqual([['typed in the other tab'], 1, 1]);
		await laptop.send();
		await saveParty(phone, 1, 'theirs');
		await phone.hear();
		await phone.send();
		await laptop.hear();
		await tab.follow();
		await phone.hear();
		expect([tab.waiting, names({ workspace: tab })]).toEqual([0, names(phone)]);
		stop();
		await tab.save((transaction) => transaction.putLive('party', id(2), aParty({ name: 'more' })));
		await laptop.workspace.follow();
		expect(told).toBe(1);
	});
});
