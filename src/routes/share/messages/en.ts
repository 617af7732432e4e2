import { messages } from '#lib/ui/i18n.svelte.ts';

/** The page of a shared period, before it is open. */
export const en = messages('routes/share', {
	askTitle: 'A period of somebody’s books',
	ask: 'Open the whole link you were sent: what stands behind its # is the key, and it is kept nowhere. After a reload, open the link again.',
	title: 'Somebody shares a period of their books with you',
	lead: 'It is fetched sealed and opened in this tab alone, to be looked at, printed and exported. Nothing is stored here: when the tab is closed it is gone, and the link opens it again until its last day.',
	show: 'Open the books',
	ownLocked: 'Books of your own that are open in this tab are locked by that.',
	working: 'Fetching and checking the books',
	stop: 'Stop',
	failedTitle: 'The books could not be opened',
	again: 'Try again',
	private: 'Your browser’s history, and the message that brought the link, may still hold it.'
});
