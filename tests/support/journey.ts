/** Steps that many journeys share, done as a person does them: through the screen. */
import { expect, type Page } from '@playwright/test';

export const PASSPHRASE = 'heron violet tramway quarry 52';

export interface NewWorkspace {
	name: string;
	passphrase?: string;
}

/** From the welcome page to the open, empty workspace. Returns the recovery code, typed back from the kit. */
export async function createWorkspace(page: Page, { name, passphrase = PASSPHRASE }: NewWorkspace): Promise<string> {
	await page.getByRole('link', { name: 'Create a workspace' }).click();
	await page.getByLabel('Business name').fill(name);
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
	await page.getByLabel('Repeat it', { exact: true }).fill(passphrase);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	const code = (await page.getByTestId('recovery-code').innerText()).replace(/\s+/g, '');
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page).toHaveURL(/\/home$/);
	return code;
}

/** From the unlock form to the open workspace. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
	await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	await expect(page.getByLabel('Passphrase', { exact: true })).toHaveCount(0);
}
