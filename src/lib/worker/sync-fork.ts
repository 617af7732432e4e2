/** Two branches of one log: what each holds, whether an admin has chosen already, and what a person is shown before choosing. */
import type { Branch as Chosen, BranchDevice, BranchMember, ForkChange, ForkRemoval, ForkReport, ForkSide } from '../relay/api.ts';
import { partingPoint, type DeviceOptions, type Parting } from '../sync/repair.ts';
import { BranchJudge, mayChoose, type Branch } from '../workspace/branch.ts';
import { equalBytes } from '../workspace/bytes.ts';
import { removeMember, setRole } from '../workspace/members.ts';
import { mayRepeat, removalsToRepeat, type Removal } from '../workspace/removals.ts';
import type { SharedLog } from '../workspace/shared-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DeviceHost } from './device-host.ts';
import { DevicesHost } from './devices-host.ts';
import { peopleNames } from './people.ts';
import { todayIn } from './today.ts';
import { writerNames } from './writer-names.ts';

export interface Fork {
	/** Entries both have. */
	common: number;
	mine: Branch;
	theirs: Branch;
}

/** Reads the relay's log behind the point where it parts from the one here. */
export async function examineFork(
	options: Omit<DeviceOptions, 'port'> & { port: SharedLog }
): Promise<Fork | Exclude<Parting, { n: number }>> {
	let mine: Branch | undefined;
	let judge: BranchJudge | undefined;
	const parting = await partingPoint(options, async (n) => {
		const here = await options.port.branch(n);
		mine = here.mine;
		return (judge = new BranchJudge(here.common));
	});
	return 'n' in parting ? { common: parting.n, mine: mine!, theirs: judge!.branch } : parting;
}

/** What the log is to say once the branch is chosen; undefined where it says so already. */
export function forkEntry(fork: Fork, branch: Chosen): { n: number; lostR: Uint8Array } | undefined {
	if (branch === 'theirs' && saidBy(fork) !== undefined) return undefined;
	const { first } = branch === 'mine' ? fork.theirs : fork.mine;
	return first && { n: fork.common + 1, lostR: first };
}

/** What only the branch that is given up has taken away, as far as this device may take it away again. */
export function removalsAtStake({ device }: Pick<Workspace, 'device'>, fork: Fork, branch: Chosen): Removal[] {
	const { membership } = fork[branch];
	const lost = branch === 'mine' ? fork.theirs : fork.mine;
	return removalsToRepeat(lost, membership).filter((removal) => mayRepeat(membership, device, removal));
}

/** In the open books, which are live. */
export async function repeatRemoval(host: DeviceHost, removal: Removal): Promise<void> {
	const { workspace, home } = host.open;
	if (removal.what === 'role') return setRole(workspace, removal.id, removal.role);
	if (removal.what === 'member') return removeMember(workspace, home.keys, removal.id);
	return new DevicesHost(host).revoke(removal.id, todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone));
}

/** An admin chooses; who is none may follow what an admin has said. */
export function mayDecide(workspace: Workspace, fork: Fork, branch: Chosen): boolean {
	if (mayChoose(fork[branch].membership, workspace.device)) return true;
	return branch === 'theirs' && saidBy(fork) !== undefined;
}

export async function forkReport(workspace: Workspace, fork: Fork): Promise<ForkReport> {
	const { common, mine, theirs } = fork;
	const names = await writerNames(workspace);
	const people = await peopleNames(workspace);
	const me = workspace.membership?.devices.get(workspace.device)?.member;
	const device = (id: string): BranchDevice => ({ id, name: names.get(id) ?? '', self: id === workspace.device });
	const member = (id: string): BranchMember => ({ id, name: people.get(id) ?? '', self: id === me });
	const removal = (each: Removal): ForkRemoval => ({ ...(each.what === 'device' ? device(each.id) : member(each.id)), ...each });
	const side = (branch: Branch, which: Chosen): ForkSide => ({
		entries: branch.entries,
		devices: [...branch.by].map(([id, entries]) => ({ ...device(id), entries })).sort((a, b) => b.entries - a.entries),
		changes: branch.changes
			.filter(({ what }) => what !== 'chosen')
			.map(({ n, by, what, role, ...about }): ForkChange => ({
				n,
				what,
				by: device(by),
				...(about.device !== undefined && { device: device(about.device) }),
				...(about.member !== undefined && { member: member(about.member) }),
				...(role !== undefined && { role })
			})),
		removals: removalsAtStake(workspace, fork, which).map(removal),
		mayChoose: mayDecide(workspace, fork, which),
		isNewer: branch.isNewer
	});
	const chosen = saidBy(fork);
	return { common, mine: side(mine, 'mine'), theirs: side(theirs, 'theirs'), ...(chosen !== undefined && { chosenBy: device(chosen) }) };
}

/** Who said in the relay's log that this branch was given up, whether or not it is followed without asking. */
function saidBy({ common, mine, theirs }: Fork): string | undefined {
	const first = mine.first;
	return first && theirs.choices.find(({ n, lostR }) => n === common + 1 && equalBytes(lostR, first))?.by;
}
