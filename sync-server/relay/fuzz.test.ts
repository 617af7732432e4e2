/**
 * Frames that are none, or lie: the relay ends the connection or refuses, goes on serving others, and its memory stays. A few thousand here;
 * `npm run test:fuzz` sends 100,000.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import fc from '../../tests/support/property.ts';
import { afterAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Author, Books, Line, Link, forgetFolders, newFolder } from '../../tests/support/relay-device.ts';
import { startRelayProcess, type RelayProcess } from '../../tests/support/relay-process.ts';
import { encodeClientFrame, type ClientFrame, type ServerFrame } from '../protocol/wire.ts';

const FRAMES = Number(process.env.FUZZED ?? 4000);
const BATCH = 500;
afterAll(forgetFolders);

it(`lives through ${FRAMES} of them`, { timeout: 180_000 + FRAMES * 20 }, async () => {
	const config = { createsPerHour: 1e9, lettersPerMinute: 1e9, connectionsPerAddress: 1e9 };
	const relay = await startRelayProcess({ folder: newFolder(), config });
	const books = new Books();
	const phone = new Author();
	const witness = await Line.open(relay.url);
	await witness.create(books);
	await witness.enter(books.founder, books.wsId);
	const link = new Link();
	await witness.ask({ type: 'append', ref: 1, entries: [books.add(books.founder, phone), link.invite(books, books.founder)] }, 'ack');
	const enter: Record<Hostile['as'], (line: Line) => Promise<unknown>> = {
		nobody: async () => undefined,
		device: (line) => line.enter(phone, books.wsId),
		invited: async (line) => {
			line.authInvite(link, books.wsId);
			await line.next('invited');
		}
	};

	let sent = 0;
	let n = 3;
	const settled: number[] = [];
	for (let seed = 1; sent < FRAMES; seed++) {
		for (const frame of fc.sample(hostile(books, phone), { numRuns: BATCH, seed })) {
			sent++;
			await send(relay, frame, enter[frame.as]);
		}
		// The relay still serves, in time and in order.
		witness.send({ type: 'append', ref: 2, entries: [books.data(books.founder)] });
		n = (await acknowledged(witness)).n;
		if (sent >= FRAMES / 4) settled.push(await memory(relay));
	}
	expect(await witness.pullAll()).toHaveLength(n);
	await close(relay);
	// Buffers come and go: the least of the last quarter beside the least of what was before.
	const late = Math.min(...settled.slice(-Math.ceil(settled.length / 4)));
	const early = Math.min(...settled.slice(0, Math.ceil(settled.length / 2)));
	expect(late - early).toBeLessThan(24 * 1024 * 1024);
});

interface Hostile {
	bytes: Uint8Array;
	/** What its sender proved to be. */
	as: 'nobody' | 'device' | 'invited';
}

function hostile(books: Books, phone: Author): fc.Arbitrary<Hostile> {
	const some = (max: number) => fc.uint8Array({ maxLength: max });
	const b = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
	const real = books.data(phone, { keep: false });
	const broken = fc.tuple(fc.nat(real.length - 1), fc.nat(255)).map(([at, byte]) => real.map((old, i) => (i === at ? byte : old)));
	const u = (max: number) => fc.nat(max);
	const ref = u(2 ** 31 - 1);
	const frame: fc.Arbitrary<ClientFrame> = fc.oneof(
		fc.record({ type: fc.constant('auth' as const), version: u(3), wsId: b(16), devicePk: b(32), nonce: b(32), signature: b(64) }),
		fc.record({ type: fc.constant('authInvite' as const), version: u(3), wsId: b(16), invitePk: b(32), nonce: b(32), signature: b(64) }),
		fc.record({ type: fc.constant('join' as const), entry: fc.oneof(some(600), broken) }),
		fc.record({ type: fc.constant('create' as const), token: some(255), genesis: some(700) }),
		fc.record({ type: fc.constant('pull' as const), from: fc.maxSafeNat().map((value) => value % 2 ** 48), frames: u(65535) }),
		fc.record({ type: fc.constant('append' as const), ref, entries: fc.array(fc.oneof(some(400), broken), { maxLength: 6 }) }),
		fc.record({ type: fc.constant('restore' as const), ref, from: u(9), entries: fc.array(fc.oneof(some(400), broken), { maxLength: 6 }) }),
		fc.record({ type: fc.constant('packGet' as const), address: b(32), index: u(65535) }),
		fc.record({
			type: fc.constant('packPut' as const),
			address: b(32),
			epoch: u(9),
			salt: b(16),
			index: u(3),
			count: u(3),
			chunk: some(500)
		}),
		fc.record({
			type: fc.constant('packagePut' as const),
			id: b(32),
			version: u(3),
			expires: fc.oneof(u(9), u(2 ** 31 - 1), fc.constant(Math.floor(Date.now() / 86_400_000) + 9)),
			part: u(3),
			parts: u(3),
			chunk: some(500)
		}),
		fc.record({ type: fc.constant('packageDrop' as const), id: b(32) }),
		fc.record({ type: fc.constant('answersGet' as const), id: b(32), after: b(16) }),
		fc.record({ type: fc.constant('packageList' as const), after: b(32) }),
		fc.record({ type: fc.constant('packageGet' as const), id: b(32), part: u(65535) }),
		fc.record({ type: fc.constant('answer' as const), id: b(32), answer: b(16), version: u(9), bytes: some(900) }),
		fc.record({ type: fc.constant('answerDrop' as const), id: b(32), answer: b(16) }),
		fc.record({ type: fc.constant('mboxPut' as const), rendezvous: b(16), slot: fc.boolean(), bytes: some(900) }),
		fc.record({ type: fc.constant('mboxGet' as const), rendezvous: b(16), slot: fc.boolean(), wait: fc.boolean() }),
		fc.record({ type: fc.constant('eph' as const), bytes: some(1024) }),
		fc.record({ type: fc.constant('deleteWorkspace' as const), signature: b(64) })
	);
	const cut = fc.tuple(frame, fc.nat(), fc.nat(255)).map(([one, at, byte]) => {
		const bytes = encodeClientFrame(one);
		return at % 3 === 0 ? bytes.subarray(0, at % bytes.length) : bytes.map((old, i) => (i === at % bytes.length ? byte : old));
	});
	const bytes = fc.oneof(
		some(2000),
		frame.map(encodeClientFrame),
		cut,
		fc.nat(300_000).map((length) => new Uint8Array(length).fill(0x11))
	);
	return fc.record({ bytes, as: fc.constantFrom('nobody' as const, 'device' as const, 'device' as const, 'invited' as const) });
}

/** Among what the device whispers, and what it gets into the log: DATA whose signature is false is for the devices to find void. */
async function acknowledged(line: Line): Promise<ServerFrame<'ack'>> {
	for (;;) {
		const frame = await line.any();
		if (frame.type === 'ack') return frame;
		if (frame.type !== 'eph' && frame.type !== 'event') throw new Error(`${frame.type} came`);
	}
}

/** A relay has nothing to lose with a connection: it may end, the next one is made anew. */
const open = new Map<string, Line>();

async function send(relay: RelayProcess, { bytes, as }: Hostile, enter: (line: Line) => Promise<unknown>): Promise<void> {
	let line = open.get(as);
	if (!line || line.ws.readyState !== WebSocket.OPEN) {
		line = await Line.open(relay.url);
		await enter(line);
		open.set(as, line);
	}
	line.ws.send(bytes, { binary: true });
	// What it answers, or its end: both are an answer.
	line.send({ type: 'ping' });
	while (line.ws.readyState === WebSocket.OPEN) {
		const frame = await line.any().catch(() => undefined);
		if (!frame || frame.type === 'pong') return;
	}
}

async function memory({ child }: RelayProcess): Promise<number> {
	child.stdin!.write('\n');
	const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
	const { heapUsed, external } = JSON.parse(line) as NodeJS.MemoryUsage;
	return heapUsed + external;
}

async function close(relay: RelayProcess): Promise<void> {
	for (const line of open.values()) line.ws.terminate();
	await relay.stop();
}
