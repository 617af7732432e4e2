/**
 * The books of this device that are not open. [Note: other books] Only the open ones keep a connection; the others are brought up to date when they
 * are opened, when a person asks for it here, and before another device is let in.
 */
import type { OtherBooks } from '../devices/api.ts';
import { parseRelayAddress } from '../sync/address.ts';
import type { SocketClass } from '../sync/connection.ts';
import type { Session } from '../sync/session.ts';
import { readHead } from '../workspace/head.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { BookSync } from './book-sync.ts';
import type { DeviceHost } from './device-host.ts';
import { Refused } from './results.ts';
import { packsOf } from './sync-packs.ts';
import { readSyncRow } from './sync-row.ts';

export interface Aside {
	workspace: Workspace;
	home: WorkspaceHome;
	/** Live, with nothing waiting on either side. */
	session: Session;
}

export class OtherBooksHost {
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass;
	/** One after the other: each holds a whole workspace. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(host: DeviceHost, WebSocket: SocketClass) {
		this.#host = host;
		this.#WebSocket = WebSocket;
	}

	async list(): Promise<OtherBooks[]> {
		const { id: open } = this.#host.open;
		const device = await this.#host.refresh();
		const others = device.secrets.workspaces.filter(({ id }) => id !== open);
		return Promise.all(
			others.map(async ({ id, name, sample, relay }): Promise<OtherBooks> => {
				const home = this.#host.parts.homeOf(device, id);
				const [row, head] = [await readSyncRow(home), await readHead(home)];
				const address = relay === undefined ? undefined : parseRelayAddress(relay);
				return {
					id,
					name,
					sample,
					...(address && 'host' in address && { relay: address.host }),
					...(row.at !== undefined && { synced: new Date(row.at).toISOString() }),
					waiting: head?.outbox?.count ?? 0
				};
			})
		);
	}

	/** Entries and files, both ways. */
	sync(id: string): Promise<void> {
		return this.with(id, async ({ workspace, home, session }) => {
			const { isBroken } = await packsOf(session, workspace, home, id).run();
			if (isBroken) throw offline();
		});
	}

	/** Opens them beside those that are open, brings them up to date, and closes them again behind the work. */
	with<T>(id: string, work: (books: Aside) => Promise<T>): Promise<T> {
		const turn = this.#turn.then(() => this.#with(id, work));
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	async #with<T>(id: string, work: (books: Aside) => Promise<T>): Promise<T> {
		const { parts } = this.#host;
		const device = await this.#host.refresh();
		const secretsOf = () => device.secrets.workspaces.find((each) => each.id === id);
		if (!secretsOf() || id === this.#host.open.id) throw new Refused({ code: 'not-found' });
		if (!secretsOf()!.relay) throw new Refused({ code: 'invalid', field: 'sync', detail: 'no-relay' });
		const { workspace, home } = await parts.openAside(device, id);
		const options = {
			workspace,
			home,
			WebSocket: this.#WebSocket,
			readRelay: async () => ({ relay: secretsOf()?.relay, token: secretsOf()?.relayToken }),
			known: secretsOf()?.joined,
			// A fork is decided where the books are open.
			repeat: () => Promise.reject(offline()),
			changed: () => {}
		};
		const books = new BookSync(options);
		try {
			await books.begin();
			if (!(await books.take())) throw new Refused({ code: 'invalid', field: 'sync', detail: 'elsewhere' });
			const session = books.current;
			if (!session || !(await isLevel(session, workspace))) throw offline();
			const done = await work({ workspace, home, session });
			// What it saved goes to the relay too; if that breaks off, it waits like anything saved offline.
			await isLevel(session, workspace);
			return done;
		} finally {
			await books.close();
		}
	}
}

/** True once nothing waits on either side; false where the relay is not reached, or waits for a person. */
function isLevel(session: Session, workspace: Workspace): Promise<boolean> {
	return new Promise((resolve) => {
		const look = () => {
			const { link, inFlight, isHeld } = session.status;
			const isOver = link === 'waiting' || link === 'stopped' || link === 'off' || isHeld;
			const isDone = link === 'live' && inFlight === 0 && workspace.waiting === 0;
			if (!isOver && !isDone) return;
			off();
			workspace.onChange = () => {};
			resolve(isDone);
		};
		const off = session.onChange(look);
		workspace.onChange = look;
		look();
	});
}

function offline(): Refused {
	return new Refused({ code: 'invalid', field: 'sync', detail: 'offline' });
}
