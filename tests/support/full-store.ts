/** A disk without room: writes fail from a chosen one on, with nothing changed, until there is room again. */
import { createHash } from 'node:crypto';
import { StoreError, TABLES, type Store, type Tag } from '#lib/storage/store.ts';

export class FullDisk {
	#left = Infinity;
	#failed = 0;

	/** @param after how many writes still succeed */
	fill(after = 0): void {
		this.#left = after;
		this.#failed = 0;
	}
	/** Room again. Answers how many writes have failed. */
	free(): number {
		this.#left = Infinity;
		return this.#failed;
	}

	readonly wrap = (store: Store): Store =>
		new Proxy(store, {
			get: (target, name) => {
				if ((name === 'write' || name === 'clear') && --this.#left < 0) {
					this.#failed++;
					return () => Promise.reject(new StoreError('full'));
				}
				const member: unknown = Reflect.get(target, name);
				return typeof member === 'function' ? (member.bind(target) as unknown) : member;
			}
		});
}

/** A hash over every stored byte of a workspace and over the key header. */
export async function fingerprint(store: Store, ws: Tag): Promise<string> {
	const hash = createHash('sha256').update((await store.readHeader()) ?? 'no header');
	for (const table of TABLES) {
		for await (const rows of store.all(table, ws, 500))
			for (const { key, bytes } of rows) hash.update(`${table}/${String(key)}/`).update(bytes);
	}
	return hash.digest('hex');
}
