import { messages } from '#lib/ui/i18n.svelte.ts';

/** Words of what is shown where no books can be unlocked. They load only then. */
export const en = messages('routes/arrival', {
	welcomeTitle: 'Invoicing that only you can read.',
	welcome1: 'Write, number and send invoices, with the taxes of your country worked out to the cent.',
	welcome2: 'Everything is encrypted in this browser before it is stored. There is no account, and nobody else has the key.',
	welcome3: 'It works with the network switched off.',
	createWorkspace: 'Create a workspace',
	join: 'Join with a device',
	trySample: 'Try it with sample data',
	haveBooks: 'You have books already?',
	restore: 'Restore from a backup',
	recover: 'Recover access',
	privacyLink: 'What we can see, claim by claim',

	missingTitle: 'The books that were in this browser are gone',
	missing:
		'This browser remembers that it held books, but its storage is empty now: cleared in its settings, by a cleaning program, or by the browser itself when the disk ran short. A backup brings everything back.',
	missingKnown: 'I know, start afresh',
	installedTitle: 'This app holds no books',
	installed:
		'If you have just installed it, create or restore some. If you had books here, the browser has cleared them: a backup brings them back.',

	sharedOriginTitle: 'This address is shared',
	sharedOrigin:
		'Waxbill runs here under the path {path}. Other pages of {host} belong to the same origin, so they could read what is open here. Use an address of its own for real books.',

	insecureTitle: 'Open Waxbill over https',
	insecure:
		'This page came over an address that is not encrypted ({origin}). Browsers switch off encryption and offline storage there, and anybody on the way could change the program. So nothing was started and nothing was stored.',
	insecureHow:
		'If this is somebody else’s server, try the same address with https. If it is yours, put a certificate in front of it, or use http://localhost on the machine itself.',
	insecureTry: 'Try https',

	brokenTitle: 'Waxbill cannot open this device’s data',
	goneTitle: 'The key is here, the books are not',
	reload: 'Reload',
	brokenKeep: 'Nothing was changed or deleted. Do not clear this browser’s data before you have the books back elsewhere.',
	rawCopy: 'Save what is stored',
	rawCopyHint:
		'Saves every stored byte as it lies there, sealed as ever. Only with your passphrase or recovery code could somebody who knows the format read it: a last resort, not a backup.',
	rawCopyFailed: 'The browser does not let the stored bytes be read any more.',
	brokenHelp: 'What can be done',

	recoverTitle: 'What do you still have?',
	recoverLead: 'Nobody but you can open your books, so nobody can hand you a new key. These are the ways back.',
	recoverCodeTitle: 'This browser, but not the passphrase',
	recoverCode: 'The recovery code on your kit opens the books that are in this browser, and lets you choose a new passphrase.',
	recoverCodeDo: 'Unlock with the code',
	recoverCodeJoining: 'This browser has no books yet: it has asked to join some, and is unlocked.',
	recoverCodeNone: 'There are no books in this browser, so there is nothing here that the code could open.',
	recoverBackupTitle: 'A backup',
	recoverBackup:
		'A backup file and the recovery code bring everything back, on any device. One that was sealed to a passphrase of its own wants that passphrase.',
	recoverRelayTitle: 'The recovery code and a relay',
	recoverRelay: 'Where the books were at a relay, the code on your kit brings them to a new device, with nothing else.',
	recoverRelayDo: 'Recover with the code alone',
	recoverOtherTitle: 'Another device with the books',
	recoverOther:
		'Where the books are at a relay, that device can let this one in. Otherwise make a backup there under Settings, and restore the file here.',
	recoverOtherDo: 'Join with a device',
	recoverNoneTitle: 'None of these',
	recoverNone:
		'Then the books cannot be opened by anybody. That is what keeps them from everybody else, too. Keep what is stored on the old device all the same: a forgotten passphrase sometimes comes back.'
});
