/** One person with several devices, each a browser profile of its own, on the relay beside the app. */
import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { cameraArguments, writeCameraFile, type Held } from '../support/fake-camera.ts';
import { addClient, createWorkspace, goTo, openPlace, PASSPHRASE, unlock } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';

const words = (page: Page) => page.getByTestId('pairing-words').getByRole('listitem').allInnerTexts();
const same = (page: Page) => page.getByRole('button', { name: 'The same words' });

async function profile(browser: Browser, width = 1280): Promise<Page> {
	const context = await browser.newContext({ viewport: { width, height: 844 } });
	return context.newPage();
}

/** @param name of this device, instead of the one proposed */
async function connectRelay(page: Page, name?: string): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open sync' }).click();
	await expect(page.getByLabel('Address of the relay')).toHaveValue(/localhost/);
	await expect(page.getByLabel('Name of this device')).not.toHaveValue('');
	if (name) await page.getByLabel('Name of this device').fill(name);
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await expect(page.getByText('On the relay').first()).toBeVisible();
}

async function choosePassphrase(page: Page, button: string): Promise<void> {
	await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await page.getByRole('button', { name: button }).click();
}

/** The code as the page draws it, held before a camera. */
async function heldBefore(page: Page): Promise<Held> {
	const { size, path } = await page.getByTestId('pairing-qr').evaluate((svg) => ({
		size: Number(svg.getAttribute('viewBox')!.split(' ')[2]),
		path: svg.querySelector('path')!.getAttribute('d')!
	}));
	const dark = new Set<string>();
	for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
		for (let at = 0; at < Number(run); at++) dark.add(`${Number(x) + at} ${y}`);
	const [width, height] = [640, 480];
	const scale = Math.floor(height / size);
	const [left, top] = [(width - size * scale) >> 1, (height - size * scale) >> 1];
	return { width, height, isDark: (x, y) => dark.has(`${Math.floor((x - left) / scale)} ${Math.floor((y - top) / scale)}`) };
}

/** Books beside those that are open. */
async function addBooks(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'Workspaces' }).click();
	await page.getByRole('menuitem', { name: 'New workspace' }).click();
	await page.getByLabel('Business name').fill(name);
	await page.getByRole('button', { name: 'Create workspace' }).click();
	await expect(page).toHaveURL(/\/home$/);
}

async function openBooks(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'Workspaces' }).click();
	await page.getByRole('menuitem', { name }).click();
	await expect(page.locator('.workspace .name')).toHaveText(name);
}

test('a phone joins by its camera and gets all books, both write, and a machine with nothing but the recovery code gets them too', async ({
	page: alice,
	browser,
	baseURL
}) => {
	await alice.goto('/');
	const code = await createWorkspace(alice, { name: 'Atelier Mésange', preset: 'CA-QC' });
	await addBooks(alice, 'Second books');
	await connectRelay(alice);
	await openBooks(alice, 'Atelier Mésange');
	await addClient(alice, { 'Who it is': { Name: 'Client of the laptop' } });
	// Named before anybody asks.
	await connectRelay(alice, 'Desk');
	await goTo(alice, 'Settings');
	await alice.getByRole('link', { name: 'Open devices', exact: true }).click();
	await expect(alice.getByTestId('device')).toContainText('Desk');
	await alice.getByRole('button', { name: 'Add a device' }).click();
	const picture = await alice.getByTestId('pairing-qr').screenshot();

	// Where there is no camera it says so, and a picture does as well.
	const carol = await profile(browser);
	await carol.goto('/join');
	await carol.getByRole('button', { name: 'Use the camera' }).click();
	await expect(carol.getByText('There is no camera here.')).toBeVisible();
	await carol.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
	await expect(carol.getByRole('button', { name: 'Continue' }).first()).toBeVisible();
	await carol.getByRole('button', { name: 'Back' }).click();

	const phone = newProfile();
	const seen = join(phone.folder, 'seen.y4m');
	writeCameraFile(seen, await heldBefore(alice));
	const context = await phone.open({ baseURL, args: cameraArguments(seen) });
	try {
		const bob = context.pages()[0]!;
		await bob.setViewportSize({ width: 390, height: 844 });
		await bob.goto('/');
		await bob.getByRole('link', { name: 'Join with a device' }).click();
		await bob.getByLabel('Name of this device').fill('Phone');
		// A code nobody shows is said so, and nothing is lost.
		await bob.getByText('Type the code', { exact: true }).click();
		await bob.getByLabel('Code', { exact: true }).fill('0'.repeat(26));
		await bob.getByRole('button', { name: 'Continue' }).click();
		await expect(bob.getByText('Nobody offers anything under this code.')).toBeVisible();
		await bob.getByRole('button', { name: 'Use the camera' }).click();
		await expect(bob.getByText('The browser does not let this page use the camera.')).toBeVisible();
		await context.grantPermissions(['camera']);
		await bob.getByRole('button', { name: 'Use the camera' }).click();
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
		// The other books, without another code.
		await expect(alice.getByTestId('more-books')).toContainText(/Second books.*In sync/);
		await alice.getByRole('button', { name: 'Add to “Phone”' }).click();
		await expect(alice.getByTestId('more-books')).toContainText('Added');
		await openBooks(bob, 'Second books');
		await expect(bob.getByTestId('sync-light')).toContainText(/On the relay|Seen by/);

		await bob.goto('/clients');
		await unlock(bob);
		await openBooks(bob, 'Atelier Mésange');
		await goToClients(bob);
		await expect(bob.getByText('Client of the laptop')).toBeVisible();
		await bob.getByRole('link', { name: 'New client' }).first().click();
		await bob.getByLabel('Name', { exact: true }).first().fill('Client of the phone');
		await goToClients(alice);
		await expect(alice.getByText('Client of the phone')).toBeVisible();
	} finally {
		await phone.remove();
	}

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
	await openBooks(carol, 'Second books');
	await openBooks(carol, 'Atelier Mésange');
	await goToClients(carol);
	await expect(carol.getByText('Client of the phone')).toBeVisible();
	await expect(carol.getByText('Client of the laptop')).toBeVisible();

	// The others hear of it wherever they are, and put out the one that was not theirs.
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
	await openPlace(page, 'Clients');
}
