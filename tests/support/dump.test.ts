import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { knownBrowser } from './browser.mjs';
import { clearAllBut, dumpDatabases, flipByte, overwriteRow, removeRow, swapRows, type RawKey } from './dump.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
	const { executablePath, args, env } = knownBrowser();
	browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
});
afterAll(() => browser.close());

beforeEach(async () => {
	page = await browser.newPage();
	await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
	await page.goto('http://localhost:1/');
	await page.evaluate(async () => {
		const db = await new Promise<IDBDatabase>((resolve) => {
			const request = indexedDB.open('books', 3);
			request.onupgradeneeded = () => {
				request.result.createObjectStore('log');
				request.result.createObjectStore('page');
				request.result.createObjectStore('notes', { keyPath: 'id' }).createIndex('by title', 'title');
			};
			request.onsuccess = () => resolve(request.result);
		});
		await new Promise((resolve) => {
			const tx = db.transaction([...db.objectStoreNames], 'readwrite');
			tx.oncomplete = resolve;
			const tag = Uint8Array.of(0, 171, 255);
			tx.objectStore('log').put(Uint8Array.of(1, 2, 3), [tag, 1]);
			tx.objectStore('log').put(Uint8Array.of(4, 5), [tag, 2]);
			tx.objectStore('page').put(Uint8Array.of(9, 8, 7, 6).subarray(1, 2), [tag, tag]);
			tx.objectStore('page').put(Uint8Array.of(6).buffer, 'text');
			tx.objectStore('notes').put({ id: new Date(5), title: 'in clear' });
		});
		db.close();
	});
});

const tag = { hex: '00abff' };
const log = (n: number) => ({ database: 'books', table: 'log', key: [tag, n] as RawKey });
const paged = { database: 'books', table: 'page', key: [tag, tag] as RawKey };

async function rows() {
	return (await dumpDatabases(page)).rows.map(({ table, key, bytes, other }) => [table, key, bytes ? [...bytes] : other]);
}
const untouched = [
	['log', [tag, 1], [1, 2, 3]],
	['log', [tag, 2], [4, 5]],
	['notes', { date: 5 }, '{"id":"1970-01-01T00:00:00.005Z","title":"in clear"}'],
	['page', 'text', [6]],
	['page', [tag, tag], [9, 8, 7, 6]]
];

test('a dump shows every name, key and byte, hidden ones of a larger buffer included', async () => {
	expect(await rows()).toEqual(untouched);
	expect((await dumpDatabases(page)).databases).toEqual([
		{
			name: 'books',
			version: 3,
			tables: [
				{ name: 'log', keyPath: 'null', indexes: [] },
				{ name: 'notes', keyPath: '"id"', indexes: ['by title'] },
				{ name: 'page', keyPath: 'null', indexes: [] }
			]
		}
	]);
});

test('one bit is flipped, counted from either end', async () => {
	await flipByte(page, log(1), 0);
	await flipByte(page, log(1), -1);
	expect(await rows()).toEqual([['log', [tag, 1], [0, 2, 2]], ...untouched.slice(1)]);
	await expect(flipByte(page, log(1), 3)).rejects.toThrow('no such byte');
	await expect(flipByte(page, log(3), 0)).rejects.toThrow('no row');
});

test('rows are removed, overwritten and swapped, also between tables', async () => {
	await removeRow(page, log(2));
	await overwriteRow(page, log(1), Uint8Array.of(7));
	await swapRows(page, log(1), paged);
	expect(await rows()).toEqual([['log', [tag, 1], [9, 8, 7, 6]], ...untouched.slice(2, 4), ['page', [tag, tag], [7]]]);
	await expect(removeRow(page, log(9))).rejects.toThrow('no row');
	await expect(overwriteRow(page, log(9), Uint8Array.of(1))).rejects.toThrow('no row');
	await expect(swapRows(page, log(1), log(9))).rejects.toThrow('no row');
});

test('every table but those named is emptied', async () => {
	await clearAllBut(page, 'books', ['log']);
	expect(await rows()).toEqual(untouched.slice(0, 2));
	await expect(clearAllBut(page, 'books', ['header'])).rejects.toThrow('no table header');
});
