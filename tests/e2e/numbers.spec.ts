/** One person, a laptop and a phone, one series of numbers: asked for, handed over, numbered without a network, and taken over. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { chooseClient, downloadPdf, issue, startInvoice, writeLines } from '../support/invoice-desk.ts';
import { addClient, createWorkspace, expectSaved, goTo, unlock } from '../support/journey.ts';
import { RelayServer } from '../support/relay-server.ts';
import { connectRelay, pairPhone } from '../support/two-devices.ts';

const dialogOf = (page: Page) => page.getByRole('dialog');
const light = (page: Page) => page.getByTestId('sync-light');

async function newPhone(laptop: Page, browser: Browser, baseURL: string): Promise<Page> {
	const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL })).newPage();
	await pairPhone(laptop, phone);
	return phone;
}

async function writeInvoice(page: Page): Promise<void> {
	await startInvoice(page);
	await chooseClient(page, 'Maple Books');
	await writeLines(page, [{ name: 'Design day', quantity: '1', price: '50' }]);
}

/** What is on the desk goes out under this number. */
async function issueAs(page: Page, number: RegExp): Promise<string> {
	await writeInvoice(page);
	const given = await issue(page);
	expect(given).toMatch(number);
	return given;
}

async function openNumbers(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open number series' }).click();
	await expect(page.getByRole('heading', { name: 'Number report' })).toBeVisible();
}

/** Numbers of the issued invoices in the list, sorted. */
async function listed(page: Page): Promise<string[]> {
	const rows = await page.getByRole('table').getByRole('row').allInnerTexts();
	return rows.flatMap((text) => /\bF[A-Z]?-[A-Z]?\d{4}\b/.exec(text) ?? []).sort();
}

async function expectSound(page: Page): Promise<void> {
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
	const { violations } = await axeOn(page);
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

test('a series is asked for, handed over, numbered offline on both sides, and taken over from a phone that is away', async ({
	browser
}) => {
	const server = await RelayServer.start();
	try {
		const laptop = await (await browser.newContext({ baseURL: server.origin })).newPage();
		await laptop.goto('/');
		await createWorkspace(laptop, { name: 'Atelier Mésange', preset: 'CA-QC' });
		await addClient(laptop, { 'Who it is': { Name: 'Maple Books' }, Addresses: { Country: 'CA' } });
		const first = await issueAs(laptop, /0001$/);
		const numbered = (n: number) => first.replace(/0001$/, String(n).padStart(4, '0'));
		await connectRelay(laptop);
		const phone = await newPhone(laptop, browser, server.origin);

		// The phone says who gives the numbers and what it can do; nothing is issued.
		await writeInvoice(phone);
		await phone.getByRole('button', { name: 'Issue …' }).click();
		await expect(dialogOf(phone).getByText(`The last number these books know is ${first}.`)).toBeVisible();
		await expect(dialogOf(phone).getByRole('button', { name: /^Issue/ })).toBeDisabled();
		await expectSound(phone);
		await dialogOf(phone).getByRole('button', { name: 'Ask', exact: true }).click();
		await expect(dialogOf(phone).getByText('You have asked.')).toBeVisible();

		// One click on the laptop hands it over; the phone's dialog goes on by itself, with the next number.
		await goTo(laptop, 'Invoices');
		await expect(laptop.getByText('Phone would like to issue')).toBeVisible();
		await expectSound(laptop);
		await laptop.getByRole('button', { name: 'Hand over' }).click();
		await dialogOf(phone)
			.getByRole('button', { name: `Issue ${numbered(2)}` })
			.click();
		await expect(phone.getByRole('heading', { level: 1 })).toHaveText(numbered(2));

		// Now the laptop has to ask, and makes a series of its own instead; no page of it goes out before the relay has the number.
		await writeInvoice(laptop);
		await laptop.getByRole('button', { name: 'Issue …' }).click();
		await expect(dialogOf(laptop).getByRole('heading', { name: 'Phone gives these numbers' })).toBeVisible();
		await dialogOf(laptop).getByRole('button', { name: 'Make one' }).click();
		await dialogOf(laptop)
			.getByRole('button', { name: /^Issue .+0001$/ })
			.click();
		await expect(laptop).toHaveURL(/\/invoices\/view#/);
		const own = await laptop.getByRole('heading', { level: 1 }).innerText();
		await openNumbers(laptop);
		await laptop
			.getByRole('group')
			.filter({ hasText: `Next: ${own.replace(/1$/, '2')}` })
			.getByLabel('No PDF before the relay has the number')
			.check();
		await expectSaved(laptop);
		await expectSound(laptop);
		await expect(light(laptop)).toContainText('On the relay');

		// Neither reaches the relay; each goes on in the series it numbers. A new invoice is proposed for that one.
		await server.stop();
		await expect(light(laptop)).toContainText('Offline');
		await issueAs(phone, new RegExp(numbered(3)));
		const held = await issueAs(laptop, new RegExp(own.replace(/1$/, '2')));
		await expect(laptop.getByText('Provisional: do not send it yet')).toBeVisible();
		await expect(laptop.getByRole('button', { name: 'Download PDF' })).toBeDisabled();
		await expectSound(laptop);
		await expect(phone.getByText('Not on the relay yet')).toBeVisible();

		// The phone goes away with its invoice unsent. The laptop, back on the relay, takes the series over.
		await phone.goto('about:blank');
		await server.start();
		await goTo(laptop, 'Invoices');
		await laptop.getByRole('row', { name: held }).getByRole('link').first().click();
		await expect(laptop.getByRole('button', { name: 'Download PDF' })).toBeEnabled();
		expect((await downloadPdf(laptop)).name).toContain(held);
		await openNumbers(laptop);
		const series = laptop.getByRole('group').filter({ has: laptop.locator('[data-holder=elsewhere]') });
		await series.getByText('Number on this device …').click();
		await series.getByText('The other device is lost or broken').click();
		await expectSound(laptop);
		await series.getByRole('button', { name: 'Take the series over' }).click();
		await expect(laptop.getByText('This device gives these numbers now.')).toBeVisible();
		await writeInvoice(laptop);
		const taken = await issue(laptop);
		expect(taken).toMatch(/B-0001$/);

		// The phone comes back: what it issued stands under its number, and it hears what happened.
		await phone.goto('/invoices');
		await unlock(phone);
		await expect(phone.getByText(/gives the numbers of “.+” now\./)).toBeVisible();
		await expectSound(phone);
		await phone.getByRole('button', { name: 'Understood' }).click();
		await goTo(laptop, 'Invoices');
		const all = [first, numbered(2), numbered(3), taken, own, held].sort();
		for (const page of [laptop, phone]) await expect.poll(() => listed(page)).toEqual(all);
		await openNumbers(phone);
		await expect(phone.getByText('Complete')).toHaveCount(3);
		await expect(phone.getByText('missing', { exact: true })).toHaveCount(0);
	} finally {
		await server.remove();
	}
});
