/**
 * The offline shell. Keeps the files of one build, and nothing else ever: no page of a record, no PDF, no answer of a server.
 * A new build waits beside the old one until the user asks for it.
 */
/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { base, version } from '$service-worker';
import { buildCaches } from '../lib/release/cache-name.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

const prefix = buildCaches(base);
const cacheName = `${prefix}${version}`;
/** The adapter's fallback shows any route; its status is 404 where a host knows it. */
const fallback = `${base}/404.html`;
/** Paths of all files of the build, written by `.config/after-build.js`. */
const { ours = [] } = self as unknown as { ours?: string[] };
/** Large, and wanted by few: the program and the data of text recognition. Kept once they were used. */
const isForSome = (path: string) => /\.(wasm|gz)$/.test(path);
const assets = new Set(ours.filter((path) => !isForSome(path)));

worker.addEventListener('install', (event) => {
	event.waitUntil(precache());
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(Promise.all([dropOldBuilds(), worker.clients.claim()]));
});

// No skipWaiting on install: the page asks for it when the user does.
worker.addEventListener('message', (event) => {
	if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== location.origin || request.headers.has('range')) return;
	// Asked of the host, past all that is kept: the page that compares the two.
	if (request.cache === 'no-store') return;
	if (request.mode === 'navigate') {
		if (url.pathname === base || url.pathname.startsWith(`${base}/`)) event.respondWith(page(request, url.pathname));
	} else if (assets.has(url.pathname) || url.pathname.startsWith(`${base}/_app/immutable/`)) {
		event.respondWith(asset(request, url.pathname));
	}
});

/** All or nothing: a build of which one file is missing never becomes the one in use. */
async function precache(): Promise<void> {
	const cache = await caches.open(cacheName);
	await Promise.all(
		[...assets].map(async (path) => {
			// What is named by its content may come from the browser's own cache, all else is asked for again.
			const response = await fetch(path, { cache: path.includes('/immutable/') ? 'default' : 'no-cache', credentials: 'omit' });
			const isFallback = path === fallback && response.headers.get('content-type')?.startsWith('text/html');
			if (!response.ok && !isFallback) throw new Error(`${path}: ${response.status}`);
			await cache.put(path, settled(response));
		})
	);
	await Promise.all(ours.filter(isForSome).map((path) => takeOver(path, cache)));
}

/** What was used with an older build and is the same in this one goes on being there without a connection. */
async function takeOver(path: string, cache: Cache): Promise<void> {
	const kept = await fromOlderBuild(path);
	if (kept) await cache.put(path, kept);
}

/** The same bytes as a plain 200: hosts redirect `/a` to `/a/` and a fallback's status is 404, and neither may answer a navigation. */
function settled(response: Response): Response {
	if (response.status === 200 && !response.redirected) return response;
	return new Response(response.body, { status: 200, headers: response.headers });
}

/** The build before this one stays: tabs still open on it load their remaining parts from there. */
async function dropOldBuilds(): Promise<void> {
	const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
	await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request: Request, path: string): Promise<Response> {
	const cache = await caches.open(cacheName);
	const kept = (await cache.match(assets.has(path) ? path : fallback)) ?? (await cache.match(fallback));
	return kept ?? fetch(request);
}

async function asset(request: Request, path: string): Promise<Response> {
	const cache = await caches.open(cacheName);
	return (await cache.match(path)) ?? (await fromOlderBuild(path)) ?? (isForSome(path) ? keep(request, path, cache) : fetch(request));
}

async function keep(request: Request, path: string, cache: Cache): Promise<Response> {
	const response = await fetch(request);
	// A host's page for what is missing is not kept as the file. A full disk takes nothing from the one who asked.
	const isFile = response.status === 200 && !response.redirected && !response.headers.get('content-type')?.startsWith('text/html');
	if (isFile) await cache.put(path, response.clone()).catch(() => undefined);
	return response;
}

async function fromOlderBuild(path: string): Promise<Response | undefined> {
	if (!path.includes('/immutable/')) return undefined;
	for (const name of await caches.keys()) {
		const kept = name.startsWith(prefix) ? await (await caches.open(name)).match(path) : undefined;
		if (kept) return kept;
	}
	return undefined;
}
