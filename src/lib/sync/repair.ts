/** What a person asks of a relay outside the daily course: is it one, take these books, forget them, show where we part. One connection each. */
import { DELETE_DOMAIN, ERR, deleteBytes } from '../../../sync-server/protocol/wire.ts';
import type { RelayAddress } from './address.ts';
import type { Alarm } from './alarms.ts';
import { ConnectionEnded, connect, type Connection, type Signer, type SocketClass } from './connection.ts';
import { Entrance } from './entrance.ts';
import { forkPoint, readBranch, type BranchTaker } from './fork-point.ts';
import type { LogPort } from './port.ts';
import type { Session } from './session.ts';
import type { Timers } from './time.ts';

export interface RelayOptions {
	address: RelayAddress;
	WebSocket: SocketClass;
	timers?: Timers;
}
export interface DeviceOptions extends RelayOptions {
	signer: Signer;
	port: LogPort;
	/** For a relay that asks for one before it takes a new workspace. */
	token?: string;
}

export type Unreached =
	/** No answer: no network, no such server, or nothing there that speaks WebSocket. */
	| { problem: 'unreachable' }
	/** Something answers, and is no relay. */
	| { problem: 'no-relay' }
	| { problem: 'version'; version: number };

/** Whether a relay is there that this app can talk to. Says nothing to it of any books. */
export async function probe(options: RelayOptions): Promise<{ day: number } | Unreached> {
	return on(options, async ({ hello }) => ({ day: hello.day }));
}

export type Filled = { n: number } | { alarm: Alarm } | Unreached;

/**
 * Gives a relay the whole log, or what it lacks of it, and leaves. Positions go on being given where they were: the log may be longer when it ends,
 * and is then put there again. The person has chosen the relay.
 */
export async function fill(options: DeviceOptions, progress: (n: number, of: number) => void = () => {}): Promise<Filled> {
	const { port, signer, token } = options;
	// A copy of the log is not yet the log: nothing is said of sharing.
	const reader: LogPort = { ...bound(port), share: undefined };
	return on(options, async (connection): Promise<Filled> => {
		const entrance = new Entrance({
			connection,
			port: reader,
			signer,
			token,
			mayFill: () => true,
			restoring: (_, n, of) => progress(n, of)
		});
		const entered = await entrance.enter();
		if ('there' in entered) return { n: entered.there };
		return entered.alarm ? { alarm: entered.alarm } : { problem: 'unreachable' };
	});
}

/**
 * Moves the log: the new relay gets all of it; then the last entry here says where it went; then the new one gets that too. Each step may be
 * repeated: what was broken off is gone on with.
 * @param session live on the old relay; stopped when this resolves without a problem
 * @param sayMoved saves the MOVED entry, which goes through the session; does nothing when it is the last entry already
 */
export async function move(
	session: Session,
	to: DeviceOptions,
	sayMoved: () => Promise<void>,
	progress: (n: number, of: number) => void = () => {}
): Promise<Filled> {
	const first = await fill(to, progress);
	if (!('n' in first)) return first;
	await sayMoved();
	await session.stop();
	return fill(to, progress);
}

/** Has the relay forget the workspace. Only an owner's device may. */
export async function deleteOn(options: DeviceOptions): Promise<'deleted' | 'not-owner' | 'not-there' | Unreached> {
	const { port, signer, address } = options;
	return on(options, async (connection) => {
		const welcome = await connection.authenticate(signer, port.wsId);
		if (welcome.type === 'err') return welcome.code === ERR.UNKNOWN_WORKSPACE ? 'not-there' : 'not-owner';
		connection.onFrame = () => {};
		const signature = signer.sign(DELETE_DOMAIN, deleteBytes(address.host, port.wsId, connection.hello.nonce));
		const answer = await connection.ask({ type: 'deleteWorkspace', signature }, 'deleted');
		return answer.type === 'deleted' ? 'deleted' : 'not-owner';
	});
}

export type Parting = { n: number; there: number } | { alarm: Alarm } | Unreached;

/** How many entries this log and the relay's have in common. @param branch is given what the relay has behind them */
export async function partingPoint(options: DeviceOptions, branch?: (common: number) => Promise<BranchTaker>): Promise<Parting> {
	const { port, signer } = options;
	return on(options, async (connection): Promise<Parting> => {
		const welcome = await connection.authenticate(signer, port.wsId);
		if (welcome.type === 'err') return { alarm: { kind: 'not-admitted' } };
		connection.onFrame = () => {};
		const n = await forkPoint(connection, port, welcome.n);
		if (n === undefined) return { problem: 'no-relay' };
		if (branch && !(await readBranch(connection, n, welcome.n, await branch(n)))) return { problem: 'no-relay' };
		return { n, there: welcome.n };
	});
}

async function on<T>(options: RelayOptions, work: (connection: Connection) => Promise<T>): Promise<T | Unreached> {
	let connection: Connection | undefined;
	try {
		connection = await connect({ ...options, opened: (opened) => (connection = opened) });
		return await work(connection);
	} catch (error) {
		if (!(error instanceof ConnectionEnded)) throw error;
		const { ended } = error;
		if (ended.why === 'version') return { problem: 'version', version: ended.version };
		return { problem: ended.why === 'misbehaves' ? 'no-relay' : 'unreachable' };
	} finally {
		connection?.end();
	}
}

/** The port's methods, whatever kind of object it is. */
function bound(port: LogPort): LogPort {
	return {
		wsId: port.wsId,
		device: port.device,
		head: () => port.head(),
		rAt: (n) => port.rAt(n),
		read: (from, maxBytes) => port.read(from, maxBytes),
		make: (maxBytes) => port.make(maxBytes),
		discard: () => port.discard(),
		accept: (from, entries, R) => port.accept(from, entries, R),
		onWaiting: (listener) => port.onWaiting(listener)
	};
}
