/** Books without screens, for benchmarks: the built worker in a real browser, asked by a page that does nothing else. */
import type { Page } from '@playwright/test';
import { cpSync, copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newBusiness, newSeries, presetOf } from '../../src/lib/business/presets.ts';
import { PASSPHRASE } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';
import { cacheFolder, root } from '../support/run.mjs';
import { startServer } from '../support/server.ts';
import { openForBench } from './browser.ts';

/** The build with a page beside it that speaks to its worker without any screen. No policy there: it is a bench, not the app. */
function benchSite(): string {
	const site = join(cacheFolder('bench'), 'site');
	rmSync(site, { recursive: true, force: true });
	cpSync(join(root, 'build'), site, { recursive: true });
	rmSync(join(site, '_headers'));
	copyFileSync(join(root, 'node_modules', 'comlink', 'dist', 'esm', 'comlink.mjs'), join(site, 'comlink.js'));
	copyFileSync(join(root, 'node_modules', 'dexie', 'dist', 'dexie.mjs'), join(site, 'dexie.js'));
	const worker = readdirSync(join(site, '_app', 'immutable', 'workers')).find((name) => /^worker-.*\.js$/.test(name));
	writeFileSync(
		join(site, 'put.js'),
		`import Dexie from '/dexie.js'; import * as Comlink from '/comlink.js';
		const db = new Dexie('reference'); db.version(1).stores({ rows: '' });
		Comlink.expose({ put: (key, bytes) => db.table('rows').put(bytes, key) });`
	);
	writeFileSync(
		join(site, 'bench.js'),
		`import * as Comlink from '/comlink.js';
		const start = (url) => Comlink.wrap(new Worker(url, { type: 'module' }));
		Object.assign(globalThis, { books: start('/_app/immutable/workers/${worker}'), reference: start('/put.js') });`
	);
	writeFileSync(join(site, 'bench.html'), '<!doctype html><script type="module" src="/bench.js"></script>');
	return site;
}

export interface Bench {
	books: Record<string, (...args: unknown[]) => Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>>;
	reference: { put(key: number, bytes: Uint8Array): Promise<unknown> };
}

export async function call(page: Page, method: string, ...args: unknown[]): Promise<unknown> {
	const result = await page.evaluate(
		([name, given]) => (globalThis as unknown as Bench).books[name as string]?.(...(given as unknown[])),
		[method, args]
	);
	if (result && !result.ok) throw new Error(`${method}: ${result.error?.code}`);
	return result?.value;
}

/** Hex ids in a row, so that no call is spent on drawing them. */
export const id = (n: number) => n.toString(16).padStart(32, '0');

/** Fills new books, closes the browser, and measures on the same profile started again and unlocked. */
export async function withBooks<T>(fill: (page: Page) => Promise<void>, measure: (page: Page) => Promise<T>): Promise<T> {
	const server = await startServer(benchSite());
	const profile = newProfile();
	const openPage = async () => {
		const page = await (await openForBench(profile)).newPage();
		await page.goto(`${server.origin}/bench.html`);
		await page.waitForFunction(() => 'books' in globalThis);
		return page;
	};
	try {
		const building = await openPage();
		const preset = presetOf('CA-QC');
		await call(building, 'create', { passphrase: PASSPHRASE, business: newBusiness(preset, 'Atelier'), series: newSeries(preset) });
		await fill(building);
		await building.context().close();
		const page = await openPage();
		await call(page, 'unlock', PASSPHRASE);
		return await measure(page);
	} finally {
		await profile.remove();
		await server.stop();
	}
}
