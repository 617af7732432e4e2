/** Two branches of one log: what each holds, whether an admin has chosen already, and what a person is shown before choosing. */
import type { Branch as Chosen, BranchDevice, ForkChange, ForkReport, ForkSide } from '../relay/api.ts';
import { partingPoint, type DeviceOptions, type Parting } from '../sync/repair.ts';
import { BranchJudge, mayChoose, removalsToRepeat, type Branch } from '../workspace/branch.ts';
import { equalBytes } from '../workspace/bytes.ts';
import type { SharedLog } from '../workspace/shared-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { deviceNames } from '../devices/names.ts';

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

/** Devices that are put out only in the branch that is given up. */
export function removalsAtStake({ mine, theirs }: Fork, branch: Chosen): string[] {
	return branch === 'mine' ? removalsToRepeat(theirs, mine.membership) : removalsToRepeat(mine, theirs.membership);
}

/** An admin chooses; who is none may follow what an admin has said. */
export function mayDecide(workspace: Workspace, fork: Fork, branch: Chosen): boolean {
	if (mayChoose(fork[branch].membership, workspace.device)) return true;
	return branch === 'theirs' && saidBy(fork) !== undefined;
}

export async function forkReport(workspace: Workspace, fork: Fork): Promise<ForkReport> {
	const { common, mine, theirs } = fork;
	const names = await deviceNames(workspace);
	const device = (id: string): BranchDevice => ({ id, name: names.get(id) ?? '', self: id === workspace.device });
	const side = (branch: Branch, which: Chosen): ForkSide => ({
		entries: branch.entries,
		devices: [...branch.by].map(([id, entries]) => ({ ...device(id), entries })).sort((a, b) => b.entries - a.entries),
		changes: branch.changes
			.filter(({ what }) => what !== 'chosen')
			.map(({ n, by, what, device: about }): ForkChange => ({
				n,
				what,
				by: device(by),
				...(about !== undefined && { device: device(about) })
			})),
		removals: removalsAtStake(fork, which).map(device),
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
