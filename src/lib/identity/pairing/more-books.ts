/**
 * Further books of two devices that have just been paired: no new code, no new words. Each of the books is a round of its own, with new keys for its
 * one admission; what the old device offers and the new one asks is signed by the keys whose words the person has compared.
 */
import { boxPublic, signPublic } from '../../crypto/brands.ts';
import { newDeviceKeys } from '../../crypto/device.ts';
import { pairingKeys, SLOT } from '../../crypto/pairing.ts';
import { receiveHandOver, sendHandOver } from './hand-over.ts';
import type { Acquaintance, Joined } from './joining.ts';
import { Letters } from './letters.ts';
import type { Mailbox } from './mailbox.ts';
import type { Handed, Offer } from './messages.ts';
import { answerOf, reasonOf, type Newcomer } from './offering.ts';
import { PairingError } from './problem.ts';

/** Rounds there may be with one code. */
export const MOST_ROUNDS = 255;

interface Round {
	with: Acquaintance;
	/** From 1 on, one after the other. */
	round: number;
	mailbox: Mailbox;
	signal: AbortSignal;
}

export interface OfferedMore extends Round {
	offer: Omit<Offer, 'kind'>;
	/** Puts the admission into the log and answers with what to hand over. */
	admit(newcomer: Newcomer): Promise<Handed>;
}

/** Resolves when the other device has stored its keys of these books. */
export async function offerMore({ offer, admit, signal, ...round }: OfferedMore): Promise<void> {
	const letters = lettersOf(round);
	try {
		await letters.put(SLOT.offer, { kind: 'offer', ...offer });
		const answer = answerOf(letters, signal);
		// Before the hand-over it can only say why it does not want them.
		const refused = answer.then(() => Promise.reject(new PairingError('tampered')));
		const request = await Promise.race([letters.wait(SLOT.request, signal), refused]);
		if (request.kind !== 'request') throw new PairingError('tampered');
		const { keys, name } = request;
		const newcomer: Newcomer = { sign: signPublic(keys.sign), box: boxPublic(keys.box), name };
		await sendHandOver(letters, newcomer.box, await admit(newcomer));
		await answer;
	} catch (cause) {
		await letters.put(SLOT.offer, { kind: 'ended', why: reasonOf(cause) }).catch(() => undefined);
		throw cause;
	}
}

export interface AwaitedMore extends Round {
	/** What this device is called. */
	name: string;
	/** Whether it has these books, and may write in them. */
	has(wsId: Uint8Array): Promise<boolean>;
	keep(joined: Joined): Promise<void>;
}

/** Waits until the old device offers further books, and takes them. */
export async function takeMore({ name, has, keep, signal, ...round }: AwaitedMore): Promise<void> {
	const letters = lettersOf(round);
	const offer = await letters.wait(SLOT.offer, signal);
	if (offer.kind !== 'offer') throw new PairingError('tampered');
	const own = newDeviceKeys();
	try {
		if (await has(offer.wsId)) throw new PairingError('there-already');
		await letters.put(SLOT.request, { kind: 'request', keys: { sign: own.sign.publicKey, box: own.box.publicKey }, name });
		const handOver = await receiveHandOver(letters, own.box, signal);
		if (handOver.n <= offer.n) throw new PairingError('tampered');
		await keep({ keys: own, wsId: offer.wsId, relay: offer.relay, handOver });
	} catch (cause) {
		await letters.put(SLOT.kept, { kind: 'ended', why: reasonOf(cause) }).catch(() => undefined);
		throw cause;
	}
	await letters.put(SLOT.kept, { kind: 'kept' }).catch(() => undefined);
}

function lettersOf({ with: { secret, agreement, own, theirs }, round, mailbox }: Omit<Round, 'signal'>): Letters {
	return new Letters({ keys: pairingKeys(secret, round), mailbox, agreement, own, theirs });
}
