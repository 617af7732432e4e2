/** The workspaces of this device: founded, opened, given what they may lack, and listed. */
import { PROGRAM } from '../../../sync-server/protocol/codec.ts';
import { id16, kdfKey } from '../crypto/brands.ts';
import { decodeDeviceSecrets, encodeDeviceSecrets } from '../crypto/device.ts';
import type { Business } from '../business/business.ts';
import { newerKit } from '../devices/kit.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import type { WorkspaceSecrets } from '../identity/header.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { SealedBytes } from '../storage/store.ts';
import type { PeriodHead } from '../sharing/period-parts.ts';
import type { AppError, CreateInput, DeviceStatus } from '../worker-api.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { learnEpochKeys } from '../workspace/epoch-keys.ts';
import { foundWorkspace } from '../workspace/found.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { workspaceKeys } from '../workspace/keys.ts';
import { ownRole } from '../workspace/members.ts';
import { openVault } from '../workspace/vault.ts';
import { breakText, Workspace } from '../workspace/workspace.ts';
import { writeFirstRecords } from './first-records.ts';
import type { HeldDevice } from './held-device.ts';
import { businessId, REGISTRY } from './registry.ts';
import type { Registry } from '../workspace/registry.ts';
import { Refused } from './results.ts';
import { settle } from './take-in.ts';
import { calendarDay } from './today.ts';

export interface OpenBooks {
	workspace: Workspace;
	home: WorkspaceHome;
}

export class DeviceBooks {
	/** Those that are open now. */
	current: OpenBooks | undefined;
	readonly #held: HeldDevice;
	readonly #announce: (ws: Uint8Array, n: number) => void;
	readonly #opened: (workspace: Workspace) => void;
	readonly #registry: Registry;
	/** Books that are only looked at, and what was said of them. */
	shown: { id: string; head: PeriodHead } | undefined;

	/** @param opened hears when a workspace is opened in place of another */
	constructor(
		held: HeldDevice,
		announce: (ws: Uint8Array, n: number) => void,
		opened: (workspace: Workspace) => void,
		registry = REGISTRY
	) {
		this.#held = held;
		this.#announce = announce;
		this.#opened = opened;
		this.#registry = registry;
	}

	/** @param early answers while the lists are still being read */
	async open(device: Device, id: string, early = false): Promise<Workspace> {
		const books = await this.read(device, id, early);
		this.#held.device = device;
		this.current = books;
		this.#opened(books.workspace);
		return books.workspace;
	}

	/** Beside the open ones, which stay so. */
	async read(device: Device, id: string, early = false): Promise<OpenBooks> {
		const { store } = this.#held;
		const home = this.homeOf(device, id);
		const isArriving = device.secrets.workspaces.find((each) => each.id === id)?.joined !== undefined;
		if (!(await learnEpochKeys(home)) && !(isArriving && (await store.count('log', home.vault.ws)) === 0)) {
			const none = (await store.count('log', home.vault.ws)) === 0;
			throw new Refused(none ? { code: 'books-gone' } : { code: 'log-broken', detail: '0 entry-missing' });
		}
		const workspace = await (early ? Workspace.openFirst(home) : Workspace.open(home));
		// A full disk, or a relay that does not answer, must not keep anybody out: it is tried again.
		await this.settle(device, { workspace, home }).catch(() => undefined);
		return { home, workspace };
	}

	/** What the books may lack, tried again where it takes the relay. */
	async settle(device: Device, { workspace, home }: OpenBooks): Promise<void> {
		const ours = () => device.secrets.workspaces.find((each) => each.id === toHex(home.keys.wsId));
		const seed = () => kdfKey(fromBase64(ours()?.kit ?? device.secrets.recoverySeed));
		const next = await newerKit(workspace, home.keys, seed());
		if (next) {
			await this.#held.change(device, () => {
				const secrets = ours();
				if (secrets?.kit) secrets.kit = toBase64(next);
				else device.adoptRecovery(next, calendarDay());
			});
		}
		const secrets = ours();
		if (secrets) await settle(workspace, home, secrets, seed());
	}

	/** Answers with the id of the new books, which are open then. */
	async found(device: Device, input: Omit<CreateInput, 'passphrase'>): Promise<string> {
		const founded = foundWorkspace(device.recoverySeed);
		const id = toHex(founded.wsId);
		const secrets: WorkspaceSecrets = {
			id,
			name: input.business.name,
			memberId: toHex(founded.memberId),
			sample: input.sample !== undefined,
			device: toBase64(encodeDeviceSecrets(founded.device))
		};
		const before = { ...device.secrets };
		device.secrets.workspaces = [...before.workspaces, secrets];
		device.secrets.current = id;
		try {
			const home = this.homeOf(device, id);
			const puts = founded.entries.map((bytes, key) => ({ table: 'log' as const, ws: home.vault.ws, key, bytes: bytes as SealedBytes }));
			await this.#held.store.write({ puts }, 'relaxed');
			const workspace = await this.open(device, id);
			await writeFirstRecords(workspace, id, input);
			// Last: until the header names the workspace, it does not exist for anybody.
			await this.#held.change(device, () => {
				device.secrets.workspaces = [...device.secrets.workspaces.filter((other) => other.id !== id), secrets];
				device.secrets.current = id;
			});
			return id;
		} catch (cause) {
			Object.assign(device.secrets, before);
			if (before.workspaces.length === 0) {
				if (before.joining?.length) this.shut();
				else this.close();
			}
			throw cause;
		}
	}

	homeOf(device: Device, id: string): WorkspaceHome {
		const secrets = device.secrets.workspaces.find((workspace) => workspace.id === id);
		const keys = secrets && decodeDeviceSecrets(fromBase64(secrets.device));
		if (!keys) throw new Refused({ code: 'not-found' });
		const wsId = id16(fromHex(id));
		const vault = openVault(device.master, wsId);
		return {
			store: this.#held.store,
			vault,
			registry: this.#registry,
			viewOnly: this.shown?.id === id,
			keys: workspaceKeys(wsId, keys),
			locked: withWriteLock,
			announce: (n) => this.#announce(vault.ws, n)
		};
	}

	async status(device: Device, workspace: Workspace): Promise<DeviceStatus> {
		// What is open here: the header names what was opened last, perhaps in another tab.
		const current = toHex(workspace.books.home.keys.wsId);
		const business = await workspace.live<Business>('business', businessId(current));
		const own = device.secrets.workspaces.find(({ id }) => id === current);
		const readOnly = this.shown ? VIEWED : isShut(workspace, own?.admitBy !== undefined || own?.joined !== undefined);
		const workspaces = device.secrets.workspaces.map(({ id, name, sample }) => ({
			id,
			name: id === current ? (business?.name ?? name) : name,
			sample,
			...(id === current && workspace.broken && { readOnly: { code: 'log-broken' as const, detail: breakText(workspace.broken) } }),
			...(id === current && !workspace.broken && readOnly && { readOnly })
		}));
		const joining = device.secrets.joining?.length;
		return { state: 'open', workspaces, current, ...(joining && { joining }), ...(this.shown && { shown: this.shown.head }) };
	}

	/** Nothing is open from here on; the device stays unlocked. */
	shut(): void {
		this.current = undefined;
	}

	/** Locked from here on. */
	close(): void {
		this.#held.forget();
		this.current = undefined;
	}
}

const VIEWED: AppError = { code: 'read-only', detail: 'viewer' };

/** A device the log does not know yet is one whose admission is still on its way here. */
function isShut(workspace: Workspace, isExpected: boolean): AppError | undefined {
	const listed = workspace.membership?.devices.get(workspace.device);
	if (listed?.active) {
		if (ownRole(workspace) === 'r') return { code: 'read-only', detail: 'viewer' };
		return workspace.membership!.minProgram > PROGRAM ? { code: 'newer-version', detail: 'program' } : undefined;
	}
	if (listed) return { code: 'read-only', detail: workspace.membership?.members.has(listed.member) ? 'revoked' : 'removed' };
	if (workspace.shared) return isExpected ? undefined : { code: 'read-only', detail: 'not-admitted' };
	return { code: 'read-only' };
}
