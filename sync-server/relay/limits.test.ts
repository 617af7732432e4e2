import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Line, forgetFolders, found, second, startRelay, type TestRelay } from '../../tests/support/relay-device.ts';
import { CLOSE, ERR, encodeClientFrame } from '../protocol/wire.ts';
import { Addresses } from './addresses.ts';
import { configFrom } from './config.ts';

let relay: TestRelay;
beforeAll(async () => (relay = await startRelay()));
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});

const portOf = ({ host }: TestRelay) => Number(host.split(':')[1]);
const HANDSHAKE =
	'GET /relay HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n';

async function raw(to: TestRelay): Promise<Socket> {
	const socket = connect(portOf(to), '127.0.0.1');
	socket.on('error', () => undefined);
	await once(socket, 'connect');
	return socket;
}

describe('before AUTH', () => {
	it('there is little time', async () => {
		const hasty = await startRelay({ config: { authTime: 30 } });
		const line = await Line.open(hasty.url);
		expect(await line.closed).toBe(CLOSE.NO_AUTH);
		await hasty.stop();
	});

	it('there is little to say: no long frame, no endless one', async () => {
		const long = await Line.open(relay.url);
		long.ws.send(Buffer.concat([encodeClientFrame({ type: 'append', ref: 1, entries: [new Uint8Array(2000)] })]));
		expect(await long.closed).toBe(CLOSE.MALFORMED);
		const socket = await raw(relay);
		socket.write(HANDSHAKE);
		await once(socket, 'data');
		// A masked frame of 200 KiB is announced and comes a kilobyte at a time.
		socket.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 3, 0x20, 0, 1, 2, 3, 4]));
		const gone = once(socket, 'close');
		const drip = () => {
			if (!socket.destroyed) socket.write(Buffer.alloc(1024), () => setImmediate(drip));
		};
		drip();
		await gone;
		expect(socket.bytesWritten).toBeLessThan(190 * 1024);
	});

	it('there are few tries', async () => {
		const line = await Line.open(relay.url);
		for (let i = 0; i < 80; i++) line.send({ type: 'ping' });
		expect(await line.closed).toBe(CLOSE.MALFORMED);
	});
});

describe('what is no frame', () => {
	it('ends the connection for good', async () => {
		for (const message of ['text', Buffer.alloc(0), Buffer.from([0x7f]), Buffer.from([0x01, 1]), Buffer.from([0x60, 0])]) {
			const line = await Line.open(relay.url);
			line.ws.send(message);
			expect(await line.closed).toBe(CLOSE.MALFORMED);
		}
	});

	it('or larger than any frame, too, and the relay serves on', async () => {
		const { books, line } = await found(relay);
		line.ws.send(Buffer.alloc(300 * 1024));
		expect(await line.closed).toBe(1009);
		const back = await Line.open(relay.url);
		await back.enter(books.founder, books.wsId);
	});

	it('nor a handshake: other paths and broken ones are turned away', async () => {
		const elsewhere = new WebSocket(`${relay.url}/other`);
		const [, answer] = (await once(elsewhere, 'unexpected-response').catch((error) => [0, error])) as [unknown, { statusCode?: number }];
		expect(answer.statusCode).toBe(404);
		elsewhere.on('error', () => undefined);
		elsewhere.terminate();
		const socket = await raw(relay);
		socket.write(HANDSHAKE.replace('Version: 13', 'Version: 1'));
		const [head] = (await once(socket, 'data')) as [Buffer];
		expect(head.toString()).toMatch(/^HTTP\/1.1 (400|426)/);
		expect((await fetch(`${relay.origin}/relay`)).status).toBe(426);
	});
});

describe('silence', () => {
	it('ends the connection; who answers PING stays', async () => {
		const attentive = await startRelay({ config: { pingTime: 20, partingTime: 20 } });
		const { books, line } = await found(attentive);
		const mute = await Line.open(attentive.url);
		mute.answersPing = false;
		await mute.enter(books.founder, books.wsId);
		expect(await mute.closed).toBe(CLOSE.SILENT);
		const dead = await Line.open(attentive.url);
		dead.answersPing = false;
		await dead.enter(books.founder, books.wsId);
		dead.ws.pause();
		const gone = await new Promise((resolve) => {
			// Its end shows at the relay: the workspace tells it nothing more.
			const look = () => void (attentive.relay.connections === 1 ? resolve(true) : setImmediate(look));
			look();
		});
		expect(gone).toBe(true);
		await line.ask({ type: 'ping' }, 'pong');
		dead.ws.terminate();
		await attentive.stop();
	});
});

describe('connections', () => {
	it('of one address are counted, and free again when they end', async () => {
		const narrow = await startRelay({ config: { connectionsPerAddress: 3 } });
		const lines = await Promise.all([1, 2, 3].map(() => Line.open(narrow.url)));
		const turned = new Line(narrow.url);
		expect(await turned.closed).toBe(1006);
		await lines[0]!.close();
		await Line.open(narrow.url);
		await narrow.stop();
	});

	it('behind a proxy are told apart by what it says', async () => {
		const proxied = await startRelay({ config: { connectionsPerAddress: 1, proxy: true } });
		const from = (address: string) => ({ headers: { 'x-forwarded-for': `1.2.3.4, ${address}` } });
		await Line.open(proxied.url, from('10.0.0.1'));
		await Line.open(proxied.url, from('10.0.0.2'));
		expect(await new Line(proxied.url, from('10.0.0.1')).closed).toBe(1006);
		await proxied.stop();
	});

	it('of one workspace are counted', async () => {
		const small = await startRelay({ config: { connectionsPerWorkspace: 2 } });
		const { books, line } = await found(small);
		await second(small, books, line);
		const third = await Line.open(small.url);
		third.auth(books.founder, books.wsId);
		expect((await third.next('err')).code).toBe(ERR.FULL);
		expect(await third.closed).toBe(CLOSE.TOO_MANY);
		await small.stop();
	});

	it('that are half open, 500 of them, keep nobody out', async () => {
		const silent = await Promise.all(Array.from({ length: 250 }, () => raw(relay)));
		const begun = await Promise.all(
			Array.from({ length: 250 }, async () => {
				const socket = await raw(relay);
				socket.write(HANDSHAKE);
				await once(socket, 'data');
				return socket;
			})
		);
		const { books, line } = await found(relay);
		expect(await line.ask({ type: 'append', ref: 1, entries: [books.data(books.founder)] }, 'ack')).toMatchObject({ n: 2 });
		for (const socket of [...silent, ...begun]) socket.destroy();
	});
});

describe('a slow reader', () => {
	it('is let go before it fills the memory, and the others go on', async () => {
		const strict = await startRelay({ config: { buffered: 512 * 1024 } });
		const { books, line } = await found(strict);
		const phone = await second(strict, books, line);
		phone.line.ws.pause();
		let ref = 0;
		const closed = () => strict.relay.connections === 1;
		for (; !closed() && ref < 200; ref++) {
			await line.ask({ type: 'append', ref, entries: [books.data(books.founder, { size: 200_000 })] }, 'ack');
		}
		// It is given a moment to take the farewell.
		await vi.waitFor(() => expect(closed()).toBe(true), { timeout: 60_000 });
		phone.line.ws.resume();
		expect([CLOSE.TOO_SLOW, 1006]).toContain(await phone.line.closed);
		const back = await Line.open(strict.url);
		expect((await back.enter(phone.device, books.wsId)).n).toBe(ref + 2);
		await strict.stop();
	});

	it('may pull a long log at its own pace', async () => {
		const strict = await startRelay({ config: { buffered: 512 * 1024 } });
		const { books, line } = await found(strict);
		for (let ref = 0; ref < 30; ref++) {
			await line.ask({ type: 'append', ref, entries: [books.data(books.founder, { size: 200_000 })] }, 'ack');
		}
		line.ws.pause();
		line.send({ type: 'pull', from: 0, frames: 1000 });
		const other = await Line.open(strict.url);
		await other.enter(books.founder, books.wsId);
		expect(await other.pullAll()).toHaveLength(31);
		line.ws.resume();
		let n = 0;
		while (n < 31) n += (await line.next('entries')).entries.length;
		await strict.stop();
	});
});

describe('what is remembered of addresses', () => {
	it('is forgotten once they are gone and have used nothing up', () => {
		const limits = { connectionsPerAddress: 2, createsPerHour: Number.MAX_SAFE_INTEGER, lettersPerMinute: 5 };
		const addresses = new Addresses(limits);
		for (let i = 0; i < 50; i++) addresses.connect(`10.0.0.${i}`);
		addresses.sweep();
		expect(addresses.known).toBe(50);
		for (let i = 0; i < 50; i++) addresses.disconnect(`10.0.0.${i}`);
		addresses.mayWrite('10.0.0.7');
		addresses.sweep();
		expect(addresses.known).toBe(1);
	});
});

describe('the environment', () => {
	it('is read with clear errors', () => {
		expect(configFrom({}).quota).toBe(1024 ** 3);
		const given = { RELAY_QUOTA: '500M', RELAY_TOKEN: 't', RELAY_HOSTS: 'A.example, b:1', RELAY_PROXY: '1', RELAY_CONNECTIONS: '7' };
		expect(configFrom(given)).toMatchObject({
			quota: 500 * 1024 ** 2,
			token: 't',
			hosts: ['a.example', 'b:1'],
			proxy: true,
			connectionsPerAddress: 7
		});
		expect(() => configFrom({ RELAY_QUOTA: 'much' })).toThrow(/RELAY_QUOTA is "much": give a number of bytes/);
		expect(() => configFrom({ RELAY_CONNECTIONS: '0' })).toThrow(/RELAY_CONNECTIONS/);
	});
});

describe('stopping', () => {
	it('stores what was taken, tells the devices to come back, and answers no more', async () => {
		const short = await startRelay({ metricsToken: 'm' });
		const { books, line } = await found(short);
		const entries = Array.from({ length: 30 }, () => books.data(books.founder));
		for (const [ref, entry] of entries.entries()) line.send({ type: 'append', ref, entries: [entry] });
		await line.next('ack');
		expect(await (await fetch(`${short.origin}/healthz`)).text()).toBe('ok\n');
		expect((await fetch(`${short.origin}/metrics`)).status).toBe(404);
		const metrics = await (await fetch(`${short.origin}/metrics`, { headers: { authorization: 'Bearer m' } })).text();
		expect(metrics).toMatch(/^waxbill_relay_connections 1$/m);
		expect(metrics).toMatch(/^waxbill_relay_workspaces 1$/m);
		await short.stop();
		expect(await line.closed).toBe(CLOSE.SHUTTING_DOWN);
		const acknowledged = line.unread.reduce((n, frame) => (frame.type === 'ack' ? frame.n : n), 0);
		const again = await startRelay({ folder: short.folder });
		const back = await Line.open(again.url);
		const { n } = await back.enter(books.founder, books.wsId);
		expect(n).toBeGreaterThanOrEqual(acknowledged);
		await again.stop();
	});
});
