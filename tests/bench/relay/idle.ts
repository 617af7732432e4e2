/** Connections that say nothing, as many as asked for, two of a workspace. `idle.ts KIND URL COUNT` says when they are there, and stays. */
import { WebSocket } from 'ws';
import { Author, Books, Line } from '../../support/relay-device.ts';
import type { Kind } from './server.ts';

const [kind, url, count] = [process.argv[2] as Kind, process.argv[3]!, Number(process.argv[4])];
const TOGETHER = 50;

async function plain(room: number): Promise<void> {
	const sockets = [1, 2].map(() => new WebSocket(`${url}/${room}`, { perMessageDeflate: false }));
	await Promise.all(sockets.map((ws) => new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject))));
}

async function waxbill(): Promise<void> {
	const books = new Books();
	const phone = new Author();
	const [first, second] = [await Line.open(url), await Line.open(url)];
	await first.create(books);
	await first.enter(books.founder, books.wsId);
	await first.ask({ type: 'append', ref: 0, entries: [books.add(books.founder, phone)] }, 'ack');
	await second.enter(phone, books.wsId);
}

for (let room = 0; room < count / 2; room += TOGETHER) {
	await Promise.all(Array.from({ length: TOGETHER }, (_, i) => (kind === 'plain' ? plain(room + i) : waxbill())));
}
console.log('there');
process.stdin.on('end', () => process.exit(0)).resume();
