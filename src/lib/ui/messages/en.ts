import { messages } from '../i18n.svelte.ts';

export const en = messages('lib/ui', {
	actions: 'Actions',
	optional: 'optional',
	showPassword: 'Show',
	hidePassword: 'Hide',
	showPasswordLabel: 'Show {label}',
	hidePasswordLabel: 'Hide {label}',
	charactersLeft: { one: '{count} character left', other: '{count} characters left' },
	tooLong: { one: 'Shorten this by {count} character.', other: 'Shorten this by {count} characters.' },
	noSuchDate: 'This date does not exist. Correct it, or clear it.',
	close: 'Close',
	dismiss: 'Dismiss',
	copy: 'Copy',
	copied: 'Copied. The clipboard is cleared after a minute.',
	copyFailed: 'Your browser refused to copy. Select the text and copy it by hand.',
	busy: 'Working …',
	suggestions: 'Suggestions',
	noMatch: 'Nothing found',
	searchFailed: 'The search did not work. Try again.',
	results: { one: '{count} result', other: '{count} results' },
	create: 'Create “{text}”',
	notifications: 'Notifications'
});
