/** Threats between members, where a whole team on a real relay has to stand up to them and no lie of team-lies.ts tells it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NACK } from '../../../sync-server/protocol/wire.ts';
import { recoveryPair } from '#lib/crypto/recovery.ts';
import { leaveBooks, memberList, removeMember, rotateIfOwed, setRole } from '#lib/workspace/members.ts';
import { Crew, RelayHouse, waitingOf, type CrewOptions, type Hand } from './crew.ts';
import { ForgedLog } from './forged-log.ts';
import { newRole, removal } from './member-scribe.ts';
import { inject, note } from './mutators.ts';
import { dataEntry } from './scribe.ts';
import { converge, honest, saved } from './story.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

async function withTeam(roles: NonNullable<CrewOptions['roles']>, story: (crew: Crew) => Promise<void>): Promise<void> {
	const crew = await Crew.assemble(relay, ['alice', ...Object.keys(roles)], { roles });
	try {
		await crew.start();
		await story(crew);
	} finally {
		await crew.end();
	}
}

const idOf = (crew: Crew, who: string) => crew.members.get(who)!.id;
const hexId = (crew: Crew, who: string) => Buffer.from(idOf(crew, who)).toString('hex');
const rolesOf = ({ workspace }: Hand) => memberList(workspace).map(({ role }) => role);

it('threat 24: what a viewer’s, an editor’s and an admin’s hostile program sends beyond its role the relay refuses, and nobody hears of it', () =>
	withTeam({ bob: 'w', carol: 'a', dave: 'r' }, async (crew) => {
		await crew.save('alice', 'before');
		await converge(crew);
		const { log } = crew.liar;
		const before = log.length;
		const codes: [string | undefined, number][] = [];
		crew.liar.lieToAll = {
			fromRelay(frame, line) {
				if (frame.type !== 'nack') return;
				codes.push([line.device, frame.code]);
				crew.changed();
				return [];
			}
		};
		const keysOf = (who: string) => crew.hand(who).keys;
		crew.liar.append('dave', dataEntry(keysOf('dave'), log, crew.key(), [note('by a viewer')]));
		crew.liar.append('bob', newRole(keysOf('bob'), log, idOf(crew, 'dave'), 'w'));
		crew.liar.append('carol', newRole(keysOf('carol'), log, idOf(crew, 'carol'), 'o'));
		await crew.until(() => codes.length === 3);
		expect(codes.sort()).toEqual([
			['bob', NACK.CAPABILITY],
			['carol', NACK.MEMBERSHIP],
			['dave', NACK.CAPABILITY]
		]);
		crew.liar.lieToAll = undefined;
		await crew.save('alice', 'goes on');
		await converge(crew);
		expect(log.length).toBe(before + 1);
		expect(crew.all.map(({ raised }) => [...raised])).toEqual([[], [], [], []]);
		expect(rolesOf(crew.hand('dave'))).toEqual(['o', 'w', 'a', 'r']);
	}));

it('threat 25: two owners put each other out, and the relay shows each that his was first: that is two logs, and it shows', () =>
	withTeam({ bob: 'o', carol: 'w' }, async (crew) => {
		await crew.save('bob', 'of bob');
		await converge(crew);
		const [alice, bob] = [crew.hand('alice'), crew.hand('bob')];
		const forgery = new ForgedLog([...crew.liar.log]);
		forgery.takeBy(() => []);
		crew.liar.lies.set('bob', forgery);
		await removeMember(bob.workspace, bob.home.keys, hexId(crew, 'alice'));
		await removeMember(alice.workspace, alice.home.keys, hexId(crew, 'bob'));
		expect([rolesOf(alice), rolesOf(bob)]).toEqual([
			['o', 'w'],
			['o', 'w']
		]);
		const id = await crew.save('bob', 'on his own log');
		honest(crew);
		// To the log that the others have he is put out; whichever he hears first, he is told.
		await crew.until(() => crew.isAlarmed(bob));
		expect(await crew.text('bob', id)).toBe('on his own log');
		await crew.save('carol', 'with alice');
		await crew.until(() => [alice, crew.hand('carol')].every((each) => crew.isLevel(each, crew.liar.log.length)));
		expect(await crew.view(crew.hand('carol'))).toEqual(await crew.view(alice));
	}));

it.each([
	['first', 0],
	['second', 1]
] as const)('threat 25: an owner and an owner take ownership from each other, and the %s to reach the log has it', (_, first) =>
	withTeam({ bob: 'o', carol: 'w' }, async (crew) => {
		await converge(crew);
		const pair = [crew.hand('alice'), crew.hand('bob')];
		const [one, other] = [pair[first]!, pair[1 - first]!];
		await setRole(one.workspace, hexId(crew, other.name), 'r');
		await expect(setRole(other.workspace, hexId(crew, one.name), 'r')).rejects.toMatchObject({ code: expect.any(String) as string });
		await converge(crew);
		const roles = new Map(memberList(crew.hand('carol').workspace).map(({ member, role }) => [member, role]));
		expect([roles.get(hexId(crew, one.name)), roles.get(hexId(crew, other.name))]).toEqual(['o', 'r']);
	})
);

it('threat 22: who was removed writes on with the relay’s help to one who has not heard: the next entry of who has gives both away', () =>
	withTeam({ bob: 'w', erin: 'w' }, async (crew) => {
		await crew.save('erin', 'before');
		await converge(crew);
		const [bob, erin] = [crew.hand('bob'), crew.hand('erin')];
		const forgery = new ForgedLog([...crew.liar.log]);
		forgery.takeBy(() => []);
		crew.liar.lies.set('bob', forgery);
		const alice = crew.hand('alice');
		await removeMember(alice.workspace, alice.home.keys, hexId(crew, 'erin'));
		// In the epoch that was; and as Erin signs it, it is well made.
		inject(crew, 'bob', dataEntry(erin.keys, forgery.entries, crew.key(), [note('after the removal')]));
		await crew.until(() => bob.workspace.entries === forgery.n);
		forgery.takeBy((entry) => [entry]);
		await saved(crew, 'alice', 'alice');
		await crew.until(() => crew.alarm('bob', 'fork') !== undefined);
		// Nothing of it came to anybody else, and Erin reads nothing that is written now.
		expect(alice.workspace.entries).toBe(crew.liar.log.length);
		expect(erin.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
	}));

it('threat 22: what was signed before the removal and sent after it counts for nothing, whatever it says it had seen', () =>
	withTeam({ bob: 'w', erin: 'w' }, async (crew) => {
		await crew.save('erin', 'before');
		await converge(crew);
		const [alice, erin] = [crew.hand('alice'), crew.hand('erin')];
		const late = dataEntry(erin.keys, crew.liar.log, crew.key(), [note('signed in time')]);
		await removeMember(alice.workspace, alice.home.keys, hexId(crew, 'erin'));
		await crew.until(() => crew.hand('bob').workspace.entries === crew.liar.log.length);
		const forgery = inject(crew, 'bob', late);
		const { workspace } = crew.hand('bob');
		await crew.until(() => workspace.entries === forgery.n);
		expect(workspace.books.head.voids?.at(-1)).toBe(forgery.n - 1);
		await crew.until(() => crew.alarm('bob', 'misbehaves')?.what === 'junk');
	}));

it('threat 21: who leaves knows the key until somebody who stays has changed it, and reads nothing that is written after that', () =>
	withTeam({ bob: 'w', carol: 'a' }, async (crew) => {
		await converge(crew);
		const [alice, bob, carol] = [crew.hand('alice'), crew.hand('bob'), crew.hand('carol')];
		await leaveBooks(bob.workspace).catch((error: unknown) => expect(error).toMatchObject({ code: 'needs-relay' }));
		await crew.until(() => crew.alarm('bob', 'not-admitted') !== undefined);
		await crew.until(() => [alice, carol].every(({ workspace }) => workspace.membership!.owesRotation));
		const done = await Promise.all([alice, carol].map(({ workspace, home }) => rotateIfOwed(workspace, home.keys)));
		expect(done.filter(Boolean)).toHaveLength(1);
		const id = await crew.save('alice', 'among those who stay');
		await crew.until(async () => (await crew.text('carol', id)) !== undefined);
		expect(bob.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
		expect(await crew.text('bob', id)).toBeUndefined();
	}));

it('threat 26: a device that was away through three changes of the key, by three members, brings what it wrote and reads all of it', () =>
	withTeam({ bob: 'w', carol: 'a', dave: 'r', erin: 'w' }, async (crew) => {
		await converge(crew);
		const [alice, carol] = [crew.hand('alice'), crew.hand('carol')];
		await crew.hand('bob').session.stop();
		const mine = await crew.save('bob', 'on the train');
		const written: string[] = [];
		const gone = [
			[carol, 'dave'],
			[alice, 'erin']
		] as const;
		for (const [by, out] of gone) {
			await removeMember(by.workspace, by.home.keys, hexId(crew, out));
			written.push(await crew.save(by.name, `after ${out}`));
			await crew.until(() => [alice, carol].every((each) => crew.isLevel(each, crew.liar.log.length)));
		}
		await removeMember(alice.workspace, alice.home.keys, hexId(crew, 'carol'));
		written.push(await crew.save('alice', 'after carol'));
		await crew.until(() => crew.isLevel(alice, crew.liar.log.length));
		expect(alice.workspace.epoch).toBe(3);
		const bob = crew.hand('bob');
		bob.session.start();
		await crew.until(async () => (await crew.text('alice', mine)) === 'on the train' && crew.isLevel(bob, crew.liar.log.length));
		for (const id of written) expect(await crew.text('bob', id)).toBe(await crew.text('alice', id));
		expect(bob.workspace.books.head.quarantine).toBeUndefined();
		expect([...bob.raised]).toEqual([]);
	}));

it('threat 27: what a member’s newer program wrote an older one keeps as it came, says so, and goes on beside it', () =>
	withTeam({ bob: 'w', carol: 'w' }, async (crew) => {
		await crew.save('alice', 'before');
		await converge(crew);
		const { length } = crew.liar.log;
		const entry = dataEntry(crew.hand('carol').keys, crew.liar.log, crew.key(), [{ ...note('in a newer form'), schema: 2 }]);
		inject(crew, 'bob', entry);
		const bob = crew.hand('bob');
		await crew.until(() => bob.workspace.refusals.length > 0);
		expect(bob.workspace.refusals).toMatchObject([{ n: length, reason: 'newer-schema' }]);
		expect((await bob.port.read(length, 1))[0]).toEqual(entry);
		const id = await crew.save('bob', 'beside it');
		await crew.until(() => waitingOf(bob.workspace) === 0);
		expect(await crew.text('bob', id)).toBe('beside it');
		expect(await bob.workspace.verify()).toBeUndefined();
		expect([...bob.raised]).not.toContain('fork');
	}));

it('threat 11: a rotation made by hand for exactly who stays is taken by everybody, so that the ones before were refused for their ghosts', () =>
	withTeam({ bob: 'w', carol: 'w' }, async (crew) => {
		await converge(crew);
		const [alice, bob] = [crew.hand('alice'), crew.hand('bob')];
		const recipients = [alice.keys, bob.keys, recoveryPair(crew.seed, crew.wsId)];
		const { entry } = removal(alice.keys, crew.liar.log, crew.key(), { memberId: idOf(crew, 'carol'), recipients });
		inject(crew, 'bob', entry);
		await crew.until(() => bob.workspace.epoch === 1);
		expect(bob.home.keys.hasEpoch(1)).toBe(true);
		expect(rolesOf(bob)).toEqual(['o', 'w']);
	}));
