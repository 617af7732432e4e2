import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { signRelease } from '../../.config/release.js';
import { staticHandler } from '../../sync-server/static.ts';
import { aRelease, releaseKey } from './a-release.ts';
import { root } from './run.mjs';
import { verifyRelease } from './verify-release.mjs';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0)) await end();
});
const build = (options?: Parameters<typeof aRelease>[0]) => {
	const folder = aRelease(options);
	ends.push(() => rmSync(folder, { recursive: true }));
	return folder;
};
async function listen(handler: RequestListener): Promise<string> {
	const server = createServer(handler).listen(0, 'localhost');
	await once(server, 'listening');
	ends.push(() => {
		server.closeAllConnections();
		return new Promise((done) => server.close(done));
	});
	return `http://localhost:${(server.address() as AddressInfo).port}`;
}
const served = (directory: string, base = '') => {
	const handler = staticHandler({ directory, base });
	return listen((request, response) => void handler(request, response));
};

it('a host that serves a build as it is, signed by the key, the one that was built here: nothing differs', async () => {
	const folder = build();
	const key = signRelease(folder, releaseKey());
	const verdict = await verifyRelease(await served(folder), { key, build: folder });
	expect(verdict).toMatchObject({ problems: [], signedBy: key, checked: 9 });
	const under = build({ base: '/books' });
	expect((await verifyRelease(`${await served(under, '/books')}/books/`)).problems).toEqual([]);
});

it('an unsigned build is said to be unsigned, and is a difference where a key is asked for', async () => {
	const folder = build();
	const origin = await served(folder);
	const verdict = await verifyRelease(origin);
	expect([verdict.problems, verdict.signedBy]).toEqual([[], undefined]);
	expect((await verifyRelease(origin, { key: 'A'.repeat(43) + '=' })).problems).toEqual(['not signed, but a key was given']);
});

it.each<[string, (folder: string) => void, RegExp]>([
	[
		'a changed script',
		(at) => appendFileSync(join(at, '_app/immutable/start.js'), ';steal()'),
		/^_app\/immutable\/start\.js: another file/
	],
	[
		'a page with one more script',
		(at) => appendFileSync(join(at, 'create.html'), '<script src=/x.js></script>'),
		/^create\.html: another file/
	],
	['another page for unknown paths', (at) => writeFileSync(join(at, '404.html'), 'x'), /^404\.html: another file/],
	['a file that is gone', (at) => rmSync(join(at, '_app/immutable/look.css')), /^_app\/immutable\/look\.css: not there/],
	[
		'a list cut off',
		(at) => writeFileSync(join(at, 'release.json'), readFileSync(join(at, 'release.json')).subarray(0, 300)),
		/^release\.json: cut off/
	],
	['no list', (at) => rmSync(join(at, 'release.json')), /^release\.json: not there/],
	['no signature file', (at) => rmSync(join(at, 'release-signature.json')), /^release-signature\.json: not there/],
	[
		'a list that was changed after it was signed',
		(at) => writeFileSync(join(at, 'release.json'), readFileSync(join(at, 'release.json'), 'utf8').replace('0123', '4567')),
		/^release-signature\.json: the signature is not one of this list/
	],
	['headers that are not sent', (at) => writeFileSync(join(at, '_headers'), ''), /header content-security-policy is missing/]
])('threat 38: %s is named', async (_, change, problem) => {
	const folder = build();
	signRelease(folder, releaseKey());
	change(folder);
	const { problems } = await verifyRelease(await served(folder));
	expect(
		problems.some((each) => problem.test(each)),
		problems.join('\n')
	).toBe(true);
});

it('threat 38: another key, and another build than the one made here, are named', async () => {
	const [folder, own] = [
		build(),
		build({ version: 'fedcba9876543210', files: { 'create.html': '<meta http-equiv="content-security-policy" content="">' } })
	];
	const by = signRelease(folder, releaseKey());
	const key = signRelease(own, releaseKey());
	const { problems } = await verifyRelease(await served(folder), { key, build: own });
	expect(problems).toContain(`signed by another key: ${by}`);
	expect(problems).toContain('create.html: another one');
});

it('a host that sends elsewhere, or sends a script as text, is named', async () => {
	const folder = build();
	const handler = staticHandler({ directory: folder });
	const origin = await listen((request, response) => {
		if (request.url === '/create') response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
		else if (request.url?.endsWith('.js'))
			response.writeHead(200, { 'content-type': 'text/plain' }).end(readFileSync(join(folder, request.url)));
		else void handler(request, response);
	});
	const { problems } = await verifyRelease(origin);
	expect(problems).toContain('create.html: sent elsewhere, to https://elsewhere.example/');
	expect(problems).toContain('service-worker.js: sent as text/plain');
});

it('as a command it ends with 0, 1 or 2', async () => {
	const folder = build();
	const origin = await served(folder);
	const { spawn } = await import('node:child_process');
	const run = async (...words: string[]) => {
		const child = spawn(process.execPath, [join(root, 'tests/support/verify-release.mjs'), ...words], { stdio: 'ignore' });
		const [code] = (await once(child, 'exit')) as [number];
		return code;
	};
	expect([await run(origin), await run(origin, '--key', 'x'), await run('nowhere'), await run('http://localhost:9')]).toEqual([0, 1, 2, 2]);
	const sign = (env: Record<string, string>) =>
		spawnSync(process.execPath, [join(root, 'tests/support/sign-release.mjs'), folder], { env: { ...process.env, ...env } }).status;
	expect([sign({ RELEASE_KEY: '' }), sign({ RELEASE_KEY: releaseKey() })]).toEqual([2, 0]);
	expect((await verifyRelease(origin)).signedBy).toMatch(/^[\w+/]{43}=$/);
});
