import { expect, test, type Page, type Response } from '@playwright/test';
import { newProfile } from '../support/profile.ts';
import { foreignOrigins, recordRequests, type RecordedRequest } from '../support/requests.ts';
import { startServer } from '../support/server.ts';

// The offline shell is the matter of the walk alone, and fetching it is more work than the other tests.
test.use({ serviceWorkers: 'block' });

const ROUTES = [
	'/',
	'/create',
	'/privacy',
	'/verify',
	'/client',
	'/recover',
	'/home',
	'/invoices',
	'/estimates',
	'/expenses/edit',
	'/bank/read',
	'/expenses/e-invoice',
	'/settings/rates',
	'/settings/spain',
	'/payments',
	'/clients',
	'/items',
	'/settings',
	'/nowhere'
];

/** Directive and source of each refusal from now on. */
async function violations(page: Page): Promise<() => Promise<string[]>> {
	await page.addInitScript(() => {
		const seen: string[] = [];
		Object.assign(globalThis, { refused: seen });
		document.addEventListener('securitypolicyviolation', (event) => seen.push(`${event.effectiveDirective} ${event.blockedURI}`));
	});
	return () => page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused);
}

async function openStart(page: Page, path = '/'): Promise<Response | null> {
	const response = await page.goto(path);
	await expect(page.getByRole('heading').first()).toBeVisible();
	return response;
}

/** All that is seen while every page is opened once, one after the other, in a browser that knows the app by and by. */
interface Walk {
	pages: { route: string; refused: string[]; meta: string; headers: Record<string, string>; cookie: string }[];
	requests: RecordedRequest[];
	/** Headers of every answer that set a cookie, null where one did not. */
	cookies: (string | null)[];
	kept: unknown[];
}
let walk: Walk;

test.beforeAll(async ({ browser }) => {
	const context = await browser.newContext({ serviceWorkers: 'allow' });
	const requests = recordRequests(context);
	const answers: Response[] = [];
	context.on('response', (response) => answers.push(response));
	const page = await context.newPage();
	const refused = await violations(page);
	const pages: Walk['pages'] = [];
	for (const route of ROUTES) {
		const response = await openStart(page, route);
		pages.push({
			route,
			refused: await refused(),
			meta: (await page.locator('meta[http-equiv="content-security-policy"]').getAttribute('content')) ?? '',
			headers: response?.headers() ?? {},
			cookie: await page.evaluate(() => document.cookie)
		});
	}
	await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
	const cookies = await Promise.all(answers.map((answer) => answer.headerValue('set-cookie')));
	walk = { pages, requests, cookies, kept: await context.cookies() };
	await context.close();
});

test('every page runs under the policy without breaking it', () => {
	expect(walk.pages.map(({ route }) => route)).toEqual(ROUTES);
	for (const { route, refused } of walk.pages) expect(refused, route).toEqual([]);
});

test('the policy is in the page and in the header, and the header forbids framing', () => {
	for (const { meta, headers } of walk.pages) {
		const header = headers['content-security-policy'] ?? '';
		for (const directive of meta.split('; ').filter((each) => !each.startsWith('script-src'))) expect(header).toContain(directive);
		expect(meta).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+'(;|$)/);
		expect(header).toMatch(/script-src 'self' 'wasm-unsafe-eval'( 'sha256-[^']+')+;/);
		expect(header).toContain("frame-ancestors 'none'");
		expect(headers).toMatchObject({
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin'
		});
	}
});

test('an inline script, an inline handler and eval are refused', async ({ page }) => {
	const refused = await violations(page);
	await openStart(page);
	const ran = await page.evaluate(async () => {
		// A debugger's own call may use eval whatever the policy says; in the next turn the page's rules hold.
		await new Promise((resolve) => setTimeout(resolve));
		const tried: Record<string, string> = {};
		const attempt = (name: string, act: () => unknown) => {
			try {
				tried[name] = String(act());
			} catch (error) {
				tried[name] = (error as Error).name;
			}
		};
		attempt('handler', () => document.createElement('div').setAttribute('onclick', 'document.title = "ran"'));
		attempt('inline', () => {
			const script = document.createElement('script');
			script.append('document.title = "ran"');
			document.body.append(script);
		});
		attempt('eval', () => (0, eval)('1 + 1'));
		attempt('function', () => Function('return 1')());
		attempt('address', () => {
			const link = document.createElement('a');
			link.href = 'javascript:document.title = "ran"';
			link.click();
		});
		return tried;
	});
	expect(ran).toMatchObject({ handler: 'TypeError', eval: 'EvalError', function: 'EvalError' });
	await expect.poll(refused).toContain('script-src-elem inline');
	expect(await page.title()).not.toBe('ran');
});

test('Trusted Types refuse HTML and script addresses made from text', async ({ page }) => {
	await openStart(page);
	const thrown = await page.evaluate(() => {
		// TypeScript's DOM library does not know Trusted Types yet.
		const { trustedTypes } = globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } };
		const same = (text: string) => text;
		const attempts: [string, () => unknown][] = [
			['innerHTML', () => (document.createElement('div').innerHTML = '<img src=x>')],
			['insertAdjacentHTML', () => document.createElement('div').insertAdjacentHTML('beforeend', '<b>x</b>')],
			['worker', () => new Worker('/service-worker.js')],
			['script src', () => (document.createElement('script').src = '/service-worker.js')],
			['new policy', () => trustedTypes.createPolicy('anything', { createHTML: same })],
			['app policy again', () => trustedTypes.createPolicy('app-urls', { createScriptURL: same })]
		];
		return attempts.map(([name, attempt]) => {
			try {
				attempt();
				return `${name}: allowed`;
			} catch (error) {
				return `${name}: ${(error as Error).name}`;
			}
		});
	});
	expect(thrown.filter((line) => line.endsWith('allowed'))).toEqual([]);
	expect(thrown.map((line) => line.split(': ')[1])).toEqual(Array(6).fill('TypeError'));
});

test('the app asks nobody but its own origin', ({ baseURL }) => {
	// Only the service worker asks for the fallback by its name, only the worker's start for the worker: both are watched.
	const paths = walk.requests.map(({ url }) => new URL(url).pathname);
	expect(paths).toContain('/404.html');
	expect(paths.some((path) => path.includes('/workers/'))).toBe(true);
	expect(foreignOrigins(walk.requests, new URL(baseURL ?? '').origin)).toEqual([]);
});

test('a request to another origin is refused by the policy', async ({ page }) => {
	const other = await startServer();
	try {
		await openStart(page);
		const outcomes = await page.evaluate(async (origin) => {
			const image = new Promise<string>((resolve) => {
				const element = new Image();
				element.onload = () => resolve('image loaded');
				element.onerror = () => resolve('image refused');
				element.src = `${origin}/icons/icon-192.png`;
			});
			const fetched = fetch(`${origin}/`, { mode: 'no-cors' }).then(
				() => 'fetch answered',
				() => 'fetch refused'
			);
			// A socket is refused before anything is sent unless it is encrypted, or to this machine.
			const socket = new Promise<string>((resolve) => {
				document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
					if (blockedURI.includes('relay.example')) resolve(`socket refused by ${effectiveDirective}`);
				});
				try {
					new WebSocket(`${origin.replace('http://localhost', 'ws://relay.example')}/relay`).onopen = () => resolve('socket open');
				} catch {
					// Chromium says it by the event.
				}
			});
			return Promise.all([image, fetched, socket]);
		}, other.origin);
		expect(outcomes).toEqual(['image refused', 'fetch refused', 'socket refused by connect-src']);
		expect(other.answered()).toBe(0);
	} finally {
		await other.stop();
	}
});

test('no page and no answer sets a cookie', () => {
	expect(walk.pages.map(({ cookie }) => cookie)).toEqual(ROUTES.map(() => ''));
	expect(walk.cookies.length).toBeGreaterThan(ROUTES.length);
	expect(walk.cookies.filter((cookie) => cookie !== null)).toEqual([]);
	expect(walk.kept).toEqual([]);
});

test('on an insecure address it explains https instead of starting', async () => {
	const server = await startServer('build', { host: '127.0.0.1' });
	const profile = newProfile();
	try {
		const context = await profile.open({ args: ['--host-resolver-rules=MAP waxbill.example 127.0.0.1'] });
		const page = await context.newPage();
		const requests = recordRequests(context);
		await page.goto(`http://waxbill.example:${server.port}/`);
		await expect(page.getByRole('heading').first()).toBeVisible();
		await expect(page.getByText(/https/i).first()).toBeVisible();
		await expect(page.getByRole('textbox')).toHaveCount(0);
		expect(requests.filter(({ url }) => url.includes('/workers/'))).toEqual([]);
	} finally {
		await profile.remove();
		await server.stop();
	}
});
