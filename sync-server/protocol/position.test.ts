/**
 * Each check is attacked by an entry that only this check stops: taking the check out of position.ts turns its test red (done once for
 * every line of CHECKS and RULES).
 */
import { describe, expect, it } from 'vitest';
import { hex } from './bytes.ts';
import { KIND, MAX_ENTRY, ZERO32, rollingHash, type Kind } from './codec.ts';
import { CHECK_ORDER, advance, emptyLog, provesFork } from './position.ts';
import { RollingHashes } from './rolling-hashes.ts';
import { Story, addDevice, boxesFor, bytesOf, genesis, lease, pen, revoke, rotation, setup, suite } from '../../tests/support/log-story.ts';

describe('an honest log', () => {
	it('is accepted, and every device comes to the same state', () => {
		const { story, laptop, phone, kit } = setup();
		const log = [story.write(laptop, addDevice(kit, 'alice', 'recovery'))];
		expect(story.put(log[0]!)).toBe('accepted');
		for (const what of [KIND.DATA, lease('F', laptop), addDevice(phone, 'alice'), KIND.DATA] as const) {
			expect(story.append(laptop, what)).toBe('accepted');
		}
		expect(story.append(phone, KIND.DATA)).toBe('accepted');
		expect(story.append(phone, revoke(laptop, 1, phone, kit))).toBe('accepted');
		expect(story.append(phone, KIND.DATA)).toBe('accepted');
		expect(story.active).toEqual([hex(kit.devId), hex(phone.devId)]);
		expect(story.state.membership?.epoch).toBe(1);
	});

	it('does not change the state it was given', () => {
		const { story, laptop, phone } = setup();
		const before = structuredClone({ ...story.state, rAt: undefined });
		const state = story.state;
		story.append(laptop, addDevice(phone, 'alice'));
		story.append(laptop, KIND.DATA);
		expect({ ...state, rAt: undefined }).toEqual(before);
	});
});

describe('each check voids', () => {
	it('size: an entry larger than a frame carries', () => {
		expect(setup().story.put(new Uint8Array(MAX_ENTRY + 1))).toEqual({ void: 'size' });
	});
	it('parse: what is no entry, saying why', () => {
		const { story, laptop } = setup();
		expect(story.put(new Uint8Array(300))).toEqual({ void: 'parse', detail: 'unknown-version' });
		expect(story.put(Uint8Array.of(...story.write(laptop, KIND.DATA), 0))).toEqual({ void: 'parse', detail: 'trailing-bytes' });
	});
	it('workspace (threat 2: an entry moved to another workspace)', () => {
		const { story, laptop } = setup();
		const other = new Story();
		other.append(laptop, { ...genesis(laptop), commitment: bytesOf('another key', 32) } as ReturnType<typeof genesis>);
		expect(other.state.membership?.wsId).not.toEqual(story.state.membership?.wsId);
		expect(story.put(other.write(laptop, KIND.DATA))).toEqual({ void: 'workspace' });
		expect(story.append(laptop, KIND.DATA, { wsId: other.state.membership!.wsId })).toEqual({ void: 'workspace' });
	});
	it('author: a device that was never admitted, or is no longer active', () => {
		const { story, laptop, phone, bob } = setup();
		expect(story.append(bob, KIND.DATA)).toEqual({ void: 'author' });
		story.append(laptop, addDevice(phone, 'alice'));
		story.append(phone, KIND.DATA);
		const late = story.write(phone, KIND.DATA);
		story.append(laptop, revoke(phone, 1, laptop));
		expect(story.put(late)).toEqual({ void: 'author' });
		expect(story.append(phone, KIND.DATA)).toEqual({ void: 'author' });
	});
	it('signature (threat 2: an entry moved to another device)', () => {
		const { story, laptop, phone, bob } = setup();
		story.append(laptop, addDevice(phone, 'alice'));
		expect(story.append(bob, KIND.DATA, { devId: laptop.devId, devSeq: 2 })).toEqual({ void: 'signature' });
		expect(story.append(laptop, KIND.DATA, { devId: phone.devId, devSeq: 0, prevDev: ZERO32 })).toEqual({ void: 'signature' });
	});
	it('signature: a kind that was not signed', () => {
		const { story, laptop } = setup();
		const bytes = story.write(laptop, lease('F', laptop));
		bytes[1] = KIND.ROTATE;
		expect(story.put(bytes)).toEqual({ void: 'signature' });
	});
	it('capability: a recovery pair that writes records, or a second entry', () => {
		const { story, laptop, phone, kit } = setup();
		story.append(laptop, addDevice(kit, 'alice', 'recovery'));
		expect(story.append(kit, KIND.DATA)).toEqual({ void: 'capability' });
		expect(story.append(kit, addDevice(phone, 'alice'))).toBe('accepted');
		expect(story.append(kit, addDevice(pen('tablet'), 'alice'))).toEqual({ void: 'capability' });
	});
	it('capability: a second founding', () => {
		const { story, laptop } = setup();
		expect(story.append(laptop, genesis(laptop))).toEqual({ void: 'capability' });
	});
	it('capability: a recovered device that does anything before it revokes the kit', () => {
		const { story, laptop, phone, kit } = setup();
		story.append(laptop, addDevice(kit, 'alice', 'recovery'));
		story.append(kit, addDevice(phone, 'alice'));
		expect(story.append(phone, KIND.DATA)).toEqual({ void: 'capability' });
		expect(story.append(phone, revoke(kit, 1, laptop, phone))).toBe('accepted');
		expect(story.append(phone, KIND.DATA)).toBe('accepted');
	});
	it('device-sequence: one left out, one repeated (threat 12)', () => {
		const { story, laptop } = setup();
		expect(story.append(laptop, KIND.DATA, { devSeq: 2 })).toEqual({ void: 'device-sequence' });
		const bytes = story.write(laptop, KIND.DATA);
		expect(story.put(bytes)).toBe('accepted');
		for (let n = 0; n < 3; n++) {
			expect(story.put(bytes)).toEqual({ void: 'device-sequence' });
			story.append(laptop, KIND.DATA);
		}
	});
	it('device-chain: another past of the same device', () => {
		const { story, laptop } = setup();
		expect(story.append(laptop, KIND.DATA, { prevDev: bytesOf('another past', 32) })).toEqual({ void: 'device-chain' });
	});
	it('seen-position: a head that is not yet there', () => {
		const { story, laptop } = setup();
		expect(story.append(laptop, KIND.DATA, { seenN: 1 })).toEqual({ void: 'seen-position' });
	});
	it('seen-hash: a head this log never had, which proves a fork', () => {
		const { story, laptop } = setup();
		story.append(laptop, KIND.DATA);
		const verdict = story.append(laptop, KIND.DATA, { seenR: bytesOf('another log', 32) });
		expect(verdict).toEqual({ void: 'seen-hash' });
		expect(provesFork(verdict)).toBe(true);
		expect(provesFork(story.append(laptop, KIND.DATA, { devSeq: 99 }))).toBe(false);
		expect(provesFork('accepted')).toBe(false);
	});
	it('epoch (threat 3): past and future', () => {
		const { story, laptop } = setup();
		expect(story.append(laptop, KIND.DATA, { epoch: 1 })).toEqual({ void: 'epoch' });
		story.append(laptop, { kind: KIND.ROTATE, rotation: rotation(1, laptop) });
		expect(story.append(laptop, KIND.DATA, { epoch: 0 })).toEqual({ void: 'epoch' });
	});
	it('membership: a rule that is not kept, saying which', () => {
		const { story, laptop, phone } = setup();
		const ghost = { ...addDevice(phone, 'alice'), boxes: boxesFor(phone, pen('ghost')) };
		expect(story.append(laptop, ghost)).toEqual({ void: 'membership', detail: 'onlyTheNewDeviceGetsTheKey' });
		expect(story.append(laptop, KIND.ROTATE)).toEqual({ void: 'membership', detail: 'clear-malformed' });
	});
	it('in the order of the protocol', () => {
		expect(CHECK_ORDER).toEqual([
			'size',
			'parse',
			'workspace',
			'author',
			'signature',
			'capability',
			'device-sequence',
			'device-chain',
			'seen-position',
			'seen-hash',
			'epoch',
			'membership'
		]);
		const { story, laptop } = setup();
		const lies = { epoch: 9, seenR: bytesOf('x', 32), prevDev: bytesOf('y', 32) };
		expect(story.append(laptop, KIND.DATA, lies)).toEqual({ void: 'device-chain' });
	});
});

describe('a void entry', () => {
	it('keeps its place and its hash, and its author signs the same sequence again', () => {
		const { story, laptop } = setup();
		const { n, R, perDevice, membership } = story.state;
		const bytes = story.write(laptop, KIND.DATA, { epoch: 7 });
		story.put(bytes);
		expect(story.state).toMatchObject({ n: n + 1, perDevice, membership });
		expect(story.state.R).toEqual(rollingHash(suite.hash, R, n, bytes));
		expect(story.append(laptop, KIND.DATA)).toBe('accepted');
	});
	it('in the first place leaves a log that nobody can found', () => {
		const story = new Story();
		const laptop = pen('alice');
		expect(story.append(laptop, KIND.DATA)).toEqual({ void: 'author' });
		expect(story.append(laptop, genesis(laptop))).toEqual({ void: 'membership', detail: 'logBeginsWithGenesis' });
	});
});

describe('reading stops, with the log as it was', () => {
	it('at a rolling hash that is not ours', () => {
		const { story, laptop } = setup();
		const { state } = story;
		const bytes = story.write(laptop, KIND.DATA);
		const verdict = story.put(bytes, bytesOf('the relay says so', 32));
		expect(verdict).toEqual({ stop: 'rolling-hash' });
		expect(provesFork(verdict)).toBe(true);
		expect(story.state).toBe(state);
		expect(story.put(bytes, rollingHash(suite.hash, state.R, state.n, bytes))).toBe('accepted');
	});
	it('at a rolling hash that is not ours, even when the entry would be void', () => {
		expect(setup().story.put(new Uint8Array(3), ZERO32)).toEqual({ stop: 'rolling-hash' });
	});
	it('at a sound entry of a kind this version does not know, and at no other', () => {
		const { story, laptop, bob } = setup();
		expect(story.append(bob, KIND.CHECKPOINT_ACK)).toEqual({ void: 'author' });
		expect(story.append(laptop, KIND.JOIN)).toEqual({ void: 'capability' });
		const { state } = story;
		const verdict = story.append(laptop, KIND.CHECKPOINT_ACK);
		expect(verdict).toEqual({ stop: 'kind-not-supported' });
		expect(provesFork(verdict)).toBe(false);
		expect(story.state).toBe(state);
	});
});

describe('threat 8: no byte of an entry can be changed', () => {
	// Every byte, and for version and kind every value: nothing but the entry itself is ever accepted.
	it('every byte', () => {
		const { story, laptop } = setup();
		const bytes = story.write(laptop, KIND.DATA);
		for (let at = 0; at < bytes.length; at++) {
			const changed = bytes.slice();
			changed[at]! ^= 1 << (at % 8);
			expect(advance(story.state, changed, suite).verdict, `byte ${at}`).not.toBe('accepted');
		}
		expect(advance(story.state, bytes, suite).verdict).toBe('accepted');
	});
	it.each([0, 1])('every value of byte %i', (at) => {
		const { story, laptop } = setup();
		const bytes = story.write(laptop, KIND.DATA);
		const taken = Array.from({ length: 256 }, (_, value) => value).filter((value) => {
			const changed = bytes.slice();
			changed[at] = value;
			return advance(story.state, changed, suite).verdict === 'accepted';
		});
		expect(taken).toEqual([bytes[at]]);
	});
});

describe('threat 17: order', () => {
	it('two entries the wrong way round are not both accepted', () => {
		const { story, laptop } = setup();
		const before = story.state;
		const first = story.write(laptop, KIND.DATA);
		story.put(first);
		const second = story.write(laptop, lease('F', laptop));
		const swapped = advance(before, second, suite);
		expect(swapped.verdict).toEqual({ void: 'device-sequence' });
		expect(swapped.state.R).not.toEqual(story.state.R);
	});
	it('one entry taken out of the middle shows', () => {
		const { story, laptop } = setup();
		const rest = [KIND.DATA, KIND.DATA, KIND.DATA].map((kind: Kind) => {
			const bytes = story.write(laptop, kind);
			story.put(bytes);
			return { bytes, R: story.state.R };
		});
		const gap = setup().story;
		expect(gap.put(rest[0]!.bytes, rest[0]!.R)).toBe('accepted');
		expect(gap.put(rest[2]!.bytes, rest[2]!.R)).toEqual({ stop: 'rolling-hash' });
	});
});

describe('rolling hashes', () => {
	it('are given back by position, also after storing', () => {
		const hashes = new RollingHashes();
		const all = Array.from({ length: 200 }, (_, n) => bytesOf(`R${n}`, 32));
		for (const R of all) hashes.push(R);
		const stored = new RollingHashes(hashes.packed());
		expect(all.map((_, n) => stored.at(n))).toEqual(all);
		expect([stored.at(200), stored.at(-1), stored.length]).toEqual([undefined, undefined, 200]);
		stored.push(all[0]!);
		expect([stored.at(200), hashes.length]).toEqual([all[0], 200]);
	});
	it('take nothing but 32 bytes', () => {
		expect(() => new RollingHashes(new Uint8Array(33))).toThrow(RangeError);
		expect(() => new RollingHashes().push(new Uint8Array(31))).toThrow(RangeError);
	});
	it('of an empty log are none', () => {
		expect(emptyLog(new RollingHashes())).toMatchObject({ n: 0, membership: undefined });
	});
});
