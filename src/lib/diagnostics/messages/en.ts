import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/diagnostics', {
	title: 'Support bundle',
	text: 'For somebody who helps you: versions, states and error codes, and nothing of your books. Made only when you ask, and sent by nobody.',
	open: 'Make a support bundle',
	settings: 'Settings',
	what: 'What is in it',
	whatText:
		'How many records there are, by the number of digits alone; the state of the log, of syncing and of this browser; which errors happened since the app was started. No name, text, number, amount, date of yours, address, key or id: a gate lets only magnitudes and words of the program through.',
	how: 'How it goes',
	howText:
		'It is made on this device and shown to you whole before it is saved. It leaves only if you hand the file over. The app keeps no copy, and no support can ask for one.',
	make: 'Make it',
	again: 'Make it anew',
	making: 'Gathering',
	preview: 'This is all of it',
	previewText: 'Read it. What is saved is exactly this.',
	previewLabel: 'The support bundle, whole',
	expires: 'It expires on {date}',
	expiresText:
		'From that day on whoever has it is asked to delete it, and it is not saved from this page any more. A file that was handed over cannot be called back; that is why nothing of your books is in it.',
	expired: 'It has expired. Make it anew.',
	save: 'Save the file',
	drop: 'Throw it away',
	failed: 'It could not be made.'
});
