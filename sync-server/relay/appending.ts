/** Entries that come in. What is refused is refused in its place: the answers reach the author in the order it asked. */
import { NACK, type ClientFrame } from '../protocol/wire.ts';
import type { StoredEntry } from '../log/store.ts';
import type { OpenLog } from './open-log.ts';
import type { Session } from './session.ts';

const NONE: readonly StoredEntry[] = [];

/** Without a promise when the log is open, which is nearly always. */
export function append(session: Session, frame: ClientFrame<'append'>): void | Promise<void> {
	const { rooms } = session.hub;
	const room = session.room!;
	const log = rooms.touch(room);
	if (log) return take(session, log, frame);
	return rooms.enter(room.wsId).then((entered) => entered && take(session, entered.log, frame));
}

function take(session: Session, log: OpenLog, { ref, entries }: ClientFrame<'append'>): void {
	const { config, commits } = session.hub;
	const nack = entries.length === 0 ? NACK.PARSE : log.take(entries, session.deviceId!, config);
	if (nack !== undefined) return commits.add(session.room!, { session, ref, entries: NONE, nack });
	commits.add(session.room!, { session, ref, entries: entries.map((bytes) => ({ bytes, void: false, restored: false })) });
}

export async function restore(session: Session, { ref, from, entries }: ClientFrame<'restore'>): Promise<void> {
	const { rooms, config, commits } = session.hub;
	const entered = await rooms.enter(session.room!.wsId);
	if (!entered) return;
	const { room, log } = entered;
	const nack = await log.restore(entries, from, {
		quota: config.quota,
		whole: !isWriter(session, log),
		isCurrent: () => room.log === log,
		taken: (restored) => commits.add(room, { session, ref, entries: restored })
	});
	if (nack === undefined) return;
	// Behind what this connection asked before, and with the head as it is then.
	if (room.log) commits.add(room, { session, ref, entries: NONE, nack });
	else session.nack(ref, nack, log.stored, log.rAfter(log.stored));
}

function isWriter(session: Session, log: OpenLog): boolean {
	const device = session.standing === 'device' ? log.deviceWith(session.devicePk!, log.membership) : undefined;
	return device !== undefined && log.membership.members.get(device.member) !== 'r';
}
