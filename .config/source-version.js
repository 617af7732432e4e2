/**
 * The version of a build is a hash of all it is made from: equal sources give an equal version, and a build whose version differs from
 * this hash is stale. Only node built-ins: `npm start` asks before anything is installed.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
	'src',
	'static',
	'sync-server/protocol',
	'.config',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json'
];

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
	const stat = statSync(join(root, path), { throwIfNoEntry: false });
	if (!stat) return [];
	if (!stat.isDirectory()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}

/** Sixteen hex digits; tests stand beside their source and do not count. */
export function sourceVersion() {
	const hash = createHash('sha256').update(`base ${process.env.BASE_PATH ?? ''}\n`);
	for (const file of SOURCES.flatMap(filesUnder)) {
		if (/\.test\.ts$/.test(file)) continue;
		hash.update(`${file.split(sep).join('/')}\n`).update(readFileSync(join(root, file)));
	}
	return hash.digest('hex').slice(0, 16);
}
