/**
 * Books made once in each process of the runner, through the screen, and given to its tests as a copy of all that the browser then kept of them:
 * a device that was used before, and asks for its passphrase. For tests that are not about the founding of books. Copies are the same books
 * and the same device: two of them may not meet on one relay.
 */
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { createWorkspace, openSampleBooks, unlock } from './journey.ts';
import { seemSlow } from './moved-clock.ts';

export interface Books {
	name: string;
	/** From a page that was opened nowhere yet to the open books. */
	make(page: Page): Promise<unknown>;
}

export const SAMPLE: Books = {
	name: 'sample',
	async make(page) {
		await page.goto('/');
		await openSampleBooks(page);
	}
};
export const ATELIER: Books = {
	name: 'atelier',
	async make(page) {
		await page.goto('/');
		await createWorkspace(page, { name: 'Atelier Mésange', preset: 'CA-QC' });
	}
};

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
const kept = new Map<string, Promise<State>>();

/** The books, open on this page and on this path. Its context holds nothing else afterwards. */
export async function openKept(page: Page, books: Books, path = '/home'): Promise<void> {
	const context = page.context();
	let state = kept.get(books.name);
	if (!state) kept.set(books.name, (state = keep(context.browser()!, books)));
	await context.setStorageState(await state);
	await page.goto(path);
	await unlock(page);
}

async function keep(browser: Browser, { make }: Books): Promise<State> {
	const context = await browser.newContext({ serviceWorkers: 'block' });
	try {
		await seemSlow(context);
		const page = await context.newPage();
		await make(page);
		// All of it is on the disk before the form comes back.
		await page.getByRole('button', { name: 'Lock', exact: true }).click();
		await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
		return await context.storageState({ indexedDB: true });
	} finally {
		await context.close();
	}
}
