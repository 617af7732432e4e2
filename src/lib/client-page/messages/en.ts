import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/client-page', {
	title: 'A document for you',
	lead: 'Somebody has given you this link to an invoice, an estimate or another document. Only the link opens it: whoever keeps it in between cannot read it.',
	show: 'Show the document',
	opening: 'Fetching and opening',
	stretching: 'Trying the passphrase: this takes a few seconds on purpose',
	again: 'Try again',

	// What the page keeps and tells
	privacyTitle: 'What is kept, and who learns what',
	privacyKept:
		'The link is the key. It has been taken out of the address bar, and this page keeps it nowhere: after a reload, open the link again. A sealed copy of the document stays on this device for up to 90 days, so that the link also opens it without a network. Nobody reads it without the link.',
	privacyElsewhere:
		'What this page cannot change: your browser may have the whole link in its own history and in the files from which it restores tabs, and so has the message it came in.',
	privacySender:
		'The sender learns how often the document was fetched, as a number alone: not by whom, when or where from. What you answer is sealed for the sender, and nobody else can read it.',

	// No link
	askTitle: 'Open the link again',
	ask: 'This page shows a document that somebody sent you. Open it with the whole link from the message: this page does not keep links.',

	// Passphrase
	passphraseTitle: 'This document has a passphrase',
	passphraseText: 'The sender has told you a passphrase, on another way than the link. It is tried on this device and sent nowhere.',
	passphrase: 'Passphrase',
	passphraseWrong: 'That is not the passphrase of this document. Capital letters and spaces count. Ask the sender if you are not sure.',
	open: 'Open',

	// Failures
	'fail-damaged-link': 'This link is not whole',
	'fail-damaged-link-text':
		'Part of it is missing or has changed on the way, as happens when a mail program breaks a long line. Copy the whole link from the message, or ask the sender for it again.',
	'fail-newer': 'This link needs a newer version of this page',
	'fail-newer-text': 'The sender has a newer version than this browser has loaded. Close all tabs of this page and open the link again.',
	'fail-gone': 'This document is no longer there',
	'fail-gone-text':
		'The sender has taken it back, or its time is over. A copy that was kept on this device is removed. Ask the sender for a new link.',
	'fail-unreachable': 'The document cannot be fetched',
	'fail-unreachable-text':
		'There is no connection, or the place where the document is kept does not answer. Nothing is lost: try again in a while.',
	'fail-damaged': 'What was fetched is not this document',
	'fail-damaged-text':
		'Nothing of it is shown: the place where it is kept gave something else, or a damaged copy. Try again, and tell the sender if it stays so.',
	'fail-false-signature': 'The signature of this document is false',
	'fail-false-signature-text':
		'Somebody has changed it after it was signed. Nothing of it is shown. Do not pay on it, and tell the sender.',
	'fail-unexpected': 'This page could not open it',
	'fail-unexpected-text': 'Something went wrong on this device. Reload the page and open the link again; another browser may help.',

	// How it stands
	asOf: 'as of {when}',
	keptCopy: 'No connection: this is the copy of {when} on this device. It may have changed since.',
	relayBehind: 'The place where it is kept gave an older version than the one that was fetched here on {when}. The newer one is shown.',
	until: 'The link works until {day}, unless the sender takes it back before.',
	lookAgain: 'Look again',
	stillUnreachable: 'The place where the document is kept does not answer. What you see is what was fetched before.',
	'status-open': 'Open',
	'status-offered': 'Waits for your answer',
	'status-partly-paid': 'Partly paid',
	'status-paid': 'Paid',
	'status-overdue': 'Overdue',
	'status-overpaid': 'Overpaid',
	'status-credited': 'Credited',
	'status-written-off': 'Closed',
	'status-accepted': 'Accepted',
	'status-declined': 'Declined',
	'status-expired': 'Expired',
	'status-delivered': 'Delivered',
	'status-partly-converted': 'Partly invoiced',
	'status-converted': 'Invoiced',
	'status-voided': 'Withdrawn',

	// Who signed it
	'signed-same': 'Signed by {name}',
	'signed-same-text': 'It is the sender whose documents you opened on this device before.',
	'signed-succeeded': 'Signed by {name}',
	'signed-succeeded-text': 'It is the sender you know from this device, with a new key that the one before has signed.',
	'signed-first-time': 'Signed by {name}, seen here for the first time',
	'signed-first-time-text':
		'Whether he is who he says, this device cannot know yet: make sure of the account on another way before you pay. From now on he is known here.',
	'signed-former': 'Signed by {name}, under a key that was replaced since',
	'signed-former-text': 'That is right for an older document. For a new one, ask the sender.',
	'signed-another': 'Not the {name} you know',
	'signed-another-text':
		'Documents of this name were opened here before, and somebody else signed this one. Do not pay before you have asked the sender on another way.',
	signedFalse: 'The sender’s code does not fit this document',
	signedFalseText: 'Number, date, amount, account or name are not those that were signed. Do not pay by it, and ask the sender.',

	// The document
	print: 'Print',
	files: 'Files',
	save: 'Save {name}',
	fileGone: 'The file could not be read. Open the link again.',
	payFirst: 'Is the account new to you? Ask the sender on a way you know before you pay: a link alone proves nobody’s name.',
	copied: '{what} copied',
	notCopied: 'It could not be copied. Select it and copy it yourself.',
	copy: 'Copy {what}',
	openUpi: 'Open in a payment app',
	code: 'Code to pay with',
	fiscalCode: 'Code of the billing record: opens the page of the tax agency',
	/** Prescribed as it is (Orden HAC/1177/2024, art. 21). */
	fiscalCaption: 'QR tributario:'
});
