/** Members who number documents: one holds the series, the others ask, use their own, wait, or take it over; and what a hostile program among them can do. */
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { KIND } from '../../sync-server/protocol/codec.ts';
import { AUTH_DOMAIN, authBytes } from '../../sync-server/protocol/wire.ts';
import { newId16 } from '#lib/crypto/random.ts';
import { makeEntry } from '#lib/workspace/author.ts';
import { fromHex } from '#lib/workspace/bytes.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import { removeMember } from '#lib/workspace/members.ts';
import { encodeBatch } from '#lib/workspace/operations.ts';
import { Line } from '../support/relay-device.ts';
import { comes, memberOf } from './inviting.ts';
import { desk, draftId, openDesk, same, SERIES } from './number-desk.ts';
import { endAll, setup, type Device, type RelayHouse } from './setup.ts';

afterEach(endAll);

/** Alice owns the books, numbers the series and has issued F-0001; Bob edits, Carol is an admin, and both have all of it. */
async function team() {
	const scene = await setup(['alice']);
	const { alice } = scene;
	const alices = await openDesk(alice);
	const bob = await comes(scene, alice, 'bob', 'w');
	const carol = await comes(scene, alice, 'carol', 'a');
	await scene.converge(alice, bob, carol);
	return { ...scene, bob, carol, alices, bobs: desk(bob), carols: desk(carol) };
}

/** An entry of this device that its own program would never make, brought over a connection of its own. */
async function append(of: Device, { address }: RelayHouse, type: string, recordId: string, body: object): Promise<void> {
	const { signer, home, workspace } = of;
	const line = await Line.open(address.url);
	const nonce = new Uint8Array(randomBytes(32));
	const { wsId } = home.keys;
	const signature = signer.sign(AUTH_DOMAIN, authBytes(line.host, wsId, line.hello.nonce, nonce));
	await line.ask({ type: 'auth', version: 1, wsId, devicePk: signer.publicKey, nonce, signature }, 'ok');
	const { log } = workspace.books.head;
	const { seq, prev } = log.perDevice.get(workspace.device) ?? { seq: -1, prev: new Uint8Array(32) };
	const place = { wsId, devSeq: seq + 1, prevDev: prev, seenN: log.n - 1, seenR: log.R, epoch: workspace.epoch };
	const operation = { opId: newId16(), recordId: fromHex(recordId), type, schema: 1, action: 'put' as const, body: encodeJson(body) };
	const content = { plain: encodeBatch([operation]), key: home.keys.dataKey(workspace.epoch) };
	await line.ask({ type: 'append', ref: 1, entries: [makeEntry(home.keys.device, place, KIND.DATA, content)] }, 'ack');
	await line.close();
}

describe('Alice numbers the series, and is away', () => {
	it('Bob asks, makes a series of his own, and leaves one document a draft; Carol takes over, and what Alice issued meanwhile stands', async () => {
		const { alice, bob, carol, converge, alices, bobs, carols } = await team();
		await alice.session.stop();
		expect([await alices.issue(2), await alices.issue(3)]).toEqual(['F-0002', 'F-0003']);

		await bobs.draft(10);
		expect((await bobs.books.issueCheck(draftId(10))).findings[0]).toMatchObject({ field: 'series.lease', message: 'checkSeriesHeld' });
		await expect(bobs.books.issue(draftId(10))).rejects.toMatchObject({ error: { field: 'series.lease' } });
		await bobs.books.series.ask(SERIES);
		const own = await bobs.books.series.makeOwn(SERIES);
		expect(await bobs.issue(11, own)).toBe('F-A0001');
		expect(await bobs.books.series.lease(SERIES)).toMatchObject({ state: 'elsewhere', asked: true, mayTakeOver: false });
		// Passing Alice by is for an admin.
		await expect(bobs.books.series.takeOver(SERIES, { kind: 'next-segment' })).rejects.toMatchObject({
			error: { code: 'invalid', field: 'series.lease', detail: 'admins-only' }
		});
		await converge(bob, carol);
		expect(await carols.books.series.lease(SERIES)).toMatchObject({ state: 'elsewhere', mayTakeOver: true });
		await carols.books.series.takeOver(SERIES, { kind: 'next-segment' });
		expect(await carols.issue(20)).toBe('FB-0001');

		await alice.reconnect();
		await converge(alice, bob, carol);
		for (const each of [alices, carols]) await same(bobs, each);
		expect((await bobs.numbers()).map((each) => each.split(' ')[0])).toEqual(['F-0001', 'F-0002', 'F-0003', 'F-A0001', 'FB-0001']);
		expect(await bobs.books.get('draft', draftId(10))).toMatchObject({ seriesId: SERIES });
		expect((await alices.notices()).map(([kind]) => kind)).toEqual(['taken-over']);
		for (const { periods } of await alices.books.series.report()) for (const { missing } of periods) expect(missing).toBe(0);
		expect([alice, bob, carol].flatMap(({ workspace }) => workspace.refusals)).toEqual([]);
	});

	it('comes back, and hands the series to Bob who asked for it', async () => {
		const { alice, bob, converge, alices, bobs } = await team();
		await alice.session.stop();
		await bobs.books.series.ask(SERIES);
		await bob.level();
		expect(await alices.issue(2)).toBe('F-0002');
		await alice.reconnect();
		await converge(alice, bob);
		expect(await alices.notices()).toEqual([['asked', 'Invoices']]);
		await alices.books.series.release(SERIES);
		await converge(alice, bob);
		expect(await bobs.notices()).toEqual([['handed-over', 'Invoices']]);
		await bobs.books.series.leaseOne(SERIES);
		await bob.session.stop();
		expect(await bobs.issue(10)).toBe('F-0003');
		await bob.reconnect();
		await converge(alice, bob);
		await same(alices, bobs);
	});

	it('is declared destroyed by Carol and was not: both documents of each number say so, to everybody, until that is settled', async () => {
		const { alice, bob, carol, converge, alices, bobs, carols } = await team();
		await alice.session.stop();
		expect(await alices.issue(2)).toBe('F-0002');
		await carols.books.series.takeOver(SERIES, { kind: 'declared', lastSequence: 1 });
		expect(await carols.issue(20)).toBe('F-0002');
		await carol.level();
		await alice.reconnect();
		await converge(alice, bob, carol);
		for (const each of [alices, bobs, carols]) {
			expect(await each.doubled()).toEqual({ 'F-0002': [draftId(2), draftId(20)] });
			expect(await each.marks(20)).toEqual([{ other: draftId(2), first: true }]);
			expect(await each.marks(2)).toEqual([{ other: draftId(20) }]);
			expect((await each.notices()).filter(([kind]) => kind === 'number-doubled')).toEqual([['number-doubled', 'F-0002']]);
		}
		const { facts } = await carols.books.document(draftId(20));
		const factId = facts.find(({ fact }) => fact.kind === 'flagged')!.id;
		await carols.books.addFact({
			kind: 'reversed',
			documentId: draftId(20),
			factId,
			at: '2026-11-03T10:00:00.000Z',
			reason: 'cancelled by a credit note'
		});
		await converge(alice, bob, carol);
		for (const each of [alices, bobs, carols]) expect(await each.doubled()).toEqual({});
	});
});

describe('a series that hands out its pages only with the relay’s word (strict)', () => {
	it('holds back what Bob issues without a network, and lets it go when his entry is in the log', async () => {
		const { alice, bob, converge, alices, bobs } = await team();
		const own = await bobs.books.series.makeOwn(SERIES);
		await converge(alice, bob);
		await alices.books.save('series', own, { ...(await alices.books.get('series', own)), strict: true });
		await converge(alice, bob);
		await bob.session.stop();
		expect(await bobs.issue(10, own)).toBe('F-A0001');
		expect(await bobs.books.document(draftId(10))).toMatchObject({ waiting: true, held: true });
		await bob.reconnect();
		await converge(alice, bob);
		expect(await bobs.books.document(draftId(10))).toMatchObject({ waiting: false, held: false });
	});
});

describe('Bob numbers a series, and is removed while he is away', () => {
	it('what he issued without a network stays his; the series goes on in its next run, and nothing is missing', async () => {
		const { alice, bob, carol, converge, alices, bobs, carols } = await team();
		await alices.books.series.release(SERIES);
		await converge(alice, bob, carol);
		await bobs.books.series.leaseOne(SERIES);
		expect(await bobs.issue(10)).toBe('F-0002');
		await converge(alice, bob, carol);
		await bob.session.stop();
		expect(await bobs.issue(11)).toBe('F-0003');
		await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
		await bob.reconnect();
		await bob.raises('not-admitted');
		expect((await bobs.numbers()).map((each) => each.split(' ')[0])).toEqual(['F-0001', 'F-0002', 'F-0003']);
		expect(await alices.books.series.lease(SERIES)).toMatchObject({ state: 'elsewhere', holder: { active: false } });
		await alices.books.series.takeOver(SERIES, { kind: 'next-segment' });
		expect(await alices.issue(2)).toBe('FB-0001');
		await converge(alice, carol);
		await same(alices, carols);
		expect((await carols.numbers()).map((each) => each.split(' ')[0])).toEqual(['F-0001', 'F-0002', 'FB-0001']);
		const [series] = await carols.books.series.report();
		expect(series!.periods.map(({ missing }) => missing)).toEqual([0, 0]);
	});
});

describe('a member whose program numbers what another one holds (threat 47)', () => {
	it('gets no number into the books: what it sent is kept, shown with its sender, and everybody goes on as if it were not there', async () => {
		const { alice, bob, carol, relay, converge, alices, bobs, carols } = await team();
		const own = await bobs.books.series.makeOwn(SERIES);
		await bobs.issue(10, own);
		await converge(alice, bob, carol);
		const { document } = await bobs.books.document(draftId(10));
		const before = await alices.numbers();
		// The next number of Alice's series, chained as hers would be, under his own signature.
		const mine = (await alices.books.document(draftId(1))).document;
		const forged = { ...document, series: SERIES, run: mine.run, number: 'F-0002', sequence: 2, segment: 0 };
		await append(bob, relay, 'issued', draftId(99), forged);
		await alice.until(() => alice.workspace.refusals.length > 0);
		expect(alice.workspace.refusals).toMatchObject([{ recordId: draftId(99), reason: 'not-holder' }]);
		expect(await alices.numbers()).toEqual(before);
		expect((await alices.notices()).map(([kind, number]) => [kind, number])).toEqual([['not-taken', 'F-0002']]);
		expect(await alices.issue(2)).toBe('F-0002');
		await converge(alice, carol);
		await same(alices, carols);
		expect(await alices.doubled()).toEqual({});
		expect(await carol.workspace.verify()).toBeUndefined();
	});
});
