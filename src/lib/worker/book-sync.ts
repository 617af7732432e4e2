/**
 * The open books and their relay, in one tab. [Note: one socket] Each tab stands in line for the turn of these books (`storage/turn.ts`); the one
 * that has it holds the connection. The others save into the outbox, announce it, and ask for the turn only where they need a live answer.
 */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { Link } from '../relay/api.ts';
import type { RelayAddress } from '../sync/address.ts';
import { parseRelayAddress } from '../sync/address.ts';
import { levelOf, type Alarm } from '../sync/alarms.ts';
import { connect, type Connection, type Signer, type SocketClass } from '../sync/connection.ts';
import { carryEphemeral, type Carrier } from '../sync/ephemeral-channel.ts';
import { owesWord } from '../sync/status.ts';
import { TIMERS } from '../sync/time.ts';
import { Session, type SessionOptions, type SessionStatus } from '../sync/session.ts';
import { sign } from '../crypto/sign.ts';
import { openTurn, type Turn } from '../storage/turn.ts';
import { chosenOver } from '../workspace/branch.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Removal } from '../workspace/removals.ts';
import { SharedLog } from '../workspace/shared-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkApart } from './check-apart.ts';
import { examineFork } from './sync-fork.ts';
import { readSyncRow, writeSyncRow, type SyncRow } from './sync-row.ts';

/** Milliseconds another tab, or the relay, is waited for where a person waits. */
const PATIENCE = 20_000;
/** Milliseconds after which what could not be said in the log is tried again on the same connection. */
const AGAIN = 5000;
/** What the tab with the turn tells: how its connection stands, or that the relay was chosen or left. */
const TOLD: readonly Link[] = ['none', 'connecting', 'pulling', 'uploading', 'live', 'offline', 'held'];
const RELAY_CHANGED = 100;
/** Milliseconds between two notes that everything was the same here and there. */
const LEVEL_EVERY = 60_000;

const LINKS: Record<SessionStatus['link'], Link> = {
	off: 'offline',
	waiting: 'offline',
	connecting: 'connecting',
	restoring: 'uploading',
	pulling: 'pulling',
	live: 'live',
	stopped: 'held'
};

export interface BookSyncOptions {
	workspace: Workspace;
	home: WorkspaceHome;
	WebSocket: SocketClass;
	/** Of the session: shorter waits, in tests. */
	session?: Partial<SessionOptions>;
	/** The relay's address and token, as the device's header has them now. */
	readRelay(): Promise<{ relay?: string | undefined; token?: string | undefined }>;
	/** Takes away once more what a branch given up had taken away, in the log, which is live. */
	repeat(removal: Removal): Promise<void>;
	/** What the log must have been, as this device was told when it was let in. */
	known?: { n: number; R: string } | undefined;
	/** Something that `facts` tells has changed. */
	changed(): void;
	/** The log here is the relay's: once for each connection. */
	arrived?(session: Session): void;
	/** Somebody answered a client link. */
	answered?(): void;
}

export class BookSync {
	readonly port: SharedLog;
	readonly #o: BookSyncOptions;
	readonly #turn: Turn;
	#relay: RelayAddress | undefined;
	#token: string | undefined;
	#session: Session | undefined;
	#carrier: Carrier | undefined;
	#stopping: Promise<void> = Promise.resolve();
	#heard: Link | undefined;
	#row: SyncRow = { alarms: [] };
	#writing: Promise<void> = Promise.resolve();
	/** Begun when the turn was taken: what the tab before left may have changed the header. */
	#following: Promise<void> = Promise.resolve();
	#pending = new Set<Promise<unknown>>();
	/** The connection that was last told to have arrived. */
	#arrived: Session | undefined;
	/** The connection on which everything was last noted to be the same here and there. */
	#leveled: Session | undefined;
	#saying = false;
	#finishing = false;
	/** Forks whose branches have been looked at. */
	readonly #examined = new WeakSet<object>();
	/** Of the connection of now: the relay was given what it lacked, and how much it holds since. */
	#hasFilled = false;
	#asked: { used: number; quota: number } | undefined;
	#isAsking = false;
	#online = true;
	#closed = false;

	constructor(options: BookSyncOptions) {
		this.#o = options;
		this.port = new SharedLog(options.workspace, checkApart());
		const { vault } = options.home;
		this.#turn = openTurn(`wb1-relay/${toHex(vault.ws)}`, {
			taken: () => void (this.#following = this.follow()),
			pass: () => this.#pass(),
			heard: (state) => void this.#hear(state)
		});
	}

	/** Reads what is known and stands in line. */
	begin(): Promise<void> {
		return this.follow();
	}

	get relay(): RelayAddress | undefined {
		return this.#relay;
	}

	/** The connection of this tab. */
	get current(): Session | undefined {
		return this.#session;
	}

	/** For `syncStatus`. */
	get facts() {
		return {
			workspace: this.#o.workspace,
			relay: this.#relay?.origin,
			session: this.#session?.status,
			elsewhere: this.#session ? undefined : this.#heard,
			known: this.#row
		};
	}

	/** Takes in which relay the header names now. */
	async follow(): Promise<void> {
		const { relay, token } = await this.#o.readRelay();
		const address = relay === undefined ? undefined : parseRelayAddress(relay);
		const next = address && 'origin' in address ? address : undefined;
		const same = next?.origin === this.#relay?.origin && token === this.#token;
		[this.#relay, this.#token] = [next, token];
		if (!same) {
			await this.#end();
			this.#row = await readSyncRow(this.#o.home);
			this.#gate();
		}
		const { workspace } = this.#o;
		workspace.submit = next ? (make) => this.#submit(make) : undefined;
		if (!next) this.#heard = undefined;
		else if (this.#turn.mine) this.#run();
		else this.#turn.wait();
		this.#o.changed();
	}

	/** After the header was changed here: the other tabs follow. */
	async announce(): Promise<void> {
		this.#turn.tell(RELAY_CHANGED);
		await this.follow();
		if (!this.#relay) this.#turn.leave();
		else this.#tell();
	}

	/** The turn for this tab; false when no other tab gives it away in time. */
	async take(): Promise<boolean> {
		const taken = await this.#turn.ask(PATIENCE);
		await this.#following;
		return taken;
	}

	/** The connection, live and in this tab; undefined where that cannot be had. */
	async live(): Promise<Session | undefined> {
		if (!this.#relay || this.#closed || !(await this.take())) return undefined;
		const session = this.#session;
		if (!session) return undefined;
		if (session.status.link === 'live') return session;
		session.wake();
		return (await whenLive(session, () => this.#online)) ? session : undefined;
	}

	/** Connects to a relay that the header does not name yet; `mayFill` gives it all there is here. */
	async tryOut(address: RelayAddress, token: string | undefined, mayFill: boolean): Promise<Session> {
		await this.#end();
		return this.#start(address, token, mayFill);
	}

	/** The header names now what was tried out, and the connection that was made stays. */
	async adopt(): Promise<void> {
		const { relay, token } = await this.#o.readRelay();
		const address = parseRelayAddress(relay ?? '');
		if ('origin' in address) [this.#relay, this.#token] = [address, token];
		this.#o.workspace.submit = (make) => this.#submit(make);
		await this.#keep(this.#row);
		this.#turn.tell(RELAY_CHANGED);
		this.#tell();
		this.#o.changed();
	}

	/** The branch that is here was given up, from its first n entries on. @param by the device that chose so, where it was not this one */
	async takeBranchOfRelay(n: number, by?: string): Promise<void> {
		this.#run();
		const session = this.#session;
		if (!session) return;
		if (by !== undefined) await this.#keep({ ...this.#row, followed: { n, device: fromHex(by) } });
		await session.takeBranchOfRelay(n);
	}

	/** The person has read it. */
	async forgetFollowed(): Promise<void> {
		const { followed: _, ...row } = this.#row;
		await this.#keep(row);
		this.#o.changed();
	}

	/** Ends the connection and forgets what it told. The turn stays. */
	async end(forget = false): Promise<void> {
		await this.#end();
		if (forget) await this.#keep({ alarms: [] });
	}

	/** Goes on with the relay of the header after something was tried. */
	resume(): void {
		if (this.#turn.mine) this.#run();
	}

	/** The person has decided: the relay may be given what it lost. */
	async fill(): Promise<void> {
		await this.#keep({ ...this.#row, filling: true });
		this.#session?.restore();
	}

	/** The relay is being filled with these books: if that is cut short it goes on by itself. */
	async filling(): Promise<void> {
		await this.#keep({ ...this.#row, filling: true });
	}

	reachable({ online, visible }: { online: boolean; visible: boolean }): void {
		const was = this.#online;
		this.#online = online;
		if (online !== was) this.#session?.online(online);
		else if (online && visible && this.#session?.status.link === 'waiting') this.#session.wake();
	}

	/** A person has compared the two logs, and there is but one. */
	forkSettled(): void {
		if (this.#session) this.#session.forkSettled();
		else this.#turn.wait();
	}

	retry(): void {
		if (this.#session) this.#session.wake();
		else this.#turn.wait();
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#o.workspace.submit = undefined;
		await this.#end();
		this.#turn.close();
	}

	#run(): void {
		if (!this.#relay || this.#session || this.#closed) return;
		this.#start(
			this.#relay,
			this.#token,
			this.#row.filling === true,
			this.#row.alarms.filter(({ kind }) => kind === 'fork')
		);
	}

	#start(address: RelayAddress, token: string | undefined, mayFill: boolean, raised: readonly Alarm[] = []): Session {
		const { home, WebSocket, known } = this.#o;
		const session: Session = new Session({
			...this.#o.session,
			address,
			port: this.port,
			signer: signerOf(home),
			WebSocket,
			mayFill,
			raised,
			...(token !== undefined && { token }),
			...(known && { known: [{ n: known.n, R: fromHex(known.R) }] }),
			onChange: () => this.#sessionChanged(session),
			onEphemeral: (frame) => this.#carrier?.heard(frame),
			onAnswered: () => this.#o.answered?.()
		});
		this.#session = session;
		[this.#hasFilled, this.#asked] = [false, undefined];
		this.#carrier = carryEphemeral(home.vault.ws, (frame) => session.sendEphemeral(frame));
		if (!this.#online) session.online(false);
		session.start();
		return session;
	}

	#end(): Promise<void> {
		const session = this.#session;
		if (!session) return this.#stopping;
		this.#session = undefined;
		this.#carrier?.close();
		this.#carrier = undefined;
		return (this.#stopping = session.stop());
	}

	/** Another tab asks: what was begun is finished first. */
	async #pass(): Promise<void> {
		await Promise.allSettled([...this.#pending]);
		await this.#end();
		await this.#writing;
		this.#heard = 'connecting';
		this.#o.changed();
	}

	async #submit(make: () => Promise<Uint8Array[]>) {
		const work = this.live().then((session) => session?.submit(make) ?? 'offline');
		this.#pending.add(work);
		try {
			return await work;
		} finally {
			this.#pending.delete(work);
		}
	}

	/** What a connection says before the logs were compared does not take an alarm back that is up. */
	#sessionChanged(session: Session): void {
		if (session !== this.#session) return;
		const { link, alarms, usedBytes, quotaBytes, there } = session.status;
		const settled = link === 'live' || link === 'stopped';
		const kept = settled ? [] : this.#row.alarms.filter(({ kind }) => !alarms.some((alarm) => alarm.kind === kind));
		if (link === 'restoring') this.#hasFilled = true;
		const greeted = quotaBytes > 0 ? { used: usedBytes, quota: quotaBytes } : this.#row.usage;
		// What the relay said at the greeting is no longer so once it was filled.
		const usage = this.#hasFilled ? this.#asked : greeted;
		const next: SyncRow = {
			alarms: [...kept, ...alarms],
			there,
			...(usage && { usage }),
			...(this.#row.filling && link !== 'live' && { filling: true }),
			...(this.#row.followed && { followed: this.#row.followed }),
			...(this.#row.said !== undefined && { said: this.#row.said }),
			...this.#lastLevel(session)
		};
		const stored = this.#relay !== undefined;
		if (fingerprintOf(next) !== fingerprintOf(this.#row)) void (stored ? this.#keep(next) : (this.#row = next));
		else this.#row = next;
		this.#tell();
		this.#o.changed();
		if (link === 'live' && this.#hasFilled && !this.#asked) void this.#askUsage(session);
		if (link === 'live' && stored) {
			if (this.#arrived !== session) this.#o.arrived?.(session);
			this.#arrived = session;
			void this.#finishChoice(session).then((isDone) => (isDone ? this.#sayWord() : undefined));
		}
		const fork = link === 'stopped' && alarms.find(({ kind }) => kind === 'fork');
		if (fork && stored && !this.#examined.has(fork)) {
			this.#examined.add(fork);
			void this.#followChoice(session);
		}
	}

	/** Where an admin has chosen the relay's branch, and nothing speaks against it, this device goes over to it. */
	async #followChoice(session: Session): Promise<void> {
		const { home, WebSocket } = this.#o;
		const address = this.#relay;
		if (!address) return;
		try {
			const fork = await examineFork({ address, WebSocket, port: this.port, signer: signerOf(home) });
			if (!('mine' in fork) || session !== this.#session) return;
			const by = chosenOver(fork.mine, fork.theirs, fork.common);
			if (by === undefined) return;
			await this.port.choose({ repeat: [] });
			await this.takeBranchOfRelay(fork.common, by);
		} catch {
			// The line broke, or the log here is not whole: the alarm stays.
		}
	}

	/** [Note: a branch chosen] What cannot be said now is said on the next connection, and until then nothing waiting is sent. */
	async #finishChoice(session: Session): Promise<boolean> {
		if (this.#finishing || this.#o.workspace.stopped) return false;
		this.#finishing = true;
		try {
			await this.port.finishChoice(this.#o.repeat);
			return true;
		} catch {
			// The line broke, or others wrote in between.
			TIMERS.after(AGAIN, () => session === this.#session && session.status.link === 'live' && void this.#finishChoice(session));
			return false;
		} finally {
			this.#finishing = false;
		}
	}

	/** Noted once for each connection, and now and then while it stays so: not with every entry. */
	#lastLevel(session: Session): Pick<SyncRow, 'at'> {
		const { link, inFlight } = session.status;
		const { at } = this.#row;
		const now = Date.now();
		const isLevel = link === 'live' && inFlight === 0 && this.#o.workspace.waiting === 0;
		if (!isLevel || (this.#leveled === session && at !== undefined && Math.abs(now - at) < LEVEL_EVERY))
			return at === undefined ? {} : { at };
		this.#leveled = session;
		return { at: now };
	}

	/** On a connection of its own: only the greeting tells it. */
	async #askUsage(session: Session): Promise<void> {
		const { home, WebSocket } = this.#o;
		const address = this.#relay;
		if (!address || this.#isAsking) return;
		this.#isAsking = true;
		let connection: Connection | undefined;
		try {
			connection = await connect({ address, WebSocket });
			const welcome = await connection.authenticate(signerOf(home), home.keys.wsId);
			if (welcome.type !== 'ok' || session !== this.#session) return;
			this.#asked = { used: welcome.usedBytes, quota: welcome.quotaBytes };
			this.#sessionChanged(session);
		} catch {
			// The line broke: the next greeting tells it.
		} finally {
			connection?.end();
			this.#isAsking = false;
		}
	}

	/** A SEEN entry, at most one a day, where others have written since: it tells them how far their work has come. */
	async #sayWord(): Promise<void> {
		const { workspace } = this.#o;
		const today = Math.floor(Date.now() / 86_400_000);
		if (this.#saying || workspace.stopped || !workspace.admitted || !owesWord(workspace.lastWords, workspace.device, this.#row.said, today))
			return;
		this.#saying = true;
		try {
			await workspace.save(async (transaction) => transaction.membership({ kind: KIND.SEEN }));
			await this.#keep({ ...this.#row, said: today });
		} catch {
			// The line broke: it is said on the next one.
		} finally {
			this.#saying = false;
		}
	}

	/** One after the other, and the other tabs hear of it afterwards. */
	#keep(row: SyncRow): Promise<void> {
		this.#row = row;
		this.#gate();
		this.#writing = this.#writing
			.then(() => writeSyncRow(this.#o.home, row))
			// A full disk keeps no alarm from being shown here.
			.catch(() => undefined)
			.then(() => this.#tell());
		return this.#writing;
	}

	#tell(): void {
		if (this.#session && this.#relay) this.#turn.tell(TOLD.indexOf(LINKS[this.#session.status.link]) + 1);
	}

	async #hear(state: number): Promise<void> {
		if (state === RELAY_CHANGED) return this.follow();
		if (this.#turn.mine) return;
		if (!this.#relay) await this.follow();
		this.#heard = TOLD[state - 1];
		this.#row = await readSyncRow(this.#o.home);
		this.#gate();
		this.#o.changed();
	}

	/** Nothing more is written into books that a person has to decide about first. */
	#gate(): void {
		const stop = this.#relay === undefined ? undefined : this.#row.alarms.find((alarm) => levelOf(alarm) === 'stop');
		this.#o.workspace.stopped = stop?.kind;
	}
}

export function signerOf({ keys: { device } }: WorkspaceHome): Signer {
	return { publicKey: device.sign.publicKey, sign: (domain, bytes) => sign(device.sign.secretKey, domain, bytes) };
}

/** What others must hear of; the number of entries changes all the time. */
function fingerprintOf({ alarms, usage, filling, followed, at }: SyncRow): string {
	const parts = alarms.map((alarm) => ('device' in alarm && alarm.device ? { ...alarm, device: toHex(alarm.device) } : alarm));
	return JSON.stringify([parts, usage, filling, followed?.n, at]);
}

/** True once it is live; false when it stands still, or takes too long. */
function whenLive(session: Session, online: () => boolean): Promise<boolean> {
	return new Promise((resolve) => {
		const done = (live: boolean) => {
			clearTimeout(timer);
			off();
			resolve(live);
		};
		const timer = setTimeout(() => done(false), PATIENCE);
		const look = () => {
			const { link } = session.status;
			if (link === 'live') done(true);
			else if (link === 'stopped' || link === 'off' || !online()) done(false);
		};
		const off = session.onChange(look);
		look();
	});
}
