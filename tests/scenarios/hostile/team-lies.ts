/**
 * Every way a member lies together with the relay: entries that his keys really sign and that his role, or the log, does not let him write. As mutators.ts,
 * told to one device. The cast has a viewer, two editors, an admin and one owner; whoever plays a part is never the victim.
 */
import { KIND, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { activeDevices, type Capability } from '../../../sync-server/protocol/membership-state.ts';
import { newDeviceKeys, type DeviceKeys } from '#lib/crypto/device.ts';
import { newId16, randomBytes } from '#lib/crypto/random.ts';
import { recoveryPair } from '#lib/crypto/recovery.ts';
import { equalBytes } from '#lib/workspace/bytes.ts';
import { removeMember } from '#lib/workspace/members.ts';
import type { Crew, Hand } from './crew.ts';
import { ForgedLog } from './forged-log.ts';
import { admission, invitation, joining, minVersion, newRole, removal, withdrawal } from './member-scribe.ts';
import { INJECTED_ID, inject, note, type Mutator } from './mutators.ts';
import { dataEntry, membershipEntry, placeOf } from './scribe.ts';

export const TEAM: Readonly<Record<string, Capability>> = { bob: 'w', carol: 'a', dave: 'r', erin: 'w' };

/** What a lie is told with. */
interface Stage {
	crew: Crew;
	victim: string;
	log: readonly Uint8Array[];
	owner: DeviceKeys;
	admin: DeviceKeys;
	editor: DeviceKeys;
	viewer: DeviceKeys;
	idOf(keys: DeviceKeys): Uint8Array;
	/** Devices and pairs that stay once the member is gone. */
	staying(member: Uint8Array): Pick<DeviceKeys, 'id' | 'box'>[];
}

/** Undefined where the one who would play a part is himself lied to. */
function stage(crew: Crew, victim: string): Stage | undefined {
	const cast = (role: Capability): Hand | undefined =>
		crew.all.find(({ name }) => name !== victim && crew.members.get(name)!.role === role);
	const [owner, admin, editor, viewer] = (['o', 'a', 'w', 'r'] as const).map(cast);
	if (!owner || !admin || !editor || !viewer) return undefined;
	const keysOf = [...crew.all.map(({ keys }) => keys), recoveryPair(crew.seed, crew.wsId)];
	const memberOf = (id: Uint8Array) => crew.all.find(({ keys }) => equalBytes(keys.id, id))?.name;
	return {
		crew,
		victim,
		log: crew.liar.log,
		owner: owner.keys,
		admin: admin.keys,
		editor: editor.keys,
		viewer: viewer.keys,
		idOf: (keys) => crew.members.get(memberOf(keys.id)!)!.id,
		staying: (member) =>
			keysOf.filter(({ id }) => {
				const name = memberOf(id);
				return !equalBytes(name === undefined ? crew.memberId : crew.members.get(name)!.id, member);
			})
	};
}

/** Writes all but the last of the entries as those that may stand; the last one is the lie. */
function lie(name: string, threats: readonly number[], write: (stage: Stage) => Uint8Array[]): Mutator {
	return {
		name,
		threats,
		begin(crew, victim) {
			const set = stage(crew, victim);
			if (set) inject(crew, victim, ...write(set));
		}
	};
}

const comer = () => ({ device: newDeviceKeys(), memberId: newId16() });

/** Somebody asks by an invitation as `role`, and `then` goes on from there. */
function asked(
	{ crew, log, owner }: Stage,
	role: 'r' | 'w' | 'a',
	then: (asked: ReturnType<typeof comer> & { link: ReturnType<typeof invitation>['link']; log: Uint8Array[] }) => Uint8Array
): Uint8Array[] {
	const { entry, link } = invitation(owner, log, crew.key(), role);
	const who = comer();
	const first = [entry, joining(link, [...log, entry], who)];
	return [...first, then({ ...who, link, log: [...log, ...first] })];
}

export const TEAM_LIES: readonly Mutator[] = [
	lie('data by a viewer', [24], ({ crew, log, viewer }) => [
		dataEntry(viewer, log, crew.key(placeOf(viewer, log).epoch), [note('never written by anybody entitled', INJECTED_ID)])
	]),
	lie('a series numbered by a viewer', [24, 47], ({ log, viewer }) => [
		membershipEntry(viewer, log, {
			kind: KIND.SERIES_LEASE,
			series: randomBytes(16),
			segment: 0,
			holder: viewer.id,
			next: 1,
			prevIssue: new Uint8Array(32)
		})
	]),
	lie('a series taken over by an editor', [24, 47], ({ log, editor, owner }) => {
		const series = randomBytes(16);
		const about = { series, next: 1, prevIssue: new Uint8Array(32) };
		const lease = membershipEntry(owner, log, { kind: KIND.SERIES_LEASE, ...about, segment: 0, holder: owner.id });
		const takeover = { kind: KIND.SERIES_TAKEOVER, ...about, segment: 1, holder: editor.id, from: owner.id } as const;
		return [lease, membershipEntry(editor, [...log, lease], takeover)];
	}),
	lie('a role given by an editor', [24], ({ log, editor, viewer, idOf }) => [newRole(editor, log, idOf(viewer), 'w')]),
	lie('an invitation by an editor', [24], ({ crew, log, editor }) => [invitation(editor, log, crew.key(), 'w').entry]),
	lie('a member removed by an editor', [24], ({ crew, log, editor, viewer, idOf, staying }) => [
		removal(editor, log, crew.key(), { memberId: idOf(viewer), recipients: staying(idOf(viewer)) }).entry
	]),
	lie('a newer program asked for by an editor', [8, 24], ({ log, editor }) => [minVersion(editor, log, 9)]),
	lie('an admin makes himself an owner', [24], ({ log, admin, idOf }) => [newRole(admin, log, idOf(admin), 'o')]),
	lie('an admin makes an owner less', [24, 25], ({ log, admin, owner, idOf }) => {
		// A second owner, so that one would remain.
		const second = newRole(owner, log, idOf(admin), 'o');
		const back = newRole(owner, [...log, second], idOf(admin), 'a');
		return [second, back, newRole(admin, [...log, second, back], idOf(owner), 'r')];
	}),
	lie('an owner removed by an admin', [24, 25], ({ crew, log, admin, owner, idOf, staying }) => [
		removal(admin, log, crew.key(), { memberId: idOf(owner), recipients: staying(idOf(owner)) }).entry
	]),
	lie('an admin invited by an admin', [24], ({ crew, log, admin }) => [invitation(admin, log, crew.key(), 'a').entry]),
	lie('an admin admitted by an admin', [24], (set) =>
		asked(set, 'a', ({ log, ...who }) => admission(set.admin, log, set.crew.key(), { ...who, role: 'a' }))
	),
	lie('the last owner makes himself less', [25], ({ log, owner, idOf }) => [newRole(owner, log, idOf(owner), 'a')]),
	lie('the last owner leaves', [25], ({ log, owner }) => [membershipEntry(owner, log, { kind: KIND.LEAVE })]),
	lie('a member who removes himself and keeps the key', [11, 21], ({ crew, log, owner, admin, idOf, staying }) => {
		const second = newRole(owner, log, idOf(admin), 'o');
		const { entry } = removal(owner, [...log, second], crew.key(), { memberId: idOf(owner), recipients: staying(idOf(owner)) });
		return [second, entry];
	}),
	lie('an admission for other keys than those that asked', [9], (set) =>
		asked(set, 'w', ({ log, link, memberId }) =>
			admission(set.admin, log, set.crew.key(), { link, memberId, device: newDeviceKeys(), role: 'w' })
		)
	),
	lie('an admission as somebody else than who asked', [9], (set) =>
		asked(set, 'w', ({ log, link, device }) => admission(set.admin, log, set.crew.key(), { link, device, memberId: newId16(), role: 'w' }))
	),
	lie('an admission that gives the key to a ghost too', [11], (set) =>
		asked(set, 'w', ({ log, ...who }) => admission(set.admin, log, set.crew.key(), { ...who, role: 'w', others: [newDeviceKeys()] }))
	),
	lie('an admission as more than the invitation says', [24, 43], (set) =>
		asked(set, 'r', ({ log, ...who }) => admission(set.admin, log, set.crew.key(), { ...who, role: 'w' }))
	),
	lie('an admission nobody asked for', [9, 43], ({ crew, log, owner, admin }) => {
		const { entry, link } = invitation(owner, log, crew.key(), 'w');
		return [entry, admission(admin, [...log, entry], crew.key(), { ...comer(), link, role: 'w' })];
	}),
	lie('an invitation used twice', [43], (set) => asked(set, 'w', ({ log, link }) => joining(link, log, comer()))),
	lie('an invitation answered after it was withdrawn', [43], ({ crew, log, owner }) => {
		const { entry, link } = invitation(owner, log, crew.key(), 'w');
		const back = withdrawal(owner, [...log, entry], link);
		return [entry, back, joining(link, [...log, entry, back], comer())];
	}),
	lie('an answer with other keys put in', [9, 10], ({ crew, log, owner }) => {
		const { entry, link } = invitation(owner, log, crew.key(), 'w');
		const who = comer();
		const join = joining(link, [...log, entry], who).slice();
		join.set(newDeviceKeys().sign.publicKey, indexOf(join, who.device.sign.publicKey));
		return [entry, join];
	}),
	lie('an answer to an invitation of other books', [10], ({ crew, log, owner }) => {
		const { entry, link } = invitation(owner, log, crew.key(), 'w');
		return [entry, joining(link, [...log, entry], comer(), { wsId: randomBytes(16) })];
	}),
	lie('an answer with the keys of a device that is there', [10], ({ crew, log, owner, viewer }) => {
		const { entry, link } = invitation(owner, log, crew.key(), 'w');
		return [entry, joining(link, [...log, entry], { device: viewer, memberId: newId16() })];
	}),
	lie('an old change of role, again', [12, 24], ({ log, owner, editor, idOf }) => {
		const more = newRole(owner, log, idOf(editor), 'a');
		const back = newRole(owner, [...log, more], idOf(editor), 'w');
		return [more, back, more];
	}),
	lie('the next key for the member it puts out', [11, 21], ({ crew, log, owner, editor, idOf, staying }) => [
		removal(owner, log, crew.key(), { memberId: idOf(editor), recipients: [...staying(idOf(editor)), editor] }).entry
	]),
	lie('a member left out of the next key', [11, 26], ({ crew, log, owner, editor, viewer, idOf, staying }) => [
		removal(owner, log, crew.key(), {
			memberId: idOf(editor),
			recipients: staying(idOf(editor)).filter(({ id }) => !equalBytes(id, viewer.id))
		}).entry
	]),
	lie('data by a removed member who was given the new key', [21, 22], ({ crew, log, owner, editor, idOf, staying }) => {
		const { entry, key } = removal(owner, log, crew.key(), { memberId: idOf(editor), recipients: staying(idOf(editor)) });
		return [entry, dataEntry(editor, [...log, entry], key, [note('after the removal', INJECTED_ID)])];
	}),
	lie('data by a removed member, dated back', [22], ({ crew, log, owner, editor, idOf, staying }) => {
		const { entry, key } = removal(owner, log, crew.key(), { memberId: idOf(editor), recipients: staying(idOf(editor)) });
		const { seenN, seenR } = placeOf(editor, log);
		return [entry, dataEntry(editor, [...log, entry], key, [note('as if it were before', INJECTED_ID)], { seenN, seenR })];
	}),
	lie('an older program let in again by an admin', [8], ({ log, owner, admin }) => {
		const asks = minVersion(owner, log, 1);
		return [asks, minVersion(admin, [...log, asks], 0)];
	}),
	{
		name: 'the removal of a member withheld',
		threats: [16, 21],
		async begin(crew, victim) {
			const set = stage(crew, victim);
			if (!set) return;
			const forgery = new ForgedLog([...crew.liar.log]);
			forgery.takeBy((entry) => {
				const parsed = parseEntry(entry);
				return !isParseError(parsed) && parsed.kind === KIND.REMOVE_MEMBER ? [] : [entry];
			});
			crew.liar.lies.set(victim, forgery);
			const { workspace, home } = crew.all.find(({ keys }) => keys === set.owner)!;
			const removed = crew.all.find(({ keys }) => keys === set.editor)!;
			const member = workspace.membership!.devices.get(removed.workspace.device)!.member;
			if (activeDevices(workspace.membership!).some((device) => device.member === member)) await removeMember(workspace, home.keys, member);
		}
	}
];

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
	for (let at = 0; at + part.length <= bytes.length; at++) if (equalBytes(bytes.subarray(at, at + part.length), part)) return at;
	throw new Error('not there');
}
