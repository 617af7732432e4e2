/**
 * Rooms of two clients, each with a window of messages in flight: a message counts when its sender has the answer and the other client the
 * message. All messages are made beforehand. `load.ts KIND URL WINDOW MESSAGES OPERATIONS` prints one line of JSON.
 */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { encodeClientFrame } from '../../../sync-server/protocol/wire.ts';
import { Author, Books, Line } from '../../support/relay-device.ts';
import { quantile } from '../measure.ts';
import type { Kind } from './server.ts';

export interface Load {
	perSecond: number;
	p50: number;
	p99: number;
	bytes: number;
}

const ROOMS = 50;
/** What one operation of a few fields takes. */
const OPERATION = 240;

/** One end of a room: `heard` is told how many messages were answered, and how many of the other's came. */
interface Client {
	ws: WebSocket;
	messages: Uint8Array[];
	read(data: Buffer): { answered: number; arrived: number };
}

async function waxbill(url: string, count: number, operations: number, signed: boolean): Promise<[Client, Client]> {
	const books = new Books();
	const authors = [books.founder, new Author()];
	const [first, second] = [await Line.open(url), await Line.open(url)];
	await first.create(books);
	await first.enter(books.founder, books.wsId);
	await first.ask({ type: 'append', ref: 0, entries: [books.add(books.founder, authors[1]!)] }, 'ack');
	await second.enter(authors[1]!, books.wsId);
	const content = new Uint8Array(randomBytes(16 + padded(operations * OPERATION)));
	return [first, second].map((line, i) => {
		const author = authors[i]!;
		// The relay does not look at the signature of DATA, except where it is told to.
		if (!signed) author.sign = () => content.subarray(0, 64);
		line.ws.removeAllListeners('message');
		const messages = Array.from({ length: count }, (_, ref) =>
			encodeClientFrame({ type: 'append', ref, entries: [books.data(author, { content })] })
		);
		const read = (data: Buffer) => {
			if (data[0] === 0x91) return { answered: data.readUInt16BE(5), arrived: 0 };
			if (data[0] === 0x93) return { answered: 0, arrived: data.readUInt16BE(39) };
			if (data[0] === 0x92) throw new Error(`refused with ${data[5]}`);
			return { answered: 0, arrived: 0 };
		};
		return { ws: line.ws, messages, read };
	}) as [Client, Client];
}

function padded(length: number): number {
	return Math.ceil((length + 1) / 256) * 256;
}

async function open(url: string): Promise<WebSocket> {
	const ws = new WebSocket(url, { perMessageDeflate: false });
	await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
	return ws;
}

/** The sender gets its own message back, as its answer. */
async function plain(url: string, room: number, count: number): Promise<[Client, Client]> {
	const sockets = [await open(`${url}/${room}`), await open(`${url}/${room}`)];
	return sockets.map((ws, own) => {
		const messages = Array.from({ length: count }, () => {
			const message = new Uint8Array(516).fill(7);
			message[0] = own;
			return message;
		});
		return { ws, messages, read: (data: Buffer) => (data[0] === own ? { answered: 1, arrived: 0 } : { answered: 0, arrived: 1 }) };
	}) as [Client, Client];
}

/** Updates of a Yjs document, as a provider sends them. The server sends each to all of the room. */
async function yjs(
	sockets: WebSocket[],
	count: number,
	frame: (update: Uint8Array) => Uint8Array,
	hello: Uint8Array[]
): Promise<[Client, Client]> {
	return sockets.map((ws, own) => {
		for (const message of hello) ws.send(message);
		const document = new Y.Doc();
		const map = document.getMap<string>('r');
		const messages: Uint8Array[] = [];
		document.on('update', (update: Uint8Array) => messages.push(frame(update)));
		const mark = `client-${own}-`;
		for (let i = 0; i < count; i++) map.set(`${mark}${i % 50}`, `${mark}${randomBytes(220).toString('hex')}`);
		const [mine, other] = [Buffer.from(mark), Buffer.from(`client-${1 - own}-`)];
		const read = (data: Buffer) => ({ answered: data.includes(mine) ? 1 : 0, arrived: data.includes(other) ? 1 : 0 });
		return { ws, messages, read };
	}) as [Client, Client];
}

async function yWebsocket(url: string, room: number, count: number): Promise<[Client, Client]> {
	const sockets = [await open(`${url}/${room}`), await open(`${url}/${room}`)];
	return yjs(sockets, count, (update) => Buffer.concat([Buffer.from([0, 2]), varint(update.length), update]), []);
}

async function hocuspocus(url: string, room: number, count: number): Promise<[Client, Client]> {
	const sockets = [await open(url), await open(url)];
	const name = Buffer.from(`room-${room}`);
	const head = Buffer.concat([varint(name.length), name]);
	const token = Buffer.concat([head, Buffer.from([2, 0, 0])]);
	return yjs(sockets, count, (update) => Buffer.concat([head, Buffer.from([0, 2]), varint(update.length), update]), [token]);
}

function varint(value: number): Buffer {
	const bytes: number[] = [];
	for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
	return Buffer.from([...bytes, value]);
}

/** Keeps the window full until all messages of all clients are through. */
async function measure(rooms: [Client, Client][], window: number): Promise<Load> {
	const latencies: number[] = [];
	let left = 0;
	let bytes = 0;
	const begun = performance.now();
	await new Promise<void>((resolve, reject) => {
		for (const client of rooms.flat()) {
			const { ws, messages, read } = client;
			let [sent, answered, arrived] = [0, 0, 0];
			const times: number[] = new Array<number>(messages.length);
			left += 2 * messages.length;
			const fill = () => {
				while (sent < messages.length && sent - answered < window) {
					times[sent] = performance.now();
					bytes += messages[sent]!.length;
					ws.send(messages[sent++]!);
				}
			};
			ws.on('message', (data: Buffer) => {
				const got = read(data);
				const now = performance.now();
				for (let i = 0; i < got.answered; i++) latencies.push(now - times[answered + i]!);
				answered += got.answered;
				arrived += got.arrived;
				left -= got.answered + got.arrived;
				if (left === 0) resolve();
				fill();
			});
			ws.on('close', () => left > 0 && reject(new Error(`a connection ended after ${answered} of ${messages.length}, ${arrived} arrived`)));
			fill();
		}
	});
	const seconds = (performance.now() - begun) / 1000;
	const all = rooms.flat().reduce((sum, { messages }) => sum + messages.length, 0);
	return { perSecond: all / seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), bytes };
}

const [kind, url, window, count, operations] = [process.argv[2] as Kind, process.argv[3]!, ...process.argv.slice(4).map(Number)] as const;
const rooms: [Client, Client][] = [];
for (let room = 0; room < ROOMS; room++) {
	if (kind === 'plain') rooms.push(await plain(url, room, count!));
	else if (kind === 'y-websocket') rooms.push(await yWebsocket(url, room, count!));
	else if (kind === 'hocuspocus') rooms.push(await hocuspocus(url, room, count!));
	else rooms.push(await waxbill(url, count!, operations ?? 1, kind === 'waxbill-verified'));
}
console.log(JSON.stringify(await measure(rooms, window!)));
process.exit(0);
