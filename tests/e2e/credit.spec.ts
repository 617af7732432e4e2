import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { downloadPdf, issue } from '../support/invoice-desk.ts';
import { createWorkspace, goTo, watchComplaints } from '../support/journey.ts';
import { seemSlow } from '../support/moved-clock.ts';
import { must, saveNew } from '../support/page-api.ts';
import { pdfPages } from '../support/pdf.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });
// Not about passphrases: none is stretched further than it must be.
test.beforeEach(({ context }) => seemSlow(context));

/** From the issued invoice on the page to the draft of its credit note. */
async function startCreditNote(page: Page, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>): Promise<void> {
	await page.getByRole('button', { name: 'More actions' }).click();
	await page.getByRole('menuitem', { name: 'Credit note …' }).click();
	const dialog = page.getByRole('dialog', { name: /^Credit note for/ });
	await fill(dialog);
	await dialog.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page.getByRole('heading', { level: 1, name: /^Credit note for/ })).toBeVisible();
}

test('an invoice is credited in part, then cancelled, and the number report has every number', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await page.goto('/');
	await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC', language: 'en' });
	const business = await must(page, 'business');
	await must(page, 'save', 'business', business.id, aBusiness());
	const partyId = await saveNew(page, 'party', aParty());
	const lines = [
		aLine({ id: 'a', name: 'Design day', quantity: '3', price: '33.335' }),
		aLine({ id: 'b', order: 'W', name: 'Brochure', price: '120' })
	];
	const draft = await saveNew(page, 'draft', anInvoice({ partyId, seriesId: undefined, lines }));
	const { document: invoice } = await must(page, 'issue', draft);
	await goTo(page, 'Invoices');
	await page.getByRole('link', { name: `Maple Books Ltd , ${invoice.number}` }).click();

	await startCreditNote(page, async (dialog) => {
		await dialog.getByText('Lines and quantities').click();
		const quantity = dialog.getByLabel('Design day: quantity to credit');
		await quantity.fill('4');
		await dialog.getByRole('button', { name: 'Make the draft' }).click();
		await expect(dialog.getByText('This is more than is left to credit.')).toBeVisible();
		await quantity.fill('1');
	});
	const quantity = page.locator('[data-line]').first().getByLabel('Quantity', { exact: true });
	await quantity.fill('5');
	await page.getByRole('button', { name: 'Issue …' }).click();
	await page.getByRole('button', { name: /Line 1 credits more than is left of it on the invoice/ }).click();
	await quantity.fill('1');
	const first = await issue(page);
	expect(first).toBe('AV-0001');
	const { bytes } = await downloadPdf(page);
	const text = pdfPages(bytes).join('\n');
	for (const words of ['Credit note', 'AV-0001', 'For invoice', invoice.number, 'Amount credited']) expect(text).toContain(words);

	await page.getByRole('region', { name: 'Corrects' }).getByRole('link', { name: invoice.number }).click();
	await expect(page.getByRole('region', { name: 'Credited in part by' }).getByRole('link', { name: first })).toBeVisible();
	await startCreditNote(page, (dialog) => dialog.getByText('All that is left').click());
	const second = await issue(page);
	await page.getByRole('region', { name: 'Corrects' }).getByRole('link', { name: invoice.number }).click();
	await expect(page.getByRole('region', { name: 'Cancelled by' }).getByRole('link', { name: second })).toBeVisible();
	await page.getByRole('button', { name: 'More actions' }).click();
	await expect(page.getByRole('menuitem', { name: 'Credit note …' })).toHaveCount(0);
	await page.keyboard.press('Escape');
	expect((await must(page, 'document', draft)).status).toBe('credited');

	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open number series' }).click();
	const report = page.getByRole('region', { name: 'Number report' });
	await expect(report.getByText('Complete')).toHaveCount(2);
	await expect(report.getByText('AV-0001 to AV-0002')).toBeVisible();
	const [file] = await Promise.all([page.waitForEvent('download'), report.getByRole('button', { name: 'Download as CSV' }).click()]);
	const rows = readFileSync(await file.path(), 'utf8').split('\r\n');
	expect(rows.filter((row) => row.includes('Maple Books Ltd')).map((row) => row.split(',')[2])).toEqual([invoice.number, first, second]);
	const pattern = page.getByRole('group', { name: 'Avoirs' }).getByLabel('Pattern', { exact: true });
	await pattern.fill('F-{00}');
	await expect(page.getByText('Its numbers would meet those of “Factures” (F-{0000}).')).toBeVisible();
	await pattern.fill('K{YY}-{000}');
	await expect(page.getByRole('heading', { name: /^Next: K\d\d-003$/ })).toBeVisible();
	expect(complaints).toEqual([]);
});
