import { expect, test, type Locator, type Page } from '@playwright/test';
import { chooseClient, lineRow, startInvoice, writeLine } from '../support/invoice-desk.ts';
import { addClient, createWorkspace, expectSaved, goTo, PASSPHRASE, section, unlock, watchComplaints } from '../support/journey.ts';
import { openKept, type Books } from '../support/kept-books.ts';
import { newProfile } from '../support/profile.ts';

// Where there is no room the offline shell takes some of it: that test has a browser of its own.
test.use({ serviceWorkers: 'block' });

const CLIENT = 'Papeterie Nord';

async function makeBooks(page: Page): Promise<void> {
	await page.goto('/');
	await createWorkspace(page, { name: 'Atelier', preset: 'CA-QC' });
	await addClient(page, { 'Who it is': { Name: CLIENT }, Addresses: { City: 'Rimouski' } });
}
const BOOKS: Books = { name: 'a client in Rimouski', make: makeBooks };

/** A draft with one line of 2 at 10, stored. */
async function openDraft(page: Page): Promise<Locator> {
	await openKept(page, BOOKS);
	await startInvoice(page);
	await chooseClient(page, CLIENT);
	const row = lineRow(page, 0);
	await writeLine(page, row, { name: 'Affiche', description: 'Grand format', quantity: '2', price: '10' });
	await expect(row.locator('output')).toHaveText('20.00');
	await expectSaved(page);
	return row;
}

/** What the books hold, seen by eyes that know nothing of this page. */
async function reopen(page: Page): Promise<void> {
	await page.reload();
	await unlock(page);
}

/** What a field says is wrong with it. */
async function expectError(field: Locator, message: RegExp): Promise<void> {
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	const ids = (await field.getAttribute('aria-describedby')) ?? '';
	await expect(
		field
			.page()
			.locator(
				ids
					.split(' ')
					.map((id) => `[id="${id}"]`)
					.join()
			)
			.first()
	).toHaveText(message);
}

test('a wrong passphrase is said to be wrong, and the right one opens all there was', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openKept(page, BOOKS);
	await page.getByRole('button', { name: 'Lock' }).click();
	for (const wrong of [`${PASSPHRASE} `.toUpperCase(), 'x']) {
		await page.getByLabel('Passphrase', { exact: true }).fill(wrong);
		await page.getByRole('button', { name: 'Unlock', exact: true }).click();
		await expect(page.getByText('That is not the passphrase of this device.')).toBeVisible();
	}
	await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
	await unlock(page);
	await goTo(page, 'Clients');
	await expect(page.getByRole('link', { name: CLIENT })).toBeVisible();
	expect(complaints).toEqual([]);
});

test('numbers: 1e9 is refused at its field, -0, 1,5 and ٣ are understood', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	const row = await openDraft(page);
	const amount = row.locator('output');
	const understood: [text: string, shown: string, quantityTimesTen: string, twoTimesPrice: string][] = [
		['-0', '0', '0.00', '0.00'],
		['1,5', '1.5', '15.00', '3.00'],
		['٣', '3', '30.00', '6.00'],
		['2', '2', '20.00', '4.00']
	];
	const quantity = row.getByLabel('Quantity', { exact: true });
	const price = row.getByLabel('Price', { exact: true });
	for (const [text, shown, sum] of understood) {
		await quantity.fill(text);
		await expect(amount).toHaveText(sum);
		await price.focus();
		await expect(quantity).toHaveValue(shown);
		await expect(quantity).not.toHaveAttribute('aria-invalid');
	}
	for (const [text, shown, , sum] of understood) {
		await price.fill(text);
		await expect(amount).toHaveText(sum);
		await quantity.focus();
		await expect(price).toHaveValue(Number(shown).toFixed(2));
	}
	await price.fill('-5');
	await expectError(price, /cannot be below zero/);
	await price.fill('10');
	await expectSaved(page);

	for (const field of [quantity, price])
		for (const wrong of ['1e9', 'NaN', '1.2.3', '9'.repeat(40)]) {
			const before = await field.inputValue();
			await field.fill(wrong);
			await expectError(field, /^(Write a number|The separators|This number is too large)/);
			await expect(amount).toHaveText('20.00');
			await page.getByRole('button', { name: 'Issue …' }).click();
			const review = page.getByRole('dialog', { name: 'Not ready to issue' });
			await expect(review.getByText('A number or date on the page cannot be read.')).toBeVisible();
			await expect(review.getByRole('button', { name: /^Issue/ })).toBeDisabled();
			await review.getByText('A number or date on the page cannot be read.').click();
			await expect(field).toBeFocused();
			await expect(field).toHaveValue(wrong);
			await field.fill(before);
		}
	await quantity.fill('1e9');
	await reopen(page);
	await expect(quantity).toHaveValue('2');
	await expect(price).toHaveValue('10.00');
	await expect(amount).toHaveText('20.00');
	expect(complaints).toEqual([]);
});

test('a day that does not exist is said at its field and holds back issuing', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await openDraft(page);
	for (const label of ['Date of issue', 'Payment due']) {
		const date = page.getByLabel(label, { exact: true });
		const before = await date.inputValue();
		await date.focus();
		await page.keyboard.type('02302026');
		await page.getByLabel('Client', { exact: true }).focus();
		await expectError(date, /^This date does not exist/);
		await page.getByRole('button', { name: 'Issue …' }).click();
		const review = page.getByRole('dialog', { name: 'Not ready to issue' });
		await review.getByText('A number or date on the page cannot be read.').click();
		await expect(date).toBeFocused();
		await date.fill(before);
		await page.getByLabel('Client', { exact: true }).focus();
		await expect(date).not.toHaveAttribute('aria-invalid');
	}
	await page.getByRole('button', { name: 'Issue …' }).click();
	await expect(page.getByText('A number or date on the page cannot be read.')).toHaveCount(0);
	expect(complaints).toEqual([]);
});

test('100 kB pasted into a description stay on the page with their message, and everything else is stored', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	const row = await openDraft(page);
	const description = row.getByLabel('Description', { exact: true });
	await description.fill('x'.repeat(100_000));
	await expectError(description, /^Shorten this by [\d,.]+ characters/);
	await row.getByLabel('Quantity', { exact: true }).fill('7');
	await expect(row.locator('output')).toHaveText('70.00');
	await expectSaved(page);
	await page.getByRole('button', { name: 'Issue …' }).click();
	await expect(page.getByRole('dialog', { name: 'Not ready to issue' }).getByText(/longer than/)).toBeVisible();
	await reopen(page);
	await expect(row.getByLabel('Quantity', { exact: true })).toHaveValue('7');
	await expect(description).toHaveValue('Grand format');
	expect(complaints).toEqual([]);
});

test('a logo is a picture: a script in an SVG never runs, a text is refused and the logo before it stays', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	const asked: string[] = [];
	context.on('request', (request) => asked.push(request.url()));
	await openKept(page, BOOKS);
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open business settings' }).or(page.locator('a[href$="/settings/business"]')).first().click();
	const picker = page.locator('input[type=file]');
	const logo = page.getByRole('img', { name: 'Your logo' });
	await picker.setInputFiles({
		name: 'logo.svg',
		mimeType: 'image/svg+xml',
		buffer: Buffer.from(
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" onload="document.title='ran'"><script>document.title='ran';fetch('/ran')</script><image href="https://example.org/ran.png" width="9" height="9"/><rect width="90" height="30" fill="#274"/></svg>`
		)
	});
	await expect(logo).toBeVisible();
	await expectSaved(page);
	const before = await logo.screenshot();

	for (const [name, text] of [
		['logo.png', 'This is no picture.'],
		['notes.txt', 'Neither is this.']
	] as const) {
		await picker.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
		await expect(section(page, 'Logo, colour and look').getByText('This file is no picture the app can read.')).toBeVisible();
		await expect(logo).toBeVisible();
	}
	await reopen(page);
	await expect(logo).toBeVisible();
	expect((await logo.screenshot()).equals(before)).toBe(true);
	expect(await page.title()).not.toBe('ran');
	expect(asked.filter((url) => url.includes('/ran'))).toEqual([]);
	expect(complaints).toEqual([]);
});

test('with no room left the page says so and keeps what was typed; with room again it is stored', async ({ baseURL }) => {
	const origin = new URL(baseURL ?? '').origin;
	const profile = newProfile();
	try {
		let context = await profile.open({ baseURL });
		let page = await context.newPage();
		await makeBooks(page);
		await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, { timeout: 150_000 });
		await context.close();

		context = await profile.open({ baseURL });
		page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 24 * 1024 * 1024 });
		// A picture of the same origin: the database, which remembers for a while how much room it has, is not open yet.
		await page.goto('/icons/icon-192.png');
		const { fillers, smallest } = await page.evaluate(fillUp, FILLER);
		expect(fillers).toBeGreaterThan(3);
		expect(smallest).toBeLessThan(2048);

		await page.goto('/');
		await unlock(page);
		await goTo(page, 'Clients');
		await page.getByRole('link', { name: CLIENT }).click();
		const name = section(page, 'Who it is').getByLabel('Name', { exact: true });
		await expect(name).toHaveValue(CLIENT);
		await name.fill('Papeterie Sud');
		const banner = page.getByText('This device has no room left, so the last change was not saved.');
		await expect(banner).toBeVisible();
		await expect(name).toHaveValue('Papeterie Sud');

		await page.evaluate((cache) => caches.delete(cache), FILLER);
		await page.getByRole('button', { name: 'Try again' }).click();
		await expectSaved(page);
		await expect(banner).toHaveCount(0);
		await reopen(page);
		await expect(name).toHaveValue('Papeterie Sud');
	} finally {
		await profile.remove();
	}
});

const FILLER = 'whatever else is on this device';

/** Writes ever smaller pieces until not even a small one fits. */
async function fillUp(name: string): Promise<{ fillers: number; smallest: number }> {
	const cache = await caches.open(name);
	let [fillers, size] = [0, 4 << 20];
	while (size >= 1024) {
		const piece = crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536)));
		const body = new Blob(Array.from({ length: Math.max(1, size / 65_536) }, () => piece));
		try {
			await cache.put(`/filler/${fillers}`, new Response(body));
			fillers++;
		} catch {
			size /= 2;
		}
	}
	return { fillers, smallest: size };
}
