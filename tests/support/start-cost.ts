/** What a start costs, watched from outside: the page's own scripts and styles, and the time, until its form reacts to a click. */
import type { Page } from '@playwright/test';
import { brotliSize } from './budget.ts';

export interface StartCost {
	/** From the start of the navigation to the first reaction. */
	milliseconds: number;
	/** Brotli bytes of script and style that had arrived by then. Workers load beside the page and do not hold up its form. */
	bytes: number;
	/** Their paths. */
	files: string[];
}

/** Opens the address and clicks the form's button from its first moment on, until a field is marked for being empty. */
export async function measureStart(page: Page, url: string): Promise<StartCost> {
	await page.addInitScript(() => {
		const press = () => {
			const reacted = document.querySelector('[aria-invalid="true"]');
			if (reacted) return void Object.assign(globalThis, { reactedAt: performance.now() });
			document.querySelector<HTMLButtonElement>('form button[type="submit"]')?.click();
			requestAnimationFrame(press);
		};
		requestAnimationFrame(press);
	});
	await page.goto(url);
	const reacted = await page.waitForFunction(() => (globalThis as unknown as { reactedAt?: number }).reactedAt);
	const milliseconds = Number(await reacted.jsonValue());
	const loaded = await page.evaluate((until) => {
		const entries = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
			({ responseEnd }) => responseEnd <= until
		);
		return entries.map(({ name }) => name);
	}, milliseconds);
	const counted = [...new Set(loaded)].filter((address) => /\.(js|css)$/.test(address) && !address.includes('/workers/'));
	const sizes = await Promise.all(counted.map(async (address) => brotliSize(Buffer.from(await (await fetch(address)).arrayBuffer()))));
	return { milliseconds, bytes: sizes.reduce((sum, size) => sum + size, 0), files: counted.map((address) => new URL(address).pathname) };
}
