import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/update', {
	waitingTitle: 'A new version is ready',
	waiting: 'It starts when you say so. Save what you are typing first: you will unlock again.',
	apply: 'Restart with the new version',
	outdatedTitle: 'Another tab started a new version',
	outdated: 'This tab still shows the one before.',
	reload: 'Reload this tab',
	later: 'Later',
	version: 'Version {version}, {changed} of {files} files are new or changed.',
	key_same: 'Signed by the key that signed this version.',
	key_first: 'Signed by {key}. This version is not signed: compare the key with the one that whoever makes your builds has published.',
	key_none: 'Not signed, as this version.',
	key_another:
		'Signed by another key than this version: {key}. Do not start it before whoever makes your builds has told you, elsewhere than here, that the key has changed.',
	key_lost: 'Not signed, while this version is. Do not start it before whoever makes your builds has told you why, elsewhere than here.',
	key_wrong:
		'Its signature is not one of its list of files. Do not start it: somebody has changed it on the way, or it was published by mistake.',
	broken: {
		one: 'One file is not what its own list says. Do not start it.',
		other: '{count} files are not what its own list says. Do not start it.'
	},
	compare: 'Compare what is here'
});
