/** Files in sealed parts, by the hash of the sealed bytes. They come in order, each durable before it is answered, so a break costs one part. */
import { OutOfStep, type PackState } from '../log/store.ts';
import { equal } from '../protocol/bytes.ts';
import { KIND } from '../protocol/codec.ts';
import { mayWrite } from '../protocol/rights.ts';
import { ERR, MAX_PACK, MAX_PACK_PARTS, encodeServerFrame, type ClientFrame } from '../protocol/wire.ts';
import { packAddress } from '../sodium.ts';
import { kindOf } from './journal.ts';
import type { Hub, Session } from './session.ts';

export async function packPut(session: Session, part: ClientFrame<'packPut'>): Promise<void> {
	const { store, rooms, config } = session.hub;
	const { wsId } = session.room!;
	const { address, index, count, chunk } = part;
	const entered = await rooms.enter(wsId);
	if (!entered) return;
	const { log } = entered;
	// Files are records' own: who writes none fills no quota either.
	const device = log.deviceWith(session.devicePk!);
	if (!device || !mayWrite(log.told, device, KIND.DATA)) return session.error(ERR.READ_ONLY, 'packPut');
	const state = await store.packState(wsId, address);
	const continues = index === state.have && index < count && (state.count === 0 || state.count === count);
	if (!continues || count > MAX_PACK_PARTS || chunk.length === 0) {
		return refuse(session, address, state);
	}
	if (log.bytes + chunk.length > config.quota) return session.error(ERR.QUOTA, 'packPut');
	try {
		if (!(await store.putPart(wsId, part, session.hub.today()))) return refuse(session, address, await store.packState(wsId, address));
		log.bytes += chunk.length;
		if (index + 1 === count && !(await isWhole(session, part))) {
			log.bytes -= await store.dropPack(wsId, address);
			return session.error(ERR.PACK_ADDRESS, 'packPut');
		}
	} catch (error) {
		if (!(error instanceof OutOfStep)) session.hub.journal('error', 'pack-failed', { connection: session.number, cause: kindOf(error) });
		return session.error(ERR.NOT_STORED, 'packPut');
	}
	session.send({ type: 'packState', address, have: index + 1, count });
}

export async function packHave(session: Session, { address }: ClientFrame<'packHave'>): Promise<void> {
	session.send({ type: 'packState', address, ...(await session.hub.store.packState(session.room!.wsId, address)) });
}

export async function packGet(session: Session, { address, index }: ClientFrame<'packGet'>): Promise<void> {
	const part = await session.hub.store.part(session.room!.wsId, address, index);
	// Whoever asks and does not read is not answered further.
	if (part) await session.sent(encodeServerFrame({ type: 'pack', ...part }));
	else await packHave(session, { type: 'packHave', address });
}

/** Packs whose parts stopped coming go, and what they took is free again. */
export async function dropUnfinished({ store, rooms, config, journal, today }: Hub): Promise<void> {
	try {
		for (const { wsId, bytes } of await store.dropUnfinished(today() - config.unfinishedDays)) {
			const log = rooms.find(wsId)?.log;
			if (log) log.bytes -= bytes;
		}
	} catch (error) {
		journal('error', 'packs-not-dropped', { cause: kindOf(error) });
	}
}

/** Not the part that comes next: the device is told which one does. */
function refuse(session: Session, address: Uint8Array, state: PackState): void {
	session.error(ERR.PACK_PARTS, 'packPut');
	session.send({ type: 'packState', address, ...state });
}

async function isWhole(session: Session, { address, count }: ClientFrame<'packPut'>): Promise<boolean> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for (let index = 0; index < count && size <= MAX_PACK; index++) {
		const part = await session.hub.store.part(session.room!.wsId, address, index);
		parts.push(part!.chunk);
		size += part!.chunk.length;
	}
	return size <= MAX_PACK && equal(packAddress(parts), address);
}
