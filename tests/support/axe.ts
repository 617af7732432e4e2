import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds on the page as it is, by all its rules or those with these tags. */
export async function axeOn(page: Page, tags?: string[]) {
	// In a page of one frame axe puts nothing together from others, and the blank page it opens for that each time can be spared.
	expect(page.frames()).toHaveLength(1);
	const axe = new AxeBuilder({ page }).setLegacyMode();
	return (tags ? axe.withTags(tags) : axe).analyze();
}
