import { expect, test, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpOrigin } from '../support/canary/origin.ts';
import { cookiePieces, profilePieces, requestPieces, Scanner } from '../support/canary/scan.ts';
import { newProfile } from '../support/profile.ts';
import { recordRequests } from '../support/requests.ts';
import { startServer } from '../support/server.ts';

/** One text for each place, in clear. Those in names are plain: not every store takes a quote in a name. */
const PLACES = {
	idbValue: 'Zoë "value" 5d0c1',
	idbKey: 'Zoë "key" 5d0c2',
	idbNested: 'Zoë "nested" 5d0c3',
	idbBuffer: 'Zoë "buffer" 5d0c4',
	idbBlob: 'Zoë "blob" 5d0c5',
	idbWide: 'Ζωή "wide" 5d0c6',
	idbDatabase: 'database-5d0c7',
	idbStore: 'store-5d0c8',
	idbCompressed: 'Zoë "compressed" 5d0c9',
	cacheName: 'cache-5d0ca',
	cacheUrl: 'url-5d0cb',
	cacheBody: 'Zoë "body" 5d0cc',
	localStorage: 'Zoë "local" 5d0cd',
	sessionStorage: 'Zoë "session" 5d0ce',
	opfsName: 'file-5d0cf',
	opfsBody: 'Zoë "file" 5d0d0',
	cookie: 'cookie-5d0d1',
	requestUrl: 'Zoë "query" 5d0d2',
	requestHeader: 'header-5d0d3',
	requestBody: 'Zoë "post" 5d0d4',
	history: 'Zoë "history" 5d0d5',
	title: 'Zoë "title" 5d0d6'
};
type Places = typeof PLACES;

async function plant(page: Page): Promise<void> {
	await page.evaluate(async (places: Places) => {
		const database = await new Promise<IDBDatabase>((resolve) => {
			const request = indexedDB.open(places.idbDatabase, 1);
			request.onupgradeneeded = () => request.result.createObjectStore(places.idbStore);
			request.onsuccess = () => resolve(request.result);
		});
		const put = (rows: [IDBValidKey, unknown][]) =>
			new Promise<void>((resolve) => {
				const transaction = database.transaction(places.idbStore, 'readwrite', { durability: 'strict' });
				for (const [key, value] of rows) transaction.objectStore(places.idbStore).put(value, key);
				transaction.oncomplete = () => resolve();
			});
		await put([
			['value', places.idbValue],
			[places.idbKey, 1],
			['nested', { list: [new Map([[places.idbNested, { deep: true }]])] }],
			['buffer', new TextEncoder().encode(places.idbBuffer)],
			['blob', new Blob([places.idbBlob])],
			['wide', places.idbWide]
		]);
		// Several megabytes, so that tables are written and compressed; each row repeats enough to be worth compressing.
		for (let batch = 0; batch < 40; batch++)
			await put(Array.from({ length: 100 }, (_, row) => [`row-${batch}-${row}`, `${places.idbCompressed} `.repeat(60) + batch * row]));
		database.close();

		const cache = await caches.open(places.cacheName);
		await cache.put(`/${places.cacheUrl}`, new Response(places.cacheBody));
		localStorage.setItem('key', places.localStorage);
		sessionStorage.setItem('key', places.sessionStorage);
		const file = await (await navigator.storage.getDirectory()).getFileHandle(places.opfsName, { create: true });
		const writable = await file.createWritable();
		await writable.write(places.opfsBody);
		await writable.close();
		document.cookie = `planted=${places.cookie}; max-age=3600`;
		history.replaceState({ state: places.history }, '');
		document.title = places.title;
		const address = `/?q=${encodeURIComponent(places.requestUrl)}`;
		await fetch(address, { method: 'POST', headers: { 'x-planted': places.requestHeader }, body: places.requestBody });
	}, PLACES);
}

test('the scan finds a canary written in clear to each kind of store', async () => {
	const site = mkdtempSync(join(tmpdir(), 'site-'));
	mkdirSync(site, { recursive: true });
	writeFileSync(join(site, 'index.html'), '<!doctype html><title>Scan</title>');
	const server = await startServer(site);
	const profile = newProfile();
	try {
		const context = await profile.open();
		const requests = recordRequests(context);
		const page = await context.newPage();
		await page.goto(server.origin);
		await plant(page);

		const scanner = new Scanner(Object.values(PLACES));
		const names = (found: { canary: string }[]) => [...new Set(found.map(({ canary }) => canary))].sort();
		const network = [PLACES.requestUrl, PLACES.requestHeader, PLACES.requestBody];
		const kept = Object.values(PLACES).filter((canary) => !network.includes(canary));
		expect(names(scanner.scan(await dumpOrigin(page)))).toEqual(kept.sort());
		expect(names(scanner.scan(requestPieces(requests)))).toEqual(expect.arrayContaining(network.sort()));
		expect(names(scanner.scan(await cookiePieces(context)))).toEqual([PLACES.cookie]);

		// Chromium writes the session's storage some seconds late, and a closing browser may not write it at all.
		const written = () => expect(names(scanner.scan(profilePieces(profile.folder)))).toContain(PLACES.sessionStorage);
		await expect(written).toPass({ timeout: 60_000 });
		await context.close();
		// Chromium encrypts the values of cookies itself; a headless build may keep no history.
		const elsewhere = [PLACES.cookie, PLACES.history, PLACES.title];
		const onDisk = kept.filter((canary) => !elsewhere.includes(canary));
		expect(names(scanner.scan(profilePieces(profile.folder)))).toEqual(expect.arrayContaining(onDisk.sort()));
	} finally {
		await profile.remove();
		await server.stop();
		rmSync(site, { recursive: true, force: true });
	}
});
