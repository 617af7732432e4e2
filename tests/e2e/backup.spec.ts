import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { chooseClient, startInvoice, writeLines } from '../support/invoice-desk.ts';
import { goTo, openSampleBooks, unlock, watchComplaints } from '../support/journey.ts';
import { seemSlow } from '../support/moved-clock.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

/** Of the sample books. */
const CLIENT = 'Northlight Architects Inc.';
const NEXT_PASSPHRASE = 'otter lantern granite meadow 81';

/** The picker is the browser's own window; a folder of the page's private file system stands in for what a person would pick. */
const pickPrivateFolder = () => {
	Object.assign(globalThis, {
		showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle('picked', { create: true })
	});
};

async function openBackup(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open backup' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Backup' })).toBeVisible();
}

async function typeBackKit(page: Page): Promise<string> {
	const code = (await page.getByTestId('recovery-code').innerText()).replace(/\s+/g, '');
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Confirm' }).click();
	return code;
}

test('books go into a folder and a file, are wiped, come back on a new device, and the next invoice is issued', async ({ browser }) => {
	const first = await browser.newContext({ acceptDownloads: true });
	await seemSlow(first);
	await first.addInitScript(pickPrivateFolder);
	const complaints = watchComplaints(first);
	first.setDefaultTimeout(40_000);
	const page = await first.newPage();
	await page.goto('/');
	const code = await openSampleBooks(page);

	await openBackup(page);
	await expect(page.getByText('There is no backup yet')).toBeVisible();
	await page.getByRole('button', { name: 'Choose a folder' }).click();
	await expect(page.getByText('The backup was made and read back whole.')).toBeVisible();
	await expect(page.getByRole('region', { name: 'Backups in the folder' }).getByRole('listitem')).toHaveCount(1);
	await page.getByRole('button', { name: /^Check the backup of/ }).click();
	await expect(page.getByText('This backup is whole')).toBeVisible();
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download a backup' }).click()]);
	expect(download.suggestedFilename()).toMatch(/^waxbill-[0-9a-f]{8}-\d{8}T\d{6}Z\.age$/);
	const file = { name: 'backup.age', mimeType: 'application/octet-stream', buffer: readFileSync(await download.path()) };
	expect(file.buffer.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n');
	await first.close();

	const second = await browser.newContext();
	await seemSlow(second);
	watchComplaints(second).push = (...more) => complaints.push(...more);
	second.setDefaultTimeout(40_000);
	const other = await second.newPage();
	await other.goto('/restore');
	await other.getByLabel('Backup file').setInputFiles({ ...file, buffer: Buffer.from('not a backup') });
	await expect(other.getByText('it does not begin like an age file')).toBeVisible();
	await other.getByLabel('Backup file').setInputFiles(file);
	await other.getByLabel('Recovery code').fill(code);
	await other.getByRole('button', { name: 'Open' }).click();
	await expect(other.getByRole('heading', { level: 1, name: 'What is inside' })).toBeVisible();
	await expect(other.getByRole('checkbox')).toBeChecked();
	const inside = await other.getByText(/issued documents · newest/).innerText();
	const [newest] = /newest (\S+)/.exec(inside)!.slice(1) as [string];
	await other.getByRole('button', { name: 'Continue' }).click();
	await other.getByLabel('Passphrase', { exact: true }).fill(NEXT_PASSPHRASE);
	await other.getByLabel('Repeat it', { exact: true }).fill(NEXT_PASSPHRASE);
	await other.getByRole('button', { name: 'Restore' }).click();
	await expect(other.getByTestId('recovery-code')).toBeVisible();
	expect(await typeBackKit(other)).not.toBe(code);
	await expect(other.getByText(`${newest} of`)).toBeVisible();
	await other.getByRole('link', { name: 'Open the books' }).click();
	await expect(other).toHaveURL(/\/home$/);

	await goTo(other, 'Invoices');
	await expect(other.getByText(newest).first()).toBeVisible();
	await other.reload();
	await unlock(other, NEXT_PASSPHRASE);
	await expect(other.getByText(newest).first()).toBeVisible();

	await startInvoice(other);
	await chooseClient(other, CLIENT);
	await writeLines(other, [{ name: 'Retouches', quantity: '1', price: '100' }]);
	await other.getByRole('button', { name: 'Issue …' }).click();
	const review = other.getByRole('dialog');
	await review.getByRole('button', { name: 'Take the series over' }).click();
	await review.getByRole('button', { name: /^Issue / }).click();
	await expect(other).toHaveURL(/\/invoices\/view#/);
	const number = (await other.getByRole('heading', { level: 1 }).innerText()).trim();
	expect(number).toMatch(/0001$/);
	expect(number).not.toBe(newest);
	expect(complaints).toEqual([]);
	await second.close();
});
