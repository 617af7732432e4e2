/**
 * The start budget, read from the build: what the start page preloads and the page of errors, which the framework fetches beside it, with all
 * that these files import. Parts loaded later (dialogs, PDF, the worker) are not in it; a journey compares the list with what a real start asks for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './run.mjs';

/** Brotli bytes of script and style until the unlock form reacts. */
export const START_BUDGET = 56_000;
/** The same until the button of a client's page does; what opens the document, with libsodium, is loaded by it. */
export const CLIENT_BUDGET = 60_000;

const LINK = /<link href="([^"]+)" rel="(?:modulepreload|stylesheet)"|<link rel="stylesheet" href="([^"]+)"/g;
const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+?from\s*)?["'](\.{1,2}\/[^"']+)["']/g;

/** The framework's number of the page of errors, and the styles it has that are named after it. */
const PAGE_OF_ERRORS = /^1\..+\.(?:js|css)$/;
const APP = posix.join('_app', 'immutable');

export function brotliSize(bytes: Buffer): number {
	return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
		.length;
}

/** Among what the program's first file loads later is the list of all pages but the start page (.config/later-pages.js). */
const LOADED_LATER = /\bimport\([`"']\.\.\/(chunks\/[^`"']+)[`"']\)/g;

/** Files of a page's start with their brotli sizes, largest first. @param page its file */
export function startFiles(build: string, page = 'index.html'): { file: string; size: number }[] {
	const html = readFileSync(join(build, page), 'utf8');
	const queue = [...html.matchAll(LINK)].map((match) => (match[1] ?? match[2] ?? '').replace(/^\//, ''));
	for (const folder of ['nodes', 'assets'])
		queue.push(
			...readdirSync(join(build, APP, folder)).flatMap((name) => (PAGE_OF_ERRORS.test(name) ? posix.join(APP, folder, name) : []))
		);
	if (page !== 'index.html') {
		const [first = ''] = readdirSync(join(build, APP, 'entry')).filter((name) => name.startsWith('app.'));
		const loaded = [...readFileSync(join(build, APP, 'entry', first), 'utf8').matchAll(LOADED_LATER)].map(([, name = '']) => name);
		const lists = loaded.filter((name) => readFileSync(join(build, APP, name), 'utf8').includes('../nodes/'));
		if (lists.length !== 1) throw new Error('Where the list of pages is can no longer be told: see .config/later-pages.js');
		queue.push(...lists.map((name) => posix.join(APP, name)));
	}
	const seen = new Map<string, number>();
	for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
		if (seen.has(file)) continue;
		const bytes = readFileSync(join(build, file));
		seen.set(file, brotliSize(bytes));
		if (!file.endsWith('.js')) continue;
		const directory = dirname(file);
		for (const [, imported = ''] of bytes.toString().matchAll(STATIC_IMPORT)) queue.push(posix.join(directory, imported));
	}
	return [...seen].map(([file, size]) => ({ file, size })).sort((a, b) => b.size - a.size);
}

if (process.argv[1]?.endsWith('budget.ts')) {
	const pages = [
		{ name: 'start', page: 'index.html', most: START_BUDGET },
		{ name: "client's page", page: 'client.html', most: CLIENT_BUDGET }
	];
	for (const { name, page, most } of pages) {
		const files = startFiles(join(root, 'build'), page);
		const total = files.reduce((sum, { size }) => sum + size, 0);
		for (const { file, size } of files.slice(0, 8)) console.log(`  ${String(size).padStart(7)}  ${file}`);
		console.log(`${name}: ${files.length} files, ${(total / 1000).toFixed(1)} kB brotli of ${most / 1000} kB`);
		if (total > most) process.exitCode = 1;
	}
}
