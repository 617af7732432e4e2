import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/safety', {
	title: 'Data safety',
	meter: 'What is in order',
	parts: '{good} of {all} in order',
	details: 'What stands between the books and a loss',

	lossAll: 'If this device were lost now, everything in these books would be lost.',
	lossNoCode:
		'If this device were lost now, everything would be lost: there is a backup, but the recovery code that opens it is on no paper.',
	lossSince: {
		one: 'If this device were lost now, you would lose the one change made since the backup of {date}.',
		other: 'If this device were lost now, you would lose the {count} changes made since the backup of {date}.'
	},
	lossNothing:
		'If this device were lost now, nothing would be lost: the backup of {date} holds everything. Keep it somewhere else than on this device.',
	lossRelay:
		'If this device were lost now, nothing would be lost: the relay has everything, sealed, and the recovery code brings it to a new device.',
	lossRelayWaiting: {
		one: 'If this device were lost now, you would lose the one change that is not on the relay yet.',
		other: 'If this device were lost now, you would lose the {count} changes that are not on the relay yet.'
	},
	lossOtherDevice: 'If this device were lost now, the books would still be on another one.',

	backup: 'Backup',
	backupNone: 'There is none. One sealed file, kept elsewhere, is all it takes.',
	backupBehind: { one: '{count} change is not in the backup of {date}.', other: '{count} changes are not in the backup of {date}.' },
	backupOld: 'The last one is from {date}. It holds everything: make sure you can still find it.',
	backupWhole: 'Read back and found whole on {date}. Nothing has changed since.',
	backupDo: 'Make a backup',

	kit: 'Recovery kit',
	kitPending: 'It is not on paper yet. It opens backups, and this device when the passphrase is forgotten.',
	kitUntried: 'It is on paper, but was not tried since it was made.',
	kitLongAgo: 'Last tried on {date}. Can you still find the paper?',
	kitTried: 'Tried on {date}: it opens this device and these books.',
	kitPendingDo: 'Show the kit',
	kitDo: 'Try the code',

	storage: 'Storage of this browser',
	storageKept: 'The browser keeps the books, even when the disk runs short.',
	storageLoose: 'The browser may throw the books away when the disk runs short.',
	storageDo: 'Ask to keep them',
	storageRefused:
		'The browser did not agree yet. Many do once the app is installed or used more often: install it from the browser’s menu, and ask again.',

	room: 'Room on this device',
	roomPlenty: 'The books use {used}; the browser would give {allowed} in all.',
	roomLow: 'Only {left} are left. Delete or move large files on this device, before a save finds no room.',
	roomUnknown: 'The browser does not say how much there is. When it runs out, nothing is saved by halves, and you are told.',

	devices: 'Other devices and relay',
	devicesDo: 'Sync',
	devicesNone: 'Only this device has the books. A backup elsewhere is the only second copy.',
	devicesNoneBackup: 'Only this device has the books; the backup is the second copy.',
	devicesRelay: 'Only this device has the books open; the relay keeps them, sealed, for the next one.',
	devicesRelayNoCode: 'The relay keeps the books, sealed; but the recovery code that brings them to a new device is on no paper.',
	devicesSome: { one: '{count} other device has the books too.', other: '{count} other devices have the books too.' },

	good: 'In order',
	advice: 'Worth doing',
	risk: 'At risk'
});
