import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Paths by which a build is asked for: /a for a.html, / for index.html. Not the service worker itself, nor what is read by hosts only. */
export function servedPaths(directory: string): string[] {
	const apart = new Set(['/_headers', '/service-worker.js', '/_app/version.json', '/_app/env.js']);
	return readdirSync(directory, { recursive: true })
		.map(String)
		.filter((name) => statSync(join(directory, name)).isFile())
		.map((name) => `/${name.split(sep).join('/')}`)
		.filter((path) => !apart.has(path))
		.map((path) => (path === '/404.html' ? path : path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')));
}
