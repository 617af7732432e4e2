import { describe, expect, it } from 'vitest';
import type { Device, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { chosenOver, type Branch } from './branch.ts';

const COMMON = 7;
const FIRST = new Uint8Array(32).fill(3);
const OTHER = new Uint8Array(32).fill(4);

/** Devices of one member, by name; those in `out` were put out. */
function membership(capability: 'o' | 'w' = 'o', ...out: string[]): MembershipState {
	const devices = ['laptop', 'phone', 'tablet'].map(
		(name) => [name, { member: 'm', kind: 'device', active: !out.includes(name) } as Device] as const
	);
	return { devices: new Map(devices), members: new Map([['m', capability]]), leases: new Map() } as unknown as MembershipState;
}

function branch(change: Partial<Branch> = {}): Branch {
	return { entries: 3, by: new Map(), changes: [], first: FIRST, choices: [], membership: membership(), isNewer: false, ...change };
}
const said = (by: string, lostR = FIRST, n = COMMON + 1) => ({ choices: [{ n, lostR, by }], first: OTHER });
const removed = (device: string): Branch['changes'] => [{ n: COMMON, by: 'laptop', what: 'device-removed', device }];

describe('a branch that an admin has chosen', () => {
	it('is gone over to by who has the one that was given up', () => {
		expect(chosenOver(branch(), branch(said('phone')), COMMON)).toBe('phone');
	});

	it.each([
		['nobody has chosen', branch(), branch({ first: OTHER })],
		['another branch was given up', branch(), branch(said('phone', OTHER))],
		['it parted elsewhere', branch(), branch(said('phone', FIRST, COMMON))],
		['there is nothing here to give up', branch({ first: undefined }), branch(said('phone'))],
		['who chose was put out here', branch({ membership: membership('o', 'phone') }), branch(said('phone'))],
		['who chose is no admin', branch(), branch({ ...said('phone'), membership: membership('w') })],
		['who chose was put out there', branch(), branch({ ...said('phone'), membership: membership('o', 'phone') })],
		['something here is not known', branch({ changes: [{ n: COMMON, by: 'laptop', what: 'other' }] }), branch(said('phone'))],
		['programs were shut out here', branch({ changes: [{ n: COMMON, by: 'laptop', what: 'version' }] }), branch(said('phone'))],
		[
			'a member left here who is in there',
			branch({ changes: [{ n: COMMON, by: 'laptop', what: 'member-left', member: 'm' }] }),
			branch(said('phone'))
		],
		['a device was put out here that is in there', branch({ changes: removed('tablet') }), branch(said('phone'))]
	])('is not, where %s', (_, mine, theirs) => {
		expect(chosenOver(mine, theirs, COMMON)).toBeUndefined();
	});

	it('is, where what was put out here is out there too', () => {
		const theirs = branch({ ...said('phone'), membership: membership('o', 'tablet') });
		expect(chosenOver(branch({ changes: removed('tablet') }), theirs, COMMON)).toBe('phone');
	});
});
