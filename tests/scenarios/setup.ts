/**
 * People with devices on a real relay, without a browser: each device a real workspace on a file of its own with keys of its own, each connection a
 * real socket. `setup('alice', 'bob')`: Alice has founded the books and chosen the relay, Bob's device was admitted by hers and has the whole log.
 * Nothing here sleeps: who waits, waits for the thing itself, looked at whenever a session or a workspace says that something changed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { kdfKey, type KdfKey } from '#lib/crypto/brands.ts';
import { newDeviceKeys, type DeviceKeys } from '#lib/crypto/device.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { sign } from '#lib/crypto/sign.ts';
import { ready } from '#lib/crypto/sodium.ts';
import { withWriteLock } from '#lib/storage/locks.ts';
import { TABLES, type SealedBytes, type Store } from '#lib/storage/store.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import type { Alarm, AlarmKind } from '#lib/sync/alarms.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import type { LogHead } from '#lib/sync/port.ts';
import { Session, type SessionOptions } from '#lib/sync/session.ts';
import { REGISTRY } from '#lib/worker/registry.ts';
import { admitDevice } from '#lib/workspace/admission.ts';
import { joinedNotes } from '#lib/workspace/device-notes.ts';
import { epochKeysRow, learnEpochKeys } from '#lib/workspace/epoch-keys.ts';
import { foundWorkspace } from '#lib/workspace/found.ts';
import type { WorkspaceHome } from '#lib/workspace/home.ts';
import { workspaceKeys } from '#lib/workspace/keys.ts';
import { SharedLog } from '#lib/workspace/shared-log.ts';
import { openVault } from '#lib/workspace/vault.ts';
import { Workspace } from '#lib/workspace/workspace.ts';
import { anItem } from '../support/books.ts';
import { newId } from '../support/device.ts';
import { openFileStore } from '../support/file-store.ts';
import { startRelay, type TestRelay, type TestRelayOptions } from '../support/relay-device.ts';

/** Steps of waiting short enough for tests; nothing is ever asserted about time. */
const QUICK = { first: 5, most: 40 };
const open: (() => Promise<void> | void)[] = [];

/** For `afterEach`: ends all that was set up since. */
export async function endAll(): Promise<void> {
	for (const end of open.splice(0).reverse()) await end();
}

/** A relay that can be stopped, started again where it was, and put back to what it once held. */
export class RelayHouse {
	#running: TestRelay;
	/** Read when it is started again. */
	readonly options: TestRelayOptions;

	private constructor(running: TestRelay, options: TestRelayOptions) {
		this.#running = running;
		this.options = options;
	}

	/** @param options `file` may put a database where the relay will look for it */
	static async open({ file, ...options }: TestRelayOptions & { file?: (path: string) => void } = {}): Promise<RelayHouse> {
		const folder = mkdtempSync(join(tmpdir(), 'waxbill-scenario-'));
		file?.(join(folder, 'relay.sqlite'));
		const all = { folder, ...options, config: { createsPerHour: 1e9, ...options.config } };
		const house = new RelayHouse(await startRelay(all), all);
		open.push(async () => {
			await house.stop();
			rmSync(folder, { recursive: true, force: true });
		});
		return house;
	}

	get address(): RelayAddress {
		return parseRelayAddress(this.#running.origin) as RelayAddress;
	}

	get file(): string {
		return this.#running.file;
	}

	/** What it has written about its work since it was started. */
	get journal(): readonly string[] {
		return this.#running.lines;
	}

	async stop(): Promise<void> {
		if (this.#running.server.listening) await this.#running.stop();
	}

	/** On the same port, with what `file` holds now. */
	async start(): Promise<void> {
		this.#running = await startRelay({ ...this.options, port: Number(this.address.host.split(':')[1]) });
	}
}

export interface DeviceOptions extends Partial<SessionOptions> {
	/** Puts something between workspace and file. */
	wrap?: (store: Store) => Store;
	/** Of the device whose profile this one copies. */
	master?: KdfKey;
}

interface Identity {
	name: string;
	keys: DeviceKeys;
	master: KdfKey;
	home: WorkspaceHome;
}

export class Device {
	readonly name: string;
	readonly keys: DeviceKeys;
	readonly master: KdfKey;
	readonly home: WorkspaceHome;
	readonly workspace: Workspace;
	readonly port: SharedLog;
	/** Every kind of alarm that was ever up. */
	readonly raised = new Set<AlarmKind>();
	/** Name and id of every item saved here. */
	readonly saved = new Map<string, string>();
	session: Session;
	readonly #options: Partial<SessionOptions>;
	readonly #watchers = new Set<() => void>();

	constructor({ name, keys, master, home }: Identity, workspace: Workspace, options: Partial<SessionOptions>) {
		[this.name, this.keys, this.master, this.home, this.workspace] = [name, keys, master, home, workspace];
		this.port = new SharedLog(workspace);
		this.#options = options;
		workspace.onChange = () => this.#look();
		this.session = this.#newSession(options);
		open.push(() => this.session.stop());
	}

	/** As after a new start of the app; `more` changes what the session is given. */
	async reconnect(more: Partial<SessionOptions> = {}): Promise<void> {
		await this.session.stop();
		this.session = this.#newSession({ ...this.#options, ...more });
		this.session.start();
	}

	get alarms(): Alarm[] {
		return this.session.alarms.all;
	}

	alarm<K extends AlarmKind>(kind: K): Extract<Alarm, { kind: K }> | undefined {
		return this.session.alarms.get(kind);
	}

	get signer(): SessionOptions['signer'] {
		const { publicKey, secretKey } = this.keys.sign;
		return { publicKey, sign: (domain, bytes) => sign(secretKey, domain, bytes) };
	}

	/** An item of this name, of a record of its own unless one is given. */
	async save(name: string, id: string = newId(), changes: Record<string, unknown> = {}): Promise<string> {
		await this.workspace.save((transaction) => transaction.putLive('item', id, { ...anItem({ name, code: name }), ...changes }));
		this.saved.set(name, id);
		return id;
	}

	/** Names of all items, sorted. */
	async items(): Promise<string[]> {
		const found = await this.workspace.select('item', {}, '2026-11-22');
		return found!
			.rows(undefined)
			.map(({ name }) => String(name))
			.sort();
	}

	async item(id: string): Promise<Record<string, unknown> | undefined> {
		return this.workspace.live('item', id);
	}

	/** All that is waited for here has left, and came back in the log. */
	get isLevel(): boolean {
		const { link, inFlight } = this.session.status;
		return link === 'live' && inFlight === 0 && this.workspace.waiting === 0;
	}

	/** Resolves when it holds. */
	until(holds: () => boolean | Promise<boolean>): Promise<void> {
		return new Promise((resolve, reject) => {
			let [looking, again] = [false, false];
			const look = async () => {
				again = true;
				if (looking) return;
				looking = true;
				try {
					while (again) {
						again = false;
						if (!(await holds())) continue;
						this.#watchers.delete(watch);
						resolve();
						return;
					}
				} catch (error) {
					this.#watchers.delete(watch);
					reject(error as Error);
				} finally {
					looking = false;
				}
			};
			const watch = () => void look();
			this.#watchers.add(watch);
			watch();
		});
	}

	level(): Promise<void> {
		return this.until(() => this.isLevel);
	}

	/** Resolves when an alarm of that kind is up. */
	async raises<K extends AlarmKind>(kind: K): Promise<Extract<Alarm, { kind: K }>> {
		await this.until(() => this.alarm(kind) !== undefined);
		return this.alarm(kind)!;
	}

	/** All that can be seen of these books: two devices with the same log must say the same. */
	async view(): Promise<string> {
		const { workspace } = this;
		const found = await workspace.select('item', {}, '2026-11-22');
		const rows = found!
			.rows(undefined)
			.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)));
		return JSON.stringify([workspace.entries, workspace.rollingHash, rows.sort(), workspace.refusals]);
	}

	#newSession(options: Partial<SessionOptions>): Session {
		const session = new Session({
			address: options.address!,
			port: this.port,
			signer: this.signer,
			WebSocket: WebSocket as unknown as SocketClass,
			backoff: QUICK,
			...options,
			onChange: () => {
				for (const { kind } of session.alarms.all) this.raised.add(kind);
				this.#look();
			}
		});
		this.workspace.submit = (make) => session.submit(make);
		return session;
	}

	#look(): void {
		for (const watch of [...this.#watchers]) watch();
	}
}

export interface Scene {
	relay: RelayHouse;
	/** Connects and waits until the log here is the relay's. */
	connect(...devices: Device[]): Promise<void>;
	/** Waits until all have sent and heard everything. */
	converge(...devices: Device[]): Promise<void>;
	/** The whole profile of a device, copied while it was closed: the same keys, twice. */
	copy(name: string, of: Device): Promise<Device>;
	/** The first device of somebody who was admitted, with what that brought and nothing of the log yet. */
	arrive(name: string, keys: WorkspaceHome['keys'], known: LogHead): Promise<Device>;
	/** One more device of the same person, admitted by `by`, with nothing of the log yet. */
	admit(name: string, by: Device, options?: DeviceOptions): Promise<Device>;
}

export interface SetupOptions {
	relay?: TestRelayOptions;
	/** Given to every device's session. */
	session?: Partial<SessionOptions>;
	/** Leaves the others unadmitted, and the first unconnected. */
	alone?: boolean;
	/** Items the founder saves before she knows of any relay. */
	before?: number;
}

/** All connected, all with the same log. */
export async function setup<N extends string>(names: readonly N[], options: SetupOptions = {}): Promise<Scene & Record<N, Device>> {
	await ready();
	const relay = await RelayHouse.open(options.relay);
	const session = { address: relay.address, ...options.session };
	const seed = randomKey(kdfKey);
	const founded = foundWorkspace(seed);
	const scene: Scene = {
		relay,
		async connect(...devices) {
			for (const device of devices) {
				device.session.start();
				await device.session.settled();
			}
		},
		async converge(...devices) {
			for (const device of devices) await device.level();
			const most = Math.max(...devices.map(({ workspace }) => workspace.entries));
			for (const device of devices) await device.until(() => device.isLevel && device.workspace.entries >= most);
		},
		async copy(name, of) {
			const { store, vault } = of.home;
			const keys = workspaceKeys(founded.wsId, of.keys);
			for (const [epoch, key] of of.home.keys.known()) keys.learn(epoch, key);
			return newDevice(name, keys, [], { ...session, master: of.master }, async (into) => {
				for (const table of TABLES)
					for await (const rows of store.all(table, vault.ws, 500))
						await into.write({ puts: rows.map(({ key, bytes }) => ({ table, ws: vault.ws, key, bytes })) }, 'relaxed');
			});
		},
		arrive: (name, keys, known) => newDevice(name, keys, [], { ...session, known: [known] }),
		async admit(name, by, more = {}) {
			const keys = newDeviceKeys();
			await admitDevice(by.workspace, by.home.keys, keys);
			const known: LogHead[] = [await by.port.head()];
			const own = workspaceKeys(founded.wsId, keys);
			for (const [epoch, key] of by.home.keys.known()) own.learn(epoch, key);
			return newDevice(name, own, [], { ...session, known, ...more });
		}
	};
	const first = await newDevice(names[0]!, workspaceKeys(founded.wsId, founded.device), founded.entries, { ...session, mayFill: true });
	for (let index = 0; index < (options.before ?? 0); index++) await first.save(`before ${index}`);
	const all: Record<string, Device> = { [names[0]!]: first };
	if (!options.alone) {
		await scene.connect(first);
		for (const name of names.slice(1)) {
			const device = await scene.admit(name, first);
			all[name] = device;
			await scene.connect(device);
		}
		await scene.converge(...Object.values(all));
	}
	return { ...scene, ...(all as Record<N, Device>) };
}

/** @param log what the device has of it when it begins */
async function newDevice(
	name: string,
	keys: WorkspaceHome['keys'],
	log: readonly Uint8Array[],
	{ wrap = (store) => store, master = randomKey(kdfKey), ...session }: DeviceOptions,
	fill?: (store: Store) => Promise<void>
): Promise<Device> {
	const folder = mkdtempSync(join(tmpdir(), `waxbill-${name}-`));
	const store = wrap(await openFileStore(join(folder, 'device.db')));
	open.push(() => {
		store.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const vault = openVault(master, keys.wsId);
	const home: WorkspaceHome = {
		store,
		vault,
		registry: REGISTRY,
		keys,
		locked: (work) => withWriteLock(work, `wb1-write/${folder}`),
		announce: () => {}
	};
	if (fill) await fill(store);
	else if (log.length > 0) {
		const puts = log.map((bytes, key) => ({ table: 'log' as const, ws: vault.ws, key, bytes: bytes as SealedBytes }));
		await store.write({ puts }, 'relaxed');
		await learnEpochKeys(home);
	} else await store.write({ puts: [epochKeysRow(vault, keys), joinedNotes(vault)] }, 'relaxed');
	return new Device({ name, keys: keys.device, master, home }, await Workspace.open(home), session);
}
