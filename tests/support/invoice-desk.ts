/** The invoice editor and the issued invoice, as a person uses them. */
import { expect, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fillFields, goTo } from './journey.ts';

export interface TypedTax {
	/** The words of a choice, or a tax of its own. */
	preset?: string;
	name?: string;
	category?: string;
	rate?: string;
	reason?: string;
}
export interface TypedAllowance {
	kind: 'allowance' | 'charge';
	percent?: string;
	/** What the percentage is of, when it is not the sum at hand. */
	base?: string;
	amount?: string;
	reason: string;
	/** Of the document only: the words of a tax choice. */
	taxed?: string;
}
export interface TypedLine {
	/** Of an item already kept: letters that find it. Name, price, unit and taxes come from it. */
	item?: string;
	name?: string;
	description?: string;
	quantity: string;
	price?: string;
	/** Code of the unit. */
	unit?: string;
	priceBase?: string;
	tax?: TypedTax;
	allowances?: TypedAllowance[];
}

export async function startInvoice(page: Page): Promise<void> {
	await goTo(page, 'Invoices');
	await page.getByRole('link', { name: 'New invoice' }).first().click();
	await expect(page.getByLabel('Client', { exact: true })).toBeVisible();
}

/** One already kept. */
export async function chooseClient(page: Page, name: string): Promise<void> {
	await page.getByLabel('Client', { exact: true }).fill(name);
	// Not the offer to add one of that name, which stands there until the search has answered.
	await page.getByRole('option', { name }).filter({ hasNotText: '“' }).first().click();
	await expect(page.getByRole('link', { name: 'Client’s details' })).toBeVisible();
}

export function lineRow(page: Page, index: number): Locator {
	return page.locator('[data-line]').nth(index);
}

/** Writes the lines one below the other into an invoice that has one empty line. */
export async function writeLines(page: Page, lines: readonly TypedLine[]): Promise<void> {
	for (const [index, line] of lines.entries()) {
		if (index > 0) await page.getByRole('button', { name: 'Add line' }).click();
		await expect(page.locator('[data-line]')).toHaveCount(index + 1);
		await writeLine(page, lineRow(page, index), line);
	}
}

export async function writeLine(page: Page, row: Locator, line: TypedLine): Promise<void> {
	const name = row.getByLabel('Item or service', { exact: true });
	if (line.item) {
		await name.fill(line.item);
		await page.getByRole('option', { name: line.item }).first().click();
		await expect(row.getByLabel('Price', { exact: true })).not.toHaveValue('');
	} else if (line.name) await name.fill(line.name);
	if (line.description) await row.getByLabel('Description', { exact: true }).fill(line.description);
	await row.getByLabel('Quantity', { exact: true }).fill(line.quantity);
	if (line.unit) await row.getByLabel('Unit', { exact: true }).selectOption(line.unit);
	if (line.price !== undefined) await row.getByLabel(/^Price( with tax)?$/).fill(line.price);
	if (line.tax) await chooseTax(page, row, line.tax);
	if (!line.priceBase && !line.allowances?.length) return;
	await row.getByRole('button', { name: /^Actions for line/ }).click();
	await row.getByRole('menuitem', { name: 'More for this line' }).click();
	if (line.priceBase) await row.getByLabel('Price is for', { exact: true }).fill(line.priceBase);
	await writeAllowances(row, line.allowances ?? []);
}

async function chooseTax(page: Page, row: Locator, tax: TypedTax): Promise<void> {
	const choice = row.getByLabel('Tax', { exact: true });
	if (tax.preset) {
		await choice.selectOption({ label: tax.preset });
		return;
	}
	await choice.selectOption({ label: 'Custom …' });
	const dialog = page.getByRole('dialog', { name: /^Taxes of line/ });
	await dialog.getByLabel('Category', { exact: true }).selectOption(tax.category ?? 'S');
	await dialog.getByLabel('Name on the invoice', { exact: true }).fill(tax.name ?? '');
	const rate = dialog.getByLabel('Rate', { exact: true });
	if (await rate.isEnabled()) await rate.fill(tax.rate ?? '');
	if (tax.reason) await dialog.getByLabel('Reason printed on the invoice').fill(tax.reason);
	await dialog.getByRole('button', { name: 'Done' }).click();
	await expect(dialog).toHaveCount(0);
}

/** Discounts and charges of the document. */
export async function writeDocumentAllowances(page: Page, entries: readonly TypedAllowance[]): Promise<void> {
	const part = await openPart(page, 'Discounts and charges');
	await writeAllowances(part, entries);
}

async function writeAllowances(within: Locator, entries: readonly TypedAllowance[]): Promise<void> {
	for (const entry of entries) {
		const word = entry.kind === 'allowance' ? 'Discount' : 'Charge';
		await within.getByRole('button', { name: entry.kind === 'allowance' ? 'Add discount' : 'Add charge' }).click();
		const group = within.getByRole('group', { name: word }).last();
		await group.getByLabel(word, { exact: true }).and(group.locator('input')).fill(entry.reason);
		const form = entry.percent === undefined ? 'amount' : entry.base === undefined ? 'percent' : 'base';
		await group.getByLabel('Percent or amount', { exact: true }).selectOption(form);
		if (entry.percent !== undefined) await group.getByLabel('Percent', { exact: true }).fill(entry.percent);
		else await group.getByLabel('Amount', { exact: true }).fill(entry.amount ?? '');
		if (entry.base !== undefined) await group.getByLabel('Sum it is a percentage of', { exact: true }).fill(entry.base);
		if (entry.taxed) await group.getByLabel('Taxed', { exact: true }).selectOption({ label: entry.taxed });
	}
}

/** Unfolds one of the parts below the lines. */
export async function openPart(page: Page, name: string): Promise<Locator> {
	const part = page.locator('details').filter({ has: page.locator('summary').filter({ hasText: name }) });
	if ((await part.getAttribute('open')) === null) await part.locator('summary').first().click();
	return part;
}

export async function writeMoneyOptions(page: Page, fields: Record<string, string>): Promise<void> {
	await fillFields(await openPart(page, 'Currency and rounding'), fields);
}

/** Each row of the totals with its amount as shown, in their order. */
export async function shownTotals(page: Page): Promise<[label: string, amount: string][]> {
	const rows = page.locator('dl[aria-label="Totals"] > div');
	return rows.evaluateAll((divs) =>
		divs.map((div) => [div.querySelector('dt')?.textContent?.trim() ?? '', div.querySelector('dd')?.textContent?.trim() ?? ''])
	);
}

/** Issues what is on the desk; returns the number it got. */
export async function issue(page: Page): Promise<string> {
	await page.getByRole('button', { name: 'Issue …' }).click();
	const dialog = page.getByRole('dialog', { name: 'Ready to issue?' });
	await dialog.getByRole('button', { name: /^Issue / }).click();
	await expect(page).toHaveURL(/\/view#/);
	return (await page.getByRole('heading', { level: 1 }).innerText()).trim();
}

/** Of the issued invoice on the page. */
export async function downloadPdf(page: Page): Promise<{ name: string; bytes: Uint8Array }> {
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download PDF' }).click()]);
	return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export async function recordPayment(page: Page, fields: Record<string, string>): Promise<void> {
	await page.getByRole('button', { name: 'Record payment' }).click();
	const dialog = page.getByRole('dialog', { name: 'Record payment' });
	await fillFields(dialog, fields);
	await dialog.getByRole('button', { name: 'Record payment' }).click();
	await expect(dialog).toHaveCount(0);
}

/** Opens an issued invoice, or a draft, from the list: the first whose row says so. */
export async function openInvoice(page: Page, row: RegExp): Promise<void> {
	await goTo(page, 'Invoices');
	await page.getByRole('row', { name: row }).first().getByRole('link').click();
	await expect(page).toHaveURL(/\/invoices\/(view|edit)#/);
}
