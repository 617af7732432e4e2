/** The browser dies without a word: what it said was saved is there. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { aBusiness } from '../support/books.ts';
import { createWorkspace, expectSaved, goTo, openSampleBooks, unlock } from '../support/journey.ts';
import { lineRow, startInvoice, writeLine } from '../support/invoice-desk.ts';
import { must } from '../support/page-api.ts';
import { newProfile } from '../support/profile.ts';
import { expectWhole, openDesk, Promised, workUntilKilled, type Desk } from '../support/unrest.ts';

/** `npm run test:crash` asks for a hundred and more. */
const KILLS = Number(process.env.KILLS ?? 4);

test('a draft is there after the browser was killed while it was open', async ({ baseURL }) => {
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL });
		const page = context.pages()[0]!;
		await page.goto('/');
		await openSampleBooks(page);
		await startInvoice(page);
		await writeLine(page, lineRow(page, 0), { name: 'Night shift', quantity: '3', price: '45' });
		await expectSaved(page);
		const place = page.url();

		// The whole browser, at once: no page hears of it.
		const gone = new Promise((resolve) => context.once('close', resolve));
		const browser = await context.newCDPSession(page);
		await browser.send('Browser.crash').catch(() => undefined);
		await gone;

		const again = (await profile.open({ baseURL })).pages()[0]!;
		await again.goto(place);
		await unlock(again);
		await expect(lineRow(again, 0).getByLabel('Item or service', { exact: true })).toHaveValue('Night shift');
		await expect(lineRow(again, 0).getByLabel('Quantity', { exact: true })).toHaveValue('3');
		await goTo(again, 'Settings');
		await again.getByRole('button', { name: 'Check now' }).click();
		await expect(again.getByText('Everything fits together.')).toBeVisible();
	} finally {
		await profile.remove();
	}
});

test(`killed ${KILLS} times at work, by turns the tab and the whole browser, and nothing that was promised is lost`, async ({
	baseURL
}) => {
	test.setTimeout(180_000 + KILLS * 90_000);
	const profile = newProfile();
	const promised = new Promised();
	try {
		let context = await profile.open({ baseURL });
		let page = context.pages()[0]!;
		await page.goto('/');
		await createWorkspace(page, { name: 'Alice', preset: 'CA-QC' });
		const { id } = await must(page, 'business');
		await must(page, 'save', 'business', id, aBusiness());
		const desk = await openDesk(page);
		// Stays open and at work while the tab beside it dies.
		let other = await openTab(context);
		for (let kill = 0; kill < KILLS; kill++) {
			if (kill % 2 === 0) {
				await killAtWork([page], [other], desk, promised, () => crashTab(page));
				page = await openTab(context);
			} else {
				await killAtWork([page, other], [], desk, promised, () => killBrowser(context));
				context = await profile.open({ baseURL });
				page = context.pages()[0]!;
				await page.goto('/home');
				await unlock(page);
				other = await openTab(context);
			}
			await expectWhole(page, promised, kill === KILLS - 1);
			if ((kill + 1) % 10 === 0) console.log(`${kill + 1} of ${KILLS} kills`);
		}
		console.log(`${KILLS} kills, ${promised.count} answers kept, ${promised.numbers.size} numbers given once each`);
		expect(promised.numbers.size).toBeGreaterThan(0);
	} finally {
		await profile.remove();
	}
});

/** Both tabs at work; after a few answers, at a moment nobody chose, the blow falls. The tab that is left stops by itself. */
async function killAtWork(victims: Page[], survivors: Page[], desk: Desk, promised: Promised, blow: () => Promise<void>): Promise<void> {
	let answers = 0;
	let falls = () => {};
	const enough = new Promise<void>((resolve) => (falls = resolve));
	const wanted = 1 + Math.floor(Math.random() * 8);
	let struck = false;
	const work = [...victims, ...survivors].map((page) =>
		workUntilKilled(page, desk, promised, () => {
			if (++answers >= wanted) falls();
			return !(struck && survivors.includes(page));
		})
	);
	await Promise.race([enough, Promise.all(work)]);
	// Not a wait for anything: the random point itself, somewhere inside the saves under way.
	await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
	await blow();
	struck = true;
	await Promise.all(work);
}

async function openTab(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.goto('/home');
	await unlock(page);
	return page;
}

/** The renderer with its worker, as when the system runs out of memory. */
async function crashTab(page: Page): Promise<void> {
	const gone = page.waitForEvent('crash');
	const session = await page.context().newCDPSession(page);
	void session.send('Page.crash').catch(() => undefined);
	await gone;
	await page.close();
}

/** SIGKILL: no handler runs, nothing is flushed. */
async function killBrowser(context: BrowserContext): Promise<void> {
	const gone = new Promise((resolve) => context.once('close', resolve));
	const session = await context.browser()!.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
	await gone;
}
