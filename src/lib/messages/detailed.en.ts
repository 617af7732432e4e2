import { messages } from '../ui/i18n.svelte.ts';

/** Where the detail says more: by code and detail. */
export const detailed = messages('lib/detailed', {
	'read-only-viewer': 'You are a viewer of these books: nothing was changed. An admin can make you an editor.',
	'shared-books-damaged':
		'This link does not open: part of it was lost on the way, or what lies behind it was changed. Copy the whole address again, or ask who sent it for a new link.',
	'shared-books-newer': 'This link was made by a newer version of Waxbill. Reload the page to get it, then open the link again.',
	'shared-books-gone': 'Nothing lies behind this link any more: its last day is over, or its sender has taken it back. Ask for a new one.',
	'shared-books-unreachable':
		'The relay that keeps these books does not answer. Check your connection and try again: the link is not used up.',
	'stopped-newer-version': 'These books ask for a newer version of Waxbill, so nothing is saved here. Reload the page to get it.'
});
