/** Which frame is whose, and from whom it is taken. */
import type { ClientFrame } from '../protocol/wire.ts';
import { append, restore } from './appending.ts';
import { auth, create, deleteWorkspace } from './entering.ts';
import { authInvite, join } from './inviting.ts';
import { locatorGet, locatorPut, mboxGet, mboxPut } from './letters.ts';
import { packGet, packHave, packPut } from './packs.ts';
import { answer, answerDrop, answersGet, packageDrop, packageGet, packageList, packagePut } from './packages.ts';
import { pull } from './pulling.ts';
import type { Session, Standing } from './session.ts';

type Handlers = {
	[N in ClientFrame['type']]: { allowed: readonly Standing[]; handle: (session: Session, frame: ClientFrame<N>) => void | Promise<void> };
};
const ANYBODY: readonly Standing[] = ['nobody', 'guest', 'device', 'invited'];
const LETTERS: readonly Standing[] = ['nobody', 'guest', 'device'];
const BEFORE: readonly Standing[] = ['nobody'];
const KEYS: readonly Standing[] = ['guest', 'device'];
const DEVICES: readonly Standing[] = ['device'];

export const HANDLERS: Handlers = {
	auth: { allowed: BEFORE, handle: auth },
	create: { allowed: BEFORE, handle: create },
	authInvite: { allowed: BEFORE, handle: authInvite },
	join: { allowed: ['invited'], handle: join },
	pull: { allowed: DEVICES, handle: pull },
	append: { allowed: DEVICES, handle: append },
	restore: { allowed: KEYS, handle: restore },
	packPut: { allowed: DEVICES, handle: packPut },
	packGet: { allowed: DEVICES, handle: packGet },
	packHave: { allowed: DEVICES, handle: packHave },
	packagePut: { allowed: DEVICES, handle: packagePut },
	packageDrop: { allowed: DEVICES, handle: packageDrop },
	packageList: { allowed: DEVICES, handle: packageList },
	packageGet: { allowed: LETTERS, handle: packageGet },
	answer: { allowed: LETTERS, handle: answer },
	answersGet: { allowed: DEVICES, handle: answersGet },
	answerDrop: { allowed: DEVICES, handle: answerDrop },
	mboxPut: { allowed: LETTERS, handle: mboxPut },
	mboxGet: { allowed: LETTERS, handle: mboxGet },
	locatorPut: { allowed: DEVICES, handle: locatorPut },
	locatorGet: { allowed: LETTERS, handle: locatorGet },
	eph: { allowed: DEVICES, handle: whisper },
	deleteWorkspace: { allowed: DEVICES, handle: deleteWorkspace },
	ping: { allowed: ANYBODY, handle: (session) => session.pong() },
	pong: { allowed: ANYBODY, handle: () => undefined }
};

/** To all others of the workspace, kept nowhere. What is too much is dropped: the next one says it again. */
function whisper(session: Session, { bytes }: ClientFrame<'eph'>): void {
	if (!session.mayWhisper()) return;
	for (const other of session.room!.sessions) if (other !== session) other.send({ type: 'eph', bytes });
}
