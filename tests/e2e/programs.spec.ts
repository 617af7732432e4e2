/** Whoever comes from another program: each export is tried without writing, taken in as one step, known again, and taken back. */
import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { INVOICE_NINJA, invoiceShelfDump, SOLIDTIME, TIME_FORMATS, type WorkDone } from '../support/foreign-exports.ts';
import { goTo, watchComplaints } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { packedZip } from '../support/packed-zip.ts';
import { must } from '../support/page-api.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const done: WorkDone = {
	client: 'Éclair, SARL',
	project: 'House; garden',
	task: 'Drawing',
	note: '=1+1 "quoted"',
	person: ['Rosa', 'Lind'],
	tags: ['night'],
	billable: true,
	date: '2026-03-25',
	from: 9 * 3600,
	minutes: 90,
	rate: '75.50'
};
const plain = { date: (iso: string) => iso, decimal: (text: string) => text };

/** @param date on which it was worked: the same hours of two programs would be known again */
function timeFile(program: string, date: string): Buffer {
	const { columns } = TIME_FORMATS.find(({ name }) => name === program)!;
	const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
	const rows = [Object.keys(columns), Object.values(columns).map((write) => write({ ...done, date }, plain))];
	return Buffer.from(rows.map((cells) => cells.map(quoted).join(',')).join('\r\n'));
}

async function files(): Promise<[program: string, name: string, content: Buffer][]> {
	const zip = packedZip(Object.entries(SOLIDTIME).map(([name, content]) => ({ name, content })));
	return [
		['Toggl Track', 'toggl.csv', timeFile('toggl', '2026-03-25')],
		['Clockify', 'clockify.csv', timeFile('clockify', '2026-03-26')],
		['Harvest', 'harvest.csv', timeFile('harvest', '2026-03-27')],
		['Kimai', 'kimai.csv', timeFile('kimai en', '2026-03-28')],
		['solidtime', 'export.zip', Buffer.from(await zip.arrayBuffer())],
		['InvoiceShelf', 'database.sql', Buffer.from(invoiceShelfDump('mysql'))],
		['Invoice Ninja', 'company.json', Buffer.from(JSON.stringify(INVOICE_NINJA))]
	];
}

test('exports of seven programs are tried, taken in, known again, and the last is taken back', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openKept(page, SAMPLE);
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Export, import, delete' }).click();
	await page.getByRole('link', { name: 'Import from another program' }).click();
	const picker = page.getByLabel('Exported file');
	const counted = async () =>
		Promise.all(
			(['party', 'item', 'project', 'task', 'time-entry', 'expense'] as const).map(async (type) => (await must(page, 'list', type)).total)
		);

	const before = await counted();
	await picker.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear diary,\n') });
	await expect(page.getByRole('alert').filter({ hasText: 'It is no export that can be read here' })).toBeVisible();
	expect(await counted()).toEqual(before);

	let earlier = before;
	let last = before;
	for (const [program, name, buffer] of await files()) {
		earlier = last;
		await picker.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
		await expect(page.getByText(`An export of ${program}. Nothing is written yet`)).toBeVisible();
		expect(await counted()).toEqual(last);
		await page.getByRole('button', { name: 'Import', exact: true }).click();
		await expect(page.getByText(`Imported from ${program}`)).toBeVisible();
		last = await counted();
		expect(last.reduce((sum, each) => sum + each)).toBeGreaterThan(earlier.reduce((sum, each) => sum + each));
	}
	// What is still owed on invoices issued there is said, and none of them is an invoice of these books.
	await expect(page.getByText(/not paid in full/).first()).toBeVisible();
	const { violations } = await axeOn(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

	await page.getByRole('button', { name: 'Take the import back' }).click();
	await expect(page.getByText('The import was taken back')).toBeVisible();
	expect(await counted()).toEqual(earlier);

	const [, name, buffer] = (await files())[0]!;
	await picker.setInputFiles({ name, mimeType: 'text/csv', buffer });
	await expect(page.getByText('There is nothing new in it to import.')).toBeVisible();
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	expect(complaints).toEqual([]);
});

test('an invoice that another program issued is owed here, under its own number, and paid', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openKept(page, SAMPLE);
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Export, import, delete' }).click();
	await page.getByRole('link', { name: 'Import from another program' }).click();
	const rows = ['ID,Issue Date,Due Date,Client,Subject,Invoice Amount,Balance', 'OLD-77,2026-03-02,2026-04-01,Old Mill,Work,500.00,120.50'];
	await page
		.getByLabel('Exported file')
		.setInputFiles({ name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
	await expect(page.getByText('An export of Harvest. Nothing is written yet')).toBeVisible();
	await expect(page.getByRole('row', { name: 'Invoices that are still owed, as issued elsewhere 1 1 0 0' })).toBeVisible();
	await page.getByRole('button', { name: 'Import', exact: true }).click();
	await expect(page.getByText('Imported from Harvest')).toBeVisible();

	await goTo(page, 'Reports');
	await page.getByRole('link', { name: 'What clients owe, by age' }).click();
	await expect(page.getByRole('row', { name: /Old Mill/ }).first()).toBeVisible();

	await goTo(page, 'Invoices');
	await page
		.getByRole('row', { name: /Old Mill/ })
		.getByRole('link')
		.first()
		.click();
	await expect(page.getByText('Issued with Harvest').first()).toBeVisible();
	await expect(page.getByText('The original is in Harvest, under this number.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Download PDF' })).toHaveCount(0);
	await page.getByRole('button', { name: 'Record payment' }).click();
	await page.getByRole('dialog', { name: 'Record payment' }).getByRole('button', { name: 'Record payment' }).click();
	await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible();
	expect(complaints).toEqual([]);
});
