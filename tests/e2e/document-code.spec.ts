/** A document proves itself to who has nothing but the page: its code, read on a device without books and without a network. */
import { expect, test, type Page } from '@playwright/test';
import { documentFormat, groupedIban } from '#lib/documents/pdf/format.ts';
import { documentMetrics } from '#lib/documents/pdf/metrics.ts';
import { parseAmount } from '#lib/money/amount.ts';
import { readCode } from '#lib/proof/code/format.ts';
import { codesIn } from '#lib/proof/code/in-file.ts';
import { axeOn } from '../support/axe.ts';
import { downloadPdf, issue, openInvoice } from '../support/invoice-desk.ts';
import { openKept, SAMPLE } from '../support/kept-books.ts';
import { tampered } from '../support/tampered-pdf.ts';

const IBAN = 'DE89370400440532013000';

/** Issues an invoice with an account to pay to, and hands its page out. */
async function issued(page: Page) {
	await openKept(page, SAMPLE, '/settings/business');
	await page.getByLabel('IBAN', { exact: true }).first().fill(IBAN);
	await page.getByLabel('IBAN', { exact: true }).first().blur();
	await openInvoice(page, /Overdue/);
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('menuitem', { name: 'Duplicate' }).click();
	const number = await issue(page);
	const pdf = await downloadPdf(page);
	return { number, ...pdf };
}

test('a page proves its sender and figures offline; changed, or signed by another, it is told what is wrong', async ({ page, browser }) => {
	const { number, name, bytes } = await issued(page);
	const [found] = codesIn(bytes);
	const code = readCode(found!.symbols);
	if (typeof code === 'string') throw new Error(code);
	expect(code.document).toMatchObject({ iban: IBAN, type: 'invoice' });
	expect(found!.address).toBe(`${new URL(page.url()).origin}/verify#${found!.symbols}`);

	const context = await browser.newContext();
	const client = await context.newPage();
	await client.goto('/verify');
	await client.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
	await context.setOffline(true);
	await client.reload();
	const verdict = client.getByRole('status').first();
	const drop = (buffer: Buffer) =>
		client.getByLabel('The document as PDF', { exact: true }).setInputFiles({ name, mimeType: 'application/pdf', buffer });
	const whole = Buffer.from(bytes);

	// A changed page makes no sender known.
	const money = parseAmount(code.document.currency, code.document.total);
	if (!money.ok) throw new Error('no amount');
	const language = /\/Lang \(([^)]*)\)/.exec(whole.toString('latin1'))![1]!;
	const due = documentFormat(language, documentMetrics).money(money.value.minor, code.document.currency).replace(/\s/g, ' ');
	const digit = /\d/.exec(due)![0];
	const dearer = due.replace(digit, digit === '9' ? '8' : String(Number(digit) + 1));
	await drop(tampered(bytes, { [due]: dearer }));
	await expect(verdict).toContainText('This page is not what was signed');
	await expect(verdict.getByRole('listitem')).toHaveText(/^The amount: signed was/);
	const account = groupedIban(IBAN).replace(/\s/g, ' ');
	await drop(tampered(bytes, { [account]: account.replace('DE89', 'DE98') }));
	await expect(verdict.getByRole('listitem')).toHaveText(/^The account \(IBAN\): signed was DE89/);
	await expect(verdict).toContainText('Whole, and seen for the first time');

	await drop(whole);
	await expect(verdict).toContainText('Number, date, amount and account in the text of the file are those of the code');
	await expect(verdict).toContainText('Whole, and seen for the first time');
	await expect(verdict).toContainText(number.replace(/^\S+ /, ''));
	await drop(whole);
	await expect(verdict).toContainText('Same sender as before');
	for (const [width, colorScheme] of [
		[390, 'dark'],
		[1280, 'light']
	] as const) {
		await client.setViewportSize({ width, height: 900 });
		await client.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		expect(await client.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
		expect((await axeOn(client)).violations).toEqual([]);
	}

	// The address that a camera reads: taken out of it at once.
	await client.evaluate((hash) => (location.hash = hash), found!.symbols);
	await expect(verdict).toContainText('Compare with the paper before you pay');
	await expect(verdict).toContainText(groupedIban(IBAN));
	expect(client.url()).toMatch(/\/verify$/);
	// Nothing of the document is kept.
	const kept = await client.evaluate(async () => {
		const found: string[] = [];
		for (const { name: database } of await indexedDB.databases()) {
			const db = await new Promise<IDBDatabase>((resolve) => {
				const request = indexedDB.open(database!);
				request.onsuccess = () => resolve(request.result);
			});
			for (const store of db.objectStoreNames) {
				const all = await new Promise<unknown[]>((resolve) => {
					const request = db.transaction(store).objectStore(store).getAll();
					request.onsuccess = () => resolve(request.result);
				});
				found.push(JSON.stringify(all, (_, value: unknown) => (value instanceof Uint8Array ? String.fromCharCode(...value) : value)));
			}
			db.close();
		}
		return found.join('\n');
	});
	expect(kept).toContain('issuers');
	for (const secret of [code.certificate.name, code.document.number, IBAN, found!.symbols.slice(0, 40)]) expect(kept).not.toContain(secret);

	// The same books on another device, with a key of its own: the name is the same, the sender is not.
	const elsewhere = await browser.newContext();
	const forger = await issued(await elsewhere.newPage());
	await drop(Buffer.from(forger.bytes));
	await expect(verdict).toContainText('Another sender than the one you know');
	await elsewhere.close();
	await context.close();
});
