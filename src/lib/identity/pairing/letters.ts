/**
 * What two devices say once each knows the other's keys, and a person has compared the words made from them. The code is no more than the way to the
 * relay's mailbox: somebody may have read it. So each letter is signed by its writer, bound to what both agreed on, and where it holds anything
 * secret sealed to its reader.
 */
import type { BoxPublic, Hash32, SignPublic } from '../../crypto/brands.ts';
import type { BoxPair, SignPair } from '../../crypto/device.ts';
import {
	openByDevice,
	openMessage,
	sealMessage,
	sealToDevice,
	signedMessage,
	signMessage,
	type PairingKeys,
	type Slot
} from '../../crypto/pairing.ts';
import type { Mailbox } from './mailbox.ts';
import { decodeMessage, encodeMessage, type Message } from './messages.ts';
import { PairingError } from './problem.ts';

export interface LettersOptions {
	keys: PairingKeys;
	mailbox: Mailbox;
	/** Hash of what both have seen alike. */
	agreement: Hash32;
	own: SignPair;
	theirs: SignPublic;
}

export class Letters {
	readonly #o: LettersOptions;

	constructor(options: LettersOptions) {
		this.#o = options;
	}

	/** @param reader whose eyes alone it is for */
	async put(slot: Slot, message: Message, reader?: BoxPublic): Promise<void> {
		const { keys, mailbox, agreement, own } = this.#o;
		const signed = signMessage(own, keys, slot, agreement, encodeMessage(message));
		await mailbox.put(keys.place(slot), sealMessage(keys, slot, reader ? sealToDevice(reader, signed) : signed, agreement));
	}

	async wait(slot: Slot, signal: AbortSignal, reader?: BoxPair): Promise<Message> {
		return this.#read(slot, await this.#o.mailbox.wait(this.#o.keys.place(slot), signal), reader);
	}

	/** One that must lie there already. */
	async get(slot: Slot, reader?: BoxPair): Promise<Message> {
		const sealed = await this.#o.mailbox.get(this.#o.keys.place(slot));
		if (!sealed) throw new PairingError('tampered');
		return this.#read(slot, sealed, reader);
	}

	/** Throws what the other device says instead, or that somebody else has written it. */
	#read(slot: Slot, sealed: Uint8Array, reader?: BoxPair): Message {
		const { keys, agreement, theirs } = this.#o;
		const bound = openMessage(keys, slot, sealed, agreement);
		// Whoever ends it before there was an agreement says so without one: it can bring no more than the end.
		const ended = bound ? undefined : openMessage(keys, slot, sealed);
		const opened = bound && reader ? openByDevice(reader, bound) : bound;
		const plain = ended ?? (opened && signedMessage(theirs, keys, slot, agreement, opened));
		const message = plain && decodeMessage(plain);
		if (message?.kind === 'ended') throw new PairingError(message.why);
		if (!message || ended) throw new PairingError('tampered');
		return message;
	}
}
