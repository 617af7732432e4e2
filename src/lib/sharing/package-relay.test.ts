import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { forgetFolders, found, startRelay, type Line, type TestRelay } from '../../../tests/support/relay-device.ts';
import { MAX_FRAME } from '../../../sync-server/protocol/codec.ts';
import {
	ERR,
	FRAME_TYPE,
	MAX_PACKAGE,
	encodeServerFrame,
	parseClientFrame,
	type ClientFrame,
	type ServerFrame
} from '../../../sync-server/protocol/wire.ts';
import { hashOf32, type Hash32 } from '../crypto/brands.ts';
import { newId16, randomBytes } from '../crypto/random.ts';
import { ready } from '../crypto/sodium.ts';
import type { SocketClass } from '../sync/connection.ts';
import type { SealedAnswer } from './answer.ts';
import { clientRelay, type PackageRelay } from './package-relay.ts';

const Socket = WebSocket as unknown as SocketClass;
let relay: TestRelay;
let line: Line;
let client: PackageRelay;
beforeAll(async () => {
	await ready();
	relay = await startRelay({ config: { answersOfPackage: 2 } });
	({ line } = await found(relay));
	client = clientRelay(relay.origin, Socket);
});
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const newPackageId = () => hashOf32(randomBytes(32));
const newAnswer = (): SealedAnswer => ({ id: newId16(), version: 1, bytes: randomBytes(50) });

async function put(id: Hash32, sealed: Uint8Array, { version = 1, step = 200_000 } = {}): Promise<void> {
	const parts = Math.ceil(sealed.length / step);
	for (let part = 0; part < parts; part++) {
		const chunk = sealed.subarray(part * step, (part + 1) * step);
		await line.ask({ type: 'packagePut', id, version, expires: line.hello.day + 9, part, parts, chunk }, 'packageDone');
	}
}

describe('with a link, a relay', () => {
	it('gives the package as it was put, of whatever length', async () => {
		for (const length of [1, 200_000, MAX_PACKAGE]) {
			const [id, sealed] = [newPackageId(), randomBytes(Math.min(length, 4000))];
			const whole = new Uint8Array(length);
			for (let at = 0; at < length; at += sealed.length) whole.set(sealed.subarray(0, length - at), at);
			await put(id, whole);
			const got = await client.get(id);
			expect(got).toMatchObject({ version: 1 });
			expect(Buffer.from((got as { sealed: Uint8Array }).sealed).equals(whole)).toBe(true);
		}
	});

	it('keeps answers, the same one once, until there are too many or the package is gone', async () => {
		const id = newPackageId();
		const sent = newAnswer();
		expect(await client.answer(id, sent)).toBe('gone');
		await put(id, randomBytes(30));
		for (const answer of [sent, sent, newAnswer()]) {
			expect(await client.answer(id, answer)).toBe('kept');
			expect(await line.next('answered')).toMatchObject({ id });
		}
		expect(await client.answer(id, newAnswer())).toBe('full');
		await line.ask({ type: 'packageDrop', id }, 'packageDone');
		expect(await client.answer(id, newAnswer())).toBe('gone');
		expect(await client.get(id)).toBe('gone');
	});

	it('is asked too often', async () => {
		const strict = await startRelay({ config: { lettersPerMinute: 1 } });
		const asking = clientRelay(strict.origin, Socket);
		expect(await asking.get(newPackageId())).toBe('gone');
		expect(await asking.answer(newPackageId(), newAnswer())).toBe('slow-down');
		expect(await asking.get(newPackageId())).toBe('unreachable');
		await strict.stop();
	});

	it('is not there', async () => {
		const none = await startRelay();
		await none.stop();
		for (const origin of [none.origin, 'no address', 'http://relay.example']) {
			expect(await clientRelay(origin, Socket).get(newPackageId())).toBe('unreachable');
			expect(await clientRelay(origin, Socket).answer(newPackageId(), newAnswer())).toBe('unreachable');
		}
	});
});

type Lie = (asked: ClientFrame) => ServerFrame | number | undefined;

/** A relay that says to each frame what the test wants, or ends with a code. */
async function lying(lie: Lie): Promise<PackageRelay> {
	const server = createServer();
	const sockets = new WebSocketServer({ server });
	const hello = { type: 'hello', version: 1, nonce: new Uint8Array(32), maxFrame: MAX_FRAME, maxEntry: 1, window: 1, day: 1 } as const;
	sockets.on('connection', (ws) => {
		ws.send(encodeServerFrame(hello));
		ws.on('message', (data) => {
			const said = lie(parseClientFrame(data as Buffer) as ClientFrame);
			if (typeof said === 'number') ws.close(said);
			else if (said) ws.send(encodeServerFrame(said));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	ends.push(() => {
		sockets.clients.forEach((ws) => ws.terminate());
		server.close();
	});
	return clientRelay(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, Socket);
}

describe('a relay that lies', () => {
	const id = newId();
	function newId(): Hash32 {
		return hashOf32(new Uint8Array(32).fill(7));
	}
	const part = (over: Partial<ServerFrame<'packagePart'>> = {}): ServerFrame<'packagePart'> => ({
		type: 'packagePart',
		id,
		version: 1,
		part: 0,
		parts: 1,
		chunk: new Uint8Array(9),
		...over
	});

	it.each<[string, Lie]>([
		['another package', () => part({ id: hashOf32(new Uint8Array(32)) })],
		['another part', () => part({ part: 1, parts: 2 })],
		['no parts', () => part({ parts: 0 })],
		['parts without end', (asked) => part({ part: (asked as ClientFrame<'packageGet'>).part, parts: 65_535 })],
		[
			'more bytes than a package has',
			(asked) => part({ part: (asked as ClientFrame<'packageGet'>).part, parts: 32, chunk: new Uint8Array(200_000) })
		],
		[
			'a new version with every part',
			(asked) => {
				const at = (asked as ClientFrame<'packageGet'>).part;
				return part({ part: at, parts: 2, version: at + 1 });
			}
		],
		['an end', () => 4400]
	])('with %s gives nothing', async (_, lie) => {
		let questions = 0;
		const counted: Lie = (asked) => (questions++, lie(asked));
		expect(await (await lying(counted)).get(id)).toBe('unreachable');
		expect(questions).toBeLessThan(33);
	});

	it('with a package replaced while it is read gives the new one whole', async () => {
		let asked = 0;
		const replaced = await lying((frame) => {
			const version = ++asked > 1 ? 2 : 1;
			const at = (frame as ClientFrame<'packageGet'>).part;
			return part({ version, part: at, parts: 2, chunk: Uint8Array.of(version, at) });
		});
		expect(await replaced.get(id)).toEqual({ version: 2, sealed: Uint8Array.of(2, 0, 2, 1) });
	});

	it('or an older one takes no answer: refused is not unreachable', async () => {
		const older = await lying(() => 4400);
		expect(await older.answer(id, newAnswer())).toBe('refused');
		const refusing = await lying(() => ({ type: 'err', code: ERR.NOT_NOW, ref: FRAME_TYPE.answer }));
		expect(await refusing.answer(id, newAnswer())).toBe('refused');
		const full = await lying(() => ({ type: 'err', code: ERR.NOT_STORED, ref: FRAME_TYPE.answer }));
		expect(await full.answer(id, newAnswer())).toBe('slow-down');
		const silent = await lying(() => 4501);
		expect(await silent.answer(id, newAnswer())).toBe('unreachable');
	});
});
