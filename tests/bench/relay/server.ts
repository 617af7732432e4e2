/** A relay, or one of those it is measured beside, as a process of its own: `server.ts KIND`. Says its address, and its memory when asked. */
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { openSqliteThread } from '../../../sync-server/log/thread.ts';
import { newFolder, forgetFolders, startRelay } from '../../support/relay-device.ts';

export type Kind = 'waxbill' | 'waxbill-2ms' | 'waxbill-verified' | 'plain' | 'y-websocket' | 'hocuspocus';

const require = createRequire(import.meta.url);

async function waxbill({ delay = 0, verifyAll = false } = {}): Promise<string> {
	const limits = { createsPerHour: 1e9, connectionsPerAddress: 1e9, verifyAll };
	const store = (file: string) => openSqliteThread(file, { commitDelay: delay });
	process.on('exit', forgetFolders);
	return (await startRelay({ folder: newFolder(), config: limits, store })).url;
}

/** Everything a server of rooms must do, and nothing else: what comes from one goes to all of the room, the sender too. */
async function plain(): Promise<string> {
	const rooms = new Map<string, Set<WebSocket>>();
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
	server.on('connection', (ws, request) => {
		const name = request.url!;
		const room = rooms.get(name) ?? new Set();
		rooms.set(name, room.add(ws));
		ws.on('message', (data: Buffer) => {
			for (const other of room) other.send(data);
		});
		ws.on('close', () => room.delete(ws));
	});
	await new Promise((resolve) => server.once('listening', resolve));
	return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function yWebsocket(): Promise<string> {
	const { setupWSConnection } = require('y-websocket-server/bin/utils') as { setupWSConnection: (ws: WebSocket, request: unknown) => void };
	const server = createServer();
	const sockets = new WebSocketServer({ server, perMessageDeflate: false });
	sockets.on('connection', (ws, request) => setupWSConnection(ws, request));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function hocuspocus(): Promise<string> {
	const { Server } = await import('@hocuspocus/server');
	const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false });
	await server.listen();
	return `ws://127.0.0.1:${server.address.port}`;
}

const START: Record<Kind, () => Promise<string>> = {
	waxbill: () => waxbill(),
	'waxbill-2ms': () => waxbill({ delay: 2 }),
	'waxbill-verified': () => waxbill({ verifyAll: true }),
	plain,
	'y-websocket': yWebsocket,
	hocuspocus
};

console.log(await START[process.argv[2] as Kind]());
process.stdin.on('end', () => process.exit(0));
process.stdin.on('data', () => {
	for (let i = 0; i < 3; i++) global.gc?.();
	console.log(JSON.stringify(process.memoryUsage()));
});
