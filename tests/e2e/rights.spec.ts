/** What somebody may ask of whoever keeps the books, as far as the law lets it be done; and what whoever helps gets to see. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { axeOn } from '../support/axe.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { dumpOrigin } from '../support/canary/origin.ts';
import { profilePieces, requestPieces, Scanner } from '../support/canary/scan.ts';
import { chooseClient, startInvoice } from '../support/invoice-desk.ts';
import { createWorkspace, expectSaved, goTo, openSampleBooks, section, unlock, watchComplaints } from '../support/journey.ts';
import { ask, must, saveNew } from '../support/page-api.ts';
import { newProfile } from '../support/profile.ts';
import { recordRequests } from '../support/requests.ts';
import { startServer } from '../support/server.ts';

/** In all that may be erased, and nowhere else. */
const GONE = 'Qvxwz9k3d';
const gone = (place: string) => `Zoë "${GONE}" ${place}`;
/** Printed on what was issued: it stays there. */
const NAME = 'Zwickelbarth & Sons';
/** Found by the same letters. */
const OTHER = 'Zwickel Books';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await axeOn(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function downloaded(page: Page, button: string): Promise<string> {
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
	return readFileSync(await file.path(), 'utf8');
}

/** A client with an invoice that was paid in part, and with all that is not issued: a draft, one in the bin, a project with a task and time. */
async function keepBooks(page: Page) {
	const { id } = await must(page, 'business');
	await must(page, 'save', 'business', id, aBusiness());
	const field = { id: 'f1', name: gone('field'), value: gone('value'), printed: false };
	const kept = { name: NAME, notes: gone('notes'), tags: [gone('tag')], customFields: [field], buyerReference: gone('reference') };
	const client = await saveNew(page, 'party', aParty(kept));
	await saveNew(page, 'party', aParty({ number: '0002', name: OTHER }));
	const seriesId = await saveNew(page, 'series', { name: 'Invoices', type: 'invoice', pattern: 'F{0000}', start: 1, yearly: false });
	const invoice = await saveNew(page, 'draft', anInvoice({ seriesId, partyId: client }));
	await must(page, 'issue', invoice);
	const payment = { kind: 'payment', partyId: client, partyName: NAME, date: '2026-11-21', currency: 'CAD', method: 'transfer' };
	await must(page, 'recordPayment', { ...payment, amount: '100.00' }, [{ id: invoice, amount: '100.00' }]);
	const lines = [aLine({ name: gone('line'), description: gone('description') })];
	for (const place of ['draft', 'binned draft']) {
		const draft = await saveNew(page, 'draft', anInvoice({ seriesId, partyId: client, lines, privateNotes: gone(place) }));
		if (place === 'binned draft') await must(page, 'remove', 'draft', draft);
	}
	const project = {
		name: gone('project'),
		clientId: client,
		currency: 'CAD',
		members: [],
		billable: true,
		notes: '',
		tags: [],
		archived: false
	};
	const projectId = await saveNew(page, 'project', project);
	const task = { projectId, name: gone('task'), notes: '', state: 'open', order: 'V', assignedTo: [] };
	const taskId = await saveNew(page, 'task', task);
	const work = {
		projectId,
		taskId,
		note: gone('work'),
		tags: [],
		billable: true,
		date: '2026-11-20',
		zone: 'America/Toronto',
		seconds: 3600,
		rate: '80'
	};
	await must(page, 'saveTime', undefined, work);
	return { client, invoice };
}

test('a client asks for everything: found, handed over, corrected, restricted, erased; what the law keeps stays, and says why', async () => {
	const server = await startServer();
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL: server.origin });
		const complaints = watchComplaints(context);
		const asked = recordRequests(context);
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto('/');
		await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC' });
		const { client, invoice } = await keepBooks(page);
		const issued = (await must(page, 'document', invoice)).document;

		await goTo(page, 'Settings');
		await page.getByRole('link', { name: 'One client’s data, retention, deletion' }).click();
		await expect(section(page, 'What has to be kept')).toContainText(
			'Canada: 6 years, from the end of the fiscal year on (Income Tax Act, s. 230(4)'
		);
		await expectNoViolations(page);
		await page.getByRole('combobox', { name: 'Name, number, e-mail or city' }).fill('Zwickel');
		await page.getByRole('option', { name: NAME }).click();
		await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
		const found = section(page, 'What your books hold');
		for (const part of ['2 drafts', '1 issued document', '1 payment', '1 project with its time'])
			await found.getByText(part, { exact: true }).click();
		await expect(found).toContainText('in the bin');
		await expect(found).toContainText('1:00 h, entries: 1, tasks: 1');
		await expect(found.getByText('to be kept until Jan 1, 2033')).toHaveCount(2);
		await expectNoViolations(page);

		const handed = await downloaded(page, 'Export as JSON');
		for (const place of ['notes', 'draft', 'binned draft', 'project', 'task', 'work', 'value'])
			expect(handed).toContain(JSON.stringify(gone(place)).slice(1, -1));
		expect(handed).toContain(issued.number);
		await section(page, 'Correct').getByRole('link', { name: 'Open the client' }).click();
		await page.getByLabel('City').first().fill('Ottawa');
		await expectSaved(page);
		expect((await must(page, 'partyData', client)).party.address.city).toBe('Ottawa');
		await page.goBack();

		await page.getByRole('button', { name: 'Restrict this client' }).click();
		await expect(page.getByText('Restricted since')).toBeVisible();
		await startInvoice(page);
		const field = page.getByLabel('Client', { exact: true });
		await field.fill('Zwickel');
		await expect(page.getByRole('option', { name: OTHER })).toBeVisible();
		await expect(page.getByRole('option', { name: NAME })).toHaveCount(0);
		await chooseClient(page, OTHER);
		await expectSaved(page);

		await goTo(page, 'Clients');
		await page.getByRole('table').getByRole('link', { name: NAME }).click();
		// What he owes comes later, above it, and moves it from under the pointer.
		await expect(page.getByText('Owes you')).toBeVisible();
		await page.getByRole('link', { name: 'Data of this client' }).click();
		const erasing = section(page, 'Erase');
		await expect(erasing).toContainText('They have to be kept for 6 years, from the end of the fiscal year on (Income Tax Act, s. 230(4)');
		await erasing.getByRole('button', { name: 'Erase this client …' }).click();
		const dialog = page.getByRole('dialog', { name: `Erase “${NAME}” and 2 drafts for good?` });
		await expect(dialog).toContainText('The sealed bytes in the log stay, unreadable without your keys');
		await expectNoViolations(page);
		await dialog.getByRole('button', { name: 'Erase for good' }).click();
		await expect(page.getByText('The client was erased.')).toBeVisible();
		await expect(page).toHaveURL(/\/clients$/);
		await expect(page.getByRole('link', { name: OTHER })).toBeVisible();
		await expect(page.getByRole('link', { name: NAME })).toHaveCount(0);

		// What was issued stands as it was printed, with what was paid for it, and refuses to go.
		expect((await must(page, 'document', invoice)).document).toEqual(issued);
		expect((await must(page, 'list', 'payment')).total).toBe(1);
		expect((await ask(page, 'remove', 'draft', invoice)).ok).toBe(false);
		expect(await must(page, 'erase', [invoice])).toBe(0);
		await page.goto(`/invoices/view#${invoice}`);
		await unlock(page);
		await expect(page.locator('svg[aria-label]').first()).toContainText(NAME);

		expect((await ask(page, 'partyData', client)).ok).toBe(false);
		expect((await must(page, 'bin')).length).toBe(0);
		const left: Partial<Record<string, number>> = { party: 1, document: 2 };
		for (const type of ['party', 'document', 'project', 'task', 'time-entry'] as const) {
			const { rows, total } = await must(page, 'list', type, { search: '', limit: 500 });
			expect([type, total, JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))]).toEqual([
				type,
				left[type] ?? 0,
				expect.not.stringContaining(GONE)
			]);
			expect((await must(page, 'list', type, { search: GONE, limit: 1 })).total).toBe(0);
		}
		await goTo(page, 'Settings');
		await page.getByRole('link', { name: 'Open the activity' }).click();
		await expect(page.getByRole('region', { name: 'What was done' }).getByRole('listitem').first()).toBeVisible();
		await expect(page.getByRole('main')).not.toContainText(GONE);
		await goTo(page, 'Settings');
		await page.getByRole('link', { name: 'Export, import, delete' }).click();
		const everything = section(page, 'Export everything');
		for (const format of ['JSON', 'XML']) {
			await expect(everything.getByRole('button', { name: `Export as ${format}` })).toBeEnabled();
			const books = await downloaded(page, `Export as ${format}`);
			expect(books).toContain(issued.number);
			expect(books).toContain('Zwickelbarth');
			expect(books).not.toContain(GONE);
		}

		const scanner = new Scanner([GONE, GONE.toLowerCase(), GONE.toUpperCase(), 'Zwickelbarth', 'zwickelbarth']);
		expect(scanner.scan(await dumpOrigin(page))).toEqual([]);
		expect(scanner.scan(requestPieces(asked))).toEqual([]);
		expect(complaints).toEqual([]);
		await context.close();
		expect(scanner.scan(profilePieces(profile.folder))).toEqual([]);
	} finally {
		await profile.remove();
		await server.stop();
	}
});

test('claim P8: a support bundle is shown whole, holds nothing of the books, leaves by a click alone, and not once it has expired', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	const asked = recordRequests(context);
	await page.goto('/');
	await openSampleBooks(page);
	const parties = (await must(page, 'list', 'party', { limit: 100 })).rows as unknown as { id: string; name: string }[];
	const documents = (await must(page, 'list', 'document', { limit: 100 })).rows as unknown as { id: string; number: string }[];
	await goTo(page, 'Settings');
	await page.getByRole('link', { name: 'Make a support bundle' }).click();
	await expect(page.getByRole('region', { name: 'The support bundle, whole' })).toHaveCount(0);
	const before = asked.length;
	let downloads = 0;
	page.on('download', () => void downloads++);
	await page.getByRole('button', { name: 'Make it', exact: true }).click();
	const shown = page.getByRole('region', { name: 'The support bundle, whole' });
	await expect(shown).toContainText('waxbill-support');
	await expectNoViolations(page);
	const text = (await shown.textContent())!;
	const { made, expires } = JSON.parse(text) as { made: string; expires: string };
	expect(Date.parse(expires) - Date.parse(made)).toBe(14 * 86_400_000);
	expect(parties.length + documents.length).toBeGreaterThan(20);
	const secrets = [...parties.flatMap(({ id, name }) => [id, name]), ...documents.flatMap(({ id, number }) => [id, number])].filter(
		Boolean
	);
	expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	// Nothing of it has left: neither over the network nor into the downloads, nor is it kept.
	expect(asked.slice(before).filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
	expect(downloads).toBe(0);
	expect(new Scanner(['waxbill-support']).scan((await dumpOrigin(page)).filter(({ where }) => !where.startsWith('Cache Storage')))).toEqual(
		[]
	);

	expect(await downloaded(page, 'Save the file')).toBe(text);
	// Left open until it expires: it is not handed out any more.
	await page.clock.setFixedTime(`${expires}T00:00:01Z`);
	await page.getByRole('button', { name: 'Save the file' }).click();
	await expect(page.getByText('It has expired. Make it anew.')).toBeVisible();
	await expect(shown).toHaveCount(0);
	expect(downloads).toBe(1);
	await page.getByRole('button', { name: 'Make it', exact: true }).click();
	await expect(shown).toBeVisible();
	await page.getByRole('button', { name: 'Throw it away' }).click();
	await expect(shown).toHaveCount(0);
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	expect(complaints).toEqual([]);
});
