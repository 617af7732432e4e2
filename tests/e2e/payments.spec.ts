import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { anInvoice, aLine, aParty } from '../support/books.ts';
import { fillFields, goTo, watchComplaints } from '../support/journey.ts';
import { ATELIER, openKept } from '../support/kept-books.ts';
import { must, saveNew } from '../support/page-api.ts';
import { pdfPages } from '../support/pdf.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

/** An issued invoice without tax over that sum. */
async function bill(page: Page, partyId: string, price: string, issueDate: string): Promise<void> {
	const { rows } = await must(page, 'list', 'series', { where: { type: 'invoice' } });
	const lines = [aLine({ price, taxes: [{ name: 'Exempt', category: 'E', rate: '0', exemptionReason: 'Small supplier' }] })];
	const draft = anInvoice({ seriesId: rows[0]!.id, partyId, issueDate, dueDate: issueDate, lines });
	await must(page, 'issue', await saveNew(page, 'draft', draft));
}

test('one payment over several invoices, credit, a write-off and a payment taken back; the statement agrees', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openKept(page, ATELIER);
	const { id, value } = await must(page, 'business');
	const address = { line1: '4200 rue Saint-Denis', city: 'Montréal', postcode: 'H2J 2K8', subdivision: 'QC', country: 'CA' };
	await must(page, 'save', 'business', id, { ...value, address });
	const client = await saveNew(page, 'party', aParty({ name: 'Maple Books', language: 'en' }));
	await bill(page, client, '100', '2026-05-04');
	await bill(page, client, '200', '2026-06-01');

	// 150 over both, the oldest first.
	await goTo(page, 'Payments');
	await page.getByRole('button', { name: 'Record payment' }).first().click();
	const dialog = page.getByRole('dialog', { name: 'Record payment' });
	await dialog.getByRole('button', { name: 'Record payment' }).click();
	await expect(dialog.getByLabel('Client', { exact: true })).toHaveAccessibleDescription('Choose the client who paid.');
	await dialog.getByLabel('Client', { exact: true }).fill('maple');
	await page.getByRole('option', { name: 'Maple Books' }).click();
	await fillFields(dialog, { Amount: '150', 'Date received': '2026-06-20', Reference: 'VIR 7' });
	const shares = dialog.getByRole('textbox', { name: /^For / });
	await expect(shares).toHaveCount(2);
	await expect(shares.nth(0)).toHaveValue('100.00');
	await expect(shares.nth(1)).toHaveValue('50.00');
	await shares.nth(0).fill('100.01');
	await dialog.getByRole('button', { name: 'Record payment' }).click();
	await expect(shares.nth(0)).toHaveAccessibleDescription(/More than is open/);
	await dialog.getByRole('button', { name: 'Propose again' }).click();
	await dialog.getByRole('button', { name: 'Record payment' }).click();
	await expect(dialog).toHaveCount(0);

	// Another, more than is open: the rest is credit, and pays the next invoice.
	await page
		.getByRole('row', { name: /Maple Books/ })
		.getByRole('link')
		.click();
	await expect(page.getByRole('heading', { level: 1, name: /^Payment ·/ })).toBeVisible();
	await page.getByRole('link', { name: 'Maple Books' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Maple Books' })).toBeVisible();
	await page.getByRole('button', { name: 'Record payment' }).click();
	await fillFields(dialog, { Amount: '200', 'Date received': '2026-07-01' });
	await expect(dialog.getByText('Stays as credit of Maple Books')).toBeVisible();
	await dialog.getByRole('button', { name: 'Record payment' }).click();
	await expect(page.getByText('In their favour')).toBeVisible();
	await bill(page, client, '80', '2026-08-03');
	await page.getByRole('button', { name: 'Use credit' }).click();
	await page.getByRole('button', { name: /^Use .*50\.00$/ }).click();
	await expect(page.getByText('Credit used.')).toBeVisible();

	// What is still open on it is given up.
	const table = page.getByRole('table', { name: 'Open invoices' });
	await table.getByRole('row').nth(1).getByRole('link').click();
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Write off' }).click();
	await page.getByRole('button', { name: /^Write off .*30\.00$/ }).click();
	await expect(page.getByText('Say why.')).toBeVisible();
	await page.getByRole('radio', { name: /^Small difference/ }).check();
	await page.getByRole('button', { name: /^Write off .*30\.00$/ }).click();
	await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible();

	// The first payment bounced: both its invoices are open again.
	await goTo(page, 'Payments');
	await page.getByRole('searchbox').fill('VIR 7');
	await expect(page.getByRole('row')).toHaveCount(2);
	await page
		.getByRole('row', { name: /Maple Books/ })
		.getByRole('link')
		.click();
	await page.getByRole('button', { name: 'Take back' }).click();
	await fillFields(page.getByRole('dialog'), { 'Why?': 'Returned by the bank' });
	await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
	await expect(page.getByText(/was taken back on .*: Returned by the bank/)).toBeVisible();

	await page.getByRole('link', { name: 'Maple Books' }).click();
	await expect(table.getByRole('row')).toHaveCount(3);
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Statement as PDF' }).click()]);
	expect(file.suggestedFilename()).toMatch(/^Statement-Maple-Books-\d{4}-\d{2}-\d{2}\.pdf$/);
	const printed = pdfPages(readFileSync(await file.path())).join('\n');
	expect(printed).toContain('Statement of account');
	expect(printed).toMatch(/Balance due\s+\$150\.00/);
	await page.getByRole('radio', { name: 'Activity' }).check();
	await page.getByLabel('From', { exact: true }).fill('2026-05-01');
	await expect(page.getByRole('row', { name: /Closing balance/ })).toContainText('150.00');
	expect(page.url()).not.toContain('Maple');
	expect(complaints).toEqual([]);
});
