/**
 * All that this app ever kept in the browser, gone: databases, caches, settings, private files, the worker that serves it offline. The sealed
 * books themselves are destroyed by the worker that holds them, before this is called.
 */
export async function eraseOrigin(): Promise<void> {
	localStorage.clear();
	sessionStorage.clear();
	await Promise.allSettled([eraseDatabases(), eraseCaches(), eraseFiles()]);
	const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
	await Promise.allSettled(workers.map((worker) => worker.unregister()));
	// The service worker may have filled one while it was still there.
	await eraseCaches();
}

async function eraseDatabases(): Promise<void> {
	const databases = (await indexedDB.databases?.()) ?? [];
	await Promise.allSettled(databases.flatMap(({ name }) => (name ? [deleted(indexedDB.deleteDatabase(name))] : [])));
}

/** Another tab may hold it open: it is deleted as soon as that tab lets go. */
function deleted(request: IDBOpenDBRequest): Promise<void> {
	return new Promise((resolve, reject) => {
		request.onsuccess = request.onblocked = () => resolve();
		request.onerror = () => reject(new Error('not deleted'));
	});
}

async function eraseCaches(): Promise<void> {
	await Promise.allSettled((await caches.keys()).map((name) => caches.delete(name)));
}

async function eraseFiles(): Promise<void> {
	const root = await navigator.storage.getDirectory();
	const names: string[] = [];
	for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
	await Promise.allSettled(names.map((name) => root.removeEntry(name, { recursive: true })));
}
