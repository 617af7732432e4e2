/**
 * draft.save@N: from the command to the durable answer, through the built worker in a real browser, with N documents in the books. The
 * reference is one Dexie put of as many bytes as the draft has in JSON, also made in a worker and also waiting for its transaction.
 */
import type { Page } from '@playwright/test';
import { cpSync, copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newBusiness, newSeries, presetOf } from '../../src/lib/business/presets.ts';
import { anInvoice, aParty } from '../support/books.ts';
import { PASSPHRASE } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';
import { cacheFolder, root } from '../support/run.mjs';
import { startServer } from '../support/server.ts';
import { openForBench } from './browser.ts';
import { quantile, rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

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

interface Bench {
	books: Record<string, (...args: unknown[]) => Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>>;
	reference: { put(key: number, bytes: Uint8Array): Promise<unknown> };
}

async function call(page: Page, method: string, ...args: unknown[]): Promise<unknown> {
	const result = await page.evaluate(
		([name, given]) => (globalThis as unknown as Bench).books[name as string]?.(...(given as unknown[])),
		[method, args]
	);
	if (result && !result.ok) throw new Error(`${method}: ${result.error?.code}`);
	return result?.value;
}

/** Hex ids in a row, so that no call is spent on drawing them. */
const id = (n: number) => n.toString(16).padStart(32, '0');

async function fillBooks(page: Page, count: number): Promise<void> {
	const preset = presetOf('CA-QC');
	await call(page, 'create', { passphrase: PASSPHRASE, business: newBusiness(preset, 'Atelier'), series: newSeries(preset) });
	for (let i = 0; i < 100; i++) await call(page, 'save', 'party', id(1_000_000 + i), aParty({ number: String(i), name: `Client ${i}` }));
	for (let i = 0; i < count; i++)
		await call(page, 'save', 'draft', id(i), anInvoice({ partyId: id(1_000_000 + (i % 100)), orderNumber: `PO-${i}` }));
}

/** Milliseconds of one save, measured in the page. */
function timeSave(page: Page, n: number, turn: number): Promise<number> {
	const draft = anInvoice({ partyId: id(1_000_000), notes: `Edited for the ${turn}th time` });
	return page.evaluate(
		async ([key, value]) => {
			const { books } = globalThis as unknown as Bench;
			const begun = performance.now();
			const result = await books.save?.('draft', key, value);
			if (!result?.ok) throw new Error(`save: ${result?.error?.code}`);
			return performance.now() - begun;
		},
		[id(n), draft] as const
	);
}

function timePut(page: Page, turn: number, size: number): Promise<number> {
	return page.evaluate(
		async ([key, length]) => {
			const { reference } = globalThis as unknown as Bench;
			const bytes = crypto.getRandomValues(new Uint8Array(length));
			const begun = performance.now();
			await reference.put(key, bytes);
			return performance.now() - begun;
		},
		[turn, size] as const
	);
}

async function measure(n: number, quick: boolean): Promise<Row[]> {
	const server = await startServer(benchSite());
	const profile = newProfile();
	try {
		const first = await openForBench(profile);
		const building = await first.newPage();
		await building.goto(`${server.origin}/bench.html`);
		await building.waitForFunction(() => 'books' in globalThis);
		await fillBooks(building, n);
		await first.close();

		const page = await (await openForBench(profile)).newPage();
		await page.goto(`${server.origin}/bench.html`);
		await page.waitForFunction(() => 'books' in globalThis);
		await call(page, 'unlock', PASSPHRASE);
		const bytes = Buffer.byteLength(JSON.stringify(anInvoice()));
		let turn = 0;
		const pairs = await takePairs(
			quick ? 50 : 300,
			() => timeSave(page, Math.floor(n / 2), ++turn),
			() => timePut(page, turn, bytes)
		);
		const p99 = quantile(
			pairs.map(({ subject }) => subject),
			0.99
		);
		const note = `p99 ${p99.toFixed(1)} ms`;
		return [rowOf(pairs, { name: `draft.save@${n}`, unit: 'ms', reference: 'one Dexie put of the same bytes', note, n, bytes })];
	} finally {
		await profile.remove();
		await server.stop();
	}
}

export const benchmarks: Benchmark[] = [{ name: 'draft.save@1000', run: ({ quick }) => measure(1000, quick) }];
