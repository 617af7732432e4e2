import { describe, expect, it } from 'vitest';
import type { Capability, Device, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import type { Branch, BranchChange } from './branch.ts';
import { mayRepeat, removalsToRepeat, type Removal } from './removals.ts';

/** Each member has a laptop and a phone, named after them. */
function membership(roles: Record<string, Capability>, ...out: string[]): MembershipState {
	const devices = Object.keys(roles).flatMap((member) =>
		['laptop', 'phone'].map((name): [string, Device] => {
			const id = `${member}/${name}`;
			return [id, { member, kind: 'device', active: !out.includes(id) } as Device];
		})
	);
	return { devices: new Map(devices), members: new Map(Object.entries(roles)) } as unknown as MembershipState;
}

function lost(after: Record<string, Capability>, ...changes: Omit<BranchChange, 'n' | 'by'>[]): Branch {
	return { changes: changes.map((change, n) => ({ n, by: 'a/laptop', ...change })), membership: membership(after) } as unknown as Branch;
}
const ALL = { a: 'o', b: 'w', c: 'a' } as const;

describe('what a branch given up had taken away', () => {
	it('is asked about once for each device, and only where it is still there', () => {
		const gone = (device: string) => ({ what: 'device-removed', device }) as const;
		const branch = lost(ALL, gone('a/phone'), gone('a/phone'), gone('b/phone'));
		expect(removalsToRepeat(branch, membership(ALL, 'b/phone'))).toEqual([{ what: 'device', id: 'a/phone' }]);
	});

	it('is a member who was put out or left, and belongs still', () => {
		const branch = lost({ a: 'o' }, { what: 'member-removed', member: 'b' }, { what: 'member-left', member: 'c' });
		expect(removalsToRepeat(branch, membership(ALL))).toEqual([
			{ what: 'member', id: 'b' },
			{ what: 'member', id: 'c' }
		]);
		expect(removalsToRepeat(branch, membership({ a: 'o', c: 'a' }))).toEqual([{ what: 'member', id: 'c' }]);
	});

	it.each<[string, Record<string, Capability>, Capability, Removal[]]>([
		['was lowered', { ...ALL, b: 'r' }, 'w', [{ what: 'role', id: 'b', role: 'r' }]],
		['was raised', { ...ALL, b: 'a' }, 'w', []],
		['was lowered, and is as low here', { ...ALL, b: 'r' }, 'r', []]
	])('is a role, where it %s', (_, after, here, expected) => {
		const branch = lost(after, { what: 'role-set', member: 'b', role: after.b! });
		expect(removalsToRepeat(branch, membership({ ...ALL, b: here }))).toEqual(expected);
	});

	it('is no role of who was put out as well', () => {
		const branch = lost({ a: 'o', c: 'a' }, { what: 'role-set', member: 'b', role: 'r' }, { what: 'member-removed', member: 'b' });
		expect(removalsToRepeat(branch, membership(ALL))).toEqual([{ what: 'member', id: 'b' }]);
	});
});

describe('taking it away again', () => {
	const device = (id: string): Removal => ({ what: 'device', id });
	const member = (id: string): Removal => ({ what: 'member', id });
	const role = (id: string, to: Capability): Removal => ({ what: 'role', id, role: to });

	it.each<[string, string, Removal, boolean]>([
		['one’s own other device', 'b/laptop', device('b/phone'), true],
		['the device one sits at', 'b/laptop', device('b/laptop'), false],
		['a device of somebody else', 'a/laptop', device('b/phone'), false],
		['a member, by an owner', 'a/laptop', member('c'), true],
		['a member, by an admin', 'c/laptop', member('b'), true],
		['an owner, by an admin', 'c/laptop', member('a'), false],
		['oneself', 'c/laptop', member('c'), false],
		['a member, by an editor', 'b/laptop', member('c'), false],
		['who is gone', 'a/laptop', member('d'), false],
		['a role, by an admin', 'c/laptop', role('b', 'r'), true],
		['an admin’s role, by an admin', 'c/laptop', role('a', 'r'), false],
		['one’s own role', 'a/laptop', role('a', 'r'), false],
		['a role that is as low already', 'a/laptop', role('b', 'w'), false]
	])('%s', (_, by, removal, may) => {
		expect(mayRepeat(membership(ALL), by, removal)).toBe(may);
	});

	it('what is out already, and by who is out: not', () => {
		expect(mayRepeat(membership(ALL, 'b/phone'), 'b/laptop', device('b/phone'))).toBe(false);
		expect(mayRepeat(membership(ALL, 'a/laptop'), 'a/laptop', member('b'))).toBe(false);
	});
});
