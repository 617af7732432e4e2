import { expect, test, type Page } from '@playwright/test';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildVariant } from '../support/builds.ts';
import { newProfile, type Profile } from '../support/profile.ts';
import { servedPaths } from '../support/served-paths.ts';
import { startServer, startServerProcess } from '../support/server.ts';

let profile: Profile;
test.beforeEach(() => {
	profile = newProfile();
});
test.afterEach(() => profile.remove());

async function expectDrawn(page: Page): Promise<void> {
	await expect(page.getByRole('heading').first()).toBeVisible();
}

/** The first visit, until every file of the build is on the device. */
async function visit(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await expectDrawn(page);
	// Some hundred files, each hashed and written: longer than a step may take elsewhere.
	await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, { timeout: 150_000 });
}

/** Sizes of what is answered; undefined where nothing is. */
function fetched(page: Page, paths: string[]): Promise<(number | undefined)[]> {
	return page.evaluate(
		(all) =>
			Promise.all(
				all.map((path) =>
					fetch(path).then(
						async (response) => (response.ok ? (await response.arrayBuffer()).byteLength : undefined),
						() => undefined
					)
				)
			),
		paths
	);
}

test('with the server gone, reload, other pages and a new start of the browser work', async () => {
	const server = await startServerProcess();
	let page = await (await profile.open()).newPage();
	await visit(page, `${server.origin}/`);
	await server.kill();

	await page.reload();
	await expectDrawn(page);
	for (const route of ['/create', '/privacy', '/nowhere/at/all']) {
		await page.goto(`${server.origin}${route}`);
		await expectDrawn(page);
	}
	await page.context().close();

	page = await (await profile.open()).newPage();
	await page.goto(`${server.origin}/privacy`);
	await expectDrawn(page);
});

test('every file of the build is on the device after the first visit, and nothing else is', async () => {
	const server = await startServer();
	const page = await (await profile.open()).newPage();
	await visit(page, `${server.origin}/`);
	await page.goto(`${server.origin}/privacy`);
	await expectDrawn(page);

	// Text recognition is large and wanted by few: it is kept once it was used.
	const isForSome = (path: string) => /\.(wasm|gz)$/.test(path);
	const forAll = servedPaths('build').filter((path) => !isForSome(path));
	const [program, english, other] = ['wasm', 'eng.traineddata', 'deu.traineddata'].map(
		(name) => servedPaths('build').find((path) => isForSome(path) && path.includes(name)) ?? ''
	) as [string, string, string];
	const kept = await page.evaluate(async () => {
		const names = await caches.keys();
		const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return { names, urls: lists.flat().map(({ url }) => url) };
	});
	const sizes = await fetched(page, [program, english]);
	expect(sizes).toEqual([program, english].map((path) => statSync(join('build', path)).size));
	await server.stop();
	expect(kept.names).toHaveLength(1);
	expect(kept.urls.map((url) => url.replace(server.origin, '')).sort()).toEqual(forAll.sort());

	// What was used of the recognition is answered, whole, without a server; what never was is not.
	expect(await fetched(page, [program, english])).toEqual(sizes);
	expect(await fetched(page, [other])).toEqual([undefined]);
});

test('a new release waits for the click, then every tab can take it', async () => {
	const next = await buildVariant('next');
	const server = await startServer();
	const context = await profile.open();
	const page = await context.newPage();
	await visit(page, `${server.origin}/`);
	const other = await context.newPage();
	await other.goto(`${server.origin}/privacy`);
	await expectDrawn(other);
	const release = (each: Page) => each.evaluate(() => /__sveltekit_\w+/.exec(document.documentElement.innerHTML)?.[0]);
	const first = await release(page);

	server.serve(next);
	await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
	const offer = page.getByRole('button', { name: 'Restart with the new version' });
	await expect(offer).toBeVisible();
	expect(await release(page)).toBe(first);
	await page.reload();
	await expect(offer).toBeVisible();
	expect(await release(page)).toBe(first);

	await Promise.all([page.waitForEvent('load'), offer.click()]);
	await expectDrawn(page);
	expect(await release(page)).not.toBe(first);

	const reload = other.getByRole('button', { name: 'Reload this tab' });
	await expect(reload).toBeVisible();
	expect(await release(other)).toBe(first);
	await Promise.all([other.waitForEvent('load'), reload.click()]);
	await expectDrawn(other);
	expect(await release(other)).toBe(await release(page));
	await server.stop();
});

test('built for a sub-path it serves, keeps and warns there', async () => {
	const directory = await buildVariant('sub-path');
	const server = await startServer(directory, { base: '/x' });
	const page = await (await profile.open()).newPage();
	await visit(page, `${server.origin}/x/`);
	expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.scope)).toBe(`${server.origin}/x/`);
	await expect(page.getByText(/other pages/i).first()).toBeVisible();
	await server.stop();
	for (const route of ['/x/', '/x/privacy', '/x/nowhere']) {
		await page.goto(`${server.origin}${route}`);
		await expectDrawn(page);
	}
});

test('the browser finds nothing that hinders installing', async ({ baseURL }) => {
	const page = await (await profile.open()).newPage();
	await visit(page, `${baseURL}/`);
	const devtools = await page.context().newCDPSession(page);
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
	expect(installabilityErrors).toEqual([]);
	const { errors, url } = await devtools.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	expect(url).toBe(`${baseURL}/manifest.webmanifest`);
});
