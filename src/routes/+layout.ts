import type { LayoutLoad } from './$types';
import { language } from '#lib/languages/language.svelte.ts';

export const prerender = true;
export const ssr = false;

/** Pages without books of their own need no more words than the entrance has. */
const SMALL = ['/', '/client'];

export const load: LayoutLoad = async ({ route }) => {
	await language.restore(!SMALL.includes(route.id ?? '/'));
};
