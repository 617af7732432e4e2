import fc from '../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { MAX_ENTRY, MAX_FRAME } from './codec.ts';
import {
	CLOSE,
	authBytes,
	deleteBytes,
	encodeClientFrame,
	encodeServerFrame,
	isPermanent,
	isWireError,
	parseClientFrame,
	parseServerFrame,
	type ClientFrame,
	type ServerFrame
} from './wire.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const upTo = (max: number) => fc.uint8Array({ maxLength: max });
const uint = (width: number) => fc.nat({ max: 2 ** Math.min(31, 8 * width) - 1 });
const u6 = fc.maxSafeNat().map((n) => n % 2 ** 48);
const entries = fc.array(upTo(600), { maxLength: 5 });
const chunk = { address: bytes(32), epoch: uint(4), salt: bytes(16), index: uint(2), count: uint(2), chunk: upTo(900) };
const letter = { rendezvous: bytes(16), slot: fc.boolean(), bytes: upTo(4096) };
const answer = { id: bytes(32), answer: bytes(16), version: uint(4), bytes: upTo(900) };
const locator = { id: bytes(16), bytes: upTo(1024) };
const frame = <T extends string>(type: T, fields: Record<string, fc.Arbitrary<unknown>>) =>
	fc.record({ type: fc.constant(type), ...fields });

const client = fc.oneof(
	frame('auth', { version: uint(1), wsId: bytes(16), devicePk: bytes(32), nonce: bytes(32), signature: bytes(64) }),
	frame('create', { token: upTo(255), genesis: upTo(1000) }),
	frame('authInvite', { version: uint(1), wsId: bytes(16), invitePk: bytes(32), nonce: bytes(32), signature: bytes(64) }),
	frame('join', { entry: upTo(2048) }),
	frame('pull', { from: u6, frames: uint(2) }),
	frame('append', { ref: uint(4), entries }),
	frame('restore', { ref: uint(4), from: u6, entries }),
	frame('packPut', chunk),
	frame('packGet', { address: bytes(32), index: uint(2) }),
	frame('packHave', { address: bytes(32) }),
	frame('packagePut', { id: bytes(32), version: uint(4), expires: uint(4), part: uint(2), parts: uint(2), chunk: upTo(900) }),
	frame('packageDrop', { id: bytes(32) }),
	frame('packageList', { after: bytes(32) }),
	frame('packageGet', { id: bytes(32), part: uint(2) }),
	frame('answer', answer),
	frame('answersGet', { id: bytes(32), after: bytes(16) }),
	frame('answerDrop', { id: bytes(32), answer: bytes(16) }),
	frame('mboxPut', letter),
	frame('mboxGet', { rendezvous: bytes(16), slot: fc.boolean(), wait: fc.boolean() }),
	frame('locatorPut', locator),
	frame('locatorGet', { id: bytes(16) }),
	frame('eph', { bytes: upTo(1024) }),
	frame('deleteWorkspace', { signature: bytes(64) }),
	frame('ping', {}),
	frame('pong', {})
) as unknown as fc.Arbitrary<ClientFrame>;

const server = fc.oneof(
	frame('hello', { version: uint(1), nonce: bytes(32), maxFrame: uint(4), maxEntry: uint(4), window: uint(2), day: uint(4) }),
	frame('ok', { n: u6, R: bytes(32), usedBytes: u6, quotaBytes: u6 }),
	frame('err', { code: uint(1), ref: uint(4) }),
	frame('created', { n: u6, R: bytes(32) }),
	frame('invited', { state: uint(1), epoch: uint(4), n: u6, joinerPk: bytes(32) }),
	frame('entries', { from: u6, R: bytes(32), last: fc.boolean(), entries }),
	frame('ack', { ref: uint(4), entries: uint(2), n: u6, R: bytes(32) }),
	frame('nack', { ref: uint(4), code: uint(1), n: u6, R: bytes(32) }),
	frame('event', { from: u6, R: bytes(32), entries }),
	frame('pack', chunk),
	frame('packageDone', { id: bytes(32) }),
	frame('packageInfos', { infos: upTo(900) }),
	frame('packagePart', { id: bytes(32), version: uint(4), part: uint(2), parts: uint(2), chunk: upTo(900) }),
	frame('answer', answer),
	frame('answered', { id: bytes(32) }),
	frame('listEnd', {}),
	frame('packState', { address: bytes(32), have: uint(2), count: uint(2) }),
	frame('mbox', letter),
	frame('locator', locator),
	frame('eph', { bytes: upTo(1024) }),
	frame('deleted', {}),
	frame('ping', {}),
	frame('pong', {})
) as unknown as fc.Arbitrary<ServerFrame>;

const SIDES = [
	['client', client, encodeClientFrame, parseClientFrame],
	['server', server, encodeServerFrame, parseServerFrame]
] as [
	string,
	fc.Arbitrary<ClientFrame | ServerFrame>,
	(frame: ClientFrame | ServerFrame) => Uint8Array,
	(message: Uint8Array) => ReturnType<typeof parseClientFrame>
][];

describe.each(SIDES)('frames of the %s', (_, arbitrary, encode, parse) => {
	it('come back as they were sent, also out of the middle of a larger buffer', () => {
		fc.assert(
			fc.property(arbitrary, fc.nat(7), (sent, before) => {
				const encoded = encode(sent);
				const around = new Uint8Array(before + encoded.length + 3).fill(0xee);
				around.set(encoded, before);
				expect(parse(around.subarray(before, before + encoded.length))).toEqual(sent);
			})
		);
	});

	it('are nothing when cut short or followed by a byte', () => {
		fc.assert(
			fc.property(arbitrary, fc.nat(), (sent, where) => {
				const encoded = encode(sent);
				const cut = parse(encoded.subarray(0, where % encoded.length));
				expect(isWireError(cut) && ['truncated', 'empty']).toContain(isWireError(cut) && cut.error);
				expect(parse(new Uint8Array([...encoded, 0]))).toEqual({ error: 'trailing-bytes' });
			})
		);
	});

	it('have one encoding: whatever parses is encoded to the same bytes', () => {
		fc.assert(
			fc.property(arbitrary, fc.nat(), fc.nat(255), (sent, where, byte) => {
				const changed = encode(sent);
				changed[where % changed.length] = byte;
				const parsed = parse(changed);
				if (!isWireError(parsed)) expect(encode(parsed)).toEqual(changed);
			})
		);
	});

	it('are never an exception', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
				const parsed = parse(noise);
				if (!isWireError(parsed)) expect(encode(parsed)).toEqual(noise);
			}),
			{ numRuns: 2000 }
		);
	});
});

describe('lengths', () => {
	it('are looked at before anything is read', () => {
		const announced = new Uint8Array([0x11, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
		expect(parseClientFrame(announced)).toEqual({ error: 'field-too-long' });
		const truncated = new Uint8Array([0x11, 0, 0, 0, 1, 0xff, 0xff, 0, 0, 0, 9]);
		expect(parseClientFrame(truncated)).toEqual({ error: 'truncated' });
		expect(parseClientFrame(new Uint8Array(MAX_FRAME + 1))).toEqual({ error: 'too-long' });
		expect(parseClientFrame(new Uint8Array([0x7f]))).toEqual({ error: 'unknown-type' });
		expect(parseServerFrame(encodeClientFrame({ type: 'append', ref: 1, entries: [] }))).toEqual({ error: 'unknown-type' });
	});

	it('leave room for the longest entry, alone in its frame', () => {
		const longest = encodeServerFrame({
			type: 'entries',
			from: 1,
			R: new Uint8Array(32),
			last: true,
			entries: [new Uint8Array(MAX_ENTRY)]
		});
		expect(longest.length).toBeLessThanOrEqual(MAX_FRAME);
		expect(() => encodeClientFrame({ type: 'append', ref: 1, entries: [new Uint8Array(MAX_ENTRY), new Uint8Array(2000)] })).toThrow(
			/frame of/
		);
		expect(() => encodeClientFrame({ type: 'eph', bytes: new Uint8Array(1025) })).toThrow(/at most 1024/);
		expect(() => encodeClientFrame({ type: 'packHave', address: new Uint8Array(31) })).toThrow(/given 31/);
		expect(() => encodeClientFrame({ type: 'pull', from: 2 ** 48, frames: 1 })).toThrow(/does not fit/);
	});

	it('of a flag are one bit', () => {
		const get = encodeClientFrame({ type: 'mboxGet', rendezvous: new Uint8Array(16), slot: true, wait: true });
		get[17] = 2;
		expect(parseClientFrame(get)).toEqual({ error: 'not-a-flag' });
	});
});

it('what is signed names host, workspace and both nonces', () => {
	const [wsId, server32, client32] = [new Uint8Array(16).fill(1), new Uint8Array(32).fill(2), new Uint8Array(32).fill(3)];
	const expected = Buffer.concat([Buffer.from('relay.example:8443'), wsId, server32, client32]);
	expect(Buffer.from(authBytes('relay.example:8443', wsId, server32, client32))).toEqual(expected);
	expect(Buffer.from(deleteBytes('relay.example:8443', wsId, server32))).toEqual(expected.subarray(0, -32));
});

it('close codes say whether to come back', () => {
	expect(isPermanent(CLOSE.REVOKED)).toBe(true);
	expect(isPermanent(CLOSE.SHUTTING_DOWN)).toBe(false);
	expect(isPermanent(1006)).toBe(false);
});
