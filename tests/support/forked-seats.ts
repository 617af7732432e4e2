/** Two devices of one person whose relay came to be two, and showed each another log. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { aParty } from './books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, type TestDevice } from './device.ts';
import { ended, endPaired, relayHouse } from './paired-books.ts';
import { pair } from './paired.ts';
import { newFolder } from './relay-device.ts';
import { Newcomer } from '../scenarios/inviting.ts';
import { Liar } from '../scenarios/hostile/liar.ts';
import { KIND, parseEntry, type Entry } from '../../sync-server/protocol/codec.ts';
import { teamLink } from '#lib/identity/team-link.ts';
import type { SyncStatus } from '#lib/relay/api.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { memberRecordId } from '#lib/team/records.ts';
import { inviteMember, admitJoiner, invitations } from '#lib/workspace/invitations.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { SyncHost } from '#lib/worker/sync-host.ts';

const QUICK = { backoff: { first: 5, most: 40 } };
const ends: (() => unknown)[] = [];

/** For `afterEach`. */
export async function endSeats(): Promise<void> {
	for (const end of ends.splice(0).reverse()) await end();
	await endPaired();
}

export class Seat {
	readonly device: TestDevice;
	readonly sync: SyncHost;
	readonly #watchers = new Set<() => void>();

	private constructor(device: TestDevice) {
		this.device = device;
		this.sync = new SyncHost(device.host, { WebSocket: WebSocket as unknown as SocketClass, session: QUICK });
	}

	static async open(device: TestDevice): Promise<Seat> {
		const seat = new Seat(device);
		const { workspace } = device.host.open;
		workspace.onChange = () => seat.sync.changed();
		seat.sync.watch(() => seat.#watchers.forEach((look) => look()));
		await seat.sync.opened(workspace);
		ends.push(() => seat.sync.close());
		return seat;
	}

	get workspace() {
		return this.device.host.open.workspace;
	}

	get books() {
		const { workspace, home, id } = this.device.host.open;
		return new BookCommands(workspace, home, id);
	}

	async save(name: string): Promise<string> {
		const id = newId();
		await this.books.save('party', id, aParty({ name }));
		return id;
	}

	async clients(): Promise<string[]> {
		return (await this.books.list('party')).rows.map(({ name }) => name).sort();
	}

	online(online: boolean): void {
		this.sync.reachable({ online, visible: true });
	}

	when(is: (status: SyncStatus) => boolean | Promise<boolean>): Promise<SyncStatus> {
		return new Promise((resolve) => {
			const look = async () => {
				const status = await this.sync.status();
				if (!(await is(status))) return;
				this.#watchers.delete(watch);
				resolve(status);
			};
			const watch = () => void look();
			this.#watchers.add(watch);
			watch();
		});
	}

	level(): Promise<SyncStatus> {
		return this.when(({ link, waiting }) => link === 'live' && waiting === 0);
	}

	async entries(): Promise<Entry[]> {
		const { home } = this.device.host.open;
		const rows = await home.store.range('log', home.vault.ws, 0, 1e6, 1e6);
		return rows.map(({ bytes }) => parseEntry(bytes) as Entry);
	}
}

export const isForked = ({ alarms }: SyncStatus) => alarms[0]?.alarm.kind === 'fork';

/** Alice's laptop and phone, level, with a proxy before the relay; then the relay is two, and shows each another log. */
export async function twoVersions({
	before = async (_: Seat, _relay: string) => {},
	inFirst = async (_: Seat) => {},
	inSecond = async (_: Seat) => {}
} = {}) {
	const first = await relayHouse();
	const liar = await Liar.start(first.url.replace(/\/relay$/, ''));
	ends.push(() => liar.end());
	const laptop = await Seat.open(await ended(newDevice()));
	await issueInvoice(laptop.device);
	await laptop.sync.connect(`http://${liar.host}`);
	await laptop.level();
	const device = await ended(emptyDevice());
	const { offer, join: joined } = await pair(laptop.device.host, device.host);
	if (offer.status === 'rejected') throw offer.reason;
	if (joined.status === 'rejected') throw joined.reason;
	const phone = await Seat.open(device);
	await phone.when(({ entries, link }) => link === 'live' && entries >= laptop.workspace.entries);
	await phone.level();
	await before(laptop, `http://${liar.host}`);
	await laptop.level();
	await phone.when(({ entries, link }) => link === 'live' && entries >= laptop.workspace.entries);
	await laptop.when(({ entries }) => entries >= phone.workspace.entries);

	phone.online(false);
	laptop.online(false);
	liar.cut();
	await first.stop();
	const folder = newFolder();
	copyFileSync(first.file, join(folder, 'relay.sqlite'));
	const port = Number(first.host.split(':')[1]);
	const firstAgain = await relayHouse({ folder: first.folder, port });
	const second = await relayHouse({ folder });
	laptop.online(true);
	await inFirst(laptop);
	await laptop.level();
	laptop.online(false);
	liar.relay = () => second.url.replace(/\/relay$/, '');
	liar.cut();
	phone.online(true);
	await inSecond(phone);
	await phone.level();
	return { laptop, phone, liar, first: firstAgain };
}

/** Asks to join, and is let in as an editor; his device need not come. */
export async function letIn(seat: Seat, relay: string, name: string): Promise<string> {
	const { workspace, home } = seat.device.host.open;
	const { id, secret, n, R } = await inviteMember(workspace, { role: 'w', name });
	const newcomer = new Newcomer(name, teamLink('https://books.example/join', { secret, wsId: home.keys.wsId, role: 'w', n, R, relay }));
	ends.push(() => newcomer.stop());
	const found = async () => (await invitations(workspace, newcomer.relay.host)).find((each) => each.id === id)?.joiner;
	await seat.when(async () => (await found()) !== undefined);
	const joiner = (await found())!;
	const { member } = await admitJoiner(workspace, home.keys, { id, role: 'w', ...joiner }, (transaction) =>
		transaction.putLive('member', memberRecordId(joiner.member), { name })
	);
	return member;
}

/** What this device wrote into the log: kinds, by position; 0 where another did. */
export const own = async (seat: Seat) =>
	(await seat.entries()).map(({ kind, devId }) => (toHex(devId) === seat.workspace.device ? kind : 0));
export const forks = async (seat: Seat) => (await seat.entries()).filter(({ kind }) => kind === KIND.FORK);
