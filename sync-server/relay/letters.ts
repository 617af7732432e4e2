/** The mailbox of pairing and the locators of recovery: what a device needs before it belongs to a workspace. Limited by address. */
import { hex } from '../protocol/bytes.ts';
import { ERR, type ClientFrame } from '../protocol/wire.ts';
import type { Session } from './session.ts';

const NOTHING = new Uint8Array(0);
/** Each member has room for so many: nobody takes the place of another's. */
const MEMBER_LOCATORS = 16;
/** Of one workspace, those of members who went among them. */
const MAX_LOCATORS = 1024;
/** One connection waits for so many letters. */
const MAX_WAITS = 4;

export function mboxPut(session: Session, { rendezvous, slot, bytes }: ClientFrame<'mboxPut'>): void {
	const { mailbox, metrics } = session.hub;
	if (!mayWrite(session)) return session.error(ERR.RATE, 'mboxPut');
	if (!mailbox.put(placeOf(rendezvous, slot), bytes)) return session.error(ERR.FULL, 'mboxPut');
	metrics.add('letters_total');
	session.send({ type: 'mbox', rendezvous, slot, bytes: NOTHING });
}

export function mboxGet(session: Session, { rendezvous, slot, wait }: ClientFrame<'mboxGet'>): void {
	const { mailbox } = session.hub;
	if (!mayWrite(session)) return session.error(ERR.RATE, 'mboxGet');
	const place = placeOf(rendezvous, slot);
	const found = mailbox.get(place);
	const waits = (session.waits ??= new Map());
	if (found.length > 0 || !wait || waits.has(place) || waits.size >= MAX_WAITS) {
		return session.send({ type: 'mbox', rendezvous, slot, bytes: found });
	}
	// The frame's bytes are kept for long: a copy.
	const asked = new Uint8Array(rendezvous);
	let answered = false;
	const stop = mailbox.wait(place, (bytes) => {
		answered = true;
		waits.delete(place);
		session.send({ type: 'mbox', rendezvous: asked, slot, bytes });
	});
	if (!answered) waits.set(place, stop);
}

export async function locatorPut(session: Session, { id, bytes }: ClientFrame<'locatorPut'>): Promise<void> {
	if (!mayWrite(session)) return session.error(ERR.RATE, 'locatorPut');
	const { rooms, store } = session.hub;
	const { wsId } = session.room!;
	const member = (await rooms.enter(wsId))?.log.deviceWith(session.devicePk!)?.member;
	if (member === undefined) return session.error(ERR.NOT_NOW, 'locatorPut');
	const most = { ofMember: MEMBER_LOCATORS, ofWorkspace: MAX_LOCATORS };
	const stored = await store.putLocator({ wsId, member: Buffer.from(member, 'hex'), id, bytes }, most).catch(() => 'failed' as const);
	if (stored === 'taken') return session.error(ERR.LOCATOR_TAKEN, 'locatorPut');
	if (stored === 'full') return session.error(ERR.QUOTA, 'locatorPut');
	if (stored === 'failed') return session.error(ERR.NOT_STORED, 'locatorPut');
	session.send({ type: 'locator', id, bytes: NOTHING });
}

export async function locatorGet(session: Session, { id }: ClientFrame<'locatorGet'>): Promise<void> {
	if (!mayWrite(session)) return session.error(ERR.RATE, 'locatorGet');
	session.send({ type: 'locator', id, bytes: (await session.hub.store.locator(id)) ?? NOTHING });
}

function mayWrite(session: Session): boolean {
	session.writesLetters = true;
	return session.hub.addresses.mayWrite(session.address);
}

function placeOf(rendezvous: Uint8Array, slot: boolean): string {
	return `${hex(rendezvous)}${slot ? 1 : 0}`;
}
