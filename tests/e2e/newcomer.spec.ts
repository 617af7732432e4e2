/**
 * From the first visit to the first issued invoice, in each language of the interface: every click and every field counts as one, a field filled
 * by the app as none.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { pdfPages } from '../support/pdf.ts';
import { expectSaved, watchComplaints } from '../support/journey.ts';
import { wordsOf } from '../support/spoken.ts';

test.use({ serviceWorkers: 'block' });
test.describe.configure({ mode: 'parallel' });

const MOST = 40;

const NEWCOMERS = [
	{
		language: 'en',
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		taxId: { label: 'VAT Reg. No.', value: 'GB980780684' },
		printed: 'Invoice'
	}
] as const;

class Newcomer {
	done = 0;

	async click(target: Locator): Promise<void> {
		this.done++;
		await target.click();
	}
	async fill(target: Locator, text: string): Promise<void> {
		this.done++;
		await target.fill(text);
	}
}

for (const { language, locale, timezoneId, taxId, printed } of NEWCOMERS)
	test(`a newcomer who reads ${language} issues a first invoice in under ${MOST} steps`, async ({ browser, baseURL }) => {
		test.slow();
		const w = await wordsOf(language);
		const context = await browser.newContext({ baseURL, locale, timezoneId, serviceWorkers: 'block' });
		const complaints = watchComplaints(context);
		const page = await context.newPage();
		const person = new Newcomer();
		const button = (catalogue: string, key: string) => page.getByRole('button', { name: w(catalogue, key), exact: true });
		const link = (catalogue: string, key: string) => page.getByRole('link', { name: w(catalogue, key), exact: true }).first();
		const field = (catalogue: string, key: string, within: Page | Locator = page) => within.getByLabel(w(catalogue, key), { exact: true });

		await page.goto('/');
		await expect(page.locator('html')).toHaveAttribute('lang', language);
		await person.click(link('routes/arrival', 'createWorkspace'));
		await person.fill(field('routes/create', 'name'), 'Rowan & Søn');
		await person.click(button('routes/create', 'next'));

		await person.click(button('lib/identity', 'suggest'));
		// It comes from the worker.
		await expect(field('lib/identity', 'choose')).not.toHaveValue('');
		const passphrase = await field('lib/identity', 'choose').inputValue();
		await person.fill(field('lib/identity', 'repeat'), passphrase);
		await person.click(button('routes/create', 'create'));
		const code = (await page.getByTestId('recovery-code').innerText()).replace(/\s+/g, '');
		await person.click(button('lib/identity', 'haveIt'));
		await person.fill(field('lib/identity', 'recoveryCode'), code);
		await person.click(button('lib/identity', 'confirm'));

		await expect(page.getByText(w('routes/(app)/home', 'startTitle'))).toBeVisible();
		await person.click(link('routes/(app)/home', 'business'));
		const identity = page.getByRole('region', { name: w('lib/business', 'identityTitle'), exact: true });
		for (const [key, text] of [
			['line1', '12 Mill Lane'],
			['city', 'Example'],
			['postcode', '10115']
		] as const)
			await person.fill(field('lib/business', key, identity), text);
		await person.fill(page.getByLabel(taxId.label).first(), taxId.value);
		await expectSaved(page);
		if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/newcomer-${language}-business.png`, fullPage: true });
		await person.click(page.getByRole('link', { name: w('routes/(app)/navigation', 'home'), exact: true }).first());
		await person.click(link('routes/(app)/home', 'newInvoice'));

		await person.fill(field('lib/documents', 'client'), 'Papeterie Nord');
		await person.click(page.getByRole('option', { name: 'Papeterie Nord' }));
		const dialog = page.getByRole('dialog', { name: w('lib/documents', 'newClient') });
		await person.fill(dialog.getByLabel(w('lib/documents', 'clientLine1')), '1 High Street');
		await person.fill(dialog.getByLabel(w('lib/documents', 'clientPostcode')), '75001');
		await person.fill(dialog.getByLabel(w('lib/documents', 'clientCity')), 'Example');
		await person.click(dialog.getByRole('button', { name: w('lib/documents', 'clientSave') }));
		// Behind an open dialog nobody can type.
		await expect(dialog).toBeHidden();
		const row = page.locator('[data-line]').first();
		await person.fill(field('lib/documents', 'lineName', row), 'Design');
		await person.fill(field('lib/documents', 'linePrice', row), '450');
		await person.click(button('lib/documents', 'issue'));
		const review = page.getByRole('dialog');
		if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/newcomer-${language}-review.png`, fullPage: true });
		await person.click(review.getByRole('button').last());
		await expect(page).toHaveURL(/\/view#/);
		if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/newcomer-${language}-view.png`, fullPage: true });
		const [download] = await Promise.all([page.waitForEvent('download'), person.click(button('lib/documents', 'download'))]);
		expect(pdfPages(readFileSync(await download.path())).join()).toContain(printed);
		expect(person.done).toBeLessThan(MOST);
		test.info().annotations.push({ type: 'steps', description: String(person.done) });
		expect(complaints).toEqual([]);
		await context.close();
	});
