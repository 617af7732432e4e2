/** Syncing in the worker: the open books and their relay, and what a person asks of it. Other books of the device are synced when they are opened. */
import type { Branch, ForkReport, SyncDetails, SyncProblem, SyncStatus } from '../relay/api.ts';
import { parseRelayAddress, type RelayAddress } from '../sync/address.ts';
import type { Alarm, AlarmKind } from '../sync/alarms.ts';
import type { SocketClass } from '../sync/connection.ts';
import { deleteOn, move, probe, type DeviceOptions, type Unreached } from '../sync/repair.ts';
import type { Packs } from '../sync/packs.ts';
import type { Session, SessionOptions } from '../sync/session.ts';
import { toHex } from '../workspace/bytes.ts';
import { unshare } from '../workspace/shared-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { BookSync, signerOf } from './book-sync.ts';
import type { DeviceHost } from './device-host.ts';
import { Refused } from './results.ts';
import { examineFork, forkEntry, forkReport, mayDecide, removalsAtStake, repeatRemoval, type Fork } from './sync-fork.ts';
import { fetchFile, packsOf } from './sync-packs.ts';
import { syncDetails } from './sync-details.ts';
import { syncStatus } from './sync-status.ts';

export interface SyncHostOptions {
	WebSocket: SocketClass;
	/** Where the app is served. */
	origin?: string;
	session?: Partial<SessionOptions>;
	/** The relay answers, and all it has is here: called each time that becomes so. */
	live?: () => void;
	/** Somebody answered a client link of the open books. */
	answered?: () => void;
	/** What must be in the log before anybody else may write to it. */
	beforeSharing?: (workspace: Workspace) => Promise<void>;
}

/** Milliseconds in which changes of the status are told together. */
const TOGETHER = 80;

export class SyncHost {
	readonly #host: DeviceHost;
	readonly #o: SyncHostOptions;
	#books: BookSync | undefined;
	#workspace: Workspace | undefined;
	/** Opening, closing and what a person asks come one after the other. */
	#turn: Promise<unknown> = Promise.resolve();
	#watcher: ((status: SyncStatus) => void) | undefined;
	#isTelling = false;
	#isEnded = false;
	#wasLive = false;
	#carried: Promise<unknown> = Promise.resolve();
	readonly #carriers = new WeakMap<Session, Packs>();
	#files: SyncStatus['files'];
	#page = { online: true, visible: true };

	constructor(host: DeviceHost, options: SyncHostOptions) {
		this.#host = host;
		this.#o = options;
	}

	/** The device's open books are these now. */
	opened(workspace: Workspace): Promise<void> {
		return this.#inTurn(async () => {
			if (this.#workspace === workspace) return;
			this.#workspace = workspace;
			await this.#books?.close();
			const { home, id } = this.#host.open;
			const books: BookSync = new BookSync({
				workspace,
				home,
				WebSocket: this.#o.WebSocket,
				...(this.#o.session && { session: this.#o.session }),
				readRelay: () => this.#readRelay(id),
				repeat: (removal) => repeatRemoval(this.#host, removal),
				known: this.#host.parts.device()?.secrets.workspaces.find((each) => each.id === id)?.joined,
				changed: () => this.changed(),
				arrived: (session) => void this.#carryFiles(session),
				answered: () => this.#o.answered?.()
			});
			this.#books = books;
			books.reachable(this.#page);
			await books.begin();
		});
	}

	/** Ends the connection, and this tab's place in line. */
	close(): Promise<void> {
		this.#isEnded = true;
		return this.#inTurn(async () => {
			await this.#books?.close();
			this.#books = undefined;
			this.#workspace = undefined;
		});
	}

	/** The books may have changed, or how they stand to the relay. */
	changed(): void {
		if (this.#isTelling) return;
		this.#isTelling = true;
		setTimeout(() => {
			this.#isTelling = false;
			void this.status().then(
				(status) => {
					if (status.link === 'live' && !this.#wasLive) this.#o.live?.();
					this.#wasLive = status.link === 'live';
					this.#watcher?.(status);
				},
				// Locked meanwhile.
				() => undefined
			);
		}, TOGETHER);
	}

	watch(watcher: (status: SyncStatus) => void): void {
		this.#watcher = watcher;
	}

	async status(): Promise<SyncStatus> {
		if (!this.#books && !this.#isEnded) await this.opened(this.#host.open.workspace);
		const { id } = this.#host.open;
		const joined = this.#host.parts.device()?.secrets.workspaces.find((each) => each.id === id)?.joined?.n;
		return syncStatus({ ...this.#open.facts, joined, files: this.#files });
	}

	details(): Promise<SyncDetails> {
		const { workspace, home } = this.#host.open;
		return syncDetails(workspace, home);
	}

	/** The live connection, for what is no part of the log; asks the tab that holds it. Undefined where there is none. */
	session(): Promise<Session | undefined> {
		return this.#books?.live() ?? Promise.resolve(undefined);
	}

	/** The connection of this tab. */
	get held(): Session | undefined {
		return this.#books?.current;
	}

	/** Resolves when what this tab had to say over its line has been said, or cannot be. */
	async said(): Promise<void> {
		await this.#books?.current?.sent();
	}

	/** A file that is not here. True when it has come from the relay. */
	async fetchFile(name: string): Promise<boolean> {
		const session = await this.session();
		return session ? this.#carry(() => fetchFile(this.#packs(session), this.#host.open.workspace, name)) : false;
	}

	/** Files that were put here since are carried too. */
	filesChanged(): void {
		const session = this.#books?.current;
		if (session?.status.link === 'live') void this.#carryFiles(session);
	}

	async #carryFiles(session: Session): Promise<void> {
		// What cannot be read or sent now is tried with the next connection.
		await this.#carry(() => this.#packs(session).run((files) => this.#carrying(files))).catch(() => undefined);
		this.#carrying(undefined);
	}

	#carrying(files: SyncStatus['files']): void {
		this.#files = files && files.done < files.of ? files : undefined;
		this.changed();
	}

	/** One after the other: answers of the relay come in the order of what was asked. */
	#carry<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#carried.then(work);
		this.#carried = turn.catch(() => undefined);
		return turn;
	}

	#packs(session: Session): Packs {
		const { workspace, home, id } = this.#host.open;
		let packs = this.#carriers.get(session);
		if (!packs) this.#carriers.set(session, (packs = packsOf(session, workspace, home, id)));
		return packs;
	}

	reachable(page: { online: boolean; visible: boolean }): void {
		this.#page = page;
		this.#books?.reachable(page);
	}

	retry(): void {
		const session = this.#books?.current;
		if (session) this.#carriers.get(session)?.again();
		this.#open.retry();
		this.filesChanged();
	}

	/** The relay served beside the app, where one answers. */
	async own(): Promise<{ address: string } | undefined> {
		const address = parseRelayAddress(this.#o.origin ?? '');
		if ('problem' in address) return undefined;
		const found = await probe({ address, WebSocket: this.#o.WebSocket });
		return 'problem' in found ? undefined : { address: address.host };
	}

	/** Resolves when the relay takes these books; filling it may go on behind. */
	connect(text: string, token?: string): Promise<void> {
		return this.#inTurn(async () => {
			const books = this.#open;
			const address = addressOf(text);
			const { workspace } = this.#host.open;
			if (workspace.broken) throw new Refused({ code: 'log-broken' });
			reached(await probe({ address, WebSocket: this.#o.WebSocket }));
			await this.#take();
			if (!books.relay) await this.#o.beforeSharing?.(workspace);
			// A relay that these books did not move to is given nothing.
			const session = await books.tryOut(address, token, !books.relay || books.relay.origin === address.origin);
			const problem = await taken(session);
			if (problem) {
				await books.end(books.relay === undefined);
				books.resume();
				throw problem;
			}
			await this.#setRelay(address.origin, token);
			if (session.status.link !== 'live') await books.filling();
			await books.adopt();
		});
	}

	/** Saves go on into the outbox, or into the log where it is this device's alone. */
	disconnect(): Promise<void> {
		return this.#inTurn(async () => {
			const books = this.#open;
			if (!books.relay) throw problem('sync', 'no-relay');
			await this.#take();
			const { session } = books.facts;
			const isQuiet = session?.link === 'live' && session.inFlight === 0;
			await this.#leave(isQuiet);
		});
	}

	/** The new relay has everything when it resolves, and the last entry at the old one says where to go. */
	move(text: string, token?: string): Promise<void> {
		return this.#inTurn(async () => {
			const books = this.#open;
			if (!books.relay) throw problem('sync', 'no-relay');
			const address = addressOf(text);
			if (address.origin === books.relay.origin) return;
			const session = await books.live();
			if (!session) throw problem('sync', 'offline');
			const { workspace } = this.#host.open;
			const moved = await move(session, { ...this.#device(address), ...(token !== undefined && { token }) }, async () => {
				if ((await books.port.moved?.()) !== address.origin) await workspace.save(async (transaction) => transaction.moved(address.origin));
			});
			reached(moved);
			if ('alarm' in moved) throw refusedBy(moved.alarm);
			await books.end(true);
			await this.#setRelay(address.origin, token);
			await books.announce();
		});
	}

	/** Another device moved the books: this one goes on where they are now. */
	follow(to: string): Promise<void> {
		return this.#inTurn(async () => {
			const address = addressOf(to);
			reached(await probe({ address, WebSocket: this.#o.WebSocket }));
			await this.#take();
			await this.#open.end(true);
			await this.#setRelay(address.origin, undefined);
			await this.#open.announce();
		});
	}

	restore(): Promise<void> {
		return this.#inTurn(async () => {
			await this.#take();
			await this.#open.fill();
		});
	}

	forkReport(): Promise<ForkReport> {
		return this.#inTurn(async () => forkReport(this.#host.open.workspace, await this.#examine()));
	}

	/**
	 * Mine: the relay forgets its branch and is given this one, which only an owner's device may ask for. Theirs: what was written here waits again.
	 * Either way the log says first who is put out again, or may do less, and which branch was given up; then what waits is sent.
	 */
	resolveFork(branch: Branch, repeated: readonly string[]): Promise<void> {
		return this.#inTurn(async () => {
			const books = this.#open;
			await this.#take();
			const fork = await this.#examine();
			// Settled meanwhile, here or elsewhere: choosing again would give up what was chosen.
			if (!fork.mine.first || !fork.theirs.first) return books.forkSettled();
			const { workspace } = this.#host.open;
			if (!mayDecide(workspace, fork, branch)) throw problem('sync', 'not-admin');
			const said = forkEntry(fork, branch);
			const repeat = removalsAtStake(workspace, fork, branch).filter(({ id }) => repeated.includes(id));
			await books.port.choose({ repeat, ...(said && { fork: said }) });
			if (branch === 'theirs') return books.takeBranchOfRelay(fork.common);
			await books.end();
			await this.#delete(books.relay!);
			await books.end(true);
			await books.filling();
			books.resume();
		});
	}

	async #examine(): Promise<Fork> {
		const { relay } = this.#open;
		if (!relay) throw problem('sync', 'no-relay');
		const fork = await examineFork({ ...this.#device(relay), port: this.#open.port });
		reached(fork);
		if ('alarm' in fork) throw refusedBy(fork.alarm);
		return fork as Fork;
	}

	/** One JSON file: each with its key and its bytes in hexadecimal, sealed as they are. */
	async exportDamaged(): Promise<Blob> {
		const { workspace, id } = this.#host.open;
		const items = await workspace.damaged();
		const json = { workspace: id, device: workspace.device, items: items.map(({ bytes, ...item }) => ({ ...item, bytes: toHex(bytes) })) };
		return new Blob([JSON.stringify(json, undefined, '\t')], { type: 'application/json' });
	}

	async dropDamaged(): Promise<void> {
		await this.#host.open.workspace.dropDamaged();
		this.changed();
	}

	/** What is only told goes when it was read; the rest says how things stand. */
	async dismiss(kind: AlarmKind): Promise<void> {
		if (kind === 'followed') await this.#open.forgetFollowed();
	}

	delete(): Promise<void> {
		return this.#inTurn(async () => {
			const books = this.#open;
			if (!books.relay) throw problem('sync', 'no-relay');
			await this.#take();
			await books.end();
			await this.#delete(books.relay);
			await this.#leave(true);
		});
	}

	async #delete(relay: RelayAddress): Promise<void> {
		const done = await deleteOn(this.#device(relay));
		if (done === 'deleted' || done === 'not-there') return;
		this.#open.resume();
		if (done === 'not-owner') throw problem('sync', 'not-owner');
		reached(done);
	}

	/** @param alone where nothing is on its way: then positions may be given here again, if no other device writes */
	async #leave(alone: boolean): Promise<void> {
		await this.#open.end(true);
		await this.#setRelay(undefined, undefined);
		await this.#open.announce();
		if (alone) await unshare(this.#host.open.workspace);
		this.changed();
	}

	/** Nobody else of this browser may hold the connection while it is changed. */
	async #take(): Promise<void> {
		if (!(await this.#open.take())) throw problem('sync', 'elsewhere');
	}

	#device(address: RelayAddress): DeviceOptions {
		return { address, WebSocket: this.#o.WebSocket, port: this.#open.port, signer: signerOf(this.#host.open.home) };
	}

	async #readRelay(id: string): Promise<{ relay?: string | undefined; token?: string | undefined }> {
		const device = await this.#host.refresh();
		const secrets = device.secrets.workspaces.find((each) => each.id === id);
		return { relay: secrets?.relay, token: secrets?.relayToken };
	}

	async #setRelay(relay: string | undefined, token: string | undefined): Promise<void> {
		const { id } = this.#host.open;
		const { parts } = this.#host;
		const device = parts.device();
		if (!device) throw new Refused({ code: 'locked' });
		await parts.change(device, () => {
			const secrets = device.secrets.workspaces.find((each) => each.id === id);
			if (secrets) Object.assign(secrets, { relay, relayToken: token });
		});
	}

	get #open(): BookSync {
		if (!this.#books) throw new Refused({ code: 'locked' });
		return this.#books;
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(work);
		this.#turn = turn.catch(() => undefined);
		return turn;
	}
}

function addressOf(text: string): RelayAddress {
	const address = parseRelayAddress(text);
	if ('problem' in address) throw problem('relay', address.problem);
	return address;
}

function problem(field: 'relay' | 'token' | 'sync', detail: SyncProblem): Refused {
	return new Refused({ code: 'invalid', field, detail });
}

function reached(answer: object | Unreached): void {
	if (!('problem' in answer)) return;
	throw problem('relay', answer.problem === 'version' ? 'other-version' : 'no-answer');
}

const PROBLEMS: Partial<Record<AlarmKind, SyncProblem>> = {
	fork: 'other-log',
	regression: 'other-log',
	withheld: 'other-log',
	'not-admitted': 'not-admitted',
	quota: 'quota',
	'relay-version': 'other-version'
};

function refusedBy(alarm: Alarm): Refused {
	return alarm.kind === 'token' ? problem('token', 'token') : problem('relay', PROBLEMS[alarm.kind] ?? 'refused');
}

/** Undefined once the relay takes the books: it has them, or is being given them. Else why not. */
function taken(session: Session): Promise<Refused | undefined> {
	return new Promise((resolve) => {
		const look = () => {
			const { link, alarms } = session.status;
			if (link === 'connecting' || link === 'off') return;
			off();
			if (link === 'waiting') resolve(alarms[0] ? refusedBy(alarms[0]) : problem('relay', 'no-answer'));
			else if (link === 'stopped') resolve(refusedBy(alarms[0] ?? { kind: 'not-admitted' }));
			else resolve(undefined);
		};
		const off = session.onChange(look);
		look();
	});
}
