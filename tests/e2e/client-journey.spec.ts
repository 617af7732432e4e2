/** A sender and a client, each with a browser of his own: an estimate is asked about and signed on a telephone, becomes an invoice, and is paid. */
import { expect, test, type Page } from '@playwright/test';
import { aBusiness, aParty } from '../support/books.ts';
import { chooseClient, issue, writeLines } from '../support/invoice-desk.ts';
import { createWorkspace, goTo, watchComplaints } from '../support/journey.ts';
import { must, saveNew } from '../support/page-api.ts';
import { newProfile } from '../support/profile.ts';
import { RelayServer } from '../support/relay-server.ts';
import { connectRelay } from '../support/two-devices.ts';

// The offline shell is not the matter here.
test.use({ serviceWorkers: 'block' });

const PHRASE = 'heron tramway 52';

async function linkOf(page: Page, phrase?: string): Promise<string> {
	await page.getByRole('button', { name: /^Make (a client link|another)$/ }).click();
	const dialog = page.getByRole('dialog');
	if (phrase) {
		await dialog.getByLabel('Ask for a passphrase, too').check();
		await dialog.getByLabel('Passphrase', { exact: true }).fill('short');
		await dialog.getByRole('button', { name: 'Make the link' }).click();
		await expect(dialog.getByLabel('Passphrase', { exact: true })).toHaveAccessibleDescription(/a short one is found by trying/);
		await dialog.getByLabel('Passphrase', { exact: true }).fill(phrase);
	}
	await dialog.getByRole('button', { name: 'Make the link' }).click();
	const address = await dialog.getByLabel('The link').inputValue();
	await dialog.getByRole('button', { name: 'It was sent: note it' }).click();
	await expect(dialog).toHaveCount(0);
	return address;
}

async function open(page: Page, address: string, phrase?: string): Promise<void> {
	await page.goto(address);
	await page.getByRole('button', { name: 'Show the document' }).click();
	if (!phrase) return;
	await page.getByLabel('Passphrase', { exact: true }).fill(phrase);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
}

/** The sender's device replaces the package by itself: who looks again and again sees it. */
async function showsSoon(page: Page, status: string): Promise<void> {
	await expect(async () => {
		await page.getByRole('button', { name: 'Look again' }).click();
		await expect(page.getByText(status, { exact: true })).toBeVisible({ timeout: 2000 });
	}).toPass();
}

async function draw(page: Page): Promise<void> {
	await page.getByLabel('Draw my signature as well').check();
	const pad = page.getByLabel('Draw your signature here with a finger, a pen or the mouse');
	await pad.scrollIntoViewIfNeeded();
	const { x, y, width, height } = (await pad.boundingBox())!;
	await page.mouse.move(x + width * 0.2, y + height * 0.5);
	await page.mouse.down();
	for (const [dx, dy] of [
		[0.35, 0.2],
		[0.5, 0.8],
		[0.8, 0.4]
	] as const)
		await page.mouse.move(x + width * dx, y + height * dy);
	await page.mouse.up();
}

test('an estimate is asked about and signed on a telephone, becomes an invoice, is said to be paid, revoked, and another expires', async ({
	browser
}) => {
	const server = await RelayServer.start();
	const profile = newProfile();
	const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: server.origin });
	try {
		const context = await profile.open({ baseURL: server.origin });
		const complaints = [...watchComplaints(context), ...watchComplaints(phone)];
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto('/');
		await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC', language: 'en' });
		const business = await must(page, 'business');
		await must(page, 'save', 'business', business.id, aBusiness());
		await saveNew(page, 'party', aParty());
		await goTo(page, 'Estimates');
		await page.getByRole('link', { name: 'New estimate' }).first().click();
		await chooseClient(page, 'Maple');
		await writeLines(page, [{ name: 'Design', quantity: '10', price: '100' }]);
		const estimate = await issue(page);

		// Books that no relay keeps: what to do is said, and nothing is made.
		await page.getByRole('button', { name: 'Make a client link' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click();
		await expect(page.getByRole('dialog').getByText(/A link needs a relay/)).toBeVisible();
		await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
		await connectRelay(page);
		await goTo(page, 'Estimates');
		await page.getByRole('link', { name: estimate }).click();

		const address = await linkOf(page, PHRASE);
		const client = await phone.newPage();
		await open(client, address, PHRASE);
		await expect(client.getByRole('heading', { level: 1, name: `Estimate ${estimate}` })).toBeVisible();
		await expect(client.getByText(/^Signed by .*, seen here for the first time$/)).toBeVisible();
		await goTo(page, 'Home');
		await client.getByRole('button', { name: 'Ask a question' }).click();
		await client.getByLabel('Question').fill('Is <img src=x onerror=alert(1)> in it?');
		await client.getByRole('button', { name: 'Send', exact: true }).click();
		await expect(client.getByText('Question sent')).toBeVisible();
		// It is told at once.
		const notice = page.locator('[data-notice="answer"]');
		await expect(notice).toContainText('Is <img src=x onerror=alert(1)> in it?');

		await client.getByRole('button', { name: 'Accept and sign' }).click();
		await client.getByLabel('Your name').fill('Grace Hopper');
		await draw(client);
		await client.getByRole('button', { name: 'Sign and send' }).click();
		await expect(client.getByText('Accepted and signed as Grace Hopper')).toBeVisible();
		await expect(notice).toContainText('and 1 more answer');
		await notice.getByRole('link', { name: 'Open' }).click();
		await expect(page.getByText('Accepted by Grace Hopper')).toBeVisible();
		await expect(page.getByRole('img', { name: 'Signature of Grace Hopper' })).toBeVisible();
		await expect(page.getByText(/opened 1 time/)).toBeVisible();

		await page.getByRole('button', { name: 'Make …' }).click();
		await page.getByRole('menuitem', { name: 'Invoice', exact: true }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Make the draft' }).click();
		await expect(page.getByRole('heading', { level: 1, name: / for Maple Books Ltd$/ })).toBeVisible();
		const invoice = await issue(page);
		// The client sees what became of his signature.
		await showsSoon(client, 'Invoiced');

		await page.getByRole('button', { name: 'Send', exact: true }).click();
		const letter = page.getByRole('dialog');
		await letter.getByRole('button', { name: 'Put in a client link' }).click();
		await expect(letter.getByText(/The link stands at the end of the message/)).toBeVisible();
		const text = await letter.getByLabel('Message', { exact: true }).inputValue();
		const second = /http:\S+\/client#\S+/.exec(text)![0];
		await letter.getByRole('button', { name: 'Cancel' }).click();
		await open(client, second);
		await expect(client.getByRole('heading', { level: 1, name: `Invoice ${invoice}` })).toBeVisible();
		await expect(client.getByText('It is the sender whose documents you opened on this device before.')).toBeVisible();
		await client.getByRole('button', { name: 'Say that I have paid' }).click();
		await client.getByLabel('Note').fill('by transfer');
		await client.getByRole('button', { name: 'Send', exact: true }).click();
		await expect(client.getByText('Said that it is paid')).toBeVisible();
		await expect(page.getByText(/Says it was paid on/)).toBeVisible();
		// It is a word and no money: a person records that.
		await expect(page.getByText('Open', { exact: true }).first()).toBeVisible();
		await page.getByRole('button', { name: 'Record the payment' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Record payment' }).click();
		await expect(page.getByRole('button', { name: 'Record the payment' })).toHaveCount(0);
		await showsSoon(client, 'Paid');

		await page.getByRole('button', { name: 'Revoke', exact: true }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
		await expect(page.getByText('Revoked', { exact: true })).toBeVisible();
		await client.getByRole('button', { name: 'Look again' }).click();
		await expect(client.getByRole('heading', { level: 1, name: 'This document is no longer there' })).toBeVisible();

		const third = await linkOf(page);
		await open(client, third);
		await expect(client.getByRole('heading', { level: 1, name: `Invoice ${invoice}` })).toBeVisible();
		await server.stop();
		await server.start(100);
		await open(client, third);
		await expect(client.getByRole('heading', { level: 1, name: 'This document is no longer there' })).toBeVisible();
		expect(complaints).toEqual([]);
	} finally {
		await phone.close();
		await profile.remove();
		await server.remove();
	}
});
