/** Two versions of the books: two devices of one person, and a relay that shows each another log. Both choices, as the worker makes them. */
import { afterEach, describe, expect, it } from 'vitest';
import { endSeats, forks, isForked, letIn, own, twoVersions } from '../../../tests/support/forked-seats.ts';
import { OFFER } from '../../../tests/support/paired.ts';
import { KIND, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { toHex } from '../workspace/bytes.ts';
import { removeMember, setRole } from '../workspace/members.ts';
import { DevicesHost } from './devices-host.ts';
import { answer } from './results.ts';

afterEach(endSeats);

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
