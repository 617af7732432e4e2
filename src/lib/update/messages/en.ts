import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/update', {
	waitingTitle: 'A new version is ready',
	waiting: 'It starts when you say so. Save what you are typing first: you will unlock again.',
	apply: 'Restart with the new version',
	outdatedTitle: 'Another tab started a new version',
	outdated: 'This tab still shows the one before.',
	reload: 'Reload this tab',
	later: 'Later'
});
