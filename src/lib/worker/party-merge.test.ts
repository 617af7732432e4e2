import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { aBill, aSupplierPayment } from '../../../tests/support/expenses.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { BookCommands } from './book-commands.ts';
import { ExpenseCommands } from './expense-commands.ts';
import { Erasure } from './erasure.ts';
import { PartyMerge } from './party-merge.ts';
import { erasable, partyData, partyFile } from './party-rights.ts';
import { businessId, REGISTRY } from './registry.ts';
import { Refused } from './results.ts';

const [OLD, NEW, THIRD] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string];
const SERIES = 'd'.repeat(32);
const F1 = '1'.repeat(32);
const F2 = '2'.repeat(32);
const OPEN = '3'.repeat(32);
const BILL = '4'.repeat(32);

const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

/** An issued invoice and a draft of the one, an issued invoice of the other, a bill of the one. */
async function desk() {
	const device = await foundOnFile();
	devices.push(device);
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	const merge = new PartyMerge(workspace);
	await books.save('business', businessId(workspaceId), aBusiness());
	await books.save('party', OLD, aParty({ name: 'Maple Bks', number: '', tags: ['print'], roles: ['client', 'supplier'] }));
	await books.save('party', NEW, aParty({ name: 'Maple Books Ltd', number: '7' }));
	await books.save('party', THIRD, aParty({ name: 'Third' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	for (const [id, partyId] of [
		[F1, OLD],
		[F2, NEW]
	] as const) {
		await books.save('draft', id, anInvoice({ seriesId: SERIES, partyId }));
		await books.issue(id);
	}
	await books.save('draft', OPEN, anInvoice({ seriesId: SERIES, partyId: OLD }));
	await books.save('expense', BILL, aBill({ supplierId: OLD }));
	return { device, workspace, books, merge, expenses: new ExpenseCommands(workspace, books) };
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
const documentsOf = async (books: BookCommands, partyId: string) =>
	(await books.list('document', { where: { partyId } })).rows.map(({ id }) => id).sort();

describe('two parties made one', () => {
	it('one answers for both, and what was issued stays as it is', async () => {
		const { books, merge, workspace } = await desk();
		await merge.merge(OLD, NEW, true);
		expect(await documentsOf(books, NEW)).toEqual([F1, F2, OPEN]);
		expect((await books.document(F1)).document).toMatchObject({ buyer: { name: 'Maple Bks' }, content: { partyId: OLD } });
		expect((await books.payments.account(NEW)).documents.map(({ id }) => id).sort()).toEqual([F1, F2]);
		expect(await books.get('draft', OPEN)).toMatchObject({ partyId: NEW });
		expect(await books.get('expense', BILL)).toMatchObject({ supplierId: NEW });
		expect(await books.get('party', NEW)).toMatchObject({ name: 'Maple Books Ltd', tags: ['print'], roles: ['client', 'supplier'] });
		expect(await merge.of(NEW)).toEqual({ gone: [{ id: OLD, name: 'Maple Bks' }] });
		const listed = await books.list('party', { where: { archived: false }, sort: { by: 'name' } });
		expect(listed.rows.map(({ id }) => id)).toEqual([NEW, THIRD]);
		expect(workspace.refusals).toEqual([]);
	});

	it('money of the one pays what the other was billed, and what he billed', async () => {
		const { books, merge, expenses } = await desk();
		await expenses.book(BILL);
		const pay = (partyId: string, kind: 'payment' | 'supplier-payment', id: string) =>
			books.payments.record(aSupplierPayment(partyId, '10', { kind }), [{ id, amount: '10' }]);
		expect(await refusal(pay(NEW, 'payment', F1))).toBe('other-client');
		await merge.merge(OLD, NEW, false);
		expect(await refusal(pay(NEW, 'payment', F1))).toBe('done');
		expect(await refusal(pay(NEW, 'supplier-payment', BILL))).toBe('done');
		expect(await refusal(pay(OLD, 'payment', F2))).toBe('done');
		expect(await refusal(pay(THIRD, 'payment', F1))).toBe('other-client');
	});

	it('a draft that came from elsewhere is issued to who it is now', async () => {
		const { books, merge } = await desk();
		await merge.merge(OLD, NEW, false);
		await books.save('draft', OPEN, anInvoice({ seriesId: SERIES, partyId: OLD }));
		expect((await books.issue(OPEN)).document).toMatchObject({ buyer: { name: 'Maple Books Ltd' }, content: { partyId: NEW } });
	});

	it('undone, each has what was its own', async () => {
		const { books, merge, workspace } = await desk();
		const [old, kept, draft] = [await books.get('party', OLD), await books.get('party', NEW), await books.get('draft', OPEN)];
		await merge.merge(OLD, NEW, true);
		await books.save('party', NEW, { ...(await books.get('party', NEW)), notes: 'Written since.' });
		await merge.unmerge(OLD);
		expect(await books.get('party', OLD)).toEqual(old);
		expect(await books.get('party', NEW)).toEqual({ ...kept, notes: 'Written since.' });
		expect(await books.get('draft', OPEN)).toEqual(draft);
		expect(await books.get('expense', BILL)).toMatchObject({ supplierId: OLD });
		expect(await documentsOf(books, NEW)).toEqual([F2]);
		expect(await merge.of(NEW)).toEqual({ gone: [] });
		expect(await refusal(merge.unmerge(OLD))).toBe('not-found');
		expect(workspace.refusals).toEqual([]);
	});

	it('a draft issued meanwhile stays with who it was issued to', async () => {
		const { books, merge } = await desk();
		await merge.merge(OLD, NEW, true);
		await books.issue(OPEN);
		await merge.unmerge(OLD);
		expect(await documentsOf(books, NEW)).toEqual([F2, OPEN]);
	});

	it('goes no way round, and into nothing that is restricted or itself', async () => {
		const { books, merge } = await desk();
		await merge.merge(OLD, NEW, false);
		expect(await refusal(merge.merge(NEW, OLD, false))).toBe('already-merged');
		expect(await refusal(merge.merge(OLD, THIRD, false))).toBe('already-merged');
		expect(await refusal(merge.merge(THIRD, THIRD, false))).toBe('already-merged');
		await books.save('party', THIRD, { ...(await books.get('party', THIRD)), restricted: '2026-11-01' });
		expect(await refusal(merge.merge(NEW, THIRD, false))).toBe('restricted');
		expect(await refusal(books.remove('party', NEW))).toBe('in-use');
	});

	it('over several steps one answers for all', async () => {
		const { books, merge } = await desk();
		await merge.merge(OLD, NEW, false);
		await merge.merge(NEW, THIRD, false);
		expect(await documentsOf(books, THIRD)).toEqual([F1, F2, OPEN]);
		await merge.unmerge(NEW);
		expect([await documentsOf(books, THIRD), await documentsOf(books, NEW)]).toEqual([[], [F1, F2, OPEN]]);
	});

	it('goes through a file and back', async () => {
		const { device, workspace, merge } = await desk();
		await merge.merge(OLD, NEW, true);
		await merge.merge(THIRD, NEW, true);
		await merge.unmerge(THIRD);
		const first = await exportText(device, workspace);
		const copy = await importText(first.text);
		devices.push(copy.device);
		expect((await exportText(copy.device, copy.workspace)).text).toBe(first.text);
		const books = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
		expect(await documentsOf(books, NEW)).toEqual([F1, F2, OPEN]);
	});

	it('what is known of the one is known of both, and erased with it', async () => {
		const { device, workspace, books, merge } = await desk();
		await merge.merge(OLD, NEW, false);
		const { value: business } = await books.business();
		const all = { workspace, registry: REGISTRY, business, today: '2026-11-22' };
		const data = await partyData(all, NEW);
		expect(data.documents.map(({ id }) => id).sort()).toEqual([F1, F2]);
		expect(data.merged.map(({ party }) => party.name)).toEqual(['Maple Bks']);
		expect(data.expenses.map(({ id }) => id)).toEqual([BILL]);
		const file = JSON.parse(await partyFile(all, NEW)) as {
			merged: { value: { name: string } }[];
			expenses: { value: { number: string } }[];
		};
		expect([file.merged[0]!.value.name, file.expenses[0]!.value.number]).toEqual(['Maple Bks', 'B-1']);
		expect((await erasable(all, NEW)).sort()).toEqual([OPEN, OLD, NEW].sort());
		await new Erasure(workspace, device.home, async () => '2026-11-22').eraseAtOnce(await erasable(all, NEW));
		expect(await refusal(books.get('party', OLD))).toBe('not-found');
		expect(await documentsOf(books, NEW)).toEqual([F1, F2]);
		expect(workspace.refusals).toEqual([]);
	});
});
