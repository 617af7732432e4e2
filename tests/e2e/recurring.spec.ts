/** Fourteen months of an invoice that comes again, with the clock moved: what is due is asked about, made once, and reminded of once. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import type { DocumentRow } from '../../src/lib/worker-api.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { createWorkspace, fillFields, goTo, unlock, watchComplaints } from '../support/journey.ts';
import { moveClock, seemSlow } from '../support/moved-clock.ts';
import { must, saveNew } from '../support/page-api.ts';

// The clock is written into the worker on its way from the server.
test.use({ serviceWorkers: 'block' });
// Not about passphrases: none is stretched further than it must be.
test.beforeEach(({ context }) => seemSlow(context));

async function openOn(page: Page): Promise<void> {
	await page.goto('/home');
	await unlock(page);
}
/** The last days of the months between the first time and the new year. */
const months = ['0228', '0331', '0430', '0531', '0630', '0731', '0831', '0930', '1031', '1130', '1231'];

const dialog = (page: Page) => page.getByRole('dialog');
const drafts = async (page: Page) =>
	(await must(page, 'list', 'document', { where: { issued: false }, sort: { by: 'issueDate' } })).rows as DocumentRow[];

test('an invoice comes again for 14 months from a 31 January on: asked about, made once, reminded of once', async ({ page, context }) => {
	const complaints = watchComplaints(context);
	await moveClock(context, '2026-01-05T17:00:00Z');
	await page.goto('/');
	await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC' });
	const { id: business } = await must(page, 'business');
	await must(page, 'save', 'business', business, aBusiness());
	const partyId = await saveNew(page, 'party', aParty());
	const first = await saveNew(
		page,
		'draft',
		anInvoice({ partyId, seriesId: undefined, issueDate: '2025-12-31', lines: [aLine({ name: 'Hosting' })] })
	);

	await test.step('A rhythm from a draft: the last day of each month, fourteen times, with the month in its words', async () => {
		await goTo(page, 'Invoices');
		await page.getByRole('link', { name: 'Maple Books Ltd' }).first().click();
		await page.getByRole('button', { name: 'More actions' }).click();
		await page.getByRole('menuitem', { name: 'Repeat …' }).click();
		await fillFields(dialog(page), { Name: '', 'Due after days': '30' });
		await dialog(page).getByRole('button', { name: 'Save' }).click();
		await expect(dialog(page).getByText('Give it a name.')).toBeVisible();
		await fillFields(dialog(page), { Name: 'Hosting', 'First on': '2026-01-31', 'Period on the invoice': 'The one that begins' });
		await dialog(page).getByRole('radio', { name: 'After so many' }).check();
		await fillFields(dialog(page), { 'How many': '14' });
		await dialog(page).getByText('What it bills').click();
		await fillFields(dialog(page), { 'Line 1': 'Hosting {month} {year}, until {period+1}' });
		await expect(dialog(page).getByText('becomes “Hosting January 2026, until February 2026”')).toBeVisible();
		await dialog(page).getByRole('button', { name: 'Save' }).click();
		await expect(dialog(page)).toHaveCount(0);
		await goTo(page, 'Recurring');
		await expect(page.getByText('nothing happens while every device is closed')).toBeVisible();
		await expect(page.getByText('Next on Jan 31, 2026')).toBeVisible();
		expect(await must(page, 'dueInvoices')).toEqual([]);
	});

	const { january, document } = await test.step('Its day has come while everything was closed: nothing was made by itself', async () => {
		await moveClock(context, '2026-02-02T17:00:00Z');
		await openOn(page);
		await expect(page.getByText('1 recurring invoice has come')).toBeVisible();
		await expect(page.getByText('Hosting, Maple Books Ltd: Jan 31, 2026')).toBeVisible();
		expect(await drafts(page)).toHaveLength(1);
		await page.getByRole('button', { name: 'Make the draft' }).click();
		await expect(page.getByLabel('Item or service', { exact: true })).toHaveValue('Hosting January 2026, until February 2026');
		const january = page.url().split('#')[1]!;
		const { document } = await must(page, 'issue', january);
		expect(document.content).toMatchObject({
			issueDate: '2026-01-31',
			dueDate: '2026-03-02',
			periodStart: '2026-01-31',
			periodEnd: '2026-02-27'
		});
		return { january, document };
	});

	await test.step('The days to come, for a calendar that does ring while Waxbill is closed', async () => {
		await goTo(page, 'Recurring');
		await page.getByRole('button', { name: 'Calendar file' }).click();
		await expect(dialog(page).getByText('13 dates')).toBeVisible();
		const download = page.waitForEvent('download');
		await dialog(page).getByRole('button', { name: 'Save the file' }).click();
		const file = readFileSync(await (await download).path(), 'utf8');
		const days = (summary: string) =>
			[...file.replaceAll('\r\n ', '').matchAll(/DTSTART;VALUE=DATE:(\d+)\r\nSUMMARY:(.*)\r\n/g)].flatMap(([, day, text]) =>
				text === summary ? [day] : []
			);
		expect(days('Recurring invoice')).toEqual([...months.map((day) => `2026${day}`), '20270131']);
		expect(days('Invoice due')).toEqual(['20260302']);
		expect(file).not.toContain('Maple');
	});

	await moveClock(context, '2027-03-01T17:00:00Z');
	const tab = await context.newPage();
	const made = await test.step('A year later, in two tabs at once: which are billed is asked, and each is made once', async () => {
		for (const each of [page, tab]) {
			await each.bringToFront();
			await openOn(each);
			await expect(each.getByText('Hosting, Maple Books Ltd: Feb 28, 2026, Mar 31, 2026, Apr 30, 2026 and 10 more')).toBeVisible();
			await each.getByRole('button', { name: 'Make 13 …' }).click();
			await expect(dialog(each).getByLabel(/^[A-Z][a-z]{2} \d+, 202[67]$/)).toHaveCount(13);
			await dialog(each).getByLabel('Dec 31, 2026').uncheck();
		}
		// By the keyboard: a click would wait for the page behind to be drawn.
		const makers = [page, tab].map((each) => dialog(each).getByRole('button', { name: 'Make 12 drafts' }));
		await Promise.all(makers.map((maker) => maker.press('Enter')));
		for (const each of [tab, page]) {
			await each.bringToFront();
			await expect(dialog(each)).toHaveCount(0);
			await expect(each.getByText(/recurring invoices? ha(s|ve) come/)).toHaveCount(0);
		}
		const twelve = (await drafts(page)).filter(({ id }) => id !== first);
		expect(twelve.map(({ issueDate }) => issueDate.replaceAll('-', ''))).toEqual([
			...months.filter((day) => day !== '1231').map((day) => `2026${day}`),
			'20270131',
			'20270228'
		]);
		const names = await Promise.all(
			twelve.map(async ({ id }) => ((await must(page, 'get', 'draft', id)) as { lines: { name: string }[] }).lines.map(({ name }) => name))
		);
		expect(names.slice(-2)).toEqual([['Hosting January 2027, until February 2027'], ['Hosting February 2027, until March 2027']]);
		expect(names.flat()).toHaveLength(12);
		await goTo(page, 'Recurring');
		await expect(page.getByText('Ended', { exact: true })).toBeVisible();
		return twelve;
	});

	await test.step('The first was never paid. A schedule with a fee; one reminder is due, and noted in two tabs it is noted once', async () => {
		await goTo(page, 'Reminders');
		await page.getByRole('link', { name: 'Set the schedule' }).click();
		await page.getByRole('button', { name: 'Use the usual three steps' }).click();
		await page.getByRole('region', { name: 'Step 3' }).getByLabel('Fee', { exact: true }).selectOption('A sum');
		await page.getByRole('region', { name: 'Step 3' }).getByLabel('A sum', { exact: true }).fill('25');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect.poll(async () => (await must(page, 'business')).value.reminderSteps?.length).toBe(3);
		for (const each of [page, tab]) {
			await each.bringToFront();
			await goTo(each, 'Reminders');
			await each.getByRole('button', { name: `Look at the reminder of ${document.number}` }).click();
			await expect(dialog(each).getByLabel('Bill CA$25.00 for being late')).toBeChecked();
		}
		expect(await drafts(page)).toHaveLength(13);
		await page.bringToFront();
		await dialog(page).getByRole('button', { name: 'Note as sent' }).click();
		await expect(page.getByText('Nobody is to be reminded today')).toBeVisible();
		await tab.bringToFront();
		await dialog(tab).getByRole('button', { name: 'Note as sent' }).click();
		await expect(dialog(tab).getByText('This reminder is not due any more')).toBeVisible();
		const { facts } = await must(page, 'document', january);
		expect(facts.filter(({ fact }) => fact.kind === 'reminded')).toHaveLength(1);
	});

	await test.step('What being late costs is an invoice of its own', async () => {
		const [draft] = (await drafts(page)).filter(({ id }) => id !== first && !made.some((each) => each.id === id));
		const fee = await must(page, 'issue', draft!.id);
		expect(fee.document.content.lateFee?.documentId).toBe(january);
		expect(fee.document.totals.payable).toBe('25.00');
		expect((await must(page, 'document', january)).document).toEqual(document);
		expect(await must(tab, 'dueReminders')).toEqual([]);
	});
	expect(complaints).toEqual([]);
});
