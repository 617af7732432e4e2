/** Billing records of Spain: switched on with their limits beside the switch, on the page of an invoice, saved as a file, and the file checked. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { unzipped, zipEntries } from '../../src/lib/exchange/zip/unzip.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { createWorkspace, goTo, watchComplaints } from '../support/journey.ts';
import { seemSlow } from '../support/moved-clock.ts';
import { must, saveNew } from '../support/page-api.ts';
import { hasOpenssl, OLD_WAY, ThrowAwayCertificates } from '../support/throw-away-certificates.ts';
import { hasXmllint, signatureFaults } from '../support/xades-check.ts';

const IVA = { name: 'IVA', category: 'S', rate: '21' } as const;
const address = { line1: 'Calle de Cuba, 40', city: 'Valencia', postcode: '46006', country: 'ES' };

// Not about passphrases: none is stretched further than it must be.
test.beforeEach(({ context }) => seemSlow(context));

test('billing records are switched on, printed, saved and checked', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	// Files go to the downloads, which can be looked at.
	await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
	await page.goto('/');
	await createWorkspace(page, { name: 'Marta Benlloch', preset: 'ES' });
	const { id } = await must(page, 'business');
	const taxIds = [{ kind: 'nif', country: 'ES', label: 'NIF', value: '89890001K' }];
	const business = aBusiness({ name: 'Marta Benlloch', address, taxIds, currency: 'EUR', timeZone: 'Europe/Madrid', language: 'es-ES' });
	await must(page, 'save', 'business', id, business);
	const client = aParty({ name: 'Suministros Turia, S.L.', address, taxIds: [{ ...taxIds[0]!, value: 'B83135624' }] });
	const partyId = await saveNew(page, 'party', client);
	const issue = async (price: string) => {
		const draft = anInvoice({
			...{ partyId, seriesId: undefined, issueDate: '', dueDate: '', currency: 'EUR', baseCurrency: 'EUR', language: 'es-ES' },
			lines: [aLine({ name: 'Consultoría', price, taxes: [{ ...IVA }] })]
		});
		const { rows } = await must(page, 'list', 'series');
		const series = (rows as { id: string; type: string }[]).find(({ type }) => type === 'invoice')!.id;
		const draftId = await saveNew(page, 'draft', { ...draft, seriesId: series });
		return must(page, 'issue', draftId);
	};
	await issue('10');

	await test.step('The switch stands beside what the records are not', async () => {
		await goTo(page, 'Settings');
		await page.getByRole('link', { name: 'Billing records' }).click();
		await expect(page.getByText('No records yet')).toBeVisible();
		await expect(page.getByText('Records are signed when you export them')).toBeVisible();
		await expect(page.getByText('without a declaración responsable')).toBeVisible();
		expect(await page.locator('body').innerText()).not.toMatch(/veri\W*factu/i);
		await page.getByLabel('Make billing records').check();
		await expect(page.getByText('Invoices issued from now on have a billing record.')).toBeVisible();
	});

	const second = await issue('100');
	await issue('50.50');

	await test.step('The chain holds what was issued since', async () => {
		await expect(page.getByText('2 records', { exact: true })).toBeVisible();
		await expect(page.getByText('Every hash and every link was recomputed and fits.')).toBeVisible();
	});

	await test.step('Its file fits the books, and a changed one is told where', async () => {
		const saved = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Save XML' }).click();
		const download = await saved;
		expect(download.suggestedFilename()).toMatch(/^registros_89890001K_[0-9a-f]{8}_.*\.xml$/);
		const text = readFileSync(await download.path(), 'utf8');
		expect(text).toContain('<sf:ImporteTotal>121.00</sf:ImporteTotal>');
		const check = (content: string) =>
			page
				.getByLabel('Choose an XML or ZIP file')
				.setInputFiles({ name: 'r.xml', mimeType: 'application/xml', buffer: Buffer.from(content) });
		await check(text);
		await expect(page.getByText('2 records, and all fit.')).toBeVisible();
		await check(text.replace('<sf:ImporteTotal>121.00', '<sf:ImporteTotal>12.00'));
		await expect(page.getByText(`Record 1, ${second.document.number}: it was changed after its hash was made.`)).toBeVisible();
	});

	if (hasOpenssl)
		await test.step('Its records are signed with a certificate, which is told apart from what is none', async () => {
			const made = new ThrowAwayCertificates();
			const file = made.pack(made.make('owner', ['rsa:2048']), 'contraseña', ...OLD_WAY);
			const choose = (name: string, buffer: Buffer) =>
				page.getByLabel(/Choose (the certificate|another one)/).setInputFiles({ name, mimeType: 'application/x-pkcs12', buffer });
			await page.getByLabel('Sign each record with my certificate').check();
			const run = page.getByRole('button', { name: 'Sign and save' });
			await expect(run).toBeDisabled();
			await choose('other.p12', Buffer.from('nothing'));
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await expect(page.getByText('This is no file with a certificate and its key.')).toBeVisible();
			await choose('marta.p12', Buffer.from(file));
			await page.getByRole('textbox', { name: 'Password of the file' }).fill('contrasena');
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await expect(page.getByText('The password does not open this file.')).toBeVisible();
			await page.getByRole('textbox', { name: 'Password of the file' }).fill('contraseña');
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await expect(page.getByText('The certificate is open')).toBeVisible();
			const saved = page.waitForEvent('download');
			await run.click();
			const zip = new Blob([readFileSync(await (await saved).path())]);
			await expect(page.getByText('2 records were signed and saved.')).toBeVisible();
			await expect(page.getByText('The certificate is open')).toBeHidden();
			const entries = await zipEntries(zip);
			expect(entries.map(({ name }) => name)).toEqual([
				`000001_alta_${second.document.number}.xml`,
				expect.stringMatching(/^000002_alta_.*\.xml$/)
			]);
			for (const entry of entries) {
				const text = await (await unzipped(zip, entry, 1e6)).text();
				expect(text).toContain('</ds:Signature></sf:RegistroAlta>');
				if (hasXmllint) expect(signatureFaults(text)).toEqual([]);
			}
			// The events, which are valid with their signature alone: two savings, and that records were switched on.
			await page.getByRole('radio', { name: 'Events' }).check();
			await choose('marta.p12', Buffer.from(file));
			await page.getByRole('textbox', { name: 'Password of the file' }).fill('contraseña');
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await expect(page.getByText('The certificate is open')).toBeVisible();
			const savedEvents = page.waitForEvent('download');
			await run.click();
			const events = await zipEntries(new Blob([readFileSync(await (await savedEvents).path())]));
			expect(events.map(({ name }) => name)).toEqual(['000001_evento_01.xml', '000002_evento_08.xml', '000003_evento_08.xml']);
			await expect(page.getByText('3 events were signed and saved.')).toBeVisible();
			await page.getByLabel('Choose an XML or ZIP file').setInputFiles(await (await savedEvents).path());
			await expect(page.getByText('3 events, and all fit.')).toBeVisible();
			made.end();
			await page.getByRole('radio', { name: 'Billing records' }).check();
			await page.getByLabel('Sign each record with my certificate').uncheck();
		});

	await test.step('The chains of this device are checked, which is an event', async () => {
		const events = page.getByRole('region', { name: /^Events of / });
		await expect(events.getByText('Every hash and every link of the events was recomputed and fits.')).toBeVisible();
		await page.getByRole('button', { name: 'Check this device now' }).click();
		await expect(events.getByText(/^Last: events checked, /)).toBeVisible();
		expect(await page.locator('body').innerText()).not.toMatch(/veri\W*factu/i);
	});

	await test.step('An invoice that was a mistake is annulled, and so says its page and the chain', async () => {
		await goTo(page, 'Invoices');
		await page.getByRole('link', { name: `Suministros Turia, S.L. , ${second.document.number}` }).click();
		await page.getByRole('button', { name: 'More actions' }).click();
		await page.getByRole('menuitem', { name: 'Annul …' }).click();
		const dialog = page.getByRole('dialog', { name: `Annul ${second.document.number}?` });
		await expect(dialog.getByText('is no reason: correct those with a credit note')).toBeVisible();
		await dialog.getByRole('button', { name: 'Annul' }).click();
		await expect(dialog.getByText('Say why, for whoever reads the history.')).toBeVisible();
		await dialog.getByLabel('How the mistake happened').fill('Typed for a training');
		await dialog.getByRole('button', { name: 'Annul' }).click();
		await expect(dialog).toBeHidden();
		await expect(page.getByText('Annulled, with a billing record: Typed for a training')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Download PDF' })).toBeDisabled();
		await expect(page.getByRole('button', { name: 'Record payment' })).toHaveCount(0);
		await goTo(page, 'Settings');
		await page.getByRole('link', { name: 'Billing records' }).click();
		await expect(page.getByText('3 records', { exact: true })).toBeVisible();
		await expect(page.getByText('Every hash and every link was recomputed and fits.')).toBeVisible();
	});

	await test.step('The page of the invoice has the caption of the code', async () => {
		await page.goto(`/invoices/view#${second.id}`);
		const { unlock } = await import('../support/journey.ts');
		await unlock(page);
		await expect(page.getByText('QR tributario:')).toBeVisible();
	});
	expect(complaints).toEqual([]);
});
