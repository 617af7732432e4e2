import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryHash, isParseError, KIND, parseEntry, signDomain, signedBytes, type Entry } from '../../../sync-server/protocol/codec.ts';
import { anItem } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks } from '../../../tests/support/shared-books.ts';
import { ITEM_TYPE } from '../catalog/records.ts';
import { blake2b } from '../crypto/derive.ts';
import { newId16 } from '../crypto/random.ts';
import { makeEntry } from './author.ts';
import { checkPacked, KnownSignatures, type SignatureChecker } from './known-signatures.ts';
import { encodeBatch } from './operations.ts';
import { updatesTo } from './record.ts';
import { SharedLog } from './shared-log.ts';

const ITEMS = 240;
const FORGED = 150;

let shared: SharedBooks;
/** Position of the entry with a false signature, among those of one author. */
let forged: number;
beforeAll(async () => {
	shared = await sharedBooks(checkers.length);
	const { log, devices } = shared;
	const { books } = devices[0]!.workspace;
	const { keys } = books.home;
	let { seq, prev } = books.head.log.perDevice.get(books.device)!;
	for (let n = 0; n < ITEMS; n++) {
		const [body] = updatesTo(undefined, { ...anItem({ name: `Item ${n}` }) }, ITEM_TYPE.shape!);
		const operation = { opId: newId16(), recordId: newId16(), type: 'item', schema: ITEM_TYPE.schema, action: 'put' as const, body: body! };
		const seen = log.entries.length;
		const place = { wsId: keys.wsId, devSeq: seq + 1, prevDev: prev, seenN: seen - 1, seenR: log.rAt(seen), epoch: 0 };
		const entry = makeEntry(keys.device, place, KIND.DATA, { plain: encodeBatch([operation]), key: keys.dataKey(0) });
		if (n === FORGED) {
			forged = seen;
			log.keep(entry.map((byte, at) => (at === entry.length - 1 ? byte ^ 1 : byte)));
		} else if (!log.append(entry)) throw new Error('the test wrote an entry that is not one');
		else [seq, prev] = [seq + 1, entryHash(blake2b, entry)];
	}
});
afterAll(() => shared.end());

const honest: SignatureChecker = { check: async (packed) => checkPacked(packed) };
const checkers: [string, SignatureChecker | undefined][] = [
	['one that answers', honest],
	['one that finds nothing', { check: async (packed) => checkPacked(packed).fill(0) }],
	['one that answers too little', { check: async () => new Uint8Array(3).fill(1) }],
	['one that fails', { check: () => Promise.reject(new Error('ended')) }],
	['none', undefined]
];

/** Entries as they come off the line: each in memory of its own. */
const arrived = (entries: readonly Uint8Array[]) => entries.map((entry) => new Uint8Array(entry));

describe('a log whose signatures are checked ahead', () => {
	it('is judged the same, whatever the other thread says of those that are false', async () => {
		const { log, devices } = shared;
		for (const [index, [name, checker]] of checkers.entries()) {
			const { workspace } = devices[index + 1]!;
			const port = new SharedLog(workspace, checker);
			const entries = arrived(log.entries);
			port.ahead(0, entries.slice(0, 200));
			port.ahead(200, entries.slice(200));
			const first = await port.accept(0, entries.slice(0, 200), log.rAt(200));
			const author = (parseEntry(entries[0]!) as Entry).devId;
			expect([name, first]).toEqual([name, { n: 200, voids: 1, badSignature: { n: forged, device: author } }]);
			expect(await port.accept(200, entries.slice(200), log.rAt(entries.length))).toEqual({ n: entries.length });
			expect(workspace.list('item').size).toBe(ITEMS - 1);
		}
	});
});

describe('what the other thread found', () => {
	it('holds for those bytes, that key and that kind alone', async () => {
		const { entries } = shared.log;
		// Every signature here is false, and the other thread swears that it is not: what it says counts where it was asked.
		const forged = arrived(Array.from({ length: 40 }, () => entries[0]!)).map((entry) => (entry.fill(7, entry.length - 64), entry));
		const signatures = new KnownSignatures({ check: async (packed) => checkPacked(packed).fill(1) });
		signatures.ahead(forged, undefined);
		await signatures.ready(forged);
		const { verify } = signatures.suite;
		const entry = parseEntry(forged[0]!);
		if (isParseError(entry)) throw new Error('no entry');
		const { signPk } = [...shared.devices[0]!.workspace.membership!.devices.values()][0]!;
		const bytes = signedBytes(forged[0]!);
		const domain = signDomain(entry.kind);
		expect(verify(signPk, domain, bytes, entry.signature)).toBe(true);
		expect(
			verify(
				signPk.map((byte) => byte ^ 1),
				domain,
				bytes,
				entry.signature
			)
		).toBe(false);
		expect(verify(signPk, signDomain(2), bytes, entry.signature)).toBe(false);
		expect(verify(signPk, domain, bytes.subarray(1), entry.signature)).toBe(false);
		expect(verify(signPk, domain, bytes.subarray(0, -1), entry.signature)).toBe(false);
		expect(verify(signPk, domain, new Uint8Array(bytes), entry.signature)).toBe(false);
		expect(
			verify(
				signPk,
				domain,
				bytes,
				entry.signature.map((byte) => byte ^ 1)
			)
		).toBe(false);
	});

	it('is asked for where it is worth it: of authors that are known, from the entry that names them on', async () => {
		const { log } = shared;
		const asked: number[] = [];
		const signatures = new KnownSignatures({
			check: async (packed) => {
				const answers = checkPacked(packed);
				asked.push(answers.length, answers.filter((answer) => answer === 0).length);
				return answers;
			}
		});
		const entries = arrived(log.entries);
		signatures.ahead(entries.slice(0, 10), undefined);
		signatures.ahead(entries.slice(10), undefined);
		signatures.ahead(entries, undefined);
		await signatures.ready(entries);
		expect(asked).toEqual([0, 0, entries.length, 1]);
	});
});
