/** Three people, each in a browser profile of their own, on the relay beside the app. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { chooseClient, issue, startInvoice, writeLines } from '../support/invoice-desk.ts';
import { addClient, createWorkspace, expectSaved, fillBusiness, goTo, PASSPHRASE, unlock } from '../support/journey.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const words = (page: Page) => page.getByTestId('team-words').getByRole('listitem').allInnerTexts();

async function person(browser: Browser, width = 1280): Promise<Page> {
	const context = await browser.newContext({ viewport: { width, height: 844 } });
	return context.newPage();
}

async function connectRelay(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open sync' }).click();
	await expect(page.getByLabel('Address of the relay')).toHaveValue(/localhost/);
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await expect(page.getByText('On the relay').first()).toBeVisible();
}

async function openTeam(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open the team' }).click();
	await expect(page.getByTestId('member').first()).toBeVisible();
}

/** `own`: what who invites is called by now, and what he says his name is. */
async function invite(page: Page, name: string, role: string, own?: { before: string; name: string }): Promise<string> {
	await page.getByRole('button', { name: 'Invite somebody' }).click();
	const ownName = page.getByRole('dialog').getByLabel('Your name');
	if (own) {
		await expect(ownName).toHaveValue(own.before);
		await ownName.fill(own.name);
	} else await expect(ownName).toHaveCount(0);
	await page.getByLabel('Who it is for').fill(name);
	await page.getByRole('radio', { name: new RegExp(`^${role} `) }).check();
	await page.getByRole('button', { name: 'Make the link' }).click();
	const link = await page.getByTestId('team-link').inputValue();
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByTestId('invitation')).toContainText(`For ${name}`);
	return link;
}

/** From the link to the words. */
async function askToJoin(page: Page, link: string, name: string): Promise<void> {
	await page.goto(link);
	await expect(page.getByRole('button', { name: 'Ask to join' })).toBeVisible();
	expect(page.url()).not.toContain('#');
	await page.getByRole('button', { name: 'Ask to join' }).click();
	await expect(page.getByText('Write your name, so that the others know who asks.')).toBeVisible();
	await page.getByLabel('Your name').fill(name);
	await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Ask to join' }).click();
}

async function goToClients(page: Page): Promise<void> {
	await goTo(page, 'Clients');
	await expect(page.getByRole('heading', { name: 'Clients', level: 1 })).toBeVisible();
}

/** By the keyboard alone: an "@", the first letter, the first that is offered. */
async function mention(page: Page, letter: string, name: string, text: string): Promise<void> {
	const field = page.getByLabel('Write a comment');
	await field.focus();
	await page.keyboard.type(`@${letter}`);
	await expect(page.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Enter');
	await page.keyboard.type(text);
	await expect(field).toHaveValue(`@${name} ${text}`);
	await page.getByRole('button', { name: 'Comment', exact: true }).click();
	await expect(page.getByRole('list', { name: 'Comments' }).getByText(text)).toBeVisible();
}

test('Alice invites Bob and Carol: one writes what she approves, one reads, a link used twice gives nothing, Bob is removed and Carol leaves', async ({
	page: alice,
	browser
}) => {
	await alice.goto('/');
	await createWorkspace(alice, { name: 'Atelier Mésange', preset: 'CA-QC' });
	await addClient(alice, {
		'Who it is': { Name: 'Client of Alice' },
		Addresses: { 'Street and number': '1, rue de l’Église', City: 'Québec', 'Postal code': 'G1R 3X4', 'Province, state or region': 'QC' }
	});
	await fillBusiness(alice, {
		'Name and address': {
			'Street and number': '4200 rue Saint-Denis',
			City: 'Montréal',
			'Postal code': 'H2J 2K8',
			Person: 'Alice Tremblay'
		},
		'Tax and company numbers': { 'N° TPS': '123456782 RT0001', 'N° TVQ': '1234567892 TQ0001' }
	});
	await alice.getByLabel('Documents need approval before they are issued').check();
	await connectRelay(alice);
	await openTeam(alice);
	const forBob = await invite(alice, 'Bob', 'Editor', { before: 'Alice Tremblay', name: 'Alice' });

	const bob = await person(browser, 390);
	await askToJoin(bob, forBob, 'Bob');
	await expect(bob.getByTestId('joining')).toHaveAttribute('data-state', 'asked');
	const his = await words(bob);
	expect(his).toHaveLength(6);
	// Closed and opened again it is the same request.
	await bob.goto('/');
	await unlock(bob);
	await expect(bob.getByTestId('joining')).toHaveAttribute('data-state', 'asked');
	expect(await words(bob)).toEqual(his);

	await expect(alice.getByRole('heading', { name: 'Bob asks to join' })).toBeVisible();
	expect(await words(alice)).toEqual(his);
	await alice.getByRole('button', { name: 'The same words: admit' }).click();
	await expect(alice.getByTestId('member')).toHaveCount(2);
	await expect(bob).toHaveURL(/\/home$/);
	await goToClients(bob);
	await expect(bob.getByText('Client of Alice')).toBeVisible();
	await bob.getByRole('link', { name: 'New client' }).first().click();
	await bob.getByLabel('Name', { exact: true }).first().fill('Client of Bob');
	await goToClients(alice);
	await expect(alice.getByText('Client of Bob')).toBeVisible();

	// He looks after a client, asks Alice on a draft, and has it approved.
	await goToClients(bob);
	await bob.getByText('Client of Alice').click();
	await bob.getByLabel('Bob (you)').check();
	await expectSaved(bob);
	await startInvoice(bob);
	await chooseClient(bob, 'Client of Alice');
	await writeLines(bob, [{ name: 'Retouches', quantity: '1', price: '140' }]);
	await mention(bob, 'a', 'Alice', 'is this the price?');
	await bob.getByRole('button', { name: 'Submit for approval' }).click();
	await bob.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
	await expect(bob.getByText('You submitted it.')).toBeVisible();
	await goToClients(alice);
	await alice.getByRole('button', { name: /^Looked after by/ }).click();
	await alice.getByRole('checkbox', { name: /^Bob/ }).check();
	await alice.keyboard.press('Escape');
	await expect(alice.getByText('Client of Alice')).toBeVisible();
	await expect(alice.getByText('Client of Bob')).toHaveCount(0);
	await goTo(alice, 'Home');
	await expect(alice.getByText('1 draft waits for your approval')).toBeVisible();
	const said = alice.locator('[data-notice=mention]');
	await expect(said).toContainText('Bob mentioned you on the draft for Client of Alice');
	await said.getByRole('link', { name: 'Open' }).click();
	await alice.getByRole('button', { name: 'I have seen it' }).click();
	await alice.getByRole('button', { name: 'Approve', exact: true }).first().click();
	await alice.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
	const number = await issue(alice);
	await goTo(alice, 'Home');
	await expect(alice.getByText('waits for your approval')).toHaveCount(0);
	await expect(said).toHaveCount(0);

	// The same link again.
	const carol = await person(browser);
	await askToJoin(carol, forBob, 'Carol');
	await expect(carol.getByRole('heading', { name: 'Somebody else has used this link' })).toBeVisible();
	await carol.getByRole('button', { name: 'Close' }).click();

	// With books of her own, which are locked when she opens the link, and in which she works meanwhile.
	await createWorkspace(carol, { name: 'Carol & Co.', preset: 'CA-QC' });
	await openTeam(alice);
	const forCarol = await invite(alice, 'Carol', 'Viewer');
	await carol.goto('/privacy');
	await carol.goto(forCarol);
	await expect(carol.getByText('Unlock this device to answer the invitation.')).toBeVisible();
	await unlock(carol);
	await carol.getByLabel('Your name').fill('Carol');
	await carol.getByRole('button', { name: 'Ask to join' }).click();
	await carol.getByRole('link', { name: 'Back to my books' }).click();
	await expect(carol.locator('.workspace .name')).toHaveText('Carol & Co.');
	await carol.getByRole('link', { name: 'See the words' }).click();
	await goTo(alice, 'Home');
	await alice.getByRole('link', { name: 'Compare the words' }).click();
	await expect(alice.getByTestId('joiner')).toBeVisible();
	expect(await words(alice)).toEqual(await words(carol));
	await alice.getByRole('button', { name: 'The same words: admit' }).click();
	await expect(carol).toHaveURL(/\/home$/);
	await carol.getByRole('button', { name: 'Workspaces' }).click();
	await carol.getByRole('menuitem').nth(1).click();
	await expect(carol.locator('.workspace .name')).toHaveText('Atelier Mésange');
	await goToClients(carol);
	await carol.getByText('Client of Bob').click();
	await expect(carol.getByText('You are a viewer of these books.')).toBeVisible();
	// What would write is not offered, and the page of a document says who else looks at it.
	await expect(carol.getByRole('link', { name: 'New client' })).toHaveCount(0);
	await goTo(carol, 'Invoices');
	await expect(carol.getByRole('link', { name: 'New invoice' })).toHaveCount(0);
	await carol.getByRole('link', { name: number }).click();
	await expect(carol.getByRole('button', { name: 'Download PDF' })).toBeVisible();
	await expect(carol.getByRole('button', { name: 'Record payment' })).toHaveCount(0);
	await expect(carol.getByText('is this the price?')).toBeVisible();
	await goTo(alice, 'Invoices');
	await alice.getByRole('link', { name: number }).click();
	await expect(alice.getByText(/^Also open .*with Carol/).first()).toBeVisible();
	await expect(carol.getByText(/^Also open .*with Alice/).first()).toBeVisible();
	await openTeam(alice);
	await expect(carol.getByText(/^Also open .*with Alice/)).toHaveCount(0);
	await expect(carol.getByLabel('Write a comment')).toHaveCount(0);

	await alice.getByRole('button', { name: 'What to do with Bob' }).click();
	await alice.getByRole('menuitem', { name: 'Remove' }).click();
	await alice.getByRole('button', { name: 'Remove', exact: true }).click();
	await expect(alice.getByTestId('member')).toHaveCount(2);
	await expect(bob.getByText('You are no member of these books any more')).toBeVisible();
	await goToClients(bob);
	await expect(bob.getByText('Client of Alice')).toBeVisible();

	await openTeam(carol);
	await carol.getByRole('button', { name: 'Leave these books' }).click();
	await carol.getByRole('dialog').getByRole('button', { name: 'Leave these books' }).click();
	await expect(carol.getByText('You are no member of these books any more').first()).toBeVisible();
	await expect(alice.getByTestId('member')).toHaveCount(1);
});
