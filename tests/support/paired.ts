/** Devices of `device.ts` on a real relay, without a browser: what the worker does when the page pairs them. */
import { WebSocket } from 'ws';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { Session } from '#lib/sync/session.ts';
import type { JoinInput, JoinStep, OfferStep } from '#lib/devices/api.ts';
import { OtherBooksHost } from '#lib/worker/other-books.ts';
import { PairingHost } from '#lib/worker/pairing-host.ts';
import { signerOf } from '#lib/worker/relay-log.ts';
import { SharedLog } from '#lib/workspace/shared-log.ts';
import type { DeviceHost } from '#lib/worker/device-host.ts';
import { PASSPHRASE, type TestDevice } from './device.ts';

export const SOCKETS = WebSocket as unknown as SocketClass;
/** Steps of waiting short enough for tests; nothing is ever asserted about time. */
const QUICK = { first: 5, most: 40 };

export const OFFER = { page: 'https://books.example/join', name: 'Desk', today: '2026-11-22' };

export interface Connected {
	session: Session;
	/** Resolves when it holds; looked at whenever something changed. */
	until(holds: () => boolean | Promise<boolean>): Promise<void>;
	/** Nothing waits here, and this device has seen as much as the others. */
	level(...others: DeviceHost[]): Promise<void>;
	stop(): Promise<void>;
}

/** The open books on their relay; on one they were never at, they are put there. */
export async function connectDevice(host: DeviceHost, origin: string, { fill = false } = {}): Promise<Connected> {
	const { workspace, home, id } = host.open;
	const device = host.parts.device()!;
	const secrets = () => device.secrets.workspaces.find((each) => each.id === id)!;
	if (secrets().relay !== origin) await host.parts.change(device, () => (secrets().relay = origin));
	const watchers = new Set<() => void>();
	const look = () => [...watchers].forEach((watch) => watch());
	const session = new Session({
		address: parseRelayAddress(origin) as RelayAddress,
		port: new SharedLog(workspace),
		signer: signerOf(home.keys.device),
		WebSocket: SOCKETS,
		mayFill: fill,
		backoff: QUICK,
		onChange: look
	});
	workspace.onChange = look;
	workspace.submit = (make) => session.submit(make);
	session.start();
	const until = (holds: () => boolean | Promise<boolean>) =>
		new Promise<void>((resolve, reject) => {
			let [looking, again] = [false, false];
			const watch = () => {
				again = true;
				if (!looking) void check();
			};
			const check = async () => {
				looking = true;
				try {
					while (again) {
						again = false;
						if (!(await holds())) continue;
						watchers.delete(watch);
						return resolve();
					}
				} catch (error) {
					watchers.delete(watch);
					reject(error as Error);
				} finally {
					looking = false;
				}
			};
			watchers.add(watch);
			watch();
		});
	const isLevel = (most: number) =>
		session.status.link === 'live' && session.status.inFlight === 0 && workspace.waiting === 0 && workspace.entries >= most;
	return {
		session,
		until,
		level: (...others) => until(() => isLevel(Math.max(0, ...others.map((other) => other.open.workspace.entries)))),
		stop: () => session.stop()
	};
}

/** What a person does while two devices are paired. */
export interface People {
	/** Says of the words shown whether they are the same; undefined says nothing yet. */
	old?: (words: string[]) => boolean | undefined;
	joining?: (words: string[]) => boolean | undefined;
	passphrase?: string;
	/** Further books came to the new device. */
	onMore?: () => void;
	/** What else is done before both are done with each other. */
	then?: (old: PairingHost) => Promise<void>;
	/** What is scanned or typed, from what the old device shows. */
	input?: (offered: Extract<OfferStep, { step: 'offered' }>) => Partial<JoinInput>;
}

function answer(host: PairingHost, same: boolean | undefined): void {
	if (same !== undefined) queueMicrotask(() => host.answerWords(same));
}

/** Both sides, each until its end. */
export async function pair(
	oldDevice: TestDevice['host'],
	newDevice: TestDevice['host'],
	{
		old = () => true,
		joining = () => true,
		passphrase = PASSPHRASE,
		input = ({ link }) => ({ link }),
		onMore = () => {},
		then
	}: People = {}
) {
	const offering = new PairingHost(oldDevice, SOCKETS, { others: new OtherBooksHost(oldDevice, SOCKETS) });
	const joiner = new PairingHost(newDevice, SOCKETS, { onMore });
	const seen: { old?: string[]; joining?: string[] } = {};
	let joined: Promise<void> = Promise.reject(new Error('nothing was offered'));
	joined.catch(() => undefined);
	const offered = new Promise<void>((resolve, reject) => {
		const steps = (step: OfferStep) => {
			if (step.step === 'offered') {
				joined = joiner.join({ name: 'Phone', ...input(step) }, (next: JoinStep) => {
					if (next.step === 'compare') answer(joiner, joining((seen.joining = next.words)));
					if (next.step === 'passphrase') queueMicrotask(() => joiner.choosePassphrase(passphrase));
				});
				joined.catch(() => offering.cancel());
			}
			if (step.step === 'compare') answer(offering, old((seen.old = step.words)));
		};
		offering.offer(OFFER, steps).then(() => resolve(), reject);
	});
	const [offer, join] = await Promise.allSettled([offered, offered.catch(() => undefined).then(() => joined)]);
	if (offer.status === 'fulfilled' && join.status === 'fulfilled') await then?.(offering);
	joiner.cancel();
	return { offer, join, seen };
}
