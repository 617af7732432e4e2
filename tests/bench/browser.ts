import type { BrowserContext } from '@playwright/test';
import type { Profile, ProfileOptions } from '../support/profile.ts';

/** Functions handed to a page are compiled here with a mark on each name, which no page knows. */
export async function openForBench(profile: Profile, options?: ProfileOptions): Promise<BrowserContext> {
	const context = await profile.open(options);
	await context.addInitScript({ content: 'globalThis.__name = (target) => target;' });
	return context;
}
