/** What was issued is proved to somebody who has nothing but a file, on a device without books and without a network. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { axeOn } from '../support/axe.ts';
import { downloadPdf, issue, openInvoice } from '../support/invoice-desk.ts';
import { goTo } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';

interface File {
	name: string;
	mimeType: string;
	buffer: Buffer;
}
const fileOf = (name: string, buffer: Buffer): File => ({ name, mimeType: 'application/octet-stream', buffer });

async function make(page: Page, choose: (dialog: ReturnType<Page['getByRole']>) => Promise<void>): Promise<File> {
	const dialog = page.getByRole('dialog', { name: /^Proof of/ });
	await choose(dialog);
	const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Make the file' }).click()]);
	await expect(dialog.getByText(/The file holds/)).toBeVisible();
	await dialog.getByRole('button', { name: 'Done' }).click();
	return fileOf(download.suggestedFilename(), readFileSync(await download.path()));
}

test('claim P10: a proof of issue is checked offline on a device without books; changed, it is refused with the place', async ({
	page,
	browser
}) => {
	await openKept(page, SAMPLE);
	await openInvoice(page, /Overdue/);
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Duplicate' }).click();
	const number = await issue(page);
	const pdf = await downloadPdf(page);
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Proof of issue …' }).click();
	const one = await make(page, async (dialog) => void (await dialog.getByRole('radio', { name: /^The whole document/ }).check()));
	await goTo(page, 'Settings');
	await page.locator('a[href$="/settings/numbers"]').click();
	await page.getByRole('button', { name: 'Make a proof …' }).click();
	const figures = await make(page, async () => {});
	await page.getByRole('button', { name: 'Make a proof …' }).click();
	const whole = await make(page, async (dialog) => {
		await dialog.getByRole('radio', { name: /^The whole document/ }).check();
		await dialog.getByRole('checkbox', { name: 'Take all other entries along, sealed' }).check();
	});
	expect(whole.name).toMatch(/^waxbill-proof-\d{4}-\d\d-\d\d\.waxproof$/);

	// An auditor's machine.
	const context = await browser.newContext();
	const auditor = await context.newPage();
	await auditor.goto('/verify');
	await auditor.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
	await context.setOffline(true);
	await auditor.reload();
	const pick = (label: string, file: File) => auditor.getByLabel(label, { exact: true }).setInputFiles(file);
	const verdict = auditor.getByRole('status').first();
	await pick('Proof of issue', figures);
	await expect(verdict).toContainText('This proof holds');
	await expect(auditor.getByRole('row', { name: new RegExp(number) })).toContainText('Stated');
	await expect(auditor.getByText('Maple')).toHaveCount(0);

	await pick('Proof of issue', whole);
	await expect(verdict).toContainText('No number is missing');
	await expect(auditor.getByRole('row', { name: new RegExp(number) })).toContainText('Proved');
	await pick('PDF or JSON', { ...fileOf(pdf.name, Buffer.from(pdf.bytes)), mimeType: 'application/pdf' });
	await expect(auditor.getByText(`This is the page of ${number}, byte for byte.`)).toBeVisible();
	const touched = Buffer.from(pdf.bytes);
	touched[touched.length >> 1]! ^= 1;
	await pick('PDF or JSON', fileOf(pdf.name, touched));
	await expect(auditor.getByText(/This is not, byte for byte, the page/)).toBeVisible();
	await pick('Earlier proof', figures);
	await expect(auditor.getByText(/goes on where the earlier one ended/)).toBeVisible();
	for (const [width, colorScheme] of [
		[390, 'dark'],
		[1280, 'light']
	] as const) {
		await auditor.setViewportSize({ width, height: 900 });
		await auditor.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		expect(await auditor.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
		const { violations } = await axeOn(auditor, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
	}

	await pick('Proof of issue', one);
	await expect(verdict).toContainText('This proof holds: One document');
	const changed = Buffer.from(whole.buffer);
	changed[changed.length >> 1]! ^= 1;
	await pick('Proof of issue', fileOf(whole.name, changed));
	await expect(verdict).toContainText('This proof does not hold');
	await expect(verdict).toContainText(/Entry \d+|the hash that the file ends with/);
	await pick('Proof of issue', fileOf(whole.name, whole.buffer.subarray(0, 5000)));
	await expect(verdict).toContainText('The file ends too early');
	await pick('Proof of issue', fileOf('invoice.pdf', Buffer.from(pdf.bytes)));
	await expect(verdict).toContainText('This is not a proof of issue');
	await context.close();
});
