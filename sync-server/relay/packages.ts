/** Client links: packages that a member leaves for who has a link, and the answers that come back. Who opens one proves nothing and is not noted. */
import type { PackagePut } from '../log/package-store.ts';
import { KIND } from '../protocol/codec.ts';
import { MOST_INFOS, packInfos } from '../protocol/package-infos.ts';
import { mayWrite } from '../protocol/rights.ts';
import { ERR, MAX_PACKAGE, MAX_PACKAGE_PARTS, encodeServerFrame, type ClientFrame, type ErrCode } from '../protocol/wire.ts';
import { kindOf } from './journal.ts';
import type { Hub, Session } from './session.ts';

/** Days a package may lie here. */
const LONGEST = 400;
const ANSWER_BYTES = 256 * 1024;

const PUT_ERROR: Record<Exclude<PackagePut, 'stored' | 'whole'>, ErrCode> = {
	old: ERR.PACKAGE_VERSION,
	'out-of-step': ERR.PACK_PARTS,
	gone: ERR.GONE,
	full: ERR.QUOTA,
	'too-large': ERR.PACKAGE_LIMIT
};

export async function packagePut(session: Session, frame: ClientFrame<'packagePut'>): Promise<void> {
	const { store, config, today } = session.hub;
	if (!(await isWriter(session))) return session.error(ERR.READ_ONLY, 'packagePut');
	const { id, version, expires, part, parts, chunk } = frame;
	const day = today();
	const fits = version > 0 && parts > 0 && parts <= MAX_PACKAGE_PARTS && chunk.length > 0 && expires >= day && expires <= day + LONGEST;
	if (!fits) return session.error(ERR.PACKAGE_LIMIT, 'packagePut');
	const most = { count: config.packages, bytes: config.packageBytes, size: MAX_PACKAGE };
	const put = await tried(session, store.putPackage(session.room!.wsId, { id, version, expires, part, parts, chunk }, day, most));
	if (put === undefined) return session.error(ERR.NOT_STORED, 'packagePut');
	if (put !== 'stored' && put !== 'whole') return session.error(PUT_ERROR[put], 'packagePut');
	session.send({ type: 'packageDone', id });
}

/** Also where it is not there: it is gone, as was asked. */
export async function packageDrop(session: Session, { id }: ClientFrame<'packageDrop'>): Promise<void> {
	if (!(await isWriter(session))) return session.error(ERR.READ_ONLY, 'packageDrop');
	const dropped = await tried(session, session.hub.store.dropPackage(session.room!.wsId, id));
	if (dropped === undefined) return session.error(ERR.NOT_STORED, 'packageDrop');
	session.send({ type: 'packageDone', id });
}

/** An empty list is the end. */
export async function packageList(session: Session, { after }: ClientFrame<'packageList'>): Promise<void> {
	if (!(await isWriter(session))) return session.error(ERR.READ_ONLY, 'packageList');
	session.send({ type: 'packageInfos', infos: packInfos(await session.hub.store.packages(session.room!.wsId, after, MOST_INFOS)) });
}

export async function packageGet(session: Session, { id, part }: ClientFrame<'packageGet'>): Promise<void> {
	const own = session.standing === 'device' ? session.room?.wsId : undefined;
	// Parts behind the first are limited by the frames of a connection.
	if (part === 0 && !own && !mayAsk(session)) return session.error(ERR.RATE, 'packageGet');
	const found = await session.hub.store.packagePart(id, part, session.hub.today(), own);
	if (!found) return session.error(ERR.GONE, 'packageGet');
	// Whoever asks and does not read is not answered further.
	await session.sent(encodeServerFrame({ type: 'packagePart', id, ...found }));
}

export async function answer(session: Session, { id, answer, version, bytes }: ClientFrame<'answer'>): Promise<void> {
	const { store, config, today } = session.hub;
	if (!mayAsk(session)) return session.error(ERR.RATE, 'answer');
	const most = { ofPackage: config.answersOfPackage, bytesOfPackage: ANSWER_BYTES, ofWorkspace: config.answers };
	const put = await tried(session, store.putAnswer(id, { answer, version, bytes }, today(), most));
	if (put === undefined) return session.error(ERR.NOT_STORED, 'answer');
	if (typeof put === 'string') return session.error(put === 'full' ? ERR.FULL : ERR.GONE, 'answer');
	session.send({ type: 'packageDone', id });
	const told = encodeServerFrame({ type: 'answered', id });
	for (const device of session.hub.rooms.find(put.wsId)?.sessions ?? []) if (device.live) device.sendAll([told]);
}

export async function answersGet(session: Session, { id, after }: ClientFrame<'answersGet'>): Promise<void> {
	if (!(await isWriter(session))) return session.error(ERR.READ_ONLY, 'answersGet');
	const next = await session.hub.store.nextAnswer(session.room!.wsId, id, after);
	if (!next) return session.send({ type: 'listEnd' });
	// Whoever asks and does not read is not answered further.
	await session.sent(encodeServerFrame({ type: 'answer', id, ...next }));
}

export async function answerDrop(session: Session, { id, answer }: ClientFrame<'answerDrop'>): Promise<void> {
	if (!(await isWriter(session))) return session.error(ERR.READ_ONLY, 'answerDrop');
	const dropped = await tried(
		session,
		session.hub.store.dropAnswer(session.room!.wsId, id, answer).then(() => true)
	);
	if (!dropped) return session.error(ERR.NOT_STORED, 'answerDrop');
	session.send({ type: 'packageDone', id });
}

export async function sweepPackages({ store, config, journal, today }: Hub): Promise<void> {
	try {
		await store.sweepPackages(today(), today() - config.unfinishedDays);
	} catch (error) {
		journal('error', 'packages-not-swept', { cause: kindOf(error) });
	}
}

/** Undefined where the store refused. */
async function tried<T>(session: Session, work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		session.hub.journal('error', 'package-failed', { connection: session.number, cause: kindOf(error) });
		return undefined;
	}
}

/** A member who reads only makes no links and takes no answers away from those who must book them. */
async function isWriter(session: Session): Promise<boolean> {
	const log = (await session.hub.rooms.enter(session.room!.wsId))?.log;
	const device = log?.deviceWith(session.devicePk!);
	return device !== undefined && mayWrite(log!.told, device, KIND.DATA);
}

function mayAsk(session: Session): boolean {
	session.opensPackages = true;
	return session.hub.addresses.mayWrite(session.address);
}
