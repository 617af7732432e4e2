import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds on the page as it is, by all its rules or those with these tags. Of rules that are kept it tells the names alone. */
export async function axeOn(page: Page, tags?: string[]) {
	// In a page of one frame axe puts nothing together from others, and the blank page it opens for that each time can be spared.
	expect(page.frames()).toHaveLength(1);
	// To name each part that is as it should be takes axe longer than to judge it. Options first: they replace the tags.
	const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
	return (tags ? axe.withTags(tags) : axe).analyze();
}
