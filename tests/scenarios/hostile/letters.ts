/** Two devices that pair, and a machine that has nothing but the recovery code, on a relay behind a liar: whole devices, as the worker has them. */
import { hex } from '../../../sync-server/protocol/bytes.ts';
import type { ServerFrame } from '../../../sync-server/protocol/wire.ts';
import { parseRecoveryCode, recoveryPair, recoverySeed } from '#lib/crypto/recovery.ts';
import { PairingHost } from '#lib/worker/pairing-host.ts';
import { parsePairingSecret } from '#lib/crypto/pairing.ts';
import { RecoverHost } from '#lib/worker/recover-host.ts';
import { refreshLocator } from '#lib/worker/locators.ts';
import { TIMERS, type Timers } from '#lib/sync/time.ts';
import { emptyDevice, issueInvoice, newDevice, PASSPHRASE, type TestDevice } from '../../support/device.ts';
import { ended, online, relayHouse } from '../../support/paired-books.ts';
import { OFFER, SOCKETS, type Connected } from '../../support/paired.ts';
import { Liar, type Lie, type Line } from './liar.ts';

const DAY = '2026-11-22';

/** Alice's books, with an invoice, on a relay that she and everybody else reach through the liar. */
export interface House {
	liar: Liar;
	origin: string;
	alice: TestDevice & { code: string };
	line: Connected;
	/** Of the recovery code: what a machine with nothing but the code speaks as. The liar calls it "the code". */
	locate(day?: string): Promise<void>;
}

export async function house(): Promise<House> {
	const relay = await relayHouse();
	const liar = await Liar.start(`ws://${relay.host}`);
	const origin = `http://${liar.host}`;
	const alice = await ended(newDevice());
	await issueInvoice(alice);
	const line = await online(alice, { origin }, true);
	await line.level();
	const seed = recoverySeed(parseRecoveryCode(alice.code)!);
	liar.names.set(hex(recoveryPair(seed, alice.host.open.home.keys.wsId).sign.publicKey), 'the code');
	return { liar, origin, alice, line, locate: (day = DAY) => refreshLocator(alice.host, SOCKETS, day) };
}

export async function recover({ origin, alice }: House, fresh: TestDevice) {
	const input = { relay: origin, code: alice.code, passphrase: PASSPHRASE, name: 'New laptop' };
	return new RecoverHost(fresh.host, SOCKETS).recover(input, () => {}, DAY);
}

export type Reader = 'old' | 'new';
export type Letter = ServerFrame<'mbox'>;

export interface Tampering {
	/** What a reader is shown in place of what lies there; undefined: what lies there. */
	show?(letter: Letter, reader: Reader): Uint8Array | undefined;
	/** Its question is answered at once with this, and never asked of the relay. */
	answer?(asked: { rendezvous: Uint8Array; slot: boolean; wait: boolean }, reader: Reader): Uint8Array | undefined;
}

/** Lies about letters. The old device is the one that writes before it asks, the new one asks first; slots are false from old to new. */
export class PostOffice implements Lie {
	readonly #readers = new WeakMap<Line, Reader>();
	/** All that was written, in its order. */
	readonly written: { place: string; bytes: Uint8Array }[] = [];
	tampering: Tampering = {};

	fromDevice(frame: Parameters<NonNullable<Lie['fromDevice']>>[0], line: Line): ReturnType<NonNullable<Lie['fromDevice']>> {
		if (frame.type === 'mboxPut') {
			if (!this.#readers.has(line)) this.#readers.set(line, 'old');
			this.written.push({ place: placeOf(frame), bytes: frame.bytes.slice() });
		}
		if (frame.type !== 'mboxGet') return;
		if (!this.#readers.has(line)) this.#readers.set(line, 'new');
		const { rendezvous, slot } = frame;
		const bytes = this.tampering.answer?.(frame, this.#readers.get(line)!);
		if (!bytes) return;
		line.toDevice({ type: 'mbox', rendezvous, slot, bytes });
		return [];
	}

	fromRelay(frame: ServerFrame, line: Line): ServerFrame[] | void {
		const reader = this.#readers.get(line);
		if (frame.type !== 'mbox' || !reader || frame.bytes.length === 0) return;
		const bytes = this.tampering.show?.(frame, reader);
		return bytes && [{ ...frame, bytes }];
	}
}

export function placeOf({ rendezvous, slot }: { rendezvous: Uint8Array; slot: boolean }): string {
	return `${hex(rendezvous)}/${slot}`;
}

/** Whoever reads a letter that is not its own. */
export const isReading = ({ slot }: { slot: boolean }, reader: Reader) => slot === (reader === 'old');

export interface Paired {
	offer: PromiseSettledResult<unknown>;
	join: PromiseSettledResult<unknown>;
	words: { old?: string[]; joining?: string[] };
}

export interface PairingOptions {
	/** The code, as whoever looks over a shoulder sees it. */
	seen?: (secret: string) => void;
	/** Of the old device. */
	timers?: Timers;
	/** The old device's side, to be given up. */
	begun?: (host: PairingHost) => void;
}

/** By the typed code. The person says that the words are the same where they are. */
export async function pairing(house: House, device: TestDevice, { seen, timers = TIMERS, begun }: PairingOptions = {}): Promise<Paired> {
	const [offering, joiner] = [new PairingHost(house.alice.host, SOCKETS, { timers }), new PairingHost(device.host, SOCKETS)];
	const words: Paired['words'] = {};
	const compare = () => {
		if (!words.old || !words.joining) return;
		const isSame = words.old.join() === words.joining.join();
		queueMicrotask(() => {
			offering.answerWords(isSame);
			joiner.answerWords(isSame);
		});
	};
	let joined: Promise<void> = Promise.reject(new Error('nothing was offered'));
	joined.catch(() => undefined);
	const offered = offering.offer(OFFER, (step) => {
		if (step.step === 'offered') {
			seen?.(parsePairingSecret(step.code)!);
			joined = joiner.join({ name: 'Phone', code: step.code, relay: house.origin }, (next) => {
				if (next.step === 'compare') {
					words.joining = next.words;
					compare();
				}
				if (next.step === 'passphrase') queueMicrotask(() => joiner.choosePassphrase(PASSPHRASE));
			});
			joined.catch(() => offering.cancel());
		}
		if (step.step === 'compare') {
			words.old = step.words;
			compare();
		}
	});
	offered.catch(() => joiner.cancel());
	begun?.(offering);
	const [offer, join] = await Promise.allSettled([offered, offered.catch(() => undefined).then(() => joined)]);
	return { offer, join, words };
}

export const fresh = () => ended(emptyDevice());
