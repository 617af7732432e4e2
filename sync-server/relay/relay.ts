/** The relay on an HTTP server: takes the sockets of `/relay`, answers `/healthz` and, with a token, `/metrics`. See ../README.md. */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { LogStore } from '../log/store.ts';
import { MAX_FRAME } from '../protocol/codec.ts';
import { CLOSE, RELAY_PATH } from '../protocol/wire.ts';
import { suite } from '../sodium.ts';
import { Addresses } from './addresses.ts';
import { Commits } from './commits.ts';
import { DEFAULTS, type RelayConfig } from './config.ts';
import { membershipChanged } from './entering.ts';
import { journal as standardError, type Journal } from './journal.ts';
import { Mailbox } from './mailbox.ts';
import { Metrics } from './metrics.ts';
import { sweepPackages } from './packages.ts';
import { dropUnfinished } from './packs.ts';
import { Rooms } from './rooms.ts';
import { HANDSHAKE_MAX, Session, type Hub } from './session.ts';

export interface RelayOptions {
	store: LogStore;
	config?: Partial<RelayConfig>;
	/** Who knows it may read `/metrics`; nobody when empty. */
	metricsToken?: string;
	journal?: Journal;
	/** Days since 1970, by the relay's clock. */
	today?: () => number;
}

const byTheClock = () => Math.floor(Date.now() / 86_400_000);

export interface Relay {
	/** Answers the relay's own pages; false for any other. */
	answer(request: IncomingMessage, response: ServerResponse): boolean;
	/** Sockets that are open now. */
	readonly connections: number;
	/** Ends all connections, stores what was taken, closes the store. */
	close(): Promise<void>;
}

/** Takes over the WebSockets of the server. */
export function attachRelay(
	server: Server,
	{ store, config, metricsToken = '', journal = standardError, today = byTheClock }: RelayOptions
): Relay {
	const hub = hubOf(store, { ...DEFAULTS, ...config }, journal, today);
	const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: false });
	const sessions = new Set<Session>();
	/** Those that are nobody yet, the first to come first. */
	const unproved = new Set<Session>();
	let [count, stopping] = [0, false];

	function connect(ws: WebSocket, socket: Duplex, peer: { address: string; host: string }): void {
		const session = new Session(hub, ws, socket, { number: ++count, ...peer });
		sessions.add(session);
		unproved.add(session);
		hub.metrics.add('connections_total');
		let unread = 0;
		ws.on('message', (data, isBinary) => {
			unread = 0;
			session.receive(data as Buffer, isBinary);
		});
		// Too long for the parser to see: a message is only told when it is whole.
		const weigh = (chunk: Buffer) => {
			if (session.standing !== 'nobody') return void socket.off('data', weigh);
			unread += chunk.length;
			if (unread <= HANDSHAKE_MAX + chunk.length) return;
			session.end(CLOSE.TOO_LARGE);
			// No waiting for the farewell of who does not stop talking.
			setImmediate(() => ws.terminate());
		};
		socket.on('data', weigh);
		ws.on('error', (error) => {
			if ((error as { code?: string }).code !== 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return;
			hub.metrics.add('malformed_total');
		});
		ws.on('close', () => {
			session.leave();
			sessions.delete(session);
			unproved.delete(session);
			hub.addresses.disconnect(peer.address);
		});
	}

	function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const address = addressOf(request, hub.config.proxy);
		if (pathOf(request) !== RELAY_PATH) return turnAway(socket, '404 Not Found');
		if (stopping || !hub.addresses.connect(address)) {
			hub.metrics.add('refused_total');
			return turnAway(socket, stopping ? '503 Service Unavailable' : '429 Too Many Requests');
		}
		const host = (request.headers.host ?? '').toLowerCase();
		let opened = false;
		// A handshake that fails never becomes a socket with a `close` of its own.
		socket.once('close', () => opened || hub.addresses.disconnect(address));
		sockets.handleUpgrade(request, socket, head, (ws) => {
			opened = true;
			connect(ws, socket, { address, host });
		});
	}

	function sweep(): void {
		const now = performance.now();
		for (const session of unproved) {
			const { authTime, letterTime } = hub.config;
			if (session.standing !== 'nobody') unproved.delete(session);
			else if (now - session.since > (session.writesLetters || session.opensPackages ? letterTime : authTime)) session.end(CLOSE.NO_AUTH);
		}
		hub.mailbox.sweep();
		hub.addresses.sweep();
	}

	const timers = [
		setInterval(sweep, Math.min(1000, hub.config.authTime / 2, hub.config.waitTime / 2)),
		setInterval(() => sessions.forEach((session) => session.ping()), hub.config.pingTime),
		setInterval(() => void dropUnfinished(hub), hub.config.unfinishedTime),
		setInterval(() => void sweepPackages(hub), hub.config.unfinishedTime)
	];
	for (const timer of timers) timer.unref();
	server.on('upgrade', upgrade);

	return {
		get connections() {
			return sessions.size;
		},
		answer(request, response) {
			const path = pathOf(request);
			if (path === '/healthz') health(hub, response, stopping).catch(() => response.writeHead(503).end());
			else if (path === '/metrics' && mayMeasure(request, metricsToken)) {
				measure(hub, response, sessions.size).catch(() => response.writeHead(503).end());
			} else if (path === RELAY_PATH || path === '/metrics')
				response.writeHead(path === RELAY_PATH ? 426 : 404, { upgrade: 'websocket' }).end();
			else return false;
			return true;
		},
		async close() {
			stopping = true;
			timers.forEach(clearInterval);
			server.off('upgrade', upgrade);
			await hub.commits.idle();
			for (const session of sessions) session.end(CLOSE.SHUTTING_DOWN);
			await hub.commits.idle();
			await store.close();
			sockets.close();
		}
	};
}

function hubOf(store: LogStore, config: RelayConfig, journal: Journal, today: () => number): Hub {
	const rooms = new Rooms(store, config.openLogs);
	const metrics = new Metrics();
	const commits = new Commits({ store, rooms, metrics, journal, onMembership: membershipChanged });
	return { config, store, rooms, commits, metrics, journal, today, addresses: new Addresses(config), mailbox: new Mailbox(config) };
}

async function health(hub: Hub, response: ServerResponse, stopping: boolean): Promise<void> {
	if (!stopping) await hub.store.totals();
	response
		.writeHead(stopping ? 503 : 200, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
		.end(stopping ? 'stopping\n' : 'ok\n');
}

async function measure(hub: Hub, response: ServerResponse, connections: number): Promise<void> {
	const text = hub.metrics.text({ ...(await hub.store.totals()), connections, openLogs: hub.rooms.openLogs });
	response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' }).end(text);
}

function mayMeasure(request: IncomingMessage, token: string): boolean {
	const given = suite.hash(32, Buffer.from(request.headers.authorization ?? ''));
	return token !== '' && timingSafeEqual(given, suite.hash(32, Buffer.from(`Bearer ${token}`)));
}

function turnAway(socket: Duplex, status: string): void {
	socket.on('error', () => socket.destroy());
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function pathOf(request: IncomingMessage): string {
	return (request.url ?? '').split('?', 1)[0]!;
}

function addressOf(request: IncomingMessage, proxy: boolean): string {
	const forwarded = proxy
		? String(request.headers['x-forwarded-for'] ?? '')
				.split(',')
				.at(-1)!
				.trim()
		: '';
	return forwarded || (request.socket.remoteAddress ?? '');
}
