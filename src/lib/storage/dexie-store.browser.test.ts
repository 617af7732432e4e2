import { cdp } from 'vitest/browser';
import { afterEach, describe, expect, test } from 'vitest';
import { describeStore } from './acceptance.ts';
import { openDexieStore } from './dexie-store.ts';
import type { Store } from './store.ts';

const opened: Store[] = [];

async function open(name: string, onLost?: Parameters<typeof openDexieStore>[1]) {
	const store = await openDexieStore(name, onLost);
	opened.push(store);
	return store;
}

afterEach(async () => {
	for (const store of opened.splice(0)) store.close();
	for (const { name } of await indexedDB.databases()) await asked(indexedDB.deleteDatabase(name!));
});

describeStore('IndexedDB', {
	open,
	/** The browser remembers for a while how much room an origin has: clearing its data makes it count anew. */
	async squeeze() {
		const { origin } = location;
		await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
		await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4 * 1024 * 1024 });
		return async () => void (await cdp().send('Storage.overrideQuotaForOrigin', { origin }));
	}
});

function asked<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
