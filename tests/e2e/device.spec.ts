/** One person and one device: unlocking, its ways back in, and the way out. */
import { expect, test, type Page } from '@playwright/test';
import { buildVariant } from '../support/builds.ts';
import { addClient, createWorkspace, goTo, PASSPHRASE, section, unlock } from '../support/journey.ts';
import { openKept, type Books } from '../support/kept-books.ts';
import { newProfile } from '../support/profile.ts';
import { startServer } from '../support/server.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const OTHER = 'lantern orbit velvet canyon 38';
const ALICES: Books = {
	name: 'Alice',
	async make(page) {
		await page.goto('/');
		await createWorkspace(page, { name: 'Alice' });
	}
};
const passphraseField = (page: Page) => page.getByLabel('Passphrase', { exact: true });

async function lock(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect(passphraseField(page)).toBeVisible();
}

test('a wrong passphrase is refused at the field, and the right one opens the page that was asked for', async ({ page }) => {
	await openKept(page, ALICES);
	await page.goto('/clients');
	await passphraseField(page).fill('not the passphrase');
	await page.keyboard.press('Enter');
	await expect(passphraseField(page)).toHaveAccessibleDescription(/not the passphrase of this device/);
	await unlock(page);
	await expect(page.getByRole('heading', { name: 'Clients', level: 1 })).toBeVisible();
	await expect(page).toHaveURL(/\/clients$/);
});

test('a passphrase that is easy to guess, or not repeated, makes no workspace', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('Business name').fill('Alice');
	await page.getByRole('button', { name: 'Continue' }).click();
	const seal = page.getByRole('button', { name: 'Seal and continue' });
	await passphraseField(page).fill('password1234');
	await page.getByLabel('Repeat it', { exact: true }).fill('password1234');
	await seal.click();
	await expect(passphraseField(page)).toHaveAccessibleDescription(/too easy to guess/);
	await passphraseField(page).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(OTHER);
	await seal.click();
	await expect(page.getByLabel('Repeat it', { exact: true })).toHaveAccessibleDescription(/not the same/);
	await page.goto('/');
	await expect(page.getByRole('link', { name: 'Create a workspace' })).toBeVisible();
});

test('a suggested passphrase is strong enough and opens what it sealed', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('Business name').fill('Alice');
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('button', { name: 'Suggest one' }).click();
	await expect(passphraseField(page)).not.toHaveValue('');
	const suggested = await passphraseField(page).inputValue();
	await expect(page.getByRole('meter')).toHaveAttribute('aria-valuenow', '4');
	await page.getByLabel('Repeat it', { exact: true }).fill(suggested);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	await expect(page.getByTestId('recovery-code')).toBeVisible();
	await page.reload();
	await page.goto('/home');
	await unlock(page, suggested);
	await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
});

test('a kit that was never typed back is asked for, and shown again until it is', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('Business name').fill('Alice');
	await page.getByRole('button', { name: 'Continue' }).click();
	await passphraseField(page).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	const shown = page.getByTestId('recovery-code');
	const code = await shown.innerText();
	await page.goto('/home');
	await unlock(page);
	await page.getByRole('link', { name: 'Show the kit' }).click();
	await expect(shown).toHaveText(code, { useInnerText: true });
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(code.replace(/\s/g, ''));
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
	await expect(page.getByText('not on paper yet')).toHaveCount(0);
});

test('one passphrase opens every workspace of the device, and each keeps to its own records', async ({ page }) => {
	await openKept(page, ALICES);
	await addClient(page, { 'Who it is': { Name: 'Only Alice’s' } });
	await page.getByRole('button', { name: 'Workspaces' }).click();
	await page.getByRole('menuitem', { name: 'New workspace …' }).click();
	await page.getByLabel('Business name').fill('Bakery');
	await page.getByRole('button', { name: 'Create workspace' }).click();
	await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
	await goTo(page, 'Clients');
	await expect(page.getByText('Only Alice’s')).toHaveCount(0);
	await page.reload();
	await unlock(page);
	await page.getByRole('button', { name: 'Workspaces' }).click();
	await page.getByRole('menuitem', { name: 'Alice' }).click();
	await goTo(page, 'Clients');
	await expect(page.getByText('Only Alice’s')).toBeVisible();
});

test('the recovery kit must be typed back as it stands', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('Business name').fill('Alice');
	await page.getByRole('button', { name: 'Continue' }).click();
	await passphraseField(page).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	const code = (await page.getByTestId('recovery-code').innerText()).replace(/\s/g, '');
	expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await expect(page.getByText(code.slice(0, 4), { exact: true })).toHaveCount(0);
	const field = page.getByLabel('Recovery code');
	await field.fill(code.slice(0, -1));
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(field).toHaveAccessibleDescription(/this has 35/);
	await field.fill((code.startsWith('Z') ? 'Y' : 'Z') + code.slice(1));
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(field).toHaveAccessibleDescription(/not the code on the kit/);
	await field.fill(code.toLowerCase().replaceAll('-', ' '));
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page).toHaveURL(/\/home$/);
});

test('after a change only the new passphrase opens', async ({ page }) => {
	await openKept(page, ALICES);
	await goTo(page, 'Settings');
	await page.getByRole('button', { name: 'Change passphrase' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('New passphrase', { exact: true }).fill(OTHER);
	await dialog.getByLabel('Repeat it', { exact: true }).fill(OTHER);
	await dialog.getByLabel('Current passphrase', { exact: true }).fill(OTHER);
	await dialog.getByRole('button', { name: 'Change passphrase' }).click();
	await expect(dialog.getByLabel('Current passphrase', { exact: true })).toHaveAccessibleDescription(/not the passphrase/);
	await dialog.getByLabel('Current passphrase', { exact: true }).fill(PASSPHRASE);
	await dialog.getByRole('button', { name: 'Change passphrase' }).click();
	await expect(dialog).toBeHidden();
	await lock(page);
	await passphraseField(page).fill(PASSPHRASE);
	await page.keyboard.press('Enter');
	await expect(passphraseField(page)).toHaveAccessibleDescription(/not the passphrase/);
	await unlock(page, OTHER);
	await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('the recovery code opens the books and sets a new passphrase', async ({ page }) => {
	await page.goto('/');
	const code = await createWorkspace(page, { name: 'Alice' });
	await lock(page);
	await page.getByRole('button', { name: 'Use the recovery code instead' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByLabel('New passphrase', { exact: true }).fill(OTHER);
	await page.getByLabel('Repeat it', { exact: true }).fill(OTHER);
	await page.getByRole('button', { name: 'Set passphrase' }).click();
	await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
	await lock(page);
	await unlock(page, OTHER);
	await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
});

test('the check of the books counts the entries and names their state in six words', async ({ page }) => {
	await openKept(page, ALICES);
	await goTo(page, 'Settings');
	const check = section(page, 'Check the books');
	await check.getByRole('button', { name: 'Check now' }).click();
	await expect(check.getByText('Everything fits together.')).toBeVisible();
	await expect(check.getByText(/^\d+ entr(y|ies)/)).toBeVisible();
	await expect(check.getByTestId('fingerprint')).toHaveText(/^[a-z]{5}( [a-z]{5}){5}$/);
});

test('a deleted workspace is gone for good, and only its name typed in full deletes it', async ({ page }) => {
	await page.goto('/');
	await createWorkspace(page, { name: 'Alice & Daughters' });
	await goTo(page, 'Settings');
	await page.getByRole('button', { name: 'Delete workspace …' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox').fill('Alice');
	await dialog.getByRole('button', { name: 'Delete for good' }).click();
	await expect(dialog.getByRole('textbox')).toHaveAccessibleDescription(/exactly as shown/);
	await dialog.getByRole('textbox').fill('Alice & Daughters');
	await dialog.getByRole('button', { name: 'Delete for good' }).click();
	await expect(page.getByRole('link', { name: 'Create a workspace' })).toBeVisible();
	await page.goto('/home');
	await expect(page.getByRole('link', { name: 'Create a workspace' })).toBeVisible();
});

test('the theme chosen is shown and remembered', async ({ page }) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await openKept(page, ALICES);
	await goTo(page, 'Settings');
	const light = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
	await page.getByRole('radio', { name: 'Dark' }).check();
	await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).not.toBe(light);
	await page.reload();
	await expect(passphraseField(page)).toBeVisible();
	expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).not.toBe(light);
});

test('on an insecure address nothing starts, and https is explained', async () => {
	const server = await startServer();
	const profile = newProfile();
	try {
		const context = await profile.open({ args: ['--host-resolver-rules=MAP books.example localhost'] });
		const page = await context.newPage();
		for (const path of ['/', '/home', '/create']) {
			await page.goto(`http://books.example:${server.port}${path}`);
			await expect(page.getByRole('heading', { name: 'Open Waxbill over https' })).toBeVisible();
			await expect(page.getByRole('link', { name: 'Try https' })).toHaveAttribute('href', `https://books.example:${server.port}${path}`);
			await expect(page.getByRole('textbox')).toHaveCount(0);
		}
		expect(page.workers()).toEqual([]);
		expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
	} finally {
		await profile.remove();
		await server.stop();
	}
});

test('under a path it warns that other pages of the origin could read the books, and at the root it does not', async ({ page }) => {
	const warning = page.getByText('This address is shared');
	await page.goto('/');
	await expect(page.getByRole('link', { name: 'Create a workspace' })).toBeVisible();
	await expect(warning).toHaveCount(0);
	const server = await startServer(await buildVariant('sub-path'), { base: '/x' });
	try {
		await page.goto(`${server.origin}/x/`);
		await expect(warning).toBeVisible();
		await createWorkspace(page, { name: 'Alice' });
		await page.getByRole('button', { name: 'Lock', exact: true }).click();
		await expect(warning).toBeVisible();
	} finally {
		await server.stop();
	}
});
