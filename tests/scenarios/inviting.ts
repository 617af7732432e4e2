/** Somebody is invited, and answers from a device that has nothing but the link. */
import { WebSocket } from 'ws';
import { newDeviceKeys, type DeviceKeys } from '#lib/crypto/device.ts';
import { inviteKeys, joinWords, type InvitedRole } from '#lib/crypto/invitation.ts';
import { newId16 } from '#lib/crypto/random.ts';
import { sign } from '#lib/crypto/sign.ts';
import { readTeamLink, teamLink, type TeamLink } from '#lib/identity/team-link.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { askToJoin, type JoinEnd } from '#lib/sync/invited.ts';
import { admitJoiner, invitations, inviteMember, type InvitationInfo } from '#lib/workspace/invitations.ts';
import { joinEntry, openAdmission } from '#lib/workspace/joining.ts';
import { memberRecordId } from '#lib/team/records.ts';
import { setRole } from '#lib/workspace/members.ts';
import { workspaceKeys } from '#lib/workspace/keys.ts';
import type { Device, Scene } from './setup.ts';

/** As it is sent. */
export async function linkBy(by: Device, relay: RelayAddress, role: InvitedRole, name: string): Promise<{ id: string; link: string }> {
	const { id, secret, n, R } = await inviteMember(by.workspace, { role, name });
	const { wsId } = by.home.keys;
	return { id, link: teamLink('https://books.example/join', { secret, wsId, role, n, R, relay: relay.origin }) };
}

/** Who opened the link. */
export class Newcomer {
	readonly name: string;
	readonly link: TeamLink;
	readonly keys: DeviceKeys = newDeviceKeys();
	readonly memberId = newId16();
	readonly relay: RelayAddress;
	readonly #stop = new AbortController();
	#asked!: () => void;
	/** His JOIN is in the log. */
	readonly asked = new Promise<void>((resolve) => (this.#asked = resolve));
	readonly end: Promise<JoinEnd>;

	constructor(name: string, link: string, host?: string) {
		this.name = name;
		this.link = readTeamLink(link) as TeamLink;
		this.relay = parseRelayAddress(this.link.relay) as RelayAddress;
		const { wsId, secret, n, R } = this.link;
		const invite = inviteKeys(secret);
		const signer = ({ sign: pair }: Pick<DeviceKeys, 'sign'>) => ({
			publicKey: pair.publicKey,
			sign: (domain: string, bytes: Uint8Array) => sign(pair.secretKey, domain, bytes)
		});
		const introduction = { name, device: `${name}’s laptop`, relayHost: host ?? this.relay.host };
		this.end = askToJoin({
			address: this.relay,
			WebSocket: WebSocket as unknown as SocketClass,
			wsId,
			invite: signer(invite),
			device: signer(this.keys),
			join: (epoch) => joinEntry({ wsId, n, R, invite, device: this.keys, memberId: this.memberId, introduction }, epoch),
			watch: (step) => step === 'asked' && this.#asked(),
			signal: this.#stop.signal,
			backoff: { first: 5, most: 40 }
		});
	}

	/** What his screen shows, to be read out. */
	get words(): string[] {
		const { wsId, role, secret } = this.link;
		const { sign: pair, box } = this.keys;
		return joinWords({
			role,
			wsId,
			invitePk: inviteKeys(secret).sign.publicKey,
			memberId: this.memberId,
			signPk: pair.publicKey,
			boxPk: box.publicKey,
			relayHost: this.relay.host
		});
	}

	async stop(): Promise<void> {
		this.#stop.abort(new Error('stopped'));
		await this.end.catch(() => undefined);
	}

	/** Admitted: with the keys that brought, the device is one of the books'. */
	async arrive(scene: Scene): Promise<Device> {
		const end = await this.end;
		if (end.end !== 'admitted') throw new Error(`${this.name} was not admitted: ${end.end}`);
		const admission = openAdmission(end.entry, { wsId: this.link.wsId, device: this.keys, memberId: this.memberId });
		if (!admission) throw new Error('the admission does not open');
		const keys = workspaceKeys(this.link.wsId, this.keys);
		for (const [epoch, key] of admission.keys) keys.learn(epoch, key);
		const device = await scene.arrive(this.name, keys, { n: this.link.n, R: this.link.R });
		await scene.connect(device);
		return device;
	}
}

/** What the admin sees of who asked by this invitation, once the JOIN has come. */
export async function asking(
	admin: Device,
	id: string,
	relay: RelayAddress
): Promise<InvitationInfo & { joiner: NonNullable<InvitationInfo['joiner']> }> {
	let found: InvitationInfo | undefined;
	await admin.until(async () => {
		found = (await invitations(admin.workspace, relay.host)).find((each) => each.id === id);
		return found?.joiner !== undefined;
	});
	return found as InvitationInfo & { joiner: NonNullable<InvitationInfo['joiner']> };
}

/** The whole way of somebody who is who he says. Owners are made after they were admitted. */
export async function comes(scene: Scene, by: Device, name: string, role: InvitedRole | 'o'): Promise<Device> {
	const invited = role === 'o' ? 'a' : role;
	const { id, link } = await linkBy(by, scene.relay.address, invited, name);
	const newcomer = new Newcomer(name, link);
	const { joiner } = await asking(by, id, scene.relay.address);
	if (joiner.words.join() !== newcomer.words.join()) throw new Error('the words differ');
	const { member } = await admitJoiner(by.workspace, by.home.keys, { id, role: invited, ...joiner }, (transaction) =>
		transaction.putLive('member', memberRecordId(joiner.member), { name: joiner.name })
	);
	const device = await newcomer.arrive(scene);
	if (role === 'o') await setRole(by.workspace, member, 'o');
	await scene.converge(by, device);
	return device;
}

export function memberOf(device: Device): string {
	return device.workspace.membership!.devices.get(device.workspace.device)!.member;
}
