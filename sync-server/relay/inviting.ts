/**
 * Those who hold an invitation and are no device yet. They prove its key, hear what became of it, and may ask once to join; the log is not for them. Who
 * was admitted comes back as the device it has become.
 */
import { equal, hex } from '../protocol/bytes.ts';
import { ZERO32, inviteIdOf } from '../protocol/codec.ts';
import type { InviteState } from '../protocol/membership-state.ts';
import { CLOSE, ERR, INVITED, INVITE_AUTH_DOMAIN, NACK, WIRE_VERSION, authBytes, type ClientFrame } from '../protocol/wire.ts';
import { suite } from '../sodium.ts';
import type { OpenLog } from './open-log.ts';
import { isProved, refuse } from './proofs.ts';
import type { Room } from './rooms.ts';
import type { Session } from './session.ts';

/** Connections of one invitation, of which 64 may be open: whoever has a link keeps nobody else from using his own. */
const OF_ONE = 4;
/** Times one connection may ask: the key of the epoch may change under a JOIN on its way, but not without end. */
const MAX_ASKED = 8;

const SAID: Record<InviteState, number> = {
	open: INVITED.OPEN,
	joined: INVITED.JOINED,
	admitted: INVITED.ADMITTED,
	withdrawn: INVITED.WITHDRAWN
};

export async function authInvite(session: Session, frame: ClientFrame<'authInvite'>): Promise<void> {
	const { wsId, invitePk, nonce, signature } = frame;
	const bytes = (host: string) => authBytes(host, wsId, session.nonce, nonce);
	if (frame.version !== WIRE_VERSION) return refuse(session, 'authInvite', ERR.VERSION, CLOSE.VERSION);
	if (!isProved(session, { key: invitePk, domain: INVITE_AUTH_DOMAIN, signature, bytes }))
		return refuse(session, 'authInvite', ERR.BAD_SIGNATURE, CLOSE.BAD_AUTH);
	const entered = await session.hub.rooms.enter(wsId);
	if (!entered) return session.error(ERR.UNKNOWN_WORKSPACE, 'authInvite');
	const { room, log } = entered;
	const id = inviteIdOf(suite.hash, invitePk);
	if (session.over || !log.told.invites.has(hex(id))) {
		session.hub.rooms.settle(room);
		return session.error(ERR.UNKNOWN_INVITE, 'authInvite');
	}
	// Where a link has leaked, the one who comes last is not kept out by those who only hold their places.
	const others = [...room.invited].filter((other) => equal(other.invite!.id, id));
	if (others.length >= OF_ONE) others[0]!.end(CLOSE.TOO_MANY);
	session.room = room;
	session.standing = 'invited';
	session.invite = { id, asked: 0, told: '' };
	room.invited.add(session);
	tell(session, log);
}

export function join(session: Session, { entry }: ClientFrame<'join'>): void | Promise<void> {
	const { rooms } = session.hub;
	const room = session.room!;
	const log = rooms.touch(room);
	if (log) return take(session, log, entry);
	return rooms.enter(room.wsId).then((entered) => entered && take(session, entered.log, entry));
}

function take(session: Session, log: OpenLog, entry: Uint8Array): void {
	const { config, commits } = session.hub;
	const room = session.room!;
	const invite = session.invite!;
	if (++invite.asked > MAX_ASKED) return session.error(ERR.RATE, 'join');
	const nack = log.take([entry], invite.id, config);
	if (nack !== undefined) {
		session.error(nack === NACK.QUOTA ? ERR.QUOTA : ERR.JOIN_REFUSED, 'join');
		invite.told = '';
		// Behind what it was judged by, which may still be on its way to the disk: the same said again would end the asking.
		return commits.add(room, { session, ref: 0, entries: [], answer: () => tell(session, log) });
	}
	commits.add(room, {
		session,
		ref: 0,
		entries: [{ bytes: entry, void: false, restored: false }],
		// That it is there is said by what changed.
		answer: (stored) => stored || session.error(ERR.NOT_STORED, 'join')
	});
}

/** After entries that changed who belongs to the workspace were stored. */
export function invitesChanged(room: Room, log: OpenLog): void {
	for (const session of room.invited) tell(session, log);
}

/** What became of the invitation, unless that was said before. The epoch is for the JOIN, which must name it. */
function tell(session: Session, { told }: OpenLog): void {
	const own = session.invite!;
	const invite = told.invites.get(hex(own.id));
	if (!invite) return;
	const epoch = invite.state === 'open' ? told.epoch : 0;
	const said = `${invite.state} ${epoch}`;
	if (said === own.told) return;
	own.told = said;
	session.send({ type: 'invited', state: SAID[invite.state], epoch, n: invite.admittedAt ?? 0, joinerPk: invite.joiner?.signPk ?? ZERO32 });
	// There is nothing more to say: its place is free again.
	if (invite.state === 'admitted' || invite.state === 'withdrawn') session.end(CLOSE.INVITE_ENDED);
}
