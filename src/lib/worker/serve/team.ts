/** Who keeps the books, inviting, and joining others. */
import type { TeamApi } from '../../team/api.ts';
import { answer } from '../results.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function teamApi(desk: Desk, hosts: Hosts): TeamApi {
	return {
		team: () => desk.device(async () => (await hosts.team()).people.team()),
		bookPeople: () =>
			answer(async () => {
				const { workspace } = (await desk.started).open;
				await workspace.loaded;
				return (await import('../people.ts')).bookPeople(workspace);
			}),
		invite: (input) => desk.device(async () => (await hosts.team()).people.invite(input)),
		withdrawInvitation: (id) => desk.device(async () => (await hosts.team()).people.withdraw(id)),
		admitJoiner: (id, role, words, own) =>
			desk.device(async () => {
				const { people, today } = await hosts.team();
				return { name: await people.admit(id, role, words, { today, own }) };
			}),
		nameMember: (id, name) => desk.device(async () => (await hosts.team()).people.name(id, name)),
		setRole: (id, role) => desk.device(async () => (await hosts.team()).people.setRole(id, role)),
		handOver: (id) => desk.device(async () => (await hosts.team()).people.handOver(id)),
		requireThisProgram: () => desk.device(async () => (await hosts.team()).people.requireThisProgram()),
		removeMember: (id) => desk.device(async () => (await hosts.team()).people.remove(id)),
		leaveBooks: () => desk.device(async () => (await hosts.team()).people.leave()),
		readTeamLink: (link) => desk.device(async () => (await hosts.team()).joining.read(link)),
		askToJoin: (input) => desk.device(async () => (await hosts.team()).joining.ask(input)),
		joinings: () => desk.device(async () => (await hosts.team()).joining.list()),
		watchJoinings: async (watch) => (await hosts.team()).joining.watch(watch),
		dropJoining: (id) => desk.device(async () => (await hosts.team()).joining.drop(id))
	};
}
