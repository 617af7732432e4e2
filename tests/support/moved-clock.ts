/** The clocks of a browser, moved: those of its pages, and those of the worker with the books, which Playwright's own clock does not reach. */
import type { BrowserContext } from '@playwright/test';

/** Whatever is loaded from here on begins at that instant, and goes on from it. */
export async function moveClock(context: BrowserContext, to: string): Promise<void> {
	const moved = `{
		const Own = Date;
		const by = ${Date.parse(to)} - Own.now();
		globalThis.Date = class extends Own {
			constructor(...parts) {
				if (parts.length === 0) super(Own.now() + by);
				else super(...parts);
			}
			static now() {
				return Own.now() + by;
			}
		};
	}`;
	await context.addInitScript({ content: moved });
	await beforeWorker(context, moved);
}

/** A device on which everything takes a hundred times as long, as far as it can tell: a passphrase is stretched no further than it must be. */
export async function seemSlow(context: BrowserContext): Promise<void> {
	await beforeWorker(context, `{ const now = performance.now.bind(performance); performance.now = () => now() * 100; }`);
}

async function beforeWorker(context: BrowserContext, script: string): Promise<void> {
	await context.unroute(WORKER);
	await context.route(WORKER, async (route) => {
		// Not by way of the context: a worker may be asked for in the very moment in which that is closed.
		const response = await fetch(route.request().url());
		const headers = Object.fromEntries(
			[...response.headers].filter(([name]) => !/^(content-(encoding|length)|transfer-encoding)$/.test(name))
		);
		await route.fulfill({ status: response.status, headers, body: `${script}\n${await response.text()}` });
	});
}

const WORKER = /\/immutable\/workers\/worker-[^/]+\.js$/;
