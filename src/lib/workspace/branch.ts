/**
 * What lies on one side of the point where two logs part, for a person who has to choose between them, and for a device that hears that one was chosen.
 * Every entry is judged as all devices judge it; nothing here writes.
 */
import { deviceIdOf, isParseError, KIND, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { parseClear, type Clear } from '../../../sync-server/protocol/clear.ts';
import type { Capability, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { advance, type LogState } from '../../../sync-server/protocol/position.ts';
import { mayWrite } from '../../../sync-server/protocol/rights.ts';
import { blake2b } from '../crypto/derive.ts';
import { equalBytes, fromHex, toHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import type { OpenBooks } from './open-books.ts';
import { readLog, SUITE } from './read-log.ts';
import { removalsToRepeat } from './removals.ts';

const ROWS_AT_ONCE = 500;

/** A membership entry of a branch. Devices are hexadecimal ids. */
export interface BranchChange {
	n: number;
	by: string;
	what:
		| 'device-added'
		| 'device-removed'
		| 'code-added'
		| 'code-removed'
		| 'member-admitted'
		| 'member-removed'
		| 'member-left'
		| 'role-set'
		| 'invitation'
		| 'version'
		| 'key-changed'
		| 'series'
		| 'moved'
		| 'chosen'
		| 'other';
	/** Whom it is about; members are hexadecimal ids too. */
	device?: string;
	member?: string;
	role?: Capability;
}

export interface Branch {
	/** Entries behind the common ones. */
	entries: number;
	/** How many of them each device wrote, without those that count for nothing. */
	by: ReadonlyMap<string, number>;
	changes: readonly BranchChange[];
	/** Rolling hash after the first of them: it names the branch in a FORK entry. Undefined where there is none. */
	first: Uint8Array | undefined;
	/** What FORK entries in it say was given up for it. */
	choices: readonly { n: number; lostR: Uint8Array; by: string }[];
	/** Who belongs to the workspace at its end. */
	membership: MembershipState | undefined;
	/** From some entry on it takes a newer version to read it. */
	isNewer: boolean;
}

/** Takes the entries of a branch in their order. */
export class BranchJudge {
	readonly #from: LogState;
	readonly #hashes: Uint8Array[] = [];
	readonly #by = new Map<string, number>();
	readonly #changes: BranchChange[] = [];
	readonly #choices: { n: number; lostR: Uint8Array; by: string }[] = [];
	#state: LogState;
	#isNewer = false;

	/** @param common the log as both have it, with the rolling hash at each of its positions */
	constructor(common: LogState) {
		this.#from = common;
		this.#state = { ...common, rAt: (n) => (n < common.n ? common.rAt(n) : this.#hashes[n - common.n]) };
	}

	/** Number of entries with those taken so far. */
	get n(): number {
		return this.#state.n;
	}

	get R(): Uint8Array {
		return this.#state.R;
	}

	take(entries: readonly Uint8Array[]): void {
		for (const bytes of entries) {
			if (this.#isNewer) return;
			const { n } = this.#state;
			const { verdict, state, entry } = advance(this.#state, bytes, SUITE);
			if (verdict !== 'accepted' && 'stop' in verdict) {
				this.#isNewer = true;
				return;
			}
			this.#hashes.push(state.R);
			const before = this.#state.membership;
			this.#state = state;
			if (verdict !== 'accepted' || !entry) continue;
			const by = toHex(entry.devId);
			this.#by.set(by, (this.#by.get(by) ?? 0) + 1);
			const clear = parseClear(entry.kind, entry.clear);
			if (clear) this.#note(n, by, clear, before);
		}
	}

	get branch(): Branch {
		return {
			entries: this.#state.n - this.#from.n,
			by: this.#by,
			changes: this.#changes,
			first: this.#hashes[0],
			choices: this.#choices,
			membership: this.#state.membership,
			isNewer: this.#isNewer
		};
	}

	#note(n: number, by: string, clear: Clear, before: MembershipState | undefined): void {
		const change = changeOf(clear, by, before);
		if (change) this.#changes.push({ n, by, ...change });
		if (clear.kind === KIND.FORK) this.#choices.push({ n: clear.n, lostR: new Uint8Array(clear.lostR), by });
	}
}

/** Undefined for what says nothing of who belongs to the workspace. */
function changeOf(clear: Clear, by: string, before: MembershipState | undefined): Omit<BranchChange, 'n' | 'by'> | undefined {
	switch (clear.kind) {
		case KIND.GENESIS:
		case KIND.SEEN:
			return undefined;
		case KIND.ADD_DEVICE: {
			const device = toHex(deviceIdOf(blake2b, clear.signPk, clear.boxPk));
			return { what: clear.device === 'recovery' ? 'code-added' : 'device-added', device };
		}
		case KIND.REVOKE_DEVICE: {
			const device = toHex(clear.devId);
			return { what: before?.devices.get(device)?.kind === 'recovery' ? 'code-removed' : 'device-removed', device };
		}
		case KIND.ROTATE:
			return { what: 'key-changed' };
		case KIND.SERIES_LEASE:
		case KIND.SERIES_RELEASE:
		case KIND.SERIES_TAKEOVER:
			return { what: 'series' };
		case KIND.MOVED:
			return { what: 'moved' };
		case KIND.FORK:
			return { what: 'chosen' };
		case KIND.INVITE:
		case KIND.JOIN:
			return { what: 'invitation' };
		case KIND.ADMIT:
			return { what: 'member-admitted', member: toHex(clear.memberId), role: clear.role };
		case KIND.SET_ROLE:
			return { what: 'role-set', member: toHex(clear.memberId), role: clear.role };
		case KIND.REMOVE_MEMBER:
			return { what: 'member-removed', member: toHex(clear.memberId) };
		case KIND.LEAVE: {
			const member = before?.devices.get(by)?.member;
			return { what: 'member-left', ...(member !== undefined && { member }) };
		}
		case KIND.MIN_VERSION:
			return { what: 'version' };
		default:
			return { what: 'other' };
	}
}

/** The log of this device as it was after its first n entries. Under the write lock. */
export async function stateAt({ home, head, marks }: OpenBooks, n: number): Promise<LogState> {
	await marks.load([n], head.log.n);
	const R = n === head.log.n ? head.log.R : marks.at(n);
	if (!R) throw new WorkspaceError('log-broken', { detail: `${n} entry-missing` });
	const known = { n, R, voids: head.voids ?? [] };
	const { state, broken } = await readLog(home, () => {}, { expected: n, judged: known, shared: known });
	if (broken) throw new WorkspaceError('log-broken', { detail: `${broken.n} ${broken.why}` });
	return state;
}

/** What this device has behind its first n entries. */
export async function branchHere({ home, head }: OpenBooks, common: LogState): Promise<Branch> {
	const { store, vault } = home;
	const judge = new BranchJudge(common);
	while (judge.n < head.log.n) {
		const to = Math.min(judge.n + ROWS_AT_ONCE, head.log.n);
		const rows = await store.range('log', vault.ws, judge.n, to, ROWS_AT_ONCE);
		if (rows.length === 0 || judge.branch.isNewer) break;
		judge.take(rows.map(({ bytes }) => bytes));
	}
	return judge.branch;
}

/** Whether this device may say in the log which branch goes on. */
export function mayChoose(membership: MembershipState | undefined, device: string): boolean {
	const author = membership?.devices.get(device);
	return membership !== undefined && author?.active === true && mayWrite(membership, author, KIND.FORK);
}

/**
 * The device that chose `theirs` over `mine`, where this one may follow by itself: an admin as both branches end, so that none whom this branch put out
 * decides over it, and with no removal here that he may not have known of.
 */
export function chosenOver(mine: Branch, theirs: Branch, common: number): string | undefined {
	const { first } = mine;
	if (!first || removalsToRepeat(mine, theirs.membership).length > 0) return undefined;
	// What programs must be able to do, and what this one does not know: nothing here asks about that.
	if (mine.changes.some(({ what }) => what === 'version' || what === 'other')) return undefined;
	const isOurs = ({ n, lostR }: Branch['choices'][number]) => n === common + 1 && equalBytes(lostR, first);
	return theirs.choices.find((choice) => isOurs(choice) && [mine, theirs].every(({ membership }) => mayChoose(membership, choice.by)))?.by;
}

/** Leases this device wrote behind position n, as clear parts: it may have numbered by them. Under the write lock. */
export async function ownLeases({ home, head, device }: OpenBooks, n: number): Promise<Uint8Array[]> {
	const { store, vault } = home;
	const voids = new Set(head.voids);
	const own = fromHex(device);
	const leases: Uint8Array[] = [];
	for (let from = n; from < head.log.n; from += ROWS_AT_ONCE) {
		for (const { key, bytes } of await store.range('log', vault.ws, from, Math.min(from + ROWS_AT_ONCE, head.log.n), ROWS_AT_ONCE)) {
			const entry = parseEntry(bytes);
			if (isParseError(entry) || entry.kind !== KIND.SERIES_LEASE || voids.has(key as number) || !equalBytes(entry.devId, own)) continue;
			leases.push(new Uint8Array(entry.clear));
		}
	}
	return leases;
}
