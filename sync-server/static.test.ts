import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staticHandler } from './static.ts';

const outside = mkdtempSync(join(tmpdir(), 'static-'));
const site = join(outside, 'site');
const servers = new Map<string, ReturnType<typeof createServer>>();

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** Sends the path as it is: fetch would tidy it first. */
function ask(
	path: string,
	{ base = '', method = 'GET', headers = {} }: { base?: string; method?: string; headers?: Record<string, string> } = {}
) {
	const port = (servers.get(base)?.address() as AddressInfo).port;
	return new Promise<Answer>((resolve, reject) => {
		const asked = request({ port, path, method, headers }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
		});
		asked.on('error', reject).end();
	});
}

beforeAll(async () => {
	mkdirSync(join(site, '_app', 'immutable'), { recursive: true });
	mkdirSync(join(site, 'deep'), { recursive: true });
	const files: Record<string, string> = {
		'../secret.txt': 'secret',
		'index.html': 'start',
		'404.html': 'shell',
		'create.html': 'create',
		'deep/index.html': 'deep',
		'_app/immutable/a.js': 'export {};',
		'manifest.webmanifest': '{}',
		'font.woff2': 'font',
		'.hidden': 'hidden',
		_headers:
			'# for all\n/*\n  X-Test: all\n  Cache-Control: no-store\n/_app/immutable/*\n  Cache-Control: immutable\n/x/_app/immutable/*\n  Cache-Control: immutable\n'
	};
	for (const [name, text] of Object.entries(files)) writeFileSync(join(site, name), text);
	for (const base of ['', '/x']) {
		const handler = staticHandler({ directory: site, base });
		const server = createServer((request, response) => void handler(request, response));
		await new Promise<void>((resolve) => server.listen(0, resolve));
		servers.set(base, server);
	}
});
afterAll(() => {
	for (const server of servers.values()) server.close();
	rmSync(outside, { recursive: true });
});

describe('which file answers', () => {
	const cases: [path: string, status: number, body: string][] = [
		['/', 200, 'start'],
		['/index.html', 200, 'start'],
		['/create', 200, 'create'],
		['/create?x=1', 200, 'create'],
		['/deep', 200, 'deep'],
		['/deep/', 200, 'deep'],
		['/%63reate', 200, 'create'],
		['/nowhere', 404, 'shell'],
		['/_headers', 404, 'shell'],
		['/.hidden', 404, 'shell'],
		['/../secret.txt', 404, 'shell'],
		['/%2e%2e/secret.txt', 404, 'shell'],
		['/..%2fsecret.txt', 404, 'shell'],
		['/deep/..%2f..%2fsecret.txt', 404, 'shell'],
		['/..%5csecret.txt', 400, ''],
		['/a%00', 400, ''],
		['/%zz', 400, ''],
		['/' + 'a'.repeat(5000), 404, 'shell']
	];
	test.each(cases)('%s', async (path, status, body) => {
		const answer = await ask(path);
		expect([answer.status, answer.body.toString()]).toEqual([status, body]);
	});

	test('under a base path', async () => {
		expect((await ask('/x/create', { base: '/x' })).body.toString()).toBe('create');
		expect((await ask('/create', { base: '/x' })).status).toBe(404);
		expect((await ask('/', { base: '/x' })).headers.location).toBe('/x/');
		expect((await ask('/x/_app/immutable/a.js', { base: '/x' })).headers['cache-control']).toBe('immutable');
	});
});

describe('headers', () => {
	test('of the rules, the later one winning', async () => {
		expect((await ask('/')).headers).toMatchObject({ 'x-test': 'all', 'cache-control': 'no-store' });
		expect((await ask('/_app/immutable/a.js')).headers).toMatchObject({ 'x-test': 'all', 'cache-control': 'immutable' });
		expect((await ask('/%zz')).headers['x-test']).toBe('all');
	});

	test('a missing file is never kept, whatever its path', async () => {
		expect((await ask('/_app/immutable/gone.js')).headers['cache-control']).toBe('no-cache');
	});

	test.each([
		['/', 'text/html; charset=utf-8'],
		['/_app/immutable/a.js', 'text/javascript; charset=utf-8'],
		['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
		['/font.woff2', 'font/woff2']
	])('the type of %s', async (path, type) => expect((await ask(path)).headers['content-type']).toBe(type));

	test('never a cookie, nor the name of the program', async () => {
		const { headers } = await ask('/');
		expect(Object.keys(headers)).not.toContain('set-cookie');
		expect(Object.keys(headers)).not.toContain('server');
	});
});

test('text is compressed for who can read it, and the same text', async () => {
	const answer = await ask('/', { headers: { 'accept-encoding': 'gzip, br' } });
	expect(answer.headers['content-encoding']).toBe('br');
	expect(brotliDecompressSync(answer.body).toString()).toBe('start');
	expect((await ask('/font.woff2', { headers: { 'accept-encoding': 'br' } })).headers['content-encoding']).toBeUndefined();
});

test('what the browser has already is not sent again', async () => {
	const { headers } = await ask('/');
	const again = await ask('/', { headers: { 'if-none-match': headers.etag ?? '' } });
	expect([again.status, again.body.length]).toEqual([304, 0]);
	expect((await ask('/create', { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(200);
});

test('nothing can be written, and HEAD has no body', async () => {
	expect((await ask('/', { method: 'POST' })).status).toBe(405);
	expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
	const head = await ask('/', { method: 'HEAD' });
	expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '5']);
});
