/** This device in the worker: locked, unlocked, and with a workspace open. */
import type { Business } from '../business/business.ts';
import { newRecoveryCode, recoveryPair } from '../crypto/recovery.ts';
import { wipe } from '../crypto/wipe.ts';
import { generatePassphrase } from '../crypto/words.ts';
import { Device } from '../identity/device.ts';
import { parseHeader } from '../identity/header.ts';
import { unlockWays } from '../identity/slots.ts';
import { stretchHere, type Stretcher } from '../identity/stretcher.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { Store } from '../storage/store.ts';
import type { PasskeyAnswer, Proof, SafetyState } from '../identity/api.ts';
import type { CreateInput, DeviceStatus } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Registry } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { DeviceBooks } from './device-books.ts';
import { HeldDevice } from './held-device.ts';
import { businessId } from './registry.ts';
import { errorOf, Refused } from './results.ts';
import type { DeviceParts } from './take-in.ts';
import { calendarDay, todayIn } from './today.ts';
import { UnlockMethods } from './unlock-methods.ts';

export class DeviceHost {
	readonly methods: UnlockMethods;
	readonly #held: HeldDevice;
	readonly #books: DeviceBooks;
	/** Hears when a workspace is opened in place of another. */
	onOpen: (workspace: Workspace) => void = () => {};

	constructor(
		store: Store,
		reopen: () => Promise<Store>,
		announce: (ws: Uint8Array, n: number) => void,
		stretcher: Stretcher = stretchHere,
		registry?: Registry
	) {
		this.#held = new HeldDevice(store, reopen, stretcher);
		this.#books = new DeviceBooks(this.#held, announce, (workspace) => this.onOpen(workspace), registry);
		this.methods = new UnlockMethods(this.#held);
	}

	get open(): { workspace: Workspace; home: WorkspaceHome; id: string } {
		const books = this.#books.current;
		if (!books) throw new Refused({ code: 'locked' });
		return { ...books, id: toHex(books.home.keys.wsId) };
	}

	/** For what takes books in from elsewhere, and what copies all of them. */
	get parts(): DeviceParts {
		const [held, books] = [this.#held, this.#books];
		return {
			store: () => held.store,
			device: () => held.device,
			create: (passphrase, code) => Device.create(passphrase, code, calendarDay(), held.stretcher),
			createWithSeed: (passphrase, seed) => Device.createWithSeed(passphrase, seed, calendarDay(), held.stretcher),
			homeOf: (device, id) => books.homeOf(device, id),
			stretch: (passphrase, params) => held.stretcher.stretch(passphrase, params),
			change: (device, change, batch) => held.change(device, change, batch),
			open: (device, id) => books.open(device, id),
			openAside: (device, id) => books.read(device, id),
			hold: (device) => void (held.device = device),
			show: (id, head) => void (books.shown = { id, head }),
			empty: async () => {
				if (await held.store.readHeader()) throw new Refused({ code: 'locked' });
				await this.#startOver();
			},
			startOver: () => this.#startOver()
		};
	}

	/** Resolves when the lists of the open workspace, if there is one, are read or cannot be: what cannot is met, and named, by who asks for a list. */
	get loaded(): Promise<void> {
		return this.#books.current?.workspace.loaded.catch(() => {}) ?? Promise.resolve();
	}

	/** True when the open workspace can only be read. */
	get broken(): boolean {
		return this.#books.current?.workspace.broken !== undefined;
	}

	async status(): Promise<DeviceStatus> {
		const [{ device, store }, books] = [this.#held, this.#books.current];
		if (device && books) return this.#books.status(device, books.workspace);
		if (device && device.secrets.workspaces.length === 0) return { state: 'joining' };
		try {
			const header = await store.readHeader();
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
		if (await this.#held.store.readHeader()) throw new Refused({ code: 'invalid', field: 'passphrase', detail: 'device-exists' });
		const recoveryCode = newRecoveryCode();
		const device = await Device.create(passphrase, recoveryCode, todayIn(input.business.timeZone), this.#held.stretcher);
		await this.#books.found(device, input);
		return { recoveryCode };
	}

	async addWorkspace(input: Omit<CreateInput, 'passphrase'>): Promise<string> {
		return this.#books.found(await this.refresh(), input);
	}

	pendingKit(): string | undefined {
		return this.#held.unlocked.secrets.pendingKit;
	}

	/** Takes in what another tab changed of the ways to unlock, of the recovery code and of the workspaces there are. */
	refresh(): Promise<Device> {
		return this.#held.refresh();
	}

	/** [Note: recovery drill] The code opens its slot, its seed is the device's, and the open workspace lists the pair made from it. */
	async confirmRecovery(code: string): Promise<boolean> {
		const device = await this.refresh();
		if (!device.knowsRecoveryCode(code)) return false;
		const { workspace, home } = this.open;
		const pair = recoveryPair(device.recoverySeed, home.keys.wsId);
		// Books that came from a device with another code are that one's; where the relay has yet to answer, the pair is listed with the admission.
		const ours = device.secrets.workspaces.find((each) => each.id === toHex(home.keys.wsId));
		const isOwn = ours?.kit === undefined && ours?.admitBy === undefined && workspace.admitted;
		if (isOwn && !workspace.lists(pair.id)) throw new Refused({ code: 'invalid', field: 'code', detail: 'not-in-log' });
		await this.#held.change(device, () => Object.assign(device.secrets, { pendingKit: undefined, drilled: calendarDay() }));
		return true;
	}

	/** The open books list the new code at once, the others when they are next opened; in each the old one is revoked. */
	async renewRecovery(proof: Proof): Promise<void> {
		const device = this.#held.unlocked;
		await this.#held.prove(device, proof);
		await this.#held.change(device, () => device.replaceRecovery(newRecoveryCode(), calendarDay()));
		await this.settle().catch((cause: unknown) => {
			// Without the relay the old code stays in the log; `settle` is called again when it answers.
			if (!(cause instanceof WorkspaceError && cause.code === 'needs-relay')) throw cause;
		});
	}

	/** What the open books may lack, tried again where it takes the relay: called when it answers. */
	async settle(): Promise<void> {
		const { workspace, home } = this.open;
		await this.#books.settle(this.#held.unlocked, { workspace, home });
	}

	safety(): SafetyState {
		const { pendingKit, drilled } = this.#held.unlocked.secrets;
		return { kit: { pending: pendingKit !== undefined, drilled }, devices: this.open.workspace.otherDevices };
	}

	async unlock(passphrase: string): Promise<DeviceStatus> {
		return this.#unlockWith((header) => Device.unlock(header, passphrase, this.#held.stretcher));
	}

	async unlockWithRecovery(code: string): Promise<DeviceStatus> {
		return this.#unlockWith((header) => Device.unlockWithRecovery(header, code));
	}

	/** The bytes of the answer are overwritten. */
	async unlockWithPasskey(answer: PasskeyAnswer, passphrase?: string): Promise<DeviceStatus> {
		try {
			return await this.#unlockWith((header) => Device.unlockWithPasskey(header, answer, passphrase, this.#held.stretcher));
		} finally {
			wipe(answer.prf);
		}
	}

	async openWorkspace(id: string): Promise<void> {
		const device = this.#held.unlocked;
		await this.#books.open(device, id);
		if (device.secrets.current !== id) await this.#held.change(device, () => (device.secrets.current = id));
	}

	/** Log, rows, files and keys go in one transaction; with the last workspace goes the device itself, unless it has asked to join others. */
	async deleteWorkspace(id: string): Promise<void> {
		const device = this.#held.unlocked;
		const { vault } = this.#books.homeOf(device, id);
		await withWriteLock(async () => {
			const { secrets } = await this.refresh();
			const rest = secrets.workspaces.filter((workspace) => workspace.id !== id);
			if (rest.length === 0 && !secrets.joining?.length) return this.#startOver();
			secrets.workspaces = rest;
			if (!rest.some((workspace) => workspace.id === secrets.current)) secrets.current = rest[0]?.id ?? '';
			try {
				await this.#held.store.clear(vault.ws, undefined, device.header());
			} catch (cause) {
				await this.refresh();
				throw cause;
			}
		});
		if (!this.#held.device) return;
		if (device.secrets.workspaces.length > 0) await this.#books.open(device, device.secrets.current);
		else this.#books.shut();
	}

	/** Books that were joined come without a name to list them by: they have it themselves once they have arrived. */
	async nameJoined(): Promise<void> {
		const { workspace, id } = this.open;
		if (this.#held.unlocked.secrets.workspaces.find((each) => each.id === id)?.name !== '') return;
		const name = (await workspace.live<Business>('business', businessId(id)))?.name;
		if (name) await this.rename(name);
	}

	/** Keeps the name by which a closed workspace is listed. */
	async rename(name: string): Promise<void> {
		const device = this.#held.unlocked;
		const ours = () => device.secrets.workspaces.find(({ id }) => id === this.open.id);
		if (ours()?.name === name) return;
		await this.#held.change(device, () => {
			const workspace = ours();
			if (workspace) workspace.name = name;
		});
	}

	/** Erases everything that lies here, opened or not. */
	async #startOver(): Promise<void> {
		await this.#held.startOver();
		this.#books.close();
	}

	async #unlockWith(open: (header: Uint8Array) => ReturnType<typeof Device.unlock>): Promise<DeviceStatus> {
		const header = await this.#held.store.readHeader();
		if (!header) throw new Refused({ code: 'not-found' });
		const opened = await open(header);
		if (!opened.ok) throw new Refused({ code: opened.code });
		const { device } = opened;
		if (device.secrets.workspaces.length === 0 && device.secrets.joining) {
			this.#held.device = device;
			return { state: 'joining' };
		}
		const workspace = await this.#books.open(device, device.secrets.current, true);
		// A full disk must not keep anybody out: then the day is not remembered.
		void this.#remember(device, opened.slot).catch(() => {});
		return this.#books.status(device, workspace);
	}

	/** At most one write a day and slot. */
	async #remember(device: Device, slot: string): Promise<void> {
		const today = calendarDay();
		if (device.secrets.slots?.[slot]?.used !== today) await this.#held.change(device, () => void device.used(slot, today));
	}
}
