import { messages } from '../ui/i18n.svelte.ts';

/** Where the detail says more: by code and detail. */
export const detailed = messages('lib/detailed', {
	'read-only-viewer': 'You are a viewer of these books: nothing was changed. An admin can make you an editor.',
	'stopped-newer-version': 'These books ask for a newer version of Waxbill, so nothing is saved here. Reload the page to get it.'
});
