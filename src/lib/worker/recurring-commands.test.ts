import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { InvoiceProfile } from '../recurring/invoice-profile.ts';
import { templateOf } from '../recurring/period-content.ts';
import { periodId } from '../recurring/period-id.ts';
import { toHex } from '../workspace/bytes.ts';
import { BookCommands } from './book-commands.ts';
import { PartyMerge } from './party-merge.ts';
import { RecurringCommands } from './recurring-commands.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';

const CLIENT = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const PROFILE = 'd'.repeat(32);

const devices: TestWorkspace[] = [];
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 3, 1, 12) }));
afterEach(() => {
	vi.useRealTimers();
	devices.splice(0).forEach((device) => device.end());
});

async function desk() {
	const device = await foundOnFile();
	devices.push(device);
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness({ timeZone: 'UTC' }));
	await books.save('party', CLIENT, aParty({ name: 'Maple' }));
	await books.save('party', OTHER, aParty({ name: 'Maple Bks' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	return { device, workspace, books, recurring: new RecurringCommands(workspace, books) };
}

function profile(changes: Partial<InvoiceProfile> = {}): InvoiceProfile {
	const lines = [aLine({ name: 'Hosting {period}', description: 'for {quarter}', from: [{ documentId: OTHER, line: 'x' }] })];
	return {
		title: 'Hosting',
		template: templateOf(anInvoice({ partyId: CLIENT, seriesId: SERIES, lines, notes: '{month-1}', prepaid: '5', orderNumber: 'PO' })),
		schedule: { unit: 'month', every: 1, start: '2026-01-31' },
		dueDays: 10,
		billed: 'behind',
		from: 0,
		paused: false,
		...changes
	};
}

describe('a recurring invoice', () => {
	it('is due from its first day on, and its drafts say their period', async () => {
		const { books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile());
		const [due] = await recurring.due();
		expect(due).toMatchObject({ title: 'Hosting', partyName: 'Maple', currency: 'CAD', payable: 73_584n });
		expect(due!.periods.map(({ date }) => date)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
		expect(await recurring.make(PROFILE, 1, [0, 1])).toEqual([periodId(PROFILE, 0), periodId(PROFILE, 1)]);
		const second = await books.get('draft', periodId(PROFILE, 1));
		expect(second).toMatchObject({ issueDate: '2026-02-28', dueDate: '2026-03-10', periodStart: '2026-01-31', periodEnd: '2026-02-27' });
		expect(second).toMatchObject({ notes: 'January', orderNumber: 'PO', recurring: { profileId: PROFILE, period: 1 } });
		expect(second.lines[0]).toMatchObject({ name: 'Hosting February 2026', description: 'for Q1' });
		expect([second.seriesId, second.prepaid, second.lines[0]!.from]).toEqual([undefined, undefined, undefined]);
		expect(await books.get('draft', periodId(PROFILE, 0))).toMatchObject({ periodStart: '2025-12-31', periodEnd: '2026-01-30' });
		expect((await recurring.due())[0]!.periods).toEqual([{ period: 2, date: '2026-03-31' }]);
	});

	it('bills the period that begins, or none, where that is asked', async () => {
		const { books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile({ billed: 'ahead' }));
		await recurring.make(PROFILE, 0, [0]);
		expect(await books.get('draft', periodId(PROFILE, 0))).toMatchObject({ periodStart: '2026-01-31', periodEnd: '2026-02-27' });
		await books.save('invoice-profile', PROFILE, profile({ billed: 'none', from: 1 }));
		await recurring.make(PROFILE, 1, [1]);
		expect((await books.get('draft', periodId(PROFILE, 1))).periodStart).toBeUndefined();
	});

	it('catches up on what is chosen, and leaves the rest out', async () => {
		const { books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile());
		// What has not come is not left out.
		expect(await recurring.make(PROFILE, 500, [2])).toEqual([periodId(PROFILE, 2)]);
		expect(await recurring.due()).toEqual([]);
		expect((await books.list('document')).total).toBe(1);
		await recurring.make(PROFILE, 500, []);
		vi.setSystemTime(Date.UTC(2026, 4, 1, 12));
		expect((await recurring.due())[0]!.periods).toEqual([{ period: 3, date: '2026-04-30' }]);
	});

	it('makes a period once, whatever became of it', async () => {
		const { books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile());
		await recurring.make(PROFILE, 2, [0, 1, 2]);
		await books.issue(periodId(PROFILE, 0));
		await books.remove('draft', periodId(PROFILE, 1));
		// As another device, which had not heard of it, leaves it.
		await books.save('invoice-profile', PROFILE, profile());
		expect(await recurring.due()).toEqual([]);
		expect(await recurring.make(PROFILE, 2, [0, 1, 2])).toEqual([periodId(PROFILE, 2)]);
		expect((await books.list('document')).total).toBe(2);
	});

	it('over fourteen months is issued once a month, in one run of numbers', async () => {
		const { books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile());
		for (let month = 0; month < 14; month++) {
			vi.setSystemTime(Date.UTC(2026, 1 + month, 1, 12));
			const [due] = await recurring.due();
			expect(due!.periods.map(({ period }) => period)).toEqual([month]);
			for (const id of await recurring.make(PROFILE, month, [month])) await books.issue(id);
			expect(await recurring.due()).toEqual([]);
		}
		const { rows } = await books.list('document', { sort: { by: 'number' } });
		expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 14 }, (_, at) => at + 1));
		expect(rows.map(({ issueDate }) => issueDate).slice(10)).toEqual(['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28']);
		const { document } = await books.document(periodId(PROFILE, 13));
		expect(document.content.lines[0]!.name).toBe('Hosting February 2027');
	});

	it('waits while it is paused, and is not known when it is gone', async () => {
		const { books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile({ paused: true }));
		expect(await recurring.due()).toEqual([]);
		expect(await recurring.coming('2027-01-01')).toEqual([]);
		await books.remove('invoice-profile', PROFILE);
		await expect(recurring.make(PROFILE, 0, [0])).rejects.toThrow(Refused);
	});

	it('goes with its client into another, who cannot be deleted while it is there', async () => {
		const { books, workspace, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile());
		await expect(books.remove('party', CLIENT)).rejects.toThrow(Refused);
		const merge = new PartyMerge(workspace);
		await merge.merge(CLIENT, OTHER, false);
		expect((await books.get('invoice-profile', PROFILE)).template.partyId).toBe(OTHER);
		await recurring.make(PROFILE, 0, [0]);
		expect((await books.get('draft', periodId(PROFILE, 0))).partyId).toBe(OTHER);
		// As another device leaves it that had not heard of the merge.
		await books.save('invoice-profile', PROFILE, profile({ from: 1 }));
		await recurring.make(PROFILE, 1, [1]);
		expect((await books.get('draft', periodId(PROFILE, 1))).partyId).toBe(OTHER);
		await merge.unmerge(CLIENT);
		expect((await books.get('invoice-profile', PROFILE)).template.partyId).toBe(CLIENT);
	});

	it('says what is due in the time to come', async () => {
		const { books, recurring } = await desk();
		await books.save(
			'invoice-profile',
			PROFILE,
			profile({ from: 3, schedule: { unit: 'month', every: 1, start: '2026-01-31', count: 5 } })
		);
		await books.save('draft', OTHER, anInvoice({ partyId: CLIENT, seriesId: SERIES, issueDate: '2026-04-01', dueDate: '2026-05-05' }));
		await books.issue(OTHER);
		const coming = await recurring.coming('2027-04-01');
		expect(coming.map(({ kind, date, title }) => [kind, date, title])).toEqual([
			['recurring', '2026-04-30', 'Hosting'],
			['invoice', '2026-05-05', '0001'],
			['recurring', '2026-05-31', 'Hosting']
		]);
	});

	it('is in the file of all books, and comes back from it', async () => {
		const { device, workspace, books, recurring } = await desk();
		await books.save('invoice-profile', PROFILE, profile());
		await recurring.make(PROFILE, 0, [0]);
		const { text } = await exportText(device, workspace);
		const copy = await importText(text);
		devices.push(copy.device);
		expect(await copy.workspace.live('invoice-profile', PROFILE)).toEqual(await workspace.live('invoice-profile', PROFILE));
		expect((await exportText(copy.device, copy.workspace)).text).toBe(text);
	});
});
