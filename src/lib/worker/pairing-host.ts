/** Pairing in the worker: this device as the one that offers its books to another one, and as the one that joins. One at a time. */
import { formatPairingSecret, newPairingSecret, parsePairingSecret } from '../crypto/pairing.ts';
import type { OfferStep, JoinInput, JoinStep } from '../devices/api.ts';
import { deviceRecordId, type DeviceRecord } from '../devices/records.ts';
import { fromBase64 } from '../identity/base64.ts';
import { invitationLink, readInvitation, type Invitation } from '../identity/pairing/invitation.ts';
import { joinByPairing } from '../identity/pairing/joining.ts';
import { LONGEST_NAME, MOST_EPOCH_KEYS, type HandOver } from '../identity/pairing/messages.ts';
import { offerPairing, type Newcomer } from '../identity/pairing/offering.ts';
import { PairingError } from '../identity/pairing/problem.ts';
import { parseRelayAddress, type RelayAddress } from '../sync/address.ts';
import type { SocketClass } from '../sync/connection.ts';
import { MailboxRefused, RelayMailbox } from '../sync/mailbox.ts';
import { TIMERS, type Timers } from '../sync/time.ts';
import { admitDevice, publicId } from '../workspace/admission.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import type { DeviceHost } from './device-host.ts';
import { keepJoined } from './join.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { SeriesCommands } from './series-commands.ts';

/** Milliseconds a code is worth something: as long as the relay keeps a message. */
const LIFETIME = 10 * 60_000;

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

export class PairingHost {
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass;
	readonly #timers: Timers;
	#running: Running | undefined;

	constructor(host: DeviceHost, WebSocket: SocketClass, timers: Timers = TIMERS) {
		this.#host = host;
		this.#WebSocket = WebSocket;
		this.#timers = timers;
	}

	answerWords(same: boolean): void {
		this.#running?.answerWords?.(same);
	}

	choosePassphrase(passphrase: string): void {
		this.#running?.choosePassphrase?.(passphrase);
	}

	cancel(): void {
		this.#running?.stop('cancelled');
	}

	/** `confirmed` is false where the new device is admitted and has not said in time that it has its keys. */
	async offer({ page, name, today }: OfferInput, watch: (step: OfferStep) => void): Promise<{ name: string; confirmed: boolean }> {
		const { workspace, home, id } = this.#host.open;
		const device = await this.#host.refresh();
		const secrets = device.secrets.workspaces.find((each) => each.id === id)!;
		if (!secrets.relay) throw new Refused({ code: 'invalid', field: 'pairing', detail: 'no-relay' });
		if (!workspace.admitted) throw new Refused({ code: 'read-only' });
		const relay = secrets.relay;
		const secret = newPairingSecret();
		const { wsId, device: own } = home.keys;
		const offered = { wsId, n: workspace.entries, R: fromHex(workspace.rollingHash), relay };
		let newcomer: Newcomer | undefined;
		const handOver = async (admitted: Newcomer): Promise<Omit<HandOver, 'kind'>> => {
			watch({ step: 'admitting' });
			const added = { sign: { publicKey: admitted.sign }, box: { publicKey: admitted.box } };
			const recordId = deviceRecordId(toHex(publicId(added)));
			const record: DeviceRecord = { name: admitted.name.trim(), since: today };
			// From now on two devices issue: this one keeps the series nobody has numbered yet.
			await new SeriesCommands(workspace, businessId(id)).leaseFree();
			await admitDevice(workspace, home.keys, added, async (transaction) => {
				await transaction.putLive('device', recordId, record);
				// From now on there are two to be told apart.
				const mine = deviceRecordId(workspace.device);
				const known = await transaction.live<DeviceRecord>('device', mine);
				if (!known?.name && name) await transaction.putLive('device', mine, { ...known, name });
			});
			newcomer = admitted;
			watch({ step: 'finishing', name: admitted.name });
			const known = home.keys.known().map(([, key]) => key);
			return {
				n: workspace.entries,
				R: fromHex(workspace.rollingHash),
				name: secrets.name,
				sample: secrets.sample,
				memberId: fromHex(workspace.membership!.devices.get(toHex(own.id))!.member),
				seed: secrets.kit ? fromBase64(secrets.kit) : device.recoverySeed,
				epochKeys: known.length <= MOST_EPOCH_KEYS ? known : []
			};
		};
		try {
			await this.#run(addressOf(relay), (mailbox, signal) =>
				offerPairing({
					secret,
					mailbox,
					signal,
					offer: { ...offered, keys: { sign: own.sign.publicKey, box: own.box.publicKey }, name: secrets.name },
					onOffered: () =>
						watch({
							step: 'offered',
							code: formatPairingSecret(secret),
							link: invitationLink(page, { secret, ...offered }),
							relay: mailbox.host
						}),
					compare: async (words, name) => {
						const same = await this.#words(() => watch({ step: 'compare', words, name }));
						if (same) watch({ step: 'agreeing', name });
						return same;
					},
					admit: handOver
				})
			);
			return { name: newcomer!.name, confirmed: true };
		} catch (cause) {
			// In the log it is, whatever became of the rest.
			if (newcomer && cause instanceof PairingError && cause.why === 'expired') return { name: newcomer.name, confirmed: false };
			throw cause;
		}
	}

	async join({ link, code, relay, name }: JoinInput, watch: (step: JoinStep) => void): Promise<void> {
		const { parts } = this.#host;
		if (!parts.device() && (await parts.store().readHeader())) throw new Refused({ code: 'locked' });
		const invitation = link === undefined ? typed(code ?? '') : scanned(link);
		const address = addressOf(invitation.relay ?? relay ?? '');
		watch({ step: 'connecting' });
		await this.#run(address, (mailbox, signal) =>
			joinByPairing({
				invitation,
				mailbox,
				signal,
				name: name.trim().slice(0, LONGEST_NAME),
				compare: async (words, books) => {
					const same = await this.#words(() => watch({ step: 'compare', words, books }));
					if (same) watch({ step: 'waiting' });
					return same;
				},
				keep: async (joined) => {
					const passphrase = parts.device() ? undefined : await this.#passphrase(() => watch({ step: 'passphrase' }));
					watch({ step: 'keeping' });
					await keepJoined(parts, joined, passphrase);
				}
			})
		);
	}

	async #run<T>(address: RelayAddress, work: (mailbox: Mailboxes, signal: AbortSignal) => Promise<T>): Promise<T> {
		this.cancel();
		const controller = new AbortController();
		const running: Running = { stop: (why) => controller.abort(new PairingError(why)) };
		this.#running = running;
		const late = this.#timers.after(LIFETIME, () => running.stop('expired'));
		let mailbox: RelayMailbox | undefined;
		try {
			mailbox = await RelayMailbox.open(address, this.#WebSocket).catch(() => {
				throw new PairingError('no-relay');
			});
			return await work(mailbox, controller.signal);
		} catch (cause) {
			throw cause instanceof MailboxRefused ? new PairingError('limited') : cause;
		} finally {
			late();
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

type Mailboxes = Parameters<typeof offerPairing>[0]['mailbox'];

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
