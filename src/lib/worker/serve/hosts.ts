/** What lives as long as the worker and is not needed by most starts: loaded when first asked for, or behind the first list. */
import type { SocketClass } from '../../sync/connection.ts';
import type { BackupHost } from '../backup-host.ts';
import type { DataHost } from '../data-host.ts';
import type { Devices } from '../devices.ts';
import type { IssuerCommands } from '../issuer-commands.ts';
import { kitOf } from '../kit-of.ts';
import type { LiveHost } from '../live-host.ts';
import type { SyncHost } from '../sync-host.ts';
import type { Team } from '../team.ts';
import type { Desk } from './desk.ts';

interface RelayHeard {
	/** It answers, and all it has is here. */
	live: () => void;
	/** Somebody answered a client link. */
	answered: () => void;
}

export class Hosts {
	readonly #desk: Desk;
	readonly #heard: RelayHeard;
	/** How a relay is reached. */
	readonly Socket: SocketClass;
	#syncLoading: Promise<SyncHost> | undefined;
	#devices: Promise<Devices> | undefined;
	#team: Promise<Team> | undefined;
	#data: DataHost | undefined;
	#backups: BackupHost | undefined;
	/** As far as they are loaded. */
	sync: SyncHost | undefined;
	live: LiveHost | undefined;

	constructor(desk: Desk, Socket: SocketClass, heard: RelayHeard) {
		this.#desk = desk;
		this.Socket = Socket;
		this.#heard = heard;
	}

	/** Loaded behind the first list. */
	async withSync<T>(command: (host: SyncHost) => Promise<T> | T): Promise<T> {
		this.#syncLoading ??= Promise.all([this.#desk.started, import('../sync-host.ts')]).then(([device, { SyncHost }]) => {
			return (this.sync = new SyncHost(device, {
				WebSocket: this.Socket,
				origin: location.origin,
				beforeSharing: async () => (await this.#desk.open()).books.series.leaseFree(),
				...this.#heard
			}));
		});
		return command(await this.#syncLoading);
	}

	/** Loaded when devices are looked at, paired or recovered, and when the relay answers. */
	devices(): Promise<Devices> {
		return (this.#devices ??= Promise.all([this.#desk.started, import('../devices.ts')]).then(
			([host, { Devices }]) => new Devices(host, this.Socket, this.#desk.tellStatus)
		));
	}

	/** Loaded when it is asked who keeps the books, when somebody has left them, and when the device asks to join others. */
	team(): Promise<Team> {
		return (this.#team ??= Promise.all([this.#desk.started, import('../team.ts')]).then(
			([host, { Team }]) => new Team(host, this.Socket, this.#desk.tellStatus)
		));
	}

	/** Loaded when first asked for, or when something rests in the bin. */
	async data(): Promise<DataHost> {
		const [host, { DataHost }] = await Promise.all([this.#desk.started, import('../data-host.ts')]);
		return (this.#data ??= new DataHost(host));
	}

	/** Loaded when first asked for, and when a folder waits for one: most openings make no backup. */
	async backups(): Promise<BackupHost> {
		const [host, { BackupHost }] = await Promise.all([this.#desk.started, import('../backup-host.ts')]);
		return (this.#backups ??= new BackupHost(host));
	}

	/** Loaded when a document is issued or shown, and behind the first list. */
	async issuer(): Promise<IssuerCommands> {
		const [{ workspace, home, id }, { IssuerCommands }] = await Promise.all([this.#desk.open(), import('../issuer-commands.ts')]);
		return new IssuerCommands(workspace, home.keys, id, kitOf((await this.#desk.started).parts.device(), home.keys.wsId));
	}

	/** Loaded with the first form. */
	async liveForms(): Promise<LiveHost> {
		const { LiveHost } = await import('../live-host.ts');
		return (this.live ??= new LiveHost());
	}
}
