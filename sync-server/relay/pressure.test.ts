/** Sockets that are half open, say what they have to say a byte at a time, or do not read: others are served, and the relay's memory stays. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { Books, Line, forgetFolders, newFolder } from '../../tests/support/relay-device.ts';
import { startRelayProcess, type RelayProcess } from '../../tests/support/relay-process.ts';

afterAll(forgetFolders);

const MIB = 1024 * 1024;
const HANDSHAKE =
	'GET /relay HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n';
/** A masked frame of 200 KiB, and what comes of it. */
const BEGINNING = Buffer.concat([Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 3, 0x20, 0, 1, 2, 3, 4]), Buffer.alloc(8000)]);

async function raw(port: number, ...said: (string | Buffer)[]): Promise<Socket> {
	const socket = connect(port, '127.0.0.1');
	socket.on('error', () => undefined);
	await once(socket, 'connect');
	for (const each of said) {
		socket.write(each);
		if (each === HANDSHAKE) await once(socket, 'data');
	}
	return socket;
}

async function memory({ child }: RelayProcess): Promise<number> {
	child.stdin!.write('\n');
	const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
	const { heapUsed, external } = JSON.parse(line) as NodeJS.MemoryUsage;
	return heapUsed + external;
}

it('500 half-open sockets, 100 slow senders and 24 slow readers', async () => {
	const relay = await startRelayProcess({ folder: newFolder(), config: { connectionsPerAddress: 1e9 } });
	const port = Number(new URL(relay.url).port);
	const books = new Books();
	const writer = await Line.open(relay.url);
	await writer.create(books);
	await writer.enter(books.founder, books.wsId);
	// Far more than what the system takes off the relay's hands on the way to who does not read.
	const content = new Uint8Array(200_000);
	for (let ref = 0; ref < 100; ref++) {
		await writer.ask({ type: 'append', ref, entries: [books.data(books.founder, { content })] }, 'ack');
	}
	const before = await memory(relay);
	const times = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));
	const sockets = [
		...(await times(250, () => raw(port))),
		...(await times(250, () => raw(port, HANDSHAKE))),
		...(await times(100, () => raw(port, HANDSHAKE, BEGINNING)))
	];
	const readers = await times(24, async () => {
		const line = await Line.open(relay.url);
		await line.enter(books.founder, books.wsId);
		line.ws.pause();
		line.send({ type: 'pull', from: 0, frames: 1000 });
		return line;
	});
	const other = new Books();
	const served = await Line.open(relay.url);
	await served.create(other);
	await served.enter(other.founder, other.wsId);
	expect(await served.ask({ type: 'append', ref: 1, entries: [other.data(other.founder)] }, 'ack')).toMatchObject({ n: 2 });
	// Who reads gets all of the log, while the others do not.
	expect(await writer.pullAll()).toHaveLength(101);
	expect((await memory(relay)) - before).toBeLessThan(64 * MIB);
	for (const socket of sockets) socket.destroy();
	for (const { ws } of readers) ws.terminate();
	await relay.stop();
});
