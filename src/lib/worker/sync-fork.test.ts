/** Two versions of the books: two devices of one person, and a relay that shows each another log. Both choices, as the worker makes them. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { ended, endPaired, relayHouse } from '../../../tests/support/paired-books.ts';
import { OFFER, pair } from '../../../tests/support/paired.ts';
import { newFolder } from '../../../tests/support/relay-device.ts';
import { Newcomer } from '../../../tests/scenarios/inviting.ts';
import { Liar } from '../../../tests/scenarios/hostile/liar.ts';
import { KIND, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import { teamLink } from '../identity/team-link.ts';
import type { SyncStatus } from '../relay/api.ts';
import type { SocketClass } from '../sync/connection.ts';
import { memberRecordId } from '../team/records.ts';
import { inviteMember, admitJoiner, invitations } from '../workspace/invitations.ts';
import { toHex } from '../workspace/bytes.ts';
import { removeMember, setRole } from '../workspace/members.ts';
import { SharedLog } from '../workspace/shared-log.ts';
import { BookCommands } from './book-commands.ts';
import { DevicesHost } from './devices-host.ts';
import { answer } from './results.ts';
import { SyncHost } from './sync-host.ts';

const QUICK = { backoff: { first: 5, most: 40 } };
const ends: (() => unknown)[] = [];

afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
	await endPaired();
});

class Seat {
	readonly device: TestDevice;
	readonly sync: SyncHost;
	readonly #watchers = new Set<() => void>();

	private constructor(device: TestDevice) {
		this.device = device;
		this.sync = new SyncHost(device.host, { WebSocket: WebSocket as unknown as SocketClass, session: QUICK });
	}

	static async open(device: TestDevice): Promise<Seat> {
		const seat = new Seat(device);
		const { workspace } = device.host.open;
		workspace.onChange = () => seat.sync.changed();
		seat.sync.watch(() => seat.#watchers.forEach((look) => look()));
		await seat.sync.opened(workspace);
		ends.push(() => seat.sync.close());
		return seat;
	}

	get workspace() {
		return this.device.host.open.workspace;
	}

	get books() {
		const { workspace, home, id } = this.device.host.open;
		return new BookCommands(workspace, home, id);
	}

	async save(name: string): Promise<string> {
		const id = newId();
		await this.books.save('party', id, aParty({ name }));
		return id;
	}

	async clients(): Promise<string[]> {
		return (await this.books.list('party')).rows.map(({ name }) => name).sort();
	}

	online(online: boolean): void {
		this.sync.reachable({ online, visible: true });
	}

	when(is: (status: SyncStatus) => boolean | Promise<boolean>): Promise<SyncStatus> {
		return new Promise((resolve) => {
			const look = async () => {
				const status = await this.sync.status();
				if (!(await is(status))) return;
				this.#watchers.delete(watch);
				resolve(status);
			};
			const watch = () => void look();
			this.#watchers.add(watch);
			watch();
		});
	}

	level(): Promise<SyncStatus> {
		return this.when(({ link, waiting }) => link === 'live' && waiting === 0);
	}

	async entries(): Promise<Entry[]> {
		const { home } = this.device.host.open;
		const rows = await home.store.range('log', home.vault.ws, 0, 1e6, 1e6);
		return rows.map(({ bytes }) => parseEntry(bytes) as Entry);
	}
}

const isForked = ({ alarms }: SyncStatus) => alarms[0]?.alarm.kind === 'fork';

/** Alice's laptop and phone, level, with a proxy before the relay; then the relay is two, and shows each another log. */
async function twoVersions({
	before = async (_: Seat, _relay: string) => {},
	inFirst = async (_: Seat) => {},
	inSecond = async (_: Seat) => {}
} = {}) {
	const first = await relayHouse();
	const liar = await Liar.start(first.url.replace(/\/relay$/, ''));
	ends.push(() => liar.end());
	const laptop = await Seat.open(await ended(newDevice()));
	await issueInvoice(laptop.device);
	await laptop.sync.connect(`http://${liar.host}`);
	await laptop.level();
	const device = await ended(emptyDevice());
	const { offer, join: joined } = await pair(laptop.device.host, device.host);
	if (offer.status === 'rejected') throw offer.reason;
	if (joined.status === 'rejected') throw joined.reason;
	const phone = await Seat.open(device);
	await phone.when(({ entries, link }) => link === 'live' && entries >= laptop.workspace.entries);
	await phone.level();
	await before(laptop, `http://${liar.host}`);
	await laptop.level();
	await phone.when(({ entries, link }) => link === 'live' && entries >= laptop.workspace.entries);
	await laptop.when(({ entries }) => entries >= phone.workspace.entries);

	phone.online(false);
	laptop.online(false);
	liar.cut();
	await first.stop();
	const folder = newFolder();
	copyFileSync(first.file, join(folder, 'relay.sqlite'));
	const port = Number(first.host.split(':')[1]);
	const firstAgain = await relayHouse({ folder: first.folder, port });
	const second = await relayHouse({ folder });
	laptop.online(true);
	await inFirst(laptop);
	await laptop.level();
	laptop.online(false);
	liar.relay = () => second.url.replace(/\/relay$/, '');
	liar.cut();
	phone.online(true);
	await inSecond(phone);
	await phone.level();
	return { laptop, phone, liar, first: firstAgain };
}

/** Asks to join, and is let in as an editor; his device need not come. */
async function letIn(seat: Seat, relay: string, name: string): Promise<string> {
	const { workspace, home } = seat.device.host.open;
	const { id, secret, n, R } = await inviteMember(workspace, { role: 'w', name });
	const newcomer = new Newcomer(name, teamLink('https://books.example/join', { secret, wsId: home.keys.wsId, role: 'w', n, R, relay }));
	ends.push(() => newcomer.stop());
	const found = async () => (await invitations(workspace, newcomer.relay.host)).find((each) => each.id === id)?.joiner;
	await seat.when(async () => (await found()) !== undefined);
	const joiner = (await found())!;
	const { member } = await admitJoiner(workspace, home.keys, { id, role: 'w', ...joiner }, (transaction) =>
		transaction.putLive('member', memberRecordId(joiner.member), { name })
	);
	return member;
}

/** What this device wrote into the log: kinds, by position; 0 where another did. */
const own = async (seat: Seat) => (await seat.entries()).map(({ kind, devId }) => (toHex(devId) === seat.workspace.device ? kind : 0));
const forks = async (seat: Seat) => (await seat.entries()).filter(({ kind }) => kind === KIND.FORK);

describe('a fork', () => {
	it('is shown side by side; “mine” is said in the log, and the other device follows and sends its own again', async () => {
		const { laptop, phone } = await twoVersions({
			inFirst: async (seat) => void (await seat.save('by laptop')),
			inSecond: async (seat) => void (await seat.save('by phone'))
		});
		phone.online(false);
		laptop.online(true);
		await laptop.when(isForked);
		const report = await laptop.sync.forkReport();
		expect(report).toMatchObject({
			mine: { devices: [{ self: true }], changes: [], removals: [], mayChoose: true },
			theirs: { devices: [{ name: 'Phone', self: false }], removals: [], mayChoose: true }
		});
		const lostR = phone.device.host.open.workspace.books.head.log.R;
		expect(report.theirs.entries).toBeGreaterThan(0);
		await laptop.sync.resolveFork('mine', []);
		await laptop.when(async ({ link, alarms }) => link === 'live' && alarms.length === 0 && (await forks(laptop)).length === 1);
		expect(await laptop.clients()).not.toContain('by phone');

		phone.online(true);
		const followed = await phone.when(({ link, alarms, waiting }) => link === 'live' && waiting === 0 && alarms.length > 0);
		expect(followed.alarms).toMatchObject([{ level: 'note', alarm: { kind: 'followed', n: report.common } }]);
		await laptop.when(async () => (await laptop.clients()).includes('by phone'));
		expect(await phone.clients()).toEqual(await laptop.clients());
		expect(await phone.clients()).toEqual(expect.arrayContaining(['by laptop', 'by phone']));
		expect(await forks(phone)).toHaveLength(1);
		expect(toHex(lostR)).not.toBe(phone.workspace.rollingHash);
		await phone.sync.dismiss('followed');
		expect((await phone.sync.status()).alarms).toEqual([]);
		expect(await phone.workspace.verify()).toBeUndefined();
	});

	it('“theirs”: this log is cut, its own operations come back by their ids, and the choice is said', async () => {
		const { laptop, phone } = await twoVersions({
			inFirst: async (seat) => void (await seat.save('by laptop')),
			inSecond: async (seat) => void (await seat.save('by phone'))
		});
		laptop.online(true);
		await laptop.when(isForked);
		const { common } = await laptop.sync.forkReport();
		const { home } = laptop.device.host.open;
		const lost = (await home.store.range('log', home.vault.ws, common, common + 1, 1))[0]!;
		await laptop.sync.resolveFork('theirs', []);
		await laptop.level();
		await laptop.when(async () => (await laptop.clients()).includes('by phone') && (await forks(laptop)).length === 1);
		expect(await laptop.clients()).toEqual(expect.arrayContaining(['by laptop', 'by phone']));
		await phone.when(async () => (await phone.clients()).includes('by laptop'));
		// What was given up is named, and is what was there.
		const [fork] = await forks(phone);
		expect(fork!.devId).toEqual(home.keys.device.id);
		expect(parseEntry(lost.bytes)).toMatchObject({ devId: home.keys.device.id });
		expect((await laptop.sync.status()).alarms).toEqual([]);
		// Said before anything was sent again.
		const entries = await laptop.entries();
		const sent = entries.findLastIndex(({ kind, devId }) => kind === KIND.DATA && toHex(devId) === laptop.workspace.device);
		expect(entries.findIndex(({ kind }) => kind === KIND.FORK)).toBeLessThan(sent);
	});

	it('a device removed in the version given up is removed again before anything is sent, or kept on purpose', async () => {
		for (const repeats of [true, false]) {
			let removed = '';
			const { laptop, phone } = await twoVersions({
				inFirst: async (seat) => {
					await seat.save('kept secret');
					removed = [...seat.workspace.membership!.devices].find(([id, { kind }]) => kind === 'device' && id !== seat.workspace.device)![0];
					await seat.level();
					await new DevicesHost(seat.device.host).revoke(removed, OFFER.today);
				},
				inSecond: async (seat) => void (await seat.save('by phone'))
			});
			laptop.online(true);
			await laptop.when(isForked);
			const report = await laptop.sync.forkReport();
			expect(report.theirs.removals).toEqual([{ what: 'device', id: removed, name: 'Phone', self: false }]);
			expect(report.mine.removals).toEqual([]);
			expect(report.mine.changes.map(({ what }) => what)).toContain('device-removed');
			await laptop.sync.resolveFork('theirs', repeats ? [removed] : []);
			await laptop.when(async ({ link, waiting }) => link === 'live' && waiting === 0 && (await forks(laptop)).length === 1);
			const mine = await own(laptop);
			const [revoked, fork, sent] = [KIND.REVOKE_DEVICE, KIND.FORK, KIND.DATA].map((kind) => mine.lastIndexOf(kind));
			expect(laptop.workspace.membership!.devices.get(removed)!.active).toBe(!repeats);
			if (repeats) expect(revoked).toBeLessThan(fork!);
			expect(fork).toBeLessThan(sent!);
			expect(await laptop.clients()).toEqual(expect.arrayContaining(['by phone', 'kept secret']));
			await laptop.sync.close();
			await phone.sync.close();
		}
	});

	it('a member removed and a role lowered in the version given up are so again before anything is sent', async () => {
		const members: Record<string, string> = {};
		const { laptop, phone } = await twoVersions({
			before: async (seat, relay) => {
				for (const name of ['Ben', 'Cleo']) members[name] = await letIn(seat, relay, name);
			},
			inFirst: async (seat) => {
				const { workspace, home } = seat.device.host.open;
				await seat.save('before it');
				await seat.level();
				await setRole(workspace, members.Cleo!, 'r');
				await removeMember(workspace, home.keys, members.Ben!);
				await seat.save('not for Ben');
			},
			inSecond: async (seat) => void (await seat.save('by phone'))
		});
		laptop.online(true);
		await laptop.when(isForked);
		const report = await laptop.sync.forkReport();
		expect(report.mine.changes.map(({ what, member, role }) => [what, member?.name, role])).toEqual([
			['role-set', 'Cleo', 'r'],
			['member-removed', 'Ben', undefined]
		]);
		expect(report.theirs.removals).toEqual([
			{ what: 'role', id: members.Cleo, name: 'Cleo', self: false, role: 'r' },
			{ what: 'member', id: members.Ben, name: 'Ben', self: false }
		]);
		await laptop.sync.resolveFork('theirs', [members.Ben!, members.Cleo!]);
		await laptop.level();
		await phone.when(async () => (await phone.clients()).includes('not for Ben'));
		for (const seat of [laptop, phone]) {
			expect(seat.workspace.membership!.members.has(members.Ben!)).toBe(false);
			expect(seat.workspace.membership!.members.get(members.Cleo!)).toBe('r');
		}
		const mine = await own(laptop);
		const [lowered, removed, fork, sent] = [KIND.SET_ROLE, KIND.REMOVE_MEMBER, KIND.FORK, KIND.DATA].map((kind) => mine.lastIndexOf(kind));
		expect(Math.min(lowered!, removed!)).toBeGreaterThan(report.common);
		expect(Math.max(lowered!, removed!)).toBeLessThan(fork!);
		expect(fork).toBeLessThan(sent!);
	});

	it('is not followed by itself by a device whose own version removed who chose, and nothing of it is sent', async () => {
		// The phone, which the laptop has put out in its version, chooses the version in which it was not.
		const { laptop, phone } = await twoVersions({
			inFirst: async (seat) => {
				const other = [...seat.workspace.membership!.devices].find(
					([id, { kind }]) => kind === 'device' && id !== seat.workspace.device
				)![0];
				await seat.save('not for the phone');
				await seat.level();
				await new DevicesHost(seat.device.host).revoke(other, OFFER.today);
			}
		});
		const before = await phone.entries();
		const lost = await laptop.entries();
		const common = lost.findIndex((entry, n) => before[n] === undefined || toHex(before[n].signature) !== toHex(entry.signature));
		await laptop.workspace.books.marks.load([common + 1], lost.length);
		const lostR = laptop.workspace.books.marks.at(common + 1)!;
		await phone.workspace.save(async (transaction) => {
			transaction.membership({ kind: KIND.SEEN });
			transaction.membership({ kind: KIND.FORK, n: common + 1, lostR });
		});
		laptop.online(true);
		await laptop.when(isForked);
		const report = await laptop.sync.forkReport();
		expect(report.chosenBy).toMatchObject({ name: 'Phone' });
		expect(report.theirs.removals).toHaveLength(1);
		expect(await answer(() => laptop.save('Never'))).toMatchObject({ ok: false, error: { code: 'stopped' } });
		expect(await laptop.clients()).toContain('not for the phone');
	});
});

describe('a choice', () => {
	const both = {
		inFirst: async (seat: Seat) => void (await seat.save('by laptop')),
		inSecond: async (seat: Seat) => void (await seat.save('by phone'))
	};

	it('is said once, where the relay has taken it and the answer was lost', async () => {
		const { laptop, liar } = await twoVersions(both);
		laptop.online(true);
		await laptop.when(isForked);
		liar.names.set(toHex(laptop.device.host.open.home.keys.device.sign.publicKey), 'laptop');
		let said: number | undefined;
		let isLost = false;
		liar.lies.set('laptop', {
			fromDevice(frame) {
				if (frame.type === 'append' && frame.entries.some((bytes) => (parseEntry(bytes) as Entry).kind === KIND.FORK)) said ??= frame.ref;
			},
			fromRelay(frame, line) {
				if (isLost || frame.type !== 'ack' || frame.ref !== said) return undefined;
				isLost = true;
				line.cut(1012);
				return [];
			}
		});
		liar.cut();
		await laptop.when(isForked);
		await laptop.sync.resolveFork('theirs', []);
		await laptop.when(async ({ link, waiting }) => link === 'live' && waiting === 0 && (await laptop.clients()).includes('by phone'));
		expect(isLost).toBe(true);
		expect(await forks(laptop)).toHaveLength(1);
		expect((await own(laptop)).at(-1)).toBe(KIND.DATA);
	});

	it('that was made already is not made over: the second one asks for nothing', async () => {
		const { laptop, phone } = await twoVersions(both);
		laptop.online(true);
		await laptop.when(isForked);
		const before = await phone.entries();
		await Promise.all([laptop.sync.resolveFork('theirs', []), laptop.sync.resolveFork('mine', [])]);
		await laptop.when(async ({ link, waiting }) => link === 'live' && waiting === 0 && (await laptop.clients()).includes('by phone'));
		expect((await laptop.entries()).slice(0, before.length)).toEqual(before);
		expect(await forks(laptop)).toHaveLength(1);
		expect((await phone.sync.status()).alarms).toEqual([]);
	});

	it('that came to nothing, because the relay shows this log again, is not said', async () => {
		const { laptop, liar, first } = await twoVersions(both);
		laptop.online(true);
		await laptop.when(isForked);
		const { common } = await laptop.sync.forkReport();
		const { workspace } = laptop.device.host.open;
		await workspace.books.marks.load([common + 1], workspace.entries);
		// The tab was closed between the choice and what follows from it.
		await new SharedLog(workspace).choose({ repeat: [], fork: { n: common + 1, lostR: workspace.books.marks.at(common + 1)! } });
		await laptop.sync.close();
		liar.relay = () => first.url.replace(/\/relay$/, '');
		liar.cut();
		const host = await laptop.device.restart();
		await host.unlock(PASSPHRASE);
		const again = await Seat.open({ ...laptop.device, host });
		await again.when(({ link, alarms }) => link === 'live' && alarms.length === 0);
		await again.save('after it');
		await again.level();
		expect(await forks(again)).toEqual([]);
		expect((await own(again)).at(-1)).toBe(KIND.DATA);
	});
});

describe('a choice that is cut short', () => {
	it('holds back what waits until the log says it', async () => {
		const { laptop, phone, liar } = await twoVersions({
			inFirst: async (seat) => void (await seat.save('by laptop')),
			inSecond: async (seat) => void (await seat.save('by phone'))
		});
		laptop.online(true);
		await laptop.when(isForked);
		// Nothing this device writes gets through; what others write comes.
		liar.names.set(toHex(laptop.device.host.open.home.keys.device.sign.publicKey), 'laptop');
		liar.lies.set('laptop', { fromDevice: (frame) => (frame.type === 'append' ? [] : undefined) });
		liar.cut();
		await laptop.when(isForked);
		await laptop.sync.resolveFork('theirs', []);
		await laptop.when(({ link, waiting }) => link === 'live' && waiting > 0);
		expect(await laptop.device.host.open.workspace.books.home.locked(async () => (await laptop.entries()).length)).toBe(
			phone.workspace.entries
		);
		await laptop.sync.close();
		liar.lies.clear();
		const host = await laptop.device.restart();
		await host.unlock(PASSPHRASE);
		const again = await Seat.open({ ...laptop.device, host });
		await again.level();
		await again.when(async () => (await forks(again)).length === 1);
		expect(await again.clients()).toEqual(expect.arrayContaining(['by laptop', 'by phone']));
	});
});
