import type { BrowserContext } from '@playwright/test';
import { createWorkspace } from '../support/journey.ts';
import { newProfile } from '../support/profile.ts';
import { startServer } from '../support/server.ts';
import { measureStart, type StartCost } from '../support/start-cost.ts';
import { openForBench } from './browser.ts';
import { buildEmptyPage } from './empty-page.ts';
import { rowOf, takePairs, type Benchmark } from './measure.ts';

/** A start with nothing in the browser's cache and a processor four times slower. */
async function coldStart(context: BrowserContext, origin: string): Promise<StartCost> {
	const page = await context.newPage();
	try {
		const devtools = await context.newCDPSession(page);
		await devtools.send('Network.enable');
		await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
		await devtools.send('Network.setBypassServiceWorker', { bypass: true });
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
		return await measureStart(page, `${origin}/`);
	} finally {
		await page.close();
	}
}

export const benchmarks: Benchmark[] = [
	{
		name: 'start',
		async run({ quick }) {
			const [app, empty, profile] = [await startServer(), await startServer(await buildEmptyPage()), newProfile()];
			try {
				const context = await openForBench(profile);
				const page = await context.newPage();
				await page.goto(app.origin);
				await createWorkspace(page, { name: 'Atelier' });
				await page.close();
				const costs = { app: [] as StartCost[], empty: [] as StartCost[] };
				const start = async (which: 'app' | 'empty', origin: string) => {
					const cost = await coldStart(context, origin);
					costs[which].push(cost);
					return cost.milliseconds;
				};
				const pairs = await takePairs(
					quick ? 5 : 15,
					() => start('app', app.origin),
					() => start('empty', empty.origin)
				);
				const bytes = costs.app.map((cost, i) => ({ subject: cost.bytes, reference: costs.empty[i]?.bytes ?? NaN }));
				const reference = 'an empty SvelteKit page with one form, same tools';
				return [
					rowOf(bytes, { name: 'start.script', unit: 'B', reference, note: 'brotli' }),
					rowOf(pairs, { name: 'start.interactive', unit: 'ms', reference, note: '4x CPU throttling, nothing cached by the browser' })
				];
			} finally {
				await profile.remove();
				await Promise.all([app.stop(), empty.stop()]);
			}
		}
	}
];
