import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { aBill, aSupplierPayment } from '../../../tests/support/expenses.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { Business } from '../business/business.ts';
import type { Party } from '../parties/party.ts';
import { TABLES, type RowKey, type Table } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { readableEntries } from '../workspace/readable-log.ts';
import { BookCommands } from './book-commands.ts';
import { Erasure } from './erasure.ts';
import { ExpenseCommands } from './expense-commands.ts';
import { erasable, partyData, partyFile } from './party-rights.ts';
import { businessId, REGISTRY } from './registry.ts';

const WORD = 'Zwickelbarth';
const PARTY = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const id = (n: number) => n.toString(16).padStart(32, '0');

let device: TestWorkspace;
afterEach(() => device?.end());

async function desk() {
	device = await foundOnFile();
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const commands = new BookCommands(workspace, device.home, workspaceId);
	await commands.save('business', businessId(workspaceId), aBusiness());
	await commands.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F{0000}', start: 1, yearly: false });
	await commands.save(
		'party',
		PARTY,
		aParty({ name: `${WORD} & Co`, tags: [WORD], address: { ...aParty().address, city: WORD }, notes: WORD })
	);
	await commands.save('party', OTHER, aParty({ name: 'Other' }));
	let today = await commands.today();
	const clock = { set: (day: string) => (today = day) };
	const erasure = new Erasure(workspace, device.home, async () => today);
	const books = async () => ({
		workspace,
		registry: REGISTRY,
		business: (await workspace.live<Business>('business', businessId(workspaceId)))!,
		today
	});
	const draft = (n: number, partyId = PARTY) =>
		commands.save('draft', id(n), anInvoice({ seriesId: SERIES, partyId, notes: WORD, lines: [aLine({ name: `Work ${n}` })] }));
	return { workspace, commands, erasure, clock, books, draft };
}

/** Every row the device can open, as text. */
async function opened(tables: readonly Table[]): Promise<string> {
	const { store, vault } = device.home;
	const texts: string[] = [];
	for (const table of tables)
		for await (const rows of store.all(table, vault.ws, 100))
			for (const { key, bytes } of rows) {
				const plain = vault.open(table, key as RowKey, bytes);
				if (plain) texts.push(`${table}: ${new TextDecoder().decode(plain)}`);
			}
	return texts.join('\n').toLowerCase();
}

/** The opened rows that hold the word. */
async function holding(word: string): Promise<string[]> {
	return (await opened(ROWS)).split('\n').filter((line) => line.includes(word.toLowerCase()));
}

async function logText(): Promise<string> {
	const texts: string[] = [];
	for await (const { operations } of readableEntries(device.home))
		for (const { body } of operations) texts.push(new TextDecoder().decode(body));
	return texts.join('\n').toLowerCase();
}

const ROWS = TABLES.filter((table) => table !== 'log');

describe('the bin', () => {
	it('holds what was removed, with name, day and days left, and gives it back whole', async () => {
		const { commands, erasure, workspace, draft } = await desk();
		await draft(1);
		await commands.remove('draft', id(1));
		const today = await commands.today();
		expect(await erasure.bin()).toEqual([{ id: id(1), type: 'draft', title: 'Work 1', on: today, due: 'kept', left: 30 }]);
		expect(workspace.list('document').size).toBe(0);
		await erasure.restore(id(1));
		expect(await erasure.bin()).toEqual([]);
		expect((await commands.get('draft', id(1))).notes).toBe(WORD);
		expect(workspace.list('document').size).toBe(1);
	});

	it('is emptied without asking only after thirty days that were lived through; by the calendar alone it is proposed', async () => {
		const { commands, erasure, clock, draft } = await desk();
		await draft(1);
		const start = Date.parse(`${await commands.today()}T00:00Z`);
		const day = (n: number) => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
		await commands.remove('draft', id(1));
		for (let n = 0; n < 29; n++) {
			clock.set(day(n));
			expect(await erasure.emptyWhenDue()).toBe(0);
		}
		clock.set(day(365));
		expect((await erasure.bin())[0]!.due).toBe('proposed');
		expect(await erasure.emptyWhenDue()).toBe(0);
		clock.set(day(29));
		expect(await erasure.emptyWhenDue()).toBe(0);
		clock.set(day(30));
		expect(await erasure.emptyWhenDue()).toBe(1);
		expect(await erasure.bin()).toEqual([]);
		await expect(erasure.restore(id(1))).rejects.toMatchObject({ error: { code: 'not-found' } });
	});

	it('erases only what rests in it', async () => {
		const { erasure, draft, workspace } = await desk();
		await draft(1);
		expect(await erasure.erase([id(1), id(9)])).toBe(0);
		expect(workspace.list('document').size).toBe(1);
		await expect(workspace.save((transaction) => transaction.erase('draft', id(1), '2026-11-22'))).rejects.toMatchObject({
			detail: 'not-in-bin'
		});
	});
});

describe('erasing a client', () => {
	it('takes record, drafts, rows and search words off the device; a rebuild does not bring them back; the sealed entries stay', async () => {
		const { commands, erasure, workspace, books, draft } = await desk();
		await draft(1);
		await draft(2, OTHER);
		await draft(3);
		await commands.remove('draft', id(3));
		await commands.save('draft', id(2), anInvoice({ seriesId: SERIES, partyId: OTHER, notes: 'kept' }));
		expect(await opened(ROWS)).toContain(WORD.toLowerCase());
		await erasure.eraseAtOnce(await erasable(await books(), PARTY));

		expect(await holding(WORD)).toEqual([]);
		expect(await opened(ROWS)).toContain('other');
		await expect(commands.get('party', PARTY)).rejects.toMatchObject({ error: { code: 'not-found' } });
		expect([...workspace.list('document').keys()]).toEqual([id(2)]);
		expect(await workspace.verify()).toBeUndefined();
		expect(await holding(WORD)).toEqual([]);
		const reopened = await device.open();
		expect([...reopened.list('party').keys()]).toEqual([OTHER]);
		expect(await logText()).toContain(WORD.toLowerCase());
	});

	it('is not undone by what another tab still writes to the record', async () => {
		const { commands, erasure, books, workspace } = await desk();
		await erasure.eraseAtOnce(await erasable(await books(), PARTY));
		await expect(commands.save('party', PARTY, aParty({ name: 'Again' }))).rejects.toMatchObject({ detail: 'erased' });
		expect(workspace.list('party').has(PARTY)).toBe(false);
	});

	it('refuses issued documents and payments, and says until when', async () => {
		const { commands, erasure, books, draft, workspace } = await desk();
		await draft(1);
		await commands.save('draft', id(1), anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-20', dueDate: '2026-12-20' }));
		const issued = await commands.issue(id(1));
		const paid = {
			partyId: PARTY,
			partyName: '',
			date: '2026-11-21',
			amount: '10',
			currency: 'CAD',
			kind: 'payment',
			method: 'cash'
		} as const;
		await commands.payments.record(paid, [{ id: id(1), amount: '10' }]);
		const data = await partyData(await books(), PARTY);
		expect(data).toMatchObject({
			drafts: [],
			rule: { years: 6, law: expect.stringContaining('s. 230') as string },
			payments: [{ date: '2026-11-21', freeFrom: '2033-01-01', isFree: false }],
			documents: [{ number: issued.document.number, freeFrom: '2033-01-01', isFree: false }]
		});
		expect(data.payments).toHaveLength(1);
		const file = JSON.parse(await partyFile(await books(), PARTY)) as {
			documents: { value: { number: string }; facts: unknown[] }[];
			payments: unknown[];
		};
		expect(file.documents[0]!.value.number).toBe(issued.document.number);
		expect([file.documents[0]!.facts.length, file.payments.length]).toEqual([1, 1]);

		await erasure.eraseAtOnce([...(await erasable(await books(), PARTY)), id(1)]);
		expect((await commands.document(id(1))).document.buyer.name).toContain(WORD);
		await expect(workspace.save((transaction) => transaction.erase('issued', id(1), '2099-01-01'))).rejects.toMatchObject({
			detail: 'kept'
		});
	});

	it('keeps booked bills and what was paid for them, and says until when', async () => {
		const { commands, workspace, erasure, books } = await desk();
		const expenses = new ExpenseCommands(workspace, commands);
		await commands.save('expense', id(1), aBill({ supplierId: PARTY, number: 'R-1', date: '2026-11-20', dueDate: '2026-12-20' }));
		await commands.save('expense', id(2), aBill({ supplierId: PARTY, number: 'R-2' }));
		await expenses.book(id(1));
		await commands.payments.record(aSupplierPayment(PARTY, '10', { date: '2027-01-05' }), [{ id: id(1), amount: '10' }]);
		const data = await partyData(await books(), PARTY);
		const bills = new Map(data.expenses.map(({ id: bill, kept }) => [bill, kept]));
		expect(bills.get(id(1))).toEqual({ freeFrom: '2033-01-01', isFree: false });
		expect(bills.get(id(2))).toBeUndefined();
		expect(data.payments).toMatchObject([{ freeFrom: '2034-01-01', isFree: false }]);
		await erasure.eraseAtOnce([...(await erasable(await books(), PARTY)), id(1), data.payments[0]!.id]);
		expect((await expenses.detail(id(1))).booked.supplier.name).toContain(WORD);
		for (const [type, record] of [
			['booked', id(1)],
			['payment', data.payments[0]!.id]
		] as const)
			await expect(workspace.save((transaction) => transaction.erase(type, record, '2099-01-01'))).rejects.toMatchObject({
				detail: 'kept'
			});
	});

	it('finds drafts in the bin too', async () => {
		const { commands, books, draft } = await desk();
		await draft(1);
		await commands.remove('draft', id(1));
		expect((await partyData(await books(), PARTY)).drafts).toEqual([{ id: id(1), title: 'Work 1', inBin: true }]);
	});
});

describe('a restricted client', () => {
	it('cannot be changed, nor billed', async () => {
		const { commands, workspace, draft } = await desk();
		await draft(1);
		const party = await commands.get('party', PARTY);
		await workspace.save((transaction) => transaction.putLive('party', PARTY, { ...party, restricted: '2026-11-22' } satisfies Party));
		await expect(commands.save('party', PARTY, party)).rejects.toMatchObject({ error: { detail: 'restricted' } });
		const { findings } = await commands.issueCheck(id(1));
		expect(findings).toContainEqual(expect.objectContaining({ field: 'partyId', message: 'checkBuyerRestricted', level: 'error' }));
		expect((await commands.list('party', { where: { restricted: false } })).rows.map((row) => row.id)).toEqual([OTHER]);
	});
});
