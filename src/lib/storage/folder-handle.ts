/**
 * Where the handle of a folder the user picked is kept: only a browser's own database can hold one, and it cannot be sealed. Its name is all that
 * can be read of it without the user's leave. A database of its own, because the others hold bytes alone.
 */
const DATABASE = 'wb1-folder';
const TABLE = 'handle';
const KEY = 0;

export async function keptFolder(): Promise<FileSystemDirectoryHandle | undefined> {
	// Asking must not make the database.
	if (!(await indexedDB.databases()).some(({ name }) => name === DATABASE)) return undefined;
	return (await ask('readonly', (table) => table.get(KEY))) as FileSystemDirectoryHandle | undefined;
}

export async function keepFolder(handle: FileSystemDirectoryHandle): Promise<void> {
	await ask('readwrite', (table) => table.put(handle, KEY));
}

/** Nothing of it stays, the database included. */
export async function forgetFolder(): Promise<void> {
	await new Promise<void>((resolve) => {
		const request = indexedDB.deleteDatabase(DATABASE);
		request.onsuccess = request.onerror = request.onblocked = () => resolve();
	});
}

/** The database is closed after each use, so that no tab holds up its deletion. */
async function ask(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest): Promise<unknown> {
	const db = await new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(DATABASE, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('no database'));
	});
	try {
		return await new Promise((resolve, reject) => {
			const transaction = db.transaction(TABLE, mode);
			const request = work(transaction.objectStore(TABLE));
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
		});
	} finally {
		db.close();
	}
}
