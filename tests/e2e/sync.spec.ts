/** One person's books and a relay, in real browsers: connected later, shared by two tabs, offline and back, wiped and refilled. */
import { expect, test, type Page } from '@playwright/test';
import { NEEDLES, marked } from '../support/canary/records.ts';
import { Scanner } from '../support/canary/scan.ts';
import { addClient, createWorkspace, expectSaved, goTo, openSampleBooks, unlock } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';
import { RelayServer } from '../support/relay-server.ts';
import { foreignOrigins, recordRequests } from '../support/requests.ts';

const light = (page: Page) => page.getByTestId('sync-light');
const alarm = (page: Page) => page.locator('[data-alarm="regression"]');

async function openSync(page: Page): Promise<void> {
	await light(page).click();
	await page.getByRole('dialog').getByRole('link', { name: 'Open sync' }).click();
	await expect(page.getByRole('heading', { name: 'Sync', level: 1 })).toBeVisible();
}

/** @param address else what the page proposes */
async function connect(page: Page, address?: string): Promise<void> {
	await openSync(page);
	const field = page.getByLabel('Address of the relay');
	if (address) await field.fill(address);
	else await expect(field).not.toHaveValue('');
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await expect(page.getByTestId('relay-address')).toBeVisible();
	await expect(light(page)).toContainText('On the relay');
}

test('books with invoices are connected later; two tabs share one connection; a wiped relay is noticed and refilled by a click', async () => {
	const server = await RelayServer.start();
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL: server.origin });
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto('/');
		await openSampleBooks(page);
		await expect(light(page)).toContainText('Only on this device');
		await connect(page);
		await addClient(page, { 'Who it is': { Name: marked('client') } });
		await expect(light(page)).toContainText('On the relay');

		// The second tab saves; the first has the connection.
		const second = await context.newPage();
		await second.goto('/home');
		await unlock(second);
		await expect(light(second)).toContainText('On the relay');
		await addClient(second, { 'Who it is': { Name: 'Second tab' } });
		await expect(light(second)).toContainText('On the relay');
		await expect.poll(() => server.figure('connections')).toBe(1);
		// The first one is closed: the second takes over.
		await page.close();
		await expect.poll(() => server.figure('connections')).toBe(1);
		await openSync(second);
		await expect(second.getByText('Connected', { exact: true })).toBeVisible();
		await expect(second.getByText('Another tab of this browser')).toHaveCount(0);

		// Nothing of it can be read where the relay keeps it.
		const scanner = new Scanner(NEEDLES);
		const kept = [...server.files(), { where: 'metrics', bytes: Buffer.from(await server.metrics()) }];
		expect(kept.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(20_000);
		expect(scanner.scan([...kept, { where: 'said', bytes: Buffer.from(server.said) }])).toEqual([]);

		await server.stop();
		await expect(light(second)).toContainText('Offline');
		await addClient(second, { 'Who it is': { Name: 'Written offline' } });
		await expect(light(second)).toContainText(/change.* wait/);
		await openSync(second);
		await expect(second.getByRole('link', { name: /Written offline$/ })).toBeVisible();
		server.wipe();
		await server.start();
		await second.getByRole('button', { name: 'Try now' }).click();
		await expect(alarm(second)).toContainText('its disk was probably wiped');
		await expect(light(second)).toContainText('Needs your attention');
		await goTo(second, 'Home');
		await alarm(second).getByRole('button', { name: 'Give it back' }).click();
		await expect(alarm(second)).toHaveCount(0);
		await expect(light(second)).toContainText('On the relay');
		await second.reload();
		await unlock(second);
		await expect(light(second)).toContainText('On the relay');
		expect(await server.figure('entries_total')).toBeGreaterThan(5);
	} finally {
		await profile.remove();
		await server.remove();
	}
});

test('the relay that was chosen is talked to, and no other', async () => {
	const [app, chosen] = await Promise.all([RelayServer.start(), RelayServer.start()]);
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL: app.origin });
		const requests = recordRequests(context);
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto('/');
		await createWorkspace(page, { name: 'Alice' });
		await connect(page, chosen.origin);
		// Asked once whether it is there, to be proposed; never spoken to of any books.
		await expect.poll(() => app.figure('connections')).toBe(0);
		expect([await app.figure('authenticated_total'), await app.figure('created_total')]).toEqual([0, 0]);
		expect(await chosen.figure('created_total')).toBe(1);
		await addClient(page, { 'Who it is': { Name: 'Bob' } });
		await expectSaved(page);
		await expect(light(page)).toContainText('On the relay');
		expect(await app.figure('authenticated_total')).toBe(0);
		expect(foreignOrigins(requests, app.origin)).toEqual([]);
	} finally {
		await profile.remove();
		await app.remove();
		await chosen.remove();
	}
});
