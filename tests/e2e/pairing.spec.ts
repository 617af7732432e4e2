/** One person with several devices, each a browser profile of its own, on the relay beside the app. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { addClient, createWorkspace, goTo, PASSPHRASE, unlock } from '../support/journey.ts';

const words = (page: Page) => page.getByTestId('pairing-words').getByRole('listitem').allInnerTexts();
const same = (page: Page) => page.getByRole('button', { name: 'The same words' });

async function profile(browser: Browser, width = 1280): Promise<Page> {
	const context = await browser.newContext({ viewport: { width, height: 844 } });
	return context.newPage();
}

async function connectRelay(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open devices and sync' }).click();
	await expect(page.getByLabel('Address of the relay')).toHaveValue(/localhost/);
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await expect(page.getByText('On the relay').first()).toBeVisible();
}

async function choosePassphrase(page: Page, button: string): Promise<void> {
	await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await page.getByRole('button', { name: button }).click();
}

test('a phone joins by a picture of the code, both write, and a machine with nothing but the recovery code gets the books', async ({
	page: alice,
	browser
}) => {
	await alice.goto('/');
	const code = await createWorkspace(alice, { name: 'Atelier Mésange', preset: 'CA-QC' });
	await addClient(alice, { 'Who it is': { Name: 'Client of the laptop' } });
	await connectRelay(alice);

	await openDevices(alice);
	await alice.getByRole('button', { name: 'Add a device' }).click();
	const picture = await alice.getByTestId('pairing-qr').screenshot();

	const bob = await profile(browser, 390);
	await bob.goto('/');
	await bob.getByRole('link', { name: 'Join with a device' }).click();
	await bob.getByLabel('Name of this device').fill('Phone');
	// A code nobody shows is said so, and nothing is lost.
	await bob.getByText('Type the code').click();
	await bob.getByLabel('Code', { exact: true }).fill('0'.repeat(26));
	await bob.getByRole('button', { name: 'Continue' }).click();
	await expect(bob.getByText('Nobody offers anything under this code.')).toBeVisible();
	await bob.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
	await bob.getByRole('button', { name: 'Continue' }).first().click();
	await expect(same(bob)).toBeVisible();
	await expect(same(alice)).toBeVisible();
	expect(await words(bob)).toEqual(await words(alice));
	expect(bob.url()).not.toContain('#');
	await same(bob).click();
	await same(alice).click();
	await choosePassphrase(bob, 'Open the books');
	await expect(bob).toHaveURL(/\/home$/);
	await expect(alice.getByRole('heading', { name: '“Phone” is one of your devices now' })).toBeVisible();

	await bob.goto('/clients');
	await unlock(bob);
	await expect(bob.getByText('Client of the laptop')).toBeVisible();
	await bob.getByRole('link', { name: 'New client' }).first().click();
	await bob.getByLabel('Name', { exact: true }).first().fill('Client of the phone');
	await goToClients(alice);
	await expect(alice.getByText('Client of the phone')).toBeVisible();

	const carol = await profile(browser);
	await carol.goto('/recover');
	await carol.getByRole('link', { name: 'Recover with the code alone' }).click();
	await carol.getByLabel('Recovery code').fill(code);
	await choosePassphrase(carol, 'Recover the books');
	const next = (await carol.getByTestId('recovery-code').innerText()).replace(/\s+/g, '');
	expect(next).not.toBe(code);
	await carol.getByRole('button', { name: 'I have it on paper' }).click();
	await carol.getByLabel('Recovery code').fill(next);
	await carol.getByRole('button', { name: 'Confirm' }).click();
	await expect(carol.getByText('2 other devices still hold these books.')).toBeVisible();
	await carol.getByRole('button', { name: 'Open the books' }).click();
	await goToClients(carol);
	await expect(carol.getByText('Client of the phone')).toBeVisible();
	await expect(carol.getByText('Client of the laptop')).toBeVisible();

	// The others hear of it, and put out the one that was not theirs.
	await openDevices(alice);
	await expect(alice.getByText('A device came in by the recovery code')).toBeVisible();
	await alice.getByRole('button', { name: 'No, put it out' }).click();
	await alice.getByRole('dialog').getByRole('button', { name: 'Put out' }).click();
	await expect(alice.getByText('was put out.')).toBeVisible();
	await openDevices(carol);
	await expect(carol.getByText('This device was put out')).toBeVisible();
});

/** Loaded anew, and so locked. */
async function openDevices(page: Page): Promise<void> {
	await page.goto('/settings/devices');
	await unlock(page);
}

async function goToClients(page: Page): Promise<void> {
	await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Clients' }).click();
}
