/** Who was invited and is no device yet, on a real socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Author, Line, Link, forgetFolders, found, startRelay, type TestRelay } from '../../tests/support/relay-device.ts';
import { openSqlite } from '../log/sqlite.ts';
import { KIND, ZERO32, parseEntry } from '../protocol/codec.ts';
import { AUTH_DOMAIN, CLOSE, ERR, FRAME_TYPE, INVITED } from '../protocol/wire.ts';

let relay: TestRelay;
beforeAll(async () => (relay = await startRelay()));
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});

const OPEN = { type: 'invited', state: INVITED.OPEN, epoch: 0, n: 0, joinerPk: ZERO32 };
const refused = (code: number) => ({ type: 'err', code, ref: FRAME_TYPE.join });

/** Books with one invitation, and a line that has proved its key. */
async function invited(at: TestRelay = relay) {
	const { books, line: founder } = await found(at);
	const link = new Link();
	const append = (entry: Uint8Array) => founder.ask({ type: 'append', ref: 1, entries: [entry] }, 'ack');
	await append(link.invite(books, books.founder));
	const line = await enter(at, link, books.wsId);
	expect(await line.next('invited')).toEqual(OPEN);
	return { books, founder, link, line, append };
}
async function enter(at: TestRelay, link: Link, wsId: Uint8Array): Promise<Line> {
	const line = await Line.open(at.url);
	line.authInvite(link, wsId);
	return line;
}

describe('an invitation', () => {
	it('is asked by, admitted, and its device comes in as one', async () => {
		const { books, founder, link, line, append } = await invited();
		const bob = new Author();
		const entry = link.join(books, bob);
		line.send({ type: 'join', entry });
		expect(await line.next('invited')).toEqual({ ...OPEN, state: INVITED.JOINED, joinerPk: bob.signPk });
		const event = await founder.next('event');
		expect([event.from, event.entries]).toEqual([2, [entry]]);
		const early = await Line.open(relay.url);
		early.auth(bob, books.wsId);
		expect((await early.next('err')).code).toBe(ERR.UNKNOWN_DEVICE);

		await append(link.admit(books, books.founder, bob));
		expect(await line.next('invited')).toEqual({ ...OPEN, state: INVITED.ADMITTED, n: 3, joinerPk: bob.signPk });
		expect(await line.closed).toBe(CLOSE.INVITE_ENDED);
		expect(await early.next('ok')).toMatchObject({ n: 4 });
		const device = await Line.open(relay.url);
		await device.enter(bob, books.wsId);
		const { entries } = await device.ask({ type: 'pull', from: 3, frames: 1 }, 'entries');
		expect(parseEntry(entries[0]!)).toMatchObject({ kind: KIND.ADMIT });
	});

	it('lets nobody see the log, hear of it, or do anything else', async () => {
		const { books, line, append } = await invited();
		await append(books.data(books.founder));
		const [address, none] = [new Uint8Array(32), new Uint8Array(0)];
		for (const frame of [
			{ type: 'pull', from: 0, frames: 1 },
			{ type: 'append', ref: 1, entries: [] },
			{ type: 'restore', ref: 1, from: 0, entries: [] },
			{ type: 'packHave', address },
			{ type: 'packGet', address, index: 0 },
			{ type: 'eph', bytes: address },
			{ type: 'mboxGet', rendezvous: new Uint8Array(16), slot: false, wait: false },
			{ type: 'locatorGet', id: new Uint8Array(16) },
			{ type: 'create', token: none, genesis: books.genesis },
			{ type: 'deleteWorkspace', signature: new Uint8Array(64) }
		] as const)
			expect(await line.ask(frame, 'err'), frame.type).toEqual({ type: 'err', code: ERR.NOT_NOW, ref: FRAME_TYPE[frame.type] });
		await line.ask({ type: 'ping' }, 'pong');
		expect(line.unread).toEqual([]);
	});

	it('is proved for this host, this nonce, as what it is', async () => {
		const { books, link } = await invited();
		for (const change of [{ host: 'evil.example' }, { nonce: new Uint8Array(32) }, { domain: AUTH_DOMAIN }]) {
			const line = await Line.open(relay.url);
			line.authInvite(link, books.wsId, change);
			expect(await line.next('err')).toEqual({ type: 'err', code: ERR.BAD_SIGNATURE, ref: FRAME_TYPE.authInvite });
			expect(await line.closed).toBe(CLOSE.BAD_AUTH);
		}
	});

	it('that is none is said to be none', async () => {
		const { books, link } = await invited();
		const other = await found(relay);
		expect((await (await enter(relay, new Link(), books.wsId)).next('err')).code).toBe(ERR.UNKNOWN_INVITE);
		expect((await (await enter(relay, link, other.books.wsId)).next('err')).code).toBe(ERR.UNKNOWN_INVITE);
		expect((await (await enter(relay, link, new Uint8Array(16))).next('err')).code).toBe(ERR.UNKNOWN_WORKSPACE);
		const nobody = await Line.open(relay.url);
		expect(await nobody.ask({ type: 'join', entry: link.join(books, new Author()) }, 'err')).toEqual(refused(ERR.NOT_NOW));
	});

	it('used twice names who was first, and takes nobody else', async () => {
		const { books, link, line } = await invited();
		const second = await enter(relay, link, books.wsId);
		expect(await second.next('invited')).toEqual(OPEN);
		const [bob, eve] = [new Author(), new Author()];
		line.send({ type: 'join', entry: link.join(books, bob) });
		const joined = { ...OPEN, state: INVITED.JOINED, joinerPk: bob.signPk };
		expect(await line.next('invited')).toEqual(joined);
		expect(await second.next('invited')).toEqual(joined);
		expect(await second.ask({ type: 'join', entry: link.join(books, eve) }, 'err')).toEqual(refused(ERR.JOIN_REFUSED));
		expect(await second.next('invited')).toEqual(joined);
		expect(await (await enter(relay, link, books.wsId)).next('invited')).toEqual(joined);
	});

	it('withdrawn is said to who waits, and to who comes later', async () => {
		const { books, link, line, append } = await invited();
		await append(link.invite(books, books.founder, 'none'));
		const later = await enter(relay, link, books.wsId);
		for (const each of [line, later]) {
			expect(await each.next('invited')).toMatchObject({ state: INVITED.WITHDRAWN });
			expect(await each.closed).toBe(CLOSE.INVITE_ENDED);
		}
	});

	it('hears of a new key before it asks, and may ask again when the key changed under it', async () => {
		const { books, link, line, append } = await invited();
		const bob = new Author();
		const rotation = { epoch: 1, commitment: new Uint8Array(32).fill(1), boxes: [books.founder.box()], previous: new Uint8Array(60) };
		const early = link.join(books, bob);
		await append(books.founder.entry(books, { kind: KIND.ROTATE, rotation }));
		expect(await line.next('invited')).toEqual({ ...OPEN, epoch: 1 });
		expect(await line.ask({ type: 'join', entry: early }, 'err')).toEqual(refused(ERR.JOIN_REFUSED));
		expect(await line.next('invited')).toEqual({ ...OPEN, epoch: 1 });
		line.send({ type: 'join', entry: link.join(books, bob, 1) });
		expect(await line.next('invited')).toMatchObject({ state: INVITED.JOINED, epoch: 0 });
	});

	it('hears of a key that changed under its JOIN only when that is stored, and not the old one again', async () => {
		let stored = Promise.resolve();
		const slow = await startRelay({
			store: (file) => {
				const store = openSqlite(file);
				return { ...store, append: (runs) => stored.then(() => store.append(runs)) };
			}
		});
		const { books, founder, link, line } = await invited(slow);
		const rotation = { epoch: 1, commitment: new Uint8Array(32).fill(1), boxes: [books.founder.box()], previous: new Uint8Array(60) };
		const early = link.join(books, new Author());
		let store!: () => void;
		stored = new Promise((resolve) => (store = resolve));
		founder.send({ type: 'append', ref: 2, entries: [books.founder.entry(books, { kind: KIND.ROTATE, rotation })] });
		await founder.ask({ type: 'ping' }, 'pong');
		expect(await line.ask({ type: 'join', entry: early }, 'err')).toEqual(refused(ERR.JOIN_REFUSED));
		await line.ask({ type: 'ping' }, 'pong');
		expect(line.unread).toEqual([]);
		store();
		expect(await line.next('invited')).toEqual({ ...OPEN, epoch: 1 });
		await line.ask({ type: 'ping' }, 'pong');
		expect(line.unread).toEqual([]);
		await slow.stop();
	});

	it('brings nothing but a JOIN of its own, and not without end', async () => {
		const { books, link, line } = await invited();
		const bob = new Author();
		const other = new Link();
		const attempts = [
			link.entry(books, KIND.DATA, { keep: false }),
			books.data(books.founder, { keep: false }),
			other.join(books, bob),
			link.join(books, bob, 0, { change: { devId: bob.devId } }),
			link.join(books, books.founder),
			link.join(books, bob, 0, { content: new Uint8Array(1200) }),
			new Uint8Array(10),
			new Uint8Array(0)
		];
		for (const entry of attempts) {
			expect(await line.ask({ type: 'join', entry }, 'err')).toEqual(refused(ERR.JOIN_REFUSED));
			expect(await line.next('invited')).toEqual(OPEN);
		}
		expect(await line.ask({ type: 'join', entry: link.join(books, bob) }, 'err')).toEqual(refused(ERR.RATE));
		const again = await enter(relay, link, books.wsId);
		await again.next('invited');
		again.send({ type: 'join', entry: link.join(books, bob) });
		expect(await again.next('invited')).toMatchObject({ state: INVITED.JOINED });
		again.ws.send(Buffer.concat([Buffer.from([FRAME_TYPE.join, 8, 1]), Buffer.alloc(2049)]));
		expect(await again.closed).toBe(CLOSE.MALFORMED);
	});

	it('is the same after the relay was started anew', async () => {
		const before = await startRelay();
		const { books, founder, link, line } = await invited(before);
		const bob = new Author();
		line.send({ type: 'join', entry: link.join(books, bob) });
		await line.next('invited');
		await founder.next('event');
		await before.stop();
		const after = await startRelay({ folder: before.folder });
		const back = await enter(after, link, books.wsId);
		expect(await back.next('invited')).toMatchObject({ state: INVITED.JOINED, joinerPk: bob.signPk });
		await after.stop();
	});

	it('is asked by in vain while the disk refuses, and by the same JOIN when it does not', async () => {
		let broken = false;
		const beforeCommit = () => {
			if (broken) throw new Error('disk full');
		};
		const failing = await startRelay({ sqlite: { beforeCommit } });
		const { books, link, line } = await invited(failing);
		const entry = link.join(books, new Author());
		broken = true;
		expect(await line.ask({ type: 'join', entry }, 'err')).toEqual(refused(ERR.NOT_STORED));
		broken = false;
		line.send({ type: 'join', entry });
		expect(await line.next('invited')).toMatchObject({ state: INVITED.JOINED });
		await failing.stop();
	});

	it('has four places: whoever comes then takes the one that is held longest, and no place of another link', async () => {
		const { books, link, line, append } = await invited();
		const other = new Link();
		await append(other.invite(books, books.founder));
		const beside = await enter(relay, other, books.wsId);
		await beside.next('invited');
		const lines = [line];
		for (let i = 1; i <= 4; i++) {
			const next = await enter(relay, link, books.wsId);
			expect(await next.next('invited')).toEqual(OPEN);
			lines.push(next);
		}
		expect(await lines[0]!.closed).toBe(CLOSE.TOO_MANY);
		for (const each of [...lines.slice(1), beside]) {
			await each.ask({ type: 'ping' }, 'pong');
			expect(each.unread).toEqual([]);
		}
	});

	it('that has ended holds no place, however often it is asked about', async () => {
		const { books, link, line, append } = await invited();
		await append(link.invite(books, books.founder, 'none'));
		expect(await line.closed).toBe(CLOSE.INVITE_ENDED);
		for (let i = 0; i < 9; i++) {
			const late = await enter(relay, link, books.wsId);
			expect(await late.next('invited')).toMatchObject({ state: INVITED.WITHDRAWN });
			expect(await late.closed).toBe(CLOSE.INVITE_ENDED);
		}
	});
});
