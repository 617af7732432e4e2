/**
 * Serves the built app: files of one directory, the headers its `_headers` file asks for, and `404.html` (the app's shell, which shows
 * any route) for whatever is not a file. Reads only; keeps no log; sets no cookie.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { headersFor, parseHeaderRules, type HeaderRule } from './headers.ts';

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.webp': 'image/webp',
	'.ico': 'image/x-icon',
	'.woff2': 'font/woff2',
	'.wasm': 'application/wasm',
	'.txt': 'text/plain; charset=utf-8',
	'.pdf': 'application/pdf'
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.wasm', '.txt', '.ttf']);
const brotli = promisify(brotliCompress);

interface Entry {
	modified: number;
	body: Buffer;
	brotli?: Buffer;
	tag: string;
}
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `base` is the path the app was built for (`BASE_PATH`), '' at the root of an origin. */
export function staticHandler({ directory, base = '' }: { directory: string; base?: string }): Handler {
	const root = resolve(directory);
	const rules = readRules(join(root, '_headers'));
	const entries = new Map<string, Entry>();

	return async (request, response) => {
		const path = requestPath(request.url ?? '/');
		const headers = headersFor(rules, path ?? '/');
		if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, { ...headers, allow: 'GET, HEAD' });
		if (path === undefined) return end(response, 400, headers);
		if (base && path === '/') return end(response, 302, { ...headers, location: `${base}/` });
		const found = path.startsWith(`${base}/`) ? await find(root, path.slice(base.length)) : undefined;
		const file = found ?? join(root, '404.html');
		const entry = await load(entries, file);
		if (!entry) return end(response, 404, headers);
		await send(request, response, { file, entry, status: found ? 200 : 404, headers });
	};
}

function readRules(file: string): HeaderRule[] {
	try {
		return parseHeaderRules(readFileSync(file, 'utf8'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

/** The decoded path, or undefined when it is malformed. */
function requestPath(url: string): string | undefined {
	try {
		const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
		return path.startsWith('/') && !/[\0\\]/.test(path) ? path : undefined;
	} catch {
		return undefined;
	}
}

/** `/a` is a file `a`, a page `a.html` or a page `a/index.html`. Nothing outside the directory, no dot file, not the headers. */
async function find(root: string, path: string): Promise<string | undefined> {
	if (path === '/_headers' || path.split('/').some((part) => part.startsWith('.'))) return undefined;
	for (const candidate of [path, `${path.replace(/\/$/, '')}.html`, `${path}/index.html`]) {
		const file = resolve(root, `.${candidate}`);
		if (file.startsWith(root + sep) && (await stat(file).catch(() => undefined))?.isFile()) return file;
	}
	return undefined;
}

async function load(entries: Map<string, Entry>, file: string): Promise<Entry | undefined> {
	const modified = (await stat(file).catch(() => undefined))?.mtimeMs;
	if (modified === undefined) return undefined;
	const known = entries.get(file);
	if (known?.modified === modified) return known;
	const body = await readFile(file);
	const entry = { modified, body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
	entries.set(file, entry);
	return entry;
}

interface Answer {
	file: string;
	entry: Entry;
	status: number;
	headers: Record<string, string>;
}

async function send(request: IncomingMessage, response: ServerResponse, { file, entry, status, headers }: Answer) {
	const extension = extname(file);
	const squeeze = COMPRESSED.has(extension) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
	const tag = squeeze ? entry.tag.replace(/"$/, '-br"') : entry.tag;
	const all: Record<string, string> = { 'cache-control': 'no-cache', vary: 'accept-encoding', etag: tag, ...headers };
	if (status === 404) all['cache-control'] = 'no-cache';
	if (status === 200 && request.headers['if-none-match'] === tag) return end(response, 304, all);
	if (squeeze) entry.brotli ??= await brotli(entry.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
	const body = squeeze && entry.brotli ? entry.brotli : entry.body;
	all['content-type'] = TYPES[extension] ?? 'application/octet-stream';
	all['content-length'] = String(body.length);
	if (squeeze) all['content-encoding'] = 'br';
	response.writeHead(status, all).end(request.method === 'HEAD' ? undefined : body);
}

function end(response: ServerResponse, status: number, headers: Record<string, string>) {
	response.writeHead(status, headers).end();
}
