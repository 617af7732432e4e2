import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { START_BUDGET, startFiles } from '../support/budget.ts';
import { createWorkspace, unlock } from '../support/journey.ts';
import { root } from '../support/run.mjs';
import { measureStart } from '../support/start-cost.ts';

test('the unlock form reacts within the script budget', async ({ page, context }) => {
	await page.goto('/');
	await createWorkspace(page, { name: 'Atelier' });
	const fresh = await context.newPage();
	await page.close();
	const { bytes, files } = await measureStart(fresh, '/');
	expect(bytes).toBeGreaterThan(20_000);
	expect(bytes).toBeLessThanOrEqual(START_BUDGET);

	// What `npm run check` counts in the build is what a browser asks for: no file more, and none less once the page has come to rest.
	const counted = startFiles(join(root, 'build')).map(({ file }) => `/${file}`);
	expect(counted).toEqual(expect.arrayContaining(files));
	const asked = () => fresh.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
	await expect.poll(async () => ((seen) => counted.filter((file) => !seen.includes(file)))(await asked())).toEqual([]);
	await unlock(fresh);
});
