/** The browser dies without a word: what it said was saved is there. */
import { expect, test } from '@playwright/test';
import { expectSaved, goTo, openSampleBooks, unlock } from '../support/journey.ts';
import { lineRow, startInvoice, writeLine } from '../support/invoice-desk.ts';
import { newProfile } from '../support/profile.ts';

test('a draft is there after the browser was killed while it was open', async ({ baseURL }) => {
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL });
		const page = context.pages()[0]!;
		await page.goto('/');
		await openSampleBooks(page);
		await startInvoice(page);
		await writeLine(page, lineRow(page, 0), { name: 'Night shift', quantity: '3', price: '45' });
		await expectSaved(page);
		const place = page.url();

		// The whole browser, at once: no page hears of it.
		const gone = new Promise((resolve) => context.once('close', resolve));
		const browser = await context.newCDPSession(page);
		await browser.send('Browser.crash').catch(() => undefined);
		await gone;

		const again = (await profile.open({ baseURL })).pages()[0]!;
		await again.goto(place);
		await unlock(again);
		await expect(lineRow(again, 0).getByLabel('Item or service', { exact: true })).toHaveValue('Night shift');
		await expect(lineRow(again, 0).getByLabel('Quantity', { exact: true })).toHaveValue('3');
		await goTo(again, 'Settings');
		await again.getByRole('button', { name: 'Check now' }).click();
		await expect(again.getByText('Everything fits together.')).toBeVisible();
	} finally {
		await profile.remove();
	}
});
