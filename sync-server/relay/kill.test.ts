/**
 * The relay is killed in the middle of its work, again and again: what it acknowledged is there, once, in its place, and R is right.
 * `npm run test:relay-kill` does it more often.
 */
import { createHash, randomInt } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { Author, Books, Line, forgetFolders, newFolder } from '../../tests/support/relay-device.ts';
import { startRelayProcess } from '../../tests/support/relay-process.ts';
import { entryHash, parseEntry, type Entry } from '../protocol/codec.ts';
import { suite } from '../sodium.ts';

const KILLS = Number(process.env.RELAY_KILLS ?? 5);
const ROOMS = 3;
const IN_FLIGHT = 16;

afterAll(forgetFolders);

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

interface Room {
	books: Books;
	authors: Author[];
	/** By position, what was acknowledged or told. */
	known: Map<number, string>;
	acknowledged: number;
}

it.each([
	[0, Math.ceil(KILLS / 2)],
	[2, Math.floor(KILLS / 2)]
])('%i ms a commit, %i times: nothing acknowledged is missing, nothing is doubled', async (commitDelay, kills) => {
	const folder = newFolder();
	const config = { createsPerHour: 1e9 };
	const rooms: Room[] = Array.from({ length: ROOMS }, () => {
		const books = new Books();
		return { books, authors: [books.founder, new Author()], known: new Map(), acknowledged: 0 };
	});
	let total = 0;
	for (let kill = 0; kill < kills; kill++) {
		const relay = await startRelayProcess({ folder, commitDelay, config });
		const lines = await Promise.all(rooms.map((room) => enter(relay.url, room, kill === 0)));
		const enough = randomInt(40, 400);
		let heard = 0;
		let enoughHeard = () => undefined as void;
		const reached = new Promise<void>((resolve) => (enoughHeard = resolve));
		const work = lines.flat().map((device) => write(device, () => ++heard >= enough && enoughHeard()));
		await reached;
		await relay.kill();
		await Promise.all(work);
		total += heard;
	}
	expect(total).toBeGreaterThan(kills * 39);

	const relay = await startRelayProcess({ folder, config });
	for (const room of rooms) {
		const [line] = await enter(relay.url, room, false);
		const log = await line!.line.pullAll();
		expect(new Set(log.map(hashOf)).size).toBe(log.length);
		expect(room.acknowledged).toBeGreaterThan(0);
		for (const [n, hash] of room.known) expect(hashOf(log[n]!)).toBe(hash);
		expect(Buffer.from(line!.ok.R).equals(Books.rolling(log).at(-1)!)).toBe(true);
	}
	await relay.stop();
});

interface Device {
	room: Room;
	author: Author;
	line: Line;
	ok: { n: number; R: Uint8Array };
}

/** Comes in and takes up each author's chain where the log has it. */
async function enter(url: string, room: Room, first: boolean): Promise<Device[]> {
	const { books, authors } = room;
	const devices: Device[] = [];
	for (const author of authors) {
		const line = await Line.open(url);
		if (first && author === books.founder) await line.create(books);
		const ok = await line.enter(author, books.wsId);
		devices.push({ room, author, line, ok });
		if (author === books.founder && ok.n === 1)
			await line.ask({ type: 'append', ref: 0, entries: [books.add(author, authors[1]!)] }, 'ack');
	}
	const log = await devices[0]!.line.pullAll();
	for (const [n, bytes] of log.entries()) {
		const hash = hashOf(bytes);
		expect(room.known.get(n) ?? hash).toBe(hash);
	}
	for (const author of authors) {
		const own = log.filter((bytes) => Buffer.from((parseEntry(bytes) as Entry).devId).equals(author.devId));
		author.seq = own.length;
		if (own.length > 0) author.prev = entryHash(suite.hash, own.at(-1)!);
	}
	return devices;
}

/** Keeps a window full until the connection breaks. */
async function write({ room, author, line }: Device, acknowledged: () => void): Promise<void> {
	const inFlight: Uint8Array[] = [];
	let ref = 0;
	const fill = () => {
		while (inFlight.length < IN_FLIGHT) {
			const entry = room.books.data(author, { size: 300 });
			inFlight.push(entry);
			line.send({ type: 'append', ref: ++ref, entries: [entry] });
		}
	};
	try {
		for (;;) {
			fill();
			const frame = await line.any();
			if (frame.type === 'nack') throw new Error(`refused with ${frame.code}`);
			if (frame.type === 'ack') {
				const own = inFlight.splice(0, frame.entries);
				for (const [i, entry] of own.entries()) room.known.set(frame.n - own.length + i, hashOf(entry));
				room.acknowledged += own.length;
				for (const _ of own) acknowledged();
			} else if (frame.type === 'event') {
				for (const [i, entry] of frame.entries.entries()) room.known.set(frame.from + i, hashOf(entry));
			}
		}
	} catch (error) {
		if (!/the connection ended/.test(String(error))) throw error;
	}
}
