import { messages } from '#lib/ui/i18n.svelte.ts';

export const en = messages('routes', {
	privacy: 'Privacy',
	verify: 'Check a proof of issue',

	reload: 'Reload',

	notFoundTitle: 'There is no page here',
	notFound: 'The address may be mistyped, or the page has moved. Nothing of yours is lost.',
	errorTitle: 'This page did not load',
	error: 'What was saved is safe on this device. Reload the page; if that does not help, go back to the start.',
	toStart: 'Go to the start',
	language: 'Language',
	noLanguage: 'The words of this language could not be fetched. Connect, and choose it again.'
});
