/** A document is looked at by a second person before it gets its number: members on a real relay. [Note: approval] */
import { afterEach, describe, expect, it } from 'vitest';
import { encodeRule, encodeStep } from '#lib/documents/approval/records.ts';
import { isApprovalNeeded, withApprovalNeeded } from '#lib/documents/approval/rules.ts';
import { seriesLedger } from '#lib/documents/ledger.ts';
import type { ApprovalState } from '#lib/documents/approval/api.ts';
import { ApprovalCommands } from '#lib/worker/approval-commands.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { Refused } from '#lib/worker/results.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { setRole } from '#lib/workspace/members.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [PARTY, SERIES, DRAFT] = [id('a'), id('b'), id('d')];
const CONTENT = anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30' });

interface Hand {
	device: Device;
	books: BookCommands;
	approval: ApprovalCommands;
}

function handOf(device: Device): Hand {
	const wsId = toHex(device.home.keys.wsId);
	const books = new BookCommands(device.workspace, device.home, wsId);
	return { device, books, approval: new ApprovalCommands(device.workspace, books, wsId) };
}

async function team(role: 'w' | 'a' | 'o' = 'w') {
	const scene = await setup(['alice']);
	const alice = handOf(scene.alice);
	const wsId = toHex(scene.alice.home.keys.wsId);
	await scene.alice.workspace.save(async (transaction) => {
		// With a foot of its own on invoices: what is approved is what is printed.
		const texts = [
			{ id: `invoice/${CONTENT.language}`, type: 'invoice' as const, language: CONTENT.language, terms: '', notes: '', footer: 'Own foot' }
		];
		await transaction.putLive('business', businessId(wsId), aBusiness({ texts }));
		await transaction.putLive('party', PARTY, aParty());
		await transaction.putLive('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	});
	await scene.alice.level();
	const bob = handOf(await comes(scene, scene.alice, 'Bob', role));
	const meet = () => scene.converge(alice.device, bob.device);
	return { scene, alice, bob, meet };
}

/** What a person would be told. */
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Refused) return `${error.error.field ?? ''} ${error.error.detail ?? ''}`.trim();
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}

const rowOf = ({ device }: Hand, record = DRAFT) =>
	device.workspace.list('document').get(record) as { status: string; number: string } | undefined;
const flagsOf = async ({ books }: Hand, record = DRAFT) =>
	(await books.document(record)).facts.flatMap(({ fact }) => (fact.kind === 'flagged' ? [fact.reason] : []));

/** Every row and record of a document, as this device has them. */
async function documents({ device }: Hand): Promise<unknown[]> {
	const rows = [...device.workspace.list('document').values()] as { id: string }[];
	return Promise.all(rows.map(async (row) => [row, await device.workspace.read(row.id)]));
}

async function approveBy({ approval }: Hand, record = DRAFT): Promise<void> {
	await approval.approve(record, (await approval.of(record)).seen);
}

describe('documents that need approval', () => {
	it('are submitted by who writes them, approved by an admin, and issued with that on them', async () => {
		const { alice, bob, meet } = await team();
		await alice.approval.setRule(true);
		await meet();
		expect([bob.approval.rule(), alice.approval.rule()]).toEqual([
			{ needed: true, mayChange: false, approvers: 1 },
			{ needed: true, mayChange: true, approvers: 1 }
		]);
		await bob.books.save('draft', DRAFT, CONTENT);
		expect((await bob.books.issueCheck(DRAFT)).findings).toContainEqual({ field: 'approval', message: 'checkNotApproved', level: 'error' });
		expect(await refusal(bob.books.issue(DRAFT))).toBe('approval');
		await bob.approval.submit(DRAFT);
		await meet();
		for (const hand of [alice, bob]) expect(rowOf(hand)?.status).toBe('submitted');
		expect(await alice.approval.waiting()).toEqual([{ id: DRAFT, party: aParty().name, by: 'Bob' }]);
		expect(await bob.approval.waiting()).toEqual([]);
		const [hers, his] = [await alice.approval.of(DRAFT), await bob.approval.of(DRAFT)];
		expect([hers.mayApprove, hers.by]).toEqual([true, { name: 'Bob', isMe: false }]);
		expect([his.mayApprove, his.maySendBack]).toEqual([false, true]);
		expect(await refusal(approveBy(bob))).toBe('not-entitled');

		await approveBy(alice);
		await meet();
		for (const hand of [alice, bob]) expect(rowOf(hand)?.status).toBe('approved');
		await alice.books.series.leaseOne(SERIES);
		await alice.books.series.release(SERIES);
		await meet();
		await bob.books.series.leaseOne(SERIES);
		const issued = await bob.books.issue(DRAFT);
		await meet();
		expect(issued.document.number).toBe('F-0001');
		for (const hand of [alice, bob]) {
			const { facts } = await hand.books.document(DRAFT);
			expect(facts.map(({ fact, by }) => [fact.kind, by])).toEqual([['approved', alice.device.workspace.device]]);
			expect(hand.device.workspace.refusals).toEqual([]);
		}
		expect(await alice.device.view()).toBe(await bob.device.view());
		expect(await documents(alice)).toEqual(await documents(bob));
		await bob.device.workspace.makeListsAgain();
		expect(await documents(alice)).toEqual(await documents(bob));
	});

	it('go back with a reason, and a change takes the approval off: of the content, the client, or the account to pay to', async () => {
		const { alice, bob, meet } = await team();
		await alice.approval.setRule(true);
		await meet();
		await bob.books.save('draft', DRAFT, CONTENT);
		await bob.approval.submit(DRAFT);
		await meet();
		await alice.approval.sendBack(DRAFT, 'The date is wrong');
		await meet();
		expect(await bob.approval.of(DRAFT)).toMatchObject({ status: 'sent-back', reason: 'The date is wrong', mayApprove: false });
		expect(rowOf(bob)?.status).toBe('sent-back');

		const state = async (): Promise<Pick<ApprovalState, 'status' | 'changed'>> => {
			const { status, changed } = await bob.approval.of(DRAFT);
			return { status, changed };
		};
		const approved = async () => {
			await bob.approval.submit(DRAFT);
			await meet();
			await approveBy(alice);
			await meet();
			expect(await state()).toEqual({ status: 'approved', changed: false });
			expect((await bob.books.issueCheck(DRAFT)).findings.filter(({ field }) => field === 'approval')).toEqual([]);
		};
		const changes: ((hand: Hand) => Promise<void>)[] = [
			({ books }) => books.save('draft', DRAFT, { ...CONTENT, lines: CONTENT.lines.map((line) => ({ ...line, price: '9999' })) }),
			({ books }) => books.save('party', PARTY, aParty({ address: { ...aParty().address, line1: '2 Front Street' } })),
			async ({ books }) => {
				const { id, value } = await books.business();
				const account = { id: 'b1', label: '', holder: 'Eve', iban: 'DE02120300000000202051', primary: true };
				await books.save('business', id, { ...value, bankAccounts: [account] });
			}
		];
		for (const change of changes) {
			await approved();
			await change(bob);
			expect(await state()).toEqual({ status: 'draft', changed: true });
			expect(await refusal(bob.books.issue(DRAFT))).toBe('approval');
		}
		await approved();
		// What is printed nowhere, and which series gives the number, is no matter of approval.
		await bob.books.save('draft', DRAFT, { ...(await bob.books.get('draft', DRAFT)), privateNotes: 'call first' });
		expect(await state()).toEqual({ status: 'approved', changed: false });
	});

	it('are approved as they were looked at, or not at all', async () => {
		const { alice, bob, meet } = await team();
		await alice.approval.setRule(true);
		await bob.books.save('draft', DRAFT, CONTENT);
		await meet();
		await bob.approval.submit(DRAFT);
		await meet();
		const { seen } = await alice.approval.of(DRAFT);
		await bob.books.save('draft', DRAFT, { ...CONTENT, notes: 'and more' });
		await bob.approval.submit(DRAFT);
		await meet();
		expect(await refusal(alice.approval.approve(DRAFT, seen))).toBe('approval changed');
		expect(rowOf(alice)?.status).toBe('submitted');

		// Apart: what she approves offline is not what stands submitted when it arrives.
		await alice.device.session.stop();
		await approveBy(alice);
		await bob.books.save('draft', DRAFT, { ...CONTENT, notes: 'and more again' });
		await bob.approval.submit(DRAFT);
		await bob.device.level();
		await alice.device.reconnect();
		await meet();
		for (const hand of [alice, bob]) {
			expect(rowOf(hand)?.status).toBe('submitted');
			expect(hand.device.workspace.refusals.map(({ reason }) => reason)).toEqual(['not-submitted']);
		}
		expect(await documents(alice)).toEqual(await documents(bob));
	});

	it('are not approved by who submitted them where another could, and are by who has nobody to ask', async () => {
		const { alice, bob, meet } = await team('a');
		await bob.approval.setRule(true);
		await meet();
		await bob.books.save('draft', DRAFT, CONTENT);
		await bob.approval.submit(DRAFT);
		expect((await bob.approval.of(DRAFT)).mayApprove).toBe(false);
		expect(await refusal(approveBy(bob))).toBe('not-entitled');
		await meet();
		await setRole(alice.device.workspace, memberOf(bob.device), 'w');
		await meet();
		// Alice is alone with that right now: she approves her own without being asked twice.
		await alice.books.save('draft', id('d', 1), CONTENT);
		expect((await alice.approval.of(id('d', 1))).mayApprove).toBe(true);
		await approveBy(alice, id('d', 1));
		expect(rowOf(alice, id('d', 1))?.status).toBe('approved');
		expect(await refusal(approveBy(bob))).toBe('not-entitled');
	});

	it('and a hostile editor: the rule stays, the document is in the books with its number, and marked on every device', async () => {
		const { alice, bob, meet } = await team();
		await alice.approval.setRule(true);
		await meet();
		const wsId = toHex(bob.device.home.keys.wsId);
		// His app does not ask the rules before it writes: what it says is put on the waiting list as it is.
		const hostile = (type: string, record: string, body: Uint8Array) => write(bob.device, type, record, body);
		await hostile('approval-rule', businessId(wsId), encodeRule({ needed: false, date: '2026-11-01' }));
		await bob.books.save('draft', DRAFT, CONTENT);
		await bob.approval.submit(DRAFT);
		const own = await bob.approval.of(DRAFT);
		const [content, parties] = own.seen.split('/') as [string, string];
		await hostile('approval', DRAFT, encodeStep({ kind: 'approved', at: '2026-11-01T10:00:00.000Z', content, parties }));
		await meet();
		expect(isApprovalNeeded(alice.device.workspace.ledger)).toBe(true);
		expect(rowOf(alice)?.status).toBe('submitted');
		expect(alice.device.workspace.refusals.map(({ reason }) => reason)).toEqual(['not-entitled', 'not-entitled']);

		// And he issues it all the same.
		await bob.books.series.leaseOne(SERIES);
		const { head } = bob.device.workspace.books;
		bob.device.workspace.books.head = { ...head, ledger: withApprovalNeeded(head.ledger, false) };
		expect((await bob.books.issue(DRAFT)).document.number).toBe('F-0001');
		await meet();
		expect(rowOf(alice)).toMatchObject({ number: 'F-0001', status: 'open' });
		expect(await flagsOf(alice)).toEqual(['not-approved']);
		// An honest app on the same log says the same.
		await bob.device.workspace.makeListsAgain();
		expect(await flagsOf(bob)).toEqual(['not-approved']);
		expect(await documents(bob)).toEqual(await documents(alice));
		expect(await bob.device.view()).toBe(await alice.device.view());
	});

	it('and one that was issued apart, before its device heard of the rule: marked, until another admin approves it afterwards', async () => {
		const { alice, bob, meet } = await team();
		await bob.books.series.leaseOne(SERIES);
		await meet();
		await bob.device.session.stop();
		await bob.books.save('draft', DRAFT, CONTENT);
		const { document } = await bob.books.issue(DRAFT);
		expect(document.number).toBe('F-0001');
		await alice.approval.setRule(true);
		await alice.device.level();
		await bob.device.reconnect();
		await meet();
		for (const hand of [alice, bob]) {
			expect(await flagsOf(hand)).toEqual(['not-approved']);
			expect(hand.device.workspace.refusals).toMatchObject([{ reason: 'not-approved', flagged: true }]);
			expect(await hand.books.notices.all()).toMatchObject([{ kind: 'not-approved', number: 'F-0001' }]);
			// The number is used, and stays.
			expect(seriesLedger(hand.device.workspace.ledger, SERIES).runs).toMatchObject([{ from: 1, to: 1 }]);
			expect(rowOf(hand)?.number).toBe('F-0001');
		}
		const flag = (await bob.books.document(DRAFT)).facts.find(({ fact }) => fact.kind === 'flagged')!;
		const settle = ({ books }: Hand) =>
			books.addFact({ kind: 'reversed', documentId: DRAFT, factId: flag.id, at: '2026-11-02T10:00:00.000Z', reason: 'looked at' });
		expect(await refusal(settle(bob))).toBe('not-entitled');
		await settle(alice);
		await meet();
		for (const hand of [alice, bob]) expect(await hand.books.notices.all()).toEqual([]);
		expect(await alice.device.view()).toBe(await bob.device.view());
	});
});

/** Puts an operation on the waiting list that this device's own rules would refuse. */
async function write(device: Device, type: string, record: string, body: Uint8Array): Promise<void> {
	const found = device.home.registry.get(type)!;
	const { fold } = found;
	found.fold = (state) => ({ state, rows: [] });
	try {
		await device.workspace.save((transaction) => transaction.add(type, record, 'put', body));
	} finally {
		found.fold = fold;
	}
}
