/** The issuer keys of books as their log has them: who holds them, what they certified, and what is owed now. Pure but for the seed of a new key. */
import type { MembershipState } from '../../../../sync-server/protocol/membership-state.ts';
import { roleOf } from '../../../../sync-server/protocol/rights.ts';
import { boxOpen, boxSeal } from '../../crypto/box.ts';
import { signPairFrom, type DeviceKeys, type SignPair } from '../../crypto/device.ts';
import { fromHex, toHex } from '../../workspace/bytes.ts';
import type { RecordState } from '../../workspace/registry.ts';
import { boxPublic } from '../../crypto/brands.ts';
import { certify, succeed } from '../code/check-code.ts';
import type { Certificate } from '../code/format.ts';
import { issuingPair, type Boxes, type CertificateEvent, type IssuerEvent } from './events.ts';

export type Members = Pick<MembershipState, 'devices' | 'members'>;
type Seller = Pick<Certificate, 'name' | 'taxId'>;

export interface IssuerKey {
	key: string;
	/** The word of the key before it. */
	word?: string | undefined;
	/** By device id: its secret, sealed. */
	boxes: Boxes;
}

export interface IssuerChain {
	/** The oldest first; the last one counts. */
	keys: IssuerKey[];
	/** Keys with which devices sign documents, by device id. */
	devices: ReadonlyMap<string, string>;
	/** In log order. */
	certificates: CertificateEvent[];
}

export function chainOf(state: Pick<RecordState, 'facts'> | undefined): IssuerChain {
	const keys: IssuerKey[] = [];
	const devices = new Map<string, string>();
	const certificates: CertificateEvent[] = [];
	for (const { by, body } of state?.facts ?? []) {
		const event = body as IssuerEvent;
		if (event.kind === 'device') devices.set(by, event.key);
		else if (event.kind === 'key') keys.push({ key: event.key, word: event.word, boxes: event.boxes });
		else if (event.kind === 'certificate') certificates.push(event);
		else {
			const shared = keys.pop()!;
			keys.push({ ...shared, boxes: { ...event.boxes, ...shared.boxes } });
		}
	}
	return { keys, devices, certificates };
}

/** An active device of an owner, recovery codes aside. */
export function isOwners(members: Members | undefined, device: string): boolean {
	const found = members?.devices.get(device);
	return found?.active === true && found.kind === 'device' && members!.members.get(found.member) === 'o';
}

/** May hold the secret: an owner's active device, or his recovery code, by which he comes back when he has no device any more. */
export function isKeeper(members: Members | undefined, device: string): boolean {
	const found = members?.devices.get(device);
	return found?.active === true && members!.members.get(found.member) === 'o';
}

/** May write records now. */
export function isWriter(members: Members | undefined, device: string): boolean {
	const found = members?.devices.get(device);
	const role = found?.active && found.kind === 'device' ? roleOf(members as MembershipState, found) : undefined;
	return role !== undefined && role !== 'r';
}

/** Nobody else who may sign the next key has the secret of this one: the next one then comes without its word. */
export function isLost({ boxes }: IssuerKey, members: Members | undefined, asker: string): boolean {
	return Object.keys(boxes).every((device) => device === asker || !isOwners(members, device));
}

/** A secret that does not make the key it was sealed as is none. */
function openIssuer({ key, boxes }: IssuerKey, { id, box }: DeviceKeys): SignPair | undefined {
	const mine = boxes[toHex(id)];
	const seed = mine === undefined ? undefined : boxOpen(box, fromHex(mine));
	const pair = seed?.length === 32 ? signPairFrom(seed) : undefined;
	return pair && toHex(pair.publicKey) === key ? pair : undefined;
}

export interface Due {
	chain: IssuerChain;
	members: Members | undefined;
	device: DeviceKeys;
	/** The pair of the recovery code by which this device came back. */
	kit?: DeviceKeys | undefined;
	/** This device numbers documents: it names its key. */
	issues: boolean;
	/** As documents name it today; undefined while the business has no name. */
	seller: Seller | undefined;
	/** YYYY-MM-DD. */
	today: string;
	/** 32 random bytes. */
	newSeed(): Uint8Array;
}

/** Days a certificate holds, and before whose end it is made anew. */
const HOLDS = 365;
const RENEWED_BEFORE = 60;

/**
 * What this device has to say now, in this order. The issuer key is made by an owner's device once there is a device to certify; it is replaced when
 * somebody who had its secret is no owner any more, or the device no device.
 */
export function dueEvents({ chain, members, device, kit, issues, seller, today, newSeed }: Due): IssuerEvent[] {
	const me = toHex(device.id);
	const events: IssuerEvent[] = [];
	const devices = new Map(chain.devices);
	if (issues && isWriter(members, me) && !devices.has(me)) {
		const key = toHex(issuingPair(device).publicKey);
		devices.set(me, key);
		events.push({ kind: 'device', key });
	}
	const wanted = [...devices].filter(([id]) => isWriter(members, id));
	if (!isOwners(members, me) || wanted.length === 0) return events;

	const owners = [...members!.devices].filter(([id]) => isKeeper(members, id));
	const sealTo = (seed: Uint8Array, to: typeof owners): Boxes =>
		Object.fromEntries(to.map(([id, { boxPk }]) => [id, toHex(boxSeal(boxPublic(boxPk), seed))]));
	const current = chain.keys.at(-1);
	let issuer = current && (openIssuer(current, device) ?? (kit && openIssuer(current, kit)));
	const isKnownOutside = current !== undefined && Object.keys(current.boxes).some((id) => !isKeeper(members, id));
	if (!current || (issuer && isKnownOutside) || (!issuer && isLost(current, members, me))) {
		const seed = newSeed();
		const next = signPairFrom(seed);
		const word = issuer && toHex(succeed(issuer, next.publicKey).signature);
		events.push({ kind: 'key', key: toHex(next.publicKey), boxes: sealTo(seed, owners), ...(word && { word }) });
		issuer = next;
	} else if (issuer) {
		const missing = owners.filter(([id]) => !(id in current.boxes));
		const seed = issuer.secretKey.slice(0, 32);
		if (missing.length > 0) events.push({ kind: 'shared', key: current.key, boxes: sealTo(seed, missing) });
	}
	if (!issuer || !seller) return events;
	const holds = (key: string) => ({ device: key, issuer: toHex(issuer.publicKey), ...seller });
	for (const [, key] of wanted) {
		const like = holds(key);
		const isHeld = chain.certificates.some(
			(each) =>
				each.device === key &&
				each.issuer === like.issuer &&
				each.name === like.name &&
				each.taxId === like.taxId &&
				each.notAfter >= later(today, RENEWED_BEFORE)
		);
		if (isHeld) continue;
		const notAfter = later(today, HOLDS);
		const { signature } = certify(issuer.secretKey, { ...seller, device: fromHex(key), issuer: issuer.publicKey, notAfter });
		events.push({ kind: 'certificate', ...like, notAfter, signature: toHex(signature) });
	}
	return events;
}

function later(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
