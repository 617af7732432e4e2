/**
 * Named devices on one workspace, each a real Workspace on the file store with keys of its own, and a real relay behind a liar; nothing of a
 * browser. All waiting is for the thing itself: a device tells when it changed.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { openSqlite } from '../../../sync-server/log/sqlite.ts';
import { hex } from '../../../sync-server/protocol/bytes.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { Capability } from '../../../sync-server/protocol/membership-state.ts';
import { attachRelay, type Relay } from '../../../sync-server/relay/relay.ts';
import { kdfKey, type BoxPublic, type KdfKey } from '#lib/crypto/brands.ts';
import { newDeviceKeys, type DeviceKeys } from '#lib/crypto/device.ts';
import { boxEpochKey } from '#lib/crypto/epoch.ts';
import { newId16, randomKey } from '#lib/crypto/random.ts';
import { sign } from '#lib/crypto/sign.ts';
import { ready } from '#lib/crypto/sodium.ts';
import type { SealedBytes } from '#lib/storage/store.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import { levelOf, type Alarm, type AlarmKind } from '#lib/sync/alarms.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import type { LogHead } from '#lib/sync/port.ts';
import { Session, type SessionOptions } from '#lib/sync/session.ts';
import { TIMERS, type Timers } from '#lib/sync/time.ts';
import { putBlob } from '#lib/workspace/blobs.ts';
import { joinedNotes } from '#lib/workspace/device-notes.ts';
import { epochKeysRow, learnEpochKeys } from '#lib/workspace/epoch-keys.ts';
import { foundWorkspace } from '#lib/workspace/found.ts';
import type { WorkspaceHome } from '#lib/workspace/home.ts';
import { workspaceKeys } from '#lib/workspace/keys.ts';
import { liveType } from '#lib/workspace/live-type.ts';
import { registry } from '#lib/workspace/registry.ts';
import { SharedLog } from '#lib/workspace/shared-log.ts';
import { openVault } from '#lib/workspace/vault.ts';
import { Workspace } from '#lib/workspace/workspace.ts';
import { openFileStore } from '../../support/file-store.ts';
import { Liar } from './liar.ts';
import { broughtIn } from './member-scribe.ts';
import { membershipEntry } from './scribe.ts';

/** One record type: what the harness is about is the log. */
const NOTES = registry(
	liveType<{ text: string }>({
		type: 'note',
		schema: 1,
		shape: { texts: ['text'], keyed: [] },
		list: 'notes',
		row: (id, { text }) => ({ id, text })
	})
);

const newMaster = () => randomKey(kdfKey);

/** What takes seconds is waited for a twentieth of them; nothing is ever asserted about time. */
const QUICK: Timers = { after: (milliseconds, work) => TIMERS.after(milliseconds < 1000 ? milliseconds : milliseconds / 20, work) };

/** A real relay on a port of its own. */
export class RelayHouse {
	readonly #server: Server;
	readonly #relay: Relay;

	private constructor(server: Server, relay: Relay) {
		this.#server = server;
		this.#relay = relay;
	}

	/** @param file of its database; in memory without one */
	static async open(file = ':memory:'): Promise<RelayHouse> {
		const server = createServer((_, response) => response.writeHead(404).end());
		const relay = attachRelay(server, {
			store: openSqlite(file),
			config: { createsPerHour: 1e9, lettersPerMinute: 1e9 },
			journal: () => {}
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new RelayHouse(server, relay);
	}

	get url(): string {
		return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		await this.#relay.close();
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}

export interface Hand {
	readonly name: string;
	readonly keys: DeviceKeys;
	readonly home: WorkspaceHome;
	readonly workspace: Workspace;
	readonly port: SharedLog;
	readonly session: Session;
	/** Every alarm that was ever up, by kind. */
	readonly raised: Set<AlarmKind>;
	/** What its person saved here: the last text, by record. */
	readonly saved: Map<string, string>;
}

export interface CrewOptions {
	/** Those who are members of their own, invited by the first one; the others are her devices. */
	roles?: Readonly<Record<string, Capability>>;
	/** Devices that begin with no log at all, as after pairing. */
	fresh?: readonly string[];
	/** What a fresh device was told of the log by the one that admitted it. */
	known?: (log: readonly Uint8Array[]) => LogHead[];
	session?: Partial<SessionOptions>;
	/** Of what the relay brings beside the log. */
	heard?: (name: string, frame: Uint8Array) => void;
	/** Of the recovery code; a person has one for all her books. */
	seed?: KdfKey;
}

/** Their log begins with the genesis and the recovery code; the first device has then admitted the others. */
export class Crew {
	readonly liar: Liar;
	readonly hands = new Map<string, Hand>();
	readonly wsId: Uint8Array;
	readonly seed: KdfKey;
	readonly memberId: Uint8Array;
	/** The log before anybody connects. */
	readonly script: Uint8Array[];
	/** By name: the member whose device it is, and what it could do in the beginning. */
	readonly members = new Map<string, { id: Uint8Array; role: Capability }>();
	/** Records that several edit: their text is whatever it merges to. */
	readonly shared: string[] = [];
	/** Files that were put here by anybody, by their address. */
	readonly files = new Map<string, { by: string; bytes: Uint8Array }>();
	readonly #watchers = new Set<() => void>();
	readonly #stores: { close(): void }[] = [];

	private constructor(liar: Liar, wsId: Uint8Array, seed: KdfKey, memberId: Uint8Array, script: Uint8Array[]) {
		this.liar = liar;
		this.wsId = wsId;
		this.seed = seed;
		this.memberId = memberId;
		this.script = script;
	}

	static async assemble(relay: RelayHouse, names: readonly string[], options: CrewOptions = {}): Promise<Crew> {
		await ready();
		const { seed = randomKey(kdfKey) } = options;
		const { wsId, memberId, device, entries } = foundWorkspace(seed);
		const log = [...entries];
		const founderKeys = workspaceKeys(wsId, device);
		const crew = new Crew(await Liar.start(relay.url), wsId, seed, memberId, log);
		const founder = await crew.#house(founderKeys, entries, newMaster());
		const devices = new Map([[names[0]!, device]]);
		crew.members.set(names[0]!, { id: memberId, role: 'o' });
		for (const name of names.slice(1)) {
			const keys = newDeviceKeys();
			const role = options.roles?.[name];
			devices.set(name, keys);
			crew.members.set(name, role ? { id: newId16(), role } : { id: memberId, role: 'o' });
			if (role) broughtIn(device, log, founder.keys.epochKey(0), { device: keys, memberId: crew.members.get(name)!.id, role });
			else log.push(crew.admission(device, log, keys, founder.keys.epochKey(0)));
		}
		for (const [name, keys] of devices) await crew.#add(name, keys, founder.keys.epochKey(0), options);
		return crew;
	}

	/** The entry by which one device lists another. */
	admission(
		by: DeviceKeys,
		log: readonly Uint8Array[],
		added: Pick<DeviceKeys, 'id' | 'sign' | 'box'>,
		key: KdfKey,
		boxPk?: BoxPublic
	): Uint8Array {
		return membershipEntry(by, log, {
			kind: KIND.ADD_DEVICE,
			memberId: this.memberId,
			device: 'device',
			signPk: added.sign.publicKey,
			boxPk: added.box.publicKey,
			boxes: [{ devId: added.id, box: boxEpochKey(boxPk ?? added.box.publicKey, key) }]
		});
	}

	/** The keys of an epoch, as any device of the crew has them. */
	key(epoch = 0): KdfKey {
		return this.hand([...this.hands.keys()][0]!).home.keys.epochKey(epoch);
	}

	hand(name: string): Hand {
		return this.hands.get(name)!;
	}

	get all(): Hand[] {
		return [...this.hands.values()];
	}

	/** The first fills the relay; the others come when it has. */
	async start(...names: string[]): Promise<void> {
		for (const { session } of names.length > 0 ? names.map((name) => this.hand(name)) : this.all) {
			session.start();
			await session.settled();
		}
	}

	/** A record of its own unless one is named. */
	async save(name: string, text: string, id: string = hex(crypto.getRandomValues(new Uint8Array(16)))): Promise<string> {
		const { workspace, saved } = this.hand(name);
		await workspace.save((transaction) => transaction.putLive('note', id, { text }));
		saved.set(id, text);
		return id;
	}

	async text(name: string, id: string): Promise<string | undefined> {
		return (await this.hand(name).workspace.live<{ text: string }>('note', id))?.text;
	}

	/** A file that is sealed here and has not left yet. */
	async putFile(name: string, bytes: Uint8Array): Promise<string> {
		const { home, workspace } = this.hand(name);
		const address = await putBlob(home, bytes, workspace.epoch);
		this.files.set(address, { by: name, bytes });
		return address;
	}

	alarm<K extends AlarmKind>(name: string, kind: K): Extract<Alarm, { kind: K }> | undefined {
		return this.hand(name).session.alarms.get(kind);
	}

	/** Every device's log is the relay's, and nothing waits. */
	isQuiet(): boolean {
		return this.all.every((hand) => this.isLevel(hand, this.liar.log.length) || this.isAlarmed(hand));
	}

	isLevel({ session, workspace }: Hand, n: number): boolean {
		const { link, inFlight } = session.status;
		return link === 'live' && inFlight === 0 && waitingOf(workspace) === 0 && workspace.entries === n;
	}

	/** Something a person must see. */
	isAlarmed({ session }: Hand): boolean {
		return session.alarms.all.some((alarm) => levelOf(alarm) !== 'note');
	}

	/** Resolves when it holds; looked at whenever a device or the line changed. */
	until(holds: () => boolean | Promise<boolean>): Promise<void> {
		return new Promise((resolve, reject) => {
			let [looking, again] = [false, false];
			const look = async () => {
				if (looking) return void (again = true);
				looking = true;
				try {
					do {
						again = false;
						if (!(await holds())) continue;
						this.#watchers.delete(watch);
						return resolve();
					} while (again);
				} catch (error) {
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

	settle(): Promise<void> {
		return this.until(() => this.isQuiet());
	}

	/** Those whose log or books differ from the first one's. */
	async differences(): Promise<string[]> {
		const views = await Promise.all(this.all.map((hand) => this.view(hand)));
		return this.all.filter((_, at) => JSON.stringify(views[at]) !== JSON.stringify(views[0])).map(({ name }) => name);
	}

	/** The log and what it says, as this device has it. */
	async view({ name, workspace }: Hand): Promise<object> {
		const ids = [...new Set(this.all.flatMap(({ saved }) => [...saved.keys()])), ...this.shared].sort();
		const texts = await Promise.all(ids.map((id) => this.text(name, id)));
		return { entries: workspace.entries, R: workspace.rollingHash, texts, refusals: workspace.refusals.length };
	}

	async end(): Promise<void> {
		await Promise.all(this.all.map(({ session }) => session.stop()));
		await this.liar.end();
		for (const store of this.#stores) store.close();
	}

	async #house(keys: WorkspaceHome['keys'], log: readonly Uint8Array[], master: KdfKey): Promise<WorkspaceHome> {
		const store = await openFileStore(':memory:');
		this.#stores.push(store);
		const vault = openVault(master, keys.wsId);
		let turn: Promise<unknown> = Promise.resolve();
		const home: WorkspaceHome = {
			store,
			vault,
			registry: NOTES,
			keys,
			locked<T>(work: () => Promise<T>): Promise<T> {
				const mine = turn.then(work);
				turn = mine.catch(() => {});
				return mine;
			},
			announce: () => {}
		};
		if (log.length > 0) {
			const puts = log.map((bytes, key) => ({ table: 'log' as const, ws: vault.ws, key, bytes: bytes as SealedBytes }));
			await store.write({ puts }, 'relaxed');
			await learnEpochKeys(home);
		}
		return home;
	}

	async #add(name: string, keys: DeviceKeys, epochKey: KdfKey, { fresh = [], known, heard, session: more }: CrewOptions): Promise<void> {
		const isFresh = fresh.includes(name);
		const own = workspaceKeys(this.wsId, keys);
		if (isFresh) own.learn(0, epochKey);
		const home = await this.#house(own, isFresh ? [] : this.script, newMaster());
		if (isFresh) await home.store.write({ puts: [epochKeysRow(home.vault, own), joinedNotes(home.vault)] }, 'relaxed');
		const workspace = await Workspace.open(home);
		const port = new SharedLog(workspace);
		const raised = new Set<AlarmKind>();
		const session = new Session({
			address: parseRelayAddress(`http://${this.liar.host}`) as RelayAddress,
			port,
			signer: { publicKey: keys.sign.publicKey, sign: (domain, bytes) => sign(keys.sign.secretKey, domain, bytes) },
			WebSocket: WebSocket as unknown as SocketClass,
			mayFill: this.hands.size === 0,
			backoff: { first: 2, most: 20 },
			timers: QUICK,
			...(isFresh && known && { known: known(this.script) }),
			...(heard && { onEphemeral: (frame) => heard(name, frame) }),
			...more,
			onChange: () => {
				for (const { kind } of session.alarms.all) raised.add(kind);
				this.changed();
			}
		});
		workspace.submit = (make) => session.submit(make);
		workspace.onChange = () => this.changed();
		this.liar.names.set(hex(keys.sign.publicKey), name);
		this.hands.set(name, { name, keys, home, workspace, port, session, raised, saved: new Map() });
	}

	/** Somebody may be waiting for what has just changed. */
	changed(): void {
		for (const watch of [...this.#watchers]) watch();
	}
}

export function waitingOf({ books }: Workspace): number {
	return books.head.outbox?.count ?? 0;
}
