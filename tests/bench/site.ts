/** The built app with a page beside it that speaks to its worker, and to the bench's own, without any screen. No policy there: it is a bench, not the app. */
import { copyFileSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { cacheFolder, root } from '../support/run.mjs';

/** Made once in a run. */
export const benchSite = once(async () => {
	const site = join(cacheFolder('bench'), 'site');
	rmSync(site, { recursive: true, force: true });
	cpSync(join(root, 'build'), site, { recursive: true });
	rmSync(join(site, '_headers'));
	copyFileSync(join(root, 'node_modules', 'comlink', 'dist', 'esm', 'comlink.mjs'), join(site, 'comlink.js'));
	copyFileSync(join(root, 'node_modules', 'dexie', 'dist', 'dexie.mjs'), join(site, 'dexie.js'));
	await build({
		configFile: false,
		root,
		logLevel: 'error',
		build: {
			target: 'es2022',
			outDir: join(site, 'bench'),
			emptyOutDir: true,
			copyPublicDir: false,
			lib: { entry: join(root, 'tests', 'bench', 'filler.worker.ts'), formats: ['es'], fileName: 'filler' },
			minify: false
		}
	});
	const worker = readdirSync(join(site, '_app', 'immutable', 'workers')).find((name) => /^worker-.*\.js$/.test(name));
	writeFileSync(
		join(site, 'put.js'),
		`import Dexie from '/dexie.js'; import * as Comlink from '/comlink.js';
		const db = new Dexie('reference'); db.version(1).stores({ rows: '' });
		Comlink.expose({ put: (key, bytes) => db.table('rows').put(bytes, key) });`
	);
	writeFileSync(
		join(site, 'bench.js'),
		`import * as Comlink from '/comlink.js';
		const workers = {};
		const start = (name, url) => {
			workers[name]?.terminate();
			workers[name] = new Worker(url, { type: 'module' });
			return (globalThis[name] = Comlink.wrap(workers[name]));
		};
		const urls = { books: '/_app/immutable/workers/${worker}', reference: '/put.js', filler: '/bench/filler.js' };
		globalThis.startWorker = (name) => start(name, urls[name]);
		globalThis.endWorker = (name) => { workers[name]?.terminate(); delete workers[name]; delete globalThis[name]; };`
	);
	writeFileSync(join(site, 'bench.html'), '<!doctype html><script type="module" src="/bench.js"></script>');
	writeFileSync(join(site, 'empty.html'), '<!doctype html><title>Empty</title>');
	return site;
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => (made ??= make());
}
