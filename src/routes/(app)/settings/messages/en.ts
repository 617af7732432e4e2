import { messages } from '#lib/ui/i18n.svelte.ts';

export const en = messages('routes/(app)/settings', {
	title: 'Settings',
	sections: 'Parts of the settings',
	group_business: 'Your business',
	group_people: 'People and devices',
	group_device: 'On this device',
	group_safety: 'Safekeeping',
	group_data: 'Data and records',
	businessTitle: 'Business',
	businessText: 'Name, address, tax numbers, bank accounts, logo and defaults of your documents.',
	businessOpen: 'Open business settings',
	numbersOpen: 'Open number series',

	unlockTitle: 'Unlocking',
	unlockText: 'What opens the books on this device.',
	changePassphrase: 'Change passphrase',
	setPassphrase: 'Set passphrase',
	addPasskey: 'Add passkey',
	drill: 'Try the recovery code',

	kitTitle: 'Recovery kit',
	kitDone: 'The recovery code was typed back: the kit exists, and it is not shown again.',

	idleLabel: 'Lock after',
	idleMinutes: { one: '{count} minute', other: '{count} minutes' },
	idleHours: { one: '{count} hour', other: '{count} hours' },
	idleHint: 'What you are typing is saved first.',

	lookTitle: 'Language and appearance',
	looksTitle: 'Appearance',
	languageHint: 'Of this app, in this browser. The language of a document is its client’s.',
	theme: 'Theme',
	themeSystem: 'As the system',
	themeLight: 'Light',
	themeDark: 'Dark',

	verifyTitle: 'Check the books',
	verifyText:
		'Reads the whole sealed log, checks that no entry is missing or was changed, and rebuilds every list from it. Nothing leaves this device.',
	verifyRun: 'Check now',
	verifying: 'Checking the log',
	verifyOk: 'Everything fits together.',
	verifyEntries: { one: '{count} entry', other: '{count} entries' },
	verifyWords: 'Fingerprint',
	verifyWordsHint: 'Six words for the state of the books. As long as nothing is changed they stay the same.',
	verifyFailed: 'The check found a fault',

	deleteTitle: 'Delete this workspace',
	deleteText: 'Removes “{name}” from this device for good: documents, clients, items and keys. Only a backup could bring it back.',
	deleteOpen: 'Delete workspace …',
	deleteAsk: 'Delete “{name}” for good?',
	deleteSure:
		'All its documents, clients and items go, and so do the keys. Nobody can bring them back. Invoices may have to be kept for years by law: keep their PDFs first.',
	deleteJoining:
		'You have asked to join other books. That goes on: this device stays, with its passphrase, and shows your six words until you are let in.',
	deleteType: 'Type the name of the workspace to confirm',
	deleteDiffers: 'Type the name exactly as shown: {name}',
	deleteConfirm: 'Delete for good',
	deleted: 'The workspace was deleted.',
	cancel: 'Cancel'
});
