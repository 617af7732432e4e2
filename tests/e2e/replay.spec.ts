/** The sealed log is all that counts: everything else on the device can be thrown away, and a log that is not whole is never passed over. */
import { expect, test, type Page } from '@playwright/test';
import { aParty } from '../support/books.ts';
import { addRow, clearAllBut, dumpDatabases, removeRow, type RowName } from '../support/dump.ts';
import { downloadPdf } from '../support/invoice-desk.ts';
import { expectSaved, goTo, unlock } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { ask, must, saveNew } from '../support/page-api.ts';
import { pdfPages } from '../support/pdf.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

test.beforeEach(async ({ page }) => {
	await openKept(page, SAMPLE);
});

/** Everything the worker says of the books, in an order of its own. */
async function books(page: Page) {
	const list = async (type: string) => {
		const { rows, total, sums } = await must(page, 'list', type);
		return { rows: [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)), total, sums };
	};
	const [party, item, series, document] = [await list('party'), await list('item'), await list('series'), await list('document')];
	const details = [];
	for (const row of document.rows)
		details.push('issued' in row && row.issued ? await must(page, 'document', row.id) : await must(page, 'get', 'draft', row.id));
	const records = [];
	for (const [type, { rows }] of Object.entries({ party, item, series }))
		for (const { id } of rows) records.push(await must(page, 'get', type, id));
	const { entries, fingerprint } = await must(page, 'verify');
	return { party, item, series, document, details, records, business: await must(page, 'business'), entries, fingerprint };
}

/** What a person reads of the same books. */
async function screens(page: Page): Promise<string[]> {
	const seen: string[] = [];
	for (const place of ['Home', 'Invoices', 'Clients', 'Items'] as const) {
		await goTo(page, place);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
		// It measures the disk behind the lists, and is there once it has.
		if (place === 'Home') await expect(page.getByText('If this device were lost now')).toBeVisible();
		await expect(page.locator('main a[href*="#"]').first()).toBeVisible();
		// How much room the books take is another matter than what is in them.
		seen.push((await page.locator('main').innerText()).replace(/The books use [^;]+/, ''));
	}
	await goTo(page, 'Invoices');
	await page.locator('a[href*="/invoices/view#"]').first().click();
	await expect(page.locator('svg[aria-label]').first()).toBeVisible();
	seen.push(await page.locator('main').innerText());
	return seen;
}

async function lock(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
}

async function logRows(page: Page): Promise<RowName[]> {
	const { rows } = await dumpDatabases(page);
	return rows.filter(({ table }) => table === 'log');
}

test('from key header and log alone come equal records, numbers and totals', async ({ page }) => {
	const [before, shown] = [await books(page), await screens(page)];
	expect(before.document.rows.filter((row) => 'issued' in row && row.issued).length).toBeGreaterThan(10);
	await lock(page);
	await clearAllBut(page, 'wb1', ['header', 'log']);
	expect([...new Set((await dumpDatabases(page)).rows.map(({ table }) => table))].sort()).toEqual(['header', 'log']);
	await unlock(page);
	expect(await books(page)).toEqual(before);
	expect(await screens(page)).toEqual(shown);
});

test('an entry taken out of the log raises an alarm that names it, and reading goes on', async ({ page }) => {
	const before = await must(page, 'list', 'document');
	await lock(page);
	const log = await logRows(page);
	const middle = Math.floor(log.length / 2);
	await removeRow(page, log[middle]!);
	await unlock(page);
	const alarm = page.getByRole('alert').filter({ hasText: 'This workspace can be read but not changed' });
	await expect(alarm).toContainText(`entry ${middle} is missing`);
	await expect(alarm).toContainText('Reading, searching and PDFs work as before');

	expect(await must(page, 'list', 'document')).toEqual(before);
	await goTo(page, 'Invoices');
	await page.locator('a[href*="/invoices/view#"]').first().click();
	await expect(page.getByRole('button', { name: 'Download PDF' })).toBeVisible();
	const number = await page.getByRole('heading', { level: 1 }).innerText();
	const { bytes } = await downloadPdf(page);
	expect(pdfPages(bytes).join('\n')).toContain(number);
	await expect(alarm).toBeVisible();
});

test('with a gap in the log saves are refused aloud, and nothing typed is dropped in silence', async ({ page }) => {
	await lock(page);
	const log = await logRows(page);
	await removeRow(page, log[Math.floor(log.length / 2)]!);
	await unlock(page);
	expect(await ask(page, 'remove', 'item', (await must(page, 'list', 'item')).rows[0]?.id)).toMatchObject({
		ok: false,
		error: { code: 'log-broken' }
	});

	await goTo(page, 'Clients');
	await page.locator('main a[href*="/clients/edit#"]').first().click();
	const name = page.getByLabel('Name', { exact: true }).first();
	await name.fill('Typed after the gap');
	await expect(page.getByRole('alert').filter({ hasText: 'The sealed log no longer fits together' })).toBeVisible();
	await expect(name).toHaveValue('Typed after the gap');

	const asked: string[] = [];
	page.once('dialog', (dialog) => {
		asked.push(dialog.message());
		void dialog.dismiss();
	});
	await page.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect.poll(() => asked).toEqual([expect.stringContaining('could not be saved')]);
	await expect(name).toHaveValue('Typed after the gap');
	expect(await logRows(page)).toHaveLength(log.length - 1);
});

test('a gap in the log and no rows at all: what stands before the gap is shown, nothing is written', async ({ page }) => {
	await saveNew(page, 'party', aParty({ name: 'Before the gap' }));
	await saveNew(page, 'party', aParty({ name: 'In the gap' }));
	await saveNew(page, 'party', aParty({ name: 'After the gap' }));
	await lock(page);
	const log = await logRows(page);
	const late = log.length - 2;
	await removeRow(page, log[late]!);
	await clearAllBut(page, 'wb1', ['header', 'log']);
	await unlock(page);
	await expect(page.getByRole('alert').first()).toContainText(`entry ${late} is missing`);
	await goTo(page, 'Clients');
	await expect(page.getByText('Before the gap')).toBeVisible();
	for (const name of ['In the gap', 'After the gap']) await expect(page.getByText(name)).toHaveCount(0);
	expect((await dumpDatabases(page)).rows.filter(({ table }) => !['header', 'log'].includes(table))).toEqual([]);
	expect(await logRows(page)).toHaveLength(log.length - 1);
});

test('after the entry is put back, the books are whole again', async ({ page }) => {
	await lock(page);
	const kept = await dumpDatabases(page);
	const log = kept.rows.filter(({ table }) => table === 'log');
	const taken = log[2]!;
	await removeRow(page, taken);
	await unlock(page);
	await expect(page.getByRole('alert').first()).toContainText('entry 2 is missing');
	await lock(page);
	await addRow(page, taken, taken.bytes!);
	await unlock(page);
	await expect(page.getByRole('alert')).toHaveCount(0);
	await goTo(page, 'Clients');
	await page.locator('main a[href*="/clients/edit#"]').first().click();
	await page.getByLabel('Name', { exact: true }).first().fill('Written again');
	await expectSaved(page);
	expect(await logRows(page)).toHaveLength(log.length + 1);
});
