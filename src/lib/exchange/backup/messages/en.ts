import { messages } from '../../../ui/i18n.svelte.ts';

/** First a message for every `BackupProblem`: what it is, and what to do. */
export const en = messages('lib/exchange/backup', {
	'not-age': 'This is not a backup: it does not begin like an age file. Pick the file whose name ends in .age.',
	'header-damaged': 'The beginning of this file is damaged, so it cannot be opened. Take another copy of it, or an older backup.',
	'needs-passphrase': 'This backup was made to a passphrase, not to a recovery code. Type the passphrase that was chosen for it.',
	'needs-code': 'This backup was made to a recovery code. Type the code of the recovery kit.',
	'no-code': 'This is not a recovery code. Compare it with the kit, group by group.',
	'other-code':
		'This backup was made to another recovery code. Take the kit that was printed before the backup was made; after each recovery there is a new one.',
	'wrong-passphrase': 'That is not the passphrase of this backup. Check upper and lower case and the spaces between words.',
	'work-factor':
		'Opening this file would take more memory than is safe, so it was not tried. Waxbill never makes such files. If you sealed it yourself, seal it again with age’s default settings.',
	damaged: 'This file is incomplete or was changed on the way. Nothing was taken from it. Take another copy of it, or an older backup.',
	foreign: 'This file opens, but it is not a backup of Waxbill. Pick another one.',
	newer: 'This backup was made by a newer version of Waxbill. Reload the page to get the newest version, then try again.',
	'over-limit': 'This file holds parts larger than any backup has, so it was not read further. Pick another one.',
	'log-broken':
		'The log does not fit together: an entry is missing or was changed, or a signature does not hold. Nothing was taken from it. Use an older backup.',
	fork: 'The books on this device and those in the backup went different ways after a common beginning. They cannot be joined, and yours stay as they are. To look into the others, restore the backup in another browser or profile.',
	'nothing-new': 'Everything in this backup is on this device already. Nothing was changed.',
	'folder-gone': 'The folder is not there any more. It may be on a drive that is not connected. Connect it, or choose another folder.',
	'folder-locked': 'The browser does not let Waxbill write into the folder at the moment. Allow it again, or choose another folder.',
	'not-written':
		'What was written could not be read back whole, so it was removed. Older backups were not touched. Look whether the drive is full or failing, or choose another folder.',
	cancelled: 'Stopped. Nothing was changed.',

	title: 'Backup',
	lead: 'One encrypted file with all your books. It opens with your recovery code, here or with any program that reads age files.',
	settingsText: 'Copies of your books in a folder or a download, and a check that they open.',
	settingsOpen: 'Open backup',

	stateTitle: 'Where you stand',
	none: 'There is no backup yet',
	noneText: 'If this machine were lost now, all your books would be lost with it.',
	last: 'Last checked backup: {date}',
	inFolder: 'In the folder {name}.',
	inDownload: 'Downloaded. Keep the file somewhere else than on this machine.',
	nothingSince: 'Nothing has changed since.',
	changes: { one: '{count} change since then is not in it.', other: '{count} changes since then are not in it.' },
	failed: 'The last backup by itself did not work',

	backUp: 'Back up now',
	download: 'Download a backup',
	working: 'Making the backup and reading it back',
	stop: 'Stop',
	made: 'The backup was made and read back whole.',
	madeCounts: '{entries} log entries, {files} files.',
	leftOut: {
		one: '{count} file is damaged on this device and is not in the backup.',
		other: '{count} files are damaged on this device and are not in the backup.'
	},

	folderTitle: 'By itself, into a folder',
	folderText:
		'While Waxbill is open it writes a backup into the folder, reads it back, and keeps 7 daily, 4 weekly and 3 monthly ones. A folder that is synchronised or on another drive survives this machine.',
	noFolders: 'This browser does not let pages write into a folder. Download a backup from time to time instead.',
	chooseFolder: 'Choose a folder',
	otherFolder: 'Choose another folder',
	forgetFolder: 'Stop using it',
	folder: 'Folder',
	allow: 'Allow again',
	needsLeave: 'The browser asks again before Waxbill may write into this folder.',
	every: 'How often',
	every0: 'Only when I press the button',
	every1: 'Every day',
	every7: 'Every week',
	every30: 'Every month',
	generations: 'Backups in the folder',
	noGenerations: 'None yet.',
	kilobytes: '{size} kB',
	check: 'Check',
	checkOf: 'Check the backup of {date}',

	checkTitle: 'Check a file',
	checkText: 'Reads a backup from its first byte to its last, without taking anything from it.',
	checkFile: 'Backup file',
	pick: 'Pick a file',
	checking: 'Reading the backup',
	checked: 'This backup is whole',
	checkedText: 'Made {date}.',
	inside: '{name}: {documents}',
	documents: { one: '{count} issued document', other: '{count} issued documents' },
	newest: 'newest {number} of {date}',

	wordsTitle: 'To a passphrase instead',
	wordsText:
		'For handing the books to somebody who does not have your recovery code. Anybody who guesses the passphrase reads everything, so take a long one.',
	wordsLabel: 'Passphrase for this file',
	wordsMake: 'Download to this passphrase',

	ageTitle: 'Opening a backup without Waxbill',
	ageText:
		'You need this only if Waxbill is gone for good, or a program of yours is to read the backup. Type your recovery code to see it as the key that age understands. Whoever sees the key can open every backup made to this code, so do not store it; it can be shown again from the code.',
	ageShow: 'Show the key',
	ageKey: 'Key',
	ageHow: 'Save the key as key.txt, then:',
	ageHide: 'Hide it'
});
