/**
 * What a device keeps of senders whose documents were checked on it: hashes of keys, under tags that say nothing without the key beside them. A device that
 * checks has no books and no passphrase, so nothing seals this: whoever has the device can test whether the documents of a sender he guesses were checked.
 */
const DATABASE = 'wb1-senders';
const TABLE = 'pins';
const KEY = 0;

export interface KeptPins {
	/** 32 bytes, drawn on this device. */
	key: Uint8Array;
	pins: { seller: Uint8Array; issuers: Uint8Array[] }[];
}

export async function keptPins(): Promise<KeptPins | undefined> {
	// Asking must not make the database.
	if (!(await indexedDB.databases()).some(({ name }) => name === DATABASE)) return undefined;
	return (await ask('readonly', (table) => table.get(KEY))) as KeptPins | undefined;
}

export async function keepPins(kept: KeptPins): Promise<void> {
	await ask('readwrite', (table) => table.put(kept, KEY));
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
