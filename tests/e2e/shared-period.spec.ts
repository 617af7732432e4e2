/** A period for the accountant: shared by a link, opened in a browser that has nothing, looked at and exported there, and taken back. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { aBusiness, aParty } from '../support/books.ts';
import { axeOn } from '../support/axe.ts';
import { chooseClient, downloadPdf, issue, writeLines } from '../support/invoice-desk.ts';
import { createWorkspace, goTo, watchComplaints } from '../support/journey.ts';
import { must, saveNew } from '../support/page-api.ts';
import { pdfPages } from '../support/pdf.ts';
import { newProfile } from '../support/profile.ts';
import { RelayServer } from '../support/relay-server.ts';
import { connectRelay } from '../support/two-devices.ts';

// The offline shell is not the matter here.
test.use({ serviceWorkers: 'block' });

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function openData(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Export, import, erase' }).or(page.locator('a[href$="/settings/data"]')).first().click();
	await expect(page).toHaveURL(/\/settings\/data$/);
}

test('a period is shared, looked at with its reports, PDF and export, keeps nothing, and is taken back', async ({ browser }) => {
	test.slow();
	const server = await RelayServer.start();
	const profile = newProfile();
	const accountant = await browser.newContext({ baseURL: server.origin, acceptDownloads: true });
	try {
		const context = await profile.open({ baseURL: server.origin });
		const complaints = [...watchComplaints(context), ...watchComplaints(accountant)];
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto('/');
		await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC' });
		await must(page, 'save', 'business', ...(await businessOf(page)));
		await saveNew(page, 'party', aParty({ name: 'Librairie Nord' }));
		await connectRelay(page);
		await goTo(page, 'Invoices');
		await page.getByRole('link', { name: 'New invoice' }).first().click();
		await chooseClient(page, 'Librairie Nord');
		await writeLines(page, [{ name: 'Affiche', quantity: '2', price: '150' }]);
		const number = await issue(page);

		await openData(page);
		const card = page
			.getByRole('region', { name: 'A link for the accountant' })
			.or(page.locator('section, article').filter({ hasText: 'A link for the accountant' }))
			.first();
		await card.getByLabel('Period').selectOption('this-year');
		if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/share-card.png`, fullPage: true });
		await card.getByRole('button', { name: 'Make the link' }).click();
		const address = await card.getByLabel('Link', { exact: true }).inputValue();
		expect(address).toContain('/share#');
		await expect(card.getByText('Not fetched yet')).toBeVisible();

		const theirs = await accountant.newPage();
		await theirs.goto(address);
		await expect(theirs.getByRole('heading', { name: 'Somebody shares a period of their books with you' })).toBeVisible();
		expect(theirs.url()).not.toContain('#');
		const { violations } = await axeOn(theirs, RULES);
		expect(violations.map(({ id }) => id)).toEqual([]);
		await theirs.getByRole('button', { name: 'Open the books' }).click();
		await expect(theirs.getByText('Atelier Mésange shares these books with you')).toBeVisible();
		if (process.env.LOOK) await theirs.screenshot({ path: `${process.env.LOOK}/share-home.png`, fullPage: true });
		await goTo(theirs, 'Invoices');
		await expect(theirs.getByRole('link', { name: 'New invoice' })).toHaveCount(0);
		await theirs
			.getByRole('row', { name: new RegExp(number) })
			.getByRole('link')
			.first()
			.click();
		const pdf = await downloadPdf(theirs);
		expect(pdfPages(pdf.bytes).join()).toContain(number);
		await goTo(theirs, 'Reports');
		await theirs
			.getByRole('link', { name: /Profit/ })
			.first()
			.click();
		await expect(theirs.getByText('300.00').filter({ visible: true }).first()).toBeVisible();
		if (process.env.LOOK) await theirs.screenshot({ path: `${process.env.LOOK}/share-report.png`, fullPage: true });
		await goTo(theirs, 'Settings');
		await expect(theirs.getByRole('link', { name: 'Set up backups' })).toHaveCount(0);
		await theirs.locator('a[href$="/settings/data"]').first().click();
		const [download] = await Promise.all([theirs.waitForEvent('download'), theirs.getByRole('button', { name: /JSON/ }).first().click()]);
		expect(readFileSync(await download.path(), 'utf8')).toContain('Librairie Nord');

		// Nothing of it is in the browser: no database of books, no setting that says there were some.
		const kept = await theirs.evaluate(async () => ({
			databases: (await indexedDB.databases()).map(({ name }) => name),
			settings: Object.keys(localStorage),
			session: Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit:'))
		}));
		expect(kept).toEqual({ databases: [], settings: [], session: [] });
		await theirs.reload();
		await expect(theirs.getByText('Librairie Nord')).toHaveCount(0);
		await expect(theirs.getByRole('link', { name: 'Create a workspace' })).toBeVisible();

		await openData(page);
		await expect(card.getByText('Fetched 1 time')).toBeVisible();
		await card.getByRole('button', { name: 'Take back …' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
		await expect(card.getByText('Taken back')).toBeVisible();
		await theirs.goto('/share');
		await theirs.goto(address);
		await theirs.getByRole('button', { name: 'Open the books' }).click();
		await expect(theirs.getByText(/Nothing lies behind this link any more/)).toBeVisible();
		expect(complaints).toEqual([]);
	} finally {
		await accountant.close();
		await profile.remove();
		await server.remove();
	}
});

async function businessOf(page: Page): Promise<[id: string, value: object]> {
	const { id, value } = (await must(page, 'business')) as { id: string; value: object };
	const { address, taxIds } = aBusiness();
	return [id, { ...value, address: { ...(value as { address: object }).address, ...address }, taxIds }];
}
