/** The rules, each broken by an entry that keeps all others. The fold sees entries position.ts has let through, so none is signed here. */
import { describe, expect, it } from 'vitest';
import { hex } from './bytes.ts';
import { KIND, ZERO16, ZERO32, type Entry } from './codec.ts';
import { encodeClear, type Clear } from './clear.ts';
import { activeWriters, type MembershipState } from './membership-state.ts';
import { foldMembership, isRejection } from './membership.ts';
import {
	addDevice,
	boxesFor,
	bytesOf,
	genesis,
	lease,
	pen,
	release,
	revoke,
	rotation,
	suite,
	takeover,
	type Pen
} from '../../tests/support/log-story.ts';

const [laptop, phone, tablet, kit, bob] = ['alice', 'phone', 'tablet', 'kit', 'bob'].map(pen) as [Pen, Pen, Pen, Pen, Pen];

function entry(author: Pen, clear: Clear, change: Partial<Entry> = {}): Entry {
	const nothing = { nonce: new Uint8Array(24), ciphertext: new Uint8Array(), signature: new Uint8Array(64) };
	const place = { wsId: ZERO16, devId: author.devId, devSeq: 0, prevDev: ZERO32, seenN: 0, seenR: ZERO32, epoch: 0 };
	return { kind: clear.kind, ...place, clear: encodeClear(clear), ...nothing, ...change };
}
const fold = (state: MembershipState | undefined, author: Pen, clear: Clear, n = state ? 1 : 0) =>
	foldMembership(state, entry(author, clear), n, suite.hash);

/** The state after these entries, all of which must be accepted. */
function after(...steps: [Pen, Clear][]): MembershipState {
	return steps.reduce<MembershipState | undefined>((state, [author, clear], n) => {
		const next = fold(state, author, clear, n);
		if (isRejection(next)) throw new Error(next.rejected);
		return next;
	}, undefined)!;
}
const founded: [Pen, Clear] = [laptop, genesis(laptop)];
const withPhone: [Pen, Clear] = [laptop, addDevice(phone, 'alice')];
const withKit: [Pen, Clear] = [laptop, addDevice(kit, 'alice', 'recovery')];

describe('founding', () => {
	it('makes the founder the owner, with one device and one key', () => {
		const state = after(founded);
		expect([...state.members.values()]).toEqual(['o']);
		expect(activeWriters(state).map(({ devId }) => hex(devId))).toEqual([hex(laptop.devId)]);
		expect([state.epoch, state.commitments.length]).toEqual([0, 1]);
	});
	it('logBeginsWithGenesis', () => {
		expect(fold(undefined, laptop, genesis(laptop), 1)).toEqual({ rejected: 'logBeginsWithGenesis' });
		expect(fold(after(founded), laptop, genesis(laptop), 0)).toEqual({ rejected: 'logBeginsWithGenesis' });
		const data = entry(laptop, genesis(laptop), { kind: KIND.DATA, clear: new Uint8Array() });
		expect(foldMembership(undefined, data, 0, suite.hash)).toEqual({ rejected: 'logBeginsWithGenesis' });
	});
	it.each([
		{ wsId: bytesOf('w', 16) },
		{ prevDev: bytesOf('p', 32) },
		{ seenR: bytesOf('s', 32) },
		{ devSeq: 1 },
		{ seenN: 1 },
		{ epoch: 1 }
	])('genesisStandsOnNothing %#', (change) => {
		const made = foldMembership(undefined, entry(laptop, genesis(laptop), change), 0, suite.hash);
		expect(made).toEqual({ rejected: 'genesisStandsOnNothing' });
	});
	it('founderIsTheDeviceItNames', () => {
		expect(fold(undefined, bob, genesis(laptop))).toEqual({ rejected: 'founderIsTheDeviceItNames' });
	});
	it('onlyTheFounderGetsTheFirstKey', () => {
		for (const boxes of [boxesFor(), boxesFor(bob), boxesFor(laptop, bob)]) {
			expect(fold(undefined, laptop, { ...genesis(laptop), boxes } as Clear)).toEqual({ rejected: 'onlyTheFounderGetsTheFirstKey' });
		}
	});
});

describe('adding a device', () => {
	it('of one’s own is accepted', () => {
		expect(activeWriters(after(founded, withPhone))).toHaveLength(2);
		expect(activeWriters(after(founded, withKit))).toHaveLength(1);
	});
	it('deviceJoinsItsOwnMember', () => {
		expect(fold(after(founded), laptop, addDevice(phone, 'bob'))).toEqual({ rejected: 'deviceJoinsItsOwnMember' });
	});
	it('recoveryAdmitsDevicesOnly', () => {
		const state = after(founded, withKit);
		expect(fold(state, kit, addDevice(bob, 'alice', 'recovery'))).toEqual({ rejected: 'recoveryAdmitsDevicesOnly' });
	});
	it('keysWereNeverAdmittedBefore, not even one of the two, not even of a revoked device', () => {
		const state = after(founded, withPhone, [laptop, revoke(phone, 1, laptop)]);
		for (const keys of [phone, { ...tablet, signPk: phone.signPk }, { ...tablet, boxPk: phone.boxPk }]) {
			const rejected = fold(state, laptop, { ...addDevice(keys, 'alice') });
			expect(rejected).toEqual({ rejected: 'keysWereNeverAdmittedBefore' });
		}
	});
	it('workspaceHasRoom', () => {
		const state = after(founded);
		const [founder] = state.devices.values();
		const crowd = Array.from(
			{ length: 511 },
			(_, i) => [`${i}`, { ...founder!, signPk: bytesOf(`s${i}`, 32), boxPk: bytesOf(`b${i}`, 32) }] as const
		);
		const full = { ...state, devices: new Map([...state.devices, ...crowd]) };
		expect(fold(full, laptop, addDevice(phone, 'alice'))).toEqual({ rejected: 'workspaceHasRoom' });
		full.devices.delete('0');
		expect(isRejection(fold(full, laptop, addDevice(phone, 'alice')))).toBe(false);
	});
	it('onlyTheNewDeviceGetsTheKey (threat 11: a ghost among the recipients)', () => {
		for (const boxes of [boxesFor(), boxesFor(bob), boxesFor(phone, bob)]) {
			expect(fold(after(founded), laptop, { ...addDevice(phone, 'alice'), boxes })).toEqual({ rejected: 'onlyTheNewDeviceGetsTheKey' });
		}
	});
});

describe('recovery', () => {
	it('admits one device, which revokes the kit, after which nothing is owed', () => {
		const recovered = after(founded, withKit, [kit, addDevice(phone, 'alice')]);
		expect(recovered.devices.get(hex(kit.devId))?.spent).toBe(true);
		const state = after(founded, withKit, [kit, addDevice(phone, 'alice')], [phone, revoke(kit, 1, laptop, phone)]);
		expect(state.devices.get(hex(kit.devId))).toMatchObject({ active: false, spent: true });
		expect(isRejection(fold(state, phone, revoke(laptop, 2, phone)))).toBe(false);
	});
	it('admittedByRecoveryRevokesItFirst', () => {
		const recovered = after(founded, withKit, [kit, addDevice(phone, 'alice')]);
		expect(fold(recovered, phone, revoke(laptop, 1, phone, kit))).toEqual({ rejected: 'admittedByRecoveryRevokesItFirst' });
	});
});

describe('revoking a device', () => {
	const two = () => after(founded, withPhone);
	it('takes it out and turns the epoch', () => {
		const state = after(founded, withPhone, [laptop, revoke(phone, 1, laptop)]);
		expect(state.devices.get(hex(phone.devId))?.active).toBe(false);
		expect([state.epoch, state.commitments.map(hex)]).toEqual([1, [0, 1].map((e) => hex(bytesOf(`commitment ${e}`, 32)))]);
	});
	it('revokedDeviceIsActive', () => {
		expect(fold(two(), laptop, revoke(bob, 1, laptop, phone))).toEqual({ rejected: 'revokedDeviceIsActive' });
		const once = after(founded, withPhone, [laptop, revoke(phone, 1, laptop)]);
		expect(fold(once, laptop, revoke(phone, 2, laptop))).toEqual({ rejected: 'revokedDeviceIsActive' });
	});
	it('revokesOwnMembersDevicesOnly', () => {
		const state = two();
		const stranger = { ...state.devices.get(hex(phone.devId))!, member: 'another' };
		const mixed = { ...state, devices: new Map(state.devices).set(hex(phone.devId), stranger) };
		expect(fold(mixed, laptop, revoke(phone, 1, laptop))).toEqual({ rejected: 'revokesOwnMembersDevicesOnly' });
	});
	it('deviceNeverRevokesItself', () => {
		expect(fold(two(), phone, revoke(phone, 1, laptop))).toEqual({ rejected: 'deviceNeverRevokesItself' });
	});
});

describe('rotation', () => {
	const rotate = (change: Partial<ReturnType<typeof rotation>>): Clear => ({
		kind: KIND.ROTATE,
		rotation: { ...rotation(1, laptop, phone), ...change }
	});
	const two = () => after(founded, withPhone);

	it('is accepted for exactly the active devices', () => {
		expect(isRejection(fold(two(), laptop, rotate({})))).toBe(false);
	});
	it.each([0, 2])('epochFollowsTheLast, not %i', (epoch) => {
		expect(fold(two(), laptop, rotate({ epoch }))).toEqual({ rejected: 'epochFollowsTheLast' });
	});
	it('keyIsNew', () => {
		expect(fold(two(), laptop, rotate({ commitment: bytesOf('commitment 0', 32) }))).toEqual({ rejected: 'keyIsNew' });
	});
	it('previousKeyIsSealedAlong', () => {
		expect(fold(two(), laptop, rotate({ previous: new Uint8Array() }))).toEqual({ rejected: 'previousKeyIsSealedAlong' });
	});
	it.each([
		['one left out', [laptop]],
		['a ghost', [laptop, phone, bob]],
		['one swapped', [laptop, bob]]
	])('keyGoesToActiveDevicesExactly (threat 11): %s', (_, recipients) => {
		expect(fold(two(), laptop, rotate({ boxes: boxesFor(...recipients) }))).toEqual({ rejected: 'keyGoesToActiveDevicesExactly' });
	});
	it('keyGoesToActiveDevicesExactly: not to the device revoked with it', () => {
		expect(fold(two(), laptop, revoke(phone, 1, laptop, phone))).toEqual({ rejected: 'keyGoesToActiveDevicesExactly' });
	});
	it('keyGoesToActiveDevicesExactly: the recovery kit is one of them', () => {
		const state = after(founded, withKit, withPhone);
		expect(fold(state, laptop, revoke(phone, 1, laptop))).toEqual({ rejected: 'keyGoesToActiveDevicesExactly' });
		expect(isRejection(fold(state, laptop, revoke(phone, 1, laptop, kit)))).toBe(false);
	});
});

describe('leasing a series', () => {
	const leased = () => after(founded, withPhone, [laptop, lease('F', laptop, { next: 5 })]);
	it('gives it to the device that asks first', () => {
		expect(leased().leases.get(hex(bytesOf('F', 16)))).toMatchObject({ holder: hex(laptop.devId), segment: 0, next: 5, n: 2 });
		expect(isRejection(fold(leased(), phone, lease('G', phone)))).toBe(false);
	});
	it('deviceLeasesForItself', () => {
		expect(fold(after(founded, withPhone), laptop, lease('F', phone))).toEqual({ rejected: 'deviceLeasesForItself' });
	});
	it('nobodyElseHoldsTheSeries, even when its holder was revoked', () => {
		expect(fold(leased(), phone, lease('F', phone, { next: 9 }))).toEqual({ rejected: 'nobodyElseHoldsTheSeries' });
		const gone = after(founded, withPhone, [laptop, lease('F', laptop)], [phone, revoke(laptop, 1, phone)]);
		expect(fold(gone, phone, lease('F', phone, { segment: 1 }))).toEqual({ rejected: 'nobodyElseHoldsTheSeries' });
	});
	it('segmentsFollowEachOther', () => {
		expect(fold(after(founded), laptop, lease('F', laptop, { segment: 1 }))).toEqual({ rejected: 'segmentsFollowEachOther' });
		expect(fold(leased(), laptop, lease('F', laptop, { segment: 2 }))).toEqual({ rejected: 'segmentsFollowEachOther' });
		expect(isRejection(fold(leased(), laptop, lease('F', laptop, { segment: 1 })))).toBe(false);
	});
	it('numbersNeverGoBack', () => {
		expect(fold(leased(), laptop, lease('F', laptop, { next: 4 }))).toEqual({ rejected: 'numbersNeverGoBack' });
		expect(isRejection(fold(leased(), laptop, lease('F', laptop, { next: 5 })))).toBe(false);
	});
});

describe('giving a series up', () => {
	const leased = () => after(founded, withPhone, [laptop, lease('F', laptop, { next: 5 })]);
	const released = () => after(founded, withPhone, [laptop, lease('F', laptop, { next: 5 })], [laptop, release('F', { next: 3 })]);
	it('lets another device go on where it ended, in a new year at a lower number too', () => {
		const state = after(
			founded,
			withPhone,
			[laptop, lease('F', laptop)],
			[laptop, release('F', { next: 3 })],
			[phone, lease('F', phone, { next: 3 })]
		);
		expect(state.leases.get(hex(bytesOf('F', 16)))).toMatchObject({ holder: hex(phone.devId), next: 3, released: false });
		expect(isRejection(fold(released(), laptop, lease('F', laptop, { next: 3 })))).toBe(false);
	});
	it('onlyTheHolderReleases, and once', () => {
		expect(fold(leased(), phone, release('F'))).toEqual({ rejected: 'onlyTheHolderReleases' });
		expect(fold(released(), laptop, release('F', { next: 3 }))).toEqual({ rejected: 'onlyTheHolderReleases' });
		expect(fold(leased(), laptop, release('G'))).toEqual({ rejected: 'onlyTheHolderReleases' });
	});
	it('releaseNamesTheSegmentHeld', () => {
		expect(fold(leased(), laptop, release('F', { segment: 1 }))).toEqual({ rejected: 'releaseNamesTheSegmentHeld' });
	});
	it('leaseGoesOnWhereTheReleaseEnded', () => {
		const state = after(founded, withPhone, [laptop, lease('F', laptop)], [laptop, release('F', { next: 3 })]);
		const change = { ...lease('F', phone, { next: 3 }), prevIssue: bytesOf('another issue', 32) } as Clear;
		for (const wrong of [lease('F', phone, { next: 4 }), lease('F', phone, { segment: 1 }), change])
			expect(fold(state, phone, wrong)).toEqual({ rejected: 'leaseGoesOnWhereTheReleaseEnded' });
	});
	it('leaves, for each device and segment, how its last turn ended', () => {
		const turns = (...entries: [Pen, Clear][]) => after(founded, withPhone, ...entries).leases.get(hex(bytesOf('F', 16)))!.tenures;
		const [a, b] = [hex(laptop.devId), hex(phone.devId)];
		const given: [Pen, Clear][] = [
			[laptop, lease('F', laptop)],
			[laptop, release('F', { next: 3 })],
			[phone, lease('F', phone, { next: 3 })]
		];
		expect(turns(...given)).toEqual([
			{ segment: 0, holder: a, since: 2, ended: 'released' },
			{ segment: 0, holder: b, since: 4 }
		]);
		expect(turns(...given, [laptop, takeover('F', laptop, phone, { segment: 0, next: 9 })])).toEqual([
			{ segment: 0, holder: b, since: 4, ended: 'passed-by' },
			{ segment: 0, holder: a, since: 5, from: b }
		]);
		expect(turns(...given, [laptop, takeover('F', laptop, phone)], [laptop, lease('F', laptop, { segment: 2, next: 1 })])).toEqual([
			{ segment: 0, holder: a, since: 2, ended: 'released' },
			{ segment: 0, holder: b, since: 4, ended: 'passed-by' },
			{ segment: 1, holder: a, since: 5, from: b, ended: 'left' },
			{ segment: 2, holder: a, since: 6 }
		]);
	});
	it('nobody takes over what is free to lease', () => {
		expect(fold(released(), phone, takeover('F', phone, laptop))).toEqual({ rejected: 'anotherDeviceHoldsTheSeries' });
	});
});

describe('taking a series over', () => {
	const leased = () => after(founded, withPhone, [laptop, lease('F', laptop, { next: 5 })]);
	it.each([
		['the next segment', 1],
		['the same segment, declared', 0]
	])('into %s', (_, segment) => {
		const state = fold(leased(), phone, takeover('F', phone, laptop, { segment, next: 9 })) as MembershipState;
		expect(state.leases.get(hex(bytesOf('F', 16)))).toMatchObject({ holder: hex(phone.devId), segment, next: 9, released: false });
		expect(fold(state, laptop, lease('F', laptop, { segment, next: 9 }))).toEqual({ rejected: 'nobodyElseHoldsTheSeries' });
	});
	it('also from a device that was revoked, and back again', () => {
		const gone = after(founded, withPhone, [laptop, lease('F', laptop)], [phone, revoke(laptop, 1, phone)]);
		expect(isRejection(fold(gone, phone, takeover('F', phone, laptop)))).toBe(false);
		const taken = after(founded, withPhone, [laptop, lease('F', laptop)], [phone, takeover('F', phone, laptop)]);
		expect(isRejection(fold(taken, laptop, takeover('F', laptop, phone, { segment: 2 })))).toBe(false);
	});
	it('deviceTakesOverForItself', () => {
		expect(fold(leased(), phone, takeover('F', tablet, laptop))).toEqual({ rejected: 'deviceTakesOverForItself' });
	});
	it('anotherDeviceHoldsTheSeries: not one’s own, not one that nobody leased', () => {
		expect(fold(leased(), laptop, takeover('F', laptop, laptop))).toEqual({ rejected: 'anotherDeviceHoldsTheSeries' });
		expect(fold(leased(), phone, takeover('G', phone, laptop))).toEqual({ rejected: 'anotherDeviceHoldsTheSeries' });
	});
	it('takeoverNamesTheHolderItPassesBy', () => {
		expect(fold(leased(), phone, takeover('F', phone, tablet))).toEqual({ rejected: 'takeoverNamesTheHolderItPassesBy' });
	});
	it('takeoverStaysOrOpensTheNextSegment', () => {
		expect(fold(leased(), phone, takeover('F', phone, laptop, { segment: 2 }))).toEqual({ rejected: 'takeoverStaysOrOpensTheNextSegment' });
		const taken = after(founded, withPhone, [laptop, lease('F', laptop)], [phone, takeover('F', phone, laptop)]);
		expect(fold(taken, laptop, takeover('F', laptop, phone, { segment: 0 }))).toEqual({ rejected: 'takeoverStaysOrOpensTheNextSegment' });
	});
});

describe('ERASE', () => {
	it('is an admin’s to write and changes nothing of the membership', () => {
		const state = after(founded);
		const erasing = { ...entry(laptop, lease('F', laptop)), kind: KIND.ERASE, clear: new Uint8Array() };
		expect(foldMembership(state, erasing, 1, suite.hash)).toBe(state);
	});
});

describe('SEEN, FORK and MOVED', () => {
	const state = after(founded, withPhone);
	const sealed = { nonce: bytesOf('nonce', 24), ciphertext: bytesOf('sealed', 272) };
	const fork = (n: number): Clear => ({ kind: KIND.FORK, n, lostR: bytesOf('lost', 32) });
	const folded = (clear: Clear, change: Partial<Entry> = {}) => foldMembership(state, entry(phone, clear, change), 5, suite.hash);

	it('change nothing of the membership', () => {
		expect(folded({ kind: KIND.SEEN })).toBe(state);
		expect(folded(fork(5))).toBe(state);
		expect(folded({ kind: KIND.MOVED }, sealed)).toBe(state);
	});
	it('heartbeatSealsNothing', () => {
		expect(folded({ kind: KIND.SEEN }, sealed)).toEqual({ rejected: 'heartbeatSealsNothing' });
		expect(folded({ kind: KIND.SEEN }, { clear: new Uint8Array(1) })).toEqual({ rejected: 'clear-malformed' });
	});
	it('branchesPartedBeforeHere', () => {
		for (const n of [0, 6]) expect(folded(fork(n))).toEqual({ rejected: 'branchesPartedBeforeHere' });
	});
	it('choiceSealsNothing', () => expect(folded(fork(5), sealed)).toEqual({ rejected: 'choiceSealsNothing' }));
	it('addressIsSealed', () => expect(folded({ kind: KIND.MOVED })).toEqual({ rejected: 'addressIsSealed' }));
});

describe('kinds not coded yet', () => {
	it.each([KIND.CHECKPOINT, KIND.CHECKPOINT_ACK])('kind %i is told apart from a broken rule', (kind) => {
		const some = { ...entry(laptop, lease('F', laptop)), kind };
		expect(foldMembership(after(founded), some, 1, suite.hash)).toEqual({ rejected: 'kind-not-supported' });
	});
});
