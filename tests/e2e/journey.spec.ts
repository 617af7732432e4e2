import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import type { DocumentContent, LineTax, Totals } from '../../src/lib/documents/document.ts';
import { computeTotals } from '../../src/lib/documents/totals.ts';
import { anInvoice, aLine } from '../support/books.ts';
import {
	chooseClient,
	downloadPdf,
	issue,
	openInvoice,
	recordPayment,
	shownTotals,
	startInvoice,
	writeLines,
	type TypedLine
} from '../support/invoice-desk.ts';
import { addClient, addItem, createWorkspace, fillBusiness, goTo, unlock, watchComplaints } from '../support/journey.ts';
import { pdfPages } from '../support/pdf.ts';
import { newProfile } from '../support/profile.ts';
import { isInk, isNear, pdfRasters } from '../support/raster.ts';
import { startServerProcess } from '../support/server.ts';

const TAXES: LineTax[] = [
	{ name: 'TPS', category: 'S', rate: '5' },
	{ name: 'TVQ', category: 'S', rate: '9.975' }
];
const LOGO_COLOUR = [178, 44, 96] as const;
const LOGO = {
	name: 'logo.svg',
	mimeType: 'image/svg+xml',
	buffer: Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="300" height="100" fill="rgb(${LOGO_COLOUR.join()})"/></svg>`
	)
};
const SELLER = [
	'Atelier Mésange',
	'4200 rue Saint-Denis',
	'Montréal',
	'H2J 2K8',
	'123456782 RT0001',
	'1234567892 TQ0001',
	'alice@example.org'
];
const BUYER = ['Librairie Œuvre & Fils inc.', '1, rue de l’Église', 'Québec', 'G1R 3X4'];

/** The item's line, then two typed: odd prices, so that the two taxes round differently. */
const FIRST: TypedLine[] = [
	{ item: 'Conception graphique', quantity: '12.5' },
	{ name: 'Photographie de produits', description: 'Lumière naturelle,\nquinze images', quantity: '3', price: '45.33' },
	{ name: 'Impression d’épreuves', quantity: '7', price: '19.999' }
];
const SECOND: TypedLine[] = [{ name: 'Retouches', quantity: '1', price: '138.66' }];

/** The same lines as the engine takes them; the item's price is the one typed into the item. */
function totalsOf(lines: TypedLine[]): Totals {
	const content: DocumentContent = anInvoice({
		lines: lines.map(({ quantity, price = '85' }, index) => aLine({ id: `l${index}`, quantity, price, taxes: TAXES }))
	});
	const result = computeTotals(content);
	if (!result.ok) throw new Error(JSON.stringify(result.problems));
	return result.value;
}

/** Cents as written in a language, by Intl alone. */
function money(minor: bigint, language: string): string {
	const text = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
	return plain(new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(text as unknown as number));
}
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

async function expectTotalsOnScreen(page: Page, totals: Totals): Promise<void> {
	const taxes = taxRows(totals);
	await expect
		.poll(async () => (await shownTotals(page)).map(([, amount]) => plain(amount)))
		.toEqual([
			money(totals.sumLines, 'en'),
			...taxes.map(({ tax }) => money(tax, 'en')),
			expect.stringContaining(money(totals.payable, 'en'))
		]);
}

function taxRows({ taxes }: Totals) {
	const [gst, qst] = ['TPS', 'TVQ'].map((name) => taxes.find((row) => row.name === name));
	if (!gst || !qst) throw new Error('Two taxes were expected');
	return [gst, qst] as const;
}

/** Number, parties and every total stand in the text, and the page looks like a page. */
function expectPrinted(bytes: Uint8Array, number: string, totals: Totals, lines: TypedLine[]): void {
	const pages = pdfPages(bytes);
	expect(pages).toHaveLength(1);
	const text = plain(pages.join('\n'));
	expect(text).toContain(`Facture ${number}`);
	for (const words of [...SELLER, ...BUYER]) expect(text).toContain(words);
	for (const { item, name } of lines) expect(text).toContain(item ?? name);
	for (const line of totals.lines) expect(text).toContain(money(line.net, 'fr-CA'));
	expect(text).toContain(`Total hors taxes ${money(totals.taxExclusive, 'fr-CA')}`);
	for (const { name, rate, tax, taxable } of taxRows(totals)) {
		const printedRate = plain(new Intl.NumberFormat('fr-CA', { maximumFractionDigits: 4 }).format(Number(rate)));
		expect(text).toMatch(new RegExp(`${name} ${printedRate} % sur ${money(taxable, 'fr-CA')} ${money(tax, 'fr-CA')}`));
	}
	expect(text).toContain(`${money(totals.payable, 'fr-CA')} $`);

	const [page] = pdfRasters(bytes);
	if (!page) throw new Error('No page');
	// Letter, upright.
	expect(page.width / page.height).toBeCloseTo(8.5 / 11, 2);
	const { left, top, right, bottom } = page.inked();
	expect(left).toBeGreaterThan(0.08);
	expect(right).toBeLessThan(0.92);
	expect(top).toBeGreaterThan(0.04);
	expect(bottom).toBeLessThan(0.97);
	const share = page.share({ left: 0, top: 0, right: 1, bottom: 1 }, isInk);
	expect(share).toBeGreaterThan(0.01);
	expect(share).toBeLessThan(0.25);
	expect(page.share({ left: 0.1, top: 0.05, right: 0.4, bottom: 0.15 }, isNear(LOGO_COLOUR))).toBeGreaterThan(0.2);
	// The table: ink at both of its edges, in the middle of the page.
	for (const box of [
		{ left: 0.1, top: 0.35, right: 0.3, bottom: 0.6 },
		{ left: 0.75, top: 0.35, right: 0.9, bottom: 0.6 }
	])
		expect(page.share(box, isInk)).toBeGreaterThan(0.005);
}

test('a first invoice, then with the server ended and the browser started again a second and a part payment', async () => {
	test.setTimeout(240_000);
	const server = await startServerProcess();
	const profile = newProfile();
	try {
		let context = await profile.open({ baseURL: server.origin });
		let complaints = watchComplaints(context);
		let page = await context.newPage();
		await page.goto('/');
		await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC' });
		await fillBusiness(
			page,
			{
				'Name and address': {
					'Street and number': '4200 rue Saint-Denis',
					City: 'Montréal',
					'Postal code': 'H2J 2K8',
					Person: 'Alice Tremblay',
					'E-mail': 'alice@example.org'
				},
				'Tax and company numbers': { 'N° TPS': '123456782 RT0001', 'N° TVQ': '1234567892 TQ0001' },
				'Defaults for documents': { 'Payment terms': 'Net 30 jours' }
			},
			LOGO
		);
		await addClient(page, {
			'Who it is': { Name: 'Librairie Œuvre & Fils inc.' },
			Addresses: { 'Street and number': '1, rue de l’Église', City: 'Québec', 'Postal code': 'G1R 3X4', 'Province, state or region': 'QC' }
		});
		await addItem(page, { 'What it is': { Name: 'Conception graphique' }, 'Price and tax': { Price: '85', Unit: 'HUR' } });

		await startInvoice(page);
		await chooseClient(page, 'Librairie Œuvre');
		await writeLines(page, FIRST);
		const firstTotals = totalsOf(FIRST);
		await expectTotalsOnScreen(page, firstTotals);
		const firstNumber = await issue(page);
		expect(firstNumber).toBe('F-0001');
		const first = await downloadPdf(page);
		expect(first.name).toBe('F-0001.pdf');
		expectPrinted(first.bytes, firstNumber, firstTotals, FIRST);
		await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, { timeout: 150_000 });
		expect(complaints).toEqual([]);

		await context.close();
		await server.kill();
		context = await profile.open({ baseURL: server.origin });
		complaints = watchComplaints(context);
		page = await context.newPage();
		await page.goto('/');
		await unlock(page);
		await openInvoice(page, /F-0001/);
		await expect(page.getByRole('heading', { level: 1, name: 'F-0001' })).toBeVisible();
		const again = await downloadPdf(page);
		expect(digest(again.bytes)).toBe(digest(first.bytes));

		await startInvoice(page);
		await chooseClient(page, 'Librairie Œuvre');
		await writeLines(page, SECOND);
		const secondTotals = totalsOf(SECOND);
		await expectTotalsOnScreen(page, secondTotals);
		const secondNumber = await issue(page);
		expect(secondNumber).toBe('F-0002');
		const second = await downloadPdf(page);
		expectPrinted(second.bytes, secondNumber, secondTotals, SECOND);

		await recordPayment(page, { Amount: '100', How: 'transfer', Reference: 'Virement 7' });
		const rest = money(secondTotals.payable - 10000n, 'en');
		await expect(page.getByText('Partly paid')).toBeVisible();
		await expect(page.getByText(new RegExp(`${rest.replace('.', '\\.')}$`)).first()).toBeVisible();
		await goTo(page, 'Invoices');
		await expect(page.getByRole('row', { name: /F-0002/ })).toContainText(rest);
		await expect(page.getByRole('row', { name: /F-0001/ })).toContainText(money(firstTotals.payable, 'en'));
		expect(complaints).toEqual([]);
	} finally {
		await profile.remove();
		await server.kill();
	}
});

function digest(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
