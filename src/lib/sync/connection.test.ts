/** One socket, against a server that says what the test has it say. Time is moved on by hand. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { MAX_FRAME } from '../../../sync-server/protocol/codec.ts';
import {
	ERR,
	FRAME_TYPE,
	encodeServerFrame,
	parseClientFrame,
	type ClientFrame,
	type ServerFrame
} from '../../../sync-server/protocol/wire.ts';
import { parseRelayAddress, type RelayAddress } from './address.ts';
import { ConnectionEnded, connect, type Connection, type SocketClass } from './connection.ts';
import type { Timers } from './time.ts';

const HELLO: ServerFrame<'hello'> = {
	type: 'hello',
	version: 1,
	nonce: new Uint8Array(32),
	maxFrame: MAX_FRAME,
	maxEntry: 1,
	window: 4,
	day: 1
};
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Time that passes only when told to. */
class Hands implements Timers {
	#now = 0;
	#set: { at: number; work: () => void }[] = [];

	after(milliseconds: number, work: () => void): () => void {
		const timer = { at: this.#now + milliseconds, work };
		this.#set.push(timer);
		return () => (this.#set = this.#set.filter((each) => each !== timer));
	}

	pass(milliseconds: number): void {
		const until = this.#now + milliseconds;
		for (;;) {
			const next = this.#set.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
			if (!next) break;
			this.#set = this.#set.filter((each) => each !== next);
			this.#now = next.at;
			next.work();
		}
		this.#now = until;
	}

	get waiting(): number {
		return this.#set.length;
	}
}

async function server(greeting: Uint8Array | string | undefined = encodeServerFrame(HELLO)) {
	const http = createServer();
	const sockets = new WebSocketServer({ server: http });
	const heard: ClientFrame[] = [];
	let came = () => {};
	sockets.on('connection', (socket) => {
		socket.on('message', (data: Buffer) => {
			heard.push(parseClientFrame(new Uint8Array(data)) as ClientFrame);
			came();
		});
		if (greeting !== undefined) socket.send(greeting);
	});
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	ends.push(() => {
		for (const socket of sockets.clients) socket.terminate();
		http.close();
	});
	const timers = new Hands();
	const address = parseRelayAddress(`http://127.0.0.1:${(http.address() as AddressInfo).port}`) as RelayAddress;
	let opened: Connection | undefined;
	return {
		timers,
		heard,
		get opened() {
			return opened!;
		},
		connect: () => connect({ address, timers, WebSocket: WebSocket as unknown as SocketClass, opened: (each) => (opened = each) }),
		send(data: Uint8Array | string) {
			for (const socket of sockets.clients) socket.send(data);
		},
		/** Resolves when the server has heard so many frames. */
		async hears(count: number) {
			while (heard.length < count) await new Promise<void>((resolve) => (came = resolve));
		},
		close(code: number) {
			for (const socket of sockets.clients) socket.close(code);
		}
	};
}

describe('a connection', () => {
	it('begins with the greeting; one of another version, or none in time, ends it', async () => {
		const good = await server();
		expect((await good.connect()).hello.window).toBe(4);

		const newer = await server(encodeServerFrame({ ...HELLO, version: 2 }));
		await expect(newer.connect()).rejects.toMatchObject({ ended: { why: 'version', version: 2 } });

		const mute = await server(encodeServerFrame({ type: 'ping' }));
		const late = mute.connect();
		await mute.hears(1);
		mute.timers.pass(20_000);
		await expect(late).rejects.toMatchObject({ ended: { why: 'silent' } });
	});

	it('asks for a sign of life, and is over when none came twice', async () => {
		const { connect, timers, heard, hears } = await server();
		const connection = await connect();
		timers.pass(15_000);
		await hears(1);
		expect(heard).toEqual([{ type: 'ping' }]);
		timers.pass(15_000);
		expect(connection.isOver).toBe(false);
		timers.pass(15_000);
		expect(await connection.ended).toEqual({ why: 'silent' });
		expect(timers.waiting).toBe(0);
	});

	it('stays as long as anything is heard', async () => {
		const { connect, timers, send } = await server();
		const connection = await connect();
		for (let beat = 0; beat < 10; beat++) {
			const frame = new Promise<void>((resolve) => (connection.onFrame = () => resolve()));
			send(encodeServerFrame({ type: 'eph', bytes: new Uint8Array(1) }));
			await frame;
			timers.pass(15_000);
		}
		expect(connection.isOver).toBe(false);
	});

	it('answers PING', async () => {
		const { connect, send, hears, heard } = await server();
		await connect();
		send(encodeServerFrame({ type: 'ping' }));
		await hears(1);
		expect(heard).toEqual([{ type: 'pong' }]);
	});

	it.each([
		['no frame', 'malformed', Uint8Array.of(0x99)],
		['text', 'malformed', 'hello'],
		['a frame with more behind it', 'malformed', Uint8Array.of(...encodeServerFrame({ type: 'deleted' }), 0)],
		['a giant', 'giant', new Uint8Array(MAX_FRAME + 1)]
	])('ends on %s', async (_, what, message) => {
		const { connect, send } = await server();
		const connection = await connect();
		send(message);
		expect(await connection.ended).toEqual({ why: 'misbehaves', what });
	});

	it('gives an answer to who asked, a refusal too, and the rest to who listens', async () => {
		const { connect, send, hears } = await server();
		const connection = await connect();
		const rest: string[] = [];
		connection.onFrame = ({ type }) => rest.push(type);
		const id = new Uint8Array(16);
		const asked = connection.ask({ type: 'locatorGet', id }, 'locator');
		const refused = connection.ask({ type: 'packHave', address: new Uint8Array(32) }, 'packState');
		await hears(2);
		send(encodeServerFrame({ type: 'err', code: ERR.RATE, ref: FRAME_TYPE.pull }));
		send(encodeServerFrame({ type: 'err', code: ERR.NOT_NOW, ref: FRAME_TYPE.packHave }));
		send(encodeServerFrame({ type: 'locator', id, bytes: Uint8Array.of(7) }));
		expect(await asked).toMatchObject({ type: 'locator', bytes: Uint8Array.of(7) });
		expect(await refused).toEqual({ type: 'err', code: ERR.NOT_NOW, ref: FRAME_TYPE.packHave });
		expect(rest).toEqual(['err']);
	});

	it('tells who waits when it ends, and how', async () => {
		const { connect, close, hears } = await server();
		const connection = await connect();
		const asked = connection.ask({ type: 'locatorGet', id: new Uint8Array(16) }, 'locator');
		await hears(1);
		close(4503);
		await expect(asked).rejects.toBeInstanceOf(ConnectionEnded);
		expect(await connection.ended).toEqual({ why: 'closed', code: 4503 });
		await expect(connection.answer('ok')).rejects.toMatchObject({ ended: { why: 'closed', code: 4503 } });
		connection.send({ type: 'ping' });
	});

	it('cannot be had where nothing listens', async () => {
		const http = createServer().listen(0, '127.0.0.1');
		await once(http, 'listening');
		const address = parseRelayAddress(`http://127.0.0.1:${(http.address() as AddressInfo).port}`) as RelayAddress;
		http.close();
		await once(http, 'close');
		await expect(connect({ address, WebSocket: WebSocket as unknown as SocketClass })).rejects.toMatchObject({ ended: { why: 'closed' } });
	});
});
