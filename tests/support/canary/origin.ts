/** Everything the page's origin keeps on the device, as the browser itself gives it out: decoded, whatever the files look like. */
import type { Page } from '@playwright/test';

export interface Piece {
	/** 'IndexedDB name/store value', 'Cache Storage …' */
	where: string;
	bytes: Buffer;
}

export async function dumpOrigin(page: Page): Promise<Piece[]> {
	const pieces = await page.evaluate(dumpInPage);
	return pieces.map(({ where, base64 }) => ({ where, bytes: Buffer.from(base64, 'base64') }));
}

/** Runs in the page, so it is one function. */
async function dumpInPage(): Promise<{ where: string; base64: string }[]> {
	const pieces: { where: string; base64: string }[] = [];
	const add = (where: string, bytes: Uint8Array) => {
		let binary = '';
		for (let i = 0; i < bytes.length; i += 32_768) binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
		pieces.push({ where, base64: btoa(binary) });
	};
	const text = (where: string, value: string) => add(where, new TextEncoder().encode(value));
	const answer = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(new Error(request.error?.message));
		});

	const walk = async (where: string, value: unknown, seen: Set<unknown>): Promise<void> => {
		if (value === null || value === undefined) return;
		if (typeof value !== 'object') return text(where, String(value));
		if (seen.has(value)) return;
		seen.add(value);
		if (value instanceof ArrayBuffer) return add(where, new Uint8Array(value));
		// The whole buffer: a view is stored with all of what it looks into.
		if (ArrayBuffer.isView(value)) return add(where, new Uint8Array(value.buffer));
		if (value instanceof Blob) {
			text(where, `${value.type} ${value instanceof File ? value.name : ''}`);
			return add(where, new Uint8Array(await value.arrayBuffer()));
		}
		if (value instanceof Date) return text(where, value.toJSON());
		if (value instanceof CryptoKey) return text(where, `key ${value.algorithm.name} extractable ${value.extractable}`);
		const parts = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.entries(value).flat();
		for (const part of parts) await walk(where, part, seen);
	};

	for (const { name = '', version } of await indexedDB.databases()) {
		text('IndexedDB database name', name);
		const database = await answer(indexedDB.open(name, version));
		for (const storeName of database.objectStoreNames) {
			const where = `IndexedDB ${name}/${storeName}`;
			text(`${where} name`, storeName);
			const store = () => database.transaction(storeName).objectStore(storeName);
			text(`${where} indexes`, [...store().indexNames].join(' '));
			const [keys, values] = await Promise.all([answer(store().getAllKeys()), answer(store().getAll())]);
			for (const key of keys) await walk(`${where} key`, key, new Set());
			for (const value of values) await walk(`${where} value`, value, new Set());
		}
		database.close();
	}

	for (const name of await caches.keys()) {
		text('Cache Storage name', name);
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const response = await cache.match(request);
			text(`Cache Storage ${name} request`, `${request.url} ${[...request.headers].flat().join(' ')}`);
			if (!response) continue;
			text(`Cache Storage ${name} headers`, [...response.headers].flat().join(' '));
			add(`Cache Storage ${name} body of ${request.url}`, new Uint8Array(await response.arrayBuffer()));
		}
	}

	for (const [where, storage] of [
		['localStorage', localStorage],
		['sessionStorage', sessionStorage]
	] as const)
		for (let i = 0; i < storage.length; i++) {
			const key = storage.key(i) ?? '';
			text(where, `${key}\n${storage.getItem(key)}`);
		}

	const files = async (path: string, directory: FileSystemDirectoryHandle): Promise<void> => {
		for await (const handle of directory.values()) {
			text('OPFS name', `${path}/${handle.name}`);
			if (handle.kind === 'directory') await files(`${path}/${handle.name}`, handle as FileSystemDirectoryHandle);
			else add(`OPFS ${path}/${handle.name}`, new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer()));
		}
	};
	await files('', await navigator.storage.getDirectory());

	text('cookies', document.cookie);
	text('address and history', `${location.href}\n${JSON.stringify(history.state)}`);
	text('window name', window.name);
	text('document title', document.title);
	for (const registration of await navigator.serviceWorker.getRegistrations()) text('service worker', registration.scope);
	return pieces;
}

/** What is drawn: the document as it stands, and the values of its fields, which are not in its text. */
export async function drawnPieces(page: Page): Promise<Piece[]> {
	const values = await page.evaluate(() =>
		[...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map((field) => field.value).join('\n')
	);
	return [
		{ where: 'document', bytes: Buffer.from(await page.content()) },
		{ where: 'values of fields', bytes: Buffer.from(values) }
	];
}
