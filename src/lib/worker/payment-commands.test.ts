import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { Payment } from '../payments/payment.ts';
import { activityBetween, outstandingOn } from '../payments/statement.ts';
import type { Store } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';

const ALICE = 'a'.repeat(32);
const BOB = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const F1 = '1'.repeat(32);
const F2 = '2'.repeat(32);
const F3 = '3'.repeat(32);
/** Of one design day, with both taxes. */
const PAYABLE = 73_584n;

let device: TestWorkspace;
afterEach(() => device?.end());

/** Two invoices of Alice, one of Bob, 735.84 each. */
async function desk(wrap?: (store: Store) => Store) {
	device = await foundOnFile(wrap);
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness());
	await books.save('party', ALICE, aParty({ name: 'Alice' }));
	await books.save('party', BOB, aParty({ name: 'Bob' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	for (const [id, partyId] of [
		[F1, ALICE],
		[F2, ALICE],
		[F3, BOB]
	] as const) {
		const draft = anInvoice({ seriesId: SERIES, partyId, issueDate: '2026-03-02', dueDate: '2026-04-01', lines: [aLine()] });
		await books.save('draft', id, draft);
		await books.issue(id);
	}
	const tab = async () => new BookCommands(await device.open(), device.home, workspaceId);
	return { books, workspace, tab };
}

function payment(amount: string, changes: Partial<Payment> = {}): Payment {
	return {
		kind: 'payment',
		partyId: ALICE,
		partyName: 'Alice',
		date: '2026-03-20',
		amount,
		currency: 'CAD',
		method: 'transfer',
		...changes
	};
}
const warnings = async (books: BookCommands, id: string) =>
	(await books.issueCheck(id)).findings
		.filter(({ field }) => field === 'prepaid')
		.map(({ message, level, args }) => [level, message, args]);
const balances = async (books: BookCommands) => Promise.all([F1, F2, F3].map(async (id) => (await books.document(id)).balance));

describe('a payment', () => {
	it('goes to several invoices in one save, and what is over is credit', async () => {
		const { books, workspace } = await desk();
		const before = workspace.entries;
		const made = await books.payments.record(payment('1500'), [
			{ id: F1, amount: '735.84' },
			{ id: F2, amount: '700' }
		]);
		expect(workspace.entries - before).toBe(1);
		expect(made).toMatchObject({ amount: 150_000n, credit: 6_416n, payment: { partyName: 'Alice' } });
		expect(await balances(books)).toEqual([0n, 3_584n, PAYABLE]);
		const { rows } = await books.list('payment', { where: { partyId: ALICE } });
		expect(rows).toMatchObject([{ amount: 150_000n, credit: 6_416n, documents: '0001, 0002', reversed: false }]);
		expect((await books.list('payment', { search: '0002' })).total).toBe(1);
	});

	it('is refused as a whole where one share is, and nothing is written', async () => {
		const { books, workspace } = await desk();
		const before = workspace.entries;
		const attempts: [Payment, string, string][] = [
			[payment('700'), '735.84', 'more-than-left'],
			[payment('735.84', { currency: 'EUR' }), '1', 'other-currency'],
			[payment('735.84', { partyId: BOB, partyName: 'Bob' }), '1', 'other-client']
		];
		for (const [each, amount, detail] of attempts)
			await expect(books.payments.record(each, [{ id: F1, amount }])).rejects.toMatchObject({ code: 'invalid', detail });
		expect(workspace.entries).toBe(before);
		expect((await books.list('payment')).total).toBe(0);
		expect(await balances(books)).toEqual([PAYABLE, PAYABLE, PAYABLE]);
	});

	it('is all there or not at all when the disk fails', async () => {
		let full = false;
		const { books, tab } = await desk((store) => ({
			...store,
			get: store.get.bind(store),
			getMany: store.getMany.bind(store),
			range: store.range.bind(store),
			count: store.count.bind(store),
			all: store.all.bind(store),
			clear: store.clear.bind(store),
			close: store.close.bind(store),
			write: (...write: Parameters<Store['write']>) => (full ? Promise.reject(new Error('full')) : store.write(...write))
		}));
		full = true;
		await expect(books.payments.record(payment('100'), [{ id: F1, amount: '100' }])).rejects.toThrow('full');
		full = false;
		expect(await balances(books)).toEqual([PAYABLE, PAYABLE, PAYABLE]);
		expect((await (await tab()).list('payment')).total).toBe(0);
	});

	it('leaves its credit for later, and can be given back', async () => {
		const { books } = await desk();
		const { id } = await books.payments.record(payment('1000', { kind: 'deposit' }), []);
		await books.payments.applyCredit([{ from: id, to: F1, amount: '600' }], '2026-04-02');
		expect((await books.payments.detail(id)).credit).toBe(40_000n);
		const refund = await books.payments.record(payment('400', { kind: 'refund', date: '2026-04-03' }), [{ id, amount: '400' }]);
		expect([(await books.payments.detail(id)).credit, refund.credit]).toEqual([0n, 0n]);
		await expect(books.payments.applyCredit([{ from: id, to: F2, amount: '0.01' }], '2026-04-04')).rejects.toMatchObject({
			detail: 'more-than-left'
		});
		await books.payments.reverse(refund.id, '2026-04-05T10:00:00Z', 'sent back');
		expect((await books.payments.detail(id)).credit).toBe(40_000n);
	});

	it('taken back opens its invoices again', async () => {
		const { books } = await desk();
		const { id } = await books.payments.record(payment('1471.68'), [
			{ id: F1, amount: '735.84' },
			{ id: F2, amount: '735.84' }
		]);
		expect((await books.document(F2)).status).toBe('paid');
		const after = await books.payments.reverse(id, '2026-04-05T10:00:00Z', 'bounced');
		expect(after).toMatchObject({ credit: 0n, reversal: { reason: 'bounced' } });
		expect(await balances(books)).toEqual([PAYABLE, PAYABLE, PAYABLE]);
		expect((await books.list('payment', { where: { reversed: true } })).total).toBe(1);
	});
});

it('a write-off settles what is open, and no more', async () => {
	const { books } = await desk();
	const off = { kind: 'written-off', documentId: F1, date: '2026-05-01', cause: 'bad-debt' } as const;
	await expect(books.addFact({ ...off, amount: '735.85' })).rejects.toMatchObject({ detail: 'more-than-open' });
	const after = await books.addFact({ ...off, amount: '735.84', reason: 'bankrupt' });
	expect(after).toMatchObject({ status: 'written-off', writtenOff: PAYABLE, balance: 0n });
	const again = await books.addFact({
		kind: 'reversed',
		documentId: F1,
		factId: after.facts[0]!.id,
		at: '2026-05-02T10:00:00Z',
		reason: 'paid'
	});
	expect(again.balance).toBe(PAYABLE);
});

it('two tabs cannot give the same credit twice', async () => {
	const { books, tab } = await desk();
	const other = await tab();
	const { id } = await books.payments.record(payment('100'), []);
	const outcomes = await Promise.allSettled([
		books.payments.applyCredit([{ from: id, to: F1, amount: '80' }], '2026-04-02'),
		other.payments.applyCredit([{ from: id, to: F2, amount: '80' }], '2026-04-02')
	]);
	expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect((await (await tab()).payments.detail(id)).credit).toBe(2_000n);
});

it('a client with payments stays in the books', async () => {
	const { books } = await desk();
	const carol = 'd'.repeat(32);
	await books.save('party', carol, aParty({ name: 'Carol' }));
	await books.payments.record(payment('5', { partyId: carol, partyName: 'Carol', kind: 'deposit' }), []);
	await expect(books.remove('party', carol)).rejects.toMatchObject({ error: { detail: 'in-use' } });
});

it('the account is the client’s own, and is the same after everything but the log was deleted', async () => {
	const { books, tab } = await desk();
	const { id } = await books.payments.record(payment('900'), [{ id: F1, amount: '735.84' }]);
	const wrong = await books.payments.record(payment('50'), [{ id: F2, amount: '50' }]);
	await books.payments.reverse(wrong.id, '2026-04-05T10:00:00Z', 'twice');
	await books.addFact({ kind: 'written-off', documentId: F2, date: '2026-05-01', amount: '35.84', cause: 'small-difference' });
	await books.payments.record(payment('10', { partyId: BOB, partyName: 'Bob' }), [{ id: F3, amount: '10' }]);
	const account = await books.payments.account(ALICE);
	expect(account.documents.map((document) => document.id)).toEqual([F1, F2]);
	expect(account.payments.map((each) => each.id)).toEqual([id]);
	const state = outstandingOn(account, 'CAD', '2026-12-31');
	expect(state).toMatchObject({ outstanding: 70_000n, credit: 16_416n, balance: 53_584n });
	expect(activityBetween(account, 'CAD', '', '2026-12-31').closing).toBe(53_584n);
	const seen = async (at: BookCommands) => [
		await at.payments.account(ALICE),
		(await at.list('payment', { sort: { by: 'amount' } })).rows,
		await Promise.all([id, wrong.id].map((each) => at.payments.detail(each))),
		await at.document(F1),
		await at.document(F2)
	];
	const before = await seen(books);
	await device.store.clear(device.home.vault.ws, ['record', 'page', 'meta', 'blob']);
	expect(await seen(await tab())).toEqual(before);
});

describe('a deposit that is recorded, and typed on the invoice as paid already', () => {
	it('is warned of until the field is empty or the money went elsewhere, in its own currency only', async () => {
		const { books } = await desk();
		const draft = (changes: object) =>
			books.save(
				'draft',
				'4'.repeat(32),
				anInvoice({ seriesId: SERIES, partyId: ALICE, issueDate: '2026-03-21', dueDate: '2026-04-01', ...changes })
			);
		const found = () => warnings(books, '4'.repeat(32));
		await draft({ prepaid: '200' });
		expect(await found()).toEqual([]);
		await books.payments.record(payment('200', { kind: 'deposit' }), []);
		await books.payments.record(payment('50', { kind: 'deposit', currency: 'EUR' }), []);
		await books.payments.record(payment('70', { kind: 'deposit', partyId: BOB, partyName: 'Bob' }), []);
		const [warned, ...others] = await found();
		expect(others).toEqual([]);
		expect(warned).toMatchObject(['warning', 'checkPrepaidAndCredit', { amount: expect.stringMatching(/200[.,]00/) }]);
		await draft({});
		expect(await found()).toEqual([]);
		await draft({ prepaid: '-5' });
		expect((await found()).map(([, message]) => message)).not.toContain('checkPrepaidAndCredit');

		await draft({ prepaid: '200' });
		const { rows } = await books.list('payment', { where: { partyId: ALICE, currency: 'CAD' } });
		await books.payments.applyCredit([{ from: rows[0]!.id, to: F1, amount: '200' }], '2026-03-21');
		expect(await found()).toEqual([]);
		// It warns and does not forbid: the two may be different money.
		expect((await books.issue('4'.repeat(32))).document.totals.prepaid).toBe('200.00');
	});
});
