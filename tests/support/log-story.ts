/** People with devices who write a log. Hash and signature are @noble's, so that the protocol is tested without libsodium. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { hex } from '../../sync-server/protocol/bytes.ts';
import {
	encodeClear,
	type AddDeviceClear,
	type Clear,
	type DeviceKind,
	type Rotation,
	type SealedBox
} from '../../sync-server/protocol/clear.ts';
import {
	KIND,
	ZERO16,
	ZERO32,
	deviceIdOf,
	encodeUnsigned,
	holdsOperations,
	inviteIdOf,
	signDomain,
	withSignature,
	type Hash,
	type Kind,
	type UnsignedEntry
} from '../../sync-server/protocol/codec.ts';
import { activeDevices, type Capability } from '../../sync-server/protocol/membership-state.ts';
import { advance, emptyLog, type LogState, type Suite, type Verdict } from '../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../sync-server/protocol/rolling-hashes.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const hash: Hash = (length, ...parts) => blake2b(Uint8Array.from(parts.flatMap((part) => [...part])), { dkLen: length });
const digest = (domain: string, bytes: Uint8Array) => hash(32, utf8(domain), bytes);

export const suite: Suite = {
	hash,
	verify: (publicKey, domain, bytes, signature) => ed25519.verify(signature, digest(domain, bytes), publicKey, { zip215: false })
};

/** The same bytes for the same label. */
export const bytesOf = (label: string, length: number) => {
	const block = hash(32, utf8(label));
	return Uint8Array.from({ length }, (_, i) => block[i % 32]!);
};

export interface Pen {
	name: string;
	seed: Uint8Array;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	devId: Uint8Array;
}
export function pen(name: string): Pen {
	const seed = bytesOf(`${name} seed`, 32);
	const [signPk, boxPk] = [ed25519.getPublicKey(seed), bytesOf(`${name} box`, 32)];
	return { name, seed, signPk, boxPk, devId: deviceIdOf(hash, signPk, boxPk) };
}

export const boxesFor = (...pens: { devId: Uint8Array }[]): SealedBox[] =>
	pens.map(({ devId }) => ({ devId, box: bytesOf(`box for ${hex(devId)}`, 80) }));

export const member = (name: string) => bytesOf(`member ${name}`, 16);

export function genesis(founder: Pen, name = founder.name): Clear {
	const { signPk, boxPk } = founder;
	return { kind: KIND.GENESIS, signPk, boxPk, memberId: member(name), commitment: bytesOf('commitment 0', 32), boxes: boxesFor(founder) };
}
export function addDevice(added: Pen, owner: string, device: DeviceKind = 'device'): AddDeviceClear {
	const { signPk, boxPk } = added;
	return { kind: KIND.ADD_DEVICE, memberId: member(owner), device, signPk, boxPk, boxes: boxesFor(added) };
}
export function rotation(epoch: number, ...staying: { devId: Uint8Array }[]): Rotation {
	const [commitment, previous] = [bytesOf(`commitment ${epoch}`, 32), bytesOf(`previous ${epoch}`, 297)];
	return { epoch, commitment, boxes: boxesFor(...staying), previous };
}
export function revoke(revoked: Pen, epoch: number, ...staying: Pen[]): Clear {
	return { kind: KIND.REVOKE_DEVICE, devId: revoked.devId, rotation: rotation(epoch, ...staying) };
}
export function lease(series: string, holder: Pen, change: { segment?: number; next?: number } = {}): Clear {
	return { kind: KIND.SERIES_LEASE, series: bytesOf(series, 16), segment: 0, holder: holder.devId, next: 1, prevIssue: ZERO32, ...change };
}
export function release(series: string, change: { segment?: number; next?: number } = {}): Clear {
	return { kind: KIND.SERIES_RELEASE, series: bytesOf(series, 16), segment: 0, next: 1, prevIssue: ZERO32, ...change };
}
export function takeover(series: string, holder: Pen, from: Pen, change: { segment?: number; next?: number } = {}): Clear {
	const { devId } = holder;
	const kind = KIND.SERIES_TAKEOVER;
	return { kind, series: bytesOf(series, 16), segment: 1, holder: devId, from: from.devId, next: 1, prevIssue: ZERO32, ...change };
}

/** The key behind a link: it writes one JOIN. */
export function link(name: string): Pen {
	const key = pen(`link ${name}`);
	return { ...key, devId: inviteIdOf(hash, key.signPk) };
}
export function invite(by: Pen, role: Capability | 'none' = 'w'): Clear {
	return { kind: KIND.INVITE, invitePk: by.signPk, role };
}
export function join(joiner: Pen, name = joiner.name): Clear {
	const { signPk, boxPk } = joiner;
	return { kind: KIND.JOIN, memberId: member(name), signPk, boxPk };
}
export function admit(by: Pen, joiner: Pen, role: Capability = 'w', name = joiner.name): Clear {
	const { signPk, boxPk } = joiner;
	return { kind: KIND.ADMIT, inviteId: by.devId, memberId: member(name), role, signPk, boxPk, boxes: boxesFor(joiner) };
}
export function setRole(name: string, role: Capability): Clear {
	return { kind: KIND.SET_ROLE, memberId: member(name), role };
}
export function removeMember(name: string, epoch: number, ...staying: { devId: Uint8Array }[]): Clear {
	return { kind: KIND.REMOVE_MEMBER, memberId: member(name), rotation: rotation(epoch, ...staying) };
}
/** Whether an entry of this kind seals something when an honest device writes it. */
function seals(what: Clear | Kind): boolean {
	const kind = typeof what === 'number' ? what : what.kind;
	if (typeof what !== 'number' && what.kind === KIND.INVITE) return what.role !== 'none';
	return holdsOperations(kind) || kind === KIND.JOIN || kind === KIND.ADMIT;
}

const signed = (author: Pen, entry: UnsignedEntry): Uint8Array => {
	const unsigned = encodeUnsigned(entry);
	return withSignature(unsigned, ed25519.sign(digest(signDomain(entry.kind), unsigned), author.seed));
};

/** A log, and the pens that write it as an honest device would; `change` makes one lie. */
export class Story {
	hashes = new RollingHashes();
	state: LogState = emptyLog(this.hashes);

	fields(author: Pen, what: Clear | Kind): UnsignedEntry {
		const { n, R, membership, perDevice } = this.state;
		const last = perDevice.get(hex(author.devId));
		const kind = typeof what === 'number' ? what : what.kind;
		return {
			kind,
			wsId: membership?.wsId ?? ZERO16,
			devId: author.devId,
			devSeq: (last?.seq ?? -1) + 1,
			prevDev: last?.prev ?? ZERO32,
			seenN: Math.max(n - 1, 0),
			seenR: R,
			epoch: membership?.epoch ?? 0,
			clear: typeof what === 'number' ? new Uint8Array() : encodeClear(what),
			...(seals(what)
				? { nonce: bytesOf(`nonce ${n}`, 24), ciphertext: bytesOf(`data ${n}`, 272) }
				: { nonce: new Uint8Array(24), ciphertext: new Uint8Array() })
		};
	}

	write(author: Pen, what: Clear | Kind, change: Partial<UnsignedEntry> = {}): Uint8Array {
		return signed(author, { ...this.fields(author, what), ...change });
	}

	put(bytes: Uint8Array, claimedR?: Uint8Array): Verdict {
		const step = advance(this.state, bytes, suite, claimedR);
		if (step.state !== this.state) this.hashes.push(step.state.R);
		this.state = step.state;
		return step.verdict;
	}

	append(author: Pen, what: Clear | Kind, change: Partial<UnsignedEntry> = {}): Verdict {
		return this.put(this.write(author, what, change));
	}

	get active(): string[] {
		return activeDevices(this.state.membership!).map(({ devId }) => hex(devId));
	}
}

/** A workspace that Alice has just founded on her laptop. */
export function setup() {
	const story = new Story();
	const laptop = pen('alice');
	story.append(laptop, genesis(laptop));
	return { story, laptop, phone: pen('phone'), kit: pen('kit'), bob: pen('bob') };
}
