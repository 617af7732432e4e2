/**
 * Random people write random membership entries, most of them entitled to nothing of the kind. Whatever comes into the log, the promises about members
 * hold after each entry. The entries are folded as the log folds them, without signatures: who wrote one is what `devId` says.
 */
import fc from '../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { hex } from './bytes.ts';
import { encodeClear, parseClear, type Clear } from './clear.ts';
import { KIND, ZERO32, type Entry, type Kind } from './codec.ts';
import { activeDevices, isWaiting, type Capability, type Device, type Invite, type MembershipState } from './membership-state.ts';
import { foldMembership, isRejection } from './membership.ts';
import { mayInvite, mayWrite } from './rights.ts';
import {
	addDevice,
	admit,
	bytesOf,
	genesis,
	invite,
	join,
	link,
	member,
	pen,
	removeMember,
	revoke,
	rotation,
	setRole,
	suite,
	type Pen
} from '../../tests/support/log-story.ts';

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'];
/** Of each member: two devices and a code. */
const PENS = NAMES.flatMap((name) => ['', ' phone', ' kit'].map((what) => ({ owner: name, ...pen(`${name}${what}`) })));
const LINKS = Array.from({ length: 16 }, (_, i) => link(`${i}`));
const ROLES: readonly Capability[] = ['r', 'w', 'a', 'o'];

/** One attempt: who writes, what kind, about whom; `honest` recipients are the right ones, others are drawn. */
const attempt = fc.record({
	author: fc.nat({ max: PENS.length + LINKS.length - 1 }),
	kind: fc.constantFrom(
		...(['add', 'kit', 'revoke', 'rotate', 'invite', 'invite', 'join', 'join', 'admit', 'admit', 'role', 'role', 'remove'] as const),
		...(['withdraw', 'leave'] as const)
	),
	who: fc.nat({ max: PENS.length - 1 }),
	link: fc.nat({ max: LINKS.length - 1 }),
	role: fc.constantFrom(...ROLES),
	honest: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
	/** Written by somebody who is there, about what is there: or nearly nothing would stand. */
	apt: fc.integer({ min: 0, max: 3 }).map((n) => n > 0)
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function clearOf({ kind, who, link: at, role, honest }: Attempt, state: MembershipState, author: Pen & { owner?: string }): Clear {
	const [target, key] = [PENS[who]!, LINKS[at]!];
	const active = activeDevices(state);
	const staying = (without: (device: Device) => boolean) => {
		const right = active.filter((device) => !without(device));
		return honest ? right : [...right.slice(1), target];
	};
	const next = state.epoch + 1;
	switch (kind) {
		case 'add':
			return addDevice(target, author.owner ?? target.owner);
		case 'kit':
			return addDevice(target, author.owner ?? target.owner, 'recovery');
		case 'revoke':
			return revoke(target, next, ...(staying(({ devId }) => hex(devId) === hex(target.devId)) as Pen[]));
		case 'rotate':
			return { kind: KIND.ROTATE, rotation: rotation(next, ...staying(() => false)) };
		case 'invite':
			return invite(key, role);
		case 'withdraw':
			return invite(key, 'none');
		case 'join':
			return join(target, target.owner);
		case 'admit':
			return admit(key, target, role, target.owner);
		case 'role':
			return setRole(target.owner, role);
		case 'remove':
			return removeMember(target.owner, next, ...staying((device) => device.member === hex(member(target.owner))));
		default:
			return { kind: KIND.LEAVE };
	}
}

/** As an entry at a place; sealed where the kind seals something. */
function entryOf(author: Pen, clear: Clear): Entry {
	const seals = clear.kind === KIND.JOIN || clear.kind === KIND.ADMIT || (clear.kind === KIND.INVITE && clear.role !== 'none');
	const sealed = seals
		? { nonce: bytesOf('n', 24), ciphertext: bytesOf('c', 272) }
		: { nonce: new Uint8Array(24), ciphertext: new Uint8Array() };
	const place = { wsId: new Uint8Array(16), devId: author.devId, devSeq: 0, prevDev: ZERO32, seenN: 0, seenR: ZERO32, epoch: 0 };
	return { kind: clear.kind, ...place, clear: encodeClear(clear), ...sealed, signature: new Uint8Array(64) };
}

/** What position.ts asks before the rules: an author that is active or open, and that may write the kind. */
function authorIn(state: MembershipState, { devId }: Pen, kind: Kind): Device | Invite | undefined {
	const author = state.invites.get(hex(devId)) ?? state.devices.get(hex(devId));
	if (author && author.kind !== 'invite' && !author.active) return undefined;
	return author && mayWrite(state, author, kind) ? author : undefined;
}

/** An open link joins by itself, one who joined is admitted, and the rest is done by a device that is active. */
function aptly(drawn: Attempt, state: MembershipState): { writer: Pen & { owner?: string }; drawn: Attempt } {
	const { author, kind } = drawn;
	const links = [...LINKS.keys()];
	const stateOf = (at: number) => state.invites.get(hex(LINKS[at]!.devId));
	const wanted = { join: 'open', admit: 'joined', invite: undefined, withdraw: 'open' } as Record<string, string | undefined>;
	const fitting = kind in wanted ? links.filter((at) => stateOf(at)?.state === wanted[kind]) : links;
	const at = fitting.length > 0 ? fitting[drawn.link % fitting.length]! : drawn.link;
	if (kind === 'join') return { writer: LINKS[at]!, drawn: { ...drawn, link: at } };
	const active = PENS.filter(({ devId }) => state.devices.get(hex(devId))?.active);
	const { joiner } = stateOf(at) ?? {};
	const joined = PENS.findIndex(({ signPk }) => joiner && hex(joiner.signPk) === hex(signPk));
	const who = kind === 'admit' && joined >= 0 ? joined : drawn.who;
	return { writer: active[author % active.length]!, drawn: { ...drawn, who, link: at } };
}

const founded = foldMembership(undefined, entryOf(PENS[0]!, genesis(PENS[0]!, 'alice')), 0, suite.hash) as MembershipState;

/** Every entry that stands, with the states around it. */
function play(attempts: readonly Attempt[]) {
	let state = founded;
	const pens: (Pen & { owner?: string })[] = [...PENS, ...LINKS];
	const log: { entry: Entry; before: MembershipState; after: MembershipState; n: number; author: Device | Invite; clear: Clear }[] = [];
	for (const each of attempts) {
		const { writer, drawn } = each.apt ? aptly(each, state) : { writer: pens[each.author]!, drawn: each };
		const clear = clearOf(drawn, state, writer);
		const author = authorIn(state, writer, clear.kind);
		if (!author) continue;
		const entry = entryOf(writer, clear);
		const n = log.length + 1;
		const after = foldMembership(state, entry, n, suite.hash);
		if (isRejection(after)) continue;
		log.push({ entry, before: state, after, n, author, clear: parseClear(clear.kind, entry.clear)! });
		state = after;
	}
	return log;
}

const RANK: Record<Capability, number> = { r: 0, w: 1, a: 2, o: 3 };
const rank = (role: Capability | undefined) => (role === undefined ? -1 : RANK[role]);
const recipients = (boxes: readonly { devId: Uint8Array }[]) => boxes.map(({ devId }) => hex(devId)).sort();

/** Sentences that are true after every entry that stands. */
function keepsPromises({ before, after, author, clear }: ReturnType<typeof play>[number]): void {
	const role = author.kind === 'invite' ? undefined : before.members.get(author.member);
	must([...after.members.values()].includes('o'), 'an owner remains');
	for (const [id, device] of after.devices) {
		must(!device.active || before.devices.get(id)?.active !== false, 'who was put out is never active again');
		must(!device.active || after.members.has(device.member), 'active devices have a member');
	}
	const active = activeDevices(after);
	for (const [id, now] of after.members) {
		const was = before.members.get(id);
		must(
			active.some((device) => device.member === id && device.kind === 'device'),
			'a member has a device'
		);
		if (was === undefined) {
			must(clear.kind === KIND.ADMIT, 'a member comes by admission');
			must(
				[...before.devices.values()].every((device) => device.member !== id),
				'and was never here'
			);
		}
		if (now === was) continue;
		must(rank(role) >= RANK.a, 'roles are an admin’s to change');
		must(Math.max(rank(was), rank(now)) < RANK.a || role === 'o', 'those of admins an owner’s');
	}
	for (const [id, was] of before.members) {
		if (after.members.has(id) || (author.kind !== 'invite' && author.member === id)) continue;
		must(rank(role) >= RANK.a, 'members are an admin’s to remove');
		must(rank(was) < RANK.a || role === 'o', 'admins an owner’s');
	}
	for (const each of after.invites.values())
		must(!isWaiting(each) || mayInvite(after, each.by, each.role), 'an invitation is worth what its member is');
	if (after.epoch !== before.epoch) {
		must(after.epoch === before.epoch + 1 && !after.owesRotation, 'one key follows another');
		const boxes = 'rotation' in clear ? clear.rotation.boxes : [];
		must(recipients(boxes).join() === recipients(active).join(), 'the next key goes to the active devices exactly');
	}
	const gone = [...before.devices].some(([id, device]) => device.active && after.devices.get(id)?.active === false);
	must(!gone || after.epoch > before.epoch || after.owesRotation, 'who goes loses the key');
}

function must(holds: boolean, promise: string): void {
	if (!holds) throw new Error(`broken: ${promise}`);
}

describe('random membership', () => {
	it('keeps its promises, and comes to the same state however it is read', () => {
		let [stood, admitted, removed] = [0, 0, 0];
		fc.assert(
			fc.property(fc.array(attempt, { minLength: 60, maxLength: 400, size: 'max' }), (attempts) => {
				const log = play(attempts);
				for (const step of log) keepsPromises(step);
				stood += log.length;
				admitted += log.filter(({ clear }) => clear.kind === KIND.ADMIT).length;
				removed += log.filter(({ clear }) => clear.kind === KIND.REMOVE_MEMBER).length;
				// Another device reads the entries from their bytes, and a third goes on from a stored state.
				const again = log.reduce<MembershipState>((state, { entry, n }) => {
					const next = foldMembership(structuredClone(state), structuredClone(entry), n, suite.hash);
					if (isRejection(next)) throw new Error(next.rejected);
					return next;
				}, founded);
				expect(again).toEqual(log.at(-1)?.after ?? founded);
			}),
			{ numRuns: 150 }
		);
		// It would prove nothing where nothing happened.
		expect(Math.min(stood / 20, admitted / 3, removed)).toBeGreaterThan(20);
	});

	it('of two who act at once, in either order: no promise is broken, and each order is the same for everybody', () => {
		const names = fc.constantFrom('alice', 'bob', 'carol');
		const act = fc.record({ by: names, on: names, role: fc.constantFrom<Capability | 'remove' | 'leave'>(...ROLES, 'remove', 'leave') });
		const three = ['bob', 'carol'].reduce((state, name, index) => {
			const [key, who] = [LINKS[index]!, PENS.find((each) => each.name === name)!];
			const entries: [Pen, Clear][] = [
				[PENS[0]!, invite(key, 'a')],
				[key, join(who, name)],
				[PENS[0]!, admit(key, who, 'a', name)],
				[PENS[0]!, setRole(name, 'o')]
			];
			return entries.reduce(
				(now, [author, clear], n) => foldMembership(now, entryOf(author, clear), n + 1, suite.hash) as MembershipState,
				state
			);
		}, founded);
		fc.assert(
			fc.property(act, act, fc.boolean(), (one, two, swapped) => {
				// Both were made on the same head: neither knows of the other.
				const made = [one, two].map(({ by, on, role }): [Pen, Clear] => {
					const author = PENS.find((each) => each.name === by)!;
					if (role === 'leave') return [author, { kind: KIND.LEAVE }];
					const stay = activeDevices(three).filter((device) => device.member !== hex(member(on)));
					return [author, role === 'remove' ? removeMember(on, 1, ...stay) : setRole(on, role)];
				});
				if (swapped) made.reverse();
				let state = three;
				for (const [author, clear] of made) {
					const who = authorIn(state, author, clear.kind);
					const after = who ? foldMembership(state, entryOf(author, clear), 9, suite.hash) : undefined;
					if (!who || !after || isRejection(after)) continue;
					keepsPromises({ entry: entryOf(author, clear), before: state, after, n: 9, author: who, clear });
					state = after;
				}
			}),
			{ numRuns: 500 }
		);
	});
});
