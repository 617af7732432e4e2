import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/release', {
	title: 'This copy of Waxbill',
	lead: 'Every build comes with a list of its files and their hashes. Here the files on this device, and those the host gives out now, are compared with it.',
	open: 'Compare the files',
	run: 'Compare',
	again: 'Compare again',
	stop: 'Stop',
	stopped: 'Stopped before all files were compared.',
	keptTitle: 'On this device',
	hostTitle: 'At the host, now',
	progress: 'Comparing {count} files',
	version: 'Version',
	source: 'Made from',
	signedBy: 'Signed by',
	unsigned: 'Nobody. The files can be compared with the list, but who made it is not said.',
	wrong: 'The signature is not one of this list: it was changed after it was signed, or signed for another.',
	copyKey: 'Copy the key',
	keyHint: 'Compare this key with the one that whoever makes your builds has published.',
	allEqual: { one: 'The one file is as the list says.', other: 'All {count} files are as the list says.' },
	apart: {
		one: 'One large file of text recognition is not on this device: it is fetched when it is first used.',
		other: '{count} large files of text recognition are not on this device: they are fetched when they are first used.'
	},
	differTitle: { one: 'One file is not as the list says', other: '{count} files are not as the list says' },
	differText:
		'Keep what you have not saved elsewhere out of this page, tell whoever hosts it, and compare from outside as said below before you go on. A copy that was cut off while it was fetched looks like this too: reload, then compare again.',
	changed: 'another file',
	missing: 'not there',
	unreachable: 'the host did not answer',
	more: 'not in the list',
	furtherFiles: { one: 'and one more', other: 'and {count} more' },
	keptNone: 'Nothing is kept on this device yet: it is fetched soon after the first visit, where the browser allows it.',
	hostNone: 'The host does not answer. What is on this device was compared all the same.',
	noList: 'There is no list of files, or it cannot be read: this is not a build as it is published.',
	otherVersion: 'The host gives out another version than the one on this device. It starts here only when you say so.',
	sameVersion: 'The host gives out the version that is on this device.',
	failed: 'The files could not be compared here. Reload the page and try again.',
	limitTitle: 'What this cannot show',
	limit:
		'This page comes from the same host. It finds mistakes and files that were changed alone; a host that wants to deceive can change the page that compares as well. To be sure, compare from outside: on a computer with the source of Waxbill and Node, run',
	limitBuild: 'With --build it compares with what you built yourself from the source: two builds of one source are the same, byte for byte.'
});
