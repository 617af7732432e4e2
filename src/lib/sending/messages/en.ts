import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/sending', {
	send: 'Send',
	title: 'Send {number}',
	text: 'Hand it to a program of yours. Waxbill has no mail server: nothing leaves this device until you send it there.',
	to: 'To',
	toHint: 'Several apart by commas',
	cc: 'Copy to',
	subject: 'Subject',
	message: 'Message',
	wrongAddress: '“{address}” is no e-mail address. Write it like name@example.com.',
	tooMany: 'At most {count} addresses. Leave some out, or send it twice.',
	files: 'Files',
	pdf: '{name}: the document',
	xml: '{name}: the e-invoice',
	link: 'Put in a client link',
	linkHint:
		'A sealed page of the document for this client, on which he can answer too; open for 60 days, for whoever has the link. It is written into the message.',
	linkMade: 'The link stands at the end of the message. It is among the client links of the document, where it can be revoked.',
	ways: 'How',
	share: 'Share …',
	shareHint: 'Message and files, to any program of this device.',
	draft: 'Draft with files',
	draftHint: 'An .eml file: mail programs on a computer open it as a letter with the files in it, ready to be sent.',
	mail: 'Mail program',
	mailHint: 'Opens a new letter with the words. Files cannot go along this way: they are downloaded, to be attached by you.',
	copy: 'Copy the message',
	done: 'It was sent: note it',
	cancel: 'Cancel',
	notNoted: 'What left this device cannot be known here. When you have sent it, note that: it stands in the history then.',
	noted: 'Noted as sent',
	failed: 'The file could not be made. Try again.'
});
