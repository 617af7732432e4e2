/** How members come, change and go: each rule broken by an entry that keeps all others, signed and judged at its place in the log. */
import { describe, expect, it } from 'vitest';
import { hex } from './bytes.ts';
import type { Clear } from './clear.ts';
import { KIND, type UnsignedEntry } from './codec.ts';
import { activeDevices, type Capability } from './membership-state.ts';
import { mayWrite } from './rights.ts';
import { MAX_INVITES } from './rules-members.ts';
import {
	Story,
	addDevice,
	admit,
	boxesFor,
	bytesOf,
	genesis,
	invite,
	join,
	lease,
	link,
	member,
	pen,
	removeMember,
	revoke,
	rotation,
	setRole,
	takeover,
	type Pen
} from '../../tests/support/log-story.ts';

const [alice, bob, carol, dave, eve] = ['alice', 'bob', 'carol', 'dave', 'eve'].map(pen) as [Pen, Pen, Pen, Pen, Pen];
const sealed = (length = 272): Partial<UnsignedEntry> => ({ nonce: bytesOf('n', 24), ciphertext: bytesOf('c', length) });
const NOTHING: Partial<UnsignedEntry> = { nonce: new Uint8Array(24), ciphertext: new Uint8Array() };
const broken = (detail: string) => ({ void: 'membership', detail });

/** Alice owns; the others were invited, joined and admitted, each by one device. */
function team(others: [Pen, Capability][] = []): Story {
	const story = new Story();
	expect(story.append(alice, genesis(alice))).toBe('accepted');
	for (const [who, role] of others) comes(story, who, role);
	return story;
}
/** An owner is made one by hand-over: nobody is invited as one. */
function comes(story: Story, who: Pen, role: Capability): void {
	const key = link(who.name);
	const invited = role === 'o' ? 'a' : role;
	expect(story.append(alice, invite(key, invited))).toBe('accepted');
	expect(story.append(key, join(who))).toBe('accepted');
	expect(story.append(alice, admit(key, who, invited))).toBe('accepted');
	if (role === 'o') expect(story.append(alice, setRole(who.name, 'o'))).toBe('accepted');
}
const members = (story: Story) => Object.fromEntries(story.state.membership!.members);
const inviteOf = (story: Story, key: Pen) => story.state.membership!.invites.get(hex(key.devId));
const device = (story: Story, of: Pen) => story.state.membership!.devices.get(hex(of.devId));

describe('inviting, joining, being admitted', () => {
	it('makes a member of one device, who may do what the invitation says', () => {
		const story = team([[bob, 'w']]);
		expect(members(story)).toEqual({ [hex(member('alice'))]: 'o', [hex(member('bob'))]: 'w' });
		expect(device(story, bob)).toMatchObject({ kind: 'device', active: true, since: 3, member: hex(member('bob')) });
		expect(inviteOf(story, link('bob'))).toMatchObject({ state: 'admitted', admittedAt: 3, by: hex(member('alice')) });
		expect(story.append(bob, KIND.DATA)).toBe('accepted');
		expect(story.append(bob, KIND.ERASE)).toEqual({ void: 'capability' });
	});
	it('gives nothing before the admission: who joined is no device', () => {
		const story = team();
		story.append(alice, invite(link('bob')));
		story.append(link('bob'), join(bob));
		expect(story.append(bob, KIND.SEEN)).toEqual({ void: 'author' });
		expect(story.active).toEqual([hex(alice.devId)]);
	});
	it('is for admins: no editor, no viewer invites, admits, removes or changes roles', () => {
		const story = team([
			[bob, 'w'],
			[carol, 'r']
		]);
		for (const who of [bob, carol]) {
			expect(story.append(who, invite(link('x')))).toEqual({ void: 'capability' });
			expect(story.append(who, setRole('bob', 'r'))).toEqual({ void: 'capability' });
			expect(story.append(who, removeMember('carol', 1, alice, bob))).toEqual({ void: 'capability' });
			expect(story.append(who, { kind: KIND.MIN_VERSION, program: 2 })).toEqual({ void: 'capability' });
		}
	});
	it('a viewer reads, says that he is there and looks after his own devices; nothing else (threat 24)', () => {
		const story = team([[bob, 'r']]);
		expect(story.append(bob, KIND.DATA)).toEqual({ void: 'capability' });
		expect(story.append(bob, lease('F', bob))).toEqual({ void: 'capability' });
		expect(story.append(bob, { kind: KIND.ROTATE, rotation: rotation(1, alice, bob) })).toEqual({ void: 'capability' });
		expect(story.append(bob, KIND.SEEN)).toBe('accepted');
		const phone = pen('bobs phone');
		expect(story.append(bob, addDevice(phone, 'bob'))).toBe('accepted');
		expect(story.append(phone, KIND.DATA)).toEqual({ void: 'capability' });
		expect(story.append(phone, addDevice(pen('eve'), 'alice'))).toEqual(broken('deviceJoinsItsOwnMember'));
		expect(story.append(bob, revoke(phone, 1, alice, bob))).toBe('accepted');
	});
});

describe('INVITE', () => {
	const withAdmin = () => team([[bob, 'a']]);
	it('inviteKeyIsNew: not of an invitation before, a device, or one who joined', () => {
		const story = withAdmin();
		story.append(alice, invite(link('x')));
		story.append(alice, invite(link('x'), 'none'));
		story.append(alice, invite(link('y')));
		story.append(link('y'), join(carol));
		for (const key of [link('x'), link('y'), alice, carol]) expect(story.append(alice, invite(key))).toEqual(broken('inviteKeyIsNew'));
	});
	it('ownersAreNeverInvited', () => {
		expect(withAdmin().append(alice, invite(link('x'), 'o'))).toEqual(broken('ownersAreNeverInvited'));
	});
	it('onlyOwnersInviteAdmins', () => {
		expect(withAdmin().append(bob, invite(link('x'), 'a'))).toEqual(broken('onlyOwnersInviteAdmins'));
		expect(withAdmin().append(bob, invite(link('x'), 'w'))).toBe('accepted');
	});
	it('fewInvitesWait, and one that was withdrawn makes room', () => {
		const story = team();
		for (let i = 0; i < MAX_INVITES; i++) expect(story.append(alice, invite(link(`${i}`)))).toBe('accepted');
		expect(story.append(alice, invite(link('one more')))).toEqual(broken('fewInvitesWait'));
		expect(story.append(alice, invite(link('0'), 'none'))).toBe('accepted');
		expect(story.append(alice, invite(link('one more')))).toBe('accepted');
	});
	it('inviteSealsAShortNote', () => {
		for (const change of [NOTHING, sealed(1041)])
			expect(team().append(alice, invite(link('x')), change)).toEqual(broken('inviteSealsAShortNote'));
		expect(team().append(alice, invite(link('x')), sealed(1040))).toBe('accepted');
	});
	it('withdrawnInviteWaits: not one that was never made, used up or withdrawn', () => {
		const story = withAdmin();
		expect(story.append(alice, invite(link('x'), 'none'))).toEqual(broken('withdrawnInviteWaits'));
		expect(story.append(alice, invite(link('bob'), 'none'))).toEqual(broken('withdrawnInviteWaits'));
		story.append(alice, invite(link('x')));
		expect(story.append(bob, invite(link('x'), 'none'))).toBe('accepted');
		expect(story.append(alice, invite(link('x'), 'none'))).toEqual(broken('withdrawnInviteWaits'));
	});
	it('withdrawalSealsNothing', () => {
		const story = team();
		story.append(alice, invite(link('x')));
		expect(story.append(alice, invite(link('x'), 'none'), sealed())).toEqual(broken('withdrawalSealsNothing'));
	});
	it('says nothing more than it can: another role is no invitation', () => {
		const clear = Uint8Array.of(...link('x').signPk, 5);
		expect(team().append(alice, invite(link('x')), { clear })).toEqual(broken('clear-malformed'));
	});
});

describe('JOIN', () => {
	const invited = () => {
		const story = team([[bob, 'w']]);
		story.append(alice, invite(link('x')));
		return story;
	};
	it('is written once (a link used twice)', () => {
		const story = invited();
		expect(story.append(link('x'), join(carol))).toBe('accepted');
		expect(story.append(link('x'), join(dave))).toEqual({ void: 'author' });
		expect(inviteOf(story, link('x'))?.joiner).toMatchObject({ signPk: carol.signPk, n: 5 });
	});
	it('is nothing without an invitation, after it was withdrawn, or by a device', () => {
		const story = invited();
		expect(story.append(link('other'), join(carol))).toEqual({ void: 'author' });
		expect(story.append(bob, join(carol))).toEqual({ void: 'capability' });
		story.append(alice, invite(link('x'), 'none'));
		expect(story.append(link('x'), join(carol))).toEqual({ void: 'author' });
	});
	it('is all that an invitation’s key may write', () => {
		const story = invited();
		for (const what of [KIND.DATA, KIND.SEEN, invite(link('z')), addDevice(eve, 'alice'), setRole('bob', 'a')])
			expect(story.append(link('x'), what)).toEqual({ void: 'capability' });
	});
	it('cannot be given other keys on its way (threats 9 and 10)', () => {
		const story = invited();
		const bytes = story.write(link('x'), join(carol));
		const at = Buffer.from(bytes).indexOf(Buffer.from(carol.signPk));
		const other = bytes.slice();
		other.set(eve.signPk, at);
		expect(story.put(other)).toEqual({ void: 'signature' });
		const box = bytes.slice();
		box.set(eve.boxPk, at + 32);
		expect(story.put(box)).toEqual({ void: 'signature' });
		expect(story.put(bytes)).toBe('accepted');
	});
	it('of one workspace is worth nothing in another (threat 10)', () => {
		const story = invited();
		const other = new Story();
		other.append(bob, genesis(bob));
		other.append(bob, invite(link('x')));
		expect(story.put(other.write(link('x'), join(carol)))).toEqual({ void: 'workspace' });
	});
	it('of one who was shown another log proves the fork', () => {
		const story = invited();
		expect(story.append(link('x'), join(carol), { seenR: bytesOf('another log', 32) })).toEqual({ void: 'seen-hash' });
	});
	it('joinerKeysAreNew: not a device’s, not another joiner’s, not the invitation’s own', () => {
		const story = invited();
		story.append(alice, invite(link('y')));
		story.append(link('y'), join(dave));
		for (const keys of [
			{ ...carol, signPk: bob.signPk },
			{ ...carol, boxPk: bob.boxPk },
			{ ...carol, signPk: dave.signPk },
			{ ...carol, boxPk: dave.boxPk },
			{ ...carol, signPk: link('x').signPk }
		])
			expect(story.append(link('x'), join(keys))).toEqual(broken('joinerKeysAreNew'));
	});
	it('memberIsNew: not one who belongs, belonged, or asks', () => {
		const story = invited();
		story.append(alice, invite(link('y')));
		story.append(link('y'), join(dave));
		story.append(alice, removeMember('bob', 1, alice));
		for (const name of ['alice', 'bob', 'dave']) expect(story.append(link('x'), join(carol, name))).toEqual(broken('memberIsNew'));
	});
	it('joinerSealsAShortNote', () => {
		for (const change of [NOTHING, sealed(1041)])
			expect(invited().append(link('x'), join(carol), change)).toEqual(broken('joinerSealsAShortNote'));
	});
	it('keeps its keys: nobody adds them as a device of his own meanwhile', () => {
		const story = invited();
		story.append(link('x'), join(carol));
		expect(story.append(bob, addDevice(carol, 'bob'))).toEqual(broken('keysWereNeverAdmittedBefore'));
		expect(story.append(bob, addDevice({ ...eve, boxPk: carol.boxPk }, 'bob'))).toEqual(broken('keysWereNeverAdmittedBefore'));
	});
});

describe('ADMIT', () => {
	const asked = (role: Capability = 'w') => {
		const story = team([[bob, 'a']]);
		story.append(alice, invite(link('x'), role));
		story.append(link('x'), join(carol));
		return story;
	};
	it('inviteAwaitsAdmission: not before anybody joined, not twice, not after it was declined', () => {
		const story = asked();
		story.append(alice, invite(link('y')));
		expect(story.append(alice, admit(link('y'), dave))).toEqual(broken('inviteAwaitsAdmission'));
		expect(story.append(alice, admit(link('z'), dave))).toEqual(broken('inviteAwaitsAdmission'));
		const declined = asked();
		expect(declined.append(alice, invite(link('x'), 'none'))).toBe('accepted');
		expect(declined.append(alice, admit(link('x'), carol))).toEqual(broken('inviteAwaitsAdmission'));
		expect(story.append(alice, admit(link('x'), carol))).toBe('accepted');
		expect(story.append(bob, admit(link('x'), carol))).toEqual(broken('inviteAwaitsAdmission'));
	});
	it('admitsWhoJoined: the very keys and the very id (threat 9)', () => {
		for (const other of [
			admit(link('x'), eve, 'w', 'carol'),
			admit(link('x'), { ...carol, boxPk: eve.boxPk }),
			admit(link('x'), { ...carol, signPk: eve.signPk }),
			admit(link('x'), carol, 'w', 'bob')
		])
			expect(asked().append(alice, other)).toEqual(broken('admitsWhoJoined'));
	});
	it('roleIsAtMostTheInvites', () => {
		expect(asked('w').append(alice, admit(link('x'), carol, 'a'))).toEqual(broken('roleIsAtMostTheInvites'));
		expect(asked('a').append(alice, admit(link('x'), carol, 'o'))).toEqual(broken('roleIsAtMostTheInvites'));
		const story = asked('a');
		expect(story.append(alice, admit(link('x'), carol, 'r'))).toBe('accepted');
		expect(members(story)[hex(member('carol'))]).toBe('r');
	});
	it('onlyOwnersAdmitAdmins', () => {
		expect(asked('a').append(bob, admit(link('x'), carol, 'a'))).toEqual(broken('onlyOwnersAdmitAdmins'));
		expect(asked('a').append(bob, admit(link('x'), carol, 'w'))).toBe('accepted');
	});
	it('onlyTheNewDeviceGetsTheKey (threat 11)', () => {
		for (const boxes of [boxesFor(), boxesFor(eve), boxesFor(carol, eve)])
			expect(asked().append(alice, { ...admit(link('x'), carol), boxes } as Clear)).toEqual(broken('onlyTheNewDeviceGetsTheKey'));
	});
	it('workspaceHasRoom', () => {
		const story = asked();
		const state = story.state.membership!;
		const crowd = Array.from({ length: 510 }, (_, i) => {
			const keys = { signPk: bytesOf(`s${i}`, 32), boxPk: bytesOf(`b${i}`, 32) };
			return [`${i}`, { ...device(story, alice)!, ...keys }] as const;
		});
		story.state = { ...story.state, membership: { ...state, devices: new Map([...state.devices, ...crowd]) } };
		expect(story.append(alice, admit(link('x'), carol))).toEqual(broken('workspaceHasRoom'));
	});
	it('earlierKeysAreSealedAlong, where there are any', () => {
		expect(asked().append(alice, admit(link('x'), carol), NOTHING)).toBe('accepted');
		const story = asked();
		story.append(alice, { kind: KIND.ROTATE, rotation: rotation(1, alice, bob) });
		expect(story.append(alice, admit(link('x'), carol), NOTHING)).toEqual(broken('earlierKeysAreSealedAlong'));
		expect(story.append(alice, admit(link('x'), carol))).toBe('accepted');
	});
	it('after a change of the key is in the new epoch, whenever who is admitted had asked', () => {
		const story = asked();
		const early = story.write(bob, admit(link('x'), carol));
		story.append(alice, { kind: KIND.ROTATE, rotation: rotation(1, alice, bob) });
		expect(story.put(early)).toEqual({ void: 'epoch' });
		expect(story.append(bob, admit(link('x'), carol))).toBe('accepted');
	});
});

describe('SET_ROLE', () => {
	const all = () =>
		team([
			[bob, 'a'],
			[carol, 'w'],
			[dave, 'a']
		]);
	it('memberBelongs', () => {
		expect(all().append(alice, setRole('eve', 'w'))).toEqual(broken('memberBelongs'));
		const story = all();
		story.append(alice, removeMember('carol', 1, alice, bob, dave));
		expect(story.append(alice, setRole('carol', 'w'))).toEqual(broken('memberBelongs'));
	});
	it('roleIsAnother', () => expect(all().append(alice, setRole('carol', 'w'))).toEqual(broken('roleIsAnother')));
	it('onlyOwnersTouchAdmins: not others, not themselves, not upwards', () => {
		for (const change of [setRole('dave', 'w'), setRole('bob', 'o'), setRole('bob', 'w'), setRole('carol', 'a'), setRole('alice', 'w')])
			expect(all().append(bob, change)).toEqual(broken('onlyOwnersTouchAdmins'));
		expect(all().append(bob, setRole('carol', 'r'))).toBe('accepted');
		expect(all().append(alice, setRole('carol', 'a'))).toBe('accepted');
	});
	it('anOwnerRemains', () => {
		expect(all().append(alice, setRole('alice', 'a'))).toEqual(broken('anOwnerRemains'));
	});
	it('hands ownership over, after which the one before is what he made himself', () => {
		const story = all();
		expect(story.append(alice, setRole('bob', 'o'))).toBe('accepted');
		expect(story.append(alice, setRole('alice', 'w'))).toBe('accepted');
		expect(members(story)).toMatchObject({ [hex(member('alice'))]: 'w', [hex(member('bob'))]: 'o' });
		expect(story.append(alice, setRole('bob', 'w'))).toEqual({ void: 'capability' });
	});
	it('roleChangeSealsNothing', () => {
		expect(all().append(alice, setRole('carol', 'r'), sealed())).toEqual(broken('roleChangeSealsNothing'));
	});
	it('ends the invitations its member could no longer write, and no others', () => {
		const story = team([
			[bob, 'o'],
			[carol, 'a']
		]);
		story.append(bob, invite(link('admin'), 'a'));
		story.append(bob, invite(link('editor'), 'w'));
		story.append(carol, invite(link('other'), 'w'));
		const states = () => ['admin', 'editor', 'other'].map((name) => inviteOf(story, link(name))?.state);
		story.append(alice, setRole('bob', 'a'));
		expect(states()).toEqual(['withdrawn', 'open', 'open']);
		story.append(alice, setRole('bob', 'w'));
		expect(states()).toEqual(['withdrawn', 'withdrawn', 'open']);
		expect(story.append(link('editor'), join(dave))).toEqual({ void: 'author' });
	});
	it('of one who numbers a series leaves it to be taken over', () => {
		const story = all();
		story.append(carol, lease('F', carol));
		story.append(alice, setRole('carol', 'r'));
		expect(story.append(carol, lease('F', carol, { next: 2 }))).toEqual({ void: 'capability' });
		expect(story.append(bob, takeover('F', bob, carol))).toBe('accepted');
	});
});

describe('REMOVE_MEMBER', () => {
	const all = () =>
		team([
			[bob, 'a'],
			[carol, 'w'],
			[dave, 'a']
		]);
	it('takes all of his devices out, his recovery pair too, and turns the epoch for those who stay (threat 21)', () => {
		const story = all();
		const [phone, kit] = [pen('carols phone'), pen('carols kit')];
		story.append(carol, addDevice(phone, 'carol'));
		story.append(carol, addDevice(kit, 'carol', 'recovery'));
		story.append(bob, addDevice(pen('bobs kit'), 'bob', 'recovery'));
		expect(story.append(bob, removeMember('carol', 1, alice, bob, dave, pen('bobs kit')))).toBe('accepted');
		expect(story.active).toEqual([alice, bob, dave, pen('bobs kit')].map(({ devId }) => hex(devId)));
		expect(members(story)[hex(member('carol'))]).toBeUndefined();
		expect(story.state.membership?.epoch).toBe(1);
		for (const [who, what] of [
			[carol, KIND.SEEN],
			[phone, KIND.DATA],
			[kit, addDevice(pen('carols new laptop'), 'carol')]
		] as const)
			expect(story.append(who, what)).toEqual({ void: 'author' });
	});
	it('and what he had signed before he heard of it comes too late (threat 22)', () => {
		const story = all();
		const late = story.write(carol, KIND.DATA);
		story.append(bob, removeMember('carol', 1, alice, bob, dave));
		expect(story.put(late)).toEqual({ void: 'author' });
	});
	it('removedMemberBelongs', () => {
		expect(all().append(bob, removeMember('eve', 1, alice, bob, carol, dave))).toEqual(broken('removedMemberBelongs'));
	});
	it('nobodyRemovesHimself', () => {
		const story = team([[bob, 'o']]);
		expect(story.append(bob, removeMember('bob', 1, alice))).toEqual(broken('nobodyRemovesHimself'));
	});
	it('onlyOwnersRemoveAdmins', () => {
		expect(all().append(bob, removeMember('dave', 1, alice, bob, carol))).toEqual(broken('onlyOwnersRemoveAdmins'));
		expect(all().append(bob, removeMember('alice', 1, bob, carol, dave))).toEqual(broken('onlyOwnersRemoveAdmins'));
		expect(all().append(alice, removeMember('dave', 1, alice, bob, carol))).toBe('accepted');
	});
	it.each([
		['one left out', [alice, bob]],
		['a ghost', [alice, bob, dave, eve]],
		['the removed one', [alice, bob, dave, carol]]
	])('keyGoesToActiveDevicesExactly (threat 11): %s', (_, staying) => {
		expect(all().append(bob, removeMember('carol', 1, ...staying))).toEqual(broken('keyGoesToActiveDevicesExactly'));
	});
	it('ends his invitations, also where somebody has asked already', () => {
		const story = all();
		story.append(bob, invite(link('open')));
		story.append(bob, invite(link('asked')));
		story.append(link('asked'), join(eve));
		story.append(alice, removeMember('bob', 1, alice, carol, dave));
		expect(['open', 'asked'].map((name) => inviteOf(story, link(name))?.state)).toEqual(['withdrawn', 'withdrawn']);
		expect(story.append(alice, admit(link('asked'), eve))).toEqual(broken('inviteAwaitsAdmission'));
	});
	it('leaves the series he numbered to be taken over', () => {
		const story = all();
		story.append(carol, lease('F', carol));
		story.append(bob, removeMember('carol', 1, alice, bob, dave));
		expect(story.append(dave, lease('F', dave, { segment: 1 }))).toEqual(broken('nobodyElseHoldsTheSeries'));
		expect(story.append(bob, takeover('F', bob, carol))).toBe('accepted');
	});
	it('who was removed may be invited again, with new keys and as somebody new', () => {
		const story = all();
		story.append(bob, removeMember('carol', 1, alice, bob, dave));
		story.append(alice, invite(link('again')));
		expect(story.append(link('again'), join(carol, 'carol anew'))).toEqual(broken('joinerKeysAreNew'));
		expect(story.append(link('again'), join(pen('carol anew')))).toBe('accepted');
		expect(story.append(alice, admit(link('again'), pen('carol anew')))).toBe('accepted');
	});
});

describe('two who remove each other at once (threat 25)', () => {
	const owners = () => {
		const story = team([
			[bob, 'o'],
			[carol, 'w']
		]);
		const one = story.write(alice, removeMember('bob', 1, alice, carol));
		const two = story.write(bob, removeMember('alice', 1, bob, carol));
		return { story, one, two };
	};
	it('first in the log wins, whichever it is, and an owner remains', () => {
		const a = owners();
		expect(a.story.put(a.one)).toBe('accepted');
		expect(a.story.put(a.two)).toEqual({ void: 'author' });
		expect(Object.values(members(a.story)).sort()).toEqual(['o', 'w']);
		const b = owners();
		expect(b.story.put(b.two)).toBe('accepted');
		expect(b.story.put(b.one)).toEqual({ void: 'author' });
		expect(members(b.story)).toEqual({ [hex(member('bob'))]: 'o', [hex(member('carol'))]: 'w' });
	});
	it('and so with two owners who take ownership from each other', () => {
		const { story } = owners();
		const one = story.write(alice, setRole('bob', 'w'));
		const two = story.write(bob, setRole('alice', 'w'));
		expect(story.put(two)).toBe('accepted');
		expect(story.put(one)).toEqual({ void: 'capability' });
	});
});

describe('LEAVE', () => {
	const LEAVE: Clear = { kind: KIND.LEAVE };
	it('takes the member’s devices out at once, and the next key is somebody else’s to choose', () => {
		const story = team([[bob, 'r']]);
		const phone = pen('bobs phone');
		story.append(bob, addDevice(phone, 'bob'));
		expect(story.append(phone, LEAVE)).toBe('accepted');
		expect(story.active).toEqual([hex(alice.devId)]);
		expect(story.state.membership).toMatchObject({ epoch: 0, owesRotation: true });
		expect(story.append(bob, { kind: KIND.ROTATE, rotation: rotation(1, alice) })).toEqual({ void: 'author' });
		expect(story.append(alice, { kind: KIND.ROTATE, rotation: rotation(1, alice, bob) })).toEqual(broken('keyGoesToActiveDevicesExactly'));
		expect(story.append(alice, { kind: KIND.ROTATE, rotation: rotation(1, alice) })).toBe('accepted');
		expect(story.state.membership?.owesRotation).toBe(false);
	});
	it('theLastOwnerStays', () => {
		const story = team([[bob, 'a']]);
		expect(story.append(alice, LEAVE)).toEqual(broken('theLastOwnerStays'));
		story.append(alice, setRole('bob', 'o'));
		expect(story.append(alice, LEAVE)).toBe('accepted');
		expect(story.append(bob, LEAVE)).toEqual(broken('theLastOwnerStays'));
	});
	it('leavingSealsNothing', () => {
		expect(team([[bob, 'w']]).append(bob, LEAVE, sealed())).toEqual(broken('leavingSealsNothing'));
	});
	it('ends the invitations of who leaves', () => {
		const story = team([[bob, 'a']]);
		story.append(bob, invite(link('x')));
		story.append(bob, LEAVE);
		expect(inviteOf(story, link('x'))?.state).toBe('withdrawn');
	});
	it('is no way out for a recovery pair or a device that owes its revocation', () => {
		const story = team([[bob, 'w']]);
		const [kit, laptop] = [pen('bobs kit'), pen('bobs laptop')];
		story.append(bob, addDevice(kit, 'bob', 'recovery'));
		expect(story.append(kit, LEAVE)).toEqual({ void: 'capability' });
		story.append(kit, addDevice(laptop, 'bob'));
		expect(story.append(laptop, LEAVE)).toEqual({ void: 'capability' });
	});
});

describe('recovery codes of several members', () => {
	it('each brings back its own member, with that member’s rights, and puts out its own pair', () => {
		const story = team([[bob, 'w']]);
		const [kitA, kitB, laptop] = [pen('kit a'), pen('kit b'), pen('bobs new laptop')];
		story.append(alice, addDevice(kitA, 'alice', 'recovery'));
		story.append(bob, addDevice(kitB, 'bob', 'recovery'));
		expect(story.append(kitB, addDevice(laptop, 'alice'))).toEqual(broken('deviceJoinsItsOwnMember'));
		expect(story.append(kitB, addDevice(laptop, 'bob'))).toBe('accepted');
		expect(story.append(laptop, revoke(kitA, 1, alice, bob, kitB, laptop))).toEqual(broken('revokesOwnMembersDevicesOnly'));
		expect(story.append(laptop, revoke(kitB, 1, alice, bob, kitA, laptop))).toBe('accepted');
		expect(story.append(laptop, KIND.DATA)).toBe('accepted');
		expect(story.append(laptop, KIND.ERASE)).toEqual({ void: 'capability' });
	});
	it('of one admitted late is listed by his own device', () => {
		const story = team([[bob, 'r']]);
		expect(story.append(bob, addDevice(pen('kit b'), 'bob', 'recovery'))).toBe('accepted');
		expect(activeDevices(story.state.membership!)).toHaveLength(3);
	});
});

describe('MIN_VERSION', () => {
	const min = (program: number): Clear => ({ kind: KIND.MIN_VERSION, program });
	it('is kept for who reads', () => {
		const story = team([[bob, 'a']]);
		expect(story.append(bob, min(2))).toBe('accepted');
		expect(story.state.membership?.minProgram).toBe(2);
	});
	it('versionIsAnother', () => expect(team().append(alice, min(0))).toEqual(broken('versionIsAnother')));
	it('onlyOwnersLowerTheVersion: a number no program has is undone by an owner', () => {
		const story = team([[bob, 'a']]);
		story.append(bob, min(4_294_967_295));
		expect(story.append(bob, min(1))).toEqual(broken('onlyOwnersLowerTheVersion'));
		expect(story.append(alice, min(1))).toBe('accepted');
	});
	it('versionSealsNothing', () => expect(team().append(alice, min(2), sealed())).toEqual(broken('versionSealsNothing')));
});

describe('rights', () => {
	it('of an invitation are one JOIN while it is open', () => {
		const story = team([[bob, 'w']]);
		const state = story.state.membership!;
		const used = inviteOf(story, link('bob'))!;
		expect(mayWrite(state, used, KIND.JOIN)).toBe(false);
		expect(mayWrite(state, { ...used, state: 'open' }, KIND.JOIN)).toBe(true);
		expect(mayWrite(state, { ...used, state: 'open' }, KIND.DATA)).toBe(false);
	});
});
