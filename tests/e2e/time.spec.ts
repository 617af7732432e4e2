/** From a week of time to the invoice that was paid for it: through the screen, and by keyboard where one works with a timer. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { PartyRow } from '../../src/lib/worker-api.ts';
import { axeOn } from '../support/axe.ts';
import { expectSaved, fillFields, goTo, section, unlock, watchComplaints } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { must } from '../support/page-api.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

async function expectNoViolations(page: Page) {
	const { violations } = await axeOn(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('a week of time becomes an invoice that is paid, stays as it was billed, and is in the report of taxes', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openKept(page, SAMPLE);
	const query = { filters: { roles: { has: ['client'] }, country: { anyOf: ['CA'] } }, sort: { by: 'name' }, limit: 1 };
	const client = (await must(page, 'list', 'party', query)).rows[0] as PartyRow;

	await goTo(page, 'Projects');
	await page.getByRole('link', { name: 'New project' }).first().click();
	await fillFields(section(page, 'What it is'), { Name: 'Signs for the fair' });
	await page.getByRole('combobox', { name: 'Client' }).fill(client.name);
	await page.getByRole('option', { name: client.name }).first().click();
	await fillFields(section(page, 'Rates and budget'), { 'Rate an hour': '80' });
	await page.getByRole('radio', { name: 'Hours' }).check();
	await page.getByLabel('Hours', { exact: true }).last().fill('10');
	await expectSaved(page);
	const project = page.url().split('#')[1]!;

	await goTo(page, 'Projects');
	await page.getByRole('link', { name: 'Signs for the fair' }).click();
	for (const task of ['Sketch', 'Lettering']) {
		await page.getByPlaceholder('What is to be done?').fill(task);
		await page.keyboard.press('Enter');
		await expect(page.getByRole('article').filter({ hasText: task })).toBeVisible();
	}
	await page.getByRole('button', { name: 'Move “Sketch”' }).press('ArrowRight');
	await expect(page.getByText('“Sketch” is in In progress now.')).toBeAttached();
	await expectNoViolations(page);

	await goTo(page, 'Time');
	const timer = page.getByRole('region', { name: 'Timer' });
	await timer.getByLabel('Project').selectOption({ label: `Signs for the fair · ${client.name}` });
	await timer.getByLabel('Task').selectOption('Sketch');
	await timer.getByPlaceholder('What are you working on?').fill('First ideas');
	await page.keyboard.press('Alt+t');
	await expect(timer.getByRole('button', { name: 'Stop' })).toBeVisible();
	// The tab is closed over it: the timer is in the books, not in the page.
	await page.reload();
	await unlock(page);
	await goTo(page, 'Time');
	await expect(timer.getByPlaceholder('What are you working on?')).toHaveValue('First ideas');
	await page.keyboard.press('Alt+t');
	await expect(timer.getByRole('button', { name: 'Start' })).toBeVisible();

	const dialog = page.getByRole('dialog');
	await page.getByRole('button', { name: 'More for “First ideas”' }).first().click();
	await page.getByRole('menuitem', { name: 'Change' }).click();
	await dialog.getByRole('radio', { name: 'Length' }).check();
	const length = dialog.getByRole('textbox', { name: 'Length' });
	await length.fill('1:75');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog.getByText('An hour has 60 minutes')).toBeVisible();
	await length.fill('1,5');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog).toBeHidden();

	await page.getByRole('button', { name: 'Add time' }).click();
	await fillFields(dialog, { 'What was done': 'Through the night', Project: project });
	await dialog.getByRole('radio', { name: 'From and to' }).check();
	await fillFields(dialog, { From: '22:40', To: '00:00' });
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText('1:20', { exact: true }).first()).toBeVisible();
	await expectNoViolations(page);

	await page.getByRole('button', { name: 'Bill time' }).click();
	await dialog.getByRole('combobox', { name: 'Whom to bill' }).fill(client.name);
	await dialog.getByRole('option', { name: client.name }).first().click();
	await expect(dialog.getByText('2 entries, 2:50')).toBeVisible();
	// 1.5 h and 1.3333 h at 80, in one line: 2.83333 h that multiply out.
	await expect(dialog.getByText('226.67')).toBeVisible();
	await expectNoViolations(page);
	await dialog.getByRole('button', { name: 'Put on the invoice' }).click();
	await expect(page).toHaveURL(/\/invoices\/edit#/);
	const invoice = page.url().split('#')[1]!;
	await expect(page.getByText(/226\.67/).first()).toBeVisible();

	const { document: issued } = await must(page, 'issue', invoice);
	const [line] = issued.content.lines;
	expect(issued.totals.lines[0]!.net).toBe('226.67');
	expect([line!.quantity, line!.price, line!.time!.length]).toEqual(['2.83333', '80', 2]);
	const payment = {
		kind: 'payment',
		partyId: client.id,
		partyName: client.name,
		date: issued.content.issueDate,
		currency: issued.content.currency,
		method: 'transfer'
	};
	const amount = issued.totals.payable;
	await must(page, 'recordPayment', { ...payment, amount }, [{ id: invoice, amount }]);
	expect((await must(page, 'document', invoice)).status).toBe('paid');

	await goTo(page, 'Time');
	await expect(page.getByRole('link', { name: `on ${issued.number}` })).toHaveCount(2);
	await page.getByRole('button', { name: 'More for “First ideas”' }).first().click();
	await page.getByRole('menuitem', { name: 'Change' }).click();
	await expect(dialog.getByText(`stands on invoice ${issued.number}`)).toBeVisible();
	await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0);
	await dialog.getByRole('button', { name: 'Cancel' }).click();

	// A figure of the report opens the documents behind it, and one of them is this invoice.
	await goTo(page, 'Reports');
	await page.getByRole('link', { name: 'Tax summary' }).click();
	const collected = page.getByRole('row').filter({ hasText: 'GST/HST collected' });
	await expectNoViolations(page);
	for (const basis of ['Money moved', 'Documents']) {
		await page.getByRole('radio', { name: basis }).check();
		await collected.getByRole('button').last().click();
		await expect(dialog.getByRole('link', { name: new RegExp(issued.number) })).toBeVisible();
		await expectNoViolations(page);
		await page.keyboard.press('Escape');
		await expect(dialog).toBeHidden();
	}
	const [table] = await Promise.all([
		page.waitForEvent('download'),
		(async () => {
			await page.getByRole('button', { name: 'Take it along' }).click();
			await page.getByRole('menuitem', { name: 'CSV' }).click();
		})()
	]);
	expect(readFileSync(await table.path(), 'utf8')).toContain('GST/HST collected');
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

	await goTo(page, 'Time');
	await expectNoViolations(page);
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	expect(complaints).toEqual([]);
});
