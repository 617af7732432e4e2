/** Proofs of issue from books that several people keep: who was allowed to number, at which place of the log. */
import { afterEach, describe, expect, it } from 'vitest';
import { KIND, isParseError, parseEntry, rollingHash, type Entry } from '../../sync-server/protocol/codec.ts';
import { blake2b, concat } from '#lib/crypto/derive.ts';
import { entryKey } from '#lib/crypto/seal.ts';
import { sign } from '#lib/crypto/sign.ts';
import { checkProof, PROOF_DOMAIN } from '#lib/proof/check-proof.ts';
import { encodeHead, encodeItem, encodeStatement, parseProof } from '#lib/proof/format.ts';
import { makeProof } from '#lib/proof/make-proof.ts';
import { readStatement, type Item, type Proof, type Statement } from '#lib/proof/proof.ts';
import type { ProofReport } from '#lib/proof/report.ts';
import { memberNames } from '#lib/team/records.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { ProofHost } from '#lib/worker/proof-host.ts';
import { businessId } from '#lib/worker/registry.ts';
import { makeEntry } from '#lib/workspace/author.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import { removeMember, setRole } from '#lib/workspace/members.ts';
import { encodeBatch } from '#lib/workspace/operations.ts';
import { openEntry } from '#lib/workspace/read-log.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import { newId } from '../support/device.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device, type Scene } from './setup.ts';

afterEach(endAll);

const PARTY = 'a'.repeat(32);
const MAIN = 'b'.repeat(32);
const booksOf = ({ workspace, home }: Device) => new BookCommands(workspace, home, toHex(home.keys.wsId));

/** Alice has founded the books, and numbers; Bob is an editor with a series of his own. */
async function aliceAndBob() {
	const scene = await setup(['alice']);
	const { alice } = scene;
	const books = booksOf(alice);
	await books.save('business', businessId(toHex(alice.home.keys.wsId)), aBusiness({ timeZone: 'UTC' }));
	await books.save('party', PARTY, aParty());
	await books.save('series', MAIN, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	await books.series.leaseFree();
	await issue(alice, MAIN);
	const bob = await comes(scene, alice, 'bob', 'w');
	await scene.converge(alice, bob);
	const own = await booksOf(bob).series.makeOwn(MAIN);
	await scene.converge(alice, bob);
	return { scene, alice, bob, own };
}

async function issue(device: Device, seriesId: string): Promise<string> {
	const draft = newId();
	const content = anInvoice({ seriesId, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30' });
	await booksOf(device).save('draft', draft, content);
	return (await booksOf(device).issue(draft)).document.number;
}

async function proofOf({ workspace, home, keys }: Device, sealed = false): Promise<Uint8Array> {
	const { head } = workspace.books;
	const source = { home, head, device: keys, refusals: workspace.refusals, names: await memberNames(workspace), now: 1 };
	return (await makeProof({ ...source, logo: async () => undefined }, { show: 'whole', names: true, sealed })).bytes;
}

function reportOf(bytes: Uint8Array): ProofReport {
	const { answer } = checkProof(bytes);
	if (!answer.ok) throw new Error(answer.problem);
	return answer.report;
}
const told = ({ documents }: ProofReport) =>
	documents.map(({ number, how, by, fault }) => [number, how, by?.role ?? 'nobody', by?.name, fault].filter(Boolean).join(' '));

/** As one who has these keys can put a file together: the entries as given, the hash worked out again. */
function forged(proof: Proof, items: Item[], maker: Device, statement: Partial<Statement> = {}): Uint8Array {
	const R = items.reduce(
		(hash, item, n) => ('entry' in item ? rollingHash(blake2b, hash, n, item.entry) : rolled(hash, n, item.hash)),
		new Uint8Array(32) as Uint8Array
	);
	const head = { ...proof, device: maker.keys.id, n: items.length, R };
	const said = encodeJson({ ...readStatement(proof.statement), ...statement });
	const signed = concat([encodeHead(head), ...items.map(encodeItem), encodeStatement(said)]);
	return concat([signed, sign(maker.keys.sign.secretKey, PROOF_DOMAIN, signed)]);
}
function rolled(previous: Uint8Array, n: number, hash: Uint8Array): Uint8Array {
	const place = new Uint8Array(8);
	new DataView(place.buffer).setUint32(4, n);
	return blake2b(32, new TextEncoder().encode('wb1/R'), previous, place, hash);
}
const entryOf = (item: Item | undefined): Entry => {
	const parsed = item && 'entry' in item ? parseEntry(item.entry) : undefined;
	if (!parsed || isParseError(parsed)) throw new Error('no entry');
	return parsed;
};

describe('a proof of books that two people keep', () => {
	it('tells who issued what, as what; both make the same of the same log, and sealed entries taken along change nothing', async () => {
		const { scene, alice, bob, own } = await aliceAndBob();
		expect([await issue(bob, own), await issue(alice, MAIN)]).toEqual([expect.stringMatching(/1$/), 'F-0002']);
		await scene.converge(alice, bob);
		const report = reportOf(await proofOf(alice));
		expect(report.faults).toEqual([]);
		expect(told(report)).toEqual(['F-0001 opened o', expect.stringMatching(/ opened w bob$/), 'F-0002 opened o']);
		expect(report.members.map(({ role, name }) => [role, name])).toEqual([
			['o', undefined],
			['w', 'bob']
		]);
		const [his, sealed] = [reportOf(await proofOf(bob)), reportOf(await proofOf(alice, true))];
		expect([told(his), told(sealed)]).toEqual([told(report), told(report)]);
		expect([his.isSound, his.maker?.role, sealed.isSound, sealed.unseen]).toEqual([true, 'w', true, 0]);
		expect(report.unseen).toBeGreaterThan(0);
	});

	it('shows what was issued offline with much else beside, and nothing of that', async () => {
		const { scene, alice, bob, own } = await aliceAndBob();
		await bob.session.stop();
		await bob.save('kept to himself');
		const numbers = [await issue(bob, own), await issue(bob, own)];
		await bob.save('and this');
		await scene.connect(bob);
		await scene.converge(alice, bob);
		const report = reportOf(await proofOf(alice));
		expect([report.isSound, told(report).slice(1)]).toEqual([true, numbers.map((number) => `${number} opened w bob`)]);
	});

	it('keeps to what a member was at each place: what he issued before he was made a viewer, or removed, stands', async () => {
		const { scene, alice, bob, own } = await aliceAndBob();
		await issue(bob, own);
		await scene.converge(alice, bob);
		await setRole(alice.workspace, memberOf(bob), 'r');
		await scene.converge(alice, bob);
		expect(told(reportOf(await proofOf(alice)))[1]).toMatch(/ opened w bob$/);
		await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
		await alice.level();
		const report = reportOf(await proofOf(alice));
		expect([report.isSound, told(report)[1]]).toEqual([true, expect.stringMatching(/ opened w bob$/)]);
		expect(report.members.find(({ name }) => name === 'bob')).toMatchObject({ devices: 1 });
		expect(report.members.find(({ name }) => name === 'bob')?.role).toBeUndefined();
	});
});

describe('a device that is asked for a proof', () => {
	const ask = ({ workspace, home }: Device) =>
		new ProofHost(workspace, home, toHex(home.keys.wsId)).make({ show: 'whole', names: false, sealed: false });

	it('says what it cannot prove: nothing issued, what waits for the relay, and that it does not belong any more', async () => {
		const bare = await setup(['alice']);
		await expect(ask(bare.alice)).rejects.toMatchObject({ error: { field: 'proof', detail: 'nothing' } });
		const { scene, alice, bob, own } = await aliceAndBob();
		await bob.session.stop();
		const waiting = await issue(bob, own);
		const made = await ask(bob);
		expect(made).toMatchObject({ documents: 1, onlyStated: 0, waiting: 1 });
		expect(told(reportOf(new Uint8Array(await made.file.arrayBuffer()))).join()).not.toContain(waiting);
		await bob.reconnect();
		await scene.converge(alice, bob);
		expect(await ask(bob)).toMatchObject({ documents: 2, waiting: 0 });
		await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
		await bob.raises('not-admitted');
		await expect(ask(bob)).rejects.toMatchObject({ error: { field: 'proof', detail: 'not-a-member' } });
	});
});

describe('claim P10: a removed member who writes one more document', () => {
	async function removed() {
		const { scene, alice, bob, own } = await aliceAndBob();
		await issue(bob, own);
		await scene.converge(alice, bob);
		const before = bob.workspace.entries;
		const { log } = bob.workspace.books.head;
		const epoch = bob.workspace.epoch;
		await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
		await issue(alice, MAIN);
		await alice.level();
		const bytes = await proofOf(alice);
		expect(reportOf(bytes).isSound).toBe(true);
		const proof = parseProof(bytes) as Proof;
		// The document he likes, sealed with the key he had, signed with his own.
		const last = entryOf(proof.items.findLast((item) => 'entry' in item && toHex(entryOf(item).devId) === bob.workspace.device));
		const operations = openEntry(bob.home.keys, last)!.map((each) => ({ ...each, opId: crypto.getRandomValues(new Uint8Array(16)) }));
		const own2 = log.perDevice.get(bob.workspace.device)!;
		const late = (place: Partial<Parameters<typeof makeEntry>[1]>): Item => {
			const all = { wsId: proof.wsId, devSeq: own2.seq + 1, prevDev: own2.prev, seenN: log.n - 1, seenR: log.R, epoch, ...place };
			const key = bob.home.keys.dataKey(epoch);
			const entry = makeEntry(bob.keys, all, KIND.DATA, { plain: encodeBatch(operations), key });
			return { entry, key: entryKey(key, entryOf({ entry }).nonce) };
		};
		return { alice, bob, proof, before, late };
	}

	it('behind his removal: the entry counts for nothing, and it is said why', async () => {
		const { alice, proof, late } = await removed();
		const report = reportOf(forged(proof, [...proof.items, late({})], alice));
		expect(report.isSound).toBe(false);
		expect(report.documents.at(-1)).toMatchObject({ n: proof.items.length, fault: 'void-author' });
	});

	it('dated back before it, with the help of somebody inside: what the others signed they had seen says that it was not there', async () => {
		const { alice, proof, before, late } = await removed();
		const report = reportOf(forged(proof, proof.items.toSpliced(before, 0, late({})), alice));
		expect(report.isSound).toBe(false);
		expect(report.documents.at(-1)).toMatchObject({ fault: 'void-seen-hash' });
		// In the place of an entry that is only a hash.
		const hash = proof.items.findLastIndex((item) => 'hash' in item);
		expect(reportOf(forged(proof, proof.items.with(hash, late({})), alice)).isSound).toBe(false);
	});

	it('where the others’ log has such an entry, and keeps it for nothing, the file says so: neither more nor less counts', async () => {
		const { alice, proof, late } = await removed();
		const { entry } = late({}) as { entry: Uint8Array };
		const [items, n] = [[...proof.items, { entry }], proof.items.length];
		expect(reportOf(forged(proof, items, alice, { voids: [n] })).faults).toEqual([]);
		expect(reportOf(forged(proof, items, alice)).faults).toEqual([{ kind: 'entry', n, check: 'author' }]);
		expect(reportOf(forged(proof, proof.items, alice, { voids: [1] })).faults).toEqual([{ kind: 'entry-counts', n: 1 }]);
	});

	it('and signs the file himself, of the whole log or of one that ends before his removal', async () => {
		const { bob, proof, before, late } = await removed();
		expect(reportOf(forged(proof, proof.items, bob)).faults).toEqual([{ kind: 'maker-unknown' }]);
		// Of the log as it was while he belonged, he can say what he likes: it is another log than the others', and its words say so.
		const branch = reportOf(forged(proof, [...proof.items.slice(0, before), late({})], bob));
		expect(branch.words).not.toBe(reportOf(forged(proof, proof.items.slice(0, before), bob)).words);
		expect(branch.n).toBe(before + 1);
	});

	it('nor does one count that does not follow on the entries of its device, shown or unseen', async () => {
		const { alice, proof } = await removed();
		const { seq } = alice.workspace.books.head.log.perDevice.get(alice.workspace.device)!;
		const { epoch } = alice.workspace;
		const place = {
			wsId: proof.wsId,
			devSeq: seq + 2,
			prevDev: crypto.getRandomValues(new Uint8Array(32)),
			seenN: proof.n - 1,
			seenR: proof.R,
			epoch
		};
		const key = alice.home.keys.dataKey(epoch);
		const entry = makeEntry(alice.keys, place, KIND.DATA, { plain: encodeBatch([]), key });
		const item = { entry, key: entryKey(key, entryOf({ entry }).nonce) };
		expect(reportOf(forged(proof, [...proof.items, item], alice)).documents.at(-1)).toMatchObject({ fault: 'void-device-sequence' });
	});

	it('as does somebody who never belonged, or with an entry of other books', async () => {
		const { alice, proof } = await removed();
		await endAll();
		const other: Scene & { alice: Device } = await setup(['alice']);
		const stranger = other.alice;
		const { keys } = stranger.home;
		const place = { wsId: proof.wsId, devSeq: 0, prevDev: new Uint8Array(32), seenN: proof.n - 1, seenR: proof.R, epoch: 1 };
		const entry = makeEntry(stranger.keys, place, KIND.DATA, { plain: encodeBatch([]), key: keys.dataKey(0) });
		const key = entryKey(keys.dataKey(0), entryOf({ entry }).nonce);
		expect(reportOf(forged(proof, [...proof.items, { entry, key }], alice)).documents.at(-1)).toMatchObject({ fault: 'void-author' });
		const foreign = makeEntry(alice.keys, { ...place, wsId: keys.wsId }, KIND.DATA, { plain: encodeBatch([]), key: keys.dataKey(0) });
		expect(reportOf(forged(proof, [...proof.items, { entry: foreign, key }], alice)).documents.at(-1)).toMatchObject({
			fault: 'void-workspace'
		});
	});
});
