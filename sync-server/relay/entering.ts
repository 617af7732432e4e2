/** Coming in: creating a workspace, proving to be one of its devices, and taking it away again. */
import { timingSafeEqual } from 'node:crypto';
import type { Device } from '../protocol/membership-state.ts';
import { AUTH_DOMAIN, CLOSE, DELETE_DOMAIN, ERR, WIRE_VERSION, authBytes, deleteBytes, type ClientFrame } from '../protocol/wire.ts';
import { suite } from '../sodium.ts';
import { invitesChanged } from './inviting.ts';
import { found, type OpenLog } from './open-log.ts';
import { isProved, refuse } from './proofs.ts';
import type { Room } from './rooms.ts';
import type { Session } from './session.ts';

export async function create(session: Session, { token, genesis }: ClientFrame<'create'>): Promise<void> {
	const { config, addresses, store, metrics, today } = session.hub;
	if (!hasToken(config.token, token)) return session.error(ERR.TOKEN, 'create');
	if (!addresses.mayCreate(session.address)) return session.error(ERR.RATE, 'create');
	const log = found(genesis);
	if (!log) return session.error(ERR.GENESIS_REFUSED, 'create');
	try {
		if (await store.create({ ...log, genesis, day: today() })) metrics.add('created_total');
	} catch {
		return session.error(ERR.NOT_STORED, 'create');
	}
	const head = await store.head(log.wsId);
	session.send({ type: 'created', n: head!.n, R: head!.R });
}

export async function auth(session: Session, frame: ClientFrame<'auth'>): Promise<void> {
	if (frame.version !== WIRE_VERSION) return refuse(session, 'auth', ERR.VERSION, CLOSE.VERSION);
	const { wsId, devicePk: key, nonce, signature } = frame;
	const bytes = (host: string) => authBytes(host, wsId, session.nonce, nonce);
	if (!isProved(session, { key, domain: AUTH_DOMAIN, signature, bytes })) return refuse(session, 'auth', ERR.BAD_SIGNATURE, CLOSE.BAD_AUTH);
	const entered = await session.hub.rooms.enter(frame.wsId);
	if (!entered) return session.error(ERR.UNKNOWN_WORKSPACE, 'auth');
	if (session.over) return session.hub.rooms.settle(entered.room);
	const { room, log } = entered;
	const device = log.deviceWith(frame.devicePk);
	session.devicePk = new Uint8Array(frame.devicePk);
	session.room = room;
	if (!device) {
		session.standing = 'guest';
		room.guests.add(session);
		return session.error(ERR.UNKNOWN_DEVICE, 'auth');
	}
	admit(session, { room, log, device });
}

/** The guest's key is a device's now, or the device proved to be one. */
function admit(session: Session, { room, log, device }: { room: Room; log: OpenLog; device: Device }): void {
	const { rooms, config, metrics } = session.hub;
	if (!device.active) {
		rooms.settle(room);
		return refuse(session, 'auth', ERR.REVOKED, CLOSE.REVOKED);
	}
	if (room.sessions.size >= config.connectionsPerWorkspace) return refuse(session, 'auth', ERR.FULL, CLOSE.TOO_MANY);
	room.guests.delete(session);
	room.sessions.add(session);
	session.standing = 'device';
	session.deviceId = device.devId;
	session.live = true;
	metrics.add('authenticated_total');
	const { stored: n, bytes: usedBytes } = log;
	session.send({ type: 'ok', n, R: log.rAfter(n), usedBytes, quotaBytes: config.quota });
}

/** After entries that changed who belongs to the workspace were stored. */
export function membershipChanged(room: Room, log: OpenLog): void {
	for (const session of [...room.sessions]) {
		if (log.deviceWith(session.devicePk!)?.active !== true) refuse(session, 'auth', ERR.REVOKED, CLOSE.REVOKED);
	}
	for (const guest of [...room.guests]) {
		const device = log.deviceWith(guest.devicePk!);
		if (device) admit(guest, { room, log, device });
	}
	invitesChanged(room, log);
}

export async function deleteWorkspace(session: Session, { signature }: ClientFrame<'deleteWorkspace'>): Promise<void> {
	const { rooms, store, metrics } = session.hub;
	const room = session.room!;
	const bytes = (host: string) => deleteBytes(host, room.wsId, session.nonce);
	if (!isProved(session, { key: session.devicePk!, domain: DELETE_DOMAIN, signature, bytes }))
		return session.error(ERR.BAD_SIGNATURE, 'deleteWorkspace');
	const log = await rooms.log(room);
	const device = log?.deviceWith(session.devicePk!);
	const isOwner = device?.active && device.kind === 'device' && log!.membership.members.get(device.member) === 'o';
	if (!isOwner) return session.error(ERR.NOT_OWNER, 'deleteWorkspace');
	await store.remove(room.wsId);
	rooms.forgetLog(room);
	metrics.add('deleted_total');
	session.send({ type: 'deleted' });
	for (const other of [...room.sessions, ...room.guests, ...room.invited]) other.end(CLOSE.DELETED);
}

function hasToken(wanted: string, given: Uint8Array): boolean {
	const expected = suite.hash(32, Buffer.from(wanted));
	return wanted === '' || timingSafeEqual(expected, suite.hash(32, given));
}
