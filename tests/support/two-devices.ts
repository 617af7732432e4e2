/** A laptop and a phone of one person, paired as a person does it: over a relay, with a picture of the code. */
import { expect, type Page } from '@playwright/test';
import { goTo, PASSPHRASE, unlock } from './journey.ts';

/** The relay beside the app. */
export async function connectRelay(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open sync' }).click();
	await expect(page.getByLabel('Address of the relay')).toHaveValue(/localhost/);
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await expect(page.getByTestId('sync-light')).toContainText('On the relay');
}

/** @param laptop connected to the relay @param phone a page of a device without books */
export async function pairPhone(laptop: Page, phone: Page): Promise<void> {
	await laptop.goto('/settings/devices');
	await unlock(laptop);
	await laptop.getByRole('button', { name: 'Add a device' }).click();
	const picture = await laptop.getByTestId('pairing-qr').screenshot();
	await phone.goto('/');
	await phone.getByRole('link', { name: 'Join with a device' }).click();
	await phone.getByLabel('Name of this device').fill('Phone');
	await phone.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
	await phone.getByRole('button', { name: 'Continue' }).first().click();
	for (const page of [phone, laptop]) await page.getByRole('button', { name: 'The same words' }).click();
	await phone.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await phone.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await phone.getByRole('button', { name: 'Open the books' }).click();
	await expect(phone).toHaveURL(/\/home$/);
}
