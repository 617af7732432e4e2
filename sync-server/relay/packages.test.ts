import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Author, Line, Link, forgetFolders, found, startRelay, type Books, type TestRelay } from '../../tests/support/relay-device.ts';
import { readInfos } from '../protocol/package-infos.ts';
import { ERR, FRAME_TYPE, MAX_ANSWER, MAX_PACKAGE, encodeClientFrame, type ClientFrame } from '../protocol/wire.ts';

const DAY = 20_000;
let today = DAY;
let relay: TestRelay;
let books: Books;
let line: Line;
let client: Line;
beforeAll(async () => {
	relay = await startRelay({ today: () => today, config: { unfinishedTime: 20, answersOfPackage: 3, lettersPerMinute: 1000 } });
	({ books, line } = await found(relay));
	client = await Line.open(relay.url);
});
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});

const NONE = new Uint8Array(32);
const bytes = (length: number) => new Uint8Array(randomBytes(length));
const put = (over: Partial<ClientFrame<'packagePut'>> = {}): ClientFrame<'packagePut'> => ({
	type: 'packagePut',
	id: bytes(32),
	version: 1,
	expires: today + 30,
	part: 0,
	parts: 1,
	chunk: bytes(40),
	...over
});
const answer = (id: Uint8Array, over: Partial<ClientFrame<'answer'>> = {}): ClientFrame<'answer'> => ({
	type: 'answer',
	id,
	answer: bytes(16),
	version: 1,
	bytes: bytes(80),
	...over
});
const error = (code: number, frame: ClientFrame['type']) => ({ type: 'err', code, ref: FRAME_TYPE[frame] });
const refused = (on: Line, frame: ClientFrame) => on.ask(frame, 'err');

async function listed(on: Line, id: Uint8Array) {
	const { infos } = await on.ask({ type: 'packageList', after: new Uint8Array(32) }, 'packageInfos');
	return readInfos(infos)!.find((one) => Buffer.from(one.id).equals(id));
}

/** Who was invited to read and admitted. */
async function viewer(): Promise<Line> {
	const [link, author] = [new Link(), new Author()];
	await line.ask({ type: 'append', ref: 1, entries: [link.invite(books, books.founder, 'r')] }, 'ack');
	const asking = await Line.open(relay.url);
	asking.authInvite(link, books.wsId);
	await asking.next('invited');
	asking.send({ type: 'join', entry: link.join(books, author) });
	await asking.next('invited');
	await line.next('event');
	await line.ask({ type: 'append', ref: 2, entries: [link.admit(books, books.founder, author, 'r')] }, 'ack');
	const own = await Line.open(relay.url);
	await own.enter(author, books.wsId);
	return own;
}

describe('a package', () => {
	it('of the greatest length is read without AUTH, and counted by number alone', async () => {
		const whole = bytes(MAX_PACKAGE);
		const id = bytes(32);
		const step = Math.ceil(MAX_PACKAGE / 9);
		for (let part = 0; part < 9; part++) {
			const chunk = whole.subarray(part * step, (part + 1) * step);
			expect(await line.ask(put({ id, part, parts: 9, chunk }), 'packageDone')).toMatchObject({ id });
		}
		const got: Uint8Array[] = [];
		for (let part = 0; part < 9; part++) {
			const came = await client.ask({ type: 'packageGet', id, part }, 'packagePart');
			expect(came).toMatchObject({ version: 1, part, parts: 9 });
			got.push(new Uint8Array(came.chunk));
		}
		expect(Buffer.concat(got).equals(whole)).toBe(true);
		// A device of its books looks at it, which is no opening.
		await line.ask({ type: 'packageGet', id, part: 0 }, 'packagePart');
		expect(await listed(line, id)).toMatchObject({ version: 1, expires: today + 30, gets: 1, answers: 0 });
		const more = put({ id, version: 2, parts: 10, chunk: bytes(step) });
		for (let part = 0; part < 8; part++) await line.ask({ ...more, part }, 'packageDone');
		expect(await refused(line, { ...more, part: 8 })).toEqual(error(ERR.PACKAGE_LIMIT, 'packagePut'));
		await line.ask({ type: 'packageDrop', id }, 'packageDone');
	});

	it('is put, listed and revoked by who may write, never by a viewer or a stranger', async () => {
		const own = put();
		await line.ask(own, 'packageDone');
		const reader = await viewer();
		const { id } = own;
		const frames: ClientFrame[] = [
			put({ id, version: 2 }),
			{ type: 'packageDrop', id },
			{ type: 'packageList', after: NONE },
			{ type: 'answersGet', id, after: NONE.slice(16) },
			{ type: 'answerDrop', id, answer: bytes(16) }
		];
		for (const frame of frames) {
			expect(await refused(reader, frame)).toEqual(error(ERR.READ_ONLY, frame.type));
			expect(await refused(client, frame)).toEqual(error(ERR.NOT_NOW, frame.type));
		}
		const others = await found(relay);
		expect(await refused(others.line, put({ id, version: 2 }))).toEqual(error(ERR.GONE, 'packagePut'));
		await others.line.ask({ type: 'packageDrop', id }, 'packageDone');
		expect(await listed(others.line, id)).toBeUndefined();
		expect(await client.ask({ type: 'packageGet', id, part: 0 }, 'packagePart')).toMatchObject({ version: 1, chunk: own.chunk });
	});

	it('counts up, and has limits', async () => {
		const { id } = put();
		await line.ask(put({ id, version: 5 }), 'packageDone');
		for (const version of [4, 5]) expect(await refused(line, put({ id, version }))).toEqual(error(ERR.PACKAGE_VERSION, 'packagePut'));
		expect(await refused(line, put({ part: 1, parts: 2 }))).toEqual(error(ERR.PACK_PARTS, 'packagePut'));
		for (const bad of [
			{ version: 0 },
			{ expires: today - 1 },
			{ expires: today + 401 },
			{ parts: 33 },
			{ parts: 0 },
			{ chunk: new Uint8Array(0) }
		]) {
			expect(await refused(line, put(bad))).toEqual(error(ERR.PACKAGE_LIMIT, 'packagePut'));
		}
		await line.ask(put({ expires: today + 400 }), 'packageDone');
	});

	it('that is revoked, has expired or never was: one answer for all', async () => {
		const [revoked, expired] = [put(), put({ expires: today })];
		for (const one of [revoked, expired]) await line.ask(one, 'packageDone');
		await line.ask({ type: 'packageDrop', id: revoked.id }, 'packageDone');
		today++;
		for (const id of [revoked.id, expired.id, bytes(32)]) {
			expect(await refused(client, { type: 'packageGet', id, part: 0 })).toEqual(error(ERR.GONE, 'packageGet'));
			expect(await refused(client, answer(id))).toEqual(error(ERR.GONE, 'answer'));
		}
		expect(await refused(line, put({ id: revoked.id, version: 9 }))).toEqual(error(ERR.GONE, 'packagePut'));
		expect(await listed(line, revoked.id)).toMatchObject({ version: 0 });
	});

	it('is swept when it has expired', async () => {
		const one = put({ expires: today });
		await line.ask(one, 'packageDone');
		today += 100;
		await expect.poll(() => listed(line, one.id)).toBeUndefined();
	});
});

describe('an answer', () => {
	it('of the greatest length is kept without AUTH until it is taken', async () => {
		const { id } = put();
		await line.ask(put({ id }), 'packageDone');
		const sent = answer(id, { bytes: bytes(MAX_ANSWER) });
		const writer = await Line.open(relay.url);
		for (let i = 0; i < 2; i++) {
			await writer.ask(sent, 'packageDone');
			await line.next('answered');
		}
		expect(await listed(line, id)).toMatchObject({ answers: 1 });
		// Over a line that brings little at a time.
		const slow = await Line.open(relay.url);
		const frame = encodeClientFrame(sent);
		for (let at = 0; at < frame.length; at += 1000) {
			slow.ws.send(frame.subarray(at, at + 1000), { binary: true, fin: at + 1000 >= frame.length });
			slow.ws.ping();
			await once(slow.ws, 'pong');
		}
		await slow.next('packageDone');
		await line.next('answered');
		const after = NONE.slice(16);
		expect(await line.ask({ type: 'answersGet', id, after }, 'answer')).toEqual(sent);
		expect(await line.ask({ type: 'answersGet', id, after: sent.answer }, 'listEnd')).toEqual({ type: 'listEnd' });
		await line.ask({ type: 'answerDrop', id, answer: sent.answer }, 'packageDone');
		expect(await line.ask({ type: 'answersGet', id, after }, 'listEnd')).toEqual({ type: 'listEnd' });
	});

	it('is told at once to the devices of its workspace, and to nobody else', async () => {
		const [own, others] = [await found(relay), await found(relay)];
		const { id } = put();
		await own.line.ask(put({ id }), 'packageDone');
		await client.ask(answer(id), 'packageDone');
		expect(await own.line.next('answered')).toEqual({ type: 'answered', id });
		others.line.send({ type: 'packageList', after: NONE });
		expect(await others.line.any()).toMatchObject({ type: 'packageInfos' });
	});

	it('that is one too many is refused, and those that wait stay', async () => {
		const { id } = put();
		await line.ask(put({ id }), 'packageDone');
		for (let i = 0; i < 3; i++) {
			await client.ask(answer(id), 'packageDone');
			await line.next('answered');
		}
		expect(await refused(client, answer(id))).toEqual(error(ERR.FULL, 'answer'));
		expect(await listed(line, id)).toMatchObject({ answers: 3 });
	});
});

it('an address asks only so often, and a connection only so many times', async () => {
	const strict = await startRelay({ config: { lettersPerMinute: 2 } });
	const guest = await Line.open(strict.url);
	const ask: ClientFrame = { type: 'packageGet', id: bytes(32), part: 0 };
	for (let i = 0; i < 2; i++) expect(await refused(guest, ask)).toMatchObject({ code: ERR.GONE });
	expect(await refused(guest, ask)).toEqual(error(ERR.RATE, 'packageGet'));
	expect(await refused(guest, answer(bytes(32)))).toEqual(error(ERR.RATE, 'answer'));
	for (let i = 0; i < 64; i++) guest.send({ ...ask, part: 1 });
	expect(await guest.closed).toBe(4400);
	await strict.stop();
});
