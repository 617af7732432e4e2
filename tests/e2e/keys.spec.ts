/** Ways in, and ways back: passkeys, the drill, a page kept for going back, and data that is gone or cannot be opened. */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { dumpDatabases } from '../support/dump.ts';
import { addClient, createWorkspace, goTo, PASSPHRASE, unlock, watchComplaints } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const NAME = 'Wqxjz7c1e laptop';
const passphraseField = (page: Page) => page.getByLabel('Passphrase', { exact: true });

async function lock(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Unlock' })).toBeVisible();
}

async function authenticator(devtools: CDPSession, transport: 'internal' | 'usb', hasPrf = true): Promise<string> {
	const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			ctap2Version: 'ctap2_1',
			transport,
			hasResidentKey: true,
			hasUserVerification: true,
			hasPrf,
			automaticPresenceSimulation: true,
			isUserVerified: true
		}
	});
	return authenticatorId;
}

test('a passkey opens the device alone, then only together with the passphrase, and its name is nowhere to be read', async ({
	page,
	context
}) => {
	const devtools = await context.newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await page.goto('/');
	const code = await createWorkspace(page, { name: 'Alice' });
	await goTo(page, 'Settings');
	const ways = page.getByRole('list', { name: 'Ways to unlock this device' });
	const dialog = page.getByRole('dialog');
	const addPasskey = async () => {
		await page.getByRole('button', { name: 'Add passkey' }).click();
		await dialog.getByLabel('What you call it').fill(NAME);
		await dialog.getByLabel('Current passphrase', { exact: true }).fill(PASSPHRASE);
	};
	const send = dialog.getByRole('button', { name: 'Add passkey' });

	const blunt = await authenticator(devtools, 'internal', false);
	await addPasskey();
	await send.click();
	await expect(dialog.getByText('cannot derive keys with them')).toBeVisible();
	await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: blunt });
	const laptop = await authenticator(devtools, 'internal');
	// Mistyped, the passphrase is put right without making another passkey.
	await dialog.getByLabel('Current passphrase', { exact: true }).fill('wrong');
	await send.click();
	await expect(dialog.getByLabel('Current passphrase', { exact: true })).toHaveAccessibleDescription(/not the passphrase/);
	await dialog.getByLabel('Current passphrase', { exact: true }).fill(PASSPHRASE);
	await send.click();
	await expect(ways.getByText(`Passkey “${NAME}”`)).toBeVisible();
	const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId: laptop });
	expect(credentials).toHaveLength(1);
	expect(credentials[0]).toMatchObject({ userName: 'Waxbill', userDisplayName: 'Waxbill' });
	await page.getByRole('button', { name: 'Try the recovery code' }).click();
	await dialog.getByLabel('Recovery code').fill(code);
	await dialog.getByRole('button', { name: 'Check the code' }).click();
	await expect(dialog.getByText('The kit works')).toBeVisible();
	await dialog.getByRole('button', { name: 'Close' }).last().click();

	await lock(page);
	await page.getByRole('button', { name: 'Use passkey' }).click();
	await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
	const stored = (await dumpDatabases(page)).rows.map(({ bytes, other }) => `${bytes?.toString('latin1')}${other}`).join('\n');
	expect(stored).toContain('"kind":"passkey"');
	expect(stored).not.toContain('Wqxjz7c1e');

	const key = await authenticator(devtools, 'usb');
	await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: laptop, enabled: false });
	await addPasskey();
	await dialog.getByRole('radio', { name: /^Passkey and passphrase together/ }).check();
	await send.click();
	await expect(ways.getByRole('listitem')).toHaveText([/Passphrase and passkey/, /Recovery code/]);
	await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: laptop });
	await lock(page);
	await expect(page.getByText('this device opens with both')).toBeVisible();
	await passphraseField(page).fill('not the passphrase');
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	await expect(passphraseField(page)).toHaveAccessibleDescription(/not the passphrase of this device/);
	// The authenticator no longer knows its owner: the recovery code is the way back.
	await devtools.send('WebAuthn.setUserVerified', { authenticatorId: key, isUserVerified: false });
	await passphraseField(page).fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	await expect(page.getByText('No passkey was used.')).toBeVisible();
	await page.getByRole('button', { name: 'Use the recovery code instead' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByLabel('Recovery code').press('Enter');
	await page.getByRole('button', { name: 'Keep the old one' }).click();
	await page.getByRole('button', { name: `Remove Passphrase and passkey “${NAME}”` }).click();
	await dialog.getByLabel('Current passphrase', { exact: true }).fill(PASSPHRASE);
	await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
	await expect(ways.getByRole('listitem')).toHaveText([/Passphrase since/, /Recovery code/]);
	await lock(page);
	await unlock(page);
});

test('a page kept for going back shows nothing after its time; data of a newer version can be saved, and a loss is named', async ({
	baseURL
}) => {
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL, keepPages: true });
		const complaints = watchComplaints(context);
		const page = await context.newPage();
		await page.goto('/');
		await expect(page.getByRole('link', { name: 'Restore from a backup' })).toBeVisible();
		await page.getByRole('link', { name: 'Recover access' }).click();
		await expect(page.getByText('There are no books in this browser')).toBeVisible();
		await page.goto('/');
		await createWorkspace(page, { name: 'Alice' });
		await addClient(page, { 'Who it is': { Name: 'Bob Wqxjz7c1e' } });
		await goTo(page, 'Clients');
		await expect(page.getByText('Bob Wqxjz7c1e')).toBeVisible();
		const leaveFor = async (minutes: number) => {
			await page.evaluate((away) => {
				const now = Date.now;
				const seen = { persisted: false, drawn: '' };
				Object.assign(globalThis, { seen });
				addEventListener('pagehide', () => (Date.now = () => now() + away), { once: true });
				addEventListener(
					'pageshow',
					({ persisted }) => Object.assign(seen, { persisted, drawn: getComputedStyle(document.body).visibility }),
					{ once: true }
				);
			}, minutes * 60_000);
			await page.goto('/icons/icon-192.png');
			await page.goBack({ waitUntil: 'commit' });
			return page.evaluate(() => (globalThis as unknown as { seen: object }).seen);
		};
		expect(await leaveFor(14)).toEqual({ persisted: true, drawn: 'visible' });
		await expect(page.getByText('Bob Wqxjz7c1e')).toBeVisible();
		expect(await leaveFor(16)).toEqual({ persisted: true, drawn: 'hidden' });
		await expect(page.getByText('Locked after a while without use.')).toBeVisible();
		expect(await page.evaluate(() => document.documentElement.innerHTML)).not.toContain('Wqxjz7c1e');

		const { rows } = await dumpDatabases(page);
		await page.goto('/icons/icon-192.png');
		await page.evaluate(upgradeDatabase);
		await page.goto('/');
		await expect(page.getByRole('alert')).toContainText('written by a newer version of Waxbill');
		const saving = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Save what is stored' }).click();
		const [, ...saved] = readFileSync(await (await saving).path(), 'utf8')
			.trimEnd()
			.split('\n');
		expect(saved).toHaveLength(rows.length);
		const bytes = new Set(saved.map((line) => (JSON.parse(line) as { b: string }).b));
		for (const row of rows) expect(bytes.has(row.bytes!.toString('base64'))).toBe(true);

		await page.goto('/icons/icon-192.png');
		await page.evaluate(deleteDatabase);
		await page.goto('/home');
		for (const again of [true, false]) {
			await expect(page.getByText('The books that were in this browser are gone')).toBeVisible();
			if (again) await page.reload();
		}
		await page.getByRole('button', { name: 'I know, start afresh' }).click();
		await page.reload();
		await expect(page.getByRole('link', { name: 'Create a workspace' })).toBeVisible();
		await expect(page.getByText('The books that were in this browser are gone')).toHaveCount(0);
		await page.goto('/?source=app');
		await expect(page.getByText('This app holds no books')).toBeVisible();
		// A picture opened by itself has no icon of its own.
		expect(complaints.filter((text) => !text.includes('/favicon.ico'))).toEqual([]);
	} finally {
		await profile.remove();
	}
});

/** Runs in the page. */
function upgradeDatabase(): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open('wb1', 9990);
		request.onerror = () => reject(new Error(request.error?.name));
		request.onsuccess = () => {
			request.result.close();
			resolve();
		};
	});
}

/** Runs in the page. */
function deleteDatabase(): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.deleteDatabase('wb1');
		request.onerror = () => reject(new Error(request.error?.name));
		request.onsuccess = () => resolve();
	});
}
