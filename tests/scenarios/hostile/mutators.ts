/**
 * Every way the relay, or a member together with it, lies here. Each is told to one device, the victim; a mutator that writes entries does so with
 * keys a member really has. `begin` is called when all are live and have something in the log; from then on the victim is lied to.
 */
import { KIND, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { NACK } from '../../../sync-server/protocol/wire.ts';
import { encodeClear, type SealedBox } from '../../../sync-server/protocol/clear.ts';
import { equal } from '../../../sync-server/protocol/bytes.ts';
import { newDeviceKeys, type DeviceKeys } from '#lib/crypto/device.ts';
import { boxEpochKey, commitment, newEpochKey, sealPreviousKey } from '#lib/crypto/epoch.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { recoveryPair } from '#lib/crypto/recovery.ts';
import { diffTo } from '#lib/workspace/record.ts';
import type { Operation } from '#lib/workspace/operations.ts';
import type { Crew } from './crew.ts';
import { ForgedLog, type Take } from './forged-log.ts';
import type { Lie, Line } from './liar.ts';
import { dataEntry, membershipEntry, placeOf, written } from './scribe.ts';

export interface Mutator {
	name: string;
	/** Numbers of the design's list of threats. */
	threats: readonly number[];
	/** `draw(n)`: a number below n. */
	begin(crew: Crew, victim: string, draw: (n: number) => number): void | Promise<void>;
}

const R_ELSEWHERE = () => randomBytes(32);

/** A note, as an operation. */
export function note(text: string, recordId: Uint8Array = randomBytes(16)): Operation {
	const body = diffTo(undefined, { text }, { texts: ['text'], keyed: [] }, 77)!;
	return { opId: randomBytes(16), recordId, type: 'note', schema: 1, action: 'put', body };
}

/** A note that is injected, and its record: whoever shows it was taken in. */
const INJECTED = 'never written by anybody honest';
export const INJECTED_ID = new Uint8Array(16).fill(0xee);

function forged(crew: Crew, victim: string, take?: Take): ForgedLog {
	const forgery = new ForgedLog([...crew.liar.log], undefined);
	if (take) forgery.takeBy(take);
	crew.liar.lies.set(victim, forgery);
	return forgery;
}

/** Puts entries at the end of the victim's log, as an event, behind what it has. */
export function inject(crew: Crew, victim: string, ...entries: Uint8Array[]): ForgedLog {
	const known = crew.liar.lieOf(victim);
	const forgery = known instanceof ForgedLog ? known : forged(crew, victim);
	const from = forgery.n;
	for (const entry of entries) forgery.push(entry);
	for (const line of crew.liar.lines(victim)) line.toDevice({ type: 'event', from, entries, R: forgery.rAt(forgery.n) });
	return forgery;
}

/** Lies about the next event that holds entries, once. */
function nextEvent(crew: Crew, victim: string, change: (entries: readonly Uint8Array[]) => readonly Uint8Array[]): void {
	let done = false;
	crew.liar.lies.set(victim, {
		fromRelay(frame) {
			if (done || frame.type !== 'event') return;
			done = true;
			return [{ ...frame, entries: change(frame.entries) }];
		}
	});
}

function flipped(entry: Uint8Array, at: number): Uint8Array {
	const changed = entry.slice();
	changed[at]! ^= 1;
	return changed;
}

/** Where parts of an entry without a clear part lie. */
const DEV_SEQ_AT = 39;
const CIPHERTEXT_AT = 180;

/** Somebody else than the victim. */
function other(crew: Crew, victim: string): { name: string; keys: DeviceKeys } {
	return crew.all.find(({ name }) => name !== victim)!;
}

function third(crew: Crew, victim: string) {
	return crew.all.filter(({ name }) => name !== victim)[1]!;
}

/** A rotation that puts `leaving` out, with boxes as `boxes` makes them. */
function revocation(
	crew: Crew,
	by: DeviceKeys,
	leaving: Uint8Array,
	boxes: (staying: DeviceKeys[], key: ReturnType<typeof newEpochKey>) => SealedBox[]
) {
	const { log } = crew.liar;
	const { epoch } = placeOf(by, log);
	const key = newEpochKey();
	const pair = recoveryPair(crew.seed, crew.wsId);
	const staying = [...crew.all.map(({ keys }) => keys), pair].filter(({ id }) => !equal(id, leaving));
	const rotation = {
		epoch: epoch + 1,
		commitment: commitment(key),
		boxes: boxes(staying, key),
		previous: sealPreviousKey(key, crew.key(epoch), crew.wsId, epoch + 1)
	};
	return { key, entry: membershipEntry(by, log, { kind: KIND.REVOKE_DEVICE, devId: leaving, rotation }) };
}

const honestBoxes = (staying: DeviceKeys[], key: ReturnType<typeof newEpochKey>): SealedBox[] =>
	staying.map(({ id, box }) => ({ devId: id, box: boxEpochKey(box.publicKey, key) }));

export const MUTATORS: readonly Mutator[] = [
	{
		name: 'an entry left out',
		threats: [16],
		begin: (crew, victim) => nextEvent(crew, victim, (entries) => entries.slice(1))
	},
	{
		name: 'an entry left out, and the hashes made to fit',
		threats: [15, 16],
		begin(crew, victim) {
			let done = false;
			forged(crew, victim, (entry) => {
				if (done) return [entry];
				done = true;
				return [];
			});
		}
	},
	{
		name: 'the admission of a device left out, and the hashes made to fit',
		threats: [15, 16],
		begin(crew, victim) {
			forged(crew, victim, (entry) => {
				const parsed = parseEntry(entry);
				return !isParseError(parsed) && parsed.kind === KIND.ADD_DEVICE ? [] : [entry];
			});
		}
	},
	{
		name: 'every event twice',
		threats: [12],
		begin: (crew, victim) =>
			void crew.liar.lies.set(victim, { fromRelay: (frame) => (frame.type === 'event' ? [frame, frame] : undefined) })
	},
	{
		name: 'an old entry again, as a new one',
		threats: [12],
		begin: (crew, victim, draw) => void inject(crew, victim, crew.liar.log[4 + draw(crew.liar.log.length - 4)]!)
	},
	{
		name: 'entries in another order',
		threats: [17],
		begin(crew, victim) {
			let held: Uint8Array | undefined;
			let done = false;
			forged(crew, victim, (entry) => {
				if (done) return [entry];
				if (!held) {
					held = entry;
					return [];
				}
				done = true;
				return [entry, held];
			});
		}
	},
	{
		name: 'an earlier log to one device',
		threats: [13],
		begin(crew, victim, draw) {
			const { log } = crew.liar;
			crew.liar.lies.set(victim, new ForgedLog(log.slice(0, log.length - 1 - draw(log.length - 4))));
			crew.liar.cut(victim);
		}
	},
	{
		name: 'a log of its own from some point on',
		threats: [15],
		begin: (crew, victim) => void forged(crew, victim, () => [])
	},
	{
		name: 'the tail withheld, then shown from the middle',
		threats: [16],
		begin(crew, victim) {
			let left = 1;
			forged(crew, victim, (entry) => (left-- > 0 ? [] : [entry]));
		}
	},
	{
		name: 'acknowledged and not stored',
		threats: [18],
		begin: (crew, victim) => void forged(crew, victim)
	},
	{
		name: 'another hash in acknowledgements',
		threats: [18],
		begin: (crew, victim) => changing(crew, victim, 'ack', (frame) => ({ ...frame, R: R_ELSEWHERE() }))
	},
	{
		name: 'another hash with events',
		threats: [15, 17],
		begin: (crew, victim) => changing(crew, victim, 'event', (frame) => ({ ...frame, R: R_ELSEWHERE() }))
	},
	{
		name: 'another hash with what is pulled',
		threats: [15, 17],
		begin(crew, victim) {
			let dropped = false;
			crew.liar.lies.set(victim, {
				fromRelay(frame) {
					if (frame.type === 'entries' && frame.entries.length > 0) return [{ ...frame, R: R_ELSEWHERE() }];
					if (frame.type !== 'event' || dropped) return;
					dropped = true;
					return [];
				}
			});
		}
	},
	{
		name: 'refused, and appended late all the same',
		threats: [18],
		begin(crew, victim) {
			let held: { line: Line; ref: number; entries: readonly Uint8Array[] } | undefined;
			let stage: 'hold' | 'let' | 'done' = 'hold';
			crew.liar.lies.set(victim, {
				fromDevice(frame, line) {
					if (frame.type !== 'append' || stage === 'done') return;
					if (stage === 'hold') {
						stage = 'let';
						held = { line, ref: 0xfff0_0001, entries: frame.entries.map((entry) => entry.slice()) };
						const n = crew.liar.log.length;
						line.toDevice({ type: 'nack', ref: frame.ref, code: NACK.SEEN_HASH, n, R: crew.liar.rAt(n) });
						return [];
					}
					stage = 'done';
					// The first goes in after all, and the second, made anew of the same operations, follows it.
					return [{ type: 'append', ref: held!.ref, entries: held!.entries }, frame];
				},
				fromRelay(frame) {
					if (frame.type !== 'ack' || frame.ref !== held?.ref) return;
					const from = frame.n - frame.entries;
					return [{ type: 'event', from, R: frame.R, entries: crew.liar.log.slice(from, frame.n) }];
				}
			});
		}
	},
	{
		name: 'a bit of a header',
		threats: [1, 3],
		begin: (crew, victim) => nextEvent(crew, victim, (entries) => entries.map((entry) => flipped(entry, DEV_SEQ_AT)))
	},
	{
		name: 'a bit of a ciphertext, and the hashes made to fit',
		threats: [1],
		begin: (crew, victim) => void once(crew, victim, (entry) => flipped(entry, CIPHERTEXT_AT))
	},
	{
		name: 'a bit of a signature, and the hashes made to fit',
		threats: [1],
		begin: (crew, victim) => void once(crew, victim, (entry) => flipped(entry, entry.length - 1))
	},
	{
		name: 'the ciphertext of another entry, and the hashes made to fit',
		threats: [1],
		begin: (crew, victim) =>
			void once(crew, victim, (entry) => {
				const mine = parseEntry(entry);
				const theirs = crew.liar.log
					.map(parseEntry)
					.find((one) => !isParseError(one) && one.kind === KIND.DATA && one.ciphertext.length > 0);
				if (isParseError(mine) || !theirs || isParseError(theirs)) return entry;
				const [head, tail] = [entry.slice(0, entry.length - 64 - mine.ciphertext.length - 28), entry.slice(-64)];
				const length = new Uint8Array(4);
				new DataView(length.buffer).setUint32(0, theirs.ciphertext.length);
				return Uint8Array.from([...head, ...theirs.nonce, ...length, ...theirs.ciphertext, ...tail]);
			})
	},
	{
		name: 'an entry of another workspace',
		threats: [2, 46],
		begin(crew, victim) {
			const { keys } = other(crew, victim);
			inject(crew, victim, dataEntry(keys, crew.liar.log, crew.key(), [note(INJECTED, INJECTED_ID)], { wsId: randomBytes(16) }));
		}
	},
	{
		name: 'an entry of a device that was put out',
		threats: [22],
		async begin(crew, victim) {
			const [by, out] = [other(crew, victim), third(crew, victim)];
			const { entry, key } = revocation(crew, by.keys, out.keys.id, honestBoxes);
			const log = [...crew.liar.log, entry];
			inject(crew, victim, entry, dataEntry(out.keys, log, key, [note(INJECTED, INJECTED_ID)]));
		}
	},
	{
		name: 'an entry with the key before',
		threats: [3, 22],
		begin(crew, victim) {
			const [by, out] = [other(crew, victim), third(crew, victim)];
			const { entry } = revocation(crew, by.keys, out.keys.id, honestBoxes);
			const log = [...crew.liar.log, entry];
			inject(crew, victim, entry, dataEntry(by.keys, log, crew.key(), [note(INJECTED, INJECTED_ID)], { epoch: 0 }));
		}
	},
	{
		name: 'data by a recovery code',
		threats: [24, 50],
		begin: (crew, victim) =>
			void inject(crew, victim, dataEntry(recoveryPair(crew.seed, crew.wsId), crew.liar.log, crew.key(), [note(INJECTED, INJECTED_ID)]))
	},
	{
		name: 'a device admitted with another’s keys',
		threats: [9],
		begin(crew, victim) {
			const { keys } = other(crew, victim);
			const [asked, put] = [newDeviceKeys(), newDeviceKeys()];
			const entry = crew.admission(keys, crew.liar.log, asked, crew.key());
			const at = indexOf(entry, asked.sign.publicKey);
			const changed = entry.slice();
			changed.set(put.sign.publicKey, at);
			inject(crew, victim, changed);
		}
	},
	{
		name: 'a ghost among those who get the next key',
		threats: [11],
		begin(crew, victim) {
			const ghost = newDeviceKeys();
			const { entry } = revocation(crew, other(crew, victim).keys, third(crew, victim).keys.id, (staying, key) =>
				honestBoxes([...staying, ghost], key)
			);
			inject(crew, victim, entry);
		}
	},
	{
		name: 'a key given twice, to a device that was admitted already',
		threats: [9, 11],
		begin(crew, victim) {
			const ghost = newDeviceKeys();
			const { keys } = other(crew, victim);
			const { log } = crew.liar;
			const clear = {
				kind: KIND.ADD_DEVICE,
				memberId: crew.memberId,
				device: 'device',
				signPk: ghost.sign.publicKey,
				boxPk: ghost.box.publicKey,
				boxes: honestBoxes([ghost, recoveryPair(crew.seed, crew.wsId)], crew.key())
			} as const;
			inject(crew, victim, written(keys, log, KIND.ADD_DEVICE, { clear: encodeClear(clear) }));
		}
	},
	{
		name: 'two keys for one epoch',
		threats: [4],
		begin(crew, victim) {
			const wrong = newEpochKey();
			const { id } = crew.hand(victim).keys;
			const { entry } = revocation(crew, other(crew, victim).keys, third(crew, victim).keys.id, (staying, key) =>
				staying.map((each) => ({ devId: each.id, box: boxEpochKey(each.box.publicKey, equal(each.id, id) ? wrong : key) }))
			);
			inject(crew, victim, entry);
		}
	},
	{
		name: 'an entry in the victim’s own name',
		threats: [6],
		begin: (crew, victim) =>
			void inject(crew, victim, dataEntry(crew.hand(victim).keys, crew.liar.log, crew.key(), [note(INJECTED, INJECTED_ID)]))
	},
	{
		name: 'entries without end',
		threats: [31],
		begin(crew, victim) {
			crew.liar.lies.set(victim, {
				fromRelay: (frame) => (frame.type === 'ok' ? [{ ...frame, n: frame.n + 1, R: R_ELSEWHERE() }] : undefined),
				fromDevice(frame, line) {
					if (frame.type !== 'pull') return;
					const R = R_ELSEWHERE();
					for (let i = 0; i < frame.frames; i++) line.toDevice({ type: 'entries', from: frame.from, R, last: false, entries: [] });
					return [];
				}
			});
			crew.liar.cut(victim);
		}
	},
	{
		name: 'a giant frame',
		threats: [31],
		begin: (crew, victim) => raw(crew, victim, new Uint8Array(300 * 1024).fill(0x90))
	},
	{
		name: 'a frame that is none',
		threats: [31],
		begin: (crew, victim, draw) => raw(crew, victim, Uint8Array.from([0x93, ...randomBytes(draw(60))]))
	},
	{
		name: 'an event swallowed',
		threats: [16],
		begin(crew, victim) {
			let done = false;
			crew.liar.lies.set(victim, {
				fromRelay(frame) {
					if (done || frame.type !== 'event') return;
					done = true;
					return [];
				}
			});
		}
	},
	{
		name: 'acknowledged what was never sent',
		threats: [18],
		begin(crew, victim) {
			const n = crew.liar.log.length;
			for (const line of crew.liar.lines(victim)) line.toDevice({ type: 'ack', ref: 77_777, entries: 1, n: n + 1, R: R_ELSEWHERE() });
		}
	},
	{
		name: 'refused what was never sent',
		threats: [18],
		begin(crew, victim) {
			const n = crew.liar.log.length;
			for (const line of crew.liar.lines(victim)) line.toDevice({ type: 'nack', ref: 77_777, code: NACK.EPOCH, n, R: crew.liar.rAt(n) });
		}
	},
	{
		name: 'a pull answered from elsewhere',
		threats: [17],
		begin(crew, victim) {
			let dropped = false;
			crew.liar.lies.set(victim, {
				fromRelay(frame) {
					if (frame.type === 'entries') return [{ ...frame, from: frame.from + 1 }];
					if (frame.type !== 'event' || dropped) return;
					dropped = true;
					return [];
				}
			});
		}
	},
	{
		name: 'every message refused',
		threats: [18, 33],
		begin(crew, victim) {
			crew.liar.lies.set(victim, {
				fromDevice(frame, line) {
					if (frame.type !== 'append') return;
					const n = crew.liar.log.length;
					line.toDevice({ type: 'nack', ref: frame.ref, code: NACK.DEVICE_SEQUENCE, n, R: crew.liar.rAt(n) });
					return [];
				}
			});
		}
	}
];

export function mutator(name: string): Mutator {
	return MUTATORS.find((each) => each.name === name)!;
}

function changing(crew: Crew, victim: string, type: 'ack' | 'event', change: <F extends object>(frame: F) => F): void {
	const lie: Lie = { fromRelay: (frame) => (frame.type === type ? [change(frame)] : undefined) };
	crew.liar.lies.set(victim, lie);
}

/** The next DATA entry is changed, and all hashes from there on are those of the changed log. */
function once(crew: Crew, victim: string, change: (entry: Uint8Array) => Uint8Array): ForgedLog {
	let done = false;
	return forged(crew, victim, (entry) => {
		if (done) return [entry];
		done = true;
		return [change(entry)];
	});
}

function raw(crew: Crew, victim: string, bytes: Uint8Array): void {
	for (const line of crew.liar.lines(victim)) line.toDevice(bytes);
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
	for (let at = 0; at + part.length <= bytes.length; at++) if (equal(bytes.subarray(at, at + part.length), part)) return at;
	throw new Error('not there');
}
