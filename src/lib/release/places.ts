/** Where the files of a build lie: in the service worker's caches, and at the host. */
import { buildCaches } from './cache-name.ts';
import type { Files, Sources } from './comparing.ts';

export const places: Sources = {
	async kept({ base, version }) {
		const name = buildCaches(base) + version;
		return (await caches.has(name)) ? cached(name) : undefined;
	},
	// The one fetched last.
	async waiting({ base, version }) {
		const [name] = (await caches.keys())
			.filter((each) => each.startsWith(buildCaches(base)) && each !== buildCaches(base) + version)
			.slice(-1);
		return name === undefined ? undefined : cached(name);
	},
	host: ({ base }) => ({
		async read(path) {
			// Past the service worker, which lets this kind of request through, and past the browser's own cache.
			const response = await fetch(path, { cache: 'no-store', credentials: 'omit' });
			const isFallback = path === `${base}/404.html` && response.status === 404;
			return response.ok || isFallback ? bytes(response) : undefined;
		}
	})
};

function cached(name: string): Files {
	return {
		async read(path) {
			const kept = await (await caches.open(name)).match(path);
			return kept && bytes(kept);
		},
		paths: async () => (await (await caches.open(name)).keys()).map(({ url }) => decodeURI(new URL(url).pathname))
	};
}

async function bytes(response: Response): Promise<Uint8Array> {
	return new Uint8Array(await response.arrayBuffer());
}
