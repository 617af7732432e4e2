/** What whoever wrote something is called: a device of this person by its own name, one of another member by that member's. */
import { deviceNames } from '../devices/names.ts';
import { memberList } from '../workspace/members.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { peopleNames } from './people.ts';

/** By hexadecimal device id; who has no name is left out. A member with several devices has theirs behind the name. */
export async function writerNames(workspace: Workspace): Promise<Map<string, string>> {
	const names = await deviceNames(workspace);
	const { membership, device } = workspace;
	const mine = membership?.devices.get(device)?.member;
	const people = await peopleNames(workspace);
	if (people.size === 0) return names;
	const several = new Set(memberList(workspace).flatMap(({ member, devices }) => (devices.length > 1 ? [member] : [])));
	for (const [id, { member, kind }] of membership?.devices ?? []) {
		const person = member === mine || kind !== 'device' ? undefined : people.get(member);
		if (person) names.set(id, several.has(member) && names.has(id) ? `${person} · ${names.get(id)}` : person);
	}
	return names;
}
