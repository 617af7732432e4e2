import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Author, Books, Line, forgetFolders, found, second, startRelay, type TestRelay } from '../../tests/support/relay-device.ts';
import { openSqlite } from '../log/sqlite.ts';
import { packAddress } from '../sodium.ts';
import type { LogStore } from '../log/store.ts';
import { KIND, MAX_ENTRY, ZERO32 } from '../protocol/codec.ts';
import { CLOSE, ERR, FRAME_TYPE, NACK, encodeClientFrame } from '../protocol/wire.ts';

let relay: TestRelay;
beforeAll(async () => (relay = await startRelay()));
afterAll(async () => {
	await relay.stop();
	forgetFolders();
});

describe('APPEND', () => {
	it('is acknowledged to its author and told to the others, in log order, with R', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		const one = books.data(books.founder);
		expect(await line.ask({ type: 'append', ref: 2, entries: [one] }, 'ack')).toMatchObject({ ref: 2, entries: 1, n: 3 });
		const two = [books.data(phone.device), books.data(phone.device)];
		expect(await phone.line.next('event')).toMatchObject({ from: 2, entries: [one] });
		const ack = await phone.line.ask({ type: 'append', ref: 9, entries: two }, 'ack');
		const event = await line.next('event');
		expect(event).toMatchObject({ from: 3, entries: two });
		const log = await line.pullAll();
		expect(log).toHaveLength(5);
		expect(event.R).toEqual(Books.rolling(log)[4]);
		expect(ack).toMatchObject({ ref: 9, entries: 2, n: 5, R: event.R });
	});

	it('reaches the other connections of its own device as entries', async () => {
		const { books, line } = await found(relay);
		const tab = await Line.open(relay.url);
		await tab.enter(books.founder, books.wsId);
		const entry = books.data(books.founder);
		await line.ask({ type: 'append', ref: 1, entries: [entry] }, 'ack');
		expect(await tab.next('event')).toMatchObject({ from: 1, entries: [entry] });
	});

	it('in a row is acknowledged in a row, joined where it was stored together', async () => {
		const { books, line } = await found(relay);
		for (let ref = 1; ref <= 200; ref++) line.send({ type: 'append', ref, entries: [books.data(books.founder)] });
		let [n, frames, last] = [1, 0, 0];
		while (n < 201) {
			const ack = await line.next('ack');
			expect(ack.n).toBe(n + ack.entries);
			expect(ack.ref).toBe(ack.n - 1);
			[n, frames, last] = [ack.n, frames + 1, ack.ref];
		}
		expect(last).toBe(200);
		expect(frames).toBeLessThan(200);
	});

	it('of two devices at once gives both the same order', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		for (let ref = 1; ref <= 60; ref++) {
			line.send({ type: 'append', ref, entries: [books.data(books.founder)] });
			phone.line.send({ type: 'append', ref, entries: [books.data(phone.device)] });
		}
		const heard = async (device: Line) => {
			const places: string[] = [];
			for (let n = 2; n < 122;) {
				const frame = await nextOf(device);
				if (frame.type === 'ack') {
					expect(frame.n).toBe(n + frame.entries);
					places.push(...Array.from({ length: frame.entries }, () => 'own'));
					n = frame.n;
				} else {
					expect(frame.from).toBe(n);
					places.push(...frame.entries.map(() => 'other'));
					n += frame.entries.length;
				}
			}
			return places;
		};
		const [here, there] = await Promise.all([heard(line), heard(phone.line)]);
		expect(here).toEqual(there.map((place) => (place === 'own' ? 'other' : 'own')));
		expect(here.filter((place) => place === 'own')).toHaveLength(60);
	});

	it('is refused by every check, each with its code, and nothing of it is stored', async () => {
		const { books, line } = await found(relay);
		const stranger = new Author();
		const phone = await second(relay, books, line);
		const { founder } = books;
		const data = (change: object) => [books.data(founder, { change, keep: false })];
		const lie = (entry: Uint8Array, at: number) => {
			const copy = Uint8Array.from(entry);
			copy[at < 0 ? copy.length + at : at]! ^= 1;
			return copy;
		};
		const good = books.data(founder, { keep: false });
		const cases: [number, Uint8Array[]][] = [
			[NACK.PARSE, []],
			[NACK.PARSE, [randomBytes(400)]],
			[NACK.PARSE, [new Uint8Array(0)]],
			[NACK.WORKSPACE, data({ wsId: new Uint8Array(16) })],
			[NACK.OTHER_DEVICE, [books.data(stranger, { keep: false })]],
			[NACK.OTHER_DEVICE, [books.data(phone.device, { keep: false })]],
			[NACK.CAPABILITY, [books.founder.entry(books, KIND.JOIN, { keep: false })]],
			[NACK.DEVICE_SEQUENCE, data({ devSeq: founder.seq + 1 })],
			[NACK.DEVICE_CHAIN, data({ prevDev: ZERO32 })],
			[NACK.SEEN_POSITION, data({ seenN: 99 })],
			[NACK.SEEN_HASH, data({ seenR: ZERO32 })],
			[NACK.EPOCH, data({ epoch: 1 })],
			[NACK.MEMBERSHIP, [books.add(founder, phone.device, { keep: false })]],
			[NACK.SIGNATURE, [lie(books.add(founder, stranger, { keep: false }), -1)]],
			[NACK.DEVICE_SEQUENCE, [good, good]]
		];
		for (const [i, [code, entries]] of cases.entries()) {
			expect(await line.ask({ type: 'append', ref: 100 + i, entries }, 'nack'), `case ${i}`).toMatchObject({ ref: 100 + i, code, n: 2 });
		}
		const taken = books.data(founder);
		const { n, R } = await line.ask({ type: 'append', ref: 1, entries: [taken] }, 'ack');
		const log = await line.pullAll();
		expect(log[2]).toEqual(taken);
		expect({ n, R }).toEqual({ n: 3, R: Books.rolling(log)[2] });
		expect(await phone.line.next('event')).toMatchObject({ from: 2, entries: [taken] });
		expect(phone.line.unread).toEqual([]);
	});

	it('is refused from a device that was put out while it was sent', async () => {
		const { hold, store } = heldStore();
		const slow = await startRelay({ store });
		const { books, line } = await found(slow);
		const phone = await second(slow, books, line);
		const commit = hold();
		line.send({ type: 'append', ref: 1, entries: [books.data(books.founder)] });
		await commit.begun;
		line.send({ type: 'append', ref: 2, entries: [books.revoke(books.founder, phone.device, [books.founder])] });
		await line.ask({ type: 'ping' }, 'pong');
		phone.line.send({ type: 'append', ref: 7, entries: [books.data(phone.device)] });
		await phone.line.ask({ type: 'ping' }, 'pong');
		commit.go();
		expect(await phone.line.next('event')).toMatchObject({ from: 2 });
		expect(await phone.line.next('event')).toMatchObject({ from: 3 });
		expect(await phone.line.next('nack')).toMatchObject({ ref: 7, code: NACK.AUTHOR, n: 4 });
		expect(await phone.line.next('err')).toMatchObject({ code: ERR.REVOKED });
		expect(await phone.line.closed).toBe(CLOSE.REVOKED);
		for (const n of [3, 4]) expect(await line.next('ack')).toMatchObject({ n });
		expect(await line.pullAll()).toHaveLength(4);
		await slow.stop();
	});

	it('of a kind the relay does not know yet is refused, and restored neither', async () => {
		const { books, line } = await found(relay);
		const newer = books.founder.entry(books, KIND.CHECKPOINT, { keep: false });
		const code = NACK.KIND_NOT_SUPPORTED;
		expect(await line.ask({ type: 'append', ref: 1, entries: [newer] }, 'nack')).toMatchObject({ code, n: 1 });
		const behind = [books.data(books.founder, { keep: false }), newer];
		expect(await line.ask({ type: 'append', ref: 2, entries: behind }, 'nack')).toMatchObject({ code: NACK.DEVICE_SEQUENCE, n: 1 });
		expect(await line.ask({ type: 'restore', ref: 3, from: 1, entries: [newer] }, 'nack')).toMatchObject({ code, n: 1 });
		expect(await line.ask({ type: 'append', ref: 4, entries: [books.data(books.founder)] }, 'ack')).toMatchObject({ n: 2 });
	});

	it('of an entry that is too long is no frame', async () => {
		const { books, line } = await found(relay);
		const longest = MAX_ENTRY - books.data(books.founder, { size: 17, keep: false }).length + 17;
		const fits = books.data(books.founder, { size: longest });
		expect(await line.ask({ type: 'append', ref: 1, entries: [fits] }, 'ack')).toMatchObject({ n: 2 });
		const frame = Buffer.from(encodeClientFrame({ type: 'append', ref: 2, entries: [fits] }));
		// Its length says one byte more, and it has that byte.
		frame.writeUInt32BE(MAX_ENTRY + 1, 7);
		line.ws.send(Buffer.concat([frame, Buffer.alloc(1)]));
		expect(await line.closed).toBe(CLOSE.MALFORMED);
	});

	it('is refused with all that hangs on it, each in its place', async () => {
		const { books, line } = await found(relay);
		const first = books.data(books.founder);
		const lost = books.data(books.founder, { change: { epoch: 5 } });
		const after = books.data(books.founder);
		line.send({ type: 'append', ref: 1, entries: [first] });
		line.send({ type: 'append', ref: 2, entries: [lost] });
		line.send({ type: 'append', ref: 3, entries: [after] });
		expect(await line.next('ack')).toMatchObject({ ref: 1, n: 2 });
		expect(await line.next('nack')).toMatchObject({ ref: 2, code: NACK.EPOCH, n: 2 });
		expect(await line.next('nack')).toMatchObject({ ref: 3, code: NACK.DEVICE_SEQUENCE, n: 2 });
	});

	it('leaves signatures of DATA to the devices, and checks them too where it is told to', async () => {
		const forged = (books: Books) => {
			const entry = Uint8Array.from(books.data(books.founder));
			entry[entry.length - 1]! ^= 1;
			return entry;
		};
		const trusting = await found(relay);
		await trusting.line.ask({ type: 'append', ref: 1, entries: [forged(trusting.books)] }, 'ack');
		const strict = await startRelay({ config: { verifyAll: true } });
		const { books, line } = await found(strict);
		expect(await line.ask({ type: 'append', ref: 1, entries: [forged(books)] }, 'nack')).toMatchObject({ code: NACK.SIGNATURE });
		await strict.stop();
	});
});

describe('PULL', () => {
	it('gives the log from anywhere, in frames that fit, and says which is the last', async () => {
		const { books, line } = await found(relay);
		const entries = Array.from({ length: 12 }, () => books.data(books.founder, { size: 60_000 }));
		for (const [i, entry] of entries.entries()) await line.ask({ type: 'append', ref: i, entries: [entry] }, 'ack');
		const R = Books.rolling([books.genesis, ...entries]);
		line.send({ type: 'pull', from: 3, frames: 2 });
		const one = await line.next('entries');
		const two = await line.next('entries');
		expect([one.last, two.last]).toEqual([false, false]);
		const both = [...one.entries, ...two.entries];
		expect(texts(both)).toEqual(texts(entries.slice(2, 2 + both.length)));
		expect(two.R).toEqual(R[two.from + two.entries.length - 1]);
		await line.ask({ type: 'ping' }, 'pong');
		expect(texts(await line.pullAll(0))).toEqual(texts([books.genesis, ...entries]));
		expect(await line.pullAll(13)).toEqual([]);
		expect(await line.ask({ type: 'pull', from: 14, frames: 1 }, 'err')).toMatchObject({ code: 16 });
	});

	it('brings what EVENT would have, and EVENT goes on behind it', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		phone.line.ws.pause();
		for (let ref = 1; ref <= 30; ref++) {
			await line.ask({ type: 'append', ref, entries: [books.data(books.founder, { size: 20_000 })] }, 'ack');
		}
		phone.line.ws.resume();
		for (let n = 2; n < 32;) n += (await phone.line.next('event')).entries.length;
		const first = await phone.line.ask({ type: 'pull', from: 0, frames: 1 }, 'entries');
		expect(first.last).toBe(false);
		await line.ask({ type: 'append', ref: 31, entries: [books.data(books.founder)] }, 'ack');
		await phone.line.ask({ type: 'ping' }, 'pong');
		expect(await phone.line.pullAll(first.entries.length)).toHaveLength(33 - first.entries.length);
		await line.ask({ type: 'append', ref: 32, entries: [books.data(books.founder)] }, 'ack');
		expect((await phone.line.next('event')).from).toBe(33);
	});
});

describe('RESTORE', () => {
	it('keeps what is void in its place, and the relay goes on the same after it was started anew', async () => {
		const { books, line } = await found(relay);
		const forged = Uint8Array.from(books.data(books.founder, { keep: false }));
		forged[forged.length - 1]! ^= 1;
		const noise = new Uint8Array(randomBytes(90));
		const good = books.data(books.founder);
		const log = [books.genesis, forged, noise, good];
		expect(await line.ask({ type: 'restore', ref: 3, from: 1, entries: log.slice(1) }, 'ack')).toMatchObject({
			ref: 3,
			entries: 3,
			n: 4,
			R: Books.rolling(log)[3]
		});
		await line.close();
		await relay.stop();
		relay = await startRelay({ folder: relay.folder });
		const back = await Line.open(relay.url);
		expect(await back.enter(books.founder, books.wsId)).toMatchObject({ n: 4, R: Books.rolling(log)[3] });
		expect(await back.ask({ type: 'append', ref: 4, entries: [books.data(books.founder)] }, 'ack')).toMatchObject({ n: 5 });
		expect((await back.pullAll()).slice(0, 4)).toEqual(log);
	});

	it('takes the exact continuation only, of any author, and tells the others', async () => {
		const { books, line } = await found(relay);
		const phone = await second(relay, books, line);
		const entries = [books.data(phone.device), books.data(books.founder)];
		expect(await line.ask({ type: 'restore', ref: 1, from: 1, entries }, 'nack')).toMatchObject({ code: NACK.POSITION, n: 2 });
		expect(await line.ask({ type: 'restore', ref: 2, from: 3, entries }, 'nack')).toMatchObject({ code: NACK.POSITION, n: 2 });
		expect(await line.ask({ type: 'restore', ref: 3, from: 2, entries: [] }, 'nack')).toMatchObject({ code: NACK.POSITION });
		expect(await line.ask({ type: 'restore', ref: 4, from: 2, entries }, 'ack')).toMatchObject({ entries: 2, n: 4 });
		expect(await phone.line.next('event')).toMatchObject({ from: 2, entries });
	});

	it('checks every signature without holding up the others', async () => {
		const { books, line } = await found(relay);
		const other = await found(relay);
		const entries = Array.from({ length: 500 }, () => books.data(books.founder));
		line.send({ type: 'restore', ref: 1, from: 1, entries });
		// A turn between two slices is enough for an answer.
		let restored = false;
		const done = line.next('ack').then(() => (restored = true));
		let answers = 0;
		for (; !restored; answers++) await other.line.ask({ type: 'ping' }, 'pong');
		await done;
		expect(answers).toBeGreaterThan(4);
	});
});

describe('a log that moved', () => {
	it('takes nothing more but what the other relay has of it', async () => {
		const { books, line } = await found(relay);
		const moved = movedEntry(books);
		await line.ask({ type: 'append', ref: 1, entries: [moved] }, 'ack');
		const late = books.data(books.founder, { keep: false });
		expect(await line.ask({ type: 'append', ref: 2, entries: [late] }, 'nack')).toMatchObject({ ref: 2, code: NACK.MOVED, n: 2 });
		await line.close();
		await relay.stop();
		relay = await startRelay({ folder: relay.folder });
		const back = await Line.open(relay.url);
		await back.enter(books.founder, books.wsId);
		expect(await back.ask({ type: 'append', ref: 3, entries: [late] }, 'nack')).toMatchObject({ code: NACK.MOVED });
		const elsewhere = [books.data(books.founder), movedEntry(books)];
		expect(await back.ask({ type: 'restore', ref: 4, from: 2, entries: elsewhere }, 'ack')).toMatchObject({ n: 4 });
		expect(await back.ask({ type: 'append', ref: 5, entries: [books.data(books.founder)] }, 'ack')).toMatchObject({ n: 5 });
	});
});

describe('a full workspace', () => {
	it('says so by a code, loses nothing, and can still put a device out', async () => {
		const small = await startRelay({ config: { quota: 2300 } });
		const { books, line } = await found(small);
		const phone = await second(small, books, line);
		const entry = books.data(books.founder, { size: 4000, keep: false });
		expect(await line.ask({ type: 'append', ref: 2, entries: [entry] }, 'nack')).toMatchObject({ code: NACK.QUOTA, n: 2 });
		const fits = books.data(books.founder, { size: 1000 });
		expect(await line.ask({ type: 'append', ref: 3, entries: [fits] }, 'ack')).toMatchObject({ n: 3 });
		const again = books.data(books.founder, { size: 1000, keep: false });
		expect(await line.ask({ type: 'append', ref: 4, entries: [again] }, 'nack')).toMatchObject({ code: NACK.QUOTA, n: 3 });
		const out = books.revoke(books.founder, phone.device, [books.founder]);
		expect(await line.ask({ type: 'append', ref: 5, entries: [out] }, 'ack')).toMatchObject({ n: 4 });
		expect((await line.pullAll()).slice(2)).toEqual([fits, out]);
		await small.stop();
	});
});

describe('a store that fails', () => {
	it('is no ACK: all in flight is refused, and taken again when it works', async () => {
		let broken = false;
		const failing = await startRelay({
			sqlite: {
				beforeCommit: () => {
					if (broken) throw new Error('disk full');
				}
			}
		});
		const { books, line } = await found(failing);
		broken = true;
		const entries = [books.data(books.founder), books.data(books.founder)];
		line.send({ type: 'append', ref: 1, entries: [entries[0]!] });
		line.send({ type: 'append', ref: 2, entries: [entries[1]!] });
		expect(await line.next('nack')).toMatchObject({ ref: 1, code: NACK.NOT_STORED, n: 1 });
		expect(await line.next('nack')).toMatchObject({ ref: 2, n: 1 });
		expect(failing.lines.join()).toContain('commit-failed');
		broken = false;
		expect(await line.ask({ type: 'append', ref: 3, entries }, 'ack')).toMatchObject({ n: 3 });
		expect(await line.pullAll(1)).toEqual(entries);
		await failing.stop();
	});

	it('is said of everything that was to be stored', async () => {
		let broken = false;
		const beforeCommit = () => {
			if (broken) throw new Error('disk full');
		};
		const failing = await startRelay({ sqlite: { beforeCommit } });
		const { line } = await found(failing);
		const nobody = await Line.open(failing.url);
		const { genesis } = new Books();
		const [id, chunk] = [new Uint8Array(randomBytes(16)), new Uint8Array(randomBytes(50))];
		const part = { type: 'packPut', address: packAddress([chunk]), epoch: 0, salt: id, index: 0, count: 1, chunk } as const;
		broken = true;
		const code = ERR.NOT_STORED;
		const refused = (ref: number) => ({ type: 'err', code, ref });
		expect(await nobody.ask({ type: 'create', token: new Uint8Array(0), genesis }, 'err')).toEqual(refused(FRAME_TYPE.create));
		expect(await line.ask({ type: 'locatorPut', id, bytes: id }, 'err')).toEqual(refused(FRAME_TYPE.locatorPut));
		expect(await line.ask(part, 'err')).toEqual(refused(FRAME_TYPE.packPut));
		broken = false;
		expect(await line.ask({ type: 'locatorGet', id }, 'locator')).toMatchObject({ bytes: new Uint8Array(0) });
		expect(await line.ask(part, 'packState')).toMatchObject({ have: 1, count: 1 });
		await nobody.ask({ type: 'create', token: new Uint8Array(0), genesis }, 'created');
		await failing.stop();
	});

	it('that cannot be read ends the connection that asked, and no other', async () => {
		let broken = false;
		const store = (file: string): LogStore => {
			const real = openSqlite(file);
			const unless = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
				return (...args: A) => (broken ? Promise.reject(new Error('unreadable')) : call(...args));
			};
			return { ...real, read: unless(real.read), packState: unless(real.packState) };
		};
		const failing = await startRelay({ store });
		const { books, line } = await found(failing);
		const pulling = await Line.open(failing.url);
		await pulling.enter(books.founder, books.wsId);
		const asking = await Line.open(failing.url);
		await asking.enter(books.founder, books.wsId);
		broken = true;
		pulling.send({ type: 'pull', from: 0, frames: 1 });
		expect(await pulling.closed).toBe(CLOSE.BROKEN);
		asking.send({ type: 'packHave', address: ZERO32 });
		expect(await asking.closed).toBe(CLOSE.BROKEN);
		expect(failing.lines.map((text) => JSON.parse(text) as object)).toMatchObject([
			{ event: 'frame-failed', frame: 'pull', cause: 'Error' },
			{ event: 'frame-failed', frame: 'packHave', cause: 'Error' }
		]);
		broken = false;
		expect(await line.ask({ type: 'append', ref: 1, entries: [books.data(books.founder)] }, 'ack')).toMatchObject({ n: 2 });
		expect(await line.pullAll()).toHaveLength(2);
		await failing.stop();
	});

	it('for one workspace does not touch the others of the same commit', async () => {
		const victims: Books[] = [];
		const store = (file: string): LogStore => {
			const real = openSqlite(file);
			const append: LogStore['append'] = async (runs) => {
				if (runs.some(({ wsId }) => victims.some((victim) => Buffer.from(wsId).equals(victim.wsId)))) throw new Error('this one');
				return real.append(runs);
			};
			return { ...real, append };
		};
		const failing = await startRelay({ store });
		const [bad, good] = [await found(failing), await found(failing)];
		victims.push(bad.books);
		const answers = Promise.all([
			bad.line.ask({ type: 'append', ref: 1, entries: [bad.books.data(bad.books.founder)] }, 'nack'),
			good.line.ask({ type: 'append', ref: 1, entries: [good.books.data(good.books.founder)] }, 'ack')
		]);
		expect(await answers).toMatchObject([{ code: NACK.NOT_STORED, n: 1 }, { n: 2 }]);
		await failing.stop();
	});
});

it('logs nobody used for a while are read again, the same', async () => {
	const tight = await startRelay({ config: { openLogs: 1 } });
	const all = [await found(tight), await found(tight), await found(tight)];
	for (let round = 0; round < 3; round++) {
		for (const { books, line } of all) {
			const ack = await line.ask({ type: 'append', ref: round, entries: [books.data(books.founder)] }, 'ack');
			expect(ack.n).toBe(round + 2);
		}
	}
	for (const { books, line } of all) expect((await line.pullAll())[0]).toEqual(books.genesis);
	await tight.stop();
});

/** A store whose next commit waits until it is let go. */
function heldStore() {
	let held: { begin: () => void; gone: Promise<void> } | undefined;
	const hold = () => {
		let [begin, go] = [() => {}, () => {}];
		const begun = new Promise<void>((resolve) => (begin = resolve));
		held = { begin, gone: new Promise<void>((resolve) => (go = resolve)) };
		return { begun, go };
	};
	const store = (file: string): LogStore => {
		const real = openSqlite(file);
		const append: LogStore['append'] = async (runs) => {
			const { begin, gone } = held ?? {};
			held = undefined;
			begin?.();
			await gone;
			return real.append(runs);
		};
		return { ...real, append };
	};
	return { hold, store };
}

/** Its address is sealed. */
const movedEntry = (books: Books) =>
	books.founder.entry(books, { kind: KIND.MOVED }, { change: { nonce: new Uint8Array(24).fill(1), ciphertext: new Uint8Array(272) } });

/** Long entries are compared as one thing. */
const texts = (entries: readonly Uint8Array[]) => entries.map((entry) => Buffer.from(entry).toString('latin1'));

/** An entry or an acknowledgement, whichever comes. */
async function nextOf(line: Line) {
	const frame = await line.any();
	if (frame.type !== 'ack' && frame.type !== 'event' && frame.type !== 'entries') throw new Error(`${frame.type} came`);
	return frame;
}
