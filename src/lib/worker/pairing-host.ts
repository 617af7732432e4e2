/** Pairing in the worker: this device as the one that offers its books to another one, and as the one that joins. One at a time. */
import { formatPairingSecret, newPairingSecret, parsePairingSecret } from '../crypto/pairing.ts';
import type { JoinInput, JoinStep, MoreStep, OfferStep } from '../devices/api.ts';
import { invitationLink, readInvitation, type Invitation } from '../identity/pairing/invitation.ts';
import { joinByPairing, type Acquaintance, type Joined } from '../identity/pairing/joining.ts';
import type { Mailbox } from '../identity/pairing/mailbox.ts';
import { LONGEST_NAME } from '../identity/pairing/messages.ts';
import { MOST_ROUNDS, offerMore, takeMore } from '../identity/pairing/more-books.ts';
import { offerPairing, type Newcomer } from '../identity/pairing/offering.ts';
import { PairingError } from '../identity/pairing/problem.ts';
import { parseRelayAddress, type RelayAddress } from '../sync/address.ts';
import type { SocketClass } from '../sync/connection.ts';
import { MailboxClosed, MailboxRefused, RelayMailbox } from '../sync/mailbox.ts';
import { TIMERS, type Timers } from '../sync/time.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { readHead } from '../workspace/head.ts';
import { admitNewcomer } from './admit-newcomer.ts';
import type { DeviceHost } from './device-host.ts';
import { keepJoined } from './join.ts';
import type { Aside, OtherBooksHost } from './other-books.ts';
import { errorOf, Refused } from './results.ts';

/** Milliseconds a code is worth something: as long as the relay keeps a message. */
const LIFETIME = 10 * 60_000;
/** Milliseconds in which a relay may take the word that it is over; one that never shows a letter would hold the person for ever. */
const FAREWELL = 5000;

export interface OfferInput {
	/** Address of the join page. */
	page: string;
	/** What this device is called where it has no name yet. */
	name: string;
	/** Calendar date. */
	today: string;
}

/** What a person is asked while devices are paired, and the ways out. */
interface Running {
	stop(why: 'cancelled' | 'expired'): void;
	answerWords?: (same: boolean) => void;
	choosePassphrase?: (passphrase: string) => void;
}

/** The device that was let in last, while it may be given further books. */
interface Paired {
	device: Acquaintance;
	relay: RelayAddress;
	rounds: number;
	input: OfferInput;
}

export interface PairingOptions {
	timers?: Timers;
	/** The books that are not open, for an old device with several. */
	others?: OtherBooksHost;
	/** Further books came to this device behind the ones it joined. */
	onMore?: () => void;
}

export class PairingHost {
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass;
	readonly #timers: Timers;
	readonly #o: PairingOptions;
	#running: Running | undefined;
	#paired: Paired | undefined;
	#stopTaking: () => void = () => {};

	constructor(host: DeviceHost, WebSocket: SocketClass, options: PairingOptions = {}) {
		this.#host = host;
		this.#WebSocket = WebSocket;
		this.#timers = options.timers ?? TIMERS;
		this.#o = options;
	}

	answerWords(same: boolean): void {
		this.#running?.answerWords?.(same);
	}

	choosePassphrase(passphrase: string): void {
		this.#running?.choosePassphrase?.(passphrase);
	}

	/** Ends what is running, and the waiting for further books. */
	cancel(): void {
		this.#running?.stop('cancelled');
		this.#stopTaking();
	}

	/** `confirmed` is false where the new device is admitted and has not said in time that it has its keys. */
	async offer(input: OfferInput, watch: (step: OfferStep) => void): Promise<{ name: string; confirmed: boolean }> {
		const { workspace, home, id } = this.#host.open;
		const device = await this.#host.refresh();
		const secrets = device.secrets.workspaces.find((each) => each.id === id)!;
		if (!secrets.relay) throw new Refused({ code: 'invalid', field: 'pairing', detail: 'no-relay' });
		if (!workspace.admitted) throw new Refused({ code: 'read-only' });
		const { relay, name } = secrets;
		const secret = newPairingSecret();
		const { wsId, device: own } = home.keys;
		const offered = { wsId, n: workspace.entries, R: fromHex(workspace.rollingHash), relay };
		const address = addressOf(relay);
		let newcomer: Newcomer | undefined;
		try {
			const acquaintance = await this.#run(address, (mailbox, signal) =>
				offerPairing({
					secret,
					mailbox,
					signal,
					offer: { ...offered, keys: { sign: own.sign.publicKey, box: own.box.publicKey }, name },
					own: own.sign,
					onOffered: () =>
						watch({
							step: 'offered',
							code: formatPairingSecret(secret),
							link: invitationLink(input.page, { secret, ...offered }),
							relay: mailbox.host
						}),
					compare: async (words, name) => {
						const same = await this.#words(() => watch({ step: 'compare', words, name }));
						if (same) watch({ step: 'agreeing', name });
						return same;
					},
					admit: async (asks) => {
						watch({ step: 'admitting' });
						const handed = await admitNewcomer({ workspace, home, device, own: input.name, today: input.today }, asks);
						newcomer = asks;
						watch({ step: 'finishing', name: asks.name });
						return handed;
					}
				})
			);
			this.#paired = { device: acquaintance, relay: address, rounds: 0, input };
			return { name: newcomer!.name, confirmed: true };
		} catch (cause) {
			// In the log it is, whatever became of the rest.
			if (newcomer && cause instanceof PairingError && cause.why === 'expired') return { name: newcomer.name, confirmed: false };
			throw cause;
		}
	}

	/** Gives the device that was just let in further books of this one, each on its own: what fails with one says nothing of the next. */
	async offerMore(ids: readonly string[], watch: (step: MoreStep) => void): Promise<void> {
		const paired = this.#paired;
		if (!paired || !this.#o.others) throw new Refused({ code: 'invalid', field: 'pairing', detail: 'expired' });
		await this.#run(paired.relay, async (mailbox, signal) => {
			for (const id of ids) {
				if (paired.rounds >= MOST_ROUNDS) throw new PairingError('expired');
				try {
					watch({ id, step: 'opening' });
					await this.#o.others!.with(id, (books) => this.#offerRound(paired, id, books, mailbox, signal, watch));
					watch({ id, step: 'done' });
				} catch (cause) {
					watch({ id, step: 'failed', error: errorOf(cause) });
					if (signal.aborted) return;
				}
			}
		});
	}

	async #offerRound(
		paired: Paired,
		id: string,
		{ workspace, home }: Aside,
		mailbox: Mailbox,
		signal: AbortSignal,
		watch: (step: MoreStep) => void
	): Promise<void> {
		if (!workspace.admitted) throw new Refused({ code: 'read-only' });
		const device = this.#host.parts.device();
		const secrets = device?.secrets.workspaces.find((each) => each.id === id);
		if (!device || !secrets?.relay) throw new Refused({ code: 'locked' });
		const { sign, box } = home.keys.device;
		const { name: own, today } = paired.input;
		watch({ id, step: 'waiting' });
		await offerMore({
			with: paired.device,
			round: ++paired.rounds,
			mailbox,
			signal,
			offer: {
				wsId: home.keys.wsId,
				n: workspace.entries,
				R: fromHex(workspace.rollingHash),
				relay: secrets.relay,
				keys: { sign: sign.publicKey, box: box.publicKey },
				name: secrets.name
			},
			admit: async (newcomer) => {
				watch({ id, step: 'admitting' });
				return admitNewcomer({ workspace, home, device, own, today }, newcomer);
			}
		});
	}

	async join({ link, code, relay, name }: JoinInput, watch: (step: JoinStep) => void): Promise<void> {
		const { parts } = this.#host;
		if (!parts.device() && (await parts.store().readHeader())) throw new Refused({ code: 'locked' });
		const invitation = link === undefined ? typed(code ?? '') : scanned(link);
		const address = addressOf(invitation.relay ?? relay ?? '');
		const called = name.trim().slice(0, LONGEST_NAME);
		watch({ step: 'connecting' });
		const acquaintance = await this.#run(address, (mailbox, signal) =>
			joinByPairing({
				invitation,
				mailbox,
				signal,
				name: called,
				compare: async (words, books) => {
					const same = await this.#words(() => watch({ step: 'compare', words, books }));
					if (same) watch({ step: 'waiting' });
					return same;
				},
				keep: async (joined) => {
					const passphrase = parts.device() ? undefined : await this.#passphrase(() => watch({ step: 'passphrase' }));
					watch({ step: 'keeping' });
					await parts.open(...(await keepJoined(parts, joined, passphrase)));
				}
			})
		);
		void this.#takeMore(acquaintance, address, called);
	}

	/** Behind the books that were joined, for as long as a code is worth something: the old device may have others. */
	async #takeMore(device: Acquaintance, address: RelayAddress, name: string): Promise<void> {
		const controller = new AbortController();
		this.#stopTaking = () => controller.abort(new PairingError('cancelled'));
		const late = this.#timers.after(LIFETIME, this.#stopTaking);
		let mailbox: RelayMailbox | undefined;
		try {
			mailbox = await RelayMailbox.open(address, this.#WebSocket);
			const { signal } = controller;
			for (let round = 1; round <= MOST_ROUNDS; round++) {
				const keep = async (joined: Joined) => {
					await keepJoined(this.#host.parts, joined, undefined, { current: false });
					this.#o.onMore?.();
				};
				// What goes wrong with one is said on the other device, which goes on with the next.
				const has = (wsId: Uint8Array) => this.#has(toHex(wsId));
				await takeMore({ with: device, round, mailbox, signal, name, has, keep }).catch((cause: unknown) => {
					if (signal.aborted || cause instanceof MailboxRefused || cause instanceof MailboxClosed) throw cause;
				});
			}
		} catch {
			// Nobody waits for it here: the other device says what did not arrive.
		} finally {
			late();
			mailbox?.close();
		}
	}

	/** Books of this device that have not put it out. */
	async #has(id: string): Promise<boolean> {
		const device = await this.#host.refresh();
		if (!device.secrets.workspaces.some((each) => each.id === id)) return false;
		const home = this.#host.parts.homeOf(device, id);
		const head = await readHead(home);
		return head?.log.membership?.devices.get(toHex(home.keys.device.id))?.active !== false;
	}

	async #run<T>(address: RelayAddress, work: (mailbox: Mailbox, signal: AbortSignal) => Promise<T>): Promise<T> {
		this.cancel();
		const controller = new AbortController();
		const running: Running = { stop: (why) => controller.abort(new PairingError(why)) };
		this.#running = running;
		const late = this.#timers.after(LIFETIME, () => running.stop('expired'));
		let mailbox: RelayMailbox | undefined;
		let gone = () => {};
		controller.signal.addEventListener('abort', () => (gone = this.#timers.after(FAREWELL, () => mailbox?.close())), { once: true });
		try {
			mailbox = await RelayMailbox.open(address, this.#WebSocket).catch(() => {
				throw new PairingError('no-relay');
			});
			return await work(mailbox, controller.signal);
		} catch (cause) {
			if (cause instanceof MailboxRefused) throw new PairingError('limited');
			throw cause instanceof MailboxClosed ? controller.signal.reason : cause;
		} finally {
			late();
			gone();
			mailbox?.close();
			if (this.#running === running) this.#running = undefined;
		}
	}

	#words(show: () => void): Promise<boolean> {
		return new Promise((resolve) => {
			if (this.#running) this.#running.answerWords = resolve;
			show();
		});
	}

	/** Without a limit of time: what was handed over is here already. */
	#passphrase(show: () => void): Promise<string> {
		return new Promise((resolve) => {
			if (this.#running) this.#running.choosePassphrase = resolve;
			show();
		});
	}
}

export function addressOf(relay: string): RelayAddress {
	const address = parseRelayAddress(relay);
	if ('problem' in address) throw new Refused({ code: 'invalid', field: 'relay', detail: address.problem });
	return address;
}

function typed(code: string): Pick<Invitation, 'secret'> & Partial<Invitation> {
	const secret = parsePairingSecret(code);
	if (!secret) throw new Refused({ code: 'invalid', field: 'code', detail: 'not-a-code' });
	return { secret };
}

function scanned(link: string): Invitation {
	const invitation = readInvitation(link);
	if (invitation === 'newer') throw new PairingError('newer-version');
	if (!invitation) throw new Refused({ code: 'invalid', field: 'link', detail: 'not-a-code' });
	return invitation;
}
