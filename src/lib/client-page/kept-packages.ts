/**
 * Packages as they were fetched, sealed, so that who has the link opens them without a network. Their names are hashes of their addresses at the relay: what
 * lies here tells whoever looks through the device how many documents were opened from links, when and how large, and who has the link, that it was opened
 * here; nobody else learns what or whose they are. The oldest go when there are many, and all after a time.
 */
import type { Hash32 } from '../crypto/brands.ts';
import { hash16 } from '../crypto/derive.ts';
import { toHex } from '../workspace/bytes.ts';

export interface FetchedPackage {
	version: number;
	sealed: Uint8Array;
	/** When it was fetched, milliseconds since 1970. */
	at: number;
}
export interface KeptPackages {
	find(id: Hash32): Promise<FetchedPackage | undefined>;
	keep(id: Hash32, fetched: FetchedPackage): Promise<void>;
	drop(id: Hash32): Promise<void>;
}

/** Not among those that a new build of the app clears away. */
const CACHE = 'waxbill-client';
export const MOST_KEPT = 20;
export const LONGEST_KEPT = 90 * 86_400_000;

/** In the browser's cache storage. What cannot be kept is not: no copy is worth an error. */
export function cachedPackages(now: () => number = Date.now): KeptPackages {
	return {
		find: (id) =>
			forgiving(async () => {
				const cache = await caches.open(CACHE);
				const found = await cache.match(nameOf(id));
				const read = found && (await readKept(found));
				return read && read.at + LONGEST_KEPT > now() ? read : undefined;
			}),

		keep: (id, { version, sealed, at }) =>
			forgiving(async () => {
				const cache = await caches.open(CACHE);
				await cache.put(nameOf(id), new Response(new Uint8Array(sealed), { headers: { version: String(version), at: String(at) } }));
				await prune(cache, now());
			}),

		drop: (id) => forgiving(async () => void (await (await caches.open(CACHE)).delete(nameOf(id))))
	};
}

function nameOf(id: Hash32): string {
	return `/client/${toHex(hash16('wb1/client-kept', id))}`;
}

async function readKept(response: Response): Promise<FetchedPackage | undefined> {
	const [version, at] = ['version', 'at'].map((name) => Number(response.headers.get(name)));
	if (!Number.isSafeInteger(version) || !Number.isSafeInteger(at)) return undefined;
	return { version: version!, at: at!, sealed: new Uint8Array(await response.arrayBuffer()) };
}

async function prune(cache: Cache, now: number): Promise<void> {
	const all = await Promise.all(
		(await cache.keys()).map(async (name) => ({ name, at: Number((await cache.match(name))?.headers.get('at') ?? 0) }))
	);
	all.sort((a, b) => b.at - a.at);
	await Promise.all(all.filter(({ at }, i) => i >= MOST_KEPT || at + LONGEST_KEPT <= now).map(({ name }) => cache.delete(name)));
}

async function forgiving<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch {
		return undefined;
	}
}
