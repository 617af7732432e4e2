import { messages } from '../../ui/i18n.svelte.ts';

/** What a person is told by an alarm: what happened, what it means, and what to do. Keys are the kind, then the part. */
export const alarms = messages('lib/relay/alarms', {
	stopTitle: 'These books can only be read for now',
	stopWorks: 'Reading, searching, PDFs, exports and backups work as before.',

	forkTitle: 'There are two versions of these books',
	forkText:
		'The relay’s version of these books is another than the one on this device. Perhaps the relay was put back from an old copy and another device went on with it; perhaps it shows different devices different books. Nothing is saved until one of the two is chosen, so that neither is lost.',
	forkSeen:
		'“{device}” has written on top of another version of these books than the relay shows here. Perhaps the relay was put back from an old copy; perhaps it shows different devices different books. Nothing is saved until one of the two is chosen, or until “{device}” has written to the version that is here.',
	forkDo: 'Compare and choose',
	copyTitle: 'This device seems to exist twice',
	copyText:
		'The log has entries in this device’s name that it does not remember writing: its profile was copied, or put back from an older copy. It writes no more, so that the two do not contradict each other. What waits here is kept. Have this browser admitted as a new device.',
	newerTitle: 'A newer version of Waxbill is needed',
	newerText: 'Entry {n} was written by a newer version. Reload the page to get it; what is saved here stays as it is.',

	regressionTitle: 'The relay has lost entries',
	regressionWiped: 'It knows nothing of these books any more: its disk was probably wiped. This device has all {here} entries.',
	regressionText:
		'It has only {relay} of the {here} entries this device has seen on it: it was put back from an old copy, or hides the end.',
	regressionMeans: 'You can go on working: changes are saved here and wait. Nothing is sent until you give the relay back what it lost.',
	regressionDo: 'Give it back',

	withheldTitle: 'The relay shows less than there is',
	withheldText:
		'It shows {relay} entries, but another device, your code or your kit has seen {known}. It may be behind, or hide the end. Try again in a while; if it stays so, compare the fingerprint with another device.',

	movedTitle: 'These books have moved to another relay',
	movedText: 'Another device moved them to {to}. This one goes on there when you say so.',
	movedNowhere: 'Another device moved them. Ask there for the address, and connect to it.',
	movedDo: 'Go on there',
	deletedTitle: 'These books were deleted on the relay',
	deletedText: 'Their owner deleted them there. What is on this device stays. You can go on without a relay, or upload the books again.',
	deletedUpload: 'Upload again',
	deletedLeave: 'Go on without a relay',
	admittedTitle: 'The relay does not let this device in',
	admittedText:
		'It was removed by another of your devices, or was not admitted yet. What is here can be read and exported. To go on, have it admitted by a device that is in.',
	outTitle: 'The relay does not let this device in any more',
	outText:
		'You were removed from these books, or another of your devices put this one out. What is here can be read and exported. If you were removed, only a new invitation brings you back: open its link in this browser. If it was your own device, have this one admitted again by it.',
	admittedDo: 'Have it admitted',
	quotaTitle: 'There is no room left on the relay',
	quotaText:
		'{used} of {quota} are used. Your changes are saved here and wait. Ask whoever runs the relay for more room, or move to another one.',
	quotaDo: 'Move',
	keyTitle: 'This device was not given the newest key',
	keyText:
		'The keys of these books were changed, and what was handed to this device does not fit what the others were given. What others write since cannot be read here, and what you save here waits: nothing is lost. Have this device admitted anew by another one; if it happens again, look in the activity who changed the keys.',
	refusedTitle: 'The relay refuses what this device writes',
	refusedText:
		'It answers “{code}” to entries that pass every check here. Your changes are saved here and wait. Try again; if it stays so, tell whoever runs the relay, or move to another one.',
	versionTitle: 'The relay speaks another version',
	versionText:
		'It speaks version {version}. Your changes are saved here and wait. Reload the page to get the newest Waxbill; if that does not help, the relay must be brought up to date.',
	tokenTitle: 'The relay asks for a token',
	tokenText: 'It takes new books only from people it knows. Ask whoever runs it for a token, and connect again with it.',
	misbehavesTitle: 'The relay does not behave as a relay should',
	misbehavesText:
		'{what} The connection was closed, and nothing it said was believed. Your changes are saved here. If this stays so, tell whoever runs the relay, or move to another one.',
	malformed: 'It sent something that is no message.',
	giant: 'It sent a message larger than any may be.',
	unexpected: 'It sent something nobody asked for.',
	gap: 'It sent entries that do not follow on those that are here.',
	'false-ack': 'It confirmed something that was never sent.',
	'false-nack': 'It refused something that was never sent.',
	endless: 'It sent entries without end.',
	silent: 'It does not answer.',
	junk: 'It sent entries that count for nothing, more than a faulty device could have made.',
	storageTitle: 'What came could not be stored',
	storageFull: 'This device has no room left. Nothing was taken by halves. Free some space; it tries again.',
	storageText: 'The browser’s storage refused. Nothing was taken by halves. Reload the page; if that does not help, restart the browser.',
	falseFilesTitle: {
		one: 'A file from the relay is not what it should be',
		other: '{count} files from the relay are not what they should be'
	},
	falseFilesText: {
		one: 'What came is another file than the one these books name, so it was thrown away; nothing else is touched. Try again. If it stays so, open Waxbill on the device the file was added on, which still has it, and tell whoever runs the relay, or move to another one.',
		other:
			'What came are other files than those these books name, so they were thrown away; nothing else is touched. Try again. If it stays so, open Waxbill on the devices the files were added on, which still have them, and tell whoever runs the relay, or move to another one.'
	},
	filesFullTitle: 'There is no room for files on the relay',
	filesFullText: {
		one: '{count} file lies on this device alone: other devices do not get it. Ask whoever runs the relay for more room, or move to another one; then try again.',
		other:
			'{count} files lie on this device alone: other devices do not get them. Ask whoever runs the relay for more room, or move to another one; then try again.'
	},
	filesRefusedTitle: 'The relay takes no files from this device',
	filesRefusedText: {
		one: '{count} file lies on this device alone. By the log, you may read these books and not write to them: ask an owner or admin for the role of editor, then try again.',
		other:
			'{count} files lie on this device alone. By the log, you may read these books and not write to them: ask an owner or admin for the role of editor, then try again.'
	},
	clockTitle: 'The calendar of this device may be wrong',
	clockAhead: {
		one: 'It is {count} day ahead of the relay’s. Check date and time in the system’s settings: dates of new documents come from there.',
		other: 'It is {count} days ahead of the relay’s. Check date and time in the system’s settings: dates of new documents come from there.'
	},
	clockBehind: {
		one: 'It is {count} day behind the relay’s. Check date and time in the system’s settings: dates of new documents come from there.',
		other: 'It is {count} days behind the relay’s. Check date and time in the system’s settings: dates of new documents come from there.'
	},
	followedTitle: 'These books went on with their other version',
	followedText:
		'There were two versions from entry {n} on, and “{device}” chose the one at the relay. This device went over to it. What it had written itself in the other one is being sent again; what other devices had written there comes back when they next connect.',
	followedShow: 'Show what took no effect',
	dismiss: 'Understood',
	damagedTitle: {
		one: 'A change that was saved here cannot be read any more',
		other: '{count} changes that were saved here cannot be read any more'
	},
	damagedText: {
		one: 'It was waiting for the relay when the storage of this browser damaged it, so it cannot be sent and does not show in your books. All other changes are sent as usual. Look whether something is missing, and write it again.',
		other:
			'They were waiting for the relay when the storage of this browser damaged them, so they cannot be sent and do not show in your books. All other changes are sent as usual. Look whether something is missing, and write it again.'
	},
	damagedDo: 'Show them',
	signatureTitle: 'An entry was not signed by whom it names',
	signatureText:
		'Entry {n} claims to come from “{device}” and does not. It counts for nothing. Nobody without the device’s keys can write in its name.',
	signatureUnknown: 'a device nobody knows',
	quarantinedTitle: 'Some entries could not be read',
	quarantinedText: {
		one: '{count} entry could not be opened or understood. It is kept, and tried again with every new version.',
		other: '{count} entries could not be opened or understood. They are kept, and tried again with every new version.'
	},
	quarantinedDo: 'Show them',

	retry: 'Try again',
	reload: 'Reload',
	export: 'Export',
	settings: 'Sync'
});
