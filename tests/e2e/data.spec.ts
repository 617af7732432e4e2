/** What belongs to a person: all of it taken out and read back, what was deleted brought back or erased, and a device left empty. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { dumpOrigin } from '../support/canary/origin.ts';
import { dumpDatabases } from '../support/dump.ts';
import { addItem, goTo, section, unlock } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { ask, must } from '../support/page-api.ts';
import { servedPaths } from '../support/served-paths.ts';

test.beforeEach(async ({ page }) => {
	await openKept(page, SAMPLE);
});

async function toData(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.locator('a[href$="/settings/data"]').click();
	await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
}

async function exported(page: Page, format = 'JSON'): Promise<string> {
	await toData(page);
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Export as ${format}` }).click()]);
	expect(download.suggestedFilename()).toMatch(/^waxbill-\d{4}-\d{2}-\d{2}\.(json|xml)$/);
	return readFileSync(await download.path(), 'utf8');
}

/** Rows of books by the tag of their workspace: the open one may write rows of its own at any time. */
async function rowsByWorkspace(page: Page): Promise<Map<string, string[]>> {
	const found = new Map<string, string[]>();
	for (const { table, key, bytes, other } of (await dumpDatabases(page)).rows) {
		if (table === 'header') continue;
		const tag = JSON.stringify(Array.isArray(key) ? key[0] : key);
		found.set(tag, [...(found.get(tag) ?? []), bytes?.toString('base64') ?? other ?? '']);
	}
	return found;
}

test('everything is taken out as JSON and read back without loss; what is deleted comes back or is erased', async ({ page }) => {
	await addItem(page, { 'What it is': { Name: 'Xylotheque' } });
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('It is back.')).toBeVisible();
	const item = (await must(page, 'list', 'item', { search: 'Xylotheque' })).rows[0]!;
	await must(page, 'remove', 'item', item.id);
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open the bin' }).click();
	const row = page.getByRole('row', { name: /Xylotheque/ });
	await expect(row).toContainText('30 days');
	await row.getByRole('button', { name: 'Restore' }).click();
	await expect(page.getByText('The bin is empty')).toBeVisible();
	await must(page, 'remove', 'item', item.id);
	await row.getByRole('button', { name: 'Erase' }).click();
	await expect(page.getByRole('dialog')).toContainText('The sealed bytes in the log stay');
	await page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
	await expect(page.getByText('1 thing was erased.')).toBeVisible();
	expect((await ask(page, 'restore', item.id)).ok).toBe(false);

	const first = await exported(page);
	expect(first).not.toContain('Xylotheque');
	const file = JSON.parse(first) as { journal: { type: string }[] };
	expect(file.journal.filter(({ type }) => type === 'issued').length).toBeGreaterThan(10);

	const picker = page.getByLabel('Exported JSON or XML file');
	await picker.setInputFiles({ name: 'cut.json', mimeType: 'application/json', buffer: Buffer.from(first.slice(0, first.length / 2)) });
	await expect(page.getByRole('alert').filter({ hasText: 'It ends too early' })).toBeVisible();
	await picker.setInputFiles({ name: 'books.json', mimeType: 'application/json', buffer: Buffer.from(first) });
	await page.getByRole('button', { name: 'Import into a new workspace' }).click();
	await expect(page).toHaveURL(/\/home$/);
	await expect(page.getByText(/is imported and open/)).toBeVisible();
	expect(await exported(page)).toBe(first);
});

test('a deleted workspace leaves no row behind, and an erased device nothing at all', async ({ page, context }) => {
	await toData(page);
	const own = await rowsByWorkspace(page);
	expect([...own.values()].flat().length).toBeGreaterThan(20);
	const text = await exported(page);
	await page
		.getByLabel('Exported JSON or XML file')
		.setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: Buffer.from(text) });
	await page.getByRole('button', { name: 'Import into a new workspace' }).click();
	await expect(page).toHaveURL(/\/home$/);
	const added = [...(await rowsByWorkspace(page))].filter(([tag]) => !own.has(tag));
	expect(added).toHaveLength(1);
	const [tag, rows] = added[0]!;
	expect(rows.length).toBeGreaterThan(20);

	// The copy is open: it goes, and with it each of its rows; the other workspace stays whole.
	await goTo(page, 'Settings');
	await page.getByRole('button', { name: 'Delete workspace …' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox').fill((await must(page, 'business')).value.name);
	await dialog.getByRole('button', { name: 'Delete for good' }).click();
	await expect(page.getByText('The workspace was deleted.')).toBeVisible();
	const left = await rowsByWorkspace(page);
	expect([...left.keys()]).not.toContain(tag);
	const bytesLeft = new Set([...left.values()].flat());
	expect(rows.filter((bytes) => bytesLeft.has(bytes))).toEqual([]);
	expect((await must(page, 'list', 'document')).total).toBeGreaterThan(10);

	await page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		await (await root.getDirectoryHandle('generations', { create: true })).getFileHandle('one.age', { create: true });
		sessionStorage.setItem('wb1.any', '1');
	});
	await toData(page);
	await section(page, 'Erase everything on this device').getByRole('button').click();
	await page.getByLabel('Type ERASE to confirm').fill('ERASE');
	await page.getByRole('button', { name: 'Erase everything' }).click();
	await expect(page.getByRole('link', { name: 'Create a workspace' })).toBeVisible();
	expect((await dumpDatabases(page)).rows).toEqual([]);
	const kept = (await dumpOrigin(page)).filter(({ where }) => /^(localStorage|sessionStorage|OPFS|cookies)/.test(where));
	// The new page's framework notes how far it is scrolled.
	expect(kept.map(({ bytes }) => bytes.toString()).filter((text) => text !== '' && !text.startsWith('sveltekit:'))).toEqual([]);
	expect(await context.cookies()).toEqual([]);
	// Whoever comes next finds the app's own files and nothing else.
	const urls = await page.evaluate(async () => {
		const found: string[] = [];
		for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
		return found;
	});
	const served = new Set(servedPaths('build'));
	expect(urls.filter((path) => !served.has(path))).toEqual([]);
});

test('a period leaves as one archive for the accountant; a table is mapped, tried, taken in and taken back; XML comes back as the same books', async ({
	page
}) => {
	// Without the dialog for a place to save, files go to the downloads.
	await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
	await page.reload();
	await unlock(page);
	await toData(page);
	await page.getByRole('region', { name: 'For the accountant', exact: true }).getByLabel('Period').selectOption('This year');
	await page.getByLabel('Chart of accounts').selectOption({ label: 'France: plan comptable général, with the FEC' });
	const [pack] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make the ZIP file' }).click()]);
	expect(pack.suggestedFilename()).toMatch(/^waxbill-pack-\d{4}-01-01-\d{4}-12-31\.zip$/);
	await expect(page.getByText('The ZIP file is ready.')).toBeVisible();
	// Stored as they are: the bytes of each file stand in the archive.
	const archive = readFileSync(await pack.path()).toString('latin1');
	expect(archive.match(/%PDF-1/g)!.length).toBeGreaterThan(3);
	expect(archive).toContain('JournalCode\tJournalLib\tEcritureNum');
	expect(archive).toContain('411000');
	expect(archive).toContain('receipts/');

	const xml = await exported(page, 'XML');
	const picker = page.getByLabel('Exported JSON or XML file');
	const evil = xml.replace('<books', '<!DOCTYPE books [<!ENTITY x SYSTEM "file:///etc/passwd">]><books');
	await picker.setInputFiles({ name: 'evil.xml', mimeType: 'text/xml', buffer: Buffer.from(evil) });
	await expect(page.getByRole('alert').filter({ hasText: 'document type' })).toBeVisible();
	await picker.setInputFiles({ name: 'books.xml', mimeType: 'text/xml', buffer: Buffer.from(xml) });
	await page.getByRole('button', { name: 'Import into a new workspace' }).click();
	await expect(page).toHaveURL(/\/home$/);
	expect(await exported(page, 'XML')).toBe(xml);
	await picker.setInputFiles({ name: 'again.xml', mimeType: 'text/xml', buffer: Buffer.from(xml) });
	await expect(page.getByText('This file was read before on this device')).toBeVisible();

	await page.getByRole('link', { name: 'Export and import tables' }).click();
	const before = (await must(page, 'list', 'party')).total;
	const table = 'Company;E-Mail;Ort;Country\n=Éclair & Co;a@example.org;Paris;FR\nSecond;b@example.org;Lyon;FR\nThird;;;France\n';
	await page.getByLabel('CSV file').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
	await expect(page.getByLabel('Field for the column E-Mail')).toHaveValue('contacts.1.email');
	await page.getByRole('button', { name: 'Try it' }).click();
	await expect(page.getByText('3 rows: 2 new records, 1 cannot be taken.')).toBeVisible();
	await page.getByText('What cannot be taken').click();
	await expect(page.getByText('Line 4, Address · country')).toBeVisible();
	await page.getByRole('button', { name: 'Import', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Take the import back' })).toBeVisible();
	expect((await must(page, 'list', 'party')).total).toBe(before + 2);
	const [clients] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
	expect(readFileSync(await clients.path(), 'utf8')).toContain(`'=Éclair & Co`);
	await page.getByRole('button', { name: 'Take the import back' }).click();
	await expect(page.getByText('The import was taken back')).toBeVisible();
	expect((await must(page, 'list', 'party')).total).toBe(before);
});
