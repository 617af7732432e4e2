/** All of the worker that is about devices: loaded when they are looked at, paired, recovered or written down at the relay. */
import { PROGRAM } from '../../../sync-server/protocol/codec.ts';
import { sayProgram } from '../devices/programs.ts';
import type { SocketClass } from '../sync/connection.ts';
import type { DeviceHost } from './device-host.ts';
import { DevicesHost } from './devices-host.ts';
import { refreshLocator } from './locators.ts';
import { OtherBooksHost } from './other-books.ts';
import { PairingHost } from './pairing-host.ts';
import { RecoverHost } from './recover-host.ts';
import { calendarDay } from './today.ts';

export class Devices {
	readonly list: DevicesHost;
	readonly others: OtherBooksHost;
	readonly pairing: PairingHost;
	readonly recovery: RecoverHost;
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass;

	/** @param onMore further books came to this device */
	constructor(host: DeviceHost, WebSocket: SocketClass, onMore: () => void) {
		this.#host = host;
		this.#WebSocket = WebSocket;
		this.list = new DevicesHost(host);
		this.others = new OtherBooksHost(host, WebSocket);
		this.pairing = new PairingHost(host, WebSocket, { others: this.others, onMore });
		this.recovery = new RecoverHost(host, WebSocket, this.others);
	}

	/** Of this device's day, for what a person reads. */
	get today(): string {
		return calendarDay();
	}

	/** The relay answers again: what waited for it is done. */
	async live(): Promise<void> {
		await this.#host.settle();
		// Who may not write cannot say it.
		await sayProgram(this.#host.open.workspace, PROGRAM).catch(() => undefined);
		await refreshLocator(this.#host, this.#WebSocket, this.today);
	}
}
