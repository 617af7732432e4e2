/**
 * Books that come from elsewhere become books of this device. [Note: taking in]
 *
 * They lie under this device's tags before anything names them: they are read from the first signature to the last record, the recovery pair
 * admits this device, and only then the header names them. Until that one write nothing has happened for anybody; what a failure leaves behind
 * is cleared.
 */
import type { AeadKey, KdfKey } from '../crypto/brands.ts';
import { kdfKey } from '../crypto/brands.ts';
import { encodeDeviceSecrets, newDeviceKeys } from '../crypto/device.ts';
import type { KdfParams } from '../crypto/passphrase.ts';
import { newRecoveryCode } from '../crypto/recovery.ts';
import { shareKit } from '../devices/kit.ts';
import type { Device } from '../identity/device.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import type { WorkspaceSecrets } from '../identity/header.ts';
import type { PeriodHead } from '../sharing/period-parts.ts';
import type { Batch, Put, SealedBytes, Store } from '../storage/store.ts';
import { admitByRecovery, isAdmitted, listRecoveryPair, mayAdmit } from '../workspace/admission.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { epochKeysRow } from '../workspace/epoch-keys.ts';
import { workspaceKeys } from '../workspace/keys.ts';
import { headKey, type WorkspaceHome } from '../workspace/home.ts';
import { goOnAtRelay } from '../workspace/restored.ts';
import { breakText, Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

/** What `DeviceHost` lends. */
export interface DeviceParts {
	store(): Store;
	/** Undefined while the device is empty. */
	device(): Device | undefined;
	/** Not stored yet. */
	create(passphrase: string, recoveryCode: string): Promise<Device>;
	/** The same for a recovery code that is on paper already. */
	createWithSeed(passphrase: string, seed: KdfKey): Promise<Device>;
	homeOf(device: Device, id: string): WorkspaceHome;
	stretch(passphrase: string, params: KdfParams): Promise<AeadKey>;
	/** `batch` is asked for under the write lock and written with the header, or not at all. */
	change(device: Device, change: () => void, batch?: () => Promise<Batch>): Promise<void>;
	open(device: Device, id: string): Promise<Workspace>;
	/** Beside the open ones, which stay so: for work of a moment. */
	openAside(device: Device, id: string): Promise<{ workspace: Workspace; home: WorkspaceHome }>;
	/** A device that was made here is this one from now on, without books yet. */
	hold(device: Device): void;
	/** From now on these books are only looked at. They are to be opened again after that. */
	show(id: string, head: PeriodHead): void;
	/** Of an empty device: removes what an interrupted restore may have left. */
	empty(): Promise<void>;
	/** Erases everything that lies here, opened or not. */
	startOver(): Promise<void>;
}

export interface Incoming {
	/** Hexadecimal. */
	id: string;
	name: string;
	sample: boolean;
	entries: number;
	/** Hexadecimal rolling hash of the last entry. */
	R: string;
	/** Hexadecimal keys of the epochs from 0 on. */
	epochKeys: string[];
	/** Behind the recovery code that may admit this device. */
	seed: KdfKey;
	/** They go on at their relay, which has been asked: `used` where the code's pair may not act there any more. */
	at?: { relay: string; confirmed: number; R: string; used: boolean };
}

export interface TakenIn {
	/** To be shown and typed back: of a new device, and of one whose code is used up. */
	recoveryCode?: string;
	/** Ids of what can be read and not written, because the recovery code was used before. */
	readOnly: string[];
}

/** @param passphrase of the new device; ignored where there is one already */
export async function takeIn(
	parts: DeviceParts,
	incoming: readonly Incoming[],
	passphrase: string,
	today: string,
	stage: (homes: ReadonlyMap<string, WorkspaceHome>) => Promise<void>
): Promise<TakenIn> {
	const existing = parts.device();
	const code = newRecoveryCode();
	const device = existing ?? (await parts.create(passphrase, code));
	if (!existing) await parts.empty();
	const before = { ...device.secrets };
	const added = incoming.map(newcomer);
	device.secrets.workspaces = [...before.workspaces.filter((known) => !incoming.some(({ id }) => id === known.id)), ...added];
	const homes = new Map(added.map(({ id }) => [id, parts.homeOf(device, id)]));
	const taken: TakenIn = { readOnly: [], ...(!existing && { recoveryCode: code }) };
	try {
		for (const home of homes.values()) await parts.store().clear(home.vault.ws);
		for (const { id, epochKeys } of incoming) epochKeys.forEach((key, epoch) => homes.get(id)!.keys.learn(epoch, kdfKey(fromHex(key))));
		await stage(homes);
		for (const [index, each] of incoming.entries()) {
			const admitted = await admit(homes.get(each.id)!, each, added[index]!, device.recoverySeed);
			if (admitted === 'at-relay') continue;
			if (admitted === 'read-only') taken.readOnly.push(each.id);
			if (admitted === 'spent') taken.recoveryCode = code;
		}
		await parts.change(device, () => {
			const others = device.secrets.workspaces.filter(({ id }) => !homes.has(id));
			device.secrets.workspaces = [...others, ...added];
			device.secrets.current = added[0]!.id;
			if (existing && taken.recoveryCode) device.replaceRecovery(code, today);
		});
	} catch (cause) {
		Object.assign(device.secrets, before);
		await Promise.all([...homes.values()].map((home) => parts.store().clear(home.vault.ws))).catch(() => undefined);
		throw cause;
	}
	// The header names the books: whatever goes wrong from here on, they stay.
	await parts.open(device, added[0]!.id);
	return taken;
}

/**
 * What an opened workspace may still lack: the admission of this device, where taking in was cut short after its first write, and the pair of the
 * device's recovery code, where that was replaced while another workspace was open.
 */
export async function settle(workspace: Workspace, home: WorkspaceHome, secrets: WorkspaceSecrets, seed: KdfKey): Promise<void> {
	if (workspace.broken) return;
	if (secrets.admitBy && !isAdmitted(workspace.membership, home.keys.device)) {
		await admitByRecovery(workspace, home.keys, kdfKey(fromBase64(secrets.admitBy)));
	}
	if (isAdmitted(workspace.membership, home.keys.device) && !mayAdmit(workspace.membership, seed)) {
		await listRecoveryPair(workspace, home.keys, seed, (transaction) => shareKit(transaction, workspace, home.keys, seed));
	}
}

/**
 * Takes entries that follow on the ones that are here, and were checked with them elsewhere. They may be this device's own, from before it was
 * set back: so it comes back as a new device, admitted by the recovery pair like any other.
 */
export async function goOn(
	parts: DeviceParts,
	{ id, seed, epochKeys }: Incoming,
	from: number,
	tail: readonly Uint8Array[]
): Promise<void> {
	const device = parts.device();
	const secrets = device?.secrets.workspaces.find((each) => each.id === id);
	if (!device || !secrets) throw new Refused({ code: 'locked' });
	const { vault } = parts.homeOf(device, id);
	const own = newDeviceKeys();
	const keys = workspaceKeys(fromHex(id), own);
	epochKeys.forEach((key, epoch) => keys.learn(epoch, kdfKey(fromHex(key))));
	const puts: Put[] = tail.map((bytes, index) => ({ table: 'log', ws: vault.ws, key: from + index, bytes: bytes as SealedBytes }));
	const deletes = [{ table: 'meta' as const, ws: vault.ws, key: headKey(vault) }];
	await parts.change(
		device,
		() => {
			const kept = device.secrets.workspaces.find((each) => each.id === id)!;
			Object.assign(kept, { device: toBase64(encodeDeviceSecrets(own)), admitBy: toBase64(seed) });
			device.secrets.current = id;
		},
		async () => {
			if ((await parts.store().count('log', vault.ws)) !== from) throw new Refused({ code: 'invalid', field: 'backup', detail: 'fork' });
			return { puts: [...puts, epochKeysRow(vault, keys)], deletes };
		}
	);
	await parts.open(device, id);
}

function newcomer({ id, name, sample }: Incoming): WorkspaceSecrets {
	return { id, name, sample, memberId: '', device: toBase64(encodeDeviceSecrets(newDeviceKeys())) };
}

/** Checks everything, then asks the recovery pair. `spent`: this device's own code is the one that was used, and it needs another. */
async function admit(
	home: WorkspaceHome,
	{ seed, entries, R, at }: Incoming,
	secrets: WorkspaceSecrets,
	ownSeed: KdfKey
): Promise<'admitted' | 'read-only' | 'spent' | 'at-relay'> {
	const workspace = await Workspace.open(home);
	if (workspace.broken) throw new Refused({ code: 'log-broken', detail: breakText(workspace.broken) });
	if (workspace.entries !== entries || workspace.rollingHash !== R)
		throw new Refused({ code: 'log-broken', detail: `${entries} head-differs` });
	if (at) {
		// The relay gives the next positions: the pair writes its entry there, when the header names these books.
		await goOnAtRelay(workspace, at.confirmed, fromHex(at.R));
		Object.assign(secrets, { relay: at.relay, ...(!at.used && { admitBy: toBase64(seed) }) });
		return at.used ? 'read-only' : 'at-relay';
	}
	const admitted = await admitByRecovery(workspace, home.keys, seed);
	secrets.memberId = workspace.membership?.devices.get(toHex(home.keys.device.id))?.member ?? '';
	if (!admitted) return 'read-only';
	return (await listRecoveryPair(workspace, home.keys, ownSeed)) === 'spent' ? 'spent' : 'admitted';
}
