/** From the photo of a receipt to the invoice it is billed on, and from a supplier's bill to its payment: through the screen. */
import { expect, test, type Page } from '@playwright/test';
import type { PartyRow } from '../../src/lib/worker-api.ts';
import { aLine, anInvoice } from '../support/books.ts';
import { expectSaved, fillFields, goTo, section, watchComplaints } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { must, saveNew } from '../support/page-api.ts';
import { foreignOrigins, recordRequests } from '../support/requests.ts';

/** A paper lying on its side in the dark, as phones see them: larger than is kept, and with a place written into it. */
async function photo(page: Page): Promise<Buffer> {
	const bytes = await page.evaluate(async () => {
		const canvas = new OffscreenCanvas(3000, 2400);
		const draw = canvas.getContext('2d')!;
		draw.fillStyle = '#333333';
		draw.fillRect(0, 0, 3000, 2400);
		draw.rotate(0.05);
		draw.fillStyle = '#f4f1ea';
		draw.fillRect(500, 200, 1800, 2000);
		draw.fillStyle = '#222222';
		draw.font = '100px monospace';
		const lines = [
			'Bureau Boreal inc',
			'GST No 123456789 RT0001',
			'Date: 2026-03-14',
			'Paper  100.00',
			'GST 5%  5.00',
			'QST 9.975%  9.98',
			'TOTAL  $114.98'
		];
		for (const [at, line] of lines.entries()) draw.fillText(line, 620, 440 + at * 250);
		const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
		return [...new Uint8Array(await blob.arrayBuffer())];
	});
	const place = Buffer.from('Exif\0\0 GPS 45.5019 N 73.5674 W');
	const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, place.length + 2]), place]);
	return Buffer.concat([Buffer.from(bytes.slice(0, 2)), segment, Buffer.from(bytes.slice(2))]);
}

async function book(page: Page): Promise<string> {
	await expectSaved(page);
	await page.getByRole('button', { name: 'Book', exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Book' }).click();
	await expect(page).toHaveURL(/\/expenses\/view#[0-9a-f]{32}$/);
	return page.url().split('#')[1]!;
}

test('a photo of a receipt is read, becomes an expense, and a line of an invoice; a bill is paid; nobody hears of it', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	const requests = recordRequests(context);
	await openKept(page, SAMPLE);
	const query = { filters: { roles: { has: ['client'] }, country: { anyOf: ['CA'] } }, sort: { by: 'name' }, limit: 1 };
	const client = (await must(page, 'list', 'party', query)).rows[0] as PartyRow;

	await goTo(page, 'Expenses');
	await page.getByRole('link', { name: 'New expense' }).first().click();
	const taken = await photo(page);
	await page.locator('input[type=file][capture]').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: taken });
	await expect(page.getByRole('button', { name: 'Look at IMG_1.jpg' })).toBeVisible();
	await page.locator('input[type=file][multiple]').setInputFiles([
		{ name: 'script.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
		{ name: 'bill.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 /JavaScript (app.alert(1))') }
	]);
	await expect(page.getByText('“script.svg” is no picture or PDF')).toBeVisible();
	await page.getByRole('button', { name: 'Read the receipt' }).click();
	const read = page.getByRole('group', { name: 'What the receipt says' });
	await expect(read.getByRole('strong')).toHaveText([
		'Bureau Boreal inc · GST/HST 123456789RT0001, Canada',
		'March 14, 2026',
		/^CAD$/,
		'114.98 CAD',
		'GST 5 %: 5.00 · QST 9.975 %: 9.98'
	]);
	// Proposals alone change nothing.
	const supplier = page.getByLabel('Supplier', { exact: true });
	await expect(supplier).toHaveValue('');
	for (const field of ['Who was paid', 'Date', 'Total with tax', 'Taxes'])
		await read.getByRole('button', { name: `Take over: ${field}` }).click();
	await expect(supplier).toHaveValue('Bureau Boreal inc');
	await expect(page.getByLabel('Date', { exact: true })).toHaveValue('2026-03-14');
	await expect(page.getByLabel('Amount with tax')).toHaveValue('114.98');
	await supplier.fill('');
	await supplier.fill('Bureau Boreal inc');
	await page.getByRole('option', { name: 'Make “Bureau Boreal inc” a supplier' }).click();
	await expect(page.getByRole('link', { name: 'Bureau Boreal inc' })).toBeVisible();
	const known = (await must(page, 'list', 'party', { search: '123456789RT0001' })).rows as PartyRow[];
	expect(known.map(({ name, country, roles }) => [name, country, roles])).toEqual([['Bureau Boreal inc', 'CA', ['supplier']]]);
	await fillFields(section(page, 'Amount'), { 'What for': 'Paper', Category: 'Office supplies' });
	await expect(section(page, 'Amount').getByText('CA$100.00')).toBeVisible();
	await page.getByLabel('This was spent for a client').check();
	await page.getByLabel('Client', { exact: true }).fill(client.name);
	await page.getByRole('option', { name: client.name }).first().click();
	await page.getByLabel('Mark-up').fill('10');
	const expense = await book(page);

	// What is kept is smaller, upright, and says nothing of the place.
	const { booked } = await must(page, 'expense', expense);
	expect(booked.expense.receipts.map(({ name, type }) => [name, type])).toEqual([
		['IMG_1.jpg', 'image/jpeg'],
		['bill.pdf', 'application/pdf']
	]);
	await page.getByRole('button', { name: 'Look at IMG_1.jpg' }).click();
	const picture = page.getByRole('dialog').getByRole('img');
	await expect(picture).toBeVisible();
	expect(await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([2000, 1600]);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Save the file' }).click();
	const kept = await (await download).createReadStream();
	const chunks: Buffer[] = [];
	for await (const chunk of kept) chunks.push(chunk as Buffer);
	expect(taken.includes('GPS')).toBe(true);
	expect(Buffer.concat(chunks).includes('GPS')).toBe(false);
	await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
	await page.getByRole('button', { name: 'Look at bill.pdf' }).click();
	await expect(page.getByText('A PDF can hold programs')).toBeVisible();
	await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

	await page.getByRole('button', { name: 'Put on an invoice' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Put on an invoice' }).click();
	await expect(page).toHaveURL(/\/invoices\/edit#/);
	const draft = page.url().split('#')[1]!;
	await expect(page.getByText(/110\.00/).first()).toBeVisible();
	await must(page, 'issue', draft);
	const { document } = await must(page, 'document', draft);
	await goTo(page, 'Expenses');
	await page.getByRole('link', { name: 'Bureau Boreal inc' }).click();
	await expect(page.getByText(`Billed on by invoice ${document.number}.`)).toBeVisible();

	await goTo(page, 'Bills');
	await page.getByRole('link', { name: 'New bill' }).first().click();
	await page.getByLabel('Supplier', { exact: true }).fill('Imprimerie du Canal');
	await page.getByRole('option', { name: 'Make “Imprimerie du Canal” a supplier' }).click();
	await fillFields(page, { 'Number on the paper': 'B-7', 'Due date': '2020-01-31', Date: '2020-01-01' });
	await page.getByRole('radio', { name: 'without tax' }).check();
	await fillFields(section(page, 'Amount'), { 'What for': 'Posters', 'Amount without tax': '200' });
	await book(page);
	await expect(page.getByText('Overdue')).toBeVisible();
	await page.getByRole('button', { name: 'Record a payment' }).click();
	await fillFields(page.getByRole('dialog'), { Amount: '29.95' });
	await page.getByRole('dialog').getByRole('button', { name: 'Record' }).click();
	await expect(page.getByText('CA$200.00').last()).toBeVisible();
	await goTo(page, 'Bills');
	await expect(page.getByText('overdue CA$200.00')).toBeVisible();
	await statement(page);

	await billOrder(page);
	expect(foreignOrigins(requests, new URL(page.url()).origin)).toEqual([]);
	expect(complaints).toEqual([]);
});

/** What stood open before this year, the payment, and what is left; a figure opens the record behind it. */
async function statement(page: Page): Promise<void> {
	await goTo(page, 'Reports');
	await page.getByRole('link', { name: /^Statements of suppliers/ }).click();
	const all = page.getByRole('table', { name: 'Statements of suppliers' });
	await all.getByRole('link', { name: 'Imprimerie du Canal' }).click();
	await expect(page).toHaveURL(/#supplier-statements\/[0-9a-f]{32}$/);
	await expect(page.getByRole('heading', { name: 'Statement: Imprimerie du Canal' })).toBeVisible();
	await expect(page).toHaveTitle(/^Statement ·/);
	const table = page.getByRole('table', { name: 'Statement: Imprimerie du Canal' });
	const row = (name: string) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
	await expect(row('Opening balance').getByRole('button')).toHaveText(['229.95']);
	await expect(row('Closing balance').getByRole('button')).toHaveText(['29.95', '200.00']);
	await table.getByRole('button', { name: /^29\.95\. What is behind Payment to supplier/ }).click();
	await page.getByRole('dialog').getByRole('link', { name: 'Payment to supplier' }).click();
	await expect(page).toHaveURL(/\/payments\/view#[0-9a-f]{32}$/);
	await expect(page.getByRole('link', { name: 'Imprimerie du Canal' }).first()).toBeVisible();
}

/** A supplier's order, billed in two parts, and a third bill that asks for a line again. */
async function billOrder(page: Page): Promise<void> {
	const supplier = (await must(page, 'list', 'party', { search: 'Imprimerie du Canal' })).rows[0] as PartyRow;
	const series = await saveNew(page, 'series', { name: 'Orders', type: 'purchase-order', pattern: 'BC-{0000}', start: 1, yearly: false });
	const lines = [
		aLine({ id: 'ink', order: 'V', name: 'Ink', quantity: '2', price: '40' }),
		aLine({ id: 'paper', order: 'W', name: 'Paper', quantity: '3', price: '12.50' })
	];
	const content = anInvoice({
		type: 'purchase-order',
		partyId: supplier.id,
		seriesId: series,
		issueDate: '2026-10-01',
		dueDate: '',
		lines
	});
	const order = await saveNew(page, 'draft', content);
	await must(page, 'issue', order);
	await goTo(page, 'Orders');
	await page.getByRole('link', { name: 'Imprimerie du Canal' }).click();
	const bills = section(page, 'Bills of this order');
	await bills.getByRole('button', { name: 'Write its bill' }).click();
	await page.getByRole('group', { name: 'Line 1' }).getByLabel('Amount without tax').fill('30');
	await book(page);
	const back = () => page.getByRole('link', { name: /^Order BC-0001/ }).click();
	await back();
	await expect(bills.getByText('Billed CA$67.50 of CA$117.50, without tax.')).toBeVisible();
	await expect(bills.getByRole('list', { name: 'Still to be billed' })).toHaveText(/^Ink\s*CA\$50\.00$/);
	await bills.getByRole('button', { name: 'Bill what is left' }).click();
	const rest = page.getByLabel('Amount without tax');
	await expect(rest).toHaveValue(/^50(\.00)?$/);
	await rest.fill('80');
	await page.getByRole('button', { name: 'Book', exact: true }).click();
	await expect(page.getByRole('dialog')).toContainText('More of a line is billed than was ordered');
	await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
	await back();
	await expect(bills.getByText('More is billed than was ordered: Ink.')).toBeVisible();
	await page.goBack();
	await rest.fill('50');
	await book(page);
	await back();
	await expect(bills.getByText('All of it is billed.')).toBeVisible();
	await expect(bills.getByRole('button')).toHaveCount(0);
}
