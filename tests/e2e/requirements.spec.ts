/** Browsers that cannot run the program, or may not: each page says what is missing and what to do, and starts nothing. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchComplaints } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';

const PAGES = ['/', '/create', '/home', '/client', '/verify', '/restore', '/join'];

async function expectSaid(page: Page, text: RegExp): Promise<void> {
	for (const path of PAGES) {
		await page.goto(path);
		await expect(page.getByRole('heading', { name: 'This browser cannot run Waxbill as it is set' }), path).toBeVisible();
		await expect(page.getByText(text), path).toBeVisible();
		await expect(page.getByRole('button', { name: 'Reload' }), path).toBeVisible();
	}
	// What is only read is there all the same.
	await page.goto('/privacy');
	await expect(page.getByRole('heading', { level: 1, name: 'Privacy' })).toBeVisible();
}

async function inProfile(baseURL: string | undefined, args: string[], work: (context: BrowserContext) => Promise<void>, settings?: object) {
	const profile = newProfile();
	try {
		if (settings) {
			mkdirSync(join(profile.folder, 'Default'));
			writeFileSync(join(profile.folder, 'Default', 'Preferences'), JSON.stringify(settings));
		}
		await work(await profile.open({ baseURL, args }));
	} finally {
		await profile.remove();
	}
}

test('where no page may store anything that is said, with the setting to change', async ({ baseURL }) => {
	test.slow();
	const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
	await inProfile(
		baseURL,
		[],
		async (context) => {
			const complaints = watchComplaints(context);
			const page = await context.newPage();
			await expectSaid(page, /“Cookies and site data”/);
			// The database library's own word, where the worker had asked before the page knew.
			expect(complaints.filter((text) => !text.startsWith('warning: Dexie: Workaround'))).toEqual([]);
		},
		blocked
	);
});

test('without WebAssembly nothing is started, and who may have switched it off is named', async ({ baseURL }) => {
	test.slow();
	await inProfile(baseURL, ['--js-flags=--jitless'], async (context) => {
		const page = await context.newPage();
		await expectSaid(page, /Lockdown Mode/);
	});
});

// No browser of today lacks these: they are taken away from one that has them.
for (const { name, take } of [
	{ name: 'Web Locks', take: () => delete (Navigator.prototype as { locks?: unknown }).locks },
	{ name: 'Web Workers', take: () => delete (globalThis as { Worker?: unknown }).Worker }
])
	test(`a browser without ${name} is told to be updated`, async ({ page }) => {
		await page.addInitScript(take);
		await expectSaid(page, new RegExp(name));
	});
