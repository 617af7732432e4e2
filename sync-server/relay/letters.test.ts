import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	Author,
	Line,
	Link,
	forgetFolders,
	found,
	second,
	startRelay,
	type Books,
	type TestRelay
} from '../../tests/support/relay-device.ts';
import { CLOSE, ERR, FRAME_TYPE, encodeClientFrame, type ClientFrame } from '../protocol/wire.ts';
import { packAddress } from '../sodium.ts';

let relay: TestRelay;
beforeAll(async () => (relay = await startRelay()));
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});

const bytes = (length: number) => new Uint8Array(randomBytes(length));
const NOTHING = new Uint8Array(0);

/** Somebody who was invited and admitted. */
async function joined(at: TestRelay, { books, line }: { books: Books; line: Line }, role: 'r' | 'w'): Promise<Author> {
	const [link, author] = [new Link(), new Author()];
	await line.ask({ type: 'append', ref: 1, entries: [link.invite(books, books.founder, role)] }, 'ack');
	const asking = await Line.open(at.url);
	asking.authInvite(link, books.wsId);
	await asking.next('invited');
	asking.send({ type: 'join', entry: link.join(books, author) });
	await asking.next('invited');
	await line.next('event');
	await line.ask({ type: 'append', ref: 2, entries: [link.admit(books, books.founder, author, role)] }, 'ack');
	return author;
}

async function lineOf(at: TestRelay, author: Author, { wsId }: Books): Promise<Line> {
	const line = await Line.open(at.url);
	await line.enter(author, wsId);
	return line;
}

describe('the mailbox', () => {
	it('hands letters over without AUTH, one place a direction, and keeps them until they are replaced', async () => {
		const [one, two] = [await Line.open(relay.url), await Line.open(relay.url)];
		const rendezvous = bytes(16);
		const letter = bytes(4096);
		expect(await two.ask({ type: 'mboxGet', rendezvous, slot: false, wait: false }, 'mbox')).toMatchObject({ bytes: NOTHING });
		expect(await one.ask({ type: 'mboxPut', rendezvous, slot: false, bytes: letter }, 'mbox')).toMatchObject({ bytes: NOTHING });
		for (let i = 0; i < 2; i++) {
			expect(await two.ask({ type: 'mboxGet', rendezvous, slot: false, wait: true }, 'mbox')).toMatchObject({ slot: false, bytes: letter });
		}
		expect(await two.ask({ type: 'mboxGet', rendezvous, slot: true, wait: false }, 'mbox')).toMatchObject({ bytes: NOTHING });
		const next = bytes(5);
		await one.ask({ type: 'mboxPut', rendezvous, slot: false, bytes: next }, 'mbox');
		expect((await two.ask({ type: 'mboxGet', rendezvous, slot: false, wait: false }, 'mbox')).bytes).toEqual(next);
	});

	it('lets wait for a letter, and is not held up by it', async () => {
		const [one, two] = [await Line.open(relay.url), await Line.open(relay.url)];
		const rendezvous = bytes(16);
		two.send({ type: 'mboxGet', rendezvous, slot: true, wait: true });
		await two.ask({ type: 'ping' }, 'pong');
		await one.ask({ type: 'mboxPut', rendezvous, slot: true, bytes: bytes(10) }, 'mbox');
		expect(await two.next('mbox')).toMatchObject({ rendezvous, slot: true });
	});

	it('answers with nothing at the end of the wait', async () => {
		const hasty = await startRelay({ config: { waitTime: 20 } });
		const line = await Line.open(hasty.url);
		const get: ClientFrame = { type: 'mboxGet', rendezvous: bytes(16), slot: false, wait: true };
		expect(await line.ask(get, 'mbox')).toMatchObject({ bytes: NOTHING });
		await hasty.stop();
	});

	it('forgets letters in time, and ends the connections of who only wrote letters', async () => {
		const hasty = await startRelay({ config: { letterTime: 30, lettersPerMinute: Infinity } });
		const { line } = await found(hasty);
		const rendezvous = bytes(16);
		const lies = async () => (await line.ask({ type: 'mboxGet', rendezvous, slot: false, wait: false }, 'mbox')).bytes.length > 0;
		await line.ask({ type: 'mboxPut', rendezvous, slot: false, bytes: bytes(3) }, 'mbox');
		while (await lies());
		const nobody = await Line.open(hasty.url);
		nobody.send({ type: 'mboxGet', rendezvous, slot: false, wait: true });
		expect(await nobody.closed).toBe(CLOSE.NO_AUTH);
		await hasty.stop();
	});

	it('is full at some point, for new letters alone', async () => {
		const small = await startRelay({ config: { letters: 2 } });
		const line = await Line.open(small.url);
		const places = [bytes(16), bytes(16), bytes(16)] as const;
		const put = (rendezvous: Uint8Array, letter = bytes(3)): ClientFrame => ({ type: 'mboxPut', rendezvous, slot: false, bytes: letter });
		await line.ask(put(places[0]), 'mbox');
		await line.ask(put(places[1]), 'mbox');
		expect(await line.ask(put(places[2]), 'err')).toEqual({ type: 'err', code: ERR.FULL, ref: FRAME_TYPE.mboxPut });
		const newer = bytes(9);
		await line.ask(put(places[0], newer), 'mbox');
		expect((await line.ask({ type: 'mboxGet', rendezvous: places[0], slot: false, wait: false }, 'mbox')).bytes).toEqual(newer);
		await small.stop();
	});

	it('is limited by address', async () => {
		const careful = await startRelay({ config: { lettersPerMinute: 3 } });
		const [one, two] = [await Line.open(careful.url), await Line.open(careful.url)];
		const put: ClientFrame = { type: 'mboxPut', rendezvous: bytes(16), slot: false, bytes: bytes(3) };
		await one.ask(put, 'mbox');
		await two.ask(put, 'mbox');
		await one.ask(put, 'mbox');
		expect(await two.ask(put, 'err')).toEqual({ type: 'err', code: ERR.RATE, ref: FRAME_TYPE.mboxPut });
		expect(await two.ask({ type: 'locatorGet', id: bytes(16) }, 'err')).toMatchObject({ code: ERR.RATE });
		await careful.stop();
	});
});

describe('locators', () => {
	it('are put by a device, found by anybody who knows the id, and stay', async () => {
		const { line } = await found(relay);
		const [id, sealed] = [bytes(16), bytes(1024)];
		expect(await line.ask({ type: 'locatorPut', id, bytes: sealed }, 'locator')).toMatchObject({ id, bytes: NOTHING });
		await relay.stop();
		relay = await startRelay({ folder: relay.folder });
		const anybody = await Line.open(relay.url);
		expect((await anybody.ask({ type: 'locatorGet', id }, 'locator')).bytes).toEqual(sealed);
		expect(await anybody.ask({ type: 'locatorGet', id: bytes(16) }, 'locator')).toMatchObject({ bytes: NOTHING });
	});

	it('are replaced by their member alone, who has room for 16, whatever the others take', async () => {
		const generous = await startRelay({ config: { lettersPerMinute: 1000 } });
		const [one, two] = [await found(generous), await found(generous)];
		const id = bytes(16);
		await one.line.ask({ type: 'locatorPut', id, bytes: bytes(4) }, 'locator');
		await one.line.ask({ type: 'locatorPut', id, bytes: bytes(4) }, 'locator');
		expect(await two.line.ask({ type: 'locatorPut', id, bytes: bytes(4) }, 'err')).toMatchObject({ code: ERR.LOCATOR_TAKEN });
		const bob = await lineOf(generous, await joined(generous, one, 'r'), one.books);
		expect(await bob.ask({ type: 'locatorPut', id, bytes: bytes(4) }, 'err')).toMatchObject({ code: ERR.LOCATOR_TAKEN });
		for (let i = 0; i < 16; i++) await bob.ask({ type: 'locatorPut', id: bytes(16), bytes: bytes(4) }, 'locator');
		expect(await bob.ask({ type: 'locatorPut', id: bytes(16), bytes: bytes(4) }, 'err')).toMatchObject({ code: ERR.QUOTA });
		for (let i = 1; i < 16; i++) await one.line.ask({ type: 'locatorPut', id: bytes(16), bytes: bytes(4) }, 'locator');
		await generous.stop();
	});
});

describe('ephemeral frames', () => {
	it('reach all others of the workspace and nobody else; what is too much is dropped', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		const stranger = await found(relay);
		const content = bytes(1024);
		line.send({ type: 'eph', bytes: content });
		expect((await phone.line.next('eph')).bytes).toEqual(content);
		for (let i = 0; i < 200; i++) line.send({ type: 'eph', bytes: bytes(2) });
		await line.ask({ type: 'ping' }, 'pong');
		await phone.line.ask({ type: 'append', ref: 1, entries: [] }, 'eph');
		let heard = 1;
		while ((await phone.line.any()).type === 'eph') heard++;
		expect(heard).toBeLessThan(100);
		expect(stranger.line.unread).toEqual([]);
		expect(line.unread).toEqual([]);
	});
});

describe('packs', () => {
	const pack = (...lengths: number[]) => {
		const chunks = lengths.map(bytes);
		const address = packAddress(chunks);
		const salt = bytes(16);
		const put = (index: number): ClientFrame<'packPut'> => ({
			type: 'packPut',
			address,
			epoch: 4,
			salt,
			index,
			count: chunks.length,
			chunk: chunks[index]!
		});
		return { chunks, address, salt, put };
	};

	it('come in parts, go on after a break, and go out as they came', async () => {
		const { books, line } = await found(relay);
		const { chunks, address, salt, put } = pack(57_000, 57_000, 900);
		expect(await line.ask({ type: 'packHave', address }, 'packState')).toMatchObject({ have: 0, count: 0 });
		expect(await line.ask(put(0), 'packState')).toMatchObject({ address, have: 1, count: 3 });
		await line.close();
		const back = await Line.open(relay.url);
		await back.enter(books.founder, books.wsId);
		expect(await back.ask({ type: 'packHave', address }, 'packState')).toMatchObject({ have: 1, count: 3 });
		expect(await back.ask(put(2), 'err')).toMatchObject({ code: ERR.PACK_PARTS });
		expect(await back.next('packState')).toMatchObject({ have: 1, count: 3 });
		await back.ask(put(1), 'packState');
		expect(await back.ask(put(2), 'packState')).toMatchObject({ have: 3, count: 3 });
		for (const [index, chunk] of chunks.entries()) {
			const part = await back.ask({ type: 'packGet', address, index }, 'pack');
			expect(part).toMatchObject({ address, epoch: 4, salt, index, count: 3 });
			expect(Buffer.compare(part.chunk, chunk)).toBe(0);
		}
		expect(await back.ask({ type: 'packGet', address, index: 3 }, 'packState')).toMatchObject({ have: 3, count: 3 });
		const stranger = await found(relay);
		expect(await stranger.line.ask({ type: 'packGet', address, index: 0 }, 'packState')).toMatchObject({ have: 0, count: 0 });
	});

	it('are put by who may write, so that no viewer fills the quota; he reads them', async () => {
		const books = await found(relay);
		const { put, address, chunks } = pack(900);
		const [ada, bob] = [await joined(relay, books, 'w'), await joined(relay, books, 'r')];
		const [editor, viewer] = [await lineOf(relay, ada, books.books), await lineOf(relay, bob, books.books)];
		expect(await viewer.ask(put(0), 'err')).toEqual({ type: 'err', code: ERR.READ_ONLY, ref: FRAME_TYPE.packPut });
		expect(await viewer.ask({ type: 'packHave', address }, 'packState')).toMatchObject({ have: 0 });
		// A pack that somebody else has begun is not gone on with either.
		const two = pack(100, 100);
		expect(await editor.ask(two.put(0), 'packState')).toMatchObject({ have: 1 });
		expect(await viewer.ask(two.put(1), 'err')).toMatchObject({ code: ERR.READ_ONLY });
		expect(await editor.ask(put(0), 'packState')).toMatchObject({ have: 1, count: 1 });
		expect((await viewer.ask({ type: 'packGet', address, index: 0 }, 'pack')).chunk).toEqual(chunks[0]);
	});

	it('whose parts do not make the address are dropped, and what they took is free again', async () => {
		const tight = await startRelay({ config: { quota: 20_000 } });
		const { line } = await found(tight);
		const { put } = pack(9000, 9000);
		const wrong = { ...put(1), chunk: bytes(9000) };
		await line.ask(put(0), 'packState');
		expect(await line.ask(wrong, 'err')).toMatchObject({ code: ERR.PACK_ADDRESS });
		await line.ask(put(0), 'packState');
		expect(await line.ask(put(1), 'packState')).toMatchObject({ have: 2 });
		const { put: another } = pack(9000);
		expect(await line.ask(another(0), 'err')).toEqual({ type: 'err', code: ERR.QUOTA, ref: FRAME_TYPE.packPut });
		await tight.stop();
	});

	it('that are not whole count, and go seven days after their last part', async () => {
		let day = 20_000;
		const tight = await startRelay({ config: { quota: 29_000, unfinishedTime: 5 }, today: () => day });
		const { books, line } = await found(tight);
		const [left, done] = [pack(10_000, 10_000), pack(9000, 500)];
		await line.ask(left.put(0), 'packState');
		await line.ask(done.put(0), 'packState');
		expect(await line.ask(left.put(1), 'err')).toMatchObject({ code: ERR.QUOTA });
		await line.ask(done.put(1), 'packState');
		const have = async ({ address }: typeof left) => (await line.ask({ type: 'packHave', address }, 'packState')).have;
		day += 8;
		// Asked as often as it takes: nothing but the day decides.
		while ((await have(left)) > 0);
		expect(await have(done)).toBe(2);
		// What became free is free for who is connected, and is written down.
		const { put } = pack(10_000, 8000);
		for (const index of [0, 1]) await line.ask(put(index), 'packState');
		const back = await Line.open(tight.url);
		expect((await back.enter(books.founder, books.wsId)).usedBytes).toBe(books.genesis.length + 27_500);
		await tight.stop();
		const again = await startRelay({ folder: tight.folder });
		const later = await Line.open(again.url);
		expect((await later.enter(books.founder, books.wsId)).usedBytes).toBe(books.genesis.length + 27_500);
		await again.stop();
	});

	it('are sent to who reads them: one who asks and does not read is not answered further', async () => {
		const { line } = await found(relay);
		const { put, address } = pack(200_000);
		await line.ask(put(0), 'packState');
		const other = await found(relay);
		line.ws.pause();
		for (let asked = 0; asked < 100; asked++) line.send({ type: 'packGet', address, index: 0 });
		// 20 MB would be far beyond what may wait for one connection.
		for (let turns = 0; turns < 50; turns++) await other.line.ask({ type: 'ping' }, 'pong');
		line.ws.resume();
		for (let got = 0; got < 100; got++) expect((await line.next('pack')).chunk).toHaveLength(200_000);
	});

	it('of other sizes than their first part said, or of too many parts, are refused', async () => {
		const { line } = await found(relay);
		const { put, address } = pack(100, 100);
		await line.ask(put(0), 'packState');
		for (const change of [{ count: 3 }, { index: 1, count: 1 }, { chunk: NOTHING }]) {
			expect(await line.ask({ ...put(1), ...change }, 'err')).toMatchObject({ code: ERR.PACK_PARTS });
			expect(await line.next('packState')).toMatchObject({ address, have: 1, count: 2 });
		}
		const many = { ...pack(10).put(0), count: 1025 };
		expect(await line.ask(many, 'err')).toMatchObject({ code: ERR.PACK_PARTS });
		await line.next('packState');
		expect(() => encodeClientFrame({ ...put(0), chunk: bytes(256 * 1024) })).toThrow();
	});
});
