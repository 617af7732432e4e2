/** This device in the worker: its store, its keys while unlocked, and the workspace that is open. */
import { newRecoveryCode } from '../crypto/recovery.ts';
import { decodeDeviceSecrets, encodeDeviceSecrets } from '../crypto/device.ts';
import { generatePassphrase } from '../crypto/words.ts';
import { id16 } from '../crypto/brands.ts';
import { Device } from '../identity/device.ts';
import { fromBase64, parseHeader, toBase64, type WorkspaceSecrets } from '../identity/header.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { SealedBytes, Store } from '../storage/store.ts';
import type { CreateInput, DeviceStatus, UnlockMethod } from '../worker-api.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { foundWorkspace } from '../workspace/found.ts';
import { workspaceKeys } from '../workspace/keys.ts';
import { learnEpochKeys } from '../workspace/epoch-keys.ts';
import { openVault } from '../workspace/vault.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { breakText, Workspace } from '../workspace/workspace.ts';
import { writeFirstRecords } from './first-records.ts';
import { businessId, REGISTRY } from './registry.ts';
import type { Business } from '../business/business.ts';
import { errorOf, Refused } from './results.ts';
import { todayIn } from './today.ts';

export class DeviceHost {
	#store: Store;
	readonly #reopen: () => Promise<Store>;
	readonly #announce: (ws: Uint8Array, n: number) => void;
	#device: Device | undefined;
	#workspace: Workspace | undefined;
	#home: WorkspaceHome | undefined;
	/** Hears when a workspace is opened in place of another. */
	onOpen: (workspace: Workspace) => void = () => {};

	constructor(store: Store, reopen: () => Promise<Store>, announce: (ws: Uint8Array, n: number) => void) {
		this.#store = store;
		this.#reopen = reopen;
		this.#announce = announce;
	}

	get open(): { workspace: Workspace; home: WorkspaceHome; id: string } {
		if (!this.#workspace || !this.#home) throw new Refused({ code: 'locked' });
		return { workspace: this.#workspace, home: this.#home, id: toHex(this.#home.keys.wsId) };
	}

	/** True when the open workspace can only be read. */
	get broken(): boolean {
		return this.#workspace?.broken !== undefined;
	}

	async status(): Promise<DeviceStatus> {
		if (this.#device && this.#workspace) return this.#openStatus(this.#device, this.#workspace);
		try {
			const header = await this.#store.readHeader();
			if (!header) return { state: 'empty' };
			const parsed = parseHeader(header);
			return parsed.ok ? { state: 'locked' } : { state: 'broken', error: { code: parsed.code } };
		} catch (cause) {
			return { state: 'broken', error: errorOf(cause) };
		}
	}

	generatePassphrase(): string {
		return generatePassphrase();
	}

	async create({ passphrase, ...input }: CreateInput): Promise<{ recoveryCode: string }> {
		if (await this.#store.readHeader()) throw new Refused({ code: 'invalid', field: 'passphrase', detail: 'device-exists' });
		const recoveryCode = newRecoveryCode();
		const device = Device.create(passphrase, recoveryCode, todayIn(input.business.timeZone));
		await this.#found(device, input);
		return { recoveryCode };
	}

	async addWorkspace(input: Omit<CreateInput, 'passphrase'>): Promise<string> {
		return this.#found(this.#unlocked(), input);
	}

	pendingKit(): string | undefined {
		return this.#unlocked().secrets.pendingKit;
	}

	async confirmRecovery(code: string): Promise<boolean> {
		const device = this.#unlocked();
		if (!device.knowsRecoveryCode(code)) return false;
		await this.#change(device, () => (device.secrets.pendingKit = undefined));
		return true;
	}

	async unlock(passphrase: string): Promise<DeviceStatus> {
		return this.#unlockWith((header) => Device.unlock(header, passphrase));
	}

	async unlockWithRecovery(code: string): Promise<DeviceStatus> {
		return this.#unlockWith((header) => Device.unlockWithRecovery(header, code));
	}

	async changePassphrase(current: string, next: string): Promise<void> {
		const device = this.#unlocked();
		if (!device.knowsPassphrase(current)) throw new Refused({ code: 'wrong-passphrase', field: 'current' });
		await this.#setPassphrase(device, next);
	}

	async resetPassphrase(recoveryCode: string, next: string): Promise<void> {
		const device = this.#unlocked();
		if (!device.knowsRecoveryCode(recoveryCode)) throw new Refused({ code: 'wrong-recovery-code', field: 'code' });
		await this.#setPassphrase(device, next);
	}

	methods(): UnlockMethod[] {
		return this.#unlocked().methods();
	}

	async openWorkspace(id: string): Promise<void> {
		const device = this.#unlocked();
		await this.#openIn(device, id);
		if (device.secrets.current !== id) await this.#change(device, () => (device.secrets.current = id));
	}

	/** Log, rows, files and keys go in one transaction; with the last workspace goes the device itself. */
	async deleteWorkspace(id: string): Promise<void> {
		const device = this.#unlocked();
		const home = this.#homeOf(device, id);
		const rest = device.secrets.workspaces.filter((workspace) => workspace.id !== id);
		if (rest.length === 0) {
			await this.#store.destroy();
			this.#store = await this.#reopen();
			this.#close();
			return;
		}
		device.secrets.workspaces = rest;
		if (device.secrets.current === id) device.secrets.current = rest[0]!.id;
		await this.#store.clear(home.vault.ws, undefined, device.header());
		await this.#openIn(device, device.secrets.current);
	}

	/** Keeps the name by which a closed workspace is listed. */
	async rename(name: string): Promise<void> {
		const device = this.#unlocked();
		const ours = () => device.secrets.workspaces.find(({ id }) => id === this.open.id);
		if (ours()?.name === name) return;
		await this.#change(device, () => {
			const workspace = ours();
			if (workspace) workspace.name = name;
		});
	}

	async #found(device: Device, input: Omit<CreateInput, 'passphrase'>): Promise<string> {
		const founded = foundWorkspace(device.recoverySeed);
		const id = toHex(founded.wsId);
		const secrets: WorkspaceSecrets = {
			id,
			name: input.business.name,
			memberId: toHex(founded.memberId),
			sample: input.sample ?? false,
			device: toBase64(encodeDeviceSecrets(founded.device))
		};
		const before = { ...device.secrets };
		device.secrets.workspaces = [...before.workspaces, secrets];
		device.secrets.current = id;
		try {
			const home = this.#homeOf(device, id);
			const puts = founded.entries.map((bytes, key) => ({ table: 'log' as const, ws: home.vault.ws, key, bytes: bytes as SealedBytes }));
			await this.#store.write({ puts }, 'relaxed');
			const workspace = await this.#openIn(device, id);
			await writeFirstRecords(workspace, id, input);
			// Last: until the header names the workspace, it does not exist for anybody.
			await this.#change(device, () => {
				device.secrets.workspaces = [...device.secrets.workspaces.filter((other) => other.id !== id), secrets];
				device.secrets.current = id;
			});
			return id;
		} catch (cause) {
			Object.assign(device.secrets, before);
			if (before.workspaces.length === 0) this.#close();
			throw cause;
		}
	}

	async #unlockWith(open: (header: Uint8Array) => ReturnType<typeof Device.unlock>): Promise<DeviceStatus> {
		const header = await this.#store.readHeader();
		if (!header) throw new Refused({ code: 'not-found' });
		const opened = open(header);
		if (!opened.ok) throw new Refused({ code: opened.code });
		const workspace = await this.#openIn(opened.device, opened.device.secrets.current);
		return this.#openStatus(opened.device, workspace);
	}

	async #openIn(device: Device, id: string): Promise<Workspace> {
		const home = this.#homeOf(device, id);
		if (!(await learnEpochKeys(home))) throw new Refused({ code: 'log-broken', detail: '0 entry-missing' });
		const workspace = await Workspace.open(home);
		this.#device = device;
		this.#home = home;
		this.#workspace = workspace;
		this.onOpen(workspace);
		return workspace;
	}

	#homeOf(device: Device, id: string): WorkspaceHome {
		const secrets = device.secrets.workspaces.find((workspace) => workspace.id === id);
		const keys = secrets && decodeDeviceSecrets(fromBase64(secrets.device));
		if (!keys) throw new Refused({ code: 'not-found' });
		const wsId = id16(fromHex(id));
		const vault = openVault(device.master, wsId);
		return {
			store: this.#store,
			vault,
			registry: REGISTRY,
			keys: workspaceKeys(wsId, keys),
			locked: withWriteLock,
			announce: (n) => this.#announce(vault.ws, n)
		};
	}

	async #openStatus(device: Device, workspace: Workspace): Promise<DeviceStatus> {
		const current = device.secrets.current;
		const business = await workspace.live<Business>('business', businessId(current));
		const workspaces = device.secrets.workspaces.map(({ id, name, sample }) => ({
			id,
			name: id === current ? (business?.name ?? name) : name,
			sample,
			...(id === current && workspace.broken && { readOnly: { code: 'log-broken' as const, detail: breakText(workspace.broken) } })
		}));
		return { state: 'open', workspaces, current };
	}

	async #setPassphrase(device: Device, next: string): Promise<void> {
		await this.#change(device, () => device.setPassphrase(next, new Date().toISOString().slice(0, 10)));
	}

	/** The header belongs to all tabs: it is read again under the lock, changed and written, so that no tab undoes what another did. */
	#change(device: Device, change: () => void): Promise<void> {
		return withWriteLock(async () => {
			const stored = await this.#store.readHeader();
			if (stored && !device.refresh(stored)) throw new Refused({ code: 'header-tampered' });
			change();
			await this.#store.write({ header: device.header() }, 'strict');
		});
	}

	#unlocked(): Device {
		if (!this.#device) throw new Refused({ code: 'locked' });
		return this.#device;
	}

	#close(): void {
		this.#device?.forget();
		this.#device = undefined;
		this.#workspace = undefined;
		this.#home = undefined;
	}
}
