import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Author, Books, Line, forgetFolders, found, second, startRelay, type TestRelay } from '../../tests/support/relay-device.ts';
import { CLOSE, DELETE_DOMAIN, ERR, FRAME_TYPE, NACK, deleteBytes } from '../protocol/wire.ts';

let relay: TestRelay;
beforeAll(async () => (relay = await startRelay()));
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});

describe('HELLO', () => {
	it('comes first, with a nonce of its own and the limits', async () => {
		const [one, two] = await Promise.all([Line.open(relay.url), Line.open(relay.url)]);
		expect(one.hello).toMatchObject({ version: 1, maxFrame: 256 * 1024, maxEntry: 255 * 1024 });
		expect(one.hello.day).toBeGreaterThan(20_000);
		expect(one.hello.nonce).not.toEqual(two.hello.nonce);
	});
});

describe('CREATE', () => {
	it('makes a workspace, and the same again changes nothing', async () => {
		const { books, line } = await found(relay);
		await line.ask({ type: 'append', ref: 1, entries: [books.data(books.founder)] }, 'ack');
		const again = await Line.open(relay.url);
		expect((await again.create(books)).n).toBe(2);
	});

	it('is refused for what is no first entry', async () => {
		const line = await Line.open(relay.url);
		const broken = Uint8Array.from(new Books().genesis);
		broken[broken.length - 1]! ^= 1;
		for (const genesis of [broken, new Uint8Array(20), new Books().data(new Author())]) {
			const err = await line.ask({ type: 'create', token: new Uint8Array(0), genesis }, 'err');
			expect(err).toEqual({ type: 'err', code: ERR.GENESIS_REFUSED, ref: FRAME_TYPE.create });
		}
	});

	it('asks for the token where one is set', async () => {
		const guarded = await startRelay({ config: { token: 'sesame' } });
		const line = await Line.open(guarded.url);
		const { genesis } = new Books();
		for (const token of ['', 'sesame!', 'other']) {
			expect(await line.ask({ type: 'create', token: Buffer.from(token), genesis }, 'err')).toMatchObject({ code: ERR.TOKEN });
		}
		expect(await line.ask({ type: 'create', token: Buffer.from('sesame'), genesis }, 'created')).toMatchObject({ n: 1 });
		await guarded.stop();
	});

	it('is counted by address', async () => {
		const careful = await startRelay({ config: { createsPerHour: 2 } });
		const line = await Line.open(careful.url);
		await line.create(new Books());
		await line.create(new Books());
		const other = await Line.open(careful.url);
		const err = await other.ask({ type: 'create', token: new Uint8Array(0), genesis: new Books().genesis }, 'err');
		expect(err.code).toBe(ERR.RATE);
		await careful.stop();
	});
});

describe('AUTH', () => {
	it('lets in a device of the log and says where the log is', async () => {
		const { books } = await found(relay);
		const line = await Line.open(relay.url);
		const ok = await line.enter(books.founder, books.wsId);
		expect(ok).toMatchObject({ n: 1, R: books.seen.R, usedBytes: books.genesis.length, quotaBytes: 1024 ** 3 });
	});

	it('is worth nothing for another host, another nonce, another key or another workspace', async () => {
		const { books } = await found(relay);
		const other = await found(relay);
		const attempts: ((line: Line) => void)[] = [
			(line) => line.auth(books.founder, books.wsId, { host: 'evil.example' }),
			(line) => line.auth(books.founder, books.wsId, { nonce: new Uint8Array(32) }),
			(line) => {
				line.send({
					type: 'auth',
					version: 1,
					wsId: books.wsId,
					devicePk: books.founder.signPk,
					nonce: new Uint8Array(32),
					signature: new Uint8Array(randomBytes(64))
				});
			}
		];
		for (const attempt of attempts) {
			const line = await Line.open(relay.url);
			attempt(line);
			expect(await line.next('err')).toEqual({ type: 'err', code: ERR.BAD_SIGNATURE, ref: FRAME_TYPE.auth });
			expect(await line.closed).toBe(CLOSE.BAD_AUTH);
		}
		const line = await Line.open(relay.url);
		line.auth(books.founder, other.books.wsId);
		expect((await line.next('err')).code).toBe(ERR.UNKNOWN_DEVICE);
	});

	it('knows its own hosts where they are set', async () => {
		const named = await startRelay({ config: { hosts: ['relay.example', 'other.example:8443'] } });
		const books = new Books();
		const line = await Line.open(named.url);
		await line.create(books);
		line.auth(books.founder, books.wsId, { host: 'other.example:8443' });
		await line.next('ok');
		const proxied = await Line.open(named.url);
		proxied.auth(books.founder, books.wsId);
		expect((await proxied.next('err')).code).toBe(ERR.BAD_SIGNATURE);
		await named.stop();
	});

	it('of an unknown workspace leaves room for CREATE', async () => {
		const books = new Books();
		const line = await Line.open(relay.url);
		line.auth(books.founder, books.wsId);
		expect((await line.next('err')).code).toBe(ERR.UNKNOWN_WORKSPACE);
		await line.create(books);
		await line.enter(books.founder, books.wsId);
	});

	it('of another version ends the connection for good', async () => {
		const line = await Line.open(relay.url);
		const nothing = { wsId: new Uint8Array(16), devicePk: new Uint8Array(32), nonce: new Uint8Array(32), signature: new Uint8Array(64) };
		line.send({ type: 'auth', version: 2, ...nothing });
		expect((await line.next('err')).code).toBe(ERR.VERSION);
		expect(await line.closed).toBe(CLOSE.VERSION);
	});

	it('comes first: nothing of a workspace is done for who is nobody', async () => {
		const line = await Line.open(relay.url);
		const address = new Uint8Array(32);
		expect(await line.ask({ type: 'pull', from: 0, frames: 1 }, 'err')).toEqual({ type: 'err', code: ERR.NOT_NOW, ref: 0x10 });
		expect(await line.ask({ type: 'append', ref: 1, entries: [] }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		expect(await line.ask({ type: 'restore', ref: 1, from: 0, entries: [] }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		expect(await line.ask({ type: 'packHave', address }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		expect(await line.ask({ type: 'packGet', address, index: 0 }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		expect(await line.ask({ type: 'eph', bytes: address }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		expect(await line.ask({ type: 'locatorPut', id: new Uint8Array(16), bytes: address }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		expect(await line.ask({ type: 'deleteWorkspace', signature: new Uint8Array(64) }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		await line.ask({ type: 'ping' }, 'pong');
		const { line: device, books } = await found(relay);
		device.auth(books.founder, books.wsId);
		expect(await device.next('err')).toMatchObject({ code: ERR.NOT_NOW });
	});
});

describe('a device that was put out', () => {
	it('is told, and its connections end with the entry', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		const also = await Line.open(relay.url);
		await also.enter(phone.device, books.wsId);
		await line.ask({ type: 'append', ref: 5, entries: [books.revoke(books.founder, phone.device, [books.founder])] }, 'ack');
		for (const gone of [phone.line, also]) {
			await gone.next('event');
			expect(await gone.next('err')).toEqual({ type: 'err', code: ERR.REVOKED, ref: FRAME_TYPE.auth });
			expect(await gone.closed).toBe(CLOSE.REVOKED);
		}
		const back = await Line.open(relay.url);
		back.auth(phone.device, books.wsId);
		expect((await back.next('err')).code).toBe(ERR.REVOKED);
		expect(await back.closed).toBe(CLOSE.REVOKED);
	});
});

describe('a relay that lost the log', () => {
	it('takes it back from a device it does not know yet, and only as it was', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		await phone.line.ask({ type: 'append', ref: 1, entries: [books.data(phone.device)] }, 'ack');
		const log = await phone.line.pullAll();
		const wiped = await startRelay();
		const back = await Line.open(wiped.url);
		back.auth(phone.device, books.wsId);
		expect((await back.next('err')).code).toBe(ERR.UNKNOWN_WORKSPACE);
		await back.create(books);
		back.auth(phone.device, books.wsId);
		expect((await back.next('err')).code).toBe(ERR.UNKNOWN_DEVICE);
		expect(await back.ask({ type: 'pull', from: 0, frames: 1 }, 'err')).toMatchObject({ code: ERR.NOT_NOW });
		const [, ...rest] = log;
		expect(await back.ask({ type: 'restore', ref: 7, from: 2, entries: rest }, 'nack')).toMatchObject({
			ref: 7,
			code: NACK.POSITION,
			n: 1
		});
		expect(await back.ask({ type: 'restore', ref: 8, from: 1, entries: [...rest, randomBytes(300)] }, 'nack')).toMatchObject({
			code: NACK.NOT_A_DEVICE
		});
		expect(await back.ask({ type: 'restore', ref: 9, from: 1, entries: rest }, 'ack')).toMatchObject({ ref: 9, entries: 2, n: 3 });
		expect(await back.next('ok')).toMatchObject({ n: 3, R: Books.rolling(log)[2] });
		expect(await back.pullAll()).toEqual(log);
		await wiped.stop();
	});
});

describe('DELETE_WORKSPACE', () => {
	const sign = (relayed: TestRelay, books: Books, author: Author, line: Line) =>
		author.sign(DELETE_DOMAIN, deleteBytes(relayed.host, books.wsId, line.hello.nonce));

	it('takes all of it away, and all who are in it', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		const stale = sign(relay, books, books.founder, phone.line);
		expect(await line.ask({ type: 'deleteWorkspace', signature: stale }, 'err')).toMatchObject({ code: ERR.BAD_SIGNATURE });
		line.send({ type: 'deleteWorkspace', signature: sign(relay, books, books.founder, line) });
		await line.next('deleted');
		expect(await line.closed).toBe(CLOSE.DELETED);
		expect(await phone.line.closed).toBe(CLOSE.DELETED);
		const back = await Line.open(relay.url);
		back.auth(books.founder, books.wsId);
		expect((await back.next('err')).code).toBe(ERR.UNKNOWN_WORKSPACE);
		expect(await back.create(books)).toMatchObject({ n: 1 });
	});

	it('is not for a recovery code', async () => {
		const { books, line } = await found(relay);
		const kit = new Author();
		await line.ask({ type: 'append', ref: 1, entries: [books.add(books.founder, kit, {}, 'recovery')] }, 'ack');
		const other = await Line.open(relay.url);
		await other.enter(kit, books.wsId);
		expect(await other.ask({ type: 'deleteWorkspace', signature: sign(relay, books, kit, other) }, 'err')).toMatchObject({
			code: ERR.NOT_OWNER
		});
	});
});
