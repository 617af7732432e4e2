/** An issued invoice on its way to the client: a draft for the mail program with the same PDF in it, a link with the words, and what is noted. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { openInvoice } from '../support/invoice-desk.ts';
import { goTo, watchComplaints } from '../support/journey.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { pdfPages } from '../support/pdf.ts';
import { foreignOrigins, recordRequests } from '../support/requests.ts';

// The offline shell is not the matter here.
test.use({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } });

test('an invoice is sent by a draft with its files and by the mail program, and is noted as sent to whom', async ({
	page,
	context,
	baseURL
}) => {
	const complaints = watchComplaints(context);
	const requests = recordRequests(context);
	// What a mail program would be handed.
	await context.addInitScript(() => {
		const click = HTMLAnchorElement.prototype.click;
		HTMLAnchorElement.prototype.click = function () {
			if (this.protocol === 'mailto:') document.documentElement.dataset.mail = this.href;
			else click.call(this);
		};
	});
	await openKept(page, SAMPLE);
	await goTo(page, 'Invoices');
	await openInvoice(page, /Overdue/);
	const number = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByLabel('Subject', { exact: true })).toHaveValue(new RegExp(number));
	const text = await dialog.getByLabel('Message', { exact: true }).inputValue();
	expect(text).toContain(number);
	expect(text).not.toMatch(/undefined|\{/);

	const to = dialog.getByLabel('To', { exact: true });
	await to.fill('marie, carol@example.com');
	await dialog.getByRole('button', { name: 'Draft with files' }).click();
	await expect(to).toHaveAccessibleDescription(/“marie” is no e-mail address/);
	await to.fill('marie@example.com; carol@example.com');
	await dialog.getByLabel('Subject', { exact: true }).fill('Facture n° 7 – été 🌻');
	const [saved] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Draft with files' }).click()]);
	expect(saved.suggestedFilename()).toMatch(/\.eml$/);
	const mail = await PostalMime.parse(new Uint8Array(readFileSync(await saved.path())));
	expect([mail.subject, mail.to!.map(({ address }) => address)]).toEqual([
		'Facture n° 7 – été 🌻',
		['marie@example.com', 'carol@example.com']
	]);
	expect(mail.text!.replace(/\r\n/g, '\n').trim()).toBe(text.trim());
	await expect(dialog.getByText(/cannot be known here/)).toBeVisible();

	const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Mail program' }).click()]);
	const pdf = readFileSync(await file.path());
	expect(pdfPages(pdf).join()).toContain(number);
	const enclosed = mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer));
	expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([[file.suggestedFilename(), 'application/pdf']]);
	expect(enclosed[0]!.equals(pdf)).toBe(true);
	const link = new URL((await page.locator('html').getAttribute('data-mail'))!);
	expect([link.pathname, link.searchParams.get('subject')]).toEqual(['marie@example.com,carol@example.com', 'Facture n° 7 – été 🌻']);
	expect(link.searchParams.get('body')!.replace(/\r\n/g, '\n')).toBe(text);

	await dialog.getByLabel('Copy to').fill('dora@example.com');
	await dialog.getByRole('button', { name: 'It was sent: note it' }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText(/marie@example\.com, carol@example\.com, dora@example\.com .*, with .*\.pdf/).first()).toBeVisible();
	expect(foreignOrigins(requests, baseURL!)).toEqual([]);
	expect(complaints).toEqual([]);
});
