/** Every report over the sample books: sound, no wider than its page, with figures behind what it draws, and printed without its tools. */
import { expect, test, type Page } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { goTo, openSampleBooks, watchComplaints } from '../support/journey.ts';
import { seemSlow } from '../support/moved-clock.ts';

/** By their names in the list of reports. */
const REPORTS = [
	...['Dashboard', 'Profit and loss', 'What clients owe, by age', 'What is owed to suppliers, by age', 'Sales by client', 'Sales by item'],
	...['Tax summary', 'Statements of clients', 'Statements of suppliers'],
	...['Sales by member', 'Costs by category', 'Costs by supplier', 'Time by project', 'Time by member']
];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

/** By axe where the page is narrow: there more of it scrolls and wraps. */
async function expectSound(page: Page, screen: string): Promise<void> {
	await page.setViewportSize(NARROW);
	const { violations } = await axeOn(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
	expect(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
	expect([screen, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([screen, true]);
	await page.setViewportSize(WIDE);
}

const cents = (text: string) => Math.round(Number(text.replace(/[^\d.−-]/g, '').replace('−', '-')) * 100);

// Not about passphrases: none is stretched further than it must be.
test.beforeEach(({ context }) => seemSlow(context));

test('each report, the forecast and the table import are sound at every width; a drawing says what its figures say', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	await page.setViewportSize(WIDE);
	await page.goto('/');
	await openSampleBooks(page);
	for (const report of REPORTS) {
		await goTo(page, 'Reports');
		await page.getByRole('link', { name: report }).first().click();
		await expect(page.getByRole('heading', { level: 1, name: report, exact: true })).toBeVisible();
		await expect(page.locator('.report[aria-busy=false]')).toBeVisible();
		await page.getByLabel('Compare with').selectOption('A year before');
		await expect(page.getByText(/^Compared with|^Nothing in this period/).first()).toBeVisible();
		await expectSound(page, report);
		if (report !== 'Dashboard') continue;
		const drawn = page.getByRole('figure');
		await drawn.getByText('Figures of the chart').first().click();
		const cells = await drawn.getByRole('row').locator('td:nth-child(2)').allInnerTexts();
		expect(cells).toHaveLength(12);
		const income = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Income', exact: true }) });
		const total = await income.getByRole('button').first().innerText();
		expect(cells.map(cents).reduce((sum, each) => sum + each)).toBe(cents(total));
		await income.getByRole('button').first().click();
		const behind = page.getByRole('dialog', { name: 'Behind this figure' });
		await expect(behind.getByRole('link').first()).toBeVisible();
		await expectSound(page, 'what is behind a figure');
		await page.keyboard.press('Escape');
		await expect(behind).toBeHidden();

		await page.emulateMedia({ media: 'print' });
		for (const tool of [page.getByLabel('Compare with'), page.getByRole('button', { name: 'Print' }), page.getByRole('navigation').first()])
			await expect(tool).toBeHidden();
		await expect(income).toBeVisible();
		await page.emulateMedia({ media: 'screen' });
	}

	await goTo(page, 'Reports');
	await expectSound(page, 'all reports');
	await page.getByRole('link', { name: 'Cash forecast' }).click();
	await expect(page.getByRole('heading', { name: 'How it would have done' })).toBeVisible();
	await page.getByText('Week by week').first().click();
	await expect(page.getByRole('table', { name: 'Week by week' }).getByRole('row')).toHaveCount(53);
	await expectSound(page, 'forecast');
	await page.getByRole('button', { name: 'Type the balance' }).click();
	const typed = page.getByRole('dialog', { name: 'Type the balance' });
	await typed.getByLabel('In bank and till').fill('12000');
	await expectSound(page, 'the balance that is typed');
	await typed.getByRole('button', { name: 'Save' }).click();
	await expect(typed).toBeHidden();
	await expect(page.getByText(/12,000\.00, typed for the end of/)).toBeVisible();
	await expect(page.getByRole('columnheader', { name: 'In the bank' })).toBeVisible();
	await expectSound(page, 'forecast of what is in the bank');
	await page.getByRole('button', { name: 'Forget what was typed' }).click();
	await expect(page.getByText(/typed for the end of/)).toBeHidden();

	await goTo(page, 'Settings');
	await page.getByRole('navigation', { name: 'Parts of the settings' }).getByRole('link', { name: 'Data and records' }).click();
	await expect(page.getByRole('heading', { name: 'Data and records' })).toBeInViewport();
	await page.getByRole('link', { name: 'Export, import, delete' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
	await expectSound(page, 'data');
	await page.getByRole('link', { name: 'Export and import tables' }).click();
	const table = 'Company;E-Mail;City\n=Éclair & Co;a@example.org;Paris\n';
	await page.getByLabel('CSV file').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
	await page.getByRole('button', { name: 'Try it' }).click();
	await expect(page.getByText('1 row: 1 new record')).toBeVisible();
	await expectSound(page, 'table import');
	expect(complaints).toEqual([]);
});
