import { messages } from '../../ui/i18n.svelte.ts';

/** Files that go with a document. */
export const attachments = messages('lib/documents/attachments', {
	title: 'Attachments',
	text: 'They go to the client inside the e-invoice: in the PDF that carries it, or in the XML.',
	name: 'File',
	description: 'What it is',
	remove: 'Remove {name}',
	add: 'Add files',
	reading: 'Reading the files',
	open: 'Download {name}',
	missing: '“{name}” is not on this device yet. Connect to the relay, and try again.',
	attach_fileTooLarge: '“{name}” is larger than 10 MB. Save it smaller, or send it by itself.',
	attach_unknown: '“{name}” is no picture or PDF. Save it as PDF, JPEG or PNG.',
	attach_damaged: '“{name}” is damaged or not complete. Save it anew.',
	attach_tooManyPixels: '“{name}” has more points than this browser can draw. Save it smaller.',
	attach_tooMany: 'No more than 10 files go with a document. “{name}” was not added.',
	attach_tooLarge: 'All files together come to more than 10 MB. “{name}” was not added.'
});
