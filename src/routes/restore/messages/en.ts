import { messages } from '#lib/ui/i18n.svelte.ts';

export const en = messages('routes/restore', {
	stepOf: 'Step {step} of {count}',
	fileTitle: 'Restore a backup',
	fileLead: 'Pick the backup file. Nothing is written before you have seen what is inside.',
	file: 'Backup file',
	fileHint: 'A file whose name ends in .age.',
	reading: 'Looking at the file',

	secretTitle: 'Open it',
	codeLead: 'This backup was made to a recovery code: the one on the kit that was current when the backup was made.',
	wordsLead: 'This backup was made to a passphrase.',
	words: 'Passphrase of the backup',
	open: 'Open',
	back: 'Back',

	insideTitle: 'What is inside',
	insideLead: 'Made {date}. Choose what to bring back.',
	hereSame: 'On this device already, and as new',
	hereContinues: 'Goes on from the books on this device',
	hereForked: 'Went another way than the books on this device: cannot be joined',
	nothing: 'There is nothing in this backup that this device lacks.',
	retires:
		'Books that are at a relay go on there, beside the other devices. Others are taken over by this device: what another one still writes in them from now on cannot be joined to these.',
	unreachedTitle: 'The relay of these books does not answer',
	unreached:
		'They are at {relay}, which is not reached or has lost them. Try again when it answers: then everything written since the backup comes along, and the other devices go on as before. If it is gone for good, go on without it: this device takes the books over as they are in the backup, and what other devices still write in them cannot be joined to these.',
	unreachedAgain: 'Try again',
	unreachedAlone: 'Go on without the relay',
	next: 'Continue',
	choose: 'Choose at least one.',

	passphraseTitle: 'Choose a passphrase for this device',
	passphraseLead: 'It opens the books here from now on. The old device’s passphrase is not in the backup and plays no part.',
	restore: 'Restore',

	workingTitle: 'Bringing your books back',
	working: 'Reading, checking every signature, and rebuilding every list',
	workingLead: 'Keep this page open. Should it be closed, nothing has happened and you can begin again.',

	doneTitle: 'Your books are back',
	last: 'The newest document here is',
	lastOf: '{number} of {date}',
	lastNone: 'No document was ever issued in these books.',
	lastAsk:
		'Is this your last one? If you remember a newer one, it was made after this backup: look for a newer backup before you issue anything, or the same number would be given twice.',
	readOnlyTitle: 'These books can only be read here',
	readOnly:
		'The recovery code of this backup was already used or replaced, so it cannot admit this device. You can look at everything and export it. To write in them here, let another of your devices add this one: on it, open Settings, “Your devices”; here, choose “Join”. If no other device is left, import the export into new books.',
	toBooks: 'Open the books',

	lockedTitle: 'Unlock this device first',
	lockedLead: 'There are books on this device. Unlock them, then restore the backup beside them.',
	joining:
		'This device has asked to join other books. What you restore comes beside them, and is opened by the same passphrase; the request goes on.',
	unlock: 'Unlock',
	replace: 'I cannot unlock it: replace what is here',
	replacing:
		'What lies on this device now is erased once the whole backup was found sound. Whatever is not in the backup is then gone for good.',
	leave: 'The new recovery code is shown only now. Leave without writing it down?'
});
