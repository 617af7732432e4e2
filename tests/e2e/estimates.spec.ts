import { expect, test, type Page } from '@playwright/test';
import { aBusiness, aParty } from '../support/books.ts';
import { chooseClient, downloadPdf, issue, writeLines } from '../support/invoice-desk.ts';
import { createWorkspace, goTo, watchComplaints } from '../support/journey.ts';
import { seemSlow } from '../support/moved-clock.ts';
import { must, saveNew } from '../support/page-api.ts';
import { pdfPages } from '../support/pdf.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });
// Not about passphrases: none is stretched further than it must be.
test.beforeEach(({ context }) => seemSlow(context));

/** From the estimate on the page to the draft of another document. */
async function make(page: Page, item: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>): Promise<void> {
	await page.getByRole('button', { name: 'Make …' }).click();
	await page.getByRole('menuitem', { name: item, exact: true }).click();
	const dialog = page.getByRole('dialog');
	await fill(dialog);
	await dialog.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page.getByRole('heading', { level: 1, name: / for Maple Books Ltd$/ })).toBeVisible();
}

/** Says something of the document on the page, by its menu. */
async function say(page: Page, item: string, button: string, fields: Record<string, string>): Promise<void> {
	await page.getByRole('button', { name: 'More actions' }).click();
	await page.getByRole('menuitem', { name: item, exact: true }).click();
	const dialog = page.getByRole('dialog');
	for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text);
	await dialog.getByRole('button', { name: button, exact: true }).click();
	await expect(dialog).toHaveCount(0);
}

test('an estimate is accepted, billed in part, ahead, and to its end', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await page.goto('/');
	await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC', language: 'en' });
	const business = await must(page, 'business');
	await must(page, 'save', 'business', business.id, aBusiness());
	await saveNew(page, 'party', aParty());

	await goTo(page, 'Estimates');
	await page.getByRole('link', { name: 'New estimate' }).first().click();
	await chooseClient(page, 'Maple');
	await expect(page.getByLabel('Valid until')).not.toHaveValue('');
	await writeLines(page, [
		{ name: 'Design', quantity: '10', price: '100' },
		{ name: 'Prints', quantity: '3', price: '40' }
	]);
	const estimate = await issue(page);
	expect(estimate).toMatch(/^EST-0001$/);
	const toEstimate = () => page.getByRole('region', { name: 'Made from' }).getByRole('link', { name: estimate }).click();
	await expect(page.getByText('Issued', { exact: true }).first()).toBeVisible();
	await say(page, 'Mark as declined …', 'Save', { Why: 'too slow' });
	await expect(page.getByRole('button', { name: 'Make …' })).toHaveCount(0);
	await page.getByRole('button', { name: 'Take back “declined”' }).click();
	await page.getByRole('dialog').getByLabel('Why?').fill('a misunderstanding');
	await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
	await say(page, 'Mark as accepted …', 'Save', { 'By whom': 'Bob' });
	await expect(page.getByText('Accepted by Bob')).toBeVisible();

	// A part of it.
	await make(page, 'Invoice', async (dialog) => {
		await dialog.getByText('Some of it').click();
		const quantity = dialog.getByLabel('Design: quantity');
		await quantity.fill('11');
		await dialog.getByRole('button', { name: 'Make the draft' }).click();
		await expect(dialog.getByText('This is more than is left.')).toBeVisible();
		await quantity.fill('4');
	});
	await issue(page);
	await toEstimate();
	await expect(page.getByText('Partly invoiced', { exact: true }).first()).toBeVisible();
	await expect(page.getByRole('region', { name: 'Made of it' }).getByText('6 of Design')).toBeVisible();

	// A deposit on the rest: more than there is refuses itself.
	await make(page, 'Deposit invoice …', async (dialog) => {
		const percent = dialog.getByRole('textbox', { name: 'Percent' });
		await percent.fill('101');
		await dialog.getByRole('button', { name: 'Make the draft' }).click();
		await expect(dialog.getByText(/A deposit cannot be larger than what is left/)).toBeVisible();
		await percent.fill('25');
	});
	const deposit = await issue(page);
	expect(deposit).toMatch(/^DEP-0001$/);
	await toEstimate();

	// All that is left, less the deposit with its taxes: 6 × 100 + 3 × 40 − 280.
	await make(page, 'Invoice', (dialog) => expect(dialog.getByLabel('Deduct deposits already billed')).toBeChecked());
	const final = await issue(page);
	const { bytes } = await downloadPdf(page);
	const text = pdfPages(bytes).join('\n').replace(/\s+/g, ' ');
	for (const words of [final, `Deposit invoice ${deposit} of`, 'Total before tax 440.00', 'GST 5% on 440.00 22.00', '505.89'])
		expect(text).toContain(words);
	await toEstimate();
	await expect(page.getByText('Invoiced', { exact: true }).first()).toBeVisible();
	const region = page.getByRole('region', { name: 'Made of it' });
	await expect(region.getByRole('link')).toHaveCount(3);
	await page.getByRole('button', { name: 'Make …' }).click();
	await expect(page.getByRole('menuitem', { name: 'Delivery note' })).toBeVisible();
	await expect(page.getByRole('menuitem', { name: 'Invoice', exact: true })).toHaveCount(0);
	await page.keyboard.press('Escape');

	// The draft of an invoice whose lines another one has taken meanwhile says so.
	await goTo(page, 'Estimates');
	await expect(page.getByRole('row').filter({ hasText: estimate }).getByText('Invoiced', { exact: true })).toBeVisible();
	await goTo(page, 'Invoices');
	await expect(page.getByRole('row').filter({ hasText: deposit }).getByText('Deposit invoice')).toBeVisible();
	expect(complaints).toEqual([]);
});
