/** Finding things: filters, sorting and search of a list, how it is found again on the way back, and that nothing of it is written down. */
import { expect, test, type Page } from '@playwright/test';
import { dumpOrigin } from '../support/canary/origin.ts';
import { goTo, watchComplaints } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const filter = (page: Page, name: string) =>
	page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: new RegExp(`^${name}`) });
const count = (page: Page) => page.getByRole('status').filter({ hasText: /invoices?$/ });
const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });
/** Of one column, in the order shown. */
const column = (page: Page, name: string) => rows(page).locator(`td[data-label="${name}"]`).allInnerTexts();

test('a list is filtered, sorted and searched, and is found again as it was left, without a trace of it', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await page.setViewportSize({ width: 1280, height: 600 });
	await openKept(page, SAMPLE);
	await goTo(page, 'Invoices');
	await expect(count(page)).toHaveText('29 invoices');

	await filter(page, 'Status').click();
	await page.getByRole('checkbox', { name: /^Overdue/ }).check();
	await page.getByRole('checkbox', { name: /^Paid/ }).check();
	await page.keyboard.press('Escape');
	await expect(filter(page, 'Status')).toHaveText('Status: Overdue, Paid');
	await expect(filter(page, 'Status')).toBeFocused();
	await expect(count(page)).toHaveText('23 invoices');
	expect([...new Set(await column(page, 'Status'))].sort()).toEqual(['Overdue', 'Paid']);
	await expect(page.getByRole('region', { name: 'Sums of the invoices shown' })).toContainText('Overdue');

	await page.getByRole('columnheader', { name: 'Client' }).getByRole('button').click();
	await expect(page.getByRole('columnheader', { name: 'Client' })).toHaveAttribute('aria-sort', 'ascending');
	await expect.poll(async () => (await column(page, 'Client'))[0]).toMatch(/^Clinique/);
	await page.getByRole('columnheader', { name: 'Total' }).getByRole('button').click();
	await expect(page.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending');

	await filter(page, 'Amount').click();
	await page.getByLabel('From', { exact: true }).fill('3,000');
	await page.getByLabel('To', { exact: true }).fill('2999.99');
	await expect(page.getByText('This is less than “From”.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
	await page.getByLabel('To', { exact: true }).fill('');
	await page.keyboard.press('Escape');
	await expect(filter(page, 'Amount')).toHaveText('Amount: from CA$3,000.00');
	await expect.poll(async () => (await column(page, 'Total')).length).toBeGreaterThan(1);
	const amounts = (await column(page, 'Total')).map((text) => Number(text.split('\n')[0]!.replace(/[^\d.]/g, '')));
	expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
	expect(amounts.at(-1)).toBeGreaterThanOrEqual(3000);
	await page.getByRole('button', { name: 'Remove filter: Amount' }).click();
	await expect(count(page)).toHaveText('23 invoices');

	// There and back: by the browser's button, and by the link on the page.
	// Where it can be clicked: the click itself scrolls no more.
	await page
		.getByRole('row', { name: /F-0004/ })
		.getByRole('link')
		.hover();
	const left = await page.evaluate(() => scrollY);
	expect(left).toBeGreaterThan(200);
	for (const back of [
		() => page.goBack(),
		() => page.getByRole('main').getByRole('link', { name: 'Invoices', exact: true }).first().click()
	]) {
		await page
			.getByRole('row', { name: /F-0004/ })
			.getByRole('link')
			.click();
		await expect(page.getByRole('heading', { level: 1, name: 'F-0004' })).toBeVisible();
		await back();
		await expect(count(page)).toHaveText('23 invoices');
		await expect.poll(() => page.evaluate(() => scrollY)).toBe(left);
		await expect(page.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending');
	}

	await page.getByRole('button', { name: 'Clear all' }).click();
	await expect(page.getByRole('searchbox')).toBeFocused();
	await filter(page, 'Client').click();
	await page.getByRole('combobox', { name: 'Client' }).fill('ravel');
	await page.getByRole('option', { name: /Galerie Ravel/ }).click();
	await page.keyboard.press('Escape');
	await expect(filter(page, 'Client')).toHaveText('Client: Galerie Ravel & Fils');
	await page.getByRole('searchbox').pressSequentially('lyon exposition zz');
	await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
	await page.getByRole('searchbox').fill('ravel');
	await expect(rows(page).first()).toContainText('Galerie Ravel');
	await rows(page).first().getByRole('link').focus();
	await page.keyboard.press('End');
	await expect(rows(page).last().getByRole('link')).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/invoices\/view#/);
	await page.goBack();
	await expect(page.getByRole('searchbox')).toHaveValue('ravel');

	expect(page.url()).toMatch(/\/invoices$/);
	const tab = await page.evaluate(() => JSON.stringify([history.state, { ...sessionStorage }]));
	// The app's own files speak of the sample books.
	const pieces = (await dumpOrigin(page)).filter(({ where }) => !where.startsWith('Cache Storage'));
	const kept = [tab, ...pieces.map(({ bytes }) => bytes.toString('latin1'))].join('\n').toLowerCase();
	expect(kept.length).toBeGreaterThan(10_000);
	expect(['ravel', 'overdue', 'exposition'].filter((word) => kept.includes(word))).toEqual([]);

	// Locking forgets it.
	await page.getByRole('button', { name: 'Lock', exact: true }).click();
	await page.getByLabel('Passphrase', { exact: true }).fill('heron violet tramway quarry 52');
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	await expect(count(page)).toHaveText('29 invoices');
	await expect(page.getByRole('searchbox')).toHaveValue('');
	expect(complaints).toEqual([]);
});
