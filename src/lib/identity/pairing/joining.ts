/**
 * The new device's side. Its keys are drawn for this one admission, the secret halves never leave it, and it stores nothing before the person has
 * found the same words on both devices.
 */
import { signPublic, type Hash32, type SignPublic } from '../../crypto/brands.ts';
import { type DeviceKeys, newDeviceKeys, type SignPair } from '../../crypto/device.ts';
import { openMessage, pairingKeys, sealMessage, SLOT, type PairingKeys } from '../../crypto/pairing.ts';
import { receiveHandOver } from './hand-over.ts';
import type { Invitation } from './invitation.ts';
import { Letters } from './letters.ts';
import type { Mailbox } from './mailbox.ts';
import { decodeMessage, encodeMessage, type Handed, type Offer } from './messages.ts';
import { aborted, reasonOf } from './offering.ts';
import { PairingError } from './problem.ts';
import { agreed } from './transcript.ts';

export interface JoiningOptions {
	/** Scanned whole, or the secret alone where it was typed. */
	invitation: Pick<Invitation, 'secret'> & Partial<Invitation>;
	mailbox: Mailbox;
	/** What the device is to be called. */
	name: string;
	/** Shows the words; true when the person finds the same ones on the old device. */
	compare(words: string[], books: string, signal: AbortSignal): Promise<boolean>;
	/** Stores what was handed over; only then the old device hears that it arrived. */
	keep(joined: Joined): Promise<void>;
	/** Aborted with a `PairingError` when it takes too long or the person gives up. */
	signal: AbortSignal;
}
/** All that makes this device one of the books'. */
export interface Joined {
	keys: DeviceKeys;
	wsId: Uint8Array;
	relay: string;
	/** Id of the device that admitted this one is not among it: the log says who did. */
	handOver: Handed;
}
/** What two devices know of each other that have been paired: enough to go on without another code. */
export interface Acquaintance {
	secret: string;
	agreement: Hash32;
	own: SignPair;
	theirs: SignPublic;
}

/** Throws a `PairingError`, and what `keep` throws. */
export async function joinByPairing({ invitation, mailbox, name, compare, keep, signal }: JoiningOptions): Promise<Acquaintance> {
	const keys = pairingKeys(invitation.secret);
	const offer = offerOf(keys, await mailbox.get(keys.place(SLOT.offer)));
	checkAgainst(offer, invitation, mailbox.host);
	const own = newDeviceKeys();
	const mine = { sign: own.sign.publicKey, box: own.box.publicKey };
	const { hash, words } = agreed({
		role: 'device',
		wsId: offer.wsId,
		old: offer.keys,
		joining: mine,
		n: offer.n,
		R: offer.R,
		relayHost: mailbox.host
	});
	await mailbox.put(keys.place(SLOT.request), sealMessage(keys, SLOT.request, encodeMessage({ kind: 'request', keys: mine, name })));
	const theirs = signPublic(offer.keys.sign);
	const letters = new Letters({ keys, mailbox, agreement: hash, own: own.sign, theirs });
	try {
		const handed = receiveHandOver(letters, own.box, signal);
		// It may come, or the old device may give up, while the person still compares.
		const failed = handed.then(() => new Promise<never>(() => {}));
		const same = await Promise.race([compare(words, offer.name, signal), failed, aborted(signal)]);
		if (!same) throw new PairingError('words-differ');
		await letters.put(SLOT.same, { kind: 'same' });
		const handOver = await handed;
		if (handOver.n <= offer.n) throw new PairingError('tampered');
		await keep({ keys: own, wsId: offer.wsId, relay: offer.relay, handOver });
	} catch (cause) {
		await letters.put(SLOT.kept, { kind: 'ended', why: reasonOf(cause) }).catch(() => undefined);
		throw cause;
	}
	// It is kept, whether or not the other device hears so.
	await letters.put(SLOT.kept, { kind: 'kept' }).catch(() => undefined);
	return { secret: invitation.secret, agreement: hash, own: own.sign, theirs };
}

function offerOf(keys: PairingKeys, sealed: Uint8Array | undefined): Offer {
	if (!sealed) throw new PairingError('no-such-code');
	const plain = openMessage(keys, SLOT.offer, sealed);
	const message = plain && decodeMessage(plain);
	if (message?.kind === 'ended') throw new PairingError(message.why);
	if (message?.kind !== 'offer') throw new PairingError(plain ? 'newer-version' : 'tampered');
	return message;
}

/** What was scanned came past the relay: what the relay hands out must agree with it. */
function checkAgainst(offer: Offer, scanned: Partial<Invitation>, host: string): void {
	const differs =
		(scanned.wsId && !same(scanned.wsId, offer.wsId)) ||
		(scanned.R && !same(scanned.R, offer.R)) ||
		(scanned.n !== undefined && scanned.n !== offer.n) ||
		(scanned.relay !== undefined && scanned.relay !== offer.relay);
	if (differs) throw new PairingError('tampered');
	if (hostOf(offer.relay) !== host) throw new PairingError('other-relay');
}

/** Host and port; undefined for what is no address. */
function hostOf(relay: string): string | undefined {
	try {
		return new URL(relay).host;
	} catch {
		return undefined;
	}
}

function same(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
