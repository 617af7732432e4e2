import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { openInvoice } from '../support/invoice-desk.ts';
import { expectSaved, watchComplaints } from '../support/journey.ts';
import { ATELIER, openKept, SAMPLE } from '../support/kept-books.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'] as const;

/** Findings of axe on the page as it is, in each width and scheme. */
async function findings(page: Page, screen: string): Promise<string[]> {
	const found: string[] = [];
	for (const width of WIDTHS)
		for (const colorScheme of SCHEMES) {
			await page.setViewportSize({ width, height: 900 });
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const { violations, passes } = await axeOn(page);
			expect(passes.length, screen).toBeGreaterThan(10);
			for (const { id, nodes } of violations)
				found.push(
					...nodes.map(({ target, failureSummary }) => `${screen} ${width} ${colorScheme}: ${id} ${target.join(' ')} ${failureSummary}`)
				);
		}
	await page.setViewportSize({ width: 1280, height: 900 });
	return found;
}

test('axe finds nothing in the unfolded editor, its review and the payment dialog, at both widths, light and dark', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	const found: string[] = [];
	await openKept(page, SAMPLE);
	await openInvoice(page, /Overdue/);
	await page.getByRole('button', { name: 'Record payment' }).click();
	await expect(page.getByRole('dialog', { name: 'Record payment' })).toBeVisible();
	found.push(...(await findings(page, 'payment')));
	await page.keyboard.press('Escape');

	await openInvoice(page, /Draft/);
	await expect(page.getByRole('button', { name: 'Add line' })).toBeVisible();
	for (const summary of await page.locator('main details > summary').all()) await summary.click();
	found.push(...(await findings(page, 'editor')));
	await page.getByRole('button', { name: 'Issue …' }).click();
	await expect(page.getByRole('dialog').getByRole('button', { name: /^Issue/ })).toBeVisible();
	found.push(...(await findings(page, 'review')));
	expect(found).toEqual([]);
	expect(complaints).toEqual([]);
});

/** Presses Tab until the focus is there. */
async function tabTo(target: Locator): Promise<void> {
	const page = target.page();
	await expect(target).toBeVisible();
	for (let presses = 0; presses < 80; presses++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab does not lead to ${target.toString()}`);
}

test('by keyboard alone: a client, and an invoice of one line, issued', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openKept(page, ATELIER);
	const { keyboard } = page;
	const main = page.getByRole('navigation', { name: 'Main' });

	await tabTo(main.getByRole('link', { name: 'Clients' }));
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/clients$/);
	await tabTo(page.getByRole('link', { name: 'New client' }).first());
	await keyboard.press('Enter');
	await tabTo(page.getByLabel('Name', { exact: true }));
	await keyboard.type('Papeterie Nord');
	await tabTo(page.getByLabel('City', { exact: true }));
	await keyboard.type('Rimouski');
	await expectSaved(page);

	await tabTo(main.getByRole('link', { name: 'Invoices' }));
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/invoices$/);
	await tabTo(page.getByRole('link', { name: 'New invoice' }).first());
	await keyboard.press('Enter');
	const client = page.getByLabel('Client', { exact: true });
	await tabTo(client);
	await keyboard.type('Pap');
	await expect(page.getByRole('option', { name: 'Papeterie Nord' })).toBeVisible();
	await keyboard.press('Enter');
	await expect(client).toHaveValue('Papeterie Nord');
	await tabTo(page.getByLabel('Item or service', { exact: true }));
	await keyboard.type('Affiche');
	await tabTo(page.getByLabel('Quantity', { exact: true }));
	await keyboard.press('Control+a');
	await keyboard.type('2');
	await tabTo(page.getByLabel('Price', { exact: true }));
	await keyboard.type('40');
	await expect(page.locator('[data-line] output')).toHaveText('80.00');
	// Enter adds a line, Delete takes the empty one away again.
	await keyboard.press('Enter');
	await expect(page.locator('[data-line]')).toHaveCount(2);
	await keyboard.press('Delete');
	await expect(page.locator('[data-line]')).toHaveCount(1);

	await tabTo(page.getByRole('button', { name: 'Issue …' }));
	await keyboard.press('Enter');
	const review = page.getByRole('dialog', { name: 'Ready to issue?' });
	await expect(review.getByRole('button', { name: 'Issue F-0001' })).toBeEnabled();
	await tabTo(review.getByRole('button', { name: 'Issue F-0001' }));
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/invoices\/view#/);
	await expect(page.getByRole('heading', { level: 1, name: 'F-0001' })).toBeVisible();
	expect(complaints).toEqual([]);
});
