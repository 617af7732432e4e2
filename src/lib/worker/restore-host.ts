/** Bringing books back from a backup file: into an empty device, or to the books that are here. */
import type { Business } from '../business/business.ts';
import { ageIdentity } from '../crypto/age-identity.ts';
import { kdfKey, type KdfKey } from '../crypto/brands.ts';
import { newDeviceKeys } from '../crypto/device.ts';
import { randomKey } from '../crypto/random.ts';
import { recoveryPair } from '../crypto/recovery.ts';
import type { Manifest, WorkspaceManifest } from '../exchange/backup/format.ts';
import type { BackupKey } from '../exchange/backup/age.ts';
import { BackupError } from '../exchange/backup/problem.ts';
import { readBackup, readManifest } from '../exchange/backup/read-backup.ts';
import { entriesFrom, stageBackup, standing } from '../exchange/backup/stage.ts';
import type { Device } from '../identity/device.ts';
import { RecoveryError } from '../identity/recovery-problem.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { Store } from '../storage/store.ts';
import { parseRelayAddress } from '../sync/address.ts';
import type { SocketClass } from '../sync/connection.ts';
import type { BackupContents, BackupSecret, RestoreInput, Restored } from '../exchange/backup/api.ts';
import type { Progress } from '../worker-api.ts';
import { putPack } from '../workspace/blobs.ts';
import { fromHex } from '../workspace/bytes.ts';
import { learnEpochKeys } from '../workspace/epoch-keys.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { workspaceKeys } from '../workspace/keys.ts';
import { openVault } from '../workspace/vault.ts';
import { breakText, Workspace } from '../workspace/workspace.ts';
import { backupKey, newest, shown } from './backup-host.ts';
import type { DeviceHost } from './device-host.ts';
import { RecoverHost } from './recover-host.ts';
import { businessId, REGISTRY } from './registry.ts';
import { enter } from './relay-log.ts';
import { Refused } from './results.ts';
import { isOn, note } from './spain-events.ts';
import { goOn, takeIn, type Incoming, type TakenIn } from './take-in.ts';

export class RestoreHost {
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass | undefined;

	constructor(host: DeviceHost, WebSocket?: SocketClass) {
		this.#host = host;
		this.#WebSocket = WebSocket;
	}

	/** What is inside, and how it stands to what is here; nothing is written. */
	async look(file: Blob, secret: BackupSecret): Promise<BackupContents> {
		const key = backupKey(secret);
		const manifest = await manifestOf(file, key, secret);
		const workspaces: BackupContents['workspaces'] = [];
		for (const workspace of manifest.workspaces) {
			const present = await this.#present(workspace.id);
			const here = present ? await standing(file, key, workspace, present.home, present) : 'absent';
			workspaces.push({ ...shown(workspace), here });
		}
		return { made: manifest.made, workspaces };
	}

	async restore({ file, secret, workspaces, passphrase, replace, alone }: RestoreInput, progress: Progress = () => {}): Promise<Restored> {
		const { parts } = this.#host;
		const shut = !parts.device() && (await parts.store().readHeader()) !== undefined;
		if (shut && !replace) throw new Refused({ code: 'locked' });
		if (!parts.device() && !passphrase) throw new Refused({ code: 'invalid', field: 'passphrase' });
		const key = backupKey(secret);
		const manifest = await manifestOf(file, key, secret);
		const chosen = manifest.workspaces.filter(({ id }) => workspaces.includes(id));
		if (chosen.length === 0) throw new BackupError('nothing-new');
		const homes = new Map<string, Incoming['at']>();
		const known = new Set(parts.device()?.secrets.workspaces.map(({ id }) => id));
		for (const each of alone ? [] : chosen) if (!known.has(each.id)) homes.set(each.id, await this.#atRelay(manifest, each));
		if (shut) {
			// Nothing here goes before it is certain that the backup can take its place.
			for (const workspace of chosen) await checkApart(file, key, workspace, parts.store());
			await parts.startOver();
		}
		const absent: WorkspaceManifest[] = [];
		for (const workspace of chosen) {
			const present = await this.#present(workspace.id);
			if (!present) absent.push(workspace);
			else await this.#goOn(file, key, manifest, workspace, present);
		}
		const incoming = absent.map((workspace): Incoming => {
			const at = homes.get(workspace.id);
			return { ...workspace, seed: seedOf(manifest, workspace), ...(at && { at }) };
		});
		const taken: TakenIn =
			incoming.length > 0
				? await takeIn(parts, incoming, passphrase ?? '', new Date().toISOString().slice(0, 10), (homes) =>
						stageBackup(file, key, homes, { progress: (done) => progress(done * 0.6) })
					)
				: { readOnly: [] };
		// Where the relay goes away now, it is gone on with when it answers.
		if (incoming[0]?.at && !incoming[0].at.used) {
			await new RecoverHost(this.#host, this.#WebSocket!).resume().catch((cause: unknown) => {
				if (!(cause instanceof RecoveryError)) throw cause;
				if (cause.why === 'used') taken.readOnly.push(incoming[0]!.id);
			});
		}
		progress(1);
		// Its lists may still be on their way.
		await this.#host.open.workspace.follow();
		for (const { id } of chosen) await this.#noteRestored(id);
		return { ...taken, newest: newest(this.#host.open.workspace).newest };
	}

	/**
	 * Books that are at a relay go on there: the code's pair is one of their devices, and asks for its place. Undefined for those that never were at one.
	 * Throws `needs-relay` where the relay does not answer or has lost them: nothing is written before the person has said what is to be done.
	 */
	async #atRelay(manifest: Manifest, workspace: WorkspaceManifest): Promise<Incoming['at']> {
		const { id, relay, shared } = workspace;
		if (relay === undefined || !shared) return undefined;
		const address = parseRelayAddress(relay);
		const missing = new Refused({ code: 'needs-relay', field: 'backup', detail: relay });
		if ('problem' in address || !this.#WebSocket) throw missing;
		const wsId = fromHex(id);
		try {
			const entered = await enter(address, this.#WebSocket, recoveryPair(seedOf(manifest, workspace), wsId), wsId);
			entered?.connection.end();
			return { relay, ...shared, used: entered === undefined };
		} catch (cause) {
			if (cause instanceof RecoveryError && cause.why === 'used') return { relay, ...shared, used: true };
			throw missing;
		}
	}

	/** The books that are here, where this device has them. */
	async #present(id: string): Promise<Present | undefined> {
		const { parts } = this.#host;
		const device = parts.device();
		if (!device?.secrets.workspaces.some((workspace) => workspace.id === id)) return undefined;
		const here = this.#host.open.id === id ? this.#host.open : await this.#apart(device, id);
		if (!here) return undefined;
		const { workspace, home } = here;
		if (workspace.broken) throw new Refused({ code: 'log-broken', detail: breakText(workspace.broken) });
		return { home, n: workspace.entries, R: fromHex(workspace.rollingHash), isShared: workspace.shared };
	}

	/** Where billing records of Spain are made it is an event of the device that has the books now. */
	async #noteRestored(id: string): Promise<void> {
		const here = this.#host.open.id === id ? this.#host.open : await this.#apart(this.#host.parts.device()!, id);
		const business = await here?.workspace.live<Business>('business', businessId(id));
		if (here && isOn(business)) await note(here.workspace, businessId(id), [{ kind: 'restored' }]);
	}

	/** What is open stays so: screens and commands belong to it. Undefined where the device names books of which nothing is left. */
	async #apart(device: Device, id: string): Promise<{ home: WorkspaceHome; workspace: Workspace } | undefined> {
		const home = this.#host.parts.homeOf(device, id);
		if (!(await learnEpochKeys(home)) && (await home.store.count('log', home.vault.ws)) === 0) return undefined;
		return { home, workspace: await Workspace.open(home) };
	}

	async #goOn(file: Blob, key: BackupKey, manifest: Manifest, workspace: WorkspaceManifest, present: Present): Promise<void> {
		const stands = await standing(file, key, workspace, present.home, present);
		if (stands === 'same') throw new BackupError('nothing-new');
		if (stands === 'forked') throw new BackupError('fork');
		// The relay has those entries, and gives them their places.
		if (present.isShared) throw new Refused({ code: 'needs-relay' });
		await checkApart(file, key, workspace, this.#host.parts.store());
		const tail = await entriesFrom(file, key, workspace.id, present.n);
		await stageFiles(file, key, workspace, present.home);
		await goOn(this.#host.parts, { ...workspace, seed: seedOf(manifest, workspace) }, present.n, tail);
	}
}

function seedOf(manifest: Manifest, { seed }: WorkspaceManifest): KdfKey {
	return kdfKey(fromHex(seed ?? manifest.recoverySeed));
}

interface Present {
	home: WorkspaceHome;
	n: number;
	R: Uint8Array;
	/** Positions are given by a relay. */
	isShared: boolean;
}

/** Opened by a code, a backup must be that code's own: the seed in it is what will admit this device. */
async function manifestOf(file: Blob, key: BackupKey, secret: BackupSecret): Promise<Manifest> {
	const manifest = await readManifest(file, key);
	if ('code' in secret) {
		const { identity } = key as { identity: string };
		if (ageIdentity(kdfKey(fromHex(manifest.recoverySeed))) !== identity) throw new BackupError('foreign');
	}
	return manifest;
}

/** Builds the books under a key that is thrown away, to know that every signature holds and every record opens before anything here changes. */
async function checkApart(file: Blob, key: BackupKey, { id, entries, R, epochKeys }: WorkspaceManifest, store: Store): Promise<void> {
	const keys = workspaceKeys(fromHex(id), newDeviceKeys());
	epochKeys.forEach((bytes, epoch) => keys.learn(epoch, kdfKey(fromHex(bytes))));
	const vault = openVault(randomKey(kdfKey), fromHex(id));
	const home: WorkspaceHome = { store, vault, keys, registry: REGISTRY, locked: withWriteLock, announce: () => {} };
	try {
		await stageBackup(file, key, new Map([[id, home]]));
		const workspace = await Workspace.open(home);
		if (workspace.broken) throw new Refused({ code: 'log-broken', detail: breakText(workspace.broken) });
		if (workspace.entries !== entries || workspace.rollingHash !== R)
			throw new Refused({ code: 'log-broken', detail: `${entries} head-differs` });
	} finally {
		await store.clear(vault.ws);
	}
}

async function stageFiles(file: Blob, key: BackupKey, { id }: WorkspaceManifest, home: WorkspaceHome): Promise<void> {
	await readBackup(file, key, {
		async file(workspace, address, pack) {
			if (workspace.id === id && !(await putPack(home, address, pack))) throw new BackupError('damaged');
		}
	});
}
