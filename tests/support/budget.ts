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

const LINK = /<link href="([^"]+)" rel="(?:modulepreload|stylesheet)"|<link rel="stylesheet" href="([^"]+)"/g;
const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+?from\s*)?["'](\.{1,2}\/[^"']+)["']/g;

/** The framework's number of the page of errors, and the styles it has that are named after it. */
const PAGE_OF_ERRORS = /^1\..+\.(?:js|css)$/;
const APP = posix.join('_app', 'immutable');

export function brotliSize(bytes: Buffer): number {
	return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
		.length;
}

/** Files of the start page with their brotli sizes, largest first. */
export function startFiles(build: string): { file: string; size: number }[] {
	const page = readFileSync(join(build, 'index.html'), 'utf8');
	const queue = [...page.matchAll(LINK)].map((match) => (match[1] ?? match[2] ?? '').replace(/^\//, ''));
	for (const folder of ['nodes', 'assets'])
		queue.push(
			...readdirSync(join(build, APP, folder)).flatMap((name) => (PAGE_OF_ERRORS.test(name) ? posix.join(APP, folder, name) : []))
		);
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
	const files = startFiles(join(root, 'build'));
	const total = files.reduce((sum, { size }) => sum + size, 0);
	for (const { file, size } of files.slice(0, 8)) console.log(`  ${String(size).padStart(7)}  ${file}`);
	console.log(`start: ${files.length} files, ${(total / 1000).toFixed(1)} kB brotli of ${START_BUDGET / 1000} kB`);
	if (total > START_BUDGET) process.exitCode = 1;
}
