/** One value in a database of the browser of its own, beside the sealed rows. Closed after each use, so that no tab holds up its deletion. */
const KEY = 0;

export class OneValue<T> {
	readonly #database: string;
	readonly #table: string;

	constructor(database: string, table: string) {
		this.#database = database;
		this.#table = table;
	}

	/** Asking does not make the database. */
	async get(): Promise<T | undefined> {
		if (!(await indexedDB.databases()).some(({ name }) => name === this.#database)) return undefined;
		return (await this.#ask('readonly', (table) => table.get(KEY))) as T | undefined;
	}

	async put(value: T): Promise<void> {
		await this.#ask('readwrite', (table) => table.put(value, KEY));
	}

	/** Nothing of it stays, the database included. */
	async forget(): Promise<void> {
		await new Promise<void>((resolve) => {
			const request = indexedDB.deleteDatabase(this.#database);
			request.onsuccess = request.onerror = request.onblocked = () => resolve();
		});
	}

	async #ask(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest): Promise<unknown> {
		const db = await new Promise<IDBDatabase>((resolve, reject) => {
			const request = indexedDB.open(this.#database, 1);
			request.onupgradeneeded = () => request.result.createObjectStore(this.#table);
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error ?? new Error('no database'));
		});
		try {
			return await new Promise((resolve, reject) => {
				const transaction = db.transaction(this.#table, mode);
				const request = work(transaction.objectStore(this.#table));
				transaction.oncomplete = () => resolve(request.result);
				transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
			});
		} finally {
			db.close();
		}
	}
}
