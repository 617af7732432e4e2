import { expect, test } from '@playwright/test';
import { START_BUDGET } from '../support/budget.ts';
import { createWorkspace, unlock } from '../support/journey.ts';
import { measureStart } from '../support/start-cost.ts';

test('the unlock form reacts within the script budget', async ({ page, context }) => {
	await page.goto('/');
	await createWorkspace(page, { name: 'Atelier' });
	const fresh = await context.newPage();
	await page.close();
	const { bytes, files } = await measureStart(fresh, '/');
	expect(files).toBeGreaterThan(5);
	expect(bytes).toBeGreaterThan(20_000);
	expect(bytes).toBeLessThanOrEqual(START_BUDGET);
	await unlock(fresh);
});
