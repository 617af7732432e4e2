/** This device in the worker: its store, its keys while unlocked, and the workspace that is open. */
import { decodeDeviceSecrets, encodeDeviceSecrets } from '../crypto/device.ts';
import { generatePassphrase } from '../crypto/words.ts';
import { id16, kdfKey } from '../crypto/brands.ts';
import { newerKit } from '../devices/kit.ts';
import { wipe } from '../crypto/wipe.ts';
import { newRecoveryCode, recoveryPair } from '../crypto/recovery.ts';
import { Device, type Stretched } from '../identity/device.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import { parseHeader, type WorkspaceSecrets } from '../identity/header.ts';
import { unlockWays } from '../identity/slots.ts';
import { stretchHere, type Stretcher } from '../identity/stretcher.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { Batch, SealedBytes, Store } from '../storage/store.ts';
import type {
	AppError,
	CreateInput,
	DeviceStatus,
	NewPasskey,
	PasskeyAnswer,
	PasskeyQuestion,
	Proof,
	SafetyState,
	UnlockMethod
} from '../worker-api.ts';
import { equalBytes, fromHex, toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
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
import { settle, type DeviceParts } from './take-in.ts';
import { todayIn } from './today.ts';

export class DeviceHost {
	#store: Store;
	readonly #reopen: () => Promise<Store>;
	readonly #announce: (ws: Uint8Array, n: number) => void;
	readonly #stretcher: Stretcher;
	#device: Device | undefined;
	#workspace: Workspace | undefined;
	#home: WorkspaceHome | undefined;
	/** Hears when a workspace is opened in place of another. */
	onOpen: (workspace: Workspace) => void = () => {};

	constructor(
		store: Store,
		reopen: () => Promise<Store>,
		announce: (ws: Uint8Array, n: number) => void,
		stretcher: Stretcher = stretchHere
	) {
		this.#store = store;
		this.#reopen = reopen;
		this.#announce = announce;
		this.#stretcher = stretcher;
	}

	get open(): { workspace: Workspace; home: WorkspaceHome; id: string } {
		if (!this.#workspace || !this.#home) throw new Refused({ code: 'locked' });
		return { workspace: this.#workspace, home: this.#home, id: toHex(this.#home.keys.wsId) };
	}

	/** For what takes books in from elsewhere, and what copies all of them. */
	get parts(): DeviceParts {
		return {
			store: () => this.#store,
			device: () => this.#device,
			create: (passphrase, code) => this.#newDevice(passphrase, code),
			createWithSeed: (passphrase, seed) => Device.createWithSeed(passphrase, seed, calendarDay(), this.#stretcher),
			homeOf: (device, id) => this.#homeOf(device, id),
			change: (device, change, batch) => this.#change(device, change, batch),
			open: (device, id) => this.#openIn(device, id),
			openAside: (device, id) => this.#read(device, id, false),
			empty: async () => {
				if (await this.#store.readHeader()) throw new Refused({ code: 'locked' });
				await this.#startOver();
			},
			startOver: () => this.#startOver()
		};
	}

	/** Resolves when the lists of the open workspace, if there is one, are read or cannot be: what cannot is met, and named, by who asks for a list. */
	get loaded(): Promise<void> {
		return this.#workspace?.loaded.catch(() => {}) ?? Promise.resolve();
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
			if (!parsed.ok) return { state: 'broken', error: { code: parsed.code } };
			const ways = unlockWays(parsed.value.slots);
			return { state: 'locked', ...(ways && { ways }) };
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
		const device = await Device.create(passphrase, recoveryCode, todayIn(input.business.timeZone), this.#stretcher);
		await this.#found(device, input);
		return { recoveryCode };
	}

	async addWorkspace(input: Omit<CreateInput, 'passphrase'>): Promise<string> {
		return this.#found(await this.refresh(), input);
	}

	pendingKit(): string | undefined {
		return this.#unlocked().secrets.pendingKit;
	}

	/** Takes in what another tab changed of the ways to unlock, of the recovery code and of the workspaces there are. */
	async refresh(): Promise<Device> {
		const device = this.#unlocked();
		const stored = await this.#store.readHeader();
		if (stored && !device.refresh(stored)) throw new Refused({ code: 'header-tampered' });
		return device;
	}

	/** [Note: recovery drill] The code opens its slot, its seed is the device's, and the open workspace lists the pair made from it. */
	async confirmRecovery(code: string): Promise<boolean> {
		const device = await this.refresh();
		if (!device.knowsRecoveryCode(code)) return false;
		const { workspace, home } = this.open;
		const pair = recoveryPair(device.recoverySeed, home.keys.wsId);
		// Books that came from a device with another code are that one's.
		const isOwn = device.secrets.workspaces.find((each) => each.id === toHex(home.keys.wsId))?.kit === undefined;
		if (isOwn && !workspace.lists(pair.id)) throw new Refused({ code: 'invalid', field: 'code', detail: 'not-in-log' });
		await this.#change(device, () => Object.assign(device.secrets, { pendingKit: undefined, drilled: calendarDay() }));
		return true;
	}

	async unlock(passphrase: string): Promise<DeviceStatus> {
		return this.#unlockWith((header) => Device.unlock(header, passphrase, this.#stretcher));
	}

	async unlockWithRecovery(code: string): Promise<DeviceStatus> {
		return this.#unlockWith((header) => Device.unlockWithRecovery(header, code));
	}

	safety(): SafetyState {
		const { pendingKit, drilled } = this.#unlocked().secrets;
		return { kit: { pending: pendingKit !== undefined, drilled }, devices: this.open.workspace.otherDevices };
	}

	/** The bytes of the answer are overwritten. */
	async unlockWithPasskey(answer: PasskeyAnswer, passphrase?: string): Promise<DeviceStatus> {
		try {
			return await this.#unlockWith((header) => Device.unlockWithPasskey(header, answer, passphrase, this.#stretcher));
		} finally {
			wipe(answer.prf);
		}
	}

	async changePassphrase(proof: Proof, next: string): Promise<void> {
		const device = this.#unlocked();
		await this.#prove(device, proof);
		const passphrase = await device.newPassphrase(next, calendarDay(), this.#stretcher);
		await this.#change(device, () => passphrase.replace());
	}

	methods(): { methods: UnlockMethod[]; passkeys: PasskeyQuestion[] } {
		const device = this.#unlocked();
		return { methods: device.methods(), passkeys: device.passkeys };
	}

	/** The bytes of the evaluations are overwritten. */
	async addPasskey({ credential, salt, evaluations, name, together }: NewPasskey, proof: Proof): Promise<void> {
		const device = this.#unlocked();
		const [first, second] = evaluations;
		try {
			if (!equalBytes(first, second)) throw new Refused({ code: 'invalid', field: 'passkey', detail: 'not-steady' });
			const stretched = await this.#prove(device, proof);
			const bound = together || device.passkeys.some((passkey) => passkey.together);
			if (bound && !stretched) throw new Refused({ code: 'invalid', field: 'passphrase', detail: 'needs-passphrase' });
			await this.#change(device, () =>
				accepted(device.addPasskey({ credential, salt }, first, name.trim(), calendarDay(), bound ? stretched : undefined))
			);
		} finally {
			wipe(first, second);
		}
	}

	/** The open books list the new code at once, the others when they are next opened; in each the old one is revoked. */
	async renewRecovery(proof: Proof): Promise<void> {
		const device = this.#unlocked();
		await this.#prove(device, proof);
		await this.#change(device, () => device.replaceRecovery(newRecoveryCode(), calendarDay()));
		await this.settle().catch((cause: unknown) => {
			// Without the relay the old code stays in the log; `settle` is called again when it answers.
			if (!(cause instanceof WorkspaceError && cause.code === 'needs-relay')) throw cause;
		});
	}

	async revokeMethod(id: string, proof: Proof): Promise<void> {
		const device = this.#unlocked();
		const stretched = await this.#prove(device, proof);
		await this.#change(device, () => accepted(device.revoke(id, calendarDay(), stretched)));
	}

	async openWorkspace(id: string): Promise<void> {
		const device = this.#unlocked();
		await this.#openIn(device, id);
		if (device.secrets.current !== id) await this.#change(device, () => (device.secrets.current = id));
	}

	/** Log, rows, files and keys go in one transaction; with the last workspace goes the device itself. */
	async deleteWorkspace(id: string): Promise<void> {
		const device = this.#unlocked();
		const { vault } = this.#homeOf(device, id);
		await withWriteLock(async () => {
			const { secrets } = await this.refresh();
			const rest = secrets.workspaces.filter((workspace) => workspace.id !== id);
			if (rest.length === 0) return this.#startOver();
			secrets.workspaces = rest;
			if (!rest.some((workspace) => workspace.id === secrets.current)) secrets.current = rest[0]!.id;
			try {
				await this.#store.clear(vault.ws, undefined, device.header());
			} catch (cause) {
				await this.refresh();
				throw cause;
			}
		});
		if (this.#device) await this.#openIn(device, device.secrets.current);
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

	async #startOver(): Promise<void> {
		await this.#store.destroy();
		this.#store = await this.#reopen();
		this.#close();
	}

	async #newDevice(passphrase: string, recoveryCode: string): Promise<Device> {
		return Device.create(passphrase, recoveryCode, calendarDay(), this.#stretcher);
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
		const opened = await open(header);
		if (!opened.ok) throw new Refused({ code: opened.code });
		const { device } = opened;
		const workspace = await this.#openIn(device, device.secrets.current, true);
		// A full disk must not keep anybody out: then the day is not remembered.
		void this.#remember(device, opened.slot).catch(() => {});
		return this.#openStatus(device, workspace);
	}

	/** At most one write a day and slot. */
	async #remember(device: Device, slot: string): Promise<void> {
		const today = calendarDay();
		if (device.secrets.slots?.[slot]?.used !== today) await this.#change(device, () => void device.used(slot, today));
	}

	/** Refuses who cannot prove to be the owner; a passphrase is handed back stretched. */
	async #prove(device: Device, proof: Proof): Promise<Stretched | undefined> {
		await this.refresh();
		if ('passphrase' in proof) {
			const stretched = await device.stretched(proof.passphrase, this.#stretcher);
			if (!stretched) throw new Refused({ code: 'wrong-passphrase', field: 'current' });
			return stretched;
		}
		if (!device.knowsRecoveryCode(proof.recoveryCode)) throw new Refused({ code: 'wrong-recovery-code', field: 'code' });
		return undefined;
	}

	/** @param early answers while the lists are still being read */
	async #openIn(device: Device, id: string, early = false): Promise<Workspace> {
		const { home, workspace } = await this.#read(device, id, early);
		this.#device = device;
		this.#home = home;
		this.#workspace = workspace;
		this.onOpen(workspace);
		return workspace;
	}

	async #read(device: Device, id: string, early: boolean): Promise<{ home: WorkspaceHome; workspace: Workspace }> {
		const home = this.#homeOf(device, id);
		const isArriving = device.secrets.workspaces.find((each) => each.id === id)?.joined !== undefined;
		if (!(await learnEpochKeys(home)) && !(isArriving && (await this.#store.count('log', home.vault.ws)) === 0)) {
			const none = (await this.#store.count('log', home.vault.ws)) === 0;
			throw new Refused(none ? { code: 'books-gone' } : { code: 'log-broken', detail: '0 entry-missing' });
		}
		const workspace = await (early ? Workspace.openFirst(home) : Workspace.open(home));
		// A full disk, or a relay that does not answer, must not keep anybody out: it is tried again.
		await this.#settle(device, workspace, home).catch(() => undefined);
		return { home, workspace };
	}

	/** What the open books may lack, tried again where it takes the relay: called when it answers. */
	async settle(): Promise<void> {
		const { workspace, home } = this.open;
		await this.#settle(this.#unlocked(), workspace, home);
	}

	async #settle(device: Device, workspace: Workspace, home: WorkspaceHome): Promise<void> {
		const ours = () => device.secrets.workspaces.find((each) => each.id === toHex(home.keys.wsId));
		const seed = () => kdfKey(fromBase64(ours()?.kit ?? device.secrets.recoverySeed));
		const next = await newerKit(workspace, home.keys, seed());
		if (next) {
			await this.#change(device, () => {
				const secrets = ours();
				if (secrets?.kit) secrets.kit = toBase64(next);
				else device.adoptRecovery(next, calendarDay());
			});
		}
		const secrets = ours();
		if (secrets) await settle(workspace, home, secrets, seed());
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
			...(id === current && workspace.broken && { readOnly: { code: 'log-broken' as const, detail: breakText(workspace.broken) } }),
			...(id === current && !workspace.broken && isShut(workspace) && { readOnly: isShut(workspace)! })
		}));
		return { state: 'open', workspaces, current };
	}

	/** The header belongs to all tabs: it is read again under the lock, changed and written, so that no tab undoes what another did. */
	#change(device: Device, change: () => void, batch?: () => Promise<Batch>): Promise<void> {
		return withWriteLock(async () => {
			const stored = await this.#store.readHeader();
			if (stored && !device.refresh(stored)) throw new Refused({ code: 'header-tampered' });
			const more = await batch?.();
			try {
				change();
				await this.#store.write({ ...more, header: device.header() }, 'strict');
			} catch (cause) {
				// What could not be stored did not happen: memory must not know more than the disk.
				if (stored) device.refresh(stored);
				throw cause;
			}
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

/** A device the log does not know yet is one whose admission is still on its way here. */
function isShut(workspace: Workspace): AppError | undefined {
	const listed = workspace.membership?.devices.get(workspace.device);
	if (listed) return listed.active ? undefined : { code: 'read-only', detail: 'revoked' };
	return workspace.shared ? undefined : { code: 'read-only' };
}

/** Of this device's day, for what a person reads; nothing is decided by it. */
function calendarDay(): string {
	return todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

function accepted(refusal: ReturnType<Device['revoke']>): void {
	if (refusal) throw new Refused({ code: 'invalid', field: 'method', detail: refusal });
}
