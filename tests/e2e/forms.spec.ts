/** Bad input in the forms of clients, items and the business: a clear message at the field, and nothing that was typed or saved is lost. */
import { expect, test, type Page } from '@playwright/test';
import { addClient, expectSaved, fillFields, goTo, section, unlock } from '../support/journey.ts';
import { ATELIER, openKept } from '../support/kept-books.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

test.beforeEach(async ({ page }) => {
	await openKept(page, ATELIER);
});

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true });

test('100 kB pasted into a description stay in the field, say so, and leave what was saved alone', async ({ page }) => {
	await goTo(page, 'Items');
	await page.getByRole('link', { name: 'New item' }).first().click();
	await fillFields(section(page, 'What it is'), { Name: 'Conception', Description: 'Une page' });
	await expectSaved(page);
	const description = page.getByRole('textbox', { name: /^Description/ });
	await description.fill('é'.repeat(100_000));
	await expect(page.getByText('Shorten this by 80000 characters.')).toBeVisible();
	await expect(page.getByText('One part is not saved yet')).toBeVisible();
	await field(page, 'Name').fill('Conception graphique');
	await expect(description).toHaveValue('é'.repeat(100_000));

	// Leaving asks first; staying loses nothing.
	let asked = 0;
	page.once('dialog', (dialog) => {
		asked++;
		void dialog.dismiss();
	});
	await page.getByRole('link', { name: 'Home' }).click();
	await expect.poll(() => asked).toBe(1);
	await expect(description).toHaveValue('é'.repeat(100_000));

	page.once('dialog', (dialog) => void dialog.accept());
	await goTo(page, 'Items');
	await page.getByRole('link', { name: 'Conception graphique' }).click();
	await expect(page.getByRole('textbox', { name: /^Description/ })).toHaveValue('Une page');
});

test('amounts are read as people write them, and refused with a reason', async ({ page }) => {
	await goTo(page, 'Items');
	await page.getByRole('link', { name: 'New item' }).first().click();
	await field(page, 'Name').fill('Conception');
	const price = field(page, 'Price');
	const answers: [typed: string, shown: string, message?: RegExp][] = [
		['1,5', '1.50'],
		['-0', '0.00'],
		['٣', '3.00'],
		['1 234.50', '1,234.50'],
		['1e9', '1e9', /Write a number/],
		['-5', '-5', /below zero/],
		['1234567890123456', '1234567890123456', /too large/],
		['0.1234567', '0.1234567', /At most 6 decimals/]
	];
	for (const [typed, shown, message] of answers) {
		await price.fill(typed);
		await price.blur();
		await expect(price).toHaveValue(shown);
		if (message) await expect(price).toHaveAccessibleDescription(message);
		else await expect(price).not.toHaveAttribute('aria-invalid');
	}
});

test('wrong check digits are named at the field, and the number is kept', async ({ page }) => {
	await addClient(page, { 'Who it is': { Name: 'Librairie Quai' }, Addresses: { Country: 'FR' } });
	const numbers = section(page, 'Tax numbers');
	await fillFields(numbers, { SIREN: '732 829 321', 'N° TVA': '44732829320' });
	await page.getByRole('textbox', { name: /^N° TVA/ }).blur();
	await expect(page.getByRole('textbox', { name: /^SIREN/ })).toHaveAccessibleDescription(/check digit does not fit.*732 829 320/);
	await expect(page.getByRole('textbox', { name: /^N° TVA/ })).toHaveValue('FR44732829320');
	await expectSaved(page);
	await page.reload();
	await unlock(page);
	await expect(page.getByRole('textbox', { name: /^SIREN/ })).toHaveValue('732 829 321');
});

test('a client is saved on the way out, asks before it is deleted, and can rest in the archive', async ({ page }) => {
	await addClient(page, { 'Who it is': { Name: 'Librairie Quai' } });
	await page.getByRole('textbox', { name: 'Notes', exact: true }).fill('prefers mornings');
	await goTo(page, 'Clients');
	await page.getByRole('link', { name: 'Librairie Quai' }).click();
	await expect(page.getByRole('textbox', { name: 'Notes', exact: true })).toHaveValue('prefers mornings');

	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Archive' }).click();
	await expect(page.getByText('This client is archived')).toBeVisible();
	await goTo(page, 'Clients');
	await expect(page.getByRole('link', { name: 'Librairie Quai' })).toHaveCount(0);
	await page.getByRole('radio', { name: 'Archived' }).click();
	await page.getByRole('link', { name: 'Librairie Quai' }).click();

	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
	await expect(page.getByRole('heading', { name: 'No clients yet' })).toBeVisible();
});

test('a logo that is no picture is refused, and the one before stays', async ({ page }) => {
	await page.goto('/settings/business');
	await unlock(page);
	const logo = page.locator('input[type=file]');
	const svg =
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" onload="parent.pwned=1"><script>parent.pwned=1</script><rect width="20" height="10" fill="#225"/></svg>';
	await logo.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
	await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible();
	expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
	await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
	await expect(page.getByText('This file is no picture the app can read.')).toBeVisible();
	await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible();
	await page.getByRole('button', { name: 'Remove', exact: true }).first().click();
	await expect(page.getByRole('img', { name: 'Your logo' })).toHaveCount(0);
});
