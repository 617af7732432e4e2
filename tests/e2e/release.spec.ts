import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { filesOf, signRelease } from '../../.config/release.js';
import { releaseKey } from '../support/a-release.ts';
import { buildVariant } from '../support/builds.ts';
import { newProfile, type Profile } from '../support/profile.ts';
import { root } from '../support/run.mjs';
import { startServer } from '../support/server.ts';
import { verifyRelease } from '../support/verify-release.mjs';

let profile: Profile;
const folders: string[] = [];
test.beforeEach(() => {
	profile = newProfile();
});
test.afterEach(async () => {
	await profile.remove();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'waxbill-release-'));
	folders.push(made);
	return made;
}

/** A copy of a build that can be signed and touched. */
function copyOf(directory: string, key?: string): string {
	const copy = join(folder(), 'build');
	cpSync(directory, copy, { recursive: true });
	if (key) signRelease(copy, key);
	return copy;
}

async function visit(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await expect(page.getByRole('heading').first()).toBeVisible();
	await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, { timeout: 150_000 });
}

const place = (page: Page, name: string) => page.getByRole('region', { name });

test('claim P11: two builds of one source are equal, byte for byte, wherever they are made', () => {
	test.slow();
	const there = join(folder(), 'another', 'place');
	mkdirSync(there, { recursive: true });
	const sources = [
		'src',
		'static',
		'sync-server',
		'tests',
		'.config',
		'package.json',
		'package-lock.json',
		'svelte.config.js',
		'tsconfig.json',
		'vite.config.ts'
	];
	for (const name of sources) cpSync(join(root, name), join(there, name), { recursive: true, force: true });
	symlinkSync(join(root, 'node_modules'), join(there, 'node_modules'), 'junction');
	const home = join(there, 'home');
	mkdirSync(home);
	const { BUILD_DIR: _b, KIT_DIR: _k, BASE_PATH: _p, APP_VERSION: _v, ...env } = process.env;
	execFileSync(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
		cwd: there,
		env: { ...env, HOME: home, TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
		stdio: 'ignore'
	});
	const [here, second] = [join(root, 'build'), join(there, 'build')];
	expect(filesOf(second)).toEqual(filesOf(here));
	const unlike = filesOf(here).filter((name) => !readFileSync(join(here, name)).equals(readFileSync(join(second, name))));
	expect(unlike).toEqual([]);
});

test('claim P11: what runs is compared with the signed list, here and at the host; what was changed is named, and offline what is here', async () => {
	const served = copyOf('build');
	const key = signRelease(served, releaseKey());
	const server = await startServer(served);
	const page = await (await profile.open()).newPage();
	await visit(page, `${server.origin}/`);
	expect((await verifyRelease(server.origin, { key, build: served })).problems).toEqual([]);

	await page.goto(`${server.origin}/privacy`);
	await page.getByRole('link', { name: 'Compare what runs here with its list' }).click();
	await page.getByRole('button', { name: 'Compare', exact: true }).click();
	const [here, host] = [place(page, 'On this device'), place(page, 'At the host, now')];
	await expect(here.getByText(/^All \d+ files are as the list says\.$/)).toBeVisible();
	await expect(host.getByText(/^All \d+ files are as the list says\.$/)).toBeVisible();
	await expect(host.getByText(key)).toBeVisible();
	await expect(page.getByText('The host gives out the version that is on this device.')).toBeVisible();

	// One script changed on the device, another at the host, and a file slipped in beside them.
	const [script, other] = filesOf(join(served, '_app', 'immutable', 'chunks')) as [string, string];
	await page.evaluate(async (path) => {
		const [name] = await caches.keys();
		const cache = await caches.open(name!);
		const kept = await cache.match(path);
		await cache.put(path, new Response(`${await kept!.text()};0`, { headers: kept!.headers }));
		await cache.put('/_app/immutable/slipped-in.js', new Response('0', { headers: { 'content-type': 'text/javascript' } }));
	}, `/_app/immutable/chunks/${script}`);
	appendFileSync(join(served, '_app', 'immutable', 'chunks', other), ';0');
	await page.getByRole('button', { name: 'Compare again' }).click();
	await expect(here.getByText('2 files are not as the list says')).toBeVisible();
	await expect(here.getByText(`_app/immutable/chunks/${script}: another file`)).toBeVisible();
	await expect(here.getByText('/_app/immutable/slipped-in.js: not in the list')).toBeVisible();
	await expect(host.getByText('One file is not as the list says')).toBeVisible();
	await expect(host.getByText(`_app/immutable/chunks/${other}: another file`)).toBeVisible();
	expect((await verifyRelease(server.origin, { key })).problems).toEqual([
		expect.stringMatching(new RegExp(`^_app/immutable/chunks/${other.replace('.', '\\.')}: another file`))
	]);

	if (process.env.LOOK) await page.screenshot({ path: join(process.env.LOOK, 'release.png'), fullPage: true });
	await server.stop();
	await page.reload();
	await page.getByRole('button', { name: 'Compare', exact: true }).click();
	await expect(host.getByText('The host does not answer.')).toBeVisible();
	await expect(here.getByText('2 files are not as the list says')).toBeVisible();
});

test('threat 38: an update says whose it is before it is taken: the same key, another, none, and files that are not of its list', async () => {
	const next = await buildVariant('next');
	const [ours, stranger] = [releaseKey(), releaseKey()];
	const now = copyOf('build', ours);
	const server = await startServer(now);
	const page = await (await profile.open()).newPage();
	await visit(page, `${server.origin}/`);
	const offer = page.getByRole('complementary');
	const offered = async (directory: string) => {
		server.serve(directory);
		await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
		await expect(offer).toContainText('A new version is ready');
		// The page asks for what waits when it starts.
		await page.reload();
		await expect(offer).toContainText(/Version [\w]+, \d+ of \d+ files are new or changed\./);
	};

	await offered(copyOf(next, ours));
	await expect(offer).toContainText('Signed by the key that signed this version.');
	await offer.getByRole('link', { name: 'Compare what is here' }).click();
	await page.getByRole('button', { name: 'Compare', exact: true }).click();
	await expect(page.getByText('The host gives out another version than the one on this device.')).toBeVisible();
	await page.goto(`${server.origin}/`);

	for (const [directory, words] of [
		[copyOf(next, stranger), 'Signed by another key than this version'],
		[copyOf(next), 'Not signed, while this version is.']
	] as const) {
		// Another service worker, so that the browser takes it for another build.
		appendFileSync(join(directory, 'service-worker.js'), `\n// ${words}`);
		await offered(directory);
		await expect(offer).toContainText(words);
		await expect(offer).toContainText('Do not start it');
	}

	const touched = copyOf(next, ours);
	appendFileSync(join(touched, 'create.html'), '<script src="/more.js"></script>');
	appendFileSync(join(touched, 'service-worker.js'), '\n// touched');
	await offered(touched);
	await expect(offer).toContainText('One file is not what its own list says. Do not start it.');
	if (process.env.LOOK) await page.screenshot({ path: join(process.env.LOOK, 'update.png') });
	await server.stop();
});
