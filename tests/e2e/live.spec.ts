/** The same draft open on a laptop, in two tabs of it, and on a phone: what is typed on one shows on the others, both ways at once. */
import { expect, test, type Page } from '@playwright/test';
import { createWorkspace, expectSaved, goTo, unlock, watchComplaints } from '../support/journey.ts';
import { lineRow, startInvoice } from '../support/invoice-desk.ts';
import { connectRelay, pairPhone } from '../support/two-devices.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const description = (page: Page) => lineRow(page, 0).getByLabel('Description', { exact: true });
const quantity = (page: Page) => lineRow(page, 0).getByLabel('Quantity', { exact: true });
const others = (page: Page) => page.getByRole('status').filter({ hasText: 'Also open' });
/** What stands before the cursor. */
const before = (page: Page) => description(page).evaluate((field: HTMLTextAreaElement) => field.value.slice(0, field.selectionStart));

test('a laptop and a phone write in one description at once', async ({ page: laptop, context, browser }) => {
	const complaints = watchComplaints(context);
	await laptop.goto('/');
	await createWorkspace(laptop, { name: 'Atelier Mésange', preset: 'CA-QC' });
	const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
	await connectRelay(laptop);
	await pairPhone(laptop, phone);

	await startInvoice(laptop);
	const address = laptop.url();
	// Before there is anything of the draft.
	await phone.goto(address);
	await unlock(phone);
	await expect(phone.getByText('This draft is not on this device.')).toBeVisible();
	await lineRow(laptop, 0).getByLabel('Item or service', { exact: true }).fill('Design');
	await description(laptop).fill('one two three');
	await expectSaved(laptop);
	await expect(description(phone)).toHaveValue('one two three');
	await expect(others(laptop)).toHaveText('Also open on Phone');
	await expect(others(phone)).toHaveText(/^Also open on /);
	await expectSaved(phone);

	// Both at once, one at the beginning and one at the end.
	await description(laptop).focus();
	await laptop.keyboard.press('Control+Home');
	await description(phone).focus();
	await phone.keyboard.press('Control+End');
	await Promise.all([
		laptop.keyboard.type('zero, also nought, ', { delay: 50 }),
		phone.keyboard.type(' and four, and five', { delay: 50 })
	]);
	const all = 'zero, also nought, one two three and four, and five';
	for (const page of [laptop, phone]) await expect(description(page)).toHaveValue(all);
	expect(await before(laptop)).toBe('zero, also nought, ');
	expect(await before(phone)).toBe(all);
	for (const page of [laptop, phone]) await expectSaved(page);

	// A second tab of the laptop, beside the one that has the connection. In other fields the last writer wins, and is shown.
	const tab = await context.newPage();
	await tab.goto(address);
	await unlock(tab);
	await expect(others(tab)).toHaveText(/in another tab/);
	await expect(others(phone)).toHaveText(/^Also open on /);
	await quantity(tab).fill('3');
	await tab.keyboard.press('Tab');
	for (const page of [laptop, phone]) await expect(quantity(page)).toHaveValue('3');
	await quantity(phone).fill('4');
	await phone.keyboard.press('Tab');
	for (const page of [laptop, tab]) await expect(quantity(page)).toHaveValue('4');

	// Whoever leaves is gone, by another page or by a lock.
	await goTo(tab, 'Invoices');
	await expect(others(laptop)).toHaveText('Also open on Phone');
	await laptop.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect(others(phone)).toHaveCount(0);
	expect(complaints).toEqual([]);
});
