/** Steps that many journeys share, done as a person does them: through the screen. */
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';

export const PASSPHRASE = 'heron violet tramway quarry 52';

export interface NewWorkspace {
	name: string;
	passphrase?: string;
	/** A preset's id: "CA-QC". It brings currency, language and time zone. */
	preset?: string;
	/** Of the documents, when not the preset's. */
	language?: string;
}

/** From the welcome page to the open, empty workspace. Returns the recovery code, typed back from the kit. */
export async function createWorkspace(page: Page, { name, passphrase = PASSPHRASE, preset, language }: NewWorkspace): Promise<string> {
	await page.getByRole('link', { name: 'Create a workspace' }).click();
	await page.getByLabel('Business name').fill(name);
	if (preset) await page.getByLabel('Country', { exact: true }).selectOption(preset);
	if (language) await page.getByLabel('Language of your documents', { exact: true }).selectOption(language);
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
	await page.getByLabel('Repeat it', { exact: true }).fill(passphrase);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	return typeBackRecoveryKit(page);
}

/** From the welcome page to the books of a Québec designer. */
export async function openSampleBooks(page: Page, passphrase = PASSPHRASE): Promise<string> {
	await page.getByRole('link', { name: 'Try it with sample data' }).click();
	await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
	await page.getByLabel('Repeat it', { exact: true }).fill(passphrase);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	return typeBackRecoveryKit(page);
}

async function typeBackRecoveryKit(page: Page): Promise<string> {
	const code = (await page.getByTestId('recovery-code').innerText()).replace(/\s+/g, '');
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page).toHaveURL(/\/home$/);
	return code;
}

/** From the unlock form to the open workspace. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
	await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	// Told at once, where an expectation would look again after a second.
	await page.getByLabel('Passphrase', { exact: true }).waitFor({ state: 'detached', timeout: 60_000 });
}

/** Places of the main menu, each with its section. */
const PLACES = {
	Home: undefined,
	Invoices: 'Sales',
	Estimates: 'Sales',
	Recurring: 'Sales',
	Reminders: 'Sales',
	'Delivery notes': 'Sales',
	Payments: 'Sales',
	Clients: 'Sales',
	Items: 'Sales',
	Bills: 'Purchases',
	Expenses: 'Purchases',
	Suppliers: 'Purchases',
	Orders: 'Purchases',
	Time: 'Work',
	Projects: 'Work',
	Bank: 'Money',
	Reports: 'Money',
	Settings: undefined
} as const;

/** By the main menu; narrow screens show the section first. */
export async function openPlace(page: Page, place: keyof typeof PLACES): Promise<void> {
	const main = page.getByRole('navigation', { name: 'Main' });
	await main.getByRole('link').first().waitFor();
	const link = main.getByRole('link', { name: place, exact: true });
	const section = PLACES[place];
	// Books that are being opened may still lead to another page, and its section.
	await expect(async () => {
		if (section && !(await link.isVisible())) await main.getByRole('link', { name: section }).click({ timeout: 5000 });
		await link.click({ timeout: 5000 });
	}).toPass();
}

/** One of the places of the main menu. */
export async function goTo(page: Page, place: keyof typeof PLACES): Promise<void> {
	await openPlace(page, place);
	await expect(page).toHaveURL(new RegExp(`/${place === 'Delivery notes' ? 'deliveries' : place.toLowerCase()}$`));
}

/** The text of labels, each with what to write into its field. A field that is a list of choices takes the words or the code of one. */
export type Fields = Record<string, string>;

/** Fills fields by their labels, in the order given. */
export async function fillFields(within: Page | Locator, fields: Fields): Promise<void> {
	for (const [label, text] of Object.entries(fields)) {
		// A label may go on with "optional".
		const field = within.getByLabel(new RegExp(`^${escaped(label)}( ?optional)?$`, 'i')).and(within.locator('input, textarea, select'));
		if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(text);
		else await field.fill(text);
	}
}

/** A titled part of a page. */
export function section(page: Page, name: string): Locator {
	return page.getByRole('region', { name, exact: true });
}

/** Writes into sections of the business settings and waits until all is stored. */
export async function fillBusiness(page: Page, sections: Record<string, Fields>, logo?: PickedFile): Promise<void> {
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Open business settings' }).or(page.locator('a[href$="/settings/business"]')).first().click();
	await expect(page).toHaveURL(/\/settings\/business$/);
	for (const [name, fields] of Object.entries(sections)) await fillFields(section(page, name), fields);
	if (logo) {
		await page.locator('input[type=file]').setInputFiles(logo);
		await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible();
	}
	await expectSaved(page);
}

export interface PickedFile {
	name: string;
	mimeType: string;
	buffer: Buffer;
}

export async function addClient(page: Page, sections: Record<string, Fields>): Promise<void> {
	await goTo(page, 'Clients');
	await page.getByRole('link', { name: 'New client' }).first().click();
	for (const [name, fields] of Object.entries(sections)) await fillFields(section(page, name), fields);
	await expectSaved(page);
}

export async function addItem(page: Page, sections: Record<string, Fields>): Promise<void> {
	await goTo(page, 'Items');
	await page.getByRole('link', { name: 'New item' }).first().click();
	for (const [name, fields] of Object.entries(sections)) await fillFields(section(page, name), fields);
	await expectSaved(page);
}

/** The page's header says that everything typed is on the device. */
export async function expectSaved(page: Page): Promise<void> {
	await expect(page.getByText(/^Saved( on this device)?$/).first()).toBeVisible();
}

/** Complaints of any page of the context, its workers included: console errors and warnings, and errors nobody caught. */
export function watchComplaints(context: BrowserContext): string[] {
	const complaints: string[] = [];
	context.on('console', (message) => {
		// Playwright's own word where a test has no use for the offline shell.
		if (message.text() === 'Service Worker registration blocked by Playwright') return;
		if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
	});
	context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`));
	return complaints;
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
