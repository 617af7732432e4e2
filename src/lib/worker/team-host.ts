/** The people of the open books: who they are, inviting and admitting them, what each may do, and how they go. */
import { PROGRAM } from '../../../sync-server/protocol/codec.ts';
import type { InvitedRole, InviteInput, Role, Team, TeamInvitation, TeamMember } from '../team/api.ts';
import { memberNames, memberRecordId } from '../team/records.ts';
import { deviceNames, nameIfNone } from '../devices/names.ts';
import { devicePrograms, FIRST_PROGRAM } from '../devices/programs.ts';
import { deviceRecordId, type DeviceRecord } from '../devices/records.ts';
import { LONGEST_NAME } from '../identity/pairing/messages.ts';
import { teamLink } from '../identity/team-link.ts';
import type { BoxPublic, SignPublic } from '../crypto/brands.ts';
import type { RelayAddress } from '../sync/address.ts';
import { publicId } from '../workspace/admission.ts';
import { toHex } from '../workspace/bytes.ts';
import { admitJoiner, invitations, inviteMember, withdrawInvitation, type InvitationInfo } from '../workspace/invitations.ts';
import { leaveBooks, memberList, ownRole, removeMember, requireProgram, rotateIfOwed, setRole } from '../workspace/members.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import type { DeviceHost } from './device-host.ts';
import { namedByOther } from './named-by.ts';
import { addressOf } from './pairing-host.ts';
import { peopleNames } from './people.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { SeriesCommands } from './series-commands.ts';

export class TeamHost {
	readonly #host: DeviceHost;
	#rotating: Promise<unknown> | undefined;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	async team(): Promise<Team> {
		const { workspace } = this.#host.open;
		const role = ownRole(workspace);
		const relay = await this.#relay();
		const [people, said, devices] = [await peopleNames(workspace), await memberNames(workspace), await deviceNames(workspace)];
		const programs = await devicePrograms(workspace);
		const list = memberList(workspace);
		const namers = new Map<string, string | undefined>();
		for (const { member } of list) namers.set(member, await namedByOther(workspace, people, memberRecordId(member), member));
		const members = list.map(({ member, role, isMe, devices: ids }): TeamMember => ({
			member,
			name: people.get(member) ?? '',
			isNamed: said.has(member),
			...(namers.get(member) && { namedBy: namers.get(member)! }),
			role,
			isMe,
			devices: ids.map((id) => ({
				id,
				name: devices.get(id) ?? '',
				isThis: id === workspace.device,
				program: programs.get(id) ?? FIRST_PROGRAM
			}))
		}));
		const me = list.find(({ isMe }) => isMe)?.member;
		const mayAdmit = role === 'a' || role === 'o';
		const waiting = mayAdmit && relay ? await invitations(workspace, relay.host) : [];
		return {
			members,
			invitations: waiting.map((each) => shown(each, people, me, relay!)),
			program: { own: PROGRAM, least: workspace.membership?.minProgram ?? 0, first: FIRST_PROGRAM },
			...(role && { role }),
			...(relay && { relay: relay.host })
		};
	}

	async invite({ name, role, page, own }: InviteInput): Promise<{ id: string; link: string }> {
		const { workspace, home } = this.#host.open;
		const relay = await this.#relay();
		if (!relay) throw new Refused({ code: 'invalid', field: 'team', detail: 'no-relay' });
		const me = memberList(workspace).find(({ isMe }) => isMe);
		if (own?.trim() && me) await this.name(me.member, own);
		const { id, secret, n, R } = await inviteMember(workspace, { role, name: named(name) });
		const link = teamLink(page, { secret, wsId: home.keys.wsId, role, n, R, relay: relay.origin });
		secret.fill(0);
		return { id, link };
	}

	async withdraw(id: string): Promise<void> {
		await withdrawInvitation(this.#host.open.workspace, id);
	}

	/** For the keys behind these very words. @param own what this device is called where it has no name yet */
	async admit(id: string, role: InvitedRole, words: readonly string[], { today, own }: { today: string; own: string }): Promise<string> {
		const { workspace, home, id: books } = this.#host.open;
		const relay = await this.#relay();
		if (!relay) throw new Refused({ code: 'invalid', field: 'team', detail: 'no-relay' });
		const joiner = (await invitations(workspace, relay.host)).find((each) => each.id === id)?.joiner;
		if (!joiner) throw new WorkspaceError('not-found');
		if (joiner.words.join() !== words.join()) throw new WorkspaceError('invalid', { field: 'words' });
		const { signPk, boxPk, member, name = '', device = '' } = joiner;
		const asked = { sign: { publicKey: signPk as SignPublic }, box: { publicKey: boxPk as BoxPublic } };
		// From now on two people issue: this device keeps the series nobody has numbered yet.
		await new SeriesCommands(workspace, businessId(books)).leaseFree();
		await admitJoiner(workspace, home.keys, { id, role, signPk, boxPk }, async (transaction) => {
			if (name) await transaction.putLive('member', memberRecordId(member), { name });
			const record: DeviceRecord = { name: device, since: today };
			await transaction.putLive('device', deviceRecordId(toHex(publicId(asked))), record);
			await nameIfNone(transaction, workspace.device, own);
		});
		return name;
	}

	async name(id: string, name: string): Promise<void> {
		const { workspace } = this.#host.open;
		if (!workspace.membership?.members.has(id)) throw new Refused({ code: 'not-found' });
		await workspace.save((transaction) => transaction.putLive('member', memberRecordId(id), { name: named(name) }));
	}

	async setRole(id: string, role: Role): Promise<void> {
		await setRole(this.#host.open.workspace, id, role);
	}

	/** Cut short between the two there are two owners, which is no harm. */
	async handOver(id: string): Promise<void> {
		const { workspace } = this.#host.open;
		const me = memberList(workspace).find(({ isMe }) => isMe);
		if (!me) throw new WorkspaceError('read-only');
		if (me.member === id) throw new WorkspaceError('invalid', { field: 'member', detail: 'itself' });
		await setRole(workspace, id, 'o');
		await setRole(workspace, me.member, 'a');
	}

	async requireThisProgram(): Promise<void> {
		await requireProgram(this.#host.open.workspace);
	}

	async remove(id: string): Promise<void> {
		const { workspace, home } = this.#host.open;
		await removeMember(workspace, home.keys, id);
	}

	async leave(): Promise<void> {
		try {
			await leaveBooks(this.#host.open.workspace);
		} catch (cause) {
			// The relay hears nothing more from a device that is out, and lets it hear nothing: that it was sent is the last of it.
			if (!(cause instanceof WorkspaceError && cause.code === 'needs-relay' && cause.detail === 'sent')) throw cause;
		}
	}

	/** Called when the log has come in. What cannot be done now is tried when it comes in again. */
	async rotateIfOwed(): Promise<void> {
		const { workspace, home } = this.#host.open;
		this.#rotating ??= rotateIfOwed(workspace, home.keys)
			.catch(() => undefined)
			.finally(() => (this.#rotating = undefined));
		await this.#rotating;
	}

	async #relay(): Promise<RelayAddress | undefined> {
		const { id } = this.#host.open;
		const device = await this.#host.refresh();
		const relay = device.secrets.workspaces.find((each) => each.id === id)?.relay;
		return relay === undefined ? undefined : addressOf(relay);
	}
}

function shown(
	{ id, role, name, by, joiner }: InvitationInfo,
	people: ReadonlyMap<string, string>,
	me: string | undefined,
	relay: RelayAddress
): TeamInvitation {
	const otherRelay = joiner?.relayHost !== undefined && joiner.relayHost !== relay.host ? joiner.relayHost : undefined;
	return {
		id,
		role: role as InvitedRole,
		name,
		by: people.get(by) ?? '',
		byMe: by === me,
		...(joiner && {
			joiner: {
				name: joiner.name ?? '',
				device: joiner.device ?? '',
				words: joiner.words,
				...(otherRelay !== undefined && { otherRelay })
			}
		})
	};
}

function named(name: string): string {
	const trimmed = name.trim();
	if (trimmed.length > LONGEST_NAME) throw new Refused({ code: 'invalid', field: 'name', detail: 'too-long' });
	return trimmed;
}
