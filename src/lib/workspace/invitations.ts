/**
 * Inviting somebody, and admitting who answered. What the link needs beside the secret is where the log stood with the invitation in it; the secret is
 * kept nowhere. What an invitation says under its seal is read from its entry whenever it is shown.
 */
import { KIND, additionalData, deviceIdOf, isParseError, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import { isWaiting, waitingInvites, type Capability, type Invite } from '../../../sync-server/protocol/membership-state.ts';
import { MAX_INVITES } from '../../../sync-server/protocol/rules-members.ts';
import type { AeadKey, BoxPublic } from '../crypto/brands.ts';
import { blake2b, concat } from '../crypto/derive.ts';
import { boxEpochKey } from '../crypto/epoch.ts';
import { inviteKeys, joinWords, newInviteSecret, type InvitedRole } from '../crypto/invitation.ts';
import { openParts } from '../crypto/seal.ts';
import { equalBytes, fromHex, toHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import { decodeIntroduction, decodeInviteNote, encodeInviteNote } from './invite-notes.ts';
import type { WorkspaceKeys } from './keys.ts';
import { entitled, mustOwn } from './members.ts';
import type { Transaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

/** Earlier keys an admission carries; those before them stand in the rotations. */
const MOST_KEYS = 4096;

export interface MadeInvitation {
	/** Hexadecimal. */
	id: string;
	/** For the link, and nothing else. */
	secret: Uint8Array;
	/** Where the log stands with the invitation in it. */
	n: number;
	R: Uint8Array;
}
export interface JoinerInfo {
	/** Hexadecimal id he will have as a member. */
	member: string;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	/** Position of the JOIN. */
	n: number;
	/** To be compared with what he reads out: while they differ, he is not who he says. */
	words: string[];
	/** What he says of himself; absent where it does not open. */
	name?: string;
	device?: string;
	/** The relay he says he dialled: another name for it than here makes other words. */
	relayHost?: string;
}
export interface InvitationInfo {
	id: string;
	role: Capability;
	/** Hexadecimal id of the member who invited. */
	by: string;
	/** Whom it was meant for; empty where that does not open here. */
	name: string;
	/** Position of its entry. */
	n: number;
	/** Somebody has asked to join by it. */
	joiner?: JoinerInfo;
}

export async function inviteMember(workspace: Workspace, { role, name }: { role: InvitedRole; name: string }): Promise<MadeInvitation> {
	const secret = newInviteSecret();
	const { id, sign, note: noteKey } = inviteKeys(secret);
	await workspace.save(async (transaction) => {
		const { membership, role: own } = entitled(workspace, KIND.INVITE);
		if (role === 'o') throw new WorkspaceError('invalid', { field: 'role', detail: 'owners-are-made' });
		mustOwn(own, role);
		if (waitingInvites(membership).length >= MAX_INVITES) throw new WorkspaceError('invalid', { field: 'invitation', detail: 'too-many' });
		transaction.membership({ kind: KIND.INVITE, invitePk: sign.publicKey, role }, { sealed: encodeInviteNote({ noteKey, name }) });
	}, 'strict');
	return { id: toHex(id), secret, n: workspace.entries, R: fromHex(workspace.rollingHash) };
}

/** Nobody joins by it any more; whoever asked by it is declined. */
export async function withdrawInvitation(workspace: Workspace, id: string): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership } = entitled(workspace, KIND.INVITE);
		const invite = membership.invites.get(id);
		if (!invite) throw new WorkspaceError('not-found');
		if (isWaiting(invite)) transaction.membership({ kind: KIND.INVITE, invitePk: invite.signPk, role: 'none' });
	}, 'strict');
}

/** Those that wait, the newest first. @param relayHost what this device dials, as the joiner must have done */
export async function invitations(workspace: Workspace, relayHost: string): Promise<InvitationInfo[]> {
	const waiting = [...(workspace.membership?.invites ?? [])].filter(([, invite]) => isWaiting(invite));
	const all = await Promise.all(waiting.map(([id, invite]) => infoOf(workspace, relayHost, id, invite)));
	return all.sort((a, b) => b.n - a.n);
}

/**
 * Admits who joined, for exactly the keys whose words were compared. The entry carries the epochs' keys, so that he can read from the beginning before
 * he has the rest of the log.
 */
export async function admitJoiner(
	workspace: Workspace,
	keys: WorkspaceKeys,
	{ id, role, signPk, boxPk }: { id: string; role: InvitedRole } & Pick<JoinerInfo, 'signPk' | 'boxPk'>,
	also: (transaction: Transaction) => Promise<void> = async () => {}
): Promise<{ member: string; device: string }> {
	return workspace.save(async (transaction) => {
		const { membership, role: own } = entitled(workspace, KIND.ADMIT);
		const joiner = membership.invites.get(id)?.joiner;
		if (membership.invites.get(id)?.state !== 'joined' || !joiner) throw new WorkspaceError('not-found');
		if (!equalBytes(joiner.signPk, signPk) || !equalBytes(joiner.boxPk, boxPk)) throw new WorkspaceError('invalid', { field: 'words' });
		mustOwn(own, role);
		const devId = deviceIdOf(blake2b, signPk, boxPk);
		const boxes = [{ devId, box: boxEpochKey(boxPk as BoxPublic, keys.epochKey(membership.epoch)) }];
		const memberId = fromHex(joiner.member);
		const sealed = earlierKeys(keys, membership.epoch);
		transaction.membership({ kind: KIND.ADMIT, inviteId: fromHex(id), memberId, role, signPk, boxPk, boxes }, { sealed });
		await also(transaction);
		return { member: joiner.member, device: toHex(devId) };
	}, 'strict');
}

/** From the oldest that is known without a gap, each 32 bytes: the newest one's epoch is the entry's own less one. */
function earlierKeys(keys: WorkspaceKeys, epoch: number): Uint8Array | undefined {
	const earlier: Uint8Array[] = [];
	for (let e = epoch - 1; e >= 0 && keys.hasEpoch(e) && earlier.length < MOST_KEYS; e--) earlier.unshift(keys.epochKey(e));
	return epoch > 0 ? concat(earlier) : undefined;
}

async function infoOf(workspace: Workspace, relayHost: string, id: string, invite: Invite): Promise<InvitationInfo> {
	const { role, by, n, signPk: invitePk, joiner } = invite;
	const { keys } = workspace.books.home;
	const noted = await entryAt(workspace, n);
	const plain = noted && keys.hasEpoch(noted.epoch) ? openWith(keys.dataKey(noted.epoch), noted) : undefined;
	const note = plain && decodeInviteNote(plain);
	const info: InvitationInfo = { id, role, by, n, name: note?.name ?? '' };
	if (invite.state !== 'joined' || !joiner) return info;
	const { member, signPk, boxPk } = joiner;
	const asked = note && (await entryAt(workspace, joiner.n));
	const said = asked && openWith(note.noteKey, asked);
	const introduction = said && decodeIntroduction(said);
	const words = joinWords({ role, wsId: keys.wsId, invitePk, memberId: fromHex(member), signPk, boxPk, relayHost });
	return {
		...info,
		joiner: { member, signPk, boxPk, n: joiner.n, words, ...introduction }
	};
}

async function entryAt({ books }: Workspace, n: number): Promise<Entry | undefined> {
	const { store, vault } = books.home;
	const bytes = await store.get('log', vault.ws, n);
	const entry = bytes && parseEntry(bytes);
	return entry && !isParseError(entry) ? entry : undefined;
}

function openWith(key: AeadKey, entry: Entry): Uint8Array | undefined {
	return openParts(key, entry, additionalData(entry));
}
