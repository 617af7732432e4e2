/** Codes of documents where several people keep the books: who certifies whom, what an app that asks no rules can write, and what becomes of the keys. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tagKey } from '#lib/crypto/brands.ts';
import { signPairFrom } from '#lib/crypto/device.ts';
import { certify, checkCode, signIssue, type Pin } from '#lib/proof/code/check-code.ts';
import { readCode, type IssueCode } from '#lib/proof/code/format.ts';
import { chainOf } from '#lib/proof/issuer/chain.ts';
import { codedOf, sellerOf } from '#lib/proof/issuer/coded.ts';
import { issuerId, issuingPair, signatureId, type IssuerEvent } from '#lib/proof/issuer/events.ts';
import { encodeIssueSignature, encodeIssuerEvent } from '#lib/proof/issuer/records.ts';
import { issuedDocument } from '#lib/documents/records.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { IssuerCommands } from '#lib/worker/issuer-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { fromHex, toHex } from '#lib/workspace/bytes.ts';
import { removeMember, setRole } from '#lib/workspace/members.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { newId } from '../support/device.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

const KEY = tagKey(new Uint8Array(32).fill(9));
const wsOf = ({ home }: Device) => toHex(home.keys.wsId);
const booksOf = (device: Device) => new BookCommands(device.workspace, device.home, wsOf(device));
const issuerOf = (device: Device) => new IssuerCommands(device.workspace, device.home.keys, wsOf(device));
const chain = async (device: Device) => chainOf(await device.workspace.read(issuerId(wsOf(device))));
/** The device of this member, and the pair of the recovery code. */
function keepersOf({ workspace }: Device): string[] {
	const { devices } = workspace.membership!;
	const own = devices.get(workspace.device)!.member;
	return [...devices].flatMap(([id, { member, active }]) => (member === own && active ? [id] : [])).sort();
}
const reasons = ({ workspace }: Device) => workspace.refusals.map(({ reason }) => reason);

function setDay(day: string): void {
	vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${day}T12:00:00Z`) });
}
beforeEach(() => setDay('2026-11-23'));
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

async function begin(device: Device): Promise<void> {
	await booksOf(device).save('business', businessId(wsOf(device)), aBusiness());
}

/** By a series of the device's own. */
async function issue(device: Device, code: string): Promise<string> {
	const [party, series, draft] = [newId(), newId(), newId()];
	const books = booksOf(device);
	await books.save('party', party, aParty());
	await books.save('series', series, { name: code, type: 'invoice', pattern: `${code}{0000}`, start: 1, yearly: false });
	await books.series.leaseFree();
	const lines = [aLine({ price: '100' })];
	await books.save('draft', draft, anInvoice({ partyId: party, seriesId: series, issueDate: '2026-11-23', dueDate: '2026-12-23', lines }));
	await books.issue(draft);
	await issuerOf(device).sign(draft);
	return draft;
}

async function codeOf(device: Device, document: string): Promise<IssueCode> {
	const code = readCode((await issuerOf(device).code(document)) ?? '');
	if (typeof code === 'string') throw new Error(`no code: ${code}`);
	return code;
}

function verdict(code: IssueCode, pins: Pin[] = [], today = '2026-11-23') {
	return checkCode(code, pins, KEY, today);
}

function pinned(code: IssueCode): Pin[] {
	const found = verdict(code);
	if (!('pin' in found)) throw new Error('nothing to pin');
	return [found.pin];
}

/** Puts something on the waiting list that this device's own rules would refuse. */
async function write({ home, workspace }: Device, type: string, id: string, body: Uint8Array): Promise<void> {
	const found = home.registry.get(type)!;
	const { fold } = found;
	found.fold = (state) => ({ state, rows: [] });
	try {
		await workspace.save((transaction) => transaction.add(type, id, 'put', body));
	} finally {
		found.fold = fold;
	}
}
const say = (device: Device, event: IssuerEvent) => write(device, 'issuer', issuerId(wsOf(device)), encodeIssuerEvent(event));

it('the owner’s own document has its code at once, and every device makes the same one', async () => {
	const { alice, phone, converge } = await setup(['alice', 'phone']);
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice, phone);
	const code = await issuerOf(alice).code(id);
	expect(code).toBeDefined();
	expect(await issuerOf(phone).code(id)).toBe(code);
	expect(verdict(await codeOf(phone, id))).toMatchObject({ sender: 'first-time', ended: false });
	// Nothing more is owed.
	const { entries } = alice.workspace;
	for (const each of [alice, phone]) await issuerOf(each).tend();
	await converge(alice, phone);
	expect(alice.workspace.entries).toBe(entries);
	expect([alice.workspace.refusals, phone.workspace.refusals]).toEqual([[], []]);
});

it('an editor’s document has none until an owner’s device has certified his; no secret reaches him', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const eve = await comes(scene, alice, 'Eve', 'w');
	await begin(alice);
	await converge(alice, eve);
	const id = await issue(eve, 'E');
	await issuerOf(eve).tend();
	await converge(alice, eve);
	expect(await issuerOf(eve).code(id)).toBeUndefined();
	expect((await chain(eve)).keys).toEqual([]);
	await issuerOf(alice).tend();
	await converge(alice, eve);
	const code = await codeOf(eve, id);
	expect(verdict(code)).toMatchObject({ sender: 'first-time' });
	expect(Object.keys((await chain(eve)).keys[0]!.boxes).sort()).toEqual(keepersOf(alice));
	// The relay knows Eve's device by another key than those who see her documents.
	expect(toHex(code.certificate.device)).not.toBe(toHex(eve.home.keys.device.sign.publicKey));
});

it('an editor who forges certificates and keys is refused, and nobody’s codes suffer', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const eve = await comes(scene, alice, 'Eve', 'w');
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice, eve);
	const before = await issuerOf(alice).code(id);
	const own = signPairFrom(new Uint8Array(32).fill(5));
	const mine = toHex(issuingPair(eve.home.keys.device).publicKey);
	const { issuer } = (await chain(eve)).certificates[0]!;
	const forged = { kind: 'certificate', device: mine, name: 'Somebody', taxId: '', notAfter: '2099-12-31' } as const;
	const by = certify(own.secretKey, { ...forged, device: fromHex(mine), issuer: fromHex(issuer) }).signature;
	const boxes = { [eve.workspace.device]: '00'.repeat(80) };
	await say(eve, { kind: 'device', key: (await chain(eve)).certificates[0]!.device });
	await say(eve, { kind: 'device', key: mine });
	await say(eve, { ...forged, issuer, signature: toHex(by) });
	await say(eve, { kind: 'key', key: toHex(own.publicKey), boxes });
	await say(eve, { kind: 'shared', key: issuer, boxes });
	await write(eve, 'issuer', issuerId(wsOf(eve)), new Uint8Array([1, 2, 3]));
	const false64 = '11'.repeat(64);
	await write(eve, 'issue-signature', signatureId(id), encodeIssueSignature({ key: mine, signature: false64 }));
	await write(eve, 'issue-signature', signatureId(id), encodeIssueSignature({ key: mine, signature: false64 }));
	await converge(alice, eve);
	for (const each of [alice, eve]) {
		expect(reasons(each)).toEqual(['id-taken', 'not-entitled', 'not-entitled', 'not-entitled', 'unreadable', 'id-taken']);
		expect(await issuerOf(each).code(id)).toBe(before);
	}
	expect(await alice.workspace.verify()).toBeUndefined();
});

it('what an owner’s device writes is judged too: a false certificate, a key without its word, a secret for who is no owner', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const [bob, eve] = [await comes(scene, alice, 'Bob', 'o'), await comes(scene, alice, 'Eve', 'w')];
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice, bob, eve);
	const before = await issuerOf(alice).code(id);
	const { keys, certificates } = await chain(bob);
	const own = signPairFrom(new Uint8Array(32).fill(5));
	const box = '00'.repeat(80);
	const [held] = certificates;
	await say(bob, { ...held!, name: 'Somebody else' });
	await say(bob, { ...held!, notAfter: 'never' });
	await say(bob, { kind: 'key', key: toHex(own.publicKey), boxes: { [bob.workspace.device]: box } });
	await say(bob, { kind: 'key', key: toHex(own.publicKey), boxes: { [bob.workspace.device]: box }, word: '00'.repeat(64) });
	await say(bob, { kind: 'shared', key: keys[0]!.key, boxes: { [eve.workspace.device]: box } });
	await converge(alice, bob, eve);
	expect(reasons(alice)).toEqual(['id-taken', 'id-taken', 'chain-broken', 'chain-broken', 'not-entitled']);
	const signature = '22'.repeat(64);
	await say(bob, { ...held!, notAfter: 'never', signature });
	await say(bob, { ...held!, name: 'Somebody else', signature });
	await converge(alice, bob, eve);
	expect(reasons(alice).slice(5)).toEqual(['unreadable', 'unreadable']);
	expect(await issuerOf(eve).code(id)).toBe(before);
});

it('who is removed as an owner leaves a key that was replaced: the next one has the word of the last, and known senders stay known', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const [bob, eve] = [await comes(scene, alice, 'Bob', 'o'), await comes(scene, alice, 'Eve', 'w')];
	await begin(alice);
	await converge(alice, bob, eve);
	const ofBob = await issue(bob, 'B');
	await converge(alice, bob, eve);
	const ofAlice = await issue(alice, 'A');
	await converge(alice, bob, eve);
	const pins = pinned(await codeOf(alice, ofBob));
	expect(verdict(await codeOf(eve, ofAlice), pins)).toMatchObject({ sender: 'same' });

	await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
	await issuerOf(alice).tend();
	await converge(alice, eve);
	const { keys, certificates } = await chain(eve);
	expect(keys).toHaveLength(2);
	expect(Object.keys(keys[1]!.boxes).sort()).toEqual(keepersOf(alice));
	expect(verdict(await codeOf(eve, ofAlice), pins)).toMatchObject({ sender: 'succeeded' });
	// His certificate is not made anew: it ends on its day, and his paper is that of a key replaced.
	expect(certificates.filter(({ issuer }) => issuer === keys[1]!.key)).toHaveLength(1);
	const last = await codeOf(eve, ofBob);
	expect(verdict(last, pins)).toMatchObject({ sender: 'same', ended: false });
	expect(verdict(last, pins, '2027-11-24')).toMatchObject({ sender: 'same', ended: true });
});

it('a hand-over: the next owner goes on with the key, and replaces it when the first one has become an editor', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const bob = await comes(scene, alice, 'Bob', 'a');
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice, bob);
	const pins = pinned(await codeOf(alice, id));
	await setRole(alice.workspace, memberOf(bob), 'o');
	await issuerOf(alice).tend();
	await converge(alice, bob);
	await setRole(bob.workspace, memberOf(alice), 'w');
	await issuerOf(bob).tend();
	await converge(alice, bob);
	expect((await chain(alice)).keys).toHaveLength(2);
	expect(verdict(await codeOf(alice, id), pins)).toMatchObject({ sender: 'succeeded' });
	expect([alice.workspace.refusals, bob.workspace.refusals]).toEqual([[], []]);
});

it('a secret that nobody has any more: the next key has no word, and the sender is another to who knew the last', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const bob = await comes(scene, alice, 'Bob', 'a');
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice, bob);
	const pins = pinned(await codeOf(alice, id));
	await setRole(alice.workspace, memberOf(bob), 'o');
	await converge(alice, bob);
	// Alice never passed it on.
	await removeMember(bob.workspace, bob.home.keys, memberOf(alice));
	const next = await issue(bob, 'B');
	await converge(bob);
	expect(bob.workspace.refusals).toEqual([]);
	expect(verdict(await codeOf(bob, next), pins)).toMatchObject({ sender: 'another' });
});

it('certificates are made anew before their end, and when the seller’s name changes; old documents keep theirs', async () => {
	const { alice, converge } = await setup(['alice']);
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice);
	const first = await codeOf(alice, id);
	await booksOf(alice).save('business', businessId(wsOf(alice)), aBusiness({ name: 'Another name' }));
	await issuerOf(alice).tend();
	expect((await chain(alice)).certificates.map(({ name }) => name)).toEqual([aBusiness().name, 'Another name']);
	await converge(alice);
	expect(await codeOf(alice, id)).toEqual(first);
	setDay('2027-10-01');
	await issuerOf(alice).tend();
	await converge(alice);
	expect((await chain(alice)).certificates.map(({ notAfter }) => notAfter)).toEqual(['2027-11-23', '2027-11-23', '2028-09-30']);
});

it('the code says what the document says, and a signature of other figures makes none', async () => {
	const { alice, converge } = await setup(['alice']);
	await begin(alice);
	const id = await issue(alice, 'A');
	await converge(alice);
	const document = issuedDocument((await alice.workspace.read(id))!)!;
	expect((await codeOf(alice, id)).document).toEqual({
		type: 'invoice',
		number: document.number,
		date: '2026-11-23',
		total: document.totals.payable,
		currency: document.content.currency,
		iban: (document.seller.bankAccounts[0]?.iban ?? '').replaceAll(' ', '')
	});
	const { secretKey, publicKey } = issuingPair(alice.home.keys.device);
	const other = await issueUnsigned(alice);
	const state = issuedDocument((await alice.workspace.read(other))!)!;
	const false_ = signIssue(secretKey, { ...codedOf(state), total: '1.00' }, sellerOf(state.seller)!);
	const body = encodeIssueSignature({ key: toHex(publicKey), signature: toHex(false_) });
	await alice.workspace.save((transaction) => transaction.add('issue-signature', signatureId(other), 'put', body));
	await converge(alice);
	expect(await issuerOf(alice).code(other)).toBeUndefined();
	// It is in the books all the same.
	expect((await booksOf(alice).document(other)).document.number).toBe('Z0001');
});

async function issueUnsigned(device: Device): Promise<string> {
	const { sign } = IssuerCommands.prototype;
	IssuerCommands.prototype.sign = async () => {};
	try {
		return await issue(device, 'Z');
	} finally {
		IssuerCommands.prototype.sign = sign;
	}
}
