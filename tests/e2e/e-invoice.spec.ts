/** What suppliers send as e-invoices: read, shown, and made bills of, through the screen. */
import { expect, test, type Page } from '@playwright/test';
import type { ExpenseRow, PartyRow } from '../../src/lib/worker-api.ts';
import { writeEInvoice } from '../../src/lib/einvoice/write.ts';
import { aBusiness, aLine, anInvoice as aDraft, aParty, GST, QST } from '../support/books.ts';
import { anInvoice, SELLER } from '../support/e-invoice.ts';
import { invoicePdf } from '../support/invoice-pdf.ts';
import { goTo, unlock, watchComplaints } from '../support/journey.ts';
import { ATELIER, openKept, SAMPLE } from '../support/kept-books.ts';
import { must, saveNew } from '../support/page-api.ts';
import { foreignOrigins, recordRequests } from '../support/requests.ts';

const file = (name: string, text: string) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
const xml = writeEInvoice(anInvoice(), 'ubl');

/** As a file is dragged in from outside. */
async function dropOn(page: Page, selector: string, name: string, text: string): Promise<void> {
	const data = await page.evaluateHandle(
		([name, text]) => {
			const transfer = new DataTransfer();
			transfer.items.add(new File([text!], name!, { type: 'text/xml' }));
			return transfer;
		},
		[name, text]
	);
	await page.dispatchEvent(selector, 'dragover', { dataTransfer: data });
	await page.dispatchEvent(selector, 'drop', { dataTransfer: data });
}

test('an e-invoice dropped on the expenses is shown, becomes a bill with its original, and is known the next time', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	const requests = recordRequests(context);
	await openKept(page, SAMPLE);
	await goTo(page, 'Expenses');
	await expect(page.getByRole('link', { name: 'Read an e-invoice' })).toBeVisible();
	await dropOn(page, 'h1', 'MPN-77.xml', xml);
	await expect(page).toHaveURL(/\/expenses\/e-invoice$/);
	const shown = page.getByRole('article', { name: 'The invoice' });
	await expect(shown.getByRole('heading', { name: 'MPN-77' })).toBeVisible();
	await expect(shown.getByText(SELLER)).toBeVisible();
	await expect(shown.getByText('Merci <b>beaucoup</b>')).toBeVisible();
	await expect(shown.locator('.due')).toContainText('150.00\u00a0EUR');
	const download = page.waitForEvent('download');
	await shown.getByRole('button', { name: 'Save hours.html' }).click();
	expect((await download).suggestedFilename()).toBe('hours.html');

	const panel = page.getByRole('region', { name: 'In your books' });
	await expect(panel.getByText(`${SELLER} becomes a new supplier`)).toBeVisible();
	await expect(panel.getByText('30.00 EUR counts as paid already.')).toBeVisible();
	await expect(panel.getByText('It is addressed to “Somebody”')).toBeVisible();
	// Of what was read nothing stands where the browser keeps it in clear.
	expect(await page.title()).not.toContain('MPN');
	expect(page.url()).not.toContain('MPN');
	await panel.getByRole('button', { name: 'Make a bill of it' }).click();
	await expect(page).toHaveURL(/\/expenses\/edit#[0-9a-f]{32}$/);
	await expect(page.getByLabel('Number on the paper')).toHaveValue('MPN-77');
	await expect(page.getByRole('button', { name: 'Look at MPN-77.xml' })).toBeVisible();
	await page.getByRole('button', { name: 'Book', exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Book' }).click();
	await expect(page).toHaveURL(/\/expenses\/view#[0-9a-f]{32}$/);
	const id = page.url().split('#')[1]!;
	const { booked, payable } = await must(page, 'expense', id);
	expect(payable).toBe(15_000n);
	expect(booked.expense.receipts.map(({ name, type }) => [name, type])).toEqual([['MPN-77.xml', 'application/xml']]);
	const kept = (await must(page, 'getBlob', booked.expense.receipts[0]!.file)) as unknown as Record<string, number>;
	expect(Buffer.from(Object.values(kept)).toString()).toBe(xml);
	const suppliers = (await must(page, 'list', 'party', { search: 'FR83404833048' })).rows as PartyRow[];
	expect(suppliers.map(({ name, city, roles }) => [name, city, roles])).toEqual([[SELLER, 'Lille', ['supplier']]]);

	await page.getByRole('link', { name: 'Show as an e-invoice' }).click();
	await expect(shown.getByRole('heading', { name: 'MPN-77' })).toBeVisible();
	await goTo(page, 'Bills');
	await expect(page.getByRole('link', { name: SELLER })).toBeVisible();

	await page.getByRole('link', { name: 'Read an e-invoice' }).click();
	await page.locator('input[type=file]').setInputFiles(file('again.xml', xml));
	await expect(panel.getByText(`From ${SELLER}, who is in your books. Recognised by the VAT number.`)).toBeVisible();
	await expect(panel.getByText('A bill of this supplier with the number MPN-77 is already here.')).toBeVisible();
	await panel.getByRole('link', { name: 'Look at it' }).click();
	await expect(page).toHaveURL(new RegExp(`/expenses/view#${id}$`));
	expect(foreignOrigins(requests, new URL(page.url()).origin)).toEqual([]);
	expect(complaints).toEqual([]);
});

test('a Factur-X PDF becomes a bill; what hides something in its XML, or carries none, is refused with the reason', async ({ page }) => {
	await openKept(page, SAMPLE, '/expenses/e-invoice');
	const input = page.locator('input[type=file]');
	const refused = page.getByRole('alert');
	await input.setInputFiles(file('bomb.xml', `<!DOCTYPE a [<!ENTITY b "c">]>${xml.replace(/^<\?[^>]*\?>/, '')}`));
	await expect(refused).toContainText('It has a document type (DOCTYPE)');
	await input.setInputFiles(file('order.xml', xml.replaceAll(':Invoice-2', ':Order-2')));
	await expect(refused).toContainText('the namespace of its first element is another');
	await input.setInputFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from(invoicePdf({ files: {} })) });
	await expect(refused).toContainText('This PDF carries no e-invoice');
	await expect(refused).toContainText('Nothing was taken into the books.');

	const credit = anInvoice({ number: 'G-1', typeCode: '381' });
	// Its streams are said to be longer than they are, as many writers do.
	const spoil = (packed: Buffer) => Buffer.concat([packed, Buffer.from('\r\n')]);
	const pdf = invoicePdf({ files: { 'factur-x.xml': writeEInvoice(credit, 'cii') }, isPacked: true, spoil });
	await input.setInputFiles({ name: 'G-1.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
	await expect(page.getByText('Read from CII D16B, attached to the PDF as factur-x.xml')).toBeVisible();
	await expect(page.getByText('A credit note: the bill is below zero')).toBeVisible();
	await page.getByRole('button', { name: 'Make a bill of it' }).click();
	await expect(page.getByRole('button', { name: 'Look at G-1.pdf' })).toBeVisible();
	const rows = (await must(page, 'list', 'expense', { where: { number: 'G-1' } })).rows as ExpenseRow[];
	expect(rows.map(({ payable, currency, booked }) => [payable, currency, booked])).toEqual([[-15_000n, 'EUR', false]]);
});

test('what an e-invoice lacks leads to its field: of the draft, the client and the business; of what is issued it says what is left to do', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	await openKept(page, ATELIER);
	const business = await must(page, 'business');
	await must(page, 'save', 'business', business.id, aBusiness());
	const partyId = await saveNew(page, 'party', aParty({ eInvoiceFormat: 'peppol/ubl' }));
	const none: typeof GST = { name: 'GST', category: 'E', rate: '0' };
	const lines = (taxes: (typeof GST)[]) => [
		aLine({ id: 'a', taxes: [GST] }),
		aLine({ id: 'b', order: 'W', taxes }),
		aLine({ id: 'c', order: 'X', taxes })
	];
	const draftOf = async (taxes: (typeof GST)[]) => {
		const draft = await saveNew(page, 'draft', aDraft({ partyId, seriesId: undefined, lines: lines(taxes) }));
		await page.goto(`/invoices/edit#${draft}`);
		return draft;
	};
	const review = page.getByRole('dialog');
	const told = (text: string | RegExp) => review.getByRole('listitem').filter({ hasText: text });
	const issue = page.getByRole('button', { name: 'Issue …' });

	const two = await draftOf([GST, QST]);
	await unlock(page);
	await issue.click();
	await told('Line 3: A line has more than one tax').getByRole('button', { name: 'Show the field' }).click();
	await expect(page.getByRole('listitem', { name: 'Line 3' }).locator('#draft-lines-2-taxes')).toBeFocused();

	// The same page with another draft: nothing is loaded anew.
	const untaxed = await draftOf([none]);
	await issue.click();
	await told('BR-E-10').getByRole('button', { name: 'Show the field' }).click();
	await expect(page.locator('#draft-lines-1-taxes')).toBeFocused();
	await issue.click();
	await told('The client’s e-invoice address').getByRole('link', { name: 'Open the client' }).click();
	await expect(page).toHaveURL(new RegExp(`/clients/edit#${partyId}$`));
	await expect(page.getByLabel('Kind of address')).toBeFocused();
	await page.goto(`/invoices/edit#${untaxed}`);
	await unlock(page);
	await issue.click();
	await told(/bank account|company number of the business|e-invoice address of the business/)
		.first()
		.getByRole('link', { name: 'Open the business settings' })
		.click();
	await expect(page).toHaveURL(/\/settings\/business$/);

	await must(page, 'issue', two);
	await page.goto(`/invoices/view#${two}`);
	await unlock(page);
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'E-invoice …' }).click();
	await expect(review.getByText('is frozen since it was issued. Correct it by a credit note')).toBeVisible();
	await expect(review.getByRole('button', { name: 'Show the field' })).toHaveCount(0);
	expect(complaints).toEqual([]);
});
