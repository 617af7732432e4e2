/**
 * The old device's side: it offers its books, hears the new device's keys, and admits it when the person has found the same words on both.
 * Nothing is admitted, and nothing that opens anything is sent, before that.
 */
import { boxPublic, signPublic, type BoxPublic, type SignPublic } from '../../crypto/brands.ts';
import type { SignPair } from '../../crypto/device.ts';
import { openMessage, pairingKeys, sealMessage, SLOT, type PairingKeys, type Slot } from '../../crypto/pairing.ts';
import { sendHandOver } from './hand-over.ts';
import type { Acquaintance } from './joining.ts';
import { Letters } from './letters.ts';
import type { Mailbox } from './mailbox.ts';
import { decodeMessage, encodeMessage, type EndReason, type Handed, type Message, type Offer } from './messages.ts';
import { PairingError, type PairingProblem } from './problem.ts';
import { agreed } from './transcript.ts';

/** The device that asks to be admitted. */
export interface Newcomer {
	sign: SignPublic;
	box: BoxPublic;
	name: string;
}
export interface OfferingOptions {
	secret: string;
	mailbox: Mailbox;
	offer: Omit<Offer, 'kind'>;
	/** The pair whose public half is offered. */
	own: SignPair;
	/** Shows the words; true when the person finds the same ones on the new device. */
	compare(words: string[], name: string, signal: AbortSignal): Promise<boolean>;
	/** Puts the admission into the log and answers with what to hand over. */
	admit(newcomer: Newcomer): Promise<Handed>;
	/** Aborted with a `PairingError` when it takes too long or the person gives up. */
	signal: AbortSignal;
	/** The code can be shown: the offer lies at the relay. */
	onOffered?(): void;
}

/** Resolves when the new device has stored its keys. Throws a `PairingError`, and what `admit` throws. */
export async function offerPairing({
	secret,
	mailbox,
	offer,
	own,
	compare,
	admit,
	signal,
	onOffered
}: OfferingOptions): Promise<Acquaintance> {
	const keys = pairingKeys(secret);
	let admitted = false;
	try {
		await mailbox.put(keys.place(SLOT.offer), sealMessage(keys, SLOT.offer, encodeMessage({ kind: 'offer', ...offer })));
		onOffered?.();
		const request = messageOf(keys, SLOT.request, await mailbox.wait(keys.place(SLOT.request), signal));
		if (request?.kind !== 'request') throw new PairingError('tampered');
		const newcomer: Newcomer = { sign: signPublic(request.keys.sign), box: boxPublic(request.keys.box), name: request.name };
		const { hash, words } = agreed({
			role: 'device',
			wsId: offer.wsId,
			old: offer.keys,
			joining: request.keys,
			n: offer.n,
			R: offer.R,
			relayHost: mailbox.host
		});
		const letters = new Letters({ keys, mailbox, agreement: hash, own, theirs: newcomer.sign });
		const answer = answerOf(letters, signal);
		await comparing(compare(words, request.name, signal), sameThere(letters, signal), answer, signal);
		const handed = await admit(newcomer);
		admitted = true;
		await sendHandOver(letters, newcomer.box, handed);
		// The code is of no use to anybody any more.
		await end(keys, mailbox, 'used', [SLOT.offer]);
		await answer;
		return { secret, agreement: hash, own, theirs: newcomer.sign };
	} catch (cause) {
		const slots = admitted ? [SLOT.offer] : [SLOT.offer, SLOT.handOver];
		await end(keys, mailbox, reasonOf(cause), slots).catch(() => undefined);
		throw cause;
	}
}

/** Waits for the person on both devices, unless the new one gives up first. */
async function comparing(here: Promise<boolean>, there: Promise<void>, answer: Promise<void>, signal: AbortSignal): Promise<void> {
	// Before the hand-over it cannot have kept anything.
	const gaveUp = answer.then(() => Promise.reject(new PairingError('tampered')));
	const stopped = Promise.race([gaveUp, aborted(signal)]);
	there.catch(() => undefined);
	if (!(await Promise.race([here, stopped]))) throw new PairingError('words-differ');
	await Promise.race([there, stopped]);
}

async function sameThere(letters: Letters, signal: AbortSignal): Promise<void> {
	if ((await letters.wait(SLOT.same, signal)).kind !== 'same') throw new PairingError('tampered');
}

/** Resolves when the new device has kept what it was handed; rejects with what it says instead. */
export async function answerOf(letters: Letters, signal: AbortSignal): Promise<void> {
	if ((await letters.wait(SLOT.kept, signal)).kind !== 'kept') throw new PairingError('tampered');
}

function messageOf(keys: PairingKeys, slot: Slot, sealed: Uint8Array): Message | undefined {
	const plain = openMessage(keys, slot, sealed);
	return plain && decodeMessage(plain);
}

async function end(keys: PairingKeys, mailbox: Mailbox, why: EndReason, slots: Slot[]): Promise<void> {
	for (const slot of slots) await mailbox.put(keys.place(slot), sealMessage(keys, slot, encodeMessage({ kind: 'ended', why })));
}

export function reasonOf(cause: unknown): EndReason {
	const why: PairingProblem | undefined = cause instanceof PairingError ? cause.why : undefined;
	return why === 'words-differ' || why === 'used' || why === 'there-already'
		? why
		: why === 'cancelled' || why === 'expired'
			? 'cancelled'
			: 'failed';
}

export function aborted(signal: AbortSignal): Promise<never> {
	return new Promise((_resolve, reject) => {
		const stop = () => reject(signal.reason instanceof Error ? signal.reason : new PairingError('cancelled'));
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, { once: true });
	});
}
