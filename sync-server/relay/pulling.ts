/**
 * Entries on demand, in frames, up to the head as it is when the last frame is made. Until then the connection gets no EVENT: what they would
 * say, this says. A slow reader is waited for, and others have their turn between two frames.
 */
import { CLOSE, ERR, encodeServerFrame, type ClientFrame } from '../protocol/wire.ts';
import { MAX_ENTRIES_BYTES, inFrames } from './commits.ts';
import { kindOf } from './journal.ts';
import type { Session } from './session.ts';

/** A PULL while one is under way takes its place. */
export function pull(session: Session, { from, frames }: ClientFrame<'pull'>): void {
	const idle = session.pull === undefined;
	session.pull = { from, frames };
	if (!idle) return;
	session.live = false;
	serve(session).catch((error: unknown) => {
		session.hub.journal('error', 'frame-failed', { connection: session.number, frame: 'pull', cause: kindOf(error) });
		session.end(CLOSE.BROKEN);
	});
}

async function serve(session: Session): Promise<void> {
	const { rooms, store, metrics } = session.hub;
	const { wsId } = session.room!;
	while (session.pull && session.pull.frames > 0 && !session.over) {
		const asked = session.pull;
		const stored = await store.read(wsId, asked.from, MAX_ENTRIES_BYTES);
		const entered = await rooms.enter(wsId);
		if (session.over || !entered) break;
		const { log } = entered;
		if (asked.from > log.stored) {
			session.pull = undefined;
			session.live = true;
			return session.error(ERR.POSITION, 'pull');
		}
		// What was committed but not yet told to anybody comes as EVENT.
		const known = stored.slice(0, log.stored - asked.from);
		const entries = inFrames(known).next().value ?? [];
		const end = asked.from + entries.length;
		const last = end === log.stored;
		// Nothing was stored there when it was read, and something was since.
		if (entries.length === 0 && !last) continue;
		metrics.add('pulled_total', entries.length);
		const frame = encodeServerFrame({ type: 'entries', from: asked.from, R: log.rAfter(end), last, entries });
		if (session.pull === asked) session.pull = last ? undefined : { from: end, frames: asked.frames - 1 };
		session.live = session.pull === undefined;
		await session.sent(frame);
		// Another PULL has its own turn.
		if (last) return;
	}
	session.pull = undefined;
}
