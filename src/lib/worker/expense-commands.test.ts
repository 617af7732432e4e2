import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { aBill, aCost, aReceipt, aSupplierPayment } from '../../../tests/support/expenses.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { Expense, Receipt, RecurringExpense } from '../expenses/expense.ts';
import { periodId } from '../recurring/period-id.ts';
import type { ExpenseRow } from '../worker-api.ts';
import { putBlob } from '../workspace/blobs.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { BookCommands } from './book-commands.ts';
import { ExpenseCommands } from './expense-commands.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';

const PRINTER = 'a'.repeat(32);
const CLIENT = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const E1 = '1'.repeat(32);
const E2 = '2'.repeat(32);
const DRAFT = '3'.repeat(32);
const PROFILE = '4'.repeat(32);

const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

async function desk() {
	const device = await foundOnFile();
	devices.push(device);
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness({ timeZone: 'UTC' }));
	await books.save('party', PRINTER, aParty({ name: 'Printer', roles: ['supplier'] }));
	await books.save('party', CLIENT, aParty({ name: 'Client' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	return { device, workspace, books, expenses: new ExpenseCommands(workspace, books) };
}
type Desk = Awaited<ReturnType<typeof desk>>;

async function bill({ books, expenses }: Desk, id = E1, changes: Partial<Expense> = {}) {
	await books.save('expense', id, aBill({ supplierId: PRINTER, ...changes }));
	return expenses.book(id);
}
async function rowOf({ books }: Desk, id: string): Promise<ExpenseRow | undefined> {
	return (await books.list('expense')).rows.find((row) => row.id === id);
}
async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'done';
	} catch (error) {
		if (error instanceof Refused) return error.error.detail ?? error.error.code;
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}

describe('a bill', () => {
	it('is a draft until it is booked, and then never changes', async () => {
		const at = await desk();
		await at.books.save('expense', E1, aBill({ supplierId: PRINTER }));
		expect(await rowOf(at, E1)).toMatchObject({ booked: false, status: 'draft', supplierName: 'Printer', payable: 11_498n, balance: 0n });
		const { booked, status, balance } = await at.expenses.book(E1);
		expect([status, balance, booked.supplier.name]).toEqual(['overdue', 11_498n, 'Printer']);
		expect(await refusal(at.books.save('expense', E1, aBill({ number: 'other' })))).toBe('already-issued');
		await at.books.save('party', PRINTER, aParty({ name: 'Printer & Sons', roles: ['supplier'] }));
		expect(await rowOf(at, E1)).toMatchObject({ booked: true, status: 'overdue', supplierName: 'Printer' });
	});

	it('is not booked while something is missing', async () => {
		const at = await desk();
		await at.books.save('expense', E1, aBill());
		expect(await refusal(at.expenses.book(E1))).toBe('book_supplier');
		expect(await refusal(at.expenses.book(E2))).toBe('not-found');
	});

	it('is paid in parts, and what is over is credit with the supplier', async () => {
		const at = await desk();
		await bill(at);
		await at.books.payments.record(aSupplierPayment(PRINTER, '100'), [{ id: E1, amount: '100' }]);
		expect(await rowOf(at, E1)).toMatchObject({ paid: 10_000n, balance: 1498n, status: 'overdue' });
		const { credit } = await at.books.payments.record(aSupplierPayment(PRINTER, '20'), [{ id: E1, amount: '14.98' }]);
		expect([credit, (await at.expenses.detail(E1)).status]).toEqual([502n, 'paid']);
		expect((await at.books.list('expense', { where: { status: 'paid' } })).total).toBe(1);
	});

	it('is paid by money to suppliers only, and that money pays nothing else', async () => {
		const at = await desk();
		await bill(at);
		const own = aSupplierPayment(PRINTER, '10', { kind: 'payment' });
		expect(await refusal(at.books.payments.record(own, [{ id: E1, amount: '10' }]))).toBe('no-source');
		await at.books.save('draft', DRAFT, anInvoice({ seriesId: SERIES, partyId: PRINTER }));
		await at.books.issue(DRAFT);
		expect(await refusal(at.books.payments.record(aSupplierPayment(PRINTER, '10'), [{ id: DRAFT, amount: '10' }]))).toBe('no-source');
		const other = aSupplierPayment(CLIENT, '10');
		expect(await refusal(at.books.payments.record(other, [{ id: E1, amount: '10' }]))).toBe('other-client');
	});

	it('opens again when its payment is taken back', async () => {
		const at = await desk();
		await bill(at);
		const { id } = await at.books.payments.record(aSupplierPayment(PRINTER, '114.98'), [{ id: E1, amount: '114.98' }]);
		expect(await rowOf(at, E1)).toMatchObject({ status: 'paid', balance: 0n });
		expect(await refusal(at.expenses.cancel(E1, 'twice'))).toBe('in-use');
		await at.books.payments.reverse(id, '2026-11-01T00:00:00Z', 'not ours');
		expect(await rowOf(at, E1)).toMatchObject({ status: 'overdue', balance: 11_498n, paid: 0n });
		await at.expenses.cancel(E1, 'twice');
		expect(await rowOf(at, E1)).toMatchObject({ status: 'cancelled', balance: 0n });
		expect(await refusal(at.books.payments.record(aSupplierPayment(PRINTER, '1'), [{ id: E1, amount: '1' }]))).toBe('more-than-open');
	});

	it('below zero is the supplier’s credit, and settles another', async () => {
		const at = await desk();
		await bill(at);
		await bill(at, E2, { number: 'C-1', lines: [aCost({ amount: '-50' })] });
		expect(await rowOf(at, E2)).toMatchObject({ payable: -5749n, balance: -5749n, status: 'open' });
		await at.books.payments.applyCredit([{ from: E2, to: E1, amount: '57.49' }], '2026-11-02');
		expect(await rowOf(at, E1)).toMatchObject({ balance: 5749n, paid: 5749n });
		expect(await rowOf(at, E2)).toMatchObject({ balance: 0n, status: 'paid' });
		expect(await refusal(at.books.payments.applyCredit([{ from: E2, to: E1, amount: '1' }], '2026-11-02'))).toBe('more-than-left');
	});

	it('is corrected by another in its place, with its paper', async () => {
		const at = await desk();
		await bill(at);
		const file = await putBlob(at.device.home, new TextEncoder().encode('%PDF-1.7'), at.workspace.epoch);
		const paper: Receipt = { id: 'r1', file, name: 'bill.pdf', type: 'application/pdf', bytes: 8 };
		expect((await at.expenses.addReceipts(E1, [paper])).receipts).toEqual([paper]);
		const next = await at.expenses.correct(E1, 'wrong amount');
		expect((await at.expenses.detail(E1)).cancelled).toMatchObject({ reason: 'wrong amount', replacedBy: next });
		expect(await at.books.get('expense', next)).toMatchObject({ number: 'B-1', receipts: [paper], lines: [{ amount: '100' }] });
		expect(await refusal(at.expenses.cancel(E1, 'again'))).toBe('done');
		expect((await at.expenses.detail(E1)).cancelled?.reason).toBe('wrong amount');
	});

	it('keeps its supplier and the client it is for in the books', async () => {
		const at = await desk();
		await bill(at, E1, { rebill: { clientId: CLIENT, markup: '' } });
		for (const party of [PRINTER, CLIENT]) expect(await refusal(at.books.remove('party', party))).toBe('in-use');
	});
});

describe('an expense', () => {
	it('is paid as it is made, and takes no payment', async () => {
		const at = await desk();
		await at.books.save('expense', E1, aReceipt());
		expect(await at.expenses.book(E1)).toMatchObject({ status: 'paid', balance: 0n, paid: 11_498n });
		expect(await refusal(at.books.payments.record(aSupplierPayment(PRINTER, '1'), [{ id: E1, amount: '1' }]))).toBe('more-than-open');
		await at.expenses.cancel(E1, 'private');
		expect((await at.expenses.detail(E1)).status).toBe('cancelled');
	});

	it('goes into the bin as a draft, and stays when it is booked', async () => {
		const at = await desk();
		await at.books.save('expense', E1, aReceipt());
		await at.books.remove('expense', E1);
		expect(await rowOf(at, E1)).toBeUndefined();
		await at.books.save('expense', E2, aReceipt());
		await at.expenses.book(E2);
		expect(await refusal(at.books.remove('expense', E2))).toBe('already-issued');
	});
});

describe('a cost that is billed on', () => {
	async function billed(at: Desk) {
		await bill(at, E1, { rebill: { clientId: CLIENT, markup: '10' } });
		return at.expenses.billCosts(CLIENT, [E1]);
	}
	const issue = async ({ books }: Desk, draft: string) => {
		await books.save('draft', draft, { ...(await books.get('draft', draft)), seriesId: SERIES });
		return books.issue(draft);
	};

	it('goes onto an invoice once, with its mark-up, and says so from the issue on', async () => {
		const at = await desk();
		const draft = await billed(at);
		expect((await at.books.get('draft', draft)).lines).toMatchObject([{ price: '110.00', quantity: '1', expense: { id: E1, line: 'l1' } }]);
		expect((await at.expenses.billables(CLIENT)).map(({ id }) => id)).toEqual([E1]);
		const { document } = await issue(at, draft);
		expect((await at.expenses.detail(E1)).billed).toEqual({ documentId: draft, number: document.number });
		expect(await rowOf(at, E1)).toMatchObject({ rebill: 'billed' });
		expect(await at.expenses.billables(CLIENT)).toEqual([]);
		expect(await refusal(at.expenses.cancel(E1, 'no'))).toBe('in-use');
	});

	it('does not go onto a second one, until that was let go', async () => {
		const at = await desk();
		const first = await billed(at);
		const second = await at.expenses.billCosts(CLIENT, [E1]);
		await at.expenses.billCosts(CLIENT, [E1], second);
		expect((await at.books.get('draft', second)).lines).toHaveLength(1);
		await issue(at, first);
		expect((await at.books.issueCheck(second)).findings).toContainEqual(
			expect.objectContaining({ message: 'checkExpenseBilled', level: 'error' })
		);
		expect(await refusal(issue(at, second))).toBe('billed-twice');
		await at.expenses.billAgain(E1, 'credited');
		const { document } = await issue(at, second);
		expect((await at.expenses.detail(E1)).billed?.number).toBe(document.number);
	});

	it('is not worth anything in a currency whose rate was not noted', async () => {
		const at = await desk();
		await bill(at, E1, { currency: 'EUR', rebill: { clientId: CLIENT, markup: '' } });
		expect(await refusal(at.expenses.billCosts(CLIENT, [E1]))).toBe('other-currency');
		expect((await at.books.list('document')).total).toBe(0);
	});
});

describe('what comes again', () => {
	const profile = (changes: Partial<RecurringExpense> = {}): RecurringExpense => ({
		title: 'Rent',
		template: aBill({ supplierId: PRINTER, number: '', date: '', dueDate: '' }),
		schedule: { unit: 'month', every: 1, start: '2026-01-31', end: '2026-03-31' },
		dueDays: 10,
		from: 0,
		paused: false,
		...changes
	});

	it('is due by its day, made once for each period, and then due no more', async () => {
		const at = await desk();
		await at.books.save('expense-profile', PROFILE, profile());
		const [due] = await at.expenses.due();
		expect(due!.periods.map(({ date }) => date)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
		expect(await at.expenses.makeRecurring(PROFILE, 1)).toBe(2);
		expect(await at.expenses.makeRecurring(PROFILE, 1)).toBe(0);
		const made = await at.books.get('expense', periodId(PROFILE, 1));
		expect(made).toMatchObject({ date: '2026-02-28', dueDate: '2026-03-10', recurring: { profileId: PROFILE, period: 1 } });
		expect((await at.expenses.due())[0]!.periods.map(({ period }) => period)).toEqual([2]);
		await at.expenses.skipRecurring(PROFILE, 2);
		expect(await at.expenses.due()).toEqual([]);
		expect((await at.books.list('expense')).total).toBe(2);
	});

	it('once made is not made again, whatever became of it', async () => {
		const at = await desk();
		await at.books.save('expense-profile', PROFILE, profile());
		await at.expenses.makeRecurring(PROFILE, 2);
		await at.expenses.book(periodId(PROFILE, 0));
		await at.books.remove('expense', periodId(PROFILE, 1));
		// As another device, which had not heard of it, leaves it.
		await at.books.save('expense-profile', PROFILE, profile());
		expect(await at.expenses.due()).toEqual([]);
		expect(await at.expenses.makeRecurring(PROFILE, 2)).toBe(0);
		expect((await at.books.list('expense')).total).toBe(2);
	});

	it('waits while it is paused, and what is to come is not left out', async () => {
		const at = await desk();
		await at.books.save('expense-profile', PROFILE, profile({ paused: true }));
		expect(await at.expenses.due()).toEqual([]);
		await at.books.save('expense-profile', PROFILE, profile({ schedule: { unit: 'year', every: 1, start: '2025-01-01' } }));
		await at.expenses.skipRecurring(PROFILE, 4000);
		const { from } = await at.books.get('expense-profile', PROFILE);
		expect(from).toBe(Number((await at.books.today()).slice(0, 4)) - 2024);
	});
});

it('all of it goes through a file and back, byte for byte', async () => {
	const at = await desk();
	const file = await putBlob(at.device.home, new Uint8Array([0xff, 0xd8, 0xff, 0xd9]), at.workspace.epoch);
	const paper: Receipt = { id: 'r1', file, name: 'bill.jpg', type: 'image/jpeg', bytes: 4 };
	await bill(at, E1, { receipts: [paper], rebill: { clientId: CLIENT, markup: '10' } });
	await at.books.payments.record(aSupplierPayment(PRINTER, '120'), [{ id: E1, amount: '114.98' }]);
	const draft = await at.expenses.billCosts(CLIENT, [E1]);
	await at.books.save('draft', draft, { ...(await at.books.get('draft', draft)), seriesId: SERIES });
	await at.books.issue(draft);
	await at.books.save('expense', E2, aReceipt({ withheld: '1', project: 'P', tags: ['x'] }));
	await at.books.save('expense-profile', PROFILE, {
		title: 'Rent',
		template: aReceipt(),
		schedule: { unit: 'month', every: 1, start: '2026-01-31', count: 3 },
		from: 1,
		paused: true
	});
	const first = await exportText(at.device, at.workspace);
	const copy = await importText(first.text);
	devices.push(copy.device);
	expect((await exportText(copy.device, copy.workspace)).text).toBe(first.text);
	expect(first.done).toMatchObject({ files: 1, lost: 0 });
	const books = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
	const plain = ({ changed: _, ...row }: ExpenseRow) => row;
	expect((await books.list('expense', { sort: { by: 'kind' } })).rows.map(plain)).toEqual(
		(await at.books.list('expense', { sort: { by: 'kind' } })).rows.map(plain)
	);
	expect(copy.workspace.refusals).toEqual([]);
	expect(await copy.workspace.verify()).toBeUndefined();
	const altered = first.text.replace('"gross":"114.98"', '"gross":"114.99"');
	await expect(importText(altered)).rejects.toThrow('wrong-totals');
});
